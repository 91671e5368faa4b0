//! `plans/<name>.yaml`.

use std::sync::Arc;

use chrono::NaiveDate;

use super::decode::{Decoder, Fields, read_boolean};
use super::keys::{self, Key};
use super::project::DocumentEntry;
use super::yaml::{Node, Value};
use super::{Placement, Task, WrittenPeriod, nearest_word, parse_yaml};
use crate::diagnostic::{Diagnostic, Findings, Problem, Word};
use crate::source::{Place, Source, Span, Spanned};

/// A plan, as written.
#[derive(Debug, Clone)]
pub struct PlanDocument {
    /// The file.
    pub source: Arc<Source>,
    /// The title.
    pub title: String,
    /// The table's caption, where it is not the title.
    pub caption: Option<String>,
    /// The plan's year or years; none where it could not be read.
    pub period: Option<WrittenPeriod>,
    /// The approvals, side by side.
    pub approvals: Vec<Approval>,
    /// The goal, in Markdown.
    pub goal: Option<Spanned<String>>,
    /// The tasks.
    pub tasks: Vec<Task>,
    /// The columns, in the order of the institution's own document.
    pub columns: Vec<Column>,
    /// Whether numbers begin anew in each section.
    pub numbering_per_section: bool,
    /// The sections; a plan of bare activities is one section without a title.
    pub sections: Vec<SectionDocument>,
    /// The signatures.
    pub signatures: Vec<Signature>,
    /// The revisions.
    pub revisions: Vec<Revision>,
    /// Address, menu, draft.
    pub placement: Placement,
}

/// An approval: nothing in it needs resolving.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// УТВЕРЖДАЮ, СОГЛАСОВАНО …
    pub heading: Option<String>,
    /// The post.
    pub post: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The date, a blank for one, or neither.
    pub date: ApprovalDate,
    /// The order's number.
    pub order: Option<String>,
}

/// What stands where an approval's date goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalDate {
    /// The key is not there: nothing is printed.
    Absent,
    /// The key is empty: a blank to be filled in by hand.
    Blank,
    /// A day.
    Day(NaiveDate),
}

/// A signature beneath the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The post.
    pub post: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The date.
    pub date: Option<NaiveDate>,
}

/// A revision of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The date.
    pub date: Option<NaiveDate>,
    /// What was changed.
    pub note: String,
    /// The order's number.
    pub order: Option<String>,
}

/// A column of the author's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field it shows: a standard one by its English name, an own one as declared.
    pub field: String,
    /// Which standard field, where it is one.
    pub standard: Option<Key>,
    /// The heading, as in the institution's document; none stands for the usual one.
    pub title: Option<String>,
}

/// A section, as written.
#[derive(Debug, Clone)]
pub struct SectionDocument {
    /// The band's text; a section without it has no band.
    pub title: Option<String>,
    /// Its activities.
    pub activities: Vec<ActivityDocument>,
}

/// An activity, as written.
#[derive(Debug, Clone)]
pub struct ActivityDocument {
    /// Where it begins.
    pub span: Span,
    /// The lasting identity.
    pub id: Option<Spanned<String>>,
    /// What it says of itself.
    pub row: RowDocument,
    /// The stages into which its row splits.
    pub stages: Vec<RowDocument>,
}

/// What an activity and a stage have alike.
#[derive(Debug, Clone, Default)]
pub struct RowDocument {
    /// Where it begins.
    pub span: Span,
    /// The number as printed.
    pub number: Option<Spanned<String>>,
    /// What is done, in Markdown.
    pub activity: Option<Spanned<String>>,
    /// When.
    pub term: Option<TermDocument>,
    /// By whom.
    pub responsible: Vec<Spanned<String>>,
    /// With what result, in Markdown.
    pub result: Option<Spanned<String>>,
    /// A mark in free text, in Markdown.
    pub mark: Option<Spanned<String>>,
    /// When it was done.
    pub done: Done,
    /// Where `done` stands.
    pub done_span: Span,
    /// Whether it was called off or put off.
    pub declared: Option<Declared>,
    /// The new term of what was put off.
    pub to: Option<Spanned<String>>,
    /// The evidence.
    pub evidence: Vec<DocumentEntry>,
    /// Who holds it jointly.
    pub with: Vec<Spanned<String>>,
    /// The own columns' texts, in Markdown.
    pub own: Vec<(String, Spanned<String>)>,
}

/// When an activity was done, as its editor says.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Done {
    /// Nothing is said, or `false`.
    #[default]
    No,
    /// `true`: done, on no stated day.
    Yes,
    /// On these days; more than one for a recurring activity.
    Dates(Vec<Spanned<NaiveDate>>),
}

