//! The work of one run on each part: is it as it was, and if not, read, build and publish it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::fate::Fate;
use super::gather::{SummedUp, summary_fingerprint};
use super::record::{AwaitedPicture, Record, Records, Remark};
use super::standing::Orphan;
use super::survey::{InstitutionFolder, Survey};
use super::{Destination, Made, RunOptions, SITE_KEY};
use crate::build::{
    BuildContext, Built, BuiltSite, Understood, build_index, build_institution, build_site, understand,
};
use crate::diagnostic::{Diagnostic, Findings, Problem};
use crate::disk::{Action, CacheFolder, Entry, Failure, Reader, pictures};
use crate::model::{Page, Site};
use crate::output::{ContentHash, Output};
use crate::pages::Summary;
use crate::picture::is_picture;
use crate::progress::Due;
use crate::resolve::{
    Clash, Crowd, FileFact, Materials, Neighbour, Neighbourhood, Outline, Outlines, SiteResolution, is_text,
    resolve_site,
};
use crate::source::{Place, Source, Span};
use crate::theme::Theme;
use crate::timing::Stage;

/// The fingerprint of what every part depends on.
pub(super) fn base_fingerprint(options: &RunOptions<'_>, survey: &Survey, theme: &Theme, site: &Site) -> ContentHash {
    let text = format!(
        "{} {} {} {:?} {} {}",
        env!("CARGO_PKG_VERSION"),
        program_fingerprint(),
        theme.fingerprint(),
        site,
        survey.moment.today,
        options.drafts,
    );
    ContentHash::of(text.as_bytes())
}

/// Whether a file is there and cannot be read. One that has vanished is no more a part of its institution; another run
/// will tell.
fn is_unreadable(failure: &Failure) -> bool {
    failure.action == Action::Reading && !failure.is_vanished()
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
    pub crowd: Crowd,
    pub base: ContentHash,
    pub fingerprints: &'a Mutex<FxHashMap<String, ContentHash>>,
    /// Institutions that stand and have lost their `institution.yaml`, by key.
    pub orphans: &'a BTreeMap<String, Orphan>,
    pub done: AtomicUsize,
    /// What falls due in each institution, where that is asked.
    pub dues: Mutex<BTreeMap<String, Due>>,
    /// How many more institutions' search may be packed.
    pub indexes: AtomicUsize,
    /// What the machine failed us in, where that fails an institution alone.
    pub failures: Mutex<Vec<Failure>>,
}

/// What is known when an institution's turn comes.
#[derive(Clone, Copy)]
struct Round<'r> {
    /// What an earlier run made of it.
    records: &'r Records,
    /// The files of `content/` that the site's own settings use.
    site_uses: &'r Arc<BTreeSet<String>>,
    others: Others<'r>,
}

/// What is known of the others.
#[derive(Clone, Copy)]
enum Others<'r> {
    /// Nothing but the site's own pages.
    Unknown { site: Option<&'r Outline> },
    /// All addresses, and which of its own another one had before.
    Known { outlines: &'r Arc<Outlines>, clashes: &'r [Clash] },
}

impl Others<'_> {
    fn outlines(&self) -> Option<&Arc<Outlines>> {
        match self {
            Others::Unknown { .. } => None,
            Others::Known { outlines, .. } => Some(outlines),
        }
    }

    fn clashes(&self) -> &[Clash] {
        match self {
            Others::Unknown { .. } => &[],
            Others::Known { clashes, .. } => clashes,
        }
    }
}

/// What became of all institutions.
pub(super) struct Institutions<'a> {
    pub fates: Vec<(&'a InstitutionFolder, Fate)>,
    pub outlines: Arc<Outlines>,
    /// What the site's own pages claim and another one has.
    pub site_clashes: Vec<Clash>,
}

/// What the site's own part is made of.
pub(super) struct SitePart<'a> {
    pub materials: &'a Materials,
    /// What was found where its files could not be read.
    pub unreadable: Findings,
    /// What it claims and another one has.
    pub clashes: &'a [Clash],
    /// Whether the only institution lies in the same folder.
    pub single: bool,
    /// The keys of the parts that stay as they stand because of an error.
    pub left: &'a BTreeSet<String>,
}

/// What stays of the site's own part while some of its pages have errors.
struct LeftFiles {
    /// The pages with errors that stand.
    pages: BTreeSet<String>,
    /// All that stands.
    standing: BTreeMap<String, ContentHash>,
}

