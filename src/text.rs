//! Plain text as several stages need it: on one line, and safe in HTML and XML.

/// A text on one line: what stands between its words is one blank.
pub fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether its words stand one blank apart, as they mostly do.
fn is_one_line(text: &str) -> bool {
    let mut before = ' ';
    for letter in text.chars() {
        if letter.is_whitespace() && (letter != ' ' || before == ' ') {
            return false;
        }
        before = letter;
    }
    text.is_empty() || before != ' '
}

/// The offset, or the beginning of the character in which it lies; at most the text's end.
pub fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Text for HTML or XML, between tags and in the quotes of an attribute.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    if html.contains('"') { html.replace('"', "&quot;") } else { html }
}

/// Text for HTML, between tags, behind what `html` holds.
pub fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | 0)) {
        let (before, special) = rest.split_at(at);
        html.push_str(before);
        html.push_str(match special.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            // A byte that no HTML may hold.
            _ => "\u{fffd}",
        });
        rest = special.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_can_stand_in_an_attribute_and_on_a_line() {
        assert_eq!(escaped("«Школа» <b> & \"5\"\0"), "«Школа» &lt;b&gt; &amp; &quot;5&quot;\u{fffd}");
        assert_eq!(one_line(" Месячник\n  «Школа»\tи ёлка "), "Месячник «Школа» и ёлка");
        for text in ["а б", " а б", "а б ", "а  б", "а\u{a0}б", "а\u{2009}б"] {
            assert_eq!(one_line(text), "а б", "{text:?}");
        }
        assert_eq!((one_line(""), one_line(" ")), (String::new(), String::new()));
        let mut html = String::from("<p>");
        escape("\"a\" < b", &mut html);
        assert_eq!(html, "<p>\"a\" &lt; b");
    }
}
