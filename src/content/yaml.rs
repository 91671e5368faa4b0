//! The first pass over YAML: text into a tree whose every node knows its place.
//!
//! Nothing is interpreted here: a scalar keeps its spelling («21.», «1.10», «да»), and only an empty one is null.
//! The tree is bounded, so that a hostile file costs no more memory than an honest one of the largest size.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};
use rustc_hash::FxHashMap;

use crate::diagnostic::{Problem, Word};
use crate::source::Span;

/// More nodes than any plan has: 1,000 rows of 12 cells make some 30,000.
const MOST_NODES: usize = 300_000;
/// More text than a file of the largest size holds, to bound what aliases may copy.
const MOST_TEXT: usize = 32 << 20;

/// A node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands; for a collection, from its first item's beginning.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// Text as typed, or as its quotes and escapes say.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stands without quotes: only then may it be a date or a number.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values, doubled keys included, in the file's order.
    Mapping(Vec<(Node, Node)>),
}

impl Node {
    /// A null at a place.
    pub fn null(span: Span) -> Node {
        Node { span, value: Value::Null }
    }

    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar { text, .. } => text.trim().is_empty(),
            Value::Sequence(_) | Value::Mapping(_) => false,
        }
    }
}

/// A mistake of syntax: nothing else is said of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct SyntaxError {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub span: Span,
}

/// Reads one YAML document that stands in `within` of a source's text. Spans are those of the whole text.
///
/// # Errors
/// The first mistake of syntax: what follows it cannot be trusted.
pub fn parse(text: &str, within: Range<usize>) -> Result<Node, SyntaxError> {
    let offset = within.start;
    let yaml = text.get(within).unwrap_or_default();
    let options = granit_parser::options! {
        emit_comments: false,
        // A task's text may be a key, and it may be long.
        simple_key_max_lookahead: 8192,
        flow_nesting_limit: 100,
        block_nesting_limit: 100,
    };
    let mut builder = Builder { yaml, offset, ..Builder::default() };
    for event in Parser::new_from_str_with_options(yaml, options) {
        match event {
            Ok((event, span)) => builder.take(event, span.byte_range().unwrap_or_default())?,
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(yaml.len());
                return Err(syntax_error(error.kind(), yaml, at, offset));
            }
        }
    }
    // `title:` and another blank than a space: to YAML that is one long word.
    if let Some(Node { value: Value::Scalar { plain: true, .. }, span }) = &builder.root {
        let (start, _, line) = line_around(yaml, span.start as usize - offset);
        if let Some(at) = odd_blank(line) {
            return Err(mistake(&ODD_BLANK, yaml, start + at, offset));
        }
    }
    let end = Span::new(offset..offset);
    Ok(builder.root.unwrap_or_else(|| Node::null(end)))
}

/// A collection whose items are still coming.
struct Open {
    start: usize,
    anchor: usize,
    items: Items,
}

enum Items {
    Sequence(Vec<Node>),
    Mapping { pairs: Vec<(Node, Node)>, key: Option<Node> },
}

#[derive(Default)]
struct Builder<'y> {
    yaml: &'y str,
    offset: usize,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    anchors: FxHashMap<usize, Node>,
    nodes: usize,
    text: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), SyntaxError> {
        let range = range.start + self.offset..range.end + self.offset;
        let span = Span::new(range.clone());
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(SyntaxError { problem: Problem::YamlSecondDocument {}, span });
                }
            }
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let is_key = matches!(self.open.last(), Some(Open { items: Items::Mapping { key: None, .. }, .. }));
                if plain && is_key && text.starts_with(is_odd_blank) {
                    self.refuse_indentation(range.start - self.offset)?;
                }
                self.grow((1, text.len()), span)?;
                let value = if plain && matches!(&*text, "" | "~" | "null") {
                    Value::Null
                } else {
                    Value::Scalar { text: text.into_owned(), plain }
                };
                self.finish(Node { span, value }, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open.push(Open { start: range.start, anchor, items: Items::Sequence(Vec::new()) });
            }
            Event::MappingStart(_, anchor, _) => {
                let items = Items::Mapping { pairs: Vec::new(), key: None };
                self.open.push(Open { start: range.start, anchor, items });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let span = Span::new(open.start..range.end.max(open.start));
                self.grow((1, 0), span)?;
                let value = match open.items {
                    Items::Sequence(items) => Value::Sequence(items),
                    Items::Mapping { pairs, .. } => Value::Mapping(pairs),
                };
                self.finish(Node { span, value }, open.anchor)?;
            }
            Event::Alias(anchor) => {
                // Within its own anchor an alias has no end; the parser has not finished that node.
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    let (reason, advice) = (Word("yaml-reason-unknown-anchor"), Word("yaml-advice-unknown-anchor"));
                    return Err(SyntaxError { problem: Problem::YamlSyntax { reason, advice }, span });
                };
                self.grow(weight(&node), span)?;
                self.finish(Node { span, ..node }, 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A key that begins its line with another blank than a space stands somewhere else than its author sees.
    fn refuse_indentation(&self, at: usize) -> Result<(), SyntaxError> {
        let (start, _, line) = line_around(self.yaml, at);
        match odd_blank(line) {
            Some(blank) if start + blank == at => Err(mistake(&ODD_BLANK, self.yaml, at, self.offset)),
            _ => Ok(()),
        }
    }

    /// Counts what a node adds to the tree; an alias adds all that it copies.
    fn grow(&mut self, (nodes, text): (usize, usize), span: Span) -> Result<(), SyntaxError> {
        self.nodes += nodes;
        self.text += text;
        if self.nodes > MOST_NODES || self.text > MOST_TEXT {
            return Err(SyntaxError { problem: Problem::YamlTooLarge { limit: MOST_NODES }, span });
        }
        Ok(())
    }

    /// A node is whole: it goes into the collection around it.
    fn finish(&mut self, node: Node, anchor: usize) -> Result<(), SyntaxError> {
        if anchor != 0 {
            self.grow(weight(&node), node.span)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::Sequence(items)) => items.push(node),
            Some(Items::Mapping { pairs, key }) => match key.take() {
                None => *key = Some(node),
                Some(key) => pairs.push((key, node)),
            },
        }
        Ok(())
    }
}

