//! Every sentence of «Status and progress, as of one date», as a table: a row, and how it stands on which day.

use letopis::model::Activity;
use letopis::progress::{Assessed, Repetitions, Standing, assess_activity};

use super::builder::{Declare, activity, date, school_year, stage, with_stages};

fn on(day: &str, activity: &Activity) -> Assessed {
    assess_activity(activity, &school_year(), date(day))
}

/// Each day with the standing's code, and the progress in percent.
fn check(what: &str, activity: &Activity, days: &[(&str, &str, u8)]) {
    for (day, standing, percent) in days {
        let assessed = on(day, activity);
        assert_eq!(assessed.standing.code(), *standing, "{what}, on {day}");
        assert_eq!(assessed.progress.percent(), *percent, "{what}, progress on {day}");
    }
}

#[test]
fn the_term_decides_where_nothing_is_declared() {
    let day = activity("1", "day 2023-10-07");
    check("a day", &day, &[("2023-10-06", "planned", 0), ("2023-10-07", "current", 0), ("2023-10-08", "overdue", 0)]);
    let range = activity("1", "range 2023-12-01..2023-12-31");
    check(
        "a range",
        &range,
        &[
            ("2023-11-30", "planned", 0),
            ("2023-12-01", "current", 0),
            ("2023-12-31", "current", 0),
            ("2024-01-01", "overdue", 0),
        ],
    );
    let open = activity("1", "range 2023-10-01..");
    check(
        "an open range runs to the plan's end",
        &open,
        &[("2023-09-30", "planned", 0), ("2024-08-31", "current", 0), ("2024-09-01", "overdue", 0)],
    );
}

#[test]
fn a_deadline_is_planned_until_its_month_begins() {
    let by = activity("1", "by 2023-11-15");
    check(
        "a deadline",
        &by,
        &[
            ("2023-09-01", "planned", 0),
            ("2023-10-31", "planned", 0),
            ("2023-11-01", "current", 0),
            ("2023-11-15", "current", 0),
            ("2023-11-16", "overdue", 0),
        ],
    );
}

#[test]
fn several_are_current_from_the_first_start_to_the_last_end() {
    let several = activity("1", "several 2023-10-03 2023-12-01..2023-12-10");
    check(
        "several",
        &several,
        &[
            ("2023-10-02", "planned", 0),
            ("2023-10-03", "current", 0),
            ("2023-11-11", "current", 0),
            ("2023-12-10", "current", 0),
            ("2023-12-11", "overdue", 0),
        ],
    );
    let deadlines = activity("1", "several ..2023-10-10 ..2023-12-10");
    check(
        "several deadlines",
        &deadlines,
        &[("2023-09-30", "planned", 0), ("2023-10-01", "current", 0), ("2023-12-11", "overdue", 0)],
    );
    check(
        "one stated day does them all: they do not recur",
        &several.done_on(&["2023-10-03"]),
        &[("2023-10-02", "planned", 0), ("2023-10-03", "done", 100)],
    );
}

#[test]
fn loose_terms_are_current_within_their_bounds() {
    for notation in [
        "throughout 2023-09-01..2024-08-31",
        "by-plan 2023-09-01..2024-08-31",
        "relative 2023-09-01..2024-08-31",
        "recurring 1/1 month 2023-09-01..2024-08-31",
    ] {
        check(
            notation,
            &activity("1", notation),
            &[
                ("2023-08-31", "planned", 0),
                ("2023-09-01", "current", 0),
                ("2024-08-31", "current", 0),
                ("2024-09-01", "overdue", 0),
            ],
        );
    }
    check(
        "as needed is never overdue",
        &activity("1", "as-needed 2023-09-01..2024-08-31"),
        &[("2023-08-31", "planned", 0), ("2024-08-31", "current", 0), ("2030-01-01", "current", 0)],
    );
}

#[test]
fn what_is_not_understood_is_unclear() {
    for notation in ["", "unclear"] {
        check(notation, &activity("1", notation), &[("2023-10-07", "unclear", 0), ("2030-01-01", "unclear", 0)]);
        check(notation, &activity("1", notation).done(), &[("2023-10-07", "done", 100)]);
        check(notation, &activity("1", notation).cancelled(), &[("2023-10-07", "cancelled", 0)]);
    }
}

