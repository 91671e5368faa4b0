//! The author's files as text, and places in them to point at.
//!
//! A [`Source`] is text that has been read and found to be UTF-8; it is not a file: nothing here knows a disk.

use std::ops::Range;
use std::sync::Arc;

/// One file of the author's, read.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's path from the site's root, with `/` between folders: `content/school/institution.yaml`.
    pub path: String,
    /// The whole text, without a byte-order mark.
    pub text: String,
}

impl Source {
    /// A source shared by all that points into it.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source { path: path.into(), text: text.into() })
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.yaml", "цель: да\nсрок: нет\n");
        let offset = source.text.find("нет").unwrap_or_default();
        assert_eq!(source.line_and_column(0), (1, 1));
        assert_eq!(source.line_and_column(offset), (2, 7));
        assert_eq!(source.line_and_column(offset + 1), (2, 7), "inside a character is the character");
        assert_eq!(source.line_and_column(usize::MAX), (3, 1));
    }
}
