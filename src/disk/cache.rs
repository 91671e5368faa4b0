//! `.letopis/` in the root: what saves time, and nothing else. Deleting it costs a slower build; a cache that cannot be
//! read counts as none, and one that cannot be written is not written.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::{Action, Failure};
use super::hashed::Hashed;
use super::place;
use crate::output::ContentHash;

/// The caches of one root and one output folder. Shared by all threads.
#[derive(Debug)]
pub struct CacheFolder {
    folder: Option<PathBuf>,
    /// Whether anything new is kept.
    keeps: bool,
    /// Makes the names of unfinished files differ between threads.
    unfinished: AtomicU64,
}

/// What stands at the head of every file; another program version's is not read, since it may have computed otherwise.
const HEADING: &str = concat!("letopis ", env!("CARGO_PKG_VERSION"), " cache 1 ");

/// The heading, the fingerprint of what follows in 32 digits, and the line's end.
const HEAD_LENGTH: usize = HEADING.len() + 33;

impl CacheFolder {
    /// The caches of a root's output folder. Nothing is made on the disk until something is stored.
    pub fn open(root: &Path, out: &Path) -> CacheFolder {
        let name = ContentHash::of(place::resolved(out).as_os_str().as_encoded_bytes()).to_hex();
        let folder = root.join(".letopis").join(&name[..16]);
        CacheFolder { folder: Some(folder), keeps: true, unfinished: AtomicU64::new(0) }
    }

    /// The caches of a root's preview, apart from those of any output folder.
    pub fn of_preview(root: &Path) -> CacheFolder {
        let folder = Some(root.join(".letopis/preview"));
        CacheFolder { folder, keeps: true, unfinished: AtomicU64::new(0) }
    }

    /// Caches that hold nothing and keep nothing.
    pub fn none() -> CacheFolder {
        CacheFolder { folder: None, keeps: false, unfinished: AtomicU64::new(0) }
    }

    /// The same that keep nothing more: `check` writes nothing at all.
    #[must_use]
    pub fn to_read(self) -> CacheFolder {
        CacheFolder { keeps: false, ..self }
    }

    /// What was stored under a name, by this version of the program.
    pub fn load<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = self.read(&format!("{name}.json"))?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps a value under a name.
    pub fn store<T: Serialize>(&self, name: &str, value: &T) {
        let Some(folder) = self.folder.as_ref().filter(|_| self.keeps) else { return };
        // A cache that cannot be kept is done without.
        let _ = self.write_anew(folder, &format!("{name}.json"), |file| write_cache(file, value));
    }

    /// Whether what is stored is kept at all.
    pub fn keeps(&self) -> bool {
        self.keeps
    }

    /// Keeps a file as it is, for the output to be copied from: its path from the site's root. Unlike the caches, it
    /// is needed at once, so that a disk which does not take it fails the build.
    pub fn put_file(&self, name: &str, bytes: &[u8]) -> Result<String, Failure> {
        let Some(folder) = self.folder.as_ref().filter(|_| self.keeps) else { return Err(not_kept(name)) };
        let written = self.write_anew(folder, name, |file| file.write_all(bytes));
        written.map_err(|error| Failure::system(Action::Writing, folder.join(name), error))?;
        self.path_from_root(name).ok_or_else(|| not_kept(name))
    }

    /// A file without a name, which is gone when it is closed, however the program ends. It lies where the caches lie, or
    /// else where the system keeps such files.
    pub fn unnamed_file(&self) -> io::Result<fs::File> {
        let with_caches = self.folder.as_ref().filter(|_| self.keeps).map(|folder| {
            self.make_folder(folder, &folder.join("pages"))?;
            tempfile::tempfile_in(folder)
        });
        match with_caches {
            Some(Ok(file)) => Ok(file),
            _ => tempfile::tempfile(),
        }
    }

    /// Whether a file of [`CacheFolder::put_file`] still lies there in this length, by its path from the site's root.
    pub fn has_file(&self, stored: &str, size: u64) -> bool {
        let Some(folder) = &self.folder else { return false };
        let name = self.path_from_root("").and_then(|start| stored.strip_prefix(start.as_str()));
        name.and_then(|name| fs::metadata(folder.join(name)).ok())
            .is_some_and(|metadata| metadata.is_file() && metadata.len() == size)
    }

    /// Removes the files of a folder of these caches of which nobody says that they are still wanted, by their names.
    pub fn keep_only(&self, subfolder: &str, wanted: impl Fn(&str) -> bool) {
        let Some(folder) = self.folder.as_ref().filter(|_| self.keeps) else { return };
        for file in walkdir::WalkDir::new(folder.join(subfolder)).into_iter().flatten() {
            if file.file_type().is_file() && !file.file_name().to_str().is_some_and(&wanted) {
                // What cannot be removed costs room, and nothing else.
                let _ = fs::remove_file(file.path());
            }
        }
    }

    fn path_from_root(&self, name: &str) -> Option<String> {
        let of_output = self.folder.as_ref()?.file_name()?.to_str()?;
        Some(format!(".letopis/{of_output}/{name}"))
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.folder.as_ref()?.join(name)).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD_LENGTH)?;
        let hash = head.strip_prefix(HEADING.as_bytes())?.strip_suffix(b"\n")?;
        if ContentHash::of(body).to_hex().as_bytes() != hash {
            return None;
        }
        bytes.drain(..HEAD_LENGTH);
        Some(bytes)
    }

    /// Writes a file under a name of its own and puts it in its place when it is whole.
    fn write_anew(&self, folder: &Path, name: &str, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        let path = folder.join(name);
        let number = self.unfinished.fetch_add(1, Ordering::Relaxed);
        let unfinished = path.with_extension(format!("{}-{number}.tmp", std::process::id()));
        let file = match File::create(&unfinished) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.make_folder(folder, &path)?;
                File::create(&unfinished)
            }
            result => result,
        };
        let written = file.and_then(|mut file| write(&mut file));
        written.and_then(|()| fs::rename(&unfinished, &path)).inspect_err(|_| {
            let _ = fs::remove_file(&unfinished);
        })
    }

    fn make_folder(&self, folder: &Path, path: &Path) -> io::Result<()> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let Some(top) = folder.parent() else { return Ok(()) };
        let ignore = top.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        Ok(())
    }
}

/// Writes a value behind its heading. A region's is never held as text: its fingerprint is put in when it is known.
fn write_cache(file: &mut File, value: &impl Serialize) -> io::Result<()> {
    file.write_all(&[b' '; HEAD_LENGTH])?;
    let mut buffered = BufWriter::with_capacity(128 * 1024, Hashed::new(&mut *file));
    serde_json::to_writer(&mut buffered, value)?;
    let hash = buffered.into_inner().map_err(io::IntoInnerError::into_error)?.hash();
    file.seek(SeekFrom::Start(0))?;
    writeln!(file, "{HEADING}{}", hash.to_hex())
}

/// Asked of caches that keep nothing.
fn not_kept(name: &str) -> Failure {
    Failure::system(Action::Writing, name, io::ErrorKind::Unsupported.into())
}
