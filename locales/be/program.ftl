severity-error = памылка
severity-warning = папярэджанне
severity-note = заўвага
severity-help = што рабіць

# Падвяла машына: дыск, правы. {$cause}: адно з паведамленняў failure-cause-…
failure-reading = не ўдалося прачытаць «{ $path }»: { $cause }
failure-listing = не ўдалося прагледзець папку «{ $path }»: { $cause }
failure-writing = не ўдалося запісаць «{ $path }»: { $cause }
failure-making-folder = не ўдалося стварыць папку «{ $path }»: { $cause }
failure-removing = не ўдалося выдаліць «{ $path }»: { $cause }
failure-cause-permission = няма правоў
    .help = праверце, каму належыць папка і ці дазволены ў яе запіс
failure-cause-disk-full = на дыску скончылася месца
    .help = вызваліце месца і запусціце зборку яшчэ раз; ранейшыя старонкі цэлыя
failure-cause-file-size = файл большы, чым тут дазволена
    .help = зніміце абмежаванне на памер файла або выберыце для сайта іншы дыск
failure-cause-read-only = дыск адкрыты толькі для чытання
    .help = выберыце для сайта іншую папку: --out ПАПКА
failure-cause-held-open = файл адкрыты ў іншай праграме
    .help = закрыйце гэтую праграму і запусціце зборку яшчэ раз
failure-cause-vanished = файла або папкі больш няма
    .help = папку змянялі падчас працы; запусціце каманду яшчэ раз
failure-cause-name = сістэма не прымае такое імя
    .help = перайменуйце файл або папку карацей і прасцей
failure-cause-foreign-file = там стаіць чужы файл
    .help = letopis не чапае таго, што запісаў не ён: прыбярыце файл або запусціце зборку з --force
failure-cause-folder-in-the-way = там, дзе мусіць быць файл, стаіць папка, а ў ёй не толькі нашы файлы
    .help = прыбярыце гэтую папку або выберыце для сайта іншае месца: --out ПАПКА
failure-cause-file-in-the-way = там, дзе мусіць быць папка, стаіць чужы файл або спасылка
    .help = прыбярыце яго або выберыце для сайта іншае месца: --out ПАПКА
failure-cause-busy = у гэтую папку ўжо піша іншая зборка
    .help = дачакайцеся яе канца і запусціце зборку яшчэ раз
failure-cause-other = { $system }

# Папка, у якую сайт не выкладаецца
refusal-not-ours = папка «{ $path }» не пустая, і збіраў яе не letopis
    .help = пакажыце пустую папку (--out ПАПКА) або, калі ўсё ў парадку, дадайце --force: чужыя файлы застануцца, акрамя тых, чые месцы зоймуць старонкі
refusal-root = сайт нельга выкласці ў «{ $path }»: там ляжаць яго зыходныя файлы
    .help = пакажыце асобную папку: --out ПАПКА
refusal-content = сайт нельга выкласці ў «{ $path }»: там ляжаць зыходныя тэксты
    .help = пакажыце асобную папку: --out ПАПКА
refusal-home = сайт нельга выкласці ў «{ $path }»: гэта хатняя папка або папка з хатнімі папкамі
    .help = пакажыце асобную папку: --out ПАПКА

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

# Камандны радок: даведка (help-<каманда>, help-<каманда>-<аргумент>, help-<аргумент>)
help-heading-commands = Каманды
help-heading-usage = Выкарыстанне
help-heading-arguments = Аргументы
help-heading-options = Параметры
help-heading-everywhere = Агульныя параметры
help-value-command = КАМАНДА
help-value-options = параметры
help-letopis = letopis збірае сайт «Інавацыйная дзейнасць»: планы, справаздачы і навіны школы з простых тэкставых файлаў.
    .examples =
        З чаго пачаць:
          letopis init moy-sayt          новы сайт з прыкладам
          cd moy-sayt
          letopis serve --open           глядзець сайт у браўзеры і правіць тэксты
          letopis build                  сабраць гатовы сайт у папку public

        Падрабязней пра каманду: letopis help КАМАНДА
help-init = Новы сайт з адной невялікай установай для прыкладу
    .examples =
        Прыклад:
          letopis init moy-sayt
help-init-folder = Папка новага сайта (першапачаткова бягучая)
    .value = ПАПКА
help-new = Новы файл на сваім месцы: установа, праект, план, справаздача, навіна або старонка
    .examples =
        Прыклады:
          letopis new institution content/shkola-9 --title "Сярэдняя школа № 9"
          letopis new project content/shkola-9 --title "Школа чытання"
          letopis new plan content/shkola-9/shkola-chytannya
          letopis new news content/shkola-9/shkola-chytannya --title "Тыдзень кнігі"
