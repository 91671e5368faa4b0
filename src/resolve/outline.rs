//! What others may know of an institution: enough to link to it, and no more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::addresses::{AddressBook, ClaimKind};
use crate::address::Address;
use crate::locale::Lang;
use crate::model::Asset;
use crate::output::ContentHash;

/// The key of the site's own part, beside the institutions' folders.
pub const SITE_KEY: &str = "/";

/// The addresses of one institution, for links from others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// By the author's path: output file, and whether readers see it.
    pub(super) paths: BTreeMap<String, (String, bool)>,
    /// Every output file, those that readers do not see included, and which of the claimants claims it.
    pub(super) claims: BTreeMap<String, usize>,
    /// The places in the author's files because of which there are output files.
    pub(super) claimants: Vec<Claimant>,
    /// The output files that readers do not see, claimed or not.
    hidden: BTreeSet<String>,
    /// The bytes of the documents among them, for whoever links to one.
    sizes: BTreeMap<String, u64>,
    /// The ids of the pages that have any, by output file.
    ids: BTreeMap<String, Vec<String>>,
    /// The address of its home.
    pub(super) home: Option<Address>,
    /// It has errors: what it would hold is not known, and links into it are not judged.
    pub(super) broken: bool,
    /// Where it is held back, its output files that stand from an earlier build: nothing else is there to link to.
    #[serde(skip)]
    standing: Option<BTreeMap<String, ContentHash>>,
}

/// A place in a file of the author's that claims addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claimant {
    pub path: String,
    pub start: u32,
    pub end: u32,
    /// How a message calls it.
    pub name: String,
    pub kind: ClaimKind,
}

impl Outline {
    /// Of what could not be read at all.
    pub(super) fn unknown() -> Outline {
        Outline { broken: true, ..Outline::default() }
    }

    /// The same of one that cannot be read now: nothing that leads into it is judged.
    #[must_use]
    pub fn in_doubt(self, home: Option<Address>) -> Outline {
        Outline { home, broken: true, ..self }
    }

    /// The same of one whose pages are held back: only what stands from an earlier build is there.
    #[must_use]
    pub fn held_back(self, standing: Option<BTreeMap<String, ContentHash>>) -> Outline {
        Outline { standing, broken: true, ..self }
    }

    pub(super) fn of(
        book: &AddressBook,
        home: &Address,
        assets: &[Asset],
        ids: BTreeMap<String, Vec<String>>,
    ) -> Outline {
        let mut claims = BTreeMap::new();
        let mut claimants = Vec::new();
        let mut known: FxHashMap<(&str, u32, u32, ClaimKind), usize> = FxHashMap::default();
        for (file, claim) in book.claims() {
            let (path, span) = (claim.place.source.path.as_str(), claim.place.span);
            let number = *known.entry((path, span.start, span.end, claim.kind)).or_insert_with(|| {
                let (path, name) = (path.to_owned(), claim.name());
                claimants.push(Claimant { path, start: span.start, end: span.end, name, kind: claim.kind });
                claimants.len() - 1
            });
            claims.insert(file.to_owned(), number);
        }
        let located = book.located.iter();
        Outline {
            paths: located.map(|(path, located)| (path.clone(), (located.file.clone(), located.published))).collect(),
            claims,
            claimants,
            hidden: book.hidden().map(str::to_owned).collect(),
            sizes: assets.iter().map(|asset| (asset.path.clone(), asset.size)).collect(),
            ids,
            home: Some(home.clone()),
            broken: false,
            standing: None,
        }
    }

    fn answers(&self, file: &str) -> bool {
        let stands = self.standing.as_ref().is_none_or(|standing| standing.contains_key(file));
        stands && (self.claims.contains_key(file) || self.hidden.contains(file))
    }

    /// The claims on addresses that are not its home's: earlier addresses of its pages. Every address of the site's
    /// own pages is within its home, but an earlier one may well be another's now.
    pub(super) fn strays(&self) -> impl Iterator<Item = (&str, &Claimant)> {
        let claimed =
            self.claims.iter().filter_map(|(file, number)| Some((file.as_str(), self.claimants.get(*number)?)));
        claimed.filter(|(file, claimant)| self.is_stray(file, claimant))
    }

