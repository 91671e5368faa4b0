//! School calendars: quarters and days off, from data files and from what a school says of itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The country whose school calendar and public holidays hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Country {
    /// Belarus.
    #[default]
    #[serde(rename = "by")]
    Belarus,
    /// Russia.
    #[serde(rename = "ru")]
    Russia,
}

/// The four quarters of one school year: first and last day of each.
pub type SchoolQuarters = [(NaiveDate, NaiveDate); 4];

/// A day off: a public holiday by law, or the school's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// A public holiday; its key in the catalogs.
    Public(&'static str),
    /// A day off that the site states.
    Own,
}

/// The calendar that a school lives by.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    country: Country,
    quarters: BTreeMap<i32, SchoolQuarters>,
    days_off: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// A country's calendar.
    pub fn of(country: Country) -> Calendar {
        Calendar { country, ..Calendar::default() }
    }

    /// The same calendar with a school year's quarters as the school itself states them; the year is that in which the
    /// school year begins.
    pub fn with_quarters(mut self, first_year: i32, quarters: SchoolQuarters) -> Calendar {
        self.quarters.insert(first_year, quarters);
        self
    }

    /// The same calendar with further days off.
    pub fn with_days_off(mut self, days: impl IntoIterator<Item = NaiveDate>) -> Calendar {
        self.days_off.extend(days);
        self
    }

    /// The country.
    pub fn country(&self) -> Country {
        self.country
    }
}
