//! The second pass over YAML: the tree into values, guided by the key table, collecting every mistake on the way.
//!
//! A mistake is reported where it stands and the value left out; nothing stops, so one run shows all of them.

use std::sync::Arc;

use chrono::NaiveDate;

use super::keys::{self, Choice, Field, Key, Record, Shape};
use super::nearest;
use super::yaml::{Node, Value};
use crate::diagnostic::{Diagnostic, Findings, Problem, Word};
use crate::source::{Place, Source, Span, Spanned};

/// Reads nodes of one source and reports into one list.
pub struct Decoder<'a> {
    /// The file that is read.
    pub source: &'a Arc<Source>,
    /// What was found wrong so far.
    pub findings: &'a mut Findings,
}

/// A mapping whose keys have been checked against a record.
#[derive(Debug, Clone)]
pub struct Fields<'n> {
    record: &'static Record,
    /// Where the record begins.
    pub span: Span,
    entries: Vec<Entry<'n>>,
    /// The keys that mistyped ones most likely mean.
    meant: Vec<Key>,
    /// The own fields of an open record: name, place of the name, value.
    pub own: Vec<(&'n str, Span, &'n Node)>,
}

#[derive(Debug, Clone)]
struct Entry<'n> {
    key: Key,
    written: &'n str,
    span: Span,
    node: &'n Node,
}

impl<'n> Fields<'n> {
    fn entry(&self, key: Key) -> Option<&Entry<'n>> {
        debug_assert!(self.shape(key).is_some(), "{key:?} is not a key of {:?}", self.record.name);
        self.entries.iter().find(|entry| entry.key == key)
    }

    fn shape(&self, key: Key) -> Option<Shape> {
        self.record.fields.iter().find(|field| field.key == key).map(|field| field.shape)
    }

    /// The value of a key, where something was written.
    pub fn node(&self, key: Key) -> Option<&'n Node> {
        self.entry(key).map(|entry| entry.node).filter(|node| !node.is_null())
    }

    /// Whether a mistyped key most likely means this one.
    pub fn is_meant(&self, key: Key) -> bool {
        self.meant.contains(&key)
    }

    /// Whether the key is there, with a value or without.
    pub fn has(&self, key: Key) -> bool {
        self.entry(key).is_some()
    }

    /// Where the key stands.
    pub fn key_span(&self, key: Key) -> Option<Span> {
        self.entry(key).map(|entry| entry.span)
    }

    /// The key as messages name it: as the file has it, and in both languages.
    pub fn key_name(&self, key: Key) -> String {
        self.entry(key).map_or_else(|| key.in_both(), |entry| key.as_written(entry.written))
    }

    /// The keys that stand there, in the file's order.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.entries.iter().map(|entry| entry.key)
    }
}

impl<'a> Decoder<'a> {
    /// Reports at a place of the file.
    pub fn report(&mut self, problem: Problem, span: Span) {
        self.findings.report(problem, Place::new(self.source, span));
    }

    /// The mapping that is a whole file.
    pub fn file<'n>(&mut self, node: &'n Node, record: &'static Record) -> Option<Fields<'n>> {
        self.mapping(node, record, &[], || None)
    }

