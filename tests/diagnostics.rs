//! The manual pages of `letopis explain`, run: each page's example is laid over a small good site, and a check must find
//! what the page says, at the place it says, and nothing else.
//!
//! An example is made of blocks: `### file: PATH` holds a file's text, `### bytes: PATH` its bytes as hexadecimal
//! numbers, `### link: PATH` the target of a symbolic link, `### without: PATH` takes a file of the good site away. Last
//! comes `### expect`. What no page can hold is proven elsewhere: `not run: FILE FUNCTION` names the test.

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

/// What is done to the good site at a path.
enum Laid {
    Bytes(Vec<u8>),
    Link(String),
    Nothing,
}

struct Example {
    laid: BTreeMap<String, Laid>,
    expected: Vec<String>,
}

/// The part `## example`: blocks of files, then the expected findings.
fn example(page: &str) -> Example {
    let (_, part) = page.split_once("\n## example\n").expect("a page has an example");
    let mut laid = BTreeMap::new();
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
        let (sort, path) = head.split_once(": ").unwrap_or((head, ""));
        let lay = match sort {
            "file" => Laid::Bytes(text.into_bytes()),
            "bytes" => {
                let byte = |digits: &str| u8::from_str_radix(digits, 16).expect("a byte is two digits");
                Laid::Bytes(text.split_whitespace().map(byte).collect())
            }
            "link" => Laid::Link(text.trim().to_owned()),
            "without" => Laid::Nothing,
            "expect" => {
                expected = text.lines().map(str::to_owned).collect();
                continue;
            }
            other => panic!("no such block: {other}"),
        };
        laid.insert(path.to_owned(), lay);
    }
    Example { laid, expected }
}

fn lay(root: &Path, path: &str, laid: &Laid) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
    match laid {
        Laid::Bytes(bytes) => std::fs::write(path, bytes).expect("files can be written"),
        Laid::Link(target) => link(target, &path),
        Laid::Nothing => std::fs::remove_file(path).expect("only a file of the good site is taken away"),
    }
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("links can be made");
}

/// Not everybody may make links there; the example is passed over.
#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}

/// What a check says, as `file:line:column code`; what concerns no file is its code alone.
fn check(laid: &BTreeMap<String, Laid>) -> Vec<String> {
    let root = tempfile::tempdir().expect("there is a temporary folder");
    for (path, text) in GROUND {
        lay(root.path(), path, &Laid::Bytes(text.as_bytes().to_vec()));
    }
    for (path, laid) in laid {
        lay(root.path(), path, laid);
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
            format!("{place} {}", finding["code"].as_str().unwrap_or_default()).trim_start().to_owned()
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
        if let Some(proof) = example.expected.first().and_then(|line| line.strip_prefix("not run: ")) {
            let (file, function) = proof.split_once(' ').expect("the test that proves it is named");
            let test = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default();
            assert!(test.contains(&format!("fn {function}()")), "{code}: there is no {function} in {file}");
            continue;
        }
        if cfg!(not(unix)) && example.laid.values().any(|laid| matches!(laid, Laid::Link(_))) {
            continue;
        }
        run += 1;
        let found = check(&example.laid);
        if found != example.expected {
            wrong.push(format!("{code}:\n  page:  {:?}\n  found: {found:?}", example.expected));
        }
        assert!(example.expected.iter().any(|line| line.ends_with(code)), "the example of {code} shows it");
    }
    println!("{run} of {} pages were run", Problem::CODES.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_is_explained_in_every_language() {
    for code in Problem::CODES {
        let said = Lang::ALL.map(|lang| {
            let page = manual_page(code, lang).unwrap_or_else(|| panic!("{code} has no page"));
            let (text, _) = page.split_once("### ").expect("the example stands last");
            let words = text.split_once('\n').map(|(_, text)| text.trim().to_owned()).unwrap_or_default();
            let cyrillic = words.chars().filter(|letter| matches!(letter, 'а'..='я' | 'ё' | 'і' | 'ў')).count();
            let latin = words.chars().filter(char::is_ascii_lowercase).count();
            assert!(words.chars().count() > 80, "{code} says too little in {lang}: {words}");
            assert_eq!(latin > cyrillic, lang == Lang::English, "{code} speaks another language in {lang}: {words}");
            words
        });
        assert_ne!(said[0], said[1], "{code} says the same in Russian and in Belarusian");
    }
}
