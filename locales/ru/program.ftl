severity-error = ошибка
severity-warning = предупреждение
severity-note = замечание
severity-help = что делать

# check --due
due-falls-due = Срок до { $date } включительно: { $count ->
    [one] { $count } мероприятие
    [few] { $count } мероприятия
   *[many] { $count } мероприятий
}
due-awaits-mark = { $count ->
    [one] Ожидает отметки { $count } мероприятие
    [few] Ожидают отметки { $count } мероприятия
   *[many] Ожидают отметки { $count } мероприятий
}
due-lacks-evidence = Выполнено, а обещанного результата не приложено: { $count ->
    [one] { $count } мероприятие
    [few] { $count } мероприятия
   *[many] { $count } мероприятий
}
due-nothing = До { $date } включительно ничего не требуется.
due-term = срок: «{ $term }»
due-promised = обещано: { $words }
