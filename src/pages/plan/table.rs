//! The rows of a plan's table: the author's cells, and beside them how each row stands and what bears witness to it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::locale::{Arguments, Lang, numeric_date};
use crate::model::{
    Activity, Column, ColumnField, Done, Partner, Plan, Row, Stage, StandardField, Target, Text, Witness, WitnessKind,
    Wording,
};
use crate::pages::shared::{FileView, StatusView, inline, unbroken};
use crate::progress::{Assessed, Standing, months_of};
use crate::text::{escaped, one_line};

/// A row of the table: an activity's first, or that of a further stage.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// The anchor: `a-5`; of an activity's first row only.
    pub id: Option<String>,
    /// Whether it is its activity's first.
    pub first: bool,
    /// The code of `data-status`: the activity's in its first row, the stage's in the others.
    pub status: &'static str,
    /// The code of the first stage, in an activity's first row.
    pub stage_status: Option<&'static str>,
    /// Who is to do it, for the filter.
    pub responsible: Vec<String>,
    /// The months in which it stands, `2026-09`, for the filter.
    pub months: Vec<String>,
    /// The cells that begin in this row.
    pub cells: Vec<CellView>,
    /// How it stands.
    pub standing: Option<StandingView>,
    /// What bears witness; none beneath a cell that spans this row.
    pub evidence: Option<EvidenceView>,
}

/// A cell of the author's.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// The column's field.
    pub field: String,
    /// The column's heading.
    pub title: String,
    /// How many rows it spans.
    pub rowspan: usize,
    /// The author's text, as HTML.
    pub html: String,
    /// What the program adds, as HTML: partners, a new term, dates.
    pub added: Option<String>,
    /// Whether nothing stands in it.
    pub empty: bool,
}

/// How a row stands.
#[derive(Debug, Clone, Serialize)]
pub struct StandingView {
    /// How many rows it spans.
    pub rowspan: usize,
    /// How it stands.
    pub status: StatusView,
    /// On which days it was done, in figures.
    pub date: Option<String>,
    /// The author's words beside the mark, as HTML, where no column has them.
    pub note: Option<String>,
    /// «2 из 4», of what recurs.
    pub progress_text: Option<String>,
    /// How much of it is done.
    pub percent: u8,
}

/// What bears witness to a row.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceView {
    /// How many rows it spans.
    pub rowspan: usize,
    /// Each piece.
    pub files: Vec<EvidenceItem>,
}

/// One piece of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceItem {
    /// Where it lies.
    #[serde(flatten)]
    pub file: FileView,
    /// `file`, `url`, `report` or `news`.
    pub sort: &'static str,
    /// The language of its title, where the page has another.
    pub lang: Option<Lang>,
}

/// The rows of a table, one activity at a time.
pub(super) struct Table<'a> {
    pub plan: &'a Plan,
    pub wording: Wording,
}

impl Table<'_> {
    /// The rows of an activity: one, or one a stage. What stands on the activity spans them all.
    pub fn rows(&self, activity: &Activity, assessed: &Assessed) -> Vec<RowView> {
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
                StandardField::Number => row.number.as_deref().map(escaped).unwrap_or_default(),
                StandardField::Activity => html(row.activity.as_ref()),
                StandardField::Term => {
                    row.term.as_ref().map(|term| lines(&term.text, self.wording.lang)).unwrap_or_default()
                }
                // Several are paragraphs, or the eye would read them as one.
                StandardField::Responsible => match row.responsible.as_slice() {
                    [one] => inline(&one.html),
                    several => several.iter().map(|name| name.html.trim()).collect(),
                },
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
        let one = |partner: &Partner| match &partner.address {
            Some(address) => {
                let href = self.plan.address.relative_link(address);
                let language = partner.language.filter(|language| *language != self.wording.lang);
                let lang = language.map(|language| format!(" lang=\"{language}\"")).unwrap_or_default();
                format!("<a href=\"{href}\"{lang}>{}</a>", escaped(&partner.name))
            }
            None => escaped(&partner.name),
        };
        let names = row.with.iter().map(one).collect::<Vec<_>>().join(", ");
        Some(format!("{} {names}", escaped(&self.wording.lang.word("held-with"))))
    }

    /// The new term of what was put off, beside its first.
    fn new_term(&self, row: &Row) -> Option<String> {
        let to = row.mark.new_term()?;
        Some(escaped(&self.wording.lang.text("postponed-to", &Arguments::new().with("term", to.text.clone()))))
    }

    /// What the program writes into a column of marks: the dates.
    fn marks(&self, row: &Row, assessed: &Assessed) -> Option<String> {
        let dates = dates_text(&assessed.done_dates);
        match (dates, assessed.standing, &row.mark.text) {
            (Some(dates), ..) => Some(dates),
            (None, Standing::Done, None) => Some(escaped(&self.wording.lang.word("status-done"))),
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
            status: StatusView::new(standing.standing, self.wording),
            // The column of marks has it already.
            date: dates_text(&standing.done_dates).filter(|_| !has_mark_column),
            note,
            progress_text: of_row.repetitions.map(|repetitions| {
                let arguments = Arguments::new()
                    .with("done", usize::try_from(repetitions.done).unwrap_or(usize::MAX))
                    .with("of", usize::try_from(repetitions.of).unwrap_or(usize::MAX));
                self.wording.lang.text("repetitions-done-of", &arguments)
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
                let file = FileView::new(
                    &evidence.title,
                    &evidence.target,
                    evidence.date,
                    &self.plan.address,
                    self.wording.lang,
                );
                let sort = if matches!(evidence.target, Target::Elsewhere(_)) { "url" } else { "file" };
                files.push(EvidenceItem { file, sort, lang: None });
            }
            for witness in witnesses {
                files.push(self.witness(witness));
            }
        }
        EvidenceView { rowspan, files }
    }

    fn witness(&self, witness: &Witness) -> EvidenceItem {
        let file = FileView::new(&witness.title, &witness.target, witness.date, &self.plan.address, self.wording.lang);
        let sort = match witness.kind {
            WitnessKind::Report => "report",
            WitnessKind::News => "news",
            WitnessKind::Document => "file",
        };
        EvidenceItem { file, sort, lang: witness.language.filter(|language| *language != self.wording.lang) }
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

/// Plain text with its line breaks.
fn lines(text: &str, lang: Lang) -> String {
    text.trim().lines().map(|line| escaped(&unbroken(line, lang))).collect::<Vec<_>>().join("<br>")
}

fn responsible(activity: &Activity, stage: Option<&Stage>) -> Vec<String> {
    let all = activity.row.responsible.iter().chain(stage.into_iter().flat_map(|stage| &stage.row.responsible));
    all.map(|name| one_line(&name.plain)).collect()
}

/// The months in which a row has something to do, as `2023-09`.
fn months(activity: &Activity, stage: Option<&Stage>) -> Vec<String> {
    months_of(activity, stage).into_iter().map(|month| month.format("%Y-%m").to_string()).collect()
}
