//! One activity on a date: its mark, its witnesses and its term become a standing and a progress.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{Share, Standing};
use crate::model::{Activity, Done, Row, Stage, Term, Witness};
use crate::term::{Every, Kind, Period, Reading, Stretch, Unit};

/// A recurring activity's k of n.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repetitions {
    /// On how many days it has been held.
    pub done: u64,
    /// How often it is to be held.
    pub of: u64,
}

/// An activity or a stage on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// How it stands.
    pub standing: Standing,
    /// How much of it is done.
    pub progress: Share,
    /// The k of n of a recurring one; where its editor says that all is done, k may be less.
    pub repetitions: Option<Repetitions>,
    /// The days on which it was done, none later than the date: those of its editor, and those of what completes it.
    /// A stage's hold those of its activity too.
    pub done_dates: Vec<NaiveDate>,
    /// Which of its own witnesses completed it, by their place in `witnesses`, none later than the date.
    pub completed_by: Vec<usize>,
    /// Whether the new term of what was put off holds, in place of the row's own.
    pub follows_new_term: bool,
    /// The day from which it is no longer to come, by the term in force; none where that names no days.
    pub begins: Option<NaiveDate>,
    /// The last day, by the term in force; none where that names no days.
    pub ends: Option<NaiveDate>,
    /// Its stages, in the order of [`Activity::stages`]; a stage has none.
    pub stages: Vec<Assessed>,
}

/// Assesses an activity of a plan of this period.
pub fn assess_activity(activity: &Activity, period: &Period, today: NaiveDate) -> Assessed {
    let claims = Claims::of(&activity.row, &activity.witnesses, today);
    let own = claims.assess(period, today);
    if activity.stages.is_empty() {
        return own;
    }
    let does_its_stages = claims.all_done(own.repetitions);
    let stages: Vec<Assessed> = activity
        .stages
        .iter()
        .map(|stage| Claims::of_stage(stage, &claims, does_its_stages, today).assess(period, today))
        .collect();
    let live: Vec<&Assessed> = stages.iter().filter(|stage| stage.standing != Standing::Cancelled).collect();
    let some = |standing: Standing| live.iter().any(|stage| stage.standing == standing);
    let standing = match own.standing {
        // What was declared of the whole row stands above what its stages say.
        Standing::Cancelled => Standing::Cancelled,
        _ if does_its_stages => Standing::Done,
        _ if live.is_empty() => Standing::Cancelled,
        _ if live.iter().all(|stage| stage.standing == Standing::Done) => Standing::Done,
        Standing::Postponed => Standing::Postponed,
        _ if some(Standing::Overdue) => Standing::Overdue,
        _ if some(Standing::Current) || some(Standing::Done) => Standing::Current,
        _ => Standing::Planned,
    };
    let progress = match standing {
        Standing::Done => Share::whole(),
        _ => Share::mean(live.iter().map(|stage| &stage.progress)),
    };
    Assessed {
        standing,
        progress,
        begins: live.iter().filter_map(|stage| stage.begins).min(),
        ends: live.iter().filter_map(|stage| stage.ends).max(),
        stages,
        ..own
    }
}

/// The term that a row follows by its own words: the new one of what was put off, or else the first. A stage without
/// one follows its activity's.
pub fn term_in_force(row: &Row) -> Option<&Term> {
    row.mark.new_term().or(row.term.as_ref())
}

/// What is claimed of one row by the date: by its editor, and by what completes it.
struct Claims<'a> {
    term: Option<&'a Term>,
    done: bool,
    dates: BTreeSet<NaiveDate>,
    completed_by: Vec<usize>,
    cancelled: bool,
    postponed: bool,
    new_term: Option<&'a Term>,
}

impl<'a> Claims<'a> {
    fn of(row: &'a Row, witnesses: &[Witness], today: NaiveDate) -> Claims<'a> {
        let completes = |witness: &Witness| witness.date.filter(|date| witness.completes && *date <= today);
        let completed_by = (0..).zip(witnesses).filter(|(_, witness)| completes(witness).is_some());
        let completed_on = witnesses.iter().filter_map(completes);
        Claims {
            term: row.term.as_ref(),
            done: row.mark.done == Done::Yes,
            // A day to come is a promise, not a mark.
            dates: row.mark.dates().iter().copied().filter(|date| *date <= today).chain(completed_on).collect(),
            completed_by: completed_by.map(|(index, _)| index).collect(),
            cancelled: row.mark.is_cancelled(),
            postponed: row.mark.is_postponed(),
            new_term: row.mark.new_term(),
        }
    }

    /// What stands on the activity spans all its stages.
    fn of_stage(
        stage: &'a Stage,
        activity: &Claims<'a>,
        activity_does_its_stages: bool,
        today: NaiveDate,
    ) -> Claims<'a> {
        let mut claims = Claims::of(&stage.row, &stage.witnesses, today);
        // The activity's days are also those of a stage that shares its term; of one with a term of its own only
        // where they mean the whole row.
        if activity_does_its_stages || claims.term.is_none() {
            claims.dates.extend(&activity.dates);
        }
        claims.done |= activity_does_its_stages;
        claims.cancelled |= activity.cancelled;
        if !claims.postponed {
            claims.postponed = activity.postponed;
            claims.new_term = activity.new_term;
        }
        claims.term = claims.term.or(activity.term);
        claims
    }

