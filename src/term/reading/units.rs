//! Units of a recurrence as stretches of days: every month, quarter, school quarter or half of a year within a window.

use chrono::Datelike;

use super::Stretch;
use super::bounds::{Bounds, month_of};
use super::convention::Convention;
use super::note::{Note, NoteCode};
use super::reader::Reader;
use crate::term::phrase::{Base, Part, Shape, Span};
use crate::term::vocabulary::Noun;

impl Reader<'_> {
    /// What the spans cover in every month, quarter, … of a window.
    pub(super) fn unit_occurrences(&mut self, spans: &[Span], unit: Noun, window: Bounds, into: &mut Vec<Stretch>) {
        for stretch in self.unit_stretches(unit, window) {
            for span in spans {
                let (first, last) = span.shape.ends();
                let exact = matches!(span.shape, Shape::Until(_) | Shape::Toward(_))
                    && matches!(first.part, Part::Begin | Part::End);
                let part = if exact { Part::Whole } else { first.part };
                let Ok(start) = self.part(part, stretch, unit == Noun::Month) else { continue };
                let end = last.map_or(Ok(start), |last| self.part(last.part, stretch, unit == Noun::Month));
                let Ok(end) = end else { continue };
                let found = match span.shape {
                    Shape::Until(_) if first.part == Part::Begin => {
                        Stretch { start: None, end: start.start.pred_opt() }
                    }
                    Shape::Until(_) => Stretch { start: None, end: Some(start.end) },
                    // «к концу каждой четверти» is by its last day.
                    Shape::Toward(_) if first.part == Part::End => Stretch { start: None, end: Some(start.end) },
                    Shape::Toward(_) => Stretch { start: None, end: Some(start.start) },
                    _ => Stretch { start: Some(start.start), end: Some(end.end) },
                };
                let (from, to) = (found.start.or(found.end), found.end);
                if from.is_some_and(|from| from <= window.end) && to.is_some_and(|to| to >= window.start) {
                    into.push(found);
                }
            }
        }
    }

    /// The whole units that touch a window.
    fn unit_stretches(&mut self, unit: Noun, window: Bounds) -> Vec<Bounds> {
        let mut found = Vec::new();
        for year in window.start.year() - 1..=window.end.year() {
            match unit {
                Noun::SchoolQuarter => {
                    let (quarters, own) = self.context.calendar.quarters(year);
                    let touching = quarters
                        .iter()
                        .map(|&(start, end)| Bounds { start, end })
                        .filter(|bounds| bounds.overlaps(window));
                    let before = found.len();
                    found.extend(touching);
                    if found.len() > before {
                        self.cite(Convention::Quarters);
                        if !own {
                            self.note(Note::of(NoteCode::LowPrecision));
                        }
                    }
                }
                Noun::HalfYear => {
                    found.extend([1, 2].into_iter().filter_map(|half| self.base_in_year(Base::HalfYear(half), year)));
                }
                Noun::Quarter => {
                    found.extend((1..=4).filter_map(|quarter| self.base_in_year(Base::Quarter(quarter), year)));
                }
                Noun::Month => found.extend((1..=12).filter_map(|month| month_of(year, month))),
                // A week has no number here, and no day of it is named: «до конца недели».
                Noun::Day | Noun::Week | Noun::Decade | Noun::Year => {}
            }
        }
        found.retain(|bounds| bounds.overlaps(window));
        found
    }

    /// The occurrences of a rhythm whose dates follow from it: quarters, school quarters, halves of the year.
    pub(super) fn stretches_of(&mut self, unit: Noun, window: Bounds) -> Vec<Stretch> {
        if !matches!(unit, Noun::Quarter | Noun::SchoolQuarter | Noun::HalfYear) {
            return Vec::new();
        }
        let stretches = self.unit_stretches(unit, window);
        match unit {
            Noun::HalfYear => self.cite(Convention::HalfYears),
            _ => self.cite(Convention::Quarters),
        }
        let school = !self.context.calendar_year();
        let clipped = stretches.iter().filter_map(|bounds| {
            let clipped = Bounds { start: bounds.start.max(window.start), end: bounds.end.min(window.end) };
            // The summer at the end of a school-year plan is the third quarter once more, and nobody counts it.
            let summer = unit == Noun::Quarter
                && school
                && clipped.start.month() == 7
                && clipped.end == window.end
                && clipped.end < bounds.end;
            (!summer).then_some(clipped.stretch())
        });
        clipped.collect()
    }
}
