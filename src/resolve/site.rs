//! The site's own part: settings, and pages that belong to no institution.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::addresses::AddressBook;
use super::articles::sort_pages;
use super::claims::Claims;
use super::links::{Here, Links};
use super::materials::{Documents, FileFact, Materials, PageFile, is_markdown, read_page};
use super::references::{References, Writer};
use super::{Moment, Neighbourhood, Outline, Resolver, check_fragments, publish_files};
use crate::address::Address;
use crate::content::page::PageKind;
use crate::content::site::SiteDocument;
use crate::diagnostic::Findings;
use crate::markdown::Options;
use crate::model::{Alias, Asset, CalendarSettings, Page, PrintSettings, Site};

/// What became of the site's own documents.
#[derive(Debug)]
pub struct SiteResolution {
    /// The settings.
    pub site: Site,
    /// The site's own pages, beside its institutions.
    pub pages: Vec<Page>,
    /// The files that they publish.
    pub assets: Vec<Asset>,
    /// The earlier addresses of its pages.
    pub aliases: Vec<Alias>,
    /// What they link to in institutions.
    pub outward: BTreeSet<String>,
    /// The files of `content/` that the settings and pages use.
    pub uses: BTreeSet<String>,
    /// Its addresses, for the institutions' links.
    pub outline: Outline,
    /// What was found wrong or doubtful.
    pub findings: Findings,
}

/// The settings alone: what the institutions need before the site's own pages can be made.
pub fn settings(document: &SiteDocument) -> Site {
    Site {
        title: document.title.clone(),
        base_url: document.base_url.clone(),
        language: document.language,
        calendar: document.calendar.clone(),
        timezone: document.timezone,
        theme: document.theme.as_ref().map(|theme| theme.value.clone()),
        accent: document.accent,
        logo: None,
        footer: None,
        overdue_plain: document.overdue_plain,
        print: PrintSettings { statuses: document.print_statuses, links: document.print_links },
        typography: document.typography,
        page_size: document.page_size,
    }
}

/// Resolves `site.yaml` and the pages beside it. `materials` holds what lies in `content/` itself; where the only
/// institution lies there too, its pages are the institution's, and only logo and footer are looked at here.
pub fn resolve_site(
    document: &SiteDocument,
    materials: &Materials,
    neighbourhood: &Neighbourhood,
    single: bool,
    moment: Moment,
) -> SiteResolution {
    let mut findings = Findings::new();
    let mut site = settings(document);
    let root = Address::root();
    let mut broken: BTreeSet<String> = materials.unreadable.iter().cloned().collect();
    let mut pages: Vec<PageFile> = Vec::new();
    if !single {
        let calendar = site.calendar.with(&CalendarSettings::default());
        for source in materials.sources.iter().filter(|source| is_markdown(&source.path)) {
            match read_page(source, PageKind::Page, "content", &calendar, &mut findings) {
                Some(page) => pages.push(page),
                None => {
                    broken.insert(source.path.clone());
                }
            }
        }
    }
    let mut claims = Claims::new(AddressBook::new("content", &root, true), moment, &mut findings);
    claims.site_files(neighbourhood);
    for page in &pages {
        claims.page(page, true);
    }
    let documents = Documents { pages, broken, ..Documents::default() };
    let (mut book, aliases) = claims.settle(materials, &documents);
    let files: BTreeMap<&str, &FileFact> = materials.files.iter().map(|fact| (fact.path.as_str(), fact)).collect();
    let references = References::default();
    let links = Links {
        book: &book,
        references: &references,
        files: &files,
        sources: &materials.sources,
        broken: &documents.broken,
        neighbourhood,
        found: RefCell::default(),
    };
    let here = Here { page: &root, source: &document.source, writer: Writer::at(moment.today) };
    site.logo = document.logo.as_ref().and_then(|logo| links.picture(logo, here));
    site.footer = document.footer.as_ref().map(|footer| {
        let text = links.cell(footer, here, &Options::cell(site.language, "footer"));
        mark_root(&text.html)
    });
    let resolver = Resolver { site: &site, links: &links, moment, materials, home: &root };
    let mut resolved: Vec<Page> =
        documents.pages.iter().filter_map(|page| resolver.page(page, None, site.language, Options::page)).collect();
    sort_pages(&mut resolved);
    let mut found = links.found.into_inner();
    findings.append(std::mem::take(&mut found.findings));
    // The institution in the same folder publishes what lies there.
    let published = match single {
        true => Vec::new(),
        false => publish_files(materials, &documents, &mut book, &found, &mut findings),
    };
    let ids: BTreeMap<String, Vec<String>> =
        resolved.iter().map(|page| (page.address.html_file(), page.ids.clone())).collect();
    check_fragments(&found, &ids, neighbourhood, &mut findings);
    let mut outline = Outline::of(&book, &root, &published, ids);
    outline.broken = findings.have_errors() || !documents.broken.is_empty();
    let (outward, uses) = (found.outward, found.used);
    SiteResolution { site, pages: resolved, assets: published, aliases, outward, uses, outline, findings }
}

/// The footer stands on every page, so its links within the site begin where [`Site::ROOT_MARK`] is put.
fn mark_root(html: &str) -> String {
    let mut marked = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = ["href=\"", "src=\""].iter().filter_map(|name| rest.find(name).map(|at| at + name.len())).min()
    {
        marked.push_str(&rest[..at]);
        rest = &rest[at..];
        let target = rest.split('"').next().unwrap_or_default();
        if !target.contains(':') && !target.starts_with('#') {
            marked.push(Site::ROOT_MARK);
        }
    }
    marked.push_str(rest);
    marked
}
