//! The edge around the pure stages: reads what a site consists of, builds what has changed, and hands it to a shelf.
//!
//! A build's shelf is a folder, the preview's is memory, a check's drops everything. The rest is one and the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::build::{Built, Ground, Understood, build_institution, build_site, site_files, understand};
use crate::content;
use crate::content::Placement;
use crate::content::site::SiteDocument;
use crate::diagnostic::{Diagnostic, Findings, Problem};
use crate::disk::{CacheFolder, Entry, Failure, Reader, Tree, is_at_or_beneath, pictures, rescan, scan, scan_folder};
use crate::locale::Lang;
use crate::model::Site;
use crate::output::{ContentHash, Output};
use crate::pages::Summary;
use crate::picture::is_picture;
use crate::progress::Due;
use crate::resolve::{
    FileFact, Materials, Moment, Neighbour, Neighbourhood, Outline, Outlines, SiteResolution, home_address, is_text,
    resolve_site, site_settings,
};
use crate::source::{Place, Source, Span};
use crate::theme::{Theme, ThemeFile, asset_name, template_name};
use crate::timing::{Stage, Timings};

/// The key of the site's own part, beside the institutions' folders.
pub const SITE_KEY: &str = "/";

/// Where a build's output goes. Called from many threads.
pub trait Shelf: Sync {
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
pub struct Commission<'a> {
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

/// What is remembered of each part between runs, so that what has not changed is not even read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Records {
    parts: BTreeMap<String, Arc<Record>>,
}

/// What is remembered of a part.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    fingerprint: ContentHash,
    outline: Arc<Outline>,
    outward: BTreeSet<String>,
    outward_state: ContentHash,
    remarks: Vec<Remark>,
    /// Whether what readers search was packed.
    #[serde(default)]
    indexed: bool,
    /// The fingerprint of its summary.
    summary: ContentHash,
    /// How many pages it has.
    pages: usize,
}

/// A warning, kept to be said again while its file stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Remark {
    problem: Problem,
    place: Option<(String, u32, u32)>,
    related: Option<(String, u32, u32)>,
}

/// What is at hand between the runs of one preview, so that an edit costs no more than its institution. A build begins
/// with an empty one.
///
/// It holds nothing that could not be found again on the disk, and it must be told what happened there: see
/// [`Stock::refresh`] and [`Stock::compare`].
#[derive(Default)]
pub struct Stock {
    /// What there is, and what was odd about it.
    scanned: Option<(Arc<Tree>, Findings)>,
    /// The fingerprints of the institutions' files, by folder, as far as nothing happened in it.
    fingerprints: Mutex<FxHashMap<String, ContentHash>>,
    /// What is known of each `institution.yaml`, by its path, as long as its bytes are these.
    front_doors: FxHashMap<String, (ContentHash, FrontDoor)>,
    /// The theme, as long as its files are these.
    theme: Option<(ContentHash, Arc<Theme>)>,
}

/// What others need to know of an institution, before it is read.
#[derive(Debug, Clone, Default)]
struct FrontDoor {
    placement: Placement,
    name: Option<String>,
}

impl Stock {
    /// The fingerprints of all pictures that the last run saw.
    ///
    /// # Errors
    /// Where one cannot be read that was not read before.
    pub fn pictures(&self, reader: &Reader) -> Result<BTreeSet<ContentHash>, Failure> {
        let entries = self.scanned.iter().flat_map(|(tree, _)| tree.entries());
        entries.filter(|entry| is_picture(&entry.path)).map(|entry| reader.hash(entry)).collect()
    }

    /// Looks again at these files and folders (paths from the root), where something happened.
    ///
    /// # Errors
    /// Where a folder cannot be listed.
    pub fn refresh(&mut self, reader: &Reader, paths: &BTreeSet<String>) -> Result<(), Failure> {
        reader.begin_again();
        let Some((tree, findings)) = &mut self.scanned else { return Ok(()) };
        let result = rescan(reader.root(), Arc::make_mut(tree), findings, paths);
        if result.is_err() {
            self.scanned = None;
        }
        let touched =
            |folder: &str| paths.iter().any(|path| is_at_or_beneath(path, folder) || is_at_or_beneath(folder, path));
        let fingerprints = self.fingerprints.get_mut().unwrap_or_else(PoisonError::into_inner);
        fingerprints.retain(|folder, _| !touched(folder));
        result
    }

