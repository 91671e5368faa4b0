//! Years: behind the point that they belong to («октябрь 2023 г.»), or a point of their own («2023/2024 уч. г.»). The
//! word «год» without figures is a noun like others, in [`nouns`](super::nouns).

use std::mem;

use super::parser::Parser;
use super::piece::Draft;
use super::{Base, Joint, Part, Year};
use crate::term::lexer::{Sign, What};
use crate::term::vocabulary::{Meaning, Noun};

impl Parser<'_> {
    /// `2023`, `2023/2024 уч. г.`, `2022-2025 гг.`
    pub(super) fn years(&mut self) -> bool {
        let Some((year, length)) = self.tokens.written_year(0) else { return false };
        let plain = matches!(year, Year::Calendar(_));
        self.tokens.advance(length);
        let behind_figures = self.tokens;
        self.year_words();
        let words = self.tokens.since(behind_figures);
        let named = !words.is_empty();
        let school =
            mem::take(&mut self.awaiting.school) || words.iter().any(|token| token.what == What::Word(Meaning::School));
        let base = match year {
            Year::Calendar(_) if school => Base::SchoolYear,
            Year::Calendar(_) => Base::Year,
            _ => Base::SchoolYear,
        };
        // «половина 2023 года», «начало 2023/2024 уч. г.»; a year right behind a point is the point's.
        if let Some(piece) = self.pieces.last_mut()
            && piece.is_half_without_base()
            && let Part::Half(half) = piece.part
        {
            (piece.part, piece.base, piece.year) = (Part::Whole, Base::HalfYear(half).into(), year);
            self.lead.joint = Joint::Space;
            return true;
        }
        // «IX 2023», «IX–X 2023»
        let months = self.waiting_numbers();
        let first_month = self.pieces.len() - months;
        let all_months = self.pieces[first_month..]
            .iter()
            .all(|piece| matches!(piece.base, Draft::Number { value: 1..=12, ordinal: true }));
        if plain && months > 0 && all_months {
            for piece in &mut self.pieces[first_month..] {
                if let Draft::Number { value: month, .. } = piece.base {
                    (piece.base, piece.year) = (Base::Month(month).into(), year);
                }
            }
            self.lead.joint = Joint::Space;
            return true;
        }
        if self.settle_parts(base) {
            if let Some(last) = self.pieces.last_mut() {
                last.year = year;
            }
            return true;
        }
        // Digits that are no year by any sign: «каб. 2012».
        if plain && !named && self.lead.joint == Joint::Words && !self.pieces.is_empty() {
            return true;
        }
        if mem::take(&mut self.awaiting.each) {
            return true;
        }
        self.awaiting.all = false;
        self.push(Part::Whole, base, year);
        true
    }

    /// Reads the year behind the last point, if there is one.
    pub(super) fn give_year(&mut self) {
        if let Some(year) = self.year_behind()
            && let Some(last) = self.pieces.last_mut()
        {
            last.year = year;
        }
    }

    /// Gives the year behind the last points to all of them that have none. Says whether there was one.
    pub(super) fn give_year_from(&mut self, first: usize) -> bool {
        let Some(year) = self.year_behind() else { return false };
        for piece in self.pieces[first..].iter_mut().filter(|piece| piece.year == Year::Unwritten) {
            piece.year = year;
        }
        true
    }

    /// Reads the year behind what was just read, with the brackets around it and the words behind it.
    pub(super) fn year_behind(&mut self) -> Option<Year> {
        // «октябрь, 2023», «октябрь (2023 г.)», «окт. 2023»
        let mut ahead = 0;
        let mut bracket = false;
        while ahead < 3 {
            match self.tokens.sign(ahead) {
                Some(Sign::Comma | Sign::Dot | Sign::Quote) => ahead += 1,
                Some(Sign::Open) if !bracket => {
                    bracket = true;
                    ahead += 1;
                }
                // «октябрь-2023»: no range ends with a year.
                Some(Sign::Dash) if ahead == 0 && self.tokens.written_year(1).is_some() => {
                    ahead = 1;
                    break;
                }
                _ => break,
            }
        }
        // «май 24 г.», «сент. 23 – май 24»
        let short = self.tokens.digits(ahead).is_some_and(|numeral| {
            let named = matches!(self.tokens.word(ahead + 1), Some(Meaning::Noun(Noun::Year)));
            let dashed = self.tokens.sign(ahead + 1) == Some(Sign::Dash) && self.tokens.numeral(ahead + 2).is_none();
            let ends = matches!(self.tokens.sign(ahead + 1), Some(Sign::Close | Sign::Semicolon))
                || self.tokens.peek(ahead + 1).is_none();
            let marks = (1..=3).take_while(|mark| {
                matches!(self.tokens.sign(ahead + mark), Some(Sign::Dot | Sign::Comma | Sign::Quote))
            });
            let marks = marks.count();
            let marked_end = marks > 0 && self.tokens.peek(ahead + 1 + marks).is_none();
            let bare = (20..40).contains(&numeral.value) && (dashed || ends || marked_end);
            numeral.digits == 2 && numeral.value >= 10 && (named || bare)
        });
        if short && ahead <= 1 {
            let year = 2000 + self.tokens.digits(ahead)?.value as i32;
            self.tokens.advance(ahead + 1);
            self.year_words();
            return Some(Year::Calendar(year));
        }
        let (year, length) = self.tokens.written_year(ahead)?;
        if bracket && self.tokens.sign(ahead + length) != Some(Sign::Close) {
            let after = self.tokens.word(ahead + length);
            if !matches!(after, Some(Meaning::Noun(Noun::Year) | Meaning::School)) {
                return None;
            }
        }
        self.tokens.advance(ahead + length);
        self.year_words();
        if bracket && self.tokens.sign(0) == Some(Sign::Close) {
            self.tokens.advance(1);
        } else if bracket {
            self.lead.brackets += 1;
        }
        Some(year)
    }

    /// «г.», «года», «уч. г.», «гг.» behind a year.
    pub(super) fn year_words(&mut self) {
        let mut ahead = 0;
        let mut taken = 0;
        let mut years = 0;
        while ahead < 8 {
            match self.tokens.peek(ahead).map(|token| token.what) {
                Some(What::Word(Meaning::Noun(Noun::Year))) => {
                    years += 1;
                    if years > 2 {
                        break;
                    }
                    ahead += 1;
                    taken = ahead;
                }
                Some(What::Word(Meaning::School)) => ahead += 1,
                Some(What::Sign(Sign::Dot | Sign::Slash)) => ahead += 1,
                Some(What::Sign(Sign::Dash)) if years == 0 && ahead > 0 => ahead += 1,
                _ => break,
            }
        }
        self.tokens.advance(taken);
    }

    /// «учебного года» right behind «I полугодие».
    pub(super) fn skip_year_word(&mut self) {
        let ahead = usize::from(self.tokens.word(0) == Some(Meaning::School));
        if self.tokens.word(ahead) == Some(Meaning::Noun(Noun::Year)) {
            self.tokens.advance(ahead + 1);
            self.give_year();
        }
    }
}
