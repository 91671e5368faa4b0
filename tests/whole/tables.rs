//! The demo's plans: their tables hold exactly the cells, spans, bands, headings and anchors that their YAML says.
//!
//! Both sides are read anew here: the YAML as a bare tree, the HTML by a browser's parser. Of the program's own reading
//! nothing is used, and what it adds (`data-added`, its own columns) is left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use letopis::content::yaml::{self, Node, Value};
use scraper::{ElementRef, Html, Selector};

use crate::common::{Site, repository};

/// A cell: field, words, rows that it spans.
#[derive(Debug, PartialEq, Eq)]
struct Cell {
    field: String,
    text: String,
    rows: usize,
}

/// A band, or none, and its rows: each with the id of its `<tr>`.
type Band = (Option<String>, Vec<(Option<String>, Vec<Cell>)>);

/// A table: headings, and sections of a band and rows; a row has its anchor and its cells.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    caption: String,
    headings: Vec<(String, String)>,
    sections: Vec<Band>,
}

/// The keys' Russian names, as the contract's examples and the demo have them.
const RUSSIAN: [(&str, &[&str]); 15] = [
    ("title", &["название", "заголовок"]),
    ("caption", &["заголовок_таблицы"]),
    ("columns", &["столбцы", "колонки", "графы"]),
    ("numbering", &["нумерация"]),
    ("sections", &["разделы"]),
    ("activities", &["мероприятия"]),
    ("number", &["номер"]),
    ("activity", &["мероприятие"]),
    ("term", &["сроки", "срок"]),
    ("responsible", &["ответственный", "ответственные"]),
    ("result", &["результат", "результаты"]),
    ("mark", &["отметка", "отметка_о_выполнении"]),
    ("stages", &["шаги", "части"]),
    ("id", &["код"]),
    ("done", &["выполнено"]),
];

fn english(name: &str) -> &str {
    RUSSIAN.iter().find(|(_, names)| names.contains(&name)).map_or(name, |(english, _)| english)
}

fn pairs(node: &Node) -> &[(Node, Node)] {
    match &node.value {
        Value::Mapping(pairs) => pairs,
        _ => &[],
    }
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Sequence(items) => items,
        _ => &[],
    }
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text.trim()),
        _ => None,
    }
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let found = pairs(node).iter().find(|(name, _)| scalar(name).is_some_and(|name| english(name) == key));
    found.map(|(_, value)| value).filter(|value| !matches!(value.value, Value::Null))
}

/// The words of a field: a list is its items one after another, a term may be stated by hand.
fn words(row: &Node, field: &str) -> Option<String> {
    let node = get(row, field)?;
    let text = match &node.value {
        Value::Sequence(items) => items.iter().filter_map(scalar).collect::<Vec<_>>().join(" "),
        Value::Mapping(_) => get(node, "text").or_else(|| get(node, "текст")).and_then(scalar)?.to_owned(),
        _ => scalar(node)?.to_owned(),
    };
    let is_plain = matches!(field, "number" | "term" | "responsible");
    Some(if is_plain { on_one_line(&text) } else { without_marks(&text) })
}

