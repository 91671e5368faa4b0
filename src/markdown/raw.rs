//! Raw HTML in Markdown, taken apart: which of its tags and attributes may stay, and where those stand that may not.
//!
//! It is not a parser of HTML documents. It cuts a stretch of raw HTML into tokens; the writer makes new tags from
//! those that may stay, so that nothing reaches the page as the author spelled it, and the wall (see `wall`) parses the
//! whole once more as a browser does.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

/// A piece of raw HTML; the range is that of the bytes in the stretch given.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Text, its entities decoded.
    Text(String),
    /// A tag that may stay.
    Open(Element, Range<usize>),
    /// The end of an element, whichever it was; the name is the author's, lower-case.
    Close(String),
    /// Something that may not stay.
    Removed(Range<usize>),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Element {
    /// The name it has on the page: `h2` for an `h1`.
    pub(super) name: &'static str,
    /// Its attributes that may stay, decoded, each once.
    pub(super) attributes: Vec<(String, String)>,
    /// Whether an attribute was taken out.
    pub(super) lost_attributes: bool,
}

impl Element {
    /// An attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Elements that go with all that stands in them.
const WITH_CONTENT: &[&str] = &[
    "script",
    "style",
    "iframe",
    "object",
    "applet",
    "svg",
    "math",
    "template",
    "noscript",
    "noembed",
    "noframes",
    "title",
    "head",
    "textarea",
    "select",
    "xmp",
    "plaintext",
    "form",
    "button",
    "video",
    "audio",
    "canvas",
    "map",
    "dialog",
];

/// Elements that may stay, with the name they get.
const ELEMENTS: &[(&str, &str)] = &[
    ("a", "a"),
    ("abbr", "abbr"),
    ("acronym", "abbr"),
    ("address", "address"),
    ("article", "div"),
    ("aside", "div"),
    ("b", "b"),
    ("bdi", "bdi"),
    ("bdo", "bdo"),
    ("blockquote", "blockquote"),
    ("br", "br"),
    ("caption", "caption"),
    ("center", "div"),
    ("cite", "cite"),
    ("code", "code"),
    ("col", "col"),
    ("colgroup", "colgroup"),
    ("dd", "dd"),
    ("del", "del"),
    ("details", "details"),
    ("dfn", "dfn"),
    ("div", "div"),
    ("dl", "dl"),
    ("dt", "dt"),
    ("em", "em"),
    ("figcaption", "figcaption"),
    ("figure", "figure"),
    ("h1", "h2"),
    ("h2", "h2"),
    ("h3", "h3"),
    ("h4", "h4"),
    ("h5", "h5"),
    ("h6", "h6"),
    ("hr", "hr"),
    ("i", "i"),
    ("img", "img"),
    ("ins", "ins"),
    ("kbd", "kbd"),
    ("li", "li"),
    ("mark", "mark"),
    ("ol", "ol"),
    ("p", "p"),
    ("pre", "pre"),
    ("q", "q"),
    ("rp", "rp"),
    ("rt", "rt"),
    ("ruby", "ruby"),
    ("s", "s"),
    ("samp", "samp"),
    ("section", "div"),
    ("small", "small"),
    ("span", "span"),
    ("strike", "s"),
    ("strong", "strong"),
    ("sub", "sub"),
    ("summary", "summary"),
    ("sup", "sup"),
    ("table", "table"),
    ("tbody", "tbody"),
    ("td", "td"),
    ("tfoot", "tfoot"),
    ("th", "th"),
    ("thead", "thead"),
    ("time", "time"),
    ("tr", "tr"),
    ("tt", "code"),
    ("u", "u"),
    ("ul", "ul"),
    ("var", "var"),
    ("wbr", "wbr"),
];

/// The name an element gets on the page; none if it may not stay.
pub(super) fn name_on_page(name: &str) -> Option<&'static str> {
    ELEMENTS.iter().find(|(own, _)| *own == name).map(|(_, on_page)| *on_page)
}

/// Whether an element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "col" | "wbr")
}

/// Whether an open element ends where another begins, as a browser has it: `<li>` ends a `<li>`.
pub(super) fn ends_before(open: &str, next: &str) -> bool {
    match open {
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "thead" | "tfoot"),
        "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => matches!(next, "tbody" | "thead" | "tfoot"),
        "p" => is_block(next),
        _ => false,
    }
}

/// Whether an element cannot stand within a paragraph.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "blockquote"
            | "details"
            | "div"
            | "dl"
            | "figure"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "ol"
            | "p"
            | "pre"
            | "table"
            | "ul"
    )
}

/// The name of the single tag that a stretch is, lower-case, and whether it is an end tag.
pub(super) fn tag_name(html: &str) -> Option<(String, bool)> {
    let inner = html.strip_prefix('<')?;
    let (inner, closing) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    if !inner.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let end = inner.find(ends_name).unwrap_or(inner.len());
    Some((inner[..end].to_ascii_lowercase(), closing))
}

/// Whether an element goes with all that stands in it.
pub(super) fn goes_with_content(name: &str) -> bool {
    WITH_CONTENT.contains(&name)
}

