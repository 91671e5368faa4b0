//! The files that other programs read.

use calcard::common::timezone::Tz;
use calcard::icalendar::ICalendar;
use calcard::icalendar::dates::TimeOrDelta;
use letopis::export::calendar::{institution_calendar, plan_calendar};
use letopis::export::feed::institution_feed;
use letopis::export::plan_csv::plan_csv;
use letopis::export::plan_json::plan_json;
use letopis::locale::Lang;
use letopis::model::{Activity, Institution, Plan, Row, Target, Wording};
use letopis::progress::{assess_institution, assess_plan};
use serde_json::{Value, json};

use super::builder::{Declare, activity, date, institution, news, plan, project, site, stage, text, with_stages};

fn sample() -> Plan {
    let mut own = activity("1", "day 2023-10-07").responsible(&["Директор", "Методист"]).result("Протокол");
    own.row.own.push(("place".to_owned(), text("Актовый зал")));
    own.row.mark.text = Some(text("Проведено"));
    let file = Target::File { path: "school/project/files/protokol-1.pdf".to_owned(), size: 10 };
    let own = own.done_on(&["2023-10-08"]).evidence("Протокол № 1", file).evidence("Утерян", Target::Nowhere);
    let staged = with_stages(
        activity("8", "").witnessed("2023-10-09", false),
        vec![
            stage("by 2023-10-07").result("- Разработана анкета\n- Утверждена"),
            stage("").result("Опрос; проведён").done(),
        ],
    );
    plan("2023-2024", vec![vec![own], vec![staged, activity("к3", "by-plan 2023-09-01..2024-08-31").cancelled()]])
}

#[test]
fn plan_json_is_what_was_promised() {
    let plan = sample();
    let written = plan_json(&plan, &assess_plan(&plan, date("2023-11-01")), Lang::Russian);
    let value: Value = serde_json::from_str(&written).expect("plan.json is JSON");
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&value), ["title", "period", "as_of", "progress", "columns", "sections"]);
    assert_eq!(value["period"], json!({"start": "2023-09-01", "end": "2024-08-31"}));
    assert_eq!(value["as_of"], "2023-11-01");
    assert_eq!(value["progress"], 0.75);
    assert_eq!(value["columns"][0], json!({"field": "number", "title": "№ п/п"}));
    assert_eq!(value["sections"][0]["title"], Value::Null);
    assert_eq!(value["sections"][1]["title"], "Раздел 2");
    let row = &value["sections"][0]["activities"][0];
    assert_eq!(
        *row,
        json!({
            "id": "1",
            "number": "1",
            "activity": "Мероприятие 1",
            "status": "done",
            "progress": 1.0,
            "href": "#a-1",
            "term": {
                "phrase": "day 2023-10-07", "kind": "day", "start": "2023-10-07", "end": "2023-10-07",
                "every": null, "occurrences": [], "notes": [],
            },
            "responsible": ["Директор", "Методист"],
            "result": "Протокол",
            "fields": {"place": "Актовый зал", "mark": "Проведено"},
            "stages": [],
            "evidence": [
                {"title": "Протокол № 1", "href": "../../files/protokol-1.pdf"},
                {"title": "Утерян", "href": null},
            ],
        })
    );
    let staged = &value["sections"][1]["activities"][0];
    assert_eq!(staged["term"], Value::Null);
    assert_eq!(staged["status"], "overdue");
    assert_eq!(staged["progress"], 0.5);
    assert_eq!(staged["evidence"][0]["href"], "../../news/2023-10-09/index.html");
    assert_eq!(keys(&staged["stages"][1]), keys(staged));
    assert_eq!(staged["stages"][1]["id"], "8/2");
    assert_eq!(staged["stages"][0]["term"]["kind"], "by");
    assert_eq!(staged["stages"][0]["term"]["start"], Value::Null);
    assert_eq!(value["sections"][1]["activities"][1]["href"], "#a-к3");
}

