//! What the site consists of, before any institution is read: its settings, its theme, its institutions and their homes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::RunOptions;
use super::session::{Introduction, Session};
use super::theme_files::read_theme;
use crate::address::is_device_name;
use crate::clock;
use crate::content;
use crate::content::site::SiteDocument;
use crate::diagnostic::{Diagnostic, Findings, Problem, Word};
use crate::disk::{Entry, Failure, Reader, Tree, is_at_or_beneath, scan};
use crate::model::Site;
use crate::resolve::{Moment, Neighbour, home_address, site_settings};
use crate::source::Place;
use crate::theme::Theme;
use crate::timing::Stage;

/// What the site consists of.
pub(super) struct Survey {
    pub tree: Arc<Tree>,
    pub document: Option<SiteDocument>,
    pub site: Site,
    pub theme: Option<Arc<Theme>>,
    pub folders: Vec<InstitutionFolder>,
    pub neighbours: BTreeMap<String, Neighbour>,
    pub findings: Findings,
    /// An error of the site itself: nothing is published.
    pub fatal: bool,
    pub moment: Moment,
}

impl Survey {
    /// The file of the site's settings.
    pub fn settings_file(&self) -> &str {
        self.document.as_ref().map_or("content/site.yaml", |document| &document.source.path)
    }
}

pub(super) struct InstitutionFolder {
    pub key: String,
    pub folder: String,
    /// It has no address, holds another institution, or its files are not as they must be: it is not built.
    pub held_back: bool,
}

pub(super) fn survey(options: &RunOptions<'_>, reader: &Reader, session: &mut Session) -> Result<Survey, Failure> {
    let (tree, mut findings) = match &session.scanned {
        Some((tree, findings)) => (Arc::clone(tree), findings.clone()),
        None => {
            let (tree, findings) = options.timings.measure(Stage::Scan, || scan(&options.root))?;
            let tree = Arc::new(tree);
            session.scanned = Some((Arc::clone(&tree), findings.clone()));
            (tree, findings)
        }
    };
    let mut of_site = Findings::new();
    let document = read_site(&tree, reader, &mut of_site)?;
    let site = document.as_ref().map_or_else(Site::unknown, site_settings);
    let today = options.date.unwrap_or_else(|| clock::day_at(options.now, site.timezone));
    let moment = Moment { today, drafts: options.drafts };
    let theme = read_theme(options, reader, session, document.as_ref(), &mut of_site)?;
    if options.strict {
        of_site.judge_strictly();
    }
    let odd = findings.clone();
    let mut fatal = findings.have_errors() || of_site.have_errors() || document.is_none() || theme.is_none();
    findings.append(of_site);
    let (keys, around_others) = institution_keys(&tree, &mut findings);
    // Both layouts at once: nobody knows what the site is.
    fatal |= around_others.contains("");
    report_projects_outside(&tree, &keys, &mut findings);
    if keys.is_empty() && document.is_some() {
        findings.push(Diagnostic::nowhere(Problem::NoInstitution {}));
    }
    let (mut folders, neighbours) = neighbours(&tree, reader, session, keys, &mut findings)?;
    for folder in folders.iter_mut().filter(|folder| around_others.contains(&folder.key)) {
        folder.held_back = true;
    }
    if options.strict {
        // What is odd about a folder's files is an error of its institution.
        let odd: Vec<&str> = odd.iter().filter_map(Diagnostic::file).collect();
        for folder in &mut folders {
            folder.held_back |= odd.iter().any(|path| is_at_or_beneath(path, &folder.folder));
        }
    }
    Ok(Survey { tree, document, site, theme, folders, neighbours, findings, fatal, moment })
}

fn read_site(tree: &Tree, reader: &Reader, findings: &mut Findings) -> Result<Option<SiteDocument>, Failure> {
    let Some(entry) = tree.get("content/site.yaml").or_else(|| tree.get("content/site.yml")) else {
        findings.report(Problem::SiteMissing {}, Place::file("content/site.yaml"));
        return Ok(None);
    };
    if let Some(second) = tree.get("content/site.yml").filter(|second| second.path != entry.path) {
        let other = entry.path.clone();
        let problem = Problem::AddressClash { address: "/".to_owned(), other, advice: Word("clash-advice-namesake") };
        findings.report(problem, Place::file(second.path.clone()));
    }
    match reader.source(entry)? {
        Ok(source) => Ok(content::site::read(&source, findings)),
        Err(diagnostic) => {
            findings.push(diagnostic);
            Ok(None)
        }
    }
}