fn ends_name(character: char) -> bool {
    character.is_ascii_whitespace() || character == '/' || character == '>'
}

/// Cuts raw HTML into tokens.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut text_start = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        let (token, end) = match markup(html, open) {
            Some(found) => found,
            None => {
                at = open + 1;
                continue;
            }
        };
        text(&html[text_start..open], &mut tokens);
        tokens.extend(token);
        at = end;
        text_start = end;
    }
    text(&html[text_start..], &mut tokens);
    tokens
}

fn text(raw: &str, tokens: &mut Vec<Token>) {
    if !raw.is_empty() {
        tokens.push(Token::Text(decode(raw)));
    }
}

/// What begins with the `<` at `open`, and where it ends; none if the `<` is text.
fn markup(html: &str, open: usize) -> Option<(Option<Token>, usize)> {
    let rest = &html[open..];
    if rest.starts_with("<!--") {
        // A comment is not content: it goes without a word.
        let end = rest.get(4..).and_then(|body| body.find("-->")).map_or(html.len(), |length| open + 4 + length + 3);
        return Some((None, end));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        let closing = if rest.starts_with("<![CDATA[") { "]]>" } else { ">" };
        let end = rest.find(closing).map_or(html.len(), |length| open + length + closing.len());
        return Some((Some(Token::Removed(open..end)), end));
    }
    let (name, closing) = tag_name(rest)?;
    let name_end = open + 1 + usize::from(closing) + name.len();
    let (attributes, end) = attributes(html, name_end);
    let Some(end) = end else {
        // The tag is not closed within the block: a browser would swallow what follows.
        return Some((Some(Token::Removed(open..html.len())), html.len()));
    };
    if closing {
        return Some((Some(Token::Close(name)), end));
    }
    if goes_with_content(&name) {
        let end = end_of_content(html, end, &name);
        return Some((Some(Token::Removed(open..end)), end));
    }
    Some(match name_on_page(&name) {
        Some(on_page) => (Some(Token::Open(element(on_page, &name, attributes), open..end)), end),
        None => (Some(Token::Removed(open..end)), end),
    })
}

/// Where an element that goes with its content ends: after its end tag, or with the block.
fn end_of_content(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html[at..].find("</").map(|offset| at + offset) {
        if tag_name(&html[found..]).is_some_and(|(closing, _)| closing == name) {
            return html[found..].find('>').map_or(html.len(), |length| found + length + 1);
        }
        at = found + 2;
    }
    html.len()
}

/// The attributes of a tag, decoded, and where the tag ends; none if it does not.
fn attributes(html: &str, from: usize) -> (Vec<(String, String)>, Option<usize>) {
    let bytes = html.as_bytes();
    let mut found: Vec<(String, String)> = Vec::new();
    let mut at = from;
    loop {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'/') {
            at += 1;
        }
        match bytes.get(at) {
            None => return (found, None),
            Some(b'>') => return (found, Some(at + 1)),
            Some(_) => {}
        }
        let start = at;
        // A name may begin with `=`, so the first byte is taken whatever it is.
        at += 1;
        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'=')) {
            at += 1;
        }
        let name = String::from_utf8_lossy(&bytes[start..at]).to_ascii_lowercase();
        let mut ahead = at;
        while bytes.get(ahead).is_some_and(u8::is_ascii_whitespace) {
            ahead += 1;
        }
        let mut value = String::new();
        if bytes.get(ahead) == Some(&b'=') {
            at = ahead + 1;
            while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                at += 1;
            }
            let quote = bytes.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
            let start = at + usize::from(quote.is_some());
            let ends = |byte: &u8| match quote {
                Some(quote) => *byte == quote,
                None => byte.is_ascii_whitespace() || *byte == b'>',
            };
            let Some(length) = bytes.get(start..).and_then(|rest| rest.iter().position(ends)) else {
                return (found, None);
            };
            value = decode(&String::from_utf8_lossy(&bytes[start..start + length]));
            at = start + length + usize::from(quote.is_some());
        }
        // The first of a name counts, as in a browser. Nobody writes more than a few.
        if found.len() < 64 && !found.iter().any(|(own, _)| *own == name) {
            found.push((name, value));
        }
    }
}

