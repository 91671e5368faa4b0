//! Reading the author's files: text that must be UTF-8, bytes that are only passed on, and fingerprints of both.
//!
//! A file that is not text is the author's to mend, and a [`Diagnostic`]; a file that cannot be read is a [`Failure`].

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::cache::CacheFolder;
use super::encoding;
use super::failure::{Action, Failure};
use super::tree::{Entry, Stamp};
use crate::diagnostic::{Bytes, Diagnostic, Problem};
use crate::output::ContentHash;
use crate::source::{Place, Source};

/// The largest text that is read, in bytes: far beyond what a person writes, far below what hurts.
pub const TEXT_LIMIT: u64 = 16 * 1024 * 1024;

/// Reads a file as it is.
pub fn read_bytes(root: &Path, entry: &Entry) -> Result<Vec<u8>, Failure> {
    let path = root.join(&entry.path);
    read_up_to(&path, u64::MAX).map_err(|error| Failure::system(Action::Reading, path, error))
}

/// Reads a file as text: UTF-8, with or without a byte-order mark, its line ends made `\n`. Beside it the fingerprint
/// of the bytes as they stand on the disk.
fn read_text(root: &Path, entry: &Entry) -> Result<Result<(Arc<Source>, ContentHash), Diagnostic>, Failure> {
    let problem = |problem| Ok(Err(Diagnostic::new(problem, Place::file(entry.path.clone()))));
    let too_large = |size: u64| Problem::FileTooLarge { size: Bytes(size), limit: Bytes(TEXT_LIMIT) };
    if entry.size() > TEXT_LIMIT {
        return problem(too_large(entry.size()));
    }
    let path = root.join(&entry.path);
    let bytes = read_up_to(&path, TEXT_LIMIT + 1).map_err(|error| Failure::system(Action::Reading, path, error))?;
    // It has grown since we looked.
    if bytes.len() as u64 > TEXT_LIMIT {
        return problem(too_large(bytes.len() as u64));
    }
    let hash = ContentHash::of(&bytes);
    match encoding::decode(bytes) {
        Ok(text) => Ok(Ok((Source::new(entry.path.clone(), text), hash))),
        Err(reason) => problem(reason),
    }
}

fn read_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open(path)?;
    let expected = file.metadata().map_or(0, |metadata| metadata.len().min(limit));
    bytes.try_reserve_exact(usize::try_from(expected).unwrap_or(usize::MAX).saturating_add(1))?;
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file. Some editors save by deleting and making anew, so one that is not there is given a moment.
pub(super) fn open(path: &Path) -> io::Result<File> {
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::thread::sleep(Duration::from_millis(20));
            File::open(path)
        }
        result => result,
    }
}

/// Reads files and remembers their fingerprints, from run to run. Shared by all threads.
pub struct Reader {
    root: PathBuf,
    /// What the cache held when we began.
    remembered: FxHashMap<String, (Stamp, ContentHash)>,
    /// What is known in this run; `true` where the stamp vouches for the bytes.
    known: Mutex<FxHashMap<String, (Stamp, ContentHash, bool)>>,
}

/// The name under which the fingerprints are kept.
const REMEMBERED: &str = "sources";

impl Reader {
    /// A reader of a root's files that knows what an earlier run remembered.
    pub fn new(root: &Path, cache: &CacheFolder) -> Reader {
        let remembered: Vec<(String, Stamp, ContentHash)> = cache.load(REMEMBERED).unwrap_or_default();
        Reader {
            root: root.to_owned(),
            remembered: remembered.into_iter().map(|(path, stamp, hash)| (path, (stamp, hash))).collect(),
            known: Mutex::default(),
        }
    }

    /// Where the files are.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file as text: UTF-8, with or without a byte-order mark, its line ends made `\n`. Its fingerprint is noted on the
    /// way: who reads a file first need not hash it later.
    pub fn source(&self, entry: &Entry) -> Result<Result<Arc<Source>, Diagnostic>, Failure> {
        Ok(read_text(&self.root, entry)?.map(|(source, hash)| {
            self.note(entry, hash);
            source
        }))
    }

    /// [`read_bytes`], its fingerprint noted on the way.
    pub fn bytes(&self, entry: &Entry) -> Result<Vec<u8>, Failure> {
        let bytes = read_bytes(&self.root, entry)?;
        self.note(entry, ContentHash::of(&bytes));
        Ok(bytes)
    }

    /// The fingerprint of a file's bytes. A file whose stamp is the remembered one is not read, nor one that was read
    /// in this run.
    pub fn hash(&self, entry: &Entry) -> Result<ContentHash, Failure> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&entry.path).copied();
        if let Some((stamp, hash, _)) = known
            && stamp == entry.stamp
        {
            return Ok(hash);
        }
        if let Some((stamp, hash)) = self.remembered.get(&entry.path)
            && *stamp == entry.stamp
        {
            self.note(entry, *hash);
            return Ok(*hash);
        }
        let path = self.root.join(&entry.path);
        let hash = hash_file(&path).map_err(|error| Failure::system(Action::Reading, path, error))?;
        self.note(entry, hash);
        Ok(hash)
    }

    /// The fingerprint of some files, names and bytes: equal as long as nothing changed but dates.
    pub fn fingerprint<'e>(&self, entries: impl IntoIterator<Item = &'e Entry>) -> Result<ContentHash, Failure> {
        let mut hasher = blake3::Hasher::new();
        for entry in entries {
            // A path holds no NUL, so no two lists run together into the same bytes.
            hasher.update(entry.path.as_bytes()).update(&[0]).update(self.hash(entry)?.as_bytes());
        }
        Ok(hasher.finalize().into())
    }

    /// A file of these bytes, by what was last read: the new name of one that was renamed.
    pub fn path_of(&self, hash: ContentHash) -> Option<String> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|(_, (_, other, _))| *other == hash).map(|(path, _)| path.clone())
    }

    /// Begins another run, after another [`super::scan`]: what was too fresh to be trusted is read again.
    pub fn begin_again(&self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (_, _, settled)| *settled);
    }

    /// Keeps the fingerprints of what this run looked at for the next one.
    pub fn remember(&self, cache: &CacheFolder) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let settled = known.iter().filter(|(_, (_, _, settled))| *settled);
        let mut all: Vec<(&str, Stamp, ContentHash)> =
            settled.map(|(path, (stamp, hash, _))| (path.as_str(), *stamp, *hash)).collect();
        let same = |(path, stamp, hash): &(&str, Stamp, ContentHash)| {
            self.remembered.get(*path).is_some_and(|remembered| *remembered == (*stamp, *hash))
        };
        if all.len() == self.remembered.len() && all.iter().all(same) {
            return;
        }
        all.sort_unstable_by_key(|(path, _, _)| *path);
        cache.store(REMEMBERED, &all);
    }

    fn note(&self, entry: &Entry, hash: ContentHash) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(entry.path.clone(), (entry.stamp, hash, entry.settled));
    }
}

/// The fingerprint of a file's bytes, however many there are.
pub(super) fn hash_file(path: &Path) -> io::Result<ContentHash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(open(path)?)?;
    Ok(hasher.finalize().into())
}
