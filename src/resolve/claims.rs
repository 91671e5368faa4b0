//! Who claims which address: an institution's folders, pages, lists and files, before any text is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addresses::{AddressBook, OpenFolders, first_line, page_place, placement_place};
use super::materials::{Documents, Materials, PageFile, ProjectFolder, folder_of, is_within, name_of, stem_of};
use super::references::{PlanIndex, References, rows_of};
use super::{Moment, Neighbourhood, articles, plans};
use crate::address::{self, Address, places};
use crate::content::Placement;
use crate::content::keys::Key;
use crate::content::page::PageKind;
use crate::diagnostic::{Diagnostic, Findings, Problem, Word};
use crate::model::{Alias, Article};
use crate::source::{Place, Source, Spanned};

/// The addresses of an institution.
pub(super) struct Addressed {
    pub book: AddressBook,
    pub references: References,
    pub aliases: Vec<Alias>,
}

/// An earlier address, as written.
struct WrittenAlias {
    text: Spanned<String>,
    source: Arc<Source>,
    to: Address,
}

/// Goes through everything that has an address, and writes it into the book.
pub(super) struct Claims<'a> {
    pub book: AddressBook,
    aliases: Vec<WrittenAlias>,
    moment: Moment,
    findings: &'a mut Findings,
}

