//! The text of nodes, without marks: for search, summaries, and the data files beside a plan.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::nodes::{Node, Placed, end_of, is_inline};
use super::raw::{self, Token};

/// How the text is wanted.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// A newline of the author's is a newline; else it is a space.
    pub(super) breaks: bool,
    /// A picture is there by its alternative text.
    pub(super) alternatives: bool,
    /// Nodes that do not count, from the first to the last of them: the title.
    pub(super) skip: Option<(usize, usize)>,
}

/// The text of a stretch of nodes; blocks, list items and rows are apart by a newline, cells by a tab. Footnotes come last.
pub(super) fn text_of(nodes: &[Placed<'_>], wanted: Wanted) -> String {
    let mut text = Text { made: String::new(), pending: None };
    let mut footnotes = Vec::new();
    stretch(nodes, 0..nodes.len(), wanted, &mut text, Some(&mut footnotes));
    for range in footnotes {
        stretch(nodes, range, wanted, &mut text, None);
        text.apart('\n');
    }
    text.made.trim_end().to_owned()
}

/// The paragraphs that stand in nothing else.
pub(super) fn paragraphs<'t>(nodes: &[Placed<'t>]) -> Vec<Placed<'t>> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < nodes.len() {
        let end = match &nodes[index].0 {
            Node::Event(Event::Start(_)) => end_of(nodes, index),
            _ => index,
        };
        if matches!(nodes[index].0, Node::Event(Event::Start(Tag::Paragraph))) {
            found.extend_from_slice(&nodes[index..=end]);
        }
        index = end + 1;
    }
    found
}

/// Text as it grows. What parts two blocks is written only when the second one comes.
struct Text {
    made: String,
    pending: Option<char>,
}

impl Text {
    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(between) = self.pending.take() {
            self.made.truncate(self.made.trim_end_matches([' ', '\n']).len());
            if !self.made.is_empty() {
                self.made.push(between);
            }
        }
        self.made.push_str(text);
    }

    fn apart(&mut self, between: char) {
        // The end of a row outweighs the end of its last cell.
        if self.pending != Some('\n') {
            self.pending = Some(between);
        }
    }
}

fn stretch(
    nodes: &[Placed<'_>],
    range: std::ops::Range<usize>,
    wanted: Wanted,
    text: &mut Text,
    mut footnotes: Option<&mut Vec<std::ops::Range<usize>>>,
) {
    let mut index = range.start;
    while index < range.end {
        if let Some((first, last)) = wanted.skip
            && index == first
        {
            index = last + 1;
            continue;
        }
        match &nodes[index].0 {
            Node::BareLink { text: address, .. } => text.push(address),
            Node::Event(event) => match event {
                Event::Text(found) | Event::Code(found) => text.push(found),
                Event::SoftBreak if !wanted.breaks => text.push(" "),
                Event::SoftBreak | Event::HardBreak => text.push("\n"),
                Event::Html(html) => markup_text(html, text),
                Event::Start(Tag::HtmlBlock) => {
                    let end = end_of(nodes, index);
                    let block: String = nodes[index..end].iter().filter_map(|(node, _)| html_of(node)).collect();
                    markup_text(&block, text);
                    text.apart('\n');
                    index = end;
                }
                Event::InlineHtml(html) => match raw::tag_name(html) {
                    Some((name, _)) if name == "br" => text.push("\n"),
                    Some((name, false)) if raw::goes_with_content(&name) => {
                        index = end_of_raw(nodes, index, &name).unwrap_or(index);
                    }
                    _ => {}
                },
                Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
                Event::Start(Tag::Image { .. }) if !wanted.alternatives => index = end_of(nodes, index),
                Event::Start(Tag::FootnoteDefinition(_)) => {
                    if let Some(footnotes) = footnotes.as_deref_mut() {
                        let end = end_of(nodes, index);
                        footnotes.push(index + 1..end);
                        index = end;
                    }
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => text.apart('\n'),
                Event::Start(tag) if !is_inline(tag.to_end()) && !matches!(tag, Tag::TableCell) => text.apart('\n'),
                Event::End(TagEnd::TableCell) => text.apart('\t'),
                Event::End(tag) if !is_inline(*tag) => text.apart('\n'),
                Event::Rule => text.apart('\n'),
                _ => {}
            },
        }
        index += 1;
    }
}

fn html_of<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node {
        Node::Event(Event::Html(html)) => Some(html),
        _ => None,
    }
}

/// Where an element ends that was opened inline and goes with its content; none if its end tag is not beside it.
pub(super) fn end_of_raw(nodes: &[Placed<'_>], start: usize, name: &str) -> Option<usize> {
    let mut depth = 0_usize;
    // A text may hold thousands of start tags without an end; each looks ahead only so far.
    for (index, (node, _)) in nodes.iter().enumerate().skip(start + 1).take(200) {
        match node {
            Node::Event(Event::Start(_)) => depth += 1,
            Node::Event(Event::End(_)) => depth = depth.checked_sub(1)?,
            Node::Event(Event::InlineHtml(html))
                if depth == 0 && html.starts_with("</") && raw::tag_name(html).is_some_and(|(own, _)| own == name) =>
            {
                return Some(index);
            }
            _ => {}
        }
    }
    None
}

fn markup_text(html: &str, text: &mut Text) {
    for token in raw::tokens(html) {
        match token {
            Token::Text(found) => {
                for (index, line) in found.split('\n').enumerate() {
                    if index > 0 {
                        text.apart('\n');
                    }
                    text.push(line.trim());
                }
            }
            Token::Open(element, _) if element.name == "br" => text.push("\n"),
            _ => {}
        }
    }
}
