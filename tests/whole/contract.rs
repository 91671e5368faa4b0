//! The contract of the format, sentence by sentence, each tried on a site of a few lines.

use letopis::locale::Lang;
use scraper::Selector;
use serde_json::{Value, json};

use crate::common::{Outcome, Site};

/// A plan of these activities, `- {…}` a line.
fn plan(activities: &str) -> String {
    let rows: String = activities.lines().map(|line| format!("  {}\n", line.trim())).collect();
    format!("title: План\nperiod: 2023/2024\nactivities:\n{rows}")
}

fn built(activities: &str) -> Outcome {
    Site::with_plan(&plan(activities)).build().sound()
}

/// All activities of a plan.json.
fn rows(plan: &Value) -> Vec<Value> {
    let sections = plan["sections"].as_array().unwrap();
    sections.iter().flat_map(|section| section["activities"].as_array().unwrap().clone()).collect()
}

fn field<'v>(rows: &'v [Value], name: &str) -> Vec<&'v str> {
    rows.iter().map(|row| row[name].as_str().unwrap_or("null")).collect()
}

fn school() -> Site {
    Site::new().institution("school", "Школа").project("school/p")
}

#[test]
fn statuses_follow_from_the_date() {
    for (activity, status) in [
        ("term: май 2024", "planned"),
        ("term: февраль 2024", "current"),
        ("term: 15.02.2024", "current"),
        ("term: 14.02.2024", "overdue"),
        ("term: до 29.02.2024", "current"),
        ("term: до 01.03.2024", "planned"),
        ("term: до 15.02.2024", "current"),
        ("term: до 14.02.2024", "overdue"),
        ("term: в течение года", "current"),
        ("term: по мере необходимости", "current"),
        ("term: ежемесячно", "current"),
        ("term: абракадабра", "unclear"),
        ("x: ", "unclear"),
        ("done: true", "done"),
        ("done: да", "done"),
        ("done: нет", "unclear"),
        ("term: май 2024, done: 01.02.2024", "done"),
        ("term: май 2024, done: 2024-02-16", "planned"),
        ("term: январь 2024, status: cancelled", "cancelled"),
        ("term: январь 2024, status: отменено", "cancelled"),
        ("term: январь 2024, status: postponed", "postponed"),
        ("term: январь 2024, status: перенесено, to: апрель 2024", "postponed"),
        ("term: январь 2024, status: postponed, to: февраль 2024", "current"),
        ("term: январь 2024, status: postponed, to: 10.02.2024", "overdue"),
        ("term: ежемесячно, done: [2023-09-10, 2023-10-10]", "current"),
        ("term: ежемесячно, done: true", "done"),
        ("term: {text: когда-нибудь, from: 2024-02-01, to: 2024-02-20}", "current"),
        ("term: {text: когда-нибудь, to: 2024-02-14}", "overdue"),
        ("term: {текст: когда-нибудь, с: 2024-03-01, по: 2024-03-14}", "planned"),
        ("stages: [{term: январь 2024}, {term: май 2024}]", "overdue"),
        ("stages: [{term: февраль 2024}, {term: май 2024}]", "current"),
        ("stages: [{term: январь 2024, done: true}, {term: май 2024}]", "current"),
        ("stages: [{term: апрель 2024}, {term: май 2024}]", "planned"),
        ("stages: [{term: январь 2024, done: true}, {term: май 2024, status: cancelled}]", "done"),
        ("done: 2024-01-10, stages: [{term: январь 2024}, {term: май 2024}]", "done"),
    ] {
        let activity = activity.strip_prefix("x: ").map_or_else(|| format!(", {activity}"), str::to_owned);
        let plan = Site::with_plan(&plan(&format!("- {{activity: А{activity}}}"))).build().sound().plan();
        assert_eq!(rows(&plan)[0]["status"], status, "{activity}");
    }
}

#[test]
fn progress_is_a_mean() {
    let plan = built(
        "- {activity: А, done: true}\n- {activity: Б, term: ежеквартально, done: [2023-10-01]}\n- {activity: В, status: cancelled}\n\
         - {activity: Г, stages: [{result: а, done: true}, {result: б}, {result: в, status: cancelled}]}\n- {activity: Д}",
    )
    .plan();
    let progress: Vec<f64> = rows(&plan).iter().map(|row| row["progress"].as_f64().unwrap()).collect();
    assert_eq!(progress, [1.0, 0.25, 0.0, 0.5, 0.0]);
    assert_eq!(plan["progress"], (1.0 + 0.25 + 0.5) / 4.0);
    assert_eq!(plan["as_of"], "2024-02-15");
}

