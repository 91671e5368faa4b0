//! What the preview publishes: the site's files, those of the last edits in memory, the others put down in a file. Nothing
//! here knows a request or a socket.
//!
//! A part (an institution, what readers search of it, or the site's own pages) is replaced as a whole and at once. What
//! comes in a run is put there before what goes is taken away, so a page that stood before and stands afterwards is
//! there at every moment between.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use axum::body::Bytes;
use rustc_hash::FxHashMap;

use super::store::{PageStore, Piece};
use crate::disk::Failure;
use crate::output::{Content, ContentHash, Output};
use crate::pages::Summary;
use crate::pipeline::{Destination, Made};

/// So many bytes of pages are kept in memory: a few dozen institutions.
const MEMORY: usize = 24 << 20;

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
    /// Put down: the part's piece, and which of its bytes.
    Stored(Arc<Piece>, u64, usize),
    /// In a file of the author's, or in one of the caches': its path from the root.
    Copied(Box<str>),
}

impl ServedBody {
    /// The bytes of what the build made; none for a copied file.
    pub fn made(&self) -> Option<io::Result<Bytes>> {
        match self {
            ServedBody::Made(bytes) => Some(Ok(bytes.clone())),
            ServedBody::Stored(piece, start, length) => Some(piece.read(*start, *length)),
            ServedBody::Copied(_) => None,
        }
    }
}

type Files = FxHashMap<Box<str>, ServedFile>;

struct Part {
    files: Files,
    summary: Option<Arc<Summary>>,
}

type Parts = BTreeMap<Arc<str>, Arc<Part>>;

/// All that is published. Shared by all threads.
pub(super) struct MemoryDestination {
    parts: RwLock<Arc<Parts>>,
    run: Mutex<Run>,
    /// Counts the changes to files that a page shows but does not hold: pictures, styles.
    assets: AtomicU64,
    store: Arc<PageStore>,
}

/// What happened since the last run that came to its end.
#[derive(Default)]
struct Run {
    /// Parts to stay.
    kept: BTreeSet<String>,
    /// Parts that were put there. If the run does not come to its end, what is remembered of them is no longer true.
    published: BTreeSet<String>,
    /// Such parts of runs that did not come to their ends, and parts of which a file was lost.
    doubtful: BTreeSet<String>,
    /// Whether any file is another than before.
    changed: bool,
    /// The parts in memory, the longest published first, with their bytes.
    in_memory: VecDeque<(Arc<str>, Arc<Part>, usize)>,
}

impl MemoryDestination {
    /// Nothing is published yet.
    pub fn new(store: Arc<PageStore>) -> MemoryDestination {
        MemoryDestination { parts: RwLock::default(), run: Mutex::default(), assets: AtomicU64::new(0), store }
    }

    /// The file of an output path.
    pub fn find(&self, path: &str) -> Option<ServedFile> {
        let parts = self.parts();
        // A part's files are few; that there may be a thousand parts costs less than an index that every edit rewrites.
        parts.values().find_map(|part| part.files.get(path)).cloned()
    }

    /// A file of the caches that a part shows is there no more: the part is to be built again, whatever is remembered.
    pub fn lose(&self, path: &str) {
        let parts = self.parts();
        let key = parts.iter().find(|(_, part)| part.files.contains_key(path)).map(|(key, _)| key.to_string());
        self.run().doubtful.extend(key);
    }

    /// Whether the next run makes up for something that was lost.
    pub fn is_any_lost(&self) -> bool {
        !self.run().doubtful.is_empty()
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
        let mut parts = Parts::clone(&self.parts());
        let count = parts.len();
        // A search stays as long as its institution does.
        let stays = |key: &str| {
            let key = key.strip_suffix(SEARCH).unwrap_or(key);
            run.kept.contains(key) || run.published.contains(key)
        };
        parts.retain(|key, _| stays(key));
        run.changed |= parts.len() != count;
        run.in_memory.retain(|(key, _, _)| parts.contains_key(key));
        self.set(parts);
        run.kept.clear();
        for key in mem::take(&mut run.published) {
            run.doubtful.remove(&key);
        }
        mem::take(&mut run.changed)
    }

