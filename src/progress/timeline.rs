//! A plan drawn against time, as data: months of equal width, bars by days within them.
//!
//! No picture: places are a [`Percent`] of the whole width, and a template makes a drawing of them.

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use super::assess::{beginning, first_of_month};
use super::{Entry, Percent, PlanProgress, Standing};
use crate::model::{Activity, Plan, Term};
use crate::term::{Kind, Period, Reading, Stretch};

/// How many months beyond the plan's period are shown where a row stands in them: August before a school year, and the
/// months into which something was put off. A date further away is a slip of the pen, and would flatten the drawing.
const MONTHS_BEYOND: u32 = 3;

/// A plan against time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The months, from left to right.
    pub months: Vec<TimelineMonth>,
    /// Where the date stands: the middle of its day; none where it lies outside the months.
    pub today: Option<Percent>,
    /// A row an activity, in the order of the plan.
    pub rows: Vec<TimelineRow>,
}

/// A month of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TimelineMonth {
    /// Its first day.
    pub first: NaiveDate,
    /// Where it begins.
    pub x: Percent,
    /// How wide it is.
    pub width: Percent,
    /// Whether it is the first that is shown of its year.
    pub begins_year: bool,
}

/// An activity against time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineRow {
    /// Which section.
    pub section: usize,
    /// Which activity of it.
    pub activity: usize,
    /// How it stands.
    pub standing: Standing,
    /// Its bars, those of its stages together, from left to right; none where its term names no days of its own.
    pub bars: Vec<Bar>,
}

/// A stretch of days of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Bar {
    /// Where it begins.
    pub x: Percent,
    /// How wide it is.
    pub width: Percent,
    /// Whether it began before the first month.
    pub open_start: bool,
    /// Whether it ends after the last month, or never.
    pub open_end: bool,
    /// Whether it is one day.
    pub day: bool,
    /// Whether its last day is a deadline («до …»); it is drawn from the first of that day's month.
    pub deadline: bool,
    /// Whether it is the first term of what was put off, beside the new one.
    pub former: bool,
}

/// Draws a plan against time.
pub fn timeline(plan: &Plan, progress: &PlanProgress) -> Timeline {
    let period = &plan.period.period;
    let mut rows = Vec::new();
    for (section_index, (section, assessed)) in plan.sections.iter().zip(&progress.sections).enumerate() {
        for (index, (activity, assessed)) in section.activities.iter().zip(&assessed.activities).enumerate() {
            rows.push((section_index, index, assessed.standing, drawn(activity, period)));
        }
    }
    let axis = Axis::around(period, rows.iter().flat_map(|(.., stretches)| stretches));
    let rows = rows.into_iter().map(|(section, activity, standing, stretches)| {
        let mut bars: Vec<Bar> = stretches.iter().filter_map(|drawn| axis.bar(drawn)).collect();
        bars.sort();
        bars.dedup();
        TimelineRow { section, activity, standing, bars }
    });
    Timeline { rows: rows.collect(), today: axis.middle_of(progress.today), months: axis.months() }
}

/// A stretch to be drawn: both ends are days.
struct Drawn {
    start: NaiveDate,
    end: NaiveDate,
    deadline: bool,
    former: bool,
    endless: bool,
}

/// The stretches of an activity, or of its stages: the new terms of what was put off, and the first ones.
fn drawn(activity: &Activity, period: &Period) -> Vec<Drawn> {
    let mut entries: Vec<Entry<'_>> = Entry::stages(activity).collect();
    if entries.is_empty() {
        entries.push(Entry::whole(activity));
    }
    let mut stretches = Vec::new();
    for entry in entries {
        let new = entry.new_term();
        if let Some(term) = new {
            draw_term(&mut stretches, term, false, period);
        }
        if let Some(term) = entry.first_term() {
            draw_term(&mut stretches, term, new.is_some(), period);
        }
    }
    stretches
}

fn draw_term(stretches: &mut Vec<Drawn>, term: &Term, former: bool, period: &Period) {
    let reading = &term.reading;
    let whole = Stretch { start: reading.start, end: reading.end };
    if names_no_days(reading, period) {
        return;
    }
    let parts = if reading.occurrences.is_empty() { std::slice::from_ref(&whole) } else { &reading.occurrences[..] };
    stretches.extend(parts.iter().filter_map(|part| {
        let endless = part.end.is_none();
        let end = part.end.unwrap_or(period.end);
        let start = beginning(part)?;
        (start <= end).then_some(Drawn { start, end, deadline: part.start.is_none(), former, endless })
    }));
}

