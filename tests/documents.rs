//! The documents for people: their links lead somewhere, the guide's examples are a sound site, and the theme's guide
//! names every field of every view.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use letopis::driver::{self, Request};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn documents() -> Vec<PathBuf> {
    let mut documents = vec![root().join("README.md"), root().join("README.ru.md"), root().join("CHANGELOG.md")];
    let docs = fs::read_dir(root().join("docs")).expect("docs/ can be listed");
    documents.extend(
        docs.map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "md")),
    );
    documents.sort();
    documents
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text without what stands in fences and backticks: examples are no links.
fn without_code(text: &str) -> String {
    let mut fenced = false;
    let mut plain = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            plain.extend(line.split('`').step_by(2));
            plain.push('\n');
        }
    }
    plain
}

/// The anchors that GitHub gives to a document's headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut fenced = false;
    let mut anchors = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        let heading = line.trim_start_matches('#');
        if !fenced && heading.len() < line.len() && heading.starts_with(' ') {
            let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
            let small = heading.trim().to_lowercase();
            anchors.insert(small.chars().filter(kept).collect::<String>().replace(' ', "-"));
        }
    }
    anchors
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = text_of(&document);
        for target in without_code(&text).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            // Screenshots are made by the gate.
            if target.contains("://") || target.starts_with("docs/screenshots/") {
                continue;
            }
            let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
            let folder = document.parent().expect("a document lies in a folder");
            let file = if path.is_empty() { document.clone() } else { folder.join(path) };
            let sound = file.exists() && (fragment.is_empty() || anchors(&text_of(&file)).contains(fragment));
            if !sound {
                broken.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_theme_guide_names_every_field() {
    let guide = text_of(&root().join("docs/theme.md"));
    let named: BTreeSet<&str> = guide.split('`').map(|word| word.trim_end_matches(['?', '[', ']'])).collect();
    let mut missing = Vec::new();
    for entry in walkdir::WalkDir::new(root().join("src/pages")) {
        let entry = entry.expect("src/pages can be listed");
        let path = entry.path();
        // What the manifest keeps of an institution is no view.
        if entry.file_type().is_dir() || path.ends_with("summary.rs") {
            continue;
        }
        let text = text_of(path);
        for structure in text.split("Serialize)]").skip(1) {
            let Some((head, rest)) = structure.split_once('{') else { continue };
            if !head.contains("pub struct ") {
                continue;
            }
            let body = rest.split("\n}").next().unwrap_or_default();
            for field in body.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next()) {
                // The frame and a file are flattened: their own fields stand in their place.
                if !matches!(field, "frame" | "file") && !named.contains(field) {
                    missing.push(format!("{}: {field}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "docs/theme.md does not name\n{}", missing.join("\n"));
}

/// Writes the examples of the guide where it says: a fence behind a line «`content/…`» is that file, and a plan without
/// such a line gets a project of its own.
fn write_examples(guide: &str, root: &Path) {
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    let mut named = None;
    let mut plans = 0;
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        if let Some(path) = line.strip_prefix("`content/").and_then(|rest| rest.strip_suffix('`')) {
            named = Some(format!("content/{path}"));
        }
        if !line.starts_with("```") {
            continue;
        }
        let text: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        if let Some(path) = named.take() {
            write(&path, &text);
        } else if text.contains("activities:") || text.contains("мероприятия:") {
            plans += 1;
            write(&format!("content/shkola-9/plan-{plans}/project.yaml"), &format!("title: {plans}\n"));
            write(&format!("content/shkola-9/plan-{plans}/plans/2026-2027.yaml"), &text);
        }
    }
    assert!(plans >= 4, "only {plans} plans found in the guide");
    for file in ["programma.pdf", "prikaz-112.pdf", "protokol-1.pdf"] {
        write(&format!("content/shkola-9/chtenie/files/{file}"), "%PDF-1.4\n");
    }
    let photo = root.join("content/shkola-9/chtenie/news/2026-11-14-festival/zal.jpg");
    image::RgbImage::new(64, 48).save(photo).expect("a photo can be written");
}

#[test]
fn the_examples_of_the_guide_are_a_sound_site() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write_examples(&text_of(&root().join("docs/guide.ru.md")), folder.path());
    let request = Request {
        root: folder.path().to_owned(),
        out: folder.path().join("public"),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 22),
        drafts: false,
        strict: false,
        force: false,
        progress: None,
    };
    let report = driver::check(&request, None).expect("the site can be read");
    let findings: Vec<String> = report
        .findings
        .iter()
        .map(|finding| {
            format!(
                "{} {:?}: {}",
                finding.file().unwrap_or_default(),
                finding.line_and_column(),
                finding.problem.code()
            )
        })
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    assert!(report.pages > 20, "only {} pages", report.pages);
}