impl<'a> Claims<'a> {
    pub fn new(book: AddressBook, moment: Moment, findings: &'a mut Findings) -> Claims<'a> {
        Claims { book, aliases: Vec::new(), moment, findings }
    }

    /// The files that the site has of its own, whatever its content.
    pub fn site_files(&mut self, neighbourhood: &Neighbourhood) {
        let cause = Place::file(neighbourhood.settings.clone());
        for file in neighbourhood.site_files.iter() {
            self.book.claim_generated(file.clone(), &cause, self.findings);
        }
    }

    /// A page of Markdown that lies where readers see what is published.
    pub fn page(&mut self, page: &PageFile, seen: bool) {
        let document = &page.document;
        let place = page_place(page);
        // An index.md of the owner itself claims the owner's own address, which the book then tells.
        let address = if page.name == "index" && page.bundle.is_none() {
            self.book.folder_address(&page.parent)
        } else {
            self.book.page_address(&page.parent, &page.name, &document.placement, &place, self.findings)
        };
        let Some(address) = address else { return };
        let published = seen && articles::is_published(document, self.moment);
        if let Some(bundle) = &page.bundle {
            self.book.name_folder(bundle, &address, published);
        }
        self.book.claim_page(&page.path, &address, published, &place, self.findings);
        self.note_aliases(&document.placement, &document.source, &address);
    }

    fn note_aliases(&mut self, placement: &Placement, source: &Arc<Source>, to: &Address) {
        let written =
            |text: &Spanned<String>| WrittenAlias { text: text.clone(), source: Arc::clone(source), to: to.clone() };
        self.aliases.extend(placement.aliases.iter().map(written));
    }

    /// Locates all other files, and settles the earlier addresses once everything has its own.
    pub fn settle(mut self, materials: &Materials, documents: &Documents) -> (AddressBook, Vec<Alias>) {
        self.book.locate_files(materials, &OpenFolders::of(documents, &materials.folder()));
        let mut sound = Vec::new();
        for WrittenAlias { text, source, to } in std::mem::take(&mut self.aliases) {
            let place = Place::new(&source, text.span);
            let Some(alias) = Alias::parse(&text.value, &to) else {
                let key = Key::Aliases.in_both();
                self.findings.report(Problem::BadAlias { key, value: text.value }, place);
                continue;
            };
            if let Some(device) = alias.file.split('/').find(|segment| address::is_device_name(segment)) {
                self.findings.report(Problem::DeviceName { name: device.to_owned() }, place);
                continue;
            }
            self.book.claim_alias(alias.file.clone(), &to, &place, self.findings);
            if self.book.shows(&to.html_file()) {
                sound.push(alias);
            }
        }
        (self.book, sound)
    }

    fn project(
        &mut self,
        index: usize,
        project: &ProjectFolder,
        broken: &BTreeSet<String>,
        all_seen: bool,
        page_size: usize,
        references: &mut References,
    ) {
        let document = &project.document;
        let place = placement_place(&document.source, &document.placement);
        let (parent, name) = (folder_of(&project.folder), name_of(&project.folder));
        let address = self.book.page_address(parent, name, &document.placement, &place, self.findings);
        let Some(address) = address else { return };
        let seen = all_seen && (self.moment.drafts || !document.placement.draft);
        self.book.name_folder(&project.folder, &address, seen);
        self.book.claim_page(&document.source.path, &address, seen, &place, self.findings);
        self.note_aliases(&document.placement, &document.source, &address);
        self.book.claim_generated(address.progress().html_file(), &place, self.findings);
        for list in [places::REPORTS, places::NEWS] {
            let folder = format!("{}/{list}", project.folder);
            self.book.claim_list(&folder, &address.child(list), seen, &place, self.findings);
        }
        for (plan_index, plan) in project.plans.iter().enumerate() {
            let document = &plan.document;
            let place = placement_place(&document.source, &document.placement);
            let folder = folder_of(&plan.path);
            let address = self.book.page_address(folder, &plan.name, &document.placement, &place, self.findings);
            let Some(address) = address else { continue };
            let seen = seen && (self.moment.drafts || !document.placement.draft);
            if !seen {
                self.book.hide_folder(&address);
            }
            self.book.claim_page(&plan.path, &address, seen, &place, self.findings);
            self.note_aliases(&document.placement, &document.source, &address);
            for name in [places::PLAN_JSON, places::PLAN_CSV, places::PLAN_CALENDAR] {
                self.book.claim_generated(address.file(name), &place, self.findings);
            }
            let rows = rows_of(document);
            plans::report_doubled_ids(document, &rows, self.findings);
            references.plans.push(PlanIndex {
                project: index,
                plan: plan_index,
                name: plan.name.clone(),
                address,
                period: document.period.as_ref().map(|period| period.period),
                published: seen,
                draft: document.placement.draft,
                rows: document.is_whole.then_some(rows),
            });
        }
        let plans = format!("{}/{}", project.folder, places::PLANS);
        for path in broken.iter().filter(|path| is_within(path, &plans)) {
            references.plans.push(broken_plan(index, project, path, &address));
        }
        for page in &project.pages {
            self.page(page, seen);
        }
        self.tags(project, &address, seen, page_size, &place);
        self.list_pages(project, &address, page_size, &place);
    }

    fn tags(&mut self, project: &ProjectFolder, address: &Address, seen: bool, page_size: usize, cause: &Place) {
        let shown = project.pages.iter().filter(|page| seen && articles::is_published(&page.document, self.moment));
        // By the end of its address: how it was written first, and how many pages bear it.
        let mut tags: BTreeMap<String, (&str, Place, usize)> = BTreeMap::new();
        for page in shown.filter(|page| page.document.kind != PageKind::Page) {
            let mut own = BTreeSet::new();
            for tag in &page.document.tags {
                let place = Place::new(&page.document.source, tag.span);
                let Some(segment) = address::segment(&tag.value) else {
                    self.findings.report(Problem::EmptyTag { name: tag.value.clone() }, place);
                    continue;
                };
                if address::is_device_name(&segment) {
                    self.findings.report(Problem::DeviceName { name: segment }, place);
                    continue;
                }
                let (name, first, count) = tags.entry(segment.clone()).or_insert((&tag.value, place.clone(), 0));
                if bare_tag(name) != bare_tag(&tag.value) {
                    let address = address.tag(&segment).to_string();
                    let (other, advice) = (format!("#{name}"), Word("clash-advice-tag"));
                    let clash = Diagnostic::new(Problem::AddressClash { address, other, advice }, place);
                    self.findings.push(clash.with_related(first.clone()));
                }
                if own.insert(segment) {
                    *count += 1;
                }
            }
        }
        for (tag, (_, _, count)) in tags {
            self.list(&address.tag(&tag), count, page_size, cause);
        }
    }

    /// `news/page/2/` and on.
    fn list_pages(&mut self, project: &ProjectFolder, address: &Address, page_size: usize, cause: &Place) {
        for (kind, list) in [(PageKind::News, places::NEWS), (PageKind::Report, places::REPORTS)] {
            let published = |page: &&PageFile| {
                let located = self.book.located.get(&page.path);
                page.document.kind == kind && located.is_some_and(|located| located.published)
            };
            let count = project.pages.iter().filter(published).count();
            let mut years: BTreeMap<String, usize> = BTreeMap::new();
            for date in project.pages.iter().filter(published).filter_map(|page| page.document.date) {
                *years.entry(Article::year_segment(date)).or_default() += 1;
            }
            let list = address.child(list);
            self.list(&list, count, page_size, cause);
            // `news/year/2025-2026/` and on, where there is more than one school year.
            for (year, count) in years.iter().filter(|_| years.len() > 1) {
                self.list(&list.list_year(year), *count, page_size, cause);
            }
        }
    }

    fn list(&mut self, list: &Address, count: usize, page_size: usize, cause: &Place) {
        for number in 1..=count.div_ceil(page_size.max(1)) {
            self.book.claim_generated(list.list_page(number).html_file(), cause, self.findings);
        }
    }
}

/// A tag without what people write in one way or another: case, ё, blanks, hyphens, quotes. Tags that still differ are
/// two, such as «C++» and «C#».
fn bare_tag(name: &str) -> String {
    let joins = |letter: char| letter.is_whitespace() || "-–—_.,;:!?()«»„“”\"'’ʼ".contains(letter);
    let words = name.to_lowercase().replace('ё', "е");
    words.split(joins).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// The addresses of everything that an institution holds.
pub(super) fn address_all(
    materials: &Materials,
    documents: &Documents,
    home: &Address,
    neighbourhood: &Neighbourhood,
    moment: Moment,
    findings: &mut Findings,
) -> Addressed {
    let all_seen = moment.drafts || documents.institution.as_ref().is_none_or(|document| !document.placement.draft);
    let book = AddressBook::new(&materials.folder(), home, all_seen);
    let mut claims = Claims::new(book, moment, findings);
    if neighbourhood.key.is_empty() {
        claims.site_files(neighbourhood);
    }
    if let Some(document) = &documents.institution {
        let place = placement_place(&document.source, &document.placement);
        claims.book.claim_page(&document.source.path, home, all_seen, &place, claims.findings);
        claims.note_aliases(&document.placement, &document.source, home);
        for name in [places::FEED, places::CALENDAR, places::SEARCH_INDEX] {
            claims.book.claim_generated(home.file(name), &place, claims.findings);
        }
    }
    let mut references = References::default();
    for (index, project) in documents.projects.iter().enumerate() {
        claims.project(index, project, &documents.broken, all_seen, neighbourhood.page_size, &mut references);
    }
    for page in &documents.pages {
        claims.page(page, all_seen);
    }
    for source in &documents.namesakes {
        if let Some(address) = claims.book.folder_address(folder_of(&source.path)) {
            let place = Place::new(source, first_line(source));
            claims.book.claim_page(&source.path, &address, all_seen, &place, claims.findings);
        }
    }
    let (book, aliases) = claims.settle(materials, documents);
    Addressed { book, references, aliases }
}

/// A plan whose syntax is broken: references into it are passed over.
fn broken_plan(index: usize, project: &ProjectFolder, path: &str, address: &Address) -> PlanIndex {
    let name = stem_of(path).to_owned();
    let segment = address::segment(&name).unwrap_or_default();
    PlanIndex {
        project: index,
        plan: project.plans.len(),
        name,
        address: address.child(places::PLANS).child(&segment),
        period: None,
        published: true,
        draft: false,
        rows: None,
    }
}
