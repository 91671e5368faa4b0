//! Words of a text, and their stems: here and in `search.js` by the same rules.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::locale::Lang;

/// Words too common to tell pages apart, in both languages. `search.js` has the same.
const COMMON: &[&str] = &[
    "на", "по", "за", "из", "от", "до", "не", "для", "при", "или", "как", "что", "это", "под", "над", "без", "об",
    "во", "со", "ко", "па", "са", "пры", "або", "як", "што", "гэта", "аб", "ва", "да", "ад",
];

/// Calls `take` with each word of a text, folded.
pub fn words(text: &str, mut take: impl FnMut(&str)) {
    let mut folded = String::new();
    for word in text.split(|letter: char| !is_part_of_word(letter)) {
        folded.clear();
        fold(word, &mut folded);
        let mut letters = folded.chars();
        let Some(first) = letters.next() else { continue };
        let single = letters.next().is_none() && first.is_alphabetic();
        if !single && !is_common(&folded) {
            take(&folded);
        }
    }
}

/// Letters, digits, and what stands within words. Nearly all of a text is ASCII or Russian letters, and is told without
/// the tables of Unicode, which are slow to ask.
fn is_part_of_word(letter: char) -> bool {
    match letter {
        'а'..='я' | 'А'..='Я' => true,
        letter if letter.is_ascii() => letter.is_ascii_alphanumeric() || is_silent(letter),
        letter => letter.is_alphanumeric() || is_silent(letter),
    }
}

fn is_common(word: &str) -> bool {
    // Most words are longer than any of them.
    word.len() <= "гэта".len() && COMMON.contains(&word)
}

/// Accents, soft hyphens and apostrophes: they stand within words and are not typed by everybody.
fn is_silent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\'' | '’' | 'ʼ')
}

/// In lower case, ё as е, ў at the beginning as у, Latin i among Cyrillic letters as і.
fn fold(word: &str, folded: &mut String) {
    let mut cyrillic = false;
    for letter in word.chars() {
        // Most letters are small already.
        if matches!(letter, 'а'..='я' | 'a'..='z' | '0'..='9') {
            cyrillic |= !letter.is_ascii();
            folded.push(letter);
            continue;
        }
        for letter in letter.to_lowercase() {
            cyrillic |= matches!(letter, '\u{400}'..='\u{4ff}');
            fold_letter(letter, folded);
        }
    }
    if cyrillic && folded.contains('i') {
        *folded = folded.replace('i', "і");
    }
    if folded.starts_with('ў') {
        folded.replace_range(.."ў".len(), "у");
    }
}

/// A small letter, behind those before it.
fn fold_letter(letter: char, folded: &mut String) {
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
}

/// Letters of the longest word that has forms: what is longer is no word of a language. `search.js` has the same.
const LONGEST_WORD: usize = 64;

/// The stem of a folded word. Its letters tell its language better than its page does: і and ў are never Russian, и, щ
/// and ъ never Belarusian.
pub fn stem(word: &str, language: Lang) -> String {
    if word.chars().nth(LONGEST_WORD).is_some() {
        return word.to_owned();
    }
    let belarusian = match word.chars().find(|letter| "іўищъ".contains(*letter)) {
        Some('і' | 'ў') => true,
        Some(_) => false,
        None => language == Lang::Belarusian,
    };
    if belarusian { belarusian_stem(word) } else { russian_stem(word) }
}

/// Words whose forms have no stem in common: the first of each line is the stem of all. `search.js` has the same.
const RUSSIAN: &[&str] = &[
    "день дня дню днем дне дни дней дням днями днях",
    "дети детей детям детьми детях",
    "люди людей людям людьми людях",
    "друг друга другу другом друге друзья друзей друзьям друзьями друзьях",
    "семья семьи семье семью семьей семей семьям семьями семьях",
    "мать матери матерью матерей матерям матерями матерях",
    "дочь дочери дочерью дочерей дочерям дочерями дочерях",
    "отец отца отцу отцом отце отцы отцов отцам отцами отцах",
    "окно окна окну окном окне окон окнам окнами окнах",
    "письмо письма письму письмом письме писем письмам письмами письмах",
    "песня песни песне песню песней песен песням песнями песнях",
];

