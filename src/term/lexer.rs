//! A phrase as tokens, with the dirt of real documents repaired on the way, each repair in a place of its own: letters
//! of another alphabet that look alike, digits typed as letters, words broken across lines or letter-spaced, words run
//! together, one wrong letter. No repair looks further than a fixed number of tokens, so the whole is linear.

use super::vocabulary::{Meaning, Noun, Vocabulary, vocabulary};

/// A token of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub what: What,
    /// Whether white space comes before it.
    pub spaced: bool,
    /// Whether a line break comes before it.
    pub newline: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Digits, or a Roman numeral.
    Number(Numeral),
    /// A word of the vocabulary.
    Word(Meaning),
    /// Any other word.
    Unknown,
    /// Punctuation.
    Sign(Sign),
}

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Its value; a longer number than fits is as large as can be.
    pub value: u32,
    /// How many digits it has; 0 for a Roman numeral.
    pub digits: u8,
    /// Whether an ending makes it an ordinal: «1-е», «2-ой»; a Roman numeral always is one.
    pub ordinal: bool,
}

/// Punctuation, as far as phrases tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `.`
    Dot,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// A dash of any kind, `…` or `÷`.
    Dash,
    /// `/` or `\`.
    Slash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// `№` or `#`.
    Numero,
    /// Quotation marks.
    Quote,
    /// Anything else.
    Other,
}

/// What the lexer makes of a phrase.
#[derive(Debug, Default)]
pub struct Tokens {
    /// The tokens, in order.
    pub tokens: Vec<Token>,
    /// Whether letters of another alphabet were taken for the ones they look like.
    pub look_alikes: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    Sign(Sign),
}

/// A run of letters or digits, or a sign, before any repair.
#[derive(Clone, Copy, Debug)]
struct Run {
    class: Class,
    start: usize,
    end: usize,
    spaced: bool,
    newline: bool,
    script: Script,
    /// Begins with a capital letter.
    capital: bool,
}

/// The alphabets of a run of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Cyrillic,
    Latin,
    Mixed,
}

fn script(latin: bool, cyrillic: bool) -> Script {
    match (latin, cyrillic) {
        (true, true) => Script::Mixed,
        (true, false) => Script::Latin,
        _ => Script::Cyrillic,
    }
}

impl Run {
    fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }

    fn is(&self, sign: Sign) -> bool {
        self.class == Class::Sign(sign)
    }
}

/// The tokens of a phrase.
pub fn tokens(phrase: &str) -> Tokens {
    let (text, mut runs) = runs(phrase);
    part_years(&text, &mut runs);
    mend_figures(&text, &mut runs);
    let mut lexer = Lexer {
        text: &text,
        runs: &runs,
        at: 0,
        out: Tokens::default(),
        word: String::new(),
        scratch: String::new(),
        vocabulary: vocabulary(),
    };
    lexer.out.tokens.reserve(runs.len());
    while lexer.at < lexer.runs.len() {
        lexer.step();
    }
    lexer.out
}

