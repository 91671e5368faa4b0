//! The documents for people: their links lead somewhere, and the theme's guide names every field of every view.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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
    for entry in fs::read_dir(root().join("src/pages")).expect("src/pages can be listed") {
        let path = entry.expect("an entry").path();
        // What the manifest keeps of an institution is no view.
        if path.ends_with("summary.rs") {
            continue;
        }
        let text = text_of(&path);
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
