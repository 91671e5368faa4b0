//! References to activities: `2023-2024#5`, `5`, `2023-2024#8/2`.

use chrono::NaiveDate;

use crate::address::Address;
use crate::content::nearest_word;
use crate::content::plan::PlanDocument;
use crate::diagnostic::Problem;
use crate::model::ActivityAddress;
use crate::term::Period;

/// The plans of an institution and the identities of their rows.
#[derive(Debug, Clone, Default)]
pub(super) struct References {
    pub plans: Vec<PlanIndex>,
}

/// One plan's identities.
#[derive(Debug, Clone)]
pub(super) struct PlanIndex {
    /// Which of the institution's projects.
    pub project: usize,
    /// Which of the project's plans.
    pub plan: usize,
    /// The file's name without its ending.
    pub name: String,
    pub address: Address,
    pub period: Option<Period>,
    pub published: bool,
    /// Its author has not finished it, whether readers see it or not.
    pub draft: bool,
    /// None where the plan's rows could not all be read: every reference into it is passed over.
    pub rows: Option<Vec<RowIndex>>,
}

/// One row's identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowIndex {
    pub section: usize,
    pub activity: usize,
    /// As shown; none where a plan's rows have no number of their own and the column is not there either.
    pub number: String,
    pub id: String,
    pub stages: usize,
}

/// What a reference means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub page: Address,
    /// None where the whole plan is meant.
    pub anchor: Option<String>,
    pub address: Option<ActivityAddress>,
    pub published: bool,
}

/// From where a reference is written: that decides which plan a bare number means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writer {
    /// The project whose plans are meant; none for all of the institution's.
    pub project: Option<usize>,
    /// The plan in whose own text it stands.
    pub plan: Option<usize>,
    /// The date of what is written, or the build's.
    pub date: NaiveDate,
}

impl Writer {
    /// Somewhere in the institution, on a day.
    pub fn at(date: NaiveDate) -> Writer {
        Writer { project: None, plan: None, date }
    }
}

impl References {
    /// What a reference means.
    ///
    /// # Errors
    /// What is wrong with it; nothing where it leads into a plan whose own mistake has been said.
    pub fn find(&self, written: &str, writer: Writer) -> Result<Resolved, Option<Problem>> {
        let of_project = |index: &&PlanIndex| writer.project.is_none_or(|project| index.project == project);
        let plans: Vec<&PlanIndex> = self.plans.iter().filter(of_project).collect();
        let (plan_name, id) = match written.split_once('#') {
            Some((plan, id)) => (Some(plan.trim()).filter(|plan| !plan.is_empty()), id.trim()),
            None if plans.iter().any(|plan| plan.is_named(written.trim())) => (Some(written.trim()), ""),
            None => (None, written.trim()),
        };
        let plan = match plan_name {
            Some(name) => plans.iter().copied().find(|plan| plan.is_named(name)).ok_or_else(|| {
                let suggestion = nearest_word(name, plans.iter().map(|plan| plan.name.as_str()));
                let suggestion = suggestion.map(|near| format!("{near}#{id}"));
                Some(Problem::UnknownPlan { reference: written.to_owned(), suggestion })
            })?,
            None => the_plan(&plans, writer).ok_or_else(|| {
                let names: Vec<&str> = plans.iter().map(|plan| plan.name.as_str()).collect();
                Some(Problem::UnclearPlan { reference: written.to_owned(), plans: names.join(", ") })
            })?,
        };
        plan.find(id, written)
    }
}

/// The plan that a bare identity means: the one in which it stands, the only one, or the only one that runs on the
/// writer's date. A guess by the row alone might lead into another year.
fn the_plan<'p>(plans: &[&'p PlanIndex], writer: Writer) -> Option<&'p PlanIndex> {
    if let Some(own) = writer.plan {
        return plans.iter().copied().find(|plan| plan.plan == own && Some(plan.project) == writer.project);
    }
    let only = |mut found: Vec<&'p PlanIndex>| if found.len() == 1 { found.pop() } else { None };
    let running =
        |plan: &&&PlanIndex| plan.period.is_some_and(|period| period.start <= writer.date && writer.date <= period.end);
    let running: Vec<&PlanIndex> = plans.iter().filter(running).copied().collect();
    // A draft beside the plan in force does not make a reference unclear.
    let shown = || only(running.iter().filter(|plan| !plan.draft).copied().collect());
    only(plans.to_vec()).or_else(|| only(running.clone())).or_else(shown)
}

