//! What a preview keeps at hand between its runs. Nothing here that could not be found again on the disk.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::content::Placement;
use crate::diagnostic::Findings;
use crate::disk::{Failure, Reader, Tree, is_at_or_beneath, rescan, scan};
use crate::locale::Lang;
use crate::output::ContentHash;
use crate::resolve::is_text;
use crate::theme::Theme;

/// What is at hand between the runs of one preview, so that an edit costs no more than its institution. A build begins
/// with an empty one.
///
/// It holds nothing that could not be found again on the disk, and it must be told what happened there: see
/// [`Session::refresh`] and [`Session::compare`].
#[derive(Default)]
pub struct Session {
    /// What there is, and what was odd about it.
    pub(super) scanned: Option<(Arc<Tree>, Findings)>,
    /// The fingerprints of the institutions' files, by folder, as far as nothing happened in it.
    pub(super) fingerprints: Mutex<FxHashMap<String, ContentHash>>,
    /// What is known of each `institution.yaml`, by its path, as long as its bytes are these.
    pub(super) introductions: FxHashMap<String, (ContentHash, Introduction)>,
    /// The theme, as long as its files are these.
    pub(super) theme: Option<(ContentHash, Arc<Theme>)>,
}

/// What others need to know of an institution, before it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Introduction {
    pub placement: Placement,
    pub name: Option<String>,
    pub language: Option<Lang>,
}

impl Session {
    /// The fingerprints of all files that the last run saw and that may be pictures.
    ///
    /// # Errors
    /// Where one cannot be read that was not read before.
    pub fn pictures(&self, reader: &Reader) -> Result<BTreeSet<ContentHash>, Failure> {
        let entries = self.scanned.iter().flat_map(|(tree, _)| tree.entries());
        entries.filter(|entry| !is_text(&entry.path)).map(|entry| reader.hash(entry)).collect()
    }

    /// Looks again at these files and folders (paths from the root), where something happened.
    ///
    /// # Errors
    /// Where a folder cannot be listed.
    pub fn refresh(&mut self, reader: &Reader, paths: &BTreeSet<String>) -> Result<(), Failure> {
        reader.begin_again();
        let Some((tree, findings)) = &mut self.scanned else { return Ok(()) };
        let result = rescan(reader.root(), Arc::make_mut(tree), findings, paths);
        if result.is_err() {
            self.scanned = None;
        }
        let touched =
            |folder: &str| paths.iter().any(|path| is_at_or_beneath(path, folder) || is_at_or_beneath(folder, path));
        let fingerprints = self.fingerprints.get_mut().unwrap_or_else(PoisonError::into_inner);
        fingerprints.retain(|folder, _| !touched(folder));
        result
    }

    /// Looks at everything again. Whether anything changed, or may have.
    ///
    /// # Errors
    /// Where a folder cannot be listed.
    pub fn compare(&mut self, reader: &Reader) -> Result<bool, Failure> {
        reader.begin_again();
        let earlier = self.scanned.take();
        let fingerprints = self.fingerprints.get_mut().unwrap_or_else(PoisonError::into_inner);
        let (tree, findings) = scan(reader.root()).inspect_err(|_| fingerprints.clear())?;
        let changed = match earlier {
            Some((earlier, odd)) => {
                let paths = earlier.differences(&tree);
                for path in &paths {
                    let mut folder = path.as_str();
                    while let Some((above, _)) = folder.rsplit_once('/') {
                        fingerprints.remove(above);
                        folder = above;
                    }
                }
                !paths.is_empty() || !odd.iter().eq(findings.iter())
            }
            None => {
                fingerprints.clear();
                true
            }
        };
        self.scanned = Some((Arc::new(tree), findings));
        Ok(changed)
    }

    /// A fingerprint of what the file system said of all files: two that are equal mean that nobody wrote in between.
    pub fn stamps(&self) -> ContentHash {
        let mut hasher = blake3::Hasher::new();
        for entry in self.scanned.iter().flat_map(|(tree, _)| tree.entries()) {
            let (size, modified, changed, inode) = entry.stamp.into();
            hasher.update(entry.path.as_bytes()).update(&[0]);
            hasher.update(&size.to_le_bytes()).update(&modified.to_le_bytes());
            hasher.update(&changed.to_le_bytes()).update(&inode.to_le_bytes());
        }
        hasher.finalize().into()
    }

    /// The links among these files' neighbours that lead to one of them, or into one of these folders.
    pub fn links_to(&self, paths: &BTreeSet<String>) -> BTreeSet<String> {
        let links = self.scanned.iter().flat_map(|(tree, _)| tree.links());
        let leads_there = |target: &str| paths.iter().any(|path| is_at_or_beneath(target, path));
        links.filter(|(_, target)| leads_there(target)).map(|(link, _)| link.to_owned()).collect()
    }

    /// The folders, from the root, in which the targets of links lie.
    pub fn folders_of_targets(&self) -> BTreeSet<String> {
        let links = self.scanned.iter().flat_map(|(tree, _)| tree.links());
        links.map(|(_, target)| target.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()).collect()
    }

    /// Whether a file or folder was there when we last looked.
    pub fn knows(&self, path: &str) -> bool {
        let tree = self.scanned.as_ref().map(|(tree, _)| tree);
        tree.is_some_and(|tree| tree.get(path).is_some() || !tree.under(path).is_empty())
    }
}