/// What an editor declares of a row beside its being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declared {
    /// It will not be held.
    Cancelled,
    /// It was put off.
    Postponed,
}

/// A term, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct TermDocument {
    /// The words.
    pub text: Spanned<String>,
    /// The dates, where they are stated by hand.
    pub stated: Option<(Option<NaiveDate>, Option<NaiveDate>)>,
}

/// The columns of a plan that lists none.
const USUAL_COLUMNS: [Key; 6] = [Key::Number, Key::Activity, Key::Term, Key::Responsible, Key::Result, Key::Mark];

/// Reads a plan; none where its syntax is broken.
pub fn read(source: &Arc<Source>, findings: &mut Findings) -> Option<PlanDocument> {
    let node = parse_yaml(source, findings)?;
    let mut decoder = Decoder { source, findings };
    let fields = decoder.record(&node, &keys::PLAN, &[])?;
    let columns = columns(&mut decoder, &fields);
    let sections = sections(&mut decoder, &fields, &columns);
    let approvals = decoder.records(&fields, Key::Approvals, &keys::APPROVAL);
    let signatures = decoder.records(&fields, Key::Signatures, &keys::SIGNATURE);
    let revisions = decoder.records(&fields, Key::Revisions, &keys::REVISION);
    Some(PlanDocument {
        source: Arc::clone(source),
        title: decoder.text(&fields, Key::Title).unwrap_or_default(),
        caption: decoder.text(&fields, Key::Caption),
        period: period(&mut decoder, &fields),
        approvals: approvals.iter().map(|fields| approval(&mut decoder, fields)).collect(),
        goal: decoder.line(&fields, Key::Goal),
        tasks: decoder.tasks(&fields, Key::Tasks),
        columns,
        numbering_per_section: decoder.choice(&fields, Key::Numbering) == Some("per-section"),
        sections,
        signatures: signatures.iter().map(|fields| signature(&mut decoder, fields)).collect(),
        revisions: revisions.iter().map(|fields| revision(&mut decoder, fields)).collect(),
        placement: decoder.placement(&fields),
    })
}

/// A plan of more years than this is a slip of the pen, and every Tuesday of a century would fill the machine's memory.
const LONGEST_PLAN: usize = 30;

