# Mistakes and remarks: the message, and what to do.
not-utf8 = The file is saved not in UTF-8 but in { $encoding }
    .help = Open it in Notepad, choose “File → Save as”, set the encoding to UTF-8 at the foot of the window and save it under the same name.
damaged-text = The file is damaged: line { $line } has bytes that no text in UTF-8 has
    .help = Open the file, find the sign � or stray signs in that line, type the place anew and save in UTF-8. If much is damaged, restore an earlier copy.
not-text = The file cannot be read as text: it is damaged, or another program made it
    .help = If it is a document or a photo, move it into files/. If it was text, restore an earlier copy.
file-too-large = The file is too large: { $size }
    .help = Files of up to { $limit } are read. Put a document for download into files/ and link to it.
site-missing = There is no content/site.yaml
    .help = Make one: the line `title: Name of the site` is enough. `letopis init` makes a whole new site.
both-layouts = This institution lies inside another (folder { $folder })
    .help = A single institution has its institution.yaml in content/ itself. Several have a folder of content/ each, and none lies inside another.
project-outside-institution = The project lies outside any institution
    .help = Move its folder into an institution’s folder: the one that holds institution.yaml.
unused-file = Nothing uses this file, and it will not be published
    .help = Link to it, move it into files/, or delete it. Move a page (.md) that lies beside an index.md one folder up.
not-a-file = This is no file, but a link to a folder, a pipe or a device
    .help = Put the files themselves here: letopis does not follow links to folders.
symlink-outside = This is a link to a file that lies outside the site or does not exist
    .help = Put the file itself here: letopis never looks outside the site’s folder.
name-not-unicode = The file’s name is in an unknown encoding
    .help = Rename it: letters, digits, hyphens and dots will do.
no-institution = The site has no institution
    .help = Make one: `letopis new institution content/school --title "Name"`.
yaml-syntax = The file cannot be read: { $reason }
    .help = { $advice }
yaml-too-large = The file holds more than { $limit } entries
    .help = No plan has so many. See whether `&` and `*` repeat the same thing over and over.
yaml-second-document = The line `---` begins a second document in the file
    .help = Take the line away. If another plan stands below it, move that into a file of its own.
front-matter-open = The front matter is not divided from the text
    .help = Put three more hyphens, `---`, on a line of their own after it.
front-matter-fence = The front matter is divided off by { $fence }, where a line `---` is needed
    .help = { $advice }
unknown-key = Unknown key `{ $key }` in a record of the sort “{ $record }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }Check the spelling: the reference lists all keys.
misplaced-key = The key { $key } has no place in a record of the sort “{ $record }”
    .help = Its place is in a record of the sort “{ $owner }”: move it there, or delete it if it is not needed.
undeclared-field = The field `{ $key }` is not among the plan’s columns
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }If it is a column of your own, add it to `columns` (`столбцы`): `- { $key }: Heading`.
doubled-key = The key { $key } stands twice: it is already on line { $line }
    .help = Keep one of the two. The English and the Russian name are the same key.
missing-key = The required key { $key } is missing from a record of the sort “{ $record }”
    .help = Add a line with it; it may not be empty.
wrong-type = { $key ->
        [none] Here
       *[other] The key { $key }
    } needs { $expected }, found { $found }
    .help = Write the value as in the reference’s example. The items of a list begin on lines of their own with a hyphen and a space.
unknown-value = “{ $value }” is not a value of the key { $key }
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }Possible values: { $allowed }.
bad-date = The value “{ $value }” of the key { $key } is not a date
    .help = A date is typed in figures: `2026-08-29` or `29.08.2026`.
no-such-date = { $key ->
        [none] The calendar has no { $value }, with which the file’s name begins
       *[other] The calendar has no { $value } (the key { $key })
    }
    .help = The nearest date that exists is { $nearest }. Compare with the document.
dates-reversed = The term’s last day, { $key } { $to }, comes before its first, { $other } { $from }
    .help = Compare with the document: the dates may be exchanged, or the year may be wrong.
bad-period = The value “{ $value }” of the key { $key } is not a period
    .help = Write `2026/2027` (a school year), `2026` (a calendar year), `2024-2027` (a project’s years) or `2026-09-01..2027-05-31`.
