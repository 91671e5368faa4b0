//! What pages and editors are shown of the plans: lists, the timeline, what is due.

use letopis::model::{Institution, Target};
use letopis::progress::{
    Due, Selection, assess_institution, assess_plan, latest_date_of_institution, select_of_institution, timeline,
};

use super::builder::{Declare, activity, date, institution, news, plan, project, stage, with_stages};

fn ids(institution: &Institution, today: &str, selection: Selection) -> Vec<String> {
    let progress = assess_institution(institution, date(today));
    let listed = select_of_institution(institution, &progress, selection, 3);
    listed.iter().map(|one| one.activity.id.clone()).collect()
}

#[test]
fn lists_put_the_most_pressing_first() {
    let rows = vec![
        activity("year", "throughout 2023-09-01..2024-08-31"),
        activity("month", "range 2023-11-01..2023-11-30"),
        activity("day", "day 2023-11-15"),
        activity("late", "day 2023-10-20"),
        activity("later", "day 2023-09-20"),
        activity("soon", "by 2023-12-20"),
        activity("far", "day 2024-03-01"),
        activity("moved", "day 2023-10-01").postponed("day 2023-12-10"),
        activity("nowhere", "day 2023-10-01").postponed(""),
        activity("farther", "day 2024-04-01"),
        activity("done", "day 2023-11-15").done(),
    ];
    let one = institution(vec![project(vec![plan("2023-2024", vec![rows])])]);
    assert_eq!(ids(&one, "2023-11-15", Selection::Current), ["day", "month", "year"]);
    assert_eq!(ids(&one, "2023-11-15", Selection::Upcoming), ["soon", "moved", "far"]);
    assert_eq!(ids(&one, "2023-11-15", Selection::AwaitingMark), ["later", "late"]);
    // In August before the year the rows of its preparation are under way already.
    let august =
        institution(vec![project(vec![plan("2023-2024", vec![vec![activity("1", "range 2023-08-01..2023-08-31")]])])]);
    assert_eq!(ids(&august, "2023-08-20", Selection::Current), ["1"]);
}

#[test]
fn archived_projects_are_not_listed() {
    let mut old = project(vec![plan("2023-2024", vec![vec![activity("1", "day 2023-11-15")]])]);
    old.archived = true;
    let one = institution(vec![old]);
    for selection in [Selection::Current, Selection::Upcoming, Selection::AwaitingMark] {
        assert!(ids(&one, "2023-11-15", selection).is_empty());
    }
}

#[test]
fn the_timeline_draws_days_within_months_of_equal_width() {
    let plan = plan(
        "2023-2024",
        vec![vec![
            activity("1", "range 2023-09-01..2023-09-30"),
            activity("2", "day 2024-02-29"),
            activity("3", "by 2023-10-31"),
            activity("4", "by-plan 2023-09-01..2024-08-31"),
            activity("5", "day 2023-10-01").postponed("day 2024-08-31"),
            activity("6", "day 2019-10-01"),
            with_stages(activity("7", ""), vec![stage("day 2023-09-01"), stage("several 2023-09-01 2023-12-31")]),
        ]],
    );
    let drawn = timeline(&plan, &assess_plan(&plan, date("2023-09-16")));
    assert_eq!(drawn.months.len(), 12);
    assert_eq!(drawn.months[0].first, date("2023-09-01"));
    assert_eq!(drawn.months.iter().map(|month| month.width.0).sum::<u32>(), 10_000);
    assert_eq!(
        drawn.months.iter().filter(|month| month.begins_year).map(|month| month.first).collect::<Vec<_>>(),
        [date("2023-09-01"), date("2024-01-01")]
    );
    // 15.5 of 30 days of the first of 12 months.
    assert_eq!(drawn.today.map(|today| today.0), Some(431));
    let bars: Vec<Vec<(u32, u32)>> =
        drawn.rows.iter().map(|row| row.bars.iter().map(|bar| (bar.x.0, bar.width.0)).collect()).collect();
    assert_eq!(bars[0], [(0, 833)]);
    assert_eq!(bars[1], [(4971, 29)]);
    assert_eq!(bars[2], [(833, 834)]);
    assert!(bars[3].is_empty() && bars[5].is_empty());
    assert_eq!(bars[4].len(), 2);
    assert_eq!(bars[6].len(), 2, "the same day is drawn once");
    assert!(drawn.rows[2].bars[0].deadline && drawn.rows[4].bars[0].former && !drawn.rows[4].bars[1].former);
}

