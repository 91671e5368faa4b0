//! A Markdown text as a list of nodes: the parser's events, with bare addresses found in the text, and the text set.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::{Options, raw};
use crate::typography::{Piece, typeset_pieces};

/// A node, and the bytes that it covers.
pub(super) type Placed<'t> = (Node<'t>, Range<usize>);

/// One step of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'t> {
    /// An event of the parser.
    Event(Event<'t>),
    /// An address that stands in the text without any mark: `https://example.org`, `school@example.org`.
    BareLink {
        /// As it stands there.
        text: String,
        /// Where it leads.
        target: String,
    },
}

/// Reads a text. Typography is that of the options.
pub(super) fn read<'t>(text: &'t str, options: &Options) -> Vec<Placed<'t>> {
    use pulldown_cmark::Options as Parse;
    let extensions = Parse::ENABLE_TABLES
        | Parse::ENABLE_FOOTNOTES
        | Parse::ENABLE_STRIKETHROUGH
        | Parse::ENABLE_TASKLISTS
        | Parse::ENABLE_HEADING_ATTRIBUTES;
    let events = TextMergeWithOffset::new(Parser::new_ext(text, extensions).into_offset_iter());
    let mut nodes = Vec::new();
    // Within these, text is no place for a link.
    let (mut inside, mut inside_raw_link) = (0_usize, false);
    for (event, range) in events {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                inside = inside.saturating_sub(1);
            }
            Event::InlineHtml(html) => {
                inside_raw_link = match raw::tag_name(html) {
                    Some((name, closing)) if name == "a" => !closing,
                    _ => inside_raw_link,
                }
            }
            Event::End(end) if !is_inline(*end) => inside_raw_link = false,
            Event::Text(found) if inside == 0 && !inside_raw_link => {
                split_links(text, found, &range, &mut nodes);
                continue;
            }
            _ => {}
        }
        nodes.push((Node::Event(event), range));
    }
    if options.typography.is_some() {
        set(&mut nodes, options);
    }
    nodes
}

/// Whether a tag stands within a line of text.
pub(super) fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// The index of the node that ends what begins at `start`.
pub(super) fn end_of(nodes: &[Placed<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (index, (node, _)) in nodes.iter().enumerate().skip(start) {
        match node {
            Node::Event(Event::Start(_)) => depth += 1,
            Node::Event(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index;
                }
            }
            _ => {}
        }
    }
    nodes.len().saturating_sub(1)
}

/// Text, with the addresses in it as nodes of their own.
fn split_links<'t>(source: &str, text: &pulldown_cmark::CowStr<'t>, range: &Range<usize>, nodes: &mut Vec<Placed<'t>>) {
    let mut rest = 0;
    // Where the text stands as it was typed, a stretch of it has a place of its own.
    let exact = source.get(range.clone()) == Some(text.as_ref());
    let place = |part: Range<usize>| match exact {
        true => range.start + part.start..range.start + part.end,
        false => range.clone(),
    };
    for link in bare_links(text) {
        if rest < link.start {
            nodes.push((Node::Event(Event::Text(text[rest..link.start].to_owned().into())), place(rest..link.start)));
        }
        let found = &text[link.clone()];
        let target = if found.contains("://") { found.to_owned() } else { format!("mailto:{found}") };
        nodes.push((Node::BareLink { text: found.to_owned(), target }, place(link.clone())));
        rest = link.end;
    }
    if rest == 0 {
        nodes.push((Node::Event(Event::Text(text.clone())), range.clone()));
    } else if rest < text.len() {
        nodes.push((Node::Event(Event::Text(text[rest..].to_owned().into())), place(rest..text.len())));
    }
}

/// The stretches of a text that are addresses.
fn bare_links(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find([':', '@']).map(|offset| at + offset) {
        let from = found.last().map_or(0, |last| last.end);
        let link = if text[next..].starts_with("://") { web_address(text, from, next) } else { None };
        let link = if text[next..].starts_with('@') { mail_address(text, from, next) } else { link };
        at = link.as_ref().map_or(next + 1, |link| link.end.max(next + 1));
        found.extend(link);
    }
    found
}

/// `https://…` around the `://` found.
fn web_address(text: &str, from: usize, colon: usize) -> Option<Range<usize>> {
    let before = &text[from..colon];
    let scheme = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme))?;
    let start = colon - scheme.len();
    if text[from..start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let stops = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(character, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '„' | '`' | '|' | '\\')
    };
    let end = text[colon..].find(stops).map_or(text.len(), |length| colon + length);
    let end = start + without_closing_marks(&text[start..end]).len();
    let host = text.get(colon + 3..end)?;
    host.starts_with(char::is_alphanumeric).then_some(start..end)
}

