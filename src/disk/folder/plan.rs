//! What must be done so that a part consists of its new files: everything is looked at, and everything that stands in
//! the way is found, before anything is touched.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::super::failure::{Action, Cause, Failure};
use super::super::read::hash_file;
use super::super::tree::Stamp;
use super::hands::Hands;
use super::{Known, OutputFolder, parent_of};
use crate::output::{Content, ContentHash, Output, is_output_path};

/// What happens at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// The bytes that stand there are right.
    Stands,
    /// A file takes the place of another.
    Replace,
    /// A file comes where there was none.
    Appear,
    /// A file comes with a folder that is not there yet; which of the plan's.
    AppearIn(usize),
}

/// One file of the part.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) path: String,
    pub(super) hash: ContentHash,
    pub(super) fate: Fate,
    /// How the file stands; known once it is written.
    pub(super) stamp: Stamp,
    /// Whether an earlier manifest lists the path.
    pub(super) listed: bool,
    content: Content,
}

impl Planned {
    /// Writes the file aside, and lets go of its bytes.
    pub(super) fn write(&mut self, hands: &Hands, root: &Path, path: &Path) -> io::Result<()> {
        match std::mem::replace(&mut self.content, Content::Bytes(Vec::new())) {
            Content::Bytes(bytes) => self.stamp = hands.write_new(path, &bytes)?,
            // The file may have changed since the build looked at it: what was copied is what is listed.
            Content::Copy { source, .. } => (self.stamp, self.hash) = hands.copy_new(&root.join(source), path)?,
            Content::Standing(_) => {}
        }
        Ok(())
    }
}

/// The work of one part.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// In the order of the paths.
    pub(super) files: Vec<Planned>,
    /// The topmost folders that are not there yet.
    pub(super) new_folders: Vec<String>,
    /// Files and folders of ours where now a folder or a file must go.
    pub(super) in_the_way: Vec<String>,
    /// The numbers of the new folders.
    numbers: FxHashMap<String, usize>,
}

impl Plan {
    /// Whether there is anything to do.
    pub(super) fn writes(&self) -> bool {
        self.files.iter().any(|file| file.fate != Fate::Stands)
    }

    fn new_folder(&mut self, folder: &str) -> usize {
        let number = self.new_folders.len();
        self.new_folders.push(folder.to_owned());
        self.numbers.insert(folder.to_owned(), number);
        number
    }
}

impl OutputFolder {
    /// Looks at what stands at the paths of a part, and plans what must be done.
    pub(super) fn plan(&self, key: &str, output: Output) -> Result<Plan, Failure> {
        let own: FxHashMap<&str, Known> = self.known_of(key).collect();
        let mut plan = Plan::default();
        let mut last_parent: Option<(String, Option<usize>)> = None;
        for (path, content) in output.into_files() {
            if !is_output_path(&path) {
                let error = io::Error::from(io::ErrorKind::InvalidFilename);
                return Err(Failure::system(Action::Writing, self.folder.join(&path), error));
            }
            let hash = content.hash();
            let known = own.get(path.as_str()).copied().or_else(|| self.known(&path));
            if let Content::Standing(_) = content {
                let stamp = known.and_then(|known| known.stamp).unwrap_or_default();
                plan.files.push(Planned { path, hash, fate: Fate::Stands, stamp, listed: true, content });
                continue;
            }
            let parent = parent_of(&path);
            let new_folder = match &last_parent {
                Some((last, new_folder)) if last == parent => *new_folder,
                _ => {
                    let new_folder = self.plan_folder(parent, &mut plan)?;
                    last_parent = Some((parent.to_owned(), new_folder));
                    new_folder
                }
            };
            let (fate, stamp) = match new_folder {
                Some(number) => (Fate::AppearIn(number), Stamp::default()),
                None => self.plan_file(&path, &content, hash, known, &mut plan)?,
            };
            plan.files.push(Planned { path, hash, fate, stamp, listed: known.is_some(), content });
        }
        Ok(plan)
    }

    /// The number of the new folder with which this one comes; none where it is there.
    fn plan_folder(&self, folder: &str, plan: &mut Plan) -> Result<Option<usize>, Failure> {
        if folder.is_empty() {
            return Ok(None);
        }
        let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
        for prefix in ends.filter_map(|end| folder.get(..end)) {
            if let Some(number) = plan.numbers.get(prefix) {
                return Ok(Some(*number));
            }
            if self.is_real_folder(prefix) {
                continue;
            }
            let path = self.folder.join(prefix);
            match fs::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_dir() => continue,
                Ok(metadata) if metadata.is_file() && (self.known(prefix).is_some() || self.is_left_over(prefix)) => {
                    plan.in_the_way.push(prefix.to_owned());
                }
                Ok(_) => return Err(Failure::new(Action::MakingFolder, path, Cause::FileInTheWay)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Failure::system(Action::MakingFolder, path, error)),
            }
            return Ok(Some(plan.new_folder(prefix)));
        }
        Ok(None)
    }

    /// What happens to a file whose folder is there.
    fn plan_file(
        &self,
        path: &str,
        content: &Content,
        hash: ContentHash,
        known: Option<Known>,
        plan: &mut Plan,
    ) -> Result<(Fate, Stamp), Failure> {
        let file = self.folder.join(path);
        let metadata = match fs::symlink_metadata(&file) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Fate::Appear, Stamp::default())),
            Err(error) => return Err(Failure::system(Action::Writing, file, error)),
        };
        let stamp = Stamp::of(&metadata).but_for_renaming();
        if metadata.is_dir() {
            if !self.holds_only_ours(&file) {
                return Err(Failure::new(Action::Writing, file, Cause::FolderInTheWay));
            }
            plan.in_the_way.push(path.to_owned());
            return Ok((Fate::Appear, Stamp::default()));
        }
        if metadata.is_file() {
            let vouched = known.filter(|known| known.stamp == Some(stamp)).map(|known| known.hash);
            let same = match vouched {
                Some(standing) => standing == hash,
                None => {
                    holds(&file, &metadata, content).map_err(|error| Failure::system(Action::Reading, &file, error))?
                }
            };
            if same {
                return Ok((Fate::Stands, stamp));
            }
        }
        let ours = || metadata.is_file() && (self.is_left_over(path) || self.stands_in_other_case(path));
        if known.is_none() && !self.force && !ours() {
            return Err(Failure::new(Action::Writing, file, Cause::ForeignFile));
        }
        Ok((Fate::Replace, Stamp::default()))
    }
}

/// Whether a file's bytes are these.
fn holds(file: &Path, metadata: &Metadata, content: &Content) -> io::Result<bool> {
    match content {
        Content::Bytes(bytes) => Ok(metadata.len() == bytes.len() as u64 && fs::read(file)? == *bytes),
        Content::Copy { hash, .. } => Ok(hash_file(file)? == *hash),
        Content::Standing(_) => Ok(true),
    }
}
