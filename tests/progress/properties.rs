//! What holds of every plan.

use letopis::export::plan_json::plan_json;
use letopis::locale::Lang;
use letopis::model::{Activity, Stage};
use letopis::progress::{PlanProgress, Share, Standing, assess_plan, timeline};
use proptest::prelude::*;

use super::builder::{Declare, activity, date, plan, stage, with_stages};

/// A day between August 2023 and September 2024.
fn day() -> impl Strategy<Value = String> {
    (0u64..420).prop_map(|days| (date("2023-08-01") + chrono::Days::new(days)).to_string())
}

fn notation() -> impl Strategy<Value = String> {
    let ordered = || (day(), day()).prop_map(|(a, b)| if a <= b { (a, b) } else { (b, a) });
    prop_oneof![
        Just(String::new()),
        Just("unclear".to_owned()),
        day().prop_map(|day| format!("day {day}")),
        day().prop_map(|day| format!("by {day}")),
        ordered().prop_map(|(a, b)| format!("range {a}..{b}")),
        ordered().prop_map(|(a, b)| format!("several {a} {b}")),
        ordered().prop_map(|(a, b)| format!("throughout {a}..{b}")),
        ordered().prop_map(|(a, b)| format!("as-needed {a}..{b}")),
        (0u32..3, 0u32..3, ordered(), prop::sample::select(vec!["day", "week", "month", "quarter"]))
            .prop_map(|(times, interval, (a, b), unit)| format!("recurring {times}/{interval} {unit} {a}..{b}")),
        ordered().prop_map(|(a, b)| format!("recurring 1/1 week {a}..{b} {a} {b}")),
    ]
}

#[derive(Debug, Clone)]
enum Said {
    Nothing,
    Done,
    DoneOn(Vec<String>),
    Cancelled,
    Postponed(String),
    Completed(String),
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        3 => Just(Said::Nothing),
        1 => Just(Said::Done),
        2 => prop::collection::vec(day(), 1..4).prop_map(Said::DoneOn),
        1 => Just(Said::Cancelled),
        1 => notation().prop_map(Said::Postponed),
        1 => day().prop_map(Said::Completed),
    ]
}

fn say<T: Declare>(row: T, said: Said) -> T {
    match said {
        Said::Nothing => row,
        Said::Done => row.done(),
        Said::DoneOn(days) => row.done_on(&days.iter().map(String::as_str).collect::<Vec<_>>()),
        Said::Cancelled => row.cancelled(),
        Said::Postponed(to) => row.postponed(&to),
        Said::Completed(day) => row.completed_on(&day),
    }
}

fn any_stage() -> impl Strategy<Value = Stage> {
    (notation(), said()).prop_map(|(notation, said)| say(stage(&notation), said))
}

fn any_activity() -> impl Strategy<Value = Activity> {
    let stages = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(any_stage(), 1..4)];
    (notation(), said(), stages)
        .prop_map(|(notation, said, stages)| with_stages(say(activity("1", &notation), said), stages))
}

fn any_sections() -> impl Strategy<Value = Vec<Vec<Activity>>> {
    let sections = prop::collection::vec(prop::collection::vec(any_activity(), 0..5), 1..4);
    sections.prop_map(|mut sections| {
        for (ordinal, activity) in sections.iter_mut().flatten().enumerate() {
            activity.id = (ordinal + 1).to_string();
        }
        sections
    })
}

/// The mean and the counts, by somebody who has only the published file.
fn recount(json: &str) -> (f64, Vec<(String, usize)>) {
    let plan: serde_json::Value = serde_json::from_str(json).expect("plan.json is JSON");
    let sections = plan["sections"].as_array().expect("sections");
    let activities: Vec<_> =
        sections.iter().flat_map(|section| section["activities"].as_array().expect("activities")).collect();
    let live: Vec<f64> = activities
        .iter()
        .filter(|activity| activity["status"] != "cancelled")
        .map(|activity| activity["progress"].as_f64().expect("progress"))
        .collect();
    let mean = if live.is_empty() { 0.0 } else { live.iter().sum::<f64>() / live.len() as f64 };
    assert!((plan["progress"].as_f64().expect("progress") - mean).abs() < 1e-9, "{mean} in {json}");
    let count = |code: &str| activities.iter().filter(|activity| activity["status"] == code).count();
    (mean, Standing::ALL.map(|standing| (standing.code().to_owned(), count(standing.code()))).to_vec())
}