    fn assess(&self, period: &Period, today: NaiveDate) -> Assessed {
        let repetitions = self.repetitions(period);
        let all_done = self.all_done(repetitions);
        let new_bounds = self.new_term.and_then(|term| Bounds::of(&term.reading, period));
        let follows_new_term = new_bounds.is_some_and(|bounds| bounds.begins <= today);
        let bounds = match self.postponed {
            true => new_bounds,
            false => self.term.and_then(|term| Bounds::of(&term.reading, period)),
        };
        let standing = match bounds {
            _ if self.cancelled => Standing::Cancelled,
            _ if all_done => Standing::Done,
            _ if self.postponed && !follows_new_term => Standing::Postponed,
            None => Standing::Unclear,
            Some(bounds) => bounds.standing(today),
        };
        let progress = match repetitions {
            _ if standing == Standing::Done => Share::whole(),
            Some(Repetitions { done, of }) => Share::of(done, of),
            None => Share::nothing(),
        };
        Assessed {
            standing,
            progress,
            repetitions,
            done_dates: self.dates.iter().copied().collect(),
            completed_by: self.completed_by.clone(),
            follows_new_term,
            begins: bounds.map(|bounds| bounds.begins),
            ends: bounds.map(|bounds| bounds.ends),
            stages: Vec::new(),
        }
    }

    fn all_done(&self, repetitions: Option<Repetitions>) -> bool {
        self.done
            || match repetitions {
                Some(Repetitions { done, of }) => done >= of,
                None => !self.dates.is_empty(),
            }
    }

    /// A row put off stays recurring: its new term may name another rhythm, or none.
    fn repetitions(&self, period: &Period) -> Option<Repetitions> {
        let recurring = |term: &&Term| term.reading.kind == Kind::Recurring;
        let term = self.new_term.filter(recurring).or(self.term.filter(recurring))?;
        Some(Repetitions { done: self.dates.len() as u64, of: how_often(&term.reading, period) })
    }
}

/// The days between which a term runs.
#[derive(Clone, Copy)]
struct Bounds {
    begins: NaiveDate,
    ends: NaiveDate,
    /// «По мере необходимости» is never late.
    endless: bool,
}

impl Bounds {
    /// None where the term is unclear.
    fn of(reading: &Reading, period: &Period) -> Option<Bounds> {
        let ends = reading.end.unwrap_or(period.end);
        let begins = match (reading.kind, reading.start) {
            (Kind::Unclear, _) => return None,
            (_, Some(start)) => start,
            (Kind::By, None) => first_of_month(reading.end?),
            (Kind::Several, None) => reading.occurrences.iter().filter_map(beginning).min().unwrap_or(ends),
            (_, None) => period.start,
        };
        Some(Bounds { begins, ends, endless: reading.kind == Kind::AsNeeded })
    }

    fn standing(self, today: NaiveDate) -> Standing {
        if today < self.begins {
            Standing::Planned
        } else if today <= self.ends || self.endless {
            Standing::Current
        } else {
            Standing::Overdue
        }
    }
}

/// The day from which a stretch is no longer to come: its start, or the first of the month of its deadline.
pub(super) fn beginning(stretch: &Stretch) -> Option<NaiveDate> {
    stretch.start.or(stretch.end.map(first_of_month))
}

pub(super) fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The n of a recurring term.
fn how_often(reading: &Reading, period: &Period) -> u64 {
    match (reading.occurrences.len(), reading.every) {
        (0, Some(every)) => {
            let start = reading.start.unwrap_or(period.start);
            let end = reading.end.unwrap_or(period.end);
            u64::from(every.times.max(1)) * whole_intervals(start, end, every).max(1)
        }
        (occurrences, _) => occurrences.max(1) as u64,
    }
}

/// How many whole intervals of a rhythm lie between two days, both included.
fn whole_intervals(start: NaiveDate, end: NaiveDate, every: Every) -> u64 {
    let after = end.succ_opt().unwrap_or(end);
    let days = u64::try_from((after - start).num_days()).unwrap_or(0);
    let months = whole_months(start, after);
    let units = match every.unit {
        Unit::Day => days,
        Unit::Week => days / 7,
        Unit::Month => months,
        Unit::Quarter => months / 3,
        // Only where no calendar is known: a teaching year has nine months and four quarters.
        Unit::SchoolQuarter => months * 4 / 9,
        Unit::HalfYear => months / 6,
        Unit::Year => months / 12,
    };
    units / u64::from(every.interval.max(1))
}

/// How many whole months lie between a day and a later one, that one not included.
fn whole_months(start: NaiveDate, after: NaiveDate) -> u64 {
    let count = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
    let begun = count(after) - count(start) - i64::from(after.day() < start.day());
    u64::try_from(begun).unwrap_or(0)
}
