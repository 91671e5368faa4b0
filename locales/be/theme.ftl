### Словы старонак: тое, што тэма піша сама, без лікаў і дат.

## Whole pages and their frame

skip-to-content = Да зместу старонкі
innovation = Інавацыйная дзейнасць
institution-site = Сайт установы
all-institutions = Усе ўстановы
menu = Меню
menu-main = Раздзелы
menu-project = Старонкі праекта
breadcrumbs = Вы тут
phone = Тэл.
updated = Абноўлена
calendar-subscribe = Тэрміны ў каляндар
feed-subscribe = Стужка навін
draft = Чарнавік
draft-notice = Гэта старонка яшчэ не апублікавана.
archived-notice = Праект завершаны і захоўваецца ў архіве.
nothing-yet = Тут пакуль нічога няма.
other-site = на іншым сайце
close = Закрыць
to-home = На галоўную

## The low-vision panel

low-vision = Версія для слабавідушчых
panel-size = Памер шрыфту
panel-letters = Паміж літарамі
panel-lines = Паміж радкамі
panel-spacing-1 = Звычайны
panel-spacing-2 = Сярэдні
panel-spacing-3 = Вялікі
panel-font = Шрыфт
panel-font-plain = Як на сайце
panel-font-sans = Без засечак
panel-font-serif = З засечкамі
panel-scheme = Колеры
panel-scheme-plain = Як на сайце
panel-black-on-white = Чорным па белым
panel-white-on-black = Белым па чорным
panel-blue = Цёмна-сінім па блакітным
panel-brown = Карычневым па бежавым
panel-green = Зялёным па цёмна-карычневым
panel-images = Выявы
panel-images-on = Паказваць
panel-images-grey = Чорна-белыя
panel-images-off = Замяніць тэкстам
panel-reset = Звычайны выгляд
panel-close = Закрыць панэль

## Institutions

institutions = Установы
institution-find = Знайсці ўстанову
localities = Населеныя пункты
found = Знойдзена:
found-none = Нічога не знойдзена
no-plan = План яшчэ не апублікаваны
projects = Праекты
about-institution = Пра ўстанову
archive = Архіў
joint = Сумесныя мерапрыемствы
now = Ідзе зараз
next = Наперадзе
awaiting = Чакае адзнакі
news-latest = Навіны
reports-latest = Справаздачы

## A project

phases = Этапы
goal = Мэта
tasks = Задачы
idea = Задума
about-project = Пра праект
facts = Удзельнікі і тэрміны
plans = Планы
plan-open = Адкрыць план
documents = Дакументы
indicators = Паказчыкі
indicator-now = Зараз
indicator-baseline = Было
indicator-target = Мэта
value = Значэнне
date = Дата

## A plan and its progress

progress = Ход выканання
totals = Вынікі
by-section = Па раздзелах плана
by-month = Па месяцах
activity = Мерапрыемства
term-and-status = Тэрмін і стан
status = Стан
evidence = Пацвярджэнне
approvals = Зацвярджэнне і ўзгадненне
signatures = Подпісы
revisions = Змены ў плане
legend-title = Што азначаюць станы
filter-title = Выбраць мерапрыемствы
filter-all = Усе
filter-section = Раздзел плана
filter-responsible = Адказны
filter-month = Месяц
filter-reset = Паказаць усе
filter-shown = Паказана мерапрыемстваў:
plan-take = Узяць план з сабой
plans-other = Іншыя планы праекта
print = Надрукаваць
print-hint = А4, у форме дакумента

## Reports, news, tags, search

report = Справаздача
report-for = Справаздача за
reports = Справаздачы
attachments = Дадаткі
gallery = Фотаздымкі
picture-next = Наступны фотаздымак
picture-previous = Папярэдні фотаздымак
plan-activities = Мерапрыемствы плана
tags = Тэмы
years = Навучальныя гады
neighbours = Суседнія запісы
previous = Раней
following = Пазней
pages = Старонкі
page-number = Старонка
page-previous = Назад
page-next = Далей
search = Пошук
search-what = Што знайсці
search-do = Знайсці
search-noscript = Пошуку патрэбны JavaScript. Без яго адкрыйце патрэбны раздзел са спіса ніжэй.
search-sections = Раздзелы
search-loading = Шукаем…
search-failed = Частка паказальніка не загрузілася, таму знойдзена можа быць не ўсё. Паўтарыце пошук крыху пазней
search-where = Дзе шукаць
search-titles-only = Старонак вельмі многа, таму па ўсіх установах пошук ідзе толькі па назвах. Каб шукаць па тэксце, выберыце ўстанову.
search-more = Паказаць яшчэ
kind-institution = Установа
kind-project = Праект
kind-plan = План
kind-progress = Ход выканання
kind-list = Спіс
kind-report = Справаздача
kind-news = Навіна
kind-page = Старонка