/// The folders that hold an institution, beneath `content/`; the only one's is empty where it lies in `content/` itself.
/// And those of them that hold another one's folder, which none may.
fn institution_keys(tree: &Tree, findings: &mut Findings) -> (BTreeSet<String>, BTreeSet<String>) {
    let is_institution = |path: &&str| {
        (path.ends_with("/institution.yaml") || path.ends_with("/institution.yml"))
            && !path.split('/').any(|folder| folder == "files")
    };
    let paths: Vec<&str> = tree.entries().iter().map(|entry| entry.path.as_str()).filter(is_institution).collect();
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let folders: BTreeSet<String> = paths.iter().map(|path| folder(path)).collect();
    let key = |folder: &str| folder.strip_prefix("content").map(|key| key.trim_start_matches('/').to_owned());
    let (mut keys, mut around_others) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        let own = folder(path);
        match folders_above(&own).filter(|above| folders.contains(*above)).last() {
            Some(outer) => {
                let is_new = key(outer).is_some_and(|outer| around_others.insert(outer));
                // The single institution's file among a region's is one mistake, however many they are.
                if is_new || outer != "content" {
                    findings.report(Problem::BothLayouts { folder: outer.to_owned() }, Place::file(path));
                }
            }
            None => keys.extend(key(&own)),
        }
    }
    (keys, around_others)
}

/// The folders that a path lies in, the innermost first.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(move |(at, _)| path.get(..at).unwrap_or_default())
}

fn report_projects_outside(tree: &Tree, keys: &BTreeSet<String>, findings: &mut Findings) {
    for entry in tree.entries() {
        let path = entry.path.as_str();
        if !(path.ends_with("/project.yaml") || path.ends_with("/project.yml")) {
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
fn introduction(reader: &Reader, session: &mut Session, entry: &Entry) -> Result<Introduction, Failure> {
    let hash = match reader.hash(entry) {
        Ok(hash) => hash,
        // Reading the institution fails in the same way, and says so. Meanwhile others know it as it was.
        Err(_) => {
            let known = session.introductions.get(&entry.path);
            return Ok(known.map(|(_, introduction)| introduction.clone()).unwrap_or_default());
        }
    };
    if let Some((_, door)) = session.introductions.get(&entry.path).filter(|(made_of, _)| *made_of == hash) {
        return Ok(door.clone());
    }
    // What is wrong in the file is said when its institution is read.
    let document = match reader.source(entry)? {
        Ok(source) => content::institution::read(&source, &mut Findings::new()),
        Err(_) => None,
    };
    let door = document.map_or_else(Introduction::default, |document| Introduction {
        placement: document.placement,
        language: document.language,
        name: Some(document.short_name.unwrap_or(document.name)),
    });
    // It may have been written since its fingerprint was taken; what was read is known to the reader.
    session.introductions.insert(entry.path.clone(), (reader.hash(entry)?, door.clone()));
    Ok(door)
}

/// Names and homes of all institutions.
fn neighbours(
    tree: &Tree,
    reader: &Reader,
    session: &mut Session,
    keys: BTreeSet<String>,
    findings: &mut Findings,
) -> Result<(Vec<InstitutionFolder>, BTreeMap<String, Neighbour>), Failure> {
    let mut neighbours = BTreeMap::new();
    let mut folders: Vec<InstitutionFolder> = Vec::new();
    for key in keys {
        let folder = if key.is_empty() { "content".to_owned() } else { format!("content/{key}") };
        let entry = ["yaml", "yml"].iter().find_map(|ending| tree.get(&format!("{folder}/institution.{ending}")));
        let Some(entry) = entry else { continue };
        let place = Place::file(entry.path.clone());
        let Introduction { placement, name, language } = introduction(reader, session, entry)?;
        let mut held_back = false;
        match home_address(&key, &placement) {
            Some(home) => {
                let device = home.segments().find(|segment| is_device_name(segment)).map(str::to_owned);
                if let Some(name) = device {
                    findings.report(Problem::DeviceName { name }, place);
                    held_back = true;
                }
                let name = name.unwrap_or_else(|| key.clone());
                neighbours.insert(key.clone(), Neighbour { name, address: home, language });
            }
            None => {
                let name = key.rsplit('/').next().unwrap_or_default().to_owned();
                findings.report(Problem::EmptyAddress { name }, place);
                held_back = true;
            }
        }
        folders.push(InstitutionFolder { key, folder, held_back });
    }
    Ok((folders, neighbours))
}