/// Lower-case text without its dirt, and its runs.
fn runs(phrase: &str) -> (String, Vec<Run>) {
    let mut text = String::with_capacity(phrase.len());
    let mut runs: Vec<Run> = Vec::with_capacity(phrase.len() / 6 + 4);
    let (mut spaced, mut newline) = (false, false);
    // Whether the run under way has Latin and Cyrillic letters.
    let (mut latin, mut cyrillic) = (false, false);
    let mut glued = false;
    for raw in phrase.chars() {
        let letter = lower(raw);
        let class = match letter {
            '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                (spaced, newline, glued) = (true, true, false);
                continue;
            }
            _ if letter.is_whitespace() => {
                (spaced, glued) = (true, false);
                continue;
            }
            // Invisible: soft hyphen, zero-width characters, marks of direction, stress.
            '\u{AD}'
            | '¬'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{FEFF}'
            | '\u{301}'
            | '\u{300}' => continue,
            // й, ё, ў and ї as two characters.
            '\u{306}' | '\u{308}' => {
                if letter == '\u{306}' && text.ends_with('и') {
                    text.truncate(text.len() - 'и'.len_utf8());
                    text.push('й');
                }
                continue;
            }
            _ if letter.is_ascii_digit() => Class::Digits,
            '|' => Class::Letters,
            _ if letter.is_alphabetic() || ('\u{2160}'..='\u{217F}').contains(&letter) => Class::Letters,
            _ => Class::Sign(sign(letter)),
        };
        let start = text.len();
        match letter {
            'ё' => text.push('е'),
            'ў' => text.push('у'),
            '\u{2160}'..='\u{217F}' => text.push_str(roman_letters(letter)),
            _ => text.push(letter),
        }
        let is_latin = class == Class::Letters && (letter.is_ascii() || ('\u{2160}'..='\u{217F}').contains(&letter));
        let is_cyrillic = class == Class::Letters && !is_latin;
        let joins = glued && !matches!(class, Class::Sign(_));
        match runs.last_mut() {
            Some(last) if joins && last.class == class => {
                last.end = text.len();
                latin |= is_latin;
                cyrillic |= is_cyrillic;
                last.script = script(latin, cyrillic);
            }
            _ => {
                (latin, cyrillic) = (is_latin, is_cyrillic);
                let script = script(latin, cyrillic);
                runs.push(Run { class, start, end: text.len(), spaced, newline, script, capital: raw != letter });
            }
        }
        (spaced, newline, glued) = (false, false, true);
    }
    (text, runs)
}

/// Parts a year from the day of the next date where the space is lost: «10.10.202315.10.2023».
fn part_years(text: &str, runs: &mut Vec<Run>) {
    let mut at = 1;
    while at + 1 < runs.len() {
        let run = runs[at];
        let length = run.end - run.start;
        let dotted = |dot: Run, next: Run| dot.is(Sign::Dot) && !next.spaced;
        if run.class == Class::Digits
            && (5..=6).contains(&length)
            && plausible_year(value_of(&text[run.start..run.start + 4]))
            && dotted(runs[at - 1], run)
            && dotted(runs[at + 1], runs[at + 1])
        {
            let middle = run.start + 4;
            runs[at].end = middle;
            runs.insert(at + 1, Run { start: middle, spaced: true, newline: false, ..run });
        }
        at += 1;
    }
}

/// Puts together the figures of a date that a line break tore: «07.1⏎0.2023», «2023-⏎10-07». Only where the whole makes a
/// date and the pieces do not.
fn mend_figures(text: &str, runs: &mut Vec<Run>) {
    if !runs.iter().any(|run| run.newline) {
        return;
    }
    let mut mended: Vec<Run> = Vec::with_capacity(runs.len());
    let mut at = 0;
    while let Some(&run) = runs.get(at) {
        match runs.get(at + 1) {
            Some(&tail) if torn(text, &mended, &runs[at..]) => {
                mended.push(Run { end: tail.end, ..run });
                at += 2;
            }
            _ => {
                mended.push(run);
                at += 1;
            }
        }
    }
    for at in 0..mended.len().saturating_sub(4) {
        if is_dashed_date(text, &mended[..at], &mended[at..]) {
            for run in &mut mended[at + 1..at + 5] {
                (run.spaced, run.newline) = (false, false);
            }
        }
    }
    *runs = mended;
}

