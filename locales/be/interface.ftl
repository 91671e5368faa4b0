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
calendar-new-term = Перанесена на тэрмін: { $text }
calendar-responsible = Адказныя: { $text }
calendar-result = Вынік: { $text }
calendar-status = Стан: { $text }
calendar-project = Праект: { $text }
feed-title = { $institution }: інавацыйная дзейнасць

## Словы старонак, у якіх ёсць лікі і даты

as-of = Па стане на { $date }
gallery-picture = { $title }: фотаздымак { $number }
size-bytes = { $size } Б
size-kilobytes = { $size } КБ
size-megabytes = { $size } МБ
report-label = Справаздача за { $period }
period-school-year = { $years } навучальны год
period-calendar-year = { $year } год
period-years = { $years } гады
open-graph-locale = be_BY
menu-home = Галоўная
menu-passport = Пашпарт праекта
menu-plan = План { $period }
menu-progress = Ход выканання
menu-reports = Справаздачы
menu-news = Навіны
list-page = старонка { $page } з { $pages }
count-entries = { $count ->
    [one] { $count } запіс
    [few] { $count } запісы
   *[many] { $count } запісаў
}
all-news = Усе навіны ({ $count })
all-reports = Усе справаздачы ({ $count })
count-reports = { $count ->
    [one] { $count } справаздача
    [few] { $count } справаздачы
   *[many] { $count } справаздач
}
count-news = { $count ->
    [one] { $count } навіна
    [few] { $count } навіны
   *[many] { $count } навін
}
count-current = { $count ->
    [one] { $count } ідзе зараз
   *[other] { $count } ідуць зараз
}
tag-title = Тэма: { $tag }
fact-lead = Кіраўнік праекта
fact-consultant = Кансультант
fact-participants = Удзельнікі
fact-period = Тэрміны
phase-past = завершаны
phase-current = ідзе зараз
phase-future = наперадзе
phase-undated = тэрмін не пазначаны
phase-now = Этап { $number } з { $all }: { $title }
plan-of = План на { $period }
progress-nothing = Мерапрыемстваў пакуль няма
progress-title = Ход выканання
section-untitled = Без раздзела
timeline-today = Вертыкальная рыса — { $date }
indicator-summary = { $title }. { $now ->
    [none] Яшчэ не вымерана
   *[other] Зараз { $now }
}{ $baseline ->
    [none] {""}
   *[other] , было { $baseline }
}{ $target ->
    [none] {""}
   *[other] , мэта { $target }
}
home-lead = { $institutions }, { $projects }
locality-none = Месца не пазначана
search-title = Пошук па раздзеле
not-found-title = Старонка не знойдзена
not-found-message = Магчыма, яна пераехала або ў адрасе памылка. Праверце адрас або вярніцеся на папярэднюю старонку.
held-with = Сумесна:
postponed-to = перанесена: { $term }
download-csv = Табліца Excel (CSV)
download-csv-hint = для сваёй працы
download-ics = Каляндар (ICS)
download-ics-hint = тэрміны ў Google, Outlook, тэлефон
download-json = Даныя (JSON)
download-json-hint = для праграм
status-hint-done = Адзначана выкананым.
status-hint-current = Тэрмін надышоў і яшчэ не мінуў.
status-hint-planned = Тэрмін яшчэ не надышоў.
status-hint-overdue = Тэрмін мінуў, адзнакі аб выкананні пакуль няма.
status-hint-cancelled = Мерапрыемства адменена і ў вынік не ўваходзіць.
status-hint-postponed = Мерапрыемства перанесена на іншы тэрмін.
status-hint-unclear = Тэрмін не пазначаны або запісаны так, што дату вызначыць нельга.
column-number = № п/п
column-activity = Мерапрыемствы
column-term = Тэрміны
column-responsible = Адказныя
column-result = Вынік
column-mark = Адзнака аб выкананні
stage-search = паказальнік пошуку
list-of-year = { $title }, { $years } навучальны год
