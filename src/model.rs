//! The nouns of the section, resolved: what an editor's documents mean once every reference has found its target.
//!
//! An [`Institution`] cannot hold a broken reference or an address that two things claim. What people declared (a mark)
//! stands here; what follows from it with today's date is a [`crate::progress::Standing`] and is never stored.

mod approval;
mod article;
mod calendar;
mod color;
mod column;
mod indicator;
mod institution;
mod mark;
mod period;
mod person;
mod plan;
mod project;
mod site;

pub use approval::{Approval, ApprovalDate, Revision, Signature};
pub use article::{Article, ArticleKind, Page, PageTag, language_of_name};
pub use calendar::CalendarSettings;
pub use color::Color;
pub use column::{Column, ColumnField, StandardField};
pub use indicator::Indicator;
pub use institution::{Alias, Asset, Institution};
pub use mark::{Declared, Done, Mark};
pub use period::WrittenPeriod;
pub use person::Person;
pub use plan::{Activity, ActivityAddress, Evidence, Partner, Plan, Row, Section, Stage, Term, Witness, WitnessKind};
pub use project::{Document, Phase, Project, Tag, TaskText};
pub use site::{PrintSettings, Site, Wording};

use crate::address::Address;

/// A text as HTML for its one page, and as plain text for everything else.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// Sanitised HTML, with links as seen from the page it stands on.
    pub html: String,
    /// Without marks, list items and lines apart by line breaks.
    pub plain: String,
}

/// Where a thing outside the text lies.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A page of this site.
    Page(Address),
    /// A file of this site: its output path, its size in bytes.
    File {
        /// The output path.
        path: String,
        /// Bytes.
        size: u64,
    },
    /// An address elsewhere.
    Elsewhere(String),
    /// It is named, and lies nowhere.
    Nowhere,
}

impl Target {
    /// The address as the page at `from` must have it.
    pub fn href(&self, from: &Address) -> Option<String> {
        match self {
            Target::Page(address) => Some(from.relative_link(address)),
            Target::File { path, .. } => Some(from.relative_path(path)),
            Target::Elsewhere(url) => Some(url.clone()),
            Target::Nowhere => None,
        }
    }
}

/// The least side of a picture that others show beside a link, as they ask for it.
const SMALLEST_PREVIEW: u32 = 200;

/// A picture of the site, in the sizes that were made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The author's file, from the site's root.
    pub source: String,
    /// The output path of the largest size that pages show.
    pub path: String,
    /// Its size in pixels, where it is known.
    pub size: Option<(u32, u32)>,
    /// Smaller sizes: output path, width, height; the smallest first.
    pub smaller: Vec<(String, u32, u32)>,
    /// The output path of its icon, published where it is a logo.
    pub icon: Option<String>,
}

impl Picture {
    /// The smallest of its sizes that is at least so wide: output path, width and height.
    pub fn at_least(&self, width: u32) -> (&str, Option<(u32, u32)>) {
        let fitting = self.smaller.iter().find(|(_, own, _)| *own >= width);
        fitting.map_or((&self.path, self.size), |(path, width, height)| (path, Some((*width, *height))))
    }

    /// Whether messengers and search engines can show it beside a link: no drawing of lines, nor a mere ornament.
    pub fn suits_preview(&self) -> bool {
        let is_large = self.size.is_some_and(|(width, height)| width.min(height) >= SMALLEST_PREVIEW);
        is_large && !crate::picture::is_published_as_it_is(&self.path)
    }

    /// What stands for it beside a page's title: its icon, or a drawing of lines, which fits any size.
    pub fn favicon(&self) -> Option<&str> {
        self.icon.as_deref().or(Some(self.path.as_str()).filter(|path| path.to_ascii_lowercase().ends_with(".svg")))
    }

    /// All sizes as the attribute `srcset` has them on the page at `from`; none where there is but one.
    pub fn srcset(&self, from: &Address) -> Option<String> {
        let (full, _) = self.size?;
        let mut sizes: Vec<String> =
            self.smaller.iter().map(|(path, width, _)| format!("{} {width}w", from.relative_path(path))).collect();
        sizes.push(format!("{} {full}w", from.relative_path(&self.path)));
        (sizes.len() > 1).then(|| sizes.join(", "))
    }

    /// The sizes for a place that is never wider than this many pixels of the finest screen.
    pub fn srcset_up_to(&self, width: u32, from: &Address) -> Option<String> {
        let fitting = self.smaller.iter().filter(|(_, own, _)| *own <= width);
        let sizes: Vec<String> =
            fitting.map(|(path, width, _)| format!("{} {width}w", from.relative_path(path))).collect();
        if sizes.is_empty() { self.srcset(from) } else { Some(sizes.join(", ")) }
    }
}