/// Markdown without its signs, as far as the demo uses them.
fn without_marks(markdown: &str) -> String {
    let mut lines = Vec::new();
    for line in markdown.lines() {
        let line = line.trim();
        let bare = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        let ordered = line.split_once(". ").filter(|(number, _)| number.parse::<u32>().is_ok());
        lines.push(bare.or(ordered.map(|(_, rest)| rest)).unwrap_or(line).to_owned());
    }
    let mut text = lines.join(" ").replace("**", "").replace('*', "");
    while let Some((start, middle)) = text.find("](").and_then(|at| Some((text[..at].rfind('[')?, at))) {
        let end = text[middle..].find(')').map_or(text.len(), |at| middle + at + 1);
        text = format!("{}{}{}", &text[..start], &text[start + 1..middle], &text[end..]);
    }
    on_one_line(&text)
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a plan's file says of its table.
fn written(plan: &Node, lang: &str) -> Table {
    let columns: Vec<(String, String)> = match get(plan, "columns") {
        Some(columns) => items(columns)
            .iter()
            .flat_map(pairs)
            .map(|(name, title)| (english(scalar(name).unwrap()).to_owned(), scalar(title).unwrap().to_owned()))
            .collect(),
        None => usual_columns(lang),
    };
    let per_section = get(plan, "numbering").and_then(scalar).is_some_and(|word| word.starts_with("per"));
    let sections: Vec<(Option<String>, &[Node])> = match get(plan, "sections") {
        Some(sections) => items(sections)
            .iter()
            .map(|section| {
                let title = get(section, "title").and_then(scalar).map(str::to_owned);
                (title, get(section, "activities").map_or(&[][..], items))
            })
            .collect(),
        None => vec![(None, get(plan, "activities").map_or(&[][..], items))],
    };
    let numbers = numbers(&sections, per_section);
    let mut next = numbers.iter();
    let mut table = Table {
        caption: get(plan, "caption").or_else(|| get(plan, "title")).and_then(scalar).unwrap().to_owned(),
        headings: columns.clone(),
        sections: Vec::new(),
    };
    for (title, activities) in &sections {
        let mut rows = Vec::new();
        for activity in *activities {
            let (number, id) = next.next().unwrap();
            rows.extend(rows_of(activity, &columns, number, id));
        }
        table.sections.push((title.clone(), rows));
    }
    table
}

/// The columns of a plan that names none, under their usual headings.
fn usual_columns(lang: &str) -> Vec<(String, String)> {
    let fields = ["number", "activity", "term", "responsible", "result", "mark"];
    let headings = match lang {
        "be" => ["№ п/п", "Мерапрыемствы", "Тэрміны", "Адказныя", "Вынік", "Адзнака аб выкананні"],
        _ => ["№ п/п", "Мероприятия", "Сроки", "Ответственные", "Результат", "Отметка о выполнении"],
    };
    fields.into_iter().zip(headings).map(|(field, heading)| (field.to_owned(), heading.to_owned())).collect()
}

/// Each activity's number and identity.
fn numbers(sections: &[(Option<String>, &[Node])], per_section: bool) -> Vec<(String, String)> {
    let mut counter = 0;
    let mut found = Vec::new();
    for (ordinal, (_, activities)) in sections.iter().enumerate() {
        if per_section {
            counter = 0;
        }
        for activity in *activities {
            let own = get(activity, "number").and_then(scalar);
            match own.map(|own| own.trim_end_matches('.').parse::<u64>()) {
                Some(Ok(number)) => counter = number,
                Some(Err(_)) => {}
                None => counter += 1,
            }
            let number = own.map_or_else(|| counter.to_string(), str::to_owned);
            let id = get(activity, "id").and_then(scalar).map(str::to_owned);
            found.push((ordinal + 1, number, id));
        }
    }
    let bare = |number: &str| number.trim_end_matches('.').to_owned();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (_, number, _) in &found {
        *times.entry(bare(number)).or_default() += 1;
    }
    let repeat = times.values().any(|times| *times > 1);
    let name = |(section, number, id): (usize, String, Option<String>)| {
        let own = if repeat { format!("{section}-{}", bare(&number)) } else { bare(&number) };
        (number, id.unwrap_or(own))
    };
    found.into_iter().map(name).collect()
}

fn rows_of(activity: &Node, columns: &[(String, String)], number: &str, id: &str) -> Vec<(Option<String>, Vec<Cell>)> {
    let stages = get(activity, "stages").map_or(&[][..], items);
    let height = stages.len().max(1);
    let splits = |field: &str| {
        let told = |stage: &Node| get(stage, field).is_some() || (field == "mark" && get(stage, "done").is_some());
        stages.iter().any(told) && !(field == "mark" && get(activity, "mark").is_some())
    };
    (0..height)
        .map(|index| {
            let cells = columns.iter().filter_map(|(field, _)| {
                let (row, rows) = match (splits(field), index) {
                    (true, _) => (&stages[index], 1),
                    (false, 0) => (activity, height),
                    (false, _) => return None,
                };
                let text = words(row, field).unwrap_or_default();
                let text = if field == "number" && text.is_empty() { number.to_owned() } else { text };
                Some(Cell { field: field.clone(), text, rows })
            });
            ((index == 0).then(|| format!("a-{id}")), cells.collect())
        })
        .collect()
}

fn select<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(selector).unwrap()).collect()
}

