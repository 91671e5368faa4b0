//! An exact part of a whole, or a sum of such parts: 4 of 10, 4/10 + 1/2, and so on without rounding.
//!
//! Not a float: a sum of floats depends on the order of its summands, and institutions are assessed in parallel. Not one
//! numerator over one denominator either: a site's recurring rows have any number of denominators, and their common
//! multiple outgrows every integer. So the summands are kept by denominator, and only [`Share::value`] rounds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// An exact number that is not negative: a sum of fractions, kept by denominator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// By the denominators that the summands have in their lowest terms: the sum of the numerators, without wholes. The
    /// wholes stand at 1.
    parts: BTreeMap<u64, u64>,
}

impl Share {
    /// Nothing.
    pub fn nothing() -> Share {
        Share::default()
    }

    /// All of it.
    pub fn whole() -> Share {
        Share::of(1, 1)
    }

    /// `done` of `of`; more than all of it counts as all, a part of nothing as nothing.
    pub fn of(done: u64, of: u64) -> Share {
        let mut share = Share::nothing();
        share.add_fraction(done.min(of), of);
        share
    }

    /// One more summand.
    pub fn add(&mut self, other: &Share) {
        other.parts.iter().for_each(|(of, done)| self.add_part(*done, *of));
    }

    /// The sum divided into `count` equal parts; a mean, where the sum has `count` summands.
    #[must_use]
    pub fn divided(&self, count: u64) -> Share {
        let mut share = Share::nothing();
        if count > 0 {
            self.parts.iter().for_each(|(of, done)| share.add_fraction(*done, of.saturating_mul(count)));
        }
        share
    }

    /// The mean of some parts; nothing, where there are none.
    pub fn mean<'a>(shares: impl IntoIterator<Item = &'a Share>) -> Share {
        let mut sum = Share::nothing();
        let mut count = 0;
        for share in shares {
            sum.add(share);
            count += 1;
        }
        sum.divided(count)
    }

    /// The nearest float, the same whatever the order of the summands was.
    pub fn value(&self) -> f64 {
        match self.one_fraction() {
            Some((done, of)) => done as f64 / of as f64,
            None => self.parts.iter().map(|(of, done)| *done as f64 / *of as f64).sum(),
        }
    }

    /// Whether it is nothing at all.
    pub fn is_nothing(&self) -> bool {
        self.parts.is_empty()
    }

    /// In whole percent, rounded, of a share of at most all; but all only where it is all, and none only where it is nothing.
    pub fn percent(&self) -> u8 {
        let rounded = (self.value() * 100.0).round() as u8;
        match rounded {
            0 if !self.is_nothing() => 1,
            100.. if self.one_fraction().is_none_or(|(done, of)| done != of) => 99,
            rounded => rounded.min(100),
        }
    }

    /// As one fraction, where the common denominator fits.
    fn one_fraction(&self) -> Option<(u128, u128)> {
        self.parts.iter().try_fold((0, 1), |(done, of): (u128, u128), (next_of, next_done)| {
            let (next_done, next_of) = (u128::from(*next_done), u128::from(*next_of));
            let common = (of / greatest_common_divisor(of, next_of)).checked_mul(next_of)?;
            let sum = done.checked_mul(common / of)?.checked_add(next_done.checked_mul(common / next_of)?)?;
            Some((sum, common))
        })
    }

    /// One more fraction, in its lowest terms.
    fn add_fraction(&mut self, done: u64, of: u64) {
        if done > 0 && of > 0 {
            let divisor = greatest_common_divisor(done, of);
            self.add_part(done / divisor, of / divisor);
        }
    }

    /// One more part of the sum. What makes a whole goes to the wholes, and what is left is not reduced: the order of the
    /// summands would show in it.
    fn add_part(&mut self, done: u64, of: u64) {
        let done = done.saturating_add(self.parts.remove(&of).unwrap_or_default());
        let (wholes, left) = if of == 1 { (0, done) } else { (done / of, done % of) };
        if left > 0 {
            self.parts.insert(of, left);
        }
        if wholes > 0 {
            self.add_part(wholes, 1);
        }
    }
}

fn greatest_common_divisor<T: Copy + Default + PartialEq + std::ops::Rem<Output = T>>(a: T, b: T) -> T {
    if b == T::default() { a } else { greatest_common_divisor(b, a % b) }
}