fn rank(progress: &PlanProgress) -> Vec<(u8, f64)> {
    let rank = |standing: Standing| match standing {
        Standing::Cancelled | Standing::Unclear => 0,
        Standing::Planned | Standing::Postponed => 1,
        Standing::Current => 2,
        Standing::Overdue => 3,
        Standing::Done => 4,
    };
    progress.activities().map(|activity| (rank(activity.standing), activity.progress.value())).collect()
}

proptest! {
    #[test]
    fn totals_equal_a_recount_from_plan_json(sections in any_sections(), today in day()) {
        let plan = plan("2023-2024", sections);
        let progress = assess_plan(&plan, date(&today));
        let (mean, counts) = recount(&plan_json(&plan, &progress, Lang::Russian));
        let value = progress.totals.progress().value();
        prop_assert!((value - mean).abs() < 1e-9);
        prop_assert!((0.0..=1.0).contains(&value));
        for (code, count) in counts {
            let standing = Standing::ALL.into_iter().find(|standing| standing.code() == code).expect("a code");
            prop_assert_eq!(progress.totals.counts.of(standing), count);
        }
        for activity in progress.activities() {
            prop_assert!((0.0..=1.0).contains(&activity.progress.value()));
            prop_assert!(activity.standing != Standing::Done || activity.progress == Share::whole());
            prop_assert!(activity.done_dates.iter().all(|done| *done <= date(&today)));
        }
    }

    #[test]
    fn time_only_moves_forward(sections in any_sections(), earlier in day(), days in 0u64..200) {
        let plan = plan("2023-2024", sections);
        let before = rank(&assess_plan(&plan, date(&earlier)));
        let after = rank(&assess_plan(&plan, date(&earlier) + chrono::Days::new(days)));
        for (index, (before, after)) in before.iter().zip(&after).enumerate() {
            // A row of stages may turn from overdue to current: its late stage was marked.
            let staged = plan.activities().nth(index).is_some_and(|activity| !activity.stages.is_empty());
            prop_assert!(before.1 <= after.1 + 1e-9);
            prop_assert!(staged || before.0 <= after.0, "{before:?} {after:?}");
        }
    }

    #[test]
    fn a_timeline_stays_within_its_box(sections in any_sections(), today in day()) {
        let plan = plan("2023-2024", sections);
        let drawn = timeline(&plan, &assess_plan(&plan, date(&today)));
        prop_assert_eq!(drawn.rows.len(), plan.activities().count());
        prop_assert_eq!(drawn.months.iter().map(|month| month.width.0).sum::<u32>(), 10_000);
        for bar in drawn.rows.iter().flat_map(|row| &row.bars) {
            prop_assert!(bar.x.0 + bar.width.0 <= 10_000 && bar.width.0 > 0);
        }
    }

    #[test]
    fn the_order_of_summands_does_not_matter(fractions in prop::collection::vec((0u64..400, 1u64..400), 0..60)) {
        let add = |fractions: &mut dyn Iterator<Item = &(u64, u64)>| {
            let mut sum = Share::nothing();
            fractions.for_each(|(done, of)| sum.add(&Share::of(*done, *of)));
            sum
        };
        let forward = add(&mut fractions.iter());
        prop_assert!((forward.value() - fractions.iter().map(|(done, of)| (*done.min(of)) as f64 / *of as f64).sum::<f64>()).abs() < 1e-6);
        prop_assert_eq!(forward, add(&mut fractions.iter().rev()));
    }
}
