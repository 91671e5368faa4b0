//! The file format: what an editor writes, as documents with places.
//!
//! YAML is read in three passes: syntax into a tree with spans ([`yaml`]), the tree into values guided by the key table
//! ([`decode`], [`keys`]), and cross-checks ([`crate::resolve`]). A document is raw: its fields have spans, its
//! references and links are still text. What was wrong in it is in the [`Findings`], and a required value that was
//! wrong is empty here, for no page is made of an institution with errors.

pub mod decode;
pub mod institution;
pub mod keys;
mod nearest;
pub mod page;
pub mod plan;
pub mod project;
pub mod site;
pub mod yaml;

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use crate::diagnostic::{Findings, Problem, Word};
use crate::locale::Lang;
use crate::model::{CalendarSettings, Person, WrittenPeriod};
use crate::source::{Place, Source, Spanned};
use crate::term::{Calendar, Country, Period, SchoolQuarters};
use decode::{Decoder, Fields};
use keys::Key;
use yaml::{Node, Value};

pub use nearest::among as nearest_word;

/// What belongs to everything that has an address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placement {
    /// The address segment instead of the file's or folder's name.
    pub slug: Option<Spanned<String>>,
    /// Earlier addresses.
    pub aliases: Vec<Spanned<String>>,
    /// The position in the menu.
    pub order: Option<i64>,
    /// Not to be published yet.
    pub draft: bool,
}

/// A task, with the tasks beneath it.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The text, as Markdown.
    pub text: Spanned<String>,
    /// The tasks beneath it.
    pub tasks: Vec<Task>,
}

/// Parses a YAML file; on a mistake of syntax that one finding is all that is said of it.
pub(crate) fn parse_yaml(source: &Arc<Source>, findings: &mut Findings) -> Option<Node> {
    match yaml::parse(&source.text, 0..source.text.len()) {
        Ok(node) => Some(node),
        Err(error) => {
            findings.report(error.problem, Place::new(source, error.span));
            None
        }
    }
}

