//! A plan: the table as the institution's own document has it, with what was done beside it.

mod table;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use self::table::{RowView, Table};
use super::frame::{Frame, Subject, institution_frame};
use super::shared::{LinkView, ProgressView, StatusView, capitalised, period_beside, tasks_html, unbroken};
use super::{Kind, PageContext, PageView, View};
use crate::address::places;
use crate::locale::{Lang, numeric_date};
use crate::model::{Approval, ApprovalDate, Column, Institution, Plan, Project};
use crate::progress::{PlanProgress, Standing};

/// What `plan.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct PlanView {
    /// What every page has.
    #[serde(flatten)]
    pub frame: Frame,
    /// For `<caption>`.
    pub caption: String,
    /// «2026/2027 учебный год», unless the title says the same years.
    pub period: Option<String>,
    /// The goal, as HTML.
    pub goal: Option<String>,
    /// The tasks, as HTML.
    pub tasks: Option<String>,
    /// What stands above the table.
    pub approvals: Vec<ApprovalView>,
    /// The author's columns.
    pub columns: Vec<Column>,
    /// The author's columns and the program's own two.
    pub column_count: usize,
    /// The rows.
    pub sections: Vec<SectionView>,
    /// How far it has come.
    pub progress: ProgressView,
    /// The statuses that occur.
    pub legend: Vec<LegendItem>,
    /// What the rows can be chosen by.
    pub filters: Filters,
    /// The forms in which it can be taken away.
    pub downloads: Vec<DownloadView>,
    /// What stands beneath the table.
    pub signatures: Vec<SignatureView>,
    /// The revisions.
    pub revisions: Vec<RevisionView>,
    /// The project's other plans.
    pub other_plans: Vec<LinkView>,
}

/// An approval above the table.
#[derive(Debug, Clone, Serialize)]
pub struct ApprovalView {
    /// «УТВЕРЖДАЮ»
    pub heading: Option<String>,
    /// The post.
    pub post: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The date, or a blank to fill in.
    pub date: Option<String>,
    /// The order.
    pub order: Option<String>,
}

/// A section: a `<tbody>`.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// The title.
    pub title: Option<String>,
    /// The id: `s-1`.
    pub id: String,
    /// How far it has come; none for a section without a title.
    pub progress: Option<ProgressView>,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// A status in the legend.
#[derive(Debug, Clone, Serialize)]
pub struct LegendItem {
    /// The status.
    #[serde(flatten)]
    pub status: StatusView,
    /// What it means.
    pub hint: String,
    /// How many activities stand so.
    pub count: usize,
}

/// What the rows can be chosen by.
#[derive(Debug, Clone, Serialize)]
pub struct Filters {
    /// The sections with a title.
    pub sections: Vec<FilterSection>,
    /// The people and bodies, each once, in alphabetical order.
    pub responsible: Vec<String>,
    /// The months in which a row stands.
    pub months: Vec<FilterMonth>,
}

/// A section to choose by.
#[derive(Debug, Clone, Serialize)]
pub struct FilterSection {
    /// Its id in the table.
    pub id: String,
    /// The title.
    pub title: String,
}

/// A month to choose by.
#[derive(Debug, Clone, Serialize)]
pub struct FilterMonth {
    /// `2026-09`, as the rows have it.
    pub value: String,
    /// «Сентябрь 2026»
    pub title: String,
}

/// A form in which the plan can be taken away.
#[derive(Debug, Clone, Serialize)]
pub struct DownloadView {
    /// «Excel»
    pub title: String,
    /// The file beside the page.
    pub href: &'static str,
    /// What it is good for.
    pub hint: String,
}

/// A signature beneath the table.
#[derive(Debug, Clone, Serialize)]
pub struct SignatureView {
    /// The post.
    pub post: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The date, in figures.
    pub date: Option<String>,
}

/// A revision of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct RevisionView {
    /// The date, in figures.
    pub date: Option<String>,
    /// What was changed.
    pub note: String,
    /// The order.
    pub order: Option<String>,
}

