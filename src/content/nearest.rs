//! "Did you mean": the known word nearest to a mistyped one, across alphabets and keyboard layouts.

use super::keys::{Key, Record};

/// The key of a record that a written one most likely means, and how messages name it.
pub fn key(written: &str, record: &Record) -> Option<(Key, String)> {
    let name = among(written, record.fields.iter().flat_map(|field| field.key.names()))?;
    let key = record.field(&name)?.key;
    Some((key, key.as_written(if name == key.english() { key.english() } else { key.russian() })))
}

/// The nearest of some words; none where nothing is near.
pub fn among<'w>(written: &str, words: impl Iterator<Item = &'w str> + Clone) -> Option<String> {
    let written = written.trim().to_lowercase().replace([' ', '-'], "_");
    let variants = [written.clone(), in_cyrillic(&written), in_latin(&written), other_layout(&written)];
    let exact = |word: &&str| variants.iter().any(|variant| plain(variant) == plain(word));
    if let Some(word) = words.clone().find(exact) {
        return Some(word.to_owned());
    }
    // A third of the letters may be wrong: beyond that the guess would mislead.
    let distance = |word: &str| {
        variants
            .iter()
            .map(|variant| strsim::damerau_levenshtein(&plain(variant), &plain(word)))
            .min()
            .unwrap_or(usize::MAX)
    };
    let (best, distance) = words.map(|word| (word, distance(word))).min_by_key(|(_, distance)| *distance)?;
    let longest = best.chars().count().max(written.chars().count());
    (distance <= longest / 3).then(|| best.to_owned())
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace([' ', '-'], "_").replace('ё', "е")
}

/// Latin letters that look like Cyrillic ones, and those.
const LOOK_ALIKES: [(char, char); 16] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('u', 'и'),
    ('n', 'п'),
    ('g', 'д'),
];

fn in_cyrillic(word: &str) -> String {
    exchange(word, |letter| LOOK_ALIKES.iter().find(|(latin, _)| *latin == letter).map(|(_, cyrillic)| *cyrillic))
}

fn in_latin(word: &str) -> String {
    exchange(word, |letter| LOOK_ALIKES.iter().find(|(_, cyrillic)| *cyrillic == letter).map(|(latin, _)| *latin))
}

const LATIN_KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC_KEYS: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";

/// The same keys pressed in the other layout: `yfpdfybt` is «название».
fn other_layout(word: &str) -> String {
    exchange(word, |letter| {
        let switched =
            |from: &str, to: &str| from.chars().position(|key| key == letter).and_then(|at| to.chars().nth(at));
        switched(LATIN_KEYS, CYRILLIC_KEYS).or_else(|| switched(CYRILLIC_KEYS, LATIN_KEYS))
    })
}

fn exchange(word: &str, change: impl Fn(char) -> Option<char>) -> String {
    word.chars().map(|letter| change(letter).unwrap_or(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::keys;
    use super::*;

    #[test]
    fn a_mistyped_key_finds_its_own() {
        for (written, expected) in [
            ("titel", Some("`title` (`название`)")),
            ("Title", Some("`title` (`название`)")),
            ("nazvanie", None),
            ("yfpdfybt", Some("`название` (`title`)")),
            ("ешеду", Some("`title` (`название`)")),
            ("cpoки", Some("`сроки` (`term`)")),
            ("мероприятe", Some("`мероприятие` (`activity`)")),
            ("otvetstvennyj", None),
            ("responsable", Some("`responsible` (`ответственный`)")),
            ("зззззз", None),
        ] {
            let record = if matches!(written, "titel" | "Title" | "nazvanie" | "yfpdfybt" | "ешеду") {
                &keys::PROJECT
            } else {
                &keys::ACTIVITY
            };
            assert_eq!(key(written, record).map(|(_, name)| name).as_deref(), expected, "{written}");
        }
    }
}
