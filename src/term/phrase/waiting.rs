//! What waits for what is yet to come: in «3, 10 и 17 октября» three numbers wait for the month, in «первая неделя
//! октября» a week does. Dates in figures («03.10») wait for nothing and are read in [`dates`](super::dates).

use super::parser::Parser;
use super::{Base, Joint, Part, Year};
use crate::term::lexer::{Numeral, Sign, Token, What};

impl Parser<'_> {
    pub(super) fn read_number(&mut self, numeral: Numeral) {
        if self.short_months() || self.time() || self.iso_date() || self.date() || self.month_and_year() || self.years()
        {
            return;
        }
        self.at += 1;
        // «2024-09..2024-10» and numbers too long for a day wait for nothing.
        if numeral.digits > 3 || numeral.value > 366 {
            self.joint = Joint::Words;
            return;
        }
        let compound = match self.pieces.last() {
            // «двадцать пятое»
            Some(piece) if self.joint == Joint::Space && numeral.digits == 0 => {
                matches!(piece.point.base, Base::Number(20 | 30, false)) && numeral.value < 10
            }
            _ => false,
        };
        if compound
            && let Some(piece) = self.pieces.last_mut()
            && let Base::Number(tens, _) = piece.point.base
        {
            piece.point.base = Base::Number(tens + numeral.value, numeral.ordinal);
            return;
        }
        if self.swallow {
            return;
        }
        self.push(Part::Whole, Base::Number(numeral.value, numeral.ordinal), Year::Unwritten);
        if let Some(Token { what: What::Sign(Sign::Dot), .. }) = self.peek(0)
            && !(self.sign(1) == Some(Sign::Dot))
        {
            // «1. 5. 10 октября»: a dot after a number parts nothing.
            self.at += 1;
        }
    }

    pub(super) fn spelled_number(&mut self, value: u32, ordinal: bool) {
        self.at += 1;
        if self.swallow {
            return;
        }
        if self.joint == Joint::Space
            && value < 10
            && let Some(piece) = self.pieces.last_mut()
            && let Base::Number(tens @ (20 | 30), false) = piece.point.base
        {
            piece.point.base = Base::Number(tens + value, ordinal);
            return;
        }
        self.push(Part::Whole, Base::Number(value, ordinal), Year::Unwritten);
    }

    /// How many of the last pieces are numbers that wait for the noun just read.
    pub(super) fn waiting_numbers(&self) -> usize {
        // «12 (вторник) марта»
        let over_weekday = self.last_weekday.is_some() && matches!(self.joint, Joint::Bracket | Joint::Words);
        if !matches!(self.joint, Joint::Space | Joint::Newline | Joint::Dash) && !over_weekday {
            return 0;
        }
        let mut count = 0;
        for piece in self.pieces.iter().rev() {
            if piece.dropped || !matches!(piece.point.base, Base::Number(..)) {
                break;
            }
            count += 1;
            if matches!(piece.joint, Joint::Words | Joint::Bracket) {
                break;
            }
        }
        count
    }

    /// Takes the waiting numbers away and says the first of them: «1-2 раза» is 1.
    pub(super) fn take_count(&mut self) -> Option<u32> {
        let count = self.waiting_numbers();
        let first = self.pieces.len() - count;
        let value = match self.pieces.get(first)?.point.base {
            Base::Number(value, _) => value,
            _ => return None,
        };
        self.joint = self.pieces[first].joint;
        self.role = self.role.or(self.pieces[first].role);
        self.pieces.truncate(first);
        Some(value)
    }

    /// Gives the waiting numbers their noun. Says how many there were.
    pub(super) fn settle_numbers(&mut self, settle: impl Fn(u32) -> Option<(Part, Base)>) -> usize {
        let count = self.waiting_numbers();
        let first = self.pieces.len() - count;
        for piece in &mut self.pieces[first..] {
            if let Base::Number(value, _) = piece.point.base {
                match settle(value) {
                    Some((part, base)) => (piece.point.part, piece.point.base) = (part, base),
                    None => piece.dropped = true,
                }
                if let Some(_each) = self.each {
                    piece.each = true;
                }
            }
        }
        if count > 0 {
            self.joint = Joint::Space;
            self.each = None;
        }
        count
    }

    /// Gives the parts that wait («первая неделя», «начало») their base. Says whether there were any.
    pub(super) fn settle_parts(&mut self, base: Base) -> bool {
        let mut any = false;
        for piece in self.pieces.iter_mut().rev() {
            if piece.dropped || piece.point.base != Base::Missing {
                break;
            }
            piece.point.base = base;
            if self.during {
                piece.during = true;
            }
            any = true;
            if matches!(piece.joint, Joint::Words) {
                break;
            }
        }
        if any {
            self.joint = Joint::Space;
            self.during = false;
        }
        any
    }

    /// A base with the numbers or parts that wait for it, and the year behind it.
    pub(super) fn base(&mut self, base: Base) {
        if self.swallow {
            let _ = self.year_behind();
            return;
        }
        if !self.settle_parts(base) {
            self.push(Part::Whole, base, Year::Unwritten);
        }
        self.give_year();
    }
}
