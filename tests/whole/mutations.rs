//! Spoiled input: the demo's files with bytes turned, lines doubled, indentation changed. Whatever comes of it, no panic.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::common::{Site, repository};

/// One spoiling of a text; the numbers choose the place.
fn spoiled(text: &str, sort: u8, at: usize, other: usize) -> Vec<u8> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = at % lines.len().max(1);
    let to = other % lines.len().max(1);
    let mut bytes = text.as_bytes().to_vec();
    let place = at % bytes.len().max(1);
    let with = |line: usize, new: String| {
        let mut lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        lines[line] = new;
        lines.concat().into_bytes()
    };
    match sort % 10 {
        0 => {
            bytes[place] ^= 1 << (other % 8);
            bytes
        }
        1 => bytes[..place].to_vec(),
        2 => with(line, lines[line].repeat(2 + other % 3)),
        3 => with(line, format!("{}{}", " ".repeat(other % 7), lines[line])),
        4 => with(line, lines[line].trim_start().to_owned()),
        5 => with(line, lines[to].to_owned()),
        6 => {
            let signs = [
                "[", "]", "{", "}", "&a ", "*a ", "!!map ", "|\n", ": ", "- ", "\"", "'", "#", "\t", "\u{0}", "---\n",
                "%", "`", "<a>", "![](", "\u{feff}", "? ",
            ];
            let mut letters: Vec<char> = text.chars().collect();
            let at = at % letters.len().max(1);
            for (index, sign) in signs[other % signs.len()].chars().enumerate() {
                letters.insert(at + index, sign);
            }
            letters.into_iter().collect::<String>().into_bytes()
        }
        7 => text.replacen(": ", ":", 1 + other % 5).into_bytes(),
        8 => with(line, lines[line].replacen(char::is_alphanumeric, "9999999999999999999", 1 + other % 4)),
        _ => text.replace('\n', if other.is_multiple_of(2) { "\r\n" } else { "\r" }).into_bytes(),
    }
}

/// One institution of the demo, one of its files spoiled three times over at most.
#[test]
fn no_spoiled_file_makes_check_panic() {
    let site = Site::copy_of("tests/sites/edinstvennaya");
    let demo = repository("content");
    let mut texts: Vec<(String, String)> = Vec::new();
    for entry in walkdir::WalkDir::new(&demo).sort_by_file_name().into_iter().flatten() {
        let path = entry.path().strip_prefix(&demo).unwrap().to_string_lossy().into_owned();
        // A demo's plan, report or news item takes its like's place in the small site.
        let place = match () {
            () if path.contains("/plans/") => "праект/plans/2023-2024.yaml",
            () if path.ends_with("project.yaml") => "праект/project.yaml",
            () if path.ends_with("institution.yaml") => "institution.yaml",
            () if path.ends_with("site.yaml") => "site.yaml",
            () if path.ends_with(".md") => "праект/reports/2023-12.md",
            () => continue,
        };
        if let Ok(text) = fs::read_to_string(entry.path()) {
            texts.push((place.to_owned(), text));
        }
    }
    for path in ["праект/plans/2023-2024.yaml", "праект/reports/2023-12.md", "site.yaml", "праект/project.yaml"]
    {
        // The small site's own files, more often.
        for _ in 0..12 {
            texts.push((path.to_owned(), site.read(path)));
        }
    }
    let originals: Vec<(String, String)> = [
        "праект/plans/2023-2024.yaml",
        "праект/reports/2023-12.md",
        "site.yaml",
        "праект/project.yaml",
        "institution.yaml",
    ]
    .map(|path| (path.to_owned(), site.read(path)))
    .into();
    let mut runner = TestRunner::new(Config { cases: 500, failure_persistence: None, ..Config::default() });
    let spoiling = prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 1..4);
    let strategy = (0..texts.len(), spoiling);
    let result = runner.run(&strategy, |(chosen, spoilings)| {
        let (path, text) = &texts[chosen];
        let mut bytes = text.clone().into_bytes();
        for (sort, at, other) in spoilings {
            match std::str::from_utf8(&bytes) {
                Ok(text) if !text.is_empty() => bytes = spoiled(text, sort, at, other),
                _ => break,
            }
        }
        site.put(path, &bytes);
        let outcome = catch_unwind(AssertUnwindSafe(|| site.check()));
        for (path, text) in &originals {
            site.put(path, text);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        outcome.map(|_| ()).map_err(|_| TestCaseError::fail(format!("{path} makes check panic:\n{text}")))
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}