#[test]
fn plan_json_has_the_contracts_keys() {
    let plan = Site::with_plan(
        "title: План\nperiod: 2023/2024\ncolumns: [{activity: Что}, {место: Где}, {mark: Отметка}]\nsections:\n  - activities:\n      \
         - {activity: \"- раз\\n- два\", место: Зал, mark: \"**да**\", responsible: [А, Б]}\n      - {activity: Б, stages: [{result: р}]}\n  \
         - title: Вторая\n    activities: [{activity: В}]\n",
    )
    .build()
    .sound()
    .plan();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&plan), ["title", "period", "as_of", "progress", "columns", "sections"]);
    assert_eq!(plan["period"], json!({"start": "2023-09-01", "end": "2024-08-31"}));
    assert_eq!(plan["columns"][1], json!({"field": "место", "title": "Где"}));
    let row_keys = [
        "id",
        "number",
        "activity",
        "status",
        "progress",
        "href",
        "term",
        "responsible",
        "result",
        "fields",
        "stages",
        "evidence",
    ];
    let rows = rows(&plan);
    assert_eq!(keys(&rows[0]), row_keys);
    assert_eq!(keys(&rows[1]["stages"][0]), row_keys);
    assert_eq!(rows[0]["activity"], "раз\nдва");
    assert_eq!(rows[0]["fields"], json!({"место": "Зал", "mark": "да"}));
    assert_eq!(rows[0]["responsible"], json!(["А", "Б"]));
    assert_eq!((&rows[0]["term"], &plan["sections"][0]["title"]), (&Value::Null, &Value::Null));
    assert_eq!(plan["sections"][1]["title"], "Вторая");
    assert_eq!((&rows[0]["number"], &rows[0]["href"]), (&json!("1"), &json!("#a-1")));
}

#[test]
fn numbers_and_identities() {
    for (activities, numbers, ids) in [
        (
            "- {activity: А}\n- {activity: Б, number: 9}\n- {activity: В, number: \"10.\"}\n- {activity: Г}",
            "1 9 10. 11",
            "1 9 10 11",
        ),
        ("- {activity: А, number: к3}\n- {activity: Б}\n- {activity: В, id: свой}", "к3 1 2", "к3 1 свой"),
        (
            "- {activity: А, number: 1.1}\n- {activity: Б, number: 1.10}\n- {activity: В, number: 1.2.}",
            "1.1 1.10 1.2.",
            "1.1 1.10 1.2",
        ),
        ("- {activity: А, number: 007}\n- {activity: Б}", "007 8", "007 8"),
    ] {
        let rows = rows(&built(activities).plan());
        assert_eq!(field(&rows, "number").join(" "), numbers);
        assert_eq!(field(&rows, "id").join(" "), ids);
    }
    // Where any number repeats, all rows bear their section's ordinal, untitled sections counted.
    let site = Site::with_plan(
        "title: П\nperiod: 2023/2024\nnumbering: по-разделам\nsections:\n  - activities: [{activity: А}]\n  - title: Б\n  - title: В\n    \
         activities: [{activity: Б}, {activity: В, id: own}]\n",
    );
    assert_eq!(field(&rows(&site.build().sound().plan()), "id"), ["1-1", "3-1", "own"]);
    let twice = Site::with_plan(&plan("- {activity: А, id: x}\n- {activity: Б, id: x}"));
    assert_eq!(twice.check().errors(), ["doubled-id content/school/p/plans/2023-2024.yaml:5:23"]);
}

/// A stage's own number stands in its row; the activity's reaches over the stages above it, in the table as in CSV.
#[test]
fn stages_have_numbers_of_their_own() {
    let built = built(
        "- {activity: А, number: 8, stages: []}\n- {activity: Б, stages: [{result: а}, {result: б}, {result: в, number: 9а}, {result: г}]}",
    );
    let page = built.page("school/p/plans/2023-2024/");
    let cells = Selector::parse("td[data-field=number]").unwrap();
    let shown: Vec<(String, &str)> = (page.select(&cells))
        .map(|cell| (cell.text().collect(), cell.value().attr("rowspan").unwrap_or("1")))
        .collect();
    let shown: Vec<(&str, &str)> = shown.iter().map(|(text, rows)| (text.as_str(), *rows)).collect();
    assert_eq!(shown, [("8", "1"), ("9", "2"), ("9а", "1"), ("9", "1")]);
    let rows = rows(&built.plan());
    let stages = rows[1]["stages"].as_array().unwrap();
    assert_eq!(
        (&rows[1]["number"], &stages[0]["number"], &stages[2]["number"]),
        (&json!("9"), &Value::Null, &json!("9а"))
    );
    let csv = built.text("school/p/plans/2023-2024/plan.csv");
    let numbers: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(';').nth(1)).collect();
    assert_eq!(numbers, ["8", "9", "9", "9а", "9"]);
}

#[test]
fn plans_obey_their_order() {
    let mut site = school();
    for (name, order) in [("a", "order: 3\n"), ("b", "order: 1\n"), ("c", ""), ("d", ""), ("e", "order: 1\n")] {
        let year = 2019 + u32::from(name.as_bytes()[0] - b'a');
        let plan = format!("title: П\nperiod: {year}/{}\n{order}activities: [{{activity: А}}]\n", year + 1);
        site = site.file(&format!("school/p/plans/{name}.yaml"), plan);
    }
    let built = site.build().sound();
    // The menu, then the page's own list: of those that say nothing, and of equals, the latest first.
    let links = |page: &str, before: &str| -> String {
        let text = built.text(page);
        let named = text.split(before).skip(1).filter_map(|rest| rest.split_once("/index.html").map(|(name, _)| name));
        named.filter(|name| name.len() == 1).collect::<Vec<_>>().join(" ")
    };
    // Of plans that are all over, the menu has the first alone.
    assert_eq!(links("school/p/index.html", "href=\"plans/"), "e e b a d c");
    let progress = links("school/p/progress/index.html", "href=\"../plans/");
    assert!(progress.starts_with("e e"), "{progress}");
}

