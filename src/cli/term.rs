//! `letopis term`: how a deadline phrase is read, and why.

use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal};

use chrono::NaiveDate;
use clap::ValueEnum;

use super::screen::STRONG;
use super::site_folder::{SiteFolder, today};
use super::{Context, Ending, Format, Trouble, usage};
use crate::disk::{Action, Failure};
use crate::export::term_json::{note_text, term_json};
use crate::locale::{Arguments, Lang, numeric_date};
use crate::term::{self, Calendar, Country, Every, Kind, Period, Position, Reading, Stretch, Unit};

/// What was typed behind `letopis term`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    /// Behind a double dash: see [`phrases_behind_a_double_dash`].
    #[arg(last = true, num_args = 0..)]
    phrases: Vec<String>,
    #[arg(long, allow_hyphen_values = true)]
    period: Option<String>,
    #[arg(long, value_enum)]
    country: Option<Country>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl ValueEnum for Country {
    fn value_variants<'a>() -> &'a [Self] {
        &[Country::Belarus, Country::Russia]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let name = match self {
            Country::Belarus => "by",
            Country::Russia => "ru",
        };
        Some(clap::builder::PossibleValue::new(name))
    }
}

/// Options of the command that take a value.
const OPTIONS: [&str; 5] = ["--period", "--country", "--format", "--lang", "--color"];
/// And those that take none.
const SWITCHES: [&str; 5] = ["--quiet", "-q", "--help", "-h", "-qh"];

/// Puts the phrases of `letopis term` behind a double dash, the options before it: «-» and «-//-» are phrases, and clap
/// would take them for options. What looks like a mistyped option (`--perod`) stays one, so that it is told.
pub(super) fn phrases_behind_a_double_dash(typed: Vec<OsString>) -> Vec<OsString> {
    let Some(at) = usage::position_of_command(&typed).filter(|at| typed.get(*at).is_some_and(|name| name == "term"))
    else {
        return typed;
    };
    let mut typed = typed.into_iter();
    let mut options: Vec<OsString> = typed.by_ref().take(at + 1).collect();
    let mut phrases = Vec::new();
    while let Some(argument) = typed.next() {
        let known = argument.to_str().unwrap_or_default();
        if known == "--" {
            phrases.extend(typed.by_ref());
        } else if OPTIONS.contains(&known) {
            options.push(argument);
            options.extend(typed.next());
        } else if SWITCHES.contains(&known) || is_like_an_option(known) {
            options.push(argument);
        } else {
            phrases.push(argument);
        }
    }
    if !phrases.is_empty() {
        options.push("--".into());
    }
    options.extend(phrases);
    options
}

fn is_like_an_option(argument: &str) -> bool {
    let name = argument.split('=').next().unwrap_or_default();
    name.strip_prefix("--").is_some_and(|name| {
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    })
}

pub(super) fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    let lang = context.lang();
    let site = SiteFolder::around(&context.here);
    let calendar = Calendar::of(typed.country.unwrap_or_default());
    let period = match &typed.period {
        None => Period::school_year_of(site.as_ref().map_or_else(|| today(None), SiteFolder::today)),
        Some(text) => Period::read(text, &calendar)
            .map_err(|_| Trouble::usage(lang, "usage-period", &Arguments::new().with("value", text.clone())))?,
    };
    let tell = |phrase: &str, context: &mut Context<'_>| {
        let reading =
            term::read(phrase, &term::Context { period: &period, calendar: &calendar, position: Position::default() });
        match typed.format {
            Format::Json => context.screen.print_raw(&format!("{}\n", term_json(phrase, &reading, lang))),
            Format::Text => context.screen.print(&text(phrase, &reading, lang)),
        }
    };
    if !typed.phrases.is_empty() {
        typed.phrases.iter().for_each(|phrase| tell(phrase, context));
        return Ok(Ending::Good);
    }
    let stdin = io::stdin();
    if stdin.is_terminal() {
        context.screen.tell(&format!("{}\n", lang.word("term-type-phrases")));
    }
    let mut stdin = stdin.lock();
    let mut line = Vec::new();
    while !context.screen.is_closed() {
        line.clear();
        let read = stdin.read_until(b'\n', &mut line);
        if read.map_err(|error| Failure::system(Action::Reading, "stdin", error))? == 0 {
            break;
        }
        let phrase = String::from_utf8_lossy(&line);
        let phrase = phrase.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
        // A script counts lines; a person who pressed Enter meant nothing by it.
        if typed.format == Format::Json || !phrase.trim().is_empty() {
            tell(phrase, context);
        }
    }
    Ok(Ending::Good)
}

