//! The output folder: publishes what a build made, and touches nothing else.
//!
//! Three laws hold whenever the program is stopped, between any two steps of the system's:
//!
//! - a file that stands at an address is whole, the old one or the new one: bytes are written in a folder of unfinished
//!   things (`.letopis-tmp-…`, in the output folder so that it is on the same disk) and arrive by renaming, a new folder
//!   as a whole, when all parts are written and nothing is in their way: whatever fails before has touched nothing;
//! - what is ours is known: a path is announced in the journal before it appears, and the manifest, which arrives last,
//!   takes the journal's place;
//! - what is not ours stays: only paths that an earlier manifest lists are replaced or removed, or such as a journal
//!   lists and whose bytes are still those that it speaks of.
//!
//! The manifest's word on the bytes of a file is believed only while the file's stamp is the one taken when it was
//! written; the stamps lie in the cache, so without it the bytes themselves are compared.

mod hands;
mod journal;
mod plan;
mod refusal;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::cache::CacheFolder;
use super::failure::{Action, Cause, Failure};
use super::hashed::Hashed;
use super::place;
use super::read::hash_file;
use super::tree::Stamp;
use crate::output::{Changes, ContentHash, Manifest, Output, Part};
use hands::Hands;
use journal::{Journal, Leftovers};
use plan::{Fate, Plan, Planned};

pub use refusal::{Refusal, RefusalReason};

/// How the name of a folder of unfinished things begins.
const UNFINISHED: &str = ".letopis-tmp-";

/// The name under which the stamps are kept.
const STAMPS: &str = "stamps";

/// Why an output folder could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// It must not be one: status 2.
    Refused(Refusal),
    /// The machine failed us: status 3.
    Failed(Failure),
}

impl From<Failure> for OpenError {
    fn from(failure: Failure) -> OpenError {
        OpenError::Failed(failure)
    }
}

/// A folder that is being published to. Shared by all threads; each part is published or kept once.
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
    folder: PathBuf,
    force: bool,
    hands: Hands,
    cache: CacheFolder,
    /// What the last finished build left, and how its files stood then.
    earlier: Manifest,
    /// The fingerprint of the manifest's file; none where there is no file of ours.
    earlier_file: Option<ContentHash>,
    earlier_stamps: BTreeMap<String, Vec<Stamp>>,
    /// Every file of every earlier part, for a path that has moved from one part to another.
    earlier_files: OnceLock<FxHashMap<String, Known>>,
    leftovers: Leftovers,
    /// None before the folder is there.
    journal: Mutex<Option<Journal>>,
    /// The folders that were seen to be folders, not links.
    real_folders: RwLock<FxHashSet<String>>,
    /// Whether the folder was not there before.
    is_new: AtomicBool,
    /// Whether the folder of unfinished things was made.
    unfinished: Mutex<bool>,
    next_stage: AtomicU64,
    /// The parts that are written aside.
    staged: Mutex<Vec<Staged>>,
    standing: Mutex<Standing>,
    /// Whether anything that stands was touched.
    touched: bool,
    finished: bool,
}

/// A part whose changes are written aside.
#[derive(Debug)]
struct Staged {
    /// The folder in which they lie: new folders as `d0`, `d1`, files that come alone as `f0`, `f1`.
    stage: PathBuf,
    new_folders: Vec<String>,
    in_the_way: Vec<String>,
    /// The files that come alone: number and place.
    files: Vec<(usize, String)>,
}

impl Staged {
    fn moved_alone((number, file): (usize, &Planned)) -> Option<(usize, String)> {
        matches!(file.fate, Fate::Replace | Fate::Appear).then(|| (number, file.path.clone()))
    }
}

/// What an earlier build left at a path.
#[derive(Debug, Clone, Copy)]
struct Known {
    hash: ContentHash,
    /// How the file stood; none where the cache was lost.
    stamp: Option<Stamp>,
}

/// What stands now, as far as it has been published or kept.
#[derive(Debug, Default)]
struct Standing {
    manifest: Manifest,
    stamps: BTreeMap<String, Vec<Stamp>>,
    /// The files that were written though they are in the lists as they were: somebody had changed or deleted them. And
    /// whether each took another's place.
    mended: BTreeMap<String, bool>,
}

