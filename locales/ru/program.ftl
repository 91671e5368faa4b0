severity-error = ошибка
severity-warning = предупреждение
severity-note = замечание
severity-help = что делать

# Машина подвела: диск, права. {$cause}: одно из сообщений failure-cause-…
failure-reading = не удалось прочитать «{ $path }»: { $cause }
failure-listing = не удалось просмотреть папку «{ $path }»: { $cause }
failure-writing = не удалось записать «{ $path }»: { $cause }
failure-making-folder = не удалось создать папку «{ $path }»: { $cause }
failure-removing = не удалось удалить «{ $path }»: { $cause }
failure-cause-permission = нет прав
    .help = проверьте, кому принадлежит папка и разрешена ли в неё запись
failure-cause-disk-full = на диске кончилось место
    .help = освободите место и запустите сборку ещё раз; прежние страницы целы
failure-cause-file-size = файл больше, чем здесь разрешено
    .help = снимите ограничение на размер файла или выберите для сайта другой диск
failure-cause-read-only = диск открыт только для чтения
    .help = выберите для сайта другую папку: --out ПАПКА
failure-cause-held-open = файл открыт в другой программе
    .help = закройте эту программу и запустите сборку ещё раз
failure-cause-vanished = файла или папки больше нет
    .help = папку меняли во время работы; запустите команду ещё раз
failure-cause-name = система не принимает такое имя
    .help = переименуйте файл или папку короче и проще
failure-cause-foreign-file = там стоит чужой файл
    .help = letopis не трогает того, что записал не он: уберите файл или запустите сборку с --force
failure-cause-folder-in-the-way = там, где должен быть файл, стоит папка, а в ней не только наши файлы
    .help = уберите эту папку или выберите для сайта другое место: --out ПАПКА
failure-cause-file-in-the-way = там, где должна быть папка, стоит чужой файл или ссылка
    .help = уберите его или выберите для сайта другое место: --out ПАПКА
failure-cause-busy = в эту папку уже пишет другая сборка
    .help = дождитесь её конца и запустите сборку ещё раз
failure-cause-other = { $system }

# Папка, в которую сайт не выкладывается
refusal-not-ours = папка «{ $path }» не пуста, и собирал её не letopis
    .help = укажите пустую папку (--out ПАПКА) или, если всё в порядке, добавьте --force: чужие файлы останутся, кроме тех, чьи места займут страницы
refusal-root = сайт нельзя выложить в «{ $path }»: там лежат его исходные файлы
    .help = укажите отдельную папку: --out ПАПКА
refusal-content = сайт нельзя выложить в «{ $path }»: там лежат исходные тексты
    .help = укажите отдельную папку: --out ПАПКА
refusal-home = сайт нельзя выложить в «{ $path }»: это домашняя папка или папка с домашними папками
    .help = укажите отдельную папку: --out ПАПКА

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

# Командная строка: справка (help-<команда>, help-<команда>-<аргумент>, help-<аргумент>)
help-heading-commands = Команды
help-heading-usage = Использование
help-heading-arguments = Аргументы
help-heading-options = Параметры
help-heading-everywhere = Общие параметры
help-value-command = КОМАНДА
help-value-options = параметры
help-letopis = letopis собирает сайт «Инновационная деятельность»: планы, отчёты и новости школы из простых текстовых файлов.
    .examples =
        С чего начать:
          letopis init moy-sayt          новый сайт с примером
          cd moy-sayt
          letopis serve --open           смотреть сайт в браузере и править тексты
          letopis build                  собрать готовый сайт в папку public

        Подробнее о команде: letopis help КОМАНДА
help-init = Новый сайт с одним небольшим учреждением для примера
    .examples =
        Пример:
          letopis init moy-sayt
help-init-folder = Папка нового сайта (по умолчанию текущая)
    .value = ПАПКА
help-new = Новый файл на своём месте: учреждение, проект, план, отчёт, новость или страница
    .examples =
        Примеры:
          letopis new institution content/shkola-9 --title "Средняя школа № 9"
          letopis new project content/shkola-9 --title "Школа чтения"
          letopis new plan content/shkola-9/shkola-chteniya
          letopis new news content/shkola-9/shkola-chteniya --title "Неделя книги"
