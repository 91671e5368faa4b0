//! A project's passport.

use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::indicator::{IndicatorView, indicator_views};
use super::shared::{CardView, FileView, LinkView, ProgressView, period_text, tasks_html};
use super::{Kind, PageContext, PageView, View};
use crate::locale::{Arguments, Lang};
use crate::model::{Institution, Person, Project};
use crate::progress::ProjectProgress;
use crate::text::one_line;

/// What `project.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectView {
    /// What every page has.
    #[serde(flatten)]
    pub frame: Frame,
    /// The goal, as HTML.
    pub goal: Option<String>,
    /// The idea, as HTML.
    pub idea: Option<String>,
    /// About the project, as HTML.
    pub about: Option<String>,
    /// The tasks, as HTML.
    pub tasks: Option<String>,
    /// When, who leads, who takes part.
    pub facts: Vec<FactView>,
    /// The phases.
    pub phases: Vec<PhaseView>,
    /// The plans, the latest first.
    pub plans: Vec<PlanItem>,
    /// How far it has come; none where there is nothing to do.
    pub progress: Option<ProgressView>,
    /// The indicators.
    pub indicators: Vec<IndicatorView>,
    /// The documents.
    pub documents: Vec<DocumentView>,
    /// The latest news.
    pub news: Vec<CardView>,
    /// The latest reports.
    pub reports: Vec<CardView>,
}

/// Who leads, who takes part.
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    /// «Руководитель»
    pub title: String,
    /// In words.
    pub text: Option<String>,
    /// Or people.
    pub people: Vec<Person>,
}

/// A phase of the project.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseView {
    /// From 1.
    pub number: usize,
    /// The title.
    pub title: String,
    /// Its period, in words.
    pub period: Option<String>,
    /// What it is about, as HTML.
    pub summary: Option<String>,
    /// `past`, `current` or `future`.
    pub state: &'static str,
    /// The same in words.
    pub state_word: String,
}

/// A plan of the project.
#[derive(Debug, Clone, Serialize)]
pub struct PlanItem {
    /// The title.
    pub title: String,
    /// Its period, in words.
    pub period: String,
    /// Its page.
    pub href: String,
    /// How far it has come.
    pub progress: Option<ProgressView>,
    /// Whether the date lies in its period.
    pub current: bool,
}

/// A document of the project.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentView {
    /// The document.
    #[serde(flatten)]
    pub file: FileView,
    /// What it is, in the author's words.
    pub kind_text: Option<String>,
    /// The activities to which it bears witness, by their numbers.
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
    let wording = context.site.wording(lang);
    let subject = Subject {
        description: project.goal.as_ref().map(|goal| one_line(&goal.plain)).unwrap_or_default(),
        draft: project.draft,
        shows_status: true,
        ..Subject::new(Kind::Project, from, project.title.clone())
    };
    let frame = institution_frame(context, institution, Some(project), Vec::new(), subject);
    let plans = project.plans_in_menu().into_iter().filter_map(|(index, plan)| {
        let assessed = progress.plans.get(index)?;
        Some(PlanItem {
            title: plan.title.clone(),
            period: period_text(&plan.period, lang),
            href: from.relative_link(&plan.address),
            progress: ProgressView::new(&assessed.totals, wording),
            current: assessed.running,
        })
    });
    let view = ProjectView {
        goal: project.goal.as_ref().map(|goal| goal.html.clone()),
        idea: project.idea.as_ref().map(|idea| idea.html.clone()),
        about: project.about.as_ref().map(|about| about.html.clone()),
        tasks: tasks_html(&project.tasks),
        facts: facts(project, lang),
        phases: phases(context, project, lang),
        plans: plans.collect(),
        progress: ProgressView::new(&progress.totals, wording),
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
