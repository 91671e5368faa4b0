//! What an editor is to do: `letopis check --due N`.
//!
//! Not what a page shows: an editor is told of single stages, and of every plan, last year's too.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::assess::beginning;
use super::promise::promised_words;
use super::selection::all_activities;
use super::{Assessed, InstitutionProgress, Listed, Standing};
use crate::locale::{Arguments, Lang, numeric_date};
use crate::model::{Institution, Row, Stage, Term, Witness};
use crate::term::Kind;

/// A title longer than this is cut in the text for people.
const LONGEST_TITLE: usize = 100;

/// What an editor is to do within so many days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The date.
    pub as_of: NaiveDate,
    /// Within how many days.
    pub days: u32,
    /// What falls due; the earliest first.
    pub falls_due: Vec<DueItem>,
    /// What awaits a mark; what has waited longest comes first.
    pub awaits_mark: Vec<DueItem>,
    /// What is done, and lacks the evidence that its result column promises; in the order of the plans.
    pub lacks_evidence: Vec<DueItem>,
}

/// An activity or a stage of which something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueItem {
    /// The institution's name.
    pub institution: String,
    /// The project's title.
    pub project: String,
    /// The plan's file, from the site's root.
    pub file: String,
    /// The reference to it: `2023-2024#5`, `2023-2024#8/2`.
    pub reference: String,
    /// The number, as printed.
    pub number: Option<String>,
    /// What is done, in plain text.
    pub activity: String,
    /// The term, as written; the new one of what was put off.
    pub term: Option<String>,
    /// The day on which it falls due, or fell due.
    pub date: Option<NaiveDate>,
    /// Who is to do it.
    pub responsible: Vec<String>,
    /// How it stands.
    pub status: Standing,
    /// The words of the result column that promise evidence.
    pub promised: Vec<String>,
}

/// An item with the list that it stands in, as a script gets it.
#[derive(Serialize)]
struct Line<'a> {
    due: &'static str,
    #[serde(flatten)]
    item: &'a DueItem,
}

impl Due {
    /// Nothing, as of a date.
    pub fn nothing(as_of: NaiveDate, days: u32) -> Due {
        Due { as_of, days, falls_due: Vec::new(), awaits_mark: Vec::new(), lacks_evidence: Vec::new() }
    }

    /// With an institution's. Archived projects are left out.
    pub fn add(&mut self, institution: &Institution, progress: &InstitutionProgress) {
        let live = institution.projects.iter().zip(&progress.projects).filter(|(project, _)| !project.archived);
        for listed in live.flat_map(|(project, progress)| all_activities(project, progress)) {
            let activity = Entry { institution, listed, stage: None, assessed: listed.assessed };
            let stages = (1..).zip(listed.activity.stages.iter().zip(&listed.assessed.stages));
            for (ordinal, (stage, assessed)) in stages {
                let entry = Entry { stage: Some((ordinal, stage)), assessed, ..activity };
                self.add_term(&entry);
                // A result on the activity spans the stages, and is asked for once.
                if stage.row.result.is_some() {
                    self.add_evidence(&entry);
                }
            }
            if listed.activity.stages.is_empty() {
                self.add_term(&activity);
            }
            self.add_evidence(&activity);
        }
        // Stable: equal days keep the order of the plans.
        self.falls_due.sort_by_key(|item| item.date);
        self.awaits_mark.sort_by_key(|item| item.date);
    }

    /// With another's.
    pub fn append(&mut self, mut other: Due) {
        self.falls_due.append(&mut other.falls_due);
        self.awaits_mark.append(&mut other.awaits_mark);
        self.lacks_evidence.append(&mut other.lacks_evidence);
        self.falls_due.sort_by_key(|item| item.date);
        self.awaits_mark.sort_by_key(|item| item.date);
    }

    /// Whether there is nothing to do.
    pub fn is_nothing(&self) -> bool {
        self.lists().iter().all(|(_, items)| items.is_empty())
    }

    /// The last day that still falls due.
    pub fn until(&self) -> NaiveDate {
        self.as_of.checked_add_days(Days::new(u64::from(self.days))).unwrap_or(NaiveDate::MAX)
    }

    /// For people.
    pub fn text(&self, lang: Lang) -> String {
        let mut text = String::new();
        for (id, items) in self.lists() {
            let arguments = Arguments::new().with("count", items.len()).with("date", numeric_date(self.until()));
            if items.is_empty() {
                continue;
            }
            text.push_str(&lang.text(&format!("due-{id}"), &arguments));
            text.push('\n');
            items.iter().for_each(|item| text.push_str(&item.text(lang)));
            text.push('\n');
        }
        if self.is_nothing() {
            text.push_str(&lang.text("due-nothing", &Arguments::new().with("date", numeric_date(self.until()))));
            text.push('\n');
        }
        text
    }

    /// For scripts: an object a line, each with its list in `due`: `falls-due`, `awaits-mark`, `lacks-evidence`.
    pub fn json_lines(&self) -> String {
        let lines = self.lists().into_iter().flat_map(|(due, items)| items.iter().map(move |item| Line { due, item }));
        lines.filter_map(|line| serde_json::to_string(&line).ok()).map(|line| line + "\n").collect()
    }

