//! Folders that must not become the output folder.

use std::path::{Path, PathBuf};

use super::super::place;
use crate::locale::{Arguments, Lang};

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
    /// What is wrong with where a folder lies, if anything; `folder` is resolved. No `--force` helps.
    pub(super) fn of_place(folder: &Path, root: &Path) -> Option<Refusal> {
        let content = place::resolved(&root.join("content"));
        let reason = if place::resolved(root).starts_with(folder) {
            RefusalReason::Root
        } else if content.starts_with(folder) || folder.starts_with(&content) {
            RefusalReason::Content
        } else if place::is_home_or_above(folder) {
            RefusalReason::Home
        } else {
            return None;
        };
        Some(Refusal { folder: folder.to_owned(), reason })
    }

    /// What is refused and why, in words.
    pub fn message(&self, lang: Lang) -> String {
        lang.text(self.message_id(), &self.arguments())
    }

    /// What to do about it, in words.
    pub fn help(&self, lang: Lang) -> Option<String> {
        lang.find(&format!("{}.help", self.message_id()), &self.arguments())
    }

    fn arguments(&self) -> Arguments {
        Arguments::new().with("path", place::shown(&self.folder))
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
