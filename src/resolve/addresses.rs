//! The book of addresses: every file's place in the output, who claims it, and what else answers there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use super::materials::{Documents, FileFact, Materials, PageFile, folder_of, name_of};
use crate::address::{self, Address, places};
use crate::content::Placement;
use crate::diagnostic::{Diagnostic, Findings, Problem, Word};
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
    /// Whether it has this address whoever uses it: a page, or a file in an open folder. Any other file may be shown from
    /// elsewhere, as a page shows a picture from its own folder.
    pub settled: bool,
}

/// What claims an output path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum ClaimKind {
    /// A page of the author's.
    Page,
    /// A file of the author's that is published as it is.
    File,
    /// What the program makes because of a file of the author's.
    Generated,
    /// An earlier address of a page.
    Alias,
}

/// A claim on an output path: the file that makes it, and where in that file.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub place: Place,
    pub kind: ClaimKind,
}

impl Claim {
    /// How a message names the claimant. Of an alias the line counts: its file may well have an address besides.
    pub fn name(&self) -> String {
        let path = &self.place.source.path;
        match self.kind {
            ClaimKind::Alias => {
                let (line, _) = self.place.source.line_and_column(self.place.span.start as usize);
                format!("{path}:{line}")
            }
            _ => path.clone(),
        }
    }

    fn is(&self, other: &Claim) -> bool {
        let same_place = self.place.source.path == other.place.source.path && self.place.span == other.place.span;
        same_place && self.kind == other.kind
    }
}

/// The claim beside which a path cannot stand: on the same file, on a file where the path needs a folder, on something
/// within what would be a file, or on a name that is kept. With it the address that both want.
pub(super) fn rival<'c, C>(claims: &'c BTreeMap<String, C>, file: &str) -> Option<(String, &'c str, &'c C)> {
    if let Some((same, claim)) = claims.get_key_value(file) {
        let address = file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        return Some((format!("/{}", address.unwrap_or(file)), same, claim));
    }
    let mut folders = file.match_indices('/').filter_map(|(end, _)| file.get(..end));
    if let Some((earlier, claim)) = folders.find_map(|folder| claims.get_key_value(folder)) {
        return Some((format!("/{earlier}"), earlier, claim));
    }
    let folder = format!("{file}/");
    let within = claims.range::<str, _>((Bound::Included(folder.as_str()), Bound::Unbounded)).next();
    if let Some((earlier, claim)) = within.filter(|(path, _)| path.starts_with(&folder)) {
        return Some((format!("/{file}"), earlier, claim));
    }
    // How many texts the search will have nobody knows yet: their names are kept for them beside its index.
    let mut starts = file.match_indices('/').map(|(slash, _)| slash + 1).chain([0]);
    starts.find_map(|start| {
        let (folder, rest) = file.split_at_checked(start)?;
        let name = rest.split('/').next().filter(|name| places::is_search_text(name))?;
        let (index, claim) = claims.get_key_value(&format!("{folder}{}", places::SEARCH_INDEX))?;
        Some((format!("/{folder}{name}"), index.as_str(), claim))
    })
}

/// What to do about a claim that came too late.
pub(super) fn clash_advice(path: &str, kind: ClaimKind, other: &str) -> Word {
    let without_ending =
        |path: &str| path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".yml")).map(str::to_owned);
    match kind {
        ClaimKind::Alias => Word("clash-advice-alias"),
        _ if path != other && without_ending(path).is_some_and(|name| without_ending(other) == Some(name)) => {
            Word("clash-advice-namesake")
        }
        ClaimKind::File => Word("clash-advice-file"),
        ClaimKind::Page | ClaimKind::Generated => Word("clash-advice-page"),
    }
}

/// A folder beneath which no other clash need be told: the late page goes elsewhere with all that lies beneath it, or
/// the address cannot be a folder at all.
pub(super) fn contested_folder(address: &str, late: ClaimKind) -> Option<String> {
    let path = address.trim_matches('/');
    let takes_all = !address.ends_with('/') || late == ClaimKind::Page;
    (takes_all && !path.is_empty()).then(|| format!("{path}/"))
}

/// The addresses of one institution, or of the site's own pages.
#[derive(Debug, Clone, Default)]
pub(super) struct AddressBook {
    /// By the author's path: files, and folders that have a page.
    pub located: BTreeMap<String, Located>,
    /// The addresses of folders, by path, and whether readers see what lies in them.
    folders: BTreeMap<String, (Address, bool)>,
    /// What answers at an output path.
    claims: BTreeMap<String, Claim>,
    /// Folders beneath which no other clash need be told.
    contested: BTreeSet<String>,
    /// The author's files that are published as they are, once something asks for them, by output path.
    files: BTreeMap<String, String>,
    /// Addresses of which readers see nothing.
    hidden_folders: Vec<Address>,
    /// Output files that readers do not see.
    hidden_files: BTreeSet<String>,
}

