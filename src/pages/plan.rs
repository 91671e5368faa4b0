//! A plan: the table as the institution's own document has it, with what was done beside it.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::project::{inline, tasks_html};
use super::shared::{FileView, LinkView, ProgressView, StatusView, period_text};
use super::{Kind, PageContext, PageView, View};
use crate::locale::{Arguments, Lang, numeric_date};
use crate::model::{
    Activity, Approval, ApprovalDate, Column, ColumnField, Done, Institution, Plan, Project, Row, Stage, StandardField,
    Target, Text, Witness, WitnessKind,
};
use crate::progress::{Assessed, PlanProgress, Standing};
use crate::term::{Kind as TermKind, Reading, Stretch};

/// What `plan.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct PlanView {
    #[serde(flatten)]
    pub frame: Frame,
    pub caption: String,
    pub period: String,
    pub goal: Option<String>,
    pub tasks: Option<String>,
    pub approvals: Vec<ApprovalView>,
    pub columns: Vec<Column>,
    pub column_count: usize,
    pub sections: Vec<SectionView>,
    pub progress: ProgressView,
    pub legend: Vec<LegendItem>,
    pub filters: Filters,
    pub downloads: Vec<DownloadView>,
    pub signatures: Vec<SignatureView>,
    pub revisions: Vec<RevisionView>,
    pub other_plans: Vec<LinkView>,
}

/// An approval above the table.
#[derive(Debug, Clone, Serialize)]
pub struct ApprovalView {
    pub heading: Option<String>,
    pub post: Option<String>,
    pub organisation: Option<String>,
    pub name: Option<String>,
    pub date: Option<String>,
    pub order: Option<String>,
}

/// A section: a `<tbody>`.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    pub title: Option<String>,
    pub id: String,
    pub progress: Option<ProgressView>,
    pub rows: Vec<RowView>,
}

/// A row of the table: an activity's first, or that of a further stage.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    pub id: Option<String>,
    pub first: bool,
    pub status: &'static str,
    pub stage_status: Option<&'static str>,
    pub responsible: Vec<String>,
    pub months: Vec<String>,
    pub cells: Vec<CellView>,
    pub standing: Option<StandingView>,
    pub evidence: Option<EvidenceView>,
}

/// A cell of the author's.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    pub field: String,
    pub title: String,
    pub rowspan: usize,
    pub html: String,
    pub added: Option<String>,
    pub empty: bool,
}

/// How a row stands.
#[derive(Debug, Clone, Serialize)]
pub struct StandingView {
    pub rowspan: usize,
    pub status: StatusView,
    pub date: Option<String>,
    pub note: Option<String>,
    pub progress_text: Option<String>,
    pub percent: u8,
}

/// What bears witness to a row.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceView {
    pub rowspan: usize,
    pub files: Vec<EvidenceItem>,
}

/// One piece of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceItem {
    #[serde(flatten)]
    pub file: FileView,
    pub sort: &'static str,
}

/// A status in the legend.
#[derive(Debug, Clone, Serialize)]
pub struct LegendItem {
    #[serde(flatten)]
    pub status: StatusView,
    pub hint: String,
    pub count: usize,
}

/// What the rows can be chosen by.
#[derive(Debug, Clone, Serialize)]
pub struct Filters {
    pub sections: Vec<FilterSection>,
    pub responsible: Vec<String>,
    pub months: Vec<FilterMonth>,
}

/// A section to choose by.
#[derive(Debug, Clone, Serialize)]
pub struct FilterSection {
    pub id: String,
    pub title: String,
}

/// A month to choose by.
#[derive(Debug, Clone, Serialize)]
pub struct FilterMonth {
    pub value: String,
    pub title: String,
}

/// A form in which the plan can be taken away.
#[derive(Debug, Clone, Serialize)]
pub struct DownloadView {
    pub title: String,
    pub href: &'static str,
    pub hint: String,
}

/// A signature beneath the table.
#[derive(Debug, Clone, Serialize)]
pub struct SignatureView {
    pub post: Option<String>,
    pub name: Option<String>,
    pub organisation: Option<String>,
    pub date: Option<String>,
}

/// A revision of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct RevisionView {
    pub date: Option<String>,
    pub note: String,
    pub order: Option<String>,
}