period-too-long = A plan for “{ $value }” (the key { $key }) is longer than { $limit } years
    .help = Check the years: `2026/2027` (a school year), `2024-2027` (a project’s years).
bad-slug = The value “{ $value }” of the key { $key } cannot be part of an address
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }An address has only small Latin letters, digits, hyphens, underscores and dots.
bad-alias = The value “{ $value }” of the key { $key } is not an address of this site
    .help = An earlier address is written from the site’s root, without the server’s name: `/school/old-address/`.
bad-id = The value “{ $value }” of the key { $key } cannot be linked to
    .help = Take out spaces, quotation marks and the signs # / < > &. Put a hyphen in place of a space.
bad-url = The value “{ $value }” of the key { $key } is not a full address
    .help = A full address begins with `https://` or `http://` and has no spaces.
bad-base-url = The address “{ $value }” of the key { $key } cannot be a site’s
    .help = The address of a folder is needed, behind which that of a page can be put: without `index.html`, `?` and `#`, as in https://school.example.by/innovation.
bad-color = The value “{ $value }” of the key { $key } is not a colour
    .help = A colour is a hash and six digits, always in quotation marks: `accent: "#1c5d8c"`.
bad-timezone = The value “{ $value }” of the key { $key } is not a known time zone
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }Examples: Europe/Minsk, Europe/Moscow, Asia/Vladivostok.
bad-quarters = The quarters of { $year } are not stated rightly (the key { $key })
    .help = Four stretches in order are needed, with commas between: `[2026-09-01..2026-10-31, …]`.
bad-number = The number { $value } is out of bounds for the key { $key }
    .help = See whether a nought or a minus too many was typed. Usual values: `page_size: 20`, `order: 1`.
activities-and-sections = The plan has both `activities` (`мероприятия`) and `sections` (`разделы`)
    .help = Keep one of the two: where there are sections, the activities stand inside them.
no-activities = The plan has no activities
    .help = Add `activities` (`мероприятия`) or `sections` (`разделы`).
field-on-both = The key { $key } stands both on the activity and on its stage
    .help = Keep on the activity what all its stages share; where they differ, keep { $key } on the stages alone.
doubled-column = The column { $key } is declared twice
    .help = Keep one of the two. If the second holds something else, give it a key of its own.
doubled-id = Two rows of the plan share one number or id: { $id }
    .help = The first is on line { $line } of the file. Mend the number, or give one of them an `id` (`код`) of its own.
conflicting-mark = The marks { $key } and { $other } contradict each other
    .help = An activity is either done or cancelled. Keep one of the marks.
not-postponed = A new term is given (the key { $key }), but the activity is not marked as postponed
    .help = Add `status: postponed` (`статус: перенесено`), or take the new term away.
done-in-future = The date { $date } of the key { $key } is yet to come: today is { $today }
    .help = Until that day the activity does not count as done. Check the date, the year first of all.
unknown-plan = The reference “{ $reference }” leads into a plan that does not exist
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }A plan is called by its file’s name: a reference into plans/2026-2027.yaml begins with `2026-2027#`.
unknown-activity = The plan { $plan } has no row “{ $reference }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }A reference has the row’s number without its full stop: `2026-2027#5`. Where numbers repeat, the section’s number, a hyphen and the row’s: `2026-2027#2-5`.
unknown-stage = There is no stage “{ $reference }”: the activity has { $stages ->
        [0] no stages
        [one] { $stages } stage
       *[other] { $stages } stages
    }
    .help = The stage’s number stands after the slash, counted from one: `2026-2027#8/2` is the second.
unclear-plan = It is not clear which plan the reference “{ $reference }” means
    .help = Add the plan’s name, as in `2026-2027#{ $reference }`. The project’s plans: { $plans }.
missing-file = There is no file “{ $path }”, which the key { $key } names
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }The path counts from the folder of the file that names it; `../` is one folder up.
path-outside = { $key ->
        [none] The path “{ $path }” leads out of the folder content
       *[other] The path “{ $path }” of the key { $key } leads out of the folder content
    }
    .help = Copy the file into the project’s folder, for instance into files/, and give the path of the copy.
not-published = { $key ->
        [none] Something is there at “{ $path }”, but it is not published
       *[other] Something is there at “{ $path }” of the key { $key }, but it is not published
    }
    .help = Settings, folders and texts that lie out of their place have no address. Put a document into files/ and give the path to it; where a page is meant, name its file.
