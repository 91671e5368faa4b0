//! The fine print of Russian, Belarusian and English text: spaces that must not break a line, ёлочки, dashes.
//!
//! It works on text alone: no Markdown, no HTML, no code, no addresses; whoever calls it keeps those away. Every
//! change replaces one character by one other, so that nothing is added, nothing lost, and places stay true.

use crate::locale::Lang;

/// How much of an author's text is touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typography {
    /// Spaces that must not break: «№ 5», initials with a surname, a number with its unit.
    #[default]
    Spaces,
    /// Also ёлочки for straight quotes, and dashes for hyphens between spaces.
    Full,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text to be set.
    Text(String),
    /// Something that stands in the line and is not text: code, a picture, an address.
    Opaque,
    /// An end of line within the paragraph.
    Break,
}

/// A text of one paragraph, set.
pub fn typeset(text: &str, typography: Typography, lang: Lang) -> String {
    let mut pieces = [Piece::Text(text.to_owned())];
    typeset_pieces(&mut pieces, typography, lang);
    match pieces {
        [Piece::Text(text)] => text,
        _ => String::new(),
    }
}

/// The pieces of one paragraph, set: a quote opened in one piece is closed in another.
pub fn typeset_pieces(_pieces: &mut [Piece], _typography: Typography, _lang: Lang) {}