#[test]
fn plan_csv_opens_in_excel() {
    let plan = sample();
    let written =
        plan_csv(&plan, &assess_plan(&plan, date("2023-11-01")), Wording { lang: Lang::Russian, overdue_plain: false });
    let lines: Vec<&str> = written.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}Раздел;№ п/п;Мероприятия;Сроки;Ответственный;Результат;Отметка;Состояние;Дата выполнения;Выполнение;По состоянию на"
    );
    assert_eq!(
        lines[1],
        ";1;Мероприятие 1;day 2023-10-07;\"Директор\nМетодист\";Протокол;Проведено;выполнено;08.10.2023;100%;01.11.2023"
    );
    assert_eq!(
        lines[2],
        "Раздел 2;8;Мероприятие 8;by 2023-10-07;;\"– Разработана анкета\n- Утверждена\";;ожидает отметки;;0%;01.11.2023"
    );
    assert_eq!(lines[3], "Раздел 2;8;Мероприятие 8;;;\"Опрос; проведён\";;выполнено;;100%;01.11.2023");
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[5], "");
    let plain =
        plan_csv(&plan, &assess_plan(&plan, date("2023-11-01")), Wording { lang: Lang::Russian, overdue_plain: true });
    assert!(plain.contains("срок истёк"));
}

/// A calendar as an independent parser sees it: each event's days, first and last, in order.
fn days(calendar: &str) -> Vec<(String, String)> {
    check_lines(calendar);
    let parsed = ICalendar::parse(calendar).unwrap_or_else(|entry| panic!("{entry:?} in {calendar}"));
    let expanded = parsed.expand_dates(Tz::Floating, 1000);
    assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
    let mut days: Vec<(String, String)> = expanded
        .events
        .iter()
        .map(|event| {
            let start = event.start.naive_local();
            let end = match &event.end {
                TimeOrDelta::Time(end) => end.naive_local(),
                TimeOrDelta::Delta(delta) => start + *delta,
            };
            let last = end.date().pred_opt().expect("a day before");
            (start.date().to_string(), last.to_string())
        })
        .collect();
    days.sort();
    days
}

/// CRLF, no line over 75 octets, none cut inside a character.
fn check_lines(calendar: &str) {
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    for line in calendar.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
}

fn unfolded(calendar: &str) -> String {
    calendar.replace("\r\n ", "")
}

fn calendar_of(row: Activity, base_url: Option<&str>) -> String {
    let plan = plan("2023-2024", vec![vec![row]]);
    let progress = assess_plan(&plan, date("2023-11-01"));
    let one = institution(Vec::new());
    plan_calendar(&site(base_url), &one, &project(Vec::new()), &plan, &progress)
}

#[test]
fn terms_with_days_become_events() {
    for (notation, expected) in [
        ("day 2023-10-07", &[("2023-10-07", "2023-10-07")][..]),
        ("by 2023-10-31", &[("2023-10-31", "2023-10-31")]),
        ("range 2023-12-01..2023-12-31", &[("2023-12-01", "2023-12-31")]),
        ("several 2023-10-03 2023-12-01..2023-12-10", &[("2023-10-03", "2023-10-03"), ("2023-12-01", "2023-12-10")]),
        (
            "recurring 1/1 week 2023-10-01..2023-11-30 2023-10-17 2023-10-24 2023-11-07 2023-11-14",
            &[
                ("2023-10-17", "2023-10-17"),
                ("2023-10-24", "2023-10-24"),
                ("2023-11-07", "2023-11-07"),
                ("2023-11-14", "2023-11-14"),
            ],
        ),
        (
            "recurring 1/1 month 2023-09-01..2024-08-31 ..2023-09-05 ..2023-10-05 ..2023-11-05",
            &[("2023-09-05", "2023-09-05"), ("2023-10-05", "2023-10-05"), ("2023-11-05", "2023-11-05")],
        ),
        (
            "recurring 1/1 month 2023-09-01..2024-08-31 2023-09-02 2023-10-07 2023-11-04",
            &[("2023-09-02", "2023-09-02"), ("2023-10-07", "2023-10-07"), ("2023-11-04", "2023-11-04")],
        ),
        (
            "recurring 1/1 quarter 2023-09-01..2024-08-31 2023-09-01..2023-09-30 2023-10-01..2023-12-31",
            &[("2023-09-01", "2023-09-30"), ("2023-10-01", "2023-12-31")],
        ),
        ("throughout 2023-09-01..2024-08-31", &[("2023-09-01", "2024-08-31")]),
        ("recurring 1/1 month 2023-09-01..2024-08-31", &[]),
        ("by-plan 2023-09-01..2024-08-31", &[]),
        ("as-needed 2023-09-01..2024-08-31", &[]),
        ("relative 2023-09-01..2024-08-31", &[]),
        ("unclear", &[]),
        ("", &[]),
    ] {
        let expected: Vec<_> = expected.iter().map(|(start, end)| (start.to_string(), end.to_string())).collect();
        assert_eq!(days(&calendar_of(activity("1", notation), None)), expected, "{notation}");
    }
}

