//! Findings drawn for a terminal, as rustc draws its own, grouped by file.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Findings, Severity};
use crate::locale::Lang;
use crate::source::{Place, Source};

/// How text for people is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// With terminal colours.
    pub color: bool,
}

/// A line longer than this is shown around the place only: nobody reads a kilobyte of source in a message.
const LONGEST_LINE: usize = 160;

/// All findings in the order of report, with an empty line after each.
pub fn render_text(findings: &Findings, lang: Lang, style: TextStyle) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for diagnostic in findings.iter() {
        text.push_str(&one(diagnostic, lang, &renderer));
        text.push_str("\n\n");
    }
    text
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
            .line_start(excerpt.first_line)
            .annotation(kind.span(excerpt.start..excerpt.end));
        group = group.element(snippet);
    }
    let help_name = lang.word("severity-help");
    if let Some(help) = diagnostic.help(lang) {
        group = group.element(Level::HELP.with_name(help_name.as_ref()).message(help));
    }
    renderer.render(&[group])
}

/// The lines around a place, shortened where they are very long.
struct Excerpt<'a> {
    path: &'a str,
    text: String,
    first_line: usize,
    start: usize,
    end: usize,
}

impl<'a> Excerpt<'a> {
    fn around(place: &'a Place) -> Excerpt<'a> {
        let source: &Source = &place.source;
        let text = source.text.as_str();
        let start = floor_boundary(text, place.span.start as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        // Only the first line of a long stretch: the place matters, not its whole extent.
        let end = floor_boundary(text, (place.span.end as usize).clamp(start, line_end));
        let (first_line, _) = source.line_and_column(line_start);
        let line = text[line_start..line_end].trim_end_matches('\r');
        if line.len() <= LONGEST_LINE {
            let limit = line.len();
            return Excerpt {
                path: &source.path,
                text: line.to_owned(),
                first_line,
                start: (start - line_start).min(limit),
                end: (end - line_start).min(limit),
            };
        }
        // The column that annotate-snippets prints is counted in what it is given, so a long line keeps its
        // beginning up to the place and loses only what follows.
        let keep = floor_boundary(line, (end - line_start + LONGEST_LINE / 2).min(line.len()));
        let cut = if keep < line.len() { "…" } else { "" };
        Excerpt {
            path: &source.path,
            text: format!("{}{cut}", &line[..keep]),
            first_line,
            start: (start - line_start).min(keep),
            end: (end - line_start).min(keep),
        }
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
