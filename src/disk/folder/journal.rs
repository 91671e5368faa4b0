//! `.letopis-journal` in the output folder: what a build that has not finished put there. It says what is ours until
//! the manifest does, keeps a second build out, and is gone when the build is done.
//!
//! Every new path is written here, with the fingerprint of its bytes, before the file appears. A line that breaks off
//! is not JSON and is passed over: what it was to announce was never made.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::super::failure::{Action, Cause, Failure};
use super::hands::Hands;
use crate::output::{ContentHash, is_output_path};

/// Its name in the output folder.
pub(super) const FILE_NAME: &str = ".letopis-journal";

/// How long to wait for another build to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// A journal that is open for more, and locked against other builds.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    /// How long it was when it was opened.
    length: u64,
}

/// What builds that were killed left behind: files, and what their bytes were to be. The folders above them are ours as
/// well, where they are empty.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    pub(super) files: FxHashMap<String, Vec<ContentHash>>,
}

impl Journal {
    /// Opens a folder's journal, once no other build has it.
    pub(super) fn open(folder: &Path, hands: &Hands) -> Result<(Journal, Leftovers), Failure> {
        let path = folder.join(FILE_NAME);
        let failed = |error| Failure::system(Action::Writing, &path, error);
        let began = Instant::now();
        let mut file = loop {
            let file = OpenOptions::new().read(true).append(true).create(true).open(&path).map_err(failed)?;
            match file.try_lock() {
                // The build that had it may have removed it between our opening and our locking.
                Ok(()) if is_at(&file, &path) => break file,
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    if began.elapsed() > PATIENCE {
                        return Err(Failure::new(Action::Writing, folder, Cause::Busy));
                    }
                    thread::sleep(Duration::from_millis(50));
                }
                // A file system without locks: two builds at once are the user's own affair there.
                Err(TryLockError::Error(_)) => break file,
            }
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        let leftovers = Leftovers::of(&bytes);
        let mut length = bytes.len() as u64;
        if bytes.last().is_some_and(|last| *last != b'\n') {
            hands.write(&mut file, b"\n").map_err(failed)?;
            length += 1;
        }
        Ok((Journal { path: path.clone(), file, length }, leftovers))
    }

    /// Announces files that are about to appear.
    pub(super) fn announce<'a>(
        &mut self,
        hands: &Hands,
        files: impl Iterator<Item = (&'a str, ContentHash)>,
    ) -> Result<(), Failure> {
        let mut lines = String::new();
        for (path, hash) in files {
            lines.push_str(&serde_json::json!([path, hash]).to_string());
            lines.push('\n');
        }
        if lines.is_empty() {
            return Ok(());
        }
        hands
            .write(&mut self.file, lines.as_bytes())
            .map_err(|error| Failure::system(Action::Writing, &self.path, error))
    }

    /// Takes back what this build announced: nothing of it has appeared.
    pub(super) fn take_back(&self, hands: &Hands) -> Result<(), Failure> {
        if self.length == 0 {
            return self.remove(hands);
        }
        self.file.set_len(self.length).map_err(|error| Failure::system(Action::Writing, &self.path, error))
    }

    /// Takes it away: the manifest says everything now.
    pub(super) fn remove(&self, hands: &Hands) -> Result<(), Failure> {
        hands.remove_file(&self.path).map_err(|error| Failure::system(Action::Removing, &self.path, error))
    }
}

impl Leftovers {
    fn of(bytes: &[u8]) -> Leftovers {
        let mut leftovers = Leftovers::default();
        for line in bytes.split(|byte| *byte == b'\n') {
            let Ok((path, hash)) = serde_json::from_slice::<(String, ContentHash)>(line) else { continue };
            if is_output_path(&path) {
                leftovers.files.entry(path).or_default().push(hash);
            }
        }
        leftovers
    }
}

/// Whether an open file is still the one at its path.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let identity = |metadata: io::Result<fs::Metadata>| metadata.map(|found| (found.dev(), found.ino())).ok();
        identity(file.metadata()) == identity(fs::metadata(path))
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        fs::exists(path).unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_breaks_off_hides_neither_those_before_nor_those_after() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let hash = ContentHash::of(b"bytes");
        let whole = format!("[\"a.html\",\"{hash}\"]\n");
        for end in 0..=whole.len() {
            let torn = format!("{whole}{}", whole.replace("a.html", "torn").get(..end).unwrap_or_default());
            fs::write(folder.path().join(FILE_NAME), torn)?;
            let hands = Hands::default();
            let open = || Journal::open(folder.path(), &hands).map_err(io::Error::other);
            open()?.0.announce(&hands, std::iter::once(("b.html", hash))).map_err(io::Error::other)?;
            let (_, leftovers) = open()?;
            let mut files: Vec<&str> =
                leftovers.files.keys().map(String::as_str).filter(|path| *path != "torn").collect();
            files.sort_unstable();
            assert_eq!(files, ["a.html", "b.html"], "{end}");
        }
        Ok(())
    }
}