#[test]
fn who_is_responsible_is_markdown() {
    let built = built("- {activity: А, responsible: ['*Директор*', '[Совет](https://example.org/)']}");
    let page = built.text("school/p/plans/2023-2024/index.html");
    assert!(page.contains("<p><em>Директор</em></p><p><a href=\"https://example.org/\""), "{page}");
    assert!(page.contains("data-responsible=\"Директор|Совет\""));
    assert_eq!(rows(&built.plan())[0]["responsible"], json!(["Директор", "Совет"]));
    assert!(built.text("school/p/plans/2023-2024/plan.csv").contains("Директор\nСовет"));
}

#[test]
fn a_period_of_quarters_follows_the_schools_own() {
    let built = Site::new()
        .file(
            "school/institution.yaml",
            "name: Школа\nquarters: {2023/2024: [2023-09-04..2023-10-20, 2023-11-01..2023-12-22, 2024-01-10..2024-03-20, 2024-04-01..2024-05-31]}\n",
        )
        .project("school/p")
        .file("school/p/plans/2023-2024.yaml", "title: П\nperiod: I четверть 2023/2024\nactivities: [{activity: А}]\n")
        .build()
        .sound();
    assert_eq!(built.plan()["period"], json!({"start": "2023-09-04", "end": "2023-10-20"}));
}

#[test]
fn stated_dates_help_their_neighbours() {
    let built = built(
        "- {activity: А, term: {text: по согласованию, from: 2024-06-01, to: 2024-06-30}}\n- {activity: Б, term: Август}\n\
         - {activity: В, stages: [{result: а}, {result: б, term: {text: позже, to: 2024-08-31}}]}\n- {activity: Г, term: до 1 мая}",
    );
    let rows = rows(&built.plan());
    let bounds = |row: &Value| (row["term"]["start"].clone(), row["term"]["end"].clone());
    assert_eq!(bounds(&rows[0]), (json!("2024-06-01"), json!("2024-06-30")));
    assert_eq!(bounds(&rows[1]), (json!("2024-08-01"), json!("2024-08-31")));
    assert_eq!((&rows[2]["term"], &rows[2]["stages"][0]["term"]), (&Value::Null, &Value::Null));
    assert_eq!(bounds(&rows[2]["stages"][1]), (Value::Null, json!("2024-08-31")));
    assert_eq!(bounds(&rows[3]), (Value::Null, json!("2024-05-01")));
}

#[test]
fn markdown_beside_an_index_is_no_page() {
    let built = school()
        .file("school/p/news/2024-01-01-n/index.md", "# Н\n")
        .file("school/p/news/2024-01-01-n/другое.md", "# Другое\n")
        .file("school/p/konkurs/index.md", "# Конкурс\n")
        .file("school/p/konkurs/final.md", "# Финал\n")
        .file("school/p/konkurs/itogi/final.md", "# Итоги\n")
        .build()
        .sound();
    let found = built.warnings();
    assert_eq!(
        found,
        ["unused-file content/school/p/konkurs/final.md", "unused-file content/school/p/news/2024-01-01-n/другое.md"]
    );
    assert!(built.has("school/p/konkurs/itogi/final/index.html") && !built.has("school/p/konkurs/final/index.html"));
}

#[test]
fn one_name_is_one_address() {
    for (names, address) in [
        (["news/2024-01-01-Щука.md", ""], "news/2024-01-01-shchuka/"),
        (["Отчёт о съезде.md", ""], "otchet-o-sezde/"),
        (["reports/2024.md", "---\ntitle: О\ndate: 1.2.2024\nslug: god_2024.x\n---\n"], "reports/god_2024.x/"),
        (["reports/2024/index.md", "---\ntitle: О\ndate: 2024-02-01\n---\n"], "reports/2024/"),
        (["UPPER Case.MD", ""], "upper-case/"),
        (["a/b/c.md", ""], "a/b/c/"),
    ] {
        let text = if names[1].is_empty() { "# Заголовок\n" } else { names[1] };
        let built = school().file(&format!("school/p/{}", names[0]), text).build().sound();
        assert!(built.has(&format!("school/p/{address}index.html")), "{address}");
    }
    for names in [["x.md", "X.md"], ["лес.md", "les/index.md"], ["news.md", "x.md"], ["progress.md", "y.md"]] {
        let site =
            school().file(&format!("school/p/{}", names[0]), "# А\n").file(&format!("school/p/{}", names[1]), "# Б\n");
        assert_eq!(site.check().errors().len(), 1, "{names:?}");
    }
}

