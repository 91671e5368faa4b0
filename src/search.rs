//! The reader's search: what of an institution can be found, packed so that a browser loads little and a disk serves it.
//!
//! # Two kinds of file, both classic scripts
//!
//! A page opened from a disk may not fetch, but it may load a script. So the index is a script that hands its data to
//! `search.js`, and so are the texts that passages are cut from:
//!
//! * `<institution>/search-index.js` — the pages and, for every stem, the pages that have it. A reader loads it whole.
//! * `<institution>/search-text-<n>.js` — the texts of eight pages. A reader loads those of the results that are shown.
//!
//! # Stems
//!
//! A word is brought to its stem here and again in the browser, by the same rules: Snowball's for Russian, a light cut of
//! endings for Belarusian ([`stem`]). `tests/search.rs` holds the two against each other. ё is е, and Latin i among
//! Cyrillic letters is і.
//!
//! # Nothing unpublished
//!
//! Documents are gathered of what every reader may see: what is shown only because drafts were asked for is left out,
//! and so is everything beneath a draft.

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::borrow::Cow;

use crate::address::{Address, places};
use crate::locale::{Lang, numeric_date};
use crate::model::{Article, ArticleKind, Institution, Page, Plan, Project, Row, TaskText, Text};
use crate::pages::{ALL_AT_ONCE, Kind, Summary};
use crate::text::one_line;

/// So many pages share a file of texts: a page of results loads at most ten such files.
const PAGES_PER_TEXT: usize = 8;
/// A word that stands so often in a text says what the text is about.
const OFTEN: u32 = 3;

/// A page that can be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Where it lies.
    pub address: Address,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Its date, as people write it.
    pub date: Option<String>,
    /// The language it is written in.
    pub language: Lang,
    /// Its headings and tags.
    pub headings: Vec<String>,
    /// Its text, piece by piece.
    pub pieces: Vec<Piece>,
}

/// A piece of a page's text, and the anchor that leads to it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Piece {
    /// The anchor, without the `#`.
    pub anchor: Option<String>,
    /// The text.
    pub text: String,
}

impl Document {
    fn new(address: &Address, title: &str, kind: Kind, language: Lang) -> Document {
        Document {
            address: address.clone(),
            title: title.to_owned(),
            kind,
            date: None,
            language,
            headings: Vec::new(),
            pieces: Vec::new(),
        }
    }

    fn say(&mut self, text: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut().filter(|piece| piece.anchor.is_none()) {
            Some(piece) => {
                piece.text.push(' ');
                piece.text.push_str(&text);
            }
            None => self.pieces.push(Piece { anchor: None, text }),
        }
    }

    fn say_text(&mut self, text: &Option<Text>) {
        if let Some(text) = text {
            self.say(&text.plain);
        }
    }

    fn say_tasks(&mut self, tasks: &[TaskText]) {
        for task in tasks {
            self.say(&task.text.plain);
            self.say_tasks(&task.tasks);
        }
    }
}

/// Every published page of an institution, in the order of its menu.
pub fn institution_documents(institution: &Institution) -> Vec<Document> {
    if institution.draft {
        return Vec::new();
    }
    let language = institution.language;
    let mut home = Document::new(&institution.address, &institution.name, Kind::Institution, language);
    home.headings.extend(institution.short_name.iter().chain(&institution.locality).cloned());
    home.say_text(&institution.about);
    home.say(institution.postal_address.as_deref().unwrap_or_default());
    let mut documents = vec![home];
    documents.extend(page_documents(&institution.pages, language));
    for project in institution.projects.iter().filter(|project| !project.draft) {
        project_documents(project, language, &mut documents);
    }
    documents
}

/// Published pages of Markdown.
pub fn page_documents(pages: &[Page], language: Lang) -> Vec<Document> {
    pages.iter().filter(|page| !page.draft).map(|page| page_document(page, Kind::Page, language)).collect()
}

