//! Spans with their dates: each by its own year, a neighbour's in the same phrase, or the plan's.

use chrono::{Datelike, NaiveDate};

use super::Stretch;
use super::bounds::Bounds;
use super::convention::Convention;
use super::note::{Note, NoteCode};
use super::reader::{Failure, Reader};
use crate::term::phrase::{Base, Part, Point, Shape, Span, Year};

/// A span with its dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    /// `None` for a deadline.
    pub(super) start: Option<NaiveDate>,
    pub(super) end: NaiveDate,
    pub(super) span: Span,
    /// A year is written for it, here or beside it.
    pub(super) written: bool,
}

impl Dated {
    pub(super) fn bounds(self) -> Bounds {
        Bounds { start: self.start.unwrap_or(self.end), end: self.end }
    }

    pub(super) fn stretch(self) -> Stretch {
        Stretch { start: self.start, end: Some(self.end) }
    }
}

impl Reader<'_> {
    /// Spans with their dates: each with its own year, or a neighbour's, or the plan's.
    pub(super) fn dated(&mut self, spans: &[Span]) -> Result<Vec<Dated>, Failure> {
        // The nearest year written to the right of each span; a span alone has no neighbours.
        let mut to_the_right = vec![Year::Unwritten; if spans.len() > 1 { spans.len() } else { 0 }];
        let mut nearest = Year::Unwritten;
        for (slot, span) in to_the_right.iter_mut().zip(spans).rev() {
            *slot = nearest;
            let own = year_for_neighbours(span);
            if own != Year::Unwritten {
                nearest = own;
            }
        }
        let mut left: Option<(Year, NaiveDate)> = None;
        let mut dated = Vec::with_capacity(spans.len());
        for (at, span) in spans.iter().enumerate() {
            let right = to_the_right.get(at).copied().unwrap_or(Year::Unwritten);
            let own = year_for_neighbours(span);
            let one = self.one_span(*span, right, left)?;
            if own != Year::Unwritten {
                left = Some((own, one.end));
            } else if let Some((_, latest)) = &mut left {
                *latest = one.end.max(*latest);
            }
            dated.push(one);
        }
        for one in &dated {
            self.year_doubts(*one);
        }
        Ok(dated)
    }

    /// A span by the year written in it, or else by the nearest to the right, or by that to the left, which comes with
    /// the latest day read since.
    fn one_span(&mut self, span: Span, right: Year, left: Option<(Year, NaiveDate)>) -> Result<Dated, Failure> {
        let (first, last) = span.shape.ends();
        // «до конца октября» is exact, though «конец октября» is not.
        let exact = matches!(span.shape, Shape::Until(_) | Shape::Toward(_))
            && matches!(first.part, Part::Begin | Part::End)
            && match first.base {
                Base::SchoolYear => false,
                // A calendar year ends on a day; «до конца года» in a school's plan is May, by convention.
                Base::Year => {
                    matches!(first.year, Year::Calendar(_))
                        || first.year == Year::Unwritten && self.context.period.is_whole_calendar_year()
                }
                _ => true,
            };
        let first = if exact { Point { part: Part::Whole, ..first } } else { first };
        let mut written = first.year != Year::Unwritten || last.is_some_and(|last| last.year != Year::Unwritten);
        if let Some(last) = last {
            let Bounds { start, end } = self.range(first, last, right)?;
            if end < start {
                return Err(Failure::EndBeforeStart(None));
            }
            return Ok(Dated { start: Some(start), end, span, written: written || right != Year::Unwritten });
        }
        let bounds = if first.year != Year::Unwritten {
            self.cite_base(first);
            self.in_written(first, first.year)?
        } else {
            let borrowed = self.borrowed(first, right, left)?;
            written |= borrowed.is_some();
            match borrowed {
                Some(bounds) => bounds,
                None => self.unwritten(first, None)?,
            }
        };
        let (start, end) = match span.shape {
            Shape::Until(point) => (None, self.deadline(point, bounds)),
            Shape::Toward(point) => (None, self.toward(point, bounds)),
            Shape::From(_) => {
                self.cite(Convention::OpenEnds);
                (Some(bounds.start), self.plan.end.max(bounds.start))
            }
            Shape::After(_) => {
                self.cite(Convention::OpenEnds);
                let next = bounds.end.succ_opt().unwrap_or(bounds.end);
                (Some(next), self.plan.end.max(next))
            }
            _ => (Some(bounds.start), bounds.end),
        };
        Ok(Dated { start, end, span, written })
    }

    /// A point without a year whose neighbour in the list has one.
    fn borrowed(
        &mut self,
        point: Point,
        right: Year,
        left: Option<(Year, NaiveDate)>,
    ) -> Result<Option<Bounds>, Failure> {
        if matches!(point.base, Base::Year | Base::SchoolYear | Base::Plan) {
            return Ok(None);
        }
        if right != Year::Unwritten {
            let bounds = self.in_written(point, right)?;
            if self.inside(bounds) {
                return Ok(Some(bounds));
            }
            let default = self.unwritten(point, None)?;
            // The written year may itself be left over: then both are.
            let right_is_inside = match right {
                Year::Calendar(year) => (self.plan.start.year()..=self.plan.end.year()).contains(&year),
                _ => true,
            };
            if right_is_inside && self.inside(default) {
                // «I полугодие, март 2024»: a half of the year has its own.
                if matches!(point.base, Base::Month(_) | Base::Season(_)) {
                    self.cite(Convention::SharedYear);
                    self.note(Note::of(NoteCode::CrossesNewYear).about(default.stretch()));
                }
                return Ok(Some(default));
            }
            return Ok(Some(bounds));
        }
        if let Some((year, latest)) = left {
            let bounds = self.in_written(point, year)?;
            let later = bounds.end >= latest;
            let here = self.inside(bounds) && (later || !self.context.multi_year());
            if here || later && bounds.start > self.plan.end {
                return Ok(Some(bounds));
            }
            let next = self.unwritten(point, Some(latest))?;
            if self.inside(next) {
                self.cite(Convention::SharedYear);
                return Ok(Some(next));
            }
            return Ok(Some(bounds));
        }
        Ok(None)
    }

    /// «до …»: that day or the end of that stretch; «до начала …» is the day before.
    pub(super) fn deadline(&mut self, point: Point, bounds: Bounds) -> NaiveDate {
        let before = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        match (point.part, point.base) {
            (Part::Begin, _) => {
                self.cite(Convention::OpenEnds);
                before(bounds.start)
            }
            // «до каникул», «до лета»: they have not begun.
            (Part::Whole, Base::Holidays(_) | Base::NewYear | Base::Season(_)) => before(bounds.start),
            (Part::Whole, Base::SchoolYear) if point.year == Year::Unwritten => before(bounds.start),
            (Part::Whole, Base::Month(_)) => {
                self.note(Note::of(NoteCode::LowPrecision).about(Stretch { start: None, end: Some(bounds.end) }));
                bounds.end
            }
            _ => bounds.end,
        }
    }

    /// «к …»: that day or the beginning of that stretch; «к концу …» its end.
    fn toward(&mut self, point: Point, bounds: Bounds) -> NaiveDate {
        self.cite(Convention::OpenEnds);
        match (point.part, point.base) {
            (Part::End | Part::Middle, _) => bounds.end,
            (Part::Whole, Base::NewYear) => bounds.start.pred_opt().unwrap_or(bounds.start),
            _ => bounds.start,
        }
    }
}

/// The year written in a span, which serves its neighbours too: the last of its two. «В течение 2023 года» lends none.
fn year_for_neighbours(span: &Span) -> Year {
    let (first, last) = span.shape.ends();
    let whole_year = span.during && matches!(first.base, Base::Year | Base::SchoolYear);
    let of_first = if whole_year { Year::Unwritten } else { first.year };
    match last {
        Some(last) if last.year != Year::Unwritten => last.year,
        _ => of_first,
    }
}
