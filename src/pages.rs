//! Typed views: everything that a template may say, one file a page kind.
//!
//! A template sees a view and nothing else: finished addresses as seen from its page, finished sentences in the page's
//! language, dates in words. The fields here are the interface of a theme; `docs/theme.md` describes them.

mod article;
mod frame;
mod home;
mod indicator;
mod institution;
mod json_ld;
mod listing;
mod not_found;
mod page;
mod plan;
mod progress;
mod project;
mod redirect;
mod search;
mod shared;
mod summary;

use chrono::NaiveDate;
use serde::Serialize;

use crate::address::Address;
use crate::model::{Institution, Site};
use crate::progress::InstitutionProgress;

pub use frame::Frame;
pub use home::site_pages;
pub use not_found::not_found;
pub use redirect::redirect_page;
pub use search::{ALL_AT_ONCE, is_large};
pub use summary::{CardSummary, ListedSummary, PageSummary, ProjectSummary, Summary, public_pages, summarize};

/// What all pages of a build share.
#[derive(Debug, Clone, Copy)]
pub struct PageContext<'a> {
    /// The site's settings.
    pub site: &'a Site,
    /// The date.
    pub today: NaiveDate,
    /// Whether the site has more than one institution.
    pub many: bool,
    /// The fingerprint of the theme's assets, for their addresses.
    pub asset_hash: &'a str,
}

/// A page, ready for its template.
#[derive(Debug, Clone)]
pub struct PageView {
    /// Where it will lie.
    pub address: Address,
    /// What it says.
    pub view: View,
}

/// The views of all page kinds.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each is the kind of page it is named for")]
pub enum View {
    Home(Box<home::HomeView>),
    Institution(Box<institution::InstitutionView>),
    Project(Box<project::ProjectView>),
    Plan(Box<plan::PlanView>),
    Progress(Box<progress::ProgressPageView>),
    Listing(Box<listing::ListingView>),
    Article(Box<article::ArticleView>),
    Page(Box<page::FurtherView>),
    Search(Box<search::SearchView>),
}

impl View {
    /// The part that all pages have.
    pub fn frame(&self) -> &Frame {
        match self {
            View::Home(view) => &view.frame,
            View::Institution(view) => &view.frame,
            View::Project(view) => &view.frame,
            View::Plan(view) => &view.frame,
            View::Progress(view) => &view.frame,
            View::Listing(view) => &view.frame,
            View::Article(view) => &view.frame,
            View::Page(view) => &view.frame,
            View::Search(view) => &view.frame,
        }
    }

    /// The name of its template.
    pub fn template(&self) -> &'static str {
        self.frame().kind.template()
    }
}

/// The kinds of page, as templates and style sheets name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the kind of page it is named for")]
pub enum Kind {
    Home,
    Institution,
    Project,
    Plan,
    Progress,
    Reports,
    Report,
    News,
    NewsItem,
    Tag,
    Page,
    Search,
}

impl Kind {
    /// The theme's template.
    pub fn template(self) -> &'static str {
        match self {
            Kind::Home => "home.html",
            Kind::Institution => "institution.html",
            Kind::Project => "project.html",
            Kind::Plan => "plan.html",
            Kind::Progress => "progress.html",
            Kind::Reports => "reports.html",
            Kind::Report => "report.html",
            Kind::News => "news.html",
            Kind::NewsItem => "news_item.html",
            Kind::Tag => "tag.html",
            Kind::Page => "page.html",
            Kind::Search => "search.html",
        }
    }
}

/// Composes every page of an institution, in a fixed order, and hands each to `take`.
///
/// # Errors
/// The first error of `take`.
pub fn institution_pages<E>(
    context: PageContext<'_>,
    institution: &Institution,
    progress: &InstitutionProgress,
    take: &mut dyn FnMut(PageView) -> Result<(), E>,
) -> Result<(), E> {
    take(institution::institution_page(context, institution, progress))?;
    for page in &institution.pages {
        take(page::further_page(context, institution, None, page))?;
    }
    for (project, project_progress) in institution.projects.iter().zip(&progress.projects) {
        take(project::project_page(context, institution, project, project_progress))?;
        for (plan, plan_progress) in project.plans.iter().zip(&project_progress.plans) {
            take(plan::plan_page(context, institution, project, plan, plan_progress))?;
        }
        take(progress::progress_page(context, institution, project, project_progress))?;
        for page in listing::listing_pages(context, institution, project) {
            take(page)?;
        }
        for page in article::article_pages(context, institution, project, project_progress) {
            take(page)?;
        }
        for page in &project.pages {
            take(page::further_page(context, institution, Some(project), page))?;
        }
    }
    Ok(())
}
