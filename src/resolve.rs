//! The third pass: documents into an institution. Addresses, references, links, terms read in their plan's year.
//!
//! What comes out is sound: every reference has its target, every address one claimant. What was wrong is in the
//! findings; an institution with errors is not returned at all.

mod addresses;
mod articles;
mod links;
mod materials;
mod outline;
mod plans;
mod references;
mod site;
mod terms;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::address::{self, Address};
use crate::content::project::DocumentEntry;
use crate::content::{Placement, Task};
use crate::diagnostic::{Findings, Problem};
use crate::locale::Lang;
use crate::markdown::Options;
use crate::model::{
    ActivityAddress, Alias, Asset, Document, Institution, Page, Phase, Project, Site, Tag, Target, TaskText, Text,
};
use crate::output::Content;
use crate::source::{Place, Source, Spanned};
use crate::term::Calendar;
use addresses::{AddressBook, is_published_by_place, page_place, placement_place};
use links::{Found, Here, Links};
use materials::{Documents, PageFile, ProjectFolder, folder_of, is_within, name_of};
use references::{PlanIndex, References, rows_of};

pub use materials::{FileFact, Materials, is_text};
pub use outline::{Neighbour, Neighbourhood, Outline, Outlines};
pub use site::{SiteResolution, resolve_site, settings as site_settings};

/// What a build is told besides the content.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The date of the build.
    pub today: NaiveDate,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
}

/// What became of an institution's documents.
#[derive(Debug, Default)]
pub struct Resolution {
    /// The institution; none where it has errors or is not published.
    pub institution: Option<Institution>,
    /// Its addresses, for others' links.
    pub outline: Outline,
    /// What was found wrong or doubtful.
    pub findings: Findings,
    /// What it links to in other institutions; not empty in the first round means that there must be a second one.
    pub outward: BTreeSet<String>,
}

/// Resolves one institution.
pub fn resolve(materials: &Materials, site: &Site, neighbourhood: &Neighbourhood, moment: Moment) -> Resolution {
    let mut findings = Findings::new();
    let documents = materials.read(&site.calendar, &mut findings);
    materials::report_unused(&documents.unused, &mut findings);
    let Some(neighbour) = neighbourhood.institutions.get(&materials.key) else {
        let outline = Outline { broken: true, ..Outline::default() };
        return Resolution { findings, outline, ..Resolution::default() };
    };
    let mut addressed =
        address_all(materials, &documents, neighbour.address.clone(), neighbourhood, moment, &mut findings);
    let files: BTreeMap<&str, &FileFact> = materials.files.iter().map(|fact| (fact.path.as_str(), fact)).collect();
    let links = Links {
        book: &addressed.book,
        references: &addressed.references,
        files: &files,
        broken: &documents.broken,
        neighbourhood,
        found: std::cell::RefCell::default(),
    };
    let institution = documents.institution.as_ref().and_then(|document| {
        let published = moment.drafts || !document.placement.draft;
        published.then(|| {
            let resolver = Resolver { site, links: &links, moment, materials, home: &neighbour.address };
            resolver.institution(document, &documents, &addressed.aliases)
        })
    });
    let mut found = links.found.into_inner();
    findings.append(std::mem::take(&mut found.findings));
    if materials.key.is_empty() {
        found.used.extend(neighbourhood.site_uses.iter().cloned());
    }
    let mut assets = Vec::new();
    if institution.is_some() {
        assets = publish_files(materials, &documents, &mut addressed.book, &found.used, &mut findings);
    }
    let ids = institution.as_ref().map(ids_by_file).unwrap_or_default();
    check_fragments(&found, &ids, neighbourhood, &mut findings);
    let outline = Outline {
        home: Some(neighbour.address.clone()),
        paths: addressed
            .book
            .located
            .iter()
            .map(|(path, located)| (path.clone(), (located.file.clone(), located.published)))
            .collect(),
        files: addressed.book.files().map(str::to_owned).collect(),
        hidden: addressed.book.hidden().map(str::to_owned).collect(),
        sizes: assets.iter().map(|asset| (asset.path.clone(), asset.size)).collect(),
        ids,
        broken: findings.have_errors() || documents.institution.is_none(),
    };
    let institution = institution.filter(|_| !findings.have_errors()).map(|mut institution| {
        institution.assets = assets;
        institution
    });
    Resolution { institution, outline, findings, outward: found.outward }
}

