//! The latest date that the content states: «обновлено», a feed's `updated`, a calendar's stamps.
//!
//! No file system is asked: a copy of a site on another disk is the same site.

use chrono::NaiveDate;

use crate::model::{Institution, Plan, Project};

/// The latest date that a plan states, not after `today`.
pub fn latest_date_of_plan(plan: &Plan, today: NaiveDate) -> Option<NaiveDate> {
    let _ = (plan, today);
    None
}

/// The latest date that a project states, not after `today`.
pub fn latest_date_of_project(project: &Project, today: NaiveDate) -> Option<NaiveDate> {
    project.plans.iter().filter_map(|plan| latest_date_of_plan(plan, today)).max()
}

/// The latest date that an institution states, not after `today`.
pub fn latest_date_of_institution(institution: &Institution, today: NaiveDate) -> Option<NaiveDate> {
    institution.projects.iter().filter_map(|project| latest_date_of_project(project, today)).max()
}
