//! A phrase as syntax: which stretches it names, how often, and what it refers to. It knows no year, no country and no
//! calendar: «сентябрь» is a month here, and [`reading`](super::reading) says of which year.
//!
//! The grammar is a single pass over the tokens. Every stretch is a [`Point`]: a part (a day, a week, the beginning) of
//! a base (a month, a quarter, …). What comes before its base waits for it: in «3, 10 и 17 октября» three numbers wait
//! for the month, in «первая неделя октября» a week does. Points that a dash or «с … по …» ties are a [`Span`].

use super::lexer::{Numeral, Sign, Token, What, tokens};
use super::vocabulary::{Meaning, Noun, Season};

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

/// What a phrase says beside dates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cues {
    /// The dates stand in another document.
    pub by_plan: bool,
    /// No date by nature.
    pub as_needed: bool,
    /// Tied to an event.
    pub relative: bool,
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
    /// What stands between it and the one before.
    pub joint: Joint,
    /// «в течение …».
    pub during: bool,
    /// In brackets.
    pub bracket: bool,
    /// On a line of its own.
    pub newline: bool,
}

/// What a span covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// «октябрь», «5 октября».
    Single(Point),
    /// «с … по …», «… – …».
    Range(Point, Point),
    /// «с 1 октября».
    From(Point),
    /// «до 1 октября»: to its end.
    Until(Point),
    /// «к 1 октября»: by its beginning.
    Toward(Point),
    /// «после 1 октября».
    After(Point),
}

/// What stands between two points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// White space only, or nothing.
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
    /// A weekday by its ordinal: «второй четверг», [`LAST`] is the last.
    Weekday(u32, u8),
    /// A week by its ordinal.
    Week(u32),
    /// Ten days by their ordinal.
    Decade(u32),
    /// A half by its ordinal.
    Half(u32),
    /// The beginning.
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
    /// A number whose noun has not come yet.
    Number(u32, bool),
    /// A part whose base has not come yet.
    Missing,
    /// A month, from 1; 0 or more than 12 as written in figures.
    Month(u32),
    /// A calendar quarter.
    Quarter(u32),
    /// A school quarter.
    SchoolQuarter(u32),
    /// Half of the plan's year.
    HalfYear(u32),
    /// A season.
    Season(Season),
    /// An adjective of season, whose noun may yet be «каникулы».
    Seasonal(Season),
    /// School holidays, of a season or all.
    Holidays(Option<Season>),
    /// A calendar year, or the plan's where none is written.
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

/// The preposition before a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    From,
    Until,
    Toward,
    Through,
    After,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    point: Point,
    role: Option<Role>,
    joint: Joint,
    during: bool,
    each: bool,
    bracket: bool,
    newline: bool,
    dropped: bool,
}

/// Reads a phrase's syntax.
pub fn parse(text: &str) -> Phrase {
    let lexed = tokens(text);
    let mut parser = Parser {
        tokens: &lexed.tokens,
        at: 0,
        pieces: Vec::with_capacity(4),
        phrase: Phrase { look_alikes: lexed.look_alikes, ..Phrase::default() },
        role: None,
        joint: Joint::Space,
        newline: false,
        depth: 0,
        during: false,
        course: false,
        each: None,
        all: false,
        school: false,
        new: false,
        period: false,
        swallow: false,
        after_time: false,
        event_like: false,
        through: false,
        last_weekday: None,
        count: None,
        unit_before: None,
        quotes: false,
        words: false,
    };
    while parser.at < parser.tokens.len() {
        parser.step();
    }
    parser.finish()
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    pieces: Vec<Piece>,
    phrase: Phrase,
    role: Option<Role>,
    joint: Joint,
    newline: bool,
    depth: u32,
    /// «в течение» waits for what it spans.
    during: bool,
    /// «в ходе» waits for what it spans.
    course: bool,
    /// «каждый» waits for its noun; with «каждые 2» the number.
    each: Option<u32>,
    all: bool,
    school: bool,
    new: bool,
    period: bool,
    /// After «по итогам» and the like: what follows belongs to the event.
    swallow: bool,
    /// The last thing read was an hour.
    after_time: bool,
    /// «до начала семинара»: a preposition of time before words that are not ours.
    event_like: bool,
    /// «по» stood before a weekday.
    through: bool,
    last_weekday: Option<u8>,
    /// «2 раза» whose unit has not come.
    count: Option<u32>,
    /// «в месяц» whose «2 раза» has not come.
    unit_before: Option<Noun>,
    /// Nothing but quotation marks and dashes: as the row above.
    quotes: bool,
    words: bool,
}

