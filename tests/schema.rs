//! The JSON Schemas, against samples of both languages and against the demo's own files.

use std::fs;
use std::path::Path;

use letopis::content::yaml::{self, Node};
use letopis::schema::{SchemaKind, schema};
use serde_json::{Map, Value, json};

/// What our reader makes of YAML, as an editor would hand it to a schema: every scalar as text.
fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Scalar { text, .. } => json!(text),
        yaml::Value::Sequence(items) => items.iter().map(value).collect(),
        yaml::Value::Mapping(pairs) => {
            let name = |key: &Node| value(key).as_str().unwrap_or_default().to_owned();
            pairs.iter().map(|(key, item)| (name(key), value(item))).collect::<Map<_, _>>().into()
        }
    }
}

fn read(text: &str) -> Value {
    let node = yaml::parse(text, 0..text.len()).unwrap_or_else(|error| panic!("{error:?}:\n{text}"));
    value(&node)
}

/// The first complaint about a value; none where there is nothing to complain of.
fn complaint(kind: SchemaKind, value: &Value) -> Option<String> {
    let validator = jsonschema::draft202012::new(&schema(kind)).unwrap();
    validator.validate(value).err().map(|error| format!("{}: {error}", error.instance_path()))
}

#[track_caller]
fn good(kind: SchemaKind, text: &str) {
    assert_eq!(complaint(kind, &read(text)), None, "{text}");
}

#[track_caller]
fn bad(kind: SchemaKind, text: &str) {
    assert!(complaint(kind, &read(text)).is_some(), "nothing is said of:\n{text}");
}

#[test]
fn the_schemas_are_schemas() {
    for kind in SchemaKind::ALL {
        assert!(jsonschema::draft202012::meta::is_valid(&schema(kind)), "{}", kind.name());
    }
}

#[test]
fn both_languages_are_taken() {
    good(
        SchemaKind::Site,
        "title: Сайт\nquarters: {2026/2027: [2026-09-01..2026-10-31, 2026-11-09..2026-12-24, 2027-01-11..2027-03-27, 05.04.2027..31.05.2027]}\nprint: {statuses: да}\npage_size: 5\naccent: '#1a5fb4'\ntimezone: Europe/Minsk\nbase_url: https://example.by/a\n",
    );
    good(
        SchemaKind::Site,
        "название: Сайт\nязык: русский\nстрана: Беларусь\nпросрочено: прямо\nнерабочие_дни: [02.11.2026]\nподвал:\n",
    );
    good(
        SchemaKind::Institution,
        "name: Школа\nhead: {post: Директор, name: А}\nwebsite: http://школа.бел/\ndraft: false\n",
    );
    good(
        SchemaKind::Institution,
        "учреждение: Школа\nруководитель: Иванова А. А.\nпорядок: -1\nпрежние_адреса: /old/\n",
    );
    good(
        SchemaKind::Project,
        "title: П\nperiod: 2024-2027\ntasks: [а, б: [в, {г: [д]}]]\nlead: [А, {post: Б}]\nindicators: [{title: И, baseline: '1 000,5', values: {2026-05-01: 12}}]\ndocuments: [{title: Д, file: files/а.pdf, date: 1.9.2026}]\n",
    );
    good(SchemaKind::Project, "название: П\nзадачи: одна\nархив: Да\nэтапы: [{название: Э, период: 2024/2025}]\n");
    good(
        SchemaKind::Plan,
        "title: П\nperiod: 2023/2024\ncolumns: [number: №, activity: Дело, place: Где, term]\nactivities: [{activity: А, place: Зал, done: [2023-08-29, 30.08.2023]}, {activity: Б, done: да, evidence: протокол}]\napprovals: [{heading: УТВЕРЖДАЮ, date: }]\n",
    );
    good(
        SchemaKind::Plan,
        "название: П\nпериод: 2023\nразделы: [{название: I, мероприятия: [{мероприятие: А, срок: май, шаги: [{результат: Р, сроки: {text: май, с: 2023-05-01}}], состояние: перенесено, по: июнь}]}]\n",
    );
    good(SchemaKind::Page, "title: Н\nactivities: 2023-2024#5\ntags: [а, б]\n");
    good(
        SchemaKind::Page,
        "название: О\nдата: 2026-11-22\nпериод: 2026-09..2026-10\nзавершает: [1, 2]\nчерновик: нет\n",
    );
    good(SchemaKind::Page, "order: 3\n");
}