help-new-kind = Что: institution (учреждение), project (проект), plan (план), report (отчёт), news (новость), page (страница)
    .value = ЧТО
help-new-place = Где: папка нового учреждения, папка учреждения или проекта
    .value = ГДЕ
help-new-title = Заголовок или название; из него получится имя файла
    .value = ТЕКСТ
help-new-date = Дата: 2026-11-22 или 22.11.2026 (по умолчанию сегодня)
    .value = ДАТА
help-build = Собрать готовый сайт
    .examples =
        Примеры:
          letopis build                      сайт из текущей папки — в папку public
          letopis build --list               и перечислить, что выложить и что удалить на хостинге
          letopis build --strict             считать каждое предупреждение ошибкой
help-build-list = Перечислить файлы: + новый, ~ изменён, - удалён
help-build-timings = Показать, сколько времени занял каждый шаг
help-build-out = Куда собрать сайт (по умолчанию public в папке сайта)
    .value = ПАПКА
help-build-force = Собрать и в непустую папку, которую создал не letopis
help-serve = Показать сайт в браузере и обновлять его после каждой правки
    .examples =
        Пример:
          letopis serve --open
help-serve-port = Порт (по умолчанию обычный или ближайший свободный)
    .value = ЧИСЛО
help-serve-host = Адрес, по которому отвечать (по умолчанию 127.0.0.1: только этот компьютер)
    .value = АДРЕС
help-serve-open = Сразу открыть браузер
help-serve-poll = Самому проверять папку каждые столько секунд: для сетевых дисков
    .value = СЕКУНДЫ
help-check = Найти ошибки и сомнительные места, ничего не записывая
    .examples =
        Примеры:
          letopis check                      все ошибки и предупреждения
          letopis check --due 30             и что предстоит за 30 дней, что ждёт отметки
help-check-due = Что предстоит за столько дней, что ждёт отметки и где не приложен обещанный результат
    .value = ДНИ
help-term = Как понят срок: «до 15 мая», «1 раз в четверть», «ноябрь – январь 2027»
    .examples =
        Примеры:
          letopis term "ноябрь - январь" --period 2026/2027
          letopis term "до 5 числа каждого месяца" "по отдельному графику"
          letopis term --format json < sroki.txt
help-term-phrases = Сроки, каждый в кавычках; без них читаются строки со стандартного ввода
    .value = СРОК
help-term-period = Период плана: 2026/2027, 2026, 2026-2029 (по умолчанию нынешний учебный год)
    .value = ПЕРИОД
help-term-country = Школьный календарь: by — Беларусь (по умолчанию), ru — Россия
    .value = СТРАНА
help-explain = Подробно объяснить ошибку или предупреждение по коду
    .examples =
        Примеры:
          letopis explain unknown-key
          letopis explain                    все коды
help-explain-code = Код из сообщения; без него — список всех кодов
    .value = КОД
help-schema = JSON Schema файла: для подсказок в редакторе
    .examples =
        Пример:
          letopis schema plan > plan.schema.json
help-schema-kind = Какого файла: site, institution, project, plan, page
    .value = ФАЙЛ
help-completions = Дополнение команд по Tab для вашей оболочки
    .examples =
        Пример:
          letopis completions bash > ~/.local/share/bash-completion/completions/letopis
help-completions-shell = Оболочка: bash, zsh, fish, powershell, elvish
    .value = ОБОЛОЧКА
help-help = Справка о команде
help-help-command = Команда
    .value = КОМАНДА
help-root = Папка сайта, в которой лежит content (по умолчанию текущая)
    .value = САЙТ
help-date = На какую дату: 2026-11-22 или 22.11.2026 (по умолчанию сегодня)
    .value = ДАТА
help-drafts = Показать и черновики, и записи с будущей датой
help-strict = Считать каждое предупреждение ошибкой
help-format = Для кого вывод: text — для людей (по умолчанию), json — для программ
    .value = ВИД
help-lang = Язык программы: ru, be, en (по умолчанию язык сайта)
    .value = ЯЗЫК
help-color = Цвета: auto — в терминале (по умолчанию), always — всегда, never — никогда
    .value = КОГДА
