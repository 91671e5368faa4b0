//! A phrase as syntax: which stretches it names, how often, and what it refers to. It knows no year, no country and no
//! calendar: «сентябрь» is a month here, and [`reading`](super::reading) says of which year.
//!
//! The grammar is a single pass over the tokens. Every stretch is a [`Point`]: a part (a day, a week, the beginning) of
//! a base (a month, a quarter, …). What comes before its base waits for it: in «3, 10 и 17 октября» three numbers wait
//! for the month, in «первая неделя октября» a week does. Points that a dash or «с … по …» ties are a [`Span`].
//!
//! The types of the syntax stand here. `phrase/parser.rs` holds the parser's state and the table of what each meaning of
//! the vocabulary does; the rules are beside it, one group in each file. What a part or base comes to in days is told by
//! the conventions of `docs/terms.md`, whose numbers stand at the types.

mod cues;
mod cursor;
mod dates;
mod ending;
mod hours;
mod named;
mod nouns;
mod parser;
mod parting;
mod piece;
mod prepositions;
mod rhythm;
mod spans;
mod waiting;
mod years;

use std::iter;

use super::lexer::tokens;
use super::vocabulary::{Noun, Season};
use parser::Parser;

/// What a phrase says.
#[derive(Debug, Default)]
pub struct Phrase {
    /// The stretches it names, in order.
    pub spans: Vec<Span>,
    /// How often.
    pub rhythm: Option<Rhythm>,
    /// Weekdays as bits, Monday the lowest.
    pub weekdays: u8,
    /// A duration: «10 дней».
    pub duration: Option<Duration>,
    /// What else it says.
    pub cues: Cues,
    /// Letters of another alphabet were taken for the ones they look like.
    pub look_alikes: bool,
}

impl Phrase {
    /// The points of all its spans, in order.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.spans.iter().flat_map(|span| span.shape.points())
    }
}

/// What a phrase says beside dates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cues {
    /// The dates stand in another document.
    pub by_plan: bool,
    /// No date by nature.
    pub as_needed: bool,
    /// Tied to an event.
    pub relative: bool,
    /// Tied to an event beyond doubt: «после семинара», «незамедлительно», not merely «к семинару».
    pub tied: bool,
    /// All through.
    pub always: bool,
    /// «весь период», «проект»: the plan's whole time, if nothing else is said.
    pub whole_plan: bool,
    /// «примерно».
    pub roughly: bool,
    /// Weekdays again and again: «каждый вторник», «по вторникам».
    pub each_weekday: bool,
}

/// How often: `times` in every `interval` of `unit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// How many times.
    pub times: u32,
    /// In how many.
    pub interval: u32,
    /// Of what.
    pub unit: Noun,
    /// Said with a count («2 раза в год»), not with «ежегодно» or «каждый».
    pub counted: bool,
}

/// «10 рабочих дней».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Noun,
    /// Working days, which no calendar arithmetic checks.
    pub working: bool,
}

/// A stretch, or a pair of them that are its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it spans.
    pub shape: Shape,
    /// What stands between it and the one before: conventions 9 and 12.
    pub joint: Joint,
    /// «в течение …».
    pub during: bool,
    /// In brackets.
    pub bracket: bool,
}

/// What a span covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// «октябрь», «5 октября».
    Single(Point),
    /// «с … по …», «… – …».
    Range(Point, Point),
    /// «с 1 октября»: convention 12.
    From(Point),
    /// «до 1 октября»: to its end, convention 7.
    Until(Point),
    /// «к 1 октября»: by its beginning, convention 12.
    Toward(Point),
    /// «после 1 октября».
    After(Point),
}

impl Shape {
    /// The first point, and the last where it is another.
    pub fn ends(self) -> (Point, Option<Point>) {
        match self {
            Shape::Range(first, last) => (first, Some(last)),
            Shape::Single(point)
            | Shape::From(point)
            | Shape::Until(point)
            | Shape::Toward(point)
            | Shape::After(point) => (point, None),
        }
    }

    /// Its points, one or two.
    pub fn points(self) -> impl Iterator<Item = Point> {
        let (first, last) = self.ends();
        iter::once(first).chain(last)
    }
}

/// What stands between two points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joint {
    /// White space only, or nothing.
    #[default]
    Space,
    /// A line break.
    Newline,
    /// A dash.
    Dash,
    /// A comma, «и», a slash or the like.
    List,
    /// An opening or closing bracket.
    Bracket,
    /// Words that are not ours.
    Words,
}

/// A part of a base, in a year if one is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Which part.
    pub part: Part,
    /// Of what.
    pub base: Base,
    /// In which year.
    pub year: Year,
}

/// A part of a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// A day by its number; [`LAST`] is the last.
    Day(u32),
    /// A weekday by its ordinal and its number from Monday, which is 0: «второй четверг»; [`LAST`] is the last.
    Weekday(u32, u8),
    /// A week by its ordinal: convention 6.
    Week(u32),
    /// Ten days by their ordinal: convention 6.
    Decade(u32),
    /// A half by its ordinal: convention 12. Half of a year is [`Base::HalfYear`].
    Half(u32),
    /// The beginning: convention 6.
    Begin,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// The last, where an ordinal may stand.
pub const LAST: u32 = u32::MAX;

/// What a point is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// A month, from 1; 0 or more than 12 as written in figures.
    Month(u32),
    /// A calendar quarter, «квартал»: convention 4.
    Quarter(u32),
    /// A school quarter, «четверть»: convention 4.
    SchoolQuarter(u32),
    /// Half of the plan's year, «полугодие»: convention 5.
    HalfYear(u32),
    /// A season: convention 6.
    Season(Season),
    /// School holidays, of a season or all: convention 4.
    Holidays(Option<Season>),
    /// A calendar year, or the plan's where none is written: convention 1.
    Year,
    /// A school year.
    SchoolYear,
    /// The New Year.
    NewYear,
    /// The plan's whole time.
    Plan,
    /// Every month, quarter, …: «последняя пятница месяца».
    Every(Noun),
}

/// The year written beside a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// None.
    Unwritten,
    /// A calendar year.
    Calendar(i32),
    /// A school year, by its first year.
    School(i32),
    /// Several years: from the first to the last.
    Span(i32, i32),
}

/// Reads a phrase's syntax.
pub fn parse(text: &str) -> Phrase {
    let lexed = tokens(text);
    let mut parser = Parser::new(&lexed);
    while let Some(token) = parser.tokens.peek(0) {
        parser.read(token);
    }
    parser.finish()
}
