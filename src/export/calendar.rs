//! `plan.ics` and `calendar.ics`: the days of plans for Google, Outlook and Thunderbird.
//!
//! Whole days, without a time zone. Nothing depends on the hour of the build: a UID is made of an address and an
//! identity, the stamps are the latest date that the content states. A term without days of its own («ежемесячно», «по
//! отдельному графику») makes no event: an invented day would be believed.

mod series;

use chrono::{NaiveDate, NaiveTime};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use self::series::Series;
use crate::locale::{Arguments, Lang};
use crate::model::{Activity, Institution, Plan, Project, Row, Site, Stage, Term};
use crate::progress::{
    Assessed, InstitutionProgress, PlanProgress, Standing, latest_date_of_institution, latest_date_of_plan,
};
use crate::term::{Kind, Period, Reading, Stretch};

/// A plan's file beside its page.
pub const PLAN_CALENDAR_FILE: &str = "plan.ics";

/// An institution's file beside its home.
pub const INSTITUTION_CALENDAR_FILE: &str = "calendar.ics";

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
    let name = format!("{}, {} ({})", display_name(institution), project.menu_title(), plan.period.text);
    let mut calendar = writer.calendar(&name);
    writer.plan(&mut calendar, project, plan, progress);
    folded(&calendar.to_string())
}

/// The days of all plans of an institution, those of archived projects too: a calendar is also a diary. The stamps are
/// the latest date that the institution states.
pub fn institution_calendar(site: &Site, institution: &Institution, progress: &InstitutionProgress) -> String {
    let lang = institution.language;
    let earliest = institution.projects.iter().flat_map(|project| &project.plans).map(|plan| plan.period.period.start);
    let stamp = latest_date_of_institution(institution, progress.today).or(earliest.min());
    let writer = Writer { site, lang, stamp: stamp.unwrap_or(progress.today).min(progress.today) };
    let arguments = Arguments::new().with("institution", display_name(institution).to_owned());
    let mut calendar = writer.calendar(&lang.text("calendar-name", &arguments));
    for (project, assessed) in institution.projects.iter().zip(&progress.projects) {
        for (plan, assessed) in project.plans.iter().zip(&assessed.plans) {
            writer.plan(&mut calendar, project, plan, assessed);
        }
    }
    folded(&calendar.to_string())
}

fn display_name(institution: &Institution) -> &str {
    institution.short_name.as_ref().unwrap_or(&institution.name)
}

/// What is the same for all events of a calendar.
struct Writer<'a> {
    site: &'a Site,
    lang: Lang,
    stamp: NaiveDate,
}

/// One row of a plan, and all that its events say.
struct Entry<'a> {
    activity: &'a Activity,
    stage: Option<(usize, &'a Stage)>,
    assessed: &'a Assessed,
}

