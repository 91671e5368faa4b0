//! What files there are: one walk over a folder, without reading any of them.
//!
//! A [`Tree`] is not what the site consists of: it lists what lies there, and the stages after it say what it is.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::failure::{Action, Failure};
use crate::diagnostic::{Findings, Problem};
use crate::source::Place;

/// What the file system says of a file, short of its bytes. Equal stamps mean equal bytes, as far as clocks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "(u64, i64, i64, u64)", from = "(u64, i64, i64, u64)")]
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

impl From<Stamp> for (u64, i64, i64, u64) {
    fn from(stamp: Stamp) -> Self {
        (stamp.size, stamp.modified, stamp.changed, stamp.inode)
    }
}

impl From<(u64, i64, i64, u64)> for Stamp {
    fn from((size, modified, changed, inode): (u64, i64, i64, u64)) -> Stamp {
        Stamp { size, modified, changed, inode }
    }
}

impl Stamp {
    /// The stamp of a file that was looked at.
    pub fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().map_or(0, nanoseconds);
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let changed = metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
            Stamp { size: metadata.len(), modified, changed, inode: metadata.ino() }
        }
        #[cfg(not(unix))]
        Stamp { size: metadata.len(), modified, changed: 0, inode: 0 }
    }

    /// Without the time of the entry's own change, which moves when a file is renamed.
    #[must_use]
    pub fn but_for_renaming(self) -> Stamp {
        Stamp { changed: 0, ..self }
    }
}

/// A moment as nanoseconds from 1970, as far as they reach.
fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanoseconds| -nanoseconds),
    }
}

/// How long a file must have been left alone for its stamp to vouch for its bytes: the coarsest clock of a file system
/// that is still in use (FAT) ticks every two seconds.
const SETTLING: i64 = 2_000_000_000;

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
    /// Where its bytes really lie, by the path from the root, if it is a link.
    pub target: Option<Box<str>>,
}

impl Entry {
    /// A file that was just looked at.
    ///
    /// # Errors
    /// Where there is none.
    pub fn at(root: &Path, path: &str) -> io::Result<Entry> {
        let stamp = Stamp::of(&fs::metadata(root.join(path))?);
        Ok(Entry { path: path.to_owned(), stamp, settled: false, target: None })
    }

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
    /// Of these files.
    pub fn new(mut entries: Vec<Entry>) -> Tree {
        entries.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        Tree { entries }
    }

    /// All of them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Each link with where it leads, both as paths from the root.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().filter_map(|entry| Some((entry.path.as_str(), entry.target.as_deref()?)))
    }

    /// Those beneath a folder, named without a `/` at its end: `content/school-9`.
    pub fn under(&self, folder: &str) -> &[Entry] {
        self.entries.get(self.range_under(folder)).unwrap_or_default()
    }

    fn range_under(&self, folder: &str) -> Range<usize> {
        // The paths that begin with `folder/` stand together: all of them after `folder/`, before `folder0`.
        let after_folder = |entry: &Entry, last: char| {
            let prefix = entry.path.as_bytes().get(..folder.len()).unwrap_or(entry.path.as_bytes());
            let rest = entry.path.as_bytes().get(folder.len()).copied().unwrap_or(0);
            prefix < folder.as_bytes() || prefix == folder.as_bytes() && u32::from(rest) < last as u32
        };
        let start = self.entries.partition_point(|entry| after_folder(entry, '/'));
        let end = self.entries.partition_point(|entry| after_folder(entry, '0'));
        start..end
    }

    /// The one of this path.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()?;
        self.entries.get(at)
    }

    /// Those that lie beneath none of these folders.
    pub fn outside<'f>(&self, folders: impl IntoIterator<Item = &'f str>) -> Vec<&Entry> {
        let mut ranges: Vec<Range<usize>> = folders.into_iter().map(|folder| self.range_under(folder)).collect();
        ranges.sort_unstable_by_key(|range| range.start);
        let mut outside = Vec::new();
        let mut next = 0;
        for range in ranges {
            outside.extend(self.entries.get(next..range.start).unwrap_or_default());
            next = next.max(range.end);
        }
        outside.extend(self.entries.get(next..).unwrap_or_default());
        outside
    }

    /// The paths at which another, later tree differs, or may: what was too fresh to be trusted counts as changed.
    pub fn differences(&self, later: &Tree) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        let (mut old, mut new) = (self.entries.iter().peekable(), later.entries.iter().peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (Some(one), Some(other)) => one.path.cmp(&other.path),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return paths,
            };
            let one = if order == Ordering::Greater { None } else { old.next() };
            let other = if order == Ordering::Less { None } else { new.next() };
            let same = matches!((one, other), (Some(one), Some(other)) if one.stamp == other.stamp && one.settled);
            if !same {
                paths.extend(one.or(other).map(|entry| entry.path.clone()));
            }
        }
    }

    /// Puts what was found at a path, and beneath it, in the place of what was there.
    fn replace(&mut self, path: &str, found: Vec<Entry>) {
        self.entries.drain(self.range_under(path));
        if let Ok(at) = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)) {
            self.entries.remove(at);
        }
        match <[Entry; 1]>::try_from(found) {
            Ok([entry]) => {
                let at = self.entries.partition_point(|other| other.path < entry.path);
                self.entries.insert(at, entry);
            }
            Err(found) => {
                self.entries.extend(found);
                // It is nearly in order already, which this sort makes use of.
                self.entries.sort_by(|one, other| one.path.cmp(&other.path));
            }
        }
    }
}