fn period(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Option<WrittenPeriod> {
    let period = decoder.period(fields, Key::Period)?;
    let days = (period.period.end - period.period.start).num_days();
    if days <= LONGEST_PLAN as i64 * 366 {
        return Some(period);
    }
    let span = fields.node(Key::Period).map(|node| node.span).unwrap_or_default();
    decoder.report(Problem::PeriodTooLong { value: period.text, limit: LONGEST_PLAN }, span);
    None
}

fn columns(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Vec<Column> {
    let usual = |key: Key| Column { field: key.english().to_owned(), standard: Some(key), title: None };
    let Some(node) = fields.node(Key::Columns) else { return USUAL_COLUMNS.map(usual).to_vec() };
    let mut columns: Vec<Column> = Vec::new();
    let mut add = |decoder: &mut Decoder<'_>, name: &Node, heading: Option<&Node>| {
        let key_name = fields.key_name(Key::Columns);
        let Some(field) = decoder.scalar(name, || key_name.clone(), Word("type-column")) else { return };
        let title = heading.and_then(|node| decoder.scalar(node, || format!("`{}`", field.value), Word("type-text")));
        let title = title.map(|title| title.value);
        let standard = keys::COLUMN_FIELDS.into_iter().find(|key| key.is_named(&field.value));
        let reserved = keys::ACTIVITY.field(&field.value).filter(|_| standard.is_none());
        if reserved.is_some() {
            let allowed = keys::COLUMN_FIELDS.map(Key::in_both).join(", ");
            let problem = Problem::UnknownValue { key: key_name, value: field.value, allowed, suggestion: None };
            return decoder.report(problem, field.span);
        }
        let column = match standard {
            Some(key) => Column { title, ..usual(key) },
            None => Column { field: field.value, standard: None, title },
        };
        if columns.iter().any(|other| other.field == column.field) {
            decoder.report(Problem::DoubledColumn { key: format!("`{}`", column.field) }, field.span);
        } else {
            columns.push(column);
        }
    };
    let items: &[Node] = match &node.value {
        Value::Sequence(items) => items,
        _ => std::slice::from_ref(node),
    };
    for item in items {
        match &item.value {
            Value::Mapping(pairs) => pairs.iter().for_each(|(name, heading)| add(decoder, name, Some(heading))),
            _ => add(decoder, item, None),
        }
    }
    columns
}

fn sections(decoder: &mut Decoder<'_>, fields: &Fields<'_>, columns: &[Column]) -> Vec<SectionDocument> {
    let own: Vec<String> =
        columns.iter().filter(|column| column.standard.is_none()).map(|column| column.field.clone()).collect();
    match (fields.has(Key::Sections), fields.has(Key::Activities)) {
        (true, true) => {
            let at = fields.key_span(Key::Activities).unwrap_or_default();
            decoder.report(Problem::ActivitiesAndSections {}, at);
        }
        (false, false) if fields.is_meant(Key::Sections) || fields.is_meant(Key::Activities) => {}
        (false, false) => decoder.report(Problem::NoActivities {}, fields.span),
        _ => {}
    }
    if !fields.has(Key::Sections) {
        let nodes = decoder.list(fields, Key::Activities);
        return vec![SectionDocument { title: None, activities: activities(decoder, nodes, &own) }];
    }
    let mut sections = Vec::new();
    for node in decoder.list(fields, Key::Sections) {
        let Some(fields) = decoder.record(node, &keys::SECTION, &[]) else { continue };
        let title = decoder.text(&fields, Key::Title);
        let nodes = decoder.list(&fields, Key::Activities);
        sections.push(SectionDocument { title, activities: activities(decoder, nodes, &own) });
    }
    sections
}

fn activities(decoder: &mut Decoder<'_>, nodes: &[Node], own: &[String]) -> Vec<ActivityDocument> {
    nodes.iter().filter_map(|node| activity(decoder, node, own)).collect()
}

fn activity(decoder: &mut Decoder<'_>, node: &Node, own: &[String]) -> Option<ActivityDocument> {
    let fields = decoder.record(node, &keys::ACTIVITY, own)?;
    let mut stages = Vec::new();
    for node in decoder.list(&fields, Key::Stages) {
        let Some(stage) = decoder.record(node, &keys::STAGE, own) else { continue };
        stands_on_both(decoder, &fields, &stage);
        stages.push(row(decoder, &stage));
    }
    let row = row(decoder, &fields);
    // Where something of another type is written, that has been said.
    let told = fields.node(Key::Activity).is_some()
        || (!stages.is_empty() && stages.iter().all(|stage| stage.activity.is_some()));
    if !told && !fields.is_meant(Key::Activity) {
        let at = fields.key_span(Key::Activity).unwrap_or(fields.span);
        let problem = Problem::MissingKey { key: fields.key_name(Key::Activity), record: keys::ACTIVITY.name };
        decoder.report(problem, at);
    }
    let id = decoder.line(&fields, Key::Id).filter(|id| {
        let sound = !id.value.chars().any(|letter| letter.is_whitespace() || "#/\"'<>&".contains(letter));
        if !sound {
            decoder.report(Problem::BadId { value: id.value.clone() }, id.span);
        }
        sound
    });
    Some(ActivityDocument { span: fields.span, id, row, stages })
}

/// What stands on an activity spans all its stages, so it cannot stand on a stage as well.
fn stands_on_both(decoder: &mut Decoder<'_>, activity: &Fields<'_>, stage: &Fields<'_>) {
    for key in stage.keys().filter(|key| activity.has(*key)) {
        let at = stage.key_span(key).unwrap_or(stage.span);
        let problem = Problem::FieldOnBoth { key: stage.key_name(key) };
        let diagnostic = Diagnostic::new(problem, Place::new(decoder.source, at));
        let other = Place::new(decoder.source, activity.key_span(key).unwrap_or(activity.span));
        decoder.findings.push(diagnostic.with_related(other));
    }
    for (name, at, _) in &stage.own {
        if let Some((_, other, _)) = activity.own.iter().find(|(other, ..)| other == name) {
            let problem = Problem::FieldOnBoth { key: format!("`{name}`") };
            let diagnostic = Diagnostic::new(problem, Place::new(decoder.source, *at));
            decoder.findings.push(diagnostic.with_related(Place::new(decoder.source, *other)));
        }
    }
}

fn row(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> RowDocument {
    let declared = decoder.choice(fields, Key::Status).map(|status| match status {
        "cancelled" => Declared::Cancelled,
        _ => Declared::Postponed,
    });
    let done = done(decoder, fields);
    let to = decoder.line(fields, Key::To);
    if declared == Some(Declared::Cancelled) && done != Done::No {
        let at = fields.key_span(Key::Done).unwrap_or(fields.span);
        let problem = Problem::ConflictingMark { key: fields.key_name(Key::Done), other: fields.key_name(Key::Status) };
        decoder.report(problem, at);
    }
    if to.is_some() && declared != Some(Declared::Postponed) {
        decoder.report(Problem::NotPostponed {}, fields.key_span(Key::To).unwrap_or(fields.span));
    }
    let mut own = Vec::new();
    for (name, _, node) in &fields.own {
        if let Some(text) = decoder.scalar(node, || format!("`{name}`"), Word("type-text")) {
            own.push(((*name).to_owned(), text));
        }
    }
    RowDocument {
        span: fields.span,
        number: decoder.line(fields, Key::Number),
        activity: decoder.line(fields, Key::Activity),
        term: term(decoder, fields),
        responsible: decoder.lines(fields, Key::Responsible),
        result: decoder.line(fields, Key::Result),
        mark: decoder.line(fields, Key::Mark),
        done,
        done_span: fields.node(Key::Done).map(|node| node.span).unwrap_or_default(),
        declared,
        to,
        evidence: evidence(decoder, fields),
        with: decoder.lines(fields, Key::With),
        own,
    }
}

fn done(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Done {
    let Some(node) = fields.node(Key::Done) else { return Done::No };
    if let Value::Scalar { text, .. } = &node.value
        && let Some(answer) = read_boolean(text.trim())
    {
        return if answer { Done::Yes } else { Done::No };
    }
    let nodes = decoder.one_or_many(fields, Key::Done);
    let dates: Vec<Spanned<NaiveDate>> =
        nodes.into_iter().filter_map(|node| decoder.date_of(node, fields.key_name(Key::Done))).collect();
    if dates.is_empty() { Done::No } else { Done::Dates(dates) }
}

fn term(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Option<TermDocument> {
    let node = fields.node(Key::Term)?;
    if !matches!(node.value, Value::Mapping(_)) {
        let text = decoder.scalar(node, || fields.key_name(Key::Term), Word("type-term"))?;
        return Some(TermDocument { text, stated: None });
    }
    let record = decoder.record(node, &keys::TERM, &[])?;
    let from = decoder.date(&record, Key::From).map(|date| date.value);
    let to = decoder.date(&record, Key::To).map(|date| date.value);
    let text = decoder.line(&record, Key::Text)?;
    Some(TermDocument { text, stated: (from.is_some() || to.is_some()).then_some((from, to)) })
}

fn evidence(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Vec<DocumentEntry> {
    let mut entries = Vec::new();
    for node in decoder.one_or_many(fields, Key::Evidence) {
        if let Value::Scalar { text, .. } = &node.value {
            let title = text.trim().to_owned();
            entries.push(DocumentEntry {
                title,
                file: None,
                url: None,
                date: None,
                number: None,
                kind: None,
                activities: Vec::new(),
            });
            continue;
        }
        let Some(fields) = decoder.record(node, &keys::EVIDENCE_RECORD, &[]) else { continue };
        entries.push(DocumentEntry {
            title: decoder.text(&fields, Key::Title).unwrap_or_default(),
            file: decoder.line(&fields, Key::File),
            url: decoder.url(&fields, Key::Url).map(|url| url.value),
            date: decoder.date(&fields, Key::Date).map(|date| date.value),
            number: None,
            kind: None,
            activities: Vec::new(),
        });
    }
    entries
}

fn approval(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Approval {
    let date = match (fields.has(Key::Date), fields.node(Key::Date)) {
        (false, _) => ApprovalDate::Absent,
        (true, None) => ApprovalDate::Blank,
        (true, Some(_)) => {
            decoder.date(fields, Key::Date).map_or(ApprovalDate::Blank, |date| ApprovalDate::Day(date.value))
        }
    };
    Approval {
        heading: decoder.text(fields, Key::Heading),
        post: decoder.text(fields, Key::Post),
        organisation: decoder.text(fields, Key::Organisation),
        name: decoder.text(fields, Key::PersonName),
        date,
        order: decoder.text(fields, Key::OrderNumber),
    }
}

fn signature(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Signature {
    Signature {
        post: decoder.text(fields, Key::Post),
        organisation: decoder.text(fields, Key::Organisation),
        name: decoder.text(fields, Key::PersonName),
        date: decoder.date(fields, Key::Date).map(|date| date.value),
    }
}

fn revision(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Revision {
    Revision {
        date: decoder.date(fields, Key::Date).map(|date| date.value),
        note: decoder.text(fields, Key::Note).unwrap_or_default(),
        order: decoder.text(fields, Key::OrderNumber),
    }
}

/// The heading of a standard column where the plan gives none.
pub fn usual_heading(key: Key) -> &'static str {
    match key {
        Key::Number => "column-number",
        Key::Activity => "column-activity",
        Key::Term => "column-term",
        Key::Responsible => "column-responsible",
        Key::Result => "column-result",
        _ => "column-mark",
    }
}

/// The activity that a mistyped reference most likely means.
pub fn nearest_activity<'w>(written: &str, ids: impl Iterator<Item = &'w str> + Clone) -> Option<String> {
    nearest_word(written, ids)
}
