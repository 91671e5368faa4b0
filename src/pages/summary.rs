//! The little of an institution that the site's own pages need: what stays when its pages have been written.
//!
//! It is kept in the manifest, so that an institution with errors keeps its place as of its last good build.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::shared::{UpcomingView, card_label, listed_term, unbroken};
use super::{Kind, PageView, institution};
use crate::address::Address;
use crate::locale::Lang;
use crate::model::{Article, Institution, Page, Partner, Project, Wording};
use crate::progress::{
    InstitutionProgress, Listed, Selection, Standing, Totals, latest_date_of_institution, select_of_institution,
};
use crate::text::one_line;

/// An institution, as the site's own pages know it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Its folder beneath `content/`.
    pub key: String,
    /// Its home.
    pub address: Address,
    /// The full name.
    pub name: String,
    /// The name for tables.
    pub short_name: Option<String>,
    /// The town or district.
    pub locality: Option<String>,
    /// The interface's language.
    pub language: Lang,
    /// The position in the list.
    pub order: Option<i64>,
    /// Shown only because drafts were asked for.
    pub draft: bool,
    /// Its projects.
    pub projects: Vec<ProjectSummary>,
    /// How far it has come.
    pub totals: Totals,
    /// What is under way.
    pub current: Vec<ListedSummary>,
    /// What comes next.
    pub next: Vec<ListedSummary>,
    /// What is held jointly with others.
    pub joint: Vec<ListedSummary>,
    /// Its latest news and reports.
    pub latest: Vec<CardSummary>,
    /// Every page that a reader may find.
    pub pages: Vec<PageSummary>,
    /// The latest date that it states, not after the build's.
    pub updated: Option<NaiveDate>,
}

/// A project, for the list of institutions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectSummary {
    /// The title.
    pub title: String,
    /// The title for menus.
    pub short_title: String,
    /// Its passport.
    pub address: Address,
    /// What it is.
    pub kind: Option<String>,
    /// Finished, and in the archive.
    pub archived: bool,
}

/// An activity, for the site's lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListedSummary {
    /// What is done, in plain text.
    pub title: String,
    /// The plan's page.
    pub page: Address,
    /// The row's anchor.
    pub anchor: String,
    /// The term, as written.
    pub term: String,
    /// How it stands.
    pub standing: Standing,
    /// The day it ends or begins, by which the site's list is put in order.
    pub day: Option<NaiveDate>,
    /// The project's title.
    pub project: String,
    /// The project's passport.
    pub project_page: Address,
    /// Who holds it jointly.
    pub with: Vec<Partner>,
}

/// A news item or report, for the site's lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardSummary {
    /// The title.
    pub title: String,
    /// The language of its words.
    pub language: Lang,
    /// The page.
    pub page: Address,
    /// The date.
    pub date: NaiveDate,
    /// A few lines.
    pub summary: String,
    /// A picture: output path and size.
    pub picture: Option<(String, Option<(u32, u32)>)>,
    /// What a report covers.
    pub label: Option<String>,
    /// Shown only because drafts were asked for.
    pub draft: bool,
}

/// A page, for search and sitemap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageSummary {
    /// The page.
    pub address: Address,
    /// The title.
    pub title: String,
    /// Its language.
    pub language: Lang,
    /// What it is.
    pub kind: Kind,
    /// When its content last changed, as far as it says.
    pub updated: Option<NaiveDate>,
}

impl Summary {
    /// A page's title as it tells the page from all others: every project has its «Новости».
    pub fn full_title<'s>(&'s self, page: &'s PageSummary) -> Cow<'s, str> {
        let is_shared = matches!(page.kind, Kind::Reports | Kind::News | Kind::Tag | Kind::Progress);
        let project = self.projects.iter().find(|project| is_shared && page.address.is_within(&project.address));
        let title = match project.filter(|project| !page.title.contains(&project.short_title)) {
            Some(project) => format!("{}: {}", page.title, project.short_title).into(),
            None => Cow::from(&page.title),
        };
        match page.address.last_segment().filter(|_| page.address.is_later_list_page()) {
            Some(number) => format!("{title} ({number})").into(),
            None => title,
        }
    }
}