    /// Looks at everything again. Whether anything changed, or may have.
    ///
    /// # Errors
    /// Where a folder cannot be listed.
    pub fn compare(&mut self, reader: &Reader) -> Result<bool, Failure> {
        reader.begin_again();
        let earlier = self.scanned.take();
        let fingerprints = self.fingerprints.get_mut().unwrap_or_else(PoisonError::into_inner);
        let (tree, findings) = scan(reader.root()).inspect_err(|_| fingerprints.clear())?;
        let changed = match earlier {
            Some((earlier, odd)) => {
                let paths = earlier.differences(&tree);
                for path in &paths {
                    let mut folder = path.as_str();
                    while let Some((above, _)) = folder.rsplit_once('/') {
                        fingerprints.remove(above);
                        folder = above;
                    }
                }
                !paths.is_empty() || !odd.iter().eq(findings.iter())
            }
            None => {
                fingerprints.clear();
                true
            }
        };
        self.scanned = Some((Arc::new(tree), findings));
        Ok(changed)
    }

    /// A fingerprint of what the file system said of all files: two that are equal mean that nobody wrote in between.
    pub fn stamps(&self) -> ContentHash {
        let mut hasher = blake3::Hasher::new();
        for entry in self.scanned.iter().flat_map(|(tree, _)| tree.entries()) {
            let (size, modified, changed, inode) = entry.stamp.into();
            hasher.update(entry.path.as_bytes()).update(&[0]);
            hasher.update(&size.to_le_bytes()).update(&modified.to_le_bytes());
            hasher.update(&changed.to_le_bytes()).update(&inode.to_le_bytes());
        }
        hasher.finalize().into()
    }

    /// Whether a file or folder was there when we last looked.
    pub fn knows(&self, path: &str) -> bool {
        let tree = self.scanned.as_ref().map(|(tree, _)| tree);
        tree.is_some_and(|tree| tree.get(path).is_some() || !tree.under(path).is_empty())
    }
}

/// What the site consists of.
struct Survey {
    tree: Arc<Tree>,
    document: Option<SiteDocument>,
    site: Site,
    theme: Option<Arc<Theme>>,
    folders: Vec<InstitutionFolder>,
    neighbours: BTreeMap<String, Neighbour>,
    findings: Findings,
    /// An error of the site itself: nothing is published.
    fatal: bool,
    moment: Moment,
}

