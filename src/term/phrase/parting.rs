//! What parts a phrase: signs, and words that are not ours. They name no date; they say how those around them hang
//! together, and what waited for a date waits no more.

use super::Joint;
use super::parser::{Matter, Parser};
use super::piece::{Draft, Role};
use crate::term::lexer::Sign;

impl Parser<'_> {
    /// A sign: how what follows it hangs together with what stands before.
    pub(super) fn read_sign(&mut self, sign: Sign) {
        match sign {
            Sign::Dot => {
                // «15..20 мая»
                if self.tokens.sign(0) == Some(Sign::Dot) && self.tokens.numeral(1).is_some() && !self.pieces.is_empty()
                {
                    self.tokens.advance(1);
                    self.lead.joint = Joint::Dash;
                }
            }
            Sign::Dash => {
                self.lead.joint = Joint::Dash;
                self.skipping = false;
            }
            Sign::Comma | Sign::Semicolon | Sign::Slash => {
                if sign != Sign::Comma {
                    self.lead.role = None;
                    self.awaiting.during = false;
                }
                if sign == Sign::Slash {
                    self.matter = self.matter.max(Matter::DittoMarks);
                }
                self.skipping = false;
                if self.lead.joint != Joint::Dash {
                    self.lead.joint = Joint::List;
                }
            }
            Sign::Open => {
                self.lead.brackets += 1;
                self.skipping = false;
                if self.lead.joint != Joint::Dash {
                    self.lead.joint = Joint::Bracket;
                }
            }
            Sign::Close => {
                self.lead.brackets = self.lead.brackets.saturating_sub(1);
                self.skipping = false;
                self.lead.role = None;
                self.lead.joint = Joint::Bracket;
            }
            Sign::Colon => {
                self.skipping = false;
                self.lead.joint = Joint::List;
            }
            Sign::Numero => {
                if self.tokens.numeral(0).is_some() {
                    self.tokens.advance(1);
                    self.lead.joint = Joint::Words;
                }
            }
            Sign::Quote => self.matter = self.matter.max(Matter::DittoMarks),
            Sign::Other => {
                if self.lead.joint == Joint::Space {
                    self.lead.joint = Joint::List;
                }
            }
        }
    }

    /// A word that is not ours: what waited for a date waits no more.
    pub(super) fn read_unknown(&mut self) {
        if let Some(Role::Until | Role::Toward | Role::After) = self.lead.role {
            self.suspect_event();
        }
        self.lead.role = None;
        if self.awaiting.during || self.awaiting.course {
            self.event_suspected = true;
            self.awaiting.during = false;
            self.awaiting.course = false;
        }
        if self.lead.joint == Joint::Space {
            self.drop_numbers();
            if let Some(last) = self.pieces.last_mut()
                && matches!(last.base, Draft::Seasonal(_))
            {
                last.dropped = true;
            }
        }
        self.awaiting.each = false;
        self.awaiting.all = false;
        self.just.hour = false;
        if matches!(self.lead.joint, Joint::Space | Joint::Dash | Joint::Newline) {
            self.lead.joint = Joint::Words;
        }
    }

    /// The numbers just read were of something else: «9 класс».
    fn drop_numbers(&mut self) {
        while self.pieces.pop_if(|piece| piece.is_number()).is_some() {}
    }
}
