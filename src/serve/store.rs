//! Where pages wait that nobody has edited lately: one file without a name, which ends with the program whatever its end.
//!
//! A region's pages are more than a small machine's memory, and a file for each of them would be seventy thousand. What
//! a part made is put down in one piece, and its room is given to others when nobody reads it any more.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;

use crate::disk::CacheFolder;

/// The file and the room in it. Shared by all threads.
#[derive(Debug)]
pub(super) struct PageStore {
    cache: CacheFolder,
    /// None where no file can be had: everything stays in memory then.
    file: OnceLock<Option<File>>,
    room: Mutex<Room>,
}

/// Which stretches of the file are free.
#[derive(Debug, Default)]
struct Room {
    /// Start and length of what was given back; no two of them touch.
    free: BTreeMap<u64, u64>,
    /// The end of the file.
    end: u64,
}

/// A stretch of the file. Its room is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Piece {
    store: Arc<PageStore>,
    start: u64,
    length: u64,
}

impl PageStore {
    /// A store whose file lies with these caches, or where the system keeps such files. It is made when it is needed.
    pub fn new(cache: CacheFolder) -> Arc<PageStore> {
        Arc::new(PageStore { cache, file: OnceLock::new(), room: Mutex::default() })
    }

    /// Puts bytes down. None where there is no room for them on the disk.
    pub fn put(self: &Arc<PageStore>, bytes: &[u8]) -> Option<Arc<Piece>> {
        let file = self.file.get_or_init(|| self.cache.unnamed_file().ok()).as_ref()?;
        let length = bytes.len() as u64;
        let start = self.room.lock().unwrap_or_else(PoisonError::into_inner).take(length);
        // From here on the room is the piece's to give back.
        let piece = Arc::new(Piece { store: Arc::clone(self), start, length });
        write_at(file, bytes, start).ok().map(|()| piece)
    }
}

impl Piece {
    /// Some of its bytes.
    pub fn read(&self, start: u64, length: usize) -> io::Result<Bytes> {
        let Some(Some(file)) = self.store.file.get() else { return Err(io::ErrorKind::NotFound.into()) };
        let mut bytes = vec![0; length];
        read_at(file, &mut bytes, self.start + start)?;
        Ok(bytes.into())
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        self.store.room.lock().unwrap_or_else(PoisonError::into_inner).give_back(self.start, self.length);
    }
}

impl Room {
    /// The start of a stretch of this length: the first free one that is long enough, else new room at the end.
    fn take(&mut self, length: u64) -> u64 {
        let fitting = self.free.iter().find(|(_, free)| **free >= length).map(|(start, free)| (*start, *free));
        let Some((start, free)) = fitting else {
            let start = self.end;
            self.end += length;
            return start;
        };
        self.free.remove(&start);
        if free > length {
            self.free.insert(start + length, free - length);
        }
        start
    }

    fn give_back(&mut self, mut start: u64, mut length: u64) {
        if length == 0 {
            return;
        }
        if let Some((before, free)) = self.free.range(..start).next_back().map(|(before, free)| (*before, *free))
            && before + free == start
        {
            self.free.remove(&before);
            (start, length) = (before, free + length);
        }
        if let Some(free) = self.free.remove(&(start + length)) {
            length += free;
        }
        if start + length == self.end {
            self.end = start;
        } else {
            self.free.insert(start, length);
        }
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, start)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut start: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        let count = file.seek_write(bytes, start)?;
        bytes = bytes.get(count..).filter(|_| count > 0).ok_or(io::ErrorKind::WriteZero)?;
        start += count as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut start: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        let count = file.seek_read(bytes, start)?;
        bytes = bytes.get_mut(count..).filter(|_| count > 0).ok_or(io::ErrorKind::UnexpectedEof)?;
        start += count as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_used_again() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let store = PageStore::new(CacheFolder::of_preview(folder.path()));
        let put = |text: &str| store.put(text.as_bytes()).ok_or_else(|| io::Error::other("no room"));
        let read = |piece: &Piece| piece.read(0, piece.length as usize);
        let (one, two, three) = (put("first")?, put("second")?, put("third")?);
        assert_eq!((read(&one)?, read(&two)?), ("first".into(), "second".into()));
        assert_eq!(two.read(1, 3)?, "eco");
        drop(one);
        drop(two);
        let four = put("eleven chars")?;
        assert_eq!(four.start, 16, "eleven bytes and one more do not fit into the eleven that are free");
        let five = put("short")?;
        assert_eq!((five.start, read(&five)?, read(&three)?), (0, "short".into(), "third".into()));
        drop((three, four, five));
        let room = store.room.lock().unwrap_or_else(PoisonError::into_inner);
        assert_eq!((room.end, room.free.len()), (0, 0), "all of it came back");
        Ok(())
    }
}
