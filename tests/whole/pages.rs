//! Every page of the built demo and of the golden sites: valid HTML, every link leads somewhere, nothing from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};

use crate::common::{Outcome, Site};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'";

/// A built site, its pages parsed.
struct Built {
    files: BTreeSet<String>,
    pages: BTreeMap<String, Html>,
    complaints: Vec<String>,
}

impl Built {
    fn of(outcome: &Outcome) -> Built {
        let files = outcome.files();
        let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
        let parsed =
            html.map(|(path, bytes)| (path.clone(), Html::parse_document(std::str::from_utf8(bytes).unwrap())));
        Built { pages: parsed.collect(), files: files.keys().cloned().collect(), complaints: Vec::new() }
    }

    fn check(mut self) -> usize {
        let mut complaints = Vec::new();
        for (path, page) in &self.pages {
            let mut say = |what: String| complaints.push(format!("{path}: {what}"));
            structure(path, page, &mut say);
            nesting(page, &mut say);
            self.links(path, page, &mut say);
        }
        self.complaints.append(&mut complaints);
        let shown: Vec<&String> = self.complaints.iter().take(40).collect();
        assert!(shown.is_empty(), "{} complaints: {shown:#?}", self.complaints.len());
        self.pages.len()
    }

    fn links(&self, path: &str, page: &Html, say: &mut impl FnMut(String)) {
        let own_ids = ids(page);
        for element in elements(page) {
            let name = element.value().name();
            for (attribute, value) in element.value().attrs() {
                let loads = matches!(attribute, "src" | "srcset" | "poster" | "data")
                    || (attribute == "href" && matches!(name, "link" | "use" | "image"))
                    || attribute == "action";
                let targets: Vec<&str> = match attribute {
                    "srcset" => value.split(',').filter_map(|one| one.split_whitespace().next()).collect(),
                    "href" | "src" | "poster" | "action" | "data" => vec![value],
                    _ => continue,
                };
                for target in targets {
                    let rel = element.attr("rel").unwrap_or_default();
                    let names_only = name == "link" && matches!(rel, "canonical" | "alternate");
                    if target.starts_with("data:") || (names_only && target.contains("://")) {
                        continue;
                    }
                    if target.contains("://") || target.starts_with("//") {
                        if loads {
                            say(format!("<{name} {attribute}> loads {target} from another host"));
                        }
                        continue;
                    }
                    if target.starts_with("mailto:") || target.starts_with("tel:") {
                        continue;
                    }
                    if let Err(problem) = self.leads(path, &own_ids, target) {
                        say(format!("<{name} {attribute}={target:?}> {problem}"));
                    }
                }
            }
        }
    }

    fn leads(&self, from: &str, own_ids: &BTreeSet<String>, target: &str) -> Result<(), String> {
        let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
        let file = file.split('?').next().unwrap_or_default();
        let fragment = letopis::address::percent_decoded(fragment).into_owned();
        if file.is_empty() {
            let known = fragment.is_empty() || own_ids.contains(&fragment);
            return if known { Ok(()) } else { Err("leads to no id of this page".to_owned()) };
        }
        if file.starts_with('/') {
            // Only 404.html, served at any depth, may do so.
            return if from == "404.html" { Ok(()) } else { Err("begins at the host's root".to_owned()) };
        }
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in file.split('/') {
            match part {
                ".." if parts.pop().is_none() => return Err("leads out of the site".to_owned()),
                ".." | "." => {}
                part => parts.push(part),
            }
        }
        let found = parts.join("/");
        if !self.files.contains(&found) {
            return Err(format!("leads to {found}, which is not there"));
        }
        match self.pages.get(&found) {
            Some(page) if !fragment.is_empty() && !ids(page).contains(&fragment) => {
                Err(format!("leads to no id of {found}"))
            }
            _ => Ok(()),
        }
    }
}

fn elements(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.tree.root().descendants().filter_map(ElementRef::wrap)
}

