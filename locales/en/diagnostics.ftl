# Mistakes and remarks: the message, and what to do.
not-utf8 = The file is not in UTF-8 but in { $encoding }
    .help = Open it in Notepad and save it anew: “Save as”, encoding UTF-8.
not-text = The file holds NUL bytes: it is not text
    .help = It seems damaged, or it belongs to another program. Restore an earlier copy, or move it into files/.
file-too-large = The file is too large: { $size }
    .help = Text is read up to { $limit }. If it is a document, put it into files/ and link to it.
site-missing = There is no content/site.yaml
    .help = Make one: the line `title: Name of the site` is enough. `letopis init` makes a whole new site.
both-layouts = An institution lies inside another, { $folder }
    .help = A single institution has its institution.yaml in content/ itself. Several have a folder of content/ each, and none lies inside another.
project-outside-institution = The project lies outside any institution
    .help = Move its folder into an institution: a folder that holds institution.yaml.
unused-file = Nothing uses this file, and it will not be published
    .help = Link to it, move it into files/, or delete it.
symlink-outside = The symbolic link leads out of the site, or nowhere
    .help = Put the file itself there: letopis never looks outside the site’s folder.
name-not-unicode = The file’s name cannot be read
    .help = Rename it: letters, digits, hyphens.
no-institution = The site has no institution
    .help = Make one: `letopis new institution content/school --title "Name"`.
yaml-syntax = The file cannot be read: { $reason }
    .help = { $advice }
yaml-too-large = The file holds more than { $limit } entries
    .help = No real plan has so many. See whether `&` and `*` repeat the same thing over and over.
yaml-second-document = The file holds a second document, begun by a line `---`
    .help = Keep one document a file; take the line `---` away.
front-matter-open = The front matter is not closed
    .help = It needs another line of three hyphens after it: `---`.
unknown-key = Unknown key `{ $key }` (record: { $record })
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Check the spelling; the reference lists all keys.
undeclared-field = The field `{ $key }` is not among the plan’s columns
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }If it is a column of your own, name it in `columns` (`столбцы`): `- { $key }: Heading`.
doubled-key = The key { $key } stands twice: it is already on line { $line }
    .help = Keep one of them. The Russian and the English name are the same key.
missing-key = The required key { $key } is missing (record: { $record })
    .help = Add it; an empty value will not do.
wrong-type = { $key ->
        [""] Here
       *[other] { $key }
    } needs { $expected }, found { $found }
    .help = Mend the value; the reference of keys has examples.
unknown-value = “{ $value }” is no value of { $key }
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Possible: { $allowed }.
bad-date = “{ $value }” in { $key } is not a date
    .help = A date is typed 2026-08-29 or 29.08.2026.
no-such-date = The calendar has no { $value }
    .help = The nearest is { $nearest }.
bad-period = The period “{ $value }” cannot be read
    .help = Write 2026/2027 (a school year), 2026 (a calendar year), 2024-2027 (a project’s years) or 2026-09-01..2027-05-31.
bad-slug = “{ $value }” cannot be part of an address
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }An address has small Latin letters, digits, hyphen, underscore and dot only.
bad-alias = “{ $value }” is not an address of this site
    .help = An earlier address is written from the site’s root: /school/old-address/.
bad-id = The id “{ $value }” cannot be linked to
    .help = Take out spaces, quotes and the signs # / < > &.
bad-url = “{ $value }” in { $key } is not an absolute address
    .help = It begins with https:// or http:// and has no spaces.
bad-color = “{ $value }” is not a colour
    .help = A colour is a hash and six digits, in quotes: `"#1c5d8c"`.
bad-timezone = Unknown time zone “{ $value }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Examples: Europe/Minsk, Europe/Moscow, Asia/Vladivostok.
bad-quarters = The quarters of { $year } are not right
    .help = Four stretches in order are needed: `[2026-09-01..2026-10-31, …]`.
bad-number = { $value } is out of bounds for { $key }
    .help = See whether a digit too many was typed.