/// Whether the first two of these runs are the two figures of a day or a month, with a line break between them.
fn torn(text: &str, before: &[Run], runs: &[Run]) -> bool {
    let [head, tail, rest @ ..] = runs else { return false };
    let figure = |run: &Run| (run.class == Class::Digits).then(|| value_of(run.text(text)));
    let single = |run: &Run| figure(run).is_some() && run.end - run.start == 1;
    if !(single(head) && single(tail) && tail.newline) {
        return false;
    }
    let value = value_of(&text[head.start..tail.end]);
    let dotted = |runs: &[Run]| match runs {
        [dot, next, ..] if dot.is(Sign::Dot) && !dot.spaced && !next.spaced => figure(next),
        _ => None,
    };
    let behind_dot = match before {
        [.., day, dot] => {
            dot.is(Sign::Dot) && !head.spaced && !dot.spaced && figure(day).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    };
    if behind_dot {
        let year = dotted(rest);
        return (1..=12).contains(&value) && year.is_some_and(|year| (20..40).contains(&year) || plausible_year(year));
    }
    let apart = before.last().is_none_or(|last| match last.class {
        Class::Letters => vocabulary().meaning(last.text(text)).is_some(),
        Class::Sign(sign) => matches!(sign, Sign::Dash | Sign::Comma | Sign::Semicolon | Sign::Colon | Sign::Open),
        Class::Digits => false,
    });
    let month_behind = dotted(rest).is_some_and(|month| (1..=12).contains(&month))
        || rest.first().is_some_and(|word| {
            word.class == Class::Letters
                && matches!(vocabulary().meaning(word.text(text)), Some(Meaning::Month(_) | Meaning::DayMark))
        });
    apart && (1..=31).contains(&value) && month_behind
}

/// Whether these runs begin with «2023-10-07» or «07-10-2023», be there line breaks behind the hyphens.
fn is_dashed_date(text: &str, before: &[Run], runs: &[Run]) -> bool {
    let [first, dash, second, last_dash, third, rest @ ..] = runs else { return false };
    let shape = [first, second, third].map(|run| if run.class == Class::Digits { run.end - run.start } else { 0 });
    let hyphens = [dash, last_dash].iter().all(|dash| dash.is(Sign::Dash) && !dash.spaced);
    let broken_only = [second, third].iter().all(|run| run.newline || !run.spaced);
    let more_before = !first.spaced && before.last().is_some_and(|run| run.is(Sign::Dot) && !run.spaced);
    let more_behind =
        matches!(rest, [dot, next, ..] if dot.is(Sign::Dot) && !next.spaced && next.class == Class::Digits);
    if !hyphens || !broken_only || more_before || more_behind {
        return false;
    }
    let [a, b, c] = [first, second, third].map(|run| value_of(run.text(text)));
    let (day, year) = match shape {
        [4, 2, 2] => (c, a),
        [1 | 2, 2, 4] => (a, c),
        _ => return false,
    };
    (1..=12).contains(&b) && (1..=31).contains(&day) && plausible_year(year)
}

fn plausible_year(value: u32) -> bool {
    (1900..2100).contains(&value)
}

fn lower(letter: char) -> char {
    match letter {
        'А'..='Я' => char::from_u32(letter as u32 + 0x20).unwrap_or(letter),
        'а'..='я' => letter,
        _ if letter.is_ascii() => letter.to_ascii_lowercase(),
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

fn sign(letter: char) -> Sign {
    match letter {
        '.' | '․' | '·' | '•' => Sign::Dot,
        ',' | '‚' => Sign::Comma,
        ';' => Sign::Semicolon,
        ':' => Sign::Colon,
        '-' | '‐'..='―' | '−' | '﹘' | '﹣' | '－' | '…' | '÷' | '~' | '⁃' | '─' => Sign::Dash,
        // «сентябрь_декабрь»
        '_' => Sign::Dash,
        '/' | '\\' | '⁄' | '∕' => Sign::Slash,
        '(' | '[' | '{' => Sign::Open,
        ')' | ']' | '}' => Sign::Close,
        '№' | '#' => Sign::Numero,
        '"' | '«' | '»' | '“' | '”' | '„' | '\'' | '’' | '‘' | '〃' | '″' | '`' => Sign::Quote,
        _ => Sign::Other,
    }
}

fn roman_letters(letter: char) -> &'static str {
    const NUMERALS: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let place = (letter as u32).wrapping_sub(if letter < '\u{2170}' { 0x2160 } else { 0x2170 }) as usize;
    NUMERALS.get(place).copied().unwrap_or("")
}

/// The Cyrillic letter that a Latin one looks like.
const fn cyrillic_twin(letter: u8) -> Option<char> {
    Some(match letter {
        b'a' => 'а',
        b'b' => 'в',
        b'c' => 'с',
        b'e' => 'е',
        b'h' => 'н',
        b'i' => 'і',
        b'k' => 'к',
        b'm' => 'м',
        b'o' => 'о',
        b'p' => 'р',
        b't' => 'т',
        b'x' => 'х',
        b'y' => 'у',
        _ => return None,
    })
}

/// Endings that make an ordinal of a number: «1-е», «2-ой», «15-га».
const ORDINAL_ENDINGS: &[&str] = &[
    "я", "е", "й", "го", "ая", "ое", "ой", "ый", "ий", "ом", "ую", "ого", "его", "му", "ому", "ю", "ья", "ье", "ья",
    "ей", "ых", "ые", "га", "ае", "ага", "ы", "і", "ай", "яя", "яе", "яга",
];

/// Endings of a plain number: «2-х», «5-ти».
const CARDINAL_ENDINGS: &[&str] = &["х", "ти", "и", "ми", "мя", "м", "ух", "ех", "цi", "ці"];

/// A word may be broken into so many pieces, or letter-spaced over so many letters.
const MOST_PIECES: usize = 14;

struct Lexer<'a> {
    text: &'a str,
    runs: &'a [Run],
    at: usize,
    out: Tokens,
    word: String,
    scratch: String,
    vocabulary: &'static Vocabulary,
}

impl Lexer<'_> {
    fn step(&mut self) {
        let run = self.runs[self.at];
        match run.class {
            Class::Sign(sign) => self.push(What::Sign(sign), 1),
            Class::Digits => self.number(),
            Class::Letters => self.letters(),
        }
    }

    /// A token for the next so many runs.
    fn push(&mut self, what: What, runs: usize) {
        let Run { spaced, newline, .. } = self.runs[self.at];
        self.out.tokens.push(Token { what, spaced, newline });
        self.at += runs;
    }

    fn run(&self, at: usize) -> Option<Run> {
        self.runs.get(at).copied()
    }

    fn is_glued_sign(&self, at: usize, signs: &[Sign]) -> bool {
        self.run(at).is_some_and(|run| !run.spaced && signs.iter().any(|&sign| run.is(sign)))
    }

    fn number(&mut self) {
        if self.roman_of_digit_and_letter() || self.look_alike_digits() {
            return;
        }
        let run = self.runs[self.at];
        let digits = run.text(self.text);
        let mut numeral = Numeral { value: value_of(digits), digits: digits.len().min(255) as u8, ordinal: false };
        let mut length = 1;
        if digits.len() <= 3 {
            if let Some(runs) = self.ordinal_ending(self.at + 1) {
                numeral.ordinal = true;
                length += runs;
            } else if let Some(runs) = self.cardinal_ending(self.at + 1) {
                length += runs;
            }
        }
        self.push(What::Number(numeral), length);
    }

    /// «1V», «1У»: a Roman numeral whose I is a digit.
    fn roman_of_digit_and_letter(&mut self) -> bool {
        let run = self.runs[self.at];
        let next = self.run(self.at + 1).filter(|next| next.class == Class::Letters && !next.spaced);
        let is_four = run.text(self.text) == "1" && next.is_some_and(|next| matches!(next.text(self.text), "v" | "у"));
        if is_four {
            self.push(What::Number(Numeral { value: 4, digits: 0, ordinal: true }), 2);
        }
        is_four
    }

    /// Digits typed as the letters О, З, l, I: «О1.09.2023», «2О23». Only where a date's dot or more digits leave no
    /// doubt, for «о» and «з» are words too.
    fn look_alike_digits(&mut self) -> bool {
        let first = self.at;
        let mut end = first;
        let (mut value, mut digits, mut letters, mut runs_of_digits) = (0u32, 0u8, 0usize, 0usize);
        while let Some(run) = self.run(end) {
            if end > first && run.spaced || end - first >= 5 {
                break;
            }
            match run.class {
                Class::Digits if run.end - run.start <= 4 => runs_of_digits += 1,
                Class::Letters if run.text(self.text).chars().all(|letter| digit_twin(letter).is_some()) => {
                    letters += 1
                }
                _ => break,
            }
            for letter in run.text(self.text).chars() {
                let digit = letter.to_digit(10).or(digit_twin(letter)).unwrap_or(0);
                value = value.saturating_mul(10).saturating_add(digit);
                digits = digits.saturating_add(1);
            }
            end += 1;
        }
        if letters == 0 || runs_of_digits == 0 || digits > 4 {
            return false;
        }
        let is_digits = |at: usize| self.run(at).is_some_and(|run| run.class == Class::Digits);
        let is_digit_like = |at: usize| {
            is_digits(at)
                || self.run(at).is_some_and(|run| {
                    run.class == Class::Letters
                        && run.text(self.text).chars().all(|letter| digit_twin(letter).is_some())
                })
        };
        const MARKS: &[Sign] = &[Sign::Dot, Sign::Slash];
        let inside = is_digits(first) && is_digits(end - 1);
        let before_mark = self.is_glued_sign(end, MARKS) && is_digit_like(end + 1);
        let after_mark =
            first >= 2 && !self.runs[first].spaced && self.is_glued_sign(first - 1, MARKS) && is_digit_like(first - 2);
        let zero_at_end = is_digits(first)
            && matches!(self.runs[end - 1].text(self.text), "о" | "o" | "оо")
            && !self.run(end).is_some_and(|next| next.class == Class::Letters && !next.spaced);
        let sure = inside || before_mark || after_mark || zero_at_end;
        if sure {
            self.out.look_alikes = true;
            self.push(What::Number(Numeral { value, digits, ordinal: false }), end - first);
        }
        sure
    }

    fn letters(&mut self) {
        let run = self.runs[self.at];
        if self.run(self.at + 1).is_some_and(|next| next.class == Class::Digits && !next.spaced)
            && self.look_alike_digits()
        {
            return;
        }
        let mut word = std::mem::take(&mut self.word);
        word.clear();
        spell(run, self.text, &mut word);
        self.word_or_numeral(run, &mut word);
        self.word = word;
    }

    fn word_or_numeral(&mut self, run: Run, word: &mut String) {
        let roman = roman(run.text(self.text));
        if let Some(value) = roman
            && (run.script == Script::Latin || self.numeral_wanted(self.at + 1) || self.behind_its_noun())
            && !(run.script == Script::Latin && word == "і" && !self.behind_its_noun() && self.plain_conjunction())
        {
            let dashed = self.run(self.at + 1).is_some_and(|next| next.is(Sign::Dash));
            let ending = if dashed { self.ordinal_ending(self.at + 1) } else { None };
            let length = 1 + ending.unwrap_or(0);
            return self.push(What::Number(Numeral { value, digits: 0, ordinal: true }), length);
        }
        let known = self.vocabulary.meaning(word);
        if let Some((meaning, runs)) = self.joined(self.at, word, known) {
            self.out.look_alikes |= run.script != Script::Cyrillic;
            return self.push(What::Word(meaning), runs);
        }
        if self.broken_stranger(word, known) {
            return self.push(What::Unknown, 3);
        }
        // «вт-⏎ечение»: broken, and its space lost.
        let mut length = 1;
        if self.is_hyphenated(self.at) {
            let head = word.len();
            spell(self.runs[self.at + 2], self.text, word);
            if self.vocabulary.meaning(&word[head..]).is_none() && self.vocabulary.split(word).is_some() {
                length = 3;
            } else {
                word.truncate(head);
            }
        }
        if let Some(meaning) = known.filter(|_| length == 1) {
            self.out.look_alikes |= run.script != Script::Cyrillic;
            return self.push(What::Word(meaning), 1);
        }
        if let Some(value) = roman.filter(|_| run.text(self.text).chars().count() > 1) {
            return self.push(What::Number(Numeral { value, digits: 0, ordinal: true }), 1);
        }
        if self.numeral_and_noun(run, word) {
            return;
        }
        let mut rest: &str = word;
        let mut parts = 0;
        while let Some(at) = self.vocabulary.split(rest) {
            if let Some(meaning) = self.vocabulary.meaning(&rest[..at]) {
                let Run { spaced, newline, .. } = run;
                let token =
                    Token { what: What::Word(meaning), spaced: spaced || parts > 0, newline: newline && parts == 0 };
                self.out.tokens.push(token);
            }
            rest = &rest[at..];
            parts += 1;
            if let Some(meaning) = self.vocabulary.meaning(rest) {
                self.out.look_alikes |= run.script != Script::Cyrillic;
                self.out.tokens.push(Token { what: What::Word(meaning), spaced: true, newline: false });
                self.at += length;
                return;
            }
        }
        if run.script != Script::Latin
            && let Some(meaning) = self.vocabulary.repaired(word, &mut self.scratch)
        {
            return self.push(What::Word(meaning), 1);
        }
        self.push(What::Unknown, 1);
    }

    /// «семи-⏎нара», «за-⏎седания»: the head of a stranger's name, though it looks like a small word of ours.
    fn broken_stranger(&self, word: &str, known: Option<Meaning>) -> bool {
        let small = !matches!(known, None | Some(Meaning::Month(_) | Meaning::Noun(_) | Meaning::Plural(_)))
            && word.chars().count() <= 4;
        small
            && self.is_hyphenated(self.at)
            && self.run(self.at + 2).is_some_and(|tail| {
                let tail = tail.text(self.text);
                !self.runs[self.at + 2].capital
                    && tail.chars().count() > 1
                    && self.vocabulary.meaning(tail).is_none()
                    && self.vocabulary.split(&format!("{word}{tail}")).is_none()
                    && self.vocabulary.repaired(tail, &mut String::new()).is_none()
            })
    }

    /// «Iполугодие», «IVкв»: a Roman numeral run together with its noun.
    fn numeral_and_noun(&mut self, run: Run, word: &str) -> bool {
        for (at, _) in word.char_indices().skip(1).take(4) {
            let (numeral, noun) = word.split_at(at);
            let Some(value) = roman(numeral) else { break };
            if let Some(meaning @ Meaning::Noun(Noun::Quarter | Noun::SchoolQuarter | Noun::HalfYear)) =
                self.vocabulary.meaning(noun)
            {
                let behind = run.text(self.text).chars().skip(numeral.chars().count());
                self.out.look_alikes |= { behind }.any(|letter| letter.is_ascii());
                let Run { spaced, newline, .. } = run;
                let what = What::Number(Numeral { value, digits: 0, ordinal: true });
                self.out.tokens.push(Token { what, spaced, newline });
                self.out.tokens.push(Token { what: What::Word(meaning), spaced: true, newline: false });
                self.at += 1;
                return true;
            }
        }
        false
    }

    /// The ending of an ordinal behind figures or a Roman numeral, its hyphen before it: «-е», «ая», «-⏎го», «- ое». How
    /// many runs it takes. After a space only what is no word of its own.
    fn ordinal_ending(&mut self, at: usize) -> Option<usize> {
        let dash = self.run(at).filter(|run| run.is(Sign::Dash));
        let ending_at = at + usize::from(dash.is_some());
        let run = self.run(ending_at).filter(|run| run.class == Class::Letters && run.end - run.start <= 8)?;
        let mut ending = String::new();
        spell(run, self.text, &mut ending);
        // A Latin «i» is a numeral here, not the ending «і».
        if !ORDINAL_ENDINGS.contains(&ending.as_str()) || run.text(self.text) == "i" {
            return None;
        }
        let close = match dash {
            None => !run.spaced,
            Some(dash) if matches!(ending.as_str(), "і" | "ы") => !dash.spaced && (!run.spaced || run.newline),
            Some(dash) => !dash.spaced || !run.spaced,
        };
        let wordless = matches!(ending.as_str(), "я" | "е" | "й");
        let bare_vowel = dash.is_none() && matches!(ending.as_str(), "і" | "ы");
        if bare_vowel || !close && !wordless {
            return None;
        }
        // «10 я⏎нваря»: no ending, but the head of a word.
        if run.spaced
            && let Some(tail) = self.run(ending_at + 1).filter(|tail| tail.class == Class::Letters && tail.newline)
        {
            spell(tail, self.text, &mut ending);
            if self.vocabulary.meaning(&ending).is_some() {
                return None;
            }
        }
        self.out.look_alikes |= run.script != Script::Cyrillic;
        Some(ending_at + 1 - at)
    }

    /// The ending of a plain number: «-х», «ти».
    fn cardinal_ending(&self, at: usize) -> Option<usize> {
        let dashed = self.is_glued_sign(at, &[Sign::Dash]);
        let ending_at = at + usize::from(dashed);
        let run = self.run(ending_at).filter(|run| run.class == Class::Letters && !run.spaced)?;
        let ending = run.text(self.text);
        (CARDINAL_ENDINGS.contains(&ending) && (dashed || matches!(ending, "х" | "ти"))).then_some(ending_at + 1 - at)
    }

    /// Whether what comes next makes a numeral of a letter that is also a word: «П квартал», «І – ІІ чвэрць».
    fn numeral_wanted(&mut self, at: usize) -> bool {
        let mut at = at;
        // Over «I – III», «I, II и III», «I по III»: as far as one list of numerals goes, and no further.
        for _ in 0..8 {
            let Some(run) = self.run(at) else { return false };
            match run.class {
                Class::Sign(Sign::Dash | Sign::Comma | Sign::Slash | Sign::Dot) => at += 1,
                Class::Digits => at += 1,
                Class::Letters => match self.meaning_at(at) {
                    Some(Meaning::Noun(noun)) => {
                        return !matches!(noun, Noun::Day | Noun::Month | Noun::Year);
                    }
                    Some(Meaning::Half) => return true,
                    Some(Meaning::And | Meaning::Through | Meaning::Until) => at += 1,
                    _ if roman(run.text(self.text)).is_some() => at += 1,
                    _ if self.is_short_ending(run) => at += 1,
                    _ => return false,
                },
                Class::Sign(_) => return false,
            }
        }
        false
    }

    /// What the word at a place means, be it broken or of mixed alphabets.
    fn meaning_at(&mut self, at: usize) -> Option<Meaning> {
        let run = self.run(at)?;
        let mut word = String::new();
        spell(run, self.text, &mut word);
        let known = self.vocabulary.meaning(&word);
        match self.joined(at, &word, known) {
            Some((meaning, _)) => Some(meaning),
            None => known,
        }
    }

    fn is_short_ending(&self, run: Run) -> bool {
        let mut ending = String::new();
        spell(run, self.text, &mut ending);
        matches!(ending.as_str(), "е" | "я" | "й" | "ая" | "ое" | "ой")
    }

    /// «полугодие I»: the numeral behind its noun, and nothing behind it that it could tie to the noun.
    fn behind_its_noun(&mut self) -> bool {
        let Some(before) = self.at.checked_sub(1) else { return false };
        let follows = self.run(self.at + 1).is_none_or(|next| next.class != Class::Letters);
        follows
            && self.runs[before].class == Class::Letters
            && matches!(
                self.vocabulary.meaning(self.runs[before].text(self.text)),
                Some(Meaning::Noun(Noun::Quarter | Noun::SchoolQuarter | Noun::HalfYear))
            )
    }

    /// A Latin «i» between words of one sentence is the Belarusian «і»; a capital one only between words of one sort.
    fn plain_conjunction(&mut self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.run(at));
        let is_word = |run: Option<Run>| {
            run.is_some_and(|run| {
                run.class == Class::Letters && roman(run.text(self.text)).is_none() || run.class == Class::Digits
            })
        };
        if !is_word(before) || self.run(self.at + 1).is_none() || self.numeral_wanted(self.at + 1) {
            return false;
        }
        let sort = |meaning: Option<Meaning>| match meaning {
            Some(Meaning::Month(_)) => 1,
            Some(Meaning::Weekdays(_)) => 2,
            Some(Meaning::Season(_) | Meaning::Seasonal(_)) => 3,
            _ => 0,
        };
        let first = self.meaning_at(self.at - 1);
        // «у маі i ў чэрвені»
        let second = match self.meaning_at(self.at + 1) {
            Some(Meaning::In) => self.meaning_at(self.at + 2),
            second => second,
        };
        if self.runs[self.at].capital {
            return sort(first) != 0 && sort(first) == sort(second);
        }
        // «учащиеся i ступени» is as likely a numeral.
        let figure = |at: usize| self.run(at).is_some_and(|run| run.class == Class::Digits);
        first.is_some() || second.is_some() || figure(self.at - 1) || figure(self.at + 1)
    }

    /// A word whose pieces stand apart: «сен-⏎тябрь», «октя брь», «с е н т я б р ь», «п/г». The longest wins. Its meaning, and
    /// how many runs it takes.
    fn joined(&mut self, from: usize, word: &str, known: Option<Meaning>) -> Option<(Meaning, usize)> {
        let mut at = from + 1;
        let mut next = self.run(at)?;
        if let (true, Some(after)) = (next.is(Sign::Slash) && !next.spaced, self.run(at + 1))
            && after.class == Class::Letters
            && !after.spaced
        {
            let mut acc = std::mem::take(&mut self.scratch);
            acc.clear();
            acc.push_str(word);
            acc.push('/');
            spell(after, self.text, &mut acc);
            let meaning = self.vocabulary.meaning(&acc);
            self.scratch = acc;
            return meaning.map(|meaning| (meaning, 3));
        }
        if next.class != Class::Letters && !next.is(Sign::Dash) {
            return None;
        }
        let mut acc = std::mem::take(&mut self.scratch);
        acc.clear();
        acc.push_str(word);
        let mut best = None;
        let mut stranger = known.is_none();
        let head = word.chars().count();
        let mut single = head == 1;
        // «м-ц»
        let dashed = next.is(Sign::Dash) && !next.spaced && self.run(at + 1).is_some_and(|after| !after.spaced);
        let hyphenated = self.is_hyphenated(from);
        for pieces in 2..=MOST_PIECES {
            if next.is(Sign::Dash) {
                at += 1;
                let Some(after) = self.run(at) else { break };
                next = after;
            }
            if next.class != Class::Letters {
                break;
            }
            let before = acc.len();
            spell(next, self.text, &mut acc);
            if acc.len() > 64 {
                break;
            }
            let tail = &acc[before..];
            stranger |= self.vocabulary.meaning(tail).is_none();
            single &= tail.chars().count() == 1;
            let letters = acc.chars().count();
            // Where a line ends, words break that would be words of their own elsewhere: «п⏎о», «март⏎а», «пол⏎года».
            let at_line_end = pieces == 2
                && (hyphenated || next.newline && (known.is_none() && letters <= 3 || letters >= 4 && head <= 3));
            let same = pieces == 2 && next.newline && tail.chars().count() == 1 && self.is_last_letter(at);
            if (stranger && letters >= 4
                || single && (pieces >= 3 || dashed)
                || dashed && head == 1 && stranger
                || at_line_end
                || same)
                && let Some(meaning) = self.vocabulary.meaning(&acc)
                && !matches!(meaning, Meaning::Other | Meaning::Filler)
                && (!same || stranger || known == Some(meaning))
            {
                best = Some((meaning, at + 1 - from));
            }
            if !single && pieces >= 4 {
                break;
            }
            at += 1;
            let Some(after) = self.run(at) else { break };
            next = after;
        }
        self.scratch = acc;
        best
    }

    /// «сен-⏎тябрь»: a hyphen right behind the word, and the end of the line.
    fn is_hyphenated(&self, at: usize) -> bool {
        self.is_glued_sign(at + 1, &[Sign::Dash])
            && self.run(at + 2).is_some_and(|tail| tail.class == Class::Letters && tail.newline)
    }

    /// The «а» of «март⏎а» is no conjunction, that of «март⏎а также май» is.
    fn is_last_letter(&self, at: usize) -> bool {
        self.run(at + 1).is_none_or(|next| next.text(self.text) != "также")
    }
}

