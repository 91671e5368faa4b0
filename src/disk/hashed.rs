//! Reading and writing with an eye on what passes: a large file's fingerprint without holding the file.

use std::io::{self, Read, Write};

use crate::output::ContentHash;

/// What passes through is hashed on its way.
#[derive(Debug)]
pub(super) struct Hashed<T> {
    through: T,
    hasher: blake3::Hasher,
}

impl<T> Hashed<T> {
    /// Nothing has passed yet.
    pub fn new(through: T) -> Hashed<T> {
        Hashed { through, hasher: blake3::Hasher::new() }
    }

    /// The fingerprint of all that has passed.
    pub fn hash(&self) -> ContentHash {
        self.hasher.finalize().into()
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.through.read(buffer)?;
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.through.write(buffer)?;
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.through.flush()
    }
}
