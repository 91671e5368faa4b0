//! `plan.ics` and `calendar.ics`: the days of plans for Google, Outlook and Thunderbird.
//!
//! Whole days, without a time zone. Nothing depends on the hour of the build: a UID is made of an address and an
//! identity, the stamps are the latest date that the content states. A term without days of its own («ежемесячно», «по
//! отдельному графику») makes no event: an invented day would be believed.

mod lines;
mod series;

use std::borrow::Cow;

use chrono::NaiveDate;

use self::lines::{Lines, basic};
use self::series::Series;
use crate::locale::{Arguments, Lang};
use crate::model::{Institution, Plan, Project, Site, Term};
use crate::progress::{
    Assessed, Entry, InstitutionProgress, PlanProgress, Standing, latest_date_of_institution, latest_date_of_plan,
};
use crate::term::{Kind, Period, Reading, Stretch};
use crate::text::one_line;

/// A plan's days. The stamps are the latest date that the plan states.
pub fn plan_calendar(
    site: &Site,
    institution: &Institution,
    project: &Project,
    plan: &Plan,
    progress: &PlanProgress,
) -> String {
    let lang = institution.language;
    let stamp = latest_date_of_plan(plan, progress.today);
    let writer = Writer { site, lang, stamp: stamp.unwrap_or_else(|| plan.period.period.start.min(progress.today)) };
    let name = format!("{}, {} ({})", institution.menu_name(), project.menu_title(), plan.period.text);
    writer.calendar(&name, |lines| writer.plan(lines, project, plan, progress))
}

/// The days of all plans of an institution, those of archived projects too: a calendar is also a diary. The stamps are
/// the latest date that the institution states.
pub fn institution_calendar(site: &Site, institution: &Institution, progress: &InstitutionProgress) -> String {
    let lang = institution.language;
    let earliest = institution.projects.iter().flat_map(|project| &project.plans).map(|plan| plan.period.period.start);
    let stamp = latest_date_of_institution(institution, progress.today).or(earliest.min());
    let writer = Writer { site, lang, stamp: stamp.unwrap_or(progress.today).min(progress.today) };
    let arguments = Arguments::new().with("institution", institution.menu_name().to_owned());
    writer.calendar(&lang.text("calendar-name", &arguments), |lines| {
        for (project, assessed) in institution.projects.iter().zip(&progress.projects) {
            for (plan, assessed) in project.plans.iter().zip(&assessed.plans) {
                writer.plan(lines, project, plan, assessed);
            }
        }
    })
}

/// What is the same for all events of a calendar.
struct Writer<'a> {
    site: &'a Site,
    lang: Lang,
    stamp: NaiveDate,
}

impl Writer<'_> {
    fn calendar(&self, name: &str, write_events: impl FnOnce(&mut Lines)) -> String {
        let mut lines = Lines::default();
        lines.plain("BEGIN", "VCALENDAR");
        lines.plain("VERSION", "2.0");
        lines.plain("PRODID", "-//letopis//plans//RU");
        lines.plain("CALSCALE", "GREGORIAN");
        lines.plain("METHOD", "PUBLISH");
        lines.text("X-WR-CALNAME", &short_line(name));
        write_events(&mut lines);
        lines.plain("END", "VCALENDAR");
        lines.finish()
    }

    fn plan(&self, lines: &mut Lines, project: &Project, plan: &Plan, progress: &PlanProgress) {
        for (activity, assessed) in plan.activities().zip(progress.activities()) {
            let whole = Entry::whole(activity);
            // A term that spans all stages would make an event of the same days for each.
            let has_its_own = |entry: &Entry<'_>| entry.row().term.is_some() || entry.row().mark.is_postponed();
            for (entry, assessed) in
                Entry::stages(activity).zip(&assessed.stages).filter(|(entry, _)| has_its_own(entry))
            {
                self.entry(lines, project, plan, entry, assessed);
            }
            if activity.stages.is_empty() || !Entry::stages(activity).all(|entry| has_its_own(&entry)) {
                self.entry(lines, project, plan, whole, assessed);
            }
        }
    }

    fn entry(&self, lines: &mut Lines, project: &Project, plan: &Plan, entry: Entry<'_>, assessed: &Assessed) {
        let Some(term) = entry.term_in_force() else { return };
        let standing = assessed.standing;
        let description = self.description(project, entry, term, standing);
        let event = Event { plan, entry, standing, description: &short(&description) };
        let happenings = happenings(&term.reading, &plan.period.period);
        let several = happenings.len() > 1;
        for (ordinal, happening) in (1..).zip(happenings) {
            self.event(lines, &event, several.then_some(ordinal), &happening);
        }
    }

    /// Made of the plan's address and the row's identity. Of several events of one row each has its ordinal, not its
    /// day: one that is put right moves.
    fn uid(&self, plan: &Plan, entry: Entry<'_>, ordinal: Option<usize>) -> String {
        let stage = entry.ordinal();
        let ordinal = ordinal.map(|ordinal| format!("+{ordinal}")).unwrap_or_default();
        let base = self.site.base_url.as_deref();
        let host = base.and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split('/').next());
        format!("{}{}{stage}{ordinal}@{}", plan.address.as_str(), entry.activity.anchor(), host.unwrap_or("letopis"))
    }

    fn event(&self, lines: &mut Lines, event: &Event<'_>, ordinal: Option<usize>, happening: &Happening) {
        let Event { plan, entry, standing, description } = *event;
        let title = entry.title();
        let summary = match happening.deadline() {
            true => self.lang.text("calendar-deadline", &Arguments::new().with("title", title)),
            false => title,
        };
        let (start, end) = happening.first();
        let status = match standing {
            Standing::Cancelled => "CANCELLED",
            Standing::Postponed if entry.new_term().is_none() => "TENTATIVE",
            _ => "CONFIRMED",
        };
        lines.plain("BEGIN", "VEVENT");
        lines.text("DESCRIPTION", description);
        // The last day is included in a plan, and excluded in a calendar.
        lines.days("DTEND", &[end.succ_opt().unwrap_or(end)]);
        lines.plain("DTSTAMP", &format!("{}T000000Z", basic(self.stamp)));
        lines.days("DTSTART", &[start]);
        if let Happening::Series { series, .. } = happening {
            if !series.except.is_empty() {
                lines.days("EXDATE", &series.except);
            }
            lines.plain("RRULE", &series.rule);
        }
        lines.plain("STATUS", status);
        lines.text("SUMMARY", &short_line(&summary));
        lines.plain("TRANSP", "TRANSPARENT");
        lines.text("UID", &self.uid(plan, entry, ordinal));
        if let Some(base) = &self.site.base_url {
            lines.plain("URL", &format!("{base}{}#{}", plan.address, percent_encoded(&entry.activity.anchor())));
        }
        lines.plain("END", "VEVENT");
    }

    fn description(&self, project: &Project, entry: Entry<'_>, term: &Term, standing: Standing) -> String {
        let standing = standing.word(self.site.wording(self.lang));
        let result = entry.rows().find_map(|row| row.result.as_ref()).map(|text| text.plain.clone());
        // Of what was put off, the plan's own term and the one that it follows now.
        let first = entry.first_term().filter(|_| entry.new_term().is_some());
        let new = first.map(|_| term.text.clone()).unwrap_or_default();
        let lines = [
            ("calendar-term", first.unwrap_or(term).text.clone()),
            ("calendar-new-term", new),
            ("calendar-responsible", entry.responsible().join(", ")),
            ("calendar-result", result.unwrap_or_default()),
            ("calendar-status", standing),
            ("calendar-project", project.title.clone()),
        ];
        let line = |(id, text): (&str, String)| {
            (!text.is_empty()).then(|| self.lang.text(id, &Arguments::new().with("text", text)))
        };
        lines.into_iter().filter_map(line).collect::<Vec<_>>().join("\n")
    }
}