fn ids(page: &Html) -> BTreeSet<String> {
    elements(page).filter_map(|element| element.attr("id")).map(str::to_owned).collect()
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn structure(path: &str, page: &Html, say: &mut impl FnMut(String)) {
    for error in &page.errors {
        say(format!("the parser says {error}"));
    }
    for (selector, count) in [("main", 1), ("h1", 1), ("title", 1), ("meta[charset]", 1)] {
        let found = all(page, selector).len();
        if found != count {
            say(format!("{found} of {selector}"));
        }
    }
    let main = all(page, "main").first().map(|main| main.text().collect::<String>());
    if main.is_none_or(|text| text.trim().is_empty()) {
        say("an empty <main>".to_owned());
    }
    let lang = page.root_element().attr("lang").unwrap_or_default();
    if !["ru", "be", "en"].contains(&lang) {
        say(format!("lang {lang:?}"));
    }
    let policies = all(page, "meta[http-equiv=Content-Security-Policy]");
    let policy = policies.first().and_then(|meta| meta.attr("content")).unwrap_or_default();
    if policies.len() != 1 || (policy != POLICY && path != "404.html") {
        say(format!("the policy is {policy:?}"));
    }
    let mut seen = BTreeSet::new();
    for element in elements(page) {
        if let Some(id) = element.attr("id")
            && (!seen.insert(id.to_owned()) || id.is_empty() || id.contains(char::is_whitespace))
        {
            say(format!("the id {id:?} twice, or none"));
        }
        let name = element.value().name();
        for (attribute, _) in element.value().attrs() {
            if attribute == "style" || attribute.starts_with("on") {
                say(format!("<{name} {attribute}>"));
            }
        }
        let is_data = element.attr("type").is_some_and(|kind| kind == "application/ld+json");
        let inline_script = name == "script" && element.attr("src").is_none() && !is_data;
        if (inline_script || name == "style") && path != "404.html" {
            say(format!("an inline <{name}>"));
        }
        if matches!(name, "iframe" | "object" | "embed" | "base" | "font" | "center" | "marquee") {
            say(format!("<{name}>"));
        }
        if name == "img" && element.attr("alt").is_none() {
            say("an image without alt".to_owned());
        }
    }
    for element in elements(page) {
        for attribute in ["aria-labelledby", "aria-controls", "aria-describedby", "for", "headers", "list"] {
            for id in element.attr(attribute).unwrap_or_default().split_whitespace() {
                if !seen.contains(id) {
                    say(format!("{attribute}={id:?} names no element"));
                }
            }
        }
    }
}

const PHRASING_ONLY: [&str; 24] = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "em", "strong", "b", "i", "small", "sup", "sub", "del", "code",
    "time", "label", "button", "dt", "summary", "pre", "abbr",
];
const BLOCKS: [&str; 26] = [
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "main",
    "nav",
    "form",
    "figure",
    "blockquote",
    "pre",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "details",
];

/// What may stand in what, as far as a parser lets mistakes pass.
fn nesting(page: &Html, say: &mut impl FnMut(String)) {
    for element in elements(page) {
        let name = element.value().name();
        let Some(parent) = element.parent().and_then(ElementRef::wrap) else { continue };
        let outer = parent.value().name();
        let wrong = match outer {
            "dt" => matches!(name, "header" | "footer" | "section" | "article" | "h1" | "h2" | "h3"),
            "summary" => BLOCKS.contains(&name) && !matches!(name, "h2" | "h3" | "h4"),
            _ if PHRASING_ONLY.contains(&outer) => BLOCKS.contains(&name),
            "ul" | "ol" => !matches!(name, "li" | "script" | "template"),
            "dl" => !matches!(name, "dt" | "dd" | "div"),
            "table" => !matches!(name, "caption" | "colgroup" | "thead" | "tbody" | "tfoot"),
            "tr" => !matches!(name, "td" | "th"),
            "select" => !matches!(name, "option" | "optgroup"),
            _ => false,
        };
        let in_link = element.ancestors().filter_map(ElementRef::wrap).any(|outer| outer.value().name() == "a");
        if wrong || (in_link && matches!(name, "a" | "button" | "input" | "select" | "label")) {
            say(format!("<{name}> in <{outer}>"));
        }
    }
}

#[test]
fn every_page_of_the_demo_is_valid_and_leads_somewhere() {
    let pages = Built::of(&Site::copy_of(".").on("2026-11-22").build().sound()).check();
    assert!(pages > 50, "only {pages} pages");
}

#[test]
fn so_is_every_page_with_drafts() {
    Built::of(&Site::copy_of(".").on("2026-11-22").drafts().build().sound()).check();
    Built::of(&Site::copy_of("tests/sites/publishing").drafts().build().sound()).check();
}

#[test]
fn so_is_every_page_of_the_golden_sites() {
    for name in ["tables", "edinstvennaya", "publishing"] {
        Built::of(&Site::copy_of(&format!("tests/sites/{name}")).build().sound()).check();
    }
}

