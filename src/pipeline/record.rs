//! What is remembered of each part between runs, so that what has not changed is not even read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Problem};
use crate::output::ContentHash;
use crate::resolve::{Clash, Outline};
use crate::source::{Place, Span};

/// What is remembered of each part between runs, so that what has not changed is not even read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Records {
    pub(super) parts: BTreeMap<String, Arc<Record>>,
}

/// What is remembered of a part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Record {
    pub fingerprint: ContentHash,
    pub outline: Arc<Outline>,
    pub outward: BTreeSet<String>,
    pub outward_state: ContentHash,
    /// The partners that its plans name, and the state of those.
    pub partners: BTreeSet<String>,
    pub partners_state: ContentHash,
    pub remarks: Vec<Remark>,
    /// Whether what readers search was packed.
    #[serde(default)]
    pub indexed: bool,
    /// The pictures that were not made yet when its pages were: they show the author's own.
    #[serde(default)]
    pub awaited: Vec<AwaitedPicture>,
    /// The fingerprint of its summary.
    pub summary: ContentHash,
    /// How many pages it has.
    pub pages: usize,
}

/// A picture whose sizes were not made yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedPicture {
    /// Its path from the site's root.
    pub path: String,
    /// The fingerprint of its bytes.
    pub hash: ContentHash,
}

impl Record {
    /// Of the site's own part: nobody asks for its outline or its remarks.
    pub fn of_site(fingerprint: ContentHash, pages: usize, awaited: Vec<AwaitedPicture>) -> Record {
        let nothing = ContentHash::of(b"");
        Record {
            fingerprint,
            outline: Arc::default(),
            outward: BTreeSet::new(),
            outward_state: nothing,
            partners: BTreeSet::new(),
            partners_state: nothing,
            remarks: Vec::new(),
            indexed: true,
            awaited,
            summary: nothing,
            pages,
        }
    }
}

/// A finding without its files' texts: a warning to be said again while its file stays as it is, a clash between two
/// parts of the site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Remark {
    pub problem: Problem,
    pub place: Option<(String, u32, u32)>,
    pub related: Option<(String, u32, u32)>,
}

impl From<&Clash> for Remark {
    fn from(clash: &Clash) -> Remark {
        Remark { problem: clash.problem.clone(), place: Some(clash.place.clone()), related: Some(clash.other.clone()) }
    }
}

impl Remark {
    pub fn of(diagnostic: &Diagnostic) -> Remark {
        let stored = |place: &Place| {
            let Span { start, end } = place.span_in_file();
            (place.source.path.clone(), start, end)
        };
        Remark {
            problem: diagnostic.problem.clone(),
            place: diagnostic.place.as_ref().map(stored),
            related: diagnostic.related.as_ref().map(stored),
        }
    }
}
