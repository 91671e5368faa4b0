//! Hours of the day, which are no part of a term: «14.00», «10:30», «в 15.10», «14 часов». They are read so that they be
//! not taken for dates, and dropped.

use super::parser::Parser;
use super::piece::Role;
use super::{Base, Joint};
use crate::term::lexer::{Sign, What};
use crate::term::vocabulary::Meaning;

impl Parser<'_> {
    /// An hour: «14.00», «10:30», «14-00», «в 15.10», «14 часов».
    pub(super) fn time(&mut self) -> bool {
        let Some(hour) = self.digits(0).filter(|hour| hour.digits <= 2 && hour.value <= 24) else { return false };
        if matches!(self.word(1), Some(Meaning::Hour)) {
            // «в течение 24 часов»
            self.phrase.cues.relative |= self.during;
            self.took_time(2);
            return true;
        }
        let mut mark = 1;
        if self.sign(1) == Some(Sign::Dot) && self.sign(2) == Some(Sign::Dot) {
            return false;
        }
        let sign = self.sign(mark);
        mark += 1;
        let Some(minutes) = self.digits(mark).filter(|minutes| minutes.digits == 2 && minutes.value < 60) else {
            return false;
        };
        let glued =
            !self.peek(mark).is_some_and(|token| token.spaced) && !self.peek(1).is_some_and(|token| token.spaced);
        // Another figure behind it: a date.
        let followed = matches!(self.sign(mark + 1), Some(Sign::Dot | Sign::Dash | Sign::Slash))
            && !self.peek(mark + 1).is_some_and(|token| token.spaced)
            && self.digits(mark + 2).is_some()
            && !self.peek(mark + 2).is_some_and(|token| token.spaced);
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|token| token.what);
        let after_in = before == Some(What::Word(Meaning::In));
        let hour_word = matches!(self.word(mark + 1), Some(Meaning::Hour));
        let dated =
            self.pieces.iter().rev().take(4).any(|piece| !matches!(piece.point.base, Base::Number(..) | Base::Missing));
        let range_of_hours = self.after_time && matches!(self.joint, Joint::Dash | Joint::Space);
        let is_time = match sign {
            Some(Sign::Colon) => true,
            Some(Sign::Dot) => {
                let no_month = minutes.value == 0 || minutes.value > 12;
                let year_like =
                    followed && self.digits(mark + 2).is_some_and(|numeral| numeral.digits == 4 || numeral.digits == 2);
                let full_date = year_like && self.sign(mark + 1) == Some(Sign::Dot);
                !full_date && glued && (no_month && hour.value < 24 || hour_word || range_of_hours || after_in && dated)
            }
            Some(Sign::Dash) => {
                let month_next = matches!(
                    self.word(mark + 1),
                    Some(Meaning::Month(_) | Meaning::DayMark | Meaning::Plural(_) | Meaning::Times | Meaning::Noun(_))
                );
                glued
                    && !followed
                    && !month_next
                    && (minutes.value == 0 || hour_word || (after_in || range_of_hours) && minutes.value > 12)
            }
            _ => false,
        };
        if is_time {
            self.took_time(mark + 1 + usize::from(hour_word));
        }
        is_time
    }

    fn took_time(&mut self, tokens: usize) {
        self.at += tokens;
        if matches!(self.word(0), Some(Meaning::Hour)) {
            self.at += 1;
        }
        // «с 14.00 до 16.00», «14.00 – 16.00»: the words between belong to the hours.
        if self.joint == Joint::Dash && self.after_time {
            self.joint = Joint::Words;
        }
        if matches!(self.role, Some(Role::From | Role::Through)) || self.after_time {
            self.role = None;
        }
        // «до 12.00 20.05.2024» keeps its «до» for the date; behind a date it has none to keep.
        if !self.pieces.is_empty() {
            self.role = None;
        }
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
        self.after_time = true;
    }
}
