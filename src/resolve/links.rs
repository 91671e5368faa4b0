//! Links, images and files: from an author's words to addresses in the output.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Neighbourhood;
use super::addresses::AddressBook;
use super::materials::{FileFact, folder_of, is_within, is_yaml};
use super::references::{References, Resolved, Writer};
use crate::address::{Address, percent_decoded};
use crate::content::keys::Key;
use crate::diagnostic::{Findings, Problem};
use crate::markdown::{self, ImageAnswer, LinkAnswer, Options, Rendered, Resolver};
use crate::model::{Picture, Target, Text};
use crate::picture::is_picture;
use crate::source::{Place, Source, Span, Spanned};
use crate::text::escaped;
use crate::typography::Typography;

/// What rendering an institution's texts needs to know, and what it finds out on the way.
pub(super) struct Links<'a> {
    pub book: &'a AddressBook,
    pub references: &'a References,
    pub files: &'a BTreeMap<&'a str, &'a FileFact>,
    /// The texts that could be read, published or not.
    pub sources: &'a [Arc<Source>],
    pub broken: &'a BTreeSet<String>,
    pub neighbourhood: &'a Neighbourhood,
    pub found: RefCell<Found>,
}

/// What rendering found out.
#[derive(Default)]
pub(super) struct Found {
    pub findings: Findings,
    /// Files that something refers to at their own address, by the author's path.
    pub used: BTreeSet<String>,
    /// Pictures that pages show from their own folders: the output files, by the author's path.
    pub copies: BTreeMap<String, BTreeSet<String>>,
    /// Those of them that are a logo.
    pub logos: BTreeSet<String>,
    /// Fragments to be looked for once every page has its ids.
    pub fragments: Vec<Fragment>,
    /// Links into other institutions, to be followed once those are known.
    pub outward: BTreeSet<String>,
    /// The partners that plans name, as written.
    pub partners: BTreeSet<String>,
}

/// A link to a place on a page.
pub(super) struct Fragment {
    pub file: String,
    pub id: String,
    pub target: String,
    pub place: Place,
}

/// Where a text stands: the page that shows it, and the file that holds it.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub page: &'a Address,
    pub source: &'a Arc<Source>,
    /// Which plan a bare reference means.
    pub writer: Writer,
}

/// Whither a written address leads.
enum Destination {
    File {
        file: String,
        fragment: Option<String>,
        published: bool,
        /// The author's path, where that is what was written and no page stands there.
        source: Option<String>,
    },
    /// Its file's syntax is broken, or its institution is not known yet: nothing is said.
    Unknown,
    Nowhere {
        suggestion: Option<String>,
    },
    /// It is there, and has no address: settings, a folder, a text that nothing reads.
    NotPublished,
    Outside,
}

/// Whether a text has nothing but what Markdown takes for marks. Whoever types «-» or «21.» into a cell, as one does in
/// Word where there is nothing to say, means just that, and no list without a word in it.
fn is_of_marks(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter.is_ascii_digit() || "-+*_#>=~.)".contains(letter))
}

fn as_typed(text: &str) -> Text {
    let plain = text.trim().to_owned();
    Text { html: escaped(&plain).replace('\n', "<br>\n"), plain }
}

impl<'a> Links<'a> {
    /// Renders a text of a YAML file. It is never reworded; spaces that must not break a line reword nothing, and stand in
    /// its HTML alone. An author who has set some himself has set them all.
    pub fn cell(&self, text: &Spanned<String>, here: Here<'_>, options: &Options) -> Text {
        let typography = (!text.value.contains('\u{a0}')).then_some(Typography::Spaces);
        let options = &Options { typography, ..options.clone() };
        let rendered = self.render(&text.value, here, options, text.span, Exactness::Scalar);
        if rendered.plain.trim().is_empty() && is_of_marks(&text.value) {
            return as_typed(&text.value);
        }
        Text { html: rendered.html, plain: rendered.plain }
    }

    /// Renders the body of a Markdown file; pictures that it places are noted in `placed`.
    pub fn body(&self, here: Here<'_>, body: Span, options: &Options, placed: &mut Vec<Picture>) -> Rendered {
        let mut resolver = PageLinks { links: self, here, base: body, exact: Exactness::Whole, placed };
        let rendered = markdown::render(here.source.slice(body), options, &mut resolver);
        self.report_all(&rendered, here, body, Exactness::Whole);
        rendered
    }

