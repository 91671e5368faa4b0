//! What is published as it is: files by their place, and files that something refers to.
//!
//! A picture that lies in no open folder is published in the folder of the page that shows it, one that several pages show
//! in each of theirs: what belongs to an item then stands and goes with it, and nobody need be its owner.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::addresses::{AddressBook, OpenFolders};
use super::links::Found;
use super::materials::{Documents, FileFact, Materials, folder_of, is_within, name_of};
use crate::diagnostic::{Findings, Problem};
use crate::model::Asset;
use crate::picture::PictureFact;
use crate::source::{Place, Source};

/// Every file that is published as it is: by its place, or because something refers to it.
pub(super) fn publish_files(
    materials: &Materials,
    documents: &Documents,
    book: &mut AddressBook,
    found: &Found,
    findings: &mut Findings,
) -> Vec<Asset> {
    let root = materials.folder();
    let open = OpenFolders::of(documents, &root);
    let broken: BTreeSet<&str> = documents.broken.iter().map(|path| folder_of(path)).collect();
    let mut assets = Vec::new();
    let waiting = waiting(documents, book);
    for fact in &materials.files {
        // What lies in a draft's folder waits with it.
        if book.located.get(&fact.path).is_some_and(|located| !located.published) {
            continue;
        }
        let at_home = found.used.contains(&fact.path) || open.hold(&fact.path);
        let copies = found.copies.get(&fact.path);
        if !at_home && copies.is_none() {
            // Beside a file that could not be read, or beneath it, nobody knows what it is for.
            let known = documents.institution.is_some() && !broken.iter().any(|folder| is_within(&fact.path, folder));
            // What a text that waits speaks of, waits with it.
            let awaited = waiting.iter().any(|source| source.text.contains(name_of(&fact.path)));
            if known && !awaited {
                findings.report(Problem::UnusedFile {}, Place::file(fact.path.clone()));
            }
            continue;
        }
        let mut files: Vec<String> = Vec::new();
        if at_home {
            files.extend(book.claim_file(fact, findings));
        }
        for copy in copies.into_iter().flatten() {
            files.extend(book.claim_file_at(copy.clone(), fact, findings));
        }
        if !at_home {
            book.move_file(&fact.path, files.first());
        }
        if let (Some(Err(problem)), false) = (&fact.picture, files.is_empty()) {
            findings.report(problem.clone(), Place::file(fact.path.clone()));
            continue;
        }
        for file in files {
            put(fact, file, found.logos.contains(&fact.path), &mut assets);
        }
    }
    assets
}

/// The pages and plans that readers do not see yet.
fn waiting<'d>(documents: &'d Documents, book: &AddressBook) -> Vec<&'d Arc<Source>> {
    let pages = documents.projects.iter().flat_map(|project| &project.pages).chain(&documents.pages);
    let plans = documents.projects.iter().flat_map(|project| &project.plans);
    let all = pages.map(|page| &page.document.source).chain(plans.map(|plan| &plan.document.source));
    all.filter(|source| book.located.get(&source.path).is_some_and(|located| !located.published)).collect()
}

/// A file at its address; a picture in all its sizes.
fn put(fact: &FileFact, file: String, is_logo: bool, assets: &mut Vec<Asset>) {
    let Some(Ok(picture @ PictureFact { full: Some(full), .. })) = &fact.picture else {
        assets.push(Asset { source: fact.path.clone(), path: file, size: fact.size, hash: fact.hash });
        return;
    };
    let smaller = picture.smaller.iter().map(|variant| (variant.file_beside(&file), variant));
    let icon = picture.icon.iter().filter(|_| is_logo).map(|variant| (variant.icon_beside(&file), variant));
    assets.extend([(file.clone(), full)].into_iter().chain(smaller).chain(icon).map(|(path, variant)| Asset {
        source: variant.stored.clone(),
        path,
        size: variant.size,
        hash: variant.hash,
    }));
}