    /// A mapping that is a key's value, or one of a list there. `columns` are the own fields that an open record may
    /// have.
    pub fn record<'n>(
        &mut self,
        (fields, key): (&Fields<'_>, Key),
        node: &'n Node,
        record: &'static Record,
        columns: &[String],
    ) -> Option<Fields<'n>> {
        self.mapping(node, record, columns, || Some(fields.key_name(key)))
    }

    fn mapping<'n>(
        &mut self,
        node: &'n Node,
        record: &'static Record,
        columns: &[String],
        key: impl FnOnce() -> Option<String>,
    ) -> Option<Fields<'n>> {
        let pairs: &[(Node, Node)] = match &node.value {
            Value::Mapping(pairs) => pairs,
            Value::Null => &[],
            _ => {
                let key = key();
                // A file is a plan or a project; a value is a record.
                let expected = if key.is_some() { Word("type-record") } else { record.name };
                self.report(Problem::WrongType { key, expected, found: kind_of(node) }, node.span);
                return None;
            }
        };
        let mut fields =
            Fields { record, span: first_of(node, pairs), entries: Vec::new(), meant: Vec::new(), own: Vec::new() };
        for (key_node, value) in pairs {
            self.entry(&mut fields, key_node, value, columns);
        }
        for field in record.fields.iter().filter(|field| field.required) {
            // A mistyped key is one mistake, not two.
            if fields.node(field.key).is_none() && !fields.meant.contains(&field.key) {
                let (key, record) = (fields.key_name(field.key), record.name);
                let at = fields.key_span(field.key).unwrap_or(fields.span);
                self.report(Problem::MissingKey { key, record }, at);
            }
        }
        Some(fields)
    }

    fn entry<'n>(&mut self, fields: &mut Fields<'n>, key_node: &'n Node, value: &'n Node, columns: &[String]) {
        let Value::Scalar { text: written, .. } = &key_node.value else {
            self.report(
                Problem::WrongType { key: None, expected: Word("type-key"), found: kind_of(key_node) },
                key_node.span,
            );
            return;
        };
        let (written, span) = (written.trim(), key_node.span);
        if let Some(Field { key, .. }) = fields.record.field(written) {
            if let Some(earlier) = fields.entry(*key) {
                let place = Place::new(self.source, earlier.span);
                let (line, _) = self.source.line_and_column(earlier.span.start as usize);
                let problem = Problem::DoubledKey { key: key.as_written(written), line };
                let diagnostic = Diagnostic::new(problem, Place::new(self.source, span)).with_related(place);
                self.findings.push(diagnostic);
                return;
            }
            fields.entries.push(Entry { key: *key, written, span, node: value });
        } else if fields.record.open && columns.iter().any(|column| column == written) {
            if let Some((_, earlier, _)) = fields.own.iter().find(|(name, ..)| *name == written) {
                let (line, _) = self.source.line_and_column(earlier.start as usize);
                let place = Place::new(self.source, *earlier);
                let problem = Problem::DoubledKey { key: format!("`{written}`"), line };
                self.findings.push(Diagnostic::new(problem, Place::new(self.source, span)).with_related(place));
                return;
            }
            fields.own.push((written, span, value));
        } else if let Some(field) = keys::ACTIVITY.field(written).filter(|_| fields.record.open) {
            // No column can have this name, so that declaring one is no way out.
            let (key, record) = (field.key.as_written(written), fields.record.name);
            self.report(Problem::MisplacedKey { key, record, owner: keys::ACTIVITY.name }, span);
        } else if fields.record.open {
            let known = nearest::key(written, fields.record);
            fields.meant.extend(known.as_ref().map(|(key, _)| *key));
            let suggestion = known.map(|(_, name)| name).or_else(|| {
                nearest::among(written, columns.iter().map(String::as_str)).map(|name| format!("`{name}`"))
            });
            self.report(Problem::UndeclaredField { key: written.to_owned(), suggestion }, span);
        } else {
            let known = nearest::key(written, fields.record);
            fields.meant.extend(known.as_ref().map(|(key, _)| *key));
            let (record, suggestion) = (fields.record.name, known.map(|(_, name)| name));
            self.report(Problem::UnknownKey { key: written.to_owned(), record, suggestion }, span);
        }
    }

    /// A key's value of another kind than it should be.
    pub fn wrong_type(&mut self, key: String, expected: Word, node: &Node) {
        self.report(Problem::WrongType { key: Some(key), expected, found: kind_of(node) }, node.span);
    }

    /// Plain text as typed, without the blanks around it.
    pub fn line(&mut self, fields: &Fields<'_>, key: Key) -> Option<Spanned<String>> {
        let node = fields.node(key)?;
        self.scalar(node, || fields.key_name(key), Word("type-text"))
    }

    /// A node that must be text.
    pub fn scalar(&mut self, node: &Node, key: impl FnOnce() -> String, expected: Word) -> Option<Spanned<String>> {
        match &node.value {
            Value::Null => None,
            Value::Scalar { text, .. } => Some(Spanned::new(text.trim().to_owned(), node.span)),
            Value::Sequence(_) | Value::Mapping(_) => {
                self.wrong_type(key(), expected, node);
                None
            }
        }
    }

    /// One text or a list of them.
    pub fn lines(&mut self, fields: &Fields<'_>, key: Key) -> Vec<Spanned<String>> {
        let nodes = self.one_or_many(fields, key);
        let name = || fields.key_name(key);
        nodes.into_iter().filter_map(|node| self.scalar(node, name, Word("type-text"))).collect()
    }

    /// One value or a list of them.
    pub fn one_or_many<'n>(&mut self, fields: &Fields<'n>, key: Key) -> Vec<&'n Node> {
        match fields.node(key) {
            None => Vec::new(),
            Some(Node { value: Value::Sequence(items), .. }) => items.iter().filter(|item| !item.is_null()).collect(),
            Some(node) => vec![node],
        }
    }

    /// A list.
    pub fn list<'n>(&mut self, fields: &Fields<'n>, key: Key) -> &'n [Node] {
        match fields.node(key) {
            None => &[],
            Some(Node { value: Value::Sequence(items), .. }) => items,
            Some(node) => {
                self.wrong_type(fields.key_name(key), Word("type-list"), node);
                &[]
            }
        }
    }

    /// A list of records.
    pub fn records<'n>(&mut self, fields: &Fields<'n>, key: Key, record: &'static Record) -> Vec<Fields<'n>> {
        self.list(fields, key).iter().filter_map(|node| self.record((fields, key), node, record, &[])).collect()
    }

    /// A day.
    pub fn date(&mut self, fields: &Fields<'_>, key: Key) -> Option<Spanned<NaiveDate>> {
        let node = fields.node(key)?;
        self.date_of(node, fields.key_name(key))
    }

    /// A node that must be a day.
    pub fn date_of(&mut self, node: &Node, key: String) -> Option<Spanned<NaiveDate>> {
        let text = self.scalar(node, || key.clone(), Word("type-date"))?;
        match read_date(&text.value) {
            Ok(date) => Some(Spanned::new(date, text.span)),
            Err(DateError::NoSuchDay { nearest }) => {
                let nearest = crate::locale::numeric_date(nearest);
                self.report(Problem::NoSuchDate { key: Some(key), value: text.value, nearest }, text.span);
                None
            }
            Err(DateError::NotADate) => {
                self.report(Problem::BadDate { key, value: text.value }, text.span);
                None
            }
        }
    }

    /// Yes or no.
    pub fn boolean(&mut self, fields: &Fields<'_>, key: Key) -> Option<bool> {
        let node = fields.node(key)?;
        let text = self.scalar(node, || fields.key_name(key), Word("type-boolean"))?;
        let value = read_boolean(&text.value);
        if value.is_none() {
            self.wrong_type(fields.key_name(key), Word("type-boolean"), node);
        }
        value
    }

    /// A whole number within its key's bounds.
    pub fn integer(&mut self, fields: &Fields<'_>, key: Key) -> Option<i64> {
        let node = fields.node(key)?;
        let text = self.scalar(node, || fields.key_name(key), Word("type-integer"))?;
        let Ok(number) = text.value.parse::<i64>() else {
            self.wrong_type(fields.key_name(key), Word("type-integer"), node);
            return None;
        };
        if let Some(Shape::Integer { least, greatest }) = fields.shape(key)
            && !(least..=greatest).contains(&number)
        {
            self.report(Problem::BadNumber { key: fields.key_name(key), value: text.value }, text.span);
            return None;
        }
        Some(number)
    }

    /// A number, with a point or a comma.
    pub fn number(&mut self, fields: &Fields<'_>, key: Key) -> Option<f64> {
        let node = fields.node(key)?;
        self.number_of(node, fields.key_name(key))
    }

    /// A node that must be a number.
    pub fn number_of(&mut self, node: &Node, key: String) -> Option<f64> {
        let text = self.scalar(node, || key.clone(), Word("type-number"))?;
        let plain: String = text.value.chars().filter(|letter| !letter.is_whitespace()).collect();
        match plain.replace(',', ".").parse::<f64>() {
            Ok(number) if number.is_finite() => Some(number),
            _ => {
                self.wrong_type(key, Word("type-number"), node);
                None
            }
        }
    }

    /// One of the fixed values; `meanings` has what each means, by its English name.
    pub fn choice<T: Copy>(&mut self, fields: &Fields<'_>, key: Key, meanings: &[(&str, T)]) -> Option<T> {
        let Some(Shape::Choice(choices)) = fields.shape(key) else { return None };
        let meaning_of = |choice: &Choice| meanings.iter().find(|(name, _)| *name == choice.english);
        debug_assert!(choices.iter().all(|choice| meaning_of(choice).is_some()), "{key:?} has a value without meaning");
        let text = self.line(fields, key)?;
        let found =
            choices.iter().find(|choice| choice.english == text.value || choice.russian.contains(&&*text.value));
        if found.is_none() {
            let names =
                choices.iter().flat_map(|choice| [choice.english].into_iter().chain(choice.russian.iter().copied()));
            let suggestion = nearest::among(&text.value, names).and_then(|near| in_both(choices, &near));
            let allowed = allowed(choices);
            self.report(
                Problem::UnknownValue { key: fields.key_name(key), value: text.value, allowed, suggestion },
                text.span,
            );
        }
        found.and_then(meaning_of).map(|(_, meaning)| *meaning)
    }
}

