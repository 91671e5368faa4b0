# Standing of activities, counts, exports (progress.rs, export.rs)
status-done = done
status-current = under way
status-planned = planned
status-overdue-neutral = awaits a mark
status-overdue-plain = overdue
status-cancelled = cancelled
status-postponed = postponed
status-unclear = no clear term
count-activities = { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
count-projects = { $count ->
    [one] { $count } project
   *[other] { $count } projects
}
count-institutions = { $count ->
    [one] { $count } institution
   *[other] { $count } institutions
}
progress-done-of = { $done } of { $count ->
    [one] { $count } activity
   *[other] { $count } activities
} done
repetitions-done-of = { $done } of { $of }
csv-section = Section
csv-status = Status
csv-done = Done on
csv-progress = Progress
csv-as-of = As of
csv-new-term = postponed: { $term }
calendar-name = { $institution }: innovation
calendar-deadline = Due: { $title }
calendar-term = Planned for: { $text }
calendar-new-term = Put off to: { $text }
calendar-responsible = Responsible: { $text }
calendar-result = Result: { $text }
calendar-status = Status: { $text }
calendar-project = Project: { $text }
feed-title = { $institution }: innovation

## Words of the pages that hold numbers and dates

as-of = As of { $date }
gallery-picture = { $title }: photograph { $number }
size-bytes = { $size } B
size-kilobytes = { $size } KB
size-megabytes = { $size } MB
report-label = Report for { $period }
period-school-year = School year { $years }
period-calendar-year = { $year }
period-years = { $years }
open-graph-locale = en_GB
menu-home = Home
menu-passport = Project passport
menu-plan = Plan { $period }
menu-progress = Progress
menu-reports = Reports
menu-news = News
list-page = page { $page } of { $pages }
count-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
all-news = All news ({ $count })
all-reports = All reports ({ $count })
count-reports = { $count ->
    [one] { $count } report
   *[other] { $count } reports
}
count-news = { $count ->
    [one] { $count } news item
   *[other] { $count } news items
}
count-current = { $count } under way
tag-title = Topic: { $tag }
fact-lead = Project lead
fact-consultant = Consultant
fact-participants = Participants
fact-period = Period
phase-past = finished
phase-current = under way
phase-future = to come
phase-undated = undated
phase-now = Phase { $number } of { $all }: { $title }
plan-of = Plan for { $period }
progress-nothing = No activities yet
progress-title = Progress
section-untitled = Without a section
timeline-today = The vertical line is { $date }
indicator-summary = { $title }. { $now ->
    [none] Not measured yet
   *[other] Now { $now }
}{ $baseline ->
    [none] {""}
   *[other] , was { $baseline }
}{ $target ->
    [none] {""}
   *[other] , target { $target }
}
home-lead = { $institutions }, { $projects }
locality-none = Place not stated
search-title = Search
not-found-title = Page not found
not-found-message = It may have moved, or the address may be mistyped. Check the address, or go back to the page before.
held-with = Held with:
postponed-to = postponed: { $term }
download-csv = Excel table (CSV)
download-csv-hint = for your own work
download-ics = Calendar (ICS)
download-ics-hint = terms in Google, Outlook, a phone
download-json = Data (JSON)
download-json-hint = for programs
status-hint-done = Marked as done.
status-hint-current = Its term has come and has not passed.
status-hint-planned = Its term has not come yet.
status-hint-overdue = Its term has passed and nobody has marked it yet.
status-hint-cancelled = Called off, and not counted.
status-hint-postponed = Put off to another term.
status-hint-unclear = The term is missing, or written so that no date follows from it.
column-number = No.
column-activity = Activities
column-term = Terms
column-responsible = Responsible
column-result = Result
column-mark = Mark
stage-search = search index
list-of-year = { $title }, { $years } school year
