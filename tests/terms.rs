//! Deadline phrases against their tables. `tests/terms/examples.jsonl` holds real phrases with the reading that a careful
//! person gives them, `tests/terms/more.jsonl` further ones of the same kinds, `tests/terms/periods.jsonl` periods of
//! plans. In `expect` a key that is absent is not checked, `kind` may be a list of acceptable ones, and `note` names a
//! code that must be among the notes.

use std::collections::BTreeSet;

use letopis::locale::Lang;
use letopis::term::{Calendar, Context, Country, Period, Position, Reading, RowTerm, Stretch, read};
use serde_json::Value;

/// Phrases of the tables that are not read right, each with the reason.
const NOT_READ_RIGHT: &[(&str, &str)] = &[];

/// The share of a table that must be read right.
const BAR: f64 = 0.98;

struct Row {
    phrase: String,
    period: Period,
    country: Country,
    expect: Value,
    note: Option<String>,
}

fn rows(table: &str) -> Vec<Row> {
    let lines = table.lines().filter(|line| !line.trim().is_empty());
    let rows = lines.map(|line| {
        let row: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        Row {
            phrase: row["phrase"].as_str().unwrap().to_owned(),
            period: Period::read(row["period"].as_str().unwrap(), &Calendar::default())
                .unwrap_or_else(|error| panic!("{error:?}: {line}")),
            country: if row["country"] == "ru" { Country::Russia } else { Country::Belarus },
            expect: row["expect"].clone(),
            note: row["note"].as_str().map(str::to_owned),
        }
    });
    rows.collect()
}

fn read_in(phrase: &str, period: &Period, country: Country) -> Reading {
    let calendar = Calendar::of(country);
    read(phrase, &Context { period, calendar: &calendar, position: Position::default() })
}

/// Where a reading differs from what the table expects.
fn differences(row: &Row) -> Vec<String> {
    let reading = read_in(&row.phrase, &row.period, row.country);
    let json = letopis::export::term_json::term_json(&row.phrase, &reading, Lang::English);
    let actual: Value = serde_json::from_str(&json).unwrap();
    let mut found = Vec::new();
    for (key, expected) in row.expect.as_object().unwrap() {
        let actual = &actual[key];
        let same = match (key.as_str(), expected) {
            ("kind", Value::Array(kinds)) => kinds.contains(actual),
            ("occurrences", Value::Array(expected)) => {
                let actual = actual.as_array().unwrap();
                let end = |stretch: &Value, key: &str| stretch.get(key).cloned().unwrap_or(Value::Null);
                let same_ends =
                    |(a, b): (&Value, &Value)| ["start", "end"].iter().all(|key| end(a, key) == end(b, key));
                actual.len() == expected.len() && actual.iter().zip(expected).all(same_ends)
            }
            _ => actual == expected,
        };
        if !same {
            found.push(format!("{key}: {actual}, expected {expected}"));
        }
    }
    if let Some(note) = &row.note
        && !actual["notes"].as_array().unwrap().iter().any(|found| found["code"] == note.as_str())
    {
        found.push(format!("no note {note}, but {}", actual["notes"]));
    }
    found
}

fn walk(name: &str, table: &str) {
    let rows = rows(table);
    let mut wrong = BTreeSet::new();
    for row in &rows {
        let differences = differences(row);
        if !differences.is_empty() {
            wrong.insert(row.phrase.as_str());
            println!("«{}» in {}..{}", row.phrase.replace('\n', "⏎"), row.period.start, row.period.end);
            differences.iter().for_each(|difference| println!("    {difference}"));
        }
    }
    let right = rows.len() - wrong.len();
    let share = right as f64 / rows.len() as f64;
    println!("{name}: {right} of {} read right, {:.1} %", rows.len(), share * 100.0);
    let new: Vec<_> = wrong.iter().filter(|phrase| !NOT_READ_RIGHT.iter().any(|(known, _)| known == *phrase)).collect();
    assert!(new.is_empty(), "read wrong, and not listed with a reason: {new:#?}");
    let mended: Vec<_> = rows.iter().map(|row| row.phrase.as_str()).filter(|phrase| !wrong.contains(phrase)).collect();
    let stale = NOT_READ_RIGHT.iter().find(|(known, _)| mended.contains(known));
    assert!(stale.is_none(), "read right, and still listed: {stale:?}");
    assert!(share >= BAR, "{name}: {:.1} % is under the bar", share * 100.0);
}

