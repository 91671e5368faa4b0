//! The search page: without JavaScript, a list of every page by institution.

use serde::Serialize;

use super::frame::{Frame, Subject, site_frame};
use super::shared::LinkView;
use super::{Kind, PageView, Scene, Summary, View};
use crate::address::Address;
use crate::model::Page;

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
    pub pages: Vec<LinkView>,
}

pub(super) fn search_page(
    scene: Scene<'_>,
    menu: &[(String, Address)],
    summaries: &[Summary],
    pages: &[Page],
) -> PageView {
    let lang = scene.site.language;
    let address = Address::root().child("search");
    let title = lang.word("search-title").into_owned();
    let subject = Subject::new(Kind::Search, &address, title.clone());
    let frame = site_frame(scene, menu, vec![(title, None)], subject, None);
    let mut groups = Vec::new();
    if !pages.is_empty() {
        groups.push(SearchGroup {
            title: scene.site.title.clone(),
            href: Some(address.relative_link(&Address::root())),
            pages: pages
                .iter()
                .filter(|page| !page.draft)
                .map(|page| LinkView::new(page.title.clone(), address.relative_link(&page.address)))
                .collect(),
        });
    }
    for summary in summaries {
        groups.push(SearchGroup {
            title: summary.name.clone(),
            href: Some(address.relative_link(&summary.address)),
            pages: summary
                .pages
                .iter()
                .filter(|page| page.address != summary.address)
                .map(|page| LinkView::new(page.title.clone(), address.relative_link(&page.address)))
                .collect(),
        });
    }
    let view = SearchView { scripts: Vec::new(), groups, frame };
    PageView { address, view: View::Search(Box::new(view)) }
}