help-quiet = Сообщать только об ошибках и предупреждениях
help-version = Версия программы

# Командная строка: что набрано не так
usage-unknown-command = нет команды «{ $command }»
usage-unknown-argument = нет параметра «{ $argument }»
usage-extra-argument = лишнее слово «{ $argument }»
usage-missing-value = не указано значение параметра «{ $argument }»
usage-invalid-value = значение «{ $value }» не подходит для «{ $argument }»
usage-too-many-values = параметру «{ $argument }» не нужно значение «{ $value }»
usage-missing-arguments = не хватает: { $argument }
usage-repeated = параметр «{ $argument }» указан дважды
usage-conflict = параметры «{ $argument }» и «{ $other }» не сочетаются
usage-not-unicode = в набранном есть символы не в кодировке UTF-8
usage-other = команда набрана неверно
usage-suggestion = может быть, «{ $suggestion }»?
usage-possible-values = подходит: { $values }
usage-more = Подробнее: letopis help
usage-more-command = Подробнее: letopis help { $command }
usage-date = «{ $value }» — не дата
    .help = напишите её так: 2026-11-22 или 22.11.2026
usage-source-date = переменная SOURCE_DATE_EPOCH: «{ $value }» — не число секунд
    .help = уберите её из окружения, запишите в неё число секунд с 1 января 1970 года или укажите --date
usage-no-such-date = дня «{ $value }» нет в календаре
    .help = может быть, { $nearest }?
usage-number = значение «{ $value }» параметра { $argument } — не подходящее число
usage-period = период «{ $value }» не понят
    .help = напишите его так: 2026/2027, 2026, 2026-2029 или 2026-09-01..2027-06-30
usage-unknown-code = нет сообщения с кодом «{ $code }»
usage-all-codes = все коды: letopis explain

# Командная строка: что сделано
explain-example = Пример, { $file }:
build-progress = Сборка
build-done = { $errors ->
    [0] Готово за
   *[other] Закончено с ошибками за
} { $time } с: { $pages ->
    [one] { $pages } страница
    [few] { $pages } страницы
   *[many] { $pages } страниц
}, файлов записано: { $written }, удалено: { $removed }.
build-nothing = Ничего не записано; прежние страницы целы.
build-kept = Учреждения с ошибками остались на сайте такими, какими были.
build-look = Смотреть: { $address }
check-done = Проверено: { $pages ->
    [one] { $pages } страница
    [few] { $pages } страницы
   *[many] { $pages } страниц
}.{ $errors ->
    [0] { $warnings ->
        [0] {" "}Ошибок и предупреждений нет.
       *[other] {""}
    }
   *[other] {""}
}
findings-done = Ошибок: { $errors }, предупреждений: { $warnings }. Что значит код в скобках: letopis explain КОД
strict-done = С параметром --strict предупреждения считаются ошибками.
init-done = Сайт создан: { $path }
init-kept = Уже был и не изменён: { $path }
init-steps = {"    "}letopis serve --open      посмотреть сайт в браузере
    {"    "}letopis build             собрать его в папку public

    Правьте файлы в папке content: начните с content/institution.yaml. Они объясняют себя сами.
init-content-there = в папке «{ $path }» уже есть content
    .help = letopis ничего не перезаписывает: укажите другую папку
init-file-in-the-way = «{ $path }» — файл, а не папка
    .help = укажите другую папку
new-no-site = рядом с «{ $path }» нет сайта: не найден content/site.yaml
    .help = перейдите в папку сайта или создайте его: letopis init
new-exists = файл уже есть: { $path }
    .help = letopis ничего не перезаписывает: укажите другой заголовок (--title) или путь к файлу
new-single-layout = это сайт одного учреждения: content/institution.yaml
    .help = чтобы учреждений стало несколько, перенесите его вместе с проектами в папку content/<имя>
new-outside-content = «{ $path }» — не в папке content
    .help = укажите папку нового учреждения, например content/shkola-9
new-institution-in-institution = «{ $path }» — внутри другого учреждения
    .help = папки учреждений лежат рядом: content/shkola-1, content/shkola-2
