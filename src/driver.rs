//! A build, a check: from a folder on the disk to a folder on the disk.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::diagnostic::Findings;
use crate::disk::{CacheFolder, Failure, OpenError, OutputFolder, Reader, Refusal, pictures};
use crate::locale::Lang;
use crate::output::{Changes, ContentHash, Output};
use crate::pages::Summary;
use crate::pipeline::{Destination, Made, Memory, Outcome, Records, RunOptions, Session, run};
use crate::progress::Due;
use crate::timing::{Stage, Timings};

/// The name of the cache that holds what is remembered of each part.
const RECORDS: &str = "records";

/// What a build or a check is asked for.
pub struct Request<'a> {
    /// The site's folder.
    pub root: PathBuf,
    /// The output's folder.
    pub out: PathBuf,
    /// The date, where it is not today's.
    pub date: Option<NaiveDate>,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// Whether every warning counts as an error.
    pub strict: bool,
    /// Whether an output folder that is not ours may be taken.
    pub force: bool,
    /// Called now and then with the institutions done and all of them; for a progress bar.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// Everything found wrong or doubtful, in the order of report.
    pub findings: Findings,
    /// The site's language, as far as site.yaml could be read.
    pub language: Lang,
    /// How many pages the site has.
    pub pages: usize,
    /// What a build changed in the output; empty for a check.
    pub changes: Changes,
    /// Stage and time, in the order of the stages, summed over threads.
    pub timings: Vec<(Stage, Duration)>,
    /// What falls due (`check --due`).
    pub due: Option<Due>,
    /// What the machine failed us in: then the output is as it was.
    pub failure: Option<Failure>,
}

/// Why nothing came of it.
#[derive(Debug)]
pub enum Stop {
    /// The output folder is not one that may be written to: status 2.
    Refused(Refusal),
    /// The machine failed us: status 3.
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failed(failure)
    }
}

impl From<OpenError> for Stop {
    fn from(error: OpenError) -> Stop {
        match error {
            OpenError::Refused(refusal) => Stop::Refused(refusal),
            OpenError::Failed(failure) => Stop::Failed(failure),
        }
    }
}

/// What is remembered of a build, and of which: a build that was killed after its pages came in has left other pages
/// than the last one that came to its end.
#[derive(Serialize, Deserialize)]
struct Remembered {
    manifest: Option<ContentHash>,
    records: Records,
}

/// Builds the site.
///
/// # Errors
/// Where the output may not or cannot be written. Mistakes in the content are in the report.
pub fn build(request: &Request<'_>) -> Result<Report, Stop> {
    let timings = Timings::by(Instant::now);
    let mut session = Session::default();
    let cache = CacheFolder::open(&request.root, &request.out);
    let reader = Reader::new(&request.root, &cache);
    let destination = FolderDestination { folder: OutputFolder::open(&request.out, &request.root, request.force)? };
    let mut records = cache
        .load::<Remembered>(RECORDS)
        .filter(|remembered| remembered.manifest == OutputFolder::manifest_hash(&request.out))
        .map(|remembered| remembered.records)
        .unwrap_or_default();
    let memory = Memory { cache: &cache, records: &mut records, session: &mut session };
    let options = RunOptions { indexes: usize::MAX, ..options(request, &timings) };
    let outcome = run(&options, &reader, memory, &destination)?;
    reader.remember(&cache);
    if outcome.held_back || !outcome.failures.is_empty() {
        return Ok(report(outcome, Changes::default(), &timings));
    }
    let finished = timings.measure(Stage::Write, || destination.folder.finish());
    let pictures = finished.and_then(|changes| Ok((changes, session.pictures(&reader)?)));
    match pictures {
        Ok((changes, pictures)) => {
            cache.store(RECORDS, &Remembered { manifest: OutputFolder::manifest_hash(&request.out), records });
            pictures::forget_others(&cache, &pictures);
            Ok(report(outcome, changes, &timings))
        }
        Err(failure) => Ok(Report { failure: Some(failure), ..report(outcome, Changes::default(), &timings) }),
    }
}

/// Checks the site and writes nothing. `due`: within how many days to list what falls due.
///
/// # Errors
/// Where the content cannot be read.
pub fn check(request: &Request<'_>, due: Option<u32>) -> Result<Report, Stop> {
    let timings = Timings::by(Instant::now);
    let cache = CacheFolder::open(&request.root, &request.out).to_read();
    let reader = Reader::new(&request.root, &CacheFolder::none());
    let memory = Memory { cache: &cache, records: &mut Records::default(), session: &mut Session::default() };
    let outcome = run(&RunOptions { due, ..options(request, &timings) }, &reader, memory, &Nowhere)?;
    Ok(report(outcome, Changes::default(), &timings))
}

/// What a check is asked for; it does not need what readers search.
fn options<'a>(request: &Request<'a>, timings: &'a Timings) -> RunOptions<'a> {
    RunOptions {
        root: request.root.clone(),
        date: request.date.or_else(clock::stated_day),
        now: chrono::Utc::now(),
        drafts: request.drafts,
        strict: request.strict,
        make_pictures: true,
        indexes: 0,
        remarks: usize::MAX,
        alone: true,
        due: None,
        progress: request.progress,
        timings,
    }
}

fn report(outcome: Outcome, changes: Changes, timings: &Timings) -> Report {
    Report {
        findings: outcome.findings,
        language: outcome.language,
        pages: outcome.pages,
        changes,
        timings: timings.list(),
        due: outcome.due,
        failure: outcome.failures.into_iter().next(),
    }
}

/// A build's destination: the output folder.
struct FolderDestination {
    folder: OutputFolder,
}

impl Destination for FolderDestination {
    fn standing(&self, key: &str) -> Option<Summary> {
        self.folder.earlier().part(key)?.summary()
    }

    fn standing_keys(&self) -> Vec<String> {
        self.folder.earlier().parts().map(|(key, _)| key.to_owned()).collect()
    }

    fn standing_files(&self, key: &str) -> Option<BTreeMap<String, ContentHash>> {
        Some(self.folder.earlier().part(key).map(|part| part.files.clone()).unwrap_or_default())
    }

    fn owners(&self, key: &str, output: &Output) -> BTreeMap<String, Vec<String>> {
        self.folder.owners(key, output)
    }

    fn is_intact(&self, key: &str) -> bool {
        self.folder.is_intact(key)
    }

    fn publish(&self, key: &str, made: Made<'_>) -> Result<(), Failure> {
        let mut output = made.output;
        made.index.into_iter().for_each(|index| output.append(index));
        self.folder.publish(key, output, &made.summary)
    }

    fn keep(&self, key: &str) {
        self.folder.keep(key);
    }
}

/// A check's destination: nothing is kept.
struct Nowhere;

impl Destination for Nowhere {
    fn standing(&self, _: &str) -> Option<Summary> {
        None
    }

    fn standing_keys(&self) -> Vec<String> {
        Vec::new()
    }

    fn standing_files(&self, _: &str) -> Option<BTreeMap<String, ContentHash>> {
        None
    }

    fn owners(&self, _: &str, _: &Output) -> BTreeMap<String, Vec<String>> {
        BTreeMap::new()
    }

    fn is_intact(&self, _: &str) -> bool {
        false
    }

    fn publish(&self, _: &str, _: Made<'_>) -> Result<(), Failure> {
        Ok(())
    }

    fn keep(&self, _: &str) {}
}
