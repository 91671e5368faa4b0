# Terms: kinds, doubts and explanations. Dates come in as words of the language.

kind-day = one day
kind-range = a stretch of time
kind-by = no later than a date
kind-several = several dates
kind-recurring = recurring
kind-throughout = all through
kind-by-plan = set by another document
kind-as-needed = as needed
kind-relative = tied to an event
kind-unclear = not understood

note-year-left-over = { $subject } is outside the plan. The year looks left over from an earlier plan: perhaps { $suggestion }?
note-crosses-new-year = One year is written for dates on both sides of the New Year; read as { $subject }. Write the year beside each date.
note-separator-lost = Nothing stands between the dates; read as { $subject }. Put a dash for a stretch or a comma for separate days.
note-outside-plan = { $subject } is outside the plan.
note-end-before-start = The end is before the start. { $suggestion ->
    [none] Check the dates.
   *[other] Perhaps { $suggestion }?
}
note-no-such-day = There is no such day. { $suggestion ->
    [none] Check the date.
   *[other] The nearest is { $suggestion }.
}
note-weekend = { $subject } is a weekend.
note-holiday = { $subject } is a day off: { $holiday }.
note-duration-disagrees = The text says { $written } days, but there are { $counted } between the dates.
note-look-alike-letters = The term has letters of another alphabet that look alike (a Latin “a” for a Cyrillic one). Type the word anew.
note-low-precision = The term is rough, its dates may be inexact. Write exact dates, or state the school quarters in site.yaml.
note-ambiguous = The term can be understood in more than one way{ $subject ->
    [none] .
   *[other] ; read as { $subject }. Write it more exactly.
}

holiday-own = the school’s own day off
holiday-new-year = New Year
holiday-orthodox-christmas = Orthodox Christmas
holiday-catholic-christmas = Catholic Christmas
holiday-womens-day = Women’s Day
holiday-radunitsa = Radunitsa
holiday-labour-day = Labour Day
holiday-victory-day = Victory Day
holiday-independence-day = Independence Day
holiday-october-revolution = October Revolution Day
holiday-defender-day = Defender of the Fatherland Day
holiday-russia-day = Russia Day
holiday-unity-day = Unity Day

# Why it is read so: the conventions by number.
convention-1 = A school-year plan runs from 1 September to 31 August, a calendar-year plan from 1 January to 31 December; “throughout the year” is all of the plan.
convention-2 = A month without a year: September to December of the plan’s first year, January to July of the second; August before the school year, or at its end among the plan’s last rows.
convention-3 = One written year serves the whole term; across a New Year it goes where it keeps the term inside the plan.
convention-4 = «Четверть» is a school quarter, by the school calendar; holidays are the gaps between; «квартал» is a calendar quarter.
convention-5 = The first half of a school year is 1 September to 31 December, the second 1 January to 31 May; of a calendar year, January to June and July to December.
convention-6 = Tens of days of a month: 1–10, 11–20, 21–end; weeks are seven days from the 1st; a school year begins in September and ends in May; a season has three months.
convention-7 = “By a date” includes that date: overdue from the next day. Weekends and holidays do not move it.
convention-8 = Teaching weeks run from 1 September to 31 May.
convention-9 = Two dates side by side, the second later, are a stretch; several months side by side or with commas are separate.
convention-10 = A date stays as printed; a wrong year is remarked upon, an impossible date is not read.
convention-12 = An open term “from …” runs to the plan’s end; “before the beginning” is the day before; halves of a month end on the 15th and begin on the 16th; a list is separate terms; a month named twice is one term.
convention-15 = A recurrence is bounded by the plan’s year, weeks and weekdays by teaching time; of “1–2 times” the smaller counts; a date that the words do not give is not invented.
convention-16 = Words without a date: “as agreed”, “to be specified” — the dates stand in another document; “on request” — when needed; “after …”, “urgently”, “-//-” — tied to an event or to the row above; a length of time alone (“10 days”) is no term.

term-example = A clear term: «{ $example }».
term-example-text = до 15 мая 2024 г.
term-example-range = октябрь 2023 – май 2024
term-example-recurring = 1 раз в месяц
