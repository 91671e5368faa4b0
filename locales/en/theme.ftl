### The words of the pages: what the theme itself writes, without numbers and dates.

## Whole pages and their frame

skip-to-content = Skip to content
innovation = Innovation
institution-site = The institution’s site
all-institutions = All institutions
menu = Menu
menu-main = Sections
menu-project = Pages of the project
breadcrumbs = You are here
phone = Phone
updated = Updated
calendar-subscribe = Dates for your calendar
feed-subscribe = News feed
draft = Draft
draft-notice = This page is not published yet.
archived-notice = The project is finished and kept in the archive.
nothing-yet = There is nothing here yet.
other-site = on another site
close = Close
to-home = To the home page

## The low-vision panel

low-vision = Low-vision version
panel-size = Text size
panel-letters = Letter spacing
panel-lines = Line spacing
panel-spacing-1 = Normal
panel-spacing-2 = Medium
panel-spacing-3 = Large
panel-font = Font
panel-font-plain = As on the site
panel-font-sans = Sans serif
panel-font-serif = Serif
panel-scheme = Colours
panel-scheme-plain = As on the site
panel-black-on-white = Black on white
panel-white-on-black = White on black
panel-blue = Dark blue on light blue
panel-brown = Brown on beige
panel-green = Green on dark brown
panel-images = Images
panel-images-on = Shown
panel-images-grey = Grey
panel-images-off = Replaced by text
panel-reset = Reset
panel-close = Close the panel

## Institutions

institutions = Institutions
institution-find = Find an institution
localities = Localities
found = Found:
found-none = Nothing found
no-plan = No plan published yet
projects = Projects
about-institution = About the institution
archive = Archive
joint = Joint activities
now = Under way
next = Coming next
awaiting = Awaiting a mark
news-latest = News
reports-latest = Reports

## A project

phases = Phases
goal = Goal
tasks = Tasks
idea = Idea
about-project = About the project
facts = People and dates
plans = Plans
plan-open = Open the plan
documents = Documents
indicators = Indicators
indicator-now = Now
indicator-baseline = Baseline
indicator-target = Target
value = Value
date = Date

## A plan and its progress

progress = Progress
totals = Totals
by-section = By section
by-month = Month by month
activity = Activity
term-and-status = Term and status
status = Status
evidence = Evidence
approvals = Approvals
signatures = Signatures
revisions = Revisions
legend-title = What the statuses mean
filter-title = Choose activities
filter-all = All
filter-section = Section
filter-responsible = Responsible
filter-month = Month
filter-reset = Show all
filter-shown = Activities shown:
plan-take = Take the plan with you
plans-other = Other plans of the project
print = Print
print-hint = A4, as a document

## Reports, news, tags, search

report = Report
report-for = Report for
reports = Reports
attachments = Attachments
gallery = Photographs
picture-next = Next picture
picture-previous = Previous picture
plan-activities = Activities of the plan
tags = Topics
years = School years
neighbours = Neighbouring items
previous = Earlier
following = Later
pages = Pages
page-number = Page
page-previous = Back
page-next = Next
search = Search
search-what = What to find
search-do = Search
search-noscript = Search needs JavaScript. Without it, open a section from the list below.
search-sections = Sections
search-loading = Searching…
search-failed = Part of the index could not be loaded, so something may be missing. Search again in a moment
search-where = Where to look
search-titles-only = There are very many pages, so among all institutions only titles are searched. Choose an institution to search its texts.
search-more = Show more
kind-institution = Institution
kind-project = Project
kind-plan = Plan
kind-progress = Progress
kind-list = List
kind-report = Report
kind-news = News
kind-page = Page