#[test]
fn the_timeline_begins_in_august_where_rows_stand_in_it() {
    let of = |notation: &str| {
        let plan = plan("2023-2024", vec![vec![activity("1", notation)]]);
        let drawn = timeline(&plan, &assess_plan(&plan, date("2020-01-01")));
        (drawn.months[0].first, drawn.months.len(), drawn.today)
    };
    assert_eq!(of("day 2023-08-29"), (date("2023-08-01"), 13, None));
    assert_eq!(of("by 2024-10-05").1, 14);
    assert_eq!(of("day 2023-01-29"), (date("2023-09-01"), 12, None));
}

fn due(rows: Vec<letopis::model::Activity>, today: &str, days: u32) -> Due {
    let one = institution(vec![project(vec![plan("2023-2024", vec![rows])])]);
    let mut due = Due::nothing(date(today), days);
    due.add(&one, &assess_institution(&one, date(today)));
    due
}

fn references(items: &[letopis::progress::DueItem]) -> Vec<&str> {
    items.iter().map(|item| item.reference.as_str()).collect()
}

#[test]
fn an_editor_is_told_what_is_due() {
    let file = || Target::File { path: "school/protokol.pdf".to_owned(), size: 1 };
    let due = due(
        vec![
            activity("1", "by 2023-12-10").responsible(&["Методист"]),
            activity("2", "range 2023-11-20..2023-12-01"),
            activity("3", "day 2024-01-10"),
            activity("4", "day 2023-10-10").result("Протокол"),
            activity("5", "day 2023-10-10").result("Фотоотчёт, справка").done(),
            activity("6", "day 2023-10-10").result("Протокол").done().evidence("Протокол № 1", file()),
            activity("7", "day 2023-10-10").result("Протокол").done().witnessed("2023-10-11", false),
            activity("8", "recurring 1/1 week 2023-11-01..2023-12-31 2023-11-15 2023-11-22 2023-12-05")
                .done_on(&["2023-11-22"]),
            activity("9", "as-needed 2023-09-01..2023-12-01"),
            with_stages(
                activity("10", ""),
                vec![stage("by 2023-11-30"), stage("day 2023-09-01").result("Приказ").done(), stage("day 2023-09-01")],
            ),
            activity("11", "day 2023-11-30").cancelled(),
            activity("12", "day 2023-10-01").postponed("day 2023-12-02"),
            with_stages(activity("13", "").result("Отчёт"), vec![stage("").done(), stage("").done()]),
        ],
        "2023-11-22",
        30,
    );
    assert_eq!(
        references(&due.falls_due),
        ["2023-2024#10/1", "2023-2024#2", "2023-2024#12", "2023-2024#8", "2023-2024#1"]
    );
    assert_eq!(references(&due.awaits_mark), ["2023-2024#10/3", "2023-2024#4"]);
    assert_eq!(references(&due.lacks_evidence), ["2023-2024#5", "2023-2024#10/2", "2023-2024#13"]);
    assert_eq!(due.lacks_evidence[0].promised, ["Фотоотчёт", "справка"]);
    assert_eq!(due.falls_due[3].date, Some(date("2023-12-05")), "what was held on its day is not due again");
}

#[test]
fn where_nothing_is_due_that_is_said() {
    let due = due(vec![activity("1", "day 2024-03-01")], "2023-11-22", 7);
    assert!(due.is_nothing());
}

#[test]
fn the_latest_stated_date_is_never_a_term() {
    let row = activity("1", "day 2023-11-20").done_on(&["2023-10-05", "2024-01-01"]).witnessed("2023-10-07", false);
    let mut one = project(vec![plan("2023-2024", vec![vec![row]])]);
    one.news.push(news("2023-10-09", "Неделя"));
    let mut draft = news("2023-10-20", "Черновик");
    draft.page.draft = true;
    one.news.push(draft);
    let one = institution(vec![one]);
    for (today, expected) in [
        ("2023-10-04", None),
        ("2023-10-06", Some("2023-10-05")),
        ("2023-10-08", Some("2023-10-07")),
        ("2023-12-31", Some("2023-10-09")),
        ("2024-12-31", Some("2024-01-01")),
    ] {
        assert_eq!(latest_date_of_institution(&one, date(today)), expected.map(date), "{today}");
    }
}
