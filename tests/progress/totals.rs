//! From rows up to the institution.

use letopis::progress::{Share, Totals, assess_institution, assess_plan, assess_project};
use letopis::term::{Period, PeriodSort};

use super::builder::{Declare, activity, date, institution, plan, plan_of, project};

fn year(first: i32) -> Period {
    Period {
        start: date(&format!("{first}-09-01")),
        end: date(&format!("{}-08-31", first + 1)),
        sort: PeriodSort::SchoolYear,
    }
}

#[test]
fn the_mean_is_over_what_is_not_cancelled() {
    let plan = plan(
        "2023-2024",
        vec![
            vec![activity("1", "day 2023-10-07").done(), activity("2", "day 2023-10-07").cancelled()],
            vec![
                activity("3", "recurring 1/1 quarter 2023-09-01..2024-08-31").done_on(&["2023-09-05"]),
                activity("4", "day 2024-03-01"),
            ],
        ],
    );
    let progress = assess_plan(&plan, date("2023-11-01"));
    assert_eq!(progress.sections[0].totals.progress().value(), 1.0);
    assert_eq!(progress.sections[1].totals.progress().value(), 0.125);
    assert_eq!(progress.totals.progress().value(), 1.25 / 3.0);
    let counts = progress.totals.counts;
    assert_eq!((counts.done, counts.cancelled, counts.current, counts.planned), (1, 1, 1, 1));
    assert_eq!((counts.all(), counts.held_to()), (4, 3));
}

#[test]
fn nothing_to_do_is_no_progress() {
    let plan = plan("2023-2024", vec![vec![activity("1", "").cancelled()], Vec::new()]);
    assert_eq!(assess_plan(&plan, date("2023-11-01")).totals.progress().value(), 0.0);
}

#[test]
fn a_project_counts_the_plans_that_run_or_else_the_latest() {
    let plans = || {
        vec![
            plan_of("2021-2022", year(2021), vec![vec![activity("1", "").done()]]),
            plan_of("2022-2023", year(2022), vec![vec![activity("1", "").done(), activity("2", "")]]),
            plan_of("roadmap", Period { end: date("2024-08-31"), ..year(2022) }, vec![vec![activity("1", "")]]),
        ]
    };
    for (today, counted, percent) in [
        ("2020-01-01", &[2][..], 0),
        ("2021-10-01", &[0], 100),
        ("2022-10-01", &[1, 2], 33),
        ("2023-10-01", &[2], 0),
        ("2030-01-01", &[2], 0),
    ] {
        let progress = assess_project(&project(plans()), date(today));
        assert_eq!(progress.counted, counted, "{today}");
        assert_eq!(progress.totals.progress().percent(), percent, "{today}");
    }
}

#[test]
fn archived_projects_are_left_out() {
    let finished = || plan_of("2023-2024", year(2023), vec![vec![activity("1", "").done()]]);
    let begun = || plan_of("2023-2024", year(2023), vec![vec![activity("1", "")]]);
    let mut archived = project(vec![finished()]);
    archived.archived = true;
    let progress = assess_institution(&institution(vec![archived, project(vec![begun()])]), date("2023-10-01"));
    assert_eq!(progress.totals.counts.all(), 1);
    assert_eq!(progress.totals.progress().percent(), 0);
    assert_eq!(progress.projects[0].totals.progress().percent(), 100);
}

#[test]
fn shares_are_exact() {
    let thirds = [Share::of(1, 3), Share::of(1, 3), Share::of(1, 3)];
    let mut sum = Share::nothing();
    thirds.iter().for_each(|third| sum.add(third));
    assert_eq!(sum, Share::whole());
    assert_eq!(Share::mean(&[Share::whole(), Share::of(1, 4)]).value(), 0.625);
    assert_eq!(Share::of(5, 4), Share::whole());
    assert_eq!(Share::of(1, 0), Share::nothing());
    for (share, percent) in [
        (Share::of(1, 1000), 1),
        (Share::of(999, 1000), 99),
        (Share::of(1, 2), 50),
        (Share::nothing(), 0),
        (Share::whole(), 100),
    ] {
        assert_eq!(share.percent(), percent);
    }
}

#[test]
fn totals_survive_a_summary() {
    let plan = plan(
        "2023-2024",
        vec![vec![
            activity("1", "recurring 1/1 week 2023-09-01..2024-05-31").done_on(&["2023-09-05"]),
            activity("2", "").done(),
        ]],
    );
    let totals = assess_plan(&plan, date("2023-11-01")).totals;
    let text = serde_json::to_string(&totals).expect("totals serialize");
    assert_eq!(serde_json::from_str::<Totals>(&text).expect("and come back"), totals);
}
