### Слова страниц: то, что тема пишет сама, без чисел и дат.

## Whole pages and their frame

skip-to-content = К содержанию страницы
innovation = Инновационная деятельность
institution-site = Сайт учреждения
all-institutions = Все учреждения
menu = Меню
menu-main = Разделы
menu-project = Страницы проекта
breadcrumbs = Вы здесь
phone = Тел.
updated = Обновлено
calendar-subscribe = Сроки в календарь
feed-subscribe = Лента новостей
draft = Черновик
draft-notice = Эта страница ещё не опубликована.
archived-notice = Проект завершён и хранится в архиве.
nothing-yet = Здесь пока ничего нет.
other-site = на другом сайте
close = Закрыть
to-home = На главную

## The low-vision panel

low-vision = Версия для слабовидящих
panel-size = Размер шрифта
panel-letters = Между буквами
panel-lines = Между строками
panel-spacing-1 = Обычный
panel-spacing-2 = Средний
panel-spacing-3 = Большой
panel-font = Шрифт
panel-font-plain = Как на сайте
panel-font-sans = Без засечек
panel-font-serif = С засечками
panel-scheme = Цвета
panel-scheme-plain = Как на сайте
panel-black-on-white = Чёрным по белому
panel-white-on-black = Белым по чёрному
panel-blue = Тёмно-синим по голубому
panel-brown = Коричневым по бежевому
panel-green = Зелёным по тёмно-коричневому
panel-images = Изображения
panel-images-on = Показывать
panel-images-grey = Чёрно-белые
panel-images-off = Заменить текстом
panel-reset = Обычный вид
panel-close = Закрыть панель

## Institutions

institutions = Учреждения
institution-find = Найти учреждение
localities = Населённые пункты
found = Найдено:
found-none = Ничего не найдено
no-plan = План ещё не опубликован
projects = Проекты
about-institution = Об учреждении
archive = Архив
joint = Совместные мероприятия
now = Идёт сейчас
next = Впереди
awaiting = Ожидает отметки
news-latest = Новости
reports-latest = Отчёты

## A project

phases = Этапы
goal = Цель
tasks = Задачи
idea = Замысел
about-project = О проекте
facts = Участники и сроки
plans = Планы
plan-open = Открыть план
documents = Документы
indicators = Показатели
indicator-now = Сейчас
indicator-baseline = Было
indicator-target = Цель
value = Значение
date = Дата

## A plan and its progress

progress = Ход выполнения
totals = Итоги
by-section = По разделам плана
by-month = По месяцам
activity = Мероприятие
term-and-status = Срок и состояние
status = Состояние
evidence = Подтверждение
approvals = Утверждение и согласование
signatures = Подписи
revisions = Изменения в плане
legend-title = Что означают состояния
filter-title = Выбрать мероприятия
filter-all = Все
filter-section = Раздел плана
filter-responsible = Ответственный
filter-month = Месяц
filter-reset = Показать все
filter-shown = Показано мероприятий:
plan-take = Взять план с собой
plans-other = Другие планы проекта
print = Распечатать
print-hint = А4, в форме документа

## Reports, news, tags, search

report = Отчёт
report-for = Отчёт за
reports = Отчёты
attachments = Приложения
gallery = Фотографии
picture-next = Следующая фотография
picture-previous = Предыдущая фотография
plan-activities = Мероприятия плана
tags = Темы
years = Учебные годы
neighbours = Соседние записи
previous = Раньше
following = Позже
pages = Страницы
page-number = Страница
page-previous = Назад
page-next = Дальше
search = Поиск
search-what = Что найти
search-do = Найти
search-noscript = Поиску нужен JavaScript. Без него откройте нужный раздел из списка ниже.
search-sections = Разделы
search-loading = Ищем…
search-failed = Часть указателя не загрузилась, поэтому найдено может быть не всё. Повторите поиск чуть позже
search-where = Где искать
search-titles-only = Страниц очень много, поэтому по всем учреждениям поиск идёт только по названиям. Чтобы искать по тексту, выберите учреждение.
search-more = Показать ещё
kind-institution = Учреждение
kind-project = Проект
kind-plan = План
kind-progress = Ход выполнения
kind-list = Список
kind-report = Отчёт
kind-news = Новость
kind-page = Страница
