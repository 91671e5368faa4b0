//! Deadline phrases against their tables. `tests/terms/examples.jsonl` holds real phrases with the reading that a careful
//! person gives them, `tests/terms/more.jsonl` further ones of the same kinds, `tests/terms/periods.jsonl` periods of
//! plans. In `expect` a key that is absent is not checked, `kind` may be a list of acceptable ones, and `note` names a
//! code that must be among the notes.

use std::collections::BTreeSet;

use letopis::term::{Calendar, Context, Country, Period, Position, Reading, read};
use serde_json::Value;

/// Phrases of the tables that are not read right, each with the reason.
const NOT_READ_RIGHT: &[(&str, &str)] = &[];

/// The share of a table that must be read right.
const BAR: f64 = 0.98;

struct Row {
    phrase: String,
    period: Period,
    country: Country,
    expect: Value,
    note: Option<String>,
}

fn rows(table: &str) -> Vec<Row> {
    let lines = table.lines().filter(|line| !line.trim().is_empty());
    let rows = lines.map(|line| {
        let row: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        Row {
            phrase: row["phrase"].as_str().unwrap().to_owned(),
            period: Period::read(row["period"].as_str().unwrap()).unwrap_or_else(|error| panic!("{error:?}: {line}")),
            country: if row["country"] == "ru" { Country::Russia } else { Country::Belarus },
            expect: row["expect"].clone(),
            note: row["note"].as_str().map(str::to_owned),
        }
    });
    rows.collect()
}

fn read_in(phrase: &str, period: &Period, country: Country) -> Reading {
    let calendar = Calendar::of(country);
    read(phrase, &Context { period, calendar: &calendar, position: Position::default() })
}

/// Where a reading differs from what the table expects.
fn differences(row: &Row) -> Vec<String> {
    let reading = read_in(&row.phrase, &row.period, row.country);
    let actual = letopis::term::to_json(&row.phrase, &reading, |_| String::new());
    let mut found = Vec::new();
    for (key, expected) in row.expect.as_object().unwrap() {
        let actual = &actual[key];
        let same = match (key.as_str(), expected) {
            ("kind", Value::Array(kinds)) => kinds.contains(actual),
            ("occurrences", Value::Array(expected)) => {
                let actual = actual.as_array().unwrap();
                let end = |stretch: &Value, key: &str| stretch.get(key).cloned().unwrap_or(Value::Null);
                let same_ends =
                    |(a, b): (&Value, &Value)| ["start", "end"].iter().all(|key| end(a, key) == end(b, key));
                actual.len() == expected.len() && actual.iter().zip(expected).all(same_ends)
            }
            _ => actual == expected,
        };
        if !same {
            found.push(format!("{key}: {actual}, expected {expected}"));
        }
    }
    if let Some(note) = &row.note
        && !actual["notes"].as_array().unwrap().iter().any(|found| found["code"] == note.as_str())
    {
        found.push(format!("no note {note}, but {}", actual["notes"]));
    }
    found
}

fn walk(name: &str, table: &str) {
    let rows = rows(table);
    let mut wrong = BTreeSet::new();
    for row in &rows {
        let differences = differences(row);
        if !differences.is_empty() {
            wrong.insert(row.phrase.as_str());
            println!("«{}» in {}..{}", row.phrase.replace('\n', "⏎"), row.period.start, row.period.end);
            differences.iter().for_each(|difference| println!("    {difference}"));
        }
    }
    let right = rows.len() - wrong.len();
    let share = right as f64 / rows.len() as f64;
    println!("{name}: {right} of {} read right, {:.1} %", rows.len(), share * 100.0);
    let new: Vec<_> = wrong.iter().filter(|phrase| !NOT_READ_RIGHT.iter().any(|(known, _)| known == *phrase)).collect();
    assert!(new.is_empty(), "read wrong, and not listed with a reason: {new:#?}");
    assert!(share >= BAR, "{name}: {:.1} % is under the bar", share * 100.0);
}

#[test]
fn the_table_of_real_phrases() {
    walk("examples", include_str!("terms/examples.jsonl"));
}

#[test]
fn the_table_of_further_phrases() {
    walk("more", include_str!("terms/more.jsonl"));
}

#[test]
fn periods_in_words() {
    for line in include_str!("terms/periods.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let period = Period::read(row["phrase"].as_str().unwrap()).unwrap_or_else(|error| panic!("{error:?}: {line}"));
        assert_eq!(period.start.to_string(), row["expect"]["start"], "{line}");
        assert_eq!(period.end.to_string(), row["expect"]["end"], "{line}");
    }
}
