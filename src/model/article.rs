//! Reports, news and further pages.

use chrono::{Datelike, NaiveDate};

use super::{ActivityAddress, Document, Picture, WrittenPeriod};
use crate::address::Address;
use crate::locale::Lang;
use crate::markdown::Heading;
use crate::term::Period;

/// Which of the two kinds of dated page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleKind {
    /// A report: it covers a period.
    Report,
    /// A news item.
    News,
}

/// A report or a news item.
#[derive(Debug, Clone)]
pub struct Article {
    /// Which of the two.
    pub kind: ArticleKind,
    /// Its page, with the date on which it was published.
    pub page: Page,
    /// The date of publication.
    pub date: NaiveDate,
    /// What a report covers.
    pub period: Option<WrittenPeriod>,
    /// The activities it bears witness to or completes, in the order of its front matter.
    pub activities: Vec<ActivityAddress>,
    /// Which of them it completes.
    pub completes: Vec<ActivityAddress>,
}

impl Article {
    /// The order of lists: the latest first.
    pub fn latest_first(&self, other: &Article) -> std::cmp::Ordering {
        other.date.cmp(&self.date).then_with(|| self.page.address.cmp(&other.page.address))
    }

    /// The address segment of the school year in which a day falls: `2025-2026`.
    pub fn year_segment(date: NaiveDate) -> String {
        let first = Period::school_year_of(date).start.year();
        format!("{first}-{}", first + 1)
    }
}

/// The language that a file's name ends with: `about.be.md`, or `trip.be/index.md`.
pub fn language_of_name(source: &str) -> Option<Lang> {
    let (_, code) = bare_name(source).rsplit_once('.')?;
    Lang::from_code(code)
}

/// A page's path without what all pages have at its end.
fn bare_name(source: &str) -> &str {
    source.strip_suffix("/index.md").or_else(|| source.strip_suffix(".md")).unwrap_or(source)
}

impl Page {
    /// What a page's file is called in every language: pages of one name are twins.
    pub fn twin_name(&self) -> &str {
        let name = bare_name(&self.source);
        match name.rsplit_once('.') {
            Some((twin, code)) if Lang::from_code(code).is_some() => twin,
            _ => name,
        }
    }
}

/// A tag of a page's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageTag {
    /// As it is written there.
    pub name: String,
    /// What its list's address ends with: by it, tags written in several ways are one.
    pub segment: String,
}

/// A page of Markdown.
#[derive(Debug, Clone)]
pub struct Page {
    /// The author's file, from the site's root.
    pub source: String,
    /// Its address.
    pub address: Address,
    /// The title.
    pub title: String,
    /// The date, where it has one.
    pub date: Option<NaiveDate>,
    /// A summary, in plain text: stated, or the beginning of the text.
    pub summary: String,
    /// The text, as HTML for this page.
    pub html: String,
    /// The text without marks, for search.
    pub plain: String,
    /// The headings of the text.
    pub headings: Vec<Heading>,
    /// The ids that a `#fragment` may name.
    pub ids: Vec<String>,
    /// The tags that make an address, each once.
    pub tags: Vec<PageTag>,
    /// The language, where it is not the institution's.
    pub language: Option<Lang>,
    /// The position in the menu.
    pub order: Option<i64>,
    /// Pictures of its folder that its text does not place.
    pub gallery: Vec<Picture>,
    /// The first picture, for cards.
    pub cover: Option<Picture>,
    /// The first picture that other programs can show in a preview of the page.
    pub preview: Option<Picture>,
    /// Other files of its folder.
    pub attachments: Vec<Document>,
    /// Shown only because drafts were asked for.
    pub draft: bool,
}