activities-and-sections = The plan has both `activities` (`мероприятия`) and `sections` (`разделы`)
    .help = Keep one: where there are sections, the activities stand inside them.
no-activities = The plan has no activities
    .help = Add `activities` (`мероприятия`) or `sections` (`разделы`).
field-on-both = { $key } stands both on the activity and on its stage
    .help = What stands on an activity spans all its stages. Keep { $key } in one place.
doubled-column = The column { $key } is declared twice
    .help = Keep one.
doubled-id = Two rows of the plan have one identity: { $id }
    .help = The first is on line { $line }. Give one of them another number, or an `id` (`код`) of its own.
conflicting-mark = { $key } and { $other } contradict each other
    .help = An activity is either done or cancelled. Keep one of them.
not-postponed = A new term is given, but the activity is not postponed
    .help = Add `status: postponed` (`статус: перенесено`), or take the new term away.
done-in-future = Marked as done on { $date }, which is later than today, { $today }
    .help = Until that day it does not count as done. Check the date.
unknown-plan = There is no plan for the reference “{ $reference }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }A plan is called by its file’s name: for plans/2026-2027.yaml the reference begins with 2026-2027#.
unknown-activity = The plan { $plan } has no row “{ $reference }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }A reference is the row’s number without its full stop; where numbers repeat, the section’s ordinal, a hyphen and the number.
unknown-stage = There is no stage “{ $reference }”: the activity has { $stages }
    .help = A stage stands after the slash, from one: 2026-2027#8/2.
unclear-plan = It is not clear which plan the reference “{ $reference }” means
    .help = Name it, as in 2026-2027#{ $reference }. The project has: { $plans }.
missing-file = There is no file “{ $path }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }The path counts from the folder of the file that names it.
path-outside = The path “{ $path }” leads out of the site
    .help = Put the file into the project’s folder, for one into files/.
broken-link = The link “{ $target }” leads nowhere
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }A link to a file counts from this file’s folder, a page’s address from the site’s root: /school/project/news/.
broken-fragment = The page of “{ $target }” has no place #{ $fragment }
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }A place is a heading’s id, or a row of a plan: #a-5.
broken-image = There is no picture “{ $target }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }It is simplest to put the picture beside the news item’s index.md and to write its name alone.
link-unpublished = The link “{ $target }” leads to something unpublished
    .help = For now it is shown as plain text. Publish that page, or take the link away.
remote-image = The picture lies at another site: { $target }
    .help = The page shows a link to it. Download the picture and put it beside the text.
missing-alt = The picture “{ $target }” has no description
    .help = Say in the brackets what it shows: `![Children at the stand](photo.jpg)`.
html-removed = Some HTML was taken out: the site cannot have it
    .help = Use Markdown instead. Scripts, styles, frames and forms are not published.
unsafe-address = The address “{ $target }” is unsafe and was taken out
    .help = A link may lead to a page, a file, a mailbox or a telephone.
html-address-removed = The address “{ $target }” in HTML leads nowhere and was taken out
    .help = Check the path, or write the link in Markdown.
missing-title = The page has no title
    .help = Begin the text with a heading `# Title`, or add the key `title` (`название`).
missing-date = The news item has no date
    .help = Add `date: 2026-11-14`, or begin the file’s name with the date: 2026-11-14-festival.md.
address-clash = The address { $address } is taken: { $other } has it too
    .help = Rename one of them, or give it a `slug` (`адрес_страницы`).
device-name = Windows keeps the name “{ $name }” for a device
    .help = Rename the file or folder: con, nul, prn, aux, com1 and the like cannot be opened on Windows.
empty-address = No address can be made of the name “{ $name }”
    .help = Put letters or digits into it, or give a `slug` (`адрес_страницы`).
theme-missing = There is no theme “{ $name }” in themes/
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Take the key `theme` (`тема`) away to use the embedded one.
template-syntax = The template { $template } does not compile: { $message }
    .help = Mend it, or delete it: the embedded one is then used.