/// The same for Belarusian.
const BELARUSIAN: &[&str] = &[
    "дзень дня дню днем дні дзен дням днямі днях",
    "дзеці дзяцей дзецям дзецьмі дзецях",
    "сямя сямі сямю сямей семі семям семямі семях",
    "вучань вучня вучню вучнем вучні вучняў вучням вучнямі вучнях",
    "кніга кнігі кнізе кнігу кнігай кніг кнігам кнігамі кнігах",
    "песня песні песню песняй песень песням песнямі песнях",
    "рака ракі рацэ раку ракой рэкі рэк рэкам рэкамі рэках",
    "веска вескі весцы веску вескай весак вескам вескамі весках",
];

/// The stem of each form.
type Stems = LazyLock<FxHashMap<&'static str, &'static str>>;

static RUSSIAN_STEMS: Stems = LazyLock::new(|| irregular(RUSSIAN));
static BELARUSIAN_STEMS: Stems = LazyLock::new(|| irregular(BELARUSIAN));

fn irregular(lines: &[&'static str]) -> FxHashMap<&'static str, &'static str> {
    let forms = |line: &'static str| {
        let stem = line.split(' ').next().unwrap_or_default();
        line.split(' ').map(move |form| (form, stem))
    };
    lines.iter().copied().flat_map(forms).collect()
}

/// Snowball's stemmer for Russian (<https://snowballstem.org/algorithms/russian/stemmer.html>), made to bring the forms
/// of a noun together rather than to be true to grammar:
///
/// * It is asked again until nothing changes, since what it cuts depends on the form: «материалов» lost «ов» only,
///   «материал» lost «ал».
/// * Four letters stay, or three before a noun's ending: «опыт» and «обмен» are not taken for verbs.
/// * A vowel left at the end goes («музея» is «музе», «музей» is «муз»), and so does a fleeting one: «кружок», «кружка».
/// * The few nouns that all this does not help stand in [`RUSSIAN`].
fn russian_stem(word: &str) -> String {
    if let Some(stem) = RUSSIAN_STEMS.get(word) {
        return (*stem).to_owned();
    }
    let mut stem = snowball(word, 3);
    loop {
        let again = snowball(stem, LEAST);
        if again.len() == stem.len() {
            break;
        }
        stem = again;
    }
    let mut letters: Vec<char> = stem.chars().collect();
    if letters.len() > 3 && letters.last().is_some_and(|last| is_vowel(*last)) {
        letters.pop();
    }
    if let &[.., before, vowel, last] = letters.as_slice()
        && letters.len() > 4
        && !is_vowel(before)
        && matches!((vowel, last), ('о' | 'е' | 'ь', 'к' | 'ц'))
    {
        letters.remove(letters.len() - 2);
    }
    letters.into_iter().collect()
}

fn is_vowel(letter: char) -> bool {
    "аеиоуыэюя".contains(letter)
}

const GERUND: &[&str] = &["ывшись", "ившись", "ывши", "ивши", "ыв", "ив"];
const GERUND_AFTER_A: &[&str] = &["вшись", "вши", "в"];
const ADJECTIVE: &[&str] = &[
    "ему", "ому", "ых", "их", "ую", "юю", "ею", "ою", "яя", "ая", "ые", "ее", "ие", "ое", "ыми", "ими", "ый", "ей",
    "ий", "ой", "ым", "ем", "им", "ом", "его", "ого",
];
const PARTICIPLE: &[&str] = &["ывш", "ивш", "ующ"];
const PARTICIPLE_AFTER_A: &[&str] = &["вш", "ющ", "щ", "ем", "нн"];
const VERB: &[&str] = &[
    "уют", "ует", "ит", "ены", "ыть", "ить", "ишь", "ую", "ю", "ыла", "ила", "ена", "ите", "уйте", "ейте", "ыли",
    "или", "уй", "ей", "ят", "ыт", "ыл", "ил", "ым", "им", "ен", "ыло", "ило", "ено",
];
const VERB_AFTER_A: &[&str] =
    &["ют", "ет", "ны", "ть", "ешь", "ла", "на", "ете", "йте", "ли", "й", "л", "ем", "н", "ло", "но", "нно"];
const NOUN: &[&str] = &[
    "у", "иях", "ях", "ах", "ы", "ь", "ию", "ью", "ю", "ия", "ья", "я", "а", "ев", "ов", "ие", "ье", "е", "иями",
    "ями", "ами", "еи", "ии", "и", "ией", "ей", "ой", "ий", "й", "иям", "ям", "ием", "ем", "ам", "ом", "о",
];