/// The address of an institution's home: the root for the only one, else its slug or its folder's name.
pub fn home_address(key: &str, placement: &Placement) -> Option<Address> {
    if key.is_empty() {
        return Some(Address::root());
    }
    let (parents, name) = key.rsplit_once('/').unwrap_or(("", key));
    let mut address = Address::root();
    for folder in parents.split('/').filter(|folder| !folder.is_empty()) {
        address = address.child(&address::segment(folder)?);
    }
    let segment = placement.slug.as_ref().map_or_else(|| address::segment(name), |slug| Some(slug.value.clone()))?;
    Some(address.child(&segment))
}

/// The addresses of an institution, before any text is read.
struct Addressed {
    book: AddressBook,
    references: References,
    aliases: Vec<Alias>,
}

fn address_all(
    materials: &Materials,
    documents: &Documents,
    home: Address,
    neighbourhood: &Neighbourhood,
    moment: Moment,
    findings: &mut Findings,
) -> Addressed {
    let root = materials.folder();
    let mut book = AddressBook::new(&root, &home);
    let mut aliases: Vec<(Spanned<String>, Arc<Source>, Address)> = Vec::new();
    let mut note_aliases = |placement: &Placement, source: &Arc<Source>, to: &Address| {
        aliases.extend(placement.aliases.iter().map(|alias| (alias.clone(), Arc::clone(source), to.clone())));
    };
    if neighbourhood.key.is_empty() {
        for file in neighbourhood.site_files.iter() {
            book.claim_generated(file.clone(), file, findings);
        }
    }
    let all_published =
        documents.institution.as_ref().is_none_or(|document| !document.placement.draft) || moment.drafts;
    if let Some(document) = &documents.institution {
        let place = placement_place(&document.source, &document.placement);
        if !all_published {
            book.hide_folder(&home);
        }
        book.claim_page(&document.source.path, &home, all_published, &place, findings);
        note_aliases(&document.placement, &document.source, &home);
    }
    for name in ["feed.xml", "calendar.ics", crate::output::SEARCH_INDEX] {
        book.claim_generated(home.file(name), name, findings);
    }
    let mut references = References::default();
    for (index, project) in documents.projects.iter().enumerate() {
        let document = &project.document;
        let place = placement_place(&document.source, &document.placement);
        let (parent, name) = (folder_of(&project.folder), name_of(&project.folder));
        let Some(address) = book.page_address(parent, name, &document.placement, &place, findings) else { continue };
        let published = all_published && (moment.drafts || !document.placement.draft);
        book.name_folder(&project.folder, &address);
        if !published {
            book.hide_folder(&address);
        }
        book.claim_page(&document.source.path, &address, published, &place, findings);
        note_aliases(&document.placement, &document.source, &address);
        book.claim_generated(address.child("progress").html_file(), "progress/", findings);
        for list in ["reports", "news"] {
            book.claim_list(&format!("{}/{list}", project.folder), &address.child(list), list, findings);
        }
        for (plan_index, plan) in project.plans.iter().enumerate() {
            let document = &plan.document;
            let place = placement_place(&document.source, &document.placement);
            let folder = folder_of(&plan.path);
            let Some(address) = book.page_address(folder, &plan.name, &document.placement, &place, findings) else {
                continue;
            };
            let published = published && (moment.drafts || !document.placement.draft);
            if !published {
                book.hide_folder(&address);
            }
            book.claim_page(&plan.path, &address, published, &place, findings);
            note_aliases(&document.placement, &document.source, &address);
            for name in ["plan.json", "plan.csv", "plan.ics"] {
                book.claim_generated(address.file(name), name, findings);
            }
            let rows = rows_of(document);
            plans::report_doubled_ids(document, &rows, findings);
            references.plans.push(PlanIndex {
                project: index,
                plan: plan_index,
                name: plan.name.clone(),
                address,
                period: document.period.as_ref().map(|period| period.period),
                published,
                draft: document.placement.draft,
                rows: Some(rows),
            });
        }
        for path in documents.broken.iter().filter(|path| is_within(path, &format!("{}/plans", project.folder))) {
            references.plans.push(broken_plan(index, project, path, &address));
        }
        for page in &project.pages {
            address_page(&mut book, page, published, moment, findings, &mut note_aliases);
        }
        claim_tags(&mut book, project, &address, published, moment, findings);
        claim_list_pages(&mut book, project, &address, neighbourhood, findings);
    }
    for page in &documents.pages {
        address_page(&mut book, page, all_published, moment, findings, &mut note_aliases);
    }
    book.locate_files(materials);
    let mut sound = Vec::new();
    for (alias, source, to) in aliases {
        let place = Place::new(&source, alias.span);
        match Alias::parse(&alias.value, &to) {
            Some(alias) => {
                book.claim_alias(&alias.file, &place, findings);
                // A page that readers do not see has no earlier address either.
                if book.shows(&to.html_file()) {
                    sound.push(alias);
                } else {
                    book.hide_file(alias.file);
                }
            }
            None => findings.report(Problem::BadAlias { value: alias.value }, place),
        }
    }
    Addressed { book, references, aliases: sound }
}

