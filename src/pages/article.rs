//! A report or a news item.

use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::shared::{DateView, FileView, ImageView, LinkView, StatusView, gallery, period_text, tag_links, unbroken};
use super::{Kind, PageContext, PageView, View};
use crate::address::{Address, places};
use crate::locale::Lang;
use crate::model::{Article, ArticleKind, Institution, Project};
use crate::progress::{Entry, ProjectProgress};
use crate::text::one_line;

/// What `report.html` and `news_item.html` get.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// What every page has.
    #[serde(flatten)]
    pub frame: Frame,
    /// When it was published.
    pub date: DateView,
    /// What a report covers, in words.
    pub period: Option<String>,
    /// The text, as HTML.
    pub body: String,
    /// The tags that have a list.
    pub tags: Vec<LinkView>,
    /// The activities to which it bears witness.
    pub activities: Vec<WitnessedView>,
    /// Other files of its folder.
    pub files: Vec<FileView>,
    /// Pictures of its folder that its text does not place.
    pub gallery: Vec<ImageView>,
    /// The one before it in time.
    pub previous: Option<LinkView>,
    /// The one after it in time.
    pub next: Option<LinkView>,
}

/// An activity to which the article bears witness.
#[derive(Debug, Clone, Serialize)]
pub struct WitnessedView {
    /// What is done, in plain text.
    pub title: String,
    /// The number, as printed.
    pub number: Option<String>,
    /// Its row in the plan.
    pub href: String,
    /// How it, or the stage that is meant, stands.
    pub status: StatusView,
    /// The plan.
    pub plan: LinkView,
    /// Whether the article completes it.
    pub completes: bool,
}

/// Every report and news item of a project, each with its neighbours in time.
pub(super) fn article_pages(
    context: PageContext<'_>,
    institution: &Institution,
    project: &Project,
    progress: &ProjectProgress,
) -> Vec<PageView> {
    let mut pages = Vec::new();
    for list in [&project.reports, &project.news] {
        for (index, article) in list.iter().enumerate() {
            // The list has the latest first.
            let later = index.checked_sub(1).and_then(|index| list.get(index));
            let earlier = list.get(index + 1);
            pages.push(article_page(context, institution, project, progress, article, earlier, later));
        }
    }
    pages
}

fn article_page(
    context: PageContext<'_>,
    institution: &Institution,
    project: &Project,
    progress: &ProjectProgress,
    article: &Article,
    earlier: Option<&Article>,
    later: Option<&Article>,
) -> PageView {
    let page = &article.page;
    let from = &page.address;
    let (kind, list, word) = match article.kind {
        ArticleKind::Report => (Kind::Report, places::REPORTS, "menu-reports"),
        ArticleKind::News => (Kind::NewsItem, places::NEWS, "menu-news"),
    };
    let trail = vec![
        (institution.language.word(word).into_owned(), Some(project.address.child(list))),
        (page.title.clone(), None),
    ];
    let subject = Subject {
        description: page.summary.clone(),
        draft: page.draft,
        shows_status: !article.activities.is_empty(),
        language: page.language,
        preview: page.preview.as_ref(),
        dated: Some(article.date),
        ..Subject::new(kind, from, page.title.clone())
    };
    let mut frame = institution_frame(context, institution, Some(project), trail, subject);
    let lang = frame.lang;
    frame.json_ld.push(super::json_ld::article(context, institution, article, lang));
    let beside = match article.kind {
        ArticleKind::Report => &project.reports,
        ArticleKind::News => &project.news,
    };
    let beside = beside.iter().map(|article| &article.page);
    frame.alternates = super::frame::alternates(context.site, page, beside, institution.language);
    let link = |article: &Article| {
        LinkView::new(article.page.title.clone(), from.relative_link(&article.page.address))
            .in_language(article.page.language.unwrap_or(institution.language), lang)
    };
    let view = ArticleView {
        date: DateView::new(article.date, lang),
        period: article.period.as_ref().map(|period| period_text(period, lang)),
        body: page.html.clone(),
        tags: tag_links(&page.tags, project, from),
        activities: witnessed(context, project, progress, article, from, lang),
        files: page.attachments.iter().map(|file| FileView::of_document(file, from, lang)).collect(),
        gallery: gallery(&page.gallery, &page.title, lang, from),
        previous: earlier.map(link),
        next: later.map(link),
        frame,
    };
    PageView { address: from.clone(), view: View::Article(Box::new(view)) }
}

fn witnessed(
    context: PageContext<'_>,
    project: &Project,
    progress: &ProjectProgress,
    article: &Article,
    from: &Address,
    lang: Lang,
) -> Vec<WitnessedView> {
    let one = |address: &crate::model::ActivityAddress| {
        let plan = project.plans.get(address.plan)?;
        let activity = plan.activity(address.section, address.activity)?;
        let assessed = progress.plans.get(address.plan)?.activity(address.section, address.activity)?;
        let stage = address.stage.and_then(|number| Some((number + 1, activity.stages.get(number)?)));
        let assessed_stage = address.stage.and_then(|stage| assessed.stages.get(stage));
        let standing = assessed_stage.unwrap_or(assessed).standing;
        Some(WitnessedView {
            title: unbroken(&one_line(&Entry { activity, stage }.title()), lang),
            // «№ 9» of a plan that counts «9.»
            number: activity.row.number.as_ref().map(|number| number.trim_end_matches('.').to_owned()),
            href: format!("{}#{}", from.relative_link(&plan.address), activity.anchor()),
            status: StatusView::new(standing, context.site.wording(lang)),
            plan: LinkView::new(plan.title.clone(), from.relative_link(&plan.address)),
            completes: article.completes.contains(address),
        })
    };
    article.activities.iter().filter_map(one).collect()
}
