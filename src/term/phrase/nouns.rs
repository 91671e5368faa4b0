//! Nouns that are counted: «неделя», «четверть», «год», … With a number before it a noun is a point («II четверть»), a
//! duration («10 дней») or an interval («каждые 2 недели»); alone, it is the unit of a recurrence or the plan's own.

use super::parser::Parser;
use super::piece::Role;
use super::{Base, Duration, Joint, LAST, Part, Rhythm, Year};
use crate::term::lexer::{Sign, What};
use crate::term::vocabulary::{Meaning, Noun};

impl Parser<'_> {
    pub(super) fn noun(&mut self, noun: Noun, plural: bool) {
        if self.swallow {
            self.school = false;
            return;
        }
        let school = std::mem::take(&mut self.school);
        match noun {
            Noun::Quarter | Noun::SchoolQuarter | Noun::HalfYear => self.ordinal_noun(noun),
            Noun::Week | Noun::Decade => self.week(noun, plural),
            Noun::Day => self.day(plural),
            Noun::Month => self.generic_month(plural),
            Noun::Year => self.year(school),
        }
    }

    fn ordinal_noun(&mut self, noun: Noun) {
        let most = if noun == Noun::HalfYear { 2 } else { 4 };
        let base = move |value: u32| {
            let value = match value {
                LAST => most,
                // Digits for Roman figures: «11 четверть», «111 квартал».
                11 => 2,
                111 => 3,
                value => value,
            };
            (1..=most).contains(&value).then_some(match noun {
                Noun::Quarter => Base::Quarter(value),
                Noun::SchoolQuarter => Base::SchoolQuarter(value),
                _ => Base::HalfYear(value),
            })
        };
        if self.each.is_some() {
            let parts = self.pieces.last().is_some_and(|piece| piece.point.base == Base::Missing);
            if parts {
                self.each = None;
                self.settle_parts(Base::Every(noun));
            } else {
                let interval = self.each_interval();
                self.every(interval, noun);
            }
            return;
        }
        if self.waiting_numbers() > 0 {
            let during = std::mem::take(&mut self.during);
            let mut count = self.settle_numbers(|value| base(value).map(|base| (Part::Whole, base)));
            // «начало II четверти»: the part before the number takes the quarter as its base.
            if let [.., part, number] = self.pieces.as_mut_slice()
                && part.point.base == Base::Missing
                && number.joint == Joint::Space
                && !part.dropped
            {
                part.point.base = number.point.base;
                self.pieces.pop();
                count = 1;
            }
            let first = self.pieces.len() - count;
            if during {
                self.pieces[first..].iter_mut().for_each(|piece| piece.during = true);
            }
            if let Some(year) = self.year_behind() {
                for piece in &mut self.pieces[first..] {
                    if piece.point.year == Year::Unwritten {
                        piece.point.year = year;
                    }
                }
            } else {
                self.skip_year_word();
            }
            return;
        }
        // «полугодие I», «четверть 3»
        if let Some(numeral) = self.numeral(0).filter(|numeral| numeral.value <= most && numeral.value > 0)
            && !matches!(self.word(1), Some(Meaning::Month(_) | Meaning::Times))
            && self.sign(1) != Some(Sign::Dash)
            && !self.is_glued_figure(1)
            && let Some(base) = base(numeral.value)
        {
            self.at += 1;
            self.base(base);
            return;
        }
        if self.settle_parts(Base::Every(noun)) {
            return;
        }
        if self.during {
            self.during = false;
            self.event_like = false;
            return;
        }
        self.unit_here(noun);
    }

    fn week(&mut self, noun: Noun, plural: bool) {
        let part = move |value: u32| match (noun, value) {
            (Noun::Decade, LAST) => Some(Part::Decade(3)),
            (Noun::Decade, 1..=3) => Some(Part::Decade(value)),
            (Noun::Decade, _) => None,
            (_, LAST | 1..=6) => Some(Part::Week(value)),
            _ => None,
        };
        if self.waiting_numbers() > 0 {
            let ordinal = self.pieces.last().is_some_and(|piece| matches!(piece.point.base, Base::Number(_, true)));
            let based = self.base_follows();
            if self.each.is_some() && !ordinal {
                let interval = self.each_interval();
                return self.every(interval, noun);
            }
            if ordinal || based || !plural && noun == Noun::Decade || !plural && !self.during {
                let each = self.each.is_some();
                let first = self.pieces.len() - self.waiting_numbers();
                self.settle_numbers(|value| part(value).map(|part| (part, Base::Missing)));
                if each {
                    self.pieces[first..].iter_mut().for_each(|piece| piece.each = true);
                }
                return;
            }
            return self.duration(noun);
        }
        if self.each.is_some() {
            return self.every(1, noun);
        }
        if self.settle_parts(Base::Every(noun)) {
            return;
        }
        if self.event_before() {
            return self.event();
        }
        if self.during {
            self.during = false;
            return;
        }
        self.unit_here(noun);
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }

    /// Whether a month or the like follows, so that «2 недели октября» is the second week.
    fn base_follows(&self) -> bool {
        matches!(
            self.word(0),
            Some(Meaning::Month(_) | Meaning::Noun(Noun::Month | Noun::Quarter | Noun::SchoolQuarter) | Meaning::Each)
        )
    }

    fn day(&mut self, plural: bool) {
        if self.waiting_numbers() > 0 {
            let last = self.pieces.last().is_some_and(|piece| matches!(piece.point.base, Base::Number(_, true)));
            if self.each.is_some() && !last {
                let interval = self.each_interval();
                return self.every(interval, Noun::Day);
            }
            if last && !self.during {
                self.settle_numbers(|value| Some((Part::Day(value), Base::Missing)));
                return;
            }
            return self.duration(Noun::Day);
        }
        if self.each.is_some() {
            return self.every(1, Noun::Day);
        }
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).map(|token| token.what);
        if plural && before == Some(What::Word(Meaning::Working)) && !self.during {
            self.role = None;
            self.phrase.weekdays |= 0b001_1111;
            return;
        }
        if self.event_before() {
            return self.event();
        }
        if plural && self.during {
            self.during = false;
        }
        match self.role {
            // «ко Дню учителя», «до Дня матери»
            Some(Role::Until | Role::Toward | Role::After) => {
                self.event_like = true;
                self.swallow = true;
                self.role = None;
            }
            // «в день проведения»
            _ => self.event_like |= !self.during && self.phrase.weekdays == 0,
        }
        self.unit_here(Noun::Day);
        self.event_like &= self.unit_before.is_some() || self.swallow;
    }

    fn generic_month(&mut self, plural: bool) {
        if self.waiting_numbers() > 0 {
            if self.each.is_some() {
                let interval = self.each_interval();
                return self.every(interval, Noun::Month);
            }
            return self.duration(Noun::Month);
        }
        if self.settle_parts(Base::Every(Noun::Month)) {
            self.each = None;
            return;
        }
        if self.each.is_some() {
            return self.every(1, Noun::Month);
        }
        if self.event_before() {
            return self.event();
        }
        if self.during {
            self.during = false;
            return;
        }
        if !plural {
            self.unit_here(Noun::Month);
        }
    }

    fn year(&mut self, school: bool) {
        let new = std::mem::take(&mut self.new);
        let all = std::mem::take(&mut self.all);
        if self.waiting_numbers() > 0 {
            if self.each.is_some() {
                let interval = self.each_interval();
                return self.every(interval, Noun::Year);
            }
            return self.duration(Noun::Year);
        }
        let base = if school { Base::SchoolYear } else { Base::Year };
        let halves = self
            .pieces
            .last()
            .is_some_and(|piece| piece.point.base == Base::Missing && matches!(piece.point.part, Part::Half(_)));
        if halves {
            for piece in self.pieces.iter_mut().rev() {
                let (Base::Missing, Part::Half(half)) = (piece.point.base, piece.point.part) else { break };
                (piece.point.part, piece.point.base) = (Part::Whole, Base::HalfYear(half));
            }
            self.joint = Joint::Space;
            self.each = None;
            return self.give_year();
        }
        let after_point = self
            .pieces
            .last()
            .is_some_and(|piece| !piece.dropped && !matches!(piece.point.base, Base::Missing | Base::Number(..)));
        if self.each.is_some() {
            self.each = None;
            if !self.settle_parts(base) {
                // «сентябрь каждого года» keeps the month beside it.
            }
            return self.set_rhythm(Rhythm { times: 1, interval: 1, unit: Noun::Year, counted: false });
        }
        if new && !school && matches!(self.role, Some(Role::Until | Role::Toward | Role::After)) {
            return self.push(Part::Whole, Base::NewYear, Year::Unwritten);
        }
        if after_point && self.joint == Joint::Space && !self.during && self.role.is_none() {
            return self.give_year();
        }
        // «г. Минск», «Год семьи»
        let name = self.is_unknown(usize::from(self.sign(0) == Some(Sign::Dot)));
        let waiting = self.pieces.last().is_some_and(|piece| piece.point.base == Base::Missing && !piece.dropped);
        if name && !school && !all && !self.during && !waiting && self.role.is_none() {
            self.joint = Joint::Words;
            return;
        }
        let count_in = self.count.is_some() || self.in_before_without_year();
        if count_in && !self.during && self.role.is_none() {
            if self.count.is_some() {
                return self.unit_here(Noun::Year);
            }
            self.unit_before = Some(Noun::Year);
            if self.times_follow() {
                return;
            }
            self.unit_before = None;
        }
        if self.event_before() && !school && !new {
            self.role = None;
        }
        if !self.settle_parts(base) {
            self.during |= all || self.role.is_none();
            self.push(Part::Whole, base, Year::Unwritten);
        }
        self.give_year();
    }

    fn in_before_without_year(&self) -> bool {
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).map(|token| token.what);
        matches!(before, Some(What::Word(Meaning::In | Meaning::For)))
    }

    /// «через неделю», «со дня».
    fn event_before(&self) -> bool {
        self.role == Some(Role::From)
    }

    /// A number and a noun that are a length of time.
    fn duration(&mut self, unit: Noun) {
        let working = self
            .tokens
            .get(self.at.saturating_sub(3)..self.at)
            .into_iter()
            .flatten()
            .any(|token| token.what == What::Word(Meaning::Working));
        let Some(count) = self.take_count() else { return };
        let tied = self.during || matches!(self.role, Some(Role::Until | Role::From | Role::Toward | Role::After));
        self.during = false;
        if tied {
            self.phrase.cues.relative = true;
            self.role = None;
            self.swallow = true;
        }
        self.phrase.duration.get_or_insert(Duration { count, unit, working });
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }
}
