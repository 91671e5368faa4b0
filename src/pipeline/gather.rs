//! What came of all institutions, put together for the site's own part and for the report.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Records;
use super::fate::Fate;
use super::record::{AwaitedPicture, Record};
use super::survey::InstitutionFolder;
use super::work::Work;
use crate::diagnostic::Findings;
use crate::disk::Failure;
use crate::output::ContentHash;
use crate::pages::Summary;

/// What came of all institutions.
pub(super) struct Gathered<'a> {
    pub findings: Findings,
    /// How many findings there are beyond those (see [`RunOptions::remarks`](super::RunOptions::remarks)).
    pub untold: usize,
    /// In the order of the keys.
    pub summed_up: Vec<SummedUp<'a>>,
    /// What is to be remembered.
    pub parts: BTreeMap<String, Arc<Record>>,
    /// The folders of those that stayed as they were.
    pub kept: BTreeSet<String>,
    pub awaited: Vec<AwaitedPicture>,
}

/// An institution's summary, or what suffices to tell that it has not changed.
pub(super) struct SummedUp<'a> {
    pub key: &'a str,
    pub fingerprint: ContentHash,
    pub pages: usize,
    /// None where the destination has it.
    pub summary: Option<Summary>,
}

/// The fingerprint of a summary.
pub(super) fn summary_fingerprint(summary: &Summary) -> ContentHash {
    ContentHash::of(&serde_json::to_vec(summary).unwrap_or_default())
}

impl<'a> SummedUp<'a> {
    /// One whose pages stay as they stand, if any do.
    fn standing(work: &Work<'_>, key: &'a str) -> Option<SummedUp<'a>> {
        work.destination.keep(key);
        let summary = work.destination.standing(key)?;
        let (fingerprint, pages) = (summary_fingerprint(&summary), summary.pages.len());
        Some(SummedUp { key, fingerprint, pages, summary: Some(summary) })
    }
}

/// Puts together what came of all institutions; `left` are the keys of those that stay as they stand because of an
/// error, those without a folder among them.
pub(super) fn gather<'a>(
    work: &Work<'_>,
    fates: Vec<(&'a InstitutionFolder, Fate)>,
    left: &'a BTreeSet<String>,
    records: &Records,
) -> Result<Gathered<'a>, Failure> {
    let mut findings = Findings::new();
    let mut summed_up = Vec::new();
    let mut parts = BTreeMap::new();
    let mut kept = BTreeSet::new();
    let mut awaited = Vec::new();
    let mut remarks = Telling { left: work.options.remarks, untold: 0 };
    // What was built now comes first where not everything is told: it is what the author is at.
    for (_, fate) in &fates {
        if let Fate::Built { record, .. } = fate {
            findings.append(remarks.tell(work, record)?);
            awaited.extend(record.awaited.iter().cloned());
        }
    }
    let without_folder = left.iter().filter(|key| !fates.iter().any(|(folder, _)| folder.key == **key));
    for key in without_folder.collect::<Vec<_>>() {
        summed_up.extend(SummedUp::standing(work, key));
        parts.extend(records.parts.get(key).map(|record| (key.clone(), Arc::clone(record))));
    }
    for (folder, fate) in fates {
        let key = folder.key.as_str();
        match fate {
            Fate::Kept(record) => {
                work.destination.keep(key);
                kept.insert(folder.folder.clone());
                findings.append(remarks.tell(work, &record)?);
                summed_up.push(SummedUp { key, fingerprint: record.summary, pages: record.pages, summary: None });
                parts.insert(key.to_owned(), record);
            }
            Fate::Built { record, summary } => {
                let (fingerprint, pages) = (record.summary, record.pages);
                summed_up.push(SummedUp { key, fingerprint, pages, summary: Some(*summary) });
                parts.insert(key.to_owned(), Arc::new(record));
            }
            Fate::Failed { findings: more, .. } => {
                findings.append(more);
                summed_up.extend(SummedUp::standing(work, key));
            }
            Fate::Hidden { findings: more, .. } => findings.append(more),
            Fate::Waiting { .. } | Fate::Deferred { .. } => {}
        }
    }
    summed_up.sort_by_key(|one| one.key);
    Ok(Gathered { findings, untold: remarks.untold, summed_up, parts, kept, awaited })
}

/// How many remarks may still be told, and how many were not.
struct Telling {
    left: usize,
    untold: usize,
}

impl Telling {
    fn tell(&mut self, work: &Work<'_>, record: &Record) -> Result<Findings, Failure> {
        let told = record.remarks.get(..self.left).unwrap_or(&record.remarks);
        self.left -= told.len();
        self.untold += record.remarks.len() - told.len();
        work.replay(told)
    }
}
