//! `plan.csv`: a plan for Excel, which opens it by a double click: with a byte order mark, semicolons and CRLF.
//!
//! A row an activity, or a row a stage, with what stands on the activity repeated in each: so every row can be filtered
//! and sorted on its own.
//!
//! # Cells that begin like a formula
//!
//! A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula. «- текст», a list item in half of all
//! plans, gets the dash that a typesetter would have put, «– текст»: nothing of it is lost, and nothing is run. A plain
//! number keeps its sign. Anything else of the sort gets an apostrophe before it, which spreadsheets know as the mark
//! of a text.

use crate::locale::{Arguments, Lang, numeric_date};
use crate::model::{ColumnField, Plan, Row, Section, StandardField, Text, Wording};
use crate::progress::{Assessed, Entry, PlanProgress, Repetitions};

/// A plan on a date, as CSV text.
pub fn plan_csv(plan: &Plan, progress: &PlanProgress, wording: Wording) -> String {
    let lang = wording.lang;
    let mut table = Table { text: String::from('\u{feff}') };
    let words = ["csv-section", "csv-status", "csv-done", "csv-progress", "csv-as-of"].map(|id| lang.word(id));
    let [section, status, done, share, as_of] = &words;
    let headings = plan.columns.iter().map(|column| column.title.as_str());
    let own = [status, done, share, as_of].map(AsRef::as_ref);
    table.row(std::iter::once(section.as_ref()).chain(headings).chain(own));
    for (section, assessed) in plan.sections.iter().zip(&progress.sections) {
        for (activity, assessed) in section.activities.iter().zip(&assessed.activities) {
            let mut line = |entry: Entry<'_>, assessed: &Assessed| {
                let cells = cells(plan, section, entry, lang);
                let standing = [
                    assessed.standing.word(wording),
                    days(assessed),
                    format!("{}%", assessed.progress.percent()),
                    numeric_date(progress.today),
                ];
                table.row(cells.iter().chain(&standing).map(String::as_str));
            };
            if activity.stages.is_empty() {
                line(Entry::whole(activity), assessed);
            }
            Entry::stages(activity).zip(&assessed.stages).for_each(|(entry, assessed)| line(entry, assessed));
        }
    }
    table.text
}

/// The section and the author's columns.
fn cells(plan: &Plan, section: &Section, entry: Entry<'_>, lang: Lang) -> Vec<String> {
    let fields = plan.columns.iter().map(|column| match &column.field {
        ColumnField::Own(field) => text(entry, |row| row.own(field)),
        ColumnField::Standard(field) => match field {
            StandardField::Number => entry.rows().find_map(|row| row.number.clone()).unwrap_or_default(),
            StandardField::Activity => text(entry, |row| row.activity.as_ref()),
            StandardField::Term => term(entry, lang),
            StandardField::Responsible => entry.responsible().join("\n"),
            StandardField::Result => text(entry, |row| row.result.as_ref()),
            StandardField::Mark => text(entry, |row| row.mark.text.as_ref()),
        },
    });
    std::iter::once(section.title.clone().unwrap_or_default()).chain(fields).collect()
}

/// The stage's own text, or what the activity spans it with.
fn text<'a>(entry: Entry<'a>, of: impl Fn(&'a Row) -> Option<&'a Text>) -> String {
    entry.rows().find_map(of).map(|text| text.plain.clone()).unwrap_or_default()
}

/// The term as written; what was put off shows both.
fn term(entry: Entry<'_>, lang: Lang) -> String {
    let first = entry.first_term().map(|term| term.text.clone()).unwrap_or_default();
    match entry.new_term() {
        Some(new) => {
            let new = lang.text("csv-new-term", &Arguments::new().with("term", new.text.clone()));
            format!("{first}\n{new}").trim().to_owned()
        }
        None => first,
    }
}

/// «12.10.2023, 09.11.2023 (2/9)»
fn days(assessed: &Assessed) -> String {
    let days: Vec<String> = assessed.done_dates.iter().map(|date| numeric_date(*date)).collect();
    match assessed.repetitions {
        Some(Repetitions { done, of }) if done > 0 => format!("{} ({done}/{of})", days.join(", ")),
        _ => days.join(", "),
    }
}

struct Table {
    text: String,
}

impl Table {
    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.text.push(';');
            }
            self.cell(cell);
        }
        self.text.push_str("\r\n");
    }

    fn cell(&mut self, text: &str) {
        let text = guarded(text.trim_end());
        if text.contains([';', '"', '\n', '\r', '\t', ',']) || text.starts_with(' ') {
            self.text.push('"');
            self.text.push_str(&text.replace("\r\n", "\n").replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(&text);
        }
    }
}

/// A text that no spreadsheet takes for a formula; see the module's page.
fn guarded(text: &str) -> String {
    // Blanks at the start, a tab or a line break among them, would hide a formula from the test, and mean nothing.
    let text = text.trim_start();
    let mut letters = text.chars();
    match letters.next() {
        // A lone hyphen, an empty cell's usual filling, is no formula.
        Some('-') if letters.as_str().is_empty() => text.to_owned(),
        Some('-') if letters.as_str().starts_with(char::is_whitespace) => format!("–{}", letters.as_str()),
        Some('-' | '+') if is_number(letters.as_str()) => text.to_owned(),
        // Full-width forms count too: Excel of the East reads them so.
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_texts_are_not_defaced() {
        for (cell, expected) in [
            ("Педагогический совет", "Педагогический совет"),
            ("- текст", "– текст"),
            ("- =1+1", "– =1+1"),
            ("-\u{a0}текст", "–\u{a0}текст"),
            ("-5", "-5"),
            ("+12,5", "+12,5"),
            ("=1+1", "'=1+1"),
            ("\t=1+1", "'=1+1"),
            ("+375 29 123", "'+375 29 123"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("–", "–"),
            ("-", "-"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut table = Table { text: String::new() };
        table.row(["1.", "а; б", "«в» \"г\"", "д\r\nе", "ж, з"].into_iter());
        assert_eq!(table.text, "1.;\"а; б\";\"«в» \"\"г\"\"\";\"д\nе\";\"ж, з\"\r\n");
    }
}
