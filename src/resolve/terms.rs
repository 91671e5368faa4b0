//! The terms of a plan, read in its year; what the reader doubts becomes a remark to the author.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::content::plan::{PlanDocument, RowDocument, TermDocument};
use crate::diagnostic::{Findings, Problem};
use crate::locale::numeric_date;
use crate::model::Term;
use crate::source::{Place, Source, Spanned};
use crate::term::{self, Calendar, Context, Kind, Note, NoteCode, Period, Position, Reading, Stretch};

/// The readings of a plan, in the order of its rows.
pub(super) struct TermReader {
    terms: VecDeque<Term>,
    postponed: VecDeque<Term>,
}

impl TermReader {
    /// Reads every term of a plan, each with its neighbours' help.
    pub fn read(document: &PlanDocument, period: &Period, calendar: &Calendar, findings: &mut Findings) -> TermReader {
        let rows: Vec<&RowDocument> = document
            .sections
            .iter()
            .flat_map(|section| &section.activities)
            .flat_map(|activity| std::iter::once(&activity.row).chain(&activity.stages))
            .collect();
        let written: Vec<&TermDocument> = rows.iter().filter_map(|row| row.term.as_ref()).collect();
        let phrases = written.iter().map(|term| term.text.value.as_str());
        let readings = term::read_rows(phrases, period, calendar);
        let mut terms = VecDeque::new();
        for (term, reading) in written.iter().zip(readings) {
            terms.push_back(match term.stated {
                Some((from, to)) => Term::stated(term.text.value.clone(), from, to, period),
                None => {
                    remark(&term.text, &reading, &document.source, findings);
                    Term { text: term.text.value.clone(), reading }
                }
            });
        }
        let mut postponed = VecDeque::new();
        for to in rows.iter().filter_map(|row| row.to.as_ref()) {
            let context = Context { period, calendar, position: Position::default() };
            let mut reading = term::read(&to.value, &context);
            // What is put off may well be put off beyond the plan.
            reading.notes.retain(|note| !matches!(note.code, NoteCode::OutsidePlan | NoteCode::YearLeftOver));
            remark(to, &reading, &document.source, findings);
            postponed.push_back(Term { text: to.value.clone(), reading });
        }
        TermReader { terms, postponed }
    }

    /// The next row's term.
    pub fn next_term(&mut self) -> Option<Term> {
        self.terms.pop_front()
    }

    /// The next postponed row's new term.
    pub fn next_postponed(&mut self) -> Option<Term> {
        self.postponed.pop_front()
    }
}

/// Says what is doubted of a reading, at the phrase's own place.
fn remark(phrase: &Spanned<String>, reading: &Reading, source: &Arc<Source>, findings: &mut Findings) {
    let place = Place::new(source, phrase.span);
    for note in &reading.notes {
        findings.report(problem_of(&phrase.value, note), place.clone());
    }
    // A note says why already.
    if reading.kind == Kind::Unclear && reading.notes.is_empty() {
        findings.report(Problem::UnclearTerm { phrase: on_one_line(&phrase.value) }, place);
    }
}

fn on_one_line(phrase: &str) -> String {
    phrase.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn problem_of(phrase: &str, note: &Note) -> Problem {
    let (phrase, suggestion) = (on_one_line(phrase), note.suggestion.map(written));
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
