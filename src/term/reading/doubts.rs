//! What is doubted about dates already read: a year left over, a date outside the plan, a day off. Nothing here changes
//! the dates.

use chrono::{Datelike, NaiveDate, Weekday};

use super::bounds::{Bounds, month_of};
use super::convention::Convention;
use super::dated::Dated;
use super::note::{Note, NoteCode};
use super::reader::Reader;
use super::{Kind, Reading, Stretch};
use crate::term::calendar::shifted;
use crate::term::period::PeriodSort;
use crate::term::phrase::{Base, Part, Shape};

impl Reader<'_> {
    /// A year left over from last year's file, or a date that is simply not in the plan.
    pub(super) fn year_doubts(&mut self, one: Dated) {
        let Dated { start, end, span, written } = one;
        let (point, last) = span.shape.ends();
        let whole_year = last.is_none()
            && point.part == Part::Whole
            && matches!(point.base, Base::Year | Base::SchoolYear | Base::Plan);
        // The August before is no part of last year's plan here: «2022/2023 учебный год» is left over.
        if whole_year && one.bounds().overlaps(self.plan) {
            return;
        }
        let open = matches!(span.shape, Shape::From(_) | Shape::After(_));
        let start_inside = start.is_none_or(|start| self.inside(Bounds::of_day(start)));
        let end_inside = open || !whole_year && self.inside(Bounds::of_day(end));
        // A stretch that merely reaches over the plan's edge is no mistake: a quarter, a half of the year.
        let single = matches!(span.shape, Shape::Single(_)) && !whole_year && !matches!(point.base, Base::Season(_));
        if start_inside && end_inside || single && self.inside(one.bounds()) {
            return;
        }
        if written && self.context.period.sort != PeriodSort::Project {
            for years in [1, -1, 2, -2, 3, -3] {
                let fixed_start = start.map(|start| if start_inside { start } else { shifted(start, years) });
                let to = if end_inside { end } else { shifted(end, years) };
                let from = fixed_start.unwrap_or(to);
                let fits = |day: NaiveDate| self.inside(Bounds::of_day(day));
                if from <= to && fits(from) && (open || fits(to)) {
                    let to = if open { self.plan.end } else { month_end_kept(one, to) };
                    self.cite(Convention::AsPrinted);
                    self.note(Note {
                        suggestion: Some(Stretch { start: fixed_start, end: Some(to) }),
                        ..Note::of(NoteCode::YearLeftOver).about(one.stretch())
                    });
                    return;
                }
            }
        }
        self.cite(Convention::AsPrinted);
        self.note(Note::of(NoteCode::OutsidePlan).about(one.stretch()));
    }

    /// A single day or a deadline that is a day off.
    pub(super) fn day_off(&mut self, reading: &Reading) {
        let day = match (reading.kind, reading.end) {
            (Kind::Day | Kind::By, Some(day)) => day,
            _ => return,
        };
        let subject = Stretch { start: reading.start, end: reading.end };
        let convention = if reading.kind == Kind::By { Convention::Deadlines } else { Convention::AsPrinted };
        if let Some(holiday) = self.context.calendar.holiday(day) {
            self.cite(convention);
            self.note(Note { holiday: Some(holiday), ..Note::of(NoteCode::Holiday).about(subject) });
        } else if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            self.cite(convention);
            self.note(Note::of(NoteCode::Weekend).about(subject));
        }
    }
}

/// The last day of February stays the last.
fn month_end_kept(one: Dated, end: NaiveDate) -> NaiveDate {
    let was_last = one.end.succ_opt().is_some_and(|next| next.day() == 1) && one.start != Some(one.end);
    if was_last { month_of(end.year(), end.month()).map_or(end, |month| month.end) } else { end }
}
