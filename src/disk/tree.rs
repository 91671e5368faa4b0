//! What files there are: one walk over a folder, without reading any of them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use crate::diagnostic::Findings;

/// What the file system says of a file, short of its bytes. Equal stamps mean equal bytes, as far as clocks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// When it was last written: nanoseconds from 1970.
    pub modified: i64,
    /// When its entry last changed, where the system tells (0 elsewhere).
    pub changed: i64,
    /// Which file it is, where the system tells (0 elsewhere).
    pub inode: u64,
}

/// One file of the author's that may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// From the site's root, with `/` between folders.
    pub path: String,
    /// What the file system said of it.
    pub stamp: Stamp,
    /// Whether it was old enough when we looked for its stamp to vouch for its bytes: a file just written may be
    /// written again within the clock's tick.
    pub settled: bool,
}

impl Entry {
    /// Bytes.
    pub fn size(&self) -> u64 {
        self.stamp.size
    }
}

/// The files of a folder, in the order of their paths' bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    entries: Vec<Entry>,
}

impl Tree {
    /// All of them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Those beneath a folder, named without a `/` at its end.
    pub fn under(&self, _folder: &str) -> &[Entry] {
        &self.entries
    }

    /// The one of this path.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.path == path)
    }
}

/// The files of `root/content`.
pub fn scan(root: &Path) -> Result<(Tree, Findings), Failure> {
    scan_folder(root, "content")
}

/// The files of a folder beneath the root: `themes/light`. A folder that is not there holds no files.
pub fn scan_folder(_root: &Path, _folder: &str) -> Result<(Tree, Findings), Failure> {
    Ok((Tree::default(), Findings::new()))
}
