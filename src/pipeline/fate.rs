//! What became of one institution in a run.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::record::Record;
use crate::diagnostic::Findings;
use crate::output::Output;
use crate::pages::Summary;
use crate::resolve::Outline;

/// What became of one institution.
pub(super) enum Fate {
    /// Nothing changed.
    Kept(Arc<Record>),
    /// Its pages were made and published.
    Built { record: Record, summary: Box<Summary> },
    /// It has errors: what stands of it stays.
    Failed { outline: Outline, findings: Findings },
    /// Its pages were made, and some of them would take the place of another's that stand.
    Waiting {
        record: Record,
        summary: Box<Summary>,
        files: (Output, Option<Output>),
        owners: BTreeMap<String, Vec<String>>,
    },
    /// It is a draft.
    Hidden { outline: Outline, findings: Findings },
    /// It links to others, which are not known yet.
    Deferred { outline: Arc<Outline> },
}

impl Fate {
    /// Without the files of what was found.
    pub fn excerpted(self) -> Fate {
        match self {
            Fate::Failed { outline, findings } => Fate::Failed { outline, findings: findings.excerpted() },
            Fate::Hidden { outline, findings } => Fate::Hidden { outline, findings: findings.excerpted() },
            fate => fate,
        }
    }

    /// What others may know of it.
    pub fn outline(&self) -> Arc<Outline> {
        match self {
            Fate::Kept(record) => Arc::clone(&record.outline),
            Fate::Built { record, .. } | Fate::Waiting { record, .. } => Arc::clone(&record.outline),
            Fate::Deferred { outline } => Arc::clone(outline),
            Fate::Failed { outline, .. } | Fate::Hidden { outline, .. } => Arc::new(outline.clone()),
        }
    }
}