#[test]
fn an_event_says_what_a_person_must_know() {
    let mut row = activity("5", "by 2023-12-10").responsible(&["Методист", "Директор; завуч"]).result("Протокол");
    row.row.activity = Some(text("Заседание методического объединения, посвящённое итогам\nпервой четверти"));
    let written = calendar_of(row, Some("https://school.by/innovation"));
    assert_eq!(days(&written), [("2023-12-10".to_owned(), "2023-12-10".to_owned())]);
    let lines = unfolded(&written);
    for line in [
        "VERSION:2.0",
        "DTSTART;VALUE=DATE:20231210",
        "DTEND;VALUE=DATE:20231211",
        "DTSTAMP:20230901T000000Z",
        "UID:school/project/plans/2023-2024/a-5@school.by",
        "URL:https://school.by/innovation/school/project/plans/2023-2024/#a-5",
        "STATUS:CONFIRMED",
        "SUMMARY:Срок: Заседание методического объединения\\, посвящённое итогам первой четверти",
        "X-WR-CALNAME:Средняя школа\\, № 9\\, Проект (2023-2024)",
        "DESCRIPTION:Срок по плану: by 2023-12-10\\nОтветственные: Методист\\, Директор\\; завуч\\nРезультат: Протокол\\nСостояние: запланировано\\nПроект: Проект",
    ] {
        assert!(lines.contains(&format!("{line}\r\n")), "{line}\n{lines}");
    }
    let parsed = ICalendar::parse(&written).expect("a calendar");
    assert_eq!(parsed.uids().collect::<Vec<_>>(), ["school/project/plans/2023-2024/a-5@school.by"]);
    assert!(!unfolded(&calendar_of(activity("5", "day 2023-12-10"), None)).contains("URL:"));
    let cyrillic = unfolded(&calendar_of(activity("к3", "day 2023-12-10"), Some("https://school.by")));
    assert!(cyrillic.contains("URL:https://school.by/school/project/plans/2023-2024/#a-%D0%BA3\r\n"), "{cyrillic}");
}

#[test]
fn what_was_called_off_or_put_off_is_told() {
    let cancelled = calendar_of(activity("1", "day 2023-10-07").cancelled(), None);
    assert!(cancelled.contains("STATUS:CANCELLED\r\n"));
    let moved = calendar_of(activity("1", "day 2023-10-07").postponed("day 2023-12-07"), None);
    assert_eq!(days(&moved), [("2023-12-07".to_owned(), "2023-12-07".to_owned())]);
    assert!(moved.contains("STATUS:CONFIRMED\r\n"));
    let somewhen = calendar_of(activity("1", "day 2023-10-07").postponed(""), None);
    assert!(somewhen.contains("STATUS:TENTATIVE\r\n"));
}

#[test]
fn stages_have_events_of_their_own_and_what_spans_them_one() {
    let own = with_stages(activity("1", ""), vec![stage("day 2023-10-07").result("Анкета"), stage("day 2023-10-14")]);
    let written = calendar_of(own, None);
    let parsed = ICalendar::parse(&written).expect("a calendar");
    let uids: Vec<&str> = parsed.uids().collect();
    assert_eq!(uids, ["school/project/plans/2023-2024/a-1/1@letopis", "school/project/plans/2023-2024/a-1/2@letopis"]);
    assert!(unfolded(&written).contains("SUMMARY:Мероприятие 1 — Анкета\r\n"));
    let spanned = with_stages(activity("1", "day 2023-10-07"), vec![stage(""), stage("")]);
    assert_eq!(days(&calendar_of(spanned, None)).len(), 1);
}

