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
preview-crashed = ошибка в самой программе letopis; пожалуйста, сообщите о ней разработчикам
failure-listening = не удалось открыть адрес «{ $path }»: { $cause }