#[test]
fn passed_over_files_are_not_there() {
    let built = school()
        .file("school/p/files/.hidden.txt", "")
        .file("school/p/files/~$lock.docx", "")
        .file("school/p/files/copy.txt~", "")
        .file("school/p/files/x.tmp", "")
        .file("school/p/files/x.bak", "")
        .file("school/p/files/Thumbs.db", "")
        .file("school/p/files/desktop.ini", "")
        .file("school/p/files/Пример № 5.DOCX", "x")
        .file("school/p/files/внутри/index.md", "# не страница\n")
        .file("school/p/забытый.docx", "x")
        .build()
        .sound();
    let files: Vec<String> = built.files().into_keys().filter(|path| path.contains("/files/")).collect();
    assert_eq!(files, ["school/p/files/primer-n-5.docx", "school/p/files/vnutri/index.md"]);
    assert_eq!(built.warnings(), ["unused-file content/school/p/забытый.docx"]);
}

#[test]
fn what_is_unpublished_is_nowhere() {
    let site = || {
        school()
            .file("school/p/plans/2023-2024.yaml", plan("- {activity: А, term: май}\n- {activity: Б, term: май}"))
            .file(
                "school/p/news/2024-02-16-b.md",
                "---\ntitle: Завтрашняя\ntags: [завтра]\naliases: /zavtra/\ncompletes: 1\n---\n",
            )
            .file("school/p/news/2024-02-15-t.md", "---\ntitle: Сегодняшняя\ncompletes: 2\n---\n")
            .file("school/p/news/2024-01-01-d/index.md", "---\ntitle: Черновая\ndraft: yes\n---\n![к](k.svg)\n")
            .file("school/p/news/2024-01-01-d/k.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
            .file("school/draft/project.yaml", "title: Проект-черновик\ndraft: true\n")
            .file("school/draft/news/2024-01-01-x.md", "# Внутри\n")
            .file("school/p/plans/draft.yaml", format!("draft: да\n{}", plan("- {activity: А}")))
            .file(
                "school/links.md",
                "# Ссылки\n\n[а](p/news/2024-02-16-b.md) [б](/school/p/news/2024-01-01-d/) [в](draft/project.yaml) \
                 [г](/school/draft/progress/) [д](plan:draft#1) [е](/zavtra/) [ж](/school/draft/plans/)\n",
            )
            .file("other/institution.yaml", "name: Другая\n")
            .file(
                "other/x.md",
                "# Х\n\n[а](/school/p/news/2024-02-16-b/) [б](../school/draft/news/2024-01-01-x.md) [в](/zavtra/)\n",
            )
    };
    let built = site().build();
    let errors = built.errors();
    // `/school/draft/plans/` is no page at all; the rest is only unpublished.
    assert_eq!(errors.len(), 1, "{errors:?}");
    let site = site();
    site.put("school/links.md", site.read("school/links.md").replace(" [ж](/school/draft/plans/)", ""));
    let built = site.build().sound();
    let warnings: Vec<String> =
        built.warnings().iter().map(|warning| warning.split(':').next().unwrap().to_owned()).collect();
    let expected = |file: &str| format!("link-unpublished content/{file}");
    let expected = [vec![expected("other/x.md"); 3], vec![expected("school/links.md"); 6]].concat();
    assert_eq!(warnings, expected);
    for path in [
        "zavtra/index.html",
        "school/p/news/2024-01-01-d/k.svg",
        "school/draft/index.html",
        "school/p/tags/zavtra/index.html",
    ] {
        assert!(!built.has(path), "{path}");
    }
    for (path, bytes) in built.files() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Завтрашняя") && !text.contains("Черновая") && !text.contains("черновик"), "{path}");
    }
    assert_eq!(field(&rows(&built.json("school/p/plans/2023-2024/plan.json")), "status"), ["planned", "done"]);
    // With drafts all of it is there, marked.
    let built = site.drafts().build().sound();
    for path in [
        "school/p/news/2024-02-16-b/",
        "school/p/news/2024-01-01-d/",
        "school/draft/",
        "school/draft/news/2024-01-01-x/",
        "school/p/plans/draft/",
    ] {
        let page = built.text(&format!("{path}index.html"));
        assert!(page.contains("name=\"robots\" content=\"noindex\""), "{path}");
        assert!(page.to_lowercase().contains("черновик"), "{path}");
    }
    assert!(!built.text("school/feed.xml").contains("Завтрашняя"));
    assert_eq!(field(&rows(&built.json("school/p/plans/2023-2024/plan.json")), "status"), ["planned", "done"]);
}

