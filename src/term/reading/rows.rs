//! The terms of a plan's rows, each with its neighbours' help. Only «август» needs it: it may be the month before the school
//! year or the one at its end.

use super::reader::read_phrase;
use super::{Context, Kind, Position, Reading, Stretch};
use crate::term::calendar::Calendar;
use crate::term::period::Period;
use crate::term::phrase::{Base, Phrase, Point, Year, parse};

/// Reads the terms of a plan's rows in order, each with its neighbours' help.
pub fn read_rows<'a>(phrases: impl IntoIterator<Item = &'a str>, period: &Period, calendar: &Calendar) -> Vec<Reading> {
    let phrases: Vec<Phrase> = phrases.into_iter().map(parse).collect();
    let alone = Context { period, calendar, position: Position::default() };
    let mut readings: Vec<Reading> = phrases.iter().map(|phrase| read_phrase(phrase, &alone)).collect();
    // Only rows that say nothing doubtful themselves help their neighbours.
    let helps: Vec<Option<Stretch>> = phrases
        .iter()
        .zip(&readings)
        .map(|(phrase, reading)| {
            let dated = matches!(reading.kind, Kind::Day | Kind::Range | Kind::By | Kind::Several);
            (dated && !names_bare_august(phrase)).then_some(Stretch { start: reading.start, end: reading.end })
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
        if names_bare_august(phrase) {
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