/// What all events of one row have in common.
struct Event<'a> {
    plan: &'a Plan,
    entry: Entry<'a>,
    standing: Standing,
    description: &'a str,
}

/// What one event shows.
enum Happening {
    /// A stretch of whole days; both ends are included.
    Span { start: NaiveDate, end: NaiveDate, deadline: bool },
    /// A day that returns by a rule.
    Series { series: Series, deadline: bool },
}

impl Happening {
    fn first(&self) -> (NaiveDate, NaiveDate) {
        match self {
            Happening::Span { start, end, .. } => (*start, *end),
            Happening::Series { series, .. } => (series.first, series.first),
        }
    }

    fn deadline(&self) -> bool {
        let (Happening::Span { deadline, .. } | Happening::Series { deadline, .. }) = self;
        *deadline
    }

    fn of_stretch(stretch: Stretch, period: &Period) -> Option<Happening> {
        let end = match (stretch.start, stretch.end) {
            (_, Some(end)) => end,
            (Some(start), None) => period.end.max(start),
            (None, None) => return None,
        };
        let start = stretch.start.unwrap_or(end);
        (start <= end).then_some(Happening::Span { start, end, deadline: stretch.start.is_none() })
    }
}

/// The events of a term; none where it names no days.
fn happenings(reading: &Reading, period: &Period) -> Vec<Happening> {
    let whole = Stretch { start: reading.start, end: reading.end };
    match reading.kind {
        Kind::Day | Kind::Range | Kind::By | Kind::Throughout => {
            Happening::of_stretch(whole, period).into_iter().collect()
        }
        Kind::Several | Kind::Recurring => {
            let stretches = &reading.occurrences;
            match one_series(stretches) {
                Some(series) => vec![series],
                None => stretches.iter().filter_map(|stretch| Happening::of_stretch(*stretch, period)).collect(),
            }
        }
        Kind::ByPlan | Kind::AsNeeded | Kind::Relative | Kind::Unclear => Vec::new(),
    }
}

/// The one rule that all of these single days follow.
fn one_series(stretches: &[Stretch]) -> Option<Happening> {
    let deadline = stretches.first()?.start.is_none();
    let day = |stretch: &Stretch| {
        let day = stretch.end.filter(|end| stretch.start.is_none_or(|start| start == *end));
        day.filter(|_| stretch.start.is_none() == deadline)
    };
    let days = stretches.iter().map(day).collect::<Option<Vec<_>>>()?;
    Some(Happening::Series { series: Series::of(&days)?, deadline })
}

/// So many letters of a text are shown with a day: nobody reads more in a calendar, and a row that returns every week
/// has its text in each event.
const LONGEST_TEXT: usize = 4000;

fn short(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

fn short_line(text: &str) -> String {
    short(&one_line(text)).into_owned()
}

/// A fragment as an address must have it: an identity may be «к3».
fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
