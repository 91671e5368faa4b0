//! The writer: nodes into HTML that is well-formed by construction.
//!
//! A stack holds what is open, Markdown's elements and the author's raw ones alike. A raw element ends at the latest with
//! the Markdown block in which it began, and an end tag that fits nothing open is passed over. Beyond a depth
//! that nobody writes, elements are passed over and their text stays: browsers and parsers slow down there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::nodes::{Node, Placed, end_of};
use super::raw::{self, Element, Token};
use super::text::{Wanted, end_of_raw, text_of};
use super::{Heading, ImageAnswer, LinkAnswer, Options, Picture, Rendered, Resolver, scheme, wall};
use crate::address;
use crate::diagnostic::{Problem, Severity};
use crate::source::{Span, Spanned};
use crate::text::{escape, escaped};

/// Elements open at once.
const DEEPEST: usize = 64;
/// Warnings about raw HTML in one text; a page pasted from an office program has thousands.
const MOST_REMOVALS: usize = 100;

/// Writes a text's nodes.
pub(super) fn write(text: &str, nodes: &[Placed<'_>], options: &Options, resolver: &mut dyn Resolver) -> Rendered {
    let mut writer = Writer {
        text,
        nodes,
        options,
        resolver,
        html: String::with_capacity(text.len() + text.len() / 2),
        stack: Vec::new(),
        tables: Vec::new(),
        links: 0,
        removals: 0,
        too_deep: false,
        raw_html: false,
        ids: Ids::default(),
        footnotes: Footnotes::default(),
        title_nodes: None,
        rendered: Rendered::default(),
    };
    writer.reserve_ids();
    writer.run(0..nodes.len());
    writer.close_raw();
    writer.write_footnotes();
    let wanted = Wanted { breaks: options.breaks, alternatives: false, skip: writer.title_nodes };
    let plain = text_of(nodes, wanted);
    let mut rendered = writer.rendered;
    rendered.html = if writer.raw_html { wall::clean(&writer.html) } else { writer.html };
    rendered.lead = text_of(&super::text::paragraphs(nodes), Wanted { skip: None, ..wanted }).replace('\u{a0}', " ");
    rendered.plain = if options.typography.is_some() { plain.replace('\u{a0}', " ") } else { plain };
    rendered.ids = writer.ids.taken;
    rendered
}

struct Writer<'w, 't> {
    text: &'w str,
    nodes: &'w [Placed<'t>],
    options: &'w Options,
    resolver: &'w mut dyn Resolver,
    html: String,
    stack: Vec<Open>,
    tables: Vec<Table>,
    /// Links open, of either kind: a link cannot stand in a link.
    links: usize,
    removals: usize,
    /// Whether it was said that raw HTML is nested too deep: that is one mistake.
    too_deep: bool,
    /// Whether a raw tag was written.
    raw_html: bool,
    ids: Ids,
    footnotes: Footnotes,
    /// The first and the last node of the heading that became the title.
    title_nodes: Option<(usize, usize)>,
    rendered: Rendered,
}