broken-link = The link “{ $target }” leads nowhere
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }A file’s path counts from this file’s folder, a page’s address from the site’s root: `/school/project/news/`.
broken-fragment = The page of the link “{ $target }” has no place #{ $fragment }
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }A place is a heading in Latin letters (`#etapy`) or a row of a plan (`#a-5`).
broken-image = There is no picture “{ $target }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }It is simplest to put the picture beside the news item’s index.md and to write its name alone.
link-unpublished = The link “{ $target }” leads to what is not published yet
    .help = For now its text is shown without a link. Publish what it leads to, or take the link away.
remote-image = The picture lies at another site: { $target }
    .help = The page shows a link in its place. Download the picture, if you may, and put it beside the text.
missing-alt = The picture “{ $target }” has no description
    .help = Say in the square brackets what it shows: `![Children at the stand](photo.jpg)`. Those who cannot see the picture read it.
html-removed = Some HTML was taken out: the site’s pages do not publish such things
    .help = Use Markdown instead. Scripts, styles, frames and forms are not published.
unsafe-address = The address “{ $target }” is unsafe and was taken out
    .help = A link may lead to a page, a file, a mail address or a telephone number.
html-address-removed = The address “{ $target }” in HTML leads nowhere and was taken out
    .help = Check the path, or write the link in Markdown: `[text](address)`.
missing-title = The page has no title
    .help = Begin the text with a heading `# Title`, or add the key `title` (`название`).
missing-date = The news item has no date
    .help = Add the key `date: 2026-11-14` (`дата`), or begin the file’s name with the date: 2026-11-14-festival.md.
address-clash = The address { $address } is taken: { $other } has it
    .help = { $advice }
address-kept = Pages of the folder { $folder } still stand at { $address }
    .help = First mend the errors in { $folder }: as long as there are any, its earlier pages stay. Or give another `slug` (`адрес_страницы`).
device-name = Windows keeps the name “{ $name }” for a device
    .help = Rename the file, folder or tag: con, nul, prn, aux, com1 and the like cannot be opened on Windows.
empty-address = No address can be made of the name “{ $name }”
    .help = Put letters or digits into it, or give a `slug` (`адрес_страницы`).
empty-tag = No address can be made of the tag “{ $name }”: the site goes without it
    .help = Name the tag in letters or digits, or take it out.
theme-missing = There is no theme “{ $name }” (the key { $key }) in themes/
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean “{ $suggestion }”?{" "}
    }Without this key the site wears the embedded one.
template-syntax = The template { $template } has a mistake: { $message }
    .help = Mend it, or delete it: the embedded one is then used.
template-fails = The template { $template } failed on the page { $page }: { $message }
    .help = Mend it: docs/theme.md says what a template may use.
unclear-term = The term “{ $phrase }” was not understood
    .help = The row stays in the plan without a status. Clear terms: «до 15 мая 2027», «Октябрь 2026», «1 раз в месяц». The dates may also be stated by hand, with `from` (`с`) and `to` (`по`).
year-left-over = The year in “{ $phrase }” is not of this plan
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }It seems left over from last year’s plan. For now the date is taken as printed.
crosses-new-year = One year serves both sides of the new year in “{ $phrase }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }The term is read so that it stays inside the plan. It is safer to write a year at each date: «Ноябрь 2026 – январь 2027».
separator-lost = No sign stands between the dates of “{ $phrase }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }It is read as a stretch of time. Put a dash, or a comma between single days.
outside-plan = The term “{ $phrase }” lies outside the plan
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }Check its dates, and the plan’s `period` (`период`).
end-before-start = The term “{ $phrase }” ends before it begins
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }For now it is not read. Check both dates.
no-such-day = The term “{ $phrase }” names a day that the calendar does not have
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }For now it is not read. Compare with the document.
weekend = The term “{ $phrase }” falls on a weekend
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }The date is kept as it is: see whether it is a misprint.
holiday = The term “{ $phrase }” falls on a holiday or a day off
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }The date is kept as it is: see whether it is a misprint.
duration-disagrees = The number of days in “{ $phrase }” disagrees with its dates
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }The dates are trusted. Mend the number of days, or the dates.
look-alike-letters = The term “{ $phrase }” has letters of another alphabet
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }They only look alike, as a Latin “a” and a Cyrillic «а» do. Type the word anew.
low-precision = The term “{ $phrase }” is read only roughly
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }Write exact dates. For school quarters, state theirs in `quarters` (`четверти`).
ambiguous = The term “{ $phrase }” can be read in more than one way
    .help = { $suggestion ->
        [none] {""}
       *[other] Did you mean { $suggestion }?{" "}
    }Write it more exactly: with day, month and year.