/// The reading as a person would tell it: what, when, what is doubted, and why so.
fn text(phrase: &str, reading: &Reading, lang: Lang) -> String {
    let shown = crate::text::one_line(phrase);
    let mut lines = vec![format!("{STRONG}«{shown}»{STRONG:#}")];
    let name = name_of(reading.kind);
    let mut what = lang.find(&format!("kind-{name}"), &Arguments::new()).unwrap_or_else(|| name.clone());
    if let Some(every) = reading.every {
        what = format!("{what}, {}", rhythm(every, lang));
    }
    let dates = dates(Stretch { start: reading.start, end: reading.end }, lang);
    lines.push(if dates.is_empty() { format!("  {what}") } else { format!("  {what}: {dates}") });
    if !reading.occurrences.is_empty() {
        let arguments = Arguments::new().with("count", reading.occurrences.len());
        let list: Vec<String> = reading.occurrences.iter().map(|stretch| numeric(*stretch, lang)).collect();
        lines.push(format!("  {} {}", lang.text("reading-occurrences", &arguments), list.join(", ")));
    }
    for note in &reading.notes {
        let (word, code) = (lang.word("severity-note"), name_of(note.code));
        lines.push(format!("  {word} [{code}]: {}", note_text(note, lang)));
    }
    for number in reading.conventions.numbers() {
        if let Some(convention) = lang.find(&format!("convention-{number}"), &Arguments::new()) {
            lines.push(format!("  {}: {convention}", lang.word("reading-because")));
        }
    }
    let example = lang.find("term-example-text", &Arguments::new()).filter(|_| reading.kind == Kind::Unclear);
    if let Some(example) = example
        .and_then(|example| lang.find("term-example", &Arguments::new().with("example", example)))
        .filter(|_| reading.notes.is_empty())
    {
        lines.push(format!("  {example}"));
    }
    lines.join("\n") + "\n"
}

/// The name that a value has in JSON.
fn name_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// «2 раза в месяц»
fn rhythm(every: Every, lang: Lang) -> String {
    let unit = match every.unit {
        Unit::Day => "reading-every-day",
        Unit::Week => "reading-every-week",
        Unit::Month => "reading-every-month",
        Unit::Quarter => "reading-every-quarter",
        Unit::SchoolQuarter => "reading-every-school-quarter",
        Unit::HalfYear => "reading-every-half-year",
        Unit::Year => "reading-every-year",
    };
    let (times, interval) = (every.times as usize, every.interval as usize);
    format!("{} {}", lang.count("reading-times", times), lang.count(unit, interval))
}

/// A stretch in words: «с 1 ноября 2023 г. по 31 января 2024 г.»; nothing where it is open at both ends.
fn dates(stretch: Stretch, lang: Lang) -> String {
    let word = |date: NaiveDate| lang.date(date).replace('\u{a0}', " ");
    let arguments = |date: NaiveDate| Arguments::new().with("date", word(date));
    match (stretch.start, stretch.end) {
        (Some(start), Some(end)) if start == end => word(start),
        (Some(start), Some(end)) => format!("{} – {}", word(start), word(end)),
        (Some(start), None) => lang.text("reading-from", &arguments(start)),
        (None, Some(end)) => lang.text("reading-by", &arguments(end)),
        (None, None) => String::new(),
    }
}

/// A stretch in digits, where there are many.
fn numeric(stretch: Stretch, lang: Lang) -> String {
    let arguments = |date: NaiveDate| Arguments::new().with("date", numeric_date(date));
    match (stretch.start, stretch.end) {
        (Some(start), Some(end)) if start == end => numeric_date(start),
        (Some(start), Some(end)) => format!("{}–{}", numeric_date(start), numeric_date(end)),
        (Some(start), None) => lang.text("reading-from", &arguments(start)),
        (None, Some(end)) => lang.text("reading-by", &arguments(end)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_may_begin_with_a_dash() {
        for (typed, expected) in [
            ("letopis term -", "letopis term -- -"),
            ("letopis term -//- --format json", "letopis term --format json -- -//-"),
            ("letopis term --format json -", "letopis term --format json -- -"),
            (
                "letopis --lang be -q term май --period 2023 - июнь",
                "letopis --lang be -q term --period 2023 -- май - июнь",
            ),
            ("letopis term --perod 2023 май", "letopis term --perod -- 2023 май"),
            ("letopis term --period=2023 -- --format", "letopis term --period=2023 -- --format"),
            ("letopis term -5 --- -май", "letopis term -- -5 --- -май"),
            ("letopis term --country ru", "letopis term --country ru"),
            ("letopis build term", "letopis build term"),
        ] {
            let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
            assert_eq!(phrases_behind_a_double_dash(words(typed)), words(expected), "{typed}");
        }
    }
}
