//! What a page lists of the plans: what is current, what comes next, what awaits a mark.
//!
//! A list names activities, not stages: a stage's line would say nothing without its row.

use chrono::NaiveDate;

use super::{Assessed, InstitutionProgress, ProjectProgress, Standing};
use crate::model::{Activity, ActivityAddress, Institution, Plan, Project};

/// An activity in a list, with all that a line about it may say.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// Its project.
    pub project: &'a Project,
    /// Its plan.
    pub plan: &'a Plan,
    /// Itself.
    pub activity: &'a Activity,
    /// How it stands.
    pub assessed: &'a Assessed,
    /// Its place in the project.
    pub address: ActivityAddress,
}

/// Which activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Under way; what ends first comes first, so that a day stands above «в течение года».
    Current,
    /// To come; what begins first comes first.
    Upcoming,
    /// Waiting for a mark; what has waited longest comes first. Of the plans that count only: last year's are closed.
    AwaitingMark,
}

/// At most `limit` activities of a project.
pub fn select_of_project<'a>(
    project: &'a Project,
    progress: &'a ProjectProgress,
    selection: Selection,
    limit: usize,
) -> Vec<Listed<'a>> {
    in_order(listed(project, progress, selection).collect(), selection, limit)
}

/// At most `limit` activities of an institution's projects, without the archived ones.
pub fn select_of_institution<'a>(
    institution: &'a Institution,
    progress: &'a InstitutionProgress,
    selection: Selection,
    limit: usize,
) -> Vec<Listed<'a>> {
    let live = institution.projects.iter().zip(&progress.projects).filter(|(project, _)| !project.archived);
    in_order(live.flat_map(|(project, progress)| listed(project, progress, selection)).collect(), selection, limit)
}

/// Every activity of a project that the selection takes, in the order of the rows.
fn listed<'a>(
    project: &'a Project,
    progress: &'a ProjectProgress,
    selection: Selection,
) -> impl Iterator<Item = Listed<'a>> {
    let takes = move |listed: &Listed<'a>| {
        let Listed { assessed, address, .. } = listed;
        match selection {
            // What never ends is current only as long as its plan is.
            Selection::Current => {
                assessed.standing == Standing::Current
                    && (progress.counted.contains(&address.plan) || !has_ended(progress, address.plan, assessed))
            }
            Selection::Upcoming => {
                matches!(assessed.standing, Standing::Planned | Standing::Postponed) && assessed.begins.is_some()
            }
            Selection::AwaitingMark => {
                assessed.standing == Standing::Overdue && progress.counted.contains(&address.plan)
            }
        }
    };
    all_activities(project, progress).filter(takes)
}

/// Every activity of a project with how it stands.
pub(super) fn all_activities<'a>(
    project: &'a Project,
    progress: &'a ProjectProgress,
) -> impl Iterator<Item = Listed<'a>> {
    project.plans.iter().zip(&progress.plans).enumerate().flat_map(move |(plan_index, (plan, plan_progress))| {
        plan.sections.iter().zip(&plan_progress.sections).enumerate().flat_map(
            move |(section_index, (section, assessed))| {
                section.activities.iter().zip(&assessed.activities).enumerate().map(
                    move |(index, (activity, assessed))| Listed {
                        project,
                        plan,
                        activity,
                        assessed,
                        address: ActivityAddress {
                            plan: plan_index,
                            section: section_index,
                            activity: index,
                            stage: None,
                        },
                    },
                )
            },
        )
    })
}

fn has_ended(progress: &ProjectProgress, plan: usize, assessed: &Assessed) -> bool {
    progress.plans.get(plan).is_none_or(|plan| assessed.ends.is_some_and(|ends| ends < plan.today))
}

/// Equal dates keep the order of the rows: the sort is stable.
fn in_order(mut listed: Vec<Listed<'_>>, selection: Selection, limit: usize) -> Vec<Listed<'_>> {
    let begins = |listed: &Listed<'_>| listed.assessed.begins.unwrap_or(NaiveDate::MAX);
    let ends = |listed: &Listed<'_>| listed.assessed.ends.unwrap_or(NaiveDate::MAX);
    match selection {
        // Of two that end together, the shorter one is the more pressing.
        Selection::Current => listed.sort_by_key(|one| (ends(one), std::cmp::Reverse(begins(one)))),
        Selection::Upcoming => listed.sort_by_key(|one| (begins(one), ends(one))),
        Selection::AwaitingMark => listed.sort_by_key(|one| (ends(one), begins(one))),
    }
    listed.truncate(limit);
    listed
}
