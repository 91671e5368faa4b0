//! The machine failed us: what we were doing, to what, and why it did not work.
//!
//! It is not about the author's text: that is a [`crate::diagnostic::Diagnostic`]. A failure ends the command with
//! status 3.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::place;
use crate::locale::{Arguments, Lang};

/// What we were doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Reading a file, or looking at it.
    Reading,
    /// Listing a folder.
    Listing,
    /// Writing or replacing a file.
    Writing,
    /// Making a folder.
    MakingFolder,
    /// Removing a file or a folder of ours.
    Removing,
    /// Opening an address to listen at.
    Listening,
}

impl Action {
    fn message_id(self) -> &'static str {
        match self {
            Action::Reading => "failure-reading",
            Action::Listing => "failure-listing",
            Action::Writing => "failure-writing",
            Action::MakingFolder => "failure-making-folder",
            Action::Removing => "failure-removing",
            Action::Listening => "failure-listening",
        }
    }
}

/// Why it did not work.
#[derive(Debug)]
pub enum Cause {
    /// The system said so.
    System(io::Error),
    /// A file that we did not write stands there, with other bytes than ours.
    ForeignFile,
    /// A folder stands where a file must go, and holds what we did not write.
    FolderInTheWay,
    /// A file or a link that we did not write stands where a folder must go.
    FileInTheWay,
    /// Another build is writing to the folder.
    Busy,
}

/// An action that failed.
#[derive(Debug)]
pub struct Failure {
    /// What we were doing.
    pub action: Action,
    /// To which file or folder.
    pub path: PathBuf,
    /// Why it did not work.
    pub cause: Cause,
}

impl Failure {
    /// What the system said about a path.
    pub fn system(action: Action, path: impl AsRef<Path>, error: io::Error) -> Failure {
        Failure { action, path: path.as_ref().to_owned(), cause: Cause::System(error) }
    }

    /// Something stands in the way, or somebody.
    pub fn new(action: Action, path: impl AsRef<Path>, cause: Cause) -> Failure {
        Failure { action, path: path.as_ref().to_owned(), cause }
    }

    /// Whether a file that was listed is there no more: the folder changes while we read it.
    pub fn is_vanished(&self) -> bool {
        self.action == Action::Reading && self.cause_id() == "failure-cause-vanished"
    }

    /// What failed and why, in words.
    pub fn message(&self, lang: Lang) -> String {
        let cause = lang.text(self.cause_id(), &self.arguments());
        lang.text(self.action.message_id(), &self.arguments().with("cause", cause))
    }

    /// What to do about it, in words.
    pub fn help(&self, lang: Lang) -> Option<String> {
        lang.find(&format!("{}.help", self.cause_id()), &self.arguments())
    }

    fn arguments(&self) -> Arguments {
        let system = match &self.cause {
            Cause::System(error) => error.to_string(),
            _ => String::new(),
        };
        Arguments::new().with("path", place::shown(&self.path)).with("system", system)
    }

    fn cause_id(&self) -> &'static str {
        let error = match &self.cause {
            Cause::System(error) => error,
            Cause::ForeignFile => return "failure-cause-foreign-file",
            Cause::FolderInTheWay => return "failure-cause-folder-in-the-way",
            Cause::FileInTheWay => return "failure-cause-file-in-the-way",
            Cause::Busy => return "failure-cause-busy",
        };
        if is_held_open(error) {
            return "failure-cause-held-open";
        }
        match error.kind() {
            io::ErrorKind::PermissionDenied => "failure-cause-permission",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "failure-cause-disk-full",
            io::ErrorKind::FileTooLarge => "failure-cause-file-size",
            io::ErrorKind::ReadOnlyFilesystem => "failure-cause-read-only",
            io::ErrorKind::NotFound => "failure-cause-vanished",
            io::ErrorKind::NotADirectory => "failure-cause-file-in-the-way",
            io::ErrorKind::IsADirectory => "failure-cause-folder-in-the-way",
            io::ErrorKind::InvalidFilename => "failure-cause-name",
            _ => "failure-cause-other",
        }
    }
}

/// Windows refuses to touch a file that another program holds: a sharing violation (32) or a locked region (33).
fn is_held_open(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
        || matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy)
}

impl fmt::Display for Failure {
    /// For logs and tests; a person is shown [`Failure::message`].
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message(Lang::English))
    }
}

impl std::error::Error for Failure {}
