//! The edge around the pure stages: reads what a site consists of, builds what has changed, and hands it to a destination.
//!
//! A build's destination is a folder, the preview's is what it serves, a check's drops everything. The rest is one and the same.

mod record;
mod session;
mod standing;
mod survey;
mod theme_files;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};

use crate::build::{BuildContext, site_files};
use crate::diagnostic::{Findings, Problem};
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
pub use record::{AwaitedPicture, Records};
pub use session::Session;
use survey::survey;
use work::{Institutions, SitePart, Work, base_fingerprint};

/// Where a build's output goes. Called from many threads.
pub trait Destination: Sync {
    /// What stands of an institution from an earlier build.
    fn standing(&self, key: &str) -> Option<Summary>;
    /// The keys of all parts that stand from an earlier build.
    fn standing_keys(&self) -> Vec<String>;
    /// The other parts to which some of these files belong as they stand, with those files.
    fn owners(&self, key: &str, output: &Output) -> BTreeMap<String, Vec<String>>;
    /// Whether all files of a part stand as they were written.
    fn is_intact(&self, key: &str) -> bool;
    /// Takes a part's files.
    ///
    /// # Errors
    /// Where they cannot be written.
    fn publish(&self, key: &str, made: Made<'_>) -> Result<(), Failure>;
    /// Takes what readers search of an institution whose pages stay as they are. A destination that is filled in one
    /// run is never asked.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn publish_index(&self, _key: &str, _index: Output) -> Result<(), Failure> {
        Ok(())
    }
    /// Leaves a part as it stands.
    fn keep(&self, key: &str);
}

/// What a run made of a part.
pub struct Made<'a> {
    /// Its files, but for the index.
    pub output: Output,
    /// What readers search of an institution; none where this run does without: what stands of it stays then.
    pub index: Option<Output>,
    /// What the site's own pages need of an institution.
    pub summary: Option<&'a Summary>,
}

/// What a run is asked for.
pub struct RunOptions<'a> {
    /// The site's folder.
    pub root: PathBuf,
    /// The date, where it is not today's in the site's zone.
    pub date: Option<NaiveDate>,
    /// The present moment.
    pub now: DateTime<Utc>,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// Whether every warning counts as an error.
    pub strict: bool,
    /// Whether pictures are made in all sizes, or tried where nothing is kept, as by a check. A preview shows the author's
    /// own until they were made outside of an edit's way to the page.
    pub make_pictures: bool,
    /// Of how many institutions at most what readers search is packed. A preview does without on an edit's way to the
    /// page, and makes up for it in short runs when its editor rests.
    pub indexes: usize,
    /// So many findings at most are told of institutions that are sound; the rest is only counted.
    pub remarks: usize,
    /// Whether what the machine fails in one institution, as a file that cannot be read, fails that one alone, and not the
    /// run.
    pub alone: bool,
    /// Within how many days to list what falls due.
    pub due: Option<u32>,
    /// Called with the institutions done and all of them.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
    /// What takes the time of each stage.
    pub timings: &'a Timings,
}

/// What is remembered from run to run. Without it a run takes longer, and comes to the same.
pub struct Memory<'a> {
    /// What was made of files, by their fingerprints.
    pub cache: &'a CacheFolder,
    /// What the destination holds, and what it was made of.
    pub records: &'a mut Records,
    /// What a preview keeps at hand.
    pub session: &'a mut Session,
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
    /// Whether site.yaml could be read; else language and zone are but the usual ones.
    pub settings_known: bool,
    /// How many warnings there are beyond those in `findings` (see [`RunOptions::remarks`]).
    pub untold: usize,
    /// The folders of the institutions that stayed as they were.
    pub kept: BTreeSet<String>,
    /// What the machine failed us in, and what failed an institution alone (see [`RunOptions::alone`]).
    pub failures: Vec<Failure>,
    /// Pictures that are shown as the author's own until somebody makes them.
    pub awaited: Vec<AwaitedPicture>,
    /// How many institutions' search is behind their pages (see [`RunOptions::indexes`]).
    pub unindexed: usize,
}