fn an_institution() -> Institution {
    let mut one = project(vec![plan(
        "2023-2024",
        vec![vec![
            activity("1", "day 2023-10-07").done_on(&["2023-10-08"]),
            activity("2", "several 2023-10-03 2023-12-01"),
        ]],
    )]);
    let mut draft = news("2023-10-20", "Черновик");
    draft.page.draft = true;
    one.news = vec![news("2024-03-23", "Из будущего"), draft, news("2023-10-09", "Неделя <толерантности>")];
    one.reports = vec![news("2023-09-30", "Отчёт за сентябрь")];
    institution(vec![one])
}

#[test]
fn an_institution_has_one_calendar_and_the_same_file_twice() {
    let one = an_institution();
    let write = || institution_calendar(&site(None), &one, &assess_institution(&one, date("2023-11-01")));
    let written = write();
    assert_eq!(written, write());
    assert_eq!(days(&written).len(), 3);
    assert!(written.contains("DTSTAMP:20231009T000000Z\r\n"));
    let parsed = ICalendar::parse(&written).expect("a calendar");
    let mut uids: Vec<&str> = parsed.uids().collect();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), 3);
    let empty = institution_calendar(
        &site(None),
        &institution(Vec::new()),
        &assess_institution(&institution(Vec::new()), date("2023-11-01")),
    );
    assert!(days(&empty).is_empty());
}

#[test]
fn a_feed_has_what_is_published() {
    let written = institution_feed(&site(None), &an_institution(), date("2023-11-01"));
    let feed = atom_syndication::Feed::read_from(written.as_bytes()).expect("a feed");
    assert_eq!(feed.title.value, "Средняя школа, № 9: инновационная деятельность");
    assert_eq!(feed.id, "urn:letopis:site/school/");
    assert_eq!(feed.lang.as_deref(), Some("ru"));
    assert_eq!(feed.updated.to_rfc3339(), "2023-10-09T00:00:00+03:00");
    assert_eq!(feed.authors[0].name, "Средняя школа, № 9");
    let titles: Vec<&str> = feed.entries.iter().map(|entry| entry.title.value.as_str()).collect();
    assert_eq!(titles, ["Неделя <толерантности>", "Отчёт за сентябрь"]);
    let entry = &feed.entries[0];
    assert_eq!(entry.id, "urn:letopis:site/school/project/news/2023-10-09-item/");
    assert_eq!(entry.links[0].href, "project/news/2023-10-09-item/index.html");
    assert_eq!(entry.summary.as_ref().map(|text| text.value.as_str()), Some("О том, что было 2023-10-09 & далее"));
    let absolute = institution_feed(&site(Some("https://school.by")), &an_institution(), date("2023-11-01"));
    let feed = atom_syndication::Feed::read_from(absolute.as_bytes()).expect("a feed");
    assert_eq!(feed.entries[0].id, "https://school.by/school/project/news/2023-10-09-item/");
    assert_eq!(feed.links[0].href, "https://school.by/school/feed.xml");
}

#[test]
fn a_row_without_words_is_still_exported() {
    let bare = Activity { id: "1".to_owned(), row: Row::default(), stages: Vec::new(), witnesses: Vec::new() };
    let plan = plan("2023-2024", vec![vec![bare]]);
    let progress = assess_plan(&plan, date("2023-11-01"));
    let value: Value = serde_json::from_str(&plan_json(&plan, &progress, Lang::English)).expect("plan.json is JSON");
    assert_eq!(value["sections"][0]["activities"][0]["number"], Value::Null);
    assert!(
        plan_csv(&plan, &progress, Wording { lang: Lang::English, overdue_plain: false }).contains("no clear term")
    );
}