#[test]
fn an_editors_own_types_are_taken() {
    let plan = json!({"title": 5, "period": 2023, "activities": [{"activity": "А", "number": 21, "done": true}]});
    assert_eq!(complaint(SchemaKind::Plan, &plan), None);
    let project = json!({"title": true, "archived": false, "order": 3, "indicators": [{"title": "И", "target": 1.5}]});
    assert_eq!(complaint(SchemaKind::Project, &project), None);
}

#[test]
fn mistakes_are_seen() {
    bad(SchemaKind::Site, "language: ru\n");
    bad(SchemaKind::Site, "title:\n");
    bad(SchemaKind::Site, "title: С\ntitel: С\n");
    bad(SchemaKind::Site, "title: С\nlanguage: de\n");
    bad(SchemaKind::Site, "title: С\nbase_url: example.by\n");
    bad(SchemaKind::Site, "title: С\naccent: blue\n");
    bad(SchemaKind::Site, "title: С\nquarters: {2026/2027: [2026-09-01..2026-10-31]}\n");
    bad(SchemaKind::Institution, "name: Ш\nslug: Школа 1\n");
    bad(SchemaKind::Institution, "name: Ш\nphone: [1, 2]\n");
    bad(SchemaKind::Project, "title: П\nphases: [{period: 2024}]\n");
    bad(SchemaKind::Project, "title: П\ndocuments: {title: Д}\n");
    bad(SchemaKind::Project, "title: П\narchived: может быть\n");
    bad(SchemaKind::Plan, "title: П\nactivities: []\n");
    bad(SchemaKind::Plan, "title: П\nperiod: 2023\n");
    bad(SchemaKind::Plan, "title: П\nperiod: 2023\nactivities: []\nsections: []\n");
    bad(SchemaKind::Plan, "title: П\nperiod: 2023\nactivities: [{activity: А, done: вчера}]\n");
    bad(SchemaKind::Plan, "title: П\nperiod: 2023\nsections: [{title: I, activites: []}]\n");
    bad(SchemaKind::Page, "titel: Н\n");
    bad(SchemaKind::Page, "date: август\n");
    // A report without a date: only a report has a period.
    bad(SchemaKind::Page, "title: О\nperiod: 2026/2027\n");
    let order = json!({"title": "П", "order": 1_000_000});
    assert!(complaint(SchemaKind::Project, &order).is_some());
}

/// Every file of a site's content suits its schema.
fn check_content(content: &Path) -> usize {
    let mut checked = 0;
    for entry in walkdir::WalkDir::new(content).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path();
        let name = entry.file_name().to_string_lossy();
        let in_plans = path.parent().is_some_and(|folder| folder.ends_with("plans"));
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let kind = match (&*name, extension) {
            ("site.yaml", _) => SchemaKind::Site,
            ("institution.yaml", _) => SchemaKind::Institution,
            ("project.yaml", _) => SchemaKind::Project,
            (_, "yaml") if in_plans => SchemaKind::Plan,
            (_, "md") => SchemaKind::Page,
            _ => continue,
        };
        let text = fs::read_to_string(path).unwrap();
        let text = match kind {
            SchemaKind::Page => match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")) {
                Some((front, _)) => format!("{front}\n"),
                None => continue,
            },
            _ => text,
        };
        let value = match read(&text) {
            Value::Null => json!({}),
            value => value,
        };
        assert_eq!(complaint(kind, &value), None, "{}", path.display());
        checked += 1;
    }
    checked
}

#[test]
fn the_demo_suits_the_schemas() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    assert!(check_content(&content) > 20);
}