/// Sums an institution up. `pages` are those that were composed of it.
pub fn summarize(institution: &Institution, progress: &InstitutionProgress, pages: Vec<PageSummary>) -> Summary {
    let list = |selection| select_of_institution(institution, progress, selection, usize::MAX);
    let (current, next) = (list(Selection::Current), list(Selection::Upcoming));
    let joint: Vec<ListedSummary> = current
        .iter()
        .chain(&next)
        .filter(|one| !one.activity.row.with.is_empty())
        .take(institution::LISTED)
        .map(|one| listed(one, institution.language))
        .collect();
    let live = institution.projects.iter().filter(|project| !project.archived);
    let mut latest: Vec<(&Project, &Article)> = live
        .flat_map(|project| project.news.iter().chain(&project.reports).map(move |article| (project, article)))
        .collect();
    latest.sort_by(|a, b| a.1.latest_first(b.1));
    Summary {
        key: institution.key.clone(),
        address: institution.address.clone(),
        name: institution.name.clone(),
        short_name: institution.short_name.clone(),
        locality: institution.locality.clone(),
        language: institution.language,
        order: institution.order,
        draft: institution.draft,
        projects: institution
            .projects
            .iter()
            .map(|project| ProjectSummary {
                title: project.title.clone(),
                short_title: project.menu_title().to_owned(),
                address: project.address.clone(),
                kind: project.kind.clone(),
                archived: project.archived,
            })
            .collect(),
        totals: progress.totals.clone(),
        current: current.iter().take(institution::LISTED).map(|one| listed(one, institution.language)).collect(),
        next: next.iter().take(institution::LISTED).map(|one| listed(one, institution.language)).collect(),
        joint,
        latest: latest.into_iter().take(3).map(|(_, article)| card(article, institution.language)).collect(),
        pages,
        updated: latest_date_of_institution(institution, progress.today),
    }
}

fn listed(one: &Listed<'_>, lang: Lang) -> ListedSummary {
    let row = &one.activity.row;
    let day = match one.assessed.standing {
        Standing::Current => one.assessed.ends,
        _ => one.assessed.begins.or(one.assessed.ends),
    };
    ListedSummary {
        title: unbroken(&one_line(&one.activity.plain_title()), lang),
        page: one.plan.address.clone(),
        anchor: one.activity.anchor(),
        term: unbroken(&listed_term(one), lang),
        standing: one.assessed.standing,
        day,
        project: one.project.menu_title().to_owned(),
        project_page: one.project.address.clone(),
        with: row.with.clone(),
    }
}

fn card(article: &Article, lang: Lang) -> CardSummary {
    CardSummary {
        title: article.page.title.clone(),
        language: article.page.language.unwrap_or(lang),
        page: article.page.address.clone(),
        date: article.date,
        summary: article.page.summary.clone(),
        picture: article.page.cover.as_ref().map(|picture| {
            let (path, size) = picture.at_least(400);
            (path.to_owned(), size)
        }),
        label: card_label(article, lang),
        draft: article.page.draft,
    }
}

/// Every page of a site that a search engine should know, with the latest date that it states: the index, the further
/// `pages`, and those of the institutions.
pub fn public_pages<'s>(
    pages: &'s [Page],
    summaries: &'s [Summary],
    institution_at_root: bool,
) -> Vec<(Cow<'s, Address>, Option<NaiveDate>)> {
    let updated = summaries.iter().filter_map(|summary| summary.updated).max();
    let index = (!institution_at_root).then(|| (Cow::Owned(Address::root()), updated));
    let further = pages.iter().filter(|page| !page.draft).map(|page| (Cow::Borrowed(&page.address), page.date));
    let of_institutions = summaries.iter().flat_map(|summary| &summary.pages);
    let of_institutions = of_institutions.map(|page| (Cow::Borrowed(&page.address), page.updated));
    index.into_iter().chain(further).chain(of_institutions).collect()
}

impl Summary {
    /// The name for menus and tables: the short one, where it has one.
    pub fn menu_name(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.name)
    }
}

impl PageSummary {
    /// What search and sitemap keep of a page; none for one that nobody should find.
    pub fn of(page: &PageView) -> Option<PageSummary> {
        let frame = page.view.frame();
        let listed = !frame.noindex && !matches!(frame.kind, Kind::Home | Kind::Search);
        listed.then(|| PageSummary {
            address: page.address.clone(),
            title: frame.title.clone(),
            language: frame.lang,
            kind: frame.kind,
            updated: frame.updated.as_ref().and_then(|date| date.iso.parse().ok()),
        })
    }
}

impl ListedSummary {
    /// The line about it on the site's home.
    pub(super) fn view(&self, summary: &Summary, wording: Wording) -> UpcomingView {
        use super::shared::{LinkView, StatusView};
        let root = Address::root();
        UpcomingView {
            title: self.title.clone(),
            href: format!("{}#{}", root.relative_link(&self.page), self.anchor),
            term: self.term.clone(),
            status: StatusView::new(self.standing, wording),
            project: Some(LinkView::new(self.project.clone(), root.relative_link(&self.project_page))),
            institution: Some(LinkView::new(summary.menu_name(), root.relative_link(&summary.address))),
            with: self.with.iter().map(|partner| LinkView::to_partner(partner, &root)).collect(),
            lang: (summary.language != wording.lang).then_some(summary.language),
        }
    }
}