fence-advice-toml = Replace both lines `+++` by `---`, and write `key = value` with a colon: `title: Name`.
fence-advice-dashes = Put a line of exactly three hyphens before and after the front matter. If it is a rule above the text, write it with asterisks: `***`.
yaml-reason-tab-in-indentation = a tab stands in the indentation
yaml-advice-tab-in-indentation = Replace the tab by spaces, two for each step. Editors can be set to type spaces for tabs.
yaml-reason-indentation = the line is not indented as its neighbours are
yaml-advice-indentation = The keys of one record begin in one column, what lies within two spaces further right. Compare the line with its neighbours.
yaml-reason-unclosed-quote = a quotation mark is not closed, or something stands after the closing one
yaml-advice-unclosed-quote = Put the whole text into straight quotation marks, and write «…» within: `title: "The project «Zorka» and us"`.
yaml-reason-unclosed-bracket = a bracket `[` or `{"{"}` is not closed
yaml-advice-unclosed-bracket = See that every bracket has its pair and commas stand between the parts. Put a text that begins with a bracket into quotation marks.
yaml-reason-colon-in-text = a colon and a space in the text make its beginning look like a key
yaml-advice-colon-in-text = Put the whole text into quotation marks: `activity: "Council: the year’s results"`.
yaml-reason-missing-space-after-colon = no space stands after the colon
yaml-advice-missing-space-after-colon = A key is followed by a colon and a space: `title: Name`.
yaml-reason-unknown-anchor = the text begins with an asterisk, which here means a reference to another place of the file
yaml-advice-unknown-anchor = Put the text into quotation marks: `result: "*Certificate"`.
yaml-reason-too-deep = too many levels lie within one another
yaml-advice-too-deep = Six levels are enough for a plan. Check indentation and brackets.
yaml-reason-unexpected-character = the text begins with a sign that has a meaning of its own here
yaml-advice-unexpected-character = Put the text into quotation marks: without them it cannot begin with @, `, %, & or *.
yaml-reason-bad-escape = a backslash stands in double quotation marks
yaml-advice-bad-escape = Write paths with forward slashes: `file: files/plan.pdf`. Or use single quotation marks.
yaml-reason-unexpected-end = the file breaks off in the middle of a record
yaml-advice-unexpected-end = Finish the last line, or close the quotation mark or bracket.
yaml-reason-odd-blank = instead of a space there is a no-break space or another sign like it
yaml-advice-odd-blank = Delete the blank to which the message points and type ordinary spaces. Such signs come with text copied from Word or from a web page.
yaml-reason-other = the line does not follow the rules of YAML
yaml-advice-other = Compare the line with its neighbours: indentation, colon and space, quotation marks. If that does not help, put its text into quotation marks.
type-text = text
type-list = a list
type-record = a record of keys
type-key = a key
type-date = a date
type-boolean = yes or no
type-integer = a whole number
type-number = a number
type-person = a name, or a record of a person
type-mapping = a record of pairs of key and value
type-period = a period
type-term = a term
type-column = a column
type-empty = nothing
record-site = site
record-print = print
record-institution = institution
record-project = project
record-plan = plan
record-section = section
record-activity = activity
record-stage = stage
record-approval = approval
record-signature = signature
record-revision = revision
record-document = document
record-indicator = indicator
record-phase = phase
record-evidence = evidence
record-person = person
record-term = term
record-report = report
record-news = news item
record-page = page

clash-advice-page = Rename one of the two files, or its folder, or give another `slug` (`адрес_страницы`).
clash-advice-tag = Name one of the two tags otherwise, in letters or digits: their addresses are the same.
clash-advice-file = Rename this file: something else has its address on the site.
clash-advice-alias = Take this address out of `aliases` (`прежние_адреса`): something else has it on the site.
clash-advice-namesake = Keep one of the two files: .yaml and .yml are the same.
