//! The file format as JSON Schema (Draft 2020-12), for editors that complete and check as one types.
//!
//! Made from the key table ([`keys`]) and from nothing else. It is not the decoder: it is as lenient as the decoder is
//! about how a value is written (`12`, `"12"`, `да`), and it knows nothing of references, links and files.

use serde_json::{Map, Value, json};

use crate::content::keys::{self, Choice, Field, Key, Record, Shape};

/// The files of which there is a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaKind {
    /// `site.yaml`
    Site,
    /// `institution.yaml`
    Institution,
    /// `project.yaml`
    Project,
    /// `plans/*.yaml`
    Plan,
    /// The front matter of reports, news and other pages.
    Page,
}

impl SchemaKind {
    /// All of them.
    pub const ALL: [SchemaKind; 5] =
        [SchemaKind::Site, SchemaKind::Institution, SchemaKind::Project, SchemaKind::Plan, SchemaKind::Page];

    /// The name that the command line knows it by.
    pub fn name(self) -> &'static str {
        match self {
            SchemaKind::Site => "site",
            SchemaKind::Institution => "institution",
            SchemaKind::Project => "project",
            SchemaKind::Plan => "plan",
            SchemaKind::Page => "page",
        }
    }

    fn title(self) -> &'static str {
        match self {
            SchemaKind::Site => "letopis: content/site.yaml",
            SchemaKind::Institution => "letopis: institution.yaml",
            SchemaKind::Project => "letopis: project.yaml",
            SchemaKind::Plan => "letopis: plans/*.yaml",
            SchemaKind::Page => "letopis: *.md",
        }
    }
}

/// The schema of a file.
pub fn schema(kind: SchemaKind) -> Value {
    let mut definitions = Definitions::default();
    let mut root = match kind {
        SchemaKind::Site => definitions.record(&keys::SITE),
        SchemaKind::Institution => definitions.record(&keys::INSTITUTION),
        SchemaKind::Project => definitions.record(&keys::PROJECT),
        SchemaKind::Plan => definitions.record(&keys::PLAN),
        // Which of them a file is, its folder says, and a schema does not know folders.
        SchemaKind::Page => {
            let records = [&keys::REPORT, &keys::NEWS, &keys::PAGE].map(|record| definitions.reference(record));
            json!({ "anyOf": records })
        }
    };
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!(kind.title()));
    if let Some(root) = root.as_object_mut() {
        whole.append(root);
    }
    if !definitions.made.is_empty() {
        whole.insert("$defs".to_owned(), Value::Object(definitions.made));
    }
    Value::Object(whole)
}

/// The records that others hold, each described once.
#[derive(Default)]
struct Definitions {
    made: Map<String, Value>,
}

impl Definitions {
    /// A reference to a record, which is described if it is not yet.
    fn reference(&mut self, record: &'static Record) -> Value {
        let name = record.name.0.trim_start_matches("record-").to_owned();
        let reference = json!({ "$ref": format!("#/$defs/{name}") });
        if !self.made.contains_key(&name) {
            // A record may hold itself: its name is taken before its description is made.
            self.made.insert(name.clone(), Value::Null);
            let described = self.record(record);
            self.made.insert(name, described);
        }
        reference
    }

    fn record(&mut self, record: &'static Record) -> Value {
        let mut properties = Map::new();
        for field in record.fields {
            for name in field.key.names() {
                properties.insert(name.to_owned(), self.field(field, name));
            }
        }
        // The own columns of a plan are declared in the plan, where a schema cannot look.
        let further = if record.open { text(true) } else { json!(false) };
        let mut described = Map::new();
        described.insert("type".to_owned(), json!("object"));
        described.insert("properties".to_owned(), Value::Object(properties));
        described.insert("additionalProperties".to_owned(), further);
        let mut all_of: Vec<Value> =
            record.fields.iter().filter(|field| field.required).map(|field| has(field.key)).collect();
        if !record.one_of.is_empty() {
            let one_of: Vec<Value> = record.one_of.iter().map(|key| has(*key)).collect();
            all_of.push(json!({ "oneOf": one_of }));
        }
        if !all_of.is_empty() {
            described.insert("allOf".to_owned(), Value::Array(all_of));
        }
        Value::Object(described)
    }

