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
preview-crashed = памылка ў самой праграме letopis; калі ласка, паведаміце пра яе распрацоўнікам
failure-listening = не ўдалося адкрыць адрас «{ $path }»: { $cause }
