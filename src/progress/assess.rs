//! One activity on a date.

use chrono::NaiveDate;

use super::{Share, Standing};
use crate::model::{Activity, Row, Term};
use crate::term::Period;

/// A recurring activity's k of n.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repetitions {
    /// How often it has been held.
    pub done: u64,
    /// How often it is to be held.
    pub of: u64,
}

/// An activity or a stage on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// How it stands.
    pub standing: Standing,
    /// How much of it is done.
    pub progress: Share,
    /// The k of n of a recurring one; where its editor says that all is done, k may be less.
    pub repetitions: Option<Repetitions>,
    /// The days on which it was done, none later than the date: those of its editor, and those of what completes it.
    pub done_dates: Vec<NaiveDate>,
    /// Which of its witnesses completed it, by their place in `witnesses`, none later than the date.
    pub completed_by: Vec<usize>,
    /// Whether the new term of what was put off holds, in place of the row's own.
    pub follows_new_term: bool,
    /// The day from which it is no longer to come; none where the term names no days.
    pub begins: Option<NaiveDate>,
    /// The last day; none where the term names no days, or never ends.
    pub ends: Option<NaiveDate>,
    /// Its stages, in the order of [`Activity::stages`]; a stage has none.
    pub stages: Vec<Assessed>,
}

/// Assesses an activity of a plan of this period.
pub fn assess_activity(activity: &Activity, period: &Period, today: NaiveDate) -> Assessed {
    let _ = (activity, period, today);
    Assessed {
        standing: Standing::Unclear,
        progress: Share::nothing(),
        repetitions: None,
        done_dates: Vec::new(),
        completed_by: Vec::new(),
        follows_new_term: false,
        begins: None,
        ends: None,
        stages: Vec::new(),
    }
}

/// The term that a row of its own follows: the new one of what was put off, or else the first.
pub fn term_in_force(row: &Row) -> Option<&Term> {
    row.mark.to.as_deref().filter(|_| row.mark.postponed).or(row.term.as_ref())
}
