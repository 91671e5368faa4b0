//! What the disk gave for one institution, sorted by the part each file plays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::places;
use crate::content::page::{PageDocument, PageKind};
use crate::content::plan::PlanDocument;
use crate::content::project::ProjectDocument;
use crate::content::{institution, page, plan, project};
use crate::diagnostic::{Findings, Problem};
use crate::model::CalendarSettings;
use crate::output::ContentHash;
use crate::picture::PictureFact;
use crate::source::{Place, Source};
use crate::term::Calendar;

/// The files of one institution: texts read, the rest named.
#[derive(Debug, Clone, Default)]
pub struct Materials {
    /// The institution's folder beneath `content/`; empty where it is the only one and has none.
    pub key: String,
    /// The texts, in the order of their paths.
    pub sources: Vec<Arc<Source>>,
    /// Texts that could not be read; what is wrong with them has been said.
    pub unreadable: Vec<String>,
    /// Everything else, in the order of the paths.
    pub files: Vec<FileFact>,
    /// Whether the machine failed to read any of them: what is made of the rest must not be published.
    pub unread: bool,
}

/// A file that is published as it is, or as pictures made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct FileFact {
    /// Its path from the site's root.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// The fingerprint of its bytes.
    pub hash: ContentHash,
    /// What is known of it as a picture: none where it is none.
    pub picture: Option<Result<PictureFact, Problem>>,
}

impl FileFact {
    /// A file of which nothing more is known: it could not be read.
    pub fn unread(path: String, size: u64) -> FileFact {
        FileFact { path, size, hash: ContentHash::of(b""), picture: None }
    }
}

/// Whether a file is read as text of the format; all others are published as they are, if at all.
pub fn is_text(path: &str) -> bool {
    if path.split('/').any(|folder| folder == "files") {
        return false;
    }
    let is_known = ["site", "institution", "project"].into_iter().any(|stem| is_yaml(path, stem));
    let is_plan = name_of(folder_of(path)) == places::PLANS && matches!(extension_of(path).as_str(), "yaml" | "yml");
    is_known || is_plan || is_markdown(path)
}