help-new-kind = Што: institution (установа), project (праект), plan (план), report (справаздача), news (навіна), page (старонка)
    .value = ШТО
help-new-place = Дзе: папка новай установы, папка ўстановы або праекта
    .value = ДЗЕ
help-new-title = Загаловак або назва; з яе атрымаецца імя файла
    .value = ТЭКСТ
help-new-date = Дата: 2026-11-22 або 22.11.2026 (першапачаткова сёння)
    .value = ДАТА
help-build = Сабраць гатовы сайт
    .examples =
        Прыклады:
          letopis build                      сайт з бягучай папкі — у папку public
          letopis build --list               і пералічыць, што выкласці і што выдаліць на хостынгу
          letopis build --strict             лічыць кожнае папярэджанне памылкай
help-build-list = Пералічыць файлы: + новы, ~ зменены, - выдалены
help-build-timings = Паказаць, колькі часу заняў кожны крок
help-build-out = Куды сабраць сайт (першапачаткова public у папцы сайта)
    .value = ПАПКА
help-build-force = Сабраць і ў непустую папку, якую стварыў не letopis
help-serve = Паказаць сайт у браўзеры і абнаўляць яго пасля кожнай праўкі
    .examples =
        Прыклад:
          letopis serve --open
help-serve-port = Порт (першапачаткова звычайны або бліжэйшы вольны)
    .value = ЛІК
