//! A site in a temporary folder, built for a test: a fluent builder, and what came of the build.
//!
//! ```ignore
//! Site::new().institution("school", "Школа").file("school/p/project.yaml", "title: П").build().page("school/p/");
//! ```
#![allow(dead_code, reason = "each test binary uses its own part of this module")]
#![allow(clippy::expect_used, reason = "a test that cannot write its files has nothing to say")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;
use letopis::diagnostic::{Diagnostic, Severity};
use letopis::driver::{self, Report, Request, Stop};
use letopis::locale::Lang;
use scraper::Html;
use tempfile::TempDir;

/// The date of all builds that name no other: seconds that SOURCE_DATE_EPOCH gives it by.
pub const TODAY: &str = "2024-02-15";
/// The same day for the program.
pub const TODAY_EPOCH: &str = "1707955200";

/// A folder of this repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A day.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is no date"))
}

/// A site's folder.
pub struct Site {
    folder: Rc<TempDir>,
    date: NaiveDate,
    drafts: bool,
}

impl Site {
    /// A site with settings and nothing else.
    pub fn new() -> Site {
        Site::empty().file("site.yaml", "title: Сайт\n")
    }

    /// Not even settings.
    pub fn empty() -> Site {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("content")).expect("content");
        Site { folder: Rc::new(folder), date: day(TODAY), drafts: false }
    }

    /// A copy of a site of this repository.
    pub fn copy_of(path: &str) -> Site {
        let site = Site::empty();
        copy(&repository(path).join("content"), &site.content());
        site
    }

    /// With a file beneath `content/`.
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Site {
        self.put(path, text);
        self
    }

    /// With an institution.
    pub fn institution(self, folder: &str, name: &str) -> Site {
        self.file(&format!("{folder}/institution.yaml"), format!("name: {name}\n"))
    }

    /// With a project.
    pub fn project(self, folder: &str) -> Site {
        self.file(&format!("{folder}/project.yaml"), "title: Проект\n")
    }

    /// A school with a project and this plan in it: `school/p/plans/2023-2024.yaml`.
    pub fn with_plan(plan: &str) -> Site {
        Site::new().institution("school", "Школа").project("school/p").file("school/p/plans/2023-2024.yaml", plan)
    }

    /// Built on another day.
    pub fn on(mut self, date: &str) -> Site {
        self.date = day(date);
        self
    }

    /// Drafts are shown.
    pub fn drafts(mut self) -> Site {
        self.drafts = true;
        self
    }

    /// Writes a file beneath `content/`.
    pub fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.content().join(path);
        fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Reads a file beneath `content/`.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.content().join(path)).expect("a file")
    }

    /// Takes a file or a folder beneath `content/` away.
    pub fn remove(&self, path: &str) {
        let path = self.content().join(path);
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        removed.expect("it was there");
    }

    /// The site's root.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The authors' folder.
    pub fn content(&self) -> PathBuf {
        self.root().join("content")
    }

    /// The output.
    pub fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    /// What a build of it is asked for.
    pub fn request(&self) -> Request<'static> {
        Request {
            root: self.root().to_owned(),
            out: self.out(),
            date: Some(self.date),
            drafts: self.drafts,
            strict: false,
            force: false,
            progress: None,
        }
    }

    /// What came of a build that the test began itself.
    pub fn outcome(&self, result: Result<Report, Stop>) -> Outcome {
        Outcome::of(result, self)
    }

    /// Builds.
    pub fn build(&self) -> Outcome {
        Outcome::of(driver::build(&self.request()), self)
    }

    /// Checks.
    pub fn check(&self) -> Outcome {
        Outcome::of(driver::check(&self.request(), None), self)
    }

    /// Forgets everything of earlier builds.
    pub fn forget(&self) {
        for folder in ["public", ".letopis"] {
            let _ = fs::remove_dir_all(self.root().join(folder));
        }
    }
}

/// What came of a build or a check.
pub struct Outcome {
    /// The driver's report.
    pub report: Report,
    out: PathBuf,
    /// The folder goes when nobody reads in it any more.
    _folder: Rc<TempDir>,
}

impl Outcome {
    fn of(result: Result<Report, Stop>, site: &Site) -> Outcome {
        let report = result.unwrap_or_else(|stop| panic!("{stop:?}"));
        Outcome { report, out: site.out(), _folder: Rc::clone(&site.folder) }
    }

    /// The findings, as `code file:line:column`, in the order of report.
    pub fn findings(&self) -> Vec<String> {
        self.report.findings.iter().map(finding).collect()
    }

    /// Only the errors.
    pub fn errors(&self) -> Vec<String> {
        self.report.findings.iter().filter(|finding| finding.is_error()).map(finding).collect()
    }

    /// Only the warnings.
    pub fn warnings(&self) -> Vec<String> {
        let all = self.report.findings.iter();
        all.filter(|finding| finding.severity() == Severity::Warning).map(finding).collect()
    }

    /// The same, which must be without errors.
    pub fn sound(self) -> Outcome {
        assert_eq!(self.errors(), Vec::<String>::new());
        self
    }

    /// An output file's text.
    pub fn text(&self, path: &str) -> String {
        let file = self.out.join(path);
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    /// Whether an output file is there.
    pub fn has(&self, path: &str) -> bool {
        self.out.join(path).is_file()
    }

    /// A page, by its folder.
    pub fn page(&self, folder: &str) -> Html {
        Html::parse_document(&self.text(&format!("{folder}index.html")))
    }

    /// A JSON file.
    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The plan of [`Site::with_plan`], as JSON.
    pub fn plan(&self) -> serde_json::Value {
        self.json("school/p/plans/2023-2024/plan.json")
    }

    /// Every output file's path and bytes.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files_of(&self.out)
    }
}

fn finding(finding: &Diagnostic) -> String {
    // The JSON form is what scripts see: its places are the ones that must be right.
    let json = finding.to_json(Lang::Russian);
    let code = json["code"].as_str().unwrap_or_default();
    match (json["file"].as_str(), json["line"].as_u64(), json["column"].as_u64()) {
        (Some(file), Some(line), Some(column)) => format!("{code} {file}:{line}:{column}"),
        (Some(file), ..) => format!("{code} {file}"),
        _ => code.to_owned(),
    }
}

/// Every file of a folder: path and bytes.
pub fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
        files.insert(path, fs::read(entry.path()).expect("a file"));
    }
    files
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let target = to.join(entry.path().strip_prefix(from).expect("inside"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
        } else {
            fs::copy(entry.path(), &target).expect("a file");
        }
    }
}
