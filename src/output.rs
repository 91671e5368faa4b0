//! What a build made, as data: paths and bytes, the list of what stands, and how two lists differ.
//!
//! Nothing here knows a disk. An [`Output`] is written by [`crate::disk::OutputFolder`] or served by the preview; a
//! [`Manifest`] is what a folder's last build left in it, so that the next one knows what is ours.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Write};
use std::sync::Arc;

use serde::de::{DeserializeOwned, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The fingerprint of some bytes: the first half of their BLAKE3 hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 16]);

impl ContentHash {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash::from(blake3::hash(bytes))
    }

    /// The sixteen bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Thirty-two hexadecimal digits.
    pub fn to_hex(self) -> String {
        self.to_string()
    }

    /// The reverse of [`ContentHash::to_hex`].
    pub fn from_hex(text: &str) -> Option<ContentHash> {
        let digits = text.as_bytes();
        if digits.len() != 32 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let mut bytes = [0; 16];
        for (byte, at) in bytes.iter_mut().zip((0..32).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        Some(ContentHash(bytes))
    }
}

impl From<blake3::Hash> for ContentHash {
    fn from(hash: blake3::Hash) -> ContentHash {
        let mut half = [0; 16];
        half.copy_from_slice(&hash.as_bytes()[..16]);
        ContentHash(half)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for ContentHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_hex())
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ContentHash, D::Error> {
        deserializer.deserialize_str(HexVisitor)
    }
}

/// Reads the digits where they stand: a manifest has one hash a file.
struct HexVisitor;

impl Visitor<'_> for HexVisitor {
    type Value = ContentHash;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("32 hexadecimal digits")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<ContentHash, E> {
        ContentHash::from_hex(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// What one file of the output holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Bytes that the build made.
    Bytes(Vec<u8>),
    /// A copy of a file of the author's, so that a film of a school feast never has to fit into memory.
    Copy {
        /// The file's path from the site's root, with `/`.
        source: String,
        /// What its bytes were when the build looked.
        hash: ContentHash,
    },
    /// What an earlier build published there, as it stands.
    Standing(ContentHash),
}

impl Content {
    /// The fingerprint of the bytes.
    pub fn hash(&self) -> ContentHash {
        match self {
            Content::Bytes(bytes) => ContentHash::of(bytes),
            Content::Copy { hash, .. } | Content::Standing(hash) => *hash,
        }
    }
}

/// What a part of the site is to consist of: an institution's files, or the site's own. Paths are from the output
/// folder, with `/` between folders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    files: BTreeMap<String, Content>,
}

impl Output {
    /// Nothing yet.
    pub fn new() -> Output {
        Output::default()
    }

    /// One more file. A path that is taken gets the new bytes: the addresses were checked long before.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), Content::Bytes(bytes.into()));
    }

    /// One more file that is a copy of the author's, by its path from the site's root.
    pub fn insert_copy(&mut self, path: impl Into<String>, source: impl Into<String>, hash: ContentHash) {
        self.files.insert(path.into(), Content::Copy { source: source.into(), hash });
    }

    /// What stands at a path from an earlier build stays there, whatever this one made.
    pub fn leave(&mut self, path: impl Into<String>, hash: ContentHash) {
        self.files.insert(path.into(), Content::Standing(hash));
    }

    /// All of another's.
    pub fn append(&mut self, mut other: Output) {
        self.files.append(&mut other.files);
    }

    /// What stands at a path.
    pub fn get(&self, path: &str) -> Option<&Content> {
        self.files.get(path)
    }

    /// Path and content of each file, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Content)> {
        self.files.iter().map(|(path, content)| (path.as_str(), content))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files themselves.
    pub fn into_files(self) -> BTreeMap<String, Content> {
        self.files
    }
}

/// One part of a site that was published: its files, and what the site's own pages need to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Each file with its fingerprint.
    pub files: BTreeMap<String, ContentHash>,
    /// The summary as JSON text. It stays text until somebody asks: a region's summaries as trees of values would
    /// take more memory than its pages, and a number read and written again may not come back the same.
    summary: Box<str>,
}

impl Part {
    /// A part of these files with its summary.
    pub fn new<S: Serialize>(files: BTreeMap<String, ContentHash>, summary: &S) -> serde_json::Result<Part> {
        Ok(Part { files, summary: serde_json::to_string(summary)?.into() })
    }

