# Стан мерапрыемстваў, падлікі, выгрузкі (progress.rs, export.rs)
status-done = выканана
status-current = выконваецца
status-planned = запланавана
status-overdue-neutral = чакае адзнакі
status-overdue-plain = тэрмін мінуў
status-cancelled = адменена
status-postponed = перанесена
status-unclear = тэрмін не вызначаны
count-activities = { $count ->
    [one] { $count } мерапрыемства
    [few] { $count } мерапрыемствы
   *[many] { $count } мерапрыемстваў
}
count-projects = { $count ->
    [one] { $count } праект
    [few] { $count } праекты
   *[many] { $count } праектаў
}
count-institutions = { $count ->
    [one] { $count } установа
    [few] { $count } установы
   *[many] { $count } устаноў
}
progress-done-of = Выканана { $done } з { $count ->
    [one] { $count } мерапрыемства
   *[other] { $count } мерапрыемстваў
}
repetitions-done-of = { $done } з { $of }
csv-section = Раздзел
csv-status = Стан
csv-done = Дата выканання
csv-progress = Выкананне
csv-as-of = Па стане на
csv-new-term = перанесена: { $term }
calendar-name = { $institution }: інавацыйная дзейнасць
calendar-deadline = Тэрмін: { $title }
calendar-term = Тэрмін паводле плана: { $text }
calendar-responsible = Адказныя: { $text }
calendar-result = Вынік: { $text }
calendar-status = Стан: { $text }
calendar-project = Праект: { $text }
feed-title = { $institution }: інавацыйная дзейнасць