impl LeftFiles {
    /// Those pages stay, and so does whatever was not made anew: it may belong to them.
    fn stay_in(self, output: &mut Output) {
        for (path, hash) in self.standing {
            if self.pages.contains(&path) || output.get(&path).is_none() {
                output.leave(path, hash);
            }
        }
    }
}

impl<'a> Work<'a> {
    /// What becomes of each institution, and the addresses of all. Those that link to others, or claim what may be
    /// another's, come in a second round, when all addresses are known.
    pub fn institutions(
        &self,
        records: &Records,
        site_uses: &Arc<BTreeSet<String>>,
        site_outline: Option<Outline>,
    ) -> Result<Institutions<'a>, Failure> {
        let first = Round { records, site_uses, others: Others::Unknown { site: site_outline.as_ref() } };
        let first_round: Vec<(&InstitutionFolder, Fate)> = self
            .survey
            .folders
            .par_iter()
            .map(|folder| Ok((folder, self.attempt(folder, first)?)))
            .collect::<Result<_, Failure>>()?;
        let outline = |(folder, fate): &(&InstitutionFolder, Fate)| {
            let outline = match fate {
                Fate::Failed { outline, .. } => {
                    Arc::new(outline.clone().held_back(self.destination.standing_files(&folder.key)))
                }
                fate => fate.outline(),
            };
            (folder.key.clone(), outline)
        };
        let mut by_key: BTreeMap<String, Arc<Outline>> = first_round.iter().map(outline).collect();
        by_key.extend(self.orphans.iter().map(|(key, orphan)| (key.clone(), Arc::clone(&orphan.outline))));
        by_key.extend(site_outline.map(|outline| (SITE_KEY.to_owned(), Arc::new(outline))));
        let outlines = Arc::new(Outlines::new(by_key));
        let mut clashes = outlines.clashes();
        let fates = first_round
            .into_par_iter()
            .map(|(folder, fate)| match fate {
                Fate::Deferred { .. } => {
                    let clashes = clashes.get(&folder.key).map_or(&[][..], Vec::as_slice);
                    let others = Others::Known { outlines: &outlines, clashes };
                    Ok((folder, self.attempt(folder, Round { records, site_uses, others })?))
                }
                fate => Ok((folder, fate)),
            })
            .collect::<Result<_, Failure>>()?;
        let site_clashes = clashes.remove(SITE_KEY).unwrap_or_default();
        Ok(Institutions { fates, outlines, site_clashes })
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
            settings: self.survey.settings_file().to_owned(),
            site_files: Arc::clone(&self.site_files),
            site_uses: Arc::clone(site_uses),
            page_size: self.survey.site.page_size,
            outlines: outlines.map(Arc::clone),
        }
    }

    /// Builds an institution; where the machine fails in it, it is as one with errors.
    fn attempt(&self, folder: &InstitutionFolder, round: Round<'_>) -> Result<Fate, Failure> {
        let fate = self.institution(folder, round).map(Fate::excerpted);
        let home = self.institutions.get(&folder.key).map(|neighbour| neighbour.address.clone());
        let outline = Outline::default().in_doubt(home);
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
                let Some((owner, path)) = self.page_that_stays(owners, left) else { continue };
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
            let Fate::Waiting { record, summary, files: (output, index), .. } = std::mem::replace(fate, nothing) else {
                continue;
            };
            match self.destination.publish(&folder.key, Made { output, index, summary: Some(&summary) }) {
                Ok(()) => *fate = Fate::Built { record, summary },
                Err(failure) => self.note(failure)?,
            }
        }
        Ok(())
    }

    /// A page of another that stays because of an error. An earlier address outside of its home gives way to whoever
    /// is at home there.
    fn page_that_stays<'o>(
        &self,
        owners: &'o BTreeMap<String, Vec<String>>,
        left: &BTreeSet<String>,
    ) -> Option<(&'o str, &'o str)> {
        owners.iter().filter(|(owner, _)| left.contains(*owner)).find_map(|(owner, paths)| {
            let home = self.destination.standing(owner)?.address;
            let path = paths.iter().find(|path| path.starts_with(home.as_str()))?;
            Some((owner.as_str(), path.as_str()))
        })
    }

    /// An address at which pages of another stay because of an error.
    fn taken(&self, file: &str, owner: &str, path: &str) -> Diagnostic {
        let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        let folder = if owner.is_empty() { "content".to_owned() } else { format!("content/{owner}") };
        Diagnostic::new(Problem::AddressKept { address, folder }, Place::file(file.to_owned()))
    }

    /// Builds an institution, unless nothing that it depends on has changed.
    fn institution(&self, folder: &InstitutionFolder, round: Round<'_>) -> Result<Fate, Failure> {
        let Round { records, site_uses, others } = round;
        let neighbourhood = self.neighbourhood(&folder.key, site_uses, others.outlines());
        // Whether nothing that is not known yet has a say in it.
        let is_settled = |outward: &BTreeSet<String>, outline: &Outline| match others {
            Others::Unknown { site } => outward.is_empty() && !self.crowd.may_clash(&folder.key, outline, site),
            Others::Known { .. } => true,
        };
        let state = |outward: &BTreeSet<String>| match others.outlines() {
            Some(outlines) if !outward.is_empty() => outlines.state(outward, &folder.key),
            _ => ContentHash::of(b""),
        };
        let mut unindexed = None;
        if let Some(record) = self.remembered(folder, records)?
            && self.options.due.is_none()
            && !self.survey.fatal
            && !self.pictures_have_come(record)
            && others.clashes().is_empty()
            && neighbourhood.state_of_partners(&record.partners) == record.partners_state
            && self.destination.is_intact(&folder.key)
        {
            if !is_settled(&record.outward, &record.outline) {
                return Ok(Fate::Deferred { outline: Arc::clone(&record.outline) });
            }
            if state(&record.outward) == record.outward_state {
                if record.indexed || !self.may_index() {
                    self.count();
                    return Ok(Fate::Kept(Arc::clone(record)));
                }
                unindexed = Some(record);
            }
        }
        let entries = self.entries_of(folder);
        let (materials, mut findings) = self.materials(&folder.key, entries.iter().copied())?;
        let is_read = !materials.unread;
        // A file may have been written after its fingerprint was taken: what counts is what has been read.
        let fingerprint = self.whole_fingerprint(folder, self.fingerprint_of(folder, &entries)?);
        let Understood { institution, progress, outline, findings: more, outward, partners } =
            understand(self.context, &materials, &neighbourhood);
        if !is_settled(&outward, &outline) {
            return Ok(Fate::Deferred { outline: Arc::new(outline) });
        }
        self.count();
        findings.append(more);
        findings.append(self.replay(&others.clashes().iter().map(Remark::from).collect::<Vec<_>>())?);
        if self.options.strict {
            findings.judge_strictly();
        }
        if let (Some(days), Some(institution), Some(progress)) = (self.options.due, &institution, &progress) {
            let mut due = Due::nothing(self.survey.moment.today, days);
            due.add(institution, progress);
            self.dues.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.key.clone(), due);
        }
        let sound = is_read && !findings.have_errors() && !folder.held_back;
        let (Some(institution), Some(progress)) = (institution, progress) else {
            return Ok(if sound { Fate::Hidden { outline, findings } } else { Fate::Failed { outline, findings } });
        };
        if !sound {
            return Ok(Fate::Failed { outline, findings });
        }
        if let Some(record) = unindexed.filter(|record| record.fingerprint == fingerprint) {
            self.destination.publish_index(&folder.key, build_index(self.context, &institution))?;
            return Ok(Fate::Kept(Arc::new(Record { indexed: true, ..Record::clone(record) })));
        }
        match build_institution(self.context, &institution, &progress) {
            Ok(Built { output, summary, pages }) => {
                let indexed = unindexed.is_some() || self.may_index();
                let record = Record {
                    fingerprint,
                    outline: Arc::new(outline),
                    outward_state: state(&outward),
                    outward,
                    partners_state: neighbourhood.state_of_partners(&partners),
                    partners,
                    remarks: findings.iter().map(Remark::of).collect(),
                    indexed,
                    awaited: self.awaited(&materials),
                    summary: summary_fingerprint(&summary),
                    pages,
                };
                let summary = Box::new(summary);
                if self.survey.fatal {
                    return Ok(Fate::Built { record, summary });
                }
                let index = indexed.then(|| build_index(self.context, &institution));
                let owners = self.destination.owners(&folder.key, &output);
                if !owners.is_empty() {
                    return Ok(Fate::Waiting { record, summary, files: (output, index), owners });
                }
                let made = Made { output, index, summary: Some(&summary) };
                let write = || self.destination.publish(&folder.key, made);
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

    /// Whether one more institution's search may be packed.
    fn may_index(&self) -> bool {
        let less = |left: usize| left.checked_sub(1);
        self.indexes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }

    /// Whether pages that show the author's own pictures can now show those that were made of them.
    fn pictures_have_come(&self, record: &Record) -> bool {
        let is_made = |picture: &AwaitedPicture| pictures::is_made(&picture.path, picture.hash, self.cache);
        !record.awaited.is_empty() && (self.options.make_pictures || record.awaited.iter().all(is_made))
    }

    /// The pictures of a part that are not made yet.
    fn awaited(&self, materials: &Materials) -> Vec<AwaitedPicture> {
        let is_awaited = |fact: &&FileFact| match &fact.picture {
            Some(Ok(picture)) => picture.full.is_none() && pictures::are_made_of(&fact.path),
            _ => false,
        };
        let awaited = materials.files.iter().filter(is_awaited);
        awaited.map(|fact| AwaitedPicture { path: fact.path.clone(), hash: fact.hash }).collect()
    }

    /// What was read; none where it could not be read, and that fails its institution alone.
    fn unless_unreadable<T>(&self, result: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match result {
            Err(failure) if self.options.alone && is_unreadable(&failure) => {
                self.failures.lock().unwrap_or_else(PoisonError::into_inner).push(failure);
                Ok(None)
            }
            result => result.map(Some),
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

    /// What is remembered of an institution whose files are as they were. One of which nothing is remembered is not even
    /// looked at: it will be read in any case.
    fn remembered<'r>(
        &self,
        folder: &InstitutionFolder,
        records: &'r Records,
    ) -> Result<Option<&'r Arc<Record>>, Failure> {
        let Some(record) = records.parts.get(&folder.key) else { return Ok(None) };
        let files = match self.fingerprint_at_hand(folder) {
            Some(files) => files,
            None => self.fingerprint_of(folder, &self.entries_of(folder))?,
        };
        Ok((record.fingerprint == self.whole_fingerprint(folder, files)).then_some(record))
    }

    /// The fingerprint of an institution's files, as they were last read. That of one that cannot be read is of nothing:
    /// what is made of it is never kept.
    fn fingerprint_of(&self, folder: &InstitutionFolder, entries: &[&Entry]) -> Result<ContentHash, Failure> {
        let fingerprint = self.reader.fingerprint(entries.iter().copied());
        let is_unread = |failure: &Failure| self.options.alone && is_unreadable(failure);
        let files = match fingerprint {
            Err(failure) if is_unread(&failure) => return Ok(ContentHash::of(b"")),
            result => result?,
        };
        self.fingerprints.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.folder.clone(), files);
        Ok(files)
    }

    /// The fingerprint of all that an institution's pages depend on, but for what it links to.
    fn whole_fingerprint(&self, folder: &InstitutionFolder, files: ContentHash) -> ContentHash {
        ContentHash::of(format!("{} {} {files}", self.base, folder.held_back).as_bytes())
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
            match self.unless_unreadable(self.context.timings.measure(Stage::Read, read))? {
                Some(Ok(source)) => materials.sources.push(source),
                Some(Err(diagnostic)) => {
                    materials.unreadable.push(entry.path.clone());
                    findings.push(diagnostic);
                }
                None => {
                    materials.unreadable.push(entry.path.clone());
                    materials.unread = true;
                }
            }
        }
        // Photos take far longer than texts, and one school may have most of them.
        let facts = files.into_par_iter().map(|entry| match self.unless_unreadable(self.file_fact(entry))? {
            Some(fact) => Ok((fact, true)),
            // It is there all the same, for whoever links to it.
            None => Ok((FileFact::unread(entry.path.clone(), entry.size()), false)),
        });
        let facts: Vec<(FileFact, bool)> = facts.collect::<Result<_, Failure>>()?;
        materials.unread |= facts.iter().any(|(_, is_read)| !is_read);
        materials.files = facts.into_iter().map(|(fact, _)| fact).collect();
        Ok((materials, findings))
    }

    fn file_fact(&self, entry: &Entry) -> Result<FileFact, Failure> {
        let hash = self.context.timings.measure(Stage::Read, || self.reader.hash(entry))?;
        // A photo whose name does not tell that it is one is rare, and is never shown as it lies there.
        let make = self.options.make_pictures || (self.options.alone && !is_picture(&entry.path));
        let look = || pictures::look(self.reader.root(), entry, hash, self.cache, make);
        let picture = self.context.timings.measure(Stage::Pictures, look)?;
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

    /// Builds the site's own part, unless nothing that it depends on has changed. What was found, and how many pages
    /// it has.
    pub fn site_part(
        &self,
        site: SitePart<'_>,
        outlines: &Arc<Outlines>,
        summed_up: Vec<SummedUp<'_>>,
        records: &Records,
        parts: &mut BTreeMap<String, Arc<Record>>,
    ) -> Result<(Findings, usize), Failure> {
        let SitePart { materials, unreadable: mut findings, clashes, single, left } = site;
        let earlier = records.parts.get(SITE_KEY);
        let standing_pages = earlier.map_or(0, |record| record.pages);
        let Some(mut resolution) = self.resolve_site(materials, Some(outlines), single) else {
            return Ok((findings, 0));
        };
        findings.append(self.replay(&clashes.iter().map(Remark::from).collect::<Vec<_>>())?);
        findings.append(resolution.findings.clone());
        if self.options.strict {
            findings.judge_strictly();
        }
        let mut broken: BTreeSet<Option<&str>> =
            findings.iter().filter(|finding| finding.is_error()).map(Diagnostic::file).collect();
        // What is wrong with the site itself holds everything back. And where the only institution's pages stay, the
        // site's own stay with them: its home is the site's.
        let of_all = broken.remove(&Some(self.survey.settings_file())) | broken.remove(&None);
        if of_all || materials.unread || self.survey.fatal || self.orphans.contains_key("") {
            self.destination.keep(SITE_KEY);
            return Ok((findings, standing_pages));
        }
        // A page with errors stays as it stands, with its place in the menu; one never built is left out.
        let is_broken = |page: &Page| broken.contains(&Some(page.source.as_str()));
        let standing = match broken.is_empty() {
            true => BTreeMap::new(),
            false => self.destination.standing_files(SITE_KEY).unwrap_or_default(),
        };
        resolution.pages.retain(|page| !is_broken(page) || standing.contains_key(&page.address.html_file()));
        let pages = resolution.pages.iter().filter(|page| is_broken(page)).map(|page| page.address.html_file());
        let left_files = LeftFiles { pages: pages.collect(), standing };
        let is_whole = broken.is_empty();
        let awaited = self.awaited(materials);
        let fingerprint = self.site_fingerprint(materials, &awaited, &summed_up, &resolution, outlines);
        if let Some(record) = earlier.filter(|record| record.fingerprint == fingerprint)
            && self.destination.is_intact(SITE_KEY)
        {
            self.destination.keep(SITE_KEY);
            parts.insert(SITE_KEY.to_owned(), Arc::clone(record));
            return Ok((findings, standing_pages));
        }
        let standing = |one: SummedUp<'_>| one.summary.or_else(|| self.destination.standing(one.key));
        let summaries: Vec<Summary> = summed_up.into_iter().filter_map(standing).collect();
        let context = BuildContext { site: &resolution.site, ..self.context };
        match build_site(context, &resolution, &summaries, single) {
            Ok(BuiltSite { mut output, pages }) => {
                left_files.stay_in(&mut output);
                let owners = self.destination.owners(SITE_KEY, &output);
                if let Some((owner, path)) = self.page_that_stays(&owners, left) {
                    findings.push(self.taken("content/site.yaml", owner, path));
                    self.destination.keep(SITE_KEY);
                    return Ok((findings, standing_pages));
                }
                match self.destination.publish(SITE_KEY, Made { output, index: None, summary: None }) {
                    Ok(()) => {
                        if is_whole {
                            parts.insert(SITE_KEY.to_owned(), Arc::new(Record::of_site(fingerprint, pages, awaited)));
                        }
                        Ok((findings, pages))
                    }
                    Err(failure) => {
                        self.note(failure)?;
                        self.destination.keep(SITE_KEY);
                        Ok((findings, standing_pages))
                    }
                }
            }
            Err(more) => {
                self.destination.keep(SITE_KEY);
                findings.append(more);
                Ok((findings, standing_pages))
            }
        }
    }

    /// The fingerprint of all that the site's own part depends on.
    fn site_fingerprint(
        &self,
        materials: &Materials,
        awaited: &[AwaitedPicture],
        summed_up: &[SummedUp<'_>],
        resolution: &SiteResolution,
        outlines: &Outlines,
    ) -> ContentHash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.base.to_hex().as_bytes());
        // When they have come, its pages are other ones.
        awaited.iter().for_each(|picture| _ = hasher.update(picture.path.as_bytes()).update(&[0]));
        for source in &materials.sources {
            hasher.update(source.path.as_bytes());
            hasher.update(source.text.as_bytes());
        }
        for file in &materials.files {
            hasher.update(format!("{} {}", file.path, file.hash).as_bytes());
        }
        for one in summed_up {
            hasher.update(one.key.as_bytes()).update(&[0]).update(one.fingerprint.as_bytes());
        }
        // The footer may link to what institutions have.
        hasher.update(format!("{:?}", resolution.site).as_bytes());
        hasher.update(outlines.state(&resolution.outward, SITE_KEY).as_bytes());
        hasher.finalize().into()
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
        Ok(findings.excerpted())
    }
}
