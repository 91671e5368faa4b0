//! School calendars: quarters and days off, from the data files of the countries and from what a school says of itself.
//!
//! What is in no file is not invented: for a school year without data the nearest known one lends its days, and
//! [`Calendar::quarters`] says that they are borrowed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chrono::{Datelike, Days, NaiveDate};
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

/// A day off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// A public holiday by law; its key in the catalogs, as in `holiday-new-year`.
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

    /// The quarters of the school year that begins in `first_year`, and whether they are its own: without data they are
    /// the nearest known year's days.
    pub fn quarters(&self, first_year: i32) -> (SchoolQuarters, bool) {
        let table = &data(self.country).quarters;
        if let Some(quarters) = self.quarters.get(&first_year).or_else(|| table.get(&first_year)) {
            return (*quarters, true);
        }
        let table = if table.is_empty() { &data(Country::Belarus).quarters } else { table };
        let nearest = table.iter().min_by_key(|(year, _)| ((*year - first_year).abs(), -*year));
        let quarters = match nearest {
            Some((year, quarters)) => {
                quarters.map(|(start, end)| (shifted(start, first_year - year), shifted(end, first_year - year)))
            }
            None => [(NaiveDate::default(), NaiveDate::default()); 4],
        };
        (quarters, false)
    }

    /// What makes a day a day off, Saturdays and Sundays apart.
    pub fn holiday(&self, day: NaiveDate) -> Option<Holiday> {
        if self.days_off.contains(&day) {
            return Some(Holiday::Own);
        }
        data(self.country)
            .holidays
            .iter()
            .find(|holiday| holiday.falls_on(day))
            .map(|holiday| Holiday::Public(&holiday.key))
    }
}

/// The same day some years on; 29 February may become the 28th.
pub(super) fn shifted(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year().saturating_add(years);
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28)).unwrap_or(day)
}

/// A country's data file, parsed.
struct CountryData {
    quarters: BTreeMap<i32, SchoolQuarters>,
    holidays: Vec<HolidayRule>,
}

#[derive(Deserialize)]
struct CountryFile {
    quarters: QuartersFile,
    holidays: HolidaysFile,
}

#[derive(Deserialize)]
struct QuartersFile {
    years: BTreeMap<String, [String; 4]>,
}

#[derive(Deserialize)]
struct HolidaysFile {
    days: Vec<HolidayEntry>,
}

#[derive(Deserialize)]
struct HolidayEntry {
    key: String,
    /// Month and day, `01-07`.
    day: Option<String>,
    after_orthodox_easter: Option<u64>,
    #[serde(default)]
    since: i32,
}

struct HolidayRule {
    key: String,
    day: HolidayDay,
    /// The first year in which it is a day off.
    since: i32,
}

/// On which day of the year a holiday falls.
#[derive(Clone, Copy)]
enum HolidayDay {
    /// On the same month and day every year.
    Fixed(u32, u32),
    /// So many days after Orthodox Easter.
    AfterOrthodoxEaster(u64),
}

impl HolidayRule {
    fn of(entry: HolidayEntry) -> Option<HolidayRule> {
        let HolidayEntry { key, day, after_orthodox_easter, since } = entry;
        let day = match (after_orthodox_easter, day) {
            (Some(days), _) => HolidayDay::AfterOrthodoxEaster(days),
            (None, day) => {
                let (month, day) = month_and_day(&day?)?;
                HolidayDay::Fixed(month, day)
            }
        };
        Some(HolidayRule { key, day, since })
    }

    fn falls_on(&self, day: NaiveDate) -> bool {
        if day.year() < self.since {
            return false;
        }
        match self.day {
            HolidayDay::AfterOrthodoxEaster(days) => {
                orthodox_easter(day.year()).and_then(|easter| easter.checked_add_days(Days::new(days))) == Some(day)
            }
            HolidayDay::Fixed(month, of_month) => (month, of_month) == (day.month(), day.day()),
        }
    }
}

fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

/// Orthodox Easter by the Julian reckoning of Meeus, in the Gregorian calendar of 1900–2099.
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(4), year.rem_euclid(7), year.rem_euclid(19));
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34).rem_euclid(7);
    let julian = d + e + 114;
    let julian_day = NaiveDate::from_ymd_opt(year, (julian / 31) as u32, (julian % 31 + 1) as u32)?;
    julian_day.checked_add_days(Days::new(13))
}

fn data(country: Country) -> &'static CountryData {
    static BELARUS: OnceLock<CountryData> = OnceLock::new();
    static RUSSIA: OnceLock<CountryData> = OnceLock::new();
    match country {
        Country::Belarus => BELARUS.get_or_init(|| parsed(include_str!("../../data/calendars/by.json"))),
        Country::Russia => RUSSIA.get_or_init(|| parsed(include_str!("../../data/calendars/ru.json"))),
    }
}

/// The files are part of the program, and a test reads every entry: what does not parse is left out here.
fn parsed(file: &str) -> CountryData {
    let Ok(file) = serde_json::from_str::<CountryFile>(file) else {
        return CountryData { quarters: BTreeMap::new(), holidays: Vec::new() };
    };
    let quarters = file.quarters.years.iter().filter_map(|(year, stretches)| {
        let mut quarters = SchoolQuarters::default();
        for (quarter, stretch) in quarters.iter_mut().zip(stretches) {
            let (start, end) = stretch.split_once("..")?;
            *quarter = (start.parse().ok()?, end.parse().ok()?);
        }
        Some((year.get(..4)?.parse().ok()?, quarters))
    });
    let holidays = file.holidays.days.into_iter().filter_map(HolidayRule::of);
    CountryData { quarters: quarters.collect(), holidays: holidays.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_entry_of_the_data_files_is_read() {
        assert_eq!(data(Country::Belarus).quarters.len(), 3);
        assert_eq!(data(Country::Belarus).holidays.len(), 10);
        assert_eq!(data(Country::Russia).holidays.len(), 14);
    }

    #[test]
    fn radunitsa_follows_easter() {
        let belarus = Calendar::of(Country::Belarus);
        for tuesday in ["2023-04-25", "2024-05-14", "2025-04-29"] {
            assert_eq!(belarus.holiday(day(tuesday)), Some(Holiday::Public("radunitsa")));
        }
        assert_eq!(Calendar::of(Country::Russia).holiday(day("2024-05-14")), None);
    }

    #[test]
    fn a_year_without_data_borrows_days_and_says_so() {
        let belarus = Calendar::of(Country::Belarus);
        assert!(belarus.quarters(2023).1);
        let (quarters, own) = belarus.quarters(2030);
        assert!(!own);
        assert_eq!(quarters[0], (day("2030-09-02"), day("2030-10-26")));
        assert!(!Calendar::of(Country::Russia).quarters(2023).1);
    }

    #[test]
    fn a_school_states_its_own() {
        let stretch = (day("2030-09-01"), day("2030-10-20"));
        let calendar =
            Calendar::of(Country::Russia).with_quarters(2030, [stretch; 4]).with_days_off([day("2030-10-21")]);
        assert_eq!(calendar.quarters(2030), ([stretch; 4], true));
        assert_eq!(calendar.holiday(day("2030-10-21")), Some(Holiday::Own));
    }
}