/// Something open.
enum Open {
    /// An element of Markdown's, with what closes it; empty where nothing was written for it.
    Markdown(Cow<'static, str>),
    /// A link of Markdown's.
    Link,
    /// A footnote's text; what was written before it waits here.
    Footnote { label: String, outer: String },
    /// A raw element, by the author's name for it and ours; none where nothing was written for it.
    Raw { name: String, on_page: Option<&'static str> },
}

/// The table being written.
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

/// The ids of the text.
#[derive(Default)]
struct Ids {
    taken: BTreeSet<String>,
    /// Ids that stand in the text as `{#id}`: a made one does not take them.
    reserved: BTreeSet<String>,
    /// The number to try next for an id taken already.
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// An id made from a text: the first one as it is, then `-2`.
    fn make(&mut self, base: &str, explicit: bool) -> String {
        let free = |ids: &Ids, id: &str| !ids.taken.contains(id) && (explicit || !ids.reserved.contains(id));
        let mut id = base.to_owned();
        let mut number = self.next.get(base).copied().unwrap_or(2);
        while !free(self, &id) {
            id = format!("{base}-{number}");
            number += 1;
        }
        self.next.insert(base.to_owned(), number);
        self.taken.insert(id.clone());
        id
    }
}

/// The footnotes of the text.
#[derive(Default)]
struct Footnotes {
    defined: BTreeSet<String>,
    /// Label to its number, in the order of the references.
    numbers: BTreeMap<String, usize>,
    /// Label to the number of its references.
    references: BTreeMap<String, usize>,
    /// Label to its HTML.
    texts: BTreeMap<String, String>,
    /// Labels in the order in which their texts stand.
    order: Vec<String>,
}

/// What became of an image.
enum Shown {
    /// An `<img>`, and the caption it would have in a figure.
    Picture(String, Option<String>),
    /// A link, or words.
    Words(String),
    Nothing,
}

impl<'t> Writer<'_, 't> {
    /// Ids that the author gave win over those made from text, wherever they stand.
    fn reserve_ids(&mut self) {
        for (node, _) in self.nodes {
            match node {
                Node::Event(Event::Start(Tag::Heading { id: Some(id), .. }))
                    if self.options.heading_ids && is_id(id) =>
                {
                    self.ids.reserved.insert(id.to_string());
                }
                Node::Event(Event::Start(Tag::FootnoteDefinition(label))) => {
                    self.footnotes.defined.insert(label.to_string());
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.node(index);
        }
    }

    /// Writes what stands at an index, and says which index comes next.
    fn node(&mut self, index: usize) -> usize {
        let nodes = self.nodes;
        let (node, range) = &nodes[index];
        match node {
            Node::BareLink { text, target } => self.bare_link(text, target, range),
            Node::Event(event) => match event {
                Event::Start(tag) => return self.start(index, tag, range),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) => escape(text, &mut self.html),
                Event::Code(code) => {
                    self.html.push_str("<code>");
                    escape(code, &mut self.html);
                    self.html.push_str("</code>");
                }
                Event::SoftBreak if !self.options.breaks => self.html.push('\n'),
                Event::SoftBreak | Event::HardBreak => self.html.push_str("<br>\n"),
                Event::Rule => self.html.push_str("<hr>\n"),
                Event::TaskListMarker(done) => self.task(*done),
                Event::FootnoteReference(label) => self.footnote_reference(label),
                Event::InlineHtml(html) => return self.inline_html(index, html, range),
                Event::Html(html) => {
                    let stretch = Stretch { text: html.to_string(), parts: vec![(0, range.clone())] };
                    self.raw(&stretch);
                }
                // Not asked of the parser.
                Event::InlineMath(text) | Event::DisplayMath(text) => escape(text, &mut self.html),
            },
        }
        index + 1
    }

    fn start(&mut self, index: usize, tag: &Tag<'t>, range: &Range<usize>) -> usize {
        match tag {
            Tag::Heading { level, id, .. } => return self.heading(index, *level, id.as_ref()),
            Tag::Paragraph => {
                if let Some(images) = self.only_images(index) {
                    return self.figures(index, &images);
                }
                self.open("<p>", "</p>\n");
            }
            Tag::BlockQuote(_) => self.open("<blockquote>\n", "</blockquote>\n"),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                let language: String = language
                    .chars()
                    .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '#'))
                    .collect();
                // Long lines scroll, so the keyboard must reach them.
                if language.is_empty() {
                    self.open("<pre tabindex=\"0\"><code>", "</code></pre>\n");
                } else {
                    let opening = format!("<pre tabindex=\"0\"><code class=\"language-{language}\">");
                    self.open(&opening, "</code></pre>\n");
                }
            }
            Tag::HtmlBlock => {
                let end = end_of(self.nodes, index);
                let mut stretch = Stretch::default();
                for (node, range) in &self.nodes[index + 1..end] {
                    if let Node::Event(Event::Html(html) | Event::Text(html)) = node {
                        stretch.push(html, range.clone());
                    }
                }
                // What it opens stays open for the Markdown after it: `<details>`.
                self.raw(&stretch);
                return end + 1;
            }
            Tag::List(None) => self.open("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item => {
                // A loose list wraps the item's text in a paragraph.
                let inner = self.nodes[index + 1..].iter().map(|(node, _)| node);
                let mut inner =
                    inner.skip_while(|node| matches!(node, Node::Event(Event::Start(Tag::Paragraph)))).take(1);
                let task = inner.any(|node| matches!(node, Node::Event(Event::TaskListMarker(_))));
                self.open(if task { "<li class=\"task\">" } else { "<li>" }, "</li>\n");
            }
            Tag::FootnoteDefinition(label) => {
                let outer = std::mem::take(&mut self.html);
                self.stack.push(Open::Footnote { label: label.to_string(), outer });
            }
            Tag::Table(alignments) => {
                self.tables.push(Table { alignments: alignments.clone(), column: 0, in_head: false });
                // A wide table scrolls in its own box, which the keyboard must reach and a screen reader name.
                let label = escaped(&self.options.lang.word("markdown-table"));
                let opening =
                    format!("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\"><table>\n");
                self.open(&opening, "</tbody></table></div>\n");
            }
            Tag::TableHead => {
                if let Some(table) = self.tables.last_mut() {
                    (table.column, table.in_head) = (0, true);
                }
                self.open("<thead><tr>", "</tr></thead>\n<tbody>\n");
            }
            Tag::TableRow => {
                if let Some(table) = self.tables.last_mut() {
                    (table.column, table.in_head) = (0, false);
                }
                self.open("<tr>", "</tr>\n");
            }
            Tag::TableCell => self.table_cell(index),
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            Tag::Strikethrough => self.open("<del>", "</del>"),
            Tag::Superscript => self.open("<sup>", "</sup>"),
            Tag::Subscript => self.open("<sub>", "</sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(index, *link_type, dest_url, title, range);
            }
            Tag::Image { .. } => {
                let (shown, next) = self.image(index, false);
                match shown {
                    Shown::Picture(html, _) | Shown::Words(html) => self.html.push_str(&html),
                    Shown::Nothing => {}
                }
                return next;
            }
            // Not asked of the parser.
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {
                self.open("", "");
            }
        }
        index + 1
    }

    fn end(&mut self, tag: TagEnd) {
        self.close_raw();
        match self.stack.pop() {
            Some(Open::Markdown(closing)) => self.html.push_str(&closing),
            Some(Open::Link) => {
                self.links -= 1;
                self.html.push_str("</a>");
            }
            Some(Open::Footnote { label, outer }) => {
                let text = std::mem::replace(&mut self.html, outer);
                if !self.footnotes.texts.contains_key(&label) {
                    self.footnotes.order.push(label.clone());
                    self.footnotes.texts.insert(label, text);
                }
            }
            // close_raw has ended them all.
            Some(Open::Raw { .. }) | None => {}
        }
        match tag {
            TagEnd::Table => {
                self.tables.pop();
            }
            TagEnd::TableCell => {
                if let Some(table) = self.tables.last_mut() {
                    table.column += 1;
                }
            }
            _ => {}
        }
    }

    /// Opens an element of Markdown's, unless it lies too deep.
    fn open(&mut self, opening: &str, closing: &'static str) {
        if self.stack.len() >= DEEPEST {
            self.stack.push(Open::Markdown(Cow::Borrowed("")));
            return;
        }
        self.html.push_str(opening);
        self.stack.push(Open::Markdown(Cow::Borrowed(closing)));
    }

    fn heading(&mut self, index: usize, level: HeadingLevel, id: Option<&CowStr<'_>>) -> usize {
        let end = end_of(self.nodes, index);
        let inner = &self.nodes[index + 1..end];
        let text = line_of(inner);
        if text.is_empty() && inner.is_empty() {
            // A heading without a word is a stop without a name for who jumps from heading to heading.
            return end + 1;
        }
        let wants_title = self.options.take_title && self.rendered.title.is_none();
        if wants_title && self.stack.is_empty() && !text.is_empty() {
            let start = inner.first().map_or(0, |(_, range)| range.start);
            let stop = inner.iter().map(|(_, range)| range.end).max().unwrap_or(start);
            self.rendered.title = Some(Spanned::new(text, Span::new(start..stop)));
            self.title_nodes = Some((index, end));
            return end + 1;
        }
        // The page's only `<h1>` is its title.
        let (level, closing) = match level {
            HeadingLevel::H1 | HeadingLevel::H2 => (2, "</h2>\n"),
            HeadingLevel::H3 => (3, "</h3>\n"),
            HeadingLevel::H4 => (4, "</h4>\n"),
            HeadingLevel::H5 => (5, "</h5>\n"),
            HeadingLevel::H6 => (6, "</h6>\n"),
        };
        if !self.options.heading_ids {
            self.open(&format!("<h{level}>"), closing);
            self.rendered.headings.push(Heading { level, id: String::new(), text });
            return index + 1;
        }
        let id = match id.filter(|id| is_id(id)) {
            Some(id) => self.ids.make(id, true),
            None => self.ids.make(&address::heading_id(&text), false),
        };
        self.open(&format!("<h{level} id=\"{}\">", escaped(&id)), closing);
        self.rendered.headings.push(Heading { level, id, text });
        index + 1
    }

    fn table_cell(&mut self, index: usize) {
        let Some(table) = self.tables.last() else { return self.open("", "") };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        let empty = matches!(self.nodes.get(index + 1), Some((Node::Event(Event::End(_)), _)));
        // An empty heading would be announced, and says nothing.
        if table.in_head && !empty {
            self.open(&format!("<th scope=\"col\"{class}>"), "</th>");
        } else {
            self.open(&format!("<td{class}>"), "</td>");
        }
    }

    fn task(&mut self, done: bool) {
        let word = self.options.lang.word(if done { "markdown-task-done" } else { "markdown-task-open" });
        let checked = if done { " checked" } else { "" };
        let label = escaped(&word);
        let _ = write!(self.html, "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
    }

    // Links

    /// What the resolver says of a link, with our own word on addresses that run something. None: the text stays alone.
    fn ask(&mut self, target: &str, span: Span, raw: bool) -> Option<(String, bool)> {
        if scheme::is_dangerous(target) {
            self.report(Problem::UnsafeAddress { target: shortened(target) }, span);
            return None;
        }
        match self.resolver.link(target, span) {
            LinkAnswer::Address { href, external } if scheme::is_harmless(&href) => Some((href, external)),
            LinkAnswer::Address { .. } => {
                self.report(Problem::UnsafeAddress { target: shortened(target) }, span);
                None
            }
            LinkAnswer::TextOnly => None,
            LinkAnswer::Refused(problem) => {
                self.refuse(problem, target, span, raw);
                None
            }
        }
    }

    /// An address in raw HTML that leads nowhere goes with a warning: the author may not be who pasted it.
    fn refuse(&mut self, problem: Problem, target: &str, span: Span, raw: bool) {
        let problem = match problem.severity() {
            Severity::Error if raw => Problem::HtmlAddressRemoved { target: shortened(target) },
            _ => problem,
        };
        self.report(problem, span);
    }

    fn link(&mut self, index: usize, link_type: LinkType, target: &str, title: &str, range: &Range<usize>) {
        let span = self.target_span(range, target, link_type);
        let target = match link_type {
            LinkType::Email => Cow::Owned(format!("mailto:{target}")),
            _ => Cow::Borrowed(target),
        };
        let answer = self.ask(&target, span, false);
        let (Some((href, external)), 0, true) = (answer, self.links, self.stack.len() < DEEPEST) else {
            self.stack.push(Open::Markdown(Cow::Borrowed("")));
            return;
        };
        self.open_link(&href, external, title);
        self.stack.push(Open::Link);
        self.links += 1;
        if matches!(self.nodes.get(index + 1), Some((Node::Event(Event::End(TagEnd::Link)), _))) {
            // A link without a word cannot be followed.
            escape(&target, &mut self.html);
        }
    }

    fn open_link(&mut self, href: &str, external: bool, title: &str) {
        let _ = write!(self.html, "<a href=\"{}\"", url(href));
        if external {
            self.html.push_str(" rel=\"noopener\"");
        }
        if !title.is_empty() {
            let _ = write!(self.html, " title=\"{}\"", escaped(title));
        }
        self.html.push('>');
    }

    fn bare_link(&mut self, text: &str, target: &str, range: &Range<usize>) {
        let answer = if self.links > 0 { None } else { self.ask(target, Span::new(range.clone()), false) };
        match answer {
            Some((href, external)) => {
                self.open_link(&href, external, "");
                escape(text, &mut self.html);
                self.html.push_str("</a>");
            }
            None => escape(text, &mut self.html),
        }
    }

    /// Where a link's target stands; the whole link where that cannot be told (a reference, an escaped target).
    fn target_span(&self, range: &Range<usize>, target: &str, link_type: LinkType) -> Span {
        let whole = Span::new(range.clone());
        let Some(written) = self.text.get(range.clone()) else { return whole };
        if target.is_empty() {
            return whole;
        }
        let found = match link_type {
            LinkType::Inline => {
                // The target comes after the last `](` that it follows; a title may repeat it.
                written.rmatch_indices("](").find_map(|(bracket, _)| {
                    let after = written[bracket + 2..].trim_start();
                    let after = after.strip_prefix('<').unwrap_or(after);
                    after.starts_with(target).then_some(written.len() - after.len())
                })
            }
            LinkType::Autolink | LinkType::Email => written.find(target),
            _ => None,
        };
        found.map_or(whole, |offset| Span::new(range.start + offset..range.start + offset + target.len()))
    }

    // Images

    /// The images of a paragraph that holds nothing else: the index of each, and of the link around it.
    fn only_images(&self, paragraph: usize) -> Option<Vec<usize>> {
        let mut images = Vec::new();
        let mut index = paragraph + 1;
        loop {
            match &self.nodes.get(index)?.0 {
                Node::Event(Event::End(TagEnd::Paragraph)) => break,
                Node::Event(Event::SoftBreak | Event::HardBreak) => {}
                Node::Event(Event::Text(text)) if text.trim().is_empty() => {}
                Node::Event(Event::Start(Tag::Image { .. })) => {
                    images.push(index);
                    index = end_of(self.nodes, index);
                }
                Node::Event(Event::Start(Tag::Link { .. })) => {
                    if !matches!(self.nodes.get(index + 1)?.0, Node::Event(Event::Start(Tag::Image { .. }))) {
                        return None;
                    }
                    let end = end_of(self.nodes, index + 1);
                    if !matches!(self.nodes.get(end + 1)?.0, Node::Event(Event::End(TagEnd::Link))) {
                        return None;
                    }
                    images.push(index);
                    index = end + 1;
                }
                _ => return None,
            }
            index += 1;
        }
        (!images.is_empty()).then_some(images)
    }

    /// Images that stand alone: each a figure, several a gallery.
    fn figures(&mut self, paragraph: usize, images: &[usize]) -> usize {
        let gallery = images.len() > 1;
        if gallery {
            self.html.push_str("<div class=\"gallery\">\n");
        }
        for index in images {
            let (shown, link) = match &self.nodes[*index] {
                (Node::Event(Event::Start(Tag::Link { link_type, dest_url, title, .. })), range) => {
                    let span = self.target_span(range, dest_url, *link_type);
                    let answer = self.ask(dest_url, span, false).filter(|_| self.links == 0);
                    self.links += 1;
                    let (shown, _) = self.image(index + 1, true);
                    self.links -= 1;
                    (shown, answer.map(|(href, external)| (href, external, title.to_string())))
                }
                _ => (self.image(*index, true).0, None),
            };
            let (html, caption) = match shown {
                Shown::Picture(html, caption) => (html, Some(caption)),
                Shown::Words(html) => (html, None),
                Shown::Nothing => continue,
            };
            self.html.push_str(if caption.is_some() { "<figure>" } else { "<p>" });
            match link {
                Some((href, external, title)) => {
                    self.open_link(&href, external, &title);
                    self.html.push_str(&html);
                    self.html.push_str("</a>");
                }
                None => self.html.push_str(&html),
            }
            match caption {
                Some(Some(words)) => {
                    self.html.push_str("<figcaption>");
                    escape(&words, &mut self.html);
                    self.html.push_str("</figcaption></figure>\n");
                }
                Some(None) => self.html.push_str("</figure>\n"),
                None => self.html.push_str("</p>\n"),
            }
        }
        if gallery {
            self.html.push_str("</div>\n");
        }
        end_of(self.nodes, paragraph) + 1
    }

    /// The image that begins at an index, and the index after it. In a figure its title is the caption.
    fn image(&mut self, index: usize, figure: bool) -> (Shown, usize) {
        let end = end_of(self.nodes, index);
        let (Node::Event(Event::Start(Tag::Image { link_type, dest_url, title, .. })), range) = &self.nodes[index]
        else {
            return (Shown::Nothing, index + 1);
        };
        let alternative = line_of(&self.nodes[index + 1..end]);
        let span = self.target_span(range, dest_url, *link_type);
        let title = Some(title.to_string()).filter(|title| !title.is_empty());
        let image = AuthorsImage {
            target: dest_url.to_string(),
            alternative: Some(alternative.trim().to_owned()).filter(|text| !text.is_empty()),
            title: title.clone().filter(|_| !figure),
            span,
            whole: Span::new(range.clone()),
            ..AuthorsImage::default()
        };
        let shown = match self.show(&image) {
            Shown::Picture(html, _) => Shown::Picture(html, title),
            other => other,
        };
        (shown, end + 1)
    }

    /// An image of Markdown's or of raw HTML, as the resolver says.
    fn show(&mut self, image: &AuthorsImage) -> Shown {
        let target = image.target.as_str();
        if scheme::is_dangerous(target) {
            self.report(Problem::UnsafeAddress { target: shortened(target) }, image.span);
            return match &image.alternative {
                Some(words) => Shown::Words(escaped(words)),
                None => Shown::Nothing,
            };
        }
        let answer = self.resolver.image(target, image.span);
        if image.alternative.is_none()
            && !image.decorative
            && matches!(answer, ImageAnswer::Picture(_) | ImageAnswer::Link { .. })
        {
            self.report(Problem::MissingAlt { target: shortened(target) }, image.whole);
        }
        match answer {
            ImageAnswer::Picture(picture) if scheme::is_harmless(&picture.src) => {
                Shown::Picture(self.picture(&picture, image), None)
            }
            ImageAnswer::Link { href } if scheme::is_harmless(&href) => {
                self.report(Problem::RemoteImage { target: shortened(target) }, image.span);
                let words = escaped(image.alternative.as_deref().unwrap_or(target));
                if self.links > 0 {
                    return Shown::Words(words);
                }
                Shown::Words(format!("<a href=\"{}\" rel=\"noopener\">{words}</a>", url(&href)))
            }
            ImageAnswer::Picture(_) | ImageAnswer::Link { .. } => {
                self.report(Problem::UnsafeAddress { target: shortened(target) }, image.span);
                Shown::Nothing
            }
            ImageAnswer::Nothing => Shown::Nothing,
            ImageAnswer::Refused(problem) => {
                // What is only to be published later keeps its words, as a link does its text.
                let words = image.alternative.as_deref().filter(|_| problem.severity() == Severity::Warning);
                let shown = words.map_or(Shown::Nothing, |words| Shown::Words(escaped(words)));
                self.refuse(problem, target, image.span, image.raw);
                shown
            }
        }
    }

    fn picture(&self, picture: &Picture, image: &AuthorsImage) -> String {
        let alternative = image.alternative.as_deref().unwrap_or_default();
        let mut html = format!("<img src=\"{}\" alt=\"{}\"", url(&picture.src), escaped(alternative));
        let (width, height) = image.size(picture);
        for (name, value) in [("width", width), ("height", height)] {
            if let Some(value) = value {
                let _ = write!(html, " {name}=\"{value}\"");
            }
        }
        for (name, value) in [("srcset", &picture.srcset), ("sizes", &picture.sizes), ("title", &image.title)] {
            if let Some(value) = value {
                let _ = write!(html, " {name}=\"{}\"", escaped(value));
            }
        }
        html.push_str(" loading=\"lazy\">");
        match &picture.large {
            // Without a word on the picture, a link around it would have no name.
            Some(large) if self.links == 0 && !alternative.is_empty() && scheme::is_harmless(large) => {
                format!("<a href=\"{}\">{html}</a>", url(large))
            }
            _ => html,
        }
    }

    // Footnotes

    fn footnote_reference(&mut self, label: &str) {
        if !self.footnotes.defined.contains(label) {
            escape(&format!("[^{label}]"), &mut self.html);
            return;
        }
        let next = self.footnotes.numbers.len() + 1;
        let number = *self.footnotes.numbers.entry(label.to_owned()).or_insert(next);
        let count = self.footnotes.references.entry(label.to_owned()).or_default();
        *count += 1;
        let id = reference_id(&self.options.id_prefix, number, *count);
        let target = footnote_id(&self.options.id_prefix, number);
        let (id, target) = (escaped(&id), escaped(&target));
        let _ = match self.links {
            0 => write!(
                self.html,
                "<sup class=\"footnote-reference\" id=\"{id}\"><a href=\"#{target}\" role=\"doc-noteref\">{number}</a></sup>"
            ),
            _ => write!(self.html, "<sup class=\"footnote-reference\" id=\"{id}\">{number}</sup>"),
        };
    }

    fn write_footnotes(&mut self) {
        if self.footnotes.order.is_empty() {
            return;
        }
        let mut footnotes = std::mem::take(&mut self.footnotes);
        for label in &footnotes.order {
            // A note that nothing refers to is shown all the same: nothing the author wrote is lost.
            let next = footnotes.numbers.len() + 1;
            footnotes.numbers.entry(label.clone()).or_insert(next);
        }
        let numbered: BTreeMap<usize, &String> =
            footnotes.numbers.iter().map(|(label, number)| (*number, label)).collect();
        let lang = self.options.lang;
        let _ = write!(
            self.html,
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>\n",
            escaped(&lang.word("markdown-footnotes"))
        );
        let back = escaped(&lang.word("markdown-footnote-back"));
        for (number, label) in numbered {
            let id = footnote_id(&self.options.id_prefix, number);
            let text = footnotes.texts.get(label).map_or("", String::as_str).trim_end();
            let (text, closing) = text.strip_suffix("</p>").map_or((text, ""), |text| (text, "</p>"));
            let _ = write!(self.html, "<li id=\"{}\">{text}", escaped(&id));
            for count in 1..=footnotes.references.get(label).copied().unwrap_or_default() {
                let reference = reference_id(&self.options.id_prefix, number, count);
                self.ids.taken.insert(reference.clone());
                let reference = escaped(&reference);
                let _ = write!(
                    self.html,
                    " <a href=\"#{reference}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"{back}\">↩</a>"
                );
            }
            let _ = writeln!(self.html, "{closing}</li>");
            self.ids.taken.insert(id);
        }
        self.html.push_str("</ol>\n</section>\n");
    }

    // Raw HTML

    fn inline_html(&mut self, index: usize, html: &str, range: &Range<usize>) -> usize {
        if let Some((name, false)) = raw::tag_name(html)
            && raw::goes_with_content(&name)
            && let Some(end) = end_of_raw(self.nodes, index, &name)
        {
            self.remove(Span::new(range.start..self.nodes[end].1.end));
            return end + 1;
        }
        let stretch = Stretch { text: html.to_owned(), parts: vec![(0, range.clone())] };
        self.raw(&stretch);
        index + 1
    }

    fn raw(&mut self, stretch: &Stretch) {
        for token in raw::tokens(&stretch.text) {
            match token {
                Token::Text(text) => escape(&text, &mut self.html),
                Token::Removed(range) => self.remove(stretch.place(&range)),
                Token::Open(element, range) => self.raw_open(element, stretch.place(&range), &stretch.text[range]),
                Token::Close(name) => self.raw_close(&name),
            }
        }
    }

    fn raw_open(&mut self, mut element: Element, span: Span, written: &str) {
        let name = raw::tag_name(written).map_or_else(|| element.name.to_owned(), |(name, _)| name);
        while let Some(Open::Raw { on_page: Some(open), .. }) = self.stack.last()
            && raw::ends_before(open, element.name)
        {
            self.pop_raw();
        }
        if !raw::is_void(element.name) && self.stack.len() >= DEEPEST {
            if !std::mem::replace(&mut self.too_deep, true) {
                self.remove(span);
            }
            return;
        }
        let before = element.attributes.len();
        element.attributes.retain(|(attribute, value)| {
            attribute != "id" || (self.options.heading_ids && is_id(value) && self.ids.taken.insert(value.clone()))
        });
        if element.lost_attributes || element.attributes.len() < before {
            self.remove(span);
        }
        let mut answer = None;
        match element.name {
            "img" => return self.raw_image(&element, span),
            "a" => {
                if let Some(target) = element.attribute("href").map(str::to_owned) {
                    answer = self.ask(&target, span, true).filter(|_| self.links == 0);
                }
                element.attributes.retain(|(attribute, _)| attribute != "href");
                if answer.is_none() && element.attribute("id").is_none() {
                    self.stack.push(Open::Raw { name, on_page: None });
                    return;
                }
                self.links += 1;
            }
            _ => {}
        }
        self.raw_html = true;
        let _ = write!(self.html, "<{}", element.name);
        if let Some((href, external)) = answer {
            let _ = write!(self.html, " href=\"{}\"", url(&href));
            if external {
                self.html.push_str(" rel=\"noopener\"");
            }
        }
        for (name, value) in &element.attributes {
            let _ = write!(self.html, " {name}=\"{}\"", escaped(value));
        }
        self.html.push('>');
        if !raw::is_void(element.name) {
            self.stack.push(Open::Raw { name, on_page: Some(element.name) });
        }
    }

    fn raw_image(&mut self, element: &Element, span: Span) {
        let Some(target) = element.attribute("src").filter(|target| !target.trim().is_empty()) else {
            return self.remove(span);
        };
        let number = |name: &str| element.attribute(name).and_then(|value| value.parse().ok());
        let alternative = element.attribute("alt").map(str::trim);
        let image = AuthorsImage {
            target: target.to_owned(),
            alternative: alternative.filter(|text| !text.is_empty()).map(str::to_owned),
            // `alt=""` in HTML says that the picture is an ornament.
            decorative: alternative == Some(""),
            title: element.attribute("title").map(str::to_owned),
            span,
            whole: span,
            raw: true,
            width: number("width"),
            height: number("height"),
        };
        match self.show(&image) {
            Shown::Picture(html, _) | Shown::Words(html) => {
                self.raw_html = true;
                self.html.push_str(&html);
            }
            Shown::Nothing => {}
        }
    }

    /// Ends the raw element of a name, and what was opened in it; nothing if none is open in this block.
    fn raw_close(&mut self, name: &str) {
        let mut at = self.stack.len();
        while let Some(Open::Raw { name: open, .. }) = at.checked_sub(1).and_then(|index| self.stack.get(index)) {
            at -= 1;
            if open == name {
                while self.stack.len() > at {
                    self.pop_raw();
                }
                return;
            }
        }
    }

    /// Ends the raw elements opened since the last element of Markdown's.
    fn close_raw(&mut self) {
        while matches!(self.stack.last(), Some(Open::Raw { .. })) {
            self.pop_raw();
        }
    }

    fn pop_raw(&mut self) {
        if let Some(Open::Raw { on_page: Some(name), .. }) = self.stack.pop() {
            if name == "a" {
                self.links -= 1;
            }
            let _ = write!(self.html, "</{name}>");
        }
    }

    fn remove(&mut self, span: Span) {
        self.removals += 1;
        if self.removals <= MOST_REMOVALS {
            self.report(Problem::HtmlRemoved {}, span);
        }
    }

    fn report(&mut self, problem: Problem, span: Span) {
        self.rendered.problems.push((problem, span));
    }
}

