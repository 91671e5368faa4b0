//! A term that comes again and again: what it counts, what bounds it, and its days where they follow from the phrase. No
//! day is invented for a plain «ежемесячно».

use std::slice;

use chrono::Datelike;

use super::bounds::{Bounds, cover, date};
use super::convention::Convention;
use super::reader::{Failure, Reader, is_plan};
use super::{Every, Kind, Reading, Stretch, Unit};
use crate::term::period::PeriodSort;
use crate::term::phrase::{Base, Part, Phrase, Rhythm, Shape, Span, Year};
use crate::term::vocabulary::Noun;

/// A recurrence as found: its count, the days that follow from it, and what bounds it.
struct Recurrence {
    every: Option<Every>,
    occurrences: Vec<Stretch>,
    bounds: Bounds,
}

impl Reader<'_> {
    /// A phrase that says how often, or on which weekdays, or what of every month.
    pub(super) fn recurring(&mut self, phrase: &Phrase) -> Result<Reading, Failure> {
        let (units, others): (Vec<Span>, Vec<Span>) =
            phrase.spans.iter().partition(|span| unit_of_span(span).is_some());
        let others: Vec<Span> = others.into_iter().filter(|span| !is_plan(span)).collect();
        if let Some(rhythm) = phrase.rhythm.filter(|_| units.is_empty()) {
            let every_year = rhythm.unit == Noun::Year && rhythm.interval == 1;
            if every_year && !others.is_empty() && (!rhythm.counted || others.len() == 1) {
                return self.yearly(rhythm, &others);
            }
            let list = others.len() > 1 && others.iter().all(|span| matches!(span.shape, Shape::Single(_)));
            if list && !matches!(rhythm.unit, Noun::Week | Noun::Day) {
                return self.counted_list(&others);
            }
        }
        if phrase.rhythm.is_some() || !units.is_empty() {
            self.cite(Convention::Recurrence);
        }
        let limit = self.limit(&others)?;
        let in_weeks = phrase.rhythm.is_none_or(|rhythm| matches!(rhythm.unit, Noun::Week | Noun::Day));
        let Recurrence { every, mut occurrences, bounds } = if !units.is_empty() {
            self.of_units(&units, phrase.rhythm, limit)
        } else if phrase.weekdays != 0 && in_weeks {
            self.on_weekdays(phrase.weekdays, phrase.rhythm, limit)
        } else {
            self.in_rhythm(phrase.rhythm, limit)
        };
        occurrences.sort();
        occurrences.dedup();
        Ok(Reading { every, occurrences, ..Reading::new(Kind::Recurring, Some(bounds.start), Some(bounds.end)) })
    }

    /// «последняя пятница месяца», «до 5 числа каждого месяца».
    fn of_units(&mut self, units: &[Span], rhythm: Option<Rhythm>, limit: Option<Bounds>) -> Recurrence {
        let whole = limit.unwrap_or(self.plan);
        let unit = units.iter().find_map(unit_of_span).unwrap_or(Noun::Month);
        let in_weeks = units
            .iter()
            .flat_map(|span| span.shape.points())
            .any(|point| matches!(point.part, Part::Weekday(..) | Part::Week(_)));
        let windows = if in_weeks || matches!(unit, Noun::SchoolQuarter | Noun::Week) {
            self.teaching(limit)
        } else {
            vec![whole]
        };
        let every_unit = rhythm.is_none_or(|rhythm| rhythm.unit == unit && rhythm.interval == 1);
        let mut occurrences = Vec::new();
        if every_unit || rhythm.is_some_and(|rhythm| rhythm.unit == Noun::Year) {
            for &window in &windows {
                self.unit_occurrences(units, unit, window, &mut occurrences);
            }
        }
        if units.iter().any(|span| matches!(span.shape, Shape::Until(_))) {
            self.cite(Convention::Deadlines);
        }
        let said = rhythm.map(every).filter(|every| every.unit != Unit::Year);
        let found = Every { times: units.len() as u32, interval: 1, unit: unit_of(unit) };
        Recurrence { every: said.or(Some(found)), occurrences, bounds: cover(&windows).unwrap_or(whole) }
    }

    /// «каждый вторник», «1 раз в 2 недели по вторникам»: the days, if they come every week.
    fn on_weekdays(&mut self, weekdays: u8, rhythm: Option<Rhythm>, limit: Option<Bounds>) -> Recurrence {
        let windows = self.teaching(limit);
        let bounds = cover(&windows).unwrap_or(limit.unwrap_or(self.plan));
        if rhythm.is_some_and(|rhythm| rhythm.interval != 1) {
            return Recurrence { every: rhythm.map(every), occurrences: Vec::new(), bounds };
        }
        let days = windows.iter().flat_map(|window| window.start.iter_days().take_while(|day| *day <= window.end));
        let named = days.filter(|day| weekdays & (1 << day.weekday().num_days_from_monday()) != 0);
        let occurrences = named.map(|day| Bounds::of_day(day).stretch()).collect();
        let every = Some(Every { times: weekdays.count_ones(), interval: 1, unit: Unit::Week });
        Recurrence { every, occurrences, bounds }
    }

    /// «1 раз в месяц», «ежеквартально»: days only where the unit itself is a stretch of the calendar.
    fn in_rhythm(&mut self, rhythm: Option<Rhythm>, limit: Option<Bounds>) -> Recurrence {
        let mut bounds = limit.unwrap_or(self.plan);
        let mut occurrences = Vec::new();
        if let Some(rhythm) = rhythm {
            if matches!(rhythm.unit, Noun::Week | Noun::SchoolQuarter) {
                bounds = cover(&self.teaching(limit)).unwrap_or(bounds);
            }
            if rhythm.interval == 1 {
                occurrences = self.stretches_of(rhythm.unit, bounds);
            }
        }
        Recurrence { every: rhythm.map(every), occurrences, bounds }
    }

    /// «ежегодно в мае», «до 1 июня ежегодно»: the same in every year of the plan.
    fn yearly(&mut self, rhythm: Rhythm, spans: &[Span]) -> Result<Reading, Failure> {
        self.cite(Convention::Recurrence);
        let all_through = spans.iter().all(|span| span.during && matches!(span.shape, Shape::Single(_)));
        let mut occurrences = Vec::new();
        for span in if all_through { &[] } else { spans } {
            if span.shape.ends().0.year == Year::Unwritten {
                let years = self.plan.start.year() - 1..=self.plan.end.year();
                occurrences.extend(years.filter_map(|year| self.in_plan_year(span.shape, year)));
            } else {
                let dated = self.dated(slice::from_ref(span))?;
                occurrences.extend(dated.iter().map(|dated| dated.stretch()));
            }
        }
        occurrences.sort_by_key(|stretch| (stretch.start.or(stretch.end), stretch.end));
        occurrences.dedup();
        Ok(Reading { every: Some(every(rhythm)), occurrences, ..self.bounded(Kind::Recurring) })
    }

    /// A shape without a year in a given one, where it lies in the plan or begins in the August before.
    fn in_plan_year(&mut self, shape: Shape, year: i32) -> Option<Stretch> {
        let (first, last) = shape.ends();
        let start = self.in_year(first, year).ok()?;
        let end = match last {
            Some(last) => [year, year + 1]
                .into_iter()
                .filter_map(|year| self.in_year(last, year).ok())
                .find(|bounds| bounds.end >= start.start)?,
            None => start,
        };
        let stretch = match shape {
            Shape::Until(point) => Stretch { start: None, end: Some(self.deadline(point, start)) },
            Shape::Toward(_) => Stretch { start: None, end: Some(start.start) },
            _ => Stretch { start: Some(start.start), end: Some(end.end) },
        };
        let from = stretch.start.or(stretch.end).unwrap_or(start.start);
        let to = stretch.end.unwrap_or(from);
        let from_august = self.preparation().is_some_and(|august| from >= august.start && to > august.end);
        ((from >= self.plan.start || from_august) && to <= self.plan.end).then_some(stretch)
    }

    /// «декабрь, май (2 раза в год)»: the list counts; in a plan of several years, in each of them.
    fn counted_list(&mut self, spans: &[Span]) -> Result<Reading, Failure> {
        self.cite(Convention::OpenEnds);
        let bare = spans.iter().all(|span| span.shape.points().all(|point| point.year == Year::Unwritten));
        if bare && self.context.period.sort == PeriodSort::Project {
            let reading = self.yearly(Rhythm { times: 1, interval: 1, unit: Noun::Year, counted: false }, spans)?;
            if reading.occurrences.len() > 1 {
                return Ok(self.several(reading.occurrences));
            }
        }
        let dated = self.dated(spans)?;
        Ok(self.several(dated.iter().map(|dated| dated.stretch()).collect()))
    }

    /// The stretch that bounds a recurrence, where the phrase names one.
    fn limit(&mut self, spans: &[Span]) -> Result<Option<Bounds>, Failure> {
        if spans.is_empty() {
            return Ok(None);
        }
        let dated = self.dated(spans)?;
        let start = dated.iter().map(|dated| dated.start.unwrap_or(self.plan.start)).min();
        let end = dated.iter().map(|dated| dated.end).max();
        Ok(match (start, end) {
            (Some(start), Some(end)) if start <= end => Some(Bounds { start, end }),
            _ => None,
        })
    }

    /// The teaching weeks of the plan: 1 September to 31 May of each school year; in a calendar-year plan, its year.
    fn teaching(&mut self, limit: Option<Bounds>) -> Vec<Bounds> {
        if self.context.calendar_year() {
            return vec![limit.unwrap_or(self.plan)];
        }
        if let Some(limit) = limit
            && self.context.period.sort == PeriodSort::SchoolYear
        {
            return vec![limit];
        }
        self.cite(Convention::TeachingWeeks);
        let outer = limit.unwrap_or(self.plan);
        let years = outer.start.year() - 1..=outer.end.year();
        let windows = years.filter_map(|year| {
            let (start, end) = (date(year, 9, 1)?, date(year + 1, 5, 31)?);
            let window = Bounds { start: start.max(outer.start), end: end.min(outer.end) };
            (window.start <= window.end).then_some(window)
        });
        windows.collect()
    }
}

/// The unit of «… каждого месяца».
fn unit_of_span(span: &Span) -> Option<Noun> {
    span.shape.points().find_map(|point| match point.base {
        Base::Every(noun) => Some(noun),
        _ => None,
    })
}

/// A rhythm in the units of a reading.
pub(super) fn every(rhythm: Rhythm) -> Every {
    let (interval, unit) = match rhythm.unit {
        Noun::Decade => (rhythm.interval.saturating_mul(10), Unit::Day),
        unit => (rhythm.interval, unit_of(unit)),
    };
    Every { times: rhythm.times, interval, unit }
}

fn unit_of(noun: Noun) -> Unit {
    match noun {
        Noun::Day | Noun::Decade => Unit::Day,
        Noun::Week => Unit::Week,
        Noun::Month => Unit::Month,
        Noun::Quarter => Unit::Quarter,
        Noun::SchoolQuarter => Unit::SchoolQuarter,
        Noun::HalfYear => Unit::HalfYear,
        Noun::Year => Unit::Year,
    }
}
