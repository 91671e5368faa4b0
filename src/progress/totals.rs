//! From a row up to the site: what stands where, and how far it has come.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Assessed, Counts, Share, Standing, assess_activity};
use crate::locale::{Arguments, Lang};
use crate::model::{Institution, Plan, Project};

/// How many activities stand in each way, and how much of them is done. Totals add up, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many stand in each way.
    pub counts: Counts,
    /// The progress of all activities that are not cancelled, summed.
    sum: Share,
}

impl Totals {
    /// One more activity.
    pub fn count(&mut self, standing: Standing, progress: &Share) {
        self.counts.count(standing);
        if standing != Standing::Cancelled {
            self.sum.add(progress);
        }
    }

    /// All of another's.
    pub fn add(&mut self, other: &Totals) {
        self.counts.add(&other.counts);
        self.sum.add(&other.sum);
    }

    /// The mean over the activities that are not cancelled; nothing, where there are none.
    pub fn progress(&self) -> Share {
        self.sum.divided(self.counts.held_to() as u64)
    }

    /// «Выполнено 15 из 23 мероприятий»; the cancelled are not among them.
    pub fn text(&self, lang: Lang) -> String {
        let arguments = Arguments::new().with("done", self.counts.done).with("count", self.counts.held_to());
        lang.text("progress-done-of", &arguments)
    }

    /// The totals of several.
    pub fn sum<'a>(totals: impl IntoIterator<Item = &'a Totals>) -> Totals {
        let mut sum = Totals::default();
        totals.into_iter().for_each(|other| sum.add(other));
        sum
    }
}

/// A section on a date. Its activities stand in the order of [`crate::model::Section::activities`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionProgress {
    /// Each activity.
    pub activities: Vec<Assessed>,
    /// All of them together.
    pub totals: Totals,
}

/// A plan on a date. Its sections stand in the order of [`Plan::sections`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanProgress {
    /// The date.
    pub today: NaiveDate,
    /// Each section.
    pub sections: Vec<SectionProgress>,
    /// All of them together.
    pub totals: Totals,
    /// Whether the date lies in the plan's period.
    pub running: bool,
}

impl PlanProgress {
    /// The activity at a place.
    pub fn activity(&self, section: usize, activity: usize) -> Option<&Assessed> {
        self.sections.get(section)?.activities.get(activity)
    }

    /// Every activity, in the order of the rows.
    pub fn activities(&self) -> impl Iterator<Item = &Assessed> {
        self.sections.iter().flat_map(|section| &section.activities)
    }
}

/// A project on a date. Its plans stand in the order of [`Project::plans`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectProgress {
    /// Each plan.
    pub plans: Vec<PlanProgress>,
    /// The plans that count: those running on the date, or else the latest.
    pub counted: Vec<usize>,
    /// The counted plans together.
    pub totals: Totals,
}

/// An institution on a date. Its projects stand in the order of [`Institution::projects`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstitutionProgress {
    /// The date.
    pub today: NaiveDate,
    /// Each project, the archived ones too.
    pub projects: Vec<ProjectProgress>,
    /// The projects together, without the archived ones.
    pub totals: Totals,
}

/// Assesses an institution.
pub fn assess_institution(institution: &Institution, today: NaiveDate) -> InstitutionProgress {
    let projects: Vec<ProjectProgress> =
        institution.projects.iter().map(|project| assess_project(project, today)).collect();
    let live = institution.projects.iter().zip(&projects).filter(|(project, _)| !project.archived);
    let totals = Totals::sum(live.map(|(_, progress)| &progress.totals));
    InstitutionProgress { today, projects, totals }
}

/// Assesses a project.
pub fn assess_project(project: &Project, today: NaiveDate) -> ProjectProgress {
    let plans: Vec<PlanProgress> = project.plans.iter().map(|plan| assess_plan(plan, today)).collect();
    let counted = counted_plans(project, &plans);
    let totals = Totals::sum(counted.iter().filter_map(|index| plans.get(*index)).map(|plan| &plan.totals));
    ProjectProgress { plans, counted, totals }
}

/// Assesses a plan.
pub fn assess_plan(plan: &Plan, today: NaiveDate) -> PlanProgress {
    let period = &plan.period.period;
    let mut sections = Vec::with_capacity(plan.sections.len());
    for section in &plan.sections {
        let activities: Vec<Assessed> =
            section.activities.iter().map(|activity| assess_activity(activity, period, today)).collect();
        let mut totals = Totals::default();
        activities.iter().for_each(|activity| totals.count(activity.standing, &activity.progress));
        sections.push(SectionProgress { activities, totals });
    }
    let totals = Totals::sum(sections.iter().map(|section| &section.totals));
    PlanProgress { today, sections, totals, running: (period.start..=period.end).contains(&today) }
}

/// The plans running on the date; where none does, the one that ends last.
fn counted_plans(project: &Project, plans: &[PlanProgress]) -> Vec<usize> {
    let running: Vec<usize> =
        plans.iter().enumerate().filter(|(_, plan)| plan.running).map(|(index, _)| index).collect();
    if !running.is_empty() {
        return running;
    }
    let ends = |plan: &Plan| (plan.period.period.end, plan.period.period.start);
    let latest = project.plans.iter().enumerate().max_by_key(|(_, plan)| ends(plan));
    latest.map(|(index, _)| index).into_iter().collect()
}