/// Whether a file or folder of this name is passed over: what editors, office programs and systems leave behind.
pub fn is_passed_over(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".tmp")
        || name.ends_with(".bak")
        || name == "thumbs.db"
        || name == "desktop.ini"
}

/// The files of `root/content`.
pub fn scan(root: &Path) -> Result<(Tree, Findings), Failure> {
    scan_folder(root, "content")
}

/// The files of a folder beneath the root: `themes/light`. A folder that is not there holds no files.
pub fn scan_folder(root: &Path, folder: &str) -> Result<(Tree, Findings), Failure> {
    let top = root.join(folder);
    let walk = Walk { root, resolved: fs::canonicalize(root).ok(), now: nanoseconds(SystemTime::now()) };
    match fs::symlink_metadata(&top) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(metadata) if metadata.is_symlink() => {
            let mut found = Found::default();
            found.warn(Problem::SymlinkOutside {}, folder.to_owned());
            return Ok((Tree::default(), found.findings));
        }
        Ok(_) => return Ok((Tree::default(), Findings::new())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Tree::default(), Findings::new())),
        Err(error) => return Err(Failure::system(Action::Listing, top, error)),
    }
    // The folders right beneath it are walked side by side: they are the institutions.
    let mut found = Found::default();
    let mut folders = Vec::new();
    for entry in WalkDir::new(&top).min_depth(1).max_depth(1) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walk.passable(error)?;
                continue;
            }
        };
        if walk.look_at(&entry, &mut found)? == Next::Enter {
            folders.push(entry.into_path());
        }
    }
    let parts: Result<Vec<Found>, Failure> = folders.par_iter().map(|folder| walk.all_beneath(folder)).collect();
    for part in parts? {
        found.entries.extend(part.entries);
        found.findings.append(part.findings);
    }
    Ok((Tree::new(found.entries), found.findings.sorted()))
}

/// Whether a path names something beneath a folder, or the folder itself.
pub fn is_at_or_beneath(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Brings a tree and what was found odd in it up to date where something happened: `paths` are those of files or
/// folders, from the root. As good as another [`scan`], as long as nothing happened elsewhere.
///
/// # Errors
/// Where a folder cannot be listed; the tree is then to be thrown away.
pub fn rescan(root: &Path, tree: &mut Tree, findings: &mut Findings, paths: &BTreeSet<String>) -> Result<(), Failure> {
    let walk = Walk { root, resolved: fs::canonicalize(root).ok(), now: nanoseconds(SystemTime::now()) };
    for path in paths {
        let mut above = path.as_str();
        let mut is_within_another = false;
        while let Some((folder, _)) = above.rsplit_once('/') {
            is_within_another |= paths.contains(folder);
            above = folder;
        }
        if is_within_another {
            continue;
        }
        let found = walk.look_again(path)?;
        tree.replace(path, found.entries);
        findings.retain(|finding| !finding.file().is_some_and(|file| is_at_or_beneath(file, path)));
        findings.append(found.findings);
    }
    Ok(())
}

/// What a walk has come upon.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    findings: Findings,
}