#[test]
fn rows_and_reports_name_each_other() {
    let built = school()
        .file(
            "school/p/plans/2023-2024.yaml",
            plan("- {activity: А, term: май}\n- {activity: Б, stages: [{term: март}, {term: май}]}"),
        )
        .file(
            "school/p/plans/2022-2023.yaml",
            plan("- {activity: Старое, term: май}").replace("2023/2024", "2022/2023"),
        )
        .file(
            "school/p/reports/r.md",
            "---\ntitle: Отчёт\ndate: 2024-02-01\nactivities: [1]\ncompletes: [\"2/2\"]\n---\n",
        )
        .file("school/p/reports/old.md", "---\ntitle: Прежний\ndate: 2023-02-01\ncompletes: 1\n---\n")
        .build()
        .sound();
    let plan = built.plan();
    assert_eq!(rows(&plan)[0]["evidence"], json!([{"title": "Отчёт", "href": "../../reports/r/index.html"}]));
    assert_eq!(rows(&plan)[1]["stages"][1]["status"], "done");
    assert_eq!(rows(&built.json("school/p/plans/2022-2023/plan.json"))[0]["status"], "done");
    let report = built.text("school/p/reports/r/index.html");
    assert!(report.contains("../../plans/2023-2024/index.html#a-1\"") && report.contains("index.html#a-2\""));
    let old = built.text("school/p/reports/old/index.html");
    assert!(old.contains("../../plans/2022-2023/index.html#a-1\""));
}

/// A bundle's pictures lie there anyway; those of any other page do too, wherever their author keeps them.
#[test]
fn a_pages_pictures_lie_in_its_folder() {
    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
    let site = school()
        .file("school/p/news/x.svg", SVG)
        .file("school/p/news/2024-01-01-l.md", "# Л\n\n![к](x.svg) [большая](x.svg)\n")
        .file("school/p/news/2024-01-02-m.md", "# М\n\n![к](x.svg) ![ф](../files/f.svg) ![с](2024-01-02-m/s/s.svg)\n")
        .file("school/p/news/2024-01-02-m/s/s.svg", SVG)
        .file("school/p/files/f.svg", SVG)
        .file("school/p/reports/r.md", "---\ntitle: О\ndate: 2024-01-01\n---\n![к](../news/x.svg)\n")
        .file("school/p/plans/2023-2024.yaml", plan("- {activity: 'А ![п](p.svg)'}"))
        .file("school/p/plans/p.svg", SVG)
        .file("school/p/project.yaml", "title: П\nabout: '![о](o.svg)'\n")
        .file("school/p/o.svg", SVG)
        .file("school/contacts.md", "# К\n\n![з](k.svg) ![по адресу](/school/p/news/2024-01-01-l/x.svg)\n")
        .file("school/k.svg", SVG)
        .file("about.md", "# О\n\n![а](a.svg)\n")
        .file("a.svg", SVG)
        .file("b/institution.yaml", "name: Б\n")
        .file("b/x.md", "# Х\n\n[у соседей](../school/p/news/x.svg)\n");
    let built = site.build().sound();
    assert_eq!(built.warnings(), Vec::<String>::new());
    let files: Vec<String> =
        built.files().into_keys().filter(|path| path.ends_with(".svg") && path.contains('/')).collect();
    assert_eq!(
        files,
        [
            "about/a.svg",
            "school/contacts/k.svg",
            "school/p/files/f.svg",
            "school/p/news/2024-01-01-l/x.svg",
            "school/p/news/2024-01-02-m/s/s.svg",
            "school/p/news/2024-01-02-m/x.svg",
            "school/p/o.svg",
            "school/p/plans/2023-2024/p.svg",
            "school/p/reports/r/x.svg",
        ]
    );
    let item = built.text("school/p/news/2024-01-01-l/index.html");
    assert!(item.contains("src=\"x.svg\"") && item.contains("href=\"x.svg\""), "{item}");
    assert!(built.text("b/x/index.html").contains("href=\"../../school/p/news/2024-01-01-l/x.svg\""));

    // Two that would lie there under one name.
    let site = school()
        .file("school/p/news/x.svg", SVG)
        .file("school/p/x.svg", SVG)
        .file("school/p/news/2024-01-01-l.md", "# Л\n\n![к](x.svg) ![п](../x.svg)\n");
    assert_eq!(site.check().findings(), ["address-clash content/school/p/x.svg"]);
}

#[test]
fn files_of_neighbours_and_drafts_in_yaml() {
    let built = school()
        .file("b/institution.yaml", "name: Б\n")
        .file("b/p/project.yaml", "title: П\n")
        .file("b/p/files/общий.txt", "12345")
        .file("school/p/news/2024-05-01-x.md", "# Будущее\n")
        .file(
            "school/p/plans/2023-2024.yaml",
            plan("- {activity: А, evidence: [{title: Общий, file: ../../../b/p/files/общий.txt}, {title: Новость, file: ../news/2024-05-01-x.md}]}"),
        )
        .build();
    assert_eq!(built.errors(), Vec::<String>::new());
    assert_eq!(built.warnings().len(), 1, "{:?}", built.warnings());
    let evidence = &rows(&built.plan())[0]["evidence"];
    assert_eq!(evidence[0]["href"], "../../../../b/p/files/obshchiy.txt");
    assert_eq!(evidence[1]["href"], Value::Null);
    assert!(built.has("b/p/files/obshchiy.txt"));
}