fn project_documents(project: &Project, language: Lang, documents: &mut Vec<Document>) {
    let mut passport = Document::new(&project.address, &project.title, Kind::Project, language);
    passport.headings.extend(project.short_title.iter().chain(&project.kind).cloned());
    for text in [&project.goal, &project.idea, &project.about] {
        passport.say_text(text);
    }
    passport.say_tasks(&project.tasks);
    for phase in &project.phases {
        passport.say(&phase.title);
        passport.say_text(&phase.summary);
    }
    for person in project.lead.iter().chain(&project.consultant).chain(&project.participants) {
        for text in [&person.post, &person.name, &person.organisation].into_iter().flatten() {
            passport.say(text);
        }
    }
    for document in &project.documents {
        passport.say(&document.title);
    }
    documents.push(passport);
    documents.extend(project.plans.iter().filter(|plan| !plan.draft).map(|plan| plan_document(plan, language)));
    if !project.plans.is_empty() || !project.indicators.is_empty() {
        let title = format!("{}: {}", language.word("progress"), project.menu_title());
        let mut progress = Document::new(&project.address.progress(), &title, Kind::Progress, language);
        for indicator in &project.indicators {
            progress.say(&indicator.title);
        }
        documents.push(progress);
    }
    let lists = [
        (places::REPORTS, "menu-reports", Kind::Reports, &project.reports),
        (places::NEWS, "menu-news", Kind::News, &project.news),
    ];
    for (segment, word, kind, articles) in lists {
        let mut published = articles.iter().filter(|article| !article.page.draft).peekable();
        if published.peek().is_none() {
            continue;
        }
        let title = format!("{}: {}", language.word(word), project.menu_title());
        documents.push(Document::new(&project.address.child(segment), &title, kind, language));
        documents.extend(published.map(|article| article_document(article, language)));
    }
    documents.extend(page_documents(&project.pages, language));
}

fn article_document(article: &Article, language: Lang) -> Document {
    let kind = match article.kind {
        ArticleKind::Report => Kind::Report,
        ArticleKind::News => Kind::NewsItem,
    };
    let mut document = page_document(&article.page, kind, language);
    document.date = Some(numeric_date(article.date));
    document
}

/// A page's text is cut where its headings stand, so that a result can lead to the very section.
fn page_document(page: &Page, kind: Kind, language: Lang) -> Document {
    let mut document = Document::new(&page.address, &page.title, kind, page.language.unwrap_or(language));
    let headings = headings(&page.html);
    let mut next = headings.iter().peekable();
    let mut piece = Piece::default();
    for line in page.plain.lines() {
        let line = one_line(line);
        if line.is_empty() {
            continue;
        }
        if let Some((id, _)) = next.next_if(|(_, text)| *text == line) {
            let done = std::mem::replace(&mut piece, Piece { anchor: Some(id.clone()), text: String::new() });
            document.pieces.push(done);
        }
        if !piece.text.is_empty() {
            piece.text.push(' ');
        }
        piece.text.push_str(&line);
    }
    document.pieces.push(piece);
    document.pieces.retain(|piece| !piece.text.is_empty());
    document.headings.extend(headings.into_iter().map(|(_, text)| text));
    // A report's title often says only what it covers: it is found as a report all the same.
    if kind == Kind::Report {
        document.headings.push(document.language.word(kind_word(kind)).into_owned());
    }
    // A summary that is not merely the text's beginning.
    let opening: String = page.summary.chars().take(40).collect();
    if !one_line(&page.plain).starts_with(opening.trim_end_matches('…')) {
        document.pieces.insert(0, Piece { anchor: None, text: one_line(&page.summary) });
    }
    document.headings.extend(page.tags.iter().cloned());
    for attachment in &page.attachments {
        document.pieces.push(Piece { anchor: None, text: attachment.title.clone() });
    }
    document
}

/// One piece an activity, so that a result leads to its row.
fn plan_document(plan: &Plan, language: Lang) -> Document {
    let mut document = Document::new(&plan.address, &plan.title, Kind::Plan, language);
    document.say(&plan.caption);
    document.say_text(&plan.goal);
    document.say_tasks(&plan.tasks);
    for section in &plan.sections {
        document.headings.extend(section.title.iter().cloned());
        for activity in &section.activities {
            let mut words = Vec::new();
            row_words(&activity.row, &mut words);
            for stage in &activity.stages {
                row_words(&stage.row, &mut words);
            }
            document.pieces.push(Piece { anchor: Some(activity.anchor()), text: words.join(". ") });
        }
    }
    document
}