fn allowed(choices: &[Choice]) -> String {
    let one = |choice: &Choice| match choice.russian.first() {
        Some(russian) => format!("`{}` (`{russian}`)", choice.english),
        None => format!("`{}`", choice.english),
    };
    choices.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A fixed value as messages say it, the found form first: `отменено` (`cancelled`).
fn in_both(choices: &[Choice], word: &str) -> Option<String> {
    let choice = choices.iter().find(|choice| choice.english == word || choice.russian.contains(&word))?;
    Some(match choice.russian.first() {
        Some(russian) if choice.english == word => format!("`{word}` (`{russian}`)"),
        Some(_) => format!("`{word}` (`{}`)", choice.english),
        None => format!("`{word}`"),
    })
}

/// Where a record's own text begins: its first key, as a list item's dash is not part of it.
fn first_of(node: &Node, pairs: &[(Node, Node)]) -> Span {
    pairs.first().map_or(Span { start: node.span.start, end: node.span.start }, |(key, _)| key.span)
}

/// The name of what a node is, for "found …".
pub fn kind_of(node: &Node) -> Word {
    match &node.value {
        Value::Null => Word("type-empty"),
        Value::Scalar { .. } => Word("type-text"),
        Value::Sequence(_) => Word("type-list"),
        Value::Mapping(_) => Word("type-record"),
    }
}

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// It does not look like one.
    NotADate,
    /// It does, and the calendar has no such day.
    NoSuchDay {
        /// The last day of that month, or of the year.
        nearest: NaiveDate,
    },
}

