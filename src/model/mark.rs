//! What an editor declares of a row; nothing in it is derived.

use chrono::NaiveDate;

use super::{Term, Text};

/// What an editor declares of a row.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    /// Whether and when it was done.
    pub done: Done,
    /// What was declared of it beside that.
    pub declared: Option<Declared>,
    /// Free text.
    pub text: Option<Text>,
}

/// Whether and when a row was done, as its editor says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Done {
    /// Nothing is said.
    #[default]
    No,
    /// It was done, on no stated day.
    Yes,
    /// On these days, each once, in order; more than one for a recurring activity.
    On(Vec<NaiveDate>),
}

/// What an editor declares of a row beside its being done.
#[derive(Debug, Clone)]
pub enum Declared {
    /// It will not be held.
    Cancelled,
    /// It was put off.
    Postponed {
        /// Till then, where that is known.
        to: Option<Box<Term>>,
    },
}

impl Mark {
    /// The days on which it was done.
    pub fn dates(&self) -> &[NaiveDate] {
        match &self.done {
            Done::No | Done::Yes => &[],
            Done::On(dates) => dates,
        }
    }

    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        matches!(self.declared, Some(Declared::Cancelled))
    }

    /// Whether it was put off.
    pub fn is_postponed(&self) -> bool {
        matches!(self.declared, Some(Declared::Postponed { .. }))
    }

    /// The new term of what was put off.
    pub fn new_term(&self) -> Option<&Term> {
        match &self.declared {
            Some(Declared::Postponed { to }) => to.as_deref(),
            Some(Declared::Cancelled) | None => None,
        }
    }
}