impl PlanIndex {
    fn is_named(&self, name: &str) -> bool {
        self.name == name || self.address.last_segment() == Some(name)
    }

    fn find(&self, id: &str, written: &str) -> Result<Resolved, Option<Problem>> {
        let resolved =
            |anchor, address| Resolved { page: self.address.clone(), anchor, address, published: self.published };
        let Some(rows) = &self.rows else { return Err(None) };
        if id.is_empty() {
            return Ok(resolved(None, None));
        }
        let row_of = |id: &str| rows.iter().find(|row| row.id == id);
        let (row, stage) = match (row_of(id), id.rsplit_once('/')) {
            (Some(row), _) => (Some(row), None),
            (None, Some((id, stage))) => (row_of(id), Some(stage)),
            (None, None) => (None, None),
        };
        let Some(row) = row else {
            let near = nearest_word(id, rows.iter().map(|row| row.id.as_str()));
            // The numbers repeat, so a reference must say the section.
            let by_number = rows.iter().find(|row| row.number.trim_end_matches('.') == id).map(|row| row.id.clone());
            let suggestion = by_number.or(near).map(|id| format!("{}#{id}", self.name));
            let (reference, plan) = (written.to_owned(), self.name.clone());
            return Err(Some(Problem::UnknownActivity { reference, plan, suggestion }));
        };
        let stage = match stage {
            None => None,
            Some(number) => match number.parse::<usize>() {
                Ok(number) if (1..=row.stages).contains(&number) => Some(number - 1),
                _ => return Err(Some(Problem::UnknownStage { reference: written.to_owned(), stages: row.stages })),
            },
        };
        let address = ActivityAddress { plan: self.plan, section: row.section, activity: row.activity, stage };
        Ok(resolved(Some(format!("a-{}", row.id)), Some(address)))
    }
}

/// Numbers and identities of a plan's rows.
///
/// A row's own number sets the counter («9», «10.», then 11); one that is no number («к3», «1.2») leaves it. An identity
/// is `id:`, or else the number without the full stop, or, where any number repeats in the plan, for all its rows the
/// section's ordinal and the number.
pub(super) fn rows_of(plan: &PlanDocument) -> Vec<RowIndex> {
    let mut counter = 0u64;
    let mut rows = Vec::new();
    for (section_index, section) in plan.sections.iter().enumerate() {
        if plan.numbering_per_section {
            counter = 0;
        }
        for (activity_index, activity) in section.activities.iter().enumerate() {
            let number = match &activity.row.number {
                Some(written) => {
                    if let Ok(number) = written.value.trim_end_matches('.').parse::<u64>() {
                        counter = number;
                    }
                    written.value.clone()
                }
                None => {
                    counter = counter.saturating_add(1);
                    counter.to_string()
                }
            };
            let id = without_stop(&number);
            let stages = activity.stages.len();
            rows.push(RowIndex { section: section_index, activity: activity_index, number, id, stages });
        }
    }
    let mut ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    ids.sort_unstable();
    let repeats = ids.windows(2).any(|pair| pair[0] == pair[1]);
    for row in &mut rows {
        if repeats {
            row.id = format!("{}-{}", row.section + 1, row.id);
        }
        let activity = &plan.sections[row.section].activities[row.activity];
        if let Some(id) = &activity.id {
            row.id.clone_from(&id.value);
        }
    }
    rows
}

/// «10.» is 10, «1.2.» is 1.2; what cannot be part of an anchor becomes a hyphen.
fn without_stop(number: &str) -> String {
    let trimmed = number.trim().trim_end_matches('.').trim();
    let sound = |letter: char| if letter.is_whitespace() || "#/\"'<>&".contains(letter) { '-' } else { letter };
    if trimmed.is_empty() { "0".to_owned() } else { trimmed.chars().map(sound).collect() }
}
