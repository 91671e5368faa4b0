//! The home of an institution's section.

use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::json_ld;
use super::project::current_phase;
use super::shared::{CardView, LinkView, ProgressView, UpcomingView, one_line, period_text};
use super::{Kind, PageContext, PageView, View};
use crate::address::places;
use crate::model::{Article, Institution, Project};
use crate::progress::{InstitutionProgress, ProjectProgress, Selection, select_of_institution};

/// What `institution.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct InstitutionView {
    #[serde(flatten)]
    pub frame: Frame,
    pub progress: Option<ProgressView>,
    pub projects: Vec<ProjectItem>,
    pub archived: Vec<ArchivedItem>,
    pub current: Vec<UpcomingView>,
    pub next: Vec<UpcomingView>,
    pub joint: Vec<UpcomingView>,
    pub news: Vec<CardView>,
    pub news_more: Option<LinkView>,
    pub reports: Vec<CardView>,
    pub reports_more: Option<LinkView>,
    pub about: Option<String>,
}

/// A project on its institution's home.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectItem {
    pub title: String,
    pub short_title: String,
    pub href: String,
    pub kind: Option<String>,
    pub period: Option<String>,
    pub goal: Option<String>,
    pub phase: Option<String>,
    pub progress: Option<ProgressView>,
    pub plan: Option<LinkView>,
    pub progress_href: Option<String>,
    pub reports: Option<LinkView>,
    pub news: Option<LinkView>,
}

/// A project of the archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchivedItem {
    pub title: String,
    pub href: String,
    pub period: Option<String>,
}

/// How many activities a list on the home shows.
pub(super) const LISTED: usize = 6;
const LATEST: usize = 3;

pub(super) fn institution_page(
    context: PageContext<'_>,
    institution: &Institution,
    progress: &InstitutionProgress,
) -> PageView {
    let lang = institution.language;
    let from = &institution.address;
    let overdue_plain = context.site.overdue_plain;
    let subject = Subject {
        description: institution.about.as_ref().map(|about| one_line(&about.plain)).unwrap_or_default(),
        draft: institution.draft,
        shows_status: true,
        ..Subject::new(Kind::Institution, from, institution.name.clone())
    };
    let mut frame = institution_frame(context, institution, None, Vec::new(), subject);
    frame.json_ld.push(json_ld::organization(context, institution));
    let list = |selection, limit| select_of_institution(institution, progress, selection, limit);
    let view = |listed: &crate::progress::Listed<'_>| UpcomingView::new(listed, from, lang, overdue_plain);
    let ahead: Vec<_> =
        [Selection::Current, Selection::Upcoming].into_iter().flat_map(|s| list(s, usize::MAX)).collect();
    let joint = ahead.iter().filter(|listed| !listed.activity.row.with.is_empty()).take(LISTED);
    let (live, archived): (Vec<_>, Vec<_>) =
        institution.projects.iter().zip(&progress.projects).partition(|(project, _)| !project.archived);
    let only = match live.as_slice() {
        [(project, _)] => Some(*project),
        _ => None,
    };
    let more = |segment: &str, articles: fn(&Project) -> &Vec<Article>| {
        let project = only.filter(|project| articles(project).len() > LATEST)?;
        let title = lang.count("all-entries", articles(project).len());
        Some(LinkView::new(title, from.relative_link(&project.address.child(segment))))
    };
    let view = InstitutionView {
        progress: ProgressView::new(&progress.totals, lang, overdue_plain),
        projects: live
            .iter()
            .map(|(project, progress)| project_item(context, institution, project, progress))
            .collect(),
        archived: archived
            .iter()
            .map(|(project, _)| ArchivedItem {
                title: project.title.clone(),
                href: from.relative_link(&project.address),
                period: project.period.as_ref().map(|period| period_text(period, lang)),
            })
            .collect(),
        current: list(Selection::Current, LISTED).iter().map(view).collect(),
        next: list(Selection::Upcoming, LISTED).iter().map(view).collect(),
        joint: joint.map(view).collect(),
        news: latest(&live, |project| &project.news)
            .map(|(project, item)| CardView::new(item, Some(project), from, lang))
            .collect(),
        news_more: more(places::NEWS, |project| &project.news),
        reports: latest(&live, |project| &project.reports)
            .map(|(project, item)| CardView::new(item, Some(project), from, lang))
            .collect(),
        reports_more: more(places::REPORTS, |project| &project.reports),
        about: institution.about.as_ref().map(|about| about.html.clone()),
        frame,
    };
    PageView { address: from.clone(), view: View::Institution(Box::new(view)) }
}

/// The latest articles of several projects.
fn latest<'p>(
    projects: &[(&'p Project, &ProjectProgress)],
    articles: impl Fn(&'p Project) -> &'p Vec<Article>,
) -> impl Iterator<Item = (&'p Project, &'p Article)> {
    let mut all: Vec<(&Project, &Article)> =
        projects.iter().flat_map(|(project, _)| articles(project).iter().map(|article| (*project, article))).collect();
    all.sort_by(|a, b| b.1.date.cmp(&a.1.date).then_with(|| a.1.page.address.cmp(&b.1.page.address)));
    all.into_iter().take(LATEST)
}

fn project_item(
    context: PageContext<'_>,
    institution: &Institution,
    project: &Project,
    progress: &ProjectProgress,
) -> ProjectItem {
    let lang = institution.language;
    let from = &institution.address;
    let plan = progress.counted.last().and_then(|index| project.plans.get(*index));
    let list = |segment: &str, word: &str, count: usize| {
        (count > 0).then(|| LinkView::new(lang.count(word, count), from.relative_link(&project.address.child(segment))))
    };
    ProjectItem {
        title: project.title.clone(),
        short_title: project.menu_title().to_owned(),
        href: from.relative_link(&project.address),
        kind: project.kind.clone(),
        period: project.period.as_ref().map(|period| period_text(period, lang)),
        goal: project.goal.as_ref().map(|goal| one_line(&goal.plain)),
        phase: current_phase(context, project, lang),
        progress: ProgressView::new(&progress.totals, lang, context.site.overdue_plain),
        plan: plan.map(|plan| {
            let title = crate::locale::Arguments::new().with("period", period_text(&plan.period, lang));
            LinkView::new(lang.text("plan-of", &title), from.relative_link(&plan.address))
        }),
        progress_href: (!project.plans.is_empty()).then(|| from.relative_link(&project.address.progress())),
        reports: list(places::REPORTS, "count-reports", project.reports.len()),
        news: list(places::NEWS, "count-news", project.news.len()),
    }
}