fn row_words(row: &Row, words: &mut Vec<String>) {
    let mut add = |text: &str| {
        let text = one_line(text);
        if !text.is_empty() {
            words.push(text.trim_end_matches('.').to_owned());
        }
    };
    if let Some(text) = &row.activity {
        add(&text.plain);
    }
    if let Some(term) = &row.term {
        add(&term.text);
    }
    for name in &row.responsible {
        add(&name.plain);
    }
    let own = row.own.iter().map(|(_, text)| text);
    for text in row.result.iter().chain(own).chain(&row.mark.text) {
        add(&text.plain);
    }
    // Reports and news among the evidence may be drafts, and are found by themselves.
    for evidence in &row.evidence {
        add(&evidence.title);
    }
}

/// The headings of our own HTML, with their ids: `<h2 id="…">…</h2>`.
fn headings(html: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<h") {
        rest = &rest[at + 2..];
        let is_heading = matches!(rest.as_bytes(), [b'2'..=b'6', b' ' | b'>', ..]);
        let Some((open, after)) = rest.split_once('>').filter(|_| is_heading) else { continue };
        let end = format!("</h{}>", &open[..1]);
        let Some((inner, after)) = after.split_once(end.as_str()) else { continue };
        let id = open.split_once("id=\"").and_then(|(_, id)| id.split_once('"')).map(|(id, _)| id.to_owned());
        let text = one_line(&bare(inner));
        if let Some(id) = id.filter(|_| !text.is_empty()) {
            found.push((id, text));
        }
        rest = after;
    }
    found
}

/// HTML without its tags, and with its entities read.
fn bare(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    entities.into_iter().fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

/// An index and its texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// `search-index.js`
    pub index: String,
    /// `search-text-1.js` and so on, by name.
    pub texts: Vec<(String, String)>,
}

/// What the browser is given of an institution.
#[derive(Serialize)]
struct Data<'a> {
    /// The folder beneath which its pages lie.
    base: &'a str,
    name: &'a str,
    /// The words for the kinds of page.
    kinds: Vec<Cow<'static, str>>,
    /// Address beneath the base, title, kind, date.
    pages: Vec<(&'a str, &'a str, usize, &'a str)>,
    /// How many words title, headings and text have, three numbers a page.
    lengths: Vec<u32>,
    per: usize,
    /// Every stem in order, without the beginning that it shares with the one before: how long that is, as a letter
    /// from A, and the rest.
    stems: String,
    /// For each stem how many pages have it, and which: the gaps between them in Golomb's code after Rice.
    places: String,
    /// Where a stem stands elsewhere than once or twice in the text: gaps in the sequence of all places, and the place.
    marks: String,
}

/// Packs documents. `base` is the address beneath which they all lie.
pub fn pack(base: &Address, name: &str, language: Lang, documents: &[Document]) -> Index {
    let mut gatherer = Gatherer::default();
    let mut kinds: Vec<Kind> = Vec::new();
    let mut pages = Vec::new();
    let mut lengths = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let kind = kinds.iter().position(|kind| *kind == document.kind).unwrap_or_else(|| {
            kinds.push(document.kind);
            kinds.len() - 1
        });
        let address = document.address.as_str();
        let address = address.strip_prefix(base.as_str()).unwrap_or(address);
        pages.push((address, document.title.as_str(), kind, document.date.as_deref().unwrap_or_default()));
        lengths.extend(gatherer.add(number, document));
    }
    let Packed { stems, places, marks } = gatherer.packed(documents.len());
    let data = Data {
        base: base.as_str(),
        name,
        kinds: kinds.iter().map(|kind| language.word(kind_word(*kind))).collect(),
        pages,
        lengths,
        per: PAGES_PER_TEXT,
        stems,
        places,
        marks,
    };
    let texts = documents.chunks(PAGES_PER_TEXT).enumerate().map(|(index, documents)| {
        let pieces: Vec<Vec<(&str, &str)>> = documents
            .iter()
            .map(|document| {
                let pieces = document.pieces.iter();
                pieces.map(|piece| (piece.anchor.as_deref().unwrap_or_default(), piece.text.as_str())).collect()
            })
            .collect();
        (places::search_text(index + 1), call("texts", &(base.as_str(), index, pieces)))
    });
    Index { index: call("index", &(data,)), texts: texts.collect() }
}

/// The word of the catalog for a kind of page.
fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Home | Kind::Institution => "kind-institution",
        Kind::Project => "kind-project",
        Kind::Plan => "kind-plan",
        Kind::Progress => "kind-progress",
        Kind::Reports | Kind::News | Kind::Tag => "kind-list",
        Kind::Report => "kind-report",
        Kind::NewsItem => "kind-news",
        Kind::Page | Kind::Search => "kind-page",
    }
}