/// How many nodes a tree holds, and how many bytes of text.
fn weight(node: &Node) -> (usize, usize) {
    let sum = |(nodes, text): (usize, usize), more: (usize, usize)| (nodes + more.0, text + more.1);
    match &node.value {
        Value::Null => (1, 0),
        Value::Scalar { text, .. } => (1, text.len()),
        Value::Sequence(items) => items.iter().map(weight).fold((1, 0), sum),
        Value::Mapping(pairs) => pairs.iter().flat_map(|(key, value)| [weight(key), weight(value)]).fold((1, 0), sum),
    }
}

/// Words for what the parser met. It knows what it expected; people know what they usually get wrong, and that is
/// looked for at the place.
fn syntax_error(kind: &ErrorKind, yaml: &str, at: usize, offset: usize) -> SyntaxError {
    let mut at = at.min(yaml.len());
    while !yaml.is_char_boundary(at) {
        at -= 1;
    }
    let (line_start, above, line) = line_around(yaml, at);
    let (sort, at) = match by_kind(kind) {
        Some(sort) => (sort, at),
        None => match (odd_blank(line), odd_blank(above.1), second_colon(line)) {
            (Some(blank), ..) => (&ODD_BLANK, line_start + blank),
            (None, Some(blank), _) => (&ODD_BLANK, above.0 + blank),
            (None, None, Some(colon)) => (&COLON_IN_TEXT, line_start + colon),
            _ if quote_then_text(line) => (&UNCLOSED_QUOTE, at),
            _ if colon_without_space(line) => (&MISSING_SPACE, at),
            _ => (&INDENTATION, at),
        },
    };
    mistake(sort, yaml, at, offset)
}

/// A mistake of a sort, at a character.
fn mistake(sort: &Mistake, yaml: &str, at: usize, offset: usize) -> SyntaxError {
    let length = yaml[at..].chars().next().map_or(0, char::len_utf8);
    let start = offset + at;
    let problem = Problem::YamlSyntax { reason: Word(sort.reason), advice: Word(sort.advice) };
    SyntaxError { problem, span: Span::new(start..start + length) }
}

/// The line around a place, where it begins, and the nearest line above on which something stands, with its beginning.
fn line_around(yaml: &str, at: usize) -> (usize, (usize, &str), &str) {
    let start_of = |at: usize| yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_from = |start: usize| yaml[start..].lines().next().unwrap_or_default();
    let start = start_of(at);
    let above = start_of(yaml[..start].trim_end().len());
    (start, (above, line_from(above)), line_from(start))
}

