//! A period.

use crate::term::Period;

/// A period and how it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenPeriod {
    /// The dates.
    pub period: Period,
    /// The author's words.
    pub text: String,
}