impl Parser<'_> {
    fn peek(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn word(&self, ahead: usize) -> Option<Meaning> {
        match self.peek(ahead)?.what {
            What::Word(meaning) => Some(meaning),
            _ => None,
        }
    }

    fn numeral(&self, ahead: usize) -> Option<Numeral> {
        match self.peek(ahead)?.what {
            What::Number(numeral) => Some(numeral),
            _ => None,
        }
    }

    /// Digits, not a Roman numeral or an ordinal.
    fn digits(&self, ahead: usize) -> Option<Numeral> {
        self.numeral(ahead).filter(|numeral| numeral.digits > 0 && !numeral.ordinal)
    }

    fn sign(&self, ahead: usize) -> Option<Sign> {
        match self.peek(ahead)?.what {
            What::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn step(&mut self) {
        let token = self.tokens[self.at];
        if token.newline {
            self.newline = true;
            if self.joint == Joint::Space {
                self.joint = Joint::Newline;
            }
        }
        match token.what {
            What::Sign(sign) => self.read_sign(sign),
            What::Number(numeral) => {
                self.words = true;
                self.read_number(numeral);
            }
            What::Unknown => {
                self.words = true;
                self.read_unknown();
            }
            What::Word(meaning) => {
                self.words = true;
                self.read_word(meaning);
            }
        }
    }

    fn read_sign(&mut self, sign: Sign) {
        self.at += 1;
        match sign {
            Sign::Dot => {
                // «15..20 мая»
                if self.sign(0) == Some(Sign::Dot) && self.numeral(1).is_some() && !self.pieces.is_empty() {
                    self.at += 1;
                    self.joint = Joint::Dash;
                }
            }
            Sign::Dash => {
                self.joint = Joint::Dash;
                self.swallow = false;
            }
            Sign::Comma | Sign::Semicolon | Sign::Slash => {
                if sign != Sign::Comma {
                    self.role = None;
                    self.during = false;
                }
                self.quotes |= sign == Sign::Slash;
                self.swallow = false;
                if self.joint != Joint::Dash {
                    self.joint = Joint::List;
                }
            }
            Sign::Open => {
                self.depth += 1;
                self.swallow = false;
                if self.joint != Joint::Dash {
                    self.joint = Joint::Bracket;
                }
            }
            Sign::Close => {
                self.depth = self.depth.saturating_sub(1);
                self.swallow = false;
                self.role = None;
                self.joint = Joint::Bracket;
            }
            Sign::Colon => {
                self.swallow = false;
                self.joint = Joint::List;
            }
            Sign::Numero => {
                if self.numeral(0).is_some() {
                    self.at += 1;
                    self.joint = Joint::Words;
                }
            }
            Sign::Quote => self.quotes = true,
            Sign::Other => {
                if self.joint == Joint::Space {
                    self.joint = Joint::List;
                }
            }
        }
    }

    /// A word that is not ours: what waited for a date waits no more.
    fn read_unknown(&mut self) {
        self.at += 1;
        match self.role.take() {
            Some(Role::Until | Role::Toward | Role::After) => {
                self.event_like = true;
                self.swallow = true;
            }
            Some(Role::From | Role::Through) | None => {}
        }
        if self.during || self.course {
            self.event_like = true;
            self.during = false;
            self.course = false;
        }
        if self.joint == Joint::Space {
            self.drop_numbers();
            if let Some(last) = self.pieces.last_mut()
                && matches!(last.point.base, Base::Seasonal(_))
            {
                last.dropped = true;
            }
        }
        self.each = None;
        self.all = false;
        self.after_time = false;
        if matches!(self.joint, Joint::Space | Joint::Dash | Joint::Newline) {
            self.joint = Joint::Words;
        }
    }

    /// The numbers just read were of something else: «9 класс».
    fn drop_numbers(&mut self) {
        while self.pieces.pop_if(|piece| matches!(piece.point.base, Base::Number(..))).is_some() {}
    }

    fn push(&mut self, part: Part, base: Base, year: Year) {
        if self.swallow {
            self.joint = Joint::Words;
            return;
        }
        let newline = std::mem::take(&mut self.newline);
        let during = self.during && !matches!(base, Base::Number(..) | Base::Missing);
        if during {
            self.during = false;
        }
        self.pieces.push(Piece {
            point: Point { part, base, year },
            role: self.role.take(),
            joint: std::mem::replace(&mut self.joint, Joint::Space),
            during,
            each: false,
            bracket: self.depth > 0,
            newline,
            dropped: false,
        });
        self.after_time = false;
        self.last_weekday = None;
    }

    /// How many of the last pieces are numbers that wait for the noun just read.
    fn waiting_numbers(&self) -> usize {
        // «12 (вторник) марта»
        let over_weekday = self.last_weekday.is_some() && matches!(self.joint, Joint::Bracket | Joint::Words);
        if !matches!(self.joint, Joint::Space | Joint::Newline | Joint::Dash) && !over_weekday {
            return 0;
        }
        let mut count = 0;
        for piece in self.pieces.iter().rev() {
            if piece.dropped || !matches!(piece.point.base, Base::Number(..)) {
                break;
            }
            count += 1;
            if matches!(piece.joint, Joint::Words | Joint::Bracket) {
                break;
            }
        }
        count
    }

    /// Takes the waiting numbers away and says the first of them: «1-2 раза» is 1.
    fn take_count(&mut self) -> Option<u32> {
        let count = self.waiting_numbers();
        let first = self.pieces.len() - count;
        let value = match self.pieces.get(first)?.point.base {
            Base::Number(value, _) => value,
            _ => return None,
        };
        self.joint = self.pieces[first].joint;
        self.role = self.role.or(self.pieces[first].role);
        self.pieces.truncate(first);
        Some(value)
    }

    /// Gives the waiting numbers their noun. Says how many there were.
    fn settle_numbers(&mut self, settle: impl Fn(u32) -> Option<(Part, Base)>) -> usize {
        let count = self.waiting_numbers();
        let first = self.pieces.len() - count;
        for piece in &mut self.pieces[first..] {
            if let Base::Number(value, _) = piece.point.base {
                match settle(value) {
                    Some((part, base)) => (piece.point.part, piece.point.base) = (part, base),
                    None => piece.dropped = true,
                }
                if let Some(_each) = self.each {
                    piece.each = true;
                }
            }
        }
        if count > 0 {
            self.joint = Joint::Space;
            self.each = None;
        }
        count
    }

    /// Gives the parts that wait («первая неделя», «начало») their base. Says whether there were any.
    fn settle_parts(&mut self, base: Base) -> bool {
        let mut any = false;
        for piece in self.pieces.iter_mut().rev() {
            if piece.dropped || piece.point.base != Base::Missing {
                break;
            }
            piece.point.base = base;
            if self.during {
                piece.during = true;
            }
            any = true;
            if matches!(piece.joint, Joint::Words) {
                break;
            }
        }
        if any {
            self.joint = Joint::Space;
            self.during = false;
        }
        any
    }

    /// A base with the numbers or parts that wait for it, and the year behind it.
    fn base(&mut self, base: Base) {
        if self.swallow {
            let _ = self.year_behind();
            return;
        }
        if !self.settle_parts(base) {
            self.push(Part::Whole, base, Year::Unwritten);
        }
        self.give_year();
    }

    /// Reads the year behind the last point, if there is one.
    fn give_year(&mut self) {
        if let Some(year) = self.year_behind()
            && let Some(last) = self.pieces.last_mut()
        {
            last.point.year = year;
        }
    }

    fn year_behind(&mut self) -> Option<Year> {
        // «октябрь, 2023», «октябрь (2023 г.)», «окт. 2023»
        let mut ahead = 0;
        let mut bracket = false;
        while ahead < 3 {
            match self.sign(ahead) {
                Some(Sign::Comma | Sign::Dot | Sign::Quote) => ahead += 1,
                Some(Sign::Open) if !bracket => {
                    bracket = true;
                    ahead += 1;
                }
                _ => break,
            }
        }
        // «май 24 г.», «сент. 23 – май 24»
        let short = self.digits(ahead).is_some_and(|numeral| {
            let named = matches!(self.word(ahead + 1), Some(Meaning::Noun(Noun::Year)));
            let dashed = self.sign(ahead + 1) == Some(Sign::Dash) && self.numeral(ahead + 2).is_none();
            let ends =
                matches!(self.sign(ahead + 1), Some(Sign::Close | Sign::Semicolon)) || self.peek(ahead + 1).is_none();
            let dotted_end = self.sign(ahead + 1) == Some(Sign::Dot) && self.peek(ahead + 2).is_none();
            let bare = (20..40).contains(&numeral.value) && (dashed || ends || dotted_end);
            numeral.digits == 2 && numeral.value >= 10 && (named || bare)
        });
        if short && ahead <= 1 {
            let year = 2000 + self.digits(ahead)?.value as i32;
            self.at += ahead + 1;
            self.year_words();
            return Some(Year::Calendar(year));
        }
        let (year, length) = self.written_year(ahead)?;
        if bracket && self.sign(ahead + length) != Some(Sign::Close) {
            let after = self.word(ahead + length);
            if !matches!(after, Some(Meaning::Noun(Noun::Year) | Meaning::School)) {
                return None;
            }
        }
        self.at += ahead + length;
        self.year_words();
        if bracket && self.sign(0) == Some(Sign::Close) {
            self.at += 1;
        } else if bracket {
            self.depth += 1;
        }
        Some(year)
    }

    /// A year, or a pair of them, at so many tokens ahead: the year and how many tokens it takes.
    fn written_year(&self, ahead: usize) -> Option<(Year, usize)> {
        let (first, mut length) = self.four_digits(ahead)?;
        // Not the head of «2023-10-05» or of «2023.10.05».
        if matches!(self.sign(ahead + length), Some(Sign::Dash | Sign::Dot))
            && self.digits(ahead + length + 1).is_some_and(|numeral| numeral.digits <= 2)
            && matches!(self.sign(ahead + length + 2), Some(Sign::Dash | Sign::Dot))
            && self.digits(ahead + length + 3).is_some_and(|numeral| numeral.digits <= 2)
            && !self.peek(ahead + length + 3).is_some_and(|token| token.spaced)
        {
            return None;
        }
        let mut mark = ahead + length;
        // «2023 г. – 2024 г.» is two years; «2023 – 2024 уч. г.» a pair.
        if matches!(self.sign(mark), Some(Sign::Dash | Sign::Slash)) {
            mark += 1;
            if self.sign(mark) == Some(Sign::Dash) {
                mark += 1;
            }
            if let Some((second, second_length)) = self.four_digits(mark) {
                let followed = self.sign(mark + second_length) == Some(Sign::Dot)
                    && self.digits(mark + second_length + 1).is_some()
                    && !self.peek(mark + second_length + 1).is_some_and(|token| token.spaced);
                if second > first && second - first <= 30 && !followed {
                    length = mark + second_length - ahead;
                    return Some((pair(first, second), length));
                }
            } else if let Some(second) = self.digits(mark).filter(|numeral| numeral.digits == 2)
                && second.value as i32 == (first + 1) % 100
                && !matches!(self.word(mark + 1), Some(Meaning::Month(_)))
                && !self.is_glued_figure(mark + 1)
            {
                return Some((Year::School(first), mark + 1 - ahead));
            }
        }
        Some((Year::Calendar(first), length))
    }

    /// «.05» glued to what comes before.
    fn is_glued_figure(&self, ahead: usize) -> bool {
        matches!(self.sign(ahead), Some(Sign::Dot | Sign::Slash)) && self.digits(ahead + 1).is_some()
    }

    /// A four-digit year, be it broken: «20 22», «202⏎3». Its value and how many tokens it takes.
    fn four_digits(&self, ahead: usize) -> Option<(i32, usize)> {
        let head = self.digits(ahead)?;
        let plausible = |value: u32| (1900..2100).contains(&value);
        if head.digits == 4 {
            return plausible(head.value).then_some((head.value as i32, 1));
        }
        let tail = self.digits(ahead + 1)?;
        let value = head.value.checked_mul(10u32.checked_pow(u32::from(tail.digits))?)?.checked_add(tail.value)?;
        let whole = head.digits.checked_add(tail.digits)? == 4 && matches!(head.value, 20 | 2 | 200..=209);
        (whole
            && plausible(value)
            && !self.is_glued_figure(ahead + 2)
            && !matches!(self.word(ahead + 2), Some(Meaning::Month(_))))
        .then_some((value as i32, 2))
    }

    /// «г.», «года», «уч. г.», «гг.» behind a year.
    fn year_words(&mut self) {
        let mut ahead = 0;
        let mut taken = 0;
        let mut years = 0;
        while ahead < 8 {
            match self.peek(ahead).map(|token| token.what) {
                Some(What::Word(Meaning::Noun(Noun::Year))) => {
                    years += 1;
                    if years > 2 {
                        break;
                    }
                    ahead += 1;
                    taken = ahead;
                }
                Some(What::Word(Meaning::School)) => ahead += 1,
                Some(What::Sign(Sign::Dot | Sign::Slash)) => ahead += 1,
                Some(What::Sign(Sign::Dash)) if years == 0 && ahead > 0 => ahead += 1,
                _ => break,
            }
        }
        self.at += taken;
    }

    fn read_number(&mut self, numeral: Numeral) {
        if self.short_months() || self.time() || self.iso_date() || self.date() || self.month_and_year() || self.years()
        {
            return;
        }
        self.at += 1;
        // «2024-09..2024-10» and numbers too long for a day wait for nothing.
        if numeral.digits > 3 || numeral.value > 366 {
            self.joint = Joint::Words;
            return;
        }
        let compound = match self.pieces.last() {
            // «двадцать пятое»
            Some(piece) if self.joint == Joint::Space && numeral.digits == 0 => {
                matches!(piece.point.base, Base::Number(20 | 30, false)) && numeral.value < 10
            }
            _ => false,
        };
        if compound
            && let Some(piece) = self.pieces.last_mut()
            && let Base::Number(tens, _) = piece.point.base
        {
            piece.point.base = Base::Number(tens + numeral.value, numeral.ordinal);
            return;
        }
        if self.swallow {
            return;
        }
        self.push(Part::Whole, Base::Number(numeral.value, numeral.ordinal), Year::Unwritten);
        if let Some(Token { what: What::Sign(Sign::Dot), .. }) = self.peek(0)
            && !(self.sign(1) == Some(Sign::Dot))
        {
            // «1. 5. 10 октября»: a dot after a number parts nothing.
            self.at += 1;
        }
    }

    /// `09.23-05.24`: two months with their years.
    fn short_months(&mut self) -> bool {
        let month_and_year = |ahead: usize| {
            let month = self.digits(ahead).filter(|month| (1..=12).contains(&month.value) && month.digits <= 2)?;
            let year = self.digits(ahead + 2).filter(|year| (20..40).contains(&year.value) && year.digits == 2)?;
            (self.sign(ahead + 1) == Some(Sign::Dot)).then_some((month.value, 2000 + year.value as i32))
        };
        let (Some((first, from)), Some(Sign::Dash), Some((last, to))) =
            (month_and_year(0), self.sign(3), month_and_year(4))
        else {
            return false;
        };
        if self.is_glued_figure(7) || !(from..=from + 1).contains(&to) || self.after_time {
            return false;
        }
        self.at += 7;
        self.push(Part::Whole, Base::Month(first), Year::Calendar(from));
        self.joint = Joint::Dash;
        self.push(Part::Whole, Base::Month(last), Year::Calendar(to));
        self.year_words();
        true
    }

    /// An hour: «14.00», «10:30», «14-00», «в 15.10», «14 часов».
    fn time(&mut self) -> bool {
        let Some(hour) = self.digits(0).filter(|hour| hour.digits <= 2 && hour.value <= 24) else { return false };
        if matches!(self.word(1), Some(Meaning::Hour)) {
            // «в течение 24 часов»
            self.phrase.cues.relative |= self.during;
            self.took_time(2);
            return true;
        }
        let mut mark = 1;
        if self.sign(1) == Some(Sign::Dot) && self.sign(2) == Some(Sign::Dot) {
            return false;
        }
        let sign = self.sign(mark);
        mark += 1;
        let Some(minutes) = self.digits(mark).filter(|minutes| minutes.digits == 2 && minutes.value < 60) else {
            return false;
        };
        let glued =
            !self.peek(mark).is_some_and(|token| token.spaced) && !self.peek(1).is_some_and(|token| token.spaced);
        // Another figure behind it: a date.
        let followed = matches!(self.sign(mark + 1), Some(Sign::Dot | Sign::Dash | Sign::Slash))
            && !self.peek(mark + 1).is_some_and(|token| token.spaced)
            && self.digits(mark + 2).is_some()
            && !self.peek(mark + 2).is_some_and(|token| token.spaced);
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|token| token.what);
        let after_in = before == Some(What::Word(Meaning::In));
        let hour_word = matches!(self.word(mark + 1), Some(Meaning::Hour));
        let dated =
            self.pieces.iter().rev().take(4).any(|piece| !matches!(piece.point.base, Base::Number(..) | Base::Missing));
        let range_of_hours = self.after_time && matches!(self.joint, Joint::Dash | Joint::Space);
        let is_time = match sign {
            Some(Sign::Colon) => true,
            Some(Sign::Dot) => {
                let no_month = minutes.value == 0 || minutes.value > 12;
                let year_like =
                    followed && self.digits(mark + 2).is_some_and(|numeral| numeral.digits == 4 || numeral.digits == 2);
                let full_date = year_like && self.sign(mark + 1) == Some(Sign::Dot);
                !full_date && glued && (no_month && hour.value < 24 || hour_word || range_of_hours || after_in && dated)
            }
            Some(Sign::Dash) => {
                let month_next = matches!(
                    self.word(mark + 1),
                    Some(Meaning::Month(_) | Meaning::DayMark | Meaning::Plural(_) | Meaning::Times | Meaning::Noun(_))
                );
                glued
                    && !followed
                    && !month_next
                    && (minutes.value == 0 || hour_word || (after_in || range_of_hours) && minutes.value > 12)
            }
            _ => false,
        };
        if is_time {
            self.took_time(mark + 1 + usize::from(hour_word));
        }
        is_time
    }

    fn took_time(&mut self, tokens: usize) {
        self.at += tokens;
        if matches!(self.word(0), Some(Meaning::Hour)) {
            self.at += 1;
        }
        // «с 14.00 до 16.00», «14.00 – 16.00»: the words between belong to the hours.
        if self.joint == Joint::Dash && self.after_time {
            self.joint = Joint::Words;
        }
        if matches!(self.role, Some(Role::From | Role::Through)) || self.after_time {
            self.role = None;
        }
        // «до 12.00 20.05.2024» keeps its «до» for the date; behind a date it has none to keep.
        if !self.pieces.is_empty() {
            self.role = None;
        }
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
        self.after_time = true;
    }

    /// `2023-10-05`, `2023.10.05`, `2024-09`.
    fn iso_date(&mut self) -> bool {
        let Some(year) = self.digits(0).filter(|year| year.digits == 4 && (1900..2100).contains(&year.value)) else {
            return false;
        };
        let Some(mark @ (Sign::Dash | Sign::Dot | Sign::Slash)) = self.sign(1) else { return false };
        let Some(month) = self.digits(2).filter(|month| month.digits == 2 && (1..=12).contains(&month.value)) else {
            return false;
        };
        let tight = |ahead: usize| !self.peek(ahead).is_some_and(|token| token.spaced);
        if !tight(1) || !tight(2) {
            return false;
        }
        let written = Year::Calendar(year.value as i32);
        if self.sign(3) == Some(mark)
            && let Some(day) = self.digits(4).filter(|day| day.digits <= 2)
            && tight(3)
            && tight(4)
        {
            self.at += 5;
            self.push(Part::Day(day.value), Base::Month(month.value), written);
            return true;
        }
        // `2024-09`, which is no pair of years: `2023-24` is.
        let is_pair = month.value == (year.value + 1) % 100;
        if mark != Sign::Dash || is_pair || matches!(self.word(3), Some(Meaning::Month(_))) {
            return false;
        }
        self.at += 3;
        self.push(Part::Whole, Base::Month(month.value), written);
        true
    }

    /// `07.10.2022`, `7.10.22`, `05,10,2023`, `5/10/23`, `15.VI.2023`, `01.09`, however dots and spaces stand.
    fn date(&mut self) -> bool {
        let Some(day) = self.digits(0).filter(|day| day.digits <= 2) else { return false };
        if let (Some(month), Some((year, length))) =
            (self.digits(1).filter(|month| month.digits <= 2), self.four_digits(2))
            && (1..=12).contains(&month.value)
            && (1..=31).contains(&day.value)
            && length == 1
        {
            // «12 10 2023»
            self.at += 3;
            self.dated(day.value, month.value, Year::Calendar(year));
            return true;
        }
        let Some(mark @ (Sign::Dot | Sign::Comma | Sign::Slash | Sign::Dash | Sign::Other)) = self.sign(1) else {
            return false;
        };
        let mut ahead = 2;
        if mark == Sign::Dot && self.sign(2) == Some(Sign::Dot) {
            ahead = 3;
        }
        let doubled = ahead == 3;
        let Some(month) = self.numeral(ahead).filter(|month| month.digits <= 2 && !(month.ordinal && month.digits > 0))
        else {
            return false;
        };
        let roman = month.digits == 0;
        let spaced = |ahead: usize| self.peek(ahead).is_some_and(|token| token.spaced);
        // «12 .10» has its dot with the month.
        let loose = mark == Sign::Dot && month.digits == 2 && !spaced(ahead) && (1..=12).contains(&month.value);
        if spaced(1) && !loose || mark != Sign::Dot && spaced(ahead) {
            return false;
        }
        let month_end = ahead + 1;
        // The mark before the year; with dots it may be doubled, a comma, or lost.
        let mut year_at = month_end;
        match self.sign(year_at) {
            Some(Sign::Dot) if mark == Sign::Dot => {
                year_at += 1;
                if matches!(self.sign(year_at), Some(Sign::Dot | Sign::Comma)) {
                    year_at += 1;
                }
            }
            Some(sign) if sign == mark => year_at += 1,
            Some(Sign::Comma) if mark == Sign::Dot => year_at += 1,
            _ => {}
        }
        let marked = year_at > month_end;
        if let Some((year, length)) = self.four_digits(year_at)
            && (marked || mark == Sign::Dot)
            && (mark != Sign::Dash || marked)
        {
            self.at += year_at + length;
            self.dated(day.value, month.value, Year::Calendar(year));
            return true;
        }
        if marked
            && !doubled
            && self.sign(month_end) == Some(mark)
            && year_at == month_end + 1
            && mark != Sign::Comma
            && let Some(year) = self.digits(year_at).filter(|year| year.digits == 2 && !spaced(year_at))
            && !self.is_glued_figure(year_at + 1)
            && (mark != Sign::Dash || year.value > 12)
        {
            self.at += year_at + 1;
            self.dated(day.value, month.value, Year::Calendar(2000 + year.value as i32));
            return true;
        }
        // Day and month only.
        let plausible = (1..=12).contains(&month.value) && (1..=31).contains(&day.value);
        let no_such = mark == Sign::Dot && month.digits == 2 && day.digits == 2 && month.value <= 12 && day.value > 31;
        let is_pair = mark == Sign::Dot && !doubled && (plausible || no_such) && (!spaced(ahead) || month.digits == 2)
            || mark == Sign::Slash
                && plausible
                && month.digits == 2
                && !matches!(self.word(month_end), Some(Meaning::Times | Meaning::Noun(_)));
        if !is_pair
            || matches!(self.word(month_end), Some(Meaning::Month(_)) if !roman) && month.value <= 31 && spaced(ahead)
        {
            return false;
        }
        // «1.2 декабря»
        if matches!(self.word(month_end), Some(Meaning::Month(_) | Meaning::Noun(_) | Meaning::Half | Meaning::Times))
            && !roman
            && month.digits == 1
        {
            return false;
        }
        self.at += month_end;
        if self.sign(0) == Some(Sign::Dot) && self.sign(1) != Some(Sign::Dot) {
            self.at += 1;
        }
        self.dated(day.value, month.value, Year::Unwritten);
        true
    }

    /// A date in figures; the numbers before it («06-07.09.2024») are days of its month.
    fn dated(&mut self, day: u32, month: u32, year: Year) {
        if self.swallow {
            self.year_words();
            return;
        }
        let before = self.pieces.len();
        self.push(Part::Day(day), Base::Month(month), year);
        let mut joint = self.pieces.get(before).map_or(Joint::Words, |piece| piece.joint);
        for piece in self.pieces[..before].iter_mut().rev() {
            match piece.point.base {
                Base::Number(value, _) if matches!(joint, Joint::Dash | Joint::List) && !piece.dropped => {
                    piece.point = Point { part: Part::Day(value), base: Base::Month(month), year };
                    joint = piece.joint;
                }
                // «с 5 по 10.10.2023»
                Base::Number(value, _) if piece.role == Some(Role::From) && !piece.dropped => {
                    piece.point = Point { part: Part::Day(value), base: Base::Month(month), year };
                    break;
                }
                _ => break,
            }
        }
        if year == Year::Unwritten {
            self.give_year();
        } else {
            self.year_words();
        }
    }

    /// `10.2023`, `09/2023`, and the months before it: `09-10.2023`.
    fn month_and_year(&mut self) -> bool {
        let Some(month) = self.numeral(0).filter(|month| month.digits <= 2 && (1..=12).contains(&month.value)) else {
            return false;
        };
        let Some(Sign::Dot | Sign::Slash | Sign::Comma) = self.sign(1) else { return false };
        if month.digits == 0 && self.sign(1) != Some(Sign::Dot) {
            return false;
        }
        let Some((year, length)) =
            self.four_digits(2).filter(|_| self.digits(2).is_some_and(|numeral| numeral.digits == 4))
        else {
            return false;
        };
        if self.sign(1) == Some(Sign::Comma) && self.peek(2).is_some_and(|token| token.spaced) {
            return false;
        }
        self.at += 2 + length;
        self.year_words();
        if self.swallow {
            return true;
        }
        let before = self.pieces.len();
        self.push(Part::Whole, Base::Month(month.value), Year::Calendar(year));
        let mut joint = self.pieces.get(before).map_or(Joint::Words, |piece| piece.joint);
        for piece in self.pieces[..before].iter_mut().rev() {
            match piece.point.base {
                Base::Number(value @ 1..=12, _) if matches!(joint, Joint::Dash | Joint::List) && !piece.dropped => {
                    piece.point.base = Base::Month(value);
                    joint = piece.joint;
                }
                _ => break,
            }
        }
        true
    }

    /// `2023`, `2023/2024 уч. г.`, `2022-2025 гг.`
    fn years(&mut self) -> bool {
        let Some((year, length)) = self.written_year(0) else { return false };
        let plain = matches!(year, Year::Calendar(_));
        self.at += length;
        let from = self.at;
        self.year_words();
        let school =
            self.tokens[from..self.at].iter().any(|token| token.what == What::Word(Meaning::School)) || self.school;
        let named = self.at > from;
        self.school = false;
        let base = match year {
            Year::Calendar(_) if school => Base::SchoolYear,
            Year::Calendar(_) => Base::Year,
            _ => Base::SchoolYear,
        };
        // «половина 2023 года», «начало 2023/2024 уч. г.»; a year right behind a point is the point's.
        let half = self
            .pieces
            .last()
            .is_some_and(|piece| piece.point.base == Base::Missing && matches!(piece.point.part, Part::Half(_)));
        if half
            && let Some(piece) = self.pieces.last_mut()
            && let Part::Half(half) = piece.point.part
        {
            (piece.point.part, piece.point.base, piece.point.year) = (Part::Whole, Base::HalfYear(half), year);
            self.joint = Joint::Space;
            return true;
        }
        // «IX 2023», «IX–X 2023»
        let months = self.waiting_numbers();
        let first_month = self.pieces.len() - months;
        let all_months =
            self.pieces[first_month..].iter().all(|piece| matches!(piece.point.base, Base::Number(1..=12, true)));
        if plain && months > 0 && all_months {
            for piece in &mut self.pieces[first_month..] {
                if let Base::Number(month, _) = piece.point.base {
                    (piece.point.base, piece.point.year) = (Base::Month(month), year);
                }
            }
            self.joint = Joint::Space;
            return true;
        }
        if self.settle_parts(base) {
            if let Some(last) = self.pieces.last_mut() {
                last.point.year = year;
            }
            return true;
        }
        // Digits that are no year by any sign: «каб. 2012».
        if plain && !named && self.joint == Joint::Words && !self.pieces.is_empty() {
            return true;
        }
        if self.each.take().is_some() {
            return true;
        }
        self.all = false;
        self.push(Part::Whole, base, year);
        true
    }

    fn read_word(&mut self, meaning: Meaning) {
        let at = self.at;
        self.at += 1;
        match meaning {
            Meaning::Month(month) => self.month(u32::from(month)),
            Meaning::Weekdays(bits) => self.weekdays(bits),
            Meaning::Noun(noun) => self.noun(noun, false),
            Meaning::Plural(noun) => self.noun(noun, true),
            Meaning::Season(season) => {
                self.base(Base::Season(season));
            }
            Meaning::Seasonal(season) => {
                self.push(Part::Whole, Base::Seasonal(season), Year::Unwritten);
            }
            Meaning::Holidays => self.holidays(),
            Meaning::Number(value) => {
                self.at = at;
                self.spelled_number(u32::from(value), false);
            }
            Meaning::Ordinal(value) => {
                self.at = at;
                self.spelled_number(u32::from(value), true);
            }
            Meaning::Last => {
                if !self.swallow {
                    self.push(Part::Whole, Base::Number(LAST, true), Year::Unwritten);
                }
            }
            Meaning::Times => {
                let times = self.take_count().unwrap_or(1);
                self.times(times);
            }
            Meaning::TimesOver(times) => self.times(u32::from(times)),
            Meaning::Adverb(unit) => {
                if !self.swallow {
                    let times = self.count.take();
                    self.set_rhythm(Rhythm { times: times.unwrap_or(1), interval: 1, unit, counted: times.is_some() });
                }
            }
            Meaning::Each => {
                if !self.swallow {
                    self.each = Some(1);
                }
            }
            Meaning::All => self.all = true,
            Meaning::School => self.school = true,
            Meaning::New => self.new = true,
            Meaning::DayMark => {
                self.settle_numbers(|value| Some((Part::Day(value), Base::Missing)));
                self.each = None;
            }
            Meaning::Hour => {}
            Meaning::Half => {
                self.settle_numbers(|value| Some((Part::Half(value), Base::Missing)));
            }
            Meaning::Begin => self.part(Part::Begin),
            Meaning::Middle => self.part(Part::Middle),
            Meaning::End => self.part(Part::End),
            Meaning::Finish => {
                if matches!(self.role, Some(Role::Until | Role::Toward)) {
                    self.part(Part::End);
                } else {
                    self.event();
                }
            }
            Meaning::Period => {
                self.period = true;
                let before = at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|token| token.what);
                if before == Some(What::Word(Meaning::In)) && self.is_unknown(0) {
                    // «во время занятий»
                    self.event_like = true;
                }
                if let Some(last) = self.pieces.last_mut()
                    && let Base::Seasonal(season) = last.point.base
                    && self.joint == Joint::Space
                {
                    last.point.base = Base::Season(season);
                    self.give_year();
                }
                if self.all {
                    self.phrase.cues.whole_plan = true;
                }
            }
            Meaning::Plan => self.plan(),
            Meaning::From => self.set_role(Role::From),
            Meaning::Until => {
                // «за 10 дней до …» is said of an event.
                if !self.swallow {
                    self.set_role(Role::Until);
                }
            }
            Meaning::Toward => self.set_role(Role::Toward),
            Meaning::Through => {
                self.through = true;
                if !self.swallow {
                    self.set_role(Role::Through);
                }
            }
            Meaning::In => {}
            Meaning::For => self.for_word(),
            Meaning::And => {
                if self.joint != Joint::Dash {
                    self.joint = Joint::List;
                }
            }
            Meaning::During => {
                self.during = true;
            }
            Meaning::Course => {
                self.course = true;
            }
            Meaning::After => self.set_role(Role::After),
            Meaning::Event => self.event(),
            Meaning::Soon => {
                self.take_count();
                self.phrase.cues.relative = true;
            }
            Meaning::Except => {
                self.swallow = true;
                self.role = None;
            }
            Meaning::Ditto => self.phrase.cues.relative = true,
            Meaning::ByPlan => {
                self.phrase.cues.by_plan = true;
                self.role = None;
                self.during = false;
            }
            Meaning::AsNeeded => {
                self.phrase.cues.as_needed = true;
                self.role = None;
                self.during = false;
            }
            Meaning::Always => self.phrase.cues.always = true,
            Meaning::Roughly => self.phrase.cues.roughly = true,
            Meaning::Filler | Meaning::Working => {}
            Meaning::Other => {
                self.at = at;
                self.read_unknown();
            }
        }
        if !matches!(meaning, Meaning::Through | Meaning::Weekdays(_) | Meaning::And | Meaning::Each) {
            self.through = false;
        }
    }

    fn spelled_number(&mut self, value: u32, ordinal: bool) {
        self.at += 1;
        if self.swallow {
            return;
        }
        if self.joint == Joint::Space
            && value < 10
            && let Some(piece) = self.pieces.last_mut()
            && let Base::Number(tens @ (20 | 30), false) = piece.point.base
        {
            piece.point.base = Base::Number(tens + value, ordinal);
            return;
        }
        self.push(Part::Whole, Base::Number(value, ordinal), Year::Unwritten);
    }

    fn set_role(&mut self, role: Role) {
        if self.swallow && matches!(role, Role::From | Role::Through) {
            return;
        }
        // «не позднее чем до», «по согласованию с»: the latest word rules.
        self.role = Some(role);
    }

    fn part(&mut self, part: Part) {
        if self.swallow {
            return;
        }
        self.push(part, Base::Missing, Year::Unwritten);
        if self.each.take().is_some()
            && let Some(last) = self.pieces.last_mut()
        {
            last.each = true;
        }
    }

    /// «по итогам», «со дня»: what follows names an event, up to the next comma or bracket.
    fn event(&mut self) {
        self.phrase.cues.relative = true;
        self.swallow = true;
        self.role = None;
        self.during = false;
    }

    /// «за»: «за 10 дней до», «за неделю до»; elsewhere as «в».
    fn for_word(&mut self) {
        let mut ahead = 0;
        while ahead < 3
            && (self.numeral(ahead).is_some() || matches!(self.word(ahead), Some(Meaning::Number(_) | Meaning::Filler)))
        {
            ahead += 1;
        }
        let duration = matches!(self.word(ahead), Some(Meaning::Noun(_) | Meaning::Plural(_)));
        let mut rest = ahead + 1;
        while rest < ahead + 3 && matches!(self.word(rest), Some(Meaning::Filler)) {
            rest += 1;
        }
        if duration && matches!(self.word(rest), Some(Meaning::Until)) {
            self.event();
        }
    }

    fn month(&mut self, month: u32) {
        let base = Base::Month(month);
        if self.swallow {
            self.year_behind();
            return;
        }
        if self.each.is_some() && self.waiting_numbers() == 0 {
            self.each = None;
            self.set_rhythm(Rhythm { times: 1, interval: 1, unit: Noun::Year, counted: false });
        }
        let settled = self.settle_numbers(|value| match value {
            LAST => Some((Part::Day(LAST), base)),
            0..=99 => Some((Part::Day(value), base)),
            _ => None,
        });
        if settled > 0 {
            // A day waits no more for a year: the month's is its own.
            let each = self.pieces.last().is_some_and(|piece| piece.each);
            if each {
                self.set_rhythm(Rhythm { times: 1, interval: 1, unit: Noun::Year, counted: false });
            }
            let first = self.pieces.len() - settled;
            if let Some(year) = self.year_behind() {
                for piece in &mut self.pieces[first..] {
                    if piece.point.year == Year::Unwritten {
                        piece.point.year = year;
                    }
                }
            }
            return;
        }
        let parts =
            self.pieces.iter().rev().take_while(|piece| piece.point.base == Base::Missing && !piece.dropped).count();
        self.base(base);
        let year = self.pieces.last().map_or(Year::Unwritten, |piece| piece.point.year);
        let first = self.pieces.len() - parts.min(self.pieces.len());
        for piece in &mut self.pieces[first..] {
            piece.point.year = year;
        }
    }

    fn holidays(&mut self) {
        if self.swallow {
            self.year_behind();
            return;
        }
        self.each = None;
        let mut any = false;
        if matches!(self.joint, Joint::Space | Joint::Newline) {
            for piece in self.pieces.iter_mut().rev() {
                let Base::Seasonal(season) = piece.point.base else { break };
                if piece.dropped {
                    break;
                }
                piece.point.base = Base::Holidays(Some(season));
                any = true;
            }
        }
        let waiting = self.pieces.last().is_some_and(|piece| piece.point.base == Base::Missing);
        if any {
            let holidays = self.pieces.last().map(|piece| piece.point.base);
            // «первая неделя зимних каникул»
            if let (Some(base), [.., part, season]) = (holidays, self.pieces.as_mut_slice())
                && part.point.base == Base::Missing
                && season.joint == Joint::Space
            {
                part.point.base = base;
                self.pieces.pop();
            }
            self.joint = Joint::Space;
            self.give_year();
        } else if waiting
            || !matches!(
                self.tokens.get(self.at.wrapping_sub(2)).map(|token| token.what),
                Some(What::Word(Meaning::Holidays))
            )
        {
            self.base(Base::Holidays(None));
        }
    }

    fn weekdays(&mut self, bits: u8) {
        if self.swallow {
            return;
        }
        self.phrase.cues.each_weekday |= self.each.is_some() || self.through;
        let single = bits.count_ones() == 1;
        let day = bits.trailing_zeros() as u8;
        if single && self.waiting_numbers() > 0 && self.joint == Joint::Space {
            // «с 1 по 5 (вторник)» is no ordinal; «2-й вторник» is.
            let each = self.each.is_some();
            let ordinal = self.pieces.last().is_some_and(|piece| {
                matches!(piece.point.base, Base::Number(LAST | 1..=5, true) | Base::Number(1..=4, false))
            });
            if ordinal {
                self.settle_numbers(|value| Some((Part::Weekday(value, day), Base::Missing)));
                if each && let Some(last) = self.pieces.last_mut() {
                    last.each = true;
                }
                return;
            }
        }
        // «первая и третья среда и пятница» is beyond us: the weekday waits with its ordinals.
        let tied = self.joint == Joint::Dash
            || self.role == Some(Role::Through)
                && self.pieces.last().is_none_or(|piece| piece.role != Some(Role::From));
        match self.last_weekday {
            Some(first) if single && tied && first < day => {
                for between in first..=day {
                    self.phrase.weekdays |= 1 << between;
                }
                self.joint = Joint::Words;
            }
            _ => self.phrase.weekdays |= bits,
        }
        self.last_weekday = single.then_some(day);
        self.each = None;
        if matches!(self.role, Some(Role::Through | Role::From)) {
            self.role = None;
        }
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }

    /// «2 раза» and what it is in: «в месяц», «за четверть», «в 2 недели».
    fn times(&mut self, times: u32) {
        if self.swallow {
            return;
        }
        let mut ahead = 0;
        let mut interval = 1;
        while ahead < 7 {
            match self.peek(ahead).map(|token| token.what) {
                Some(What::Word(
                    Meaning::In
                    | Meaning::For
                    | Meaning::Through
                    | Meaning::School
                    | Meaning::Each
                    | Meaning::Filler
                    | Meaning::All
                    | Meaning::During,
                )) => ahead += 1,
                Some(What::Sign(Sign::Dot | Sign::Slash | Sign::Dash | Sign::Quote)) => ahead += 1,
                Some(What::Number(numeral)) if numeral.value > 0 && numeral.value < 100 => {
                    interval = numeral.value;
                    ahead += 1;
                    // «1 раз в 2-3 месяца» counts the first.
                    if self.sign(ahead) == Some(Sign::Dash) && self.numeral(ahead + 1).is_some() {
                        ahead += 2;
                    }
                }
                Some(What::Word(Meaning::Number(value) | Meaning::Ordinal(value))) => {
                    interval = u32::from(value);
                    ahead += 1;
                }
                Some(What::Word(Meaning::Noun(unit) | Meaning::Plural(unit))) => {
                    self.at += ahead + 1;
                    // «в год» may say which: «в 2023/2024 учебный год».
                    self.set_rhythm(Rhythm { times, interval: interval.min(99), unit, counted: true });
                    return;
                }
                Some(What::Word(Meaning::Adverb(unit))) => {
                    self.at += ahead + 1;
                    self.set_rhythm(Rhythm { times, interval: 1, unit, counted: true });
                    return;
                }
                _ => break,
            }
        }
        match (self.unit_before.take(), &mut self.phrase.rhythm) {
            (Some(unit), _) => self.set_rhythm(Rhythm { times, interval: 1, unit, counted: true }),
            (None, Some(rhythm)) if !rhythm.counted => rhythm.times = times,
            _ => self.count = Some(times),
        }
    }

    fn set_rhythm(&mut self, rhythm: Rhythm) {
        self.role = None;
        if self.swallow {
            return;
        }
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
        self.during = false;
        self.school = false;
        self.phrase.rhythm.get_or_insert(rhythm);
    }

    fn plan(&mut self) {
        if self.swallow {
            return;
        }
        let waiting = self.pieces.last().is_some_and(|piece| piece.point.base == Base::Missing && !piece.dropped);
        let again =
            self.pieces.last().is_some_and(|piece| piece.point.base == Base::Plan) && self.joint == Joint::Space;
        if again {
            return;
        }
        if waiting {
            self.settle_parts(Base::Plan);
        } else if self.during || self.course || self.all || self.period {
            self.role = None;
            self.during = true;
            self.push(Part::Whole, Base::Plan, Year::Unwritten);
            self.course = false;
            self.all = false;
            self.phrase.cues.whole_plan = true;
        } else if let Some(Role::Until | Role::Toward | Role::After) = self.role {
            self.role = None;
            self.event_like = true;
            self.swallow = true;
        } else if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }

    fn noun(&mut self, noun: Noun, plural: bool) {
        if self.swallow {
            self.school = false;
            return;
        }
        let school = std::mem::take(&mut self.school);
        match noun {
            Noun::Quarter | Noun::SchoolQuarter | Noun::HalfYear => self.ordinal_noun(noun),
            Noun::Week | Noun::Decade => self.week(noun, plural),
            Noun::Day => self.day(plural),
            Noun::Month => self.generic_month(plural),
            Noun::Year => self.year(school),
        }
    }

    fn every(&mut self, interval: u32, unit: Noun) {
        self.each = None;
        self.set_rhythm(Rhythm { times: 1, interval, unit, counted: false });
    }

    /// «каждые 2 недели»: the number between «каждый» and its noun.
    fn each_interval(&mut self) -> u32 {
        if self.waiting_numbers() > 0 {
            self.take_count().filter(|&count| count > 0 && count < 100).unwrap_or(1)
        } else {
            1
        }
    }

    fn ordinal_noun(&mut self, noun: Noun) {
        let most = if noun == Noun::HalfYear { 2 } else { 4 };
        let base = move |value: u32| {
            let value = match value {
                LAST => most,
                // Digits for Roman figures: «11 четверть», «111 квартал».
                11 => 2,
                111 => 3,
                value => value,
            };
            (1..=most).contains(&value).then_some(match noun {
                Noun::Quarter => Base::Quarter(value),
                Noun::SchoolQuarter => Base::SchoolQuarter(value),
                _ => Base::HalfYear(value),
            })
        };
        if self.each.is_some() {
            let parts = self.pieces.last().is_some_and(|piece| piece.point.base == Base::Missing);
            if parts {
                self.each = None;
                self.settle_parts(Base::Every(noun));
            } else {
                let interval = self.each_interval();
                self.every(interval, noun);
            }
            return;
        }
        if self.waiting_numbers() > 0 {
            let during = std::mem::take(&mut self.during);
            let mut count = self.settle_numbers(|value| base(value).map(|base| (Part::Whole, base)));
            // «начало II четверти»: the part before the number takes the quarter as its base.
            if let [.., part, number] = self.pieces.as_mut_slice()
                && part.point.base == Base::Missing
                && number.joint == Joint::Space
                && !part.dropped
            {
                part.point.base = number.point.base;
                self.pieces.pop();
                count = 1;
            }
            let first = self.pieces.len() - count;
            if during {
                self.pieces[first..].iter_mut().for_each(|piece| piece.during = true);
            }
            if let Some(year) = self.year_behind() {
                for piece in &mut self.pieces[first..] {
                    if piece.point.year == Year::Unwritten {
                        piece.point.year = year;
                    }
                }
            } else {
                self.skip_year_word();
            }
            return;
        }
        // «полугодие I», «четверть 3»
        if let Some(numeral) = self.numeral(0).filter(|numeral| numeral.value <= most && numeral.value > 0)
            && !matches!(self.word(1), Some(Meaning::Month(_) | Meaning::Times))
            && self.sign(1) != Some(Sign::Dash)
            && !self.is_glued_figure(1)
            && let Some(base) = base(numeral.value)
        {
            self.at += 1;
            self.base(base);
            return;
        }
        if self.settle_parts(Base::Every(noun)) {
            return;
        }
        if self.during {
            self.during = false;
            self.event_like = false;
            return;
        }
        self.unit_here(noun);
    }

    /// «в месяц 2 раза»: the unit came before the count.
    fn unit_here(&mut self, noun: Noun) {
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).map(|token| token.what);
        match self.count.take() {
            Some(times) if matches!(before, Some(What::Word(Meaning::In | Meaning::For | Meaning::School))) => {
                self.set_rhythm(Rhythm { times, interval: 1, unit: noun, counted: true });
            }
            count => {
                self.count = count;
                if matches!(before, Some(What::Word(Meaning::In | Meaning::For))) {
                    self.unit_before = Some(noun);
                }
            }
        }
        self.role = None;
    }

    /// «учебного года» right behind «I полугодие».
    fn skip_year_word(&mut self) {
        let ahead = usize::from(self.word(0) == Some(Meaning::School));
        if self.word(ahead) == Some(Meaning::Noun(Noun::Year)) {
            self.at += ahead + 1;
            self.give_year();
        }
    }

    fn week(&mut self, noun: Noun, plural: bool) {
        let part = move |value: u32| match (noun, value) {
            (Noun::Decade, LAST) => Some(Part::Decade(3)),
            (Noun::Decade, 1..=3) => Some(Part::Decade(value)),
            (Noun::Decade, _) => None,
            (_, LAST | 1..=6) => Some(Part::Week(value)),
            _ => None,
        };
        if self.waiting_numbers() > 0 {
            let ordinal = self.pieces.last().is_some_and(|piece| matches!(piece.point.base, Base::Number(_, true)));
            let based = self.base_follows();
            if self.each.is_some() && !ordinal {
                let interval = self.each_interval();
                return self.every(interval, noun);
            }
            if ordinal || based || !plural && noun == Noun::Decade || !plural && !self.during {
                let each = self.each.is_some();
                let first = self.pieces.len() - self.waiting_numbers();
                self.settle_numbers(|value| part(value).map(|part| (part, Base::Missing)));
                if each {
                    self.pieces[first..].iter_mut().for_each(|piece| piece.each = true);
                }
                return;
            }
            return self.duration(noun);
        }
        if self.each.is_some() {
            return self.every(1, noun);
        }
        if self.settle_parts(Base::Every(noun)) {
            return;
        }
        if self.event_before() {
            return self.event();
        }
        if self.during {
            self.during = false;
            return;
        }
        self.unit_here(noun);
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }

    /// Whether a month or the like follows, so that «2 недели октября» is the second week.
    fn base_follows(&self) -> bool {
        matches!(
            self.word(0),
            Some(Meaning::Month(_) | Meaning::Noun(Noun::Month | Noun::Quarter | Noun::SchoolQuarter) | Meaning::Each)
        )
    }

    /// «через неделю», «со дня».
    fn event_before(&self) -> bool {
        self.role == Some(Role::From)
    }

    fn day(&mut self, plural: bool) {
        if self.waiting_numbers() > 0 {
            let last = self.pieces.last().is_some_and(|piece| matches!(piece.point.base, Base::Number(_, true)));
            if self.each.is_some() && !last {
                let interval = self.each_interval();
                return self.every(interval, Noun::Day);
            }
            if last && !self.during {
                self.settle_numbers(|value| Some((Part::Day(value), Base::Missing)));
                return;
            }
            return self.duration(Noun::Day);
        }
        if self.each.is_some() {
            return self.every(1, Noun::Day);
        }
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).map(|token| token.what);
        if plural && before == Some(What::Word(Meaning::Working)) && !self.during {
            self.role = None;
            self.phrase.weekdays |= 0b001_1111;
            return;
        }
        if self.event_before() {
            return self.event();
        }
        if plural && self.during {
            self.during = false;
        }
        match self.role {
            // «ко Дню учителя», «до Дня матери»
            Some(Role::Until | Role::Toward | Role::After) => {
                self.event_like = true;
                self.swallow = true;
                self.role = None;
            }
            // «в день проведения»
            _ => self.event_like |= !self.during && self.phrase.weekdays == 0,
        }
        self.unit_here(Noun::Day);
        self.event_like &= self.unit_before.is_some() || self.swallow;
    }

    fn generic_month(&mut self, plural: bool) {
        if self.waiting_numbers() > 0 {
            if self.each.is_some() {
                let interval = self.each_interval();
                return self.every(interval, Noun::Month);
            }
            return self.duration(Noun::Month);
        }
        if self.settle_parts(Base::Every(Noun::Month)) {
            self.each = None;
            return;
        }
        if self.each.is_some() {
            return self.every(1, Noun::Month);
        }
        if self.event_before() {
            return self.event();
        }
        if self.during {
            self.during = false;
            return;
        }
        if !plural {
            self.unit_here(Noun::Month);
        }
    }

    fn year(&mut self, school: bool) {
        let new = std::mem::take(&mut self.new);
        let all = std::mem::take(&mut self.all);
        if self.waiting_numbers() > 0 {
            if self.each.is_some() {
                let interval = self.each_interval();
                return self.every(interval, Noun::Year);
            }
            return self.duration(Noun::Year);
        }
        let base = if school { Base::SchoolYear } else { Base::Year };
        let halves = self
            .pieces
            .last()
            .is_some_and(|piece| piece.point.base == Base::Missing && matches!(piece.point.part, Part::Half(_)));
        if halves {
            for piece in self.pieces.iter_mut().rev() {
                let (Base::Missing, Part::Half(half)) = (piece.point.base, piece.point.part) else { break };
                (piece.point.part, piece.point.base) = (Part::Whole, Base::HalfYear(half));
            }
            self.joint = Joint::Space;
            self.each = None;
            return self.give_year();
        }
        let after_point = self
            .pieces
            .last()
            .is_some_and(|piece| !piece.dropped && !matches!(piece.point.base, Base::Missing | Base::Number(..)));
        if self.each.is_some() {
            self.each = None;
            if !self.settle_parts(base) {
                // «сентябрь каждого года» keeps the month beside it.
            }
            return self.set_rhythm(Rhythm { times: 1, interval: 1, unit: Noun::Year, counted: false });
        }
        if new && !school && matches!(self.role, Some(Role::Until | Role::Toward | Role::After)) {
            return self.push(Part::Whole, Base::NewYear, Year::Unwritten);
        }
        if after_point && self.joint == Joint::Space && !self.during && self.role.is_none() {
            return self.give_year();
        }
        // «г. Минск», «Год семьи»
        let name = self.is_unknown(usize::from(self.sign(0) == Some(Sign::Dot)));
        let waiting = self.pieces.last().is_some_and(|piece| piece.point.base == Base::Missing && !piece.dropped);
        if name && !school && !all && !self.during && !waiting && self.role.is_none() {
            self.joint = Joint::Words;
            return;
        }
        let count_in = self.count.is_some() || self.in_before_without_year();
        if count_in && !self.during && self.role.is_none() {
            if self.count.is_some() {
                return self.unit_here(Noun::Year);
            }
            self.unit_before = Some(Noun::Year);
            if self.times_follow() {
                return;
            }
            self.unit_before = None;
        }
        if self.event_before() && !school && !new {
            self.role = None;
        }
        if !self.settle_parts(base) {
            self.during |= all || self.role.is_none();
            self.push(Part::Whole, base, Year::Unwritten);
        }
        self.give_year();
    }

    fn is_unknown(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|token| token.what == What::Unknown)
    }

    fn in_before_without_year(&self) -> bool {
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).map(|token| token.what);
        matches!(before, Some(What::Word(Meaning::In | Meaning::For)))
    }

    /// Whether «2 раза», «дважды» follow.
    fn times_follow(&self) -> bool {
        let number = usize::from(self.numeral(0).is_some() || matches!(self.word(0), Some(Meaning::Number(_))));
        matches!(self.word(number), Some(Meaning::Times | Meaning::TimesOver(_)))
    }

    /// A number and a noun that are a length of time.
    fn duration(&mut self, unit: Noun) {
        let working = self
            .tokens
            .get(self.at.saturating_sub(3)..self.at)
            .into_iter()
            .flatten()
            .any(|token| token.what == What::Word(Meaning::Working));
        let Some(count) = self.take_count() else { return };
        let tied = self.during || matches!(self.role, Some(Role::Until | Role::From | Role::Toward | Role::After));
        self.during = false;
        if tied {
            self.phrase.cues.relative = true;
            self.role = None;
            self.swallow = true;
        }
        self.phrase.duration.get_or_insert(Duration { count, unit, working });
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }

    fn finish(mut self) -> Phrase {
        self.settle_what_waits();
        self.phrase.cues.relative |= self.event_like;
        if !self.words && self.quotes {
            self.phrase.cues.relative = true;
        }
        self.pieces.retain(|piece| !piece.dropped && !matches!(piece.point.base, Base::Number(..) | Base::Missing));
        let strong = self.pieces.iter().any(|piece| piece.point.base != Base::Plan);
        if strong {
            self.pieces.retain(|piece| piece.point.base != Base::Plan || piece.point.part != Part::Whole);
        }
        self.qualify_by_year();
        self.phrase.spans = spans(&self.pieces);
        self.phrase
    }

    /// Parts that never met a base: «сентябрь, 1-я неделя», «второй вторник», «до 5 числа», «до начала занятий».
    fn settle_what_waits(&mut self) {
        let monthly = self.pieces.iter().any(|piece| piece.point.base == Base::Every(Noun::Month));
        for at in 0..self.pieces.len() {
            let piece = self.pieces[at];
            if piece.dropped {
                continue;
            }
            // «октябрь: 3, 10»
            if let Base::Number(day @ 1..=31, false) = piece.point.base
                && matches!(piece.joint, Joint::Space | Joint::List | Joint::Dash | Joint::Newline)
                && let Some(before) = at.checked_sub(1).map(|before| self.pieces[before])
                && let Base::Month(_) = before.point.base
                && matches!(before.point.part, Part::Whole | Part::Day(_))
                && !before.dropped
                && piece.role.is_none()
                && before.role.is_none()
            {
                if before.point.part == Part::Whole && piece.joint != Joint::Dash {
                    self.pieces[at - 1].point.part = Part::Day(day);
                    self.pieces[at].dropped = true;
                    // The next number stands beside this one.
                    self.pieces.swap(at - 1, at);
                } else if matches!(before.point.part, Part::Day(_)) && piece.joint != Joint::Space {
                    self.pieces[at].point = Point { part: Part::Day(day), ..before.point };
                } else {
                    self.pieces[at].dropped = true;
                }
                continue;
            }
            if let Base::Seasonal(season) = piece.point.base {
                // «каникулы осенние, весенние»
                let before = at.checked_sub(1).map(|before| self.pieces[before].point.base);
                self.pieces[at].point.base = match before {
                    Some(Base::Holidays(None)) => {
                        self.pieces[at - 1].dropped = true;
                        Base::Holidays(Some(season))
                    }
                    Some(Base::Holidays(Some(_))) => Base::Holidays(Some(season)),
                    _ => Base::Season(season),
                };
                continue;
            }
            if piece.point.base != Base::Missing {
                continue;
            }
            if let Some(before) = at.checked_sub(1)
                && let Base::Month(_) = self.pieces[before].point.base
                && self.pieces[before].point.part == Part::Whole
                && !self.pieces[before].dropped
                && matches!(piece.joint, Joint::List | Joint::Space | Joint::Bracket | Joint::Newline | Joint::Dash)
                && piece.role.is_none()
            {
                self.pieces[before].point.part = piece.point.part;
                self.pieces[at].dropped = true;
                continue;
            }
            match piece.point.part {
                Part::Weekday(ordinal @ 2..=4, _) if piece.each && !monthly => {
                    self.pieces[at].dropped = true;
                    self.phrase.rhythm.get_or_insert(Rhythm {
                        times: 1,
                        interval: ordinal,
                        unit: Noun::Week,
                        counted: false,
                    });
                }
                Part::Weekday(..) | Part::Day(_) => self.pieces[at].point.base = Base::Every(Noun::Month),
                Part::Half(half @ 1..=2) if piece.role.is_none() => {
                    (self.pieces[at].point.part, self.pieces[at].point.base) = (Part::Whole, Base::HalfYear(half));
                }
                _ if matches!(piece.role, Some(Role::Until | Role::Toward | Role::From | Role::After)) => {
                    self.pieces[at].dropped = true;
                    self.phrase.cues.relative = true;
                }
                _ => self.pieces[at].dropped = true,
            }
        }
    }

    /// «2023 год: сентябрь, октябрь»: a year that stands before its months is theirs.
    fn qualify_by_year(&mut self) {
        let finer = |piece: &Piece| {
            !matches!(piece.point.base, Base::Year | Base::SchoolYear | Base::Plan | Base::NewYear | Base::Every(_))
        };
        let Some(at) = self.pieces.iter().position(|piece| {
            matches!(piece.point.base, Base::Year | Base::SchoolYear)
                && piece.point.part == Part::Whole
                && piece.point.year != Year::Unwritten
        }) else {
            return;
        };
        let Piece { point, during, role, .. } = self.pieces[at];
        let rest = &self.pieces[at + 1..];
        let heads = !during
            && role.is_none()
            && !rest.is_empty()
            && rest.iter().all(|piece| finer(piece) && piece.point.year == Year::Unwritten);
        if heads && self.pieces[..at].is_empty() && self.pieces[at + 1].joint != Joint::Dash {
            for piece in &mut self.pieces[at + 1..] {
                piece.point.year = point.year;
            }
            self.pieces.remove(at);
        }
    }
}