/// The ending of a name, in small letters.
pub(super) fn extension_of(path: &str) -> String {
    name_of(path).rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// The documents of one institution.
#[derive(Debug, Clone, Default)]
pub(super) struct Documents {
    pub institution: Option<institution::InstitutionDocument>,
    pub projects: Vec<ProjectFolder>,
    pub pages: Vec<PageFile>,
    /// Texts of which nothing more is said, because their syntax is broken: links to them are not judged.
    pub broken: BTreeSet<String>,
    /// Texts that nothing reads.
    pub unused: Vec<Arc<Source>>,
    /// What stands beside its namesake: `project.yml` beside `project.yaml`.
    pub namesakes: Vec<Arc<Source>>,
}

/// A folder that holds `project.yaml`.
#[derive(Debug, Clone)]
pub(super) struct ProjectFolder {
    pub folder: String,
    pub document: ProjectDocument,
    pub plans: Vec<PlanFile>,
    pub pages: Vec<PageFile>,
}

/// A plan and its file's name.
#[derive(Debug, Clone)]
pub(super) struct PlanFile {
    pub path: String,
    pub name: String,
    pub document: PlanDocument,
}

/// A Markdown file: its own folder for a bundle, else the folder it lies in.
#[derive(Debug, Clone)]
pub(super) struct PageFile {
    pub path: String,
    /// The folder in which its address lies.
    pub parent: String,
    /// The name of which its address is made.
    pub name: String,
    /// The bundle's folder, whose files are its own.
    pub bundle: Option<String>,
    pub document: PageDocument,
}

/// The folder of a path, without the slash at its end.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name in a path, with its ending.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// A name without its ending.
pub(super) fn stem_of(path: &str) -> &str {
    let name = name_of(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a path is a YAML file of this name.
pub(super) fn is_yaml(path: &str, stem: &str) -> bool {
    matches!(name_of(path).strip_prefix(stem), Some(".yaml" | ".yml"))
}

impl Materials {
    /// The institution's folder from the site's root.
    pub fn folder(&self) -> String {
        match self.key.as_str() {
            "" => "content".to_owned(),
            key => format!("content/{key}"),
        }
    }

    /// Parses every text and sorts it by the part it plays. Periods are read by the calendar that the site's settings
    /// and the institution's own make.
    pub(super) fn read(&self, site: &CalendarSettings, findings: &mut Findings) -> Documents {
        let root = self.folder();
        let mut documents = Documents { broken: self.unreadable.iter().cloned().collect(), ..Documents::default() };
        let is_institution = |path: &str| is_yaml(path, "institution") && folder_of(path) == root;
        let own_file = self.sources.iter().find(|source| is_institution(&source.path));
        let is_own = |source: &Arc<Source>| own_file.is_some_and(|own| Arc::ptr_eq(own, source));
        if let Some(source) = own_file {
            documents.institution = institution::read(source, findings);
            if documents.institution.is_none() {
                documents.broken.insert(source.path.clone());
            }
        }
        let own = documents.institution.as_ref().map(|document| document.calendar.clone()).unwrap_or_default();
        let calendar = site.with(&own);
        let all_paths = self.sources.iter().map(|source| source.path.as_str());
        let unreadable = self.unreadable.iter().map(String::as_str);
        // A broken project.yaml still makes its folder a project's: nothing that follows from it is reported.
        let project_folders: BTreeSet<&str> = all_paths
            .chain(unreadable)
            .filter(|path| is_yaml(path, "project") && folder_of(path) != root)
            .map(folder_of)
            .collect();
        // The folders that are a page with all that lies in them. The index.md of an institution, a project or a list
        // is none: it claims an address that is taken, which is said.
        let is_list = |folder: &str| {
            matches!(name_of(folder), places::REPORTS | places::NEWS) && project_folders.contains(folder_of(folder))
        };
        let bundles: BTreeSet<&str> = (self.sources.iter().map(|source| source.path.as_str()))
            .chain(self.unreadable.iter().map(String::as_str))
            .filter(|path| is_markdown(path) && stem_of(path) == "index")
            .map(folder_of)
            .filter(|folder| *folder != root && !project_folders.contains(folder) && !is_list(folder))
            .collect();
        let mut projects: BTreeMap<&str, ProjectFolder> = BTreeMap::new();
        for source in self.sources.iter().filter(|source| is_yaml(&source.path, "project")) {
            let folder = folder_of(&source.path);
            if folder == root {
                documents.unused.push(Arc::clone(source));
                continue;
            }
            if projects.contains_key(folder) {
                documents.namesakes.push(Arc::clone(source));
                continue;
            }
            match project::read(source, &calendar, findings) {
                Some(document) => {
                    let project =
                        ProjectFolder { folder: folder.to_owned(), document, plans: Vec::new(), pages: Vec::new() };
                    projects.insert(folder, project);
                }
                None => {
                    documents.broken.insert(source.path.clone());
                }
            }
        }
        for source in &self.sources {
            let path = source.path.as_str();
            if is_yaml(path, "project") && project_folders.contains(folder_of(path)) {
                continue;
            }
            if is_institution(path) && !is_own(source) {
                documents.namesakes.push(Arc::clone(source));
                continue;
            }
            // The institution's own has been read; of one within another the survey has said so, and nothing that
            // follows from it is reported.
            if is_yaml(path, "institution") {
                if !is_own(source) {
                    documents.broken.insert(path.to_owned());
                }
                continue;
            }
            // Of the single institution's folder, site.yaml is the site's.
            if is_yaml(path, "site") && self.key.is_empty() && folder_of(path) == root {
                continue;
            }
            let owner = project_folders.iter().rev().copied().find(|folder| is_within(path, folder));
            let within = owner.and_then(|folder| path.strip_prefix(folder)).map(|rest| rest.trim_start_matches('/'));
            if within.is_some_and(|rest| rest.starts_with("files/")) {
                continue;
            }
            // Beside a bundle's index.md no Markdown is published.
            if is_markdown(path) && stem_of(path) != "index" && bundles.contains(folder_of(path)) {
                documents.unused.push(Arc::clone(source));
                continue;
            }
            if is_markdown(path) {
                let kind = match within.and_then(|rest| rest.split_once('/')) {
                    Some((places::REPORTS, _)) => PageKind::Report,
                    Some((places::NEWS, _)) => PageKind::News,
                    _ => PageKind::Page,
                };
                match read_page(source, kind, owner.unwrap_or(&root), &calendar, findings) {
                    Some(page) => match owner.and_then(|folder| projects.get_mut(folder)) {
                        Some(project) => project.pages.push(page),
                        None if owner.is_none() => documents.pages.push(page),
                        None => {}
                    },
                    None => {
                        documents.broken.insert(path.to_owned());
                    }
                }
                continue;
            }
            let is_plan = within
                .and_then(|rest| rest.split_once('/'))
                .is_some_and(|(folder, rest)| folder == places::PLANS && !rest.contains('/'));
            if !is_plan {
                documents.unused.push(Arc::clone(source));
                continue;
            }
            match plan::read(source, &calendar, findings) {
                Some(document) => {
                    if let Some(project) = owner.and_then(|folder| projects.get_mut(folder)) {
                        let name = stem_of(path).to_owned();
                        project.plans.push(PlanFile { path: path.to_owned(), name, document });
                    }
                }
                None => {
                    documents.broken.insert(path.to_owned());
                }
            }
        }
        let within = documents.broken.iter().filter(|path| is_yaml(path, "institution")).map(|path| folder_of(path));
        let within: Vec<&str> = within.filter(|folder| *folder != root).collect();
        documents.unused.retain(|source| !within.iter().any(|folder| is_within(&source.path, folder)));
        for project in projects.values_mut() {
            // References hold a plan's ordinal: plans that readers do not see stand last, so that the others' holds.
            project.plans.sort_by_key(|plan| {
                let start = plan.document.period.as_ref().map(|period| period.period.start);
                (plan.document.placement.draft, start, plan.name.clone())
            });
        }
        documents.projects = projects.into_values().collect();
        documents
    }
}

pub(super) fn is_markdown(path: &str) -> bool {
    extension_of(path) == "md"
}

/// Whether a path lies somewhere in a folder.
pub(super) fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Reads a page that lies in the institution's or project's folder `owner`.
pub(super) fn read_page(
    source: &Arc<Source>,
    kind: PageKind,
    owner: &str,
    calendar: &Calendar,
    findings: &mut Findings,
) -> Option<PageFile> {
    let path = source.path.as_str();
    let folder = folder_of(path);
    // An index.md is its folder's page; that of the owner itself claims the owner's address, which is then said.
    let is_bundle = stem_of(path) == "index" && folder != owner;
    let (parent, name) = if is_bundle { (folder_of(folder), name_of(folder)) } else { (folder, stem_of(path)) };
    let document = page::read(source, kind, name, calendar, findings)?;
    Some(PageFile {
        path: path.to_owned(),
        parent: parent.to_owned(),
        name: name.to_owned(),
        bundle: is_bundle.then(|| folder.to_owned()),
        document,
    })
}

/// Says of each text that nothing reads that it is so.
pub(super) fn report_unused(unused: &[Arc<Source>], findings: &mut Findings) {
    for source in unused {
        findings.report(Problem::UnusedFile {}, Place::file(source.path.clone()));
    }
}