    /// One name of a field: what it means, in both languages, its other names, and what its value may be.
    fn field(&mut self, field: &Field, name: &str) -> Value {
        let (russian, english) = field.about;
        let others: Vec<&str> = field.key.names().filter(|other| *other != name).collect();
        let mut described = Map::new();
        let description = format!("{russian}. = {}\n\n{english}.", others.join(", "));
        described.insert("description".to_owned(), json!(description));
        if let Value::Object(mut shape) = self.shape(field.shape, !field.required) {
            described.append(&mut shape);
        }
        Value::Object(described)
    }

    /// What a value may be; `empty`: whether it may be left empty.
    fn shape(&mut self, shape: Shape, empty: bool) -> Value {
        match shape {
            Shape::Line | Shape::Markdown | Shape::Period => text(empty),
            Shape::Date => pattern(&["string"], &format!("^\\s*({DATE})\\s*$"), empty),
            Shape::DateOrBlank => pattern(&["string"], &format!("^\\s*({DATE})?\\s*$"), true),
            Shape::Boolean => pattern(&["boolean", "string"], &format!("^\\s*({})\\s*$", yes_or_no()), empty),
            Shape::Integer { least, greatest } => {
                let mut described = pattern(&["integer", "string"], "^\\s*[+-]?[0-9]+\\s*$", empty);
                described["minimum"] = json!(least);
                described["maximum"] = json!(greatest);
                described
            }
            Shape::Number => pattern(&["number", "string"], NUMBER, empty),
            Shape::Term => {
                let record = self.reference(&keys::TERM);
                json!({ "anyOf": [text(empty), record] })
            }
            Shape::Path => pattern(&["string"], "\\S", empty),
            Shape::Url => pattern(&["string"], "^\\s*https?://[^\\s/?#\"<>\\\\]+[^\\s\"<>\\\\]*\\s*$", empty),
            Shape::Slug => pattern(&["string", "number"], "^\\s*[a-z0-9_-]([a-z0-9_.-]*[a-z0-9_-])?\\s*$", empty),
            Shape::Color => pattern(&["string"], "^\\s*#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\s*$", empty),
            Shape::Timezone => {
                let mut described = pattern(&["string"], "^\\s*[A-Za-z0-9_+/-]+\\s*$", empty);
                described["examples"] = json!(["Europe/Minsk", "Europe/Moscow"]);
                described
            }
            Shape::Choice(choices) => choice(choices, empty),
            // A record left empty lacks what it requires; a text left empty is passed over.
            Shape::List(item) => list(self.shape(*item, !matches!(item, Shape::Record(_))), empty),
            Shape::OneOrMany(item) => {
                let (one, item) = (self.shape(*item, empty), self.shape(*item, true));
                json!({ "anyOf": [one, list(item, false)] })
            }
            Shape::Record(record) => self.or_empty(record, empty),
            Shape::LineOrRecord(record) => {
                let record = self.reference(record);
                json!({ "anyOf": [text(empty), record] })
            }
            Shape::Tasks => {
                let reference = json!({ "$ref": "#/$defs/tasks" });
                let types = ["string", "number", "boolean", "array", "object", "null"];
                let described = json!({ "type": types, "items": reference, "additionalProperties": reference });
                self.made.insert("tasks".to_owned(), described);
                reference
            }
            Shape::Columns => {
                let names = keys::COLUMN_FIELDS.iter().flat_map(|(key, _)| key.names());
                let known: Map<String, Value> = names.map(|name| (name.to_owned(), text(true))).collect();
                let column = json!({
                    "type": ["object", "string"],
                    "properties": known,
                    "additionalProperties": text(true),
                });
                list(column, empty)
            }
            Shape::Done => {
                let word = format!("^\\s*({DATE}|{})\\s*$", yes_or_no());
                let mut described = pattern(&["boolean", "string", "array"], &word, empty);
                described["items"] = self.shape(Shape::Date, true);
                described
            }
            Shape::Values => json!({
                "type": if empty { json!(["object", "null"]) } else { json!("object") },
                "propertyNames": { "pattern": format!("^\\s*({DATE})\\s*$") },
                "additionalProperties": self.shape(Shape::Number, false),
            }),
            Shape::Quarters => {
                let stretch = pattern(&["string"], &format!("^\\s*({DATE})\\s*(\\.\\.|–)\\s*({DATE})\\s*$"), false);
                json!({
                    "type": if empty { json!(["object", "null"]) } else { json!("object") },
                    "additionalProperties": { "type": "array", "items": stretch, "minItems": 4, "maxItems": 4 },
                })
            }
        }
    }

