//! The home of an institution's section.

use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::json_ld;
use super::project::current_phase;
use super::shared::{CardView, LinkView, ProgressView, UpcomingView, period_text};
use super::{Kind, PageContext, PageView, View};
use crate::address::places;
use crate::model::{Article, Institution, Project};
use crate::progress::{InstitutionProgress, ProjectProgress, Selection, select_of_institution};
use crate::text::one_line;

/// What `institution.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct InstitutionView {
    /// What every page has.
    #[serde(flatten)]
    pub frame: Frame,
    /// All projects together; none where there is nothing to do.
    pub progress: Option<ProgressView>,
    /// The projects, without the archived ones.
    pub projects: Vec<ProjectItem>,
    /// The archive.
    pub archived: Vec<ArchivedItem>,
    /// What is under way.
    pub current: Vec<UpcomingView>,
    /// What comes next.
    pub next: Vec<UpcomingView>,
    /// What is held with others.
    pub joint: Vec<UpcomingView>,
    /// The latest news.
    pub news: Vec<CardView>,
    /// The list of all news, where there are more and but one project.
    pub news_more: Option<LinkView>,
    /// The latest reports.
    pub reports: Vec<CardView>,
    /// The list of all reports, where there are more and but one project.
    pub reports_more: Option<LinkView>,
    /// About the institution, as HTML.
    pub about: Option<String>,
}

/// A project on its institution's home.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectItem {
    /// The title.
    pub title: String,
    /// The title for menus.
    pub short_title: String,
    /// Its passport.
    pub href: String,
    /// What it is.
    pub kind: Option<String>,
    /// Its period, in words.
    pub period: Option<String>,
    /// The goal, in plain text.
    pub goal: Option<String>,
    /// «Этап 2 из 3: практический»
    pub phase: Option<String>,
    /// How far it has come.
    pub progress: Option<ProgressView>,
    /// The plan that counts.
    pub plan: Option<LinkView>,
    /// The page of progress; none where there is no plan.
    pub progress_href: Option<String>,
    /// The list of reports, with their number.
    pub reports: Option<LinkView>,
    /// The list of news, with their number.
    pub news: Option<LinkView>,
}

/// A project of the archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchivedItem {
    /// The title.
    pub title: String,
    /// Its passport.
    pub href: String,
    /// Its period, in words.
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
    let wording = context.site.wording(lang);
    let subject = Subject {
        description: institution.about.as_ref().map(|about| one_line(&about.plain)).unwrap_or_default(),
        draft: institution.draft,
        shows_status: true,
        ..Subject::new(Kind::Institution, from, institution.name.clone())
    };
    let mut frame = institution_frame(context, institution, None, Vec::new(), subject);
    frame.json_ld.push(json_ld::organization(context, institution));
    let list = |selection, limit| select_of_institution(institution, progress, selection, limit);
    let view = |listed: &crate::progress::Listed<'_>| UpcomingView::new(listed, from, wording);
    let ahead: Vec<_> =
        [Selection::Current, Selection::Upcoming].into_iter().flat_map(|s| list(s, usize::MAX)).collect();
    let joint = ahead.iter().filter(|listed| !listed.activity.row.with.is_empty()).take(LISTED);
    let (live, archived): (Vec<_>, Vec<_>) =
        institution.projects.iter().zip(&progress.projects).partition(|(project, _)| !project.archived);
    let only = match live.as_slice() {
        [(project, _)] => Some(*project),
        _ => None,
    };
    let more = |segment: &str, message: &str, articles: fn(&Project) -> &Vec<Article>| {
        let project = only.filter(|project| articles(project).len() > LATEST)?;
        let title = lang.count(message, articles(project).len());
        Some(LinkView::new(title, from.relative_link(&project.address.child(segment))))
    };
    let view = InstitutionView {
        progress: ProgressView::new(&progress.totals, wording),
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
        news_more: more(places::NEWS, "all-news", |project| &project.news),
        reports: latest(&live, |project| &project.reports)
            .map(|(project, item)| CardView::new(item, Some(project), from, lang))
            .collect(),
        reports_more: more(places::REPORTS, "all-reports", |project| &project.reports),
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
    all.sort_by(|a, b| a.1.latest_first(b.1));
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
        progress: ProgressView::new(&progress.totals, context.site.wording(lang)),
        plan: plan.map(|plan| {
            let title = crate::locale::Arguments::new().with("period", period_text(&plan.period, lang));
            LinkView::new(lang.text("plan-of", &title), from.relative_link(&plan.address))
        }),
        progress_href: (!project.plans.is_empty()).then(|| from.relative_link(&project.address.progress())),
        reports: list(places::REPORTS, "count-reports", project.reports.len()),
        news: list(places::NEWS, "count-news", project.news.len()),
    }
}
