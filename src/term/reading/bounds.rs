//! Stretches of days whose both ends are known, and those that the calendar names: a month, a season. A
//! [`Stretch`] of the reading may be open; these are not.

use chrono::NaiveDate;

use super::Stretch;
use crate::term::vocabulary::Season;

/// Both ends known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bounds {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

impl Bounds {
    pub(super) fn overlaps(self, other: Bounds) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    pub(super) fn of_day(day: NaiveDate) -> Bounds {
        Bounds { start: day, end: day }
    }

    pub(super) fn stretch(self) -> Stretch {
        Stretch { start: Some(self.start), end: Some(self.end) }
    }

    /// From the start of one to the end of another.
    pub(super) fn through(self, last: Bounds) -> Bounds {
        Bounds { start: self.start, end: last.end }
    }

    /// How many days, both ends counted.
    pub(super) fn days(self) -> i64 {
        (self.end - self.start).num_days() + 1
    }
}

pub(super) fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

pub(super) fn bounds_of(start: (i32, u32, u32), end: (i32, u32, u32)) -> Option<Bounds> {
    Some(Bounds { start: date(start.0, start.1, start.2)?, end: date(end.0, end.1, end.2)? })
}

/// A month of a year, from 1.
pub(super) fn month_of(year: i32, month: u32) -> Option<Bounds> {
    let start = date(year, month, 1)?;
    let next = if month == 12 { date(year.checked_add(1)?, 1, 1) } else { date(year, month + 1, 1) };
    Some(Bounds { start, end: next?.pred_opt()? })
}

/// A season that begins in a year.
pub(super) fn season_of(year: i32, season: Season) -> Option<Bounds> {
    let (first, last) = match season {
        Season::Autumn => (month_of(year, 9)?, month_of(year, 11)?),
        Season::Winter => (month_of(year, 12)?, month_of(year + 1, 2)?),
        Season::Spring => (month_of(year, 3)?, month_of(year, 5)?),
        Season::Summer => (month_of(year, 6)?, month_of(year, 8)?),
    };
    Some(Bounds { start: first.start, end: last.end })
}

pub(super) fn cover(windows: &[Bounds]) -> Option<Bounds> {
    Some(Bounds { start: windows.first()?.start, end: windows.last()?.end })
}
