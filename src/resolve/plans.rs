//! Plans, resolved: numbers and identities, terms in the plan's year, and what bears witness to each row.

use super::Resolver;
use super::links::Here;
use super::materials::PlanFile;
use super::references::{RowIndex, Writer, rows_of};
use super::terms::{ActivityTerms, RowTerms, read_terms};
use crate::content::keys::Key;
use crate::content::plan::{self, EvidenceEntry, PlanDocument, RowDocument};
use crate::diagnostic::{Diagnostic, Findings, Problem};
use crate::locale::{Lang, numeric_date};
use crate::markdown::Options;
use crate::model::{
    Activity, ActivityAddress, Article, ArticleKind, Column, ColumnField, Declared, Document, Done, Evidence, Mark,
    Partner, Plan, Row, Section, Stage, Target, Witness, WitnessKind, WrittenPeriod,
};
use crate::source::{Place, Span};
use crate::term::{Calendar, Period};

/// Two rows of one identity.
pub(super) fn report_doubled_ids(document: &PlanDocument, rows: &[RowIndex], findings: &mut Findings) {
    let span_of = |row: &RowIndex| {
        let activity = &document.sections[row.section].activities[row.activity];
        activity.id.as_ref().or(activity.row.number.as_ref()).map_or(activity.span, |written| written.span)
    };
    let mut seen: std::collections::BTreeMap<&str, Span> = std::collections::BTreeMap::new();
    for row in rows {
        let span = span_of(row);
        if let Some(earlier) = seen.get(row.id.as_str()) {
            let (line, _) = document.source.line_and_column(earlier.start as usize);
            let problem = Problem::DoubledId { id: row.id.clone(), line };
            let diagnostic = Diagnostic::new(problem, Place::new(&document.source, span));
            findings.push(diagnostic.with_related(Place::new(&document.source, *earlier)));
        } else {
            seen.insert(&row.id, span);
        }
    }
}

/// Ties each row to the reports, news and documents that name it.
pub(super) fn bear_witness(plans: &mut [Plan], articles: &[Article], documents: &[Document]) {
    let mut add = |address: &ActivityAddress, witness: Witness| {
        let Some(activity) = plans
            .get_mut(address.plan)
            .and_then(|plan| plan.sections.get_mut(address.section))
            .and_then(|section| section.activities.get_mut(address.activity))
        else {
            return;
        };
        match address.stage {
            None => activity.witnesses.push(witness),
            Some(stage) => {
                if let Some(stage) = activity.stages.get_mut(stage) {
                    stage.witnesses.push(witness);
                }
            }
        }
    };
    // The articles come latest first; a row tells its story in order.
    for article in articles.iter().rev() {
        for address in &article.activities {
            let kind = match article.kind {
                ArticleKind::Report => WitnessKind::Report,
                ArticleKind::News => WitnessKind::News,
            };
            add(
                address,
                Witness {
                    kind,
                    title: article.page.title.clone(),
                    language: article.page.language,
                    target: Target::Page(article.page.address.clone()),
                    date: Some(article.date),
                    completes: article.completes.contains(address),
                },
            );
        }
    }
    for document in documents {
        for address in &document.activities {
            add(
                address,
                Witness {
                    kind: WitnessKind::Document,
                    title: document.title.clone(),
                    language: None,
                    target: document.target.clone(),
                    date: document.date,
                    completes: false,
                },
            );
        }
    }
}

