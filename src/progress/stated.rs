//! The latest date that the content states: «обновлено», a feed's `updated`, a calendar's stamps.
//!
//! No file system is asked: a copy of a site on another disk is the same site. Terms do not count: their days are when
//! something is to be held, not when somebody wrote of it, and a page would renew itself by itself. Nor do drafts.

use chrono::NaiveDate;

use crate::model::{ApprovalDate, Article, Document, Evidence, Institution, Page, Plan, Project, Row};

/// The latest date that a plan states, not after `today`.
pub fn latest_date_of_plan(plan: &Plan, today: NaiveDate) -> Option<NaiveDate> {
    let approvals = plan.approvals.iter().filter_map(|approval| match approval.date {
        ApprovalDate::Day(date) => Some(date),
        ApprovalDate::Absent | ApprovalDate::Blank => None,
    });
    let signatures = plan.signatures.iter().filter_map(|signature| signature.date);
    let revisions = plan.revisions.iter().filter_map(|revision| revision.date);
    let activities = plan.activities().flat_map(|activity| {
        let of_stages = activity.stages.iter().flat_map(|stage| &stage.witnesses);
        let witnesses = activity.witnesses.iter().chain(of_stages).filter_map(|witness| witness.date);
        let rows = std::iter::once(&activity.row).chain(activity.stages.iter().map(|stage| &stage.row));
        witnesses.chain(rows.flat_map(dates_of_row))
    });
    latest(approvals.chain(signatures).chain(revisions).chain(activities), today)
}

fn dates_of_row(row: &Row) -> impl Iterator<Item = NaiveDate> {
    let evidence = |evidence: &Evidence| evidence.date;
    row.mark.dates().iter().copied().chain(row.evidence.iter().filter_map(evidence))
}

/// The latest date that a project states, its plans, reports and news included, not after `today`.
pub fn latest_date_of_project(project: &Project, today: NaiveDate) -> Option<NaiveDate> {
    let plans = project.plans.iter().filter(|plan| !plan.draft).filter_map(|plan| latest_date_of_plan(plan, today));
    let articles = project.reports.iter().chain(&project.news).filter(|article: &&Article| !article.page.draft);
    let articles = articles.flat_map(|article| std::iter::once(article.date).chain(dates_of_page(&article.page)));
    let pages = project.pages.iter().flat_map(dates_of_page);
    let documents = project.documents.iter().filter_map(|document: &Document| document.date);
    let values = project.indicators.iter().flat_map(|indicator| indicator.values.iter().map(|(date, _)| *date));
    latest(plans.chain(articles).chain(pages).chain(documents).chain(values), today)
}

fn dates_of_page(page: &Page) -> impl Iterator<Item = NaiveDate> {
    let dates = page.date.into_iter().chain(page.attachments.iter().filter_map(|document| document.date));
    dates.filter(|_| !page.draft)
}

/// The latest date that an institution states, its projects included, not after `today`.
pub fn latest_date_of_institution(institution: &Institution, today: NaiveDate) -> Option<NaiveDate> {
    let published = institution.projects.iter().filter(|project| !project.draft);
    let projects = published.filter_map(|project| latest_date_of_project(project, today));
    latest(projects.chain(institution.pages.iter().flat_map(dates_of_page)), today)
}

fn latest(dates: impl Iterator<Item = NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    dates.filter(|date| *date <= today).max()
}
