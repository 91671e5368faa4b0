//! Golden sites: `tests/sites/<name>/content` is built, and every file of `expected/` must come of it.
//!
//! `expected/` holds only the files worth fixing; of a plan's page, `index.table.html` is the table alone and
//! `index.main.html` is what stands in `<main>`, so that a change of the look does not touch them. `LETOPIS_BLESS=1
//! cargo test --test whole golden` writes the expectations anew: each must then be read with one's own eyes.

use std::fs;

use crate::common::{Site, files_of, repository};

/// A part of a page that an expectation holds in place of the whole.
const PARTS: [(&str, &str, &str); 2] =
    [(".table.html", "<table class=\"plan\">", "</table>"), (".main.html", "<main", "</main>")];

fn check(name: &str, findings: &[&str]) {
    let site = Site::copy_of(&format!("tests/sites/{name}"));
    let built = site.build();
    assert_eq!(built.findings(), findings, "the findings of {name}");
    let expected = repository(&format!("tests/sites/{name}/expected"));
    let bless = std::env::var_os("LETOPIS_BLESS").is_some();
    let mut differing = Vec::new();
    for (path, wanted) in files_of(&expected) {
        let found = match PARTS.iter().find(|(ending, ..)| path.ends_with(ending)) {
            Some((ending, start, end)) => {
                let page = built.text(&path.replace(ending, ".html"));
                let start = page.find(start).unwrap_or_else(|| panic!("{path}: no {start}"));
                let end = page[start..].find(end).map_or(page.len(), |at| start + at + end.len());
                format!("{}\n", without_icons(&page[start..end]))
            }
            None => built.text(&path),
        };
        if found.as_bytes() == wanted {
            continue;
        }
        if bless {
            fs::write(expected.join(&path), found).unwrap_or_else(|error| panic!("{path}: {error}"));
        } else {
            let wanted = String::from_utf8_lossy(&wanted).into_owned();
            let line = found.lines().zip(wanted.lines()).position(|(found, wanted)| found != wanted);
            let line = line.unwrap_or_else(|| found.lines().count().min(wanted.lines().count()));
            differing.push(format!(
                "{path}:{}\n  expected {:?}\n  found    {:?}",
                line + 1,
                wanted.lines().nth(line),
                found.lines().nth(line)
            ));
        }
    }
    assert!(differing.is_empty(), "{name} differs (LETOPIS_BLESS=1 accepts):\n{}", differing.join("\n"));
}

/// The look's drawings are not the plan's.
fn without_icons(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find("<svg class=\"i\"") {
        text.push_str(&rest[..at]);
        rest = rest[at..].split_once("</svg>").map_or("", |(_, rest)| rest);
    }
    text + rest
}

/// Twelve columns, numbers 1.1 and 1.2, repeated numbers, no numbers at all, stages that differ in one field.
#[test]
fn tables() {
    check("tables", &["no-such-day content/gymnasium/project/plans/dvenadcat-stolbcov.yaml:57:15"]);
}

/// A single institution in `content/` itself, in Belarusian, in folders with Cyrillic names.
#[test]
fn edinstvennaya() {
    check(
        "edinstvennaya",
        &["weekend content/праект/plans/2023-2024.yaml:31:37", "no-such-day content/праект/plans/2023-2024.yaml:49:15"],
    );
}

/// base_url, aliases, bundles, drafts, days to come, lists of two a page, an archived project.
#[test]
fn publishing() {
    check("publishing", &["link-unpublished content/vtoraya/p/news/2024-02-02-joint.md:4:159"]);
}
