severity-error = памылка
severity-warning = папярэджанне
severity-note = заўвага
severity-help = што рабіць

# check --due
due-falls-due = Тэрмін да { $date } уключна: { $count ->
    [one] { $count } мерапрыемства
    [few] { $count } мерапрыемствы
   *[many] { $count } мерапрыемстваў
}
due-awaits-mark = { $count ->
    [one] Чакае адзнакі { $count } мерапрыемства
    [few] Чакаюць адзнакі { $count } мерапрыемствы
   *[many] Чакаюць адзнакі { $count } мерапрыемстваў
}
due-lacks-evidence = Выканана, а абяцанага выніку не прыкладзена: { $count ->
    [one] { $count } мерапрыемства
    [few] { $count } мерапрыемствы
   *[many] { $count } мерапрыемстваў
}
due-nothing = Да { $date } уключна нічога не патрабуецца.
due-term = тэрмін: «{ $term }»
due-promised = абяцана: { $words }
