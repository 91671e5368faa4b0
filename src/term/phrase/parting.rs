//! What parts a phrase: signs, and words that are not ours. They name no date; they say how those around them hang
//! together, and what waited for a date waits no more.

use super::parser::Parser;
use super::piece::Role;
use super::{Base, Joint};
use crate::term::lexer::Sign;

impl Parser<'_> {
    pub(super) fn read_sign(&mut self, sign: Sign) {
        self.at += 1;
        match sign {
            Sign::Dot => {
                // «15..20 мая»
                if self.sign(0) == Some(Sign::Dot) && self.numeral(1).is_some() && !self.pieces.is_empty() {
                    self.at += 1;
                    self.joint = Joint::Dash;
                }
            }
            Sign::Dash => {
                self.joint = Joint::Dash;
                self.swallow = false;
            }
            Sign::Comma | Sign::Semicolon | Sign::Slash => {
                if sign != Sign::Comma {
                    self.role = None;
                    self.during = false;
                }
                self.quotes |= sign == Sign::Slash;
                self.swallow = false;
                if self.joint != Joint::Dash {
                    self.joint = Joint::List;
                }
            }
            Sign::Open => {
                self.depth += 1;
                self.swallow = false;
                if self.joint != Joint::Dash {
                    self.joint = Joint::Bracket;
                }
            }
            Sign::Close => {
                self.depth = self.depth.saturating_sub(1);
                self.swallow = false;
                self.role = None;
                self.joint = Joint::Bracket;
            }
            Sign::Colon => {
                self.swallow = false;
                self.joint = Joint::List;
            }
            Sign::Numero => {
                if self.numeral(0).is_some() {
                    self.at += 1;
                    self.joint = Joint::Words;
                }
            }
            Sign::Quote => self.quotes = true,
            Sign::Other => {
                if self.joint == Joint::Space {
                    self.joint = Joint::List;
                }
            }
        }
    }

    /// A word that is not ours: what waited for a date waits no more.
    pub(super) fn read_unknown(&mut self) {
        self.at += 1;
        match self.role.take() {
            Some(Role::Until | Role::Toward | Role::After) => {
                self.event_like = true;
                self.swallow = true;
            }
            Some(Role::From | Role::Through) | None => {}
        }
        if self.during || self.course {
            self.event_like = true;
            self.during = false;
            self.course = false;
        }
        if self.joint == Joint::Space {
            self.drop_numbers();
            if let Some(last) = self.pieces.last_mut()
                && matches!(last.point.base, Base::Seasonal(_))
            {
                last.dropped = true;
            }
        }
        self.each = None;
        self.all = false;
        self.after_time = false;
        if matches!(self.joint, Joint::Space | Joint::Dash | Joint::Newline) {
            self.joint = Joint::Words;
        }
    }

    /// The numbers just read were of something else: «9 класс».
    fn drop_numbers(&mut self) {
        while self.pieces.pop_if(|piece| matches!(piece.point.base, Base::Number(..))).is_some() {}
    }
}
