//! Ranges: one written year that serves both ends, a new year between them, ends printed in the wrong order.

use chrono::Datelike;

use super::bounds::Bounds;
use super::convention::Convention;
use super::note::{Note, NoteCode};
use super::reader::{Failure, Reader};
use crate::term::phrase::{LAST, Part, Point, Year};

impl Reader<'_> {
    /// A range, its years written at both ends, at one, or at none; `right` is the nearest year written after it.
    pub(super) fn range(&mut self, first: Point, last: Point, right: Year) -> Result<Bounds, Failure> {
        self.cite_base(first);
        self.cite_base(last);
        let shared = match (first.year, last.year) {
            (Year::Unwritten, Year::Unwritten) => right,
            (Year::Unwritten, year) | (year, Year::Unwritten) => year,
            (first_year, last_year) => {
                let (start, end) = (self.in_written(first, first_year)?, self.in_written(last, last_year)?);
                if end.end < start.start {
                    return Err(Failure::EndBeforeStart(self.put_right(first, last, start, end)));
                }
                return Ok(self.joined(first, last, start, end));
            }
        };
        // «17–5 октября»
        let backwards = first.base == last.base
            && matches!((first.part, last.part), (Part::Day(start), Part::Day(end)) if end < start && start != LAST);
        if backwards {
            let start = self.either(first, shared)?;
            let end = self.either(last, shared)?;
            return Err(Failure::EndBeforeStart(Some(Bounds { start: end.start, end: start.end })));
        }
        if shared != Year::Unwritten {
            return self.range_in_shared_year(first, last, shared);
        }
        let start = self.unwritten(first, None)?;
        let mut end = self.unwritten(last, None)?;
        if end.end < start.start {
            end = self.unwritten(last, Some(start.start))?;
        }
        Ok(self.joined(first, last, start, end))
    }

    /// From the beginning of one stretch to the end of another. «сентябрь – сентябрь» may be a slip for another month.
    fn joined(&mut self, first: Point, last: Point, start: Bounds, end: Bounds) -> Bounds {
        let joined = start.through(end);
        if first.base == last.base && first.part == Part::Whole && last.part == Part::Whole && start == end {
            self.cite(Convention::OpenEnds);
            self.note(Note::of(NoteCode::Ambiguous).about(joined.stretch()));
        }
        joined
    }

    /// One written year for both ends. Where the end would come before the start, the new year lies between them, and
    /// the written year goes where it keeps the range inside the plan.
    fn range_in_shared_year(&mut self, first: Point, last: Point, written: Year) -> Result<Bounds, Failure> {
        self.cite(Convention::SharedYear);
        let (start, end) = (self.in_written(first, written)?, self.in_written(last, written)?);
        if start.start <= end.end {
            // In a list the year may be another range's: «октябрь – ноябрь, март 2024».
            let bare = first.year == Year::Unwritten && last.year == Year::Unwritten;
            if bare && !self.inside(start) && !self.inside(end) {
                let (own_start, own_end) = (self.unwritten(first, None)?, self.unwritten(last, None)?);
                if self.inside(own_start) && self.inside(own_end) && own_start.start <= own_end.end {
                    return Ok(self.across_new_year(own_start.through(own_end)));
                }
            }
            return Ok(self.joined(first, last, start, end));
        }
        let Year::Calendar(year) = written else { return Err(Failure::EndBeforeStart(None)) };
        let earlier = self.in_year(first, year - 1).map(|start| (start, end));
        let later = self.in_year(last, year + 1).map(|end| (start, end));
        let candidates = if first.year == Year::Unwritten { [earlier, later] } else { [later, earlier] };
        let fits = |&(start, end): &(Bounds, Bounds)| self.inside(start) && self.inside(end);
        let mut possible = candidates.iter().flatten();
        let chosen = possible.clone().find(|pair| fits(pair)).or_else(|| possible.next());
        let Some(&(start, end)) = chosen else { return Err(Failure::EndBeforeStart(None)) };
        Ok(self.across_new_year(start.through(end)))
    }

    /// A range with the note that its one written year serves both sides of the new year.
    fn across_new_year(&mut self, range: Bounds) -> Bounds {
        self.note(Note::of(NoteCode::CrossesNewYear).about(range.stretch()));
        range
    }

    /// A point in a year that may be written.
    fn either(&mut self, point: Point, written: Year) -> Result<Bounds, Failure> {
        if written == Year::Unwritten { self.unwritten(point, None) } else { self.in_written(point, written) }
    }

    /// What a range printed backwards may mean: one of its years is wrong.
    fn put_right(&mut self, first: Point, last: Point, start: Bounds, end: Bounds) -> Option<Bounds> {
        let later = self.in_year(last, start.start.year()).ok().filter(|end| end.end >= start.start);
        let later = later.or_else(|| self.in_year(last, start.start.year() + 1).ok());
        let earlier = self.in_year(first, end.end.year()).ok().filter(|start| start.start <= end.end);
        let earlier = earlier.or_else(|| self.in_year(first, end.end.year() - 1).ok());
        let candidates = [later.map(|later| start.through(later)), earlier.map(|earlier| earlier.through(end))];
        let valid = |bounds: &Bounds| bounds.start <= bounds.end;
        let inside = |bounds: &Bounds| bounds.start >= self.plan.start && bounds.end <= self.plan.end;
        let found = candidates.iter().flatten().find(|bounds| valid(bounds) && inside(bounds));
        found.or_else(|| candidates.iter().flatten().find(|bounds| valid(bounds))).copied()
    }
}
