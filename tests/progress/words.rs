//! The words for standing and counts, in three languages.

use letopis::locale::Lang;
use letopis::progress::{Counts, Standing, Totals};

use super::builder::date;

#[test]
fn every_standing_has_a_word() {
    for lang in Lang::ALL {
        for standing in Standing::ALL {
            for plain in [false, true] {
                let word = standing.word(lang, plain);
                assert!(!word.starts_with("status-"), "{lang} {word}");
            }
        }
    }
    assert_eq!(Standing::Overdue.word(Lang::Russian, false), "ожидает отметки");
    assert_eq!(Standing::Overdue.word(Lang::Russian, true), "срок истёк");
}

#[test]
fn plural_forms_are_right() {
    for (lang, expected) in [
        (Lang::Russian, ["1 мероприятие", "2 мероприятия", "5 мероприятий", "11 мероприятий", "21 мероприятие"]),
        (
            Lang::Belarusian,
            ["1 мерапрыемства", "2 мерапрыемствы", "5 мерапрыемстваў", "11 мерапрыемстваў", "21 мерапрыемства"],
        ),
        (Lang::English, ["1 activity", "2 activities", "5 activities", "11 activities", "21 activities"]),
    ] {
        assert_eq!([1, 2, 5, 11, 21].map(|count| lang.count("count-activities", count)), expected);
    }
    let text = |lang: Lang, done: usize, of: usize| {
        let mut totals = Totals::default();
        totals.counts = Counts { done, planned: of - done, cancelled: 3, ..Counts::default() };
        totals.text(lang)
    };
    assert_eq!(text(Lang::Russian, 15, 23), "Выполнено 15 из 23 мероприятий");
    assert_eq!(text(Lang::Russian, 2, 21), "Выполнено 2 из 21 мероприятия");
    assert_eq!(text(Lang::Belarusian, 2, 21), "Выканана 2 з 21 мерапрыемства");
    assert_eq!(text(Lang::English, 1, 1), "1 of 1 activity done");
}

#[test]
fn the_stripes_of_a_bar_fill_it() {
    let stripes = Counts { done: 1, planned: 1, unclear: 1, ..Counts::default() }.stripes();
    let places: Vec<(&str, u32, u32)> =
        stripes.iter().map(|stripe| (stripe.standing.code(), stripe.x.0, stripe.width.0)).collect();
    assert_eq!(places, [("done", 0, 3333), ("planned", 3333, 3333), ("unclear", 6666, 3334)]);
    assert!(Counts::default().stripes().is_empty());
}

#[test]
fn the_months_of_an_activity_serve_a_filter() {
    use super::builder::{activity, school_year, stage, with_stages};
    use letopis::progress::months_of_activity;
    for (notation, expected) in [
        ("by 2023-10-20", &["2023-10-01"][..]),
        ("range 2023-08-15..2023-10-01", &["2023-08-01", "2023-09-01", "2023-10-01"]),
        ("several 2023-10-03 2023-12-05", &["2023-10-01", "2023-12-01"]),
        ("by-plan 2023-09-01..2024-08-31", &[]),
        ("range 2024-07-15..2099-01-01", &["2024-07-01", "2024-08-01"]),
        ("", &[]),
    ] {
        let months = months_of_activity(&activity("1", notation), &school_year());
        let expected: Vec<_> = expected.iter().map(|month| date(month)).collect();
        // A stretch that runs far beyond the plan is shown as far as the drawing goes.
        assert!(months.starts_with(&expected) && months.len() <= expected.len() + 3, "{notation}: {months:?}");
    }
    let staged = with_stages(activity("1", ""), vec![stage("day 2023-10-07"), stage("day 2023-12-07")]);
    assert_eq!(months_of_activity(&staged, &school_year()), [date("2023-10-01"), date("2023-12-01")]);
}
