//! Dates in figures, however dots, commas and spaces stand: a day, a month, a year, or two of them. Whether there is such
//! a day is not asked here: «31.09.2023» is a date that the reading finds impossible.

use super::parser::Parser;
use super::piece::{Draft, Role};
use super::{Base, Joint, Part, Year};
use crate::term::lexer::Sign;
use crate::term::vocabulary::Meaning;

impl Parser<'_> {
    /// `07.10.2022`, `7.10.22`, `05,10,2023`, `5/10/23`, `15.VI.2023`, `01.09`, however dots and spaces stand.
    pub(super) fn date(&mut self) -> bool {
        let Some(day) = self.tokens.digits(0).filter(|day| day.digits <= 2) else { return false };
        if let (Some(month), Some((year, length))) =
            (self.tokens.digits(1).filter(|month| month.digits <= 2), self.tokens.four_digits(2))
            && (1..=12).contains(&month.value)
            && (1..=31).contains(&day.value)
            && length == 1
        {
            // «12 10 2023»
            self.tokens.advance(3);
            self.dated(day.value, month.value, Year::Calendar(year));
            return true;
        }
        // «07 . 10 . 2023»
        if let (Some(Sign::Dot), Some(month), Some(Sign::Dot), Some((year, 1))) =
            (self.tokens.sign(1), self.tokens.digits(2), self.tokens.sign(3), self.tokens.four_digits(4))
            && (1..=12).contains(&month.value)
            && (1..=31).contains(&day.value)
            && self.tokens.spaced(1)
        {
            self.tokens.advance(5);
            self.dated(day.value, month.value, Year::Calendar(year));
            return true;
        }
        let Some(mark @ (Sign::Dot | Sign::Comma | Sign::Slash | Sign::Dash | Sign::Other)) = self.tokens.sign(1)
        else {
            return false;
        };
        let mut ahead = 2;
        if mark == Sign::Dot && self.tokens.sign(2) == Some(Sign::Dot) {
            ahead = 3;
        }
        let doubled = ahead == 3;
        let Some(month) =
            self.tokens.numeral(ahead).filter(|month| month.digits <= 2 && !(month.ordinal && month.digits > 0))
        else {
            return false;
        };
        let roman = month.digits == 0;
        // «07..10» is a date with a slip, «5..10» two days.
        let slip = doubled
            && day.digits == 2
            && month.digits == 2
            && !matches!(self.tokens.word(ahead + 1), Some(Meaning::Month(_)));
        let spaced = |ahead: usize| self.tokens.spaced(ahead);
        // «12 .10» has its dot with the month.
        let loose = mark == Sign::Dot && month.digits == 2 && !spaced(ahead) && (1..=12).contains(&month.value);
        if spaced(1) && !loose || mark != Sign::Dot && spaced(ahead) {
            return false;
        }
        let month_end = ahead + 1;
        // The mark before the year; with dots it may be doubled, a comma, or lost.
        let mut year_at = month_end;
        match self.tokens.sign(year_at) {
            Some(Sign::Dot) if mark == Sign::Dot => {
                year_at += 1;
                if matches!(self.tokens.sign(year_at), Some(Sign::Dot | Sign::Comma)) {
                    year_at += 1;
                }
            }
            Some(sign) if sign == mark => year_at += 1,
            Some(Sign::Comma) if mark == Sign::Dot => year_at += 1,
            _ => {}
        }
        let marked = year_at > month_end;
        if let Some((year, length)) = self.tokens.four_digits(year_at)
            && (marked || mark == Sign::Dot)
            && (mark != Sign::Dash || marked)
        {
            self.tokens.advance(year_at + length);
            self.dated(day.value, month.value, Year::Calendar(year));
            return true;
        }
        if marked
            && (!doubled || slip)
            && self.tokens.sign(month_end) == Some(mark)
            && (year_at == month_end + 1 || self.tokens.sign(month_end + 1) == Some(Sign::Dot))
            && mark != Sign::Comma
            && let Some(year) = self.tokens.digits(year_at).filter(|year| year.digits == 2 && !spaced(year_at))
            && !self.tokens.is_glued_figure(year_at + 1)
            && (mark != Sign::Dash || year.value > 12)
        {
            self.tokens.advance(year_at + 1);
            self.dated(day.value, month.value, Year::Calendar(2000 + year.value as i32));
            return true;
        }
        // Day and month only.
        let plausible = (1..=12).contains(&month.value) && (1..=31).contains(&day.value);
        let no_such = mark == Sign::Dot && month.digits == 2 && day.digits == 2 && month.value <= 12 && day.value > 31;
        let is_pair = mark == Sign::Dot
            && (!doubled || slip && plausible)
            && (plausible || no_such)
            && (!spaced(ahead) || month.digits == 2)
            || mark == Sign::Slash
                && plausible
                && month.digits == 2
                && !matches!(self.tokens.word(month_end), Some(Meaning::Times | Meaning::Noun(_)));
        if !is_pair
            || matches!(self.tokens.word(month_end), Some(Meaning::Month(_)) if !roman)
                && month.value <= 31
                && spaced(ahead)
        {
            return false;
        }
        // «1.2 декабря»
        if matches!(
            self.tokens.word(month_end),
            Some(Meaning::Month(_) | Meaning::Noun(_) | Meaning::Half | Meaning::Times)
        ) && !roman
            && month.digits == 1
        {
            return false;
        }
        self.tokens.advance(month_end);
        if self.tokens.sign(0) == Some(Sign::Dot) && self.tokens.sign(1) != Some(Sign::Dot) {
            self.tokens.advance(1);
        }
        self.dated(day.value, month.value, Year::Unwritten);
        true
    }

    /// A date in figures; the numbers before it («06-07.09.2024») are days of its month.
    fn dated(&mut self, day: u32, month: u32, year: Year) {
        if self.skipping {
            self.year_words();
            return;
        }
        let before = self.pieces.len();
        self.push(Part::Day(day), Base::Month(month), year);
        let mut joint = self.pieces.get(before).map_or(Joint::Words, |piece| piece.joint);
        for piece in self.pieces[..before].iter_mut().rev() {
            match piece.base {
                // «каб. 4, 12.10.2023»: the room's number is no day.
                Draft::Number { .. } if joint == Joint::List && piece.joint == Joint::Words => break,
                Draft::Number { value, .. } if matches!(joint, Joint::Dash | Joint::List) && !piece.dropped => {
                    (piece.part, piece.base, piece.year) = (Part::Day(value), Base::Month(month).into(), year);
                    joint = piece.joint;
                }
                // «с 5 по 10.10.2023»
                Draft::Number { value, .. } if piece.role == Some(Role::From) && !piece.dropped => {
                    (piece.part, piece.base, piece.year) = (Part::Day(value), Base::Month(month).into(), year);
                    break;
                }
                _ => break,
            }
        }
        if year == Year::Unwritten {
            self.give_year();
        } else {
            self.year_words();
        }
    }

    /// `2023-10-05`, `2023.10.05`, `2024-09`.
    pub(super) fn iso_date(&mut self) -> bool {
        let Some(year) = self.tokens.digits(0).filter(|year| year.digits == 4 && (1900..2100).contains(&year.value))
        else {
            return false;
        };
        let Some(mark @ (Sign::Dash | Sign::Dot | Sign::Slash)) = self.tokens.sign(1) else { return false };
        let Some(month) = self.tokens.digits(2).filter(|month| month.digits == 2 && (1..=12).contains(&month.value))
        else {
            return false;
        };
        let tight = |ahead: usize| !self.tokens.spaced(ahead);
        if !tight(1) || !tight(2) {
            return false;
        }
        let written = Year::Calendar(year.value as i32);
        if self.tokens.sign(3) == Some(mark)
            && let Some(day) = self.tokens.digits(4).filter(|day| day.digits <= 2)
            && tight(3)
            && tight(4)
        {
            self.tokens.advance(5);
            self.push(Part::Day(day.value), Base::Month(month.value), written);
            return true;
        }
        // `2024-09`, which is no pair of years: `2023-24` is.
        let is_pair = month.value == (year.value + 1) % 100;
        if mark != Sign::Dash || is_pair || matches!(self.tokens.word(3), Some(Meaning::Month(_))) {
            return false;
        }
        self.tokens.advance(3);
        self.push(Part::Whole, Base::Month(month.value), written);
        true
    }

    /// `10.2023`, `09/2023`, and the months before it: `09-10.2023`.
    pub(super) fn month_and_year(&mut self) -> bool {
        let Some(month) = self.tokens.numeral(0).filter(|month| month.digits <= 2 && (1..=12).contains(&month.value))
        else {
            return false;
        };
        let Some(Sign::Dot | Sign::Slash | Sign::Comma) = self.tokens.sign(1) else { return false };
        if month.digits == 0 && self.tokens.sign(1) != Some(Sign::Dot) {
            return false;
        }
        let doubled = self.tokens.sign(1) == Some(Sign::Dot) && self.tokens.sign(2) == Some(Sign::Dot);
        let year_at = 2 + usize::from(doubled);
        let Some((year, 1)) = self.tokens.four_digits(year_at) else { return false };
        if self.tokens.sign(1) == Some(Sign::Comma) && self.tokens.spaced(2) {
            return false;
        }
        self.tokens.advance(year_at + 1);
        self.year_words();
        if self.skipping {
            return true;
        }
        let before = self.pieces.len();
        self.push(Part::Whole, Base::Month(month.value), Year::Calendar(year));
        let mut joint = self.pieces.get(before).map_or(Joint::Words, |piece| piece.joint);
        for piece in self.pieces[..before].iter_mut().rev() {
            match piece.base {
                Draft::Number { value: value @ 1..=12, .. }
                    if matches!(joint, Joint::Dash | Joint::List) && !piece.dropped =>
                {
                    piece.base = Draft::Base(Base::Month(value));
                    joint = piece.joint;
                }
                _ => break,
            }
        }
        true
    }

    /// `09.23-05.24`: two months with their years.
    pub(super) fn short_months(&mut self) -> bool {
        let month_and_year = |ahead: usize| {
            let month =
                self.tokens.digits(ahead).filter(|month| (1..=12).contains(&month.value) && month.digits <= 2)?;
            let year =
                self.tokens.digits(ahead + 2).filter(|year| (20..40).contains(&year.value) && year.digits == 2)?;
            (self.tokens.sign(ahead + 1) == Some(Sign::Dot)).then_some((month.value, 2000 + year.value as i32))
        };
        let (Some((first, from)), Some(Sign::Dash), Some((last, to))) =
            (month_and_year(0), self.tokens.sign(3), month_and_year(4))
        else {
            return false;
        };
        if self.tokens.is_glued_figure(7) || !(from..=from + 1).contains(&to) || self.just.hour {
            return false;
        }
        self.tokens.advance(7);
        self.push(Part::Whole, Base::Month(first), Year::Calendar(from));
        self.lead.joint = Joint::Dash;
        self.push(Part::Whole, Base::Month(last), Year::Calendar(to));
        self.year_words();
        true
    }
}