impl AddressBook {
    /// A book that begins with the institution's own home, and with whether readers see anything of it.
    pub fn new(folder: &str, home: &Address, published: bool) -> AddressBook {
        let mut book = AddressBook::default();
        book.name_folder(folder, home, published);
        book
    }

    /// The address of a folder: its own, or made of its name beneath its parent's.
    pub fn folder_address(&self, folder: &str) -> Option<Address> {
        if let Some((address, _)) = self.folders.get(folder) {
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

    /// Notes that a folder's files lie at an address of their own, and whether readers see them: what lies beside an
    /// unpublished page waits with it.
    pub fn name_folder(&mut self, folder: &str, address: &Address, published: bool) {
        self.folders.insert(folder.to_owned(), (address.clone(), published));
        if !published {
            self.hidden_folders.push(address.clone());
        }
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
        let located = Located { file: file.clone(), page: Some(address.clone()), published, settled: true };
        self.located.insert(path.to_owned(), located);
        if !published {
            self.hidden_files.insert(file.clone());
        }
        self.claim(file, Claim { place: place.clone(), kind: ClaimKind::Page }, findings);
    }

    /// A page or file that the program makes, because of the file at `cause`.
    pub fn claim_generated(&mut self, file: String, cause: &Place, findings: &mut Findings) {
        self.claim(file, Claim { place: cause.clone(), kind: ClaimKind::Generated }, findings);
    }

    /// A list page that a folder of the author's has.
    pub fn claim_list(
        &mut self,
        folder: &str,
        address: &Address,
        published: bool,
        cause: &Place,
        findings: &mut Findings,
    ) {
        let file = address.html_file();
        let located = Located { file: file.clone(), page: Some(address.clone()), published, settled: true };
        self.located.insert(folder.to_owned(), located);
        self.claim_generated(file, cause, findings);
    }

    /// An earlier address, from which readers are sent on to a page.
    pub fn claim_alias(&mut self, file: String, to: &Address, place: &Place, findings: &mut Findings) {
        // A page that readers do not see has no earlier address either.
        if !self.shows(&to.html_file()) {
            self.hidden_files.insert(file.clone());
        }
        self.claim(file, Claim { place: place.clone(), kind: ClaimKind::Alias }, findings);
    }

    /// Notes that readers see nothing of what lies at an address and beneath it: a draft plan's.
    pub fn hide_folder(&mut self, address: &Address) {
        self.hidden_folders.push(address.clone());
    }

    /// Whether readers see an output file, if it is there.
    pub fn shows(&self, file: &str) -> bool {
        !self.hidden_files.contains(file) && !self.hidden_folders.iter().any(|folder| file.starts_with(folder.as_str()))
    }

    /// The output paths that are known and that readers do not see.
    pub fn hidden(&self) -> impl Iterator<Item = &str> {
        let unclaimed = self.files.keys().map(String::as_str).filter(|file| !self.claims.contains_key(*file));
        self.claims.keys().map(String::as_str).chain(unclaimed).filter(|file| !self.shows(file))
    }

    /// Gives every other file its place in the output; it is claimed only once it is published.
    pub fn locate_files(&mut self, materials: &Materials, open: &OpenFolders<'_>) {
        for fact in &materials.files {
            let address = self.folder_address(folder_of(&fact.path));
            let name = address::file_name(name_of(&fact.path));
            if let (Some(address), Some(name)) = (address, name) {
                let published = self.is_seen(&fact.path);
                let settled = open.hold(&fact.path);
                let located = Located { file: address.file(&name), page: None, published, settled };
                if !published {
                    self.hidden_files.insert(located.file.clone());
                }
                self.files.insert(located.file.clone(), fact.path.clone());
                self.located.insert(fact.path.clone(), located);
            }
        }
    }

    /// Whether readers see what lies in a file's folder: that is said of the folder, or of one around it.
    fn is_seen(&self, path: &str) -> bool {
        let mut folders = path.rmatch_indices('/').filter_map(|(end, _)| path.get(..end));
        folders.find_map(|folder| self.folders.get(folder)).is_none_or(|(_, published)| *published)
    }

    /// A file that is published at its own address.
    pub fn claim_file(&mut self, fact: &FileFact, findings: &mut Findings) -> Option<String> {
        let Some(located) = self.located.get(&fact.path) else {
            let name = name_of(&fact.path).to_owned();
            findings.report(Problem::EmptyAddress { name }, Place::file(fact.path.clone()));
            return None;
        };
        self.claim_file_at(located.file.clone(), fact, findings)
    }

    /// A file that is published at an address, perhaps as one of several copies.
    pub fn claim_file_at(&mut self, file: String, fact: &FileFact, findings: &mut Findings) -> Option<String> {
        let place = Place::file(fact.path.clone());
        if let Some(device) = file.split('/').find(|segment| address::is_device_name(segment)) {
            findings.report(Problem::DeviceName { name: device.to_owned() }, place);
            return None;
        }
        self.claim(file.clone(), Claim { place, kind: ClaimKind::File }, findings);
        Some(file)
    }

    /// Notes that a picture is published only in the folders of the pages that show it: others find it in the first.
    pub fn move_file(&mut self, path: &str, copy: Option<&String>) {
        if let (Some(located), Some(copy)) = (self.located.get_mut(path), copy) {
            located.file = copy.clone();
        }
    }

    fn claim(&mut self, file: String, claim: Claim, findings: &mut Findings) {
        let earlier = rival(&self.claims, &file).map(|(address, _, earlier)| (address, earlier.clone()));
        let Some((address, earlier)) = earlier else {
            self.claims.insert(file, claim);
            return;
        };
        // A file may be referred to more than once.
        if earlier.is(&claim) || self.contested.iter().any(|folder| file.starts_with(folder.as_str())) {
            return;
        }
        // An earlier address gives way to what is there today, and the author's to what the program makes, which cannot:
        // whichever came first.
        let first_gives_way = match (earlier.kind, claim.kind) {
            (ClaimKind::Alias, kind) => kind != ClaimKind::Alias,
            (kind, ClaimKind::Generated) => kind != ClaimKind::Generated,
            _ => false,
        };
        let (late, other) = if first_gives_way { (earlier, claim) } else { (claim, earlier) };
        self.contested.extend(contested_folder(&address, late.kind));
        let advice = clash_advice(&late.place.source.path, late.kind, &other.place.source.path);
        let problem = Problem::AddressClash { address, other: other.name(), advice };
        findings.push(Diagnostic::new(problem, late.place).with_related(other.place));
    }

    /// Whether something of this institution answers at an output path.
    pub fn answers(&self, file: &str) -> bool {
        self.claims.contains_key(file) || self.files.contains_key(file)
    }

    /// Whether an output path might be that of an author's file that could not be read: what it is called by its slug
    /// is not known, only the folder.
    pub fn would_hold(&self, path: &str, file: &str) -> bool {
        let folder = folder_of(path);
        let stands_for_folder = name_of(path) == "index.md" || super::materials::is_yaml(path, "project");
        let folder = if stands_for_folder { folder_of(folder) } else { folder };
        self.folder_address(folder).is_some_and(|address| file.starts_with(address.as_str()))
    }

    /// The author's path behind an output path, claimed already or only to be published if it is asked for.
    pub fn path_of(&self, file: &str) -> Option<&str> {
        let of_author = |claim: &&Claim| matches!(claim.kind, ClaimKind::Page | ClaimKind::File);
        let claimed = self.claims.get(file).filter(of_author).map(|claim| claim.place.source.path.as_str());
        claimed.or_else(|| self.files.get(file).map(String::as_str))
    }

    /// Every claim, by output path.
    pub fn claims(&self) -> impl Iterator<Item = (&str, &Claim)> {
        self.claims.iter().map(|(file, claim)| (file.as_str(), claim))
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
    Place::new(source, placement.slug.as_ref().map_or_else(|| first_line(source), |slug| slug.span))
}

/// The first line of a file, where the whole file is meant.
pub(super) fn first_line(source: &crate::source::Source) -> Span {
    Span::new(0..source.text.lines().next().unwrap_or_default().len())
}

/// The folders whose files are published without being named by anything: an owner's `files/`, and bundles.
pub(super) struct OpenFolders<'a> {
    bundles: BTreeSet<&'a str>,
    owners: BTreeSet<&'a str>,
}

impl<'a> OpenFolders<'a> {
    /// Those of an institution with its folder, or of the site's own pages.
    pub fn of(documents: &'a Documents, root: &'a str) -> OpenFolders<'a> {
        let mut owners: BTreeSet<&str> = documents.projects.iter().map(|project| project.folder.as_str()).collect();
        owners.insert(root);
        let pages = documents.pages.iter().chain(documents.projects.iter().flat_map(|project| &project.pages));
        OpenFolders { bundles: pages.filter_map(|page| page.bundle.as_deref()).collect(), owners }
    }

    /// Whether a file lies in one of them.
    pub fn hold(&self, path: &str) -> bool {
        let mut folders = path.rmatch_indices('/').filter_map(|(end, _)| path.get(..end));
        folders.any(|folder| {
            self.bundles.contains(folder)
                || folder.strip_suffix("/files").is_some_and(|owner| self.owners.contains(owner))
        })
    }
}