/// The letters of a run, with Cyrillic twins for Latin letters.
fn spell(run: Run, text: &str, into: &mut String) {
    let letters = run.text(text);
    if run.script == Script::Cyrillic {
        into.push_str(letters);
    } else {
        into.extend(letters.chars().map(|letter| u8::try_from(letter).ok().and_then(cyrillic_twin).unwrap_or(letter)));
    }
}

fn digit_twin(letter: char) -> Option<u32> {
    match letter {
        'о' | 'o' => Some(0),
        'l' | 'i' | 'і' | '|' => Some(1),
        'з' => Some(3),
        _ => None,
    }
}

fn value_of(digits: &str) -> u32 {
    digits
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .fold(0, |value: u32, digit| value.saturating_mul(10).saturating_add(digit))
}

/// The value of a Roman numeral up to XII, in any of the alphabets that people type it in: «ІІ», «П», «Ш», «lV», «ІУ».
fn roman(letters: &str) -> Option<u32> {
    if letters.len() > 16 {
        return None;
    }
    let mut total = 0i32;
    let mut previous = 0i32;
    for letter in letters.chars().rev() {
        let value = match letter {
            'i' | 'і' | 'l' | '|' => 1,
            'п' => 2,
            'ш' => 3,
            'v' => 5,
            'у' if letters.chars().count() > 1 => 5,
            'x' | 'х' => 10,
            _ => return None,
        };
        if value < previous {
            total -= value
        } else {
            total += value
        }
        previous = previous.max(value);
    }
    (1..=12).contains(&total).then_some(total as u32)
}
