//! `plans/<name>.yaml`.

use std::sync::Arc;

use chrono::NaiveDate;

use super::decode::{Decoder, Fields, read_boolean};
use super::keys::{self, Key};
use super::yaml::{Node, Value};
use super::{Placement, Task, parse_yaml};
use crate::diagnostic::{Diagnostic, Findings, Problem, Word};
use crate::locale::numeric_date;
use crate::model::{Approval, ApprovalDate, ColumnField, Revision, Signature, StandardField, WrittenPeriod};
use crate::source::{Place, Source, Span, Spanned};
use crate::term::{Calendar, Stretch};

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
    /// Whether every row could be told: else a reference to one that is not here is not judged.
    pub is_whole: bool,
    /// The signatures.
    pub signatures: Vec<Signature>,
    /// The revisions.
    pub revisions: Vec<Revision>,
    /// Address, menu, draft.
    pub placement: Placement,
}

/// A column of the author's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field it shows.
    pub field: ColumnField,
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
    /// Whether it was called off or put off.
    pub declared: Option<Declared>,
    /// The new term of what was put off.
    pub to: Option<Spanned<String>>,
    /// The evidence.
    pub evidence: Vec<EvidenceEntry>,
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

/// A piece of evidence, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceEntry {
    /// The title.
    pub title: String,
    /// The file's path, from the file that names it.
    pub file: Option<Spanned<String>>,
    /// Its address, where it lies elsewhere.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
}

/// A term, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct TermDocument {
    /// The words.
    pub text: Spanned<String>,
    /// The dates, where they are stated by hand.
    pub stated: Option<Stretch>,
}

/// Reads a plan, its period by the school's calendar; none where its syntax is broken.
pub fn read(source: &Arc<Source>, calendar: &Calendar, findings: &mut Findings) -> Option<PlanDocument> {
    let node = parse_yaml(source, findings)?;
    let mut decoder = Decoder { source, findings };
    let fields = decoder.file(&node, &keys::PLAN)?;
    let columns = columns(&mut decoder, &fields);
    let (sections, is_whole) = sections(&mut decoder, &fields, &columns);
    let approvals = decoder.records(&fields, Key::Approvals, &keys::APPROVAL);
    let signatures = decoder.records(&fields, Key::Signatures, &keys::SIGNATURE);
    let revisions = decoder.records(&fields, Key::Revisions, &keys::REVISION);
    Some(PlanDocument {
        source: Arc::clone(source),
        title: decoder.text(&fields, Key::Title).unwrap_or_default(),
        caption: decoder.text(&fields, Key::Caption),
        period: period(&mut decoder, &fields, calendar),
        approvals: approvals.iter().map(|fields| approval(&mut decoder, fields)).collect(),
        goal: decoder.line(&fields, Key::Goal),
        tasks: decoder.tasks(&fields, Key::Tasks),
        columns,
        numbering_per_section: decoder
            .choice(&fields, Key::Numbering, &[("continuous", false), ("per-section", true)])
            .unwrap_or(false),
        sections,
        is_whole,
        signatures: signatures.iter().map(|fields| signature(&mut decoder, fields)).collect(),
        revisions: revisions.iter().map(|fields| revision(&mut decoder, fields)).collect(),
        placement: decoder.placement(&fields),
    })
}

/// A plan of more years than this is a slip of the pen, and every Tuesday of a century would fill the machine's memory.
const LONGEST_PLAN: usize = 30;

fn period(decoder: &mut Decoder<'_>, fields: &Fields<'_>, calendar: &Calendar) -> Option<WrittenPeriod> {
    let period = decoder.period(fields, Key::Period, calendar)?;
    let days = (period.period.end - period.period.start).num_days();
    if days <= LONGEST_PLAN as i64 * 366 {
        return Some(period);
    }
    let span = fields.node(Key::Period).map(|node| node.span).unwrap_or_default();
    decoder.report(
        Problem::PeriodTooLong { key: fields.key_name(Key::Period), value: period.text, limit: LONGEST_PLAN },
        span,
    );
    None
}

