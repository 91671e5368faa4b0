//! What is published as it is: files by their place, and files that something refers to.

use std::collections::BTreeSet;

use super::addresses::{AddressBook, is_published_by_place};
use super::links::Found;
use super::materials::{Documents, Materials, folder_of, is_within};
use crate::diagnostic::{Findings, Problem};
use crate::model::Asset;
use crate::source::Place;

/// Every file that is published as it is: by its place, or because something refers to it.
pub(super) fn publish_files(
    materials: &Materials,
    documents: &Documents,
    book: &mut AddressBook,
    found: &Found,
    findings: &mut Findings,
) -> Vec<Asset> {
    let root = materials.folder();
    let mut owners: BTreeSet<&str> = documents.projects.iter().map(|project| project.folder.as_str()).collect();
    owners.insert(&root);
    let pages = documents.pages.iter().chain(documents.projects.iter().flat_map(|project| &project.pages));
    let bundles: BTreeSet<&str> = pages.filter_map(|page| page.bundle.as_deref()).collect();
    let broken: BTreeSet<&str> = documents.broken.iter().map(|path| folder_of(path)).collect();
    let mut assets = Vec::new();
    for fact in &materials.files {
        // What lies in a draft's folder waits with it.
        if book.located.get(&fact.path).is_some_and(|located| !located.published) {
            continue;
        }
        if !found.used.contains(&fact.path) && !is_published_by_place(&fact.path, &bundles, &owners) {
            // Beside a file that could not be read, or beneath it, nobody knows what it is for.
            let known = documents.institution.is_some() && !broken.iter().any(|folder| is_within(&fact.path, folder));
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
                let icon = picture.icon.iter().filter(|_| found.logos.contains(&fact.path));
                let icon = icon.map(|variant| (variant.icon_beside(&file), variant));
                let all = picture.full.iter().map(|variant| (file.clone(), variant)).chain(smaller).chain(icon);
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