/// The stamps as they lie in the cache.
#[derive(Serialize, Deserialize)]
struct Stamps {
    /// Which manifest they go with: another one's stamps would vouch for other bytes.
    manifest: ContentHash,
    /// For each part, in the order of its files.
    parts: BTreeMap<String, Vec<Stamp>>,
}

impl OutputFolder {
    /// Opens a folder for a build of `root`. A folder that is not there is made when the first file comes.
    ///
    /// Refused is one that is not empty and holds nothing of ours, unless `force`; and always one that is the root, the
    /// content or a home folder, or holds one of them. `force` also lets our files take the place of others'.
    pub fn open(out: &Path, root: &Path, force: bool) -> Result<OutputFolder, OpenError> {
        OutputFolder::open_with(Hands::default(), out, root, force)
    }

    fn open_with(hands: Hands, out: &Path, root: &Path, force: bool) -> Result<OutputFolder, OpenError> {
        let folder = place::resolved(out);
        if let Some(refusal) = Refusal::of_place(&folder, root) {
            return Err(OpenError::Refused(refusal));
        }
        let mut opened = OutputFolder {
            root: root.to_owned(),
            cache: CacheFolder::open(root, &folder),
            folder,
            force,
            hands,
            earlier: Manifest::new(),
            earlier_file: None,
            earlier_stamps: BTreeMap::new(),
            earlier_files: OnceLock::new(),
            leftovers: Leftovers::default(),
            journal: Mutex::new(None),
            real_folders: RwLock::default(),
            is_new: AtomicBool::new(false),
            unfinished: Mutex::new(false),
            next_stage: AtomicU64::new(0),
            staged: Mutex::default(),
            standing: Mutex::default(),
            touched: false,
            finished: false,
        };
        opened.take_stock()?;
        Ok(opened)
    }

