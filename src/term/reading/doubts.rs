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
use crate::term::phrase::{Base, Part, Point, Shape};

impl Reader<'_> {
    /// A year left over from last year's file, or a date that is simply not in the plan.
    pub(super) fn year_doubts(&mut self, one: Dated) {
        let Dated { start, end, span, written } = one;
        if let (Point { base: Base::Year | Base::SchoolYear | Base::Plan, part: Part::Whole, .. }, None) =
            span.shape.ends()
            && self.inside(one.bounds())
        {
            return;
        }
        let open = matches!(span.shape, Shape::From(_) | Shape::After(_));
        let start_inside = start.is_none_or(|start| self.inside(Bounds { start, end: start }));
        let end_inside = open || self.inside(Bounds::of_day(end));
        // A stretch that merely reaches over the plan's edge is no mistake: a quarter, a season.
        let single = matches!(span.shape, Shape::Single(_));
        if start_inside && end_inside || single && self.inside(one.bounds()) {
            return;
        }
        let subject = Some(one.stretch());
        if written && self.context.period.sort != PeriodSort::Project {
            for years in [1, -1, 2, -2, 3, -3] {
                let move_end = !end_inside;
                let move_start = !start_inside;
                let fixed = Stretch {
                    start: start.map(|start| if move_start { shifted(start, years) } else { start }),
                    end: Some(if move_end { shifted(end, years) } else { end }),
                };
                let (from, to) = (fixed.start.or(fixed.end).unwrap_or(end), fixed.end.unwrap_or(end));
                let fits = |day: NaiveDate| self.inside(Bounds::of_day(day));
                if from <= to && fits(from) && (open || fits(to)) {
                    let to = if open { self.plan.end } else { month_end_kept(one, to) };
                    self.cite(Convention::AsPrinted);
                    self.note(Note {
                        subject,
                        suggestion: Some(Stretch { start: fixed.start, end: Some(to) }),
                        ..Note::of(NoteCode::YearLeftOver)
                    });
                    return;
                }
            }
        }
        self.note(Note { subject, ..Note::of(NoteCode::OutsidePlan) });
    }

    /// A single day or a deadline that is a day off.
    pub(super) fn day_off(&mut self, reading: &Reading) {
        let day = match (reading.kind, reading.end) {
            (Kind::Day | Kind::By, Some(day)) => day,
            _ => return,
        };
        let subject = Some(Stretch { start: reading.start, end: Some(day) });
        if let Some(holiday) = self.context.calendar.holiday(day) {
            self.cite(Convention::Deadlines);
            self.note(Note { subject, holiday: Some(holiday), ..Note::of(NoteCode::Holiday) });
        } else if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            self.cite(Convention::Deadlines);
            self.note(Note { subject, ..Note::of(NoteCode::Weekend) });
        }
    }
}

/// The last day of February stays the last.
fn month_end_kept(one: Dated, end: NaiveDate) -> NaiveDate {
    let was_last = one.end.succ_opt().is_some_and(|next| next.day() == 1) && one.start != Some(one.end);
    if was_last { month_of(end.year(), end.month()).map_or(end, |month| month.end) } else { end }
}
