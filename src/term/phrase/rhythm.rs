//! How often: «2 раза в месяц», «каждые 2 недели», weekdays again and again.

use super::parser::Parser;
use super::piece::Role;
use super::{Base, Joint, LAST, Part, Rhythm};
use crate::term::lexer::{Sign, What};
use crate::term::vocabulary::{Meaning, Noun};

impl Parser<'_> {
    /// «2 раза» and what it is in: «в месяц», «за четверть», «в 2 недели».
    pub(super) fn times(&mut self, times: u32) {
        if self.swallow {
            return;
        }
        let mut ahead = 0;
        let mut interval = 1;
        while ahead < 7 {
            match self.peek(ahead).map(|token| token.what) {
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
                    if self.sign(ahead) == Some(Sign::Dash) && self.numeral(ahead + 1).is_some() {
                        ahead += 2;
                    }
                }
                Some(What::Word(Meaning::Number(value) | Meaning::Ordinal(value))) => {
                    interval = u32::from(value);
                    ahead += 1;
                }
                Some(What::Word(Meaning::Noun(unit) | Meaning::Plural(unit))) => {
                    self.at += ahead + 1;
                    // «в год» may say which: «в 2023/2024 учебный год».
                    self.set_rhythm(Rhythm { times, interval: interval.min(99), unit, counted: true });
                    return;
                }
                Some(What::Word(Meaning::Adverb(unit))) => {
                    self.at += ahead + 1;
                    self.set_rhythm(Rhythm { times, interval: 1, unit, counted: true });
                    return;
                }
                _ => break,
            }
        }
        match (self.unit_before.take(), &mut self.phrase.rhythm) {
            (Some(unit), _) => self.set_rhythm(Rhythm { times, interval: 1, unit, counted: true }),
            (None, Some(rhythm)) if !rhythm.counted => rhythm.times = times,
            _ => self.count = Some(times),
        }
    }

    /// Whether «2 раза», «дважды» follow.
    pub(super) fn times_follow(&self) -> bool {
        let number = usize::from(self.numeral(0).is_some() || matches!(self.word(0), Some(Meaning::Number(_))));
        matches!(self.word(number), Some(Meaning::Times | Meaning::TimesOver(_)))
    }

    /// «в месяц 2 раза»: the unit came before the count.
    pub(super) fn unit_here(&mut self, noun: Noun) {
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).map(|token| token.what);
        match self.count.take() {
            Some(times) if matches!(before, Some(What::Word(Meaning::In | Meaning::For | Meaning::School))) => {
                self.set_rhythm(Rhythm { times, interval: 1, unit: noun, counted: true });
            }
            count => {
                self.count = count;
                if matches!(before, Some(What::Word(Meaning::In | Meaning::For))) {
                    self.unit_before = Some(noun);
                }
            }
        }
        self.role = None;
    }

    pub(super) fn set_rhythm(&mut self, rhythm: Rhythm) {
        self.role = None;
        if self.swallow {
            return;
        }
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
        self.during = false;
        self.school = false;
        self.phrase.rhythm.get_or_insert(rhythm);
    }

    pub(super) fn every(&mut self, interval: u32, unit: Noun) {
        self.each = None;
        self.set_rhythm(Rhythm { times: 1, interval, unit, counted: false });
    }

    /// «каждые 2 недели»: the number between «каждый» and its noun.
    pub(super) fn each_interval(&mut self) -> u32 {
        if self.waiting_numbers() > 0 {
            self.take_count().filter(|&count| count > 0 && count < 100).unwrap_or(1)
        } else {
            1
        }
    }

    pub(super) fn weekdays(&mut self, bits: u8) {
        if self.swallow {
            return;
        }
        self.phrase.cues.each_weekday |= self.each.is_some() || self.through;
        let single = bits.count_ones() == 1;
        let day = bits.trailing_zeros() as u8;
        if single && self.waiting_numbers() > 0 && self.joint == Joint::Space {
            // «с 1 по 5 (вторник)» is no ordinal; «2-й вторник» is.
            let each = self.each.is_some();
            let ordinal = self.pieces.last().is_some_and(|piece| {
                matches!(piece.point.base, Base::Number(LAST | 1..=5, true) | Base::Number(1..=4, false))
            });
            if ordinal {
                self.settle_numbers(|value| Some((Part::Weekday(value, day), Base::Missing)));
                if each && let Some(last) = self.pieces.last_mut() {
                    last.each = true;
                }
                return;
            }
        }
        // «первая и третья среда и пятница» is beyond us: the weekday waits with its ordinals.
        let tied = self.joint == Joint::Dash
            || self.role == Some(Role::Through)
                && self.pieces.last().is_none_or(|piece| piece.role != Some(Role::From));
        match self.last_weekday {
            Some(first) if single && tied && first < day => {
                for between in first..=day {
                    self.phrase.weekdays |= 1 << between;
                }
                self.joint = Joint::Words;
            }
            _ => self.phrase.weekdays |= bits,
        }
        self.last_weekday = single.then_some(day);
        self.each = None;
        if matches!(self.role, Some(Role::Through | Role::From)) {
            self.role = None;
        }
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }
}
