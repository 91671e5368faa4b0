//! The state of the parser and the table of what each meaning does. No rule of grammar stands here: those are in the
//! modules beside this one, one group of rules in each.

use super::piece::{Piece, Role};
use super::{Base, Joint, LAST, Part, Phrase, Point, Rhythm, Year};
use crate::term::lexer::{Token, What};
use crate::term::vocabulary::{Meaning, Noun};

pub struct Parser<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
    pub(super) pieces: Vec<Piece>,
    pub(super) phrase: Phrase,
    pub(super) role: Option<Role>,
    pub(super) joint: Joint,
    pub(super) newline: bool,
    pub(super) depth: u32,
    /// «в течение» waits for what it spans.
    pub(super) during: bool,
    /// «в ходе» waits for what it spans.
    pub(super) course: bool,
    /// «каждый» waits for its noun; with «каждые 2» the number.
    pub(super) each: Option<u32>,
    pub(super) all: bool,
    pub(super) school: bool,
    pub(super) new: bool,
    pub(super) period: bool,
    /// After «по итогам» and the like: what follows belongs to the event.
    pub(super) swallow: bool,
    /// The last thing read was an hour.
    pub(super) after_time: bool,
    /// «до начала семинара»: a preposition of time before words that are not ours.
    pub(super) event_like: bool,
    /// «по» stood before a weekday.
    pub(super) through: bool,
    pub(super) last_weekday: Option<u8>,
    /// «2 раза» whose unit has not come.
    pub(super) count: Option<u32>,
    /// «в месяц» whose «2 раза» has not come.
    pub(super) unit_before: Option<Noun>,
    /// Nothing but quotation marks and dashes: as the row above.
    pub(super) quotes: bool,
    pub(super) words: bool,
}