    fn lists(&self) -> [(&'static str, &[DueItem]); 3] {
        [("falls-due", &self.falls_due), ("awaits-mark", &self.awaits_mark), ("lacks-evidence", &self.lacks_evidence)]
    }

    fn add_term(&mut self, entry: &Entry<'_>) {
        let assessed = entry.assessed;
        match assessed.standing {
            Standing::Overdue => self.awaits_mark.push(entry.item(assessed.ends)),
            Standing::Current | Standing::Planned | Standing::Postponed => {
                let due = entry.next_day(self.as_of).filter(|day| (self.as_of..=self.until()).contains(day));
                if due.is_some() {
                    self.falls_due.push(entry.item(due));
                }
            }
            Standing::Done | Standing::Cancelled | Standing::Unclear => {}
        }
    }

    fn add_evidence(&mut self, entry: &Entry<'_>) {
        let promised = entry.promised();
        if entry.assessed.standing == Standing::Done && !promised.is_empty() && !entry.has_evidence() {
            let item = entry.item(entry.assessed.done_dates.last().copied());
            self.lacks_evidence.push(DueItem { promised, ..item });
        }
    }
}

impl DueItem {
    fn text(&self, lang: Lang) -> String {
        let date = self.date.map(numeric_date).unwrap_or_else(|| "—".to_owned());
        let mut title = self.activity.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.chars().count() > LONGEST_TITLE {
            title = title.chars().take(LONGEST_TITLE).collect::<String>().trim_end().to_owned() + "…";
        }
        let mut facts = vec![format!("{} {}", self.file, self.reference)];
        if !self.responsible.is_empty() {
            facts.push(self.responsible.join(", "));
        }
        if let Some(term) = &self.term {
            let term = term.split_whitespace().collect::<Vec<_>>().join(" ");
            facts.push(lang.text("due-term", &Arguments::new().with("term", term)));
        }
        if !self.promised.is_empty() {
            facts.push(lang.text("due-promised", &Arguments::new().with("words", self.promised.join(", "))));
        }
        format!("  {date:<10}  {title}\n              {}\n", facts.join(" · "))
    }
}

/// An activity or a stage, with what spans it.
#[derive(Clone, Copy)]
struct Entry<'a> {
    institution: &'a Institution,
    listed: Listed<'a>,
    stage: Option<(usize, &'a Stage)>,
    assessed: &'a Assessed,
}

impl<'a> Entry<'a> {
    /// The stage's own row, then its activity's, which spans it.
    fn rows(&self) -> impl Iterator<Item = &'a Row> {
        self.stage.map(|(_, stage)| &stage.row).into_iter().chain(std::iter::once(&self.listed.activity.row))
    }

    fn term(&self) -> Option<&'a Term> {
        let new = self.rows().find(|row| row.mark.postponed).and_then(|row| row.mark.to.as_deref());
        new.or_else(|| self.rows().find_map(|row| row.term.as_ref()))
    }

    /// The day on which it next falls due: the end of the first occurrence that is neither over nor done, or its last
    /// day. What has no date by nature never falls due.
    fn next_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        let reading = &self.term()?.reading;
        let done = &self.assessed.done_dates;
        let mut to_come = reading.occurrences.iter().filter(|occurrence| {
            let (first, last) = (beginning(occurrence), occurrence.end);
            let held =
                |day: &NaiveDate| first.is_some_and(|first| *day >= first) && last.is_some_and(|end| *day <= end);
            last.is_some_and(|end| end >= today) && !done.iter().any(held)
        });
        match reading.kind {
            Kind::AsNeeded | Kind::Unclear => None,
            Kind::Several | Kind::Recurring if !reading.occurrences.is_empty() => to_come.next()?.end,
            _ => self.assessed.ends,
        }
    }

    fn promised(&self) -> Vec<String> {
        let row = self.stage.map_or(&self.listed.activity.row, |(_, stage)| &stage.row);
        row.result.as_ref().map(|result| promised_words(&result.plain)).unwrap_or_default()
    }

    fn has_evidence(&self) -> bool {
        let has = |row: &Row, witnesses: &[Witness]| !row.evidence.is_empty() || !witnesses.is_empty();
        let activity = self.listed.activity;
        let stage_has = match self.stage {
            Some((_, stage)) => has(&stage.row, &stage.witnesses),
            None => activity.stages.iter().any(|stage| has(&stage.row, &stage.witnesses)),
        };
        stage_has || has(&activity.row, &activity.witnesses)
    }

    fn item(&self, date: Option<NaiveDate>) -> DueItem {
        let Listed { project, plan, activity, .. } = self.listed;
        let whole = activity.plain_title();
        let stage = self.stage.and_then(|(_, stage)| stage.row.activity.as_ref().or(stage.row.result.as_ref()));
        let title = match stage {
            Some(stage) if activity.row.activity.is_some() => format!("{whole} — {}", stage.plain),
            Some(stage) => stage.plain.clone(),
            None => whole,
        };
        let ordinal = self.stage.map(|(ordinal, _)| format!("/{ordinal}")).unwrap_or_default();
        let people = self.rows().map(|row| &row.responsible).find(|people| !people.is_empty());
        DueItem {
            institution: self.institution.name.clone(),
            project: project.title.clone(),
            file: plan.source.clone(),
            reference: format!("{}#{}{ordinal}", plan.name, activity.id),
            number: self.rows().find_map(|row| row.number.clone()),
            activity: title,
            term: self.term().map(|term| term.text.clone()),
            date,
            responsible: people.cloned().unwrap_or_default(),
            status: self.assessed.standing,
            promised: Vec::new(),
        }
    }
}
