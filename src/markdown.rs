//! Markdown into HTML: CommonMark with tables, footnotes, task lists, strikethrough and heading ids.
//!
//! The renderer knows no site: where a link leads and what stands behind a picture it asks a [`Resolver`]. It does
//! not read front matter either; it is given the text after it, and its spans count from there (see `Span::shifted`).
//!
//! Whatever stands in the text, the HTML is well-formed, holds no `<h1>` and nothing that runs.

mod html;
mod nodes;
mod raw;
mod scheme;
mod text;
mod wall;

pub(crate) use scheme::is_harmless;

use std::collections::BTreeSet;

use crate::diagnostic::Problem;
use crate::locale::Lang;
use crate::source::{Span, Spanned};
use crate::typography::Typography;

/// How a text is rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// How much its typography is mended; none leaves the text as typed.
    pub typography: Option<Typography>,
    /// The language of the words that the program adds, and of the quotes.
    pub lang: Lang,
    /// A newline is a line break: the cells and texts of YAML files.
    pub breaks: bool,
    /// The first heading is the page's title, and is not repeated in the HTML.
    pub take_title: bool,
    /// Headings (and elements of raw HTML) have ids. Texts that share a page with others of their kind have none.
    pub heading_ids: bool,
    /// Stands before the ids of footnotes, for texts that share a page with others.
    pub id_prefix: String,
}

impl Options {
    /// A report, a news item, a page.
    pub fn page(lang: Lang, typography: Typography) -> Options {
        Options { typography: Some(typography), lang, heading_ids: true, ..Options::default() }
    }

    /// A text of a YAML file: never reworded, a newline is a line break. `id_prefix` tells it from the others of its page.
    pub fn cell(lang: Lang, id_prefix: impl Into<String>) -> Options {
        Options { lang, breaks: true, id_prefix: id_prefix.into(), ..Options::default() }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkAnswer {
    /// To an address, as the page's HTML must have it.
    Address {
        /// Relative within the site, absolute beyond it.
        href: String,
        /// Whether it leads out of the site.
        external: bool,
    },
    /// The text stays, the link goes; if that needs a word, the resolver has said it.
    TextOnly,
    /// The text stays, the link goes, and this is why. In raw HTML an error becomes `HtmlAddressRemoved`, a warning.
    Refused(Problem),
}

/// What stands behind an image's address.
#[derive(Debug, Clone, PartialEq)]
pub enum ImageAnswer {
    /// A picture of the site.
    Picture(Picture),
    /// A picture at another host: a link to it is shown, and the renderer warns (`RemoteImage`).
    Link {
        /// Its address.
        href: String,
    },
    /// Nothing is shown; if that needs a word, the resolver has said it.
    Nothing,
    /// Nothing is shown, and this is why. In raw HTML an error becomes `HtmlAddressRemoved`, a warning.
    Refused(Problem),
}

/// A picture as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// Its address from the page.
    pub src: String,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// Its other sizes, as the attribute `srcset` has them.
    pub srcset: Option<String>,
    /// The width at which it is shown, as the attribute `sizes` has it.
    pub sizes: Option<String>,
    /// The address of its full size, to which it then links.
    pub large: Option<String>,
}

/// Knows where addresses lead. Spans are those of the text given to [`render`].
pub trait Resolver {
    /// Where a link's target leads, as the author wrote it: a relative path, `/from/the/root/`, `#fragment`,
    /// `plan:2023-2024#5`, `https:`, `mailto:`, `tel:`.
    fn link(&mut self, target: &str, span: Span) -> LinkAnswer;

    /// What stands behind an image's target.
    fn image(&mut self, target: &str, span: Span) -> ImageAnswer;
}

/// A heading of the text, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its id on the page; empty where headings have none.
    pub id: String,
    /// Its text, without marks.
    pub text: String,
}

/// A text, rendered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rendered {
    /// The HTML.
    pub html: String,
    /// The first heading's text, if it was taken.
    pub title: Option<Spanned<String>>,
    /// The headings that the HTML holds.
    pub headings: Vec<Heading>,
    /// Every id that a `#fragment` may name.
    pub ids: BTreeSet<String>,
    /// The text without marks, blocks apart by a newline: for search and summaries.
    pub plain: String,
    /// The text of its paragraphs alone, without headings, lists and tables: for summaries.
    pub lead: String,
    /// What was found wrong, with the place in the text given.
    pub problems: Vec<(Problem, Span)>,
}

/// Renders a text.
pub fn render(text: &str, options: &Options, resolver: &mut dyn Resolver) -> Rendered {
    let nodes = nodes::read(text, options);
    html::write(text, &nodes, options, resolver)
}

/// A text without its marks: list items and lines apart by line breaks, links and pictures by their text. A newline is
/// a line break, as in the cells of YAML files, whose plain text this is.
pub fn plain(text: &str) -> String {
    let options = Options { breaks: true, ..Options::default() };
    text::text_of(&nodes::read(text, &options), text::Wanted { breaks: true, alternatives: true, skip: None })
}

/// What a page offers to those who link to it, before any link can be asked about: its title, its headings, its ids.
pub fn outline(text: &str, options: &Options) -> Rendered {
    // What is wrong in the text is said once, when it is rendered with a resolver that knows.
    Rendered { problems: Vec::new(), ..render(text, options, &mut Trusting) }
}

/// Takes every address as it stands: for outlines, and for texts that belong to no site.
pub struct Trusting;

impl Resolver for Trusting {
    fn link(&mut self, target: &str, _: Span) -> LinkAnswer {
        if !scheme::is_harmless(target) {
            // `plan:2023-2024#5`: an address that only a site can tell.
            return LinkAnswer::TextOnly;
        }
        LinkAnswer::Address { href: target.to_owned(), external: target.contains("://") }
    }

    fn image(&mut self, target: &str, _: Span) -> ImageAnswer {
        ImageAnswer::Picture(Picture { src: target.to_owned(), ..Picture::default() })
    }
}

#[cfg(test)]
mod tests;
