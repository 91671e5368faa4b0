//! A school's own calendar.

use chrono::NaiveDate;

use crate::term::{Calendar, Country, SchoolQuarters};

/// What an institution may say of its own calendar, and the site of everybody's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CalendarSettings {
    /// The country, where one is named.
    pub country: Option<Country>,
    /// First year of the school year, and its quarters.
    pub quarters: Vec<(i32, SchoolQuarters)>,
    /// Days off beyond the state's.
    pub days_off: Vec<NaiveDate>,
}

impl CalendarSettings {
    /// The calendar that the site (`self`) and one of its institutions agree on.
    pub fn with(&self, institution: &CalendarSettings) -> Calendar {
        let mut calendar = Calendar::of(institution.country.or(self.country).unwrap_or_default());
        for settings in [self, institution] {
            for (first_year, quarters) in &settings.quarters {
                calendar = calendar.with_quarters(*first_year, *quarters);
            }
            calendar = calendar.with_days_off(settings.days_off.iter().copied());
        }
        calendar
    }
}
