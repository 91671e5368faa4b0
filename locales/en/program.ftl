severity-error = error
severity-warning = warning
severity-note = note
severity-help = help

# The machine failed us: disk, permissions. {$cause} is one of the messages failure-cause-…
failure-reading = could not read “{ $path }”: { $cause }
failure-listing = could not list the folder “{ $path }”: { $cause }
failure-writing = could not write “{ $path }”: { $cause }
failure-making-folder = could not make the folder “{ $path }”: { $cause }
failure-removing = could not remove “{ $path }”: { $cause }
failure-cause-permission = permission denied
    .help = check whose folder it is and whether you may write to it
failure-cause-disk-full = the disk is full
    .help = free some space and build again; the earlier pages are intact
failure-cause-file-size = the file is larger than is allowed here
    .help = lift the limit on file size, or choose another disk for the site
failure-cause-read-only = the disk is read-only
    .help = choose another folder for the site: --out DIR
failure-cause-held-open = the file is open in another program
    .help = close that program and build again
failure-cause-vanished = the file or folder is no longer there
    .help = the folder was changed meanwhile; run the command again
failure-cause-name = the system does not accept such a name
    .help = give the file or folder a shorter, simpler name
failure-cause-foreign-file = a file of somebody else's stands there
    .help = letopis does not touch what it did not write: move the file away, or build with --force
failure-cause-folder-in-the-way = a folder stands where a file must go, and not everything in it is ours
    .help = move that folder away, or choose another place for the site: --out DIR
failure-cause-file-in-the-way = a file or link of somebody else's stands where a folder must go
    .help = move it away, or choose another place for the site: --out DIR
failure-cause-busy = another build is writing to this folder
    .help = wait until it ends, then build again
failure-cause-other = { $system }

# A folder to which a site is not published
refusal-not-ours = the folder “{ $path }” is not empty, and letopis did not make it
    .help = name an empty folder (--out DIR), or, if all is well, add --force: the files in it stay, except where pages take their places
refusal-root = the site cannot be published to “{ $path }”: its own source files are there
    .help = name a folder of its own: --out DIR
refusal-content = the site cannot be published to “{ $path }”: the content is there
    .help = name a folder of its own: --out DIR
refusal-home = the site cannot be published to “{ $path }”: it is a home folder, or holds one
    .help = name a folder of its own: --out DIR

