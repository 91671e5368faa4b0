//! `plan.ics` and `calendar.ics`: the days of plans for Google, Outlook and Thunderbird.

use crate::model::{Institution, Plan, Project, Site};
use crate::progress::{InstitutionProgress, PlanProgress};

/// A plan's days. The stamps are the latest date that the plan states.
pub fn plan_calendar(
    site: &Site,
    institution: &Institution,
    project: &Project,
    plan: &Plan,
    progress: &PlanProgress,
) -> String {
    let _ = (site, institution, project, plan, progress);
    String::new()
}

/// The days of all plans of an institution. The stamps are the latest date that it states.
pub fn institution_calendar(site: &Site, institution: &Institution, progress: &InstitutionProgress) -> String {
    let _ = (site, institution, progress);
    String::new()
}
