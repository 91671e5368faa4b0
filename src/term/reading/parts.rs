//! Parts of a stretch: its day, week, ten days, half, beginning, middle and end.

use chrono::{Datelike, Days};

use super::bounds::{Bounds, bounds_of, month_of};
use super::convention::Convention;
use super::note::{Note, NoteCode};
use super::reader::{Failure, Reader};
use crate::term::phrase::{Base, LAST, Part, Point};

impl Reader<'_> {
    /// A point's part of its base; a school year has a beginning, a middle and an end of its own.
    pub(super) fn part_of(&mut self, point: Point, base: Bounds) -> Result<Bounds, Failure> {
        match (point.base, point.part) {
            (Base::SchoolYear, Part::Begin | Part::Week(1) | Part::Decade(1) | Part::Day(1)) => {
                self.cite(Convention::Parts);
                let september = month_of(base.start.year(), 9).unwrap_or(base);
                if point.part == Part::Begin { Ok(september) } else { self.part(point.part, september, true) }
            }
            (Base::SchoolYear | Base::Year, Part::End | Part::Week(LAST) | Part::Day(LAST))
                if base.start.month() == 9 =>
            {
                self.cite(Convention::Parts);
                let may = month_of(base.end.year(), 5).unwrap_or(base);
                if point.part == Part::End { Ok(may) } else { self.part(point.part, may, true) }
            }
            (Base::Year, Part::Begin) if base.start.month() == 9 => {
                self.cite(Convention::Parts);
                Ok(month_of(base.start.year(), 9).unwrap_or(base))
            }
            (Base::SchoolYear | Base::Year, Part::Middle) if base.start.month() == 9 => {
                self.note(Note::of(NoteCode::LowPrecision));
                bounds_of((base.start.year(), 12, 1), (base.end.year(), 1, 31)).ok_or(Failure::NoSuchDay(None))
            }
            _ => self.part(point.part, base, matches!(point.base, Base::Month(_))),
        }
    }

    /// A part of a stretch. A month's thirds are its decades; a longer stretch's beginning and end are its first and
    /// last ten days, or months where it has several.
    pub(super) fn part(&mut self, part: Part, base: Bounds, month: bool) -> Result<Bounds, Failure> {
        let Bounds { start, end } = base;
        let nth = |days: u64| start.checked_add_days(Days::new(days)).unwrap_or(end);
        let back = |days: u64| end.checked_sub_days(Days::new(days)).unwrap_or(start);
        if !matches!(part, Part::Whole | Part::Day(_)) {
            self.cite(if matches!(part, Part::Half(_)) { Convention::OpenEnds } else { Convention::Parts });
        }
        if matches!(part, Part::Begin | Part::Middle | Part::End) {
            self.note(Note::of(NoteCode::LowPrecision));
        }
        Ok(match part {
            Part::Whole => base,
            Part::Day(LAST) => Bounds::of_day(end),
            Part::Day(day) => {
                let found = day.checked_sub(1).map(|days| nth(u64::from(days))).filter(|&found| found <= end);
                Bounds::of_day(found.ok_or(Failure::NoSuchDay(Some(if day == 0 { start } else { end })))?)
            }
            Part::Weekday(ordinal, weekday) => {
                let days = start
                    .iter_days()
                    .take_while(|day| *day <= end)
                    .filter(|day| day.weekday().num_days_from_monday() == u32::from(weekday));
                let found =
                    if ordinal == LAST { days.last() } else { { days }.nth(ordinal.saturating_sub(1) as usize) };
                Bounds::of_day(found.ok_or(Failure::NoSuchDay(None))?)
            }
            Part::Week(LAST) => Bounds { start: back(6), end },
            Part::Week(week) => {
                let first = nth(u64::from(week.saturating_sub(1)) * 7);
                if first > end {
                    return Err(Failure::NoSuchDay(None));
                }
                Bounds { start: first, end: nth(u64::from(week) * 7 - 1).min(end) }
            }
            Part::Decade(decade) => {
                let first = nth(u64::from(decade - 1) * 10);
                let last = if decade == 3 && month { end } else { nth(u64::from(decade) * 10 - 1) };
                Bounds { start: first.min(end), end: last.min(end) }
            }
            Part::Half(half) => {
                let middle = if month { nth(14) } else { nth((base.days() as u64 / 2).saturating_sub(1)) };
                let second = middle.succ_opt().unwrap_or(end);
                if half == 1 { Bounds { start, end: middle } } else { Bounds { start: second.min(end), end } }
            }
            Part::Begin if month || base.days() < 100 => Bounds { start, end: nth(9).min(end) },
            Part::Middle if month => Bounds { start: nth(10), end: nth(19) },
            Part::End if month => Bounds { start: nth(20), end },
            Part::End if base.days() < 100 => Bounds { start: back(9).max(start), end },
            Part::Begin => month_of(start.year(), start.month()).unwrap_or(base),
            Part::End => month_of(end.year(), end.month()).unwrap_or(base),
            Part::Middle => {
                let third = base.days() as u64 / 3;
                Bounds { start: nth(third), end: back(third) }
            }
        })
    }
}
