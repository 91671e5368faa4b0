//! Reports, news and further pages, resolved.

use chrono::NaiveDate;

use super::links::{Here, picture_of};
use super::materials::{PageFile, is_within, stem_of};
use super::references::Writer;
use super::{Moment, Resolver};
use crate::address;
use crate::content::page::{PageDocument, PageKind};
use crate::diagnostic::Problem;
use crate::locale::Lang;
use crate::markdown::Options;
use crate::model::{Article, ArticleKind, Document, Page, PageTag, Picture, Target, language_of_name};
use crate::picture::is_picture;
use crate::source::Place;
use crate::typography::Typography;

/// About two lines of a card.
const SUMMARY_LENGTH: usize = 220;

/// Whether readers see a page on the build's date.
pub(super) fn is_published(document: &PageDocument, moment: Moment) -> bool {
    moment.drafts || !is_draft(document, moment.today)
}

/// Whether a page would not be seen without `--drafts`.
fn is_draft(document: &PageDocument, today: NaiveDate) -> bool {
    document.placement.draft || document.date.is_some_and(|date| date > today)
}

/// The latest first; of one day, by address.
pub(super) fn sort_articles(articles: &mut [Article]) {
    articles.sort_by(|a, b| {
        let order = |article: &Article| article.page.order.unwrap_or(0);
        b.date.cmp(&a.date).then(order(a).cmp(&order(b))).then(a.page.address.cmp(&b.page.address))
    });
}

/// By the menu's order, then by name.
pub(super) fn sort_pages(pages: &mut [Page]) {
    pages.sort_by_key(|page| (page.order.unwrap_or(i64::MAX), page.source.clone()));
}

impl Resolver<'_> {
    /// A report or a news item; none for other pages and for what readers do not see.
    pub(super) fn article(&self, file: &PageFile, project: usize, language: Lang) -> Option<Article> {
        let document = &file.document;
        let kind = match document.kind {
            PageKind::Report => ArticleKind::Report,
            PageKind::News => ArticleKind::News,
            PageKind::Page => return None,
        };
        let page = self.page(file, Some(project), language, Options::page)?;
        let address = page.address.clone();
        let here = Here { page: &address, source: &document.source, writer: self.writer(document, Some(project)) };
        let mut activities = self.activities(&document.completes, here);
        let completed = activities.clone();
        for activity in self.activities(&document.activities, here) {
            if !activities.contains(&activity) {
                activities.push(activity);
            }
        }
        // A draft completes nothing.
        let completes = if page.draft { Vec::new() } else { completed };
        let date = document.date.unwrap_or(self.moment.today);
        Some(Article { kind, page, date, period: document.period.clone(), activities, completes })
    }

    fn writer(&self, document: &PageDocument, project: Option<usize>) -> Writer {
        Writer { project, ..Writer::at(document.date.unwrap_or(self.moment.today)) }
    }

    /// A page of Markdown; none for what readers do not see.
    pub(super) fn page(
        &self,
        file: &PageFile,
        project: Option<usize>,
        language: Lang,
        options: fn(Lang, Typography) -> Options,
    ) -> Option<Page> {
        let document = &file.document;
        let located = self.links.book.located.get(&file.path).filter(|located| located.published)?;
        let address = located.page.clone()?;
        let here = Here { page: &address, source: &document.source, writer: self.writer(document, project) };
        let own_language = document.language.or_else(|| language_of_name(&file.path));
        let language = own_language.unwrap_or(language);
        let mut options = options(language, self.site.typography);
        options.take_title = document.title.is_none();
        let mut placed = Vec::new();
        let rendered = self.links.body(here, document.body, &options, &mut placed);
        let title = document.title.clone().or(rendered.title).map(|title| title.value);
        if title.is_none() && !document.title_is_wrong {
            let place = Place::new(&document.source, document.head);
            self.links.found.borrow_mut().findings.report(Problem::MissingTitle {}, place);
        }
        let summary = document.summary.clone().unwrap_or_else(|| {
            beginning(if rendered.lead.is_empty() { &rendered.plain } else { up_to_list(&rendered.lead) })
        });
        let (gallery, attachments) = self.companions(file, &placed);
        Some(Page {
            source: file.path.clone(),
            title: title.unwrap_or_default(),
            date: document.date,
            summary,
            html: rendered.html,
            plain: rendered.plain,
            headings: rendered.headings,
            ids: rendered.ids.into_iter().collect(),
            tags: tags(document),
            language: own_language,
            order: document.placement.order,
            cover: placed.first().or(gallery.first()).cloned(),
            preview: placed.iter().chain(&gallery).find(|picture| picture.suits_preview()).cloned(),
            gallery,
            attachments,
            draft: is_draft(document, self.moment.today),
            address,
        })
    }

    /// The other files of a bundle: pictures that its text does not place, and documents that it does not link.
    fn companions(&self, file: &PageFile, placed: &[Picture]) -> (Vec<Picture>, Vec<Document>) {
        let Some(bundle) = &file.bundle else { return (Vec::new(), Vec::new()) };
        let found = self.links.found.borrow();
        let beside = self.materials.files.iter().filter(|fact| is_within(&fact.path, bundle));
        let mut gallery = Vec::new();
        let mut attachments = Vec::new();
        for fact in beside {
            if is_picture(&fact.path) {
                let is_placed =
                    placed.iter().any(|picture| picture.source == fact.path) || found.used.contains(&fact.path);
                // One that cannot be decoded has its own error.
                let shown = !is_placed && !matches!(fact.picture, Some(Err(_)));
                if let Some(located) = self.links.book.located.get(&fact.path).filter(|_| shown) {
                    gallery.push(picture_of(fact, &located.file));
                }
            } else if !found.used.contains(&fact.path)
                && let Some(located) = self.links.book.located.get(&fact.path)
            {
                attachments.push(Document {
                    title: stem_of(&fact.path).replace(['_', '-'], " "),
                    target: Target::File { path: located.file.clone(), size: fact.size },
                    date: None,
                    number: None,
                    kind: None,
                    activities: Vec::new(),
                });
            }
        }
        (gallery, attachments)
    }
}

/// Each tag once, in whichever way it is written first. Of one that makes no address the address book tells.
fn tags(document: &PageDocument) -> Vec<PageTag> {
    let mut tags: Vec<PageTag> = Vec::new();
    for name in &document.tags {
        if let Some(segment) = address::segment(&name.value).filter(|own| tags.iter().all(|tag| tag.segment != *own)) {
            tags.push(PageTag { name: name.value.clone(), segment });
        }
    }
    tags
}

/// The paragraphs up to one that introduces a list, which is not among them.
fn up_to_list(lead: &str) -> &str {
    lead.find(":\n").or_else(|| lead.ends_with(':').then(|| lead.len() - 1)).map_or(lead, |end| &lead[..end])
}

/// The beginning of a text, cut at a word.
fn beginning(plain: &str) -> String {
    let text = crate::text::one_line(plain);
    let Some((cut, _)) = text.char_indices().nth(SUMMARY_LENGTH) else { return text };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', '.', '—', '–', '-', ' ']))
}
