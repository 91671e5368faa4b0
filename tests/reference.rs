//! `docs/reference.ru.md` is the key table in words: this test renders it and compares. `LETOPIS_BLESS=1 cargo test
//! --test reference` writes it anew.

use std::collections::BTreeMap;
use std::path::Path;

use letopis::content::keys::{self, Choice, Field, Record, Shape};

const FILE: &str = "docs/reference.ru.md";

const INTRODUCTION: &str = "\
# Справочник ключей

Что можно написать в файлах сайта: все ключи, их русские имена и значения. Как этим пользоваться, рассказывает
[руководство](guide.ru.md).

Эта страница составлена по таблице ключей самой программы, поэтому правьте не её, а `src/content/keys.rs`.

Каждый ключ можно писать по-английски или по-русски, в одном файле — и так и так; дважды один и тот же ключ, хотя бы и на
разных языках, — ошибка. Неизвестный ключ — тоже ошибка, с подсказкой.

- **Текст** — одна строка или несколько, печатается как набран. **Текст с разметкой** — Markdown: абзацы, списки, *курсив*,
  **полужирный**, ссылки.
- **Дата** — `2026-11-22` или `22.11.2026`.
- **Да или нет** — `true`, `yes`, `да` или `false`, `no`, `нет`.
- **Период** — `2026/2027`, `2026`, `2024-2027`, `2026-09..2026-12`, `2026-09-01..2027-06-30` или словами: «на 2026/2027
  учебный год».
- **Путь к файлу** — от того файла, в котором он написан: `../files/protokol.pdf`.
- **Ссылка на мероприятие** — `2026-2027#5` (план и номер строки), `5` (если ясно, о каком плане речь), `2026-2027#8/2`
  (вторая часть строки).
";

/// Every record: its name in the code, its heading, and where it stands.
const RECORDS: [(&str, &str, &str); 20] = [
    ("record-site", "Сайт", "Файл `content/site.yaml`."),
    ("record-print", "Печать", "Значение ключа `print`: что остаётся в печатном плане."),
    ("record-institution", "Учреждение", "Файл `institution.yaml` в папке учреждения."),
    ("record-person", "Человек", "Там, где о человеке надо сказать больше, чем имя."),
    ("record-project", "Проект", "Файл `project.yaml` в папке проекта."),
    ("record-phase", "Этап проекта", "Элемент списка `phases`."),
    ("record-document", "Документ проекта", "Элемент списка `documents`."),
    ("record-indicator", "Показатель", "Элемент списка `indicators`."),
    ("record-plan", "План", "Файл в папке `plans` проекта. Нужен один из ключей `activities` и `sections`, но не оба."),
    ("record-approval", "Гриф", "Элемент списка `approvals`."),
    (
        "record-section",
        "Раздел плана",
        "Элемент списка `sections`. Раздел без заголовка печатается без строки раздела.",
    ),
    ("record-activity", "Мероприятие", "Элемент списка `activities`: строка плана."),
    ("record-stage", "Часть мероприятия", "Элемент списка `stages`. Поле стоит либо у мероприятия, либо у его частей."),
    ("record-term", "Срок с датами", "Значение ключа `term`, если даты нужно указать вручную."),
    ("record-evidence", "Подтверждение", "Элемент списка `evidence`."),
    ("record-signature", "Подпись", "Элемент списка `signatures`."),
    ("record-revision", "Изменение плана", "Элемент списка `revisions`."),
    ("record-report", "Отчёт", "Шапка файла в папке `reports` проекта."),
    ("record-news", "Новость", "Шапка файла в папке `news` проекта."),
    ("record-page", "Страница", "Шапка любого другого файла `.md`."),
];

#[test]
fn the_reference_says_what_the_key_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let rendered = reference();
    if std::env::var_os("LETOPIS_BLESS").is_some() {
        std::fs::write(&path, &rendered).expect("the reference can be written");
    }
    let standing = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differing = standing.lines().zip(rendered.lines()).find(|(stands, renders)| stands != renders);
    assert!(standing == rendered, "{FILE} is out of date (LETOPIS_BLESS=1 renews it): {differing:?}");
}

