//! What an editor is to do: `letopis check --due N`.
//!
//! Not what a page shows: an editor is told of single stages, and of every plan, last year's too.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::assess::beginning;
use super::promise::promised_words;
use super::selection::all_activities;
use super::{Assessed, Entry, InstitutionProgress, Listed, Standing};
use crate::model::{Institution, Row, Stage, Witness};
use crate::term::Kind;

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

impl Due {
    /// Nothing, as of a date.
    pub fn nothing(as_of: NaiveDate, days: u32) -> Due {
        Due { as_of, days, falls_due: Vec::new(), awaits_mark: Vec::new(), lacks_evidence: Vec::new() }
    }

    /// With an institution's. Archived projects are left out.
    pub fn add(&mut self, institution: &Institution, progress: &InstitutionProgress) {
        let live = institution.projects.iter().zip(&progress.projects).filter(|(project, _)| !project.archived);
        for listed in live.flat_map(|(project, progress)| all_activities(project, progress)) {
            let place = Place { institution, listed };
            for (stage, assessed) in Entry::stages(listed.activity).zip(&listed.assessed.stages) {
                self.add_term(place, stage, assessed);
                // A result on the activity spans the stages, and is asked for once.
                if stage.row().result.is_some() {
                    self.add_evidence(place, stage, assessed);
                }
            }
            let whole = Entry::whole(listed.activity);
            if listed.activity.stages.is_empty() {
                self.add_term(place, whole, listed.assessed);
            }
            self.add_evidence(place, whole, listed.assessed);
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

    /// The lists by the names that scripts and catalogs have for them.
    pub fn lists(&self) -> [(&'static str, &[DueItem]); 3] {
        [("falls-due", &self.falls_due), ("awaits-mark", &self.awaits_mark), ("lacks-evidence", &self.lacks_evidence)]
    }

    fn add_term(&mut self, place: Place<'_>, entry: Entry<'_>, assessed: &Assessed) {
        match assessed.standing {
            Standing::Overdue => self.awaits_mark.push(place.item(entry, assessed, assessed.ends)),
            Standing::Current | Standing::Planned | Standing::Postponed => {
                let due = next_day(entry, assessed, self.as_of);
                let due = due.filter(|day| (self.as_of..=self.until()).contains(day));
                if due.is_some() {
                    self.falls_due.push(place.item(entry, assessed, due));
                }
            }
            Standing::Done | Standing::Cancelled | Standing::Unclear => {}
        }
    }

    fn add_evidence(&mut self, place: Place<'_>, entry: Entry<'_>, assessed: &Assessed) {
        let result = entry.row().result.as_ref();
        let promised = result.map(|result| promised_words(&result.plain)).unwrap_or_default();
        if assessed.standing == Standing::Done && !promised.is_empty() && !has_evidence(entry) {
            let item = place.item(entry, assessed, assessed.done_dates.last().copied());
            self.lacks_evidence.push(DueItem { promised, ..item });
        }
    }
}

/// The day on which an entry next falls due: the end of the first occurrence that is neither over nor done, or its last
/// day. What has no date by nature never falls due.
fn next_day(entry: Entry<'_>, assessed: &Assessed, today: NaiveDate) -> Option<NaiveDate> {
    let reading = &entry.term_in_force()?.reading;
    let mut to_come = reading.occurrences.iter().filter(|occurrence| {
        let (first, last) = (beginning(occurrence), occurrence.end);
        let held = |day: &NaiveDate| first.is_some_and(|first| *day >= first) && last.is_some_and(|end| *day <= end);
        last.is_some_and(|end| end >= today) && !assessed.done_dates.iter().any(held)
    });
    match reading.kind {
        Kind::AsNeeded | Kind::Unclear => None,
        Kind::Several | Kind::Recurring if !reading.occurrences.is_empty() => to_come.next()?.end,
        _ => assessed.ends,
    }
}

fn has_evidence(entry: Entry<'_>) -> bool {
    let has = |row: &Row, witnesses: &[Witness]| !row.evidence.is_empty() || !witnesses.is_empty();
    let of_stage = |stage: &Stage| has(&stage.row, &stage.witnesses);
    let activity = entry.activity;
    let stage_has = match entry.stage {
        Some((_, stage)) => of_stage(stage),
        None => activity.stages.iter().any(of_stage),
    };
    stage_has || has(&activity.row, &activity.witnesses)
}

/// Where an entry stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    institution: &'a Institution,
    listed: Listed<'a>,
}

impl Place<'_> {
    fn item(self, entry: Entry<'_>, assessed: &Assessed, date: Option<NaiveDate>) -> DueItem {
        let Listed { project, plan, activity, .. } = self.listed;
        DueItem {
            institution: self.institution.name.clone(),
            project: project.title.clone(),
            file: plan.source.clone(),
            reference: format!("{}#{}{}", plan.name, activity.id, entry.ordinal()),
            number: entry.rows().find_map(|row| row.number.clone()),
            activity: entry.title(),
            term: entry.term_in_force().map(|term| term.text.clone()),
            date,
            responsible: entry.responsible().into_iter().map(str::to_owned).collect(),
            status: assessed.standing,
            promised: Vec::new(),
        }
    }
}