struct InstitutionFolder {
    key: String,
    folder: String,
    /// Its address is claimed by another as well: it is not built.
    contested: bool,
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

/// Runs a commission.
///
/// # Errors
/// Where the machine fails: what cannot be read or written.
pub fn run(
    commission: &Commission<'_>,
    reader: &Reader,
    cache: &CacheFolder,
    records: &mut Records,
    stock: &mut Stock,
    timings: &Timings,
    shelf: &dyn Shelf,
) -> Result<Outcome, Failure> {
    let survey = survey(commission, reader, stock, timings)?;
    let mut findings = survey.findings.clone();
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
    let ground = Ground {
        site: &survey.site,
        theme,
        moment: survey.moment,
        many: !single,
        index: commission.make_index,
        timings,
    };
    let bench = Bench {
        commission,
        reader,
        cache,
        shelf,
        ground,
        survey: &survey,
        institutions: Arc::new(survey.neighbours.clone()),
        site_files: Arc::new(site_files(theme, &survey.site, single)),
        base: base_fingerprint(commission, &survey, theme, reader)?,
        fingerprints: &stock.fingerprints,
        done: AtomicUsize::new(0),
    };
    let site_materials = bench.site_materials()?;
    let first = bench.resolve_site(&site_materials, None, single);
    let mut site_uses = BTreeSet::new();
    if let Some(first) = &first {
        site_uses.clone_from(&first.uses);
    }
    let site_uses = Arc::new(site_uses);

    // The first round: all institutions that link to no other.
    let fates: Vec<(&InstitutionFolder, Fate)> = survey
        .folders
        .par_iter()
        .map(|folder| {
            let neighbourhood = bench.neighbourhood(&folder.key, &site_uses, None);
            Ok((folder, bench.institution(folder, records, &neighbourhood)?))
        })
        .collect::<Result<_, Failure>>()?;

    // The second round: those that do, now that all addresses are known.
    let mut outlines = Outlines::default();
    if let Some(first) = &first {
        outlines.by_key.insert(SITE_KEY.to_owned(), Arc::new(first.outline.clone()));
    }
    for (folder, fate) in &fates {
        outlines.by_key.insert(folder.key.clone(), fate.outline());
    }
    let outlines = Arc::new(outlines);
    let fates: Vec<(&InstitutionFolder, Fate)> = fates
        .into_par_iter()
        .map(|(folder, fate)| {
            if !matches!(fate, Fate::Deferred { .. }) {
                return Ok((folder, fate));
            }
            let neighbourhood = bench.neighbourhood(&folder.key, &site_uses, Some(&outlines));
            Ok((folder, bench.institution(folder, records, &neighbourhood)?))
        })
        .collect::<Result<_, Failure>>()?;

    let mut summed_up = Vec::new();
    let mut parts = BTreeMap::new();
    let mut due = commission.due.map(|days| Due::nothing(survey.moment.today, days));
    for (folder, fate) in fates {
        let key = folder.key.as_str();
        match fate {
            Fate::Kept(record) => {
                shelf.keep(key);
                findings.append(bench.replay(&record.remarks)?);
                summed_up.push(SummedUp { key, fingerprint: record.summary, pages: record.pages, summary: None });
                parts.insert(key.to_owned(), record);
            }
            Fate::Built { record, summary } => {
                findings.append(bench.replay(&record.remarks)?);
                let (fingerprint, pages) = (record.summary, record.pages);
                summed_up.push(SummedUp { key, fingerprint, pages, summary: Some(*summary) });
                parts.insert(key.to_owned(), Arc::new(record));
            }
            Fate::Failed { findings: more, .. } => {
                shelf.keep(key);
                findings.append(more);
                if let Some(summary) = shelf.standing(key) {
                    let (fingerprint, pages) = (summary_fingerprint(&summary), summary.pages.len());
                    summed_up.push(SummedUp { key, fingerprint, pages, summary: Some(summary) });
                }
            }
            Fate::Hidden { findings: more, .. } => findings.append(more),
            Fate::Deferred { .. } => {}
        }
    }
    if let Some(due) = &mut due {
        bench.due(&site_uses, &outlines, due)?;
    }
    let institutions_pages: usize = summed_up.iter().map(|one| one.pages).sum();
    let site_findings = timings
        .measure(Stage::Site, || bench.site_part(&site_materials, &outlines, single, summed_up, records, &mut parts))?;
    findings.append(site_findings);
    records.parts = parts;
    let own_pages = if single { 1 } else { 2 };
    Ok(Outcome {
        findings: findings.sorted(),
        language: survey.site.language,
        today: survey.moment.today,
        pages: own_pages
            + institutions_pages
            + site_materials.sources.iter().filter(|source| source.path.ends_with(".md")).count(),
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
    /// None where the shelf has it.
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

/// The fingerprint of what every part depends on.
fn base_fingerprint(
    commission: &Commission<'_>,
    survey: &Survey,
    theme: &Theme,
    reader: &Reader,
) -> Result<ContentHash, Failure> {
    let settings = match survey.tree.get("content/site.yaml").or_else(|| survey.tree.get("content/site.yml")) {
        Some(entry) => reader.hash(entry)?.to_hex(),
        None => String::new(),
    };
    let mut text = format!(
        "{} {} {} {} {} {} {}",
        env!("CARGO_PKG_VERSION"),
        program_fingerprint(),
        theme.fingerprint(),
        settings,
        survey.moment.today,
        commission.drafts,
        commission.make_pictures,
    );
    // Names and homes of the others stand where a plan is held jointly.
    for (key, neighbour) in &survey.neighbours {
        text.push_str(&format!("\n{key}\t{}\t{}", neighbour.name, neighbour.address));
    }
    Ok(ContentHash::of(text.as_bytes()))
}

/// Tells builds of the program apart that bear one version, as a developer's do.
fn program_fingerprint() -> u64 {
    use std::sync::LazyLock;
    use std::time::UNIX_EPOCH;
    static STAMP: LazyLock<u64> = LazyLock::new(|| {
        let modified =
            std::env::current_exe().and_then(|path| path.metadata()).and_then(|metadata| metadata.modified());
        let since = modified.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        since.map_or(0, |since| since.as_secs())
    });
    *STAMP
}

fn survey(
    commission: &Commission<'_>,
    reader: &Reader,
    stock: &mut Stock,
    timings: &Timings,
) -> Result<Survey, Failure> {
    let (tree, mut findings) = match &stock.scanned {
        Some((tree, findings)) => (Arc::clone(tree), findings.clone()),
        None => {
            let (tree, findings) = timings.measure(Stage::Scan, || scan(&commission.root))?;
            let tree = Arc::new(tree);
            stock.scanned = Some((Arc::clone(&tree), findings.clone()));
            (tree, findings)
        }
    };
    let document = read_site(&tree, reader, &mut findings)?;
    let mut fatal = findings.have_errors() || document.is_none();
    let site = document.as_ref().map_or_else(Site::unknown, site_settings);
    let moment = Moment { today: commission.date.unwrap_or_else(|| today(&site)), drafts: commission.drafts };
    let theme = match read_theme(commission, reader, stock, document.as_ref(), &mut findings)? {
        Some(theme) => Some(theme),
        None => {
            fatal = true;
            None
        }
    };
    let keys = institution_keys(&tree, &mut findings);
    fatal |= findings.iter().any(|diagnostic| matches!(diagnostic.problem, Problem::BothLayouts { .. }));
    report_projects_outside(&tree, &keys, &mut findings);
    if keys.is_empty() && document.is_some() {
        findings.push(Diagnostic::nowhere(Problem::NoInstitution {}));
    }
    let (folders, neighbours) = neighbours(&tree, reader, stock, keys, &mut findings)?;
    Ok(Survey { tree, document, site, theme, folders, neighbours, findings, fatal, moment })
}

/// Today in the site's zone.
fn today(site: &Site) -> NaiveDate {
    chrono::Utc::now().with_timezone(&site.timezone).date_naive()
}

fn read_site(tree: &Tree, reader: &Reader, findings: &mut Findings) -> Result<Option<SiteDocument>, Failure> {
    let Some(entry) = tree.get("content/site.yaml").or_else(|| tree.get("content/site.yml")) else {
        findings.report(Problem::SiteMissing {}, Place::file("content/site.yaml"));
        return Ok(None);
    };
    match reader.source(entry)? {
        Ok(source) => Ok(content::site::read(&source, findings)),
        Err(diagnostic) => {
            findings.push(diagnostic);
            Ok(None)
        }
    }
}

/// The embedded theme, or a site's own over it; none where that has errors.
fn read_theme(
    commission: &Commission<'_>,
    reader: &Reader,
    stock: &mut Stock,
    document: Option<&SiteDocument>,
    findings: &mut Findings,
) -> Result<Option<Arc<Theme>>, Failure> {
    let mut files = Vec::new();
    let mut hasher = blake3::Hasher::new();
    let mut sound = true;
    if let Some((document, name)) = document.and_then(|document| Some((document, document.theme.as_ref()?))) {
        let folder = format!("themes/{}", name.value);
        let is_name = !name.value.contains(['/', '\\']) && name.value != ".." && name.value != ".";
        let (tree, more) = if is_name { scan_folder(&commission.root, &folder)? } else { Default::default() };
        findings.append(more);
        if tree.entries().is_empty() && name.value != "default" {
            let (themes, _) = scan_folder(&commission.root, "themes")?;
            let names = themes.entries().iter().filter_map(|entry| entry.path.split('/').nth(1));
            let suggestion = content::nearest_word(&name.value, names);
            let problem = Problem::ThemeMissing { name: name.value.clone(), suggestion };
            findings.report(problem, Place::new(&document.source, name.span));
            sound = false;
        }
        for entry in tree.entries() {
            let path = entry.path.strip_prefix(&folder).unwrap_or_default().trim_start_matches('/');
            if let Some(template) = template_name(path) {
                match reader.source(entry)? {
                    Ok(source) => {
                        hasher
                            .update(path.as_bytes())
                            .update(&[0])
                            .update(ContentHash::of(source.text.as_bytes()).as_bytes());
                        files.push(ThemeFile::Template(template.to_owned(), source));
                    }
                    Err(diagnostic) => {
                        findings.push(diagnostic);
                        sound = false;
                    }
                }
            } else if let Some(asset) = asset_name(path) {
                let bytes = reader.bytes(entry)?;
                hasher.update(path.as_bytes()).update(&[0]).update(ContentHash::of(&bytes).as_bytes());
                files.push(ThemeFile::Asset(asset.to_owned(), bytes));
            }
        }
    }
    let accent = document.and_then(|document| document.accent);
    hasher.update(format!("{accent:?}").as_bytes());
    let fingerprint = ContentHash::from(hasher.finalize());
    if let Some((_, theme)) = stock.theme.as_ref().filter(|(made_of, _)| *made_of == fingerprint) {
        return Ok(sound.then(|| Arc::clone(theme)));
    }
    match Theme::new(files, accent) {
        Ok(theme) => {
            let theme = Arc::new(theme);
            stock.theme = Some((fingerprint, Arc::clone(&theme)));
            Ok(sound.then_some(theme))
        }
        Err(more) => {
            findings.append(more);
            Ok(None)
        }
    }
}

/// The folders that hold an institution, beneath `content/`; the only one's is empty where it lies in `content/` itself.
fn institution_keys(tree: &Tree, findings: &mut Findings) -> BTreeSet<String> {
    let is_institution = |path: &&str| {
        matches!(path.rsplit('/').next(), Some("institution.yaml" | "institution.yml"))
            && !path.split('/').any(|folder| folder == "files")
    };
    let paths: Vec<&str> = tree.entries().iter().map(|entry| entry.path.as_str()).filter(is_institution).collect();
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let folders: BTreeSet<String> = paths.iter().map(|path| folder(path)).collect();
    let mut keys = BTreeSet::new();
    for path in paths {
        let own = folder(path);
        let Some(key) = own.strip_prefix("content").map(|key| key.trim_start_matches('/').to_owned()) else { continue };
        match folders_above(&own).filter(|above| folders.contains(*above)).last() {
            Some(outer) => findings.report(Problem::BothLayouts { folder: outer.to_owned() }, Place::file(path)),
            None => {
                keys.insert(key);
            }
        }
    }
    keys
}

/// The folders that a path lies in, the innermost first.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(move |(at, _)| path.get(..at).unwrap_or_default())
}

fn report_projects_outside(tree: &Tree, keys: &BTreeSet<String>, findings: &mut Findings) {
    for entry in tree.entries() {
        let path = entry.path.as_str();
        if !matches!(path.rsplit('/').next(), Some("project.yaml" | "project.yml")) {
            continue;
        }
        let inside = keys.contains("")
            || path
                .strip_prefix("content/")
                .is_some_and(|path| folders_above(path).any(|folder| keys.contains(folder)));
        if !inside && !path.split('/').any(|folder| folder == "files") {
            findings.report(Problem::ProjectOutsideInstitution {}, Place::file(path));
        }
    }
}

/// What an `institution.yaml` says that others need to know.
fn front_door(reader: &Reader, stock: &mut Stock, entry: &Entry) -> Result<FrontDoor, Failure> {
    let hash = reader.hash(entry)?;
    if let Some((_, door)) = stock.front_doors.get(&entry.path).filter(|(made_of, _)| *made_of == hash) {
        return Ok(door.clone());
    }
    // What is wrong in the file is said when its institution is read.
    let document = match reader.source(entry)? {
        Ok(source) => content::institution::read(&source, &mut Findings::new()),
        Err(_) => None,
    };
    let door = document.map_or_else(FrontDoor::default, |document| FrontDoor {
        placement: document.placement,
        name: Some(document.short_name.unwrap_or(document.name)),
    });
    // It may have been written since its fingerprint was taken; what was read is known to the reader.
    stock.front_doors.insert(entry.path.clone(), (reader.hash(entry)?, door.clone()));
    Ok(door)
}

/// Names and homes of all institutions. Two that claim one home are both held back.
fn neighbours(
    tree: &Tree,
    reader: &Reader,
    stock: &mut Stock,
    keys: BTreeSet<String>,
    findings: &mut Findings,
) -> Result<(Vec<InstitutionFolder>, BTreeMap<String, Neighbour>), Failure> {
    let mut neighbours = BTreeMap::new();
    let mut folders: Vec<InstitutionFolder> = Vec::new();
    let mut homes: BTreeMap<Address, (usize, Place)> = BTreeMap::new();
    for key in keys {
        let folder = if key.is_empty() { "content".to_owned() } else { format!("content/{key}") };
        let entry = ["yaml", "yml"].iter().find_map(|ending| tree.get(&format!("{folder}/institution.{ending}")));
        let Some(entry) = entry else { continue };
        let place = Place::file(entry.path.clone());
        let FrontDoor { placement, name } = front_door(reader, stock, entry)?;
        let mut contested = false;
        match home_address(&key, &placement) {
            Some(home) => {
                let device = home.segments().find(|segment| crate::address::is_device_name(segment)).map(str::to_owned);
                if let Some(name) = device {
                    findings.report(Problem::DeviceName { name }, place.clone());
                    contested = true;
                }
                if let Some((other, earlier)) = homes.get(&home) {
                    contested = true;
                    if let Some(other) = folders.get_mut(*other) {
                        other.contested = true;
                    }
                    let problem =
                        Problem::AddressClash { address: home.to_string(), other: earlier.source.path.clone() };
                    findings.push(Diagnostic::new(problem, place.clone()).with_related(earlier.clone()));
                }
                homes.insert(home.clone(), (folders.len(), place));
                neighbours.insert(key.clone(), Neighbour { name: name.unwrap_or_else(|| key.clone()), address: home });
            }
            None => {
                let name = key.rsplit('/').next().unwrap_or_default().to_owned();
                findings.report(Problem::EmptyAddress { name }, place);
                contested = true;
            }
        }
        folders.push(InstitutionFolder { key, folder, contested });
    }
    Ok((folders, neighbours))
}

/// What the work on each part needs.
struct Bench<'a> {
    commission: &'a Commission<'a>,
    reader: &'a Reader,
    cache: &'a CacheFolder,
    shelf: &'a dyn Shelf,
    ground: Ground<'a>,
    survey: &'a Survey,
    institutions: Arc<BTreeMap<String, Neighbour>>,
    site_files: Arc<BTreeSet<String>>,
    base: ContentHash,
    fingerprints: &'a Mutex<FxHashMap<String, ContentHash>>,
    done: AtomicUsize,
}

impl Bench<'_> {
    fn neighbourhood(
        &self,
        key: &str,
        site_uses: &Arc<BTreeSet<String>>,
        outlines: Option<&Arc<Outlines>>,
    ) -> Neighbourhood {
        Neighbourhood {
            key: key.to_owned(),
            institutions: Arc::clone(&self.institutions),
            site_files: Arc::clone(&self.site_files),
            site_uses: Arc::clone(site_uses),
            page_size: self.survey.site.page_size,
            outlines: outlines.map(Arc::clone),
        }
    }

    /// Builds an institution, unless nothing that it depends on has changed.
    fn institution(
        &self,
        folder: &InstitutionFolder,
        records: &Records,
        neighbourhood: &Neighbourhood,
    ) -> Result<Fate, Failure> {
        let entries = self.entries_of(folder);
        let files = match self.fingerprint_at_hand(folder) {
            Some(files) => files,
            None => self.fingerprint_of(folder, &entries)?,
        };
        let fingerprint = self.whole_fingerprint(folder, files);
        if let Some(record) = records.parts.get(&folder.key).filter(|record| record.fingerprint == fingerprint)
            && self.commission.due.is_none()
            && !self.survey.fatal
            && (record.indexed || !self.commission.make_index)
            && self.shelf.is_intact(&folder.key)
        {
            let state = neighbourhood.outlines.as_ref().map(|outlines| outlines.state(&record.outward));
            if record.outward.is_empty() || state == Some(record.outward_state) {
                self.count();
                return Ok(Fate::Kept(Arc::clone(record)));
            }
            if neighbourhood.outlines.is_none() {
                return Ok(Fate::Deferred { outline: Arc::clone(&record.outline) });
            }
        }
        let (materials, mut findings) = self.materials(&folder.key, entries.iter().copied())?;
        // A file may have been written after its fingerprint was taken: what counts is what has been read.
        let fingerprint = self.whole_fingerprint(folder, self.fingerprint_of(folder, &entries)?);
        let Understood { institution, progress, outline, findings: more, outward } =
            understand(self.ground, &materials, neighbourhood);
        if !outward.is_empty() && neighbourhood.outlines.is_none() {
            return Ok(Fate::Deferred { outline: Arc::new(outline) });
        }
        self.count();
        findings.append(more);
        let sound = !findings.have_errors() && !folder.contested;
        let (Some(institution), Some(progress)) = (institution, progress) else {
            return Ok(if sound { Fate::Hidden { outline, findings } } else { Fate::Failed { outline, findings } });
        };
        if !sound {
            return Ok(Fate::Failed { outline, findings });
        }
        match build_institution(self.ground, &institution, &progress) {
            Ok(Built { output, summary }) => {
                if !self.survey.fatal {
                    let write = || self.shelf.publish(&folder.key, output, Some(&summary));
                    self.ground.timings.measure(Stage::Write, write)?;
                }
                let outward_state = neighbourhood.outlines.as_ref().map(|outlines| outlines.state(&outward));
                let record = Record {
                    fingerprint,
                    outline: Arc::new(outline),
                    outward,
                    outward_state: outward_state.unwrap_or_else(|| ContentHash::of(b"")),
                    remarks: findings.iter().map(Remark::of).collect(),
                    indexed: self.ground.index,
                    summary: summary_fingerprint(&summary),
                    pages: summary.pages.len(),
                };
                Ok(Fate::Built { record, summary: Box::new(summary) })
            }
            Err(more) => {
                findings.append(more);
                Ok(Fate::Failed { outline, findings })
            }
        }
    }

    fn count(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = self.commission.progress {
            progress(done, self.survey.folders.len());
        }
    }

    /// An institution's own files.
    fn entries_of(&self, folder: &InstitutionFolder) -> Vec<&Entry> {
        let is_site = |entry: &&Entry| {
            folder.key.is_empty() && matches!(entry.path.as_str(), "content/site.yaml" | "content/site.yml")
        };
        self.survey.tree.under(&folder.folder).iter().filter(|entry| !is_site(entry)).collect()
    }

    /// The fingerprint of an institution's files, as far as it is at hand.
    fn fingerprint_at_hand(&self, folder: &InstitutionFolder) -> Option<ContentHash> {
        self.fingerprints.lock().unwrap_or_else(PoisonError::into_inner).get(&folder.folder).copied()
    }

    /// The fingerprint of an institution's files, as they were last read.
    fn fingerprint_of(&self, folder: &InstitutionFolder, entries: &[&Entry]) -> Result<ContentHash, Failure> {
        let files = self.reader.fingerprint(entries.iter().copied())?;
        self.fingerprints.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.folder.clone(), files);
        Ok(files)
    }

