//! A project's passport.

use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::progress::{IndicatorView, indicator_views};
use super::shared::{CardView, FileView, LinkView, ProgressView, one_line, period_text};
use super::{Kind, PageContext, PageView, View};
use crate::content::Person;
use crate::locale::{Arguments, Lang};
use crate::model::{Institution, Project, TaskText};
use crate::progress::ProjectProgress;

/// What `project.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectView {
    #[serde(flatten)]
    pub frame: Frame,
    pub summary: Option<String>,
    pub goal: Option<String>,
    pub idea: Option<String>,
    pub about: Option<String>,
    pub tasks: Option<String>,
    pub facts: Vec<FactView>,
    pub phases: Vec<PhaseView>,
    pub plans: Vec<PlanItem>,
    pub progress: Option<ProgressView>,
    pub indicators: Vec<IndicatorView>,
    pub documents: Vec<DocumentView>,
    pub news: Vec<CardView>,
    pub reports: Vec<CardView>,
}

/// Who leads, who takes part.
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    pub title: String,
    pub text: Option<String>,
    pub people: Vec<Person>,
}

/// A phase of the project.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseView {
    pub number: usize,
    pub title: String,
    pub period: Option<String>,
    pub summary: Option<String>,
    pub state: &'static str,
    pub state_word: String,
}

/// A plan of the project.
#[derive(Debug, Clone, Serialize)]
pub struct PlanItem {
    pub title: String,
    pub period: String,
    pub href: String,
    pub progress: Option<ProgressView>,
    pub current: bool,
}

/// A document of the project.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentView {
    #[serde(flatten)]
    pub file: FileView,
    pub kind_text: Option<String>,
    pub activities: Vec<LinkView>,
}

/// How many of the latest items a passport shows.
const LATEST: usize = 3;

pub(super) fn project_page(
    context: PageContext<'_>,
    institution: &Institution,
    project: &Project,
    progress: &ProjectProgress,
) -> PageView {
    let lang = institution.language;
    let from = &project.address;
    let overdue_plain = context.site.overdue_plain;
    let subject = Subject {
        description: project.goal.as_ref().map(|goal| one_line(&goal.plain)).unwrap_or_default(),
        draft: project.draft,
        shows_status: true,
        ..Subject::new(Kind::Project, from, project.title.clone())
    };
    let frame = institution_frame(context, institution, Some(project), Vec::new(), subject);
    let plans = project.plans.iter().zip(&progress.plans).rev().map(|(plan, assessed)| PlanItem {
        title: plan.title.clone(),
        period: period_text(&plan.period, lang),
        href: from.relative_link(&plan.address),
        progress: ProgressView::new(&assessed.totals, lang, overdue_plain),
        current: assessed.running,
    });
    let view = ProjectView {
        summary: None,
        goal: project.goal.as_ref().map(|goal| goal.html.clone()),
        idea: project.idea.as_ref().map(|idea| idea.html.clone()),
        about: project.about.as_ref().map(|about| about.html.clone()),
        tasks: tasks_html(&project.tasks),
        facts: facts(project, lang),
        phases: phases(context, project, lang),
        plans: plans.collect(),
        progress: ProgressView::new(&progress.totals, lang, overdue_plain),
        indicators: indicator_views(project, context.today, lang),
        documents: documents(project, lang),
        news: project.news.iter().take(LATEST).map(|item| CardView::new(item, Some(project), from, lang)).collect(),
        reports: project
            .reports
            .iter()
            .take(LATEST)
            .map(|item| CardView::new(item, Some(project), from, lang))
            .collect(),
        frame,
    };
    PageView { address: from.clone(), view: View::Project(Box::new(view)) }
}

/// Tasks as nested lists: the words are the author's, the marks the theme's.
pub(super) fn tasks_html(tasks: &[TaskText]) -> Option<String> {
    if tasks.is_empty() {
        return None;
    }
    let mut html = String::from("<ul>");
    for task in tasks {
        html.push_str("<li>");
        html.push_str(&inline(&task.text.html));
        html.push_str(&tasks_html(&task.tasks).unwrap_or_default());
        html.push_str("</li>");
    }
    html.push_str("</ul>");
    Some(html)
}

/// A text of one paragraph without the paragraph's own marks, for a list item or a table cell.
pub(super) fn inline(html: &str) -> String {
    let trimmed = html.trim();
    match trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(text) if !text.contains("<p>") => text.to_owned(),
        _ => trimmed.to_owned(),
    }
}

fn facts(project: &Project, lang: Lang) -> Vec<FactView> {
    let people = |word: &str, people: &[Person]| FactView {
        title: lang.word(word).into_owned(),
        text: None,
        people: people.to_vec(),
    };
    let mut facts = vec![
        people("fact-lead", &project.lead),
        people("fact-consultant", &project.consultant),
        people("fact-participants", &project.participants),
    ];
    facts.retain(|fact| !fact.people.is_empty());
    if let Some(period) = &project.period {
        let title = lang.word("fact-period").into_owned();
        facts.insert(0, FactView { title, text: Some(period_text(period, lang)), people: Vec::new() });
    }
    facts
}

fn phases(context: PageContext<'_>, project: &Project, lang: Lang) -> Vec<PhaseView> {
    let one = |(index, phase): (usize, &crate::model::Phase)| {
        let (state, word) = match phase.period.as_ref().map(|period| period.period) {
            Some(period) if period.end < context.today => ("past", "phase-past"),
            Some(period) if period.start > context.today => ("future", "phase-future"),
            Some(_) => ("current", "phase-current"),
            None => ("future", "phase-undated"),
        };
        PhaseView {
            number: index + 1,
            title: phase.title.clone(),
            period: phase.period.as_ref().map(|period| period_text(period, lang)),
            summary: phase.summary.as_ref().map(|summary| summary.html.clone()),
            state,
            state_word: lang.word(word).into_owned(),
        }
    };
    project.phases.iter().enumerate().map(one).collect()
}

/// «Этап 2 из 3: практический», for the institution's home.
pub(super) fn current_phase(context: PageContext<'_>, project: &Project, lang: Lang) -> Option<String> {
    let runs = |phase: &crate::model::Phase| {
        phase.period.as_ref().is_some_and(|period| (period.period.start..=period.period.end).contains(&context.today))
    };
    let index = project.phases.iter().position(runs)?;
    let arguments = Arguments::new()
        .with("number", index + 1)
        .with("all", project.phases.len())
        .with("title", project.phases.get(index)?.title.clone());
    Some(lang.text("phase-now", &arguments))
}

fn documents(project: &Project, lang: Lang) -> Vec<DocumentView> {
    let from = &project.address;
    let link = |address: &crate::model::ActivityAddress| {
        let plan = project.plans.get(address.plan)?;
        let activity = plan.activity(address.section, address.activity)?;
        let number = activity.row.number.clone().unwrap_or_else(|| activity.id.clone());
        let href = format!("{}#{}", from.relative_link(&plan.address), activity.anchor());
        Some(LinkView::new(number, href))
    };
    let one = |document: &crate::model::Document| DocumentView {
        file: FileView::of_document(document, from, lang),
        kind_text: document.kind.clone(),
        activities: document.activities.iter().filter_map(link).collect(),
    };
    project.documents.iter().map(one).collect()
}
