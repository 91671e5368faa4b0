//! The words for standing and counts, in three languages.

use letopis::locale::Lang;
use letopis::model::{Activity, Wording};
use letopis::progress::{Counts, Standing, Totals, months_of};

use super::builder::{Declare, activity, stage, with_stages};

#[test]
fn every_standing_has_a_word() {
    for lang in Lang::ALL {
        for standing in Standing::ALL {
            for plain in [false, true] {
                let word = standing.word(Wording { lang, overdue_plain: plain });
                assert!(!word.starts_with("status-"), "{lang} {word}");
            }
        }
    }
    let wording = |overdue_plain| Wording { lang: Lang::Russian, overdue_plain };
    assert_eq!(Standing::Overdue.word(wording(false)), "ожидает отметки");
    assert_eq!(Standing::Overdue.word(wording(true)), "срок истёк");
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
    let stripes = Counts { done: 1, planned: 1, overdue: 1, ..Counts::default() }.stripes();
    let places: Vec<(&str, u32, u32)> =
        stripes.iter().map(|stripe| (stripe.standing.code(), stripe.x.0, stripe.width.0)).collect();
    assert_eq!(places, [("done", 0, 3333), ("overdue", 3333, 3333), ("planned", 6666, 3334)]);
    assert!(Counts::default().stripes().is_empty());
}

#[test]
fn the_months_of_a_row_serve_a_filter() {
    let months = |activity: &Activity, stage: Option<usize>| -> Vec<String> {
        let stage = stage.and_then(|index| activity.stages.get(index));
        months_of(activity, stage).iter().map(|month| month.format("%Y-%m").to_string()).collect()
    };
    for (notation, expected) in [
        ("by 2023-10-20", &["2023-10"][..]),
        ("range 2023-10-31..2024-01-01", &["2023-10", "2023-11", "2023-12", "2024-01"]),
        ("several 2023-12-05 2023-10-03", &["2023-10", "2023-12"]),
        ("by-plan 2023-12-01..2024-01-31", &["2023-12", "2024-01"]),
        ("unclear", &[]),
        ("", &[]),
    ] {
        assert_eq!(months(&activity("1", notation), None), expected, "{notation}");
    }
    assert_eq!(months(&activity("1", "range 1900-01-01..2099-12-31"), None).len(), 600);
    let put_off = activity("1", "day 2023-10-07").postponed("day 2023-12-07");
    assert_eq!(months(&put_off, None), ["2023-12"]);
    let staged = with_stages(activity("1", "day 2023-09-01"), vec![stage("day 2023-10-07"), stage("")]);
    assert_eq!(months(&staged, Some(0)), ["2023-09", "2023-10"], "what stands on the activity spans its stages");
    assert_eq!(months(&staged, Some(1)), ["2023-09"]);
}