/// A blank that looks like a space and is none: Word puts a no-break space, some sites put worse.
fn is_odd_blank(letter: char) -> bool {
    let is_known = matches!(letter, ' ' | '\t' | '\n' | '\r');
    letter.is_whitespace() && !is_known || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Such a blank where YAML looks for a space: in the indentation, after a list's hyphen, after a key's colon.
fn odd_blank(line: &str) -> Option<usize> {
    let is_blank = |letter: char| letter == ' ' || is_odd_blank(letter);
    let text = line.trim_start_matches(is_blank);
    let indentation = line.len() - text.len();
    if let Some(at) = line[..indentation].find(is_odd_blank) {
        return Some(at);
    }
    let entry = text.trim_start_matches("- ");
    let sign = if entry.starts_with('-') { 0 } else { entry.find(':')? };
    let is_key = entry[..sign].chars().all(|letter| letter.is_alphabetic() || letter == '_');
    let blank = line.len() - entry.len() + sign + 1;
    (is_key && line[blank..].starts_with(is_odd_blank)).then_some(blank)
}

/// A sort of mistake that has words of its own.
struct Mistake {
    reason: &'static str,
    advice: &'static str,
}

macro_rules! mistakes {
    ($($name:ident $sort:literal)*) => {
        $(const $name: Mistake = Mistake {
            reason: concat!("yaml-reason-", $sort),
            advice: concat!("yaml-advice-", $sort),
        };)*
    };
}

mistakes! {
    TAB "tab-in-indentation"
    INDENTATION "indentation"
    UNCLOSED_QUOTE "unclosed-quote"
    UNCLOSED_BRACKET "unclosed-bracket"
    COLON_IN_TEXT "colon-in-text"
    MISSING_SPACE "missing-space-after-colon"
    UNKNOWN_ANCHOR "unknown-anchor"
    TOO_DEEP "too-deep"
    UNEXPECTED_CHARACTER "unexpected-character"
    BAD_ESCAPE "bad-escape"
    UNEXPECTED_END "unexpected-end"
    ODD_BLANK "odd-blank"
    OTHER "other"
}

/// The mistakes that the parser's own word settles; the rest are told from the line itself.
fn by_kind(kind: &ErrorKind) -> Option<&'static Mistake> {
    use ErrorKind as Kind;
    Some(match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => &TAB,
        Kind::UnknownAnchor => &UNKNOWN_ANCHOR,
        Kind::RecursionLimitExceeded => &TOO_DEEP,
        Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::MisplacedFlowCollectionEnd
        | Kind::MismatchedFlowCollectionEnd { .. }
        | Kind::UnclosedFlowCollection { .. } => &UNCLOSED_BRACKET,
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::InvalidTrailingSingleQuotedScalar
        | Kind::InvalidTrailingDoubleQuotedScalar
        | Kind::DocumentIndicatorInQuotedScalar => &UNCLOSED_QUOTE,
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidUnicodeEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate => &BAD_ESCAPE,
        Kind::UnexpectedCharacter { .. } | Kind::MissingAnchorOrAliasName => &UNEXPECTED_CHARACTER,
        Kind::UnexpectedEof => &UNEXPECTED_END,
        Kind::MappingValueNotAllowed
        | Kind::ExpectedBlockMappingKey
        | Kind::InvalidIndentation
        | Kind::ExpectedBlockSequenceEntry
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::SimpleKeyExpected
        | Kind::InvalidSimpleKey
        | Kind::MappingKeyNotAllowed
        | Kind::InvalidColonPlacement
        | Kind::ExpectedNodeContent
        | Kind::ExpectedDocumentStart => return None,
        _ => &OTHER,
    })
}

/// The second `: ` of a line that has no quotes around it: `activity: Педсовет: итоги`.
fn second_colon(line: &str) -> Option<usize> {
    let first = line.find(": ")?;
    let value = line[first + 2..].trim_start();
    if value.starts_with(['"', '\'', '[', '{', '|', '>']) {
        return None;
    }
    line[first + 2..].find(": ").map(|second| first + 2 + second)
}

/// A value that begins with a quoted word and goes on: `title: "Зорка" и мы`.
fn quote_then_text(line: &str) -> bool {
    let value = line.split_once(": ").map_or(line, |(_, value)| value).trim();
    ['"', '\''].into_iter().any(|quote| value.starts_with(quote) && !(value.len() > 1 && value.ends_with(quote)))
}

fn colon_without_space(line: &str) -> bool {
    let entry = line.trim_start().trim_start_matches("- ");
    entry.split_once(':').is_some_and(|(key, value)| {
        let is_key = !key.is_empty() && key.chars().all(|letter| letter.is_alphabetic() || letter == '_');
        is_key && !value.is_empty() && !value.starts_with(' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_that_is_no_space_is_found() {
        for (yaml, expected) in [
            ("title: А\n\u{a0}\u{a0}period: 2024\n", Some(9)),
            ("\u{a0}title: А\n", Some(0)),
            ("activities:\n  \u{a0}\u{a0}- activity: А\n", Some(14)),
            ("tags:\n\u{a0}\u{a0}- А\n", Some(6)),
            ("title:\u{a0}А\n", Some(6)),
            ("title:\u{a0}А\n\nperiod: 2024\n", Some(6)),
            ("tasks:\n  -\u{a0}А: а\n  - Б: б\n", Some(10)),
            ("title: А\u{a0}№\u{a0}5\nperiod:  2024\n", None),
            ("tasks:\n  - Тема\u{a0}№\u{a0}5: [а]\n  - \u{a0}Б: [б]\n", None),
            ("title\u{a0}: А\n", None),
        ] {
            let found = parse(yaml, 0..yaml.len()).err().map(|error| {
                let reason = match error.problem {
                    Problem::YamlSyntax { reason, .. } => reason.0,
                    _ => "",
                };
                assert_eq!(reason, "yaml-reason-odd-blank", "{yaml:?}");
                yaml[..error.span.start as usize].chars().count()
            });
            assert_eq!(found, expected, "{yaml:?}");
        }
    }
}
