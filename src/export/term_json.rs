//! A term and its reading as JSON: what `letopis term --format json` prints, and what stands in `plan.json`.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::Value;

use crate::locale::{Arguments, Lang};
use crate::term::{Every, Holiday, Kind, Note, NoteCode, Reading, Stretch};

/// A term as `letopis term --format json` prints it, without a line break at its end.
pub fn term_json(phrase: &str, reading: &Reading, lang: Lang) -> String {
    // Text keys and values without floats always serialize.
    serde_json::to_string(&TermObject::of(phrase, reading, lang)).unwrap_or_default()
}

/// A note in words: the catalogs' `note-<code>`, where what is not known is `none`.
pub fn note_text(note: &Note, lang: Lang) -> String {
    let none = || "none".to_owned();
    let in_words = |stretch: Option<Stretch>| stretch.map_or_else(none, |stretch| stretch_in_words(stretch, lang));
    let (written, counted) = note.durations.unwrap_or_default();
    let arguments = Arguments::new()
        .with("subject", in_words(note.subject))
        .with("suggestion", in_words(note.suggestion))
        .with("written", written)
        .with("counted", counted)
        .with("holiday", note.holiday.map_or_else(none, |holiday| holiday_in_words(holiday, lang)));
    let code = serde_json::to_value(note.code).ok();
    let code = code.as_ref().and_then(Value::as_str).unwrap_or_default();
    lang.text(&format!("note-{code}"), &arguments)
}

fn holiday_in_words(holiday: Holiday, lang: Lang) -> String {
    match holiday {
        Holiday::Public(name) => lang.word(&format!("holiday-{name}")).into_owned(),
        Holiday::Own => lang.word("holiday-own").into_owned(),
    }
}

/// «18–23 марта 2024», «1 ноября 2023 – 31 января 2024»; without «г.», which would stand before the sentence's full stop.
fn stretch_in_words(stretch: Stretch, lang: Lang) -> String {
    let day = |date: NaiveDate| format!("{} {} {}", date.day(), lang.month_of(date.month()), date.year());
    match (stretch.start, stretch.end) {
        (Some(start), Some(end)) if start == end => day(end),
        (Some(start), Some(end)) if start.with_day(1) == end.with_day(1) => format!("{}–{}", start.day(), day(end)),
        (Some(start), Some(end)) => format!("{} – {}", day(start), day(end)),
        (start, end) => start.or(end).map(day).unwrap_or_default(),
    }
}

/// A term with its reading. The order of the fields is the order of the keys.
#[derive(Serialize)]
pub(super) struct TermObject<'a> {
    phrase: &'a str,
    kind: Kind,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    every: Option<Every>,
    occurrences: &'a [Stretch],
    notes: Vec<NoteObject>,
}

impl<'a> TermObject<'a> {
    pub(super) fn of(phrase: &'a str, reading: &'a Reading, lang: Lang) -> TermObject<'a> {
        let note = |note: &Note| NoteObject { code: note.code, text: note_text(note, lang) };
        TermObject {
            phrase,
            kind: reading.kind,
            start: reading.start,
            end: reading.end,
            every: reading.every,
            occurrences: &reading.occurrences,
            notes: reading.notes.iter().map(note).collect(),
        }
    }
}

#[derive(Serialize)]
struct NoteObject {
    code: NoteCode,
    text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_stand_in_words() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        for (start, end, expected) in [
            ("2023-09-30", "2023-09-30", "30 сентября 2023"),
            ("2024-03-18", "2024-03-23", "18–23 марта 2024"),
            ("2023-11-01", "2024-01-31", "1 ноября 2023 – 31 января 2024"),
            ("", "2023-09-30", "30 сентября 2023"),
            ("", "", ""),
        ] {
            let stretch = Stretch { start: day(start), end: day(end) };
            assert_eq!(stretch_in_words(stretch, Lang::Russian), expected);
        }
    }
}