/// An image as the author wrote it, in Markdown or HTML.
#[derive(Default)]
struct AuthorsImage {
    target: String,
    alternative: Option<String>,
    decorative: bool,
    title: Option<String>,
    /// Of its target.
    span: Span,
    whole: Span,
    raw: bool,
    width: Option<u32>,
    height: Option<u32>,
}

impl AuthorsImage {
    /// The size at which it is shown: the author's, completed in the picture's proportion.
    fn size(&self, picture: &Picture) -> (Option<u32>, Option<u32>) {
        let scale = |own: u32, other: Option<u32>, length: Option<u32>| {
            let (other, length) = (u64::from(other.filter(|other| *other > 0)?), u64::from(length?));
            u32::try_from(u64::from(own) * length / other).ok()
        };
        match (self.width, self.height) {
            (Some(width), Some(height)) => (Some(width), Some(height)),
            (Some(width), None) => (Some(width), scale(width, picture.width, picture.height)),
            (None, Some(height)) => (scale(height, picture.height, picture.width), Some(height)),
            (None, None) => (picture.width, picture.height),
        }
    }
}

/// Raw HTML gathered from its lines, which may stand apart in the source: `> ` begins each line of a quote.
#[derive(Default)]
struct Stretch {
    text: String,
    /// Where in the text each line begins, and its bytes in the source.
    parts: Vec<(usize, Range<usize>)>,
}