/// A plan whose syntax is broken: references into it are passed over.
fn broken_plan(index: usize, project: &ProjectFolder, path: &str, address: &Address) -> PlanIndex {
    let name = materials::stem_of(path).to_owned();
    let segment = address::segment(&name).unwrap_or_default();
    PlanIndex {
        project: index,
        plan: project.plans.len(),
        name,
        address: address.child("plans").child(&segment),
        period: None,
        published: true,
        draft: false,
        rows: None,
    }
}

fn address_page(
    book: &mut AddressBook,
    page: &PageFile,
    published: bool,
    moment: Moment,
    findings: &mut Findings,
    note_aliases: &mut impl FnMut(&Placement, &Arc<Source>, &Address),
) {
    let document = &page.document;
    let place = page_place(page);
    // An index.md of the owner itself claims the owner's own address, which the book then tells.
    let address = if page.name == "index" && page.bundle.is_none() {
        book.folder_address(&page.parent)
    } else {
        book.page_address(&page.parent, &page.name, &document.placement, &place, findings)
    };
    let Some(address) = address else { return };
    if let Some(bundle) = &page.bundle {
        book.name_folder(bundle, &address);
    }
    book.claim_page(&page.path, &address, published && articles::is_published(document, moment), &place, findings);
    note_aliases(&document.placement, &document.source, &address);
}

fn claim_tags(
    book: &mut AddressBook,
    project: &ProjectFolder,
    address: &Address,
    published: bool,
    moment: Moment,
    findings: &mut Findings,
) {
    let shown = project.pages.iter().filter(|page| published && articles::is_published(&page.document, moment));
    let tags: BTreeSet<String> = shown
        .filter(|page| page.document.kind != crate::content::page::PageKind::Page)
        .flat_map(|page| &page.document.tags)
        .filter_map(|tag| address::segment(tag))
        .collect();
    for tag in tags {
        book.claim_generated(address.child("tags").child(&tag).html_file(), "tags", findings);
    }
}

/// `news/page/2/` and on: claimed, so that a link to one is sound and a page of the author's cannot hide it.
fn claim_list_pages(
    book: &mut AddressBook,
    project: &ProjectFolder,
    address: &Address,
    neighbourhood: &Neighbourhood,
    findings: &mut Findings,
) {
    use crate::content::page::PageKind;
    for (kind, list) in [(PageKind::News, "news"), (PageKind::Report, "reports")] {
        let published = |page: &&PageFile| {
            page.document.kind == kind && book.located.get(&page.path).is_some_and(|located| located.published)
        };
        let count = project.pages.iter().filter(published).count();
        let mut years: BTreeMap<String, usize> = BTreeMap::new();
        for date in project.pages.iter().filter(published).filter_map(|page| page.document.date) {
            *years.entry(crate::model::Article::year_segment(date)).or_default() += 1;
        }
        let size = neighbourhood.page_size.max(1);
        let list = address.child(list);
        for number in 2..=count.div_ceil(size) {
            book.claim_generated(list.child("page").child(&number.to_string()).html_file(), "page", findings);
        }
        // `news/year/2025-2026/` and on, where there is more than one school year.
        for (year, count) in years.iter().filter(|_| years.len() > 1) {
            let first = list.child("year").child(year);
            book.claim_generated(first.html_file(), "year", findings);
            for number in 2..=count.div_ceil(size) {
                book.claim_generated(first.child("page").child(&number.to_string()).html_file(), "year", findings);
            }
        }
    }
}

