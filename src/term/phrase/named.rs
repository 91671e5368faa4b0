//! Stretches that have names of their own: months, and the holidays of a season.

use super::parser::Parser;
use super::piece::Draft;
use super::{Base, Joint, LAST, Part, Year};
use crate::term::vocabulary::{Meaning, Noun};

impl Parser<'_> {
    /// A month, with the days or parts that wait for it and the year behind it.
    pub(super) fn month(&mut self, month: u32) {
        let base = Base::Month(month);
        if self.skipping {
            self.year_behind();
            return;
        }
        if self.awaiting.each && self.waiting_numbers() == 0 {
            self.every(1, Noun::Year);
        }
        let settled = self.settle_numbers(|value| match value {
            LAST => Some((Part::Day(LAST), base.into())),
            0..=99 => Some((Part::Day(value), base.into())),
            _ => None,
        });
        if settled > 0 {
            if self.pieces.last().is_some_and(|piece| piece.each) {
                self.every(1, Noun::Year);
            }
            let first = self.pieces.len() - settled;
            self.give_year_from(first);
            return;
        }
        let parts = self.pieces.iter().rev().take_while(|piece| piece.waits_for_base()).count();
        self.base(base);
        let year = self.pieces.last().map_or(Year::Unwritten, |piece| piece.year);
        let first = self.pieces.len() - parts.min(self.pieces.len());
        for piece in &mut self.pieces[first..] {
            piece.year = year;
        }
    }

    /// «каникулы», of the seasons before them or of all.
    pub(super) fn holidays(&mut self) {
        if self.skipping {
            self.year_behind();
            return;
        }
        self.awaiting.each = false;
        let mut any = false;
        if matches!(self.lead.joint, Joint::Space | Joint::Newline) {
            for piece in self.pieces.iter_mut().rev() {
                let Draft::Seasonal(season) = piece.base else { break };
                if piece.dropped {
                    break;
                }
                piece.base = Draft::Base(Base::Holidays(Some(season)));
                any = true;
            }
        }
        let waiting = self.pieces.last().is_some_and(|piece| piece.base == Draft::Missing);
        if any {
            let holidays = self.pieces.last().map(|piece| piece.base);
            // «первая неделя зимних каникул»
            if let (Some(base), [.., part, season]) = (holidays, self.pieces.as_mut_slice())
                && part.base == Draft::Missing
                && season.joint == Joint::Space
            {
                part.base = base;
                self.pieces.pop();
            }
            self.lead.joint = Joint::Space;
            self.give_year();
        } else if waiting || self.tokens.back(2) != Some(Meaning::Holidays) {
            self.base(Base::Holidays(None));
        }
    }
}