#[test]
fn the_table_of_real_phrases() {
    walk("examples", include_str!("terms/examples.jsonl"));
}

#[test]
fn the_table_of_further_phrases() {
    walk("more", include_str!("terms/more.jsonl"));
}

#[test]
fn periods_in_words() {
    for line in include_str!("terms/periods.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let period = Period::read(row["phrase"].as_str().unwrap(), &Calendar::default())
            .unwrap_or_else(|error| panic!("{error:?}: {line}"));
        assert_eq!(period.start.to_string(), row["expect"]["start"], "{line}");
        assert_eq!(period.end.to_string(), row["expect"]["end"], "{line}");
    }
}

#[test]
fn years_printed_backwards_are_no_period() {
    for phrase in ["2025/2024", "2024-2023", "с 2024 по 2022 год"] {
        assert!(Period::read(phrase, &Calendar::default()).is_err(), "«{phrase}»");
    }
}

/// A person is told the conventions that decided, by the numbers of `docs/terms.md`, and no other.
#[test]
fn readings_cite_what_decided() {
    let cases: &[(&str, &str, &[u8])] = &[
        ("2023/2024", "октябрь", &[2]),
        ("2023", "октябрь", &[1]),
        ("2023/2024", "I полугодие", &[5]),
        ("2023/2024", "осень", &[6]),
        ("2023/2024", "III четверть", &[4]),
        ("2023/2024", "09.10.2023", &[]),
        ("2023/2024", "07.11.2023", &[10]),
        ("2023/2024", "май 2028", &[10]),
        ("2023/2024", "до 14 мая", &[2, 7]),
        ("2023/2024", "октябрь, октябрь", &[2, 12]),
        ("2023/2024", "1-2 раза в месяц", &[15]),
        ("2023/2024", "ежегодно в мае", &[15]),
        ("2023/2024", "по согласованию", &[16]),
        ("2023/2024", "-//-", &[16]),
        ("2023/2024", "10 дней", &[16]),
    ];
    for (period, phrase, expected) in cases {
        let period = Period::read(period, &Calendar::default()).unwrap();
        let reading = read_in(phrase, &period, Country::Belarus);
        assert_eq!(reading.conventions.numbers().collect::<Vec<_>>(), *expected, "«{phrase}»");
    }
}

/// The phrases of both tables, with their periods.
fn all_rows() -> Vec<Row> {
    let mut all = rows(include_str!("terms/examples.jsonl"));
    all.extend(rows(include_str!("terms/more.jsonl")));
    all
}

/// The same phrase with another dash, other spaces, another letter case or a full stop behind it is the same phrase.
#[test]
fn reading_is_stable() {
    type Rewriting = (&'static str, fn(&str) -> String);
    let rewritings: &[Rewriting] = &[
        ("an en dash", |phrase| phrase.replace(['-', '—', '–', '−', '‑'], "–")),
        ("an em dash", |phrase| phrase.replace(['-', '—', '–', '−', '‑'], "—")),
        ("a hyphen", |phrase| phrase.replace(['-', '—', '–', '−', '‑'], "-")),
        ("a minus", |phrase| phrase.replace(['-', '—', '–', '−', '‑'], "−")),
        ("a hyphen that does not break", |phrase| phrase.replace(['-', '—', '–', '−', '‑'], "‑")),
        ("NBSP", |phrase| phrase.replace(' ', "\u{a0}")),
        ("a narrow NBSP", |phrase| phrase.replace(' ', "\u{202f}")),
        ("several spaces", |phrase| phrase.replace(' ', "   ")),
        ("spaces around", |phrase| format!("  {phrase} ")),
        ("upper case", |phrase| phrase.to_uppercase()),
        ("lower case", |phrase| phrase.to_lowercase()),
        ("a full stop", |phrase| format!("{phrase}.")),
    ];
    let mut broken = Vec::new();
    for row in all_rows() {
        let reading = read_in(&row.phrase, &row.period, row.country);
        for (name, rewrite) in rewritings {
            let rewritten = rewrite(&row.phrase);
            if read_in(&rewritten, &row.period, row.country) != reading {
                broken.push(format!("{name}: «{}» and «{rewritten}»", row.phrase));
            }
        }
    }
    assert!(broken.is_empty(), "{} readings changed:\n{}", broken.len(), broken.join("\n"));
}

/// A generator of numbers of its own, so that a failure comes again: the splitmix64 of Steele, Lea and Flood.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }
}