/// Every file that is published as it is: by its place, or because something refers to it.
fn publish_files(
    materials: &Materials,
    documents: &Documents,
    book: &mut AddressBook,
    used: &BTreeSet<String>,
    findings: &mut Findings,
) -> Vec<Asset> {
    let mut owners: BTreeSet<String> = documents.projects.iter().map(|project| project.folder.clone()).collect();
    owners.insert(materials.folder());
    let all_pages = documents.pages.iter().chain(documents.projects.iter().flat_map(|project| &project.pages));
    let bundles: BTreeSet<String> = all_pages
        .clone()
        .filter(|page| book.located.get(&page.path).is_some_and(|located| located.published))
        .filter_map(|page| page.bundle.clone())
        .collect();
    // What lies beside an unpublished page waits with it.
    let waiting: BTreeSet<String> =
        all_pages.filter_map(|page| page.bundle.clone()).filter(|bundle| !bundles.contains(bundle)).collect();
    let broken: BTreeSet<&str> = documents.broken.iter().map(|path| folder_of(path)).collect();
    let mut assets = Vec::new();
    for fact in &materials.files {
        let is_used = used.contains(&fact.path);
        if !is_used && waiting.iter().any(|bundle| is_within(&fact.path, bundle)) {
            continue;
        }
        if !is_used && !is_published_by_place(&fact.path, &bundles, &owners) {
            // Beside a file that could not be read, nobody knows what it is for.
            let known = documents.institution.is_some() && !broken.contains(folder_of(&fact.path));
            if known {
                findings.report(Problem::UnusedFile {}, Place::file(fact.path.clone()));
            }
            continue;
        }
        let Some(file) = book.claim_file(fact, findings) else { continue };
        match &fact.picture {
            Some(Err(problem)) => findings.report(problem.clone(), Place::file(fact.path.clone())),
            Some(Ok(picture)) if picture.full.is_some() => {
                let smaller = picture.smaller.iter().map(|variant| (variant.file_beside(&file), variant));
                let all = picture.full.iter().map(|variant| (file.clone(), variant)).chain(smaller);
                assets.extend(all.map(|(path, variant)| Asset {
                    source: variant.stored.clone(),
                    path,
                    size: variant.size,
                    hash: variant.hash,
                }));
            }
            _ => assets.push(Asset { source: fact.path.clone(), path: file, size: fact.size, hash: fact.hash }),
        }
    }
    assets
}

impl Asset {
    /// The asset as a file of the output.
    pub fn content(&self) -> Content {
        Content::Copy { source: self.source.clone(), hash: self.hash }
    }
}

fn ids_by_file(institution: &Institution) -> BTreeMap<String, Vec<String>> {
    let pages = institution.pages.iter().chain(institution.projects.iter().flat_map(|project| {
        let articles = project.reports.iter().chain(&project.news).map(|article| &article.page);
        project.pages.iter().chain(articles)
    }));
    let mut ids: BTreeMap<String, Vec<String>> =
        pages.map(|page| (page.address.html_file(), page.ids.clone())).collect();
    for plan in institution.projects.iter().flat_map(|project| &project.plans) {
        let sections = (1..=plan.sections.len()).map(|ordinal| format!("s-{ordinal}"));
        let anchors = plan.activities().map(crate::model::Activity::anchor).chain(sections).collect();
        ids.insert(plan.address.html_file(), anchors);
    }
    ids
}

