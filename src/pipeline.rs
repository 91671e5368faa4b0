//! The edge around the pure stages: reads what a site consists of, builds what has changed, and hands it to a destination.
//!
//! A build's destination is a folder, the preview's is what it serves, a check's drops everything. The rest is one and the same.

mod fate;
mod gather;
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
use crate::diagnostic::{Diagnostic, Findings, Problem};
use crate::disk::{CacheFolder, Failure, Reader};
use crate::locale::Lang;
use crate::output::{ContentHash, Output};
use crate::pages::Summary;
use crate::progress::Due;
use crate::resolve::Crowd;
pub use crate::resolve::SITE_KEY;
use crate::theme::Theme;
use crate::timing::{Stage, Timings};
use gather::{Gathered, gather};
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
    /// The files of a part that stand from an earlier build; none where nothing is ever kept, as by a check.
    fn standing_files(&self, key: &str) -> Option<BTreeMap<String, ContentHash>>;
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

    let Gathered { mut findings, untold, summed_up, mut parts, kept, mut awaited } =
        gather(&work, fates, &left, records)?;
    let due = options.due.map(|days| work.due(days));
    let institutions_pages: usize = summed_up.iter().map(|one| one.pages).sum();
    let (site_findings, site_pages) = timings.measure(Stage::Site, || {
        let clashes = &site_clashes;
        let site = SitePart { materials: &site_materials, unreadable, clashes, single, left: &left };
        work.site_part(site, &outlines, summed_up, records, &mut parts)
    })?;
    findings.append(survey.findings.clone());
    findings.append(site_findings);
    if options.strict {
        findings.judge_strictly();
    }
    awaited.extend(parts.get(SITE_KEY).iter().flat_map(|record| record.awaited.iter().cloned()));
    let unindexed = parts.values().filter(|record| !record.indexed).count();
    records.parts = parts;
    // Whether a template fails is often known only when a page is made by it, and whether the footer's links lead
    // anywhere only when all addresses are.
    let is_of_all = |finding: &Diagnostic| match finding.problem {
        Problem::TemplateFails { .. } => true,
        // Pages that stay where the site's own would come are no mistake in its settings.
        Problem::AddressKept { .. } => false,
        _ => finding.is_error() && finding.file() == Some(survey.settings_file()),
    };
    let fails_for_all = findings.iter().any(is_of_all);
    let failures = std::mem::take(&mut *work.failures.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Outcome {
        findings: findings.excerpted().sorted(),
        language: survey.site.language,
        today: survey.moment.today,
        pages: institutions_pages + site_pages,
        due,
        held_back: survey.fatal || fails_for_all,
        timezone: survey.site.timezone,
        settings_known: survey.document.is_some(),
        untold,
        kept,
        failures,
        awaited,
        unindexed,
    })
}