    fn render(&self, text: &str, here: Here<'_>, options: &Options, base: Span, exact: Exactness) -> Rendered {
        let mut placed = Vec::new();
        let exact = exact.of(text, here.source, base);
        let mut resolver = PageLinks { links: self, here, base, exact, placed: &mut placed };
        let rendered = markdown::render(text, options, &mut resolver);
        self.report_all(&rendered, here, base, exact);
        rendered
    }

    fn report_all(&self, rendered: &Rendered, here: Here<'_>, base: Span, exact: Exactness) {
        let mut found = self.found.borrow_mut();
        for (problem, span) in &rendered.problems {
            found.findings.report(problem.clone(), Place::new(here.source, exact.place(base, *span)));
        }
    }

    /// A file that a key of a YAML record names.
    pub fn file(&self, key: Key, path: &Spanned<String>, here: Here<'_>) -> Target {
        let place = Place::new(here.source, path.span);
        let report = |problem| self.found.borrow_mut().findings.report(problem, place.clone());
        match self.destination(&path.value, here) {
            Destination::File { published: false, .. } => {
                report(Problem::LinkUnpublished { target: path.value.clone() });
                Target::Nowhere
            }
            Destination::File { file, .. } => match self.book.path_of(&file) {
                Some(source) => self.target_of(source, file),
                None => self.target_elsewhere(file),
            },
            Destination::Unknown => Target::Nowhere,
            Destination::Nowhere { suggestion } => {
                report(Problem::MissingFile { key: key.in_both(), path: path.value.clone(), suggestion });
                Target::Nowhere
            }
            Destination::NotPublished => {
                report(Problem::NotPublished { key: Some(key.in_both()), path: path.value.clone() });
                Target::Nowhere
            }
            Destination::Outside => {
                report(Problem::PathOutside { key: Some(key.in_both()), path: path.value.clone() });
                Target::Nowhere
            }
        }
    }

    /// A logo, or another picture that a YAML file names.
    pub fn picture(&self, path: &Spanned<String>, here: Here<'_>) -> Option<Picture> {
        let Target::File { path: file, .. } = self.file(Key::Logo, path, here) else { return None };
        let source = self.book.path_of(&file)?;
        let fact = self.files.get(source)?;
        self.found.borrow_mut().logos.insert(fact.path.clone());
        Some(picture_of(fact, &file))
    }

    fn target_of(&self, source: &str, file: String) -> Target {
        match self.files.get(source) {
            Some(fact) => {
                self.found.borrow_mut().used.insert(source.to_owned());
                Target::File { path: file, size: fact.size }
            }
            None => match self.book.located.get(source).and_then(|located| located.page.clone()) {
                Some(page) => Target::Page(page),
                None => Target::Nowhere,
            },
        }
    }

    /// A file or page of another institution.
    fn target_elsewhere(&self, file: String) -> Target {
        match Address::of_html_file(&file) {
            Some(page) => Target::Page(page),
            None => {
                let size = self.neighbourhood.outlines.as_ref().and_then(|outlines| outlines.size(&file));
                Target::File { size: size.unwrap_or_default(), path: file }
            }
        }
    }

    fn destination(&self, written: &str, here: Here<'_>) -> Destination {
        let (path, fragment) = match written.split_once('#') {
            Some((path, fragment)) => (path, Some(percent_decoded(fragment).into_owned())),
            None => (written, None),
        };
        let path = percent_decoded(path.split('?').next().unwrap_or_default());
        if path.is_empty() {
            return Destination::File { file: here.page.html_file(), fragment, published: true, source: None };
        }
        if let Some(address) = path.strip_prefix('/') {
            return self.address(address, fragment);
        }
        let Some(path) = join(folder_of(&here.source.path), &path) else { return Destination::Outside };
        if path != "content" && !path.starts_with("content/") {
            return Destination::Outside;
        }
        let bundle = format!("{path}/index.md");
        for path in [path.as_str(), &bundle] {
            if self.broken.contains(path) {
                return Destination::Unknown;
            }
            if let Some(located) = self.book.located.get(path) {
                let source = located.page.is_none().then(|| path.to_owned());
                return Destination::File {
                    file: located.file.clone(),
                    fragment,
                    published: located.published,
                    source,
                };
            }
        }
        if self.is_in_broken_project(&path) {
            return Destination::Unknown;
        }
        if self.is_there(&path) {
            return Destination::NotPublished;
        }
        if self.neighbourhood.is_elsewhere(&path) {
            self.found.borrow_mut().outward.insert(format!("path:{path}"));
            return match self.neighbourhood.outlines.as_ref() {
                None => Destination::Unknown,
                Some(outlines) => match outlines.by_path(&path) {
                    // Of what readers do not see, nothing else is there.
                    Some((file, false)) => Destination::File { file, fragment, published: false, source: None },
                    Some((file, true)) if outlines.answers(&file) => {
                        Destination::File { published: outlines.shows(&file), file, fragment, source: None }
                    }
                    _ if outlines.is_broken(&path) => Destination::Unknown,
                    _ => Destination::Nowhere { suggestion: None },
                },
            };
        }
        Destination::Nowhere { suggestion: self.book.nearest(&path).map(|near| relative_to(&here.source.path, &near)) }
    }

