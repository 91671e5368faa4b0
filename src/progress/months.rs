//! The months in which a row of a plan has something to do: what a reader chooses rows by.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use super::assess::first_of_month;
use super::term_in_force;
use crate::model::{Activity, Stage};
use crate::term::{Kind, Reading, Stretch};

/// A term of many years has no more months than this.
const MOST: usize = 600;

/// The months of an activity's row, or of one of its stages, by their first days; what stands on the activity spans its
/// stages. A deadline counts as its own month; none where the term names no days.
pub fn months_of(activity: &Activity, stage: Option<&Stage>) -> BTreeSet<NaiveDate> {
    let rows = std::iter::once(&activity.row).chain(stage.map(|stage| &stage.row));
    let stretches = rows.filter_map(term_in_force).flat_map(|term| stretches(&term.reading));
    stretches.flat_map(|(start, end)| months_between(start, end)).collect()
}

fn months_between(start: NaiveDate, end: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
    std::iter::successors(Some(first_of_month(start)), next).take_while(move |month| *month <= end).take(MOST)
}

/// The stretches of days that a term names, first and last day.
fn stretches(reading: &Reading) -> Vec<(NaiveDate, NaiveDate)> {
    let closed = |stretch: &Stretch| Some((stretch.start.or(stretch.end)?, stretch.end?));
    let whole = Stretch { start: reading.start, end: reading.end };
    match reading.kind {
        Kind::Unclear => Vec::new(),
        _ if reading.occurrences.is_empty() => closed(&whole).into_iter().collect(),
        _ => reading.occurrences.iter().filter_map(closed).collect(),
    }
}