    /// The fingerprint of all that an institution's pages depend on, but for what it links to.
    fn whole_fingerprint(&self, folder: &InstitutionFolder, files: ContentHash) -> ContentHash {
        ContentHash::of(format!("{} {} {files}", self.base, folder.contested).as_bytes())
    }

    /// Reads what a part consists of.
    fn materials<'e>(
        &self,
        key: &str,
        entries: impl Iterator<Item = &'e Entry>,
    ) -> Result<(Materials, Findings), Failure> {
        let mut materials = Materials { key: key.to_owned(), ..Materials::default() };
        let mut findings = Findings::new();
        let (texts, files): (Vec<&Entry>, Vec<&Entry>) = entries.partition(|entry| is_text(&entry.path));
        for entry in texts {
            let read = || self.reader.source(entry);
            match self.ground.timings.measure(Stage::Read, read)? {
                Ok(source) => materials.sources.push(source),
                Err(diagnostic) => {
                    materials.unreadable.push(entry.path.clone());
                    findings.push(diagnostic);
                }
            }
        }
        // Photos take far longer than texts, and one school may have most of them.
        materials.files = files.into_par_iter().map(|entry| self.file_fact(entry)).collect::<Result<_, Failure>>()?;
        Ok((materials, findings))
    }

    fn file_fact(&self, entry: &Entry) -> Result<FileFact, Failure> {
        let hash = self.ground.timings.measure(Stage::Read, || self.reader.hash(entry))?;
        let look = || pictures::look(self.reader.root(), entry, hash, self.cache, self.commission.make_pictures);
        let picture = if is_picture(&entry.path) { self.ground.timings.measure(Stage::Pictures, look)? } else { None };
        Ok(FileFact { path: entry.path.clone(), size: entry.size(), hash, picture })
    }

    /// What lies in `content/` beside the institutions.
    fn site_materials(&self) -> Result<Materials, Failure> {
        let outside_projects: BTreeSet<String> = self
            .survey
            .findings
            .iter()
            .filter(|diagnostic| matches!(diagnostic.problem, Problem::ProjectOutsideInstitution {}))
            .filter_map(|diagnostic| diagnostic.file()?.rsplit_once('/').map(|(folder, _)| format!("{folder}/")))
            .collect();
        let is_own = |entry: &&Entry| !outside_projects.iter().any(|folder| entry.path.starts_with(folder.as_str()));
        let institutions = self.survey.folders.iter().filter(|folder| !folder.key.is_empty());
        let outside = self.survey.tree.outside(institutions.map(|folder| folder.folder.as_str()));
        let single = self.survey.folders.iter().any(|folder| folder.key.is_empty());
        // Of a single institution's folder, the site's settings need only know which files there are.
        let entries = outside.into_iter().filter(is_own).filter(|entry| !(single && is_text(&entry.path)));
        self.materials("", entries).map(|(materials, _)| materials)
    }

    fn resolve_site(
        &self,
        materials: &Materials,
        outlines: Option<&Arc<Outlines>>,
        single: bool,
    ) -> Option<SiteResolution> {
        let document = self.survey.document.as_ref()?;
        let mut neighbourhood = self.neighbourhood(SITE_KEY, &Arc::default(), outlines);
        if single {
            neighbourhood.key.clear();
        }
        Some(resolve_site(document, materials, &neighbourhood, single, self.ground.moment))
    }

    /// Builds the site's own part, unless nothing that it depends on has changed.
    fn site_part(
        &self,
        materials: &Materials,
        outlines: &Arc<Outlines>,
        single: bool,
        summed_up: Vec<SummedUp<'_>>,
        records: &Records,
        parts: &mut BTreeMap<String, Arc<Record>>,
    ) -> Result<Findings, Failure> {
        let mut findings = Findings::new();
        let Some(resolution) = self.resolve_site(materials, Some(outlines), single) else { return Ok(findings) };
        for path in &materials.unreadable {
            if let Some(entry) = self.survey.tree.get(path)
                && let Err(diagnostic) = self.reader.source(entry)?
            {
                findings.push(diagnostic);
            }
        }
        self.claims_of_institutions(&resolution, &mut findings);
        findings.append(resolution.findings.clone());
        if findings.have_errors() || self.survey.fatal {
            self.shelf.keep(SITE_KEY);
            return Ok(findings);
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.base.to_hex().as_bytes());
        for source in &materials.sources {
            hasher.update(source.path.as_bytes());
            hasher.update(source.text.as_bytes());
        }
        for file in &materials.files {
            hasher.update(format!("{} {}", file.path, file.hash).as_bytes());
        }
        for one in &summed_up {
            hasher.update(one.key.as_bytes()).update(&[0]).update(one.fingerprint.as_bytes());
        }
        let fingerprint = ContentHash::from(hasher.finalize());
        let record = Arc::new(Record {
            fingerprint,
            outline: Arc::new(Outline::default()),
            outward: BTreeSet::new(),
            outward_state: ContentHash::of(b""),
            remarks: Vec::new(),
            indexed: true,
            summary: ContentHash::of(b""),
            pages: 0,
        });
        let unchanged = records.parts.get(SITE_KEY).is_some_and(|record| record.fingerprint == fingerprint);
        if unchanged && self.shelf.is_intact(SITE_KEY) {
            self.shelf.keep(SITE_KEY);
            parts.insert(SITE_KEY.to_owned(), record);
            return Ok(findings);
        }
        let standing = |one: SummedUp<'_>| one.summary.or_else(|| self.shelf.standing(one.key));
        let summaries: Vec<Summary> = summed_up.into_iter().filter_map(standing).collect();
        let ground = Ground { site: &resolution.site, ..self.ground };
        match build_site(ground, &resolution, &summaries, single) {
            Ok(output) => {
                self.shelf.publish(SITE_KEY, output, None)?;
                parts.insert(SITE_KEY.to_owned(), record);
            }
            Err(more) => {
                self.shelf.keep(SITE_KEY);
                findings.append(more);
            }
        }
        Ok(findings)
    }

    /// A page of the site's own at an institution's home, or an institution at one of the site's addresses.
    fn claims_of_institutions(&self, resolution: &SiteResolution, findings: &mut Findings) {
        for folder in self.survey.folders.iter().filter(|folder| !folder.key.is_empty()) {
            let Some(neighbour) = self.institutions.get(&folder.key) else { continue };
            let file = neighbour.address.html_file();
            if resolution.outline.files.contains(&file) {
                let other = resolution.outline.paths.iter().find(|(_, (own, _))| *own == file);
                let other = other.map_or(file.clone(), |(path, _)| path.clone());
                let place = Place::file(format!("{}/institution.yaml", folder.folder));
                findings.report(Problem::AddressClash { address: neighbour.address.to_string(), other }, place);
            }
        }
    }

    /// What falls due in all institutions.
    fn due(&self, site_uses: &Arc<BTreeSet<String>>, outlines: &Arc<Outlines>, due: &mut Due) -> Result<(), Failure> {
        for folder in &self.survey.folders {
            let (materials, _) = self.materials(&folder.key, self.entries_of(folder).into_iter())?;
            let neighbourhood = self.neighbourhood(&folder.key, site_uses, Some(outlines));
            let understood = understand(self.ground, &materials, &neighbourhood);
            if let (Some(institution), Some(progress)) = (&understood.institution, &understood.progress) {
                due.add(institution, progress);
            }
        }
        Ok(())
    }

    /// Says remembered warnings again. Their files are as they were.
    fn replay(&self, remarks: &[Remark]) -> Result<Findings, Failure> {
        let mut sources: BTreeMap<String, Arc<Source>> = BTreeMap::new();
        let mut findings = Findings::new();
        for remark in remarks {
            let mut place = |stored: &Option<(String, u32, u32)>| -> Result<Option<Place>, Failure> {
                let Some((path, start, end)) = stored else { return Ok(None) };
                let source = match sources.get(path) {
                    Some(source) => Arc::clone(source),
                    None => {
                        let source = match self.survey.tree.get(path).filter(|_| is_text(path) && *end > 0) {
                            Some(entry) => self.reader.source(entry)?.unwrap_or_else(|_| Source::new(path.clone(), "")),
                            None => Source::new(path.clone(), ""),
                        };
                        sources.insert(path.clone(), Arc::clone(&source));
                        source
                    }
                };
                Ok(Some(Place::new(&source, Span { start: *start, end: *end })))
            };
            let (own, related) = (place(&remark.place)?, place(&remark.related)?);
            findings.push(Diagnostic { problem: remark.problem.clone(), place: own, related });
        }
        Ok(findings)
    }
}

impl Remark {
    fn of(diagnostic: &Diagnostic) -> Remark {
        let stored = |place: &Place| (place.source.path.clone(), place.span.start, place.span.end);
        Remark {
            problem: diagnostic.problem.clone(),
            place: diagnostic.place.as_ref().map(stored),
            related: diagnostic.related.as_ref().map(stored),
        }
    }
}