    fn or_empty(&mut self, record: &'static Record, empty: bool) -> Value {
        let reference = self.reference(record);
        if empty { json!({ "anyOf": [reference, { "type": "null" }] }) } else { reference }
    }
}

/// A day, as typed in either way.
const DATE: &str = "[1-9][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}\\.[0-9]{1,2}\\.[1-9][0-9]{3}";
/// A number, with a point or a comma, with blanks between thousands.
const NUMBER: &str = "^\\s*[+-]?\\s*([0-9][0-9\\s]*([.,][0-9\\s]*)?|[.,][0-9][0-9\\s]*)([eE][+-]?[0-9]+)?\\s*$";

/// The words for yes and no, in the spellings of a keyboard: a schema's patterns know no "in any case".
fn yes_or_no() -> String {
    let spellings = keys::YES.iter().chain(&keys::NO).flat_map(|word| {
        let mut letters = word.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        [(*word).to_owned(), capital, word.to_uppercase()]
    });
    spellings.collect::<Vec<_>>().join("|")
}

/// Text as typed: an editor's YAML reads `21` and `да` as more than text.
fn text(empty: bool) -> Value {
    if empty {
        json!({ "type": ["string", "number", "boolean", "null"] })
    } else {
        json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" })
    }
}

/// A string of a form; the pattern says nothing of the other types.
fn pattern(types: &[&str], pattern: &str, empty: bool) -> Value {
    // What is blank is empty too.
    let pattern = if empty { format!("{pattern}|^\\s*$") } else { pattern.to_owned() };
    let mut types: Vec<&str> = types.to_vec();
    if empty {
        types.push("null");
    }
    match types.as_slice() {
        [one] => json!({ "type": one, "pattern": pattern }),
        _ => json!({ "type": types, "pattern": pattern }),
    }
}

fn list(item: Value, empty: bool) -> Value {
    if empty { json!({ "type": ["array", "null"], "items": item }) } else { json!({ "type": "array", "items": item }) }
}

fn choice(choices: &[Choice], empty: bool) -> Value {
    let mut values: Vec<Value> = Vec::new();
    for choice in choices {
        values.push(json!(choice.english));
        values.extend(choice.russian.iter().map(|word| json!(word)));
    }
    if empty {
        values.push(Value::Null);
    }
    json!({ "enum": values })
}

/// One of a key's names is there.
fn has(key: Key) -> Value {
    let names: Vec<Value> = key.names().map(|name| json!({ "required": [name] })).collect();
    json!({ "anyOf": names })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        for kind in SchemaKind::ALL {
            let schema = schema(kind);
            let text = schema.to_string();
            for reference in text.split("\"#/$defs/").skip(1) {
                let name = reference.split('"').next().unwrap_or_default();
                assert!(schema["$defs"][name].is_object(), "{}: {name}", kind.name());
            }
        }
    }
}
