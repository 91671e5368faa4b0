//! Makes the pictures that pages wait for, one at a time, so that an edit always finds the other cores free. Until they
//! are made, the pages show the author's own.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::{io, thread};

use super::watcher::Signal;
use crate::disk::{CacheFolder, Entry, pictures};
use crate::pipeline::AwaitedPicture;

/// The maker of pictures. It ends when it is dropped.
pub(super) struct PictureMaker {
    desk: Arc<Desk>,
}

/// What lies before it.
#[derive(Default)]
struct Desk {
    order: Mutex<Order>,
    bell: Condvar,
}

#[derive(Default)]
struct Order {
    waiting: VecDeque<AwaitedPicture>,
    /// Pictures that were made, or could not be kept: they are not tried again.
    seen: BTreeSet<(String, [u8; 16])>,
    is_over: bool,
}

impl PictureMaker {
    /// Begins to make pictures of a root's files, as soon as some are wanted.
    pub fn begin(root: &Path, cache: Arc<CacheFolder>, signals: Sender<Signal>) -> io::Result<PictureMaker> {
        let desk: Arc<Desk> = Arc::default();
        let (own, root) = (Arc::clone(&desk), root.to_owned());
        thread::Builder::new().name("pictures".to_owned()).spawn(move || work(&own, &root, &cache, &signals))?;
        Ok(PictureMaker { desk })
    }

    /// These are wanted too.
    pub fn want(&self, pictures: &[AwaitedPicture]) {
        let mut order = self.desk.order();
        let Order { waiting, seen, .. } = &mut *order;
        waiting.extend(pictures.iter().filter(|picture| seen.insert(name_of(picture))).cloned());
        drop(order);
        self.desk.bell.notify_one();
    }

    /// What was made may be there no more: whatever is wanted from now on is made again.
    pub fn forget(&self) {
        let mut order = self.desk.order();
        order.seen = order.waiting.iter().map(name_of).collect();
    }
}

impl Drop for PictureMaker {
    fn drop(&mut self) {
        self.desk.order().is_over = true;
        self.desk.bell.notify_one();
    }
}

impl Desk {
    fn order(&self) -> MutexGuard<'_, Order> {
        self.order.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn name_of(picture: &AwaitedPicture) -> (String, [u8; 16]) {
    (picture.path.clone(), *picture.hash.as_bytes())
}

fn work(desk: &Desk, root: &Path, cache: &CacheFolder, signals: &Sender<Signal>) {
    loop {
        let order = desk.order();
        let order = desk.bell.wait_while(order, |order| order.waiting.is_empty() && !order.is_over);
        let mut order = order.unwrap_or_else(PoisonError::into_inner);
        if order.is_over {
            return;
        }
        let Some(picture) = order.waiting.pop_front() else { continue };
        drop(order);
        // It may have gone since: then nobody shows it. Where it cannot be kept, the author's own is shown for good.
        if let Ok(entry) = Entry::at(root, &picture.path)
            && let Err(failure) = pictures::look(root, &entry, picture.hash, cache, true)
            && !failure.is_vanished()
            && signals.send(Signal::NotKept(failure)).is_err()
        {
            return;
        }
        if desk.order().waiting.is_empty() && signals.send(Signal::PicturesMade).is_err() {
            return;
        }
    }
}