pub(super) fn plan_page(
    context: PageContext<'_>,
    institution: &Institution,
    project: &Project,
    plan: &Plan,
    progress: &PlanProgress,
) -> PageView {
    let lang = institution.language;
    let from = &plan.address;
    let overdue_plain = context.site.overdue_plain;
    let subject = Subject {
        description: format!("{}. {}", plan.caption, project.title),
        draft: plan.draft,
        shows_status: true,
        ..Subject::new(Kind::Plan, from, plan.title.clone())
    };
    let trail = vec![(plan.title.clone(), None)];
    let mut frame = institution_frame(context, institution, Some(project), trail, subject);
    for event in super::json_ld::events(context, institution, plan, progress) {
        frame.json_ld.push(event);
    }
    let table = Table { context, plan, lang };
    let sections: Vec<SectionView> = plan
        .sections
        .iter()
        .zip(&progress.sections)
        .enumerate()
        .map(|(index, (section, assessed))| SectionView {
            title: section.title.clone(),
            id: format!("s-{}", index + 1),
            progress: section.title.as_ref().and_then(|_| ProgressView::new(&assessed.totals, lang, overdue_plain)),
            rows: section
                .activities
                .iter()
                .zip(&assessed.activities)
                .flat_map(|(activity, assessed)| table.rows(activity, assessed))
                .collect(),
        })
        .collect();
    let counts = &progress.totals.counts;
    let legend = Standing::ALL.into_iter().filter(|standing| counts.of(*standing) > 0).map(|standing| LegendItem {
        status: StatusView::new(standing, lang, overdue_plain),
        hint: lang.word(&format!("status-hint-{}", standing.code())).into_owned(),
        count: counts.of(standing),
    });
    let other = project.plans_in_menu().into_iter().filter(|(_, other)| other.address != plan.address);
    let no_activities =
        ProgressView { percent: 0, text: lang.word("progress-nothing").into_owned(), parts: Vec::new() };
    let view = PlanView {
        caption: plan.caption.clone(),
        period: period_text(&plan.period, lang),
        goal: plan.goal.as_ref().map(|goal| goal.html.clone()),
        tasks: tasks_html(&plan.tasks),
        approvals: approvals(plan),
        columns: plan.columns.clone(),
        column_count: plan.columns.len() + 2,
        progress: ProgressView::new(&progress.totals, lang, overdue_plain).unwrap_or(no_activities),
        legend: legend.collect(),
        filters: filters(plan, &sections, lang),
        sections,
        downloads: downloads(lang),
        signatures: plan
            .signatures
            .iter()
            .map(|signature| SignatureView {
                post: signature.post.clone(),
                name: signature.name.clone(),
                organisation: signature.organisation.clone(),
                date: signature.date.map(numeric_date),
            })
            .collect(),
        revisions: plan
            .revisions
            .iter()
            .map(|revision| RevisionView {
                date: revision.date.map(numeric_date),
                note: revision.note.clone(),
                order: revision.order.clone(),
            })
            .collect(),
        other_plans: other
            .map(|(_, plan)| LinkView::new(plan.title.clone(), from.relative_link(&plan.address)))
            .collect(),
        frame,
    };
    PageView { address: from.clone(), view: View::Plan(Box::new(view)) }
}

fn approvals(plan: &Plan) -> Vec<ApprovalView> {
    let year = plan.period.period.start.year();
    let one = |approval: &Approval| ApprovalView {
        heading: approval.heading.clone(),
        post: approval.post.clone(),
        organisation: approval.organisation.clone(),
        name: approval.name.clone(),
        date: match approval.date {
            ApprovalDate::Absent => None,
            ApprovalDate::Blank => Some(format!("«__» ______ {year} г.")),
            ApprovalDate::Day(date) => Some(numeric_date(date)),
        },
        order: approval.order.clone(),
    };
    plan.approvals.iter().map(one).collect()
}

fn downloads(lang: Lang) -> Vec<DownloadView> {
    let one = |title: &str, href, word: &str| DownloadView {
        title: lang.word(title).into_owned(),
        href,
        hint: lang.word(word).into_owned(),
    };
    vec![
        one("download-csv", "plan.csv", "download-csv-hint"),
        one("download-ics", "plan.ics", "download-ics-hint"),
        one("download-json", "plan.json", "download-json-hint"),
    ]
}