/// What a phrase may be broken with.
const DIRT: &[&str] = &[
    "",
    " ",
    "\n",
    "-",
    "–",
    ".",
    ",",
    "/",
    "(",
    ")",
    "№",
    ":",
    ";",
    "0",
    "1",
    "3",
    "9",
    "12",
    "31",
    "99",
    "2023",
    "99999999999999999999",
    "с",
    "по",
    "до",
    "к",
    "в",
    "и",
    "раз",
    "каждый",
    "месяц",
    "года",
    "числа",
    "I",
    "IV",
    "П",
    "Ш",
    "|",
    "май",
    "неделя",
    "\u{301}",
    "\u{ad}",
    "\u{200b}",
    "é",
    "日",
    "🙂",
    "\u{0}",
    "ў",
    "последний",
    "четверть",
    "конец",
    "после",
];

#[test]
fn no_phrase_panics() {
    let rows = all_rows();
    let periods: Vec<Period> = ["2023/2024", "2023", "2024-2027", "2020-03-16..2020-04-17"]
        .iter()
        .map(|text| Period::read(text, &Calendar::default()).unwrap())
        .collect();
    let calendars = [Calendar::of(Country::Belarus), Calendar::of(Country::Russia)];
    let mut numbers = Numbers(2026);
    let mut kinds = BTreeSet::new();
    for round in 0..100_000 {
        let mut letters: Vec<char> = rows[numbers.below(rows.len())].phrase.chars().collect();
        if round % 4 == 0 {
            letters.extend(rows[numbers.below(rows.len())].phrase.chars());
        }
        for _ in 0..numbers.below(6) {
            let at = numbers.below(letters.len() + 1);
            match numbers.below(4) {
                0 if !letters.is_empty() => drop(letters.remove(at % letters.len())),
                1 if letters.len() > 1 => {
                    let last = letters.len() - 1;
                    letters.swap(at.min(last), 0);
                }
                2 => letters.truncate(at.max(1)),
                _ => drop(letters.splice(at..at, DIRT[numbers.below(DIRT.len())].chars())),
            }
        }
        let phrase: String = letters.into_iter().collect();
        let context = Context {
            period: &periods[numbers.below(periods.len())],
            calendar: &calendars[numbers.below(2)],
            position: Position { row: numbers.below(9), rows: numbers.below(9), previous: None, next: None },
        };
        let reading = read(&phrase, &context);
        kinds.insert(format!("{:?}", reading.kind));
        if let (Some(start), Some(end)) = (reading.start, reading.end) {
            assert!(start <= end, "«{phrase}» ends before it starts: {reading:?}");
        }
        let _ = Period::read(&phrase, &Calendar::default());
    }
    assert_eq!(kinds.len(), 10, "every kind is met: {kinds:?}");
}