/// The words of an element, without what the program added; a block or a line break parts words.
fn text_of(element: ElementRef<'_>) -> String {
    fn gather(element: ElementRef<'_>, text: &mut String) {
        for child in element.children() {
            if let Some(words) = child.value().as_text() {
                text.push_str(words);
            } else if let Some(child) = ElementRef::wrap(child).filter(|child| child.attr("data-added").is_none()) {
                let is_inline = matches!(child.value().name(), "a" | "em" | "strong" | "del" | "code" | "sup" | "span");
                let around = if is_inline { "" } else { " " };
                text.push_str(around);
                gather(child, text);
                text.push_str(around);
            }
        }
    }
    let mut text = String::new();
    gather(element, &mut text);
    on_one_line(&text)
}

/// What stands on the page.
fn shown(page: &Html) -> Table {
    let tables = select(page.root_element(), "table.plan");
    assert_eq!(tables.len(), 1);
    let is_own = |element: &ElementRef<'_>| !matches!(element.attr("data-field"), Some("status" | "evidence"));
    let field = |element: &ElementRef<'_>| element.attr("data-field").unwrap().to_owned();
    let headings = select(tables[0], "thead th").into_iter().filter(is_own);
    let mut table = Table {
        caption: text_of(select(tables[0], "caption")[0]),
        headings: headings.map(|heading| (field(&heading), text_of(heading))).collect(),
        sections: Vec::new(),
    };
    for body in select(tables[0], "tbody") {
        let mut band = None;
        let mut rows = Vec::new();
        for row in select(body, "tr") {
            if let [heading] = select(row, "th[scope=rowgroup]")[..] {
                assert!(band.is_none() && rows.is_empty(), "a band stands first");
                assert_eq!(heading.attr("colspan"), Some((table.headings.len() + 2).to_string().as_str()));
                band = Some(text_of(heading));
                continue;
            }
            let status = row.attr("data-status").unwrap();
            assert!(
                ["done", "current", "planned", "overdue", "cancelled", "postponed", "unclear"].contains(&status),
                "{status}"
            );
            let cells = select(row, "td").into_iter().filter(is_own);
            let cell = |cell: ElementRef<'_>| Cell {
                field: field(&cell),
                text: text_of(cell),
                rows: cell.attr("rowspan").map_or(1, |rows| rows.parse().unwrap()),
            };
            rows.push((row.attr("id").map(str::to_owned), cells.map(cell).collect()));
        }
        table.sections.push((band, rows));
    }
    assert_fills_the_grid(tables[0]);
    table
}

/// Every row is exactly as wide as the head, spans counted.
fn assert_fills_the_grid(table: ElementRef<'_>) {
    let width = select(table, "thead th").len();
    for body in select(table, "tbody") {
        let mut from_above = vec![0usize; width];
        for row in select(body, "tr") {
            let mut column = 0;
            for cell in select(row, "td, th") {
                while from_above.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let span = |name: &str| cell.attr(name).map_or(1, |span| span.parse::<usize>().unwrap());
                for _ in 0..span("colspan") {
                    assert_eq!(from_above.get(column), Some(&0), "a cell stands where another already does");
                    from_above[column] = span("rowspan");
                    column += 1;
                }
            }
            assert!(from_above.iter().all(|rows| *rows > 0), "a row has a gap");
            from_above.iter_mut().for_each(|rows| *rows -= 1);
        }
        assert!(from_above.iter().all(|rows| *rows == 0), "a span reaches beyond its section");
    }
}

