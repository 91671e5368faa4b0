//! Markdown files: reports, news and further pages, with YAML front matter.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::decode::{DateError, Decoder, read_date};
use super::keys::{self, Key, Record};
use super::{Placement, yaml};
use crate::diagnostic::{Findings, Problem, Word};
use crate::locale::{Lang, numeric_date};
use crate::model::WrittenPeriod;
use crate::source::{Place, Source, Span, Spanned};
use crate::term::Calendar;

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
    /// Whether the front matter has a title that cannot be read: that has been said.
    pub title_is_wrong: bool,
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

/// Reads a Markdown file, its period by the school's calendar; none where its front matter's syntax is broken. `name` is
/// what its address is made of: a news item's may begin with its date.
pub fn read(
    source: &Arc<Source>,
    kind: PageKind,
    name: &str,
    calendar: &Calendar,
    findings: &mut Findings,
) -> Option<PageDocument> {
    let text = &source.text;
    let head = first_line(text);
    let mut refuse = |problem| findings.report(problem, Place::new(source, Span::new(head.clone())));
    let (front, body) = match split(text, head.clone(), kind.record()) {
        Split::None => (0..0, 0),
        Split::Front { yaml, body } => (yaml, body),
        Split::Open => {
            refuse(Problem::FrontMatterOpen {});
            return None;
        }
        Split::OtherFence { advice } => {
            let fence = text[head.clone()].trim().to_owned();
            refuse(Problem::FrontMatterFence { fence, advice: Word(advice) });
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
    let head = Span::new(head);
    let mut decoder = Decoder { source, findings };
    let fields = decoder.file(&node, kind.record())?;
    let dated = kind != PageKind::Page;
    let title = decoder.line(&fields, Key::Title);
    let date = decoder.date(&fields, Key::Date).map(|date| date.value);
    let by_name = kind == PageKind::News && fields.node(Key::Date).is_none() && !fields.is_meant(Key::Date);
    Some(PageDocument {
        source: Arc::clone(source),
        kind,
        title_is_wrong: title.is_none() && (fields.node(Key::Title).is_some() || fields.is_meant(Key::Title)),
        title,
        date: if by_name { decoder.date_of_name(name, head) } else { date },
        period: if kind == PageKind::Report { decoder.period(&fields, Key::Period, calendar) } else { None },
        activities: if dated { decoder.lines(&fields, Key::Activities) } else { Vec::new() },
        completes: if dated { decoder.lines(&fields, Key::Completes) } else { Vec::new() },
        tags: decoder.lines(&fields, Key::Tags),
        summary: decoder.text(&fields, Key::Summary),
        language: decoder.language(&fields),
        placement: decoder.placement(&fields),
        body: Span::new(body..text.len()),
        head,
    })
}

impl Decoder<'_> {
    /// The date with which the name of a news item's file begins.
    fn date_of_name(&mut self, name: &str, head: Span) -> Option<NaiveDate> {
        let written = name.get(..10).unwrap_or_default();
        match read_date(written) {
            Ok(date) => return Some(date),
            Err(DateError::NoSuchDay { nearest }) => {
                let (value, nearest) = (written.to_owned(), numeric_date(nearest));
                self.report(Problem::NoSuchDate { key: None, value, nearest }, head);
            }
            Err(DateError::NotADate) => self.report(Problem::MissingDate {}, head),
        }
        None
    }
}

/// The first line on which something stands: nothing above it counts.
fn first_line(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let length = text[start..].find('\n').unwrap_or(text.len() - start);
    start..start + length
}

enum Split {
    /// The file is Markdown from its first line.
    None,
    /// The front matter stands there, the Markdown begins there.
    Front { yaml: Range<usize>, body: usize },
    /// The front matter has no end.
    Open,
    /// The front matter stands between lines of another sort.
    OtherFence { advice: &'static str },
}

/// What stands above a file's text, whose first line that is not blank is `head`. Blanks around a fence do not count,
/// but the closing one begins its line: further right it may be a value's own text.
fn split(text: &str, head: Range<usize>, record: &Record) -> Split {
    let after = (head.end + 1).min(text.len());
    match text[head].trim() {
        "---" => {}
        // So Hugo marks TOML.
        "+++" => return Split::OtherFence { advice: "fence-advice-toml" },
        line if is_line_of_dashes(line) && begins_with_key(&text[after..], record) => {
            return Split::OtherFence { advice: "fence-advice-dashes" };
        }
        _ => return Split::None,
    }
    let mut offset = after;
    for line in text[after..].split_inclusive('\n') {
        let end = offset + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Split::Front { yaml: after..offset, body: end };
        }
        offset = end;
    }
    Split::Open
}

/// What a hurried hand or a word processor makes of three hyphens.
fn is_line_of_dashes(line: &str) -> bool {
    !line.is_empty() && line.chars().all(|letter| matches!(letter, '-' | '–' | '—' | '−'))
}

/// Whether a text begins as front matter does, and not as a text beneath a rule.
fn begins_with_key(text: &str, record: &Record) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.split_once(':').is_some_and(|(key, _)| record.field(key.trim()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found of a page's front matter: its title, or the code of what is wrong, with the place.
    fn check(text: &str, expected: &str) {
        let source = Source::new("content/a.md", text);
        let mut findings = Findings::new();
        let page = read(&source, PageKind::Page, "a", &Calendar::default(), &mut findings);
        let problems = findings.iter().map(|finding| {
            let (line, column) = finding.line_and_column().unwrap_or_default();
            format!("{} {line}:{column}", finding.problem.code())
        });
        let title = page.map(|page| page.title.map_or_else(|| "none".to_owned(), |title| title.value));
        let found: Vec<String> = problems.chain(title).collect();
        assert_eq!(found.join(", "), expected, "{text:?}");
    }

    #[test]
    fn front_matter_is_found_or_missed_aloud() {
        check("---\ntitle: А\n---\nтекст\n", "А");
        check("\n \n\n---\ntitle: А\n---\nтекст\n", "А");
        check(" --- \ntitle: А\n---  \nтекст\n", "А");
        check("---\ntitle: А\n...\nтекст\n", "А");
        check("\n---\ntitel: А\n---\n", "unknown-key 3:1, none");
        check("---\nsummary: |\n  а\n  ---\ntitle: А\n---\n", "А");
        check("\n---\ntitle: А\n ---\nтекст\n", "front-matter-open 2:1");
        check("+++\ntitle = \"А\"\n+++\nтекст\n", "front-matter-fence 1:1");
        check("----\ntitle: А\n----\nтекст\n", "front-matter-fence 1:1");
        check("\n———\n\nназвание: А\n———\n", "front-matter-fence 2:1");
        // A rule above a text is a rule.
        check("----\nМеста: актовый зал\n", "none");
        check("текст\n\n---\ntitle: А\n---\n", "none");
        check("", "none");
    }

    #[test]
    fn a_news_item_without_a_date_takes_that_of_its_name() {
        for (name, front, expected) in [
            ("2024-02-29-x", "", Ok("2024-02-29")),
            ("2024-02-29", "date: 01.03.2024\n", Ok("2024-03-01")),
            ("2024-02-31-x", "", Err("no-such-date")),
            ("x", "", Err("missing-date")),
            ("фестиваль", "", Err("missing-date")),
            ("x", "dtae: 01.03.2024\n", Err("unknown-key")),
            ("2024-02-31-x", "date: 2024-02-30\n", Err("no-such-date")),
        ] {
            let source = Source::new("content/a.md", format!("---\n{front}---\n# А\n"));
            let mut findings = Findings::new();
            let page = read(&source, PageKind::News, name, &Calendar::default(), &mut findings);
            let date = page.and_then(|page| page.date).map(|date| date.to_string());
            let codes: Vec<&str> = findings.iter().map(|finding| finding.problem.code()).collect();
            match expected {
                Ok(day) => assert_eq!((date.as_deref(), codes), (Some(day), Vec::new()), "{name} {front}"),
                Err(code) => assert_eq!((date, codes), (None, vec![code]), "{name} {front}"),
            }
        }
    }
}