/// A megabyte in one cell is read like anything else: a reader that is not linear would not come back from it.
#[test]
fn a_megabyte_is_read() {
    let period = Period::read("2023/2024", &Calendar::default()).unwrap();
    let tail = " до 15 мая 2024";
    for piece in [
        "октябрь ",
        "1, ",
        "1 ",
        "с ",
        "(",
        "до начала ",
        "неделя ",
        "семинар ",
        "сентбрь ",
        "первая ",
        "каждый вторник ",
        "12.10 ",
        "I ",
        "летние ",
        "2 раза ",
        "а б ",
        "с е н т я б р ь ",
        "-",
        "абвгдежзик",
        "05.10.2023-",
        "15 числа ",
        "майиюнь",
        "не ",
        "20 ",
        "1 мая ",
        "1 четверть ",
        "1 мая по вторникам ",
        "каждый второй вторник ",
        "семинар 1 начало ",
        "45 четверть начало ",
        "05.10.2022, ",
        "1 сентября 2031 - 3 мая 2020, ",
        "осенние ",
        "каникулы осенние ",
        "начало ",
        "до 5 числа ",
        "«",
        "октябрь 3 ",
        "«1",
    ] {
        let phrase = piece.repeat(1_000_000 / piece.len()) + tail;
        let reading = read_in(&phrase, &period, Country::Belarus);
        let occurrences = &reading.occurrences;
        let key = |stretch: &Stretch| (stretch.start.or(stretch.end), stretch.end);
        assert!(occurrences.is_sorted_by_key(key), "«{piece}» is not in order");
        let distinct: BTreeSet<_> = occurrences.iter().collect();
        assert_eq!(distinct.len(), occurrences.len(), "«{piece}» repeats itself");
        // What no year is written for touches the plan, or the August before.
        if !piece.contains("202") {
            let august = "2023-08-01".parse().unwrap();
            let inside = |stretch: &Stretch| {
                stretch.start.is_none_or(|start| start <= period.end) && stretch.end.is_none_or(|end| end >= august)
            };
            assert!(occurrences.iter().all(inside), "«{piece}» leaves the plan");
        }
    }
}

#[test]
fn august_goes_by_its_neighbours() {
    let period = Period::read("2023/2024", &Calendar::default()).unwrap();
    let calendar = Calendar::of(Country::Belarus);
    let starts = |rows: &[RowTerm<'_>]| -> Vec<Option<String>> {
        let readings = letopis::term::read_rows(rows.iter().copied(), &period, &calendar);
        readings.iter().map(|reading| reading.start.map(|day| day.to_string())).collect()
    };
    let rows = ["Август", "Сентябрь", "В течение года", "Май", "Июнь", "Август", "По плану"].map(RowTerm::Phrase);
    let found = starts(&rows);
    assert_eq!((found[0].as_deref(), found[5].as_deref()), (Some("2023-08-01"), Some("2024-08-01")));
    // Dates stated by hand help their neighbours as any others do.
    let stated = |start: &str, end: &str| RowTerm::Stated(Stretch { start: start.parse().ok(), end: end.parse().ok() });
    let found =
        starts(&[stated("2024-06-01", "2024-06-30"), RowTerm::Phrase("Август"), stated("2024-07-01", "2024-08-31")]);
    assert_eq!(found.iter().flatten().collect::<Vec<_>>(), ["2024-06-01", "2024-08-01", "2024-07-01"]);
}

#[test]
fn a_school_with_its_own_quarters() {
    let period = Period::read("2025/2026", &Calendar::default()).unwrap();
    let day = |text: &str| text.parse().unwrap();
    let quarters = [
        (day("2025-09-01"), day("2025-10-25")),
        (day("2025-11-03"), day("2025-12-27")),
        (day("2026-01-12"), day("2026-03-21")),
        (day("2026-03-30"), day("2026-05-26")),
    ];
    let calendar = Calendar::of(Country::Russia).with_quarters(2025, quarters);
    let reading = read("IV четверть", &Context { period: &period, calendar: &calendar, position: Position::default() });
    assert_eq!((reading.start, reading.end), (Some(quarters[3].0), Some(quarters[3].1)));
    assert!(reading.notes.is_empty());
}