/// The element with those of its attributes that may stay.
fn element(on_page: &'static str, name: &str, attributes: Vec<(String, String)>) -> Element {
    let mut element = Element { name: on_page, ..Element::default() };
    if name == "center" {
        element.attributes.push(("class".to_owned(), "align-center".to_owned()));
    }
    for (attribute, value) in attributes {
        let number = |most: u32| value.trim().parse::<u32>().ok().filter(|number| *number <= most);
        let kept = match (on_page, attribute.as_str()) {
            (_, "title" | "lang") => Some(value),
            (_, "dir") => Some(value).filter(|value| matches!(value.as_str(), "ltr" | "rtl" | "auto")),
            (_, "id") => Some(value),
            ("a", "href") | ("img", "src" | "alt") => Some(value),
            // The anchors of old: `<a name="x">`.
            ("a", "name") => {
                element.attributes.push(("id".to_owned(), value));
                continue;
            }
            // Set by the program where it is needed.
            ("a", "rel") | ("img", "loading" | "border") | ("table", "border") => continue,
            ("img", "width" | "height") => number(20_000).map(|number| number.to_string()),
            ("td" | "th", "colspan" | "rowspan") | ("col" | "colgroup", "span") => {
                number(1_000).filter(|number| *number > 0).map(|number| number.to_string())
            }
            ("th", "scope") => {
                Some(value).filter(|value| matches!(value.as_str(), "row" | "col" | "rowgroup" | "colgroup"))
            }
            ("ol", "start") | ("li", "value") => value.trim().parse::<i32>().ok().map(|number| number.to_string()),
            ("ol", "type") => Some(value).filter(|value| matches!(value.as_str(), "1" | "a" | "A" | "i" | "I")),
            ("ol", "reversed") | ("details", "open") => Some(String::new()),
            ("time" | "del" | "ins", "datetime") => Some(value),
            ("p" | "div" | "td" | "th" | "tr" | "h2" | "h3" | "h4" | "h5" | "h6", "align") => {
                let class = match value.to_ascii_lowercase().as_str() {
                    "left" => "align-left",
                    "center" => "align-center",
                    "right" => "align-right",
                    _ => continue,
                };
                element.attributes.push(("class".to_owned(), class.to_owned()));
                continue;
            }
            _ => None,
        };
        match kept {
            Some(value) if element.attribute(&attribute).is_none() => element.attributes.push((attribute, value)),
            Some(_) => {}
            None => element.lost_attributes = true,
        }
    }
    element
}

/// Text with its entities decoded.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(ampersand) = rest.find('&') {
        decoded.push_str(&rest[..ampersand]);
        rest = &rest[ampersand..];
        // The longest name has 31 letters.
        let end = rest.bytes().take(40).position(|byte| byte == b';');
        match end.map(|end| &rest[..=end]) {
            Some("&amp;") => decoded.push('&'),
            Some("&lt;") => decoded.push('<'),
            Some("&gt;") => decoded.push('>'),
            Some("&quot;") => decoded.push('"'),
            Some("&nbsp;") => decoded.push('\u{a0}'),
            Some(entity)
                if entity[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b';')) =>
            {
                // The Markdown parser knows all the names; a text that is one entity costs it nothing.
                for event in Parser::new(entity) {
                    if let Event::Text(text) = event {
                        decoded.push_str(&text);
                    }
                }
            }
            _ => {
                decoded.push('&');
                rest = &rest[1..];
                continue;
            }
        }
        rest = &rest[end.map_or(0, |end| end + 1)..];
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let show = |token: Token| match token {
            Token::Text(text) => text,
            Token::Open(element, _) => {
                let attributes: String =
                    element.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
                let lost = if element.lost_attributes { " !" } else { "" };
                format!("[{}{attributes}{lost}]", element.name)
            }
            Token::Close(name) => format!("[/{name}]"),
            Token::Removed(range) => format!("[-{}-]", &html[range]),
        };
        tokens(html).into_iter().map(show).collect()
    }

    #[test]
    fn raw_html_is_taken_apart() {
        for (html, expected) in [
            ("<b>x</b>", "[b]x[/b]"),
            ("<B CLASS=a onclick='x'>x</B >", "[b !]x[/b]"),
            ("<h1 id=\"a\">", "[h2 id=a]"),
            ("<a href=\"x\" target=_blank rel=nofollow>", "[a href=x !]"),
            ("<a name=top>", "[a id=top]"),
            ("a < b & c", "a < b & c"),
            ("&lt;b&gt; &eacute;&#1078;&#x436; &nosuch; &", "<b> éжж &nosuch; &"),
            ("<!-- note --><p>x", "[p]x"),
            ("<!-- open", ""),
            ("<!doctype html>x<?php x ?>", "[-<!doctype html>-]x[-<?php x ?>-]"),
            ("<script>a</scripty></SCRIPT >b", "[-<script>a</scripty></SCRIPT >-]b"),
            ("<style>a", "[-<style>a-]"),
            ("<font color=red>x</font>", "[-<font color=red>-]x[/font]"),
            ("<p align=CENTER>", "[p class=align-center]"),
            ("<img src=a.png alt='' width=10 height=x>", "[img src=a.png alt= width=10 !]"),
            ("<td colspan=2 rowspan=0>", "[td colspan=2 !]"),
            ("<b title=\"unclosed>x", "[-<b title=\"unclosed>x-]"),
            ("<b/ id=x/>", "[b id=x/]"),
            ("<b id=x id=y>", "[b id=x]"),
            ("<ж>", "<ж>"),
            ("<img src=\"java&#115;cript:x\">", "[img src=javascript:x]"),
            ("</", "</"),
            ("<", "<"),
            ("<a =x>", "[a !]"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_raw_html_panics(html in "([<>/!&;=\"' a-]|script|img|<b|ж|-->|&#){0,40}") {
            tokens(&html);
        }
    }
}