/// So many letters stay before a verb's ending, and before any other the second time.
const LEAST: usize = 4;

/// Snowball's own steps, within what stands behind the first vowel and behind so many letters.
fn snowball(word: &str, least: usize) -> &str {
    let Some((at, vowel)) = word.char_indices().find(|(_, letter)| is_vowel(*letter)) else { return word };
    let after = |letters: usize| {
        let least = word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at);
        least.max(at + vowel.len_utf8())
    };
    let (start, verbs) = (after(least), after(LEAST));
    let mut stem = word;
    // Of the endings that fit, the longest counts, even if it needs an а or я before it that is not there.
    let cut = |stem: &mut &str, start: usize, plain: &[&str], after_a: &[&str]| -> bool {
        let fitting = |ending: &&&str| stem.len() >= start + ending.len() && stem.ends_with(**ending);
        let longest = |endings: &[&str]| endings.iter().filter(fitting).map(|ending| ending.len()).max().unwrap_or(0);
        let (free, bound) = (longest(plain), longest(after_a));
        let rest = &stem[..stem.len() - free.max(bound)];
        let good = free > bound || bound > 0 && rest[start..].ends_with(['а', 'я']);
        if good {
            *stem = rest;
        }
        good
    };
    if !cut(&mut stem, verbs, GERUND, GERUND_AFTER_A) {
        cut(&mut stem, start, &["ся", "сь"], &[]);
        if cut(&mut stem, start, ADJECTIVE, &[]) {
            cut(&mut stem, verbs, PARTICIPLE, PARTICIPLE_AFTER_A);
        } else if !cut(&mut stem, verbs, VERB, VERB_AFTER_A) {
            cut(&mut stem, start, NOUN, &[]);
        }
    }
    cut(&mut stem, start, &["и"], &[]);
    let derived = second_region(word).max(start);
    if let Some(rest) = stem.strip_suffix("ость").or_else(|| stem.strip_suffix("ост"))
        && rest.len() >= derived
    {
        stem = rest;
    }
    if !cut(&mut stem, start, &["ейше", "ейш"], &[]) {
        cut(&mut stem, start, &["ь"], &[]);
    }
    match stem.strip_suffix('н') {
        Some(rest) if stem.len() >= start + "нн".len() && rest.ends_with('н') => rest,
        _ => stem,
    }
}

/// Where the second region of a word begins: behind the consonant that follows the second stretch of vowels.
fn second_region(word: &str) -> usize {
    let mut turns = 0;
    let mut after_vowel = false;
    for (at, letter) in word.char_indices() {
        let vowel = is_vowel(letter);
        if after_vowel && !vowel {
            turns += 1;
            if turns == 2 {
                return at + letter.len_utf8();
            }
        }
        after_vowel = vowel;
    }
    word.len()
}

/// Endings of Belarusian nouns and adjectives, the longest first. `search.js` has the same.
const ENDINGS: &[&str] = &[
    "іямі", "ыямі", "іях", "ыях", "іям", "ыям", "іяй", "ыяй", "ымі", "імі", "амі", "ямі", "ага", "яга", "аму", "яму",
    "ыя", "ія", "ыі", "іі", "ыю", "ію", "ый", "ій", "ая", "яя", "ую", "юю", "ай", "яй", "ой", "ою", "аю", "яю", "ею",
    "ое", "ае", "яе", "ых", "іх", "ым", "ім", "ам", "ям", "ом", "ем", "ах", "ях", "аў", "яў", "оў", "еў", "ь", "й",
    "а", "я", "о", "е", "э", "ы", "і", "у", "ю",
];

/// A word without its ending, where three letters stay. «архіў» is «архіва» in the genitive: the last в is ў. A vowel
/// left at the end goes, as in «музе» of «музей» beside «муз» of «музею».
fn belarusian_stem(word: &str) -> String {
    if let Some(stem) = BELARUSIAN_STEMS.get(word) {
        return (*stem).to_owned();
    }
    let word = word.strip_suffix("ся").or_else(|| word.strip_suffix("цца")).filter(|rest| long(rest)).unwrap_or(word);
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| long(rest)));
    let stem = cut.unwrap_or(word);
    let stem = stem.strip_suffix(|letter| "аеіоуыэюя".contains(letter)).filter(|rest| long(rest)).unwrap_or(stem);
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
}
