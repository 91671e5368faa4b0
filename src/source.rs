//! The author's files as text, and places in them to point at.
//!
//! A [`Source`] is text that has been read and found to be UTF-8; it is not a file: nothing here knows a disk.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::text::floor_boundary;

/// One file of the author's, read.
#[derive(Debug)]
pub struct Source {
    /// The file's path from the site's root, with `/` between folders: `content/school/institution.yaml`.
    pub path: String,
    /// The whole text, without a byte-order mark; of an [excerpt](Excerpts) one line of it.
    pub text: String,
    /// What of the file stands before the text.
    before: Before,
    /// Where its lines are, once somebody asks: a file may have as many findings as it has lines.
    lines: OnceLock<Lines>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        self.path == other.path && self.before == other.before && self.text == other.text
    }
}

impl Eq for Source {}

/// What of a file stands before an excerpt of it: nothing, where the source is the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Before {
    bytes: u32,
    lines: usize,
}

/// Offsets of a text, by line and by character.
#[derive(Debug)]
struct Lines {
    /// Where each line begins.
    starts: Vec<u32>,
    /// How many characters begin before each block of bytes: a line may be as long as a file.
    characters: Vec<u32>,
}

impl Lines {
    /// So many bytes are counted anew for each question.
    const BLOCK: usize = 256;

    fn of(text: &str) -> Lines {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| narrow(at + 1))).collect();
        let mut characters = Vec::with_capacity(text.len() / Lines::BLOCK + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(Lines::BLOCK) {
            characters.push(narrow(count));
            count += begun_in(block);
        }
        characters.push(narrow(count));
        Lines { starts, characters }
    }

    /// How many characters begin before an offset.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let block = offset / Lines::BLOCK;
        let known = self.characters.get(block).copied().unwrap_or_default() as usize;
        known + text.as_bytes().get(block * Lines::BLOCK..offset).map_or(0, begun_in)
    }
}

/// How many characters begin in some bytes of UTF-8.
fn begun_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

impl Source {
    /// A source shared by all that points into it.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source { path: path.into(), text: text.into(), before: Before::default(), lines: OnceLock::new() })
    }

    /// Line and column in the file of a byte offset in the text, both from 1; the column counts characters.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_boundary(&self.text, offset);
        let lines = self.lines();
        let line = self.before.lines + lines.starts.partition_point(|start| *start as usize <= offset);
        let start = self.line_around(offset).start;
        let column = lines.characters_before(&self.text, offset) - lines.characters_before(&self.text, start);
        (line, column + 1)
    }

    /// The line in which an offset lies, without its end.
    pub fn line_around(&self, offset: usize) -> Range<usize> {
        let starts = &self.lines().starts;
        let next = starts.partition_point(|start| *start as usize <= offset);
        let start = |line: Option<usize>| line.and_then(|line| starts.get(line)).map(|start| *start as usize);
        start(next.checked_sub(1)).unwrap_or(0)..start(Some(next)).map_or(self.text.len(), |next| next - 1)
    }

    /// Some whole lines of it.
    fn excerpt(&self, lines: Range<usize>) -> Source {
        let bytes = u32::try_from(lines.start).unwrap_or(u32::MAX);
        let before =
            Before { bytes: self.before.bytes.saturating_add(bytes), lines: self.line_and_column(lines.start).0 - 1 };
        let text = self.text.get(lines).unwrap_or_default().to_owned();
        Source { path: self.path.clone(), text, before, lines: OnceLock::new() }
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }

    /// The text between two offsets, as far as the file goes.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// A stretch of a source, in bytes. It does not know which source: the document around it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// A span of a range that fits a file of ours (see the reader's limit on a file's size).
    pub fn new(range: Range<usize>) -> Span {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: narrow(range.start), end: narrow(range.end) }
    }

    /// The bytes it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same stretch of a text that itself begins `offset` bytes into the source.
    pub fn shifted(self, offset: u32) -> Span {
        Span { start: self.start.saturating_add(offset), end: self.end.saturating_add(offset) }
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its document's source.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// A stretch of a known source: what a diagnostic points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The stretch; empty at the file's start where the whole file is meant.
    pub span: Span,
}