/// The footer's links lead from every depth; a plan's are the browser's to follow.
#[test]
fn so_is_a_site_with_everything_in_its_texts() {
    let body = "Текст[^1] <b>жирный</b> <script>alert(1)</script> <div style='color:red'>блок</div> <p>не закрыт\n\n\
                [почта](mailto:a@b.by) [x](javascript:alert(1)) ![нет](https://example.org/x.png)\n\n\
                | а | б |\n|---|:-:|\n| <br> | `код` |\n\n# Второй заголовок\n\n## А {#a-1}\n\n> - [ ] задача\n\n\
                <ul><li>x</ul> <table><td>1 <a href='nigde.html'>a</a> <img src=net.png>\n\n<!-- c --> &nbsp; &lt; <svg><a>\n\n[^1]: Зноска\n";
    let site = Site::with_plan(
        "title: П & <b>\nperiod: 2023/2024\ngoal: <i>Цель</i>\nactivities:\n  - activity: |\n      <div>блок</div>\n\n      # Заголовок\n\n      | а |\n      |---|\n      | 1 |\n\n      текст[^1]\n\n      [^1]: зноска\n    term: '<script>'\n    result: 1. один\n    responsible: <b>\n    id: 'жук'\n",
    )
    .file("school/p/news/2024-01-01-x.md", format!("# Новость\n\n{body}"))
    .file("school/p/reports/r.md", format!("---\ntitle: '<Отчёт> & \"б\"'\ndate: 2024-01-02\ntags: ['<т>', '&']\nsummary: <i>\nactivities: жук\n---\n{body}"))
    .file("school/pages.md", format!("# Стр `код` *курсив* [ссылка](contacts.md)\n\n{body}"))
    .file("school/contacts.md", "# Контакты\n");
    Built::of(&site.build().sound()).check();
}

/// What a page says of a plan is as of one date, and names what is meant.
#[test]
fn what_is_said_of_a_plan_names_the_stage_the_date_and_both_terms() {
    let plan = "title: План\nperiod: 2023/2024\nactivities:\n\
                - activity: Опрос\n  stages:\n\
                \x20 - {result: Анкета, term: октябрь 2023}\n\
                \x20 - {result: Отчёт, term: февраль 2024}\n\
                \x20 - {result: Выводы, term: февраль 2024, done: 2024-02-01}\n\
                - {activity: Слёт, term: Октябрь 2023, status: postponed, to: март 2024}\n\
                - {activity: Кружок, term: {text: С января, from: 2024-01-15}}\n\
                - {activity: Сбор, stages: [{result: Начало, term: октябрь 2023, done: true}, {result: Конец, term: февраль 2024}]}\n";
    let project = "title: Проект\nindicators:\n\
                   \x20 - {title: Участники, target: 50, values: {2023-09-01: 11, 2024-02-01: 23, 2024-06-01: 37}}\n";
    let site = Site::with_plan(plan).file("school/p/project.yaml", project).file(
        "school/p/reports/r.md",
        "---\ntitle: Отчёт\ndate: 2024-02-10\ncompletes: ['2023-2024#1/2']\n---\nТекст.\n",
    );
    let outcome = site.build();
    let files = outcome.files();
    let text = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
    let report = text("school/p/reports/r/index.html");
    assert!(report.contains("Опрос\u{a0}— Отчёт"), "{report}");
    assert!(report.contains("По состоянию на 15 февраля 2024"), "{report}");
    let progress = text("school/p/progress/index.html");
    assert!(progress.contains("Сейчас 23") && !progress.contains("июня 2024"), "{progress}");
    let calendar = text("school/calendar.ics").replace("\r\n ", "");
    assert!(calendar.contains("Срок по плану: Октябрь 2023\\nПеренесено на срок: март 2024"), "{calendar}");
    let json: serde_json::Value = serde_json::from_str(&text("school/p/plans/2023-2024/plan.json")).unwrap();
    assert_eq!(json["sections"][0]["activities"][2]["term"]["end"], "2024-08-31");
    // Of an activity under way, only the term of the stage that is.
    let home = Html::parse_document(&text("school/index.html"));
    let main: String = elements(&home).filter(|one| one.value().name() == "main").flat_map(|one| one.text()).collect();
    assert!(main.contains("февраль 2024") && !main.contains("октябрь 2023"), "{main}");
}