    pub(super) fn is_stray(&self, file: &str, claimant: &Claimant) -> bool {
        let home = self.home.as_ref().map_or("", Address::as_str);
        claimant.kind == ClaimKind::Alias && (home.is_empty() || !file.starts_with(home))
    }
}

/// Another institution, as a plan's `with:` and the menus know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// The name for menus and tables.
    pub name: String,
    /// Its home.
    pub address: Address,
    /// Its language, where it is not the site's.
    pub language: Option<Lang>,
}

/// Whose homes lie where.
#[derive(Debug, Clone, Default)]
pub(super) struct Homes {
    /// Keys, by the home's folder.
    by_folder: BTreeMap<String, Vec<String>>,
}

impl Homes {
    pub fn of<'k>(homes: impl Iterator<Item = (&'k String, &'k Address)>) -> Homes {
        let mut made = Homes::default();
        for (key, home) in homes {
            made.by_folder.entry(home.as_str().to_owned()).or_default().push(key.clone());
        }
        made
    }

    /// The keys of those in whose home a path lies, the innermost first.
    pub fn around<'h>(&'h self, path: &'h str) -> impl Iterator<Item = &'h str> {
        let folders = path.rmatch_indices('/').filter_map(|(end, _)| path.get(..=end)).chain([""]);
        folders.filter_map(|folder| self.by_folder.get(folder)).flatten().map(String::as_str)
    }

    /// The keys of those whose home lies in a folder.
    pub fn within<'h>(&'h self, folder: &'h str) -> impl Iterator<Item = &'h str> {
        let from = self.by_folder.range(folder.to_owned()..);
        from.take_while(move |(home, _)| home.starts_with(folder)).flat_map(|(_, keys)| keys).map(String::as_str)
    }

    /// Every two of which one has its home within the other's, the site aside; in order.
    pub fn neighbours(&self) -> BTreeSet<(&str, &str)> {
        let mut pairs = BTreeSet::new();
        for (home, keys) in &self.by_folder {
            for key in keys.iter().map(String::as_str).filter(|key| *key != SITE_KEY) {
                let others = self.around(home).filter(|other| *other != key && *other != SITE_KEY);
                pairs.extend(others.map(|other| (key.min(other), key.max(other))));
            }
        }
        pairs
    }
}

/// The outlines of all institutions and of the site's own pages, by key; the site's own has [`SITE_KEY`].
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    /// By the institution's folder.
    pub(super) by_key: BTreeMap<String, Arc<Outline>>,
    pub(super) homes: Homes,
    /// Who claims an address outside of their own home.
    strays: BTreeMap<String, Vec<Arc<Outline>>>,
}

impl Outlines {
    /// All outlines of a site.
    pub fn new(by_key: BTreeMap<String, Arc<Outline>>) -> Outlines {
        let homes = Homes::of(by_key.iter().filter_map(|(key, outline)| Some((key, outline.home.as_ref()?))));
        let mut strays: BTreeMap<String, Vec<Arc<Outline>>> = BTreeMap::new();
        for outline in by_key.values() {
            for (file, _) in outline.strays() {
                strays.entry(file.to_owned()).or_default().push(Arc::clone(outline));
            }
        }
        Outlines { by_key, homes, strays }
    }

    fn of_path(&self, path: &str) -> Option<&Outline> {
        let rest = path.strip_prefix("content/")?;
        // Keys may be folders within folders: the longest one that fits.
        let folders = std::iter::once(rest).chain(rest.rmatch_indices('/').filter_map(|(end, _)| rest.get(..end)));
        folders.chain([SITE_KEY]).find_map(|key| self.by_key.get(key)).map(Arc::as_ref)
    }

    /// Those who might have something at an output path.
    fn of_file<'o>(&'o self, file: &'o str) -> impl Iterator<Item = &'o Outline> {
        let at_home = self.homes.around(file).filter_map(|key| self.by_key.get(key));
        at_home.chain(self.strays.get(file).into_iter().flatten()).map(Arc::as_ref)
    }

    /// The output file behind an author's path, and whether readers see it.
    pub(super) fn by_path(&self, path: &str) -> Option<(String, bool)> {
        self.of_path(path)?.paths.get(path).cloned()
    }

