//! The words of the interface: catalogs in Russian, Belarusian and English, plural forms, dates in words, sorting.
//!
//! Facts stand elsewhere; here they get their words. The catalogs are Fluent files in `locales/<language>/`, which a
//! translator edits without touching the code. A test holds the three languages to the same set of messages.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Russian, the language of most of our users.
    #[default]
    #[serde(rename = "ru")]
    Russian,
    /// Belarusian.
    #[serde(rename = "be")]
    Belarusian,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// A language's catalogs, as they stand in the binary.
macro_rules! catalogs {
    ($language:literal) => {
        [
            include_str!(concat!("../locales/", $language, "/interface.ftl")),
            include_str!(concat!("../locales/", $language, "/theme.ftl")),
            include_str!(concat!("../locales/", $language, "/markdown.ftl")),
            include_str!(concat!("../locales/", $language, "/terms.ftl")),
            include_str!(concat!("../locales/", $language, "/diagnostics.ftl")),
            include_str!(concat!("../locales/", $language, "/pictures.ftl")),
            include_str!(concat!("../locales/", $language, "/program.ftl")),
        ]
    };
}

/// Language, then each of its files.
const FILES: [(Lang, [&str; 7]); 3] =
    [(Lang::Russian, catalogs!("ru")), (Lang::Belarusian, catalogs!("be")), (Lang::English, catalogs!("en"))];

/// The messages of one language.
struct Catalog {
    bundle: FluentBundle<FluentResource>,
    /// The messages that need no argument, ready for the templates.
    words: BTreeMap<String, String>,
}

impl Lang {
    /// All of them, in the order in which the interface offers them.
    pub const ALL: [Lang; 3] = [Lang::Russian, Lang::Belarusian, Lang::English];

