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
calendar-responsible = Responsible: { $text }
calendar-result = Result: { $text }
calendar-status = Status: { $text }
calendar-project = Project: { $text }
feed-title = { $institution }: innovation