/// The rows of a table, one activity at a time.
struct Table<'a> {
    context: PageContext<'a>,
    plan: &'a Plan,
    lang: Lang,
}

impl Table<'_> {
    /// The rows of an activity: one, or one a stage. What stands on the activity spans them all.
    fn rows(&self, activity: &Activity, assessed: &Assessed) -> Vec<RowView> {
        let height = activity.stages.len().max(1);
        let evidence_by_stage = activity.stages.iter().any(has_evidence);
        (0..height)
            .map(|index| {
                let stage = activity.stages.get(index);
                let standing = stage.and(assessed.stages.get(index)).unwrap_or(assessed);
                let first = index == 0;
                let cells = self.plan.columns.iter();
                let cells = cells.filter_map(|column| self.cell(column, activity, assessed, index, height)).collect();
                RowView {
                    id: first.then(|| activity.anchor()),
                    first,
                    status: if first { assessed.standing.code() } else { standing.standing.code() },
                    stage_status: stage.filter(|_| first).map(|_| standing.standing.code()),
                    responsible: responsible(activity, stage),
                    months: months(activity, stage),
                    cells,
                    standing: Some(self.standing(activity, assessed, stage, standing)),
                    evidence: match (evidence_by_stage, first) {
                        (true, _) => Some(self.evidence(first.then_some(activity), stage, 1)),
                        (false, true) => Some(self.evidence(Some(activity), None, height)),
                        (false, false) => None,
                    },
                }
            })
            .collect()
    }

    /// A cell of the author's columns; none where the activity's own spans this row.
    fn cell(
        &self,
        column: &Column,
        activity: &Activity,
        assessed: &Assessed,
        index: usize,
        height: usize,
    ) -> Option<CellView> {
        let Extent { stage, rowspan } = extent(&column.field, activity, index, height)?;
        let row = stage.map_or(&activity.row, |stage| &stage.row);
        let html = self.text(row, &column.field);
        let added = match column.field {
            ColumnField::Standard(StandardField::Activity) => self.partners(row),
            ColumnField::Standard(StandardField::Term) => self.new_term(row),
            // Where the row's marks stand on its stages, the mark column follows them.
            ColumnField::Standard(StandardField::Mark) => {
                self.marks(row, stage.and(assessed.stages.get(index)).unwrap_or(assessed))
            }
            _ => None,
        };
        Some(CellView {
            field: column.field.name().to_owned(),
            title: column.title.clone(),
            rowspan,
            empty: html.is_empty() && added.is_none(),
            html,
            added,
        })
    }

    fn text(&self, row: &Row, field: &ColumnField) -> String {
        let html = |text: Option<&Text>| text.map(|text| inline(&text.html)).unwrap_or_default();
        match field {
            ColumnField::Own(field) => html(row.own(field)),
            ColumnField::Standard(field) => match field {
                StandardField::Number => row.number.as_deref().map(escape).unwrap_or_default(),
                StandardField::Activity => html(row.activity.as_ref()),
                StandardField::Term => row.term.as_ref().map(|term| lines(&term.text)).unwrap_or_default(),
                StandardField::Responsible => {
                    row.responsible.iter().map(|name| inline(&name.html)).collect::<Vec<_>>().join("<br>")
                }
                StandardField::Result => html(row.result.as_ref()),
                StandardField::Mark => html(row.mark.text.as_ref()),
            },
        }
    }

    /// «Совместно: …», with links to the partners' homes.
    fn partners(&self, row: &Row) -> Option<String> {
        if row.with.is_empty() {
            return None;
        }
        let one = |partner: &crate::model::Partner| match &partner.address {
            Some(address) => {
                format!("<a href=\"{}\">{}</a>", self.plan.address.relative_link(address), escape(&partner.name))
            }
            None => escape(&partner.name),
        };
        let names = row.with.iter().map(one).collect::<Vec<_>>().join(", ");
        Some(format!("{} {names}", escape(&self.lang.word("held-with"))))
    }

    /// The new term of what was put off, beside its first.
    fn new_term(&self, row: &Row) -> Option<String> {
        let to = row.mark.new_term()?;
        Some(escape(&self.lang.text("postponed-to", &Arguments::new().with("term", to.text.clone()))))
    }

    /// What the program writes into a column of marks: the dates.
    fn marks(&self, row: &Row, assessed: &Assessed) -> Option<String> {
        let dates = dates_text(&assessed.done_dates);
        match (dates, assessed.standing, &row.mark.text) {
            (Some(dates), ..) => Some(dates),
            (None, Standing::Done, None) => Some(escape(&self.lang.word("status-done"))),
            _ => None,
        }
    }

    fn standing(
        &self,
        activity: &Activity,
        assessed: &Assessed,
        stage: Option<&Stage>,
        standing: &Assessed,
    ) -> StandingView {
        let has_mark_column =
            self.plan.columns.iter().any(|column| column.field == ColumnField::Standard(StandardField::Mark));
        let row = stage.map_or(&activity.row, |stage| &stage.row);
        let note = row.mark.text.as_ref().filter(|_| !has_mark_column).map(|text| inline(&text.html));
        let of_row = if stage.is_some() { standing } else { assessed };
        StandingView {
            rowspan: 1,
            status: StatusView::new(standing.standing, self.lang, self.context.site.overdue_plain),
            date: dates_text(&standing.done_dates),
            note,
            progress_text: of_row.repetitions.map(|repetitions| {
                let arguments = Arguments::new()
                    .with("done", usize::try_from(repetitions.done).unwrap_or(usize::MAX))
                    .with("of", usize::try_from(repetitions.of).unwrap_or(usize::MAX));
                self.lang.text("repetitions-done-of", &arguments)
            }),
            percent: of_row.progress.percent(),
        }
    }

    fn evidence(&self, activity: Option<&Activity>, stage: Option<&Stage>, rowspan: usize) -> EvidenceView {
        let mut files = Vec::new();
        let of_activity = activity.map(|activity| (&activity.row, &activity.witnesses));
        let of_stage = stage.map(|stage| (&stage.row, &stage.witnesses));
        for (row, witnesses) in of_activity.into_iter().chain(of_stage) {
            for evidence in &row.evidence {
                let file =
                    FileView::new(&evidence.title, &evidence.target, evidence.date, &self.plan.address, self.lang);
                let sort = if matches!(evidence.target, Target::Elsewhere(_)) { "url" } else { "file" };
                files.push(EvidenceItem { file, sort });
            }
            for witness in witnesses {
                files.push(self.witness(witness));
            }
        }
        EvidenceView { rowspan, files }
    }

    fn witness(&self, witness: &Witness) -> EvidenceItem {
        let file = FileView::new(&witness.title, &witness.target, witness.date, &self.plan.address, self.lang);
        let sort = match witness.kind {
            WitnessKind::Report => "report",
            WitnessKind::News => "news",
            WitnessKind::Document => "file",
        };
        EvidenceItem { file, sort }
    }
}

