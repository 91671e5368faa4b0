//! The period of a plan, as dates: from `2023/2024`, from two dates, or from words.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::calendar::Calendar;
use super::phrase::{Base, Part, Point, Shape, Span, Year, parse};
use super::reading::{Context, Kind, NoteCode, Position, read_phrase};

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

    /// Reads a period as people write it; a school's quarters are those of its calendar.
    pub fn read(text: &str, calendar: &Calendar) -> Result<Period, PeriodError> {
        let phrase = parse(text);
        let mut years = phrase.points().map(|point| point.year);
        let year = years.find(|year| *year != Year::Unwritten).ok_or(PeriodError::NotUnderstood)?;
        // The plan that the words themselves stand in: the school year for «I полугодие 2021/2022», else the calendar year.
        let frame = match year {
            Year::School(first) => Period::of_years((first, 9, 1), (first + 1, 8, 31), PeriodSort::SchoolYear),
            Year::Span(first, last) => Period::of_years((first, 9, 1), (last, 8, 31), PeriodSort::Project),
            Year::Calendar(year) => Period::of_years((year, 1, 1), (year, 12, 31), PeriodSort::CalendarYear),
            Year::Unwritten => None,
        };
        let frame = frame.ok_or(PeriodError::NotUnderstood)?;
        let named = |span: &Span| {
            let whole = |point: Point| {
                matches!(point.base, Base::Year | Base::SchoolYear | Base::Plan) && point.part == Part::Whole
            };
            matches!(span.shape, Shape::Single(point) if whole(point))
        };
        if let [span] = phrase.spans.as_slice()
            && named(span)
        {
            return Ok(match (span.shape, year) {
                (Shape::Single(Point { base: Base::SchoolYear, .. }), Year::Calendar(first)) => {
                    let school = Period::of_years((first, 9, 1), (first + 1, 8, 31), PeriodSort::SchoolYear);
                    school.ok_or(PeriodError::NotUnderstood)?
                }
                _ => frame,
            });
        }
        // «с 2022 по 2025 год» is «2022-2025 годы»; «2025/2024» is nothing.
        let years_only = |span: &Span| {
            span.shape.points().all(|point| {
                matches!((point.base, point.part, point.year), (Base::Year, Part::Whole, Year::Calendar(_)))
            })
        };
        if !phrase.spans.is_empty() && phrase.spans.iter().all(years_only) {
            return match phrase.spans.as_slice() {
                [Span { shape: Shape::Range(first, last), .. }] => match (first.year, last.year) {
                    (Year::Calendar(first), Year::Calendar(last)) if first < last => {
                        let sort = if last == first + 1 { PeriodSort::SchoolYear } else { PeriodSort::Project };
                        Period::of_years((first, 9, 1), (last, 8, 31), sort).ok_or(PeriodError::NotUnderstood)
                    }
                    _ => Err(PeriodError::EndBeforeStart),
                },
                _ => Err(PeriodError::NotUnderstood),
            };
        }
        let reading = read_phrase(&phrase, &Context { period: &frame, calendar, position: Position::default() });
        if let Some(note) = reading.notes.iter().find(|_| reading.kind == Kind::Unclear) {
            return Err(match note.code {
                NoteCode::NoSuchDay => PeriodError::NoSuchDay,
                NoteCode::EndBeforeStart => PeriodError::EndBeforeStart,
                _ => PeriodError::NotUnderstood,
            });
        }
        match (reading.start, reading.end) {
            // Two months whose dash was lost are a period all the same.
            (Some(start), Some(end)) if reading.kind != Kind::Unclear => Period::between(start, end),
            _ => Err(PeriodError::NotUnderstood),
        }
    }

    /// 1 January to 31 December of one year.
    pub(super) fn is_whole_calendar_year(&self) -> bool {
        self.sort == PeriodSort::CalendarYear && (self.end - self.start).num_days() >= 364
    }

    fn of_years(start: (i32, u32, u32), end: (i32, u32, u32), sort: PeriodSort) -> Option<Period> {
        let start = NaiveDate::from_ymd_opt(start.0, start.1, start.2)?;
        Some(Period { start, end: NaiveDate::from_ymd_opt(end.0, end.1, end.2)?, sort })
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
