//! What waits for what is yet to come: in «3, 10 и 17 октября» three numbers wait for the month, in «первая неделя
//! октября» a week does. Dates in figures («03.10») wait for nothing and are read in [`dates`](super::dates).

use std::mem;

use super::parser::Parser;
use super::piece::Draft;
use super::{Base, Joint, LAST, Part, Year};
use crate::term::lexer::{Numeral, Sign};

impl Parser<'_> {
    /// A number in figures: part of a date or an hour if it can be one, else it waits for its noun.
    pub(super) fn read_number(&mut self, numeral: Numeral) {
        if self.short_months() || self.time() || self.iso_date() || self.date() || self.month_and_year() || self.years()
        {
            return;
        }
        self.tokens.advance(1);
        // «2024-09..2024-10» and numbers too long for a day wait for nothing.
        if numeral.digits > 3 || numeral.value > 366 {
            self.lead.joint = Joint::Words;
            return;
        }
        let Numeral { value, ordinal, digits } = numeral;
        if digits == 0 && self.joins_tens(value, ordinal) || self.skipping {
            return;
        }
        self.push(Part::Whole, Draft::Number { value, ordinal }, Year::Unwritten);
        // «1. 5. 10 октября»: a dot after a number parts nothing.
        if self.tokens.sign(0) == Some(Sign::Dot) && self.tokens.sign(1) != Some(Sign::Dot) {
            self.tokens.advance(1);
        }
    }

    /// «пять», «пятое», «последний».
    pub(super) fn spelled_number(&mut self, value: u32, ordinal: bool) {
        if !self.skipping && !self.joins_tens(value, ordinal) {
            self.push(Part::Whole, Draft::Number { value, ordinal }, Year::Unwritten);
        }
    }

    /// «двадцать пятое»: the second word is a part of the first.
    fn joins_tens(&mut self, ones: u32, ordinal: bool) -> bool {
        if self.lead.joint == Joint::Space
            && ones < 10
            && let Some(piece) = self.pieces.last_mut()
            && let Draft::Number { value: tens @ (20 | 30), ordinal: false } = piece.base
        {
            piece.base = Draft::Number { value: tens + ones, ordinal };
            return true;
        }
        false
    }

    /// How many of the last pieces are numbers that wait for the noun just read.
    pub(super) fn waiting_numbers(&self) -> usize {
        // «12 (вторник) марта»
        let over_weekday = self.just.weekday.is_some() && matches!(self.lead.joint, Joint::Bracket | Joint::Words);
        if !matches!(self.lead.joint, Joint::Space | Joint::Newline | Joint::Dash) && !over_weekday {
            return 0;
        }
        let mut count = 0;
        for (at, piece) in self.pieces.iter().enumerate().rev() {
            if piece.dropped || !piece.is_number() {
                break;
            }
            // «12 октября, каб. 3, 15 октября»: the room's number is no day; that of «заседания 3, 15 октября» is.
            if piece.joint == Joint::Words && count > 0 && at > 0 {
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
        let value = match self.pieces.get(first)?.base {
            Draft::Number { value, .. } => value,
            _ => return None,
        };
        self.lead.joint = self.pieces[first].joint;
        self.lead.role = self.lead.role.or(self.pieces[first].role);
        self.pieces.truncate(first);
        Some(value)
    }

    /// Gives the waiting numbers their noun. Says how many there were.
    pub(super) fn settle_numbers(&mut self, settle: impl Fn(u32) -> Option<(Part, Draft)>) -> usize {
        let count = self.waiting_numbers();
        let first = self.pieces.len() - count;
        for piece in &mut self.pieces[first..] {
            if let Draft::Number { value, .. } = piece.base {
                match settle(value) {
                    Some((part, base)) => (piece.part, piece.base) = (part, base),
                    None => piece.dropped = true,
                }
                piece.each |= self.awaiting.each;
            }
        }
        if count > 0 {
            self.lead.joint = Joint::Space;
            self.awaiting.each = false;
        }
        count
    }

    /// Gives the parts that wait («первая неделя», «начало») their base. Says whether there were any.
    pub(super) fn settle_parts(&mut self, base: Base) -> bool {
        let mut any = false;
        for piece in self.pieces.iter_mut().rev() {
            if !piece.waits_for_base() {
                break;
            }
            piece.base = base.into();
            piece.during |= self.awaiting.during;
            any = true;
            if matches!(piece.joint, Joint::Words) {
                break;
            }
        }
        if any {
            self.lead.joint = Joint::Space;
            self.awaiting.during = false;
        }
        any
    }

    /// A base with the numbers or parts that wait for it, and the year behind it.
    pub(super) fn base(&mut self, base: Base) {
        if self.skipping {
            self.year_behind();
            return;
        }
        if !self.settle_parts(base) {
            self.push(Part::Whole, base, Year::Unwritten);
        }
        self.give_year();
    }

    /// A part whose base is yet to come: «начало».
    pub(super) fn part(&mut self, part: Part) {
        if self.skipping {
            return;
        }
        self.push(part, Draft::Missing, Year::Unwritten);
        if mem::take(&mut self.awaiting.each)
            && let Some(last) = self.pieces.last_mut()
        {
            last.each = true;
        }
    }

    /// «число»: the numbers before it are days of a month that is yet to come, or of every month.
    pub(super) fn day_mark(&mut self) {
        self.settle_numbers(|value| Some((Part::Day(value), Draft::Missing)));
        self.awaiting.each = false;
    }

    /// «в первых числах» is the beginning, «в последних числах» the end.
    pub(super) fn day_marks(&mut self) {
        self.settle_numbers(|value| {
            let part = match value {
                1 => Part::Begin,
                LAST => Part::End,
                day => Part::Day(day),
            };
            Some((part, Draft::Missing))
        });
    }

    /// «половина»: its number stands before it.
    pub(super) fn half(&mut self) {
        self.settle_numbers(|value| Some((Part::Half(value), Draft::Missing)));
    }
}