/// The institutions, as the search page knows them. It names no fingerprints: a word corrected in an article must not
/// rewrite the site's own files.
pub fn list(site_title: &str, site_pages: usize, summaries: &[Summary]) -> String {
    let mut entries: Vec<(&str, &str, String, usize)> = Vec::new();
    if site_pages > 0 {
        entries.push((site_title, "", "search/".to_owned(), site_pages));
    }
    entries.extend(summaries.iter().map(|summary| {
        let place = summary.locality.as_deref().unwrap_or_default();
        (summary.name.as_str(), place, summary.address.as_str().to_owned(), summary.pages.len())
    }));
    call("list", &(entries, ALL_AT_ONCE))
}

/// The titles of all pages, institution by institution, for a region too large to be searched at once.
pub fn titles(summaries: &[Summary]) -> String {
    let one = |summary: &Summary| -> (String, Vec<(String, String, String)>) {
        let pages = summary.pages.iter().filter(|page| !page.address.is_later_list_page()).map(|page| {
            let address = page.address.as_str();
            let address = address.strip_prefix(summary.address.as_str()).unwrap_or(address);
            (address.to_owned(), page.title.clone(), summary.language.word(kind_word(page.kind)).into_owned())
        });
        (summary.address.as_str().to_owned(), pages.collect())
    };
    call("titles", &(summaries.iter().map(one).collect::<Vec<_>>(),))
}

/// A script that hands its arguments to `search.js`.
fn call(function: &str, arguments: &impl Serialize) -> String {
    // A tuple of texts and numbers always has a JSON.
    let arguments = serde_json::to_string(arguments).unwrap_or_else(|_| "[]".to_owned());
    format!("letopisSearch.{function}.apply(null,{arguments});\n")
}

/// Where a word stands in a document, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Title,
    Heading,
    TextOften,
    Text,
}

/// Collects stems and who has them.
#[derive(Default)]
struct Gatherer {
    /// Words met before, with the number of their stem: stemming is most of the work.
    words: [FxHashMap<String, u32>; 2],
    numbers: FxHashMap<String, u32>,
    stems: Vec<(String, Vec<(usize, Place)>)>,
}

impl Gatherer {
    /// Takes a document in; the lengths of its title, headings and text.
    fn add(&mut self, number: usize, document: &Document) -> [u32; 3] {
        let mut own: FxHashMap<u32, (Place, u32)> = FxHashMap::default();
        let mut lengths = [0; 3];
        let title = std::iter::once(document.title.as_str()).map(|text| (0, text));
        let headings = document.headings.iter().map(|text| (1, text.as_str()));
        let pieces = document.pieces.iter().map(|piece| (2, piece.text.as_str()));
        for (field, text) in title.chain(headings).chain(pieces) {
            let place = [Place::Title, Place::Heading, Place::Text][field];
            words(text, |word| {
                lengths[field] += 1;
                let stem = self.stem_number(word, document.language);
                let entry = own.entry(stem).or_insert((place, 0));
                entry.0 = entry.0.min(place);
                entry.1 += 1;
            });
        }
        for (stem, (place, count)) in own {
            let place = if place == Place::Text && count >= OFTEN { Place::TextOften } else { place };
            if let Some((_, pages)) = self.stems.get_mut(stem as usize) {
                pages.push((number, place));
            }
        }
        lengths
    }

    fn stem_number(&mut self, word: &str, language: Lang) -> u32 {
        let known = &mut self.words[usize::from(language == Lang::Belarusian)];
        if let Some(number) = known.get(word) {
            return *number;
        }
        let stem = stem(word, language);
        let number = match self.numbers.get(&stem) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
                self.stems.push((stem.clone(), Vec::new()));
                self.numbers.insert(stem, number);
                number
            }
        };
        known.insert(word.to_owned(), number);
        number
    }

    /// All stems with who has them, among so many pages.
    fn packed(mut self, pages: usize) -> Packed {
        self.stems.sort();
        let (mut stems, mut places, mut marks) = (String::new(), Bits::default(), Bits::default());
        let mut before = "";
        let mut plain = 0;
        for (stem, holders) in &self.stems {
            let shared = shared_beginning(before, stem);
            stems.push(char::from(b'A' + u8::try_from(shared.encode_utf16().count()).unwrap_or_default()));
            stems.push_str(&stem[shared.len()..]);
            before = stem;
            places.gamma(holders.len());
            let width = rice_width(holders.len(), pages);
            let mut next = 0;
            for (page, place) in holders {
                places.rice(page - next, width);
                next = page + 1;
                if *place == Place::Text {
                    plain += 1;
                } else {
                    marks.rice(plain, MARK_WIDTH);
                    marks.bits(*place as usize, 2);
                    plain = 0;
                }
            }
        }
        Packed { stems, places: places.finish(), marks: marks.finish() }
    }
}