# check --due
due-falls-due = Due by { $date }: { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
due-awaits-mark = { $count ->
    [one] { $count } activity awaits a mark
   *[other] { $count } activities await a mark
}
due-lacks-evidence = Done, with the promised result not attached: { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
due-nothing = Nothing is due by { $date }.
due-term = term: “{ $term }”
due-promised = promised: { $words }

# The command line: help (help-<command>, help-<command>-<argument>, help-<argument>)
help-heading-commands = Commands
help-heading-usage = Usage
help-heading-arguments = Arguments
help-heading-options = Options
help-heading-everywhere = Options everywhere
help-value-command = COMMAND
help-value-options = options
help-letopis = letopis builds the site of a school's innovation work: plans, reports and news, from plain text files.
    .examples =
        To begin with:
          letopis init my-site           a new site with an example
          cd my-site
          letopis serve --open           see the site in a browser while you write
          letopis build                  build the finished site into the folder public

        More about a command: letopis help COMMAND
help-init = A new site with one small example institution
    .examples =
        Example:
          letopis init my-site
help-init-folder = The new site's folder (default: the current one)
    .value = DIR
help-new = A new file in the right place: institution, project, plan, report, news item or page
    .examples =
        Examples:
          letopis new institution content/school-9 --title "School No. 9"
          letopis new project content/school-9 --title "A reading school"
          letopis new plan content/school-9/a-reading-school
          letopis new news content/school-9/a-reading-school --title "Book week"
help-new-kind = What: institution, project, plan, report, news, page
    .value = WHAT
help-new-place = Where: the new institution's folder, or an institution's or project's folder
    .value = WHERE
help-new-title = The title or name; the file's name is made of it
    .value = TEXT
help-new-date = The date: 2026-11-22 or 22.11.2026 (default: today)
    .value = DATE
help-build = Build the finished site
    .examples =
        Examples:
          letopis build                      the site of the current folder, into the folder public
          letopis build --list               and list what to upload to the host and what to delete there
          letopis build --strict             count every warning as an error
help-build-list = List the files: + new, ~ changed, - removed
help-build-timings = Show how long each step took
help-build-out = Where to build the site (default: public in the site's folder)
    .value = DIR
help-build-force = Build even into a folder that is not empty and that letopis did not make
help-serve = Show the site in a browser and renew it after every edit
    .examples =
        Example:
          letopis serve --open
help-serve-port = The port (default: the usual one or the next that is free)
    .value = N
help-serve-host = The address to answer at (default 127.0.0.1: this computer only)
    .value = HOST
help-serve-open = Open the browser
help-serve-poll = Look at the folder every so many seconds: for network drives
    .value = SECONDS
help-check = Find mistakes and doubtful places, and write nothing
    .examples =
        Examples:
          letopis check                      all errors and warnings
          letopis check --due 30             and what is due within 30 days, what awaits a mark
help-check-due = What is due within so many days, what awaits a mark, and where a promised result is not attached
    .value = DAYS
help-term = How a term is understood: «до 15 мая», «1 раз в четверть», «ноябрь – январь 2027»
    .examples =
        Examples:
          letopis term "ноябрь - январь" --period 2026/2027
          letopis term "до 5 числа каждого месяца" "по отдельному графику"
          letopis term --format json < terms.txt
help-term-phrases = The terms, each in quotes; without them, lines of standard input are read
    .value = PHRASE
help-term-period = The plan's period: 2026/2027, 2026, 2026-2029 (default: this school year)
    .value = PERIOD
help-term-country = The school calendar: by for Belarus (default), ru for Russia
    .value = COUNTRY
help-explain = Explain an error or a warning by its code
    .examples =
        Examples:
          letopis explain unknown-key
          letopis explain                    all codes
help-explain-code = The code in a message; without it, all codes are listed
    .value = CODE
help-schema = The JSON Schema of a file, for an editor's suggestions
    .examples =
        Example:
          letopis schema plan > plan.schema.json
help-schema-kind = Of which file: site, institution, project, plan, page
    .value = FILE
help-completions = Completion of commands with Tab in your shell
    .examples =
        Example:
          letopis completions bash > ~/.local/share/bash-completion/completions/letopis
help-completions-shell = The shell: bash, zsh, fish, powershell, elvish
    .value = SHELL
help-help = Help on a command
help-help-command = The command
    .value = COMMAND
help-root = The site's folder, which holds content (default: the current one)
    .value = ROOT
help-date = As of which date: 2026-11-22 or 22.11.2026 (default: today)
    .value = DATE
help-drafts = Show drafts, and what bears a future date
help-strict = Count every warning as an error
help-format = For whom: text for people (default), json for programs
    .value = FORMAT
help-lang = The program's language: ru, be, en (default: the site's)
    .value = LANG
help-color = Colours: auto on a terminal (default), always, never
    .value = WHEN
help-quiet = Tell of errors and warnings only
help-version = The program's version

# The command line: what was typed wrong
usage-unknown-command = there is no command “{ $command }”
usage-unknown-argument = there is no option “{ $argument }”
usage-extra-argument = the word “{ $argument }” is one too many
usage-missing-value = the option “{ $argument }” needs a value
usage-invalid-value = the value “{ $value }” does not suit “{ $argument }”
usage-too-many-values = the option “{ $argument }” takes no value “{ $value }”
usage-missing-arguments = missing: { $argument }
usage-repeated = the option “{ $argument }” stands twice
usage-conflict = the options “{ $argument }” and “{ $other }” do not go together
usage-not-unicode = something typed is not in UTF-8
usage-other = the command is not typed right
usage-suggestion = did you mean “{ $suggestion }”?
usage-possible-values = possible: { $values }
usage-more = More: letopis help
usage-more-command = More: letopis help { $command }
usage-date = “{ $value }” is not a date
    .help = write it like this: 2026-11-22 or 22.11.2026
usage-source-date = the variable SOURCE_DATE_EPOCH: “{ $value }” is no number of seconds
    .help = take it out of the environment, give it the seconds since 1 January 1970, or give --date
usage-no-such-date = the calendar has no day “{ $value }”
    .help = did you mean { $nearest }?
usage-number = the value “{ $value }” of { $argument } is not a suitable number
usage-period = the period “{ $value }” is not understood
    .help = write it like this: 2026/2027, 2026, 2026-2029 or 2026-09-01..2027-06-30
usage-unknown-code = there is no message with the code “{ $code }”
usage-all-codes = all codes: letopis explain

# The command line: what was done
explain-example = An example, { $file }:
build-progress = Building
build-done = { $errors ->
    [0] Done in
   *[other] Ended with errors after
} { $time } s: { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}, files written: { $written }, removed: { $removed }.
build-nothing = Nothing was written; the earlier pages are intact.
build-kept = Institutions with errors stay on the site as they were.
build-look = See: { $address }
check-done = Checked: { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}.{ $errors ->
    [0] { $warnings ->
        [0] {" "}No errors, no warnings.
       *[other] {""}
    }
   *[other] {""}
}
findings-done = Errors: { $errors }, warnings: { $warnings }. What a code in brackets means: letopis explain CODE
strict-done = With --strict, warnings count as errors.
init-done = The site is made: { $path }
init-kept = Was there already, and stays: { $path }
init-steps = {"    "}letopis serve --open      see the site in a browser
    {"    "}letopis build             build it into the folder public

    Edit the files in the folder content, beginning with content/institution.yaml. They explain themselves.
init-content-there = the folder “{ $path }” holds content already
    .help = letopis overwrites nothing: name another folder
init-file-in-the-way = “{ $path }” is a file, not a folder
    .help = name another folder
new-no-site = there is no site around “{ $path }”: content/site.yaml is not found
    .help = go to the site's folder, or make a site: letopis init
new-exists = the file is there already: { $path }
    .help = letopis overwrites nothing: give another title (--title) or the path of a file
new-single-layout = this is the site of one institution: content/institution.yaml
    .help = to have several, move it with its projects to a folder content/<name>
new-outside-content = “{ $path }” is not in the folder content
    .help = name the new institution's folder: content/school-9
new-institution-in-institution = “{ $path }” lies inside another institution
    .help = the institutions' folders stand side by side: content/school-1, content/school-2
new-not-institution = “{ $path }” is not an institution's folder
    .help = name the folder that holds institution.yaml; a new institution: letopis new institution content/NAME
new-project-in-project = “{ $path }” lies inside another project
    .help = name the institution's folder
new-not-project = “{ $path }” is not a project's folder
    .help = name the folder that holds project.yaml; a new project: letopis new project INSTITUTION --title TITLE
new-wrong-folder = the file “{ $path }” does not belong there
    .help = plans lie in a project's folder plans, reports in reports, news in news
new-not-home = “{ $path }” is not an institution's or a project's folder
    .help = name the folder that holds institution.yaml or project.yaml, or content
new-title-institution = New institution
new-title-project = New project
new-title-plan = Plan for { $years }
new-title-report = Progress report
new-title-news = News
new-title-page = New page

stage-scan = finding files
stage-read = reading
stage-pictures = photos
stage-resolve = links and addresses
stage-assess = terms and progress
stage-compose = composing pages
stage-render = pages
stage-export = plans to download, calendars
stage-write = writing
stage-site = pages of the site

# letopis term
term-type-phrases = Type a term and press Enter; end with Ctrl+D (on Windows Ctrl+Z and Enter).
reading-from = from { $date }
reading-by = by { $date }, that day included
reading-because = why so
reading-occurrences = { $count ->
    [one] { $count } time:
   *[other] { $count } times:
}
reading-times = { $count ->
    [1] once
    [2] twice
   *[other] { $count } times
}
reading-every-day = { $count ->
    [1] a day
   *[other] in { $count } days
}
reading-every-week = { $count ->
    [1] a week
   *[other] in { $count } weeks
}
reading-every-month = { $count ->
    [1] a month
   *[other] in { $count } months
}
reading-every-quarter = { $count ->
    [1] a quarter
   *[other] in { $count } quarters
}
reading-every-school-quarter = { $count ->
    [1] a school quarter
   *[other] in { $count } school quarters
}
reading-every-half-year = { $count ->
    [1] a half-year
   *[other] in { $count } half-years
}
reading-every-year = { $count ->
    [1] a year
   *[other] in { $count } years
}

# The preview (letopis serve): the bar at the page's end, the overlay of errors, words in the terminal
preview-label = Preview
preview-as-of = Preview as of { $date }
preview-with-drafts = with drafts
preview-building = The site is being built…
preview-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
preview-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
preview-no-problems = no problems
preview-problems-title = What is wrong
preview-overlay-title = Errors: the last sound pages are shown
preview-close = Close
preview-lost = The preview has stopped
preview-gone = This page is no more
preview-address = Preview: { $address }
preview-port-taken = port { $port } is taken
preview-stop-hint = Stop with Ctrl-C
preview-polling = the file system does not tell of changes: they are looked for every { $seconds } s
preview-updated = { $time } updated in { $milliseconds } ms: { $bar }
preview-more-problems = … and { $count } more
preview-crashed = an error in letopis itself; please report it to its developers
failure-listening = cannot open the address “{ $path }”: { $cause }
