severity-error = error
severity-warning = warning
severity-note = note
severity-help = help

# check --due
due-falls-due = Due by { $date }: { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
due-awaits-mark = { $count ->
    [one] { $count } activity awaits a mark
   *[other] { $count } activities await a mark
}
due-lacks-evidence = Done, with the promised result not attached: { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
due-nothing = Nothing is due by { $date }.
due-term = term: “{ $term }”
due-promised = promised: { $words }
