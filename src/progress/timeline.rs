//! A plan drawn against time, as data: months of equal width, bars by days within them.
//!
//! No picture: places are hundredths of a percent of the whole width, and a template makes a drawing of them.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::{PlanProgress, Standing};
use crate::model::Plan;

/// A place or a width, in hundredths of a percent of the whole width. Serialized as percent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub u32);

impl Percent {
    /// In percent.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

/// A plan against time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The months, from left to right.
    pub months: Vec<TimelineMonth>,
    /// Where the date stands; none where it lies outside the months.
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
    /// Its bars; none where its term names no days of its own.
    pub bars: Vec<Bar>,
}

/// A stretch of days of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
    /// Whether its last day is a deadline («до …»).
    pub deadline: bool,
    /// Whether it is the first term of what was put off, where a new one holds.
    pub former: bool,
}

/// Draws a plan against time.
pub fn timeline(plan: &Plan, progress: &PlanProgress) -> Timeline {
    let _ = (plan, progress);
    Timeline { months: Vec::new(), today: None, rows: Vec::new() }
}
