//! The few operations by which a build changes its output folder, each one step of the system's. They stand together
//! so that a test can kill the build before any of them.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use super::super::read;
use super::super::tree::Stamp;
use crate::output::ContentHash;

/// Whether files may come to and go from a folder. Where a system cannot be asked, the work itself will tell.
#[cfg(unix)]
pub(super) fn may_write_in(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

#[cfg(not(unix))]
pub(super) fn may_write_in(_: &Path) -> io::Result<()> {
    Ok(())
}

/// What does the work.
#[derive(Debug, Default)]
pub(super) struct Hands {
    #[cfg(test)]
    pub(super) life: tests::Life,
}

impl Hands {
    /// Fails once the build is killed; outside of tests it never is.
    #[cfg_attr(not(test), expect(clippy::unused_self, reason = "a test counts its steps here"))]
    pub(super) fn step(&self) -> io::Result<()> {
        #[cfg(test)]
        self.life.step()?;
        Ok(())
    }

    pub(super) fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::create_dir(path)
    }

    pub(super) fn make_folders(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::create_dir_all(path)
    }

    /// Writes a file that is not there yet, and says how it stands then.
    pub(super) fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Stamp> {
        self.step()?;
        let mut file = File::create_new(path)?;
        self.write(&mut file, bytes)?;
        Ok(Stamp::of(&file.metadata()?).but_for_renaming())
    }

    /// Copies a file to a path where none is yet; the fingerprint is of what was copied.
    pub(super) fn copy_new(&self, source: &Path, path: &Path) -> io::Result<(Stamp, ContentHash)> {
        self.step()?;
        let mut source = read::open(source)?;
        let mut file = File::create_new(path)?;
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; 128 * 1024];
        loop {
            let count = match source.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let bytes = buffer.get(..count).unwrap_or_default();
            hasher.update(bytes);
            self.write(&mut file, bytes)?;
        }
        Ok((Stamp::of(&file.metadata()?).but_for_renaming(), hasher.finalize().into()))
    }

    /// Writes on at the end of an open file.
    pub(super) fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        #[cfg(test)]
        {
            // A kill may come with a part of the bytes on the disk.
            let (first, rest) = bytes.split_at(bytes.len() / 2);
            file.write_all(first)?;
            self.step()?;
            file.write_all(rest)
        }
        #[cfg(not(test))]
        file.write_all(bytes)
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(from, to)
    }

    /// Moves a folder with all that is in it to where none is yet, or only an empty one.
    pub(super) fn rename_folder(&self, from: &Path, to: &Path) -> io::Result<()> {
        #[cfg(test)]
        if self.life.folders_stick() {
            return Err(io::Error::other("folders stick"));
        }
        self.rename(from, to)
    }

    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::remove_file(path)
    }

    /// Removes a folder if it is empty.
    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::remove_dir(path)
    }

    /// Removes a folder of unfinished things with all that is in it.
    pub(super) fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::remove_dir_all(path)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

    /// How many steps a build has left before it is killed.
    #[derive(Debug)]
    pub(in super::super) struct Life {
        left: AtomicU64,
        sticking: AtomicBool,
    }

    impl Default for Life {
        fn default() -> Life {
            Life { left: AtomicU64::new(u64::MAX), sticking: AtomicBool::new(false) }
        }
    }

    impl Life {
        /// It will be killed after so many more steps.
        pub(in super::super) fn ends_after(&self, steps: u64) {
            self.left.store(steps, Ordering::SeqCst);
        }

        /// No folder can be moved as a whole, as it may happen on Windows.
        pub(in super::super) fn let_folders_stick(&self) {
            self.sticking.store(true, Ordering::SeqCst);
        }

        pub(super) fn folders_stick(&self) -> bool {
            self.sticking.load(Ordering::SeqCst)
        }

        pub(super) fn step(&self) -> io::Result<()> {
            let one_less = |left: u64| if left == u64::MAX { None } else { Some(left.saturating_sub(1)) };
            match self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less) {
                Ok(0) => Err(io::Error::other("killed")),
                _ => Ok(()),
            }
        }
    }
}
