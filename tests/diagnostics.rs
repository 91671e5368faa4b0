//! The manual pages of `letopis explain`, run: each page's example is laid over a small good site, and a check must find
//! what the page says, at the place it says, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use letopis::diagnostic::{Problem, manual_page};
use letopis::locale::Lang;

/// The site under every example.
const GROUND: [(&str, &str); 3] = [
    ("content/site.yaml", "title: Сайт\n"),
    ("content/institution.yaml", "name: Школа\n"),
    ("content/demo/project.yaml", "title: Проект\n"),
];

struct Example {
    files: BTreeMap<String, String>,
    expected: Vec<String>,
}

/// The part `## example`: blocks of files, then the expected findings.
fn example(page: &str) -> Example {
    let (_, part) = page.split_once("\n## example\n").expect("a page has an example");
    let mut files = BTreeMap::new();
    let mut expected = Vec::new();
    for block in part.split("\n### ").map(|block| block.trim_start_matches("### ")) {
        let Some((head, rest)) = block.trim_start().split_once('\n') else { continue };
        let head = head.trim_start_matches("### ");
        let (fence, body) = rest.split_once('\n').expect("a block begins with a fence");
        let marks: String = fence.chars().take_while(|letter| *letter == '`').collect();
        let text = match body.split_once(&format!("\n{marks}\n")) {
            Some((text, _)) => format!("{text}\n"),
            None => body.trim_end().strip_suffix(&marks).unwrap_or(body).to_owned(),
        };
        match head.strip_prefix("file: ") {
            Some(path) => drop(files.insert(path.to_owned(), text)),
            None => expected = text.lines().map(str::to_owned).collect(),
        }
    }
    Example { files, expected }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
    std::fs::write(path, text).expect("files can be written");
}

/// What a check says, as `file:line:column code`.
fn check(files: &BTreeMap<String, String>) -> Vec<String> {
    let root = tempfile::tempdir().expect("there is a temporary folder");
    for (path, text) in GROUND {
        write(root.path(), path, text);
    }
    for (path, text) in files {
        write(root.path(), path, text);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_letopis"))
        .args(["check", "--format", "json", "--date", "2026-11-22"])
        .arg(root.path())
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let findings = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    findings
        .filter(|finding| finding.get("code").is_some())
        .map(|finding| {
            let file = finding["file"].as_str().unwrap_or_default();
            let place = match (finding["line"].as_u64(), finding["column"].as_u64()) {
                (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
                _ => file.to_owned(),
            };
            format!("{place} {}", finding["code"].as_str().unwrap_or_default())
        })
        .collect()
}

#[test]
fn every_page_finds_what_it_says() {
    let mut run = 0;
    let mut wrong = Vec::new();
    for code in Problem::CODES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics").join(format!("{code}.md"));
        let page = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{code} has no page: {error}"));
        assert!(page.starts_with(&format!("# {code}\n")), "{code}.md begins with its code");
        let example = example(&page);
        if example.expected.first().is_some_and(|line| line.starts_with("not run: ")) {
            continue;
        }
        run += 1;
        let found = check(&example.files);
        if found != example.expected {
            wrong.push(format!("{code}:\n  page:  {:?}\n  found: {found:?}", example.expected));
        }
        assert!(example.expected.iter().any(|line| line.ends_with(code)), "the example of {code} shows it");
    }
    println!("{run} of {} pages were run", Problem::CODES.len());
    assert!(run > 60, "too few examples are run: {run}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_is_explained_in_every_language() {
    for code in Problem::CODES {
        for lang in Lang::ALL {
            let page = manual_page(code, lang).unwrap_or_else(|| panic!("{code} has no page"));
            assert!(page.lines().filter(|line| !line.trim().is_empty()).count() >= 3, "{code} says nothing in {lang}");
        }
    }
}
