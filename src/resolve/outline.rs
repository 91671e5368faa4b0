//! What others may know of an institution: enough to link to it, and no more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::output::ContentHash;

/// The addresses of one institution, for links from others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// By the author's path: output file, and whether readers see it.
    pub paths: BTreeMap<String, (String, bool)>,
    /// Every output file, those that readers do not see included.
    pub files: BTreeSet<String>,
    /// The output files that readers do not see.
    pub hidden: BTreeSet<String>,
    /// The bytes of the documents among them, for whoever links to one.
    pub sizes: BTreeMap<String, u64>,
    /// The ids of the pages that have any, by output file.
    pub ids: BTreeMap<String, Vec<String>>,
    /// The address of its home.
    pub home: Option<Address>,
    /// It has errors: what it would hold is not known, and links into it are not judged.
    pub broken: bool,
}

/// Another institution, as a plan's `with:` and the menus know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// The name for menus and tables.
    pub name: String,
    /// Its home.
    pub address: Address,
}

/// The outlines of all institutions and of the site's own pages, by key; the site's own has the key `/`.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    /// By the institution's folder.
    pub by_key: BTreeMap<String, Arc<Outline>>,
}

impl Outlines {
    fn of_path(&self, path: &str) -> Option<&Outline> {
        let rest = path.strip_prefix("content/")?;
        // Keys may be folders within folders: the longest one that fits.
        let fits = |key: &str| rest == key || rest.strip_prefix(key).is_some_and(|rest| rest.starts_with('/'));
        let key = self.by_key.keys().filter(|key| fits(key)).max_by_key(|key| key.len());
        self.by_key.get(key.map_or("/", String::as_str)).map(Arc::as_ref)
    }

    /// The output file behind an author's path, and whether readers see it.
    pub(super) fn by_path(&self, path: &str) -> Option<(String, bool)> {
        self.of_path(path)?.paths.get(path).cloned()
    }

    /// Whether a path lies in an institution that has errors.
    pub(super) fn is_broken(&self, path: &str) -> bool {
        self.of_path(path).is_some_and(|outline| outline.broken)
    }

    /// Whether an output file is there.
    pub(super) fn answers(&self, file: &str) -> bool {
        self.by_key.values().any(|outline| outline.files.contains(file))
    }

    /// Whether readers see an output file.
    pub(super) fn shows(&self, file: &str) -> bool {
        !self.by_key.values().any(|outline| outline.hidden.contains(file))
    }

    /// How large a document is.
    pub(super) fn size(&self, file: &str) -> Option<u64> {
        self.by_key.values().find_map(|outline| outline.sizes.get(file)).copied()
    }

    /// Whether an output file might be there, if an institution were without errors.
    pub(super) fn may_answer(&self, file: &str) -> bool {
        self.by_key
            .values()
            .any(|outline| outline.broken && outline.home.as_ref().is_some_and(|home| file.starts_with(home.as_str())))
    }

    /// What a set of outward links finds: as long as this stays equal, so does what was made of them.
    pub fn state(&self, outward: &BTreeSet<String>) -> ContentHash {
        let mut text = String::new();
        for link in outward {
            let file = match link.split_once(':') {
                Some(("path", path)) => self.by_path(path).map(|(file, published)| {
                    format!("{file} {published} {} {:?}", self.answers(&file), self.size(&file))
                }),
                Some((_, file)) => {
                    let (answers, shows, may) = (self.answers(file), self.shows(file), self.may_answer(file));
                    Some(format!("{file} {answers} {shows} {may} {:?}", self.size(file)))
                }
                None => None,
            };
            let file = file.unwrap_or_default();
            let ids = self.ids(file.split(' ').next().unwrap_or_default()).unwrap_or_default();
            text.push_str(&format!("{link}={file}#{}\n", ids.join(" ")));
        }
        ContentHash::of(text.as_bytes())
    }

    /// The ids of a page, where they are known.
    pub(super) fn ids(&self, file: &str) -> Option<&[String]> {
        self.by_key.values().find_map(|outline| outline.ids.get(file)).map(Vec::as_slice)
    }
}

/// What an institution knows of the site around it.
#[derive(Debug, Clone, Default)]
pub struct Neighbourhood {
    /// Its own key.
    pub key: String,
    /// All institutions, itself included.
    pub institutions: Arc<BTreeMap<String, Neighbour>>,
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
}
