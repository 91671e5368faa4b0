# Состояние мероприятий, подсчёты, выгрузки (progress.rs, export.rs)
status-done = выполнено
status-current = выполняется
status-planned = запланировано
status-overdue-neutral = ожидает отметки
status-overdue-plain = срок истёк
status-cancelled = отменено
status-postponed = перенесено
status-unclear = срок не определён
count-activities = { $count ->
    [one] { $count } мероприятие
    [few] { $count } мероприятия
   *[many] { $count } мероприятий
}
count-projects = { $count ->
    [one] { $count } проект
    [few] { $count } проекта
   *[many] { $count } проектов
}
count-institutions = { $count ->
    [one] { $count } учреждение
    [few] { $count } учреждения
   *[many] { $count } учреждений
}
progress-done-of = Выполнено { $done } из { $count ->
    [one] { $count } мероприятия
   *[other] { $count } мероприятий
}
repetitions-done-of = { $done } из { $of }
csv-section = Раздел
csv-status = Состояние
csv-done = Дата выполнения
csv-progress = Выполнение
csv-as-of = По состоянию на
csv-new-term = перенесено: { $term }
calendar-name = { $institution }: инновационная деятельность
calendar-deadline = Срок: { $title }
calendar-term = Срок по плану: { $text }
calendar-responsible = Ответственные: { $text }
calendar-result = Результат: { $text }
calendar-status = Состояние: { $text }
calendar-project = Проект: { $text }
feed-title = { $institution }: инновационная деятельность