/// Whose field a cell shows, and over how many rows.
struct Extent<'a> {
    /// None where it is the activity's own.
    stage: Option<&'a Stage>,
    rowspan: usize,
}

/// The extent of a row's cell; none where the cell above reaches into this row.
fn extent<'a>(field: &ColumnField, activity: &'a Activity, index: usize, height: usize) -> Option<Extent<'a>> {
    let stage = |index: usize| activity.stages.get(index);
    let own = |index: usize| stage(index).filter(|stage| has(&stage.row, field));
    // Every row has a number: the stage's own, else the activity's, which reaches down to the next stage that has one.
    if *field == ColumnField::Standard(StandardField::Number) {
        return match own(index) {
            Some(stage) => Some(Extent { stage: Some(stage), rowspan: 1 }),
            None if index > 0 && own(index - 1).is_none() => None,
            None => {
                Some(Extent { stage: None, rowspan: (index..height).take_while(|row| own(*row).is_none()).count() })
            }
        };
    }
    // Marks that the program makes of dates give way to the author's text, which spans all stages.
    let spans = *field == ColumnField::Standard(StandardField::Mark) && activity.row.mark.text.is_some();
    let by_stage = !spans && (0..height).any(|index| own(index).is_some());
    match (by_stage, index) {
        (true, index) => Some(Extent { stage: Some(stage(index)?), rowspan: 1 }),
        (false, 0) => Some(Extent { stage: None, rowspan: height }),
        (false, _) => None,
    }
}