pub(super) fn plan_page(
    context: PageContext<'_>,
    institution: &Institution,
    project: &Project,
    plan: &Plan,
    progress: &PlanProgress,
) -> PageView {
    let lang = institution.language;
    let from = &plan.address;
    let wording = context.site.wording(lang);
    let subject = Subject {
        description: format!("{}. {}", plan.caption, project.title),
        draft: plan.draft,
        shows_status: true,
        ..Subject::new(Kind::Plan, from, plan.title.clone())
    };
    let trail = vec![(plan.title.clone(), None)];
    let mut frame = institution_frame(context, institution, Some(project), trail, subject);
    for event in super::json_ld::events(context, institution, plan, progress) {
        frame.json_ld.push(event);
    }
    let table = Table { plan, wording };
    let sections: Vec<SectionView> = plan
        .sections
        .iter()
        .zip(&progress.sections)
        .enumerate()
        .map(|(index, (section, assessed))| SectionView {
            title: section.title.clone(),
            id: format!("s-{}", index + 1),
            progress: section.title.as_ref().and_then(|_| ProgressView::new(&assessed.totals, wording)),
            rows: section
                .activities
                .iter()
                .zip(&assessed.activities)
                .flat_map(|(activity, assessed)| table.rows(activity, assessed))
                .collect(),
        })
        .collect();
    let counts = &progress.totals.counts;
    let legend = Standing::ALL.into_iter().filter(|standing| counts.of(*standing) > 0).map(|standing| LegendItem {
        status: StatusView::new(standing, wording),
        hint: lang.word(&format!("status-hint-{}", standing.code())).into_owned(),
        count: counts.of(standing),
    });
    let other = project.plans_in_menu().into_iter().filter(|(_, other)| other.address != plan.address);
    let no_activities =
        ProgressView { percent: 0, text: lang.word("progress-nothing").into_owned(), parts: Vec::new() };
    let view = PlanView {
        caption: plan.caption.clone(),
        period: period_beside(&plan.title, &plan.period, lang),
        goal: plan.goal.as_ref().map(|goal| goal.html.clone()),
        tasks: tasks_html(&plan.tasks),
        approvals: approvals(plan, lang),
        columns: plan.columns.clone(),
        column_count: plan.columns.len() + 2,
        progress: ProgressView::new(&progress.totals, wording).unwrap_or(no_activities),
        legend: legend.collect(),
        filters: filters(plan, &sections, lang),
        sections,
        downloads: downloads(lang),
        signatures: plan
            .signatures
            .iter()
            .map(|signature| SignatureView {
                post: signature.post.clone(),
                name: signature.name.as_deref().map(|name| unbroken(name, lang)),
                organisation: signature.organisation.clone(),
                date: signature.date.map(numeric_date),
            })
            .collect(),
        revisions: plan
            .revisions
            .iter()
            .map(|revision| RevisionView {
                date: revision.date.map(numeric_date),
                note: revision.note.clone(),
                order: revision.order.clone(),
            })
            .collect(),
        other_plans: other
            .map(|(_, plan)| LinkView::new(plan.title.clone(), from.relative_link(&plan.address)))
            .collect(),
        frame,
    };
    PageView { address: from.clone(), view: View::Plan(Box::new(view)) }
}

fn approvals(plan: &Plan, lang: Lang) -> Vec<ApprovalView> {
    let year = plan.period.period.start.year();
    let one = |approval: &Approval| ApprovalView {
        heading: approval.heading.clone(),
        post: approval.post.clone(),
        organisation: approval.organisation.clone(),
        name: approval.name.as_deref().map(|name| unbroken(name, lang)),
        date: match approval.date {
            ApprovalDate::Absent => None,
            ApprovalDate::Blank => Some(format!("«__» ______ {year} г.")),
            ApprovalDate::Day(date) => Some(numeric_date(date)),
        },
        order: approval.order.clone(),
    };
    plan.approvals.iter().map(one).collect()
}

fn downloads(lang: Lang) -> Vec<DownloadView> {
    let one = |title: &str, href, word: &str| DownloadView {
        title: lang.word(title).into_owned(),
        href,
        hint: lang.word(word).into_owned(),
    };
    vec![
        one("download-csv", places::PLAN_CSV, "download-csv-hint"),
        one("download-ics", places::PLAN_CALENDAR, "download-ics-hint"),
        one("download-json", places::PLAN_JSON, "download-json-hint"),
    ]
}

fn filters(plan: &Plan, sections: &[SectionView], lang: Lang) -> Filters {
    let titled = sections.iter().zip(&plan.sections).filter(|(view, _)| !view.rows.is_empty());
    let rows = sections.iter().flat_map(|section| &section.rows);
    let months: BTreeSet<&String> = rows.clone().flat_map(|row| &row.months).collect();
    let mut responsible: Vec<&String> = rows.flat_map(|row| &row.responsible).collect();
    responsible.sort_by_cached_key(|name| (crate::locale::collation_key(name), (*name).clone()));
    responsible.dedup();
    let month = |value: &String| {
        let (year, number) = value.split_once('-')?;
        let first = NaiveDate::from_ymd_opt(year.parse().ok()?, number.parse().ok()?, 1)?;
        Some(FilterMonth { value: value.clone(), title: capitalised(&lang.month_and_year(first)) })
    };
    Filters {
        sections: titled
            .filter_map(|(view, _)| Some(FilterSection { id: view.id.clone(), title: view.title.clone()? }))
            .collect(),
        responsible: responsible.into_iter().cloned().collect(),
        months: months.into_iter().filter_map(month).collect(),
    }
}