    /// Whether a path lies in a project whose own file could not be read: nothing beneath it has an address then.
    fn is_in_broken_project(&self, path: &str) -> bool {
        let projects = self.broken.iter().filter(|path| is_yaml(path, "project")).map(|path| folder_of(path));
        projects.into_iter().any(|folder| path == folder || is_within(path, folder))
    }

    /// Whether something is there, be it only a folder.
    fn is_there(&self, path: &str) -> bool {
        let texts = self.sources.iter().map(|source| source.path.as_str());
        let mut known = texts.chain(self.files.keys().copied()).chain([self.neighbourhood.settings.as_str()]);
        known.any(|known| known == path || is_within(known, path))
    }

    /// An address of this site, from its root.
    fn address(&self, address: &str, fragment: Option<String>) -> Destination {
        let file = match address {
            "" => "index.html".to_owned(),
            address if address.ends_with('/') => format!("{address}index.html"),
            address => address.to_owned(),
        };
        for file in [file.clone(), format!("{file}/index.html")] {
            if self.book.answers(&file) {
                let published = self.book.shows(&file);
                let path = self.book.path_of(&file).filter(|_| published);
                if let Some(path) = path.filter(|path| self.files.contains_key(path)) {
                    self.found.borrow_mut().used.insert(path.to_owned());
                }
                return Destination::File { file, fragment, published, source: None };
            }
        }
        if let Some((source, published)) = self.picture_of_page(&file) {
            self.found.borrow_mut().copies.entry(source).or_default().insert(file.clone());
            return Destination::File { file, fragment, published, source: None };
        }
        // What a broken file beneath that address would hold, nobody knows.
        if self.broken.iter().any(|path| self.book.would_hold(path, &file)) {
            return Destination::Unknown;
        }
        self.found.borrow_mut().outward.insert(format!("address:{file}"));
        match self.neighbourhood.outlines.as_ref() {
            None => Destination::Unknown,
            Some(outlines) => {
                let found =
                    [file.clone(), format!("{file}/index.html")].into_iter().find(|file| outlines.answers(file));
                match found {
                    Some(file) => Destination::File { published: outlines.shows(&file), file, fragment, source: None },
                    None if outlines.may_answer(&file, &self.neighbourhood.key) => Destination::Unknown,
                    None => Destination::Nowhere { suggestion: None },
                }
            }
        }
    }

    /// Where a text finds a file of the author's: a picture in its page's folder, if it has no settled address and
    /// does not lie there anyway; any other file at its own. None for what is no such file.
    fn in_folder(&self, path: &str, page: &Address) -> Option<String> {
        let located = self.book.located.get(path).filter(|located| located.page.is_none() && located.published)?;
        let mut found = self.found.borrow_mut();
        if located.settled || !is_picture(path) || located.file.starts_with(page.as_str()) {
            found.used.insert(path.to_owned());
            return Some(located.file.clone());
        }
        let copy = page.file(located.file.rsplit('/').next()?);
        found.copies.entry(path.to_owned()).or_default().insert(copy.clone());
        Some(copy)
    }

    /// The picture beside a page's file that an output file in the page's folder would be, and whether readers see it.
    fn picture_of_page(&self, file: &str) -> Option<(String, bool)> {
        let (folder, name) = file.rsplit_once('/')?;
        let page = self.book.path_of(&format!("{folder}/index.html"))?;
        let published = self.book.located.get(page)?.published;
        let mut beside = self.files.keys().filter(|path| folder_of(path) == folder_of(page) && is_picture(path));
        let is_named = |path: &&&str| {
            self.book
                .located
                .get(**path)
                .is_some_and(|located| !located.settled && located.file.rsplit('/').next() == Some(name))
        };
        beside.find(is_named).map(|path| ((*path).to_owned(), published))
    }