fn has(row: &Row, field: &ColumnField) -> bool {
    match field {
        ColumnField::Own(field) => row.own(field).is_some(),
        ColumnField::Standard(field) => match field {
            StandardField::Number => row.number.is_some(),
            StandardField::Activity => row.activity.is_some(),
            StandardField::Term => row.term.is_some(),
            StandardField::Responsible => !row.responsible.is_empty(),
            StandardField::Result => row.result.is_some(),
            StandardField::Mark => row.mark.text.is_some() || row.mark.done != Done::No,
        },
    }
}

fn has_evidence(stage: &Stage) -> bool {
    !stage.row.evidence.is_empty() || !stage.witnesses.is_empty()
}

fn dates_text(dates: &[NaiveDate]) -> Option<String> {
    (!dates.is_empty()).then(|| dates.iter().map(|date| numeric_date(*date)).collect::<Vec<_>>().join(", "))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Plain text with its line breaks.
fn lines(text: &str) -> String {
    text.trim().lines().map(escape).collect::<Vec<_>>().join("<br>")
}

fn responsible(activity: &Activity, stage: Option<&Stage>) -> Vec<String> {
    let all = activity.row.responsible.iter().chain(stage.into_iter().flat_map(|stage| &stage.row.responsible));
    all.map(|name| super::shared::one_line(&name.plain)).collect()
}

/// The months in which a row has something to do, as `2023-09`.
fn months(activity: &Activity, stage: Option<&Stage>) -> Vec<String> {
    let rows = std::iter::once(&activity.row).chain(stage.map(|stage| &stage.row));
    let mut months = BTreeSet::new();
    for reading in rows.filter_map(crate::progress::term_in_force).map(|term| &term.reading) {
        for (start, end) in stretches(reading) {
            let mut month = (start.year(), start.month());
            // A period of many years has no more months than this.
            for _ in 0..600 {
                if month > (end.year(), end.month()) {
                    break;
                }
                months.insert(month);
                month = if month.1 == 12 { (month.0 + 1, 1) } else { (month.0, month.1 + 1) };
            }
        }
    }
    months.into_iter().map(|(year, month)| format!("{year}-{month:02}")).collect()
}

fn stretches(reading: &Reading) -> Vec<(NaiveDate, NaiveDate)> {
    let closed = |stretch: &Stretch| match (stretch.start, stretch.end) {
        (Some(start), Some(end)) => Some((start, end)),
        (None, Some(end)) => Some((end, end)),
        _ => None,
    };
    if reading.kind == TermKind::Unclear {
        return Vec::new();
    }
    if !reading.occurrences.is_empty() {
        return reading.occurrences.iter().filter_map(closed).collect();
    }
    closed(&Stretch { start: reading.start, end: reading.end }).into_iter().collect()
}

fn filters(plan: &Plan, sections: &[SectionView], lang: Lang) -> Filters {
    let titled = sections.iter().zip(&plan.sections).filter(|(view, _)| !view.rows.is_empty());
    let rows = sections.iter().flat_map(|section| &section.rows);
    let months: BTreeSet<&String> = rows.clone().flat_map(|row| &row.months).collect();
    let mut responsible: Vec<&String> = rows.flat_map(|row| &row.responsible).collect();
    responsible.sort_by_cached_key(|name| (crate::locale::collation_key(name), (*name).clone()));
    responsible.dedup();
    let month = |value: &String| {
        let (year, number) = value.split_once('-')?;
        let first = NaiveDate::from_ymd_opt(year.parse().ok()?, number.parse().ok()?, 1)?;
        Some(FilterMonth { value: value.clone(), title: capitalised(&lang.month_and_year(first)) })
    };
    Filters {
        sections: titled
            .filter_map(|(view, _)| Some(FilterSection { id: view.id.clone(), title: view.title.clone()? }))
            .collect(),
        responsible: responsible.into_iter().cloned().collect(),
        months: months.into_iter().filter_map(month).collect(),
    }
}

/// With its first letter large, as a line of a list begins.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
