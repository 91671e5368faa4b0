//! The tokens and the place among them: a look ahead and a look back. Nothing here decides anything, and nothing looks
//! further than a fixed number of tokens, so that a phrase is read in linear time.

use super::Year;
use crate::term::lexer::{Numeral, Sign, Token, What};
use crate::term::vocabulary::{Meaning, Noun};

/// Where the parser is among the tokens.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Cursor<'a> {
        Cursor { tokens, at: 0 }
    }

    pub(super) fn advance(&mut self, tokens: usize) {
        self.at += tokens;
    }

    /// The word so many tokens back: 1 is the token just passed.
    pub(super) fn back(&self, tokens: usize) -> Option<Meaning> {
        match self.tokens.get(self.at.checked_sub(tokens)?)?.what {
            What::Word(meaning) => Some(meaning),
            _ => None,
        }
    }

    /// The sign so many tokens back.
    pub(super) fn sign_back(&self, tokens: usize) -> Option<Sign> {
        match self.tokens.get(self.at.checked_sub(tokens)?)?.what {
            What::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// The tokens passed since an earlier place.
    pub(super) fn since(&self, earlier: Cursor<'a>) -> &'a [Token] {
        self.tokens.get(earlier.at..self.at).unwrap_or_default()
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    pub(super) fn word(&self, ahead: usize) -> Option<Meaning> {
        match self.peek(ahead)?.what {
            What::Word(meaning) => Some(meaning),
            _ => None,
        }
    }

    pub(super) fn numeral(&self, ahead: usize) -> Option<Numeral> {
        match self.peek(ahead)?.what {
            What::Number(numeral) => Some(numeral),
            _ => None,
        }
    }

    /// Digits, not a Roman numeral or an ordinal.
    pub(super) fn digits(&self, ahead: usize) -> Option<Numeral> {
        self.numeral(ahead).filter(|numeral| numeral.digits > 0 && !numeral.ordinal)
    }

    pub(super) fn sign(&self, ahead: usize) -> Option<Sign> {
        match self.peek(ahead)?.what {
            What::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// Whether white space comes before the token.
    pub(super) fn spaced(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|token| token.spaced)
    }

    pub(super) fn is_unknown(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|token| token.what == What::Unknown)
    }

    /// «.05» glued to what comes before.
    pub(super) fn is_glued_figure(&self, ahead: usize) -> bool {
        matches!(self.sign(ahead), Some(Sign::Dot | Sign::Slash)) && self.digits(ahead + 1).is_some()
    }

    /// Whether a month or the like follows, so that «2 недели октября» is the second week.
    pub(super) fn base_follows(&self) -> bool {
        matches!(
            self.word(0),
            Some(Meaning::Month(_) | Meaning::Noun(Noun::Month | Noun::Quarter | Noun::SchoolQuarter) | Meaning::Each)
        )
    }

    /// Whether «2 раза», «дважды» follow.
    pub(super) fn times_follow(&self) -> bool {
        let number = usize::from(self.numeral(0).is_some() || matches!(self.word(0), Some(Meaning::Number(_))));
        matches!(self.word(number), Some(Meaning::Times | Meaning::TimesOver(_)))
    }

    /// A year, or a pair of them, at so many tokens ahead: the year and how many tokens it takes.
    pub(super) fn written_year(&self, ahead: usize) -> Option<(Year, usize)> {
        let (first, mut length) = self.four_digits(ahead)?;
        // Not the head of «2023-10-05» or of «2023.10.05».
        if matches!(self.sign(ahead + length), Some(Sign::Dash | Sign::Dot))
            && self.digits(ahead + length + 1).is_some_and(|numeral| numeral.digits <= 2)
            && matches!(self.sign(ahead + length + 2), Some(Sign::Dash | Sign::Dot))
            && self.digits(ahead + length + 3).is_some_and(|numeral| numeral.digits <= 2)
            && !self.spaced(ahead + length + 3)
        {
            return None;
        }
        let mut mark = ahead + length;
        // «2023 г. – 2024 г.» is two years; «2023 – 2024 уч. г.» a pair.
        if matches!(self.sign(mark), Some(Sign::Dash | Sign::Slash)) {
            mark += 1;
            if self.sign(mark) == Some(Sign::Dash) {
                mark += 1;
            }
            if let Some((second, second_length)) = self.four_digits(mark) {
                let followed = self.sign(mark + second_length) == Some(Sign::Dot)
                    && self.digits(mark + second_length + 1).is_some()
                    && !self.spaced(mark + second_length + 1);
                if second > first && second - first <= 30 && !followed {
                    length = mark + second_length - ahead;
                    return Some((pair(first, second), length));
                }
            } else if let Some(second) = self.digits(mark).filter(|numeral| numeral.digits == 2)
                && second.value as i32 == (first + 1) % 100
                && !matches!(self.word(mark + 1), Some(Meaning::Month(_)))
                && !self.is_glued_figure(mark + 1)
            {
                return Some((Year::School(first), mark + 1 - ahead));
            }
        }
        Some((Year::Calendar(first), length))
    }

    /// A four-digit year, be it broken: «20 22», «202⏎3». Its value and how many tokens it takes.
    pub(super) fn four_digits(&self, ahead: usize) -> Option<(i32, usize)> {
        let head = self.digits(ahead)?;
        let plausible = |value: u32| (1900..2100).contains(&value);
        if head.digits == 4 {
            return plausible(head.value).then_some((head.value as i32, 1));
        }
        let tail = self.digits(ahead + 1)?;
        let value = head.value.checked_mul(10u32.checked_pow(u32::from(tail.digits))?)?.checked_add(tail.value)?;
        let whole = head.digits.checked_add(tail.digits)? == 4 && matches!(head.value, 20 | 2 | 200..=209);
        (whole
            && plausible(value)
            && !self.is_glued_figure(ahead + 2)
            && !matches!(self.word(ahead + 2), Some(Meaning::Month(_))))
        .then_some((value as i32, 2))
    }
}

fn pair(first: i32, second: i32) -> Year {
    if second == first + 1 { Year::School(first) } else { Year::Span(first, second) }
}
