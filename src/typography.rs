//! The fine print of Russian, Belarusian and English text: spaces that must not break a line, ёлочки, dashes.
//!
//! It works on text alone: no Markdown, no HTML, no code, no addresses; whoever calls it keeps those away. Every
//! change replaces one character by one other, so that nothing is added, nothing lost, and places stay true.
//!
//! It is restrained: what could be meant in two ways stays as typed. A quote without its pair, `5" диск`, a hyphen
//! between digits, two spaces in a row are the author's.

use crate::locale::Lang;

/// How much of an author's text is touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typography {
    /// Spaces that must not break: «№ 5», initials with a surname, a number with its unit.
    #[default]
    Spaces,
    /// Also ёлочки for straight quotes, and dashes for hyphens between spaces.
    Full,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text to be set.
    Text(String),
    /// Something that stands in the line and is not text: code, a picture, an address.
    Opaque,
    /// An end of line within the paragraph.
    Break,
}

/// A space at which a line does not break.
const NO_BREAK: char = '\u{a0}';
/// Stands for an opaque piece; Unicode means it for just that.
const OBJECT: char = '\u{fffc}';

/// Abbreviations of units and the like that stay with the number before them. Written with their full stop if they
/// have one: «кг.» at the end of a sentence is found as «кг».
const AFTER_NUMBER: &[&str] = &[
    "г.", "гг.", "в.", "вв.", "ст.", "ч.", "ч", "мин.", "мин", "сек.", "с", "руб.", "коп.", "тыс.", "млн", "млрд",
    "кг", "г", "т", "м", "см", "мм", "км", "га", "л", "мл", "шт.", "чел.", "чал.", "хв.", "экз.", "экз", "стр.", "%",
    "‰", "°C", "°С", "kg", "g", "m", "cm", "mm", "km", "ha", "min", "BYN", "RUB", "€", "₽", "$",
];

/// Abbreviations that stay with the number after them.
const BEFORE_NUMBER: &[&str] = &[
    "с.",
    "стр.",
    "п.",
    "пп.",
    "подп.",
    "гл.",
    "ст.",
    "ч.",
    "т.",
    "рис.",
    "мал.",
    "табл.",
    "прил.",
    "разд.",
    "д.",
    "корп.",
    "кв.",
    "каб.",
    "ауд.",
    "вып.",
    "тел.",
    "p.",
    "pp.",
    "no.",
    "No.",
    "fig.",
    "ch.",
];

/// Abbreviations that stay with the name after them.
const BEFORE_NAME: &[&str] = &[
    "г.",
    "гор.",
    "ул.",
    "вул.",
    "пр.",
    "просп.",
    "пер.",
    "зав.",
    "пл.",
    "б-р",
    "д.",
    "дер.",
    "в.",
    "аг.",
    "пос.",
    "п.",
    "обл.",
    "вобл.",
    "им.",
    "імя",
    "акад.",
    "проф.",
    "праф.",
    "доц.",
    "св.",
    "Св.",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "St.",
];

/// Abbreviations of several words, each pair of neighbours.
const TOGETHER: &[(&str, &str)] = &[
    ("т.", "е."),
    ("т.", "д."),
    ("т.", "п."),
    ("т.", "к."),
    ("т.", "ч."),
    ("т.", "н."),
    ("н.", "э."),
    ("г.", "зн."),
    ("г.", "д."),
    ("г.", "п."),
    ("н.", "э."),
];

/// The characters of the longest of these abbreviations.
const LONGEST_ABBREVIATION: usize = 6;

/// A text without marks, set.
pub fn typeset(text: &str, typography: Typography, lang: Lang) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    set(&mut characters, typography, lang);
    characters.into_iter().collect()
}

/// The pieces of one paragraph, set together: a quote opened in one piece is closed in another.
pub fn typeset_pieces(pieces: &mut [Piece], typography: Typography, lang: Lang) {
    let mut characters = Vec::new();
    for piece in pieces.iter() {
        match piece {
            Piece::Text(text) => characters.extend(text.chars()),
            Piece::Opaque => characters.push(OBJECT),
            Piece::Break => characters.push('\n'),
        }
    }
    // Most paragraphs stay as they were typed.
    if !set(&mut characters, typography, lang) {
        return;
    }
    let mut rest = characters.into_iter();
    for piece in pieces.iter_mut() {
        match piece {
            Piece::Text(text) => *text = rest.by_ref().take(text.chars().count()).collect(),
            Piece::Opaque | Piece::Break => {
                rest.next();
            }
        }
    }
}

