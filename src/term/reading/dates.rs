//! A term that is one date, one stretch, or a list of them: what its spans come to, once each has its dates.

use chrono::Months;

use super::bounds::Bounds;
use super::convention::Convention;
use super::dated::Dated;
use super::note::{Note, NoteCode};
use super::reader::{Failure, Reader, is_plan};
use super::{Kind, Reading, Stretch};
use crate::term::phrase::{Base, Joint, Part, Phrase, Point, Shape, Span, Year};
use crate::term::vocabulary::{Noun, Season};

impl Reader<'_> {
    /// A term of dates and stretches, with the doubts that come of their standing together.
    pub(super) fn dates(&mut self, phrase: &Phrase) -> Result<Reading, Failure> {
        let mut dated = self.dated(&phrase.spans)?;
        if phrase.rhythm.is_none() {
            self.expand_holidays(&phrase.spans, &mut dated);
        }
        dated = self.refine(dated);
        self.side_by_side(&mut dated);
        let reading = match dated.as_slice() {
            [] => Reading::unclear(),
            [one] => self.one(phrase, *one),
            several => {
                self.cite(Convention::SideBySide);
                self.several(several.iter().map(|dated| dated.stretch()).collect())
            }
        };
        if let (Kind::Range, Some(duration), Some(start), Some(end)) =
            (reading.kind, phrase.duration, reading.start, reading.end)
        {
            let counted = Bounds { start, end }.days() as u32;
            let written = match duration.unit {
                Noun::Day => Some(duration.count),
                Noun::Week => Some(duration.count.saturating_mul(7)),
                Noun::Month => {
                    let after = start.checked_add_months(Months::new(duration.count.min(600)));
                    after.map(|after| (after - start).num_days() as u32)
                }
                _ => None,
            };
            // «с 15 сентября по 15 октября (1 месяц)» counts as people do.
            let slack = u32::from(duration.unit == Noun::Month);
            // «октябрь, 3 дня»: some days of the month.
            let of_months = phrase.points().all(|point| !matches!(point.part, Part::Day(_)))
                && matches!(duration.unit, Noun::Day | Noun::Week)
                && written.is_some_and(|written| written < counted);
            if let Some(written) =
                written.filter(|_| !of_months).filter(|&written| written.abs_diff(counted) > slack && !duration.working)
            {
                self.note(Note { durations: Some((written, counted)), ..Note::of(NoteCode::DurationDisagrees) });
            }
        }
        Ok(reading)
    }

    /// A term of separate stretches; those that come to the same are one.
    pub(super) fn several(&mut self, mut occurrences: Vec<Stretch>) -> Reading {
        occurrences.sort_by_key(|stretch| (stretch.start.or(stretch.end), stretch.end));
        occurrences.dedup();
        if let [one] = occurrences.as_slice() {
            let kind = match (one.start, one.end) {
                (None, _) => Kind::By,
                (start, end) if start == end => Kind::Day,
                _ => Kind::Range,
            };
            return Reading::new(kind, one.start, one.end);
        }
        let start = occurrences.iter().filter_map(|stretch| stretch.start).min();
        let end = occurrences.iter().filter_map(|stretch| stretch.end).max();
        Reading { occurrences, ..Reading::new(Kind::Several, start, end) }
    }

    /// A term of one date or stretch.
    fn one(&mut self, phrase: &Phrase, one: Dated) -> Reading {
        let Some(start) = one.start else {
            self.cite(Convention::Deadlines);
            return Reading::new(Kind::By, None, Some(one.end));
        };
        let single_day = matches!(one.span.shape, Shape::Single(_)) && start == one.end;
        // «2023/2024 учебный год» is all of the plan.
        let whole_plan = is_plan(&one.span) && one.bounds() == self.plan;
        let kind = if single_day {
            Kind::Day
        } else if one.span.during || phrase.cues.always || whole_plan {
            Kind::Throughout
        } else {
            Kind::Range
        };
        Reading::new(kind, Some(start), Some(one.end))
    }

    /// What stands in brackets makes what stands before them more exact, or the other way round: the narrower counts.
    fn refine(&self, dated: Vec<Dated>) -> Vec<Dated> {
        let cover = |bracket: bool| {
            let group = dated.iter().filter(|dated| dated.span.bracket == bracket);
            group
                .map(|dated| dated.bounds())
                .reduce(|a, b| Bounds { start: a.start.min(b.start), end: a.end.max(b.end) })
        };
        let (Some(outer), Some(inner)) = (cover(false), cover(true)) else { return dated };
        let inside = |a: Bounds, b: Bounds| a.overlaps(b) && a.days() <= b.days();
        let single = |bracket: bool| dated.iter().filter(|dated| dated.span.bracket == bracket).count() == 1;
        if inside(inner, outer) && single(false) {
            dated
                .into_iter()
                .filter(|dated| dated.span.bracket)
                .map(|mut dated| {
                    dated.span.bracket = false;
                    dated
                })
                .collect()
        } else if inside(outer, inner) && single(true) {
            dated.into_iter().filter(|dated| !dated.span.bracket).collect()
        } else {
            dated
        }
    }

    /// Two dates with nothing between them are a range whose dash was lost, if the second is later.
    fn side_by_side(&mut self, dated: &mut Vec<Dated>) {
        if let [first, second] = dated.as_slice()
            && let (Shape::Single(a), Shape::Single(b)) = (first.span.shape, second.span.shape)
        {
            let (first, second) = (*first, *second);
            let same_month =
                a.base == b.base && a.part == Part::Whole && b.part == Part::Whole && first.bounds() == second.bounds();
            if same_month {
                self.cite(Convention::OpenEnds);
                self.note(Note::of(NoteCode::Ambiguous).about(first.stretch()));
                dated.truncate(1);
                return;
            }
            let days = matches!((a.part, b.part), (Part::Day(_), Part::Day(_)));
            let years = a.year != Year::Unwritten || b.year != Year::Unwritten;
            let lost = match second.span.joint {
                Joint::Space => true,
                Joint::Newline => years,
                _ => false,
            };
            if days && lost && first.end < second.end {
                self.cite(if second.span.joint == Joint::Newline {
                    Convention::OpenEnds
                } else {
                    Convention::SideBySide
                });
                let range = Dated { end: second.end, span: Span { shape: Shape::Range(a, b), ..first.span }, ..first };
                self.note(Note::of(NoteCode::SeparatorLost).about(range.stretch()));
                *dated = vec![range];
            }
        }
    }

    /// «каникулы» of no season are all of them.
    fn expand_holidays(&mut self, spans: &[Span], dated: &mut Vec<Dated>) {
        let [span] = spans else { return };
        let Shape::Single(Point { part: Part::Whole, base: Base::Holidays(None), year }) = span.shape else { return };
        let seasons = [Season::Autumn, Season::Winter, Season::Spring, Season::Summer];
        let each = seasons.into_iter().filter_map(|season| {
            let point = Point { part: Part::Whole, base: Base::Holidays(Some(season)), year };
            let bounds = match year {
                Year::Unwritten => self.unwritten(point, None).ok()?,
                year => self.in_written(point, year).ok()?,
            };
            Some(Dated { start: Some(bounds.start), end: bounds.end, span: *span, written: false })
        });
        *dated = each.collect();
    }
}