/// What [`Data`] says of the stems.
struct Packed {
    stems: String,
    places: String,
    marks: String,
}

/// The beginning that two words share, as far as a letter of A to Z can count it in a browser's units.
fn shared_beginning<'w>(before: &str, word: &'w str) -> &'w str {
    let same = before.chars().zip(word.char_indices()).take_while(|(own, (_, other))| own == other);
    let end = same.take(12).last().map_or(0, |(_, (at, letter))| at + letter.len_utf8());
    &word[..end]
}

/// How many bits of a gap are written as they are. Gaps are as long as pages are many and holders few.
fn rice_width(holders: usize, pages: usize) -> u32 {
    let mut width = 0;
    // 9/13 is nearly the logarithm of two, in numbers that a browser reckons alike.
    while (holders << (width + 1)) * 13 <= pages * 9 {
        width += 1;
    }
    width
}

/// The same for the gaps between marks: about one place in ten has one.
const MARK_WIDTH: u32 = 3;

const LETTERS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// Bits, written six a letter. gzip brings them back to six bits a letter, so that nothing is lost to the script's text.
#[derive(Default)]
struct Bits {
    letters: String,
    pending: usize,
    count: u32,
}

impl Bits {
    fn bit(&mut self, bit: usize) {
        self.pending = self.pending << 1 | (bit & 1);
        self.count += 1;
        if self.count == 6 {
            self.letters.push(char::from(LETTERS[self.pending & 63]));
            (self.pending, self.count) = (0, 0);
        }
    }

    /// So many of a number's lowest bits.
    fn bits(&mut self, number: usize, count: u32) {
        for place in (0..count).rev() {
            self.bit(number >> place);
        }
    }

    /// A number from 1 in Elias' gamma code: most stems stand on one page or two.
    fn gamma(&mut self, number: usize) {
        let width = number.max(1).ilog2();
        self.bits(0, width);
        self.bits(number, width + 1);
    }

    /// A number from 0 in Rice's code: the high part in ones, the low part as it is.
    fn rice(&mut self, number: usize, width: u32) {
        for _ in 0..number >> width {
            self.bit(1);
        }
        self.bit(0);
        self.bits(number, width);
    }

    fn finish(mut self) -> String {
        while self.count > 0 {
            self.bit(0);
        }
        self.letters
    }
}

/// Words too common to tell pages apart, in both languages. `search.js` has the same.
const COMMON: &[&str] = &[
    "на", "по", "за", "из", "от", "до", "не", "для", "при", "или", "как", "что", "это", "под", "над", "без", "об",
    "во", "со", "ко", "па", "са", "пры", "або", "як", "што", "гэта", "аб", "ва", "да", "ад",
];

/// Calls `take` with each word of a text, folded.
pub fn words(text: &str, mut take: impl FnMut(&str)) {
    let part_of_word = |letter: char| letter.is_alphanumeric() || is_silent(letter);
    let mut folded = String::new();
    for word in text.split(|letter: char| !part_of_word(letter)) {
        folded.clear();
        fold(word, &mut folded);
        let mut letters = folded.chars();
        let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
        if !folded.is_empty() && !single && !COMMON.contains(&folded.as_str()) {
            take(&folded);
        }
    }
}

/// Accents, soft hyphens and apostrophes: they stand within words and are not typed by everybody.
fn is_silent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\'' | '’' | 'ʼ')
}