/// Sets a paragraph; whether anything of it is now another.
fn set(characters: &mut [char], typography: Typography, lang: Lang) -> bool {
    let full = typography == Typography::Full && (set_dashes(characters, lang) | set_quotes(characters, lang));
    set_spaces(characters) || full
}

/// A hyphen between spaces is a dash, except between digits, where it may be a range, a score or a sum.
fn set_dashes(characters: &mut [char], lang: Lang) -> bool {
    let mut changed = false;
    // English sets a spaced dash shorter.
    let dash = if lang == Lang::English { '–' } else { '—' };
    for at in 2..characters.len() {
        if characters[at] != '-' || characters[at - 1] != ' ' || characters[at - 2].is_whitespace() {
            continue;
        }
        let after = characters.get(at + 1).copied().unwrap_or('\n');
        if after != ' ' && after != '\n' {
            continue;
        }
        let beyond = characters.get(at + 2).copied().unwrap_or('\n');
        if characters[at - 2].is_ascii_digit() && beyond.is_ascii_digit() {
            continue;
        }
        characters[at] = dash;
        changed = true;
    }
    changed
}

/// Pairs of straight quotes become the language's, the inner ones of a second kind. A quote without its pair stays.
fn set_quotes(characters: &mut [char], lang: Lang) -> bool {
    let (outer, inner) = match lang {
        Lang::Russian | Lang::Belarusian => (('«', '»'), ('„', '“')),
        Lang::English => (('“', '”'), ('‘', '’')),
    };
    let pairs = quote_pairs(characters);
    let changed = !pairs.is_empty();
    let mut depth = 0_usize;
    let mut closers = Vec::new();
    let mut pairs = pairs.into_iter().peekable();
    for (at, character) in characters.iter_mut().enumerate() {
        if pairs.peek().is_some_and(|(open, _)| *open == at) {
            let (_, close) = pairs.next().unwrap_or((at, at));
            let (left, right) = if depth == 0 { outer } else { inner };
            *character = left;
            closers.push((close, right));
            depth += 1;
        } else if closers.last().is_some_and(|(close, _)| *close == at) {
            if let Some((_, right)) = closers.pop() {
                *character = right;
            }
            depth = depth.saturating_sub(1);
        } else if *character == outer.0 {
            depth += 1;
        } else if *character == outer.1 {
            depth = depth.saturating_sub(1);
        }
    }
    changed
}

