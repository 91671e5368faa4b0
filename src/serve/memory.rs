//! What the preview publishes: the site's files, in memory. Nothing here knows a request or a socket.
//!
//! A part (an institution, or the site's own pages) is replaced as a whole and at once. What comes in a run is put there
//! before what goes is taken away, so a page that stood before and stands afterwards is there at every moment between.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use axum::body::Bytes;
use rustc_hash::FxHashMap;

use crate::disk::Failure;
use crate::output::{Content, ContentHash, Output};
use crate::pages::Summary;
use crate::pipeline::Destination;

/// One file as it is served.
#[derive(Debug, Clone)]
pub(super) struct ServedFile {
    pub hash: ContentHash,
    pub body: ServedBody,
}

/// Where a file's bytes are.
#[derive(Debug, Clone)]
pub(super) enum ServedBody {
    Made(Bytes),
    /// In a file of the author's: its path from the root.
    Copied(String),
}

struct Part {
    files: FxHashMap<String, ServedFile>,
    summary: Option<Summary>,
}

/// All that is published. Shared by all threads.
#[derive(Default)]
pub(super) struct MemoryDestination {
    parts: RwLock<Arc<BTreeMap<String, Arc<Part>>>>,
    run: Mutex<Run>,
    /// Counts the changes to files that a page shows but does not hold: pictures, styles.
    assets: AtomicU64,
}

/// What happened since the last run that came to its end.
#[derive(Default)]
struct Run {
    /// Parts to stay.
    kept: BTreeSet<String>,
    /// Parts that were put there. If the run does not come to its end, what is remembered of them is no longer true.
    published: BTreeSet<String>,
    /// Such parts of runs that did not come to their ends.
    doubtful: BTreeSet<String>,
    /// Whether any file is another than before.
    changed: bool,
}

impl MemoryDestination {
    /// The file of an output path.
    pub fn find(&self, path: &str) -> Option<ServedFile> {
        let parts = self.parts();
        // A part's files are few; that there may be a thousand parts costs less than an index that every edit rewrites.
        parts.values().find_map(|part| part.files.get(path)).cloned()
    }

    /// Whether nothing is published.
    pub fn is_empty(&self) -> bool {
        self.parts().is_empty()
    }

    /// The count of changes to what pages show but do not hold.
    pub fn assets(&self) -> u64 {
        self.assets.load(Ordering::Relaxed)
    }

    /// Ends a run: what it neither published nor kept goes. Whether anything is other than before the run.
    pub fn finish(&self) -> bool {
        let mut run = self.run();
        let staying: BTreeSet<String> = run.kept.union(&run.published).cloned().collect();
        let mut parts = BTreeMap::clone(&self.parts());
        let count = parts.len();
        parts.retain(|key, _| staying.contains(key));
        run.changed |= parts.len() != count;
        self.set(parts);
        let changed = run.changed;
        *run = Run::default();
        changed
    }

    /// Ends a run that came to nothing: everything stays. Whether anything is other than before the run all the same.
    pub fn give_up(&self) -> bool {
        let mut run = self.run();
        let published = mem::take(&mut run.published);
        run.doubtful.extend(published);
        run.kept.clear();
        mem::take(&mut run.changed)
    }

    fn parts(&self) -> Arc<BTreeMap<String, Arc<Part>>> {
        Arc::clone(&self.parts.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, parts: BTreeMap<String, Arc<Part>>) {
        *self.parts.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(parts);
    }

    fn run(&self) -> MutexGuard<'_, Run> {
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether pages show a file without holding it.
fn is_asset(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    matches!(ending, "css" | "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "avif" | "woff2")
}

impl Destination for MemoryDestination {
    fn standing(&self, key: &str) -> Option<Summary> {
        self.parts().get(key)?.summary.clone()
    }

    fn standing_keys(&self) -> Vec<String> {
        self.parts().keys().cloned().collect()
    }

    fn owners(&self, key: &str, output: &Output) -> BTreeMap<String, String> {
        let parts = self.parts();
        let others = parts.iter().filter(|(other, _)| other.as_str() != key);
        let taken = |part: &Part| output.iter().map(|(path, _)| path).find(|path| part.files.contains_key(*path));
        others.filter_map(|(other, part)| Some((other.clone(), taken(part)?.to_owned()))).collect()
    }

    fn is_intact(&self, key: &str) -> bool {
        !self.run().doubtful.contains(key) && self.parts().contains_key(key)
    }

    fn publish(&self, key: &str, output: Output, summary: Option<&Summary>) -> Result<(), Failure> {
        let mut files = FxHashMap::default();
        for (path, content) in output.into_files() {
            let hash = content.hash();
            let body = match content {
                Content::Bytes(bytes) => ServedBody::Made(bytes.into()),
                Content::Copy { source, .. } => ServedBody::Copied(source),
            };
            files.insert(path, ServedFile { hash, body });
        }
        let mut run = self.run();
        let mut parts = BTreeMap::clone(&self.parts());
        let earlier = parts.get(key);
        let is_same = |path: &String, leaf: &ServedFile| {
            earlier.and_then(|part| part.files.get(path)).is_some_and(|earlier| earlier.hash == leaf.hash)
        };
        let mut changed = earlier.is_none_or(|part| part.files.len() != files.len());
        let mut assets_changed = false;
        for (path, _) in files.iter().filter(|(path, leaf)| !is_same(path, leaf)) {
            changed = true;
            assets_changed |= is_asset(path);
        }
        if assets_changed {
            self.assets.fetch_add(1, Ordering::Relaxed);
        }
        run.changed |= changed;
        run.published.insert(key.to_owned());
        parts.insert(key.to_owned(), Arc::new(Part { files, summary: summary.cloned() }));
        self.set(parts);
        Ok(())
    }

    fn keep(&self, key: &str) {
        self.run().kept.insert(key.to_owned());
    }
}