help-serve-host = Адрас, па якім адказваць (першапачаткова 127.0.0.1: толькі гэты камп'ютар)
    .value = АДРАС
help-serve-open = Адразу адкрыць браўзер
help-serve-poll = Самому правяраць папку кожныя столькі секунд: для сеткавых дыскаў
    .value = СЕКУНДЫ
help-check = Знайсці памылкі і сумніўныя месцы, нічога не запісваючы
    .examples =
        Прыклады:
          letopis check                      усе памылкі і папярэджанні
          letopis check --due 30             і што трэба зрабіць за 30 дзён, што чакае адзнакі
help-check-due = Што трэба зрабіць за столькі дзён, што чакае адзнакі і дзе не прыкладзены абяцаны вынік
    .value = ДНІ
help-term = Як зразуметы тэрмін: «да 15 мая», «1 раз у чвэрць», «лістапад – студзень 2027»
    .examples =
        Прыклады:
          letopis term "лістапад - студзень" --period 2026/2027
          letopis term "да 5 чысла кожнага месяца" "па асобным графіку"
          letopis term --format json < terminy.txt
help-term-phrases = Тэрміны, кожны ў двукоссі; без іх чытаюцца радкі са стандартнага ўводу
    .value = ТЭРМІН
help-term-period = Перыяд плана: 2026/2027, 2026, 2026-2029 (першапачаткова цяперашні навучальны год)
    .value = ПЕРЫЯД
help-term-country = Школьны каляндар: by — Беларусь (першапачаткова), ru — Расія
    .value = КРАІНА
help-explain = Падрабязна растлумачыць памылку або папярэджанне па кодзе
    .examples =
        Прыклады:
          letopis explain unknown-key
          letopis explain                    усе коды
help-explain-code = Код з паведамлення; без яго — спіс усіх кодаў
    .value = КОД
help-schema = JSON Schema файла: для падказак у рэдактары
    .examples =
        Прыклад:
          letopis schema plan > plan.schema.json
help-schema-kind = Якога файла: site, institution, project, plan, page
    .value = ФАЙЛ
help-completions = Дапаўненне каманд па Tab для вашай абалонкі
    .examples =
        Прыклад:
          letopis completions bash > ~/.local/share/bash-completion/completions/letopis
help-completions-shell = Абалонка: bash, zsh, fish, powershell, elvish
    .value = АБАЛОНКА
help-help = Даведка пра каманду
help-help-command = Каманда
    .value = КАМАНДА
help-root = Папка сайта, у якой ляжыць content (першапачаткова бягучая)
    .value = САЙТ
help-date = На якую дату: 2026-11-22 або 22.11.2026 (першапачаткова сёння)
    .value = ДАТА
help-drafts = Паказаць і чарнавікі, і запісы з будучай датай
help-strict = Лічыць кожнае папярэджанне памылкай
help-format = Для каго вывад: text — для людзей (першапачаткова), json — для праграм
    .value = ВІД
help-lang = Мова праграмы: ru, be, en (першапачаткова мова сайта)
    .value = МОВА
help-color = Колеры: auto — у тэрмінале (першапачаткова), always — заўсёды, never — ніколі
    .value = КАЛІ
help-quiet = Паведамляць толькі пра памылкі і папярэджанні
help-version = Версія праграмы

# Камандны радок: што набрана не так
usage-unknown-command = няма каманды «{ $command }»
usage-unknown-argument = няма параметра «{ $argument }»
usage-extra-argument = лішняе слова «{ $argument }»
usage-missing-value = не пазначана значэнне параметра «{ $argument }»
usage-invalid-value = значэнне «{ $value }» не падыходзіць для «{ $argument }»
usage-too-many-values = параметру «{ $argument }» не патрэбна значэнне «{ $value }»
usage-missing-arguments = не хапае: { $argument }
usage-repeated = параметр «{ $argument }» пазначаны двойчы
usage-conflict = параметры «{ $argument }» і «{ $other }» не спалучаюцца
usage-not-unicode = у набраным ёсць сімвалы не ў кадзіроўцы UTF-8
usage-other = каманда набрана няправільна
usage-suggestion = можа быць, «{ $suggestion }»?
usage-possible-values = падыходзіць: { $values }
usage-more = Падрабязней: letopis help
usage-more-command = Падрабязней: letopis help { $command }
usage-date = «{ $value }» — не дата
    .help = напішыце яе так: 2026-11-22 або 22.11.2026
usage-source-date = зменная SOURCE_DATE_EPOCH: «{ $value }» — не лік секунд
    .help = прыбярыце яе з асяроддзя, запішыце ў яе лік секунд з 1 студзеня 1970 года або пазначце --date
usage-no-such-date = дня «{ $value }» няма ў календары
    .help = можа быць, { $nearest }?
usage-number = значэнне «{ $value }» параметра { $argument } — не прыдатны лік
usage-period = перыяд «{ $value }» не зразуметы
    .help = напішыце яго так: 2026/2027, 2026, 2026-2029 або 2026-09-01..2027-06-30
usage-unknown-code = няма паведамлення з кодам «{ $code }»
usage-all-codes = усе коды: letopis explain

# Камандны радок: што зроблена
explain-example = Прыклад, { $file }:
build-progress = Зборка
build-done = { $errors ->
    [0] Гатова за
   *[other] Скончана з памылкамі за
} { $time } с: { $pages ->
    [one] { $pages } старонка
    [few] { $pages } старонкі
   *[many] { $pages } старонак
}, файлаў запісана: { $written }, выдалена: { $removed }.
build-nothing = Нічога не запісана; ранейшыя старонкі цэлыя.
build-kept = Установы з памылкамі засталіся на сайце такімі, якімі былі.
build-look = Глядзець: { $address }
check-done = Праверана: { $pages ->
    [one] { $pages } старонка
    [few] { $pages } старонкі
   *[many] { $pages } старонак
}.{ $errors ->
    [0] { $warnings ->
        [0] {" "}Памылак і папярэджанняў няма.
       *[other] {""}
    }
   *[other] {""}
}
findings-done = Памылак: { $errors }, папярэджанняў: { $warnings }. Што значыць код у дужках: letopis explain КОД
strict-done = З параметрам --strict папярэджанні лічацца памылкамі.
init-done = Сайт створаны: { $path }
init-kept = Ужо быў і не зменены: { $path }
init-steps = {"    "}letopis serve --open      паглядзець сайт у браўзеры
    {"    "}letopis build             сабраць яго ў папку public

    Праўце файлы ў папцы content: пачніце з content/institution.yaml. Яны тлумачаць сябе самі.
init-content-there = у папцы «{ $path }» ужо ёсць content
    .help = letopis нічога не перазапісвае: пакажыце іншую папку
init-file-in-the-way = «{ $path }» — файл, а не папка
    .help = пакажыце іншую папку
new-no-site = побач з «{ $path }» няма сайта: не знойдзены content/site.yaml
    .help = перайдзіце ў папку сайта або стварыце яго: letopis init
new-exists = файл ужо ёсць: { $path }
    .help = letopis нічога не перазапісвае: пакажыце іншы загаловак (--title) або шлях да файла
new-single-layout = гэта сайт адной установы: content/institution.yaml
    .help = каб устаноў стала некалькі, перанясіце яе разам з праектамі ў папку content/<імя>
new-outside-content = «{ $path }» — не ў папцы content
    .help = пакажыце папку новай установы, напрыклад content/shkola-9
new-institution-in-institution = «{ $path }» — унутры іншай установы
    .help = папкі ўстаноў ляжаць побач: content/shkola-1, content/shkola-2
new-not-institution = «{ $path }» — не папка ўстановы
    .help = пакажыце папку, у якой ляжыць institution.yaml; новая ўстанова: letopis new institution content/ІМЯ
new-project-in-project = «{ $path }» — унутры іншага праекта
    .help = пакажыце папку ўстановы
new-not-project = «{ $path }» — не папка праекта
    .help = пакажыце папку, у якой ляжыць project.yaml; новы праект: letopis new project УСТАНОВА --title НАЗВА
new-wrong-folder = файлу «{ $path }» тут не месца
    .help = планы ляжаць у папцы plans праекта, справаздачы — у reports, навіны — у news
new-not-home = «{ $path }» — не папка ўстановы або праекта
    .help = пакажыце папку, у якой ляжыць institution.yaml або project.yaml, або content
new-title-institution = Новая ўстанова
new-title-project = Новы праект
new-title-plan = Каляндарны план работы на { $years } год
new-title-report = Справаздача пра ход праекта
new-title-news = Навіна
new-title-page = Новая старонка

stage-scan = пошук файлаў
stage-read = чытанне
stage-pictures = фотаздымкі
stage-resolve = сувязі і адрасы
stage-assess = тэрміны і выкананне
stage-compose = складанне старонак
stage-render = старонкі
stage-export = планы для спампоўкі і календары
stage-write = запіс
stage-site = старонкі сайта

# letopis term
term-type-phrases = Набярыце тэрмін і націсніце Enter; канец — Ctrl+D (у Windows Ctrl+Z і Enter).
reading-from = з { $date }
reading-by = да { $date } уключна
reading-because = чаму так
reading-occurrences = { $count ->
    [one] { $count } тэрмін:
    [few] { $count } тэрміны:
   *[many] { $count } тэрмінаў:
}
reading-times = { $count ->
    [one] { $count } раз
    [few] { $count } разы
   *[many] { $count } разоў
}
reading-every-day = { $count ->
    [1] у дзень
    [one] у { $count } дзень
    [few] у { $count } дні
   *[many] у { $count } дзён
}
reading-every-week = { $count ->
    [1] у тыдзень
    [one] у { $count } тыдзень
    [few] у { $count } тыдні
   *[many] у { $count } тыдняў
}
reading-every-month = { $count ->
    [1] у месяц
    [one] у { $count } месяц
    [few] у { $count } месяцы
   *[many] у { $count } месяцаў
}
reading-every-quarter = { $count ->
    [1] у квартал
    [one] у { $count } квартал
    [few] у { $count } кварталы
   *[many] у { $count } кварталаў
}
reading-every-school-quarter = { $count ->
    [1] у чвэрць
    [one] у { $count } чвэрць
    [few] у { $count } чвэрці
   *[many] у { $count } чвэрцей
}
reading-every-half-year = { $count ->
    [1] у паўгоддзе
    [one] у { $count } паўгоддзе
    [few] у { $count } паўгоддзі
   *[many] у { $count } паўгоддзяў
}
reading-every-year = { $count ->
    [1] у год
    [one] у { $count } год
    [few] у { $count } гады
   *[many] у { $count } гадоў
}

# Папярэдні прагляд (letopis serve): паласа ўнізе старонкі, акно з памылкамі, словы ў тэрмінале
preview-label = Папярэдні прагляд
preview-as-of = Папярэдні прагляд паводле стану на { $date }
preview-with-drafts = з чарнавікамі
preview-building = Сайт збіраецца…
preview-errors = { $count ->
    [one] { $count } памылка
    [few] { $count } памылкі
   *[many] { $count } памылак
}
preview-warnings = { $count ->
    [one] { $count } папярэджанне
    [few] { $count } папярэджанні
   *[many] { $count } папярэджанняў
}
preview-no-problems = памылак няма
preview-problems-title = Што не так
preview-overlay-title = Памылкі: паказаны апошнія спраўныя старонкі
preview-close = Закрыць
preview-lost = Папярэдні прагляд спынены
preview-gone = Гэтай старонкі больш няма
preview-address = Папярэдні прагляд: { $address }
preview-port-taken = порт { $port } заняты
preview-stop-hint = Спыніць: Ctrl-C
preview-polling = файлавая сістэма не паведамляе пра змены: яны правяраюцца раз на { $seconds } с
preview-updated = { $time } абноўлена за { $milliseconds } мс: { $bar }
preview-more-problems = … і яшчэ { $count }
preview-crashed = памылка ў самой праграме letopis; калі ласка, паведаміце пра яе распрацоўнікам
failure-listening = не ўдалося адкрыць адрас «{ $path }»: { $cause }
