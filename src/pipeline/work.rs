//! The work of one run on each part: is it as it was, and if not, read, build and publish it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::record::{Record, Records, Remark};
use super::standing::Orphan;
use super::survey::{InstitutionFolder, Survey};
use super::{Destination, Fate, RunOptions, SITE_KEY, SummedUp, summary_fingerprint};
use crate::build::{BuildContext, Built, Understood, build_institution, build_site, understand};
use crate::diagnostic::{Diagnostic, Findings, Problem};
use crate::disk::{CacheFolder, Entry, Failure, Reader, pictures};
use crate::model::Site;
use crate::output::ContentHash;
use crate::pages::Summary;
use crate::picture::is_picture;
use crate::progress::Due;
use crate::resolve::{
    FileFact, Materials, Neighbour, Neighbourhood, Outline, Outlines, SiteResolution, is_text, resolve_site,
};
use crate::source::{Place, Source, Span};
use crate::theme::Theme;
use crate::timing::Stage;

/// The fingerprint of what every part depends on.
pub(super) fn base_fingerprint(options: &RunOptions<'_>, survey: &Survey, theme: &Theme, site: &Site) -> ContentHash {
    let mut text = format!(
        "{} {} {} {:?} {} {} {}",
        env!("CARGO_PKG_VERSION"),
        program_fingerprint(),
        theme.fingerprint(),
        site,
        survey.moment.today,
        options.drafts,
        options.make_pictures,
    );
    // Names and homes of the others stand where a plan is held jointly.
    for (key, neighbour) in &survey.neighbours {
        text.push_str(&format!("\n{key}\t{}\t{}", neighbour.name, neighbour.address));
    }
    ContentHash::of(text.as_bytes())
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

/// What the work on each part needs.
pub(super) struct Work<'a> {
    pub options: &'a RunOptions<'a>,
    pub reader: &'a Reader,
    pub cache: &'a CacheFolder,
    pub destination: &'a dyn Destination,
    pub context: BuildContext<'a>,
    pub survey: &'a Survey,
    pub institutions: Arc<BTreeMap<String, Neighbour>>,
    pub site_files: Arc<BTreeSet<String>>,
    pub base: ContentHash,
    pub fingerprints: &'a Mutex<FxHashMap<String, ContentHash>>,
    /// Institutions that stand and have lost their `institution.yaml`, by key.
    pub orphans: &'a BTreeMap<String, Orphan>,
    pub done: AtomicUsize,
    /// What falls due in each institution, where that is asked.
    pub dues: Mutex<BTreeMap<String, Due>>,
    /// What the machine failed us in, where that fails an institution alone.
    pub failures: Mutex<Vec<Failure>>,
}

/// What the site's own part is made of.
pub(super) struct SitePart<'a> {
    pub materials: &'a Materials,
    /// What was found where its files could not be read.
    pub unreadable: Findings,
    /// Whether the only institution lies in the same folder.
    pub single: bool,
    /// The keys of the parts that stay as they stand because of an error.
    pub left: &'a BTreeSet<String>,
}

impl<'a> Work<'a> {
    /// What becomes of each institution, and the addresses of all. Those that link to others come in a second round, when
    /// all addresses are known.
    pub fn institutions(
        &self,
        records: &Records,
        site_uses: &Arc<BTreeSet<String>>,
        site_outline: Option<Outline>,
    ) -> Result<(Vec<(&'a InstitutionFolder, Fate)>, Arc<Outlines>), Failure> {
        let first_round: Vec<(&InstitutionFolder, Fate)> = self
            .survey
            .folders
            .par_iter()
            .map(|folder| {
                let neighbourhood = self.neighbourhood(&folder.key, site_uses, None);
                Ok((folder, self.attempt(folder, records, &neighbourhood)?))
            })
            .collect::<Result<_, Failure>>()?;
        let mut outlines = Outlines::default();
        if let Some(outline) = site_outline {
            outlines.by_key.insert(SITE_KEY.to_owned(), Arc::new(outline));
        }
        for (key, orphan) in self.orphans {
            outlines.by_key.insert(key.clone(), Arc::clone(&orphan.outline));
        }
        for (folder, fate) in &first_round {
            outlines.by_key.insert(folder.key.clone(), fate.outline());
        }
        let outlines = Arc::new(outlines);
        let second_round = first_round
            .into_par_iter()
            .map(|(folder, fate)| match fate {
                Fate::Deferred { .. } => {
                    let neighbourhood = self.neighbourhood(&folder.key, site_uses, Some(&outlines));
                    Ok((folder, self.attempt(folder, records, &neighbourhood)?))
                }
                fate => Ok((folder, fate)),
            })
            .collect::<Result<_, Failure>>()?;
        Ok((second_round, outlines))
    }

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

    /// Builds an institution; where the machine fails in it, it is as one with errors.
    fn attempt(
        &self,
        folder: &InstitutionFolder,
        records: &Records,
        neighbourhood: &Neighbourhood,
    ) -> Result<Fate, Failure> {
        let fate = self.institution(folder, records, neighbourhood);
        let home = self.institutions.get(&folder.key).map(|neighbour| neighbour.address.clone());
        let outline = Outline { home, broken: true, ..Outline::default() };
        fate.or_else(|failure| self.note(failure).map(|()| Fate::Failed { outline, findings: Findings::new() }))
    }

    /// Notes what the machine failed us in, unless that ends the run. What has vanished since it was found always does:
    /// another run will see what is there now.
    fn note(&self, failure: Failure) -> Result<(), Failure> {
        if !self.options.alone || failure.is_vanished() {
            return Err(failure);
        }
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).push(failure);
        Ok(())
    }

