//! An indicator of a project's success.

use chrono::NaiveDate;

/// An indicator of a project's success.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// The title.
    pub title: String,
    /// The unit.
    pub unit: Option<String>,
    /// The value before the project.
    pub baseline: Option<f64>,
    /// The value to reach.
    pub target: Option<f64>,
    /// The values by date, in the order of the dates.
    pub values: Vec<(NaiveDate, f64)>,
}
