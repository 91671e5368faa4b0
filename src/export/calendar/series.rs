//! Days that follow a rule: «каждый вторник», «10 числа каждого месяца», «первая суббота месяца».
//!
//! The days come from the reader of terms; here a rule is found that gives back exactly these, so a calendar shows one
//! event that returns in place of forty. Days that follow no rule are no series.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Days by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series {
    /// The first day.
    pub first: NaiveDate,
    /// The rule, as RRULE has it, ending on the last day.
    pub rule: String,
    /// The days of the rule that are left out.
    pub except: Vec<NaiveDate>,
}

/// Fewer days than this are clearer as events of their own.
const SHORTEST: usize = 3;

impl Series {
    /// The rule that gives exactly these days, with no more than a third of its days left out.
    pub(super) fn of(days: &[NaiveDate]) -> Option<Series> {
        let days: BTreeSet<NaiveDate> = days.iter().copied().collect();
        let (first, last) = (*days.first()?, *days.last()?);
        if days.len() < SHORTEST {
            return None;
        }
        [weekly, monthly_by_day, monthly_by_last_day, monthly_by_weekday, monthly_by_last_weekday].into_iter().find_map(
            |rule| {
                let (rule, given) = rule(&days)?;
                let except: Vec<NaiveDate> = given.difference(&days).copied().collect();
                let exact = given.is_superset(&days) && except.len() * 3 <= given.len();
                let rule = format!("{rule};UNTIL={}", last.format("%Y%m%d"));
                exact.then_some(Series { first, rule, except })
            },
        )
    }
}

/// A rule without its end, and all days that it gives up to the last.
type Rule = (String, BTreeSet<NaiveDate>);

fn weekly(days: &BTreeSet<NaiveDate>) -> Option<Rule> {
    let weekday = same(days, NaiveDate::weekday)?;
    let weeks = smallest_gap(days, |date| i64::from(date.num_days_from_ce()))? / 7;
    let step = Days::new(u64::try_from(weeks).ok().filter(|weeks| *weeks > 0)? * 7);
    let (first, last) = (*days.first()?, *days.last()?);
    let given = std::iter::successors(Some(first), |date| date.checked_add_days(step));
    let given = given.take_while(|date| *date <= last).collect();
    Some((format!("FREQ=WEEKLY{};BYDAY={}", interval(weeks), code(weekday)), given))
}

fn monthly_by_day(days: &BTreeSet<NaiveDate>) -> Option<Rule> {
    let day = same(days, |date| date.day())?;
    monthly(days, &format!("BYMONTHDAY={day}"), |first| first.with_day(day))
}

fn monthly_by_last_day(days: &BTreeSet<NaiveDate>) -> Option<Rule> {
    days.iter().all(|date| last_of_month(*date) == Some(*date)).then_some(())?;
    monthly(days, "BYMONTHDAY=-1", last_of_month)
}

fn monthly_by_weekday(days: &BTreeSet<NaiveDate>) -> Option<Rule> {
    let weekday = same(days, NaiveDate::weekday)?;
    let ordinal = same(days, |date| date.day0() / 7 + 1)?;
    let rule = format!("BYDAY={ordinal}{}", code(weekday));
    monthly(days, &rule, |first| {
        let ordinal = u8::try_from(ordinal).ok()?;
        NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, ordinal)
    })
}

fn monthly_by_last_weekday(days: &BTreeSet<NaiveDate>) -> Option<Rule> {
    let weekday = same(days, NaiveDate::weekday)?;
    let last = move |first: NaiveDate| {
        let last = last_of_month(first)?;
        let beyond = (7 + last.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
        last.checked_sub_days(Days::new(u64::from(beyond)))
    };
    monthly(days, &format!("BYDAY=-1{}", code(weekday)), last)
}

/// One day in every so many months; a month that lacks the day is passed over, as RRULE does.
fn monthly(days: &BTreeSet<NaiveDate>, rule: &str, day_of: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<Rule> {
    let months = smallest_gap(days, |date| i64::from(date.year()) * 12 + i64::from(date.month()))?;
    let step = Months::new(u32::try_from(months).ok().filter(|months| *months > 0)?);
    let (first, last) = (days.first()?.with_day(1)?, *days.last()?);
    let given = std::iter::successors(Some(first), |month| month.checked_add_months(step));
    let given = given.take_while(|month| *month <= last).filter_map(day_of).filter(|date| *date <= last).collect();
    Some((format!("FREQ=MONTHLY{};{rule}", interval(months)), given))
}

fn same<T: PartialEq>(days: &BTreeSet<NaiveDate>, of: impl Fn(&NaiveDate) -> T) -> Option<T> {
    let mut values = days.iter().map(of);
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

fn smallest_gap(days: &BTreeSet<NaiveDate>, number: impl Fn(&NaiveDate) -> i64) -> Option<i64> {
    days.iter().zip(days.iter().skip(1)).map(|(earlier, later)| number(later) - number(earlier)).min()
}

fn interval(of: i64) -> String {
    if of == 1 { String::new() } else { format!(";INTERVAL={of}") }
}

fn last_of_month(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

fn code(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: &[&str]) -> Vec<NaiveDate> {
        texts.iter().map(|text| text.parse().unwrap_or_default()).collect()
    }

    #[test]
    fn a_rule_is_found_where_there_is_one() {
        for (texts, expected) in [
            (
                &["2023-09-05", "2023-09-12", "2023-09-19", "2023-09-26"][..],
                Some("FREQ=WEEKLY;BYDAY=TU;UNTIL=20230926"),
            ),
            (&["2023-09-05", "2023-09-19", "2023-10-03"], Some("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20231003")),
            (&["2023-09-10", "2023-10-10", "2023-11-10"], Some("FREQ=MONTHLY;BYMONTHDAY=10;UNTIL=20231110")),
            (&["2023-09-30", "2023-10-31", "2023-11-30"], Some("FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20231130")),
            (&["2023-09-02", "2023-10-07", "2023-11-04", "2023-12-02"], Some("FREQ=MONTHLY;BYDAY=1SA;UNTIL=20231202")),
            (&["2023-09-25", "2023-10-30", "2023-11-27", "2023-12-25"], Some("FREQ=MONTHLY;BYDAY=-1MO;UNTIL=20231225")),
            (
                &["2024-03-20", "2025-03-20", "2026-03-20"],
                Some("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=20;UNTIL=20260320"),
            ),
            // «30 числа каждого месяца»: February lacks the day, and so does the rule.
            (&["2023-12-30", "2024-01-30", "2024-03-30"], Some("FREQ=MONTHLY;BYMONTHDAY=30;UNTIL=20240330")),
            (&["2023-09-05", "2023-09-12"], None),
            (&["2023-09-05", "2023-10-03", "2024-02-14"], None),
        ] {
            let series = Series::of(&days(texts));
            assert_eq!(series.as_ref().map(|series| series.rule.as_str()), expected, "{texts:?}");
            assert!(series.is_none_or(|series| series.except.is_empty()), "{texts:?}");
        }
    }

    #[test]
    fn days_left_out_are_named() {
        let texts = ["2023-10-17", "2023-10-24", "2023-11-07", "2023-11-14"];
        let series = Series::of(&days(&texts));
        assert_eq!(series.map(|series| series.except), Some(days(&["2023-10-31"])));
    }
}