/// The places of straight quotes that belong together, in the order in which they open.
fn quote_pairs(characters: &[char]) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for at in 0..characters.len() {
        if characters[at] != '"' {
            continue;
        }
        let before = at.checked_sub(1).map(|index| characters[index]);
        let after = characters.get(at + 1).copied();
        let may_open = before.is_none_or(opens_a_word) && after.is_some_and(|next| !next.is_whitespace());
        // A quote that has just opened may be followed by another: `""Альфа" и "Бета""`.
        let may_open = may_open || (before == Some('"') && open.last() == at.checked_sub(1).as_ref());
        let may_close = before.is_some_and(|previous| !previous.is_whitespace()) && after.is_none_or(ends_a_word);
        match (may_open, may_close, open.is_empty()) {
            (true, false, _) | (true, true, true) => open.push(at),
            (_, true, false) => {
                if let Some(start) = open.pop() {
                    pairs.push((start, at));
                }
            }
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

fn opens_a_word(before: char) -> bool {
    before.is_whitespace() || matches!(before, '(' | '[' | '{' | '«' | '„' | '“' | '—' | '–' | '-' | '/')
}

fn ends_a_word(after: char) -> bool {
    after.is_whitespace() || (!after.is_alphanumeric() && after != OBJECT && after != '(' && after != '«')
}

fn set_spaces(characters: &mut [char]) -> bool {
    let mut changed = false;
    for at in 1..characters.len() {
        if characters[at] != ' ' || at + 1 == characters.len() {
            continue;
        }
        let (before, after) = (characters[at - 1], characters[at + 1]);
        // Of most neighbours one look tells that a line may end between them.
        if is_small(before) && is_small(after) || before.is_whitespace() || after.is_whitespace() {
            continue;
        }
        if belongs_together(word_before(characters, at), word_after(characters, at)) {
            characters[at] = NO_BREAK;
            changed = true;
        }
    }
    changed
}

/// A small letter: no word that ends in one belongs to another that begins with one.
fn is_small(letter: char) -> bool {
    matches!(letter, 'а'..='я' | 'ё' | 'і' | 'ў' | 'a'..='z')
}

fn word_before(characters: &[char], at: usize) -> &[char] {
    let start = characters[..at].iter().rposition(|character| character.is_whitespace()).map_or(0, |space| space + 1);
    let word = &characters[start..at];
    let opening = word.iter().take_while(|c| matches!(c, '(' | '[' | '«' | '„' | '“' | '"')).count();
    &word[opening..]
}

fn word_after(characters: &[char], at: usize) -> &[char] {
    let rest = &characters[at + 1..];
    let end = rest.iter().position(|character| character.is_whitespace()).unwrap_or(rest.len());
    &rest[..end]
}

/// Whether a line must not end between two words.
fn belongs_together(before: &[char], after: &[char]) -> bool {
    let (Some(&last), Some(&first)) = (before.last(), after.first()) else { return false };
    if after == ['—'] || after == ['–'] {
        return true;
    }
    if matches!(last, '№' | '§') {
        return true;
    }
    let name = |word: &[char]| -> String { word.iter().take(LONGEST_ABBREVIATION + 1).collect() };
    if last.is_ascii_digit() {
        if is_thousands(before, after) {
            return true;
        }
        let closing = after.iter().rev().take_while(|c| matches!(c, ',' | ';' | ':' | ')' | ']' | '»' | '"')).count();
        let unit = name(&after[..after.len() - closing]);
        // «2024 г.» is a year, «№ 5 г. Минска» a town.
        let year = before.iter().rev().take(4).all(char::is_ascii_digit) && before.len() >= 4;
        if matches!(unit.as_str(), "г." | "гг.") && !year {
            return false;
        }
        return AFTER_NUMBER.contains(&unit.as_str())
            || unit.strip_suffix('.').is_some_and(|unit| AFTER_NUMBER.contains(&unit));
    }
    if first.is_ascii_digit() {
        return BEFORE_NUMBER.contains(&name(before).as_str());
    }
    if are_initials(before) {
        return first.is_uppercase() && (are_initials(after) || is_capitalised(after));
    }
    if are_initials(after) && is_capitalised(before) {
        return true;
    }
    // Of most words it is plain that they are no abbreviation.
    if before.len() > LONGEST_ABBREVIATION {
        return false;
    }
    let (before, after_name) = (name(before), name(after));
    if first.is_uppercase() && BEFORE_NAME.contains(&before.as_str()) {
        return true;
    }
    let together = |(left, right): &(&str, &str)| *left == before && after_name.starts_with(right);
    TOGETHER.iter().any(together)
}

/// «И.», «И.И.», «Дз.»: one or two initials, whatever closes the phrase after them.
fn are_initials(word: &[char]) -> bool {
    let closing = word.iter().rev().take_while(|c| matches!(c, ',' | ';' | ':' | ')' | '»' | '"')).count();
    let word = &word[..word.len() - closing];
    matches!(word, [a, '.'] if a.is_uppercase())
        || matches!(word, [a, '.', b, '.'] if a.is_uppercase() && b.is_uppercase())
        || word == ['Д', 'з', '.']
        || word == ['Д', 'ж', '.']
}

/// «Иванов»: a capital, then small letters.
fn is_capitalised(word: &[char]) -> bool {
    matches!(word, [first, second, ..] if first.is_uppercase() && second.is_lowercase())
}

/// «1 200»: a group of up to three digits, then one of exactly three.
fn is_thousands(before: &[char], after: &[char]) -> bool {
    let closing = after.iter().rev().take_while(|c| !c.is_ascii_digit()).count();
    let after = &after[..after.len() - closing];
    before.len() <= 3 && after.len() == 3 && before.iter().chain(after).all(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str)], typography: Typography, lang: Lang) {
        for (typed, expected) in cases {
            // The tables show a non-breaking space as `~`.
            let set = typeset(typed, typography, lang).replace(NO_BREAK, "~");
            assert_eq!(&set, expected, "{typed}");
        }
    }

    #[test]
    fn no_abbreviation_is_longer_than_the_longest() {
        let all = [AFTER_NUMBER, BEFORE_NUMBER, BEFORE_NAME].concat();
        let first = TOGETHER.iter().map(|(first, _)| *first);
        let longest = all.into_iter().chain(first).map(|text| text.chars().count()).max();
        assert_eq!(longest, Some(LONGEST_ABBREVIATION));
    }

    #[test]
    fn spaces_that_must_not_break() {
        check(
            &[
                ("Школа № 5 г. Минска", "Школа №~5 г.~Минска"),
                ("школа №5", "школа №5"),
                ("И. И. Иванов", "И.~И.~Иванов"),
                ("И.И. Иванов", "И.И.~Иванов"),
                ("Иванов И. И., директор", "Иванов~И.~И., директор"),
                ("(Иванов И.И.)", "(Иванов~И.И.)"),
                ("Дз. А. Ўласаў", "Дз.~А.~Ўласаў"),
                ("в 2024 г. и 2025 г.", "в 2024~г. и 2025~г."),
                ("2022–2025 гг.", "2022–2025~гг."),
                ("15 кг.", "15~кг."),
                ("до 30 мин, 25 %", "до 30~мин, 25~%"),
                ("5 учащихся, 23 марта", "5 учащихся, 23 марта"),
                ("с. 5, рис. 2, п. 3", "с.~5, рис.~2, п.~3"),
                ("ул. Ленина, д. 5", "ул.~Ленина, д.~5"),
                ("им. Янки Купалы", "им.~Янки Купалы"),
                ("и т. д., т. е. так", "и т.~д., т.~е. так"),
                ("1 200 руб.", "1~200~руб."),
                ("1 000 000", "1~000~000"),
                ("Минск — столица", "Минск~— столица"),
                ("два  пробела № ", "два  пробела № "),
                ("", ""),
                ("№", "№"),
                ("\"прямые\" - остаются", "\"прямые\" - остаются"),
            ],
            Typography::Spaces,
            Lang::Russian,
        );
    }

    #[test]
    fn quotes_and_dashes() {
        check(
            &[
                ("проект \"Школа\"", "проект «Школа»"),
                ("\"Школа\" - это", "«Школа»~— это"),
                ("\"Гимназия \"Альфа\" города\"", "«Гимназия „Альфа“ города»"),
                ("\"Гимназия \"Альфа\"\"", "«Гимназия „Альфа“»"),
                ("(\"да\"), \"нет\".", "(«да»), «нет»."),
                ("«Проект \"Альфа\"»", "«Проект „Альфа“»"),
                ("экран 5\" и \"слово\"", "экран 5\" и «слово»"),
                ("\"не закрыта", "\"не закрыта"),
                ("не открыта\" тут", "не открыта\" тут"),
                ("\"Альфа\"-тест", "«Альфа»-тест"),
                ("с 5 - 7 мая, 5-7", "с 5 - 7 мая, 5-7"),
                ("2022-2025", "2022-2025"),
                ("конец -", "конец~—"),
                ("а -б", "а -б"),
                ("\"", "\""),
                ("\"\"Альфа\" и \"Бета\"\"", "«„Альфа“ и „Бета“»"),
            ],
            Typography::Full,
            Lang::Russian,
        );
        check(&[("\"Слова\" - \"справа\"", "«Слова»~— «справа»")], Typography::Full, Lang::Belarusian);
        check(&[("\"Word \"in\" it\" - yes", "“Word ‘in’ it”~– yes")], Typography::Full, Lang::English);
    }

    #[test]
    fn a_quote_opened_in_one_piece_is_closed_in_another() {
        let mut pieces = [
            Piece::Text("проект \"".into()),
            Piece::Text("Школа № ".into()),
            Piece::Text("5\" ".into()),
            Piece::Opaque,
            Piece::Break,
            Piece::Text("\"".into()),
            Piece::Opaque,
            Piece::Text("\"".into()),
        ];
        typeset_pieces(&mut pieces, Typography::Full, Lang::Russian);
        let text: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Opaque => "•",
                Piece::Break => "/",
            })
            .collect();
        assert_eq!(text, "проект «Школа №\u{a0}5» •/«•»");
    }

    proptest::proptest! {
        /// One character for one character, and only spaces, quotes and hyphens change.
        #[test]
        fn only_spaces_quotes_and_hyphens_change(text in "[ \"\\-а-яА-Я0-9.№«»\n(),a-z]{0,60}") {
            let set = typeset(&text, Typography::Full, Lang::Russian);
            proptest::prop_assert_eq!(set.chars().count(), text.chars().count());
            for (before, after) in text.chars().zip(set.chars()) {
                proptest::prop_assert!(before == after || matches!(before, ' ' | '"' | '-'), "{:?} {:?}", text, set);
            }
        }
    }
}