    /// The summary; none where it was written by a version that knew another shape.
    pub fn summary<S: DeserializeOwned>(&self) -> Option<S> {
        serde_json::from_str(&self.summary).ok()
    }
}

/// Everything that an output folder holds by our doing, part by part.
///
/// Its file is JSON, a line a value, so that a region's is read and written without being held twice: a heading, then
/// for each part a line with its files and a line with its summary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    parts: BTreeMap<String, Arc<Part>>,
}

/// The first line of a manifest's file.
#[derive(Serialize, Deserialize)]
struct Heading {
    letopis_manifest: u32,
}

/// The line of a part's files.
#[derive(Serialize, Deserialize)]
struct PartLine<'a> {
    #[serde(borrow)]
    part: Cow<'a, str>,
    files: Cow<'a, BTreeMap<String, ContentHash>>,
}

impl Manifest {
    /// The name of its file in the output folder.
    pub const FILE_NAME: &'static str = ".letopis-manifest";

    /// The shape of the file that this program reads and writes.
    const VERSION: u32 = 1;

    /// Of nothing.
    pub fn new() -> Manifest {
        Manifest::default()
    }

    /// One part, by its key.
    pub fn part(&self, key: &str) -> Option<&Arc<Part>> {
        self.parts.get(key)
    }

    /// Puts a part, in place of an earlier one of this key.
    pub fn insert(&mut self, key: impl Into<String>, part: Arc<Part>) {
        self.parts.insert(key.into(), part);
    }

    /// Each part with its key, in the order of the keys.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &Arc<Part>)> {
        self.parts.iter().map(|(key, part)| (key.as_str(), part))
    }

    /// Path and fingerprint of every file of every part.
    pub fn files(&self) -> impl Iterator<Item = (&str, ContentHash)> {
        self.parts.values().flat_map(|part| part.files.iter().map(|(path, hash)| (path.as_str(), *hash)))
    }

    /// The files of the parts that are not the same in another.
    fn files_apart_from(&self, other: &Manifest) -> BTreeMap<&str, ContentHash> {
        let apart = self.parts.iter().filter(|(key, part)| other.parts.get(*key) != Some(part));
        apart.flat_map(|(_, part)| part.files.iter().map(|(path, hash)| (path.as_str(), *hash))).collect()
    }

    /// Whether it lists nothing.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How what this one lists differs from what an earlier one lists.
    pub fn changes_since(&self, earlier: &Manifest) -> Changes {
        let before = earlier.files_apart_from(self);
        let after = self.files_apart_from(earlier);
        let mut changes = Changes::default();
        for (path, hash) in &after {
            match before.get(path) {
                None => changes.new.push((*path).to_owned()),
                Some(other) if other != hash => changes.changed.push((*path).to_owned()),
                Some(_) => {}
            }
        }
        changes.removed =
            before.keys().filter(|path| !after.contains_key(*path)).map(|path| (*path).to_owned()).collect();
        changes
    }

    /// Writes the manifest's file.
    pub fn write_to(&self, mut file: impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut file, &Heading { letopis_manifest: Manifest::VERSION })?;
        file.write_all(b"\n")?;
        for (key, part) in &self.parts {
            let line = PartLine { part: Cow::Borrowed(key), files: Cow::Borrowed(&part.files) };
            serde_json::to_writer(&mut file, &line)?;
            write!(file, "\n{}\n", part.summary)?;
        }
        Ok(())
    }

    /// Reads a manifest's file. One that is not whole, of another version, or that lists a path out of its folder is
    /// [`io::ErrorKind::InvalidData`]: what it says must not be believed, since files are removed on its word.
    pub fn read_from(mut file: impl BufRead) -> io::Result<Manifest> {
        let mut line = String::new();
        let mut next = |line: &mut String| -> io::Result<bool> {
            line.clear();
            Ok(file.read_line(line)? > 0)
        };
        next(&mut line)?;
        let heading: Heading = serde_json::from_str(&line)?;
        if heading.letopis_manifest != Manifest::VERSION {
            return Err(invalid("another version of the manifest"));
        }
        let mut manifest = Manifest::new();
        while next(&mut line)? {
            let PartLine { part: key, files } = serde_json::from_str(&line)?;
            let (key, files) = (key.into_owned(), files.into_owned());
            if !files.keys().all(|path| is_output_path(path)) {
                return Err(invalid("a path out of the output folder"));
            }
            next(&mut line)?;
            if !line.ends_with('\n') {
                return Err(invalid("the manifest breaks off"));
            }
            manifest.insert(key, Arc::new(Part { files, summary: line.trim_end().into() }));
        }
        Ok(manifest)
    }
}

fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Whether a path names a file inside an output folder, on every system, and none of the program's own.
pub fn is_output_path(path: &str) -> bool {
    let plain = |segment: &str| !matches!(segment, "" | "." | "..");
    !path.contains(['\\', ':', '\0']) && !path.starts_with(".letopis-") && path.split('/').all(plain)
}

/// What a build changed in its folder; each list is in the order of the paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub new: Vec<String>,
    /// Files whose bytes are others.
    pub changed: Vec<String>,
    /// Files that are there no more.
    pub removed: Vec<String>,
}

impl Changes {
    /// Whether everything stayed as it was.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// Adds what was written though the lists do not differ there: a file that somebody had changed or deleted. The
    /// paths come with whether a file stood there.
    pub fn add_mended(&mut self, mended: BTreeMap<String, bool>) {
        for (path, replaced) in mended {
            let told = |list: &[String]| list.binary_search(&path).is_ok();
            if told(&self.new) || told(&self.changed) {
                continue;
            }
            let list = if replaced { &mut self.changed } else { &mut self.new };
            if let Err(at) = list.binary_search(&path) {
                list.insert(at, path);
            }
        }
    }

    /// How many files were written.
    pub fn written(&self) -> usize {
        self.new.len() + self.changed.len()
    }

    /// The lines of `--list`: a mark and a path, in the order of the paths.
    pub fn lines(&self) -> Vec<(char, &str)> {
        let mut lines: Vec<(char, &str)> = Vec::with_capacity(self.written() + self.removed.len());
        lines.extend(self.new.iter().map(|path| ('+', path.as_str())));
        lines.extend(self.changed.iter().map(|path| ('~', path.as_str())));
        lines.extend(self.removed.iter().map(|path| ('-', path.as_str())));
        lines.sort_unstable_by_key(|(_, path)| *path);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(parts: &[(&str, &[(&str, &str)])]) -> Manifest {
        let mut manifest = Manifest::new();
        for (key, files) in parts {
            let files = files.iter().map(|(path, bytes)| ((*path).to_owned(), ContentHash::of(bytes.as_bytes())));
            manifest.insert(*key, Part::new(files.collect(), &format!("о школе {key}")).map(Arc::new).expect("text"));
        }
        manifest
    }

    #[test]
    fn a_manifest_comes_back_from_its_file() -> io::Result<()> {
        let whole = manifest(&[("", &[("index.html", "1")]), ("school", &[("school/a.html", "2")]), ("empty", &[])]);
        let mut file = Vec::new();
        whole.write_to(&mut file)?;
        assert_eq!(Manifest::read_from(file.as_slice())?, whole);
        let summary = whole.part("school").and_then(|part| part.summary::<String>());
        assert_eq!(summary.as_deref(), Some("о школе school"));
        for end in 1..file.len() {
            let torn = Manifest::read_from(file.get(..end).unwrap_or_default());
            assert!(torn.as_ref().map_or(true, |torn| torn.parts().count() < 3), "{end}: {torn:?}");
        }
        Ok(())
    }

    #[test]
    fn changes_are_what_the_lists_differ_in() {
        let before = manifest(&[("a", &[("1", "x"), ("2", "x"), ("moves", "x")]), ("same", &[("3", "x")])]);
        let after = manifest(&[("a", &[("1", "y"), ("4", "x")]), ("b", &[("moves", "x")]), ("same", &[("3", "x")])]);
        let mut changes = after.changes_since(&before);
        assert_eq!(changes.lines(), [('~', "1"), ('-', "2"), ('+', "4")]);
        changes.add_mended(BTreeMap::from([
            ("3".to_owned(), true),
            ("4".to_owned(), false),
            ("moves".to_owned(), false),
        ]));
        assert_eq!(changes.lines(), [('~', "1"), ('-', "2"), ('~', "3"), ('+', "4"), ('+', "moves")]);
        assert_eq!(changes.written(), 4);
    }

    #[test]
    fn a_hash_is_thirty_two_digits() {
        let hash = ContentHash::of("текст".as_bytes());
        assert_eq!(ContentHash::from_hex(&hash.to_hex()), Some(hash));
        assert_eq!(ContentHash::from_hex("+1".repeat(16).as_str()), None);
        assert_eq!(ContentHash::from_hex(""), None);
    }
}