    /// Publishes the institutions that take the place of another's pages, unless those stay because of an error.
    pub fn publish_waiting(
        &self,
        fates: &mut [(&InstitutionFolder, Fate)],
        left: &mut BTreeSet<String>,
    ) -> Result<(), Failure> {
        // One that is held back keeps its own pages, which yet another may wait for.
        loop {
            let mut held_back = false;
            for (folder, fate) in fates.iter_mut() {
                let Fate::Waiting { record, owners, .. } = fate else { continue };
                let Some((owner, path)) = owners.iter().find(|(owner, _)| left.contains(*owner)) else { continue };
                let mut findings = self.replay(&record.remarks)?;
                findings.push(self.taken(&format!("{}/institution.yaml", folder.folder), owner, path));
                left.insert(folder.key.clone());
                *fate = Fate::Failed { outline: Outline::clone(&record.outline), findings };
                held_back = true;
            }
            if !held_back {
                break;
            }
        }
        for (folder, fate) in fates.iter_mut().filter(|(_, fate)| matches!(fate, Fate::Waiting { .. })) {
            let nothing = Fate::Failed { outline: Outline::default(), findings: Findings::new() };
            let Fate::Waiting { record, summary, output, .. } = std::mem::replace(fate, nothing) else { continue };
            match self.destination.publish(&folder.key, output, Some(&summary)) {
                Ok(()) => *fate = Fate::Built { record, summary },
                Err(failure) => self.note(failure)?,
            }
        }
        Ok(())
    }

    /// An address at which pages of another stay because of an error.
    fn taken(&self, file: &str, owner: &str, path: &str) -> Diagnostic {
        let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        let folder = if owner.is_empty() { "content".to_owned() } else { format!("content/{owner}") };
        Diagnostic::new(Problem::AddressKept { address, folder }, Place::file(file.to_owned()))
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
            && self.options.due.is_none()
            && !self.survey.fatal
            && (record.indexed || !self.options.make_index)
            && self.destination.is_intact(&folder.key)
        {
            let state = neighbourhood.outlines.as_ref().map(|outlines| outlines.state(&record.outward, &folder.key));
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
            understand(self.context, &materials, neighbourhood);
        if !outward.is_empty() && neighbourhood.outlines.is_none() {
            return Ok(Fate::Deferred { outline: Arc::new(outline) });
        }
        self.count();
        findings.append(more);
        if self.options.strict {
            findings.judge_strictly();
        }
        if let (Some(days), Some(institution), Some(progress)) = (self.options.due, &institution, &progress) {
            let mut due = Due::nothing(self.survey.moment.today, days);
            due.add(institution, progress);
            self.dues.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.key.clone(), due);
        }
        let sound = !findings.have_errors() && !folder.contested;
        let (Some(institution), Some(progress)) = (institution, progress) else {
            return Ok(if sound { Fate::Hidden { outline, findings } } else { Fate::Failed { outline, findings } });
        };
        if !sound {
            return Ok(Fate::Failed { outline, findings });
        }
        match build_institution(self.context, &institution, &progress) {
            Ok(Built { output, summary }) => {
                let outward_state =
                    neighbourhood.outlines.as_ref().map(|outlines| outlines.state(&outward, &folder.key));
                let record = Record {
                    fingerprint,
                    outline: Arc::new(outline),
                    outward,
                    outward_state: outward_state.unwrap_or_else(|| ContentHash::of(b"")),
                    remarks: findings.iter().map(Remark::of).collect(),
                    indexed: self.context.index,
                    summary: summary_fingerprint(&summary),
                    pages: summary.pages.len(),
                };
                let summary = Box::new(summary);
                if self.survey.fatal {
                    return Ok(Fate::Built { record, summary });
                }
                let owners = self.destination.owners(&folder.key, &output);
                if !owners.is_empty() {
                    return Ok(Fate::Waiting { record, summary, output, owners });
                }
                let write = || self.destination.publish(&folder.key, output, Some(&summary));
                match self.context.timings.measure(Stage::Write, write) {
                    Ok(()) => Ok(Fate::Built { record, summary }),
                    Err(failure) => {
                        self.note(failure)?;
                        Ok(Fate::Failed { outline: Outline::clone(&record.outline), findings })
                    }
                }
            }
            Err(more) => {
                findings.append(more);
                Ok(Fate::Failed { outline, findings })
            }
        }
    }