impl Place {
    /// A stretch of a file.
    pub fn new(source: &Arc<Source>, span: Span) -> Place {
        Place { source: Arc::clone(source), span }
    }

    /// A file that could not be read as text, or of which only the name matters.
    pub fn file(path: impl Into<String>) -> Place {
        Place { source: Source::new(path, ""), span: Span::default() }
    }

    /// The stretch in the file, in bytes, whether the source is the whole file or not.
    pub fn span_in_file(&self) -> Span {
        self.span.shifted(self.source.before.bytes)
    }

    /// Line and column in the file, from 1; none where its text could not be read.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        let readable = !self.source.text.is_empty() || self.span_in_file().end > 0;
        readable.then(|| self.source.line_and_column(self.span.start as usize))
    }
}

/// Makes places that hold no more of their files than the lines in which they begin: what is found in a region is kept
/// until all of it is reported, and its files must not be. Each line is kept once, so that the excerpts of a file never
/// outgrow it, however many places there are in one line.
#[derive(Debug, Default)]
pub struct Excerpts {
    /// By file and where the line begins.
    lines: FxHashMap<(*const Source, usize), Excerpt>,
}

/// A line of a file.
#[derive(Debug)]
struct Excerpt {
    line: Arc<Source>,
    /// It is told from other files by its address, so it must stay where it is.
    _file: Arc<Source>,
}

impl Excerpts {
    /// The same place in an excerpt.
    pub fn of(&mut self, place: &Place) -> Place {
        let source = &place.source;
        let line = source.line_around(floor_boundary(&source.text, place.span.start as usize));
        // With its end: an empty line is not an empty file.
        let end = (line.end + 1).min(source.text.len());
        if line.start == 0 && end == source.text.len() {
            return place.clone();
        }
        let kept = self.lines.entry((Arc::as_ptr(source), line.start));
        let excerpt = kept
            .or_insert_with(|| Excerpt { line: Arc::new(source.excerpt(line.start..end)), _file: Arc::clone(source) });
        let within = |offset: u32| (offset as usize).clamp(line.start, line.end) - line.start;
        Place::new(&excerpt.line, Span::new(within(place.span.start)..within(place.span.end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_speaks_of_the_same_place() {
        let text = "название: Школа\n\nцель: да\r\nпоследняя: ёж";
        let source = Source::new("a.yaml", text);
        let mut excerpts = Excerpts::default();
        for start in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            for end in (start..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let place = Place::new(&source, Span::new(start..end));
                let excerpt = excerpts.of(&place);
                assert_eq!(excerpt.line_and_column(), place.line_and_column(), "{start}..{end}");
                assert_eq!(excerpt.span_in_file().start, place.span.start);
                assert_eq!(excerpts.of(&excerpt), excerpt);
                assert!(excerpt.source.text.matches('\n').count() <= 1);
                let one_line = source.line_around(start).end >= end;
                assert!(!one_line || excerpt.source.slice(excerpt.span) == source.slice(place.span), "{start}..{end}");
            }
        }
        assert_eq!(excerpts.lines.len(), 4, "each line is kept once");
        assert_eq!(excerpts.of(&Place::file("a.yaml")).line_and_column(), None);
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.yaml", "цель: да\nсрок: нет\n");
        let offset = source.text.find("нет").unwrap_or_default();
        assert_eq!(source.line_and_column(0), (1, 1));
        assert_eq!(source.line_and_column(offset), (2, 7));
        assert_eq!(source.line_and_column(offset + 1), (2, 7), "inside a character is the character");
        assert_eq!(source.line_and_column(usize::MAX), (3, 1));
        assert_eq!(Source::new("a.yaml", "").line_and_column(7), (1, 1));
    }

    /// Counting from the file's beginning for each finding would take minutes.
    #[test]
    fn a_place_costs_the_same_wherever_it_stands() {
        for text in ["цель: да\n".repeat(400_000), "да, ".repeat(800_000)] {
            let source = Source::new("a.yaml", text);
            let begun = std::time::Instant::now();
            let mut furthest = 0;
            for at in (0..source.text.len()).step_by(300) {
                let (line, column) = source.line_and_column(at);
                furthest = furthest.max(line + column);
            }
            assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
            assert!(furthest > 300_000, "{furthest}");
        }
    }
}
