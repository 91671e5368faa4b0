//! Points in years: the year written beside a point, or the one that the plan gives it.

use chrono::{Datelike, Days, NaiveDate};

use super::bounds::{Bounds, bounds_of, date, month_of, season_of};
use super::convention::Convention;
use super::note::{Note, NoteCode};
use super::reader::{Failure, Reader};
use crate::term::period::PeriodSort;
use crate::term::phrase::{Base, Part, Point, Year};
use crate::term::vocabulary::Season;

impl Reader<'_> {
    /// A point in the year written beside it.
    pub(super) fn in_written(&mut self, point: Point, year: Year) -> Result<Bounds, Failure> {
        match year {
            Year::Unwritten => self.unwritten(point, None),
            Year::Calendar(year) => {
                let bounds = self.in_year(point, year)?;
                // «зимние каникулы 2024», «I полугодие 2024»: a stretch that the new year parts may be named by either.
                let parted = matches!(
                    point.base,
                    Base::Season(Season::Winter) | Base::Holidays(Some(Season::Winter)) | Base::HalfYear(_)
                );
                if parted && !self.inside(bounds) {
                    let other = self.in_year(point, year - 1)?;
                    if self.inside(other) && other.end.year() == year {
                        return Ok(other);
                    }
                }
                Ok(bounds)
            }
            Year::School(first) => {
                let bounds = match point.base {
                    Base::Month(month) if month >= 8 => return self.in_year(point, first),
                    Base::Month(_) => return self.in_year(point, first + 1),
                    Base::Quarter(quarter) if quarter >= 3 => return self.in_year(point, first),
                    Base::Quarter(_) => return self.in_year(point, first + 1),
                    Base::SchoolQuarter(quarter) => self.school_quarter(first, quarter),
                    Base::HalfYear(1) => bounds_of((first, 9, 1), (first, 12, 31)),
                    Base::HalfYear(_) => bounds_of((first + 1, 1, 1), (first + 1, 5, 31)),
                    Base::Season(season) => {
                        season_of(first + i32::from(matches!(season, Season::Spring | Season::Summer)), season)
                    }
                    Base::Holidays(season) => self.holidays(first, season.unwrap_or(Season::Autumn)),
                    _ => bounds_of((first, 9, 1), (first + 1, 8, 31)),
                };
                let bounds = bounds.ok_or(Failure::NoSuchDay(None))?;
                self.part_of(point, bounds)
            }
            Year::Span(first, last) => match point.base {
                Base::Year | Base::SchoolYear | Base::Plan => {
                    let own = first == self.plan.start.year() && last == self.plan.end.year();
                    let bounds = if own { Some(self.plan) } else { bounds_of((first, 9, 1), (last, 8, 31)) };
                    self.part_of(point, bounds.ok_or(Failure::NoSuchDay(None))?)
                }
                _ => self.in_year(point, first),
            },
        }
    }

    /// A point in a calendar year.
    pub(super) fn in_year(&mut self, point: Point, year: i32) -> Result<Bounds, Failure> {
        if matches!(point.base, Base::SchoolQuarter(_) | Base::Holidays(_)) {
            self.borrowed_quarters(point.base, year);
        }
        let base = self.base_in_year(point.base, year).ok_or(Failure::NoSuchDay(None))?;
        self.part_of(point, base)
    }

    /// The base's stretch in a calendar year. What lies across a new year goes by its first day, save that the school
    /// year's second half lies in the year itself.
    pub(super) fn base_in_year(&self, base: Base, year: i32) -> Option<Bounds> {
        let school = !self.context.calendar_year();
        match base {
            Base::Month(month) => month_of(year, month),
            Base::Quarter(quarter) => Some(month_of(year, quarter * 3 - 2)?.through(month_of(year, quarter * 3)?)),
            Base::SchoolQuarter(quarter) => self.school_quarter(year - i32::from(quarter > 2), quarter),
            Base::HalfYear(1) if school => bounds_of((year, 9, 1), (year, 12, 31)),
            Base::HalfYear(1) => bounds_of((year, 1, 1), (year, 6, 30)),
            Base::HalfYear(_) if school => bounds_of((year, 1, 1), (year, 5, 31)),
            Base::HalfYear(_) => bounds_of((year, 7, 1), (year, 12, 31)),
            Base::Season(season) => season_of(year, season),
            Base::Holidays(season) => {
                let season = season.unwrap_or(Season::Autumn);
                self.holidays(year - i32::from(matches!(season, Season::Spring | Season::Summer)), season)
            }
            Base::Year => bounds_of((year, 1, 1), (year, 12, 31)),
            Base::SchoolYear => bounds_of((year, 9, 1), (year + 1, 8, 31)),
            Base::NewYear => bounds_of((year, 1, 1), (year, 1, 1)),
            Base::Plan => Some(self.plan),
            Base::Every(_) => None,
        }
    }

    /// A quarter of the school year that begins in a year, by the school calendar.
    fn school_quarter(&self, first_year: i32, quarter: u32) -> Option<Bounds> {
        let (quarters, _) = self.context.calendar.quarters(first_year);
        let (start, end) = *quarters.get(quarter.checked_sub(1)? as usize)?;
        Some(Bounds { start, end })
    }

    /// The holidays are the gaps between the quarters, and the summer.
    fn holidays(&self, first_year: i32, season: Season) -> Option<Bounds> {
        let (quarters, _) = self.context.calendar.quarters(first_year);
        let gap = season as usize;
        let start = quarters.get(gap)?.1.succ_opt()?;
        let end = match quarters.get(gap + 1) {
            Some((next, _)) => next.pred_opt()?,
            None => date(first_year + 1, 8, 31)?,
        };
        Some(Bounds { start, end })
    }

    /// Says when the quarters of a year are another year's days.
    fn borrowed_quarters(&mut self, base: Base, year: i32) {
        let first_year = match base {
            Base::SchoolQuarter(quarter) => year - i32::from(quarter > 2),
            Base::Holidays(Some(Season::Spring | Season::Summer)) => year - 1,
            Base::Holidays(_) => year,
            _ => return,
        };
        self.cite(Convention::Quarters);
        if !self.context.calendar.quarters(first_year).1 {
            self.note(Note::of(NoteCode::LowPrecision));
        }
    }

    /// A point without a year, where the plan has it ([`Convention::MonthWithoutYear`]). With `from`, the first that does not end before that day.
    pub(super) fn unwritten(&mut self, point: Point, from: Option<NaiveDate>) -> Result<Bounds, Failure> {
        self.cite_base(point);
        if matches!(point.base, Base::Year | Base::SchoolYear | Base::Plan) {
            return self.plan_part(point);
        }
        let (first, last) = (self.plan.start.year(), self.plan.end.year());
        if point.base == Base::NewYear {
            return self.in_year(point, first + 1);
        }
        // The words of the convention are about months in a school year; in a calendar year nothing is left to decide.
        if matches!(point.base, Base::Month(_)) {
            let school = self.context.period.sort == PeriodSort::SchoolYear;
            self.cite(if school { Convention::MonthWithoutYear } else { Convention::PlanYear });
        }
        if point.base == Base::Month(8) && from.is_none() && self.context.period.sort == PeriodSort::SchoolYear {
            let year = if self.late() { last } else { first };
            return self.in_year(point, year);
        }
        let mut chosen: Option<(i32, i64)> = None;
        let mut choices = 0;
        for year in first - 1..=last + 1 {
            let Some(base) = self.base_in_year(point.base, year) else { return Err(Failure::NoSuchDay(None)) };
            let bounds = day_of(point, base).unwrap_or(base);
            if from.is_some_and(|from| bounds.end < from) {
                continue;
            }
            let distance = if bounds.overlaps(self.plan) {
                choices += 1;
                // What begins in the plan comes before what only reaches into it.
                i64::from(bounds.start < self.plan.start)
            } else {
                (self.plan.start - bounds.end).num_days().max((bounds.start - self.plan.end).num_days())
            };
            if chosen.is_none_or(|(_, nearest)| distance < nearest) {
                chosen = Some((year, distance));
            }
            // After a given day the first is meant, not the nearest.
            if from.is_some() {
                break;
            }
        }
        let Some((year, _)) = chosen else { return Err(Failure::NoSuchDay(None)) };
        if choices > 1 && self.context.multi_year() {
            let bounds = self.in_year(point, year)?;
            self.note(Note::of(NoteCode::Ambiguous).about(bounds.stretch()));
        }
        self.in_year(point, year)
    }

    /// Cites the convention that says what the base is.
    pub(super) fn cite_base(&mut self, point: Point) {
        match point.base {
            Base::Quarter(_) | Base::SchoolQuarter(_) | Base::Holidays(_) => self.cite(Convention::Quarters),
            Base::HalfYear(_) => self.cite(Convention::HalfYears),
            Base::Season(_) => self.cite(Convention::Parts),
            Base::Plan => self.cite(Convention::PlanYear),
            _ => {}
        }
    }
}

/// The very day of a base, where the point is a day and the base has it.
fn day_of(point: Point, base: Bounds) -> Option<Bounds> {
    let Part::Day(day) = point.part else { return None };
    let found =
        base.start.checked_add_days(Days::new(u64::from(day.checked_sub(1)?))).filter(|found| *found <= base.end)?;
    Some(Bounds::of_day(found))
}