/// Whether a term has only the plan's own bounds, or none.
fn names_no_days(reading: &Reading, period: &Period) -> bool {
    match reading.kind {
        Kind::Unclear => true,
        Kind::ByPlan | Kind::AsNeeded | Kind::Relative => {
            (reading.start, reading.end) == (Some(period.start), Some(period.end))
        }
        _ => false,
    }
}

/// The months that are shown.
struct Axis {
    /// The first day of the first month.
    first: NaiveDate,
    months: u32,
}

impl Axis {
    /// The period's months, and those beyond it where something stands.
    fn around<'a>(period: &Period, stretches: impl Iterator<Item = &'a Drawn>) -> Axis {
        let (mut first, mut last) = (first_of_month(period.start), first_of_month(period.end));
        let earliest = first.checked_sub_months(Months::new(MONTHS_BEYOND)).unwrap_or(first);
        let latest = last.checked_add_months(Months::new(MONTHS_BEYOND)).unwrap_or(last);
        for stretch in stretches {
            let (start, end) = (first_of_month(stretch.start), first_of_month(stretch.end));
            // A stretch that lies beyond altogether does not draw the axis after it.
            if end >= earliest && start <= latest {
                first = first.min(start.max(earliest));
                last = last.max(end.min(latest));
            }
        }
        let months = month_number(last) - month_number(first) + 1;
        Axis { first, months: u32::try_from(months).unwrap_or(1).max(1) }
    }

    fn months(&self) -> Vec<TimelineMonth> {
        let month = |index: u32| {
            let first = self.first.checked_add_months(Months::new(index))?;
            let (x, end) = (self.place(index, 0, 1), self.place(index + 1, 0, 1));
            let begins_year = index == 0 || first.month() == 1;
            Some(TimelineMonth { first, x, width: Percent(end.0 - x.0), begins_year })
        };
        (0..self.months).filter_map(month).collect()
    }

    /// `part` of `whole` of a month.
    fn place(&self, month: u32, part: u32, whole: u32) -> Percent {
        let (months, whole) = (u64::from(self.months), u64::from(whole.max(1)));
        let parts = u64::from(month) * whole + u64::from(part);
        let exact = u64::from(Percent::WHOLE.0) * parts;
        let places = (exact + months * whole / 2) / (months * whole);
        Percent(u32::try_from(places).unwrap_or(Percent::WHOLE.0).min(Percent::WHOLE.0))
    }

    /// Where a day begins; none where it lies outside the months.
    fn start_of(&self, date: NaiveDate) -> Option<Percent> {
        let month = self.month_of(date)?;
        Some(self.place(month, date.day0(), days_in_month(date)))
    }

    /// Where a day ends.
    fn end_of(&self, date: NaiveDate) -> Option<Percent> {
        let month = self.month_of(date)?;
        Some(self.place(month, date.day(), days_in_month(date)))
    }

    fn middle_of(&self, date: NaiveDate) -> Option<Percent> {
        let month = self.month_of(date)?;
        Some(self.place(month, date.day0() * 2 + 1, days_in_month(date) * 2))
    }

    fn month_of(&self, date: NaiveDate) -> Option<u32> {
        let month = u32::try_from(month_number(date) - month_number(self.first)).ok()?;
        (month < self.months).then_some(month)
    }

    fn bar(&self, drawn: &Drawn) -> Option<Bar> {
        let after = self.first.checked_add_months(Months::new(self.months))?;
        if drawn.end < self.first || drawn.start >= after {
            return None;
        }
        let (open_start, runs_on) = (drawn.start < self.first, drawn.end >= after);
        let x = if open_start { Percent(0) } else { self.start_of(drawn.start)? };
        let end = if runs_on { Percent::WHOLE } else { self.end_of(drawn.end)? };
        Some(Bar {
            x,
            width: Percent(end.0.saturating_sub(x.0)),
            open_start,
            open_end: runs_on || drawn.endless,
            day: drawn.start == drawn.end,
            deadline: drawn.deadline,
            former: drawn.former,
        })
    }
}

fn month_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

fn days_in_month(date: NaiveDate) -> u32 {
    let next = first_of_month(date).checked_add_months(Months::new(1));
    next.and_then(|next| next.pred_opt()).map_or(31, |last| last.day())
}
