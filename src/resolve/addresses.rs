//! Who lives where: every file's address in the output, who claims it, and what else answers there.

use std::collections::{BTreeMap, BTreeSet};

use super::materials::{FileFact, Materials, PageFile, folder_of, is_within, name_of};
use crate::address::{self, Address};
use crate::content::Placement;
use crate::diagnostic::{Diagnostic, Findings, Problem};
use crate::source::{Place, Span};

/// Where a file of the author's is found in the output.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Located {
    /// The output file: a page's `…/index.html`, a document's own.
    pub file: String,
    /// The page, where it is one.
    pub page: Option<Address>,
    /// Whether readers see it.
    pub published: bool,
}

/// The addresses of one institution.
#[derive(Debug, Clone, Default)]
pub(super) struct AddressBook {
    /// By the author's path: files, and folders that have a page.
    pub located: BTreeMap<String, Located>,
    /// The addresses of folders, by path.
    folders: BTreeMap<String, Address>,
    /// What answers at an output path: the author's path, or a word for what the program makes there.
    claims: BTreeMap<String, Claim>,
    /// The author's files that are published as they are, once something asks for them, by output path.
    files: BTreeMap<String, String>,
    /// Addresses of which readers see nothing.
    hidden_folders: Vec<Address>,
    /// Output files that readers do not see.
    hidden_files: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Claim {
    by: String,
    place: Option<Place>,
}

impl AddressBook {
    /// A book that begins with the institution's own home.
    pub fn new(folder: &str, home: &Address) -> AddressBook {
        let mut book = AddressBook::default();
        book.folders.insert(folder.to_owned(), home.clone());
        book
    }

    /// The address of a folder: its own, or made of its name beneath its parent's.
    pub fn folder_address(&self, folder: &str) -> Option<Address> {
        if let Some(address) = self.folders.get(folder) {
            return Some(address.clone());
        }
        if folder.is_empty() || folder == "content" {
            return Some(Address::root());
        }
        let parent = self.folder_address(folder_of(folder))?;
        Some(parent.child(&address::segment(name_of(folder))?))
    }