#[test]
fn titles_and_headings() {
    for (text, title, body) in [
        ("# Первый\n\nТекст\n", "Первый", "<p>Текст</p>"),
        ("---\ntitle: Свой\n---\n# Первый\n", "Свой", "<h2 id=\"pervyy\">Первый</h2>"),
        ("Текст\n\n## Второй\n", "Второй", "<p>Текст</p>"),
        ("# А\n\n# Б\n\n### В {#свой}\n", "А", "<h2 id=\"b\">Б</h2>"),
        ("\u{feff}---\r\nназвание: Свой\r\n---\r\nТекст\r\n", "Свой", "<p>Текст</p>"),
        ("---\ntitle: 2024\n---\n", "2024", ""),
        ("# Раз\n\n## Раз\n", "Раз", "<h2 id=\"raz\">Раз</h2>"),
    ] {
        let page = school().file("school/p/x.md", text).build().sound().text("school/p/x/index.html");
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{text:?}: {}", page.split_once("<main").unwrap().1);
        assert!(page.contains(body), "{text:?}: {}", page.split_once("<main").unwrap().1);
    }
}

#[test]
fn approvals_print_their_blanks() {
    let page = Site::with_plan(
        "title: П\nperiod: 2024\napprovals:\n  - {heading: УТВЕРЖДАЮ, date: }\n  - {гриф: СОГЛАСОВАНО, дата: 2021-01-12, приказ: № 7/1}\n  - {heading: БЕЗ}\n\
         signatures: [{post: Директор, date: 2024-01-09}]\nrevisions: [{date: 15.01.2024, note: Правка}]\nactivities: [{activity: А}]\n",
    )
    .build()
    .sound()
    .text("school/p/plans/2023-2024/index.html");
    assert_eq!(page.matches("«__» ______ 2024 г.").count(), 1);
    for text in ["12.01.2021", "09.01.2024", "15.01.2024", "№ 7/1"] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn base_url_is_only_for_those_who_need_it() {
    let site = |settings: &str| school().file("site.yaml", format!("title: Сайт\n{settings}")).build().sound();
    let without = site("");
    assert!(!without.has("sitemap.xml") && !without.has("robots.txt"));
    assert!(without.text("school/feed.xml").contains("<id>urn:"));
    let not_found = without.text("404.html");
    assert!(!not_found.contains("<a ") && !not_found.contains("src="), "self-contained");
    assert!(!without.text("index.html").contains("canonical"));
    let with = site("base_url: https://x.by/inn\n");
    assert!(with.text("robots.txt").contains("Sitemap: https://x.by/inn/sitemap.xml"));
    assert!(with.text("404.html").contains("href=\"/inn/\""));
    assert!(with.text("school/p/index.html").contains("<link rel=\"canonical\" href=\"https://x.by/inn/school/p/\">"));
    assert!(with.text("school/feed.xml").contains("<id>https://x.by/inn/school/</id>"));
}

#[test]
fn search_lists_every_page_and_the_manifest_every_file() {
    let site = Site::copy_of("tests/sites/publishing");
    let built = site.build().sound();
    let search = built.text("search/index.html");
    let manifest = built.text(".letopis-manifest");
    let aliases = ["novost/", "o-sajte/", "staraya-shkola/"];
    for path in built.files().keys() {
        let is_page = path.ends_with("/index.html") && !aliases.iter().any(|alias| path.starts_with(alias));
        if is_page && path != "search/index.html" {
            assert!(search.contains(&format!("href=\"../{path}\"")), "search leaves out {path}");
        }
        assert!(manifest.contains(path.as_str()) || path == ".letopis-manifest", "the manifest leaves out {path}");
    }
}

#[test]
fn messages_name_keys_in_both_languages() {
    let site = Site::with_plan("название: [П]\nperiod: 2023\nactivities: [{activity: А, статус: отменина}]\n")
        .file("school/p/project.yaml", "titl: П\n");
    let found = site.check();
    let facts: Vec<String> = found.report.findings.iter().map(|finding| format!("{:?}", finding.problem)).collect();
    let all = facts.join("\n");
    for words in ["`название` (`title`)", "`статус` (`status`)", "`title` (`название`)", "`отменено` (`cancelled`)"]
    {
        assert!(all.contains(words), "{words} is not in\n{all}");
    }
}

/// Messages about a value name its key, as the file has it, in whichever language they speak.
#[test]
fn messages_about_values_name_their_keys() {
    let site = Site::empty()
        .file(
            "site.yaml",
            "название: С\nцвет: синий\nчасовой_пояс: Minks\nтема: нет\nчетверти: {2023/2024: [1], лето: [1]}\n",
        )
        .file("a/institution.yaml", "name: А\nлоготип: нет.png\n")
        .file(
            "a/p/project.yaml",
            "title: П\nпериод: нет\nадрес_страницы: А Б\nпрежние_адреса: [x y]\ndocuments:\n\
             \x20 - {title: Д, файл: ../../../x.pdf}\n  - {title: Д, файл: ../../site.yaml}\n",
        )
        .file("a/p/plans/1.yaml", "title: П\nпериод: 1900-2000\nactivities: [{activity: А}]\n")
        .file(
            "a/p/plans/2.yaml",
            "title: П\nperiod: 2023/2024\ncolumns: [{activity: А}, {мероприятие: Б}]\nactivities:\n\
             \x20 - {activity: А, код: а б, выполнено: 31.02.2024, срок: {text: май, начало: 2.5.2024, конец: 1.5.2024}}\n\
             \x20 - {activity: Б, выполнено: 1.5.2024}\n  - {activity: В, по: май}\n",
        );
    let found = site.check().report.findings;
    for (code, key) in [
        ("bad-color", "`цвет` (`accent`)"),
        ("bad-timezone", "`часовой_пояс` (`timezone`)"),
        ("theme-missing", "`theme` (`тема`)"),
        ("bad-quarters", "`четверти` (`quarters`)"),
        ("bad-period", "`четверти` (`quarters`)"),
        ("missing-file", "`logo` (`логотип`)"),
        ("bad-period", "`период` (`period`)"),
        ("bad-slug", "`адрес_страницы` (`slug`)"),
        ("bad-alias", "`aliases` (`прежние_адреса`)"),
        ("path-outside", "`file` (`файл`)"),
        ("not-published", "`file` (`файл`)"),
        ("period-too-long", "`период` (`period`)"),
        ("doubled-column", "`мероприятие` (`activity`)"),
        ("bad-id", "`код` (`id`)"),
        ("no-such-date", "`выполнено` (`done`)"),
        ("dates-reversed", "`начало` (`from`, `с`)"),
        ("dates-reversed", "`конец` (`to`, `по`)"),
        ("done-in-future", "`done` (`выполнено`)"),
        ("not-postponed", "`по` (`to`)"),
    ] {
        for lang in Lang::ALL {
            let mut said = found.iter().filter(|one| one.problem.code() == code).map(|one| one.message(lang));
            assert!(said.any(|message| message.contains(key)), "{code} does not name {key}: {:?}", found);
        }
    }
}

/// One mistake, one finding; and a check finds what a build finds.
#[test]
fn nothing_follows_from_a_mistake() {
    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
    let torn = {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(400, 300).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let bytes = bytes.into_inner();
        bytes[..bytes.len() / 2].to_vec()
    };
    let news = "school/p/news/2024-01-01-n.md";
    for (site, expected) in [
        // Whether it was postponed, a status that is not understood does not tell.
        (
            Site::with_plan(&plan("- {activity: А, status: отменина, to: май}")),
            vec!["unknown-value content/school/p/plans/2023-2024.yaml:4:27"],
        ),
        // A draft uses its picture, though nobody sees it.
        (school().file(news, "---\ntitle: Н\ndraft: yes\n---\n![а](x.svg)\n").file("school/p/news/x.svg", SVG), vec![]),
        (
            school().file(news, "# Н\n\n![а](x.png)\n").file("school/p/news/x.png", torn),
            vec!["bad-image content/school/p/news/x.png"],
        ),
    ] {
        assert_eq!(site.check().findings(), expected);
        assert!(!site.out().exists() && !site.root().join(".letopis").exists(), "a check writes nothing");
        assert_eq!(site.build().findings(), expected);
        assert_eq!(site.check().findings(), expected, "with what the build remembers");
    }
}

#[test]
fn dates_and_yes_in_every_form() {
    let built = school()
        .file("school/p/a.md", "---\nназвание: А\nчерновик: нет\nпорядок: 2\n---\n")
        .file("school/p/b.md", "---\ntitle: Б\ndraft: no\norder: 1\n---\n")
        .file("school/p/c.md", "---\ntitle: В\ndraft: Да\n---\n")
        .file("school/p/reports/r.md", "---\ntitle: О\nдата: 29.08.2023\nпериод: 2023/2024\nметки: Тег\n---\n")
        .build()
        .sound();
    assert!(built.has("school/p/a/index.html") && !built.has("school/p/c/index.html"));
    let home = built.text("school/p/index.html");
    assert!(home.find("b/index.html").unwrap() < home.find("a/index.html").unwrap(), "order");
    assert!(built.has("school/p/tags/teg/index.html"));
    assert!(built.text("school/p/reports/r/index.html").contains("datetime=\"2023-08-29\""));
}

#[test]
fn pages_of_a_list() {
    let mut site = school().file("site.yaml", "title: С\npage_size: 2\n");
    for day in 1..=5 {
        site = site.file(&format!("school/p/news/2024-01-0{day}-n.md"), format!("# Новость {day}\n"));
    }
    let built = site.file("school/links.md", "# С\n\n[третья](/school/p/news/page/3/)\n").build().sound();
    let third = built.text("school/p/news/page/3/index.html");
    assert!(third.contains("Новость 1") && !third.contains("Новость 2"));
    assert!(!built.has("school/p/news/page/4/index.html") && !built.has("school/p/news/page/1/index.html"));
}

#[test]
fn plain_fields_survive_as_typed() {
    let page = Site::with_plan(
        "title: 2. ПЛАН\nperiod: 2023/2024\ncolumns: [{number: 1.}, {activity: '# Дело'}, {term: '*Срок*'}]\nsections:\n  - title: 2. ОРГАНИЗАЦИОННО-<b>\n    \
         activities: [{number: 21., activity: А, term: '*май*'}, {number: 1.50, activity: \"одна\\nдругая\"}]\n",
    )
    .build()
    .sound()
    .text("school/p/plans/2023-2024/index.html");
    for text in [
        "<h1>2. ПЛАН</h1>",
        ">1.</th>",
        "># Дело</th>",
        ">*Срок*</th>",
        "2. ОРГАНИЗАЦИОННО-&lt;b&gt;",
        ">21.</td>",
        ">1.50</td>",
        ">*май*</td>",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("одна<br>\nдругая") || page.contains("одна<br>другая"), "a newline is a line break");
}

#[test]
fn every_mistake_is_told_even_where_the_period_is_wrong() {
    let found = school()
        .file(
            "school/p/plans/a.yaml",
            "title: П\nperiod: когда-то\nactivities: [{activity: '[x](net.md)', term: 31.02.2023}]\n",
        )
        .check();
    assert_eq!(
        found.findings(),
        ["bad-period content/school/p/plans/a.yaml:2:9", "broken-link content/school/p/plans/a.yaml:3:30"]
    );
}

#[test]
fn links_to_bands_and_addresses() {
    let built = Site::with_plan("title: П\nperiod: 2023/2024\nsections: [{title: А, activities: [{activity: Б}]}]\n")
        .file(
            "school/x.md",
            "# Х\n\n[полоса](p/plans/2023-2024.yaml#s-1) [строка](/school/p/plans/2023-2024/#a-1) [json](/school/p/plans/2023-2024/plan.json)\n\
             [лента](/school/feed.xml) [ход](/school/p/progress/) [поиск](/search/) [дом](/) [себя](x.md) [план](plan:2023-2024)\n",
        )
        .build()
        .sound();
    let page = built.text("school/x/index.html");
    for href in [
        "../p/plans/2023-2024/index.html#s-1",
        "../p/plans/2023-2024/index.html#a-1",
        "../p/plans/2023-2024/plan.json",
        "../feed.xml",
        "../p/progress/index.html",
        "../../search/index.html",
        "../../index.html",
    ] {
        assert!(page.contains(&format!("href=\"{href}\"")), "{href}");
    }
    let broken = Site::with_plan(&plan("- {activity: А}"))
        .file("school/x.md", "# Х\n\n[a](/school/net/) [b](p/plans/2023-2024.yaml#a-2) [c](plan:2023-2024#2) [d](../../x.md) [e](#net) ![f](net.png)\n")
        .check();
    assert_eq!(broken.errors().len(), 6, "{:?}", broken.errors());
}

/// «-» in a cell of Word says that there is nothing to say. Markdown would make a list without a word of it.
#[test]
fn marks_alone_are_shown_as_typed() {
    let cells = ["-", "21.", "*", "---", "#", "1)", "-\n-", "- раз\n- два"];
    let activity = |cell: &&str| format!("- {{activity: Дело, result: {cell:?}, responsible: {cell:?}}}\n");
    let built = built(&cells.iter().map(activity).collect::<String>());
    let expected = [&cells[..7], &["раз\nдва"]].concat();
    assert_eq!(field(&rows(&built.plan()), "result"), expected);
    let page = built.page("school/p/plans/2023-2024/");
    for name in ["result", "responsible"] {
        let selector = Selector::parse(&format!("tbody td[data-field={name}]")).unwrap();
        let shown: Vec<String> = page.select(&selector).map(|cell| cell.text().collect::<String>()).collect();
        assert_eq!(shown.iter().map(|cell| cell.trim()).collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn what_was_cancelled_is_not_done_whatever_completes_it() {
    let rows_text = "- {activity: А, term: январь 2024, status: cancelled}\n\
                     - {activity: Б, status: cancelled, stages: [{result: В}, {result: Г}]}";
    let built = school()
        .file("school/p/plans/2023-2024.yaml", plan(rows_text))
        .file("school/p/news/2024-01-20-n.md", "---\ntitle: Новость\ncompletes: [1, 2]\n---\nТекст.\n")
        .build()
        .sound();
    for row in rows(&built.plan()) {
        assert_eq!((&row["status"], &row["progress"]), (&json!("cancelled"), &json!(0.0)), "{row}");
    }
}

/// The frame of a page has ids of its own, and no heading may come to have one of them.
#[test]
fn no_heading_has_an_id_of_the_frame() {
    let built = school()
        .file("school/p/news/2024-01-20-n.md", "# Новость\n\n[к панели](#panel)\n\n## Панель\n\n## Меню\n\n## Main\n")
        .build()
        .sound();
    let page = built.page("school/p/news/2024-01-20-n/");
    let all = Selector::parse("[id]").unwrap();
    let ids: Vec<&str> = page.select(&all).filter_map(|element| element.attr("id")).collect();
    let once: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
    assert!(["panel", "menyu", "main"].iter().all(|id| once.contains(id)), "{ids:?}");
}
