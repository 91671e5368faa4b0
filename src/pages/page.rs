//! A further page.

use serde::Serialize;

use super::frame::{Frame, Subject, alternates, institution_frame, site_frame};
use super::shared::{FileView, ImageView, LinkView, gallery};
use super::{Kind, PageContext, PageView, View};
use crate::address::Address;
use crate::model::{Institution, Page, Project};

/// What `page.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct FurtherView {
    /// What every page has.
    #[serde(flatten)]
    pub frame: Frame,
    /// The text, as HTML.
    pub body: String,
    /// Other files of its folder.
    pub files: Vec<FileView>,
    /// Pictures of its folder that its text does not place.
    pub gallery: Vec<ImageView>,
    /// The pages beneath it.
    pub children: Vec<LinkView>,
}

fn subject(page: &Page) -> Subject<'_> {
    Subject {
        description: page.summary.clone(),
        draft: page.draft,
        language: page.language,
        preview: page.preview.as_ref(),
        ..Subject::new(Kind::Page, &page.address, page.title.clone())
    }
}

fn view(page: &Page, frame: Frame, beside: &[Page]) -> PageView {
    let from = &page.address;
    let lang = frame.lang;
    let children = beside.iter().filter(|other| other.address.is_within(from) && other.address != *from);
    let view = FurtherView {
        body: page.html.clone(),
        files: page.attachments.iter().map(|file| FileView::of_document(file, from, lang)).collect(),
        gallery: gallery(&page.gallery, &page.title, lang, from),
        children: children
            .map(|child| LinkView::new(child.title.clone(), from.relative_link(&child.address)))
            .collect(),
        frame,
    };
    PageView { address: page.address.clone(), view: View::Page(Box::new(view)) }
}

pub(super) fn further_page(
    context: PageContext<'_>,
    institution: &Institution,
    project: Option<&Project>,
    page: &Page,
) -> PageView {
    let trail = vec![(page.title.clone(), None)];
    let mut frame = institution_frame(context, institution, project, trail, subject(page));
    let beside = project.map_or(&institution.pages, |project| &project.pages);
    frame.alternates = alternates(context.site, page, beside.iter(), institution.language);
    view(page, frame, beside)
}

/// A page of the site's own.
pub(super) fn site_page(
    context: PageContext<'_>,
    menu: &[(String, Address)],
    page: &Page,
    beside: &[Page],
) -> PageView {
    let trail = vec![(page.title.clone(), None)];
    let mut frame = site_frame(context, menu, trail, subject(page), page.date);
    frame.alternates = alternates(context.site, page, beside.iter(), context.site.language);
    view(page, frame, beside)
}
