//! The search page: without JavaScript, a list of every page by institution.

use serde::Serialize;

use super::frame::{Frame, Subject, site_frame};
use super::shared::LinkView;
use super::{Kind, PageContext, PageView, Summary, View};
use crate::address::Address;
use crate::locale::Lang;
use crate::model::Page;

/// So many pages are searched in full at once; in a larger region the reader picks an institution, and searches the
/// titles of all pages until then. At 250 KB a thousand pages it is half a megabyte at most.
pub const ALL_AT_ONCE: usize = 2000;

/// What `search.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    #[serde(flatten)]
    pub frame: Frame,
    pub scripts: Vec<String>,
    pub groups: Vec<SearchGroup>,
}

/// The pages of one institution, or of the site itself.
#[derive(Debug, Clone, Serialize)]
pub struct SearchGroup {
    pub title: String,
    pub href: Option<String>,
    /// The language of its title, where the page has another.
    pub lang: Option<Lang>,
    pub pages: Vec<LinkView>,
}

/// Whether a region has so many pages that they are neither searched nor listed all at once.
pub fn is_large(summaries: &[Summary]) -> bool {
    summaries.iter().map(|summary| summary.pages.len()).sum::<usize>() > ALL_AT_ONCE
}

pub(super) fn search_page(
    context: PageContext<'_>,
    menu: &[(String, Address)],
    summaries: &[Summary],
    pages: &[Page],
) -> PageView {
    let lang = context.site.language;
    let address = Address::search_page();
    let title = lang.word("search-title").into_owned();
    let subject = Subject::new(Kind::Search, &address, title.clone());
    let frame = site_frame(context, menu, vec![(title, None)], subject, None);
    // Scripts in their order: the engine, what calls it, and the list that starts it.
    let script = |name: &str| format!("{}{name}?v={}", address.up_to_root(), context.asset_hash);
    let scripts = vec![script("minisearch.js"), script("search.js"), "list.js".to_owned()];
    let large = is_large(summaries);
    let mut groups = Vec::new();
    if !pages.is_empty() {
        groups.push(SearchGroup {
            title: context.site.title.clone(),
            href: Some(address.relative_link(&Address::root())),
            lang: None,
            pages: pages
                .iter()
                .filter(|page| !page.draft)
                .map(|page| LinkView::new(page.title.clone(), address.relative_link(&page.address)))
                .collect(),
        });
    }
    for summary in summaries {
        let link = |title: &str, page: &Address| LinkView::new(title, address.relative_link(page));
        let language = (summary.language != lang).then_some(summary.language);
        if large {
            let projects = summary
                .projects
                .iter()
                .map(|project| link(&project.short_title, &project.address).in_language(summary.language, lang));
            let href = Some(address.relative_link(&summary.address));
            groups.push(SearchGroup { title: summary.name.clone(), href, lang: language, pages: projects.collect() });
            continue;
        }
        groups.push(SearchGroup {
            title: summary.name.clone(),
            href: Some(address.relative_link(&summary.address)),
            lang: language,
            pages: summary
                .pages
                .iter()
                .filter(|page| page.address != summary.address)
                .map(|page| link(&summary.full_title(page), &page.address).in_language(page.language, lang))
                .collect(),
        });
    }
    let view = SearchView { scripts, groups, frame };
    PageView { address, view: View::Search(Box::new(view)) }
}