impl Resolver<'_> {
    /// A plan; none where readers do not see it.
    pub(super) fn plan(&self, writer: Writer, file: &PlanFile, language: Lang, calendar: &Calendar) -> Option<Plan> {
        let document = &file.document;
        let located = self.links.book.located.get(&file.path).filter(|located| located.published)?;
        let address = located.page.clone()?;
        let period = match &document.period {
            Some(period) => period.clone(),
            // That it could not be read has been said; links and references are judged all the same.
            None => WrittenPeriod { period: Period::school_year_of(self.moment.today), text: String::new() },
        };
        let here = Here { page: &address, source: &document.source, writer };
        let terms = {
            let mut found = self.links.found.borrow_mut();
            let mut remarks = Findings::new();
            let terms = read_terms(document, &period.period, calendar, &mut remarks);
            if document.period.is_some() {
                found.findings.append(remarks);
            }
            terms
        };
        // Of both there is one an activity, in the order of the rows.
        let mut rows = rows_of(document).into_iter().zip(terms);
        let sections = document.sections.iter().map(|section| Section {
            title: section.title.clone(),
            activities: (section.activities.iter().zip(rows.by_ref()))
                .map(|(activity, (index, terms))| self.activity(activity, &index, terms, here, language))
                .collect(),
        });
        let sections = sections.collect();
        let column = |column: &plan::Column| Column {
            field: column.field.clone(),
            title: match (&column.title, &column.field) {
                (Some(title), _) => title.clone(),
                (None, ColumnField::Standard(field)) => language.word(field.usual_heading()).into_owned(),
                (None, ColumnField::Own(name)) => name.clone(),
            },
        };
        Some(Plan {
            name: file.name.clone(),
            source: file.path.clone(),
            title: document.title.clone(),
            caption: document.caption.clone().unwrap_or_else(|| document.title.clone()),
            period,
            approvals: document.approvals.clone(),
            goal: self.optional(document.goal.as_ref(), here, language, "goal"),
            tasks: self.tasks(&document.tasks, here, language, "task"),
            columns: document.columns.iter().map(column).collect(),
            sections,
            signatures: document.signatures.clone(),
            revisions: document.revisions.clone(),
            order: document.placement.order,
            draft: document.placement.draft,
            address,
        })
    }

    fn activity(
        &self,
        document: &plan::ActivityDocument,
        index: &RowIndex,
        terms: ActivityTerms,
        here: Here<'_>,
        language: Lang,
    ) -> Activity {
        let prefix = format!("a-{}", index.id);
        let mut row = self.row(&document.row, terms.row, here, language, &prefix);
        row.number = Some(index.number.clone());
        let stages = document.stages.iter().zip(terms.stages).zip(1..);
        let stages = stages.map(|((stage, terms), number)| Stage {
            row: self.row(stage, terms, here, language, &format!("{prefix}-{number}")),
            witnesses: Vec::new(),
        });
        let stages = stages.collect();
        Activity { id: index.id.clone(), row, stages, witnesses: Vec::new() }
    }

    fn row(&self, document: &RowDocument, terms: RowTerms, here: Here<'_>, language: Lang, prefix: &str) -> Row {
        let cell = |text: &crate::source::Spanned<String>, field: &str| {
            self.links.cell(text, here, &Options::cell(language, format!("{prefix}-{field}")))
        };
        let mark = Mark {
            done: self.done(document, here),
            declared: document.declared.map(|declared| match declared {
                plan::Declared::Cancelled => Declared::Cancelled,
                plan::Declared::Postponed => Declared::Postponed { to: terms.to.map(Box::new) },
            }),
            text: document.mark.as_ref().map(|text| cell(text, "mark")),
        };
        let evidence = |entry: &EvidenceEntry| Evidence {
            title: entry.title.clone(),
            target: self.target(entry.file.as_ref(), entry.url.as_ref(), here),
            date: entry.date,
        };
        Row {
            number: document.number.as_ref().map(|number| number.value.clone()),
            activity: document.activity.as_ref().map(|text| cell(text, "activity")),
            term: terms.term,
            responsible: (document.responsible.iter().enumerate())
                .map(|(n, name)| cell(name, &format!("responsible-{n}")))
                .collect(),
            result: document.result.as_ref().map(|text| cell(text, "result")),
            own: document
                .own
                .iter()
                .enumerate()
                .map(|(n, (field, text))| (field.clone(), cell(text, &n.to_string())))
                .collect(),
            mark,
            evidence: document.evidence.iter().map(evidence).collect(),
            with: document.with.iter().map(|partner| self.partner(&partner.value)).collect(),
        }
    }

    /// When a row was done, as its editor says; a day to come is remarked upon.
    fn done(&self, document: &RowDocument, here: Here<'_>) -> Done {
        let written = match &document.done {
            plan::Done::No => return Done::No,
            plan::Done::Yes => return Done::Yes,
            plan::Done::Dates(written) => written,
        };
        for date in written.iter().filter(|date| date.value > self.moment.today) {
            let (date_text, today) = (numeric_date(date.value), numeric_date(self.moment.today));
            let problem = Problem::DoneInFuture { key: Key::Done.in_both(), date: date_text, today };
            self.links.found.borrow_mut().findings.report(problem, Place::new(here.source, date.span));
        }
        let mut dates: Vec<_> = written.iter().map(|date| date.value).collect();
        dates.sort_unstable();
        dates.dedup();
        Done::On(dates)
    }

    fn partner(&self, written: &str) -> Partner {
        self.links.found.borrow_mut().partners.insert(written.to_owned());
        match self.links.neighbourhood.partner(written) {
            Some(neighbour) => Partner {
                name: neighbour.name.clone(),
                address: Some(neighbour.address.clone()),
                language: Some(neighbour.language.unwrap_or(self.site.language)),
            },
            None => Partner { name: written.to_owned(), address: None, language: None },
        }
    }
}
