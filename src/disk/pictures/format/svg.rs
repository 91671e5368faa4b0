//! SVG: a drawing in XML, published as it is. Only its size is looked for, so that a page can keep room for it.

use super::{Format, Header};

/// As far as a drawing's first tag is looked for.
const START: usize = 16 * 1024;

pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let start = start(bytes);
    start.trim_start_matches('\u{feff}').trim_start().starts_with('<') && tag(&start).is_some()
}

/// The size in pixels: `width` and `height`, or the `viewBox`; 0 where there is neither.
pub(super) fn header(bytes: &[u8]) -> Header {
    let start = start(bytes);
    let tag = tag(&start).unwrap_or_default();
    let length = |name| value(tag, name).and_then(|text| pixels(text.strip_suffix("px").unwrap_or(text)));
    let view: Vec<&str> =
        value(tag, "viewBox").unwrap_or_default().split([' ', ',']).filter(|text| !text.is_empty()).collect();
    let of_view = match view[..] {
        [_, _, width, height] => pixels(width).zip(pixels(height)),
        _ => None,
    };
    let (width, height) = length("width").zip(length("height")).or(of_view).unwrap_or_default();
    Header::plain(Format::Svg, width, height, 0)
}

fn start(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes.get(..START).unwrap_or(bytes))
}

/// The inside of the first tag `svg`.
fn tag(text: &str) -> Option<&str> {
    let (at, found) = text.match_indices("<svg").find(|(at, found)| {
        text[at + found.len()..].starts_with(|next: char| next.is_whitespace() || matches!(next, '>' | '/'))
    })?;
    let rest = &text[at + found.len()..];
    rest.find('>').map(|end| &rest[..end])
}

/// An attribute's value.
fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let is_whole = tag[..at].ends_with(char::is_whitespace);
        let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|quote| is_whole && matches!(quote, '"' | '\''))?;
        rest[1..].split_once(quote).map(|(value, _)| value.trim())
    })
}

fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.parse().ok()?;
    (1.0..=100_000.0).contains(&number).then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_states_its_size_or_none() {
        let cases = [
            (r#"<svg width="120" height="80.4px" viewBox="0 0 1 1">"#, (120, 80)),
            ("<?xml version='1.0'?>\n<svg\n xmlns='x' viewBox = '0 0 24,12'/>", (24, 12)),
            (r#"<svg width="100%" height="100%" viewBox="0 0 24 12">"#, (24, 12)),
            (r#"<svg stroke-width="3" height="5">"#, (0, 0)),
            ("<svg>", (0, 0)),
        ];
        for (text, size) in cases {
            let header = header(text.as_bytes());
            assert!(is_svg(text.as_bytes()), "{text}");
            assert_eq!((header.width, header.height), size, "{text}");
        }
    }
}
