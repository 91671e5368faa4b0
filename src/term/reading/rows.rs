//! The terms of a plan's rows, each with its neighbours' help. Only «август» needs it: it may be the month before the school
//! year or the one at its end.

use super::reader::read_phrase;
use super::{Context, Kind, Position, Reading, Stretch};
use crate::term::calendar::Calendar;
use crate::term::period::Period;
use crate::term::phrase::{Base, Phrase, Point, Year, parse};

/// What a row of a plan says of its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowTerm<'a> {
    /// Words, to be read.
    Phrase(&'a str),
    /// Dates that the author states by hand, whatever the words are.
    Stated(Stretch),
}

impl Reading {
    /// The reading of dates that the author states by hand.
    pub fn stated(Stretch { start, end }: Stretch) -> Reading {
        let kind = match (start, end) {
            (Some(start), Some(end)) if start == end => Kind::Day,
            (None, Some(_)) => Kind::By,
            (None, None) => Kind::Unclear,
            _ => Kind::Range,
        };
        Reading::new(kind, start, end)
    }
}

/// Reads the terms of a plan's rows in order, each with its neighbours' help.
pub fn read_rows<'a>(
    terms: impl IntoIterator<Item = RowTerm<'a>>,
    period: &Period,
    calendar: &Calendar,
) -> Vec<Reading> {
    let alone = Context { period, calendar, position: Position::default() };
    // Stated dates have no phrase; a phrase has a reading of its own first.
    let (phrases, mut readings): (Vec<Option<Phrase>>, Vec<Reading>) = terms
        .into_iter()
        .map(|term| match term {
            RowTerm::Stated(stretch) => (None, Reading::stated(stretch)),
            RowTerm::Phrase(words) => {
                let phrase = parse(words);
                let reading = read_phrase(&phrase, &alone);
                (Some(phrase), reading)
            }
        })
        .unzip();
    // Only rows that say nothing doubtful themselves help their neighbours.
    let helps: Vec<Option<Stretch>> = phrases
        .iter()
        .zip(&readings)
        .map(|(phrase, reading)| {
            let dated = matches!(reading.kind, Kind::Day | Kind::Range | Kind::By | Kind::Several);
            let bare = phrase.as_ref().is_some_and(names_bare_august);
            (dated && !bare).then_some(Stretch { start: reading.start, end: reading.end })
        })
        .collect();
    let mut next_help = vec![None; phrases.len()];
    let mut next = None;
    for (slot, help) in next_help.iter_mut().zip(&helps).rev() {
        *slot = next;
        next = help.or(next);
    }
    let rows = phrases.len();
    let mut previous = None;
    for (row, phrase) in phrases.iter().enumerate() {
        if let Some(phrase) = phrase.as_ref().filter(|phrase| names_bare_august(phrase)) {
            let position = Position { row, rows, previous, next: next_help[row] };
            readings[row] = read_phrase(phrase, &Context { period, calendar, position });
        }
        previous = helps[row].or(previous);
    }
    readings
}

fn names_bare_august(phrase: &Phrase) -> bool {
    let bare = |point: Point| point.base == Base::Month(8) && point.year == Year::Unwritten;
    phrase.points().any(bare)
}
