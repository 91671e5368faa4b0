//! The plan around a phrase: what lies inside it, where a row stands in it, and the parts of its own year. A phrase
//! that names a year of its own is none of this file's business.

use chrono::{Datelike, Days};

use super::bounds::{Bounds, bounds_of, month_of};
use super::convention::Convention;
use super::reader::{Failure, Reader};
use super::{Context, Position, Stretch};
use crate::term::period::PeriodSort;
use crate::term::phrase::{Base, Part, Point};

impl Context<'_> {
    /// The plan goes by the calendar year, not by the school's.
    pub(super) fn calendar_year(&self) -> bool {
        self.period.sort == PeriodSort::CalendarYear
    }

    /// The plan covers some month twice.
    pub(super) fn multi_year(&self) -> bool {
        (self.period.end - self.period.start).num_days() > 366
    }
}

impl Reader<'_> {
    /// The August before a school year.
    pub(super) fn preparation(&self) -> Option<Bounds> {
        let start = self.plan.start;
        let august = start.month() == 9 && start.day() == 1 && !self.context.calendar_year();
        august.then(|| month_of(start.year(), 8)).flatten()
    }

    /// Whether it touches the plan, or the August before it.
    pub(super) fn inside(&self, bounds: Bounds) -> bool {
        bounds.overlaps(self.plan) || self.preparation().is_some_and(|august| bounds.overlaps(august))
    }

    /// Whether the row stands among the plan's last.
    pub(super) fn late(&self) -> bool {
        let Position { row, rows, previous, next } = self.context.position;
        let second = self.plan.end.year();
        let is_late = |stretch: Stretch| {
            stretch.end.or(stretch.start).is_some_and(|day| day.year() == second && day.month() >= 3)
        };
        match (previous, next) {
            (Some(previous), Some(next)) => is_late(previous) && is_late(next),
            (Some(previous), None) => is_late(previous),
            (None, Some(_)) => false,
            (None, None) => rows >= 4 && row * 4 >= rows * 3,
        }
    }

    /// A part of the plan's own year: «начало учебного года», «конец года».
    pub(super) fn plan_part(&mut self, point: Point) -> Result<Bounds, Failure> {
        let plan = self.plan;
        self.cite(if point.part == Part::Whole { Convention::PlanYear } else { Convention::Parts });
        let calendar = self.context.calendar_year() && point.base != Base::SchoolYear;
        let base = match point.base {
            Base::Plan => return self.plan_end(point),
            _ if point.part == Part::Whole => return Ok(plan),
            _ if calendar => bounds_of((plan.start.year(), 1, 1), (plan.end.year(), 12, 31)),
            _ if self.context.calendar_year() => {
                // «к началу учебного года» in a plan for 2023 is September, «до конца» May.
                let year = plan.start.year() - i32::from(matches!(point.part, Part::End));
                bounds_of((year, 9, 1), (year + 1, 8, 31))
            }
            _ => {
                let first = plan.start.year() - i32::from(plan.start.month() < 8);
                let last =
                    if self.context.multi_year() && point.part == Part::End { plan.end.year() } else { first + 1 };
                bounds_of((last - 1, 9, 1), (last, 8, 31))
            }
        };
        self.part_of(point, base.ok_or(Failure::NoSuchDay(None))?)
    }

    /// «до конца проекта», «в начале реализации проекта»: the plan's first and last month.
    fn plan_end(&mut self, point: Point) -> Result<Bounds, Failure> {
        let Bounds { start, end } = self.plan;
        let month = Days::new(30);
        Ok(match point.part {
            Part::Begin => Bounds { start, end: start.checked_add_days(month).unwrap_or(end).min(end) },
            Part::End => Bounds { start: end.checked_sub_days(month).unwrap_or(start).max(start), end },
            _ => self.plan,
        })
    }
}
