//! The day it is: what the environment states, or the machine's clock. The stages get it as data.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// The day that SOURCE_DATE_EPOCH (reproducible-builds.org) states: seconds since 1970, in UTC.
pub fn stated_day() -> Option<NaiveDate> {
    day_of(&std::env::var("SOURCE_DATE_EPOCH").ok()?)
}

/// The day that a value of it states; none where that is no number of seconds.
pub fn day_of(value: &str) -> Option<NaiveDate> {
    DateTime::from_timestamp(value.parse().ok()?, 0).map(|moment| moment.date_naive())
}

/// The day by the machine's clock in a time zone.
pub fn day_in(zone: Tz) -> NaiveDate {
    day_at(Utc::now(), zone)
}

/// The day of a moment in a time zone.
pub fn day_at(moment: DateTime<Utc>, zone: Tz) -> NaiveDate {
    moment.with_timezone(&zone).date_naive()
}