    fn link(&self, written: &str, here: Here<'_>, place: Place) -> LinkAnswer {
        if let Some(reference) = written.strip_prefix("plan:") {
            return self.plan_link(reference, here);
        }
        match scheme_of(written).as_deref() {
            Some("http" | "https") => return LinkAnswer::Address { href: written.to_owned(), external: true },
            Some(_) if markdown::is_harmless(written) => {
                return LinkAnswer::Address { href: written.to_owned(), external: false };
            }
            Some(_) => return LinkAnswer::Refused(Problem::UnsafeAddress { target: written.to_owned() }),
            None => {}
        }
        if written.starts_with("//") {
            return LinkAnswer::Address { href: format!("https:{written}"), external: true };
        }
        match self.destination(written, here) {
            Destination::File { published: false, .. } => {
                LinkAnswer::Refused(Problem::LinkUnpublished { target: written.to_owned() })
            }
            Destination::File { file, fragment, source, .. } => {
                let file = source.as_deref().and_then(|source| self.in_folder(source, here.page)).unwrap_or(file);
                let mut href = here.page.relative_path(&file);
                if let Some(id) = fragment.filter(|id| !id.is_empty()) {
                    href = if file == here.page.html_file() { format!("#{id}") } else { format!("{href}#{id}") };
                    let target = written.to_owned();
                    self.found.borrow_mut().fragments.push(Fragment { file, id, target, place });
                }
                LinkAnswer::Address { href, external: false }
            }
            Destination::Unknown => LinkAnswer::TextOnly,
            Destination::Nowhere { suggestion } => {
                LinkAnswer::Refused(Problem::BrokenLink { target: written.to_owned(), suggestion })
            }
            Destination::NotPublished => {
                LinkAnswer::Refused(Problem::NotPublished { key: None, path: written.to_owned() })
            }
            Destination::Outside => LinkAnswer::Refused(Problem::PathOutside { key: None, path: written.to_owned() }),
        }
    }

    /// `plan:2023-2024#5`
    fn plan_link(&self, reference: &str, here: Here<'_>) -> LinkAnswer {
        match self.references.find(&percent_decoded(reference), here.writer) {
            Ok(Resolved { published: false, .. }) => {
                LinkAnswer::Refused(Problem::LinkUnpublished { target: format!("plan:{reference}") })
            }
            Ok(Resolved { page, anchor, .. }) => {
                let href = here.page.relative_link(&page);
                let href = if page == *here.page { String::new() } else { href };
                let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                let href = if href.is_empty() && anchor.is_empty() { "index.html".to_owned() } else { href + &anchor };
                LinkAnswer::Address { href, external: false }
            }
            Err(None) => LinkAnswer::TextOnly,
            Err(Some(problem)) => LinkAnswer::Refused(problem),
        }
    }

    fn image(&self, written: &str, here: Here<'_>, placed: &mut Vec<Picture>) -> ImageAnswer {
        if scheme_of(written).is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https"))
            || written.starts_with("//")
        {
            let href = if written.starts_with("//") { format!("https:{written}") } else { written.to_owned() };
            return ImageAnswer::Link { href };
        }
        if scheme_of(written).is_some() {
            return ImageAnswer::Refused(Problem::UnsafeAddress { target: written.to_owned() });
        }
        match self.destination(written, here) {
            Destination::File { published: false, .. } => {
                ImageAnswer::Refused(Problem::LinkUnpublished { target: written.to_owned() })
            }
            Destination::File { file, source, .. } => {
                let path = source.as_deref().or_else(|| self.book.path_of(&file)).unwrap_or_default();
                let Some(fact) = self.files.get(path) else {
                    // A picture of another institution: it is shown from there, in its own size.
                    let src = here.page.relative_path(&file);
                    return ImageAnswer::Picture(markdown::Picture { src, ..markdown::Picture::default() });
                };
                let file = source.as_deref().and_then(|source| self.in_folder(source, here.page)).unwrap_or(file);
                let picture = picture_of(fact, &file);
                let shown = shown_picture(&picture, here.page);
                placed.push(picture);
                ImageAnswer::Picture(shown)
            }
            Destination::Unknown => ImageAnswer::Nothing,
            Destination::Nowhere { suggestion } => {
                ImageAnswer::Refused(Problem::BrokenImage { target: written.to_owned(), suggestion })
            }
            Destination::NotPublished => {
                ImageAnswer::Refused(Problem::NotPublished { key: None, path: written.to_owned() })
            }
            Destination::Outside => ImageAnswer::Refused(Problem::PathOutside { key: None, path: written.to_owned() }),
        }
    }
}