/// Checks every plan of a site's content, and says how many there were.
fn check(site: &Site) -> usize {
    let built = site.build().sound();
    let mut plans = 0;
    for path in plan_files(site.content()) {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let plan = yaml::parse(text, 0..text.len()).unwrap();
        let title = get(&plan, "title").and_then(scalar).unwrap();
        // The page that has this file's rows: found by its place, without the program's transliteration.
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let candidates: Vec<String> = built
            .files()
            .into_keys()
            .filter(|file| file.ends_with(&format!("plans/{stem}/index.html")))
            .filter(|file| {
                let page = Html::parse_document(&built.text(file));
                select(page.root_element(), "h1").first().is_some_and(|h1| text_of(*h1) == on_one_line(title))
            })
            .collect();
        let pages: Vec<Html> = candidates.iter().map(|file| Html::parse_document(&built.text(file))).collect();
        let found: Vec<Table> = pages.iter().map(shown).collect();
        assert_eq!(found.len(), 1, "{}: {candidates:?}", path.display());
        let wanted = written(&plan, pages[0].root_element().attr("lang").unwrap());
        assert_eq!(found[0].caption, on_one_line(&wanted.caption));
        assert_eq!(found[0].headings, wanted.headings, "{}", path.display());
        assert_eq!(found[0].sections.len(), wanted.sections.len(), "{}", path.display());
        for (found, wanted) in found[0].sections.iter().zip(&wanted.sections) {
            assert_eq!(found.0, wanted.0, "{}", path.display());
            for (found, wanted) in found.1.iter().zip(&wanted.1) {
                assert_eq!(found, wanted, "{}", path.display());
            }
            assert_eq!(found.1.len(), wanted.1.len(), "{}", path.display());
        }
        plans += 1;
    }
    plans
}

fn plan_files(content: PathBuf) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(content).sort_by_file_name().into_iter().flatten().map(|entry| entry.into_path());
    let is_plan = |path: &PathBuf| {
        path.parent().and_then(|folder| folder.file_name()).is_some_and(|folder| folder == "plans") && path.is_file()
    };
    files.filter(is_plan).collect()
}

#[test]
fn the_demos_tables_hold_what_their_yaml_says() {
    assert!(repository("content").is_dir());
    // With drafts: a plan that is not published yet has its table too.
    let plans = check(&Site::copy_of(".").on("2026-11-22").drafts());
    assert!(plans >= 5, "only {plans} plans");
}

/// Two hundred rows, a third of them split, every own column filled.
#[test]
fn a_long_table_holds_what_its_yaml_says() {
    let mut plan = String::from("title: Длинный план\nperiod: 2023/2024\ncolumns:\n  - number: №\n  - activity: Что\n");
    plan.push_str("  - term: Когда\n  - result: Итог\n  - место: Где\nsections:\n");
    for section in 1..=10 {
        plan.push_str(&format!("  - title: Раздел {section}\n    activities:\n"));
        for row in 1..=20 {
            plan.push_str(&format!(
                "      - activity: Мероприятие {section}.{row} с *курсивом*\n        место: Зал {row}\n"
            ));
            match row % 3 {
                0 => plan.push_str(
                    "        stages:\n          - {term: март 2024, result: Раз}\n          - {term: май 2024}\n",
                ),
                1 => plan.push_str("        term: ежемесячно\n        result: |\n          - один\n          - два\n"),
                _ => plan.push_str("        term: 07.02.2024\n        done: 2024-02-07\n"),
            }
        }
    }
    assert_eq!(check(&Site::with_plan(&plan)), 1);
}