impl Found {
    fn warn(&mut self, problem: Problem, path: String) {
        self.findings.report(problem, Place::file(path));
    }
}

/// What to do after having looked at an entry.
#[derive(PartialEq, Eq)]
enum Next {
    /// It is a folder to walk.
    Enter,
    /// It is done with.
    Pass,
}

/// A walk over folders of one root.
struct Walk<'a> {
    root: &'a Path,
    /// The root without links on the way to it; none where it is not there.
    resolved: Option<PathBuf>,
    /// When the walk began.
    now: i64,
}

impl Walk<'_> {
    fn all_beneath(&self, folder: &Path) -> Result<Found, Failure> {
        self.all_of(WalkDir::new(folder).min_depth(1))
    }

    fn all_of(&self, folder: WalkDir) -> Result<Found, Failure> {
        let mut found = Found::default();
        let mut entries = folder.into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) => {
                    if self.look_at(&entry, &mut found)? == Next::Pass && entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Err(error) => self.passable(error)?,
            }
        }
        Ok(found)
    }

    /// What stands at a path now, and beneath it.
    fn look_again(&self, path: &str) -> Result<Found, Failure> {
        let mut place = self.root.to_owned();
        let mut names = path.split('/').peekable();
        while let Some(name) = names.next() {
            if is_passed_over(name) {
                return Ok(Found::default());
            }
            place.push(name);
            // A walk from above would not have come through a link or a file.
            let is_on_the_way = names.peek().is_some();
            if is_on_the_way && !fs::symlink_metadata(&place).is_ok_and(|metadata| metadata.is_dir()) {
                return Ok(Found::default());
            }
        }
        self.all_of(WalkDir::new(&place).follow_root_links(false))
    }

    /// What is gone by the time we come to it is as if it had not been there; any other error is the machine's.
    fn passable(&self, error: walkdir::Error) -> Result<(), Failure> {
        let path = error.path().unwrap_or(self.root).to_owned();
        let error = io::Error::from(error);
        if error.kind() == io::ErrorKind::NotFound {
            return Ok(());
        }
        Err(Failure::system(Action::Listing, path, error))
    }

    fn look_at(&self, entry: &walkdir::DirEntry, found: &mut Found) -> Result<Next, Failure> {
        if is_passed_over(&entry.file_name().to_string_lossy()) {
            return Ok(Next::Pass);
        }
        let path = self.relative(entry.path());
        if entry.file_name().to_str().is_none() {
            found.warn(Problem::NameNotUnicode {}, path);
            return Ok(Next::Pass);
        }
        let kind = entry.file_type();
        if kind.is_dir() {
            return Ok(Next::Enter);
        }
        let mut target = None;
        let metadata = if kind.is_symlink() {
            match self.target_of(entry.path()) {
                Some((place, metadata)) => {
                    target = Some(place.into());
                    metadata
                }
                None => {
                    found.warn(Problem::SymlinkOutside {}, path);
                    return Ok(Next::Pass);
                }
            }
        } else {
            match entry.metadata() {
                Ok(metadata) => metadata,
                Err(error) => return self.passable(error).map(|()| Next::Pass),
            }
        };
        if !metadata.is_file() {
            // A pipe would never end, a link to a folder might lead in a circle.
            found.warn(Problem::NotAFile {}, path);
            return Ok(Next::Pass);
        }
        let stamp = Stamp::of(&metadata);
        let settled = self.now.saturating_sub(stamp.modified.max(stamp.changed)) >= SETTLING;
        found.entries.push(Entry { path, stamp, settled, target });
        Ok(Next::Pass)
    }

    /// What a link leads to, if that lies within the root: its path from there.
    fn target_of(&self, link: &Path) -> Option<(String, Metadata)> {
        let target = fs::canonicalize(link).ok()?;
        let place = target.strip_prefix(self.resolved.as_deref()?).ok()?;
        let names: Vec<_> = place.iter().map(OsStr::to_string_lossy).collect();
        Some((names.join("/"), fs::metadata(&target).ok()?))
    }

    /// From the root, with `/` between folders.
    fn relative(&self, path: &Path) -> String {
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        let names: Vec<_> = relative.iter().map(OsStr::to_string_lossy).collect();
        names.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(paths: &[&str]) -> Tree {
        let entry =
            |path: &&str| Entry { path: (*path).to_owned(), stamp: Stamp::default(), settled: true, target: None };
        Tree::new(paths.iter().map(entry).collect())
    }

    #[test]
    fn a_folder_is_a_slice() {
        let tree = tree(&["c/a", "c/a b/x", "c/a-b/x", "c/a/x", "c/a/y/z", "c/a.md", "c/a0", "c/б/x", "c"]);
        let under = |folder| tree.under(folder).iter().map(|entry| entry.path.as_str()).collect::<Vec<_>>();
        assert_eq!(under("c/a"), ["c/a/x", "c/a/y/z"]);
        assert_eq!(under("c/a/y"), ["c/a/y/z"]);
        assert_eq!(under("c/б"), ["c/б/x"]);
        assert_eq!(under("c/none"), [""; 0]);
        assert_eq!(under("c").len(), 8);
        assert_eq!(tree.get("c/a-b/x").map(|entry| entry.path.as_str()), Some("c/a-b/x"));
        assert_eq!(tree.get("c/a-b"), None);
    }

    #[test]
    fn what_lies_outside_of_folders() {
        let tree = tree(&["c/a/x", "c/a/y", "c/about.md", "c/b/d/x", "c/b/x", "c/z/y"]);
        let outside = |folders: &[&str]| {
            let entries = tree.outside(folders.iter().copied());
            entries.iter().map(|entry| entry.path.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(outside(&["c/b", "c/a"]), "c/about.md c/z/y");
        assert_eq!(outside(&["c/b/d", "c/none"]), "c/a/x c/a/y c/about.md c/b/x c/z/y");
        assert_eq!(outside(&["c"]), "");
    }

    #[test]
    fn a_rescan_sees_what_a_scan_sees() -> Result<(), Box<dyn std::error::Error>> {
        let root = tempfile::tempdir()?;
        let put = |path: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap_or(&path)).and_then(|()| fs::write(path, "x"))
        };
        for path in ["content/a/x.md", "content/a/b/y.md", "content/c.md", "content/d/e.md"] {
            put(path)?;
        }
        let (mut tree, mut findings) = scan(root.path())?;
        put("content/a/b/z.md")?;
        put("content/n/e/w.md")?;
        put("content/n/.git/w.md")?;
        fs::remove_dir_all(root.path().join("content/d"))?;
        fs::remove_file(root.path().join("content/c.md"))?;
        put("content/c.md/now-a-folder.md")?;
        let touched =
            ["content/a/b/z.md", "content/n", "content/n/.git/w.md", "content/d", "content/d/e.md", "content/c.md"];
        rescan(root.path(), &mut tree, &mut findings, &touched.map(str::to_owned).into())?;
        let (expected, _) = scan(root.path())?;
        let paths = |tree: &Tree| tree.entries().iter().map(|entry| entry.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths(&tree), paths(&expected));
        assert!(tree.differences(&expected).len() >= 3, "what is fresh counts as changed");
        Ok(())
    }

    #[test]
    fn leavings_are_passed_over() {
        for name in [".git", "~$план.docx", "план.yaml~", "a.tmp", "a.BAK", "Thumbs.db", "desktop.ini"] {
            assert!(is_passed_over(name), "{name}");
        }
        for name in ["план.yaml", "~", "tmp", "a.tmp.md"] {
            assert_eq!(is_passed_over(name), name == "~", "{name}");
        }
    }
}