    /// The code of BCP 47: `ru`, `be`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Russian => "ru",
            Lang::Belarusian => "be",
            Lang::English => "en",
        }
    }

    /// The language of a code.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// A message without arguments. A message that the catalog lacks is shown by its name, so that it is seen.
    pub fn word(self, id: &str) -> Cow<'static, str> {
        match catalog(self).words.get(id) {
            Some(word) => Cow::Borrowed(word.as_str()),
            None => Cow::Owned(self.text(id, &Arguments::new())),
        }
    }

    /// A message with arguments. `id` may name an attribute: `unknown-key.help`.
    pub fn text(self, id: &str, arguments: &Arguments) -> String {
        self.find(id, arguments).unwrap_or_else(|| id.to_owned())
    }

    /// A message with arguments, where the catalog has it.
    pub fn find(self, id: &str, arguments: &Arguments) -> Option<String> {
        let bundle = &catalog(self).bundle;
        let (id, attribute) = match id.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (id, None),
        };
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, Some(&arguments.0), &mut errors).into_owned())
    }

    /// A message that counts: «5 мероприятий». The catalog's message takes `$count`.
    pub fn count(self, id: &str, count: usize) -> String {
        self.text(id, &Arguments::new().with("count", count))
    }

    /// A size of a file as people say it, with the decimal sign of the language: «1,2 МБ».
    pub fn size(self, bytes: u64) -> String {
        let (unit, divisor) = match bytes {
            0..1024 => ("size-bytes", 1),
            1024..1_048_576 => ("size-kilobytes", 1024),
            _ => ("size-megabytes", 1_048_576),
        };
        // Tenths matter for megabytes only.
        let number = if divisor == 1_048_576 {
            let tenths = (bytes.saturating_mul(10).saturating_add(divisor / 2)) / divisor;
            let sign = if self == Lang::English { '.' } else { ',' };
            if tenths.is_multiple_of(10) {
                (tenths / 10).to_string()
            } else {
                format!("{}{sign}{}", tenths / 10, tenths % 10)
            }
        } else {
            ((bytes + divisor / 2) / divisor).to_string()
        };
        self.text(unit, &Arguments::new().with("size", number))
    }

    /// The messages that need no argument, by name: what a template may say.
    pub fn words(self) -> &'static BTreeMap<String, String> {
        &catalog(self).words
    }

    /// A date in words: «23 марта 2024 г.».
    pub fn date(self, date: NaiveDate) -> String {
        let (day, month, year) = (date.day(), self.month_of(date.month()), date.year());
        match self {
            Lang::Russian | Lang::Belarusian => format!("{day} {month} {year}\u{a0}г."),
            Lang::English => format!("{day} {month} {year}"),
        }
    }

    /// A month with its year, as a heading has it: «март 2024».
    pub fn month_and_year(self, date: NaiveDate) -> String {
        format!("{} {}", self.month(date.month()), date.year())
    }

    /// A month in the nominative, for 1 to 12.
    pub fn month(self, month: u32) -> &'static str {
        name_of_month(self.month_names().0, month)
    }

    /// A month in the genitive («23 марта»), for 1 to 12.
    pub fn month_of(self, month: u32) -> &'static str {
        name_of_month(self.month_names().1, month)
    }

    /// A month shortened to three or four letters, for narrow axes.
    pub fn month_short(self, month: u32) -> &'static str {
        name_of_month(self.month_names().2, month)
    }

    /// Nominative, genitive, short.
    #[rustfmt::skip]
    fn month_names(self) -> ([&'static str; 12], [&'static str; 12], [&'static str; 12]) {
        match self {
            Lang::Russian => (
                ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
                ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
                ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
            ),
            Lang::Belarusian => (
                ["студзень", "люты", "сакавік", "красавік", "май", "чэрвень", "ліпень", "жнівень", "верасень", "кастрычнік", "лістапад", "снежань"],
                ["студзеня", "лютага", "сакавіка", "красавіка", "мая", "чэрвеня", "ліпеня", "жніўня", "верасня", "кастрычніка", "лістапада", "снежня"],
                ["сту", "лют", "сак", "кра", "май", "чэр", "ліп", "жні", "вер", "кас", "ліс", "сне"],
            ),
            Lang::English => (
                ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
                ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
                ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
            ),
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// A date as official papers print it, in every language of ours: `12.01.2021`.
pub fn numeric_date(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

fn name_of_month(names: [&'static str; 12], month: u32) -> &'static str {
    names.get(month.wrapping_sub(1) as usize).copied().unwrap_or_default()
}

/// What a message speaks of, by the names that the catalog uses.
#[derive(Default)]
pub struct Arguments(FluentArgs<'static>);

impl Arguments {
    /// No arguments yet.
    pub fn new() -> Arguments {
        Arguments::default()
    }

    /// With one more. A number takes part in the choice of plural forms.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Arguments {
        self.0.set(name, value);
        self
    }
}

fn catalog(lang: Lang) -> &'static Catalog {
    static CATALOGS: LazyLock<[Catalog; 3]> = LazyLock::new(|| FILES.map(|(lang, files)| read(lang, &files)));
    match lang {
        Lang::Russian => &CATALOGS[0],
        Lang::Belarusian => &CATALOGS[1],
        Lang::English => &CATALOGS[2],
    }
}

/// Reads a language's files. What is wrong in them is passed over here, so that a slip in a catalog cannot stop the
/// program; the tests below see it.
fn read(lang: Lang, files: &[&'static str]) -> Catalog {
    let mut bundle = FluentBundle::new_concurrent(lang.code().parse().into_iter().collect());
    // Isolation marks are invisible characters around every argument: wrong in file names and in HTML attributes.
    bundle.set_use_isolating(false);
    let mut ids = Vec::new();
    for text in files {
        let resource = match FluentResource::try_new((*text).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        ids.extend(message_ids(&resource));
        // A message defined twice keeps its first wording.
        let _ = bundle.add_resource(resource);
    }
    let mut words = BTreeMap::new();
    for id in ids {
        let Some(pattern) = bundle.get_message(&id).and_then(|message| message.value()) else { continue };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
        if errors.is_empty() {
            words.insert(id, text);
        }
    }
    Catalog { bundle, words }
}

fn message_ids(resource: &FluentResource) -> Vec<String> {
    let message = |entry: &fluent_syntax::ast::Entry<&str>| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    };
    resource.entries().filter_map(message).collect()
}

/// A key that sorts names as Russian and Belarusian dictionaries do: ё right after е, і after и, ў after у. Numbers sort by
/// what they count: «№ 9» before «№ 13».
///
/// Russian dictionaries treat ё as е; the small difference of order does not matter in lists of institutions, and one
/// key serves pages that hold both languages.
pub fn collation_key(text: &str) -> Vec<u32> {
    let weight = |letter: char| match letter {
        'ё' => ('е' as u32) * 4 + 1,
        'і' => ('и' as u32) * 4 + 1,
        'ў' => ('у' as u32) * 4 + 1,
        other => (other as u32) * 4,
    };
    let mut key = Vec::with_capacity(text.len());
    let mut letters = text
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|letter| letter.is_alphanumeric() || *letter == ' ')
        .peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_digit() {
            key.push(weight(letter));
            continue;
        }
        let mut digits = vec![letter];
        while let Some(digit) = letters.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        // Before all letters, and the shorter number before the longer.
        let noughts = digits.iter().take_while(|digit| **digit == '0').count();
        let counted = &digits[noughts..];
        key.push(weight('0'));
        key.push(u32::try_from(counted.len()).unwrap_or(u32::MAX));
        key.extend(counted.iter().map(|digit| weight(*digit)));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages and attributes by name, each with the arguments it uses.
    fn messages(lang: Lang) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for (_, files) in FILES.iter().filter(|(of, _)| *of == lang) {
            for text in files {
                let resource = FluentResource::try_new((*text).to_owned())
                    .map_err(|(_, errors)| errors)
                    .unwrap_or_else(|errors| panic!("{lang}: {errors:?}"));
                for entry in resource.entries() {
                    let fluent_syntax::ast::Entry::Message(message) = entry else { continue };
                    let name = message.id.name;
                    let described = format!("{:?}", message.value);
                    assert!(
                        found.insert(name.to_owned(), variables(&described)).is_none(),
                        "{lang}: {name} stands twice"
                    );
                    for attribute in &message.attributes {
                        let described = format!("{:?}", attribute.value);
                        found.insert(format!("{name}.{}", attribute.id.name), variables(&described));
                    }
                }
            }
        }
        found
    }

    fn variables(described: &str) -> String {
        let mut names: Vec<&str> = described
            .split("VariableReference { id: Identifier { name: \"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        names.sort_unstable();
        names.dedup();
        names.join(" ")
    }

    #[test]
    fn the_catalogs_are_whole() {
        let russian = messages(Lang::Russian);
        assert!(!russian.is_empty());
        for lang in [Lang::Belarusian, Lang::English] {
            let other = messages(lang);
            let missing: Vec<_> = russian.keys().filter(|id| !other.contains_key(*id)).collect();
            let extra: Vec<_> = other.keys().filter(|id| !russian.contains_key(*id)).collect();
            assert!(missing.is_empty() && extra.is_empty(), "{lang} lacks {missing:?}, has beyond Russian {extra:?}");
            for (id, variables) in &russian {
                assert_eq!(variables, &other[id], "{lang}: {id} uses other arguments than in Russian");
            }
        }
    }

    #[test]
    fn dates_stand_in_the_right_case() {
        let date = NaiveDate::from_ymd_opt(2024, 3, 23).unwrap_or_default();
        assert_eq!(Lang::Russian.date(date), "23 марта 2024\u{a0}г.");
        assert_eq!(Lang::Belarusian.date(date), "23 сакавіка 2024\u{a0}г.");
        assert_eq!(Lang::English.date(date), "23 March 2024");
        assert_eq!(Lang::Russian.month_and_year(date), "март 2024");
    }

    #[test]
    fn names_sort_as_in_a_dictionary() {
        let mut names = ["Жытло", "Ёлка", "Ель", "Дом", "Ільвы", "Йод", "Ў", "Усё", "Фон"];
        names.sort_by_key(|name| collation_key(name));
        assert_eq!(names, ["Дом", "Ель", "Ёлка", "Жытло", "Ільвы", "Йод", "Усё", "Ў", "Фон"]);
        let mut schools =
            ["Школа № 13", "Школа № 100", "Школа № 9 г. Липогорска", "Школа № 09", "Школа", "Школа искусств"];
        schools.sort_by_key(|name| collation_key(name));
        assert_eq!(
            schools,
            ["Школа", "Школа № 09", "Школа № 9 г. Липогорска", "Школа № 13", "Школа № 100", "Школа искусств"]
        );
    }
}
