//! Hours of the day, which are no part of a term: «14.00», «10:30», «в 15.10», «14 часов». They are read so that they be
//! not taken for dates, and dropped.

use super::Joint;
use super::parser::Parser;
use super::piece::{Draft, Role};
use crate::term::lexer::Sign;
use crate::term::vocabulary::Meaning;

impl Parser<'_> {
    /// An hour: «14.00», «10:30», «14-00», «в 15.10», «14 часов».
    pub(super) fn time(&mut self) -> bool {
        let Some(hour) = self.tokens.digits(0).filter(|hour| hour.digits <= 2 && hour.value <= 24) else {
            return false;
        };
        if matches!(self.tokens.word(1), Some(Meaning::Hour)) {
            // «в течение 24 часов»
            self.phrase.cues.relative |= self.awaiting.during;
            self.took_time(2);
            return true;
        }
        // «1,5 часа»
        if self.tokens.sign(1) == Some(Sign::Comma)
            && !self.tokens.spaced(2)
            && self.tokens.digits(2).is_some()
            && matches!(self.tokens.word(3), Some(Meaning::Hour))
        {
            self.took_time(4);
            return true;
        }
        let mut mark = 1;
        if self.tokens.sign(1) == Some(Sign::Dot) && self.tokens.sign(2) == Some(Sign::Dot) {
            return false;
        }
        let sign = self.tokens.sign(mark);
        mark += 1;
        let Some(minutes) = self.tokens.digits(mark).filter(|minutes| minutes.digits == 2 && minutes.value < 60) else {
            return false;
        };
        let glued = !self.tokens.spaced(mark) && !self.tokens.spaced(1);
        // Another figure behind it: a date.
        let followed = matches!(self.tokens.sign(mark + 1), Some(Sign::Dot | Sign::Dash | Sign::Slash))
            && !self.tokens.spaced(mark + 1)
            && self.tokens.digits(mark + 2).is_some()
            && !self.tokens.spaced(mark + 2);
        let before = self.tokens.back(1);
        let after_in = before == Some(Meaning::In);
        let hour_word = matches!(self.tokens.word(mark + 1), Some(Meaning::Hour));
        let dated = self.pieces.iter().rev().take(4).any(|piece| !piece.is_number() && piece.base != Draft::Missing);
        let range_of_hours = self.just.hour && matches!(self.lead.joint, Joint::Dash | Joint::Space);
        let is_time = match sign {
            Some(Sign::Colon) => true,
            Some(Sign::Dot) => {
                let no_month = minutes.value == 0 || minutes.value > 12;
                let year_like = followed
                    && self.tokens.digits(mark + 2).is_some_and(|numeral| numeral.digits == 4 || numeral.digits == 2);
                let full_date = year_like && self.tokens.sign(mark + 1) == Some(Sign::Dot);
                !full_date && glued && (no_month && hour.value < 24 || hour_word || range_of_hours || after_in && dated)
            }
            Some(Sign::Dash) => {
                let month_next = matches!(
                    self.tokens.word(mark + 1),
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

    /// Passes over an hour.
    fn took_time(&mut self, tokens: usize) {
        self.tokens.advance(tokens);
        if matches!(self.tokens.word(0), Some(Meaning::Hour)) {
            self.tokens.advance(1);
        }
        // «с 14.00 до 16.00», «14.00 – 16.00»: the words between belong to the hours.
        if self.lead.joint == Joint::Dash && self.just.hour {
            self.lead.joint = Joint::Words;
        }
        if matches!(self.lead.role, Some(Role::From | Role::Through)) || self.just.hour {
            self.lead.role = None;
        }
        // «до 12.00 20.05.2024» keeps its «до» for the date; behind a date it has none to keep.
        if !self.pieces.is_empty() {
            self.lead.role = None;
        }
        self.lead.interrupt();
        self.just.hour = true;
    }
}