    fn count(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = self.options.progress {
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
            match self.context.timings.measure(Stage::Read, read)? {
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
        let hash = self.context.timings.measure(Stage::Read, || self.reader.hash(entry))?;
        let look = || pictures::look(self.reader.root(), entry, hash, self.cache, self.options.make_pictures);
        let picture = if is_picture(&entry.path) { self.context.timings.measure(Stage::Pictures, look)? } else { None };
        Ok(FileFact { path: entry.path.clone(), size: entry.size(), hash, picture })
    }

    /// What lies in `content/` beside the institutions, and what was found where it could not be read.
    pub fn site_materials(&self) -> Result<(Materials, Findings), Failure> {
        let outside_projects: BTreeSet<String> = self
            .survey
            .findings
            .iter()
            .filter(|diagnostic| matches!(diagnostic.problem, Problem::ProjectOutsideInstitution {}))
            .filter_map(|diagnostic| diagnostic.file()?.rsplit_once('/').map(|(folder, _)| format!("{folder}/")))
            .chain(self.orphans.values().map(|orphan| format!("{}/", orphan.folder)))
            .collect();
        let is_own = |entry: &&Entry| !outside_projects.iter().any(|folder| entry.path.starts_with(folder.as_str()));
        let institutions = self.survey.folders.iter().filter(|folder| !folder.key.is_empty());
        let outside = self.survey.tree.outside(institutions.map(|folder| folder.folder.as_str()));
        let single = self.survey.folders.iter().any(|folder| folder.key.is_empty());
        // Of a single institution's folder, the site's settings need only know which files there are.
        let entries = outside.into_iter().filter(is_own).filter(|entry| !(single && is_text(&entry.path)));
        self.materials("", entries)
    }

    pub fn resolve_site(
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
        Some(resolve_site(document, materials, &neighbourhood, single, self.context.moment))
    }

    /// Builds the site's own part, unless nothing that it depends on has changed.
    pub fn site_part(
        &self,
        site: SitePart<'_>,
        outlines: &Arc<Outlines>,
        summed_up: Vec<SummedUp<'_>>,
        records: &Records,
        parts: &mut BTreeMap<String, Arc<Record>>,
    ) -> Result<Findings, Failure> {
        let SitePart { materials, unreadable: mut findings, single, left } = site;
        let Some(resolution) = self.resolve_site(materials, Some(outlines), single) else { return Ok(findings) };
        self.claims_of_institutions(&resolution, &mut findings);
        findings.append(resolution.findings.clone());
        if self.options.strict {
            findings.judge_strictly();
        }
        // Where the only institution's pages stay, the site's own stay with them: its home is the site's.
        if findings.have_errors() || self.survey.fatal || self.orphans.contains_key("") {
            self.destination.keep(SITE_KEY);
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
        // The footer may link to what institutions have.
        hasher.update(format!("{:?}", resolution.site).as_bytes());
        hasher.update(outlines.state(&resolution.outward, SITE_KEY).as_bytes());
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
        if unchanged && self.destination.is_intact(SITE_KEY) {
            self.destination.keep(SITE_KEY);
            parts.insert(SITE_KEY.to_owned(), record);
            return Ok(findings);
        }
        let standing = |one: SummedUp<'_>| one.summary.or_else(|| self.destination.standing(one.key));
        let summaries: Vec<Summary> = summed_up.into_iter().filter_map(standing).collect();
        let context = BuildContext { site: &resolution.site, ..self.context };
        match build_site(context, &resolution, &summaries, single) {
            Ok(output) => {
                let owners = self.destination.owners(SITE_KEY, &output);
                let published = match owners.iter().find(|(owner, _)| left.contains(*owner)) {
                    Some((owner, path)) => {
                        findings.push(self.taken("content/site.yaml", owner, path));
                        None
                    }
                    None => Some(self.destination.publish(SITE_KEY, output, None)),
                };
                match published {
                    Some(Ok(())) => drop(parts.insert(SITE_KEY.to_owned(), record)),
                    Some(Err(failure)) => self.note(failure)?,
                    None => self.destination.keep(SITE_KEY),
                }
            }
            Err(more) => {
                self.destination.keep(SITE_KEY);
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
    pub fn due(&self, days: u32) -> Due {
        let mut due = Due::nothing(self.survey.moment.today, days);
        let of_each = std::mem::take(&mut *self.dues.lock().unwrap_or_else(PoisonError::into_inner));
        of_each.into_values().for_each(|more| due.append(more));
        due
    }

    /// Says remembered warnings again. Their files are as they were.
    pub fn replay(&self, remarks: &[Remark]) -> Result<Findings, Failure> {
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
            findings.push(Diagnostic { problem: remark.problem.clone(), place: own, related, strict: false });
        }
        Ok(findings)
    }
}
