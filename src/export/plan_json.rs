//! `plan.json`: a plan for scripts. Texts are plain, names of fields are English, the order of the keys is fixed.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::address::Address;
use crate::locale::{Arguments, Lang, numeric_date};
use crate::model::{Evidence, Plan, Row, Target, Term, Witness};
use crate::progress::{Assessed, PlanProgress, Standing};
use crate::term::{Every, Kind, Note, NoteCode, Reading, Stretch};

/// A plan on a date, as JSON text. `lang` is the language of the notes on its terms.
pub fn plan_json(plan: &Plan, progress: &PlanProgress, lang: Lang) -> String {
    let sections = plan.sections.iter().zip(&progress.sections).map(|(section, assessed)| SectionObject {
        title: section.title.as_deref(),
        activities: section
            .activities
            .iter()
            .zip(&assessed.activities)
            .map(|(activity, assessed)| {
                let href = format!("#{}", activity.anchor());
                let stages =
                    activity.stages.iter().zip(&assessed.stages).zip(1..).map(|((stage, assessed), ordinal)| {
                        let id = format!("{}/{ordinal}", activity.id);
                        let text = stage.row.activity.as_ref().map(|text| text.plain.clone());
                        RowObject::of(plan, id, &href, text, &stage.row, &stage.witnesses, assessed, lang)
                    });
                let stages = stages.collect();
                let text = Some(activity.plain_title());
                let id = activity.id.clone();
                let row = RowObject::of(plan, id, &href, text, &activity.row, &activity.witnesses, assessed, lang);
                RowObject { stages, ..row }
            })
            .collect(),
    });
    let period = &plan.period.period;
    let object = PlanObject {
        title: &plan.title,
        period: PeriodObject { start: period.start, end: period.end },
        as_of: progress.today,
        progress: progress.totals.progress().value(),
        columns: plan
            .columns
            .iter()
            .map(|column| ColumnObject { field: &column.field, title: &column.title })
            .collect(),
        sections: sections.collect(),
    };
    // Maps with text keys and finite numbers always serialize.
    let mut text = serde_json::to_string_pretty(&object).unwrap_or_default();
    text.push('\n');
    text
}

/// A term as `letopis term --format json` prints it, without a line break.
pub fn term_json(phrase: &str, reading: &Reading, lang: Lang) -> String {
    serde_json::to_string(&TermObject::of(phrase, reading, lang)).unwrap_or_default()
}

#[derive(Serialize)]
struct PlanObject<'a> {
    title: &'a str,
    period: PeriodObject,
    as_of: NaiveDate,
    progress: f64,
    columns: Vec<ColumnObject<'a>>,
    sections: Vec<SectionObject<'a>>,
}

#[derive(Serialize)]
struct PeriodObject {
    start: NaiveDate,
    end: NaiveDate,
}

#[derive(Serialize)]
struct ColumnObject<'a> {
    field: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct SectionObject<'a> {
    title: Option<&'a str>,
    activities: Vec<RowObject<'a>>,
}

/// An activity or a stage.
#[derive(Serialize)]
struct RowObject<'a> {
    id: String,
    number: Option<&'a str>,
    activity: Option<String>,
    status: Standing,
    progress: f64,
    href: String,
    term: Option<TermObject<'a>>,
    responsible: &'a [String],
    result: Option<&'a str>,
    fields: Map<String, Value>,
    stages: Vec<RowObject<'a>>,
    evidence: Vec<EvidenceObject<'a>>,
}

impl<'a> RowObject<'a> {
    /// Stages are added by the caller.
    #[expect(
        clippy::too_many_arguments,
        reason = "a private constructor of a record, called in two neighbouring lines"
    )]
    fn of(
        plan: &Plan,
        id: String,
        href: &str,
        activity: Option<String>,
        row: &'a Row,
        witnesses: &'a [Witness],
        assessed: &Assessed,
        lang: Lang,
    ) -> RowObject<'a> {
        let mut fields: Map<String, Value> =
            row.own.iter().map(|(field, text)| (field.clone(), Value::from(text.plain.as_str()))).collect();
        if let Some(mark) = &row.mark.text {
            fields.insert("mark".to_owned(), Value::from(mark.plain.as_str()));
        }
        let evidence = row.evidence.iter().map(|Evidence { title, target, .. }| (title, target));
        let witnesses = witnesses.iter().map(|Witness { title, target, .. }| (title, target));
        RowObject {
            id,
            number: row.number.as_deref(),
            activity,
            status: assessed.standing,
            progress: assessed.progress.value(),
            href: href.to_owned(),
            term: row.term.as_ref().map(|Term { text, reading }| TermObject::of(text, reading, lang)),
            responsible: &row.responsible,
            result: row.result.as_ref().map(|text| text.plain.as_str()),
            fields,
            stages: Vec::new(),
            evidence: evidence
                .chain(witnesses)
                .map(|(title, target)| EvidenceObject::of(title, target, &plan.address))
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct EvidenceObject<'a> {
    title: &'a str,
    href: Option<String>,
}

impl<'a> EvidenceObject<'a> {
    fn of(title: &'a str, target: &Target, from: &Address) -> EvidenceObject<'a> {
        EvidenceObject { title, href: target.href(from) }
    }
}

#[derive(Serialize)]
struct TermObject<'a> {
    phrase: &'a str,
    kind: Kind,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    every: Option<Every>,
    occurrences: &'a [Stretch],
    notes: Vec<NoteObject>,
}

impl<'a> TermObject<'a> {
    fn of(phrase: &'a str, reading: &'a Reading, lang: Lang) -> TermObject<'a> {
        let note = |note: &Note| NoteObject { code: note.code, text: note_text(note, lang) };
        TermObject {
            phrase,
            kind: reading.kind,
            start: reading.start,
            end: reading.end,
            every: reading.every,
            occurrences: &reading.occurrences,
            notes: reading.notes.iter().map(note).collect(),
        }
    }
}

#[derive(Serialize)]
struct NoteObject {
    code: NoteCode,
    text: String,
}

/// A note in words.
fn note_text(note: &Note, lang: Lang) -> String {
    let (written, counted) = note.durations.unwrap_or_default();
    let arguments = Arguments::new()
        .with("subject", note.subject.map(stretch_text).unwrap_or_default())
        .with("suggestion", note.suggestion.map(stretch_text).unwrap_or_default())
        .with("written", written)
        .with("counted", counted);
    let code = serde_json::to_value(note.code).ok();
    let code = code.as_ref().and_then(Value::as_str).unwrap_or_default();
    lang.text(&format!("note-{code}"), &arguments)
}

/// `10.10.2022`, `10.10.2022–15.10.2022`.
fn stretch_text(stretch: Stretch) -> String {
    match (stretch.start, stretch.end) {
        (Some(start), Some(end)) if start != end => format!("{}–{}", numeric_date(start), numeric_date(end)),
        (start, end) => start.or(end).map(numeric_date).unwrap_or_default(),
    }
}
