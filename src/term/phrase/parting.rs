//! What parts a phrase: signs, and words that are not ours. They name no date; they say how those around them hang
//! together, and what waited for a date waits no more.

use super::parser::{Matter, Parser};
use super::piece::{Draft, Role};
use super::{Joint, Part, Year};
use crate::term::lexer::Sign;
use crate::term::vocabulary::{Meaning, Noun};

impl Parser<'_> {
    /// A sign: how what follows it hangs together with what stands before.
    pub(super) fn read_sign(&mut self, sign: Sign) {
        match sign {
            Sign::Dot => self.dots(),
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
                if sign == Sign::Slash && self.is_between_dates() {
                    self.lead.joint = Joint::Dash;
                } else if self.lead.joint != Joint::Dash {
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
                self.lead.stranger = false;
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

    /// «15..20 мая», «сентябрь...май»: dots that stand for a dash. The second dot of «2023 г..» is a slip.
    fn dots(&mut self) {
        if self.tokens.sign(0) != Some(Sign::Dot) || self.pieces.is_empty() {
            return;
        }
        let ellipsis = self.tokens.sign(1) == Some(Sign::Dot);
        let behind_year = matches!(self.tokens.back(2), Some(Meaning::Noun(Noun::Year)));
        if ellipsis || self.tokens.numeral(1).is_some() && !behind_year {
            self.tokens.advance(1 + usize::from(ellipsis));
            self.lead.joint = Joint::Dash;
        }
    }

    /// «28.10.2023/05.11.2023»: a slash between two whole dates.
    fn is_between_dates(&self) -> bool {
        let dated = self.pieces.last().is_some_and(|piece| {
            matches!((piece.part, piece.year), (Part::Day(_), Year::Calendar(_))) && !piece.dropped
        });
        dated
            && self.tokens.digits(0).is_some()
            && !self.tokens.spaced(0)
            && self.tokens.is_glued_figure(1)
            && self.tokens.is_glued_figure(3)
    }

    /// «7 «А» класс»: a letter that is no conjunction.
    pub(super) fn is_letter_in_quotes(&self) -> bool {
        self.tokens.sign(0) == Some(Sign::Quote)
            && self.tokens.back(2).is_none()
            && self.tokens.sign_back(2) == Some(Sign::Quote)
    }

    /// A word that is not ours: what waited for a date waits no more.
    pub(super) fn read_unknown(&mut self) {
        match self.lead.role {
            // «после семинара»
            Some(Role::After) => self.event(),
            Some(Role::Until | Role::Toward) => self.suspect_event(),
            _ => {}
        }
        self.lead.role = None;
        self.lead.stranger = true;
        if self.awaiting.during || self.awaiting.course {
            self.event_suspected = true;
            self.awaiting.during = false;
            self.awaiting.course = false;
        }
        let behind_letter = self.lead.joint == Joint::List && self.tokens.back(2) == Some(Meaning::And)
            || self.tokens.sign_back(2) == Some(Sign::Quote);
        if self.lead.joint == Joint::Space || behind_letter {
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
