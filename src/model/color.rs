//! A colour.

/// A colour, as its red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// `#rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#')?;
        let long = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let part = |range: std::ops::Range<usize>| u8::from_str_radix(long.get(range)?, 16).ok();
        Some(Color { red: part(0..2)?, green: part(2..4)?, blue: part(4..6)? })
    }
}