/// In lower case, ё as е, ў at the beginning as у, Latin i among Cyrillic letters as і.
fn fold(word: &str, folded: &mut String) {
    let mut cyrillic = false;
    for letter in word.chars().flat_map(char::to_lowercase) {
        match (letter, folded.chars().next_back()) {
            // A text copied from macOS has its й and ў in two characters.
            ('\u{306}', Some('и')) => {
                folded.pop();
                folded.push('й');
            }
            ('\u{306}', Some('у')) => {
                folded.pop();
                folded.push('ў');
            }
            (letter, _) if is_silent(letter) => {}
            ('ё', _) => folded.push('е'),
            _ => folded.push(letter),
        }
        cyrillic |= matches!(letter, '\u{400}'..='\u{4ff}');
    }
    if cyrillic && folded.contains('i') {
        *folded = folded.replace('i', "і");
    }
    if folded.starts_with('ў') {
        folded.replace_range(.."ў".len(), "у");
    }
}

/// The stem of a folded word. Its letters tell its language better than its page does: і and ў are never Russian, и, щ
/// and ъ never Belarusian.
pub fn stem(word: &str, language: Lang) -> String {
    let belarusian = match word.chars().find(|letter| "іўищъ".contains(*letter)) {
        Some('і' | 'ў') => true,
        Some(_) => false,
        None => language == Lang::Belarusian,
    };
    if belarusian { belarusian_stem(word) } else { Stemmer::new(Algorithm::Russian).stem(word).into_owned() }
}

/// Endings of Belarusian nouns and adjectives, the longest first. `search.js` has the same.
const ENDINGS: &[&str] = &[
    "іямі", "ыямі", "іях", "ыях", "іям", "ыям", "іяй", "ыяй", "ымі", "імі", "амі", "ямі", "ага", "яга", "аму", "яму",
    "ыя", "ія", "ыі", "іі", "ыю", "ію", "ый", "ій", "ая", "яя", "ую", "юю", "ай", "яй", "ой", "ою", "аю", "яю", "ею",
    "ое", "ае", "яе", "ых", "іх", "ым", "ім", "ам", "ям", "ом", "ем", "ах", "ях", "аў", "яў", "оў", "еў", "ь", "й",
    "а", "я", "о", "е", "э", "ы", "і", "у", "ю",
];

/// A word without its ending, where three letters stay. «архіў» is «архіва» in the genitive: the last в is ў.
fn belarusian_stem(word: &str) -> String {
    let word = word.strip_suffix("ся").or_else(|| word.strip_suffix("цца")).filter(|rest| long(rest)).unwrap_or(word);
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| long(rest)));
    let stem = cut.unwrap_or(word);
    stem.strip_suffix('в').map_or_else(|| stem.to_owned(), |rest| format!("{rest}ў"))
}

fn long(word: &str) -> bool {
    word.chars().nth(2).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str, language: Lang) -> Vec<String> {
        let mut stems = Vec::new();
        words(text, |word| stems.push(stem(word, language)));
        stems.dedup();
        stems
    }

    #[test]
    fn forms_of_a_word_are_one() {
        let one = |text, language| assert_eq!(stems(text, language).len(), 1, "{text}: {:?}", stems(text, language));
        one("Отчёт отчета отчётов ОТЧЁТАМИ", Lang::Russian);
        one("педагог педагоги педагогам", Lang::Russian);
        one("Дзейнасць дзейнасці дзейнасцю дзейнасцяў", Lang::Belarusian);
        one("экспедыцыя экспедыцыі экспедыцыяй экспедыцыю", Lang::Belarusian);
        one("сям’я сям'я сямя", Lang::Belarusian);
        one("архіў архіва архіве архівам", Lang::Belarusian);
        one("музей музея музеі музеяў", Lang::Belarusian);
        // ў where у stands after a consonant, and a Latin i.
        one("ўрок урок", Lang::Belarusian);
        one("спадчынi спадчыні", Lang::Belarusian);
    }

    #[test]
    fn numbers_are_written_in_bits() {
        let written = |write: fn(&mut Bits)| {
            let mut bits = Bits::default();
            write(&mut bits);
            bits.finish()
        };
        // 1, 010, 00100; 110 01.
        assert_eq!(written(|bits| [1, 2, 4].into_iter().for_each(|number| bits.gamma(number))), "eW");
        assert_eq!(written(|bits| bits.rice(9, 2)), "o");
    }

    #[test]
    fn headings_are_found_in_our_html() {
        let found = headings("<p>a</p><h2 id=\"itogi\">Итоги &amp; <em>планы</em></h2><hr><h3>без</h3>");
        assert_eq!(found, [("itogi".to_owned(), "Итоги & планы".to_owned())]);
    }
}