    /// Whether a path lies in an institution that has errors.
    pub(super) fn is_broken(&self, path: &str) -> bool {
        self.of_path(path).is_some_and(|outline| outline.broken)
    }

    /// Whether an output file is there, for readers or not.
    pub(super) fn answers(&self, file: &str) -> bool {
        self.of_file(file).any(|outline| outline.answers(file))
    }

    /// Whether readers see an output file.
    pub(super) fn shows(&self, file: &str) -> bool {
        !self.of_file(file).any(|outline| outline.hidden.contains(file))
    }

    /// How large a document is.
    pub(super) fn size(&self, file: &str) -> Option<u64> {
        self.of_file(file).find_map(|outline| outline.sizes.get(file)).copied()
    }

    /// Whether an output file might be there, if an institution other than `own` were without errors.
    pub(super) fn may_answer(&self, file: &str, own: &str) -> bool {
        let innermost = self.homes.around(file).next();
        let other = innermost.filter(|key| *key != own).and_then(|key| self.by_key.get(key));
        other.is_some_and(|outline| outline.broken)
    }

    /// What a set of outward links finds: as long as this stays equal, so does what was made of them.
    pub fn state(&self, outward: &BTreeSet<String>, own: &str) -> ContentHash {
        let mut text = String::new();
        for link in outward {
            let (file, broken) = match link.split_once(':') {
                Some(("path", path)) => (self.by_path(path), self.is_broken(path)),
                Some((_, file)) => (Some((file.to_owned(), true)), self.may_answer(file, own)),
                None => (None, false),
            };
            text.push_str(&format!("{link} {broken}"));
            if let Some((file, published)) = file {
                let (answers, shows, size) = (self.answers(&file), self.shows(&file), self.size(&file));
                let ids = self.ids(&file).unwrap_or_default().join(" ");
                text.push_str(&format!(" {file} {published} {answers} {shows} {size:?} #{ids}"));
            }
            text.push('\n');
        }
        ContentHash::of(text.as_bytes())
    }

    /// The ids of a page, where they are known.
    pub(super) fn ids<'o>(&'o self, file: &'o str) -> Option<&'o [String]> {
        self.of_file(file).find_map(|outline| outline.ids.get(file)).map(Vec::as_slice)
    }
}

/// What an institution knows of the site around it.
#[derive(Debug, Clone, Default)]
pub struct Neighbourhood {
    /// Its own key.
    pub key: String,
    /// All institutions, itself included.
    pub institutions: Arc<BTreeMap<String, Neighbour>>,
    /// The file of the site's settings.
    pub settings: String,
    /// Output files of the site's own: search, sitemap, the theme's.
    pub site_files: Arc<BTreeSet<String>>,
    /// Files of `content/` that the site's own settings use: the single institution beside them publishes them.
    pub site_uses: Arc<BTreeSet<String>>,
    /// Items on a list page.
    pub page_size: usize,
    /// The others' addresses; none in the first round, when they are not known yet.
    pub outlines: Option<Arc<Outlines>>,
}

impl Neighbourhood {
    /// Whether a path of the content belongs to somebody else.
    pub(super) fn is_elsewhere(&self, path: &str) -> bool {
        !self.key.is_empty()
            && !path.strip_prefix("content/").is_some_and(|rest| {
                rest == self.key || rest.strip_prefix(&self.key).is_some_and(|rest| rest.starts_with('/'))
            })
    }

    /// The institution that a plan's `with:` names: by its folder, or by its address.
    pub(super) fn partner(&self, written: &str) -> Option<&Neighbour> {
        let by_address = || self.institutions.values().find(|other| other.address.last_segment() == Some(written));
        self.institutions.get(written).or_else(by_address)
    }

    /// What the partners are called and where they live: as long as this stays equal, so does what was made of it.
    pub fn state_of_partners(&self, written: &BTreeSet<String>) -> ContentHash {
        let mut text = String::new();
        for partner in written {
            text.push_str(partner);
            if let Some(Neighbour { name, address, language }) = self.partner(partner) {
                text.push_str(&format!("\t{name}\t{address}\t{language:?}"));
            }
            text.push('\n');
        }
        ContentHash::of(text.as_bytes())
    }
}