fn reference() -> String {
    let mut records = BTreeMap::new();
    let roots = [
        &keys::SITE,
        &keys::INSTITUTION,
        &keys::PROJECT,
        &keys::PLAN,
        &keys::TERM,
        &keys::REPORT,
        &keys::NEWS,
        &keys::PAGE,
    ];
    for root in roots {
        collect(root, &mut records);
    }
    assert_eq!(records.len(), RECORDS.len(), "a record without a heading here: {:?}", records.keys());
    let mut text = INTRODUCTION.to_owned();
    for (name, heading, place) in RECORDS {
        let record = records[name];
        text.push_str(&format!("\n## {heading}\n\n{place}"));
        if record.open {
            text.push_str(" Кроме этих ключей, здесь стоят свои поля, объявленные в `columns` плана.");
        }
        text.push_str("\n\n| Ключ | По-русски | Обязателен | Что писать | Что это значит |\n");
        text.push_str("| --- | --- | --- | --- | --- |\n");
        for field in record.fields {
            text.push_str(&row(field));
        }
    }
    text.push_str("\n## Столбцы плана\n\nВ `columns` могут стоять столбцы программы и любые свои. Столбцы программы: ");
    text.push_str(&keys::COLUMN_FIELDS.map(|(key, _)| key.in_both()).join(", "));
    text.push_str(".\n");
    text
}

/// The record and all that it holds, by their names.
fn collect(record: &'static Record, records: &mut BTreeMap<&'static str, &'static Record>) {
    if records.insert(record.name.0, record).is_some() {
        return;
    }
    for field in record.fields {
        if let Some(held) = held_record(field.shape) {
            collect(held, records);
        }
    }
}

fn held_record(shape: Shape) -> Option<&'static Record> {
    match shape {
        Shape::List(item) | Shape::OneOrMany(item) => held_record(*item),
        Shape::Record(record) | Shape::LineOrRecord(record) => Some(record),
        _ => None,
    }
}

fn row(field: &Field) -> String {
    let key = field.key;
    let mut russian = format!("`{}`", key.russian());
    if !key.synonyms().is_empty() {
        let synonyms: Vec<String> = key.synonyms().iter().map(|synonym| format!("`{synonym}`")).collect();
        russian.push_str(&format!(", также {}", synonyms.join(", ")));
    }
    let required = if field.required { "да" } else { "" };
    format!("| `{}` | {russian} | {required} | {} | {} |\n", key.english(), shape_in_words(field.shape), field.about.0)
}

fn shape_in_words(shape: Shape) -> String {
    match shape {
        Shape::Line => "текст".to_owned(),
        Shape::Markdown => "текст с разметкой".to_owned(),
        Shape::Date => "дата".to_owned(),
        Shape::DateOrBlank => "дата или ничего".to_owned(),
        Shape::Boolean => "да или нет".to_owned(),
        Shape::Integer { least, greatest } => format!("целое число от {least} до {greatest}"),
        Shape::Number => "число".to_owned(),
        Shape::Term => format!("срок словами или {}", link(&keys::TERM)),
        Shape::Period => "период".to_owned(),
        Shape::Path => "путь к файлу".to_owned(),
        Shape::Url => "адрес, который начинается с `https://` или `http://`".to_owned(),
        Shape::Slug => "часть адреса: латинские строчные буквы, цифры, `-`, `_`, `.`".to_owned(),
        Shape::Color => "цвет в кавычках, например `\"#1c5d8c\"`".to_owned(),
        Shape::Timezone => "название часового пояса, например `Europe/Minsk`".to_owned(),
        Shape::Choice(choices) => choices.iter().map(choice_in_words).collect::<Vec<_>>().join("; "),
        Shape::List(item) => format!("список: {}", shape_in_words(*item)),
        Shape::OneOrMany(item) => format!("{}; можно список", shape_in_words(*item)),
        Shape::Record(record) => link(record),
        Shape::LineOrRecord(record) => format!("текст или {}", link(record)),
        Shape::Tasks => "тексты; под каждым может стоять список вложенных".to_owned(),
        Shape::Columns => "список строк `ключ: заголовок`".to_owned(),
        Shape::Done => "дата, `да` или список дат".to_owned(),
        Shape::Values => "строки `дата: число`".to_owned(),
        Shape::Quarters => "строки `2026/2027: [четыре отрезка дат]`".to_owned(),
    }
}

fn choice_in_words(choice: &Choice) -> String {
    let russian: Vec<String> = choice.russian.iter().map(|name| format!("`{name}`")).collect();
    format!("`{}` ({})", choice.english, russian.join(", "))
}

/// A link to a record's own table. GitHub's anchors are small letters with hyphens for spaces.
fn link(record: &Record) -> String {
    let heading = RECORDS.iter().find(|(name, ..)| *name == record.name.0).map_or("", |(_, heading, _)| *heading);
    let small = heading.to_lowercase();
    format!("[{small}](#{})", small.replace(' ', "-"))
}