/// What became of one institution.
enum Fate {
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

/// Runs the pipeline over the whole site, and hands to `destination` whatever is not there yet.
///
/// # Errors
/// Where the machine fails: what cannot be read or written.
pub fn run(
    options: &RunOptions<'_>,
    reader: &Reader,
    memory: Memory<'_>,
    destination: &dyn Destination,
) -> Result<Outcome, Failure> {
    let Memory { cache, records, session } = memory;
    let timings = options.timings;
    let survey = survey(options, reader, session)?;
    let fallback;
    let theme = match &survey.theme {
        Some(theme) => theme,
        None => {
            // Everything else is checked all the same, with the look that we know to be sound.
            fallback = Arc::new(Theme::new(Vec::new(), None).unwrap_or_else(|_| Theme::empty()));
            &fallback
        }
    };
    let orphans = standing::orphans(&survey, records, destination);
    let single = survey.folders.iter().any(|folder| folder.key.is_empty());
    let context = BuildContext { site: &survey.site, theme, moment: survey.moment, many: !single, timings };
    let mut neighbours = survey.neighbours.clone();
    neighbours.extend(orphans.iter().map(|(key, orphan)| (key.clone(), orphan.neighbour.clone())));
    let crowd = Crowd::among(&neighbours);
    let mut work = Work {
        options,
        reader,
        cache,
        destination,
        context,
        survey: &survey,
        institutions: Arc::new(neighbours),
        site_files: Arc::new(site_files(theme, &survey.site, single)),
        crowd,
        base: base_fingerprint(options, &survey, theme, &survey.site),
        fingerprints: &session.fingerprints,
        orphans: &orphans,
        done: AtomicUsize::new(0),
        indexes: AtomicUsize::new(options.indexes),
        dues: Mutex::default(),
        failures: Mutex::default(),
    };
    let (site_materials, unreadable) = work.site_materials()?;
    let first_look = work.resolve_site(&site_materials, None, single);
    let site_uses = Arc::new(first_look.as_ref().map(|site| site.uses.clone()).unwrap_or_default());
    let (site, site_outline) = first_look.map(|site| (site.site, site.outline)).unzip();
    if let Some(site) = &site {
        // With the logo and the footer, which stand on every page.
        work.context.site = site;
        work.base = base_fingerprint(options, &survey, theme, site);
    }
    let Institutions { mut fates, outlines, site_clashes } = work.institutions(records, &site_uses, site_outline)?;
    let mut left = standing::left_standing(&survey, &orphans, &fates, destination);
    work.publish_waiting(&mut fates, &mut left)?;

    let mut findings = survey.findings.clone();
    let mut summed_up = Vec::new();
    let mut parts = BTreeMap::new();
    let mut kept = BTreeSet::new();
    let mut awaited = Vec::new();
    // What was built now comes first where not everything is told: it is what the author is at.
    let mut remarks = Telling { left: options.remarks, untold: 0 };
    for (_, fate) in &fates {
        if let Fate::Built { record, .. } = fate {
            findings.append(remarks.tell(&work, record)?);
            awaited.extend(record.awaited.iter().cloned());
        }
    }
    for (folder, fate) in fates {
        let key = folder.key.as_str();
        match fate {
            Fate::Kept(record) => {
                destination.keep(key);
                kept.insert(folder.folder.clone());
                findings.append(remarks.tell(&work, &record)?);
                summed_up.push(SummedUp { key, fingerprint: record.summary, pages: record.pages, summary: None });
                parts.insert(key.to_owned(), record);
            }
            Fate::Built { record, summary } => {
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
            Fate::Waiting { .. } | Fate::Deferred { .. } => {}
        }
    }
    for key in left.iter().filter(|key| !survey.folders.iter().any(|folder| folder.key == **key)) {
        destination.keep(key);
        if let Some(summary) = destination.standing(key) {
            let (fingerprint, pages) = (summary_fingerprint(&summary), summary.pages.len());
            summed_up.push(SummedUp { key, fingerprint, pages, summary: Some(summary) });
        }
        if let Some(record) = records.parts.get(key) {
            parts.insert(key.clone(), Arc::clone(record));
        }
    }
    summed_up.sort_by_key(|one| one.key);
    let due = options.due.map(|days| work.due(days));
    let institutions_pages: usize = summed_up.iter().map(|one| one.pages).sum();
    let (site_findings, site_pages) = timings.measure(Stage::Site, || {
        let clashes = &site_clashes;
        let site = SitePart { materials: &site_materials, unreadable, clashes, single, left: &left };
        work.site_part(site, &outlines, summed_up, records, &mut parts)
    })?;
    findings.append(site_findings);
    if options.strict {
        findings.judge_strictly();
    }
    awaited.extend(parts.get(SITE_KEY).iter().flat_map(|record| record.awaited.iter().cloned()));
    let unindexed = parts.values().filter(|record| !record.indexed).count();
    records.parts = parts;
    // Whether a template fails is often known only when a page is made by it.
    let template_fails = findings.iter().any(|finding| matches!(finding.problem, Problem::TemplateFails { .. }));
    let failures = std::mem::take(&mut *work.failures.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Outcome {
        findings: findings.excerpted().sorted(),
        language: survey.site.language,
        today: survey.moment.today,
        pages: institutions_pages + site_pages,
        due,
        held_back: survey.fatal || template_fails,
        timezone: survey.site.timezone,
        settings_known: survey.document.is_some(),
        untold: remarks.untold,
        kept,
        failures,
        awaited,
        unindexed,
    })
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
    /// Without the files of what was found.
    fn excerpted(self) -> Fate {
        match self {
            Fate::Failed { outline, findings } => Fate::Failed { outline, findings: findings.excerpted() },
            Fate::Hidden { outline, findings } => Fate::Hidden { outline, findings: findings.excerpted() },
            fate => fate,
        }
    }

    fn outline(&self) -> Arc<Outline> {
        match self {
            Fate::Kept(record) => Arc::clone(&record.outline),
            Fate::Built { record, .. } | Fate::Waiting { record, .. } => Arc::clone(&record.outline),
            Fate::Deferred { outline } => Arc::clone(outline),
            Fate::Failed { outline, .. } | Fate::Hidden { outline, .. } => Arc::new(outline.clone()),
        }
    }
}
