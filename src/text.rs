//! Plain text as several stages need it: on one line, and safe in HTML and XML.

/// A text on one line: what stands between its words is one blank.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text for HTML or XML, between tags and in the quotes of an attribute.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    if html.contains('"') { html.replace('"', "&quot;") } else { html }
}

/// Text for HTML, between tags, behind what `html` holds.
pub fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            // A byte that no HTML may hold.
            '\0' => html.push('\u{fffd}'),
            _ => html.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_can_stand_in_an_attribute_and_on_a_line() {
        assert_eq!(escaped("«Школа» <b> & \"5\"\0"), "«Школа» &lt;b&gt; &amp; &quot;5&quot;\u{fffd}");
        assert_eq!(one_line(" Месячник\n  «Школа»\tи ёлка "), "Месячник «Школа» и ёлка");
        let mut html = String::from("<p>");
        escape("\"a\" < b", &mut html);
        assert_eq!(html, "<p>\"a\" &lt; b");
    }
}