impl Writer<'_> {
    fn calendar(&self, name: &str) -> Calendar {
        let mut calendar = Calendar::empty();
        for (key, value) in [
            ("VERSION", "2.0"),
            ("PRODID", "-//letopis//plans//RU"),
            ("CALSCALE", "GREGORIAN"),
            ("METHOD", "PUBLISH"),
            ("X-WR-CALNAME", one_line(name).as_str()),
        ] {
            calendar.append_property(Property::new(key, value));
        }
        calendar
    }

    fn plan(&self, calendar: &mut Calendar, project: &Project, plan: &Plan, progress: &PlanProgress) {
        for (activity, assessed) in plan.activities().zip(progress.activities()) {
            if activity.stages.is_empty() {
                self.entry(calendar, project, plan, &Entry { activity, stage: None, assessed });
            }
            for (ordinal, (stage, assessed)) in (1..).zip(activity.stages.iter().zip(&assessed.stages)) {
                let entry = Entry { activity, stage: Some((ordinal, stage)), assessed };
                // A term that spans all stages would make an event of the same days for each.
                if stage.row.term.is_some() || stage.row.mark.postponed {
                    self.entry(calendar, project, plan, &entry);
                }
            }
            let spans = activity.stages.iter().any(|stage| stage.row.term.is_none() && !stage.row.mark.postponed);
            if spans {
                self.entry(calendar, project, plan, &Entry { activity, stage: None, assessed });
            }
        }
    }

    fn entry(&self, calendar: &mut Calendar, project: &Project, plan: &Plan, entry: &Entry<'_>) {
        let Some(term) = entry.term() else { return };
        let happenings = happenings(&term.reading, &plan.period.period);
        let several = happenings.len() > 1;
        for (ordinal, happening) in (1..).zip(happenings) {
            let uid = self.uid(plan, entry, several.then_some(ordinal));
            calendar.push(self.event(&uid, project, plan, entry, term, &happening));
        }
    }

    /// Made of the plan's address and the row's identity. Of several events of one row each has its ordinal, not its
    /// day: one that is put right moves.
    fn uid(&self, plan: &Plan, entry: &Entry<'_>, ordinal: Option<usize>) -> String {
        let stage = entry.stage.map(|(ordinal, _)| format!("/{ordinal}")).unwrap_or_default();
        let ordinal = ordinal.map(|ordinal| format!("+{ordinal}")).unwrap_or_default();
        let base = self.site.base_url.as_deref();
        let host = base.and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split('/').next());
        format!("{}{}{stage}{ordinal}@{}", plan.address.as_str(), entry.activity.anchor(), host.unwrap_or("letopis"))
    }

    fn event(
        &self,
        uid: &str,
        project: &Project,
        plan: &Plan,
        entry: &Entry<'_>,
        term: &Term,
        happening: &Happening,
    ) -> Event {
        let title = entry.title();
        let summary = match happening.deadline() {
            true => self.lang.text("calendar-deadline", &Arguments::new().with("title", title)),
            false => title,
        };
        let mut event = Event::new();
        event
            .uid(uid)
            .timestamp(self.stamp.and_time(NaiveTime::MIN).and_utc())
            .summary(&one_line(&summary))
            .description(&clean(&self.description(project, entry, term)))
            .append_property(Property::new("TRANSP", "TRANSPARENT"));
        match entry.assessed.standing {
            Standing::Cancelled => event.status(EventStatus::Cancelled),
            Standing::Postponed if !entry.has_new_term() => event.status(EventStatus::Tentative),
            _ => event.status(EventStatus::Confirmed),
        };
        if let Some(base) = &self.site.base_url {
            event.url(&format!("{base}{}#{}", plan.address, percent_encoded(&entry.activity.anchor())));
        }
        let (start, end) = happening.first();
        event.starts(start);
        // The last day is included in a plan, and excluded in a calendar.
        event.ends(end.succ_opt().unwrap_or(end));
        if let Happening::Series { series, .. } = happening {
            event.append_property(Property::new("RRULE", series.rule.as_str()));
            if !series.except.is_empty() {
                let days: Vec<String> = series.except.iter().map(|day| day.format("%Y%m%d").to_string()).collect();
                event.append_property(Property::new("EXDATE", days.join(",")).add_parameter("VALUE", "DATE"));
            }
        }
        event.done()
    }

    fn description(&self, project: &Project, entry: &Entry<'_>, term: &Term) -> String {
        let standing = entry.assessed.standing.word(self.lang, self.site.overdue_plain);
        let result = entry.result();
        // Of what was put off, the plan's own term and the one that it follows now.
        let first = entry.rows().find_map(|row| row.term.as_ref()).filter(|_| entry.has_new_term());
        let new = first.map(|_| term.text.clone()).unwrap_or_default();
        let lines = [
            ("calendar-term", first.unwrap_or(term).text.clone()),
            ("calendar-new-term", new),
            ("calendar-responsible", entry.responsible().join(", ")),
            ("calendar-result", result),
            ("calendar-status", standing),
            ("calendar-project", project.title.clone()),
        ];
        let line = |(id, text): (&str, String)| {
            (!text.is_empty()).then(|| self.lang.text(id, &Arguments::new().with("text", text)))
        };
        lines.into_iter().filter_map(line).collect::<Vec<_>>().join("\n")
    }
}

impl<'a> Entry<'a> {
    /// The stage's own row, then its activity's, which spans it.
    fn rows(&self) -> impl Iterator<Item = &'a Row> {
        self.stage.map(|(_, stage)| &stage.row).into_iter().chain(std::iter::once(&self.activity.row))
    }

    /// The term in force.
    fn term(&self) -> Option<&'a Term> {
        let new = self.rows().find(|row| row.mark.postponed).and_then(|row| row.mark.to.as_deref());
        new.or_else(|| self.rows().find_map(|row| row.term.as_ref()))
    }

    fn has_new_term(&self) -> bool {
        self.rows().find(|row| row.mark.postponed).is_some_and(|row| row.mark.to.is_some())
    }

    fn responsible(&self) -> &'a [String] {
        self.rows().map(|row| row.responsible.as_slice()).find(|people| !people.is_empty()).unwrap_or_default()
    }

    fn result(&self) -> String {
        self.rows().find_map(|row| row.result.as_ref()).map(|text| text.plain.clone()).unwrap_or_default()
    }

    /// A stage is named by its activity and by what it does or brings.
    fn title(&self) -> String {
        self.activity.title_with(self.stage.map(|(_, stage)| stage))
    }
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

/// Without characters that a calendar file cannot hold.
fn clean(text: &str) -> String {
    text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
}

fn one_line(text: &str) -> String {
    clean(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A fragment as an address must have it: an identity may be «к3».
fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A line of a calendar file may have this many octets.
const LONGEST_LINE: usize = 75;

/// With every long line folded anew. icalendar 0.17 folds too, but forgets that the last part of a line begins with a
/// blank, and lets it have 76 octets.
fn folded(calendar: &str) -> String {
    let mut text = String::with_capacity(calendar.len());
    for line in calendar.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LONGEST_LINE {
                text.push_str("\r\n ");
                length = 1;
            }
            text.push(letter);
            length += letter.len_utf8();
        }
        text.push_str("\r\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_too_long_and_none_is_changed() {
        for length in 60..320 {
            // One octet first, so that every place of the two octets of a letter comes to stand at the edge.
            for text in ["х".repeat(length), format!("a{}", "х".repeat(length)), "b".repeat(length)] {
                let mut calendar = Calendar::empty();
                calendar.append_property(Property::new("X-WR-CALNAME", text.as_str()));
                let written = folded(&calendar.to_string());
                assert!(written.split_terminator("\r\n").all(|line| line.len() <= LONGEST_LINE), "{written}");
                assert!(written.replace("\r\n ", "").contains(&format!("X-WR-CALNAME:{text}\r\n")));
            }
        }
    }
}
