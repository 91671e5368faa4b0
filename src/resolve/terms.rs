//! The terms of a plan, read in its year; what the reader doubts becomes a remark to the author.

use std::sync::Arc;

use crate::content::plan::{PlanDocument, RowDocument};
use crate::diagnostic::{Findings, Problem};
use crate::locale::numeric_date;
use crate::model::Term;
use crate::source::{Place, Source, Spanned};
use crate::term::{self, Calendar, Context, Kind, Note, NoteCode, Period, Position, Reading, RowTerm, Stretch};
use crate::text::one_line;

/// The terms of one row, read.
#[derive(Debug, Clone, Default)]
pub(super) struct RowTerms {
    /// The row's own.
    pub term: Option<Term>,
    /// The new one of what was put off.
    pub to: Option<Term>,
}

/// The terms of an activity's rows, read.
#[derive(Debug, Clone, Default)]
pub(super) struct ActivityTerms {
    /// The activity's own.
    pub row: RowTerms,
    /// Those of its stages.
    pub stages: Vec<RowTerms>,
}

/// Reads every term of a plan, each with its neighbours' help: one [`ActivityTerms`] an activity.
pub(super) fn read_terms(
    document: &PlanDocument,
    period: &Period,
    calendar: &Calendar,
    findings: &mut Findings,
) -> Vec<ActivityTerms> {
    let activities = document.sections.iter().flat_map(|section| &section.activities);
    let rows: Vec<&RowDocument> =
        activities.clone().flat_map(|activity| std::iter::once(&activity.row).chain(&activity.stages)).collect();
    let written = rows.iter().filter_map(|row| row.term.as_ref());
    let phrases = written.clone().map(|term| match term.stated {
        Some(stretch) => RowTerm::Stated(until_the_end(stretch, period)),
        None => RowTerm::Phrase(&term.text.value),
    });
    let mut readings = written.zip(term::read_rows(phrases, period, calendar));
    let mut read_row = |row: &RowDocument| {
        let term = row.term.as_ref().and_then(|_| readings.next()).map(|(term, reading)| {
            if term.stated.is_none() {
                remark(&term.text, &reading, &document.source, findings);
            }
            Term { text: term.text.value.clone(), reading }
        });
        let to = row.to.as_ref().map(|to| {
            let context = Context { period, calendar, position: Position::default() };
            let mut reading = term::read(&to.value, &context);
            // What is put off may well be put off beyond the plan.
            reading.notes.retain(|note| !matches!(note.code, NoteCode::OutsidePlan | NoteCode::YearLeftOver));
            remark(to, &reading, &document.source, findings);
            Term { text: to.value.clone(), reading }
        });
        RowTerms { term, to }
    };
    let terms = activities.map(|activity| ActivityTerms {
        row: read_row(&activity.row),
        stages: activity.stages.iter().map(&mut read_row).collect(),
    });
    terms.collect()
}

/// Says what is doubted of a reading, at the phrase's own place.
fn remark(phrase: &Spanned<String>, reading: &Reading, source: &Arc<Source>, findings: &mut Findings) {
    let place = Place::new(source, phrase.span);
    for note in &reading.notes {
        findings.report(problem_of(&phrase.value, note), place.clone());
    }
    // A note says why already.
    if reading.kind == Kind::Unclear && reading.notes.is_empty() {
        findings.report(Problem::UnclearTerm { phrase: one_line(&phrase.value) }, place);
    }
}

fn problem_of(phrase: &str, note: &Note) -> Problem {
    let (phrase, suggestion) = (one_line(phrase), note.suggestion.map(written));
    match note.code {
        NoteCode::YearLeftOver => Problem::YearLeftOver { phrase, suggestion },
        NoteCode::CrossesNewYear => Problem::CrossesNewYear { phrase, suggestion },
        NoteCode::SeparatorLost => Problem::SeparatorLost { phrase, suggestion },
        NoteCode::OutsidePlan => Problem::OutsidePlan { phrase, suggestion },
        NoteCode::EndBeforeStart => Problem::EndBeforeStart { phrase, suggestion },
        NoteCode::NoSuchDay => Problem::NoSuchDay { phrase, suggestion },
        NoteCode::Weekend => Problem::Weekend { phrase, suggestion },
        NoteCode::Holiday => Problem::Holiday { phrase, suggestion },
        NoteCode::DurationDisagrees => Problem::DurationDisagrees { phrase, suggestion },
        NoteCode::LookAlikeLetters => Problem::LookAlikeLetters { phrase, suggestion },
        NoteCode::LowPrecision => Problem::LowPrecision { phrase, suggestion },
        NoteCode::Ambiguous => Problem::Ambiguous { phrase, suggestion },
    }
}

/// Dates as any of our readers types them.
fn written(stretch: Stretch) -> String {
    match (stretch.start, stretch.end) {
        (Some(start), Some(end)) if start == end => numeric_date(start),
        (Some(start), Some(end)) => format!("{}–{}", numeric_date(start), numeric_date(end)),
        (Some(start), None) => format!("{} –", numeric_date(start)),
        (None, Some(end)) => format!("– {}", numeric_date(end)),
        (None, None) => String::new(),
    }
}

/// Dates that the author states by hand; without an end they run to the plan's.
fn until_the_end(stated: Stretch, period: &Period) -> Stretch {
    let end = stated.end.or_else(|| stated.start.map(|start| period.end.max(start)));
    Stretch { end, ..stated }
}
