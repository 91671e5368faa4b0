//! How often: «2 раза в месяц», «каждые 2 недели», weekdays again and again.

use super::parser::{HalfRhythm, Parser};
use super::piece::{Draft, Role};
use super::{Joint, LAST, Part, Rhythm};
use crate::term::lexer::{Sign, What};
use crate::term::vocabulary::{Meaning, Noun};

impl Parser<'_> {
    /// «раза»: the numbers before it are its count.
    pub(super) fn times_of_numbers(&mut self) {
        match self.take_count() {
            // «последний раз», «0 раз» are no rhythm.
            Some(0 | LAST) => self.skipping = true,
            times => self.times(times.unwrap_or(1)),
        }
    }

    /// «ежемесячно», «2 раза ежемесячно».
    pub(super) fn adverb(&mut self, unit: Noun) {
        if self.skipping {
            return;
        }
        let times = match self.half_rhythm {
            Some(HalfRhythm::Times(times)) => {
                self.half_rhythm = None;
                Some(times)
            }
            Some(HalfRhythm::Unit(_)) | None => None,
        };
        self.set_rhythm(Rhythm { times: times.unwrap_or(1), interval: 1, unit, counted: times.is_some() });
    }

    /// «2 раза» and what it is in: «в месяц», «за четверть», «в 2 недели».
    pub(super) fn times(&mut self, times: u32) {
        if self.skipping {
            return;
        }
        let mut ahead = 0;
        let mut interval = 1;
        while ahead < 7 {
            match self.tokens.peek(ahead).map(|token| token.what) {
                Some(What::Word(
                    Meaning::In
                    | Meaning::For
                    | Meaning::Through
                    | Meaning::School
                    | Meaning::Each
                    | Meaning::Filler
                    | Meaning::All
                    | Meaning::During,
                )) => ahead += 1,
                Some(What::Sign(Sign::Dot | Sign::Slash | Sign::Dash | Sign::Quote)) => ahead += 1,
                Some(What::Number(numeral)) if numeral.value > 0 && numeral.value < 100 => {
                    interval = numeral.value;
                    ahead += 1;
                    // «1 раз в 2-3 месяца» counts the first.
                    if self.tokens.sign(ahead) == Some(Sign::Dash) && self.tokens.numeral(ahead + 1).is_some() {
                        ahead += 2;
                    }
                }
                Some(What::Word(Meaning::Number(value) | Meaning::Ordinal(value))) => {
                    interval = u32::from(value);
                    ahead += 1;
                }
                Some(What::Word(Meaning::Noun(unit) | Meaning::Plural(unit))) => {
                    self.tokens.advance(ahead + 1);
                    // «в год» may say which: «в 2023/2024 учебный год».
                    self.set_rhythm(Rhythm { times, interval: interval.min(99), unit, counted: true });
                    return;
                }
                Some(What::Word(Meaning::Adverb(unit))) => {
                    self.tokens.advance(ahead + 1);
                    self.set_rhythm(Rhythm { times, interval: 1, unit, counted: true });
                    return;
                }
                _ => break,
            }
        }
        match (self.half_rhythm, &mut self.phrase.rhythm) {
            (Some(HalfRhythm::Unit(unit)), _) => {
                self.half_rhythm = None;
                self.set_rhythm(Rhythm { times, interval: 1, unit, counted: true });
            }
            // «ежемесячно, 2 раза»
            (_, Some(rhythm)) if !rhythm.counted => rhythm.times = times,
            _ => self.half_rhythm = Some(HalfRhythm::Times(times)),
        }
    }

    /// «в месяц 2 раза»: the unit came before the count.
    pub(super) fn unit_here(&mut self, unit: Noun) {
        let before = self.tokens.back(2);
        match self.half_rhythm {
            Some(HalfRhythm::Times(times)) => {
                if matches!(before, Some(Meaning::In | Meaning::For | Meaning::School)) {
                    self.half_rhythm = None;
                    self.set_rhythm(Rhythm { times, interval: 1, unit, counted: true });
                }
            }
            Some(HalfRhythm::Unit(_)) | None => {
                if matches!(before, Some(Meaning::In | Meaning::For)) {
                    self.half_rhythm = Some(HalfRhythm::Unit(unit));
                }
            }
        }
        self.lead.role = None;
    }

    /// The first rhythm that a phrase names is its rhythm.
    pub(super) fn set_rhythm(&mut self, rhythm: Rhythm) {
        self.lead.role = None;
        if self.skipping {
            return;
        }
        self.lead.interrupt();
        self.awaiting.during = false;
        self.awaiting.school = false;
        self.phrase.rhythm.get_or_insert(rhythm);
    }

    /// Once in so many units.
    pub(super) fn every(&mut self, interval: u32, unit: Noun) {
        self.awaiting.each = false;
        self.set_rhythm(Rhythm { times: 1, interval, unit, counted: false });
    }

    /// «каждая неделя», «каждые 2 недели».
    pub(super) fn each(&mut self, unit: Noun) {
        let interval = self.take_count().filter(|count| (1..100).contains(count)).unwrap_or(1);
        self.every(interval, unit);
    }

    /// Weekdays: with an ordinal before them a part of a month, else days of every week or of the dates beside them.
    pub(super) fn weekdays(&mut self, bits: u8) {
        if self.skipping {
            return;
        }
        self.phrase.cues.each_weekday |= self.awaiting.each || self.just.through;
        let single = bits.count_ones() == 1;
        let day = bits.trailing_zeros() as u8;
        if single && self.waiting_numbers() > 0 && self.lead.joint == Joint::Space {
            // «с 1 по 5 (вторник)» is no ordinal; «2-й вторник» is.
            let ordinal = self.pieces.last().is_some_and(|piece| {
                matches!(
                    piece.base,
                    Draft::Number { value: LAST | 1..=5, ordinal: true }
                        | Draft::Number { value: 1..=4, ordinal: false }
                )
            });
            if ordinal {
                self.settle_numbers(|value| Some((Part::Weekday(value, day), Draft::Missing)));
                return;
            }
        }
        // «первая и третья среда и пятница» is beyond us: the weekday waits with its ordinals.
        let tied = self.lead.joint == Joint::Dash
            || self.lead.role == Some(Role::Through)
                && self.pieces.last().is_none_or(|piece| piece.role != Some(Role::From));
        match self.just.weekday {
            Some(first) if single && tied && first < day => {
                for between in first..=day {
                    self.phrase.weekdays |= 1 << between;
                }
                self.lead.joint = Joint::Words;
            }
            _ => self.phrase.weekdays |= bits,
        }
        self.just.weekday = single.then_some(day);
        self.awaiting.each = false;
        if matches!(self.lead.role, Some(Role::Through | Role::From)) {
            self.lead.role = None;
        }
        self.lead.interrupt();
    }
}
