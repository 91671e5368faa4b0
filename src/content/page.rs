//! Markdown files: reports, news and further pages, with YAML front matter.

use std::sync::Arc;

use chrono::NaiveDate;

use super::decode::Decoder;
use super::keys::{self, Key, Record};
use super::{Placement, WrittenPeriod, yaml};
use crate::diagnostic::{Findings, Problem};
use crate::locale::Lang;
use crate::source::{Place, Source, Span, Spanned};

/// What a Markdown file is, by its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageKind {
    /// In `reports/`.
    Report,
    /// In `news/`.
    News,
    /// Anywhere else.
    Page,
}

impl PageKind {
    fn record(self) -> &'static Record {
        match self {
            PageKind::Report => &keys::REPORT,
            PageKind::News => &keys::NEWS,
            PageKind::Page => &keys::PAGE,
        }
    }
}

/// A Markdown file, as written.
#[derive(Debug, Clone)]
pub struct PageDocument {
    /// The file.
    pub source: Arc<Source>,
    /// What it is.
    pub kind: PageKind,
    /// The title, where the front matter has one.
    pub title: Option<Spanned<String>>,
    /// The date of publication.
    pub date: Option<NaiveDate>,
    /// What a report covers.
    pub period: Option<WrittenPeriod>,
    /// The activities it bears witness to.
    pub activities: Vec<Spanned<String>>,
    /// The activities it completes.
    pub completes: Vec<Spanned<String>>,
    /// The tags.
    pub tags: Vec<Spanned<String>>,
    /// A summary for lists.
    pub summary: Option<String>,
    /// The language, where it is not the institution's.
    pub language: Option<Lang>,
    /// Address, menu, draft.
    pub placement: Placement,
    /// Where the Markdown stands.
    pub body: Span,
    /// The file's first line, to point at what the whole file lacks.
    pub head: Span,
}

/// Reads a Markdown file; none where its front matter's syntax is broken. `date` is that of the file's name.
pub fn read(
    source: &Arc<Source>,
    kind: PageKind,
    date: Option<NaiveDate>,
    findings: &mut Findings,
) -> Option<PageDocument> {
    let text = &source.text;
    let head = Span::new(0..text.lines().next().unwrap_or_default().len());
    let (front, body) = match split(text) {
        Split::None => (0..0, 0),
        Split::Front { yaml, body } => (yaml, body),
        Split::Open => {
            findings.report(Problem::FrontMatterOpen {}, Place::new(source, head));
            return None;
        }
    };
    let node = match yaml::parse(text, front) {
        Ok(node) => node,
        Err(error) => {
            findings.report(error.problem, Place::new(source, error.span));
            return None;
        }
    };
    let mut decoder = Decoder { source, findings };
    let fields = decoder.record(&node, kind.record(), &[])?;
    let dated = kind != PageKind::Page;
    let page = PageDocument {
        source: Arc::clone(source),
        kind,
        title: decoder.line(&fields, Key::Title),
        date: decoder.date(&fields, Key::Date).map(|date| date.value).or(date),
        period: if kind == PageKind::Report { decoder.period(&fields, Key::Period) } else { None },
        activities: if dated { decoder.lines(&fields, Key::Activities) } else { Vec::new() },
        completes: if dated { decoder.lines(&fields, Key::Completes) } else { Vec::new() },
        tags: decoder.lines(&fields, Key::Tags),
        summary: decoder.text(&fields, Key::Summary),
        language: decoder.language(&fields),
        placement: decoder.placement(&fields),
        body: Span::new(body..text.len()),
        head,
    };
    if kind == PageKind::News && page.date.is_none() && !fields.has(Key::Date) {
        decoder.report(Problem::MissingDate {}, head);
    }
    Some(page)
}

enum Split {
    /// The file is Markdown from its first line.
    None,
    /// The front matter stands there, the Markdown begins there.
    Front { yaml: std::ops::Range<usize>, body: usize },
    /// The front matter has no end.
    Open,
}

fn split(text: &str) -> Split {
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut offset = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let end = offset + line.len();
        match start {
            None if is_fence(line) => start = Some(end),
            None => return Split::None,
            Some(start) if is_fence(line) || line.trim_end() == "..." => {
                return Split::Front { yaml: start..offset, body: end };
            }
            Some(_) => {}
        }
        offset = end;
    }
    if start.is_some() { Split::Open } else { Split::None }
}