#[test]
fn people_decide_before_the_term_does() {
    let day = || activity("1", "day 2023-10-07");
    check(
        "done on a day",
        &day().done_on(&["2023-10-09"]),
        &[("2023-10-08", "overdue", 0), ("2023-10-09", "done", 100), ("2030-01-01", "done", 100)],
    );
    check("done before its term", &day().done_on(&["2023-09-20"]), &[("2023-09-20", "done", 100)]);
    check("done on no stated day", &day().done(), &[("2023-09-01", "done", 100)]);
    check("cancelled", &day().cancelled(), &[("2023-09-01", "cancelled", 0), ("2024-09-01", "cancelled", 0)]);
    check(
        "completed by a news item",
        &day().completed_on("2023-10-08"),
        &[("2023-10-07", "current", 0), ("2023-10-08", "done", 100)],
    );
    check("a witness alone does not complete", &day().witnessed("2023-10-07", false), &[("2023-10-08", "overdue", 0)]);
}

#[test]
fn what_completes_is_named() {
    let row = activity("1", "day 2023-10-07")
        .witnessed("2023-09-01", false)
        .completed_on("2023-10-08")
        .completed_on("2023-12-01");
    let assessed = on("2023-10-09", &row);
    assert_eq!(assessed.completed_by, [1]);
    assert_eq!(assessed.done_dates, [date("2023-10-08")]);
}

#[test]
fn what_was_put_off_follows_its_new_term() {
    let day = || activity("1", "day 2023-10-07");
    check(
        "until the new term begins",
        &day().postponed("range 2023-12-01..2023-12-31"),
        &[
            ("2023-09-01", "postponed", 0),
            ("2023-10-07", "postponed", 0),
            ("2023-11-30", "postponed", 0),
            ("2023-12-01", "current", 0),
            ("2024-01-01", "overdue", 0),
        ],
    );
    check(
        "a deadline begins with its month",
        &day().postponed("by 2023-12-20"),
        &[("2023-11-30", "postponed", 0), ("2023-12-01", "current", 0)],
    );
    check(
        "without a new term",
        &day().postponed(""),
        &[("2023-09-01", "postponed", 0), ("2030-01-01", "postponed", 0)],
    );
    check("to a term that is not understood", &day().postponed("unclear"), &[("2030-01-01", "postponed", 0)]);
    check(
        "done all the same",
        &day().postponed("day 2023-12-01").done_on(&["2023-11-20"]),
        &[("2023-11-19", "postponed", 0), ("2023-11-20", "done", 100)],
    );
    let assessed = on("2023-12-01", &day().postponed("day 2023-12-01"));
    assert!(assessed.follows_new_term);
    assert_eq!((assessed.begins, assessed.ends), (Some(date("2023-12-01")), Some(date("2023-12-01"))));
}

#[test]
fn recurring_is_k_of_n() {
    for (notation, n) in [
        // The number of its occurrences …
        ("recurring 1/1 week 2023-09-01..2023-09-30 2023-09-05 2023-09-12 2023-09-19 2023-09-26", 4),
        ("recurring 2/1 quarter 2023-09-01..2024-08-31 2023-09-01..2023-09-30 2023-10-01..2023-12-31", 2),
        // … or times × the whole intervals between start and end …
        ("recurring 1/1 month 2023-09-01..2024-08-31", 12),
        ("recurring 1/1 month 2023-09-01..2024-05-31", 9),
        ("recurring 2/1 month 2023-09-01..2024-05-31", 18),
        ("recurring 1/1 month 2023-09-15..2023-11-14", 2),
        ("recurring 1/1 month 2023-09-15..2023-11-13", 1),
        ("recurring 1/1 month 2023-08-31..2024-02-29", 6),
        ("recurring 1/6 month 2023-09-01..2024-08-31", 2),
        ("recurring 1/1 week 2023-09-01..2024-05-31", 39),
        ("recurring 1/2 week 2023-09-01..2024-05-31", 19),
        ("recurring 1/1 day 2023-09-01..2023-09-30", 30),
        ("recurring 2/1 year 2023-09-01..2024-08-31", 2),
        ("recurring 1/1 quarter 2023-09-01..2024-08-31", 4),
        ("recurring 1/1 half-year 2023-09-01..2024-08-31", 2),
        ("recurring 1/1 school-quarter 2023-09-01..2024-05-31", 4),
        // … (at least 1)
        ("recurring 2/1 year 2023-09-01..2024-05-31", 2),
        ("recurring 1/1 year 2023-09-01..2024-05-31", 1),
        ("recurring 1/0 month 2023-09-01..2023-09-30", 1),
        ("recurring 0/1 month 2023-09-01..2023-09-30", 1),
    ] {
        let assessed = on("2023-10-01", &activity("1", notation));
        assert_eq!(assessed.repetitions, Some(Repetitions { done: 0, of: n }), "{notation}");
    }
    let quarterly = || activity("1", "recurring 1/1 quarter 2023-09-01..2024-08-31");
    check(
        "days not after the date",
        &quarterly().done_on(&["2023-09-20", "2023-12-20", "2024-03-20", "2024-05-20"]),
        &[
            ("2023-09-19", "current", 0),
            ("2023-09-20", "current", 25),
            ("2024-03-20", "current", 75),
            ("2024-05-20", "done", 100),
        ],
    );
    check("too few in the end", &quarterly().done_on(&["2023-09-20"]), &[("2024-09-01", "overdue", 25)]);
    check("true is all of it", &quarterly().done(), &[("2023-09-01", "done", 100)]);
    check(
        "what completes it counts as one more day, and one day counts once",
        &quarterly().done_on(&["2023-09-20"]).completed_on("2023-09-20").completed_on("2023-12-01"),
        &[("2023-10-01", "current", 25), ("2023-12-01", "current", 50)],
    );
    check(
        "more than all is all",
        &activity("1", "recurring 1/1 year 2023-09-01..2024-08-31").done_on(&["2023-10-01", "2023-11-01"]),
        &[("2023-11-01", "done", 100)],
    );
    check(
        "put off to a day, it still recurs",
        &quarterly().done_on(&["2023-09-20"]).postponed("day 2024-03-01"),
        &[("2023-10-01", "postponed", 25), ("2024-03-02", "overdue", 25)],
    );
}

