//! `plan.json`: a plan for scripts. Texts are plain, names of fields are English, the order of the keys is fixed.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value};

use super::term_json::TermObject;
use crate::address::Address;
use crate::locale::Lang;
use crate::model::{Evidence, Plan, Row, Target, Term, Witness};
use crate::progress::{Assessed, PlanProgress, Standing};

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
            .map(|column| ColumnObject { field: column.field.name(), title: &column.title })
            .collect(),
        sections: sections.collect(),
    };
    // Maps with text keys and finite numbers always serialize.
    let mut text = serde_json::to_string_pretty(&object).unwrap_or_default();
    text.push('\n');
    text
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
    responsible: Vec<&'a str>,
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
            responsible: row.responsible.iter().map(|name| name.plain.as_str()).collect(),
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