/// How wide a picture of a text is shown: the width of the column of text, in CSS pixels.
const TEXT_COLUMN: &str = "(min-width: 52rem) 46rem, 92vw";

/// A picture of the author's with its output paths.
pub(super) fn picture_of(fact: &FileFact, file: &str) -> Picture {
    let known = fact.picture.as_ref().and_then(|picture| picture.as_ref().ok());
    let smaller = known.map_or(&[][..], |picture| &picture.smaller);
    let mut picture = Picture {
        source: fact.path.clone(),
        path: file.to_owned(),
        size: known.map(|picture| (picture.width, picture.height)),
        smaller: smaller.iter().map(|variant| (variant.file_beside(file), variant.width, variant.height)).collect(),
        icon: known.and_then(|picture| picture.icon.as_ref()).map(|icon| icon.icon_beside(file)),
    };
    if known.is_some_and(|picture| picture.heavy)
        && let Some((path, width, height)) = picture.smaller.pop()
    {
        (picture.path, picture.size) = (path, Some((width, height)));
    }
    picture
}

/// A picture as a text shows it: the middle size, with all of them to choose from.
fn shown_picture(picture: &Picture, page: &Address) -> markdown::Picture {
    let (path, size) = picture.at_least(800);
    let srcset = picture.srcset(page);
    markdown::Picture {
        src: page.relative_path(path),
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        sizes: srcset.as_ref().map(|_| TEXT_COLUMN.to_owned()),
        large: srcset.as_ref().map(|_| page.relative_path(&picture.path)),
        srcset,
    }
}

/// Whether offsets in a text are offsets in its source.
#[derive(Debug, Clone, Copy)]
enum Exactness {
    /// The text is the source's own stretch.
    Whole,
    /// The text comes from a scalar, perhaps with escapes or folded lines.
    Scalar,
    /// The text stands there as it is, so many bytes into the span.
    At(u32),
}

impl Exactness {
    fn of(self, text: &str, source: &Source, span: Span) -> Exactness {
        match self {
            Exactness::Scalar => match source.slice(span).find(text) {
                Some(at) => Exactness::At(u32::try_from(at).unwrap_or_default()),
                None => Exactness::Scalar,
            },
            exact => exact,
        }
    }

    fn place(self, base: Span, span: Span) -> Span {
        match self {
            Exactness::Whole => span.shifted(base.start),
            Exactness::At(offset) => span.shifted(base.start.saturating_add(offset)),
            Exactness::Scalar => base,
        }
    }
}

/// The resolver of one text.
struct PageLinks<'l, 'a> {
    links: &'l Links<'a>,
    here: Here<'l>,
    base: Span,
    exact: Exactness,
    placed: &'l mut Vec<Picture>,
}

impl Resolver for PageLinks<'_, '_> {
    fn link(&mut self, target: &str, span: Span) -> LinkAnswer {
        let place = Place::new(self.here.source, self.exact.place(self.base, span));
        self.links.link(target, self.here, place)
    }

    fn image(&mut self, target: &str, _span: Span) -> ImageAnswer {
        self.links.image(target, self.here, self.placed)
    }
}

/// The scheme of an absolute address, in small letters.
fn scheme_of(written: &str) -> Option<String> {
    let (scheme, _) = written.split_once(':')?;
    let sound = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    sound.then(|| scheme.to_ascii_lowercase())
}

/// A path from a folder, with `.` and `..` taken away; none where it leads out of the root.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path as an author would write it in a file.
fn relative_to(file: &str, path: &str) -> String {
    let mut here: Vec<&str> = folder_of(file).split('/').collect();
    let mut there: Vec<&str> = path.split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(here.drain(shared..).count());
    format!("{up}{}", there.drain(shared..).collect::<Vec<_>>().join("/"))
}
