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
use crate::model::{Activity, ColumnField, Plan, Row, Section, Stage, StandardField, Text};
use crate::progress::{Assessed, PlanProgress, Repetitions};

/// A plan on a date, as CSV text. `overdue_plain` is the site's `overdue: plain`.
pub fn plan_csv(plan: &Plan, progress: &PlanProgress, lang: Lang, overdue_plain: bool) -> String {
    let mut table = Table { text: String::from('\u{feff}') };
    let words = ["csv-section", "csv-status", "csv-done", "csv-progress", "csv-as-of"].map(|id| lang.word(id));
    let [section, status, done, share, as_of] = &words;
    let headings = plan.columns.iter().map(|column| column.title.as_str());
    let own = [status, done, share, as_of].map(AsRef::as_ref);
    table.row(std::iter::once(section.as_ref()).chain(headings).chain(own));
    for (section, assessed) in plan.sections.iter().zip(&progress.sections) {
        for (activity, assessed) in section.activities.iter().zip(&assessed.activities) {
            let mut line = |stage: Option<&Stage>, assessed: &Assessed| {
                let cells = cells(plan, section, activity, stage, lang);
                let standing = [
                    assessed.standing.word(lang, overdue_plain),
                    days(assessed),
                    format!("{}%", assessed.progress.percent()),
                    numeric_date(progress.today),
                ];
                table.row(cells.iter().chain(&standing).map(String::as_str));
            };
            if activity.stages.is_empty() {
                line(None, assessed);
            }
            activity.stages.iter().zip(&assessed.stages).for_each(|(stage, assessed)| line(Some(stage), assessed));
        }
    }
    table.text
}

/// The section and the author's columns.
fn cells(plan: &Plan, section: &Section, activity: &Activity, stage: Option<&Stage>, lang: Lang) -> Vec<String> {
    let above = &activity.row;
    let row = stage.map_or(above, |stage| &stage.row);
    let fields = plan.columns.iter().map(|column| match &column.field {
        ColumnField::Own(field) => either(row, above, |row| row.own(field)),
        ColumnField::Standard(field) => match field {
            StandardField::Number => row.number.clone().or_else(|| above.number.clone()).unwrap_or_default(),
            StandardField::Activity => either(row, above, |row| row.activity.as_ref()),
            StandardField::Term => term(row, above, lang),
            StandardField::Responsible if row.responsible.is_empty() => people(above),
            StandardField::Responsible => people(row),
            StandardField::Result => either(row, above, |row| row.result.as_ref()),
            StandardField::Mark => either(row, above, |row| row.mark.text.as_ref()),
        },
    });
    std::iter::once(section.title.clone().unwrap_or_default()).chain(fields).collect()
}

fn people(row: &Row) -> String {
    row.responsible.iter().map(|name| name.plain.as_str()).collect::<Vec<_>>().join("\n")
}

/// The stage's own text, or what the activity spans it with.
fn either<'a>(row: &'a Row, above: &'a Row, text: impl Fn(&'a Row) -> Option<&'a Text>) -> String {
    text(row).or_else(|| text(above)).map(|text| text.plain.clone()).unwrap_or_default()
}

/// The term as written; what was put off shows both.
fn term(row: &Row, above: &Row, lang: Lang) -> String {
    let first = row.term.as_ref().or(above.term.as_ref()).map(|term| term.text.clone()).unwrap_or_default();
    let marked = if row.mark.is_postponed() { row } else { above };
    match marked.mark.new_term() {
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
