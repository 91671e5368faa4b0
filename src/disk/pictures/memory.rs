//! How much memory all pictures that are being decoded may take together, whatever the number of threads.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::picture::MEMORY_LIMIT;

static HELD: Mutex<u64> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// Memory that somebody decodes in; given back when dropped.
pub(super) struct Held(u64);

/// Waits until there is so much memory left. Whoever holds some must not wait for another thread.
pub(super) fn hold(bytes: u64) -> Held {
    let bytes = bytes.min(MEMORY_LIMIT);
    let held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let mut held = FREED.wait_while(held, |held| *held + bytes > MEMORY_LIMIT).unwrap_or_else(PoisonError::into_inner);
    *held += bytes;
    Held(bytes)
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        *held = held.saturating_sub(self.0);
        FREED.notify_all();
    }
}
