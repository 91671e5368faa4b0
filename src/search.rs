//! The reader's search: what of an institution can be found, packed so that a browser loads little and a disk serves it.
//!
//! # Two kinds of file, both classic scripts
//!
//! A page opened from a disk may not fetch, but it may load a script. So the index is a script that hands its data to
//! `search.js`, and so are the texts that passages are cut from:
//!
//! * `<institution>/search-index.js` — the pages and, for every stem, the pages that have it. A reader loads it whole.
//! * `<institution>/search-text-<n>.js` — the texts of eight pages. A reader loads those of the results that are shown.
//!
//! # Stems
//!
//! A word is brought to its stem here and again in the browser, by the same rules: for Russian those of Snowball and a
//! few more, for Belarusian a light cut of endings ([`stem`]). `tests/search.rs` holds the two against each other, and
//! counts the forms that do not find each other. ё is е, and Latin i among Cyrillic letters is і.
//!
//! # Nothing unpublished
//!
//! Documents are gathered of what every reader may see: what is shown only because drafts were asked for is left out,
//! and so is everything beneath a draft.

mod bits;
mod documents;
mod pack;
mod words;

use std::borrow::Cow;

use serde::Serialize;

use crate::pages::{ALL_AT_ONCE, Kind, Summary};
pub use documents::{Document, Piece, institution_documents, page_documents};
pub use pack::{Index, pack};
pub use words::{stem, words};

/// The word of the catalog for a kind of page.
fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Home | Kind::Institution => "kind-institution",
        Kind::Project => "kind-project",
        Kind::Plan => "kind-plan",
        Kind::Progress => "kind-progress",
        Kind::Reports | Kind::News | Kind::Tag => "kind-list",
        Kind::Report => "kind-report",
        Kind::NewsItem => "kind-news",
        Kind::Page | Kind::Search => "kind-page",
    }
}

/// The institutions, as the search page knows them. It names no fingerprints: a word corrected in an article must not
/// rewrite the site's own files.
pub fn list(site_title: &str, site_pages: usize, summaries: &[Summary]) -> String {
    let mut entries: Vec<(&str, &str, String, usize)> = Vec::new();
    if site_pages > 0 {
        entries.push((site_title, "", "search/".to_owned(), site_pages));
    }
    entries.extend(summaries.iter().map(|summary| {
        let place = summary.locality.as_deref().unwrap_or_default();
        (summary.name.as_str(), place, summary.address.as_str().to_owned(), summary.pages.len())
    }));
    call("list", &(entries, ALL_AT_ONCE))
}

/// The titles of all pages, institution by institution, for a region too large to be searched at once.
pub fn titles(summaries: &[Summary]) -> String {
    type Entry<'s> = (&'s str, Cow<'s, str>, Cow<'static, str>);
    fn of_institution(summary: &Summary) -> (&str, Vec<Entry<'_>>) {
        let pages = summary.pages.iter().filter(|page| !page.address.is_later_list_page()).map(|page| {
            let address = page.address.as_str();
            let address = address.strip_prefix(summary.address.as_str()).unwrap_or(address);
            (address, summary.full_title(page), summary.language.word(kind_word(page.kind)))
        });
        (summary.address.as_str(), pages.collect())
    }
    call("titles", &(summaries.iter().map(of_institution).collect::<Vec<_>>(),))
}

/// A script that hands its arguments to `search.js`.
fn call(function: &str, arguments: &impl Serialize) -> String {
    // A tuple of texts and numbers always has a JSON.
    let mut script = serde_json::to_string(arguments).unwrap_or_else(|_| "[]".to_owned());
    // In place: a region's titles are megabytes.
    script.insert_str(0, &format!("letopisSearch.{function}.apply(null,"));
    script.push_str(");\n");
    script
}