/// A day as typed: `2023-08-29` or `29.08.2023`.
///
/// # Errors
/// What is no date, and what is none in the calendar.
pub fn read_date(text: &str) -> Result<NaiveDate, DateError> {
    let parts = |separator: char| -> Option<[u32; 3]> {
        let mut numbers = text.trim().split(separator).map(|part| {
            let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse::<u32>().ok() } else { None }
        });
        let parts = [numbers.next()??, numbers.next()??, numbers.next()??];
        numbers.next().is_none().then_some(parts)
    };
    let [year, month, day] = match (parts('-'), parts('.')) {
        (Some([year, month, day]), _) if year > 31 => [year, month, day],
        (_, Some([day, month, year])) if year > 31 => [year, month, day],
        _ => return Err(DateError::NotADate),
    };
    if !(1000..=9999).contains(&year) {
        return Err(DateError::NotADate);
    }
    let year = i32::try_from(year).map_err(|_| DateError::NotADate)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        // Of 2024-31-10 the month was meant to be the tenth.
        let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
        let month = month.clamp(1, 12);
        let nearest = (1..=day.clamp(1, 31)).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day));
        nearest.map_or(DateError::NotADate, |nearest| DateError::NoSuchDay { nearest })
    })
}

/// Yes or no, in the languages of the format.
pub fn read_boolean(text: &str) -> Option<bool> {
    let word = text.to_lowercase();
    let is_among = |words: &[&str]| words.contains(&word.as_str());
    is_among(&keys::YES).then_some(true).or_else(|| is_among(&keys::NO).then_some(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn dates_are_typed_in_two_ways() {
        for (text, expected) in [
            ("2023-08-29", Ok(day(2023, 8, 29))),
            ("29.08.2023", Ok(day(2023, 8, 29))),
            ("9.8.2023", Ok(day(2023, 8, 9))),
            ("31.09.2023", Err(DateError::NoSuchDay { nearest: day(2023, 9, 30) })),
            ("2023-02-29", Err(DateError::NoSuchDay { nearest: day(2023, 2, 28) })),
            ("2023-13-01", Err(DateError::NoSuchDay { nearest: day(2023, 1, 13) })),
            ("31.31.2023", Err(DateError::NoSuchDay { nearest: day(2023, 12, 31) })),
            ("29.08", Err(DateError::NotADate)),
            ("29.08.23", Err(DateError::NotADate)),
            ("август", Err(DateError::NotADate)),
            ("2023-08-29T10:00", Err(DateError::NotADate)),
            ("", Err(DateError::NotADate)),
        ] {
            assert_eq!(read_date(text), expected, "{text}");
        }
    }
}