    /// Finds out what stands from earlier builds, finished or killed.
    fn take_stock(&mut self) -> Result<(), OpenError> {
        let names = match names_in(&self.folder) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Failure::system(Action::Listing, &self.folder, error).into()),
        };
        let ours = names.iter().any(|name| name == Manifest::FILE_NAME || name == journal::FILE_NAME);
        let refused = OpenError::Refused(Refusal { folder: self.folder.clone(), reason: RefusalReason::NotOurs });
        if !names.is_empty() && !ours && !self.force {
            return Err(refused);
        }
        // From here on no other build is at work in it.
        let (journal, leftovers) = Journal::open(&self.folder, &self.hands)?;
        self.journal = Mutex::new(Some(journal));
        self.leftovers = leftovers;
        let listing = |error| Failure::system(Action::Listing, &self.folder, error);
        for name in names_in(&self.folder).map_err(listing)?.iter().filter(|name| name.starts_with(UNFINISHED)) {
            let path = self.folder.join(name);
            self.hands.remove_tree(&path).map_err(|error| Failure::system(Action::Removing, path, error))?;
        }
        match self.read_manifest() {
            Ok(Some((manifest, hash))) => {
                self.earlier = manifest;
                self.earlier_file = Some(hash);
            }
            Ok(None) => {}
            // A list that cannot be believed is none: nothing is ever removed on its word.
            Err(error) if is_garbled(&error) && self.force => {}
            Err(error) if is_garbled(&error) => return Err(refused),
            Err(error) => {
                let path = self.folder.join(Manifest::FILE_NAME);
                return Err(Failure::system(Action::Reading, path, error).into());
            }
        }
        if let Some(stamps) = self.cache.load::<Stamps>(STAMPS)
            && Some(stamps.manifest) == self.earlier_file
        {
            self.earlier_stamps = stamps.parts;
        }
        Ok(())
    }

    fn read_manifest(&self) -> io::Result<Option<(Manifest, ContentHash)>> {
        let file = match File::open(self.folder.join(Manifest::FILE_NAME)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut hashed = Hashed::new(file);
        let manifest = Manifest::read_from(BufReader::with_capacity(128 * 1024, &mut hashed))?;
        Ok(Some((manifest, hashed.hash())))
    }

    /// What stands from the last build that was finished.
    pub fn earlier(&self) -> &Manifest {
        &self.earlier
    }

    /// Where it is, resolved.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The fingerprint of the list that the last build left in a folder; none where there is none.
    pub fn manifest_hash(out: &Path) -> Option<ContentHash> {
        hash_file(&out.join(Manifest::FILE_NAME)).ok()
    }

    /// Whether every file of a part still stands as we wrote it, by the stamps. Without the cache nothing is known to
    /// be.
    pub fn is_intact(&self, key: &str) -> bool {
        let (Some(part), Some(stamps)) = (self.earlier.part(key), self.earlier_stamps.get(key)) else { return false };
        part.files.len() == stamps.len()
            && part.files.keys().zip(stamps).all(|(path, stamp)| {
                fs::symlink_metadata(self.folder.join(path))
                    .is_ok_and(|metadata| metadata.is_file() && Stamp::of(&metadata).but_for_renaming() == *stamp)
            })
    }

    /// Leaves a part as it stands, with its files and its summary.
    pub fn keep(&self, key: &str) {
        let Some(part) = self.earlier.part(key) else { return };
        let mut standing = held(&self.standing);
        standing.manifest.insert(key, Arc::clone(part));
        if let Some(stamps) = self.earlier_stamps.get(key) {
            standing.stamps.insert(key.to_owned(), stamps.clone());
        }
    }

    /// Makes a part consist of these files, once all parts are there: what differs is written aside now, and comes to
    /// its place when the folder is [finished](OutputFolder::finish). So a build that fails has touched nothing.
    pub fn publish<S: Serialize>(&self, key: &str, output: Output, summary: &S) -> Result<(), Failure> {
        let mut plan = self.plan(key, output)?;
        if plan.writes() {
            self.begin()?;
            self.announce(&plan)?;
            let staged = self.write_aside(&mut plan)?;
            held(&self.staged).push(staged);
        }
        let files = plan.files.iter().map(|file| (file.path.clone(), file.hash)).collect();
        let part = Part::new(files, summary)
            .map_err(|error| Failure::system(Action::Writing, self.folder.join(Manifest::FILE_NAME), error.into()))?;
        let mut standing = held(&self.standing);
        standing.manifest.insert(key, Arc::new(part));
        standing.stamps.insert(key.to_owned(), plan.files.iter().map(|file| file.stamp).collect());
        // Whatever the lists differ in is told by the lists.
        let unchanged = |file: &Planned| self.known(&file.path).is_some_and(|known| known.hash == file.hash);
        for file in plan.files.into_iter().filter(|file| file.fate != Fate::Stands && unchanged(file)) {
            standing.mended.insert(file.path, file.fate == Fate::Replace);
        }
        Ok(())
    }

    /// The other parts to which some of these files belong as the last finished build left them, with those files.
    pub fn owners(&self, key: &str, output: &Output) -> BTreeMap<String, Vec<String>> {
        let own = self.earlier.part(key);
        let is_own = |path: &str| own.is_some_and(|own| own.files.contains_key(path));
        let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in output.iter().map(|(path, _)| path).filter(|path| !is_own(path) && self.known(path).is_some()) {
            let of_others = self.earlier.parts().filter(|(other, part)| *other != key && part.files.contains_key(path));
            for (other, _) in of_others {
                owners.entry(other.to_owned()).or_default().push(path.to_owned());
            }
        }
        owners
    }

    /// Moves all parts' files to their places, removes what is no longer wanted, and writes down what stands now.
    pub fn finish(mut self) -> Result<Changes, Failure> {
        self.begin()?;
        let staged = std::mem::take(&mut *held(&self.staged));
        staged.par_iter().try_for_each(|part| self.look_again(part))?;
        self.touched = true;
        self.move_in(&staged)?;
        drop(staged);
        let standing = std::mem::take(&mut *held(&self.standing));
        self.remove_unwanted(&standing.manifest)?;
        let mut changes = standing.manifest.changes_since(&self.earlier);
        changes.add_mended(standing.mended);
        let mut file = self.earlier_file;
        if file.is_none() || standing.manifest != self.earlier {
            file = Some(self.write_manifest(&standing.manifest)?);
        }
        // The stamps come after the manifest that they go with: a build killed in between has none.
        self.hands.step().map_err(|error| Failure::system(Action::Writing, &self.folder, error))?;
        if let Some(manifest) = file
            && (file != self.earlier_file || standing.stamps != self.earlier_stamps)
        {
            self.cache.store(STAMPS, &Stamps { manifest, parts: standing.stamps });
        }
        self.finished = true;
        self.clear_away()?;
        Ok(changes)
    }

    /// Makes the folder and opens its journal, where that is not done.
    fn begin(&self) -> Result<(), Failure> {
        let mut journal = held(&self.journal);
        if journal.is_none() {
            self.is_new.store(!self.folder.exists(), Ordering::Relaxed);
            self.hands
                .make_folders(&self.folder)
                .map_err(|error| Failure::system(Action::MakingFolder, &self.folder, error))?;
            *journal = Some(Journal::open(&self.folder, &self.hands)?.0);
        }
        Ok(())
    }

    /// Writes into the journal what is about to appear and no manifest lists.
    fn announce(&self, plan: &Plan) -> Result<(), Failure> {
        let unlisted = plan.files.iter().filter(|file| !file.listed && file.fate != Fate::Stands);
        let files = unlisted.map(|file| (file.path.as_str(), file.hash));
        match held(&self.journal).as_mut() {
            Some(journal) => journal.announce(&self.hands, files),
            None => Ok(()),
        }
    }

    /// A folder of its own for the unfinished things of one part.
    fn new_stage(&self) -> Result<PathBuf, Failure> {
        let all = self.unfinished_folder();
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| Failure::system(Action::MakingFolder, path, error)
        };
        let mut made = held(&self.unfinished);
        if !*made {
            self.hands.make_folder(&all).map_err(failed(&all))?;
            *made = true;
        }
        drop(made);
        let stage = all.join(self.next_stage.fetch_add(1, Ordering::Relaxed).to_string());
        self.hands.make_folder(&stage).map_err(failed(&stage))?;
        Ok(stage)
    }

    fn unfinished_folder(&self) -> PathBuf {
        self.folder.join(format!("{UNFINISHED}{}", std::process::id()))
    }

    /// Writes all of a plan's files aside.
    fn write_aside(&self, plan: &mut Plan) -> Result<Staged, Failure> {
        let stage = self.new_stage()?;
        let written = self.write_into(plan, &stage);
        if written.is_err() {
            // Its room is needed. What could not be cleared away now is when the folder is closed, or opened next.
            let _ = self.hands.remove_tree(&stage);
        }
        written.map(|()| Staged {
            stage,
            new_folders: std::mem::take(&mut plan.new_folders),
            in_the_way: std::mem::take(&mut plan.in_the_way),
            files: plan.files.iter().enumerate().filter_map(Staged::moved_alone).collect(),
        })
    }

    fn write_into(&self, plan: &mut Plan, stage: &Path) -> Result<(), Failure> {
        let mut made = FxHashSet::default();
        for (number, file) in plan.files.iter_mut().enumerate() {
            let path = match file.fate {
                Fate::Stands => continue,
                Fate::Replace | Fate::Appear => stage.join(format!("f{number}")),
                Fate::AppearIn(folder) => {
                    let top = plan.new_folders.get(folder).map_or("", String::as_str);
                    let inside = file.path.get(top.len() + 1..).unwrap_or_default();
                    let base = stage.join(format!("d{folder}"));
                    if let Some(parent) = base.join(inside).parent()
                        && !made.contains(parent)
                    {
                        let failed = |error| Failure::system(Action::MakingFolder, self.folder.join(top), error);
                        self.hands.make_folders(parent).map_err(failed)?;
                        made.insert(parent.to_owned());
                    }
                    base.join(inside)
                }
            };
            file.write(&self.hands, &self.root, &path)
                .map_err(|error| Failure::system(Action::Writing, self.folder.join(&file.path), error))?;
        }
        Ok(())
    }

    /// Looks whether what was written aside can come to its place: whatever stands in the way is found before anything
    /// is moved.
    fn look_again(&self, part: &Staged) -> Result<(), Failure> {
        let mut last_parent = None;
        for path in part.new_folders.iter().chain(&part.in_the_way).chain(part.files.iter().map(|(_, path)| path)) {
            let parent = parent_of(path);
            if last_parent != Some(parent) {
                let folder = self.folder.join(parent);
                hands::may_write_in(&folder).map_err(|error| Failure::system(Action::Writing, &folder, error))?;
                last_parent = Some(parent);
            }
        }
        for (_, path) in &part.files {
            let file = self.folder.join(path);
            let is_folder = fs::symlink_metadata(&file).is_ok_and(|metadata| metadata.is_dir());
            if is_folder && !part.in_the_way.contains(path) {
                return Err(Failure::new(Action::Writing, file, Cause::FolderInTheWay));
            }
        }
        Ok(())
    }

    /// Moves what was written aside to its places: new folders first, so that a page which links to them never comes
    /// before them.
    fn move_in(&self, parts: &[Staged]) -> Result<(), Failure> {
        let in_the_way = || {
            let of_part = |part: &'_ Staged| part.in_the_way.len();
            parts.iter().flat_map(move |part| (0..of_part(part)).map(move |number| (part, number)))
        };
        let aside = |part: &Staged, number: usize| {
            let path = part.in_the_way.get(number).map_or("", String::as_str);
            (self.folder.join(path), part.stage.join(format!("w{number}")))
        };
        for (part, number) in in_the_way() {
            let (from, to) = aside(part, number);
            self.hands.rename(&from, &to).map_err(|error| Failure::system(Action::Removing, from, error))?;
        }
        self.real_folders.write().unwrap_or_else(PoisonError::into_inner).clear();
        let moved = parts
            .par_iter()
            .try_for_each(|part| self.move_folders_in(part))
            .and_then(|()| parts.par_iter().try_for_each(|part| self.move_files_in(part)));
        if moved.is_err() {
            // What had to make way goes back where nothing came in its place.
            for (part, number) in in_the_way() {
                let (place, aside) = aside(part, number);
                if fs::symlink_metadata(&place).is_err() {
                    let _ = self.hands.rename(&aside, &place);
                }
            }
        }
        moved
    }

    fn move_folders_in(&self, part: &Staged) -> Result<(), Failure> {
        for (number, top) in part.new_folders.iter().enumerate() {
            self.move_folder_in(&part.stage.join(format!("d{number}")), top)?;
        }
        Ok(())
    }

    /// Moves a folder as a whole, or what is in it. Another part may have made the folder meanwhile, and Windows will not
    /// move a folder into which a virus scanner is looking.
    fn move_folder_in(&self, from: &Path, to: &str) -> Result<(), Failure> {
        let place = self.folder.join(to);
        if self.hands.rename_folder(from, &place).is_ok() {
            return Ok(());
        }
        match self.hands.make_folder(&place) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.is_real_folder(to) => {}
            made => made.map_err(|error| Failure::system(Action::MakingFolder, &place, error))?,
        }
        let unlisted = |error| Failure::system(Action::Listing, from, error);
        for name in names_in(from).map_err(unlisted)? {
            let (inner, path) = (from.join(&name), format!("{to}/{name}"));
            if fs::symlink_metadata(&inner).is_ok_and(|metadata| metadata.is_dir()) {
                self.move_folder_in(&inner, &path)?;
            } else {
                self.move_new_file(&path, &inner)?;
            }
        }
        Ok(())
    }

    fn move_files_in(&self, part: &Staged) -> Result<(), Failure> {
        for (number, path) in &part.files {
            let to = self.folder.join(path);
            self.hands
                .rename(&part.stage.join(format!("f{number}")), &to)
                .map_err(|error| Failure::system(Action::Writing, to, error))?;
        }
        Ok(())
    }

    /// Moves a file into a folder of which we cannot be sure that it holds none of that name.
    fn move_new_file(&self, path: &str, from: &Path) -> Result<(), Failure> {
        let to = self.folder.join(path);
        let ours = || self.force || self.known(path).is_some() || hash_file(&to).ok() == hash_file(from).ok();
        let foreign = match fs::symlink_metadata(&to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(Failure::system(Action::Writing, to, error)),
            Ok(_) => !ours(),
        };
        if foreign {
            return Err(Failure::new(Action::Writing, to, Cause::ForeignFile));
        }
        self.hands.rename(from, &to).map_err(|error| Failure::system(Action::Writing, to, error))
    }

    /// Whether a path leads to a folder through folders alone: what lies behind a link is not ours.
    fn is_real_folder(&self, folder: &str) -> bool {
        let known = |path: &str| self.real_folders.read().unwrap_or_else(PoisonError::into_inner).contains(path);
        if folder.is_empty() || known(folder) {
            return true;
        }
        if !self.is_real_folder(parent_of(folder)) {
            return false;
        }
        let real = fs::symlink_metadata(self.folder.join(folder)).is_ok_and(|metadata| metadata.is_dir());
        if real {
            self.real_folders.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        }
        real
    }

    /// What the last finished build left at a path, in whatever part.
    fn known(&self, path: &str) -> Option<Known> {
        if self.earlier.is_empty() {
            return None;
        }
        let all = || self.earlier.parts().flat_map(|(key, _)| self.known_of(key));
        self.earlier_files
            .get_or_init(|| all().map(|(path, known)| (path.to_owned(), known)).collect())
            .get(path)
            .copied()
    }

    /// What the last finished build left of a part.
    fn known_of(&self, key: &str) -> impl Iterator<Item = (&str, Known)> {
        let part = self.earlier.part(key);
        let stamps =
            part.and_then(|part| self.earlier_stamps.get(key).filter(|stamps| stamps.len() == part.files.len()));
        let stamp = move |number: usize| stamps.and_then(|stamps| stamps.get(number)).copied();
        part.into_iter()
            .flat_map(|part| &part.files)
            .enumerate()
            .map(move |(number, (path, hash))| (path.as_str(), Known { hash: *hash, stamp: stamp(number) }))
    }

    /// Whether a file that no manifest lists is what a killed build left there.
    fn is_left_over(&self, path: &str) -> bool {
        let Some(hashes) = self.leftovers.files.get(path) else { return false };
        hash_file(&self.folder.join(path)).is_ok_and(|hash| hashes.contains(&hash))
    }

    /// Whether what stands at a path is a listed file whose name differs in case alone, where case makes no difference.
    fn stands_in_other_case(&self, path: &str) -> bool {
        let (folded, file) = (path.to_lowercase(), self.folder.join(path));
        let namesakes = self.earlier.files().filter(|(other, _)| *other != path && other.to_lowercase() == folded);
        namesakes.into_iter().any(|(other, _)| {
            fs::canonicalize(self.folder.join(other)).is_ok_and(|other| fs::canonicalize(&file).ok() == Some(other))
        })
    }

    /// Whether all that is in a folder is ours.
    fn holds_only_ours(&self, folder: &Path) -> bool {
        WalkDir::new(folder).into_iter().all(|entry| {
            let Ok(entry) = entry else { return false };
            let path = entry.path().strip_prefix(&self.folder).ok().map(|path| {
                let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
                names.join("/")
            });
            let ours = |path: &str| self.known(path).is_some() || self.is_left_over(path);
            entry.file_type().is_dir() || entry.file_type().is_file() && path.is_some_and(|path| ours(&path))
        })
    }

    /// Removes the files that earlier builds left and this one does not want, and the folders that this empties.
    fn remove_unwanted(&self, now: &Manifest) -> Result<(), Failure> {
        let mut listed = Vec::new();
        for (key, part) in self.earlier.parts() {
            match now.part(key) {
                Some(same) if Arc::ptr_eq(same, part) => {}
                Some(other) => listed.extend(part.files.keys().filter(|path| !other.files.contains_key(*path))),
                None => listed.extend(part.files.keys()),
            }
        }
        if listed.is_empty() && self.leftovers.files.is_empty() {
            return Ok(());
        }
        let wanted: FxHashSet<&str> = now.files().map(|(path, _)| path).collect();
        let folded: FxHashMap<String, &str> = wanted.iter().map(|path| (path.to_lowercase(), *path)).collect();
        let mut folders = BTreeSet::new();
        let listed: FxHashSet<&str> = listed.into_iter().map(String::as_str).collect();
        let left_over = self.leftovers.files.keys().map(String::as_str).filter(|path| !listed.contains(path));
        let mut unwanted: Vec<(&str, bool)> = listed.iter().map(|path| (*path, true)).collect();
        unwanted.extend(left_over.map(|path| (path, false)));
        unwanted.retain(|(path, _)| !wanted.contains(path));
        unwanted.sort_unstable();
        for (path, is_listed) in unwanted {
            with_parents(path, &mut folders);
            if !self.is_real_folder(parent_of(path)) || !(is_listed || self.is_left_over(path)) {
                continue;
            }
            self.remove_file(path, folded.get(&path.to_lowercase()).copied())?;
        }
        // In reverse order a folder comes after those inside it. One that is not empty, or that Windows has open in
        // a window, stays.
        for folder in folders.into_iter().rev() {
            if self.is_real_folder(folder) {
                let _ = self.hands.remove_folder(&self.folder.join(folder));
            }
        }
        Ok(())
    }

    /// Removes a file of ours; `namesake` is a wanted path that differs from it in case alone.
    fn remove_file(&self, path: &str, namesake: Option<&str>) -> Result<(), Failure> {
        let file = self.folder.join(path);
        match fs::symlink_metadata(&file) {
            // A link or a folder in its place is not what we wrote.
            Ok(metadata) if !metadata.is_file() => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Failure::system(Action::Removing, file, error)),
        }
        let namesake = namesake.map(|path| self.folder.join(path));
        let same_file = |namesake: &PathBuf| fs::canonicalize(namesake).ok() == fs::canonicalize(&file).ok();
        let done = match namesake.filter(same_file) {
            // Where case makes no difference the two are one file, which only needs its new name.
            Some(namesake) => self.hands.rename(&file, &namesake),
            None => self.hands.remove_file(&file),
        };
        done.map_err(|error| Failure::system(Action::Removing, file, error))
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<ContentHash, Failure> {
        let path = self.folder.join(Manifest::FILE_NAME);
        let stage = self.new_stage()?;
        let unfinished = stage.join("manifest");
        let written = self.hands.write_new(&unfinished, b"").and_then(|_| {
            let file = File::options().append(true).open(&unfinished)?;
            let mut buffered = BufWriter::with_capacity(128 * 1024, Hashed::new(file));
            manifest.write_to(&mut buffered)?;
            Ok(buffered.into_inner().map_err(io::IntoInnerError::into_error)?.hash())
        });
        let done = written.and_then(|hash| self.hands.rename(&unfinished, &path).map(|()| hash));
        let _ = self.hands.remove_tree(&stage);
        done.map_err(|error| Failure::system(Action::Writing, path, error))
    }

    /// Removes what only an unfinished build needs.
    fn clear_away(&self) -> Result<(), Failure> {
        let mut made = held(&self.unfinished);
        if *made {
            let path = self.unfinished_folder();
            self.hands.remove_tree(&path).map_err(|error| Failure::system(Action::Removing, path, error))?;
            *made = false;
        }
        let mut journal = held(&self.journal);
        match journal.take() {
            Some(open) if self.finished => open.remove(&self.hands)?,
            // Nothing of what was announced has appeared.
            Some(open) if !self.touched => {
                open.take_back(&self.hands)?;
                if self.is_new.load(Ordering::Relaxed) {
                    // One that is not empty is somebody's by now.
                    let _ = self.hands.remove_folder(&self.folder);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Drop for OutputFolder {
    /// A build that fails while it moves things in leaves its journal, for the next one to know what is ours.
    fn drop(&mut self) {
        let _ = self.clear_away();
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn parent_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn with_parents<'a>(path: &'a str, folders: &mut BTreeSet<&'a str>) {
    for (end, _) in path.rmatch_indices('/') {
        if !path.get(..end).is_none_or(|parent| folders.insert(parent)) {
            return;
        }
    }
}

fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

fn is_garbled(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}
