//! Hears of changes: by the system's events where they work, else the builder looks for itself now and then.
//!
//! An event is no more than a hint where to look. What really changed is told by the files, so an event too many costs
//! a look, and the cases in which one is missing (a folder made together with its files, an overflow, a folder that was
//! not there) are answered with a look at everything.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use notify::event::{CreateKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::{Failure, is_at_or_beneath, is_passed_over};

/// The folders whose files make the site.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// What the builder is told.
#[derive(Debug)]
pub(super) enum Signal {
    /// Something happened to these files or folders; paths from the root, with `/`.
    Changed(BTreeSet<String>),
    /// Something happened, nobody knows where.
    Doubt,
    /// There are no events here: look for yourself.
    Blind,
    /// A file that is served is there no more, though nobody edited: its part is to be built again.
    Lost,
    /// Pictures that pages wait for were made.
    PicturesMade,
    /// A picture was made and cannot be kept.
    NotKept(Failure),
    /// The end.
    Stop,
}

/// Watches as long as it lives.
pub(super) struct Watch {
    root: PathBuf,
    watcher: Arc<Mutex<Option<RecommendedWatcher>>>,
    /// Folders elsewhere in the root, in which links' targets lie.
    elsewhere: Arc<Mutex<BTreeSet<String>>>,
}

impl Watch {
    /// Begins to watch a root. It takes a while where there are many folders, so it is done on a thread of its own, and
    /// what happened meanwhile is made up for by a [`Signal::Doubt`].
    pub fn begin(root: &Path, signals: Sender<Signal>) -> Watch {
        let watch = Watch { root: root.to_owned(), watcher: Arc::default(), elsewhere: Arc::default() };
        let (slot, elsewhere) = (Arc::clone(&watch.watcher), Arc::clone(&watch.elsewhere));
        let root = root.to_owned();
        thread::spawn(move || {
            if !has_events(&root) {
                let _ = signals.send(Signal::Blind);
                return;
            }
            let hearing =
                Hearing { root: root.clone(), signals: signals.clone(), watcher: Arc::clone(&slot), elsewhere };
            let config = Config::default().with_follow_symlinks(false);
            let watched = RecommendedWatcher::new(move |event| hearing.hear(event), config).and_then(|mut watcher| {
                watcher.watch(&root, RecursiveMode::NonRecursive)?;
                for folder in FOLDERS.map(|folder| root.join(folder)).iter().filter(|folder| folder.is_dir()) {
                    watcher.watch(folder, RecursiveMode::Recursive)?;
                }
                Ok(watcher)
            });
            let signal = match watched {
                Ok(watcher) => {
                    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(watcher);
                    Signal::Doubt
                }
                Err(_) => Signal::Blind,
            };
            let _ = signals.send(signal);
        });
        watch
    }

