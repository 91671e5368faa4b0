//! What is due, as `letopis check --due` tells it: to people and to scripts.

use serde::Serialize;

use crate::locale::{Arguments, Lang, numeric_date};
use crate::progress::{Due, DueItem};
use crate::text::one_line;

/// A title longer than this is cut in the text for people.
const LONGEST_TITLE: usize = 100;

/// For people.
pub(super) fn text(due: &Due, lang: Lang) -> String {
    let mut text = String::new();
    let until = numeric_date(due.until());
    for (id, items) in due.lists().into_iter().filter(|(_, items)| !items.is_empty()) {
        let arguments = Arguments::new().with("count", items.len()).with("date", until.clone());
        text.push_str(&lang.text(&format!("due-{id}"), &arguments));
        text.push('\n');
        items.iter().for_each(|item| text.push_str(&item_text(item, lang)));
        text.push('\n');
    }
    if due.is_nothing() {
        text.push_str(&lang.text("due-nothing", &Arguments::new().with("date", until)));
        text.push('\n');
    }
    text
}

fn item_text(item: &DueItem, lang: Lang) -> String {
    let date = item.date.map(numeric_date).unwrap_or_else(|| "—".to_owned());
    let mut title = one_line(&item.activity);
    if title.chars().count() > LONGEST_TITLE {
        title = title.chars().take(LONGEST_TITLE).collect::<String>().trim_end().to_owned() + "…";
    }
    let mut facts = vec![format!("{} {}", item.file, item.reference)];
    if !item.responsible.is_empty() {
        facts.push(item.responsible.join(", "));
    }
    if let Some(term) = &item.term {
        facts.push(lang.text("due-term", &Arguments::new().with("term", one_line(term))));
    }
    if !item.promised.is_empty() {
        facts.push(lang.text("due-promised", &Arguments::new().with("words", item.promised.join(", "))));
    }
    format!("  {date:<10}  {title}\n              {}\n", facts.join(" · "))
}

/// An item with the list that it stands in, as a script gets it.
#[derive(Serialize)]
struct Line<'a> {
    due: &'static str,
    #[serde(flatten)]
    item: &'a DueItem,
}

/// For scripts: an object a line, each with its list in `due`: `falls-due`, `awaits-mark`, `lacks-evidence`.
pub(super) fn json_lines(due: &Due) -> String {
    let lines = due.lists().into_iter().flat_map(|(due, items)| items.iter().map(move |item| Line { due, item }));
    lines.filter_map(|line| serde_json::to_string(&line).ok()).map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::progress::Standing;

    fn item(ordinal: u32) -> DueItem {
        DueItem {
            institution: "Школа".to_owned(),
            project: "Проект".to_owned(),
            file: "content/school/plans/2023-2024.yaml".to_owned(),
            reference: format!("2023-2024#{ordinal}"),
            number: None,
            activity: "Педагогический\nсовет".to_owned(),
            term: Some("ноябрь\n2023".to_owned()),
            date: NaiveDate::from_ymd_opt(2023, 11, ordinal),
            responsible: vec!["Методист".to_owned()],
            status: Standing::Current,
            promised: Vec::new(),
        }
    }

    #[test]
    fn what_is_due_is_told_to_people_and_to_scripts() {
        let mut due = Due::nothing(NaiveDate::from_ymd_opt(2023, 11, 22).unwrap_or_default(), 30);
        assert_eq!(text(&due, Lang::Russian), "До 22.12.2023 включительно ничего не требуется.\n");
        assert_eq!(json_lines(&due), "");
        due.falls_due.extend([item(25), item(26)]);
        due.awaits_mark.push(DueItem { activity: "а".repeat(101), ..item(1) });
        due.lacks_evidence
            .push(DueItem { promised: vec!["Фотоотчёт".to_owned(), "справка".to_owned()], ..item(2) });
        let told = text(&due, Lang::Russian);
        for part in [
            "Срок до 22.12.2023 включительно: 2 мероприятия",
            "  25.11.2023  Педагогический совет\n",
            "content/school/plans/2023-2024.yaml 2023-2024#25 · Методист · срок: «ноябрь 2023»",
            "Ожидает отметки 1 мероприятие",
            &format!("{}…\n", "а".repeat(100)),
            "не приложено: 1 мероприятие",
            "обещано: Фотоотчёт, справка",
        ] {
            assert!(told.contains(part), "{part}\n{told}");
        }
        let lines: Vec<serde_json::Value> =
            json_lines(&due).lines().map(|line| serde_json::from_str(line).unwrap_or_default()).collect();
        let told: Vec<_> = lines.iter().map(|line| (line["due"].as_str(), line["reference"].as_str())).collect();
        assert_eq!(
            told,
            [
                (Some("falls-due"), Some("2023-2024#25")),
                (Some("falls-due"), Some("2023-2024#26")),
                (Some("awaits-mark"), Some("2023-2024#1")),
                (Some("lacks-evidence"), Some("2023-2024#2")),
            ]
        );
        assert_eq!(lines[0]["status"], "current");
    }
}
