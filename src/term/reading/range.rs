//! Ranges: one written year that serves both ends, a new year between them, ends printed in the wrong order.

use chrono::{Datelike, NaiveDate};

use super::Stretch;
use super::bounds::Bounds;
use super::convention::Convention;
use super::note::{Note, NoteCode};
use super::reader::{Failure, Reader};
use crate::term::phrase::{LAST, Part, Point, Year};

impl Reader<'_> {
    /// A range, its years written at both ends, at one, or at none.
    pub(super) fn range(&mut self, first: Point, last: Point, right: Year) -> Result<(NaiveDate, NaiveDate), Failure> {
        self.cite_base(first);
        self.cite_base(last);
        let backwards = first.base == last.base
            && matches!((first.part, last.part), (Part::Day(a), Part::Day(b)) if b < a && a != LAST)
            && (first.year == last.year || first.year == Year::Unwritten || last.year == Year::Unwritten);
        let written = match (first.year, last.year) {
            (Year::Unwritten, Year::Unwritten) => right,
            (Year::Unwritten, year) | (year, Year::Unwritten) => year,
            (a, b) => {
                let (start, end) = (self.in_written(first, a)?, self.in_written(last, b)?);
                if end.end < start.start {
                    return Err(Failure::EndBeforeStart(self.put_right(first, last, start, end)));
                }
                if first.base == last.base && first.part == Part::Whole && start == end {
                    self.cite(Convention::OpenEnds);
                    self.note(Note::of(NoteCode::Ambiguous).about(start.stretch()));
                }
                return Ok((start.start, end.end));
            }
        };
        if backwards {
            let start = self.either(first, written)?;
            let end = self.either(last, written)?;
            return Err(Failure::EndBeforeStart(Some(Bounds { start: end.start, end: start.end })));
        }
        if written == Year::Unwritten {
            let start = self.unwritten(first, None)?;
            let mut end = self.unwritten(last, None)?;
            if end.end < start.start {
                end = self.unwritten(last, Some(start.start))?;
            }
            if first.base == last.base && first.part == Part::Whole && last.part == Part::Whole && start == end {
                self.cite(Convention::OpenEnds);
                self.note(
                    Note::of(NoteCode::Ambiguous).about(Stretch { start: Some(start.start), end: Some(end.end) }),
                );
            }
            return Ok((start.start, end.end));
        }
        self.cite(Convention::SharedYear);
        let (start, end) = (self.in_written(first, written)?, self.in_written(last, written)?);
        if start.start <= end.end {
            // In a list the year may be another range's: «октябрь – ноябрь, март 2024».
            if last.year == Year::Unwritten && first.year == Year::Unwritten && !self.inside(start) && !self.inside(end)
            {
                let (own_start, own_end) = (self.unwritten(first, None)?, self.unwritten(last, None)?);
                if self.inside(own_start) && self.inside(own_end) && own_start.start <= own_end.end {
                    self.note(
                        Note::of(NoteCode::CrossesNewYear)
                            .about(Stretch { start: Some(own_start.start), end: Some(own_end.end) }),
                    );
                    return Ok((own_start.start, own_end.end));
                }
            }
            return Ok((start.start, end.end));
        }
        let Year::Calendar(year) = written else { return Err(Failure::EndBeforeStart(None)) };
        let earlier = self.in_year(first, year - 1).map(|start| (start, end));
        let later = self.in_year(last, year + 1).map(|end| (start, end));
        let written_first = first.year != Year::Unwritten;
        let candidates = if written_first { [later, earlier] } else { [earlier, later] };
        let fits = |&(start, end): &(Bounds, Bounds)| self.inside(start) && self.inside(end);
        let chosen = candidates.iter().flatten().find(|pair| fits(pair)).or_else(|| candidates.iter().flatten().next());
        let Some(&(start, end)) = chosen else { return Err(Failure::EndBeforeStart(None)) };
        self.note(Note::of(NoteCode::CrossesNewYear).about(Stretch { start: Some(start.start), end: Some(end.end) }));
        Ok((start.start, end.end))
    }

    fn either(&mut self, point: Point, written: Year) -> Result<Bounds, Failure> {
        if written == Year::Unwritten { self.unwritten(point, None) } else { self.in_written(point, written) }
    }

    /// What a range printed backwards may mean: one of its years is wrong.
    fn put_right(&mut self, first: Point, last: Point, start: Bounds, end: Bounds) -> Option<Bounds> {
        let later = self.in_year(last, start.start.year()).ok().filter(|end| end.end >= start.start);
        let later = later.or_else(|| self.in_year(last, start.start.year() + 1).ok());
        let earlier = self.in_year(first, end.end.year()).ok().filter(|start| start.start <= end.end);
        let earlier = earlier.or_else(|| self.in_year(first, end.end.year() - 1).ok());
        let candidates = [
            later.map(|end| Bounds { start: start.start, end: end.end }),
            earlier.map(|start| Bounds { start: start.start, end: end.end }),
        ];
        let valid = |bounds: &Bounds| bounds.start <= bounds.end;
        let inside = |bounds: &Bounds| bounds.start >= self.plan.start && bounds.end <= self.plan.end;
        let found = candidates.iter().flatten().find(|bounds| valid(bounds) && inside(bounds));
        found.or_else(|| candidates.iter().flatten().find(|bounds| valid(bounds))).copied()
    }
}