    /// Watches the folders (from the root) in which the targets of links lie, as far as they are not watched already.
    pub fn also(&self, folders: BTreeSet<String>) {
        let is_watched = |folder: &str| folder.is_empty() || FOLDERS.iter().any(|own| is_at_or_beneath(folder, own));
        let folders: BTreeSet<String> = folders.into_iter().filter(|folder| !is_watched(folder)).collect();
        let mut elsewhere = self.elsewhere.lock().unwrap_or_else(PoisonError::into_inner);
        if *elsewhere == folders {
            return;
        }
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        // Before it is there, nothing is noted either: the next look tries again.
        let Some(watcher) = watcher.as_mut() else { return };
        for folder in elsewhere.difference(&folders) {
            let _ = watcher.unwatch(&self.root.join(folder));
        }
        for folder in folders.difference(&elsewhere) {
            let _ = watcher.watch(&self.root.join(folder), RecursiveMode::NonRecursive);
        }
        *elsewhere = folders;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.watcher.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Turns events into signals, on the thread of the watcher.
struct Hearing {
    root: PathBuf,
    signals: Sender<Signal>,
    watcher: Arc<Mutex<Option<RecommendedWatcher>>>,
    elsewhere: Arc<Mutex<BTreeSet<String>>>,
}

impl Hearing {
    fn hear(&self, event: notify::Result<Event>) {
        let event = match event {
            Ok(event) => event,
            // No more folders can be watched, or the watcher has broken.
            Err(error) => {
                let is_about_the_gone =
                    matches!(error.kind, notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound);
                let signal = if is_about_the_gone { Signal::Doubt } else { Signal::Blind };
                let _ = self.signals.send(signal);
                return;
            }
        };
        if event.need_rescan() {
            let _ = self.signals.send(Signal::Doubt);
            return;
        }
        // Our own reading is an access too.
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let mut changed = BTreeSet::new();
        let mut doubt = matches!(
            event.kind,
            EventKind::Create(CreateKind::Folder)
                | EventKind::Remove(RemoveKind::Folder)
                | EventKind::Modify(ModifyKind::Name(RenameMode::Any))
        );
        for path in &event.paths {
            let Ok(relative) = path.strip_prefix(&self.root) else { continue };
            let names: Vec<_> = relative.iter().map(|name| name.to_string_lossy()).collect();
            let Some(first) = names.first() else { continue };
            if !FOLDERS.contains(&first.as_ref()) {
                // The target of a link, perhaps; the builder knows which.
                let folder = names[..names.len() - 1].join("/");
                let elsewhere = self.elsewhere.lock().unwrap_or_else(PoisonError::into_inner);
                if folder.is_empty() && !is_passed_over(first) || elsewhere.contains(&folder) {
                    changed.insert(names.join("/"));
                }
                continue;
            }
            if names.len() == 1 {
                if matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_))) {
                    self.watch_anew(path);
                }
                doubt = true;
            } else {
                // A folder that comes brings files whose events are lost.
                let comes = matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(_));
                doubt |= comes && fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
                changed.insert(names.join("/"));
            }
        }
        // The paths first: what is known to have changed need not wait for a look at everything.
        if !changed.is_empty() {
            let _ = self.signals.send(Signal::Changed(changed));
        }
        if doubt && event.paths.iter().any(|path| is_ours(path.strip_prefix(&self.root).unwrap_or(path))) {
            let _ = self.signals.send(Signal::Doubt);
        }
    }

    /// Watches a top folder that has come. Not on this thread, which the watcher itself needs for its answer.
    fn watch_anew(&self, folder: &Path) {
        let (folder, watcher, signals) = (folder.to_owned(), Arc::clone(&self.watcher), self.signals.clone());
        thread::spawn(move || {
            let mut watcher = watcher.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(watcher) = watcher.as_mut() else { return };
            if folder.is_dir() {
                let _ = watcher.unwatch(&folder);
                if watcher.watch(&folder, RecursiveMode::Recursive).is_err() && folder.is_dir() {
                    let _ = signals.send(Signal::Blind);
                }
            }
            let _ = signals.send(Signal::Doubt);
        });
    }
}

fn is_ours(relative: &Path) -> bool {
    relative.iter().next().is_some_and(|first| FOLDERS.iter().any(|folder| first == *folder))
}

/// Whether the file system of a folder tells of changes that other machines make in it. Only Linux says what it is; a
/// share elsewhere needs `--poll`.
fn has_events(root: &Path) -> bool {
    let Ok(mounts) = fs::read_to_string("/proc/self/mountinfo") else { return true };
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let kind = kind_of_file_system(&mounts, &root.to_string_lossy());
    !matches!(
        kind.as_deref(),
        Some(
            "nfs"
                | "nfs4"
                | "cifs"
                | "smb3"
                | "smbfs"
                | "9p"
                | "drvfs"
                | "vboxsf"
                | "prl_fs"
                | "afs"
                | "ceph"
                | "virtiofs"
                | "fuse.sshfs"
                | "fuse.rclone"
                | "fuse.grpcfuse"
                | "fuse.osxfs"
                | "fuse.vmhgfs-fuse"
        )
    )
}

/// The kind of the file system that holds a path, by the text of `mountinfo`.
fn kind_of_file_system(mounts: &str, path: &str) -> Option<String> {
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let Some((left, right)) = line.split_once(" - ") else { continue };
        let (Some(point), Some(kind)) = (left.split(' ').nth(4), right.split(' ').next()) else { continue };
        let point = point.replace("\\040", " ");
        let holds = point == "/" || is_at_or_beneath(path, &point);
        // Of two at one place, the later covers the earlier.
        if holds && best.is_none_or(|(length, _)| point.len() >= length) {
            best = Some((point.len(), kind));
        }
    }
    best.map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_counts() {
        let mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
                      40 22 0:40 / /mnt/school\\040files rw,relatime shared:3 - cifs //server/share rw\n\
                      41 22 0:41 / /mnt rw - tmpfs tmpfs rw\n";
        let kind = |path| kind_of_file_system(mounts, path);
        assert_eq!(kind("/mnt/school files/site").as_deref(), Some("cifs"));
        assert_eq!(kind("/mnt/school filesystem").as_deref(), Some("tmpfs"));
        assert_eq!(kind("/home/anna").as_deref(), Some("ext4"));
    }
}