    /// Ends a run that came to nothing: everything stays. Whether anything is other than before the run all the same.
    pub fn give_up(&self) -> bool {
        let mut run = self.run();
        let published = mem::take(&mut run.published);
        run.doubtful.extend(published);
        run.kept.clear();
        mem::take(&mut run.changed)
    }

    fn parts(&self) -> Arc<Parts> {
        Arc::clone(&self.parts.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, parts: Parts) {
        *self.parts.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(parts);
    }

    fn run(&self) -> MutexGuard<'_, Run> {
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a part in the place of the one that stood there.
    fn replace(&self, key: &str, output: Output, summary: Option<&Summary>) {
        let mut files = Files::default();
        let mut size = 0;
        let before = self.parts();
        for (path, content) in output.into_files() {
            let hash = content.hash();
            let body = match content {
                Content::Standing(_) => match before.get(key).and_then(|part| part.files.get(path.as_str())) {
                    Some(standing) => standing.body.clone(),
                    None => continue,
                },
                Content::Bytes(bytes) => {
                    size += bytes.len();
                    ServedBody::Made(bytes.into())
                }
                Content::Copy { source, .. } => ServedBody::Copied(source.into()),
            };
            files.insert(path.into(), ServedFile { hash, body });
        }
        let key: Arc<str> = key.into();
        let mut run = self.run();
        let mut parts = Parts::clone(&self.parts());
        let earlier = parts.get(&key);
        let is_same = |path: &str, leaf: &ServedFile| {
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
        let part = Arc::new(Part { files, summary: summary.cloned().map(Arc::new) });
        run.in_memory.retain(|(other, _, _)| *other != key);
        run.in_memory.push_back((Arc::clone(&key), Arc::clone(&part), size));
        parts.insert(key, part);
        self.set(parts);
        drop(run);
        self.put_down();
    }

    /// Puts down those of the parts in memory that were published longest ago, as long as there are too many.
    fn put_down(&self) {
        loop {
            let (key, part) = {
                let mut run = self.run();
                let total: usize = run.in_memory.iter().map(|(_, _, size)| size).sum();
                // The one that was published last is the one that somebody is at.
                if total <= MEMORY || run.in_memory.len() < 2 {
                    return;
                }
                let Some((key, part, _)) = run.in_memory.pop_front() else { return };
                (key, part)
            };
            // Where the disk does not take it, it stays.
            let Some(stored) = stored(&part, &self.store) else { continue };
            let _run = self.run();
            let mut parts = Parts::clone(&self.parts());
            // It may have been published anew since.
            if parts.get(&key).is_some_and(|standing| Arc::ptr_eq(standing, &part)) {
                parts.insert(key, Arc::new(stored));
                self.set(parts);
            }
        }
    }
}

/// The same part with its pages put down.
fn stored(part: &Part, store: &Arc<PageStore>) -> Option<Part> {
    let mut bytes = Vec::new();
    for file in part.files.values() {
        if let ServedBody::Made(made) = &file.body {
            bytes.extend_from_slice(made);
        }
    }
    let piece = store.put(&bytes)?;
    let mut start = 0;
    let mut put_down = |file: &ServedFile| {
        let body = match &file.body {
            ServedBody::Made(made) => {
                let body = ServedBody::Stored(Arc::clone(&piece), start, made.len());
                start += made.len() as u64;
                body
            }
            other => other.clone(),
        };
        ServedFile { hash: file.hash, body }
    };
    let files = part.files.iter().map(|(path, file)| (path.clone(), put_down(file))).collect();
    Some(Part { files, summary: part.summary.clone() })
}

/// What an institution's key ends with where the part is what readers search of it. No folder's name holds a tab.
const SEARCH: &str = "\tsearch";

/// Whether pages show a file without holding it.
fn is_asset(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    matches!(ending, "css" | "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "avif" | "woff2")
}

impl Destination for MemoryDestination {
    fn standing(&self, key: &str) -> Option<Summary> {
        self.parts().get(key)?.summary.as_deref().cloned()
    }

    fn standing_keys(&self) -> Vec<String> {
        self.parts().keys().filter(|key| !key.ends_with(SEARCH)).map(|key| key.to_string()).collect()
    }

    fn standing_files(&self, key: &str) -> Option<BTreeMap<String, ContentHash>> {
        let parts = self.parts();
        let files = parts.get(key).into_iter().flat_map(|part| &part.files);
        Some(files.map(|(path, leaf)| (path.to_string(), leaf.hash)).collect())
    }

    fn owners(&self, key: &str, output: &Output) -> BTreeMap<String, Vec<String>> {
        let (parts, run) = (self.parts(), self.run());
        let own = parts.get(key);
        let is_new = |path: &&str| !own.is_some_and(|own| own.files.contains_key(*path));
        let new: Vec<&str> = output.iter().map(|(path, _)| path).filter(is_new).collect();
        // What was published in this run does not stand from an earlier one.
        let others = parts.iter().filter(|(other, _)| !other.ends_with(SEARCH) && ***other != *key);
        let others = others.filter(|(other, _)| !run.published.contains(&***other));
        let taken = |part: &Part| -> Vec<String> {
            new.iter().filter(|path| part.files.contains_key(**path)).map(|path| (*path).to_owned()).collect()
        };
        others.map(|(other, part)| (other.to_string(), taken(part))).filter(|(_, taken)| !taken.is_empty()).collect()
    }

    fn is_intact(&self, key: &str) -> bool {
        !self.run().doubtful.contains(key) && self.parts().contains_key(key)
    }

    fn publish(&self, key: &str, made: Made<'_>) -> Result<(), Failure> {
        self.replace(key, made.output, made.summary);
        self.run().published.insert(key.to_owned());
        made.index.map_or(Ok(()), |index| self.publish_index(key, index))
    }

    fn publish_index(&self, key: &str, index: Output) -> Result<(), Failure> {
        self.replace(&format!("{key}{SEARCH}"), index, None);
        self.keep(key);
        Ok(())
    }

    fn keep(&self, key: &str) {
        self.run().kept.insert(key.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::CacheFolder;

    fn output(paths: &[&str], size: usize) -> Output {
        let mut output = Output::new();
        paths.iter().for_each(|path| output.insert(*path, path.bytes().cycle().take(size).collect::<Vec<_>>()));
        output
    }

    #[test]
    fn what_nobody_edits_is_put_down_and_answers_all_the_same() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let published = MemoryDestination::new(PageStore::new(CacheFolder::of_preview(folder.path())));
        let size = MEMORY / 8;
        let publish = |number: usize| {
            let paths = [format!("{number}/a"), format!("{number}/b")];
            let output = output(&[&paths[0], &paths[1]], size);
            published.publish(&number.to_string(), Made { output, index: None, summary: None })
        };
        (0..10).try_for_each(publish)?;
        publish(3)?;
        for number in 0..10 {
            for name in ["a", "b"] {
                let path = format!("{number}/{name}");
                let body = published.find(&path).ok_or("not found")?.body;
                assert_eq!(matches!(body, ServedBody::Made(_)), [3, 7, 8, 9].contains(&number), "{path}");
                let bytes = body.made().ok_or("copied")??;
                assert!(bytes.len() == size && bytes.starts_with(path.as_bytes()), "{path}");
            }
        }
        Ok(())
    }

    #[test]
    fn a_search_stays_until_another_comes_or_its_institution_goes() -> Result<(), Failure> {
        let published = MemoryDestination::new(PageStore::new(CacheFolder::none()));
        let made = |index: Option<&str>| Made {
            output: output(&["school/index.html"], 1),
            index: index.map(|name| output(&[name], 1)),
            summary: None,
        };
        published.publish("school", made(Some("school/old.js")))?;
        published.finish();
        published.publish("school", made(None))?;
        published.finish();
        assert!(published.find("school/old.js").is_some(), "the pages were built without it");
        published.publish_index("school", output(&["school/new.js"], 1))?;
        published.finish();
        assert!(published.find("school/old.js").is_none() && published.find("school/new.js").is_some());
        assert!(published.find("school/index.html").is_some());
        published.finish();
        assert!(published.is_empty());
        Ok(())
    }
}
