//! The counts on the demo's progress pages equal an independent recount from plan.json, on three days.

use std::collections::BTreeMap;

use scraper::{Html, Selector};

use crate::common::{Outcome, Site};

/// Statuses and how many activities have each.
type Counts = BTreeMap<String, usize>;

#[test]
fn progress_pages_count_what_the_plans_say() {
    let site = Site::copy_of(".");
    let mut projects = 0;
    for date in ["2026-09-15", "2026-11-22", "2027-06-10"] {
        let site_on = Site::copy_of(".").on(date);
        let built = site_on.build().sound();
        let pages: Vec<String> =
            built.files().into_keys().filter(|path| path.ends_with("/progress/index.html")).collect();
        for page in pages {
            let project = page.trim_end_matches("progress/index.html");
            let (wanted, progress) = recount(&built, project, date);
            let html = Html::parse_document(&built.text(&page));
            assert_eq!(shown(&html), wanted, "{page} on {date}");
            if let Some(progress) = progress {
                let percent = Selector::parse("main .percent").unwrap();
                let text: String = html.select(&percent).next().unwrap().text().collect();
                let percent: f64 = text.trim_end_matches('%').trim().parse().unwrap();
                assert!((percent - progress * 100.0).abs() <= 1.0, "{page} on {date}: {percent} is not {progress}");
            }
            projects += 1;
        }
    }
    assert!(projects >= 15 && site.content().is_dir());
}

/// The counts of the plans that run on the date, or else of the latest; and the mean of their activities' progress.
fn recount(built: &Outcome, project: &str, date: &str) -> (Counts, Option<f64>) {
    let plans: Vec<serde_json::Value> = built
        .files()
        .into_keys()
        .filter(|path| path.starts_with(project) && path.ends_with("/plan.json"))
        .map(|path| built.json(&path))
        .collect();
    let text = |plan: &serde_json::Value, key: &str| plan["period"][key].as_str().unwrap().to_owned();
    let runs = |plan: &&serde_json::Value| text(plan, "start").as_str() <= date && date <= text(plan, "end").as_str();
    let mut counted: Vec<&serde_json::Value> = plans.iter().filter(runs).collect();
    if counted.is_empty() {
        counted.extend(plans.iter().max_by_key(|plan| text(plan, "end")));
    }
    let mut counts = Counts::new();
    let mut sum = 0.0;
    let mut live = 0;
    for plan in counted {
        assert_eq!(plan["as_of"], date);
        for section in plan["sections"].as_array().unwrap() {
            for activity in section["activities"].as_array().unwrap() {
                let status = activity["status"].as_str().unwrap();
                *counts.entry(status.to_owned()).or_default() += 1;
                if status != "cancelled" {
                    sum += activity["progress"].as_f64().unwrap();
                    live += 1;
                }
            }
        }
    }
    (counts, (live > 0).then(|| sum / f64::from(live)))
}

/// The counts that stand at the page's top.
fn shown(page: &Html) -> Counts {
    let item = Selector::parse("main .totals .counts li").unwrap();
    let mut counts = Counts::new();
    for item in page.select(&item) {
        let status = item.attr("class").unwrap().split_whitespace().find_map(|class| class.strip_prefix("s-")).unwrap();
        let text: String = item.text().collect();
        let number = text.split(|letter: char| !letter.is_ascii_digit()).find(|digits| !digits.is_empty()).unwrap();
        counts.insert(status.to_owned(), number.parse().unwrap());
    }
    counts
}
