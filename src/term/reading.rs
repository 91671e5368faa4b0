//! A phrase in its plan: the dates, and why these.
//!
//! A [`Reading`] is what a careful person makes of a phrase who knows the plan around it. How the words hang together is
//! settled before, in [`phrase`](super::phrase); what is right here is which year, which days, which kind of term. The
//! steps, each in a module beside this one:
//!
//! 1. the kind: what is said strongest decides (`reader`);
//! 2. every point finds its year, and its part of that year's month, quarter, … (`years`, `parts`);
//! 3. spans become dates with their neighbours' help (`dated`, `range`), and doubts about them are noted (`doubts`);
//! 4. dates become a term: a day, a list (`dates`), a recurrence (`recurrence`, `units`).
//!
//! The rules are conventions, told by number in `docs/terms.md`; a reading cites those that decided it.

mod bounds;
mod convention;
mod dated;
mod dates;
mod doubts;
mod note;
mod parts;
mod plan;
mod range;
mod reader;
mod recurrence;
mod rows;
mod units;
mod years;

use chrono::NaiveDate;
use serde::Serialize;

use super::calendar::Calendar;
use super::period::Period;
use super::phrase::parse;

pub use convention::Conventions;
pub use note::{Note, NoteCode};
pub use rows::{RowTerm, read_rows};

pub(super) use reader::read_phrase;

/// A stretch of days, both ends included. `start` is `None` for «до …».
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Stretch {
    /// The first day, where there is one.
    pub start: Option<NaiveDate>,
    /// The last day, where there is one.
    pub end: Option<NaiveDate>,
}

/// The kinds of term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One date: «07.10.2023».
    Day,
    /// A stretch of dates: «с 18 по 23 марта», «октябрь».
    Range,
    /// No later than `end`, that day included; `start` is `None`: «до 15 мая», convention 7.
    By,
    /// Separate dates or stretches, in `occurrences`: «03.10, 10.10», convention 9.
    Several,
    /// Again and again, as `every` says: «1 раз в месяц».
    Recurring,
    /// All through the stretch: «в течение года», convention 1.
    Throughout,
    /// The dates stand in another document: «по отдельному графику».
    ByPlan,
    /// No date by nature: «по мере необходимости».
    AsNeeded,
    /// Tied to an event or to another row: «в течение 5 дней после семинара».
    Relative,
    /// Not understood, or no such day.
    Unclear,
}

/// What a recurrence counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter, «квартал».
    Quarter,
    /// A school quarter, «четверть».
    SchoolQuarter,
    /// Half of the plan's year, «полугодие».
    HalfYear,
    /// A year.
    Year,
}

/// `times` times in every `interval` units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Every {
    /// How many times.
    pub times: u32,
    /// In how many units.
    pub interval: u32,
    /// Of which unit.
    pub unit: Unit,
}

/// How a phrase is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The kind of term.
    pub kind: Kind,
    /// The first day; `None` where open.
    pub start: Option<NaiveDate>,
    /// The last day; `None` where open.
    pub end: Option<NaiveDate>,
    /// The rhythm of a recurring term.
    pub every: Option<Every>,
    /// The separate dates or stretches, in order.
    pub occurrences: Vec<Stretch>,
    /// What is doubted.
    pub notes: Vec<Note>,
    /// Which conventions decided.
    pub conventions: Conventions,
}

impl Reading {
    /// A kind and its dates, as yet without anything else.
    fn new(kind: Kind, start: Option<NaiveDate>, end: Option<NaiveDate>) -> Reading {
        Reading {
            kind,
            start,
            end,
            every: None,
            occurrences: Vec::new(),
            notes: Vec::new(),
            conventions: Conventions::default(),
        }
    }

    fn unclear() -> Reading {
        Reading::new(Kind::Unclear, None, None)
    }
}

/// Where a row stands in its plan. A phrase without a plan around it stands at [`Position::default`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The row's ordinal, from 0.
    pub row: usize,
    /// How many rows the plan has; 0 where unknown.
    pub rows: usize,
    /// The dates of the nearest earlier row that has any.
    pub previous: Option<Stretch>,
    /// The dates of the nearest later row that has any.
    pub next: Option<Stretch>,
}

/// What a phrase is read in.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The plan's period.
    pub period: &'a Period,
    /// The school calendar: quarters and days off.
    pub calendar: &'a Calendar,
    /// The row's place in the plan.
    pub position: Position,
}

/// Reads one phrase.
pub fn read(phrase: &str, context: &Context) -> Reading {
    read_phrase(&parse(phrase), context)
}
