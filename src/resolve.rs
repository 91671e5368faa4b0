//! The third pass: documents into an institution. Addresses, references, links, terms read in their plan's year.
//!
//! What comes out is sound: every reference has its target, every address one claimant. What was wrong is in the
//! findings; an institution with errors is not returned at all.

mod addresses;
mod articles;
mod claims;
mod clashes;
mod fragments;
mod institution;
mod links;
mod materials;
mod outline;
mod plans;
mod publish;
mod references;
mod site;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::address::{self, Address};
use crate::content::Placement;
use crate::diagnostic::Findings;
use crate::model::{Institution, Site};
use claims::address_all;
use fragments::{check_fragments, ids_by_file};
use institution::Resolver;
use links::Links;
use publish::publish_files;

pub use clashes::{Clash, Crowd};
pub use materials::{FileFact, Materials, is_text};
pub use outline::{Neighbour, Neighbourhood, Outline, Outlines, SITE_KEY};
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
    /// The institutions that its plans name as partners, as written.
    pub partners: BTreeSet<String>,
}

/// Resolves one institution.
pub fn resolve(materials: &Materials, site: &Site, neighbourhood: &Neighbourhood, moment: Moment) -> Resolution {
    let mut findings = Findings::new();
    let documents = materials.read(&site.calendar, &mut findings);
    materials::report_unused(&documents.unused, &mut findings);
    let Some(neighbour) = neighbourhood.institutions.get(&materials.key) else {
        return Resolution { findings, outline: Outline::unknown(), ..Resolution::default() };
    };
    let home = &neighbour.address;
    let mut addressed = address_all(materials, &documents, home, neighbourhood, moment, &mut findings);
    let files: BTreeMap<&str, &FileFact> = materials.files.iter().map(|fact| (fact.path.as_str(), fact)).collect();
    let links = Links {
        book: &addressed.book,
        references: &addressed.references,
        files: &files,
        sources: &materials.sources,
        broken: &documents.broken,
        neighbourhood,
        found: std::cell::RefCell::default(),
    };
    let institution = documents.institution.as_ref().and_then(|document| {
        let published = moment.drafts || !document.placement.draft;
        published.then(|| {
            let resolver = Resolver { site, links: &links, moment, materials, home };
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
        assets = publish_files(materials, &documents, &mut addressed.book, &found, &mut findings);
    }
    let ids = institution.as_ref().map(|made| ids_by_file(made, &addressed.references)).unwrap_or_default();
    check_fragments(&found, &ids, neighbourhood, &mut findings);
    let mut outline = Outline::of(&addressed.book, home, &assets, ids);
    outline.broken = findings.have_errors() || !documents.broken.is_empty();
    if documents.institution.is_none() {
        // Where its home is, only its file could say.
        outline.claims.clear();
    }
    let institution = institution.filter(|_| !findings.have_errors()).map(|mut institution| {
        institution.assets = assets;
        institution
    });
    Resolution { institution, outline, findings, outward: found.outward, partners: found.partners }
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