new-not-institution = «{ $path }» — не папка учреждения
    .help = укажите папку, в которой лежит institution.yaml; новое учреждение: letopis new institution content/ИМЯ
new-project-in-project = «{ $path }» — внутри другого проекта
    .help = укажите папку учреждения
new-not-project = «{ $path }» — не папка проекта
    .help = укажите папку, в которой лежит project.yaml; новый проект: letopis new project УЧРЕЖДЕНИЕ --title НАЗВАНИЕ
new-wrong-folder = файлу «{ $path }» здесь не место
    .help = планы лежат в папке plans проекта, отчёты — в reports, новости — в news
new-not-home = «{ $path }» — не папка учреждения или проекта
    .help = укажите папку, в которой лежит institution.yaml или project.yaml, или content
new-title-institution = Новое учреждение
new-title-project = Новый проект
new-title-plan = Календарный план работы на { $years } год
new-title-report = Отчёт о ходе проекта
new-title-news = Новость
new-title-page = Новая страница

stage-scan = поиск файлов
stage-read = чтение
stage-pictures = фотографии
stage-resolve = связи и адреса
stage-assess = сроки и выполнение
stage-compose = составление страниц
stage-render = страницы
stage-export = планы для скачивания и календари
stage-write = запись
stage-site = страницы сайта

# letopis term
term-type-phrases = Наберите срок и нажмите Enter; конец — Ctrl+D (в Windows Ctrl+Z и Enter).
reading-from = с { $date }
reading-by = до { $date } включительно
reading-because = почему так
reading-occurrences = { $count ->
    [one] { $count } срок:
    [few] { $count } срока:
   *[many] { $count } сроков:
}
reading-times = { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[many] { $count } раз
}
reading-every-day = { $count ->
    [1] в день
    [one] в { $count } день
    [few] в { $count } дня
   *[many] в { $count } дней
}
reading-every-week = { $count ->
    [1] в неделю
    [one] в { $count } неделю
    [few] в { $count } недели
   *[many] в { $count } недель
}
reading-every-month = { $count ->
    [1] в месяц
    [one] в { $count } месяц
    [few] в { $count } месяца
   *[many] в { $count } месяцев
}
reading-every-quarter = { $count ->
    [1] в квартал
    [one] в { $count } квартал
    [few] в { $count } квартала
   *[many] в { $count } кварталов
}
reading-every-school-quarter = { $count ->
    [1] в четверть
    [one] в { $count } четверть
    [few] в { $count } четверти
   *[many] в { $count } четвертей
}
reading-every-half-year = { $count ->
    [1] в полугодие
    [one] в { $count } полугодие
    [few] в { $count } полугодия
   *[many] в { $count } полугодий
}
reading-every-year = { $count ->
    [1] в год
    [one] в { $count } год
    [few] в { $count } года
   *[many] в { $count } лет
}

# Предпросмотр (letopis serve): полоса внизу страницы, окно с ошибками, слова в терминале
preview-label = Предпросмотр
preview-as-of = Предпросмотр по состоянию на { $date }
preview-with-drafts = с черновиками
preview-building = Сайт собирается…
preview-errors = { $count ->
    [one] { $count } ошибка
    [few] { $count } ошибки
   *[many] { $count } ошибок
}
preview-warnings = { $count ->
    [one] { $count } предупреждение
    [few] { $count } предупреждения
   *[many] { $count } предупреждений
}
preview-no-problems = ошибок нет
preview-problems-title = Что не так
preview-overlay-title = Ошибки: показаны последние исправные страницы
preview-close = Закрыть
preview-lost = Предпросмотр остановлен
preview-gone = Этой страницы больше нет
preview-address = Предпросмотр: { $address }
preview-port-taken = порт { $port } занят
preview-stop-hint = Остановить: Ctrl-C
preview-polling = файловая система не сообщает об изменениях: они проверяются раз в { $seconds } с
preview-updated = { $time } обновлено за { $milliseconds } мс: { $bar }
preview-more-problems = … и ещё { $count }
preview-crashed = ошибка в самой программе letopis; пожалуйста, сообщите о ней разработчикам
failure-listening = не удалось открыть адрес «{ $path }»: { $cause }
