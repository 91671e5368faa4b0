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
calendar-new-term = Перенесено на срок: { $text }
calendar-responsible = Ответственные: { $text }
calendar-result = Результат: { $text }
calendar-status = Состояние: { $text }
calendar-project = Проект: { $text }
feed-title = { $institution }: инновационная деятельность

## Слова страниц, в которых есть числа и даты

as-of = По состоянию на { $date }
gallery-picture = { $title }: фотография { $number }
size-bytes = { $size } Б
size-kilobytes = { $size } КБ
size-megabytes = { $size } МБ
report-label = Отчёт за { $period }
period-school-year = { $years } учебный год
period-calendar-year = { $year } год
period-years = { $years } годы
open-graph-locale = ru_RU
menu-home = Главная
menu-passport = Паспорт проекта
menu-plan = План { $period }
menu-progress = Ход выполнения
menu-reports = Отчёты
menu-news = Новости
list-page = страница { $page } из { $pages }
count-entries = { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
}
all-news = Все новости ({ $count })
all-reports = Все отчёты ({ $count })
count-reports = { $count ->
    [one] { $count } отчёт
    [few] { $count } отчёта
   *[many] { $count } отчётов
}
count-news = { $count ->
    [one] { $count } новость
    [few] { $count } новости
   *[many] { $count } новостей
}
count-current = { $count ->
    [one] { $count } идёт сейчас
   *[other] { $count } идут сейчас
}
tag-title = Тема: { $tag }
fact-lead = Руководитель проекта
fact-consultant = Консультант
fact-participants = Участники
fact-period = Сроки
phase-past = завершён
phase-current = идёт сейчас
phase-future = впереди
phase-undated = срок не указан
phase-now = Этап { $number } из { $all }: { $title }
plan-of = План на { $period }
progress-nothing = Мероприятий пока нет
progress-title = Ход выполнения
section-untitled = Без раздела
timeline-today = Вертикальная черта — { $date }
indicator-summary = { $title }. { $now ->
    [none] Ещё не измерено
   *[other] Сейчас { $now }
}{ $baseline ->
    [none] {""}
   *[other] , было { $baseline }
}{ $target ->
    [none] {""}
   *[other] , цель { $target }
}
home-lead = { $institutions }, { $projects }
locality-none = Место не указано
search-title = Поиск по разделу
not-found-title = Страница не найдена
not-found-message = Возможно, она переехала или в адресе опечатка. Проверьте адрес или вернитесь на предыдущую страницу.
held-with = Совместно:
postponed-to = перенесено: { $term }
download-csv = Таблица Excel (CSV)
download-csv-hint = для своей работы
download-ics = Календарь (ICS)
download-ics-hint = сроки в Google, Outlook, телефон
download-json = Данные (JSON)
download-json-hint = для программ
status-hint-done = Отмечено выполненным.
status-hint-current = Срок наступил и ещё не прошёл.
status-hint-planned = Срок ещё не наступил.
status-hint-overdue = Срок прошёл, отметки о выполнении пока нет.
status-hint-cancelled = Мероприятие отменено и в итог не входит.
status-hint-postponed = Мероприятие перенесено на другой срок.
status-hint-unclear = Срок не указан или записан так, что дату определить нельзя.
column-number = № п/п
column-activity = Мероприятия
column-term = Сроки
column-responsible = Ответственные
column-result = Результат
column-mark = Отметка о выполнении
stage-search = указатель поиска
list-of-year = { $title }, { $years } учебный год