#[test]
fn an_activity_is_what_its_stages_are() {
    let row = |stages| with_stages(activity("1", ""), stages);
    let october = || stage("range 2023-10-01..2023-10-31");
    let december = || stage("range 2023-12-01..2023-12-31");
    check(
        "nothing declared",
        &row(vec![october(), december()]),
        &[
            ("2023-09-30", "planned", 0),
            ("2023-10-15", "current", 0),
            ("2023-11-15", "overdue", 0),
            ("2023-12-15", "overdue", 0),
        ],
    );
    check(
        "some done",
        &row(vec![october().done(), december()]),
        &[("2023-09-30", "current", 50), ("2023-11-15", "current", 50), ("2024-01-15", "overdue", 50)],
    );
    check(
        "all done",
        &row(vec![october().done(), december().done_on(&["2023-12-20"])]),
        &[("2023-12-19", "current", 50), ("2023-12-20", "done", 100)],
    );
    check(
        "cancelled stages do not count",
        &row(vec![october().done(), december().cancelled()]),
        &[("2023-11-01", "done", 100)],
    );
    check("nothing left", &row(vec![october().cancelled(), december().cancelled()]), &[("2023-11-01", "cancelled", 0)]);
    check(
        "the mean of what recurs too",
        &row(vec![stage("recurring 1/1 quarter 2023-09-01..2024-08-31").done_on(&["2023-09-20"]), december().done()]),
        &[("2023-10-01", "current", 63)],
    );
    check(
        "done on the activity does its stages",
        &row(vec![october(), december()]).done_on(&["2023-10-20"]),
        &[("2023-10-19", "current", 0), ("2023-10-20", "done", 100)],
    );
    check(
        "so does what completes it",
        &row(vec![october(), december()]).completed_on("2023-10-20"),
        &[("2023-10-20", "done", 100)],
    );
    let done = on("2023-10-20", &row(vec![october(), december().cancelled()]).done());
    assert_eq!(done.stages[0].standing, Standing::Done);
    assert_eq!(done.stages[1].standing, Standing::Cancelled);
    check(
        "cancelled as a whole",
        &row(vec![october().done(), december()]).cancelled(),
        &[("2023-11-01", "cancelled", 0)],
    );
    check(
        "put off as a whole",
        &row(vec![october(), december()]).postponed("day 2024-03-01"),
        &[("2024-02-29", "postponed", 0), ("2024-03-01", "current", 0), ("2024-03-02", "overdue", 0)],
    );
    check(
        "unclear stages alone have not begun",
        &row(vec![stage(""), stage("unclear")]),
        &[("2023-10-01", "planned", 0)],
    );
}

#[test]
fn what_stands_on_the_activity_spans_its_stages() {
    let row = with_stages(activity("1", "range 2023-10-01..2023-10-31"), vec![stage(""), stage("").done()]);
    check("one term for all", &row, &[("2023-10-15", "current", 50), ("2023-11-01", "overdue", 50)]);
    let recurring = with_stages(
        activity("1", "recurring 1/1 half-year 2023-09-01..2024-08-31"),
        vec![stage(""), stage("day 2024-03-01")],
    );
    // One of two times is not yet done, so the stage of its own term is not either.
    let assessed = on("2023-12-01", &recurring.done_on(&["2023-11-01"]));
    assert_eq!(assessed.stages[0].repetitions, Some(Repetitions { done: 1, of: 2 }));
    assert_eq!(assessed.stages[1].standing, Standing::Planned);
}