/// An address without the punctuation of the sentence around it; a bracket opened within it may close within it.
fn without_closing_marks(address: &str) -> &str {
    let mut address = address;
    let mut unopened = address.matches(')').count().saturating_sub(address.matches('(').count());
    while let Some(last) = address.chars().next_back() {
        match last {
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '’' | '*' | '_' | '~' | ']' | '}' | '…' => {}
            ')' if unopened > 0 => unopened -= 1,
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// `name@example.org` around the `@` found.
fn mail_address(text: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let of_name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let of_host = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    // ASCII on both sides, so characters are bytes. A name longer than mail allows is none: no long searches.
    let name = text[from..at].chars().rev().take(65).take_while(of_name).count();
    let host = text[at + 1..].chars().take(254).take_while(of_host).count();
    let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-']);
    let name = text[at - name..at].trim_start_matches(['.', '-', '+']);
    let (_, zone) = host.rsplit_once('.')?;
    let sound = !name.is_empty()
        && name.len() <= 64
        && !host.starts_with(['.', '-'])
        && !host.contains("..")
        && zone.len() >= 2
        && zone.chars().all(|letter| letter.is_ascii_alphabetic());
    let start = at - name.len();
    let alone = !text[from..start].chars().next_back().is_some_and(char::is_alphanumeric);
    (sound && alone).then(|| start..at + 1 + host.len())
}

/// Sets the typography of every paragraph.
fn set(nodes: &mut [Placed<'_>], options: &Options) {
    let Some(typography) = options.typography else { return };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut owners: Vec<Option<usize>> = Vec::new();
    let mut index = 0;
    // One beyond the last, so that the last paragraph is set as well.
    while index <= nodes.len() {
        let piece = match nodes.get(index).map(|(node, _)| node) {
            Some(Node::BareLink { .. }) => Some(Piece::Opaque),
            Some(Node::Event(Event::Start(Tag::Image { .. }))) => {
                index = end_of(nodes, index);
                Some(Piece::Opaque)
            }
            Some(Node::Event(Event::Start(tag))) if is_inline(tag.to_end()) => {
                index += 1;
                continue;
            }
            Some(Node::Event(Event::Start(Tag::CodeBlock(_)))) => {
                index = end_of(nodes, index);
                None
            }
            Some(Node::Event(Event::End(tag))) if is_inline(*tag) => {
                index += 1;
                continue;
            }
            Some(Node::Event(Event::Text(text))) => Some(Piece::Text(text.to_string())),
            Some(Node::Event(Event::Code(_))) => Some(Piece::Opaque),
            Some(Node::Event(Event::SoftBreak | Event::HardBreak)) => Some(Piece::Break),
            Some(Node::Event(Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_))) => {
                index += 1;
                continue;
            }
            _ => None,
        };
        match piece {
            Some(piece) => {
                owners.push(matches!(piece, Piece::Text(_)).then_some(index));
                pieces.push(piece);
            }
            None => {
                typeset_pieces(&mut pieces, typography, options.lang);
                for (piece, owner) in pieces.drain(..).zip(owners.drain(..)) {
                    if let (Piece::Text(text), Some(owner)) = (piece, owner) {
                        nodes[owner].0 = Node::Event(Event::Text(text.into()));
                    }
                }
            }
        }
        index += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_addresses_are_found() {
        for (text, expected) in [
            ("см. https://example.org.", vec!["https://example.org"]),
            ("(https://example.org/a_(b))", vec!["https://example.org/a_(b)"]),
            ("http://a.by, http://b.by/?x=1&y=2; конец", vec!["http://a.by", "http://b.by/?x=1&y=2"]),
            ("«https://школа.бел/о-нас»", vec!["https://школа.бел/о-нас"]),
            ("пишите на school@example.org.", vec!["school@example.org"]),
            ("school.9@edu.minsk.by, a@b.by", vec!["school.9@edu.minsk.by", "a@b.by"]),
            ("xhttps://example.org", vec![]),
            ("https://", vec![]),
            ("https:// пусто", vec![]),
            ("a@b", vec![]),
            ("@имя", vec![]),
            ("время 10:30, a@", vec![]),
            ("https://user@example.org/", vec!["https://user@example.org/"]),
            ("ftp://example.org", vec![]),
            ("я@example.org", vec![]),
        ] {
            let found: Vec<&str> = bare_links(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
