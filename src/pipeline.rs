//! The edge around the pure stages: reads what a site consists of, builds what has changed, and hands it to a destination.
//!
//! A build's destination is a folder, the preview's is memory, a check's drops everything. The rest is one and the same.

mod record;
mod session;
mod survey;
mod theme_files;
mod work;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use chrono::NaiveDate;

use crate::build::{BuildContext, site_files};
use crate::diagnostic::Findings;
use crate::disk::{CacheFolder, Failure, Reader};
use crate::locale::Lang;
use crate::output::{ContentHash, Output};
use crate::pages::Summary;
use crate::progress::Due;
pub use crate::resolve::SITE_KEY;
use crate::resolve::{Crowd, Outline};
use crate::theme::Theme;
use crate::timing::{Stage, Timings};
use record::Record;
pub use record::Records;
pub use session::Session;
use survey::survey;
use work::{Institutions, Work, base_fingerprint};

/// Where a build's output goes. Called from many threads.
pub trait Destination: Sync {
    /// What stands of an institution from an earlier build.
    fn standing(&self, key: &str) -> Option<Summary>;
    /// Whether all files of a part stand as they were written.
    fn is_intact(&self, key: &str) -> bool;
    /// Takes a part's files.
    ///
    /// # Errors
    /// Where they cannot be written.
    fn publish(&self, key: &str, output: Output, summary: Option<&Summary>) -> Result<(), Failure>;
    /// Leaves a part as it stands.
    fn keep(&self, key: &str);
}

/// What a run is asked for.
pub struct RunOptions<'a> {
    /// The site's folder.
    pub root: PathBuf,
    /// The date, where it is not today's in the site's zone.
    pub date: Option<NaiveDate>,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// Whether pictures are made in all sizes: a check only looks at them.
    pub make_pictures: bool,
    /// Whether what readers search is packed. A preview does without on an edit's way to the page, and runs again for it
    /// when its editor rests.
    pub make_index: bool,
    /// Within how many days to list what falls due.
    pub due: Option<u32>,
    /// Called with the institutions done and all of them.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// Everything found wrong or doubtful, in the order of report.
    pub findings: Findings,
    /// The site's language, as far as site.yaml could be read.
    pub language: Lang,
    /// The date of the run.
    pub today: NaiveDate,
    /// How many pages the site has.
    pub pages: usize,
    /// What falls due.
    pub due: Option<Due>,
    /// Whether an error of the site itself kept everything back.
    pub held_back: bool,
    /// The site's zone, which says when the day changes.
    pub timezone: chrono_tz::Tz,
}

/// What became of one institution.
enum Fate {
    /// Nothing changed.
    Kept(Arc<Record>),
    /// Its pages were made and published.
    Built { record: Record, summary: Box<Summary> },
    /// It has errors: what stands of it stays.
    Failed { outline: Outline, findings: Findings },
    /// It is a draft.
    Hidden { outline: Outline, findings: Findings },
    /// It links to others, which are not known yet.
    Deferred { outline: Arc<Outline> },
}

/// Runs the pipeline over the whole site, and hands to `destination` whatever is not there yet.
///
/// # Errors
/// Where the machine fails: what cannot be read or written.
pub fn run(
    options: &RunOptions<'_>,
    reader: &Reader,
    cache: &CacheFolder,
    records: &mut Records,
    session: &mut Session,
    timings: &Timings,
    destination: &dyn Destination,
) -> Result<Outcome, Failure> {
    let survey = survey(options, reader, session, timings)?;
    let fallback;
    let theme = match &survey.theme {
        Some(theme) => theme,
        None => {
            // Everything else is checked all the same, with the look that we know to be sound.
            fallback = Arc::new(Theme::new(Vec::new(), None).unwrap_or_else(|_| Theme::empty()));
            &fallback
        }
    };
    let single = survey.folders.iter().any(|folder| folder.key.is_empty());
    let context = BuildContext {
        site: &survey.site,
        theme,
        moment: survey.moment,
        many: !single,
        index: options.make_index,
        timings,
    };
    let work = Work {
        options,
        reader,
        cache,
        destination,
        context,
        survey: &survey,
        institutions: Arc::new(survey.neighbours.clone()),
        site_files: Arc::new(site_files(theme, &survey.site, single)),
        crowd: Crowd::among(&survey.neighbours),
        base: base_fingerprint(options, &survey, theme, reader)?,
        fingerprints: &session.fingerprints,
        done: AtomicUsize::new(0),
    };
    let site_materials = work.site_materials()?;
    let first_look = work.resolve_site(&site_materials, None, single);
    let site_uses = Arc::new(first_look.as_ref().map(|site| site.uses.clone()).unwrap_or_default());
    let Institutions { fates, outlines, site_clashes } =
        work.institutions(records, &site_uses, first_look.map(|site| site.outline))?;

    let mut findings = survey.findings.clone();
    let mut summed_up = Vec::new();
    let mut parts = BTreeMap::new();
    for (folder, fate) in fates {
        let key = folder.key.as_str();
        match fate {
            Fate::Kept(record) => {
                destination.keep(key);
                findings.append(work.replay(&record.remarks)?);
                summed_up.push(SummedUp { key, fingerprint: record.summary, pages: record.pages, summary: None });
                parts.insert(key.to_owned(), record);
            }
            Fate::Built { record, summary } => {
                findings.append(work.replay(&record.remarks)?);
                let (fingerprint, pages) = (record.summary, record.pages);
                summed_up.push(SummedUp { key, fingerprint, pages, summary: Some(*summary) });
                parts.insert(key.to_owned(), Arc::new(record));
            }
            Fate::Failed { findings: more, .. } => {
                destination.keep(key);
                findings.append(more);
                if let Some(summary) = destination.standing(key) {
                    let (fingerprint, pages) = (summary_fingerprint(&summary), summary.pages.len());
                    summed_up.push(SummedUp { key, fingerprint, pages, summary: Some(summary) });
                }
            }
            Fate::Hidden { findings: more, .. } => findings.append(more),
            Fate::Deferred { .. } => {}
        }
    }
    let due = options.due.map(|days| work.due(&site_uses, &outlines, days)).transpose()?;
    let institutions_pages: usize = summed_up.iter().map(|one| one.pages).sum();
    let (site_findings, site_pages) = timings.measure(Stage::Site, || {
        work.site_part(&site_materials, &outlines, &site_clashes, single, summed_up, records, &mut parts)
    })?;
    findings.append(site_findings);
    records.parts = parts;
    Ok(Outcome {
        findings: findings.sorted(),
        language: survey.site.language,
        today: survey.moment.today,
        pages: institutions_pages + site_pages,
        due,
        held_back: survey.fatal,
        timezone: survey.site.timezone,
    })
}

/// An institution's summary, or what suffices to tell that it has not changed.
struct SummedUp<'a> {
    key: &'a str,
    fingerprint: ContentHash,
    pages: usize,
    /// None where the destination has it.
    summary: Option<Summary>,
}

fn summary_fingerprint(summary: &Summary) -> ContentHash {
    ContentHash::of(&serde_json::to_vec(summary).unwrap_or_default())
}

impl Fate {
    fn outline(&self) -> Arc<Outline> {
        match self {
            Fate::Kept(record) => Arc::clone(&record.outline),
            Fate::Built { record, .. } => Arc::clone(&record.outline),
            Fate::Deferred { outline } => Arc::clone(outline),
            Fate::Failed { outline, .. } | Fate::Hidden { outline, .. } => Arc::new(outline.clone()),
        }
    }
}