impl Stretch {
    fn push(&mut self, line: &str, range: Range<usize>) {
        self.parts.push((self.text.len(), range));
        self.text.push_str(line);
    }

    fn place(&self, range: &Range<usize>) -> Span {
        let at = |offset: usize| {
            let index = self.parts.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
            let Some((start, source)) = self.parts.get(index) else { return 0 };
            (source.start + (offset - start)).min(source.end)
        };
        let end = match range.end.checked_sub(1) {
            Some(last) => at(last) + 1,
            None => at(0),
        };
        let start = at(range.start);
        Span::new(start..end.max(start))
    }
}

fn footnote_id(prefix: &str, number: usize) -> String {
    // The colon keeps it apart from the ids of headings, which have none.
    format!("fn:{prefix}{number}")
}

fn reference_id(prefix: &str, number: usize, count: usize) -> String {
    if count == 1 { format!("fnref:{prefix}{number}") } else { format!("fnref:{prefix}{number}:{count}") }
}

/// The text of nodes in one line: of a heading, of a picture.
fn line_of(nodes: &[Placed<'_>]) -> String {
    text_of(nodes, Wanted { breaks: false, alternatives: true, skip: None }).replace(['\n', '\t'], " ")
}

/// Whether an id that the author gives may stand: letters of any script, digits, and a few marks.
fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 200
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
        && !id.starts_with("fn:")
        && !id.starts_with("fnref:")
}

/// An address for HTML, in the quotes of an attribute.
fn url(address: &str) -> String {
    let address: String = address
        .trim()
        .chars()
        .filter(|character| !character.is_control())
        .map(|character| if character.is_whitespace() { "%20".to_owned() } else { character.to_string() })
        .collect();
    escaped(&address)
}

/// A target short enough to be named in a message.
fn shortened(target: &str) -> String {
    const LONGEST: usize = 120;
    if target.chars().count() <= LONGEST {
        return target.to_owned();
    }
    target.chars().take(LONGEST).chain(['…']).collect()
}
