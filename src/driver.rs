//! A build, a check: from a folder on the disk to a folder on the disk, with the pure stages between.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::diagnostic::Findings;
use crate::disk::{Failure, Refusal};
use crate::locale::Lang;
use crate::output::Changes;
use crate::progress::Due;

/// What a build or a check is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The site's folder.
    pub root: PathBuf,
    /// The output's folder.
    pub out: PathBuf,
    /// The date, where it is not today's.
    pub date: Option<NaiveDate>,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// Whether an output folder that is not ours may be taken.
    pub force: bool,
    /// Called now and then with the institutions done and all of them; for a progress bar.
    pub progress: Option<Progress>,
}

/// Whom to tell how far a build has come.
#[derive(Clone)]
pub struct Progress(pub Arc<dyn Fn(usize, usize) + Send + Sync>);

impl Progress {
    /// So many institutions are done, of so many.
    pub fn tell(&self, done: usize, all: usize) {
        (self.0)(done, all);
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Progress")
    }
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
    pub timings: Vec<(&'static str, Duration)>,
    /// What falls due (`check --due`).
    pub due: Option<Due>,
}

/// Why nothing came of it.
#[derive(Debug)]
pub enum Stop {
    /// The output folder is not one that may be written to: status 2.
    Refused(Refusal),
    /// The machine failed us: status 3.
    Failed(Failure),
}

/// Builds the site.
///
/// # Errors
/// Where the output may not or cannot be written. Mistakes in the content are in the report.
pub fn build(request: &Request) -> Result<Report, Stop> {
    let _ = request;
    todo!("the lead's work in progress")
}

/// Checks the site and writes nothing. `due`: within how many days to list what falls due.
///
/// # Errors
/// Where the content cannot be read.
pub fn check(request: &Request, due: Option<u32>) -> Result<Report, Stop> {
    let _ = (request, due);
    todo!("the lead's work in progress")
}
