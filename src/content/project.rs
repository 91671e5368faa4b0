//! `project.yaml`.

use std::sync::Arc;

use chrono::NaiveDate;

use super::decode::{Decoder, Fields};
use super::keys::{self, Key};
use super::yaml::Value;
use super::{Placement, Task, parse_yaml};
use crate::diagnostic::{Findings, Word};
use crate::model::{Indicator, Person, WrittenPeriod};
use crate::source::{Source, Spanned};
use crate::term::Calendar;

/// A project, as written.
#[derive(Debug, Clone)]
pub struct ProjectDocument {
    /// The file.
    pub source: Arc<Source>,
    /// The title.
    pub title: String,
    /// The title for menus.
    pub short_title: Option<String>,
    /// What it is: innovation project, cluster, road map …
    pub kind: Option<String>,
    /// The years.
    pub period: Option<WrittenPeriod>,
    /// The goal, in Markdown.
    pub goal: Option<Spanned<String>>,
    /// The tasks.
    pub tasks: Vec<Task>,
    /// The idea, in Markdown.
    pub idea: Option<Spanned<String>>,
    /// Who leads it.
    pub lead: Vec<Person>,
    /// Its consultants.
    pub consultant: Vec<Person>,
    /// Its participants.
    pub participants: Vec<Person>,
    /// Its phases.
    pub phases: Vec<PhaseDocument>,
    /// Its documents.
    pub documents: Vec<DocumentEntry>,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
    /// A description, in Markdown.
    pub about: Option<Spanned<String>>,
    /// Whether it is finished and in the archive.
    pub archived: bool,
    /// Address, menu, draft.
    pub placement: Placement,
}

/// A phase, as written.
#[derive(Debug, Clone)]
pub struct PhaseDocument {
    /// The title.
    pub title: String,
    /// When it runs.
    pub period: Option<WrittenPeriod>,
    /// What it holds, in Markdown.
    pub summary: Option<Spanned<String>>,
}

/// A document to download, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentEntry {
    /// The title.
    pub title: String,
    /// The file's path, from the file that names it.
    pub file: Option<Spanned<String>>,
    /// Its address, where it lies elsewhere.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// Its number.
    pub number: Option<String>,
    /// Order, regulation, report …
    pub kind: Option<String>,
    /// The activities it bears witness to.
    pub activities: Vec<Spanned<String>>,
}

/// Reads `project.yaml`, its periods by the school's calendar; none where its syntax is broken.
pub fn read(source: &Arc<Source>, calendar: &Calendar, findings: &mut Findings) -> Option<ProjectDocument> {
    let node = parse_yaml(source, findings)?;
    let mut decoder = Decoder { source, findings };
    let fields = decoder.file(&node, &keys::PROJECT)?;
    let phases = decoder.records(&fields, Key::Phases, &keys::PHASE);
    let documents = decoder.records(&fields, Key::Documents, &keys::DOCUMENT);
    let indicators = decoder.records(&fields, Key::Indicators, &keys::INDICATOR);
    Some(ProjectDocument {
        source: Arc::clone(source),
        title: decoder.text(&fields, Key::Title).unwrap_or_default(),
        short_title: decoder.text(&fields, Key::ShortTitle),
        kind: decoder.text(&fields, Key::Kind),
        period: decoder.period(&fields, Key::Period, calendar),
        goal: decoder.line(&fields, Key::Goal),
        tasks: decoder.tasks(&fields, Key::Tasks),
        idea: decoder.line(&fields, Key::Idea),
        lead: decoder.people(&fields, Key::Lead),
        consultant: decoder.people(&fields, Key::Consultant),
        participants: decoder.people(&fields, Key::Participants),
        phases: phases.iter().map(|fields| phase(&mut decoder, fields, calendar)).collect(),
        documents: documents.iter().map(|fields| document(&mut decoder, fields)).collect(),
        indicators: indicators.iter().map(|fields| indicator(&mut decoder, fields)).collect(),
        about: decoder.line(&fields, Key::About),
        archived: decoder.boolean(&fields, Key::Archived).unwrap_or(false),
        placement: decoder.placement(&fields),
    })
}

fn phase(decoder: &mut Decoder<'_>, fields: &Fields<'_>, calendar: &Calendar) -> PhaseDocument {
    PhaseDocument {
        title: decoder.text(fields, Key::Title).unwrap_or_default(),
        period: decoder.period(fields, Key::Period, calendar),
        summary: decoder.line(fields, Key::Summary),
    }
}

fn document(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> DocumentEntry {
    DocumentEntry {
        title: decoder.text(fields, Key::Title).unwrap_or_default(),
        file: decoder.line(fields, Key::File),
        url: decoder.url(fields, Key::Url).map(|url| url.value),
        date: decoder.date(fields, Key::Date).map(|date| date.value),
        number: decoder.text(fields, Key::Number),
        kind: decoder.text(fields, Key::Kind),
        activities: decoder.lines(fields, Key::Activities),
    }
}

fn indicator(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Indicator {
    let mut values = Vec::new();
    match fields.node(Key::Values) {
        None => {}
        Some(node) => match &node.value {
            Value::Mapping(pairs) => {
                for (key, value) in pairs {
                    let date = decoder.date_of(key, fields.key_name(Key::Values));
                    let number = decoder.number_of(value, fields.key_name(Key::Values));
                    if let (Some(date), Some(number)) = (date, number) {
                        values.push((date.value, number));
                    }
                }
            }
            _ => decoder.wrong_type(fields.key_name(Key::Values), Word("type-mapping"), node),
        },
    }
    values.sort_by_key(|(date, _)| *date);
    Indicator {
        title: decoder.text(fields, Key::Title).unwrap_or_default(),
        unit: decoder.text(fields, Key::Unit),
        baseline: decoder.number(fields, Key::Baseline),
        target: decoder.number(fields, Key::Target),
        values,
    }
}
