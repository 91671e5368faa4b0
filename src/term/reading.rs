//! A phrase in its plan: the dates, and why these.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Calendar, Period};

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
    /// One date.
    Day,
    /// A stretch of dates.
    Range,
    /// No later than `end`, that day included; `start` is `None`.
    By,
    /// Separate dates or stretches, in `occurrences`.
    Several,
    /// Again and again, as `every` says.
    Recurring,
    /// All through the stretch.
    Throughout,
    /// The dates stand in another document.
    ByPlan,
    /// No date by nature.
    AsNeeded,
    /// Tied to an event or to another row.
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

/// What is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// The year was left over from last year's file.
    YearLeftOver,
    /// One written year serves both sides of the new year.
    CrossesNewYear,
    /// Two dates side by side with nothing between them.
    SeparatorLost,
    /// The date is not in the plan's period.
    OutsidePlan,
    /// The end is printed before the start.
    EndBeforeStart,
    /// The date does not exist.
    NoSuchDay,
    /// The day is a Saturday or a Sunday.
    Weekend,
    /// The day is a public holiday, or a day off of the school.
    Holiday,
    /// A duration written beside the dates disagrees with them.
    DurationDisagrees,
    /// Letters of another alphabet that look alike.
    LookAlikeLetters,
    /// The words allow only a rough reading.
    LowPrecision,
    /// Another reading is as good.
    Ambiguous,
}

/// A doubt about a reading: facts only, the words are in the catalogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is doubted.
    pub code: NoteCode,
    /// The dates in doubt, where there are such.
    pub subject: Option<Stretch>,
    /// The dates meant instead, where they can be guessed.
    pub suggestion: Option<Stretch>,
    /// The written duration and the counted one, in days (for [`NoteCode::DurationDisagrees`]).
    pub durations: Option<(u32, u32)>,
}

/// The conventions that decided a reading, by their numbers (see the book's page on terms): why these dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conventions(u16);

impl Conventions {
    /// The numbers, in order.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (0..16).filter(move |number| self.0 & (1 << number) != 0)
    }

    /// Records that a convention had its say.
    pub(super) fn cite(&mut self, number: u8) {
        self.0 |= 1 << number;
    }
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
    let _ = (phrase, context);
    Reading {
        kind: Kind::Unclear,
        start: None,
        end: None,
        every: None,
        occurrences: Vec::new(),
        notes: Vec::new(),
        conventions: Conventions::default(),
    }
}

/// Reads the terms of a plan's rows in order, each with its neighbours' help.
pub fn read_rows<'a>(phrases: impl IntoIterator<Item = &'a str>, period: &Period, calendar: &Calendar) -> Vec<Reading> {
    let phrases: Vec<&str> = phrases.into_iter().collect();
    let rows = phrases.len();
    phrases
        .iter()
        .enumerate()
        .map(|(row, phrase)| {
            let position = Position { row, rows, ..Position::default() };
            read(phrase, &Context { period, calendar, position })
        })
        .collect()
}
