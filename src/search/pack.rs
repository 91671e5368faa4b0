//! The index as the browser gets it: stems in order, and for each the pages that have it.

use rustc_hash::FxHashMap;
use serde::Serialize;
use std::borrow::Cow;

use super::bits::Bits;
use super::documents::Document;
use super::words::{stem, words};
use super::{call, kind_word};
use crate::address::{Address, places};
use crate::locale::Lang;
use crate::pages::Kind;

/// So many pages share a file of texts: a page of results loads at most ten such files.
const PAGES_PER_TEXT: usize = 8;
/// A word that stands so often in a text says what the text is about.
const OFTEN: u32 = 3;

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
    /// The kinds that only list other pages: they stand behind what they list.
    lists: Vec<usize>,
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
        lists: (0..kinds.len()).filter(|kind| is_list(kinds[*kind])).collect(),
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

/// Whether a page of this kind has no text of its own.
fn is_list(kind: Kind) -> bool {
    matches!(kind, Kind::Reports | Kind::News | Kind::Tag | Kind::Progress)
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
        let title = std::iter::once(&document.title).chain(&document.names).map(|text| (0, text.as_str()));
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