template-fails = The template { $template } failed on the page { $page }: { $message }
    .help = Mend it; docs/theme.md describes the fields of each page.
unclear-term = The term “{ $phrase }” was not understood
    .help = The row stays, without a date. A clear term: «до 15 мая 2027», «Октябрь 2026», «10–14 октября».
year-left-over = The year in “{ $phrase }” is not of this plan
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }It seems left over from an earlier plan; the date is taken as printed.
crosses-new-year = One year serves both sides of the new year in “{ $phrase }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }The year was placed so that the term stays inside the plan. It is safer to write a year at each date.
separator-lost = Nothing stands between the dates of “{ $phrase }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }It is read as a range. Put a dash, or a comma between single days.
outside-plan = “{ $phrase }” lies outside the plan
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Check the date, and the plan’s `period` (`период`).
end-before-start = “{ $phrase }” ends before it begins
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Check the dates.
no-such-day = The calendar has no such day as in “{ $phrase }”
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Check the date.
weekend = “{ $phrase }” falls on a weekend
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }The date is kept as it is.
holiday = “{ $phrase }” falls on a holiday or a day off
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }The date is kept as it is.
duration-disagrees = The number of days in “{ $phrase }” disagrees with its dates
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }The dates are taken. Mend the number of days, or the dates.
look-alike-letters = “{ $phrase }” has letters of another alphabet
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }They only look alike. Type the word anew.
low-precision = “{ $phrase }” is read only roughly
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Write exact dates, or state the quarters in `quarters` (`четверти`).
ambiguous = “{ $phrase }” can be read in more than one way
    .help = { $suggestion ->
        [none] {""}
       *[other] Perhaps this was meant: { $suggestion }.{" "}
    }Write it more exactly: day, month and year.

yaml-reason-tab-in-indentation = a tab stands in the indentation
yaml-advice-tab-in-indentation = Replace tabs by spaces, two for each step.
yaml-reason-indentation = the indentation is not that of its neighbours
yaml-advice-indentation = The keys of one record begin in one column; what lies within is two spaces further right.
yaml-reason-unclosed-quote = a quotation mark is not closed, or something stands after it
yaml-advice-unclosed-quote = Put the whole text into straight quotation marks; write «…» within.
yaml-reason-unclosed-bracket = a bracket [ or {"{"} is not closed
yaml-advice-unclosed-bracket = See that every bracket has its pair and commas stand between the parts.
yaml-reason-colon-in-text = a colon and a space in the text make it look like a key
yaml-advice-colon-in-text = Put the text into quotation marks: `activity: "Council: the year’s results"`.
yaml-reason-missing-space-after-colon = no space stands after the colon
yaml-advice-missing-space-after-colon = A key is followed by a colon and a space: `title: Name`.
yaml-reason-unknown-anchor = a * at the beginning is read as a reference to another place of the file
yaml-advice-unknown-anchor = Put the text into quotation marks.
yaml-reason-too-deep = things lie too deep within one another
yaml-advice-too-deep = A plan needs six levels. Check indentation and brackets.
yaml-reason-unexpected-character = the text begins with a sign that means something else here
yaml-advice-unexpected-character = Put the text into quotation marks: it cannot begin with @, `, %, & or * without them.
yaml-reason-bad-escape = a backslash in double quotation marks
yaml-advice-bad-escape = Use single quotation marks, or a forward slash: files/plan.pdf.
yaml-reason-unexpected-end = the file ends before the record does
yaml-advice-unexpected-end = Finish the last line, or close the quotation mark or bracket.
yaml-reason-other = this is not YAML
yaml-advice-other = Compare the line with its neighbours: indentation, colon, quotation marks.
type-text = text
type-list = a list
type-record = a record of keys
type-key = a key
type-date = a date
type-boolean = yes or no
type-integer = a whole number
type-number = a number
type-person = a name, or a record of a person
type-mapping = pairs of key and value
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
