//! Findings drawn for a terminal, as rustc draws its own, grouped by file.

use annotate_snippets::renderer::DecorStyle;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Findings, Severity};
use crate::locale::Lang;
use crate::source::{Place, Source};
use crate::text::floor_boundary;

/// How text for people is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// With terminal colours.
    pub color: bool,
}

/// A line longer than this is shown around the place only: nobody reads a kilobyte of source in a message.
const LONGEST_LINE: usize = 160;

/// Each finding in the order of report, with an empty line after it.
pub fn render_texts(findings: &Findings, lang: Lang, style: TextStyle) -> impl Iterator<Item = String> {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    findings.iter().map(move |diagnostic| one(diagnostic, lang, &renderer) + "\n\n")
}

/// All findings in the order of report, with an empty line after each.
pub fn render_text(findings: &Findings, lang: Lang, style: TextStyle) -> String {
    render_texts(findings, lang, style).collect()
}

fn one(diagnostic: &Diagnostic, lang: Lang, renderer: &Renderer) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level_name = lang.word(diagnostic.severity().message_id());
    let message = diagnostic.message(lang);
    let title = level.with_name(level_name.as_ref()).primary_title(message).id(diagnostic.problem.code());
    let mut group = title.elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    let excerpts: Vec<Excerpt<'_>> =
        [&diagnostic.place, &diagnostic.related].into_iter().flatten().map(Excerpt::around).collect();
    for (index, excerpt) in excerpts.iter().enumerate() {
        if excerpt.text.is_empty() {
            group = group.element(Origin::path(excerpt.path));
            continue;
        }
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let snippet = Snippet::source(excerpt.text.as_str())
            .path(excerpt.path)
            .line_start(excerpt.line)
            .annotation(kind.span(excerpt.start..excerpt.end));
        group = group.element(snippet);
    }
    let help_name = lang.word("severity-help");
    if let Some(help) = diagnostic.help(lang) {
        group = group.element(Level::HELP.with_name(help_name.as_ref()).message(help));
    }
    let text = renderer.render(&[group]);
    // It counts columns in the text that it is given.
    excerpts.iter().fold(text, |text, excerpt| match excerpt.columns {
        None => text,
        Some((shown, column)) => {
            let place = |column| format!("{}:{}:{column}", excerpt.path, excerpt.line);
            text.replacen(&place(shown), &place(column), 1)
        }
    })
}

/// The line of a place, shortened where it is very long.
struct Excerpt<'a> {
    path: &'a str,
    text: String,
    line: usize,
    /// Where the text does not begin with the line: the column of the place in the text, and in the line.
    columns: Option<(usize, usize)>,
    start: usize,
    end: usize,
}

impl<'a> Excerpt<'a> {
    fn around(place: &'a Place) -> Excerpt<'a> {
        let source: &Source = &place.source;
        let text = source.text.as_str();
        let start = floor_boundary(text, place.span.start as usize);
        let (line, column) = source.line_and_column(start);
        let Range { start: line_start, end: line_end } = source.line_around(start);
        // Only the first line of a long stretch: the place matters, not its whole extent.
        let end = floor_boundary(text, (place.span.end as usize).clamp(start, line_end));
        let whole = text[line_start..line_end].trim_end_matches('\r');
        let (start, end) = ((start - line_start).min(whole.len()), (end - line_start).min(whole.len()));
        if whole.len() <= LONGEST_LINE {
            return Excerpt { path: &source.path, text: whole.to_owned(), line, columns: None, start, end };
        }
        // However long the line is, a message is short: a file may have all its mistakes in one line.
        let from = floor_boundary(whole, start.saturating_sub(LONGEST_LINE / 2));
        let shown_end = end.min(floor_boundary(whole, start + LONGEST_LINE));
        let to = floor_boundary(whole, shown_end + LONGEST_LINE / 2);
        let before = if from > 0 { "…" } else { "" };
        let after = if to < whole.len() { "…" } else { "" };
        Excerpt {
            path: &source.path,
            text: format!("{before}{}{after}", &whole[from..to]),
            line,
            columns: (from > 0).then(|| (whole[from..start].chars().count() + 2, column)),
            start: start - from + before.len(),
            end: shown_end - from + before.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problem;
    use crate::source::Span;

    /// As many mistakes as a line has words must not print the line as many times.
    #[test]
    fn a_place_in_a_long_line_is_shown_with_little_around_it() {
        let source = Source::new("a.yaml", format!("title: х\n{}ОШИБКА{}", "слово ".repeat(900), " ещё".repeat(900)));
        let at = source.text.find("ОШИБКА").unwrap_or_default();
        let mut findings = Findings::new();
        let place = Place::new(&source, Span::new(at..at + "ОШИБКА".len()));
        findings.report(Problem::BadAlias { key: "`aliases`".to_owned(), value: "x".to_owned() }, place);
        let text = render_text(&findings, Lang::Russian, TextStyle { color: false });
        assert!(text.len() < 1500, "{text}");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1..3], [" --> a.yaml:2:5401", "  |"], "{text}");
        let (shown, marks) = (lines[3], lines[4]);
        let column = |line: &str, sign: &str| line.find(sign).map(|at| line[..at].chars().count());
        assert_eq!(column(shown, "ОШИБКА"), column(marks, "^^^^^^"), "{text}");
        assert!(shown.contains("| …") && shown.ends_with('…'), "{text}");
    }
}