fn check_fragments(
    found: &Found,
    ids: &BTreeMap<String, Vec<String>>,
    neighbourhood: &Neighbourhood,
    findings: &mut Findings,
) {
    for fragment in &found.fragments {
        let outside = neighbourhood.outlines.as_ref().and_then(|outlines| outlines.ids(&fragment.file));
        // A page that the program makes (a list, a passport) has ids of the theme's own.
        let Some(known) = ids.get(&fragment.file).map(Vec::as_slice).or(outside) else { continue };
        if known.contains(&fragment.id) {
            continue;
        }
        let suggestion = crate::content::nearest_word(&fragment.id, known.iter().map(String::as_str));
        let problem =
            Problem::BrokenFragment { target: fragment.target.clone(), fragment: fragment.id.clone(), suggestion };
        findings.report(problem, fragment.place.clone());
    }
}

/// Makes the nouns of the model, once every address is known.
struct Resolver<'a> {
    site: &'a Site,
    links: &'a Links<'a>,
    moment: Moment,
    materials: &'a Materials,
    home: &'a Address,
}

impl Resolver<'_> {
    fn institution(
        &self,
        document: &crate::content::institution::InstitutionDocument,
        documents: &Documents,
        aliases: &[Alias],
    ) -> Institution {
        let language = document.language.unwrap_or(self.site.language);
        let here = Here { page: self.home, source: &document.source, project: None };
        let calendar = self.site.calendar.with(&document.calendar);
        let mut projects: Vec<Project> = Vec::new();
        for (index, folder) in documents.projects.iter().enumerate() {
            projects.extend(self.project(index, folder, language, &calendar));
        }
        projects.sort_by_key(|project| (project.order.unwrap_or(i64::MAX), project.folder.clone()));
        let mut pages: Vec<Page> =
            documents.pages.iter().filter_map(|page| self.page(page, None, language, Options::page)).collect();
        articles::sort_pages(&mut pages);
        Institution {
            key: self.materials.key.clone(),
            address: self.home.clone(),
            name: document.name.clone(),
            short_name: document.short_name.clone(),
            locality: document.locality.clone(),
            postal_address: document.address.clone(),
            phone: document.phone.clone(),
            email: document.email.clone(),
            website: document.website.clone(),
            logo: document.logo.as_ref().and_then(|logo| self.links.picture(logo, here)),
            head: document.head.clone(),
            about: self.optional(document.about.as_ref(), here, language, "about"),
            language,
            country: calendar.country(),
            order: document.placement.order,
            draft: document.placement.draft,
            projects,
            pages,
            assets: Vec::new(),
            aliases: aliases.to_vec(),
        }
    }

    fn optional(&self, text: Option<&Spanned<String>>, here: Here<'_>, language: Lang, prefix: &str) -> Option<Text> {
        text.map(|text| self.links.cell(text, here, &Options::cell(language, prefix)))
    }

    fn tasks(&self, tasks: &[Task], here: Here<'_>, language: Lang, prefix: &str) -> Vec<TaskText> {
        let one = |(index, task): (usize, &Task)| {
            let prefix = format!("{prefix}-{index}");
            let text = self.links.cell(&task.text, here, &Options::cell(language, prefix.clone()));
            TaskText { text, tasks: self.tasks(&task.tasks, here, language, &prefix) }
        };
        tasks.iter().enumerate().map(one).collect()
    }

    fn project(&self, index: usize, folder: &ProjectFolder, language: Lang, calendar: &Calendar) -> Option<Project> {
        let document = &folder.document;
        let located = self.links.book.located.get(&document.source.path)?;
        let address = located.page.clone().filter(|_| located.published)?;
        let here = Here { page: &address, source: &document.source, project: Some(index) };
        let mut articles: Vec<_> = folder.pages.iter().filter_map(|page| self.article(page, index, language)).collect();
        articles::sort_articles(&mut articles);
        let documents: Vec<Document> =
            document.documents.iter().map(|entry| self.document(entry, here, Some(index))).collect();
        let mut plans: Vec<_> =
            folder.plans.iter().filter_map(|plan| self.plan(index, plan, language, calendar)).collect();
        plans::bear_witness(&mut plans, &articles, &documents);
        let is_page = |page: &&PageFile| page.document.kind == crate::content::page::PageKind::Page;
        let mut pages: Vec<Page> = (folder.pages.iter().filter(is_page))
            .filter_map(|page| self.page(page, Some(index), language, Options::page))
            .collect();
        articles::sort_pages(&mut pages);
        let (reports, news) =
            articles.into_iter().partition(|article| article.kind == crate::model::ArticleKind::Report);
        let phase = |(number, phase): (usize, &crate::content::project::PhaseDocument)| Phase {
            title: phase.title.clone(),
            period: phase.period.clone(),
            summary: self.optional(phase.summary.as_ref(), here, language, &format!("phase-{number}")),
        };
        let mut project = Project {
            folder: folder.folder.clone(),
            title: document.title.clone(),
            short_title: document.short_title.clone(),
            kind: document.kind.clone(),
            period: document.period.clone(),
            goal: self.optional(document.goal.as_ref(), here, language, "goal"),
            tasks: self.tasks(&document.tasks, here, language, "task"),
            idea: self.optional(document.idea.as_ref(), here, language, "idea"),
            lead: document.lead.clone(),
            consultant: document.consultant.clone(),
            participants: document.participants.clone(),
            phases: document.phases.iter().enumerate().map(phase).collect(),
            documents,
            indicators: document.indicators.clone(),
            about: self.optional(document.about.as_ref(), here, language, "about"),
            archived: document.archived,
            order: document.placement.order,
            draft: document.placement.draft,
            plans,
            reports,
            news,
            pages,
            tags: Vec::new(),
            address,
        };
        project.tags = tags_of(&project);
        Some(project)
    }

    fn document(&self, entry: &DocumentEntry, here: Here<'_>, project: Option<usize>) -> Document {
        Document {
            title: entry.title.clone(),
            target: self.target(entry.file.as_ref(), entry.url.as_ref(), here),
            date: entry.date,
            number: entry.number.clone(),
            kind: entry.kind.clone(),
            activities: self.activities(&entry.activities, here, project, entry.date),
        }
    }

    fn target(&self, file: Option<&Spanned<String>>, url: Option<&String>, here: Here<'_>) -> Target {
        match (file, url) {
            (Some(file), _) => self.links.file(file, here),
            (None, Some(url)) => Target::Elsewhere(url.clone()),
            (None, None) => Target::Nowhere,
        }
    }

    /// The activities that a list of references means; what is wrong with one is reported.
    fn activities(
        &self,
        references: &[Spanned<String>],
        here: Here<'_>,
        project: Option<usize>,
        date: Option<NaiveDate>,
    ) -> Vec<ActivityAddress> {
        let mut found = Vec::new();
        for reference in references {
            let place = Place::new(here.source, reference.span);
            let written = reference.value.strip_prefix("plan:").unwrap_or(&reference.value);
            let report = |problem| self.links.found.borrow_mut().findings.report(problem, place);
            match self.links.references.find(written, project, Some(date.unwrap_or(self.moment.today))) {
                Ok(resolved) if !resolved.published => {
                    report(Problem::LinkUnpublished { target: reference.value.clone() });
                }
                Ok(resolved) => match resolved.address {
                    Some(address) if !found.contains(&address) => found.push(address),
                    Some(_) => {}
                    None => report(Problem::UnknownActivity {
                        reference: reference.value.clone(),
                        plan: written.trim_end_matches('#').to_owned(),
                        suggestion: None,
                    }),
                },
                Err(Some(problem)) => report(problem),
                Err(None) => {}
            }
        }
        found
    }
}

/// The tags of a project's reports and news; tags that differ in letters' case or signs only share a list.
fn tags_of(project: &Project) -> Vec<Tag> {
    let articles = project.reports.iter().chain(&project.news);
    let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
    for name in articles.flat_map(|article| &article.page.tags) {
        if let Some(segment) = address::segment(name) {
            let address = project.address.child("tags").child(&segment);
            tags.entry(segment).or_insert_with(|| Tag { name: name.clone(), address });
        }
    }
    let mut tags: Vec<Tag> = tags.into_values().collect();
    tags.sort_by_key(|tag| crate::locale::collation_key(&tag.name));
    tags
}