fn pair(first: i32, second: i32) -> Year {
    if second == first + 1 { Year::School(first) } else { Year::Span(first, second) }
}

fn is_day(point: Point) -> bool {
    matches!(point.part, Part::Day(_))
}

/// Points that a dash or «с … по …» ties, as spans.
fn spans(pieces: &[Piece]) -> Vec<Span> {
    let mut spans = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        let mut last = *piece;
        let mut tied = false;
        while let Some(next) = pieces.get(at) {
            let by_dash = next.joint == Joint::Dash && !matches!(next.role, Some(Role::From | Role::After));
            let by_words = matches!(next.role, Some(Role::Through))
                || matches!(next.role, Some(Role::Until | Role::Toward))
                    && (piece.role == Some(Role::From) || next.joint == Joint::Space && piece.role.is_none());
            if !(by_dash || by_words && !tied) {
                break;
            }
            last = *next;
            tied = true;
            at += 1;
        }
        let (first, end) = (piece.point, last.point);
        let shape = match (piece.role, tied) {
            (Some(Role::Until | Role::Through), _) => Shape::Until(end),
            (Some(Role::Toward), _) => Shape::Toward(end),
            (_, true) => Shape::Range(first, end),
            (Some(Role::From), false) => Shape::From(first),
            (Some(Role::After), false) => Shape::After(first),
            // «до 15.10, 15.01»
            (None, false)
                if is_day(first)
                    && piece.joint == Joint::List
                    && matches!(spans.last(), Some(Span { shape: Shape::Until(before), .. }) if is_day(*before)) =>
            {
                Shape::Until(first)
            }
            (None, false) => Shape::Single(first),
        };
        spans.push(Span {
            shape,
            joint: piece.joint,
            during: piece.during || last.during,
            bracket: piece.bracket,
            newline: piece.newline,
        });
    }
    spans
}