fn columns(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Vec<Column> {
    let usual = |field| Column { field: ColumnField::Standard(field), title: None };
    let Some(node) = fields.node(Key::Columns) else { return StandardField::ALL.map(usual).to_vec() };
    let mut columns: Vec<Column> = Vec::new();
    let mut add = |decoder: &mut Decoder<'_>, name: &Node, heading: Option<&Node>| {
        let key_name = fields.key_name(Key::Columns);
        let Some(written) = decoder.scalar(name, || key_name.clone(), Word("type-column")) else { return };
        let standard = keys::COLUMN_FIELDS.into_iter().find(|(key, _)| key.is_named(&written.value));
        let name = standard.map_or_else(|| format!("`{}`", written.value), |(key, _)| key.as_written(&written.value));
        let title = heading.and_then(|node| decoder.scalar(node, || name.clone(), Word("type-text")));
        let title = title.map(|title| title.value);
        let reserved = keys::ACTIVITY.field(&written.value).filter(|_| standard.is_none());
        if reserved.is_some() {
            let allowed = keys::COLUMN_FIELDS.map(|(key, _)| key.in_both()).join(", ");
            let problem = Problem::UnknownValue { key: key_name, value: written.value, allowed, suggestion: None };
            return decoder.report(problem, written.span);
        }
        let field = match standard {
            Some((_, field)) => ColumnField::Standard(field),
            None => ColumnField::Own(written.value),
        };
        if columns.iter().any(|other| other.field == field) {
            decoder.report(Problem::DoubledColumn { key: name }, written.span);
        } else {
            columns.push(Column { field, title });
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

/// The sections, and whether all rows are in them.
fn sections(decoder: &mut Decoder<'_>, fields: &Fields<'_>, columns: &[Column]) -> (Vec<SectionDocument>, bool) {
    let own = |column: &Column| match &column.field {
        ColumnField::Own(name) => Some(name.clone()),
        ColumnField::Standard(_) => None,
    };
    let own: Vec<String> = columns.iter().filter_map(own).collect();
    let mut is_whole = fields.has(Key::Sections) != fields.has(Key::Activities);
    match (fields.has(Key::Sections), fields.has(Key::Activities)) {
        (true, true) => {
            let at = fields.key_span(Key::Activities).unwrap_or_default();
            decoder.report(Problem::ActivitiesAndSections {}, at);
        }
        (false, false) if fields.is_meant(Key::Sections) || fields.is_meant(Key::Activities) => {}
        (false, false) => decoder.report(Problem::NoActivities {}, fields.span),
        _ => {}
    }
    // Both are read, so that what is wrong in either is told.
    let mut sections = Vec::new();
    if fields.has(Key::Activities) || !fields.has(Key::Sections) {
        let activities = activities(decoder, fields, &own, &mut is_whole);
        sections.push(SectionDocument { title: None, activities });
    }
    let nodes = decoder.list(fields, Key::Sections);
    is_whole &= is_list(fields, Key::Sections);
    for node in nodes {
        let Some(fields) = decoder.record((fields, Key::Sections), node, &keys::SECTION, &[]) else {
            is_whole = false;
            continue;
        };
        let title = decoder.text(&fields, Key::Title);
        let activities = activities(decoder, &fields, &own, &mut is_whole);
        sections.push(SectionDocument { title, activities });
    }
    (sections, is_whole)
}

fn is_list(fields: &Fields<'_>, key: Key) -> bool {
    fields.node(key).is_none_or(|node| matches!(node.value, Value::Sequence(_)))
}

fn activities(
    decoder: &mut Decoder<'_>,
    fields: &Fields<'_>,
    own: &[String],
    is_whole: &mut bool,
) -> Vec<ActivityDocument> {
    let nodes = decoder.list(fields, Key::Activities);
    let activities: Vec<_> = nodes.iter().filter_map(|node| activity(decoder, fields, node, own)).collect();
    *is_whole &= is_list(fields, Key::Activities) && !fields.is_meant(Key::Activities);
    *is_whole &= activities.len() == nodes.len();
    activities
}

fn activity(decoder: &mut Decoder<'_>, above: &Fields<'_>, node: &Node, own: &[String]) -> Option<ActivityDocument> {
    let fields = decoder.record((above, Key::Activities), node, &keys::ACTIVITY, own)?;
    let mut stages = Vec::new();
    for node in decoder.list(&fields, Key::Stages) {
        let Some(stage) = decoder.record((&fields, Key::Stages), node, &keys::STAGE, own) else { continue };
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
            decoder.report(Problem::BadId { key: fields.key_name(Key::Id), value: id.value.clone() }, id.span);
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
    let declared =
        decoder.choice(fields, Key::Status, &[("cancelled", Declared::Cancelled), ("postponed", Declared::Postponed)]);
    let done = done(decoder, fields);
    let to = decoder.line(fields, Key::To);
    if declared == Some(Declared::Cancelled) && done != Done::No {
        let at = fields.key_span(Key::Done).unwrap_or(fields.span);
        let problem = Problem::ConflictingMark { key: fields.key_name(Key::Done), other: fields.key_name(Key::Status) };
        decoder.report(problem, at);
    }
    // What a status that is not understood would have said, nobody knows.
    let not_postponed =
        declared != Some(Declared::Postponed) && (declared.is_some() || fields.node(Key::Status).is_none());
    if to.is_some() && not_postponed {
        let problem = Problem::NotPostponed { key: fields.key_name(Key::To) };
        decoder.report(problem, fields.key_span(Key::To).unwrap_or(fields.span));
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
    let record = decoder.record((fields, Key::Term), node, &keys::TERM, &[])?;
    let from = decoder.date(&record, Key::From);
    let to = decoder.date(&record, Key::To);
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value < from.value
    {
        let (from, end) = (numeric_date(from.value), numeric_date(to.value));
        let (key, other) = (record.key_name(Key::To), record.key_name(Key::From));
        decoder.report(Problem::DatesReversed { key, other, from, to: end }, to.span);
    }
    let text = decoder.line(&record, Key::Text)?;
    let stated = Stretch { start: from.map(|date| date.value), end: to.map(|date| date.value) };
    let is_stated = stated.start.is_some() || stated.end.is_some();
    Some(TermDocument { text, stated: is_stated.then_some(stated) })
}

fn evidence(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Vec<EvidenceEntry> {
    let mut entries = Vec::new();
    for node in decoder.one_or_many(fields, Key::Evidence) {
        if let Value::Scalar { text, .. } = &node.value {
            entries.push(EvidenceEntry { title: text.trim().to_owned(), file: None, url: None, date: None });
            continue;
        }
        let Some(fields) = decoder.record((fields, Key::Evidence), node, &keys::EVIDENCE_RECORD, &[]) else { continue };
        entries.push(EvidenceEntry {
            title: decoder.text(&fields, Key::Title).unwrap_or_default(),
            file: decoder.line(&fields, Key::File),
            url: decoder.url(&fields, Key::Url).map(|url| url.value),
            date: decoder.date(&fields, Key::Date).map(|date| date.value),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    /// What is found of a plan of this text, as `line:column code`.
    fn check(text: &str, expected: &[&str]) {
        let source = Source::new("plans/a.yaml", format!("title: П\nperiod: 2023/2024\n{text}"));
        let mut findings = Findings::new();
        read(&source, &Calendar::default(), &mut findings);
        let found: Vec<String> = findings
            .sorted()
            .iter()
            .map(|finding| {
                let (line, column) = finding.line_and_column().unwrap_or_default();
                format!("{line}:{column} {}", finding.problem.code())
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn one_run_finds_all() {
        check(
            "activities:\n  - {activity: А, titel: x}\nsections:\n  - activities: [{activty: Б}, {term: май}]\n",
            &["3:1 activities-and-sections", "4:19 undeclared-field", "6:19 undeclared-field", "6:33 missing-key"],
        );
        check(
            "activities:\n  - activity: А\n    stages:\n      - {id: а, части: [], term: май, itog: x}\n",
            &["6:10 misplaced-key", "6:17 misplaced-key", "6:39 undeclared-field"],
        );
        check(
            "activities:\n  - {activity: А, term: {text: май, from: 2024-05-10, to: 01.05.2024}}\n  \
             - {activity: Б, term: {text: май, from: 2024-05-10, to: 10.05.2024}}\n",
            &["4:59 dates-reversed"],
        );
    }

    #[test]
    fn a_message_about_a_value_names_its_key() {
        let text =
            "title: П\nperiod: 2023\nмероприятия:\n  - Педсовет\n  - activity: Б\n    stages: [x]\n    term: []\n";
        let source = Source::new("plans/a.yaml", text);
        let mut findings = Findings::new();
        read(&source, &Calendar::default(), &mut findings);
        let said: Vec<String> = findings.sorted().iter().map(|finding| finding.message(Lang::Russian)).collect();
        let expected = [
            "У ключа `мероприятия` (`activities`) ожидается запись из ключей, а записано другое: текст",
            "У ключа `stages` (`шаги`) ожидается запись из ключей, а записано другое: текст",
            "У ключа `term` (`сроки`) ожидается срок, а записано другое: список",
        ];
        assert_eq!(said, expected);
    }
}
