//! SVG: a drawing in XML, published as it is. Its size is looked for, so that a page can keep room for it, and whatever is
//! more than a drawing: shown in a page a script in it does nothing, but a reader may open the drawing itself.

use super::{Defect, Format, Header};

/// As far as a drawing's first tag is looked for.
const START: usize = 16 * 1024;

pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let start = start(bytes);
    start.trim_start_matches('\u{feff}').trim_start().starts_with('<') && tag(&start).is_some()
}

/// The size in pixels: `width` and `height`, or the `viewBox`; 0 where there is neither.
pub(super) fn header(bytes: &[u8]) -> Result<Header, Defect> {
    if is_more_than_drawing(bytes) {
        return Err(Defect::Script);
    }
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
    Ok(Header::plain(Format::Svg, width, height, 0))
}

/// Elements that run something or bring other documents in.
const ACTIVE: [&str; 7] = ["script", "foreignobject", "iframe", "object", "embed", "handler", "listener"];

/// Whether there are scripts, handlers or foreign documents in it. What only looks like one, in a text or a comment,
/// counts too: nobody needs it in a drawing.
fn is_more_than_drawing(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let starts_as = |name: &str| {
        let local = name.split(|letter: char| !(letter.is_alphanumeric() || ":-_.".contains(letter))).next();
        local.and_then(|name| name.rsplit(':').next()).is_some_and(|name| ACTIVE.contains(&name))
    };
    if text.split('<').skip(1).any(starts_as) || text.contains("<!entity") || text.contains("<?xml-stylesheet") {
        return true;
    }
    // `onload = "…"`: a name that begins with on, after a space or another attribute's end.
    let is_handler = |(at, _): (usize, &str)| {
        let stands_alone = text[..at].ends_with(|letter: char| letter.is_whitespace() || "\"'/".contains(letter));
        let rest = text[at..].trim_start_matches(|letter: char| letter.is_ascii_alphanumeric());
        stands_alone && rest.len() + 2 < text[at..].len() && rest.trim_start().starts_with('=')
    };
    if text.match_indices("on").any(is_handler) {
        return true;
    }
    // Browsers pass over spaces within an address's scheme; a letter may be written by its number.
    let plain = if text.contains("&#") { with_numbered_letters(&text) } else { text };
    let dense: String = plain.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    dense.contains("javascript:") || dense.contains("data:text/") || dense.contains("data:application/")
}

/// `&#106;` and `&#x6a;` as the letters they stand for.
fn with_numbered_letters(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(part.len());
        let (number, rest) = part.split_at(end);
        let code = match number.strip_prefix('x') {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        plain.extend(code.ok().and_then(char::from_u32).map(|letter| letter.to_ascii_lowercase()));
        plain.push_str(rest.strip_prefix(';').unwrap_or(rest));
    }
    plain
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
            let header = header(text.as_bytes()).map(|header| (header.width, header.height));
            assert!(is_svg(text.as_bytes()), "{text}");
            assert_eq!(header, Ok(size), "{text}");
        }
    }

    #[test]
    fn a_drawing_is_nothing_more() {
        for inner in [
            "<script>alert(1)</script>",
            "<svg:Script href='x'/>",
            "<foreignObject><body/></foreignObject>",
            "<g onload=\"x()\"/>",
            "<g fill='red'onClick = 'x()'/>",
            "<a href='javascript:x()'/>",
            "<a href='java&#115;cript&#x3A;x()'/>",
            "<a href='java\nscript:x()'/>",
            "<use href='data:text/html,x'/>",
        ] {
            assert!(is_more_than_drawing(format!("<svg>{inner}</svg>").as_bytes()), "{inner}");
        }
        assert!(is_more_than_drawing(b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"));
        assert!(is_more_than_drawing(b"<?xml-stylesheet href='a.xsl' type='text/xsl'?><svg/>"));
        for inner in [
            "<text>on description of one; on = 3</text>",
            "<g id='on' class='one on two' font-family='Onest'/>",
            "<style>.a{fill:#fff}</style><image href='data:image/png;base64,AA=='/>",
            "<metadata>script</metadata>",
        ] {
            assert!(!is_more_than_drawing(format!("<svg>{inner}</svg>").as_bytes()), "{inner}");
        }
    }
}