impl Parser<'_> {
    pub(super) fn step(&mut self) {
        let token = self.tokens[self.at];
        if token.newline {
            self.newline = true;
            if self.joint == Joint::Space {
                self.joint = Joint::Newline;
            }
        }
        match token.what {
            What::Sign(sign) => self.read_sign(sign),
            What::Number(numeral) => {
                self.words = true;
                self.read_number(numeral);
            }
            What::Unknown => {
                self.words = true;
                self.read_unknown();
            }
            What::Word(meaning) => {
                self.words = true;
                self.read_word(meaning);
            }
        }
    }

    fn read_word(&mut self, meaning: Meaning) {
        let at = self.at;
        self.at += 1;
        match meaning {
            Meaning::Month(month) => self.month(u32::from(month)),
            Meaning::Weekdays(bits) => self.weekdays(bits),
            Meaning::Noun(noun) => self.noun(noun, false),
            Meaning::Plural(noun) => self.noun(noun, true),
            Meaning::Season(season) => {
                self.base(Base::Season(season));
            }
            Meaning::Seasonal(season) => {
                self.push(Part::Whole, Base::Seasonal(season), Year::Unwritten);
            }
            Meaning::Holidays => self.holidays(),
            Meaning::Number(value) => {
                self.at = at;
                self.spelled_number(u32::from(value), false);
            }
            Meaning::Ordinal(value) => {
                self.at = at;
                self.spelled_number(u32::from(value), true);
            }
            Meaning::Last => {
                if !self.swallow {
                    self.push(Part::Whole, Base::Number(LAST, true), Year::Unwritten);
                }
            }
            Meaning::Times => {
                let times = self.take_count().unwrap_or(1);
                self.times(times);
            }
            Meaning::TimesOver(times) => self.times(u32::from(times)),
            Meaning::Adverb(unit) => {
                if !self.swallow {
                    let times = self.count.take();
                    self.set_rhythm(Rhythm { times: times.unwrap_or(1), interval: 1, unit, counted: times.is_some() });
                }
            }
            Meaning::Each => {
                if !self.swallow {
                    self.each = Some(1);
                }
            }
            Meaning::All => self.all = true,
            Meaning::School => self.school = true,
            Meaning::New => self.new = true,
            Meaning::DayMark => {
                self.settle_numbers(|value| Some((Part::Day(value), Base::Missing)));
                self.each = None;
            }
            Meaning::Hour => {}
            Meaning::Half => {
                self.settle_numbers(|value| Some((Part::Half(value), Base::Missing)));
            }
            Meaning::Begin => self.part(Part::Begin),
            Meaning::Middle => self.part(Part::Middle),
            Meaning::End => self.part(Part::End),
            Meaning::Finish => {
                if matches!(self.role, Some(Role::Until | Role::Toward)) {
                    self.part(Part::End);
                } else {
                    self.event();
                }
            }
            Meaning::Period => {
                self.period = true;
                let before = at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|token| token.what);
                if before == Some(What::Word(Meaning::In)) && self.is_unknown(0) {
                    // «во время занятий»
                    self.event_like = true;
                }
                if let Some(last) = self.pieces.last_mut()
                    && let Base::Seasonal(season) = last.point.base
                    && self.joint == Joint::Space
                {
                    last.point.base = Base::Season(season);
                    self.give_year();
                }
                if self.all {
                    self.phrase.cues.whole_plan = true;
                }
            }
            Meaning::Plan => self.plan(),
            Meaning::From => self.set_role(Role::From),
            Meaning::Until => {
                // «за 10 дней до …» is said of an event.
                if !self.swallow {
                    self.set_role(Role::Until);
                }
            }
            Meaning::Toward => self.set_role(Role::Toward),
            Meaning::Through => {
                self.through = true;
                if !self.swallow {
                    self.set_role(Role::Through);
                }
            }
            Meaning::In => {}
            Meaning::For => self.for_word(),
            Meaning::And => {
                if self.joint != Joint::Dash {
                    self.joint = Joint::List;
                }
            }
            Meaning::During => {
                self.during = true;
            }
            Meaning::Course => {
                self.course = true;
            }
            Meaning::After => self.set_role(Role::After),
            Meaning::Event => self.event(),
            Meaning::Soon => {
                self.take_count();
                self.phrase.cues.relative = true;
            }
            Meaning::Except => {
                self.swallow = true;
                self.role = None;
            }
            Meaning::Ditto => self.phrase.cues.relative = true,
            Meaning::ByPlan => {
                self.phrase.cues.by_plan = true;
                self.role = None;
                self.during = false;
            }
            Meaning::AsNeeded => {
                self.phrase.cues.as_needed = true;
                self.role = None;
                self.during = false;
            }
            Meaning::Always => self.phrase.cues.always = true,
            Meaning::Roughly => self.phrase.cues.roughly = true,
            Meaning::Filler | Meaning::Working => {}
            Meaning::Other => {
                self.at = at;
                self.read_unknown();
            }
        }
        if !matches!(meaning, Meaning::Through | Meaning::Weekdays(_) | Meaning::And | Meaning::Each) {
            self.through = false;
        }
    }

    pub(super) fn push(&mut self, part: Part, base: Base, year: Year) {
        if self.swallow {
            self.joint = Joint::Words;
            return;
        }
        let newline = std::mem::take(&mut self.newline);
        let during = self.during && !matches!(base, Base::Number(..) | Base::Missing);
        if during {
            self.during = false;
        }
        self.pieces.push(Piece {
            point: Point { part, base, year },
            role: self.role.take(),
            joint: std::mem::replace(&mut self.joint, Joint::Space),
            during,
            each: false,
            bracket: self.depth > 0,
            newline,
            dropped: false,
        });
        self.after_time = false;
        self.last_weekday = None;
    }

    pub(super) fn part(&mut self, part: Part) {
        if self.swallow {
            return;
        }
        self.push(part, Base::Missing, Year::Unwritten);
        if self.each.take().is_some()
            && let Some(last) = self.pieces.last_mut()
        {
            last.each = true;
        }
    }
}
