//! What a page lists of the plans: what is current, what comes next, what awaits a mark.

use super::{Assessed, InstitutionProgress, ProjectProgress};
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
    /// Under way; what ends first comes first.
    Current,
    /// To come; what begins first comes first.
    Upcoming,
    /// Waiting for a mark; what has waited longest comes first.
    AwaitingMark,
}

/// At most `limit` activities of a project.
pub fn select_of_project<'a>(
    project: &'a Project,
    progress: &'a ProjectProgress,
    selection: Selection,
    limit: usize,
) -> Vec<Listed<'a>> {
    let _ = (project, progress, selection, limit);
    Vec::new()
}

/// At most `limit` activities of an institution's projects, without the archived ones.
pub fn select_of_institution<'a>(
    institution: &'a Institution,
    progress: &'a InstitutionProgress,
    selection: Selection,
    limit: usize,
) -> Vec<Listed<'a>> {
    let _ = (institution, progress, selection, limit);
    Vec::new()
}