    /// The address that a page's placement or name gives it beneath a folder.
    pub fn page_address(
        &self,
        parent: &str,
        name: &str,
        placement: &Placement,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Address> {
        let parent = self.folder_address(parent)?;
        let segment = match &placement.slug {
            Some(slug) => slug.value.clone(),
            None => match address::segment(name) {
                Some(segment) => segment,
                None => {
                    findings.report(Problem::EmptyAddress { name: name.to_owned() }, place.clone());
                    return None;
                }
            },
        };
        if address::is_device_name(&segment) {
            let place =
                placement.slug.as_ref().map_or_else(|| place.clone(), |slug| Place::new(&place.source, slug.span));
            findings.report(Problem::DeviceName { name: segment }, place);
            return None;
        }
        Some(parent.child(&segment))
    }

    /// Notes that a folder's files lie at an address of their own.
    pub fn name_folder(&mut self, folder: &str, address: &Address) {
        self.folders.insert(folder.to_owned(), address.clone());
    }

    /// A page of the author's at an address.
    pub fn claim_page(
        &mut self,
        path: &str,
        address: &Address,
        published: bool,
        place: &Place,
        findings: &mut Findings,
    ) {
        let file = address.html_file();
        let located = Located { file: file.clone(), page: Some(address.clone()), published };
        self.located.insert(path.to_owned(), located);
        if !published {
            self.hide_file(file.clone());
        }
        self.claim(&file, path, Some(place.clone()), findings);
    }

    /// A page or file that the program makes. `what` is shown to an author who claims the same address.
    pub fn claim_generated(&mut self, file: String, what: &str, findings: &mut Findings) {
        self.claim(&file, what, None, findings);
    }

    /// The list of a tag. Two ways of writing one tag share it; two tags of which nothing else is left do not.
    pub fn claim_tag(&mut self, address: &Address, name: &str, place: Place, findings: &mut Findings) {
        let joins = |letter: char| letter.is_whitespace() || "-–—_.,;:!?()«»„“”\"'’ʼ".contains(letter);
        let key: Vec<String> = name
            .to_lowercase()
            .replace('ё', "е")
            .split(joins)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        self.claim(&address.html_file(), &format!("#{}", key.join("-")), Some(place), findings);
    }

    /// A list page that a folder of the author's has.
    pub fn claim_list(&mut self, folder: &str, address: &Address, what: &str, findings: &mut Findings) {
        let file = address.html_file();
        let located = Located { file: file.clone(), page: Some(address.clone()), published: true };
        self.located.insert(folder.to_owned(), located);
        self.claim_generated(file, what, findings);
    }

    /// An earlier address, from which readers are sent on.
    pub fn claim_alias(&mut self, file: &str, place: &Place, findings: &mut Findings) {
        let by = format!("{}:{}", place.source.path, place.span.start);
        self.claim(file, &by, Some(place.clone()), findings);
    }

    /// Notes that readers see nothing of what lies at an address and beneath it: a draft project's, a draft plan's.
    pub fn hide_folder(&mut self, address: &Address) {
        self.hidden_folders.push(address.clone());
    }

    /// Notes that readers do not see an output file.
    pub fn hide_file(&mut self, file: String) {
        self.hidden_files.insert(file);
    }

    /// Whether readers see an output file, if it is there.
    pub fn shows(&self, file: &str) -> bool {
        !self.hidden_files.contains(file) && !self.hidden_folders.iter().any(|folder| file.starts_with(folder.as_str()))
    }

    /// The claimed output paths that readers do not see.
    pub fn hidden(&self) -> impl Iterator<Item = &str> {
        self.files().filter(|file| !self.shows(file))
    }

    /// Gives every other file its place in the output; it is claimed only once it is published.
    pub fn locate_files(&mut self, materials: &Materials) {
        for fact in &materials.files {
            let address = self.folder_address(folder_of(&fact.path));
            let name = address::file_name(name_of(&fact.path));
            if let (Some(address), Some(name)) = (address, name) {
                let located = Located { file: address.file(&name), page: None, published: true };
                self.files.insert(located.file.clone(), fact.path.clone());
                self.located.insert(fact.path.clone(), located);
            }
        }
    }

    /// A file that is published as it is.
    pub fn claim_file(&mut self, fact: &FileFact, findings: &mut Findings) -> Option<String> {
        let place = Place::file(fact.path.clone());
        let Some(located) = self.located.get(&fact.path) else {
            findings.report(Problem::EmptyAddress { name: name_of(&fact.path).to_owned() }, place);
            return None;
        };
        let file = located.file.clone();
        if let Some(device) = file.split('/').find(|segment| address::is_device_name(segment)) {
            findings.report(Problem::DeviceName { name: device.to_owned() }, place);
            return None;
        }
        self.claim(&file, &fact.path, Some(place), findings);
        Some(file)
    }

    fn claim(&mut self, file: &str, by: &str, place: Option<Place>, findings: &mut Findings) {
        let Some(earlier) = self.claims.get(file) else {
            self.claims.insert(file.to_owned(), Claim { by: by.to_owned(), place });
            return;
        };
        // A file may be referred to more than once.
        if earlier.by == by {
            return;
        }
        let address = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
        let (at, other) = match (&place, &earlier.place) {
            (Some(at), _) => (at.clone(), earlier.by.clone()),
            (None, Some(at)) => (at.clone(), by.to_owned()),
            (None, None) => return,
        };
        let mut diagnostic = Diagnostic::new(Problem::AddressClash { address, other }, at);
        if let (Some(_), Some(other)) = (&place, &earlier.place) {
            diagnostic = diagnostic.with_related(other.clone());
        }
        findings.push(diagnostic);
    }

    /// Whether something of this institution answers at an output path.
    pub fn answers(&self, file: &str) -> bool {
        self.claims.contains_key(file) || self.files.contains_key(file)
    }

    /// Whether an output path might be that of an author's file that could not be read: what it is called by its slug
    /// is not known, only the folder.
    pub fn would_hold(&self, path: &str, file: &str) -> bool {
        let folder = folder_of(path);
        let is_bundle = name_of(path) == "index.md";
        let folder = if is_bundle { folder_of(folder) } else { folder };
        self.folder_address(folder).is_some_and(|address| file.starts_with(address.as_str()))
    }

    /// The author's path behind an output path, claimed already or only to be published if it is asked for.
    pub fn path_of(&self, file: &str) -> Option<&str> {
        self.claims.get(file).map(|claim| claim.by.as_str()).or_else(|| self.files.get(file).map(String::as_str))
    }

    /// Every output path that is claimed.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.claims.keys().map(String::as_str)
    }

    /// The nearest author's path to one that leads nowhere, in the same folder or by the same name.
    pub fn nearest(&self, path: &str) -> Option<String> {
        let folder = folder_of(path);
        let siblings = self.located.keys().map(String::as_str).filter(|known| folder_of(known) == folder);
        let near = crate::content::nearest_word(name_of(path), siblings.clone().map(name_of));
        near.map(|name| if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") }).or_else(|| {
            let mut same_name = self.located.keys().filter(|known| name_of(known) == name_of(path));
            same_name.next().filter(|_| same_name.next().is_none()).cloned()
        })
    }
}

/// The place that stands for a page's own file: its slug, or its first line.
pub(super) fn page_place(page: &PageFile) -> Place {
    let span = page.document.placement.slug.as_ref().map_or(page.document.head, |slug| slug.span);
    Place::new(&page.document.source, span)
}

/// The place that stands for a YAML file's address: its slug, or its first line.
pub(super) fn placement_place(source: &std::sync::Arc<crate::source::Source>, placement: &Placement) -> Place {
    let first_line = Span::new(0..source.text.lines().next().unwrap_or_default().len());
    Place::new(source, placement.slug.as_ref().map_or(first_line, |slug| slug.span))
}

/// Whether a file is published without being named by anything: it lies in `files/` or in a bundle.
pub(super) fn is_published_by_place(path: &str, bundles: &BTreeSet<String>, owners: &BTreeSet<String>) -> bool {
    let in_files = owners.iter().any(|owner| is_within(path, &format!("{owner}/files")));
    in_files || bundles.iter().any(|bundle| is_within(path, bundle))
}