impl Decoder<'_> {
    pub(crate) fn placement(&mut self, fields: &Fields<'_>) -> Placement {
        let slug = self.line(fields, Key::Slug).filter(|slug| {
            let sound = crate::address::is_slug(&slug.value);
            if !sound {
                let suggestion = crate::address::segment(&slug.value);
                let (key, value) = (fields.key_name(Key::Slug), slug.value.clone());
                self.report(Problem::BadSlug { key, value, suggestion }, slug.span);
            }
            sound
        });
        Placement {
            slug,
            aliases: self.lines(fields, Key::Aliases),
            order: self.integer(fields, Key::Order),
            draft: self.boolean(fields, Key::Draft).unwrap_or(false),
        }
    }

    pub(crate) fn language(&mut self, fields: &Fields<'_>) -> Option<Lang> {
        self.choice(fields, Key::Language, &Lang::ALL.map(|lang| (lang.code(), lang)))
    }

    pub(crate) fn text(&mut self, fields: &Fields<'_>, key: Key) -> Option<String> {
        self.line(fields, key).map(|line| line.value)
    }

    /// An absolute address at http or https.
    pub(crate) fn url(&mut self, fields: &Fields<'_>, key: Key) -> Option<Spanned<String>> {
        let url = self.line(fields, key)?;
        let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
        let sound = rest.is_some_and(|rest| {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            !host.is_empty() && !url.value.contains(char::is_whitespace) && !url.value.contains(['"', '<', '>', '\\'])
        });
        if !sound {
            self.report(Problem::BadUrl { key: fields.key_name(key), value: url.value.clone() }, url.span);
        }
        sound.then_some(url)
    }

    /// A period; its quarters are those of the school's calendar.
    pub(crate) fn period(&mut self, fields: &Fields<'_>, key: Key, calendar: &Calendar) -> Option<WrittenPeriod> {
        let text = self.line(fields, key)?;
        match Period::read(&text.value, calendar) {
            Ok(period) => Some(WrittenPeriod { period, text: text.value }),
            Err(_) => {
                self.report(Problem::BadPeriod { key: fields.key_name(key), value: text.value }, text.span);
                None
            }
        }
    }

    pub(crate) fn person(&mut self, fields: &Fields<'_>, key: Key, node: &Node) -> Option<Person> {
        match &node.value {
            Value::Null => None,
            Value::Scalar { text, .. } => Some(Person { name: Some(text.trim().to_owned()), ..Person::default() }),
            Value::Mapping(_) => {
                let fields = self.record((fields, key), node, &keys::PERSON, &[])?;
                Some(Person {
                    post: self.text(&fields, Key::Post),
                    name: self.text(&fields, Key::PersonName),
                    organisation: self.text(&fields, Key::Organisation),
                })
            }
            Value::Sequence(_) => {
                self.wrong_type(fields.key_name(key), Word("type-person"), node);
                None
            }
        }
    }

    pub(crate) fn people(&mut self, fields: &Fields<'_>, key: Key) -> Vec<Person> {
        self.one_or_many(fields, key).into_iter().filter_map(|node| self.person(fields, key, node)).collect()
    }

    pub(crate) fn tasks(&mut self, fields: &Fields<'_>, key: Key) -> Vec<Task> {
        let name = fields.key_name(key);
        match fields.node(key) {
            None => Vec::new(),
            Some(Node { value: Value::Scalar { text, .. }, span }) => {
                vec![Task { text: Spanned::new(text.clone(), *span), tasks: Vec::new() }]
            }
            Some(node) => self.tasks_of(node, &name),
        }
    }

    fn tasks_of(&mut self, node: &Node, name: &str) -> Vec<Task> {
        let mut tasks = Vec::new();
        match &node.value {
            Value::Null => {}
            Value::Scalar { text, .. } => {
                tasks.push(Task { text: Spanned::new(text.clone(), node.span), tasks: Vec::new() });
            }
            Value::Sequence(items) => tasks.extend(items.iter().flat_map(|item| self.tasks_of(item, name))),
            Value::Mapping(pairs) => {
                for (key, value) in pairs {
                    let Some(text) = self.scalar(key, || name.to_owned(), Word("type-text")) else { continue };
                    let tasks_beneath = self.tasks_of(value, name);
                    tasks.push(Task { text, tasks: tasks_beneath });
                }
            }
        }
        tasks
    }

    pub(crate) fn calendar_settings(&mut self, fields: &Fields<'_>) -> CalendarSettings {
        let country = self.choice(fields, Key::Country, &[("by", Country::Belarus), ("ru", Country::Russia)]);
        let days_off = self
            .list(fields, Key::DaysOff)
            .iter()
            .filter_map(|node| self.date_of(node, fields.key_name(Key::DaysOff)))
            .map(|date| date.value)
            .collect();
        CalendarSettings { country, quarters: self.quarters(fields), days_off }
    }

    /// `{2024/2025: [2024-09-02..2024-10-26, …four]}`
    fn quarters(&mut self, fields: &Fields<'_>) -> Vec<(i32, SchoolQuarters)> {
        let mut years = Vec::new();
        let Some(node) = fields.node(Key::Quarters) else { return years };
        let Value::Mapping(pairs) = &node.value else {
            self.wrong_type(fields.key_name(Key::Quarters), Word("type-mapping"), node);
            return years;
        };
        for (key, value) in pairs {
            let Some(year) = self.scalar(key, || fields.key_name(Key::Quarters), Word("type-period")) else { continue };
            // A year is the same in every calendar.
            let Ok(period) = Period::read(&year.value, &Calendar::default()) else {
                self.report(Problem::BadPeriod { key: fields.key_name(Key::Quarters), value: year.value }, year.span);
                continue;
            };
            match quarters_of(value) {
                Some(quarters) => years.push((period.start.year(), quarters)),
                None => {
                    let key = fields.key_name(Key::Quarters);
                    self.report(Problem::BadQuarters { key, year: year.value }, value.span);
                }
            }
        }
        years
    }
}

/// Four stretches `from..to`, in order.
fn quarters_of(node: &Node) -> Option<SchoolQuarters> {
    let Value::Sequence(items) = &node.value else { return None };
    let stretch = |node: &Node| {
        let Value::Scalar { text, .. } = &node.value else { return None };
        let (start, end) = text.split_once("..").or_else(|| text.split_once('–'))?;
        Some((decode::read_date(start).ok()?, decode::read_date(end).ok()?))
    };
    let stretches: Vec<(NaiveDate, NaiveDate)> = items.iter().map(stretch).collect::<Option<_>>()?;
    let quarters: SchoolQuarters = stretches.try_into().ok()?;
    let in_order = quarters.iter().all(|(start, end)| start <= end) && quarters.is_sorted_by(|a, b| a.1 < b.0);
    in_order.then_some(quarters)
}
