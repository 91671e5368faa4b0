//! Nouns that are counted: «неделя», «четверть», «год», … With a number before it a noun is a point («II четверть»), a
//! duration («10 дней») or an interval («каждые 2 недели»); alone, it is the unit of a recurrence or the plan's own.

use std::mem;

use super::parser::{HalfRhythm, Parser};
use super::piece::{Draft, Piece, Role};
use super::{Base, Duration, Joint, LAST, Part, Year};
use crate::term::lexer::Sign;
use crate::term::vocabulary::{Meaning, Noun};

impl Parser<'_> {
    pub(super) fn noun(&mut self, noun: Noun, plural: bool) {
        if self.skipping {
            self.awaiting.school = false;
            return;
        }
        let school = mem::take(&mut self.awaiting.school);
        match noun {
            Noun::Quarter | Noun::SchoolQuarter | Noun::HalfYear => self.ordinal_noun(noun),
            Noun::Week | Noun::Decade => self.week(noun, plural),
            Noun::Day => self.day(plural),
            Noun::Month => self.month_noun(plural),
            Noun::Year => self.year(school),
        }
    }

    /// «четверть», «квартал», «полугодие»: nouns that are numbered within the year.
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
        if self.awaiting.each {
            if self.pieces.last().is_some_and(|piece| piece.base == Draft::Missing) {
                self.awaiting.each = false;
                self.settle_parts(Base::Every(noun));
            } else {
                self.each(noun);
            }
            return;
        }
        if self.waiting_numbers() > 0 {
            let during = mem::take(&mut self.awaiting.during);
            let mut count = self.settle_numbers(|value| base(value).map(|base| (Part::Whole, base.into())));
            // «начало II четверти»: the part before the number takes the quarter as its base.
            if let [.., part, number] = self.pieces.as_mut_slice()
                && part.base == Draft::Missing
                && number.joint == Joint::Space
                && !part.dropped
            {
                part.base = number.base;
                self.pieces.pop();
                count = 1;
            }
            let first = self.pieces.len() - count;
            if during {
                self.pieces[first..].iter_mut().for_each(|piece| piece.during = true);
            }
            if !self.give_year_from(first) {
                self.skip_year_word();
            }
            return;
        }
        // «полугодие I», «четверть 3»
        if let Some(numeral) = self.tokens.numeral(0).filter(|numeral| numeral.value <= most && numeral.value > 0)
            && !matches!(self.tokens.word(1), Some(Meaning::Month(_) | Meaning::Times))
            && self.tokens.sign(1) != Some(Sign::Dash)
            && !self.tokens.is_glued_figure(1)
            && let Some(base) = base(numeral.value)
        {
            self.tokens.advance(1);
            self.base(base);
            return;
        }
        if self.settle_parts(Base::Every(noun)) {
            return;
        }
        if mem::take(&mut self.awaiting.during) {
            self.event_suspected = false;
            return;
        }
        self.unit_here(noun);
    }

    /// «неделя», «декада»: parts of what is to follow when an ordinal or a base says so, lengths of time otherwise.
    fn week(&mut self, noun: Noun, plural: bool) {
        let part = move |value: u32| match (noun, value) {
            (Noun::Decade, LAST) => Some(Part::Decade(3)),
            (Noun::Decade, 1..=3) => Some(Part::Decade(value)),
            (Noun::Decade, _) => None,
            (_, LAST | 1..=6) => Some(Part::Week(value)),
            _ => None,
        };
        if self.waiting_numbers() > 0 {
            let ordinal = self.pieces.last().is_some_and(Piece::is_ordinal);
            let based = self.tokens.base_follows();
            if self.awaiting.each && !ordinal {
                return self.each(noun);
            }
            // «1–30 октября (1 неделя)» says how long.
            if let [.., before, number] = self.pieces.as_slice()
                && matches!(before.part, Part::Day(_))
                && number.joint == Joint::Bracket
                && !ordinal
            {
                return self.duration(noun);
            }
            if ordinal || based || !plural && noun == Noun::Decade || !plural && !self.awaiting.during {
                self.settle_numbers(|value| part(value).map(|part| (part, Draft::Missing)));
                self.edge_of_part();
                return;
            }
            return self.duration(noun);
        }
        // «октябрь, неделя 2»
        if let Some(numeral) = self.tokens.numeral(0)
            && self.pieces.last().is_some_and(|piece| {
                matches!(piece.base, Draft::Base(Base::Month(_))) && piece.part == Part::Whole && !piece.dropped
            })
            && self.half_rhythm.is_none()
            && !self.awaiting.each
            && !matches!(self.tokens.word(1), Some(Meaning::Month(_) | Meaning::Times | Meaning::Hour))
            && !self.tokens.is_glued_figure(1)
            && let Some(part) = part(numeral.value)
        {
            self.tokens.advance(1);
            return self.push(part, Draft::Missing, Year::Unwritten);
        }
        if self.awaiting.each {
            return self.each(noun);
        }
        if self.settle_parts(Base::Every(noun)) {
            return;
        }
        if self.event_before() {
            return self.event();
        }
        if mem::take(&mut self.awaiting.during) {
            return;
        }
        self.unit_here(noun);
        self.lead.interrupt();
    }

    /// «до конца I декады», «к началу 2 недели»: the edge of a part of a month, which for a deadline is a day, and else the
    /// part as a whole.
    fn edge_of_part(&mut self) {
        let [.., edge, part] = self.pieces.as_mut_slice() else { return };
        let of_part = matches!(edge.part, Part::Begin | Part::End)
            && edge.waits_for_base()
            && part.joint == Joint::Space
            && part.role.is_none()
            && !part.dropped;
        if !of_part {
            return;
        }
        match (edge.part, edge.role, part.part) {
            // The day before the second week is the last of the first.
            (Part::Begin, Some(Role::Until), Part::Week(week @ 2..=6)) => edge.part = Part::Week(week - 1),
            (Part::Begin, Some(Role::Until), Part::Decade(decade @ 2..=3)) => edge.part = Part::Decade(decade - 1),
            (Part::Begin, Some(Role::Until), _) => {}
            (Part::End, Some(Role::Toward), whole) => (edge.part, edge.role) = (whole, Some(Role::Until)),
            (_, _, whole) => edge.part = whole,
        }
        self.pieces.pop();
    }

    /// «3 дек. октября»: three letters that are December elsewhere.
    pub(super) fn is_decade(&self) -> bool {
        self.waiting_numbers() == 1
            && self.pieces.last().is_some_and(|piece| matches!(piece.base, Draft::Number { value: 1..=3, .. }))
            && self.tokens.sign(0) == Some(Sign::Dot)
            && matches!(self.tokens.word(1), Some(Meaning::Month(_)))
    }

    /// «день»: of the month with an ordinal, a length of time with a number, an event's without either.
    fn day(&mut self, plural: bool) {
        if self.waiting_numbers() > 0 {
            let ordinal = self.pieces.last().is_some_and(Piece::is_ordinal);
            if self.awaiting.each && !ordinal {
                return self.each(Noun::Day);
            }
            if ordinal && !self.awaiting.during {
                self.settle_numbers(|value| Some((Part::Day(value), Draft::Missing)));
                return;
            }
            return self.duration(Noun::Day);
        }
        if self.awaiting.each {
            return self.each(Noun::Day);
        }
        // «по рабочим дням»
        if plural && self.tokens.back(2) == Some(Meaning::Working) && !self.awaiting.during {
            self.lead.role = None;
            self.phrase.weekdays |= 0b001_1111;
            return;
        }
        if self.event_before() {
            return self.event();
        }
        self.awaiting.during &= !plural;
        match self.lead.role {
            // «ко Дню учителя», «до Дня матери»
            Some(Role::Until | Role::Toward | Role::After) => self.suspect_event(),
            // «в день проведения»
            _ => self.event_suspected |= !self.awaiting.during && self.phrase.weekdays == 0,
        }
        self.unit_here(Noun::Day);
        self.event_suspected &= matches!(self.half_rhythm, Some(HalfRhythm::Unit(_))) || self.skipping;
    }

    /// «месяц».
    fn month_noun(&mut self, plural: bool) {
        if self.waiting_numbers() > 0 {
            if self.awaiting.each {
                return self.each(Noun::Month);
            }
            return self.duration(Noun::Month);
        }
        if self.settle_parts(Base::Every(Noun::Month)) {
            self.awaiting.each = false;
            return;
        }
        if self.awaiting.each {
            return self.each(Noun::Month);
        }
        if self.event_before() {
            return self.event();
        }
        if mem::take(&mut self.awaiting.during) {
            return;
        }
        if !plural {
            self.unit_here(Noun::Month);
        }
    }

    /// «год», with whatever waits for it: halves, parts, «каждый», «новый», a count.
    fn year(&mut self, school: bool) {
        let new = mem::take(&mut self.awaiting.new);
        let all = mem::take(&mut self.awaiting.all);
        if self.waiting_numbers() > 0 {
            if self.awaiting.each {
                return self.each(Noun::Year);
            }
            return self.duration(Noun::Year);
        }
        let base = if school { Base::SchoolYear } else { Base::Year };
        if self.pieces.last().is_some_and(Piece::is_half_without_base) {
            for piece in self.pieces.iter_mut().rev() {
                let (Draft::Missing, Part::Half(half)) = (piece.base, piece.part) else { break };
                (piece.part, piece.base) = (Part::Whole, Base::HalfYear(half).into());
            }
            self.lead.joint = Joint::Space;
            self.awaiting.each = false;
            return self.give_year();
        }
        if self.awaiting.each {
            // «начало каждого года»; «сентябрь каждого года» keeps the month beside it.
            self.settle_parts(base);
            return self.every(1, Noun::Year);
        }
        if new && !school && matches!(self.lead.role, Some(Role::Until | Role::Toward | Role::After)) {
            return self.push(Part::Whole, Base::NewYear, Year::Unwritten);
        }
        let bare = !self.awaiting.during && self.lead.role.is_none();
        let behind_point = self
            .pieces
            .last()
            .is_some_and(|piece| !piece.dropped && !piece.is_number() && piece.base != Draft::Missing);
        if behind_point && self.lead.joint == Joint::Space && bare {
            return self.give_year();
        }
        // «г. Минск», «Год семьи»
        let dots = (0..2).take_while(|&ahead| self.tokens.sign(ahead) == Some(Sign::Dot)).count();
        let name = self.tokens.is_unknown(dots);
        let waiting = self.pieces.last().is_some_and(Piece::waits_for_base);
        if name && !school && !all && !waiting && bare {
            self.lead.joint = Joint::Words;
            return;
        }
        if bare {
            if let Some(HalfRhythm::Times(_)) = self.half_rhythm {
                return self.unit_here(Noun::Year);
            }
            // «в год 2 раза»; «на год» alone is the plan's year.
            if matches!(self.tokens.back(2), Some(Meaning::In | Meaning::For)) {
                self.half_rhythm = self.tokens.times_follow().then_some(HalfRhythm::Unit(Noun::Year));
                if self.half_rhythm.is_some() {
                    return;
                }
            }
        }
        if self.event_before() && !school && !new {
            self.lead.role = None;
        }
        if !self.settle_parts(base) {
            self.awaiting.during |= all || self.lead.role.is_none();
            self.push(Part::Whole, base, Year::Unwritten);
        }
        self.give_year();
    }

    /// «со дня», «с недели»: of an event.
    fn event_before(&self) -> bool {
        self.lead.role == Some(Role::From)
    }

    /// A number and a noun that are a length of time.
    fn duration(&mut self, unit: Noun) {
        let working = (1..=3).any(|back| self.tokens.back(back) == Some(Meaning::Working));
        let Some(count) = self.take_count() else { return };
        let tied = self.awaiting.during
            || matches!(self.lead.role, Some(Role::Until | Role::From | Role::Toward | Role::After));
        self.awaiting.during = false;
        if tied {
            self.phrase.cues.relative = true;
            self.lead.role = None;
            self.skipping = true;
        }
        self.phrase.duration.get_or_insert(Duration { count, unit, working });
        self.lead.interrupt();
    }
}
