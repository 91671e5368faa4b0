//! A phrase in its plan: the dates, and why these.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::calendar::{Calendar, Holiday, shifted};
use super::period::{Period, PeriodSort};
use super::phrase::{Base, Joint, LAST, Part, Phrase, Point, Rhythm, Shape, Span, Year, parse};
use super::vocabulary::{Noun, Season};

/// A stretch of days, both ends included. `start` is `None` for «до …».
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Stretch {
    /// The first day, where there is one.
    pub start: Option<NaiveDate>,
    /// The last day, where there is one.
    pub end: Option<NaiveDate>,
}

/// The kinds of term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One date.
    Day,
    /// A stretch of dates.
    Range,
    /// No later than `end`, that day included; `start` is `None`.
    By,
    /// Separate dates or stretches, in `occurrences`.
    Several,
    /// Again and again, as `every` says.
    Recurring,
    /// All through the stretch.
    Throughout,
    /// The dates stand in another document.
    ByPlan,
    /// No date by nature.
    AsNeeded,
    /// Tied to an event or to another row.
    Relative,
    /// Not understood, or no such day.
    Unclear,
}

/// What a recurrence counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter, «квартал».
    Quarter,
    /// A school quarter, «четверть».
    SchoolQuarter,
    /// Half of the plan's year, «полугодие».
    HalfYear,
    /// A year.
    Year,
}

/// `times` times in every `interval` units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Every {
    /// How many times.
    pub times: u32,
    /// In how many units.
    pub interval: u32,
    /// Of which unit.
    pub unit: Unit,
}

/// What is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// The year was left over from last year's file.
    YearLeftOver,
    /// One written year serves both sides of the new year.
    CrossesNewYear,
    /// Two dates side by side with nothing between them.
    SeparatorLost,
    /// The date is not in the plan's period.
    OutsidePlan,
    /// The end is printed before the start.
    EndBeforeStart,
    /// The date does not exist.
    NoSuchDay,
    /// The day is a Saturday or a Sunday.
    Weekend,
    /// The day is a public holiday, or a day off of the school.
    Holiday,
    /// A duration written beside the dates disagrees with them.
    DurationDisagrees,
    /// Letters of another alphabet that look alike.
    LookAlikeLetters,
    /// The words allow only a rough reading.
    LowPrecision,
    /// Another reading is as good.
    Ambiguous,
}

/// A doubt about a reading: facts only, the words are in the catalogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// What is doubted.
    pub code: NoteCode,
    /// The dates in doubt, where there are such.
    pub subject: Option<Stretch>,
    /// The dates meant instead, where they can be guessed.
    pub suggestion: Option<Stretch>,
    /// The written duration and the counted one, in days (for [`NoteCode::DurationDisagrees`]).
    pub durations: Option<(u32, u32)>,
    /// The day off (for [`NoteCode::Holiday`]).
    pub holiday: Option<Holiday>,
}

impl Note {
    fn of(code: NoteCode) -> Note {
        Note { code, subject: None, suggestion: None, durations: None, holiday: None }
    }
}

/// The conventions that decided a reading, by their numbers (see the book's page on terms): why these dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conventions(u16);

impl Conventions {
    /// The numbers, in order.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (0..16).filter(move |number| self.0 & (1 << number) != 0)
    }

    /// Records that a convention had its say.
    pub(super) fn cite(&mut self, number: u8) {
        self.0 |= 1 << number;
    }
}

/// How a phrase is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The kind of term.
    pub kind: Kind,
    /// The first day; `None` where open.
    pub start: Option<NaiveDate>,
    /// The last day; `None` where open.
    pub end: Option<NaiveDate>,
    /// The rhythm of a recurring term.
    pub every: Option<Every>,
    /// The separate dates or stretches, in order.
    pub occurrences: Vec<Stretch>,
    /// What is doubted.
    pub notes: Vec<Note>,
    /// Which conventions decided.
    pub conventions: Conventions,
}

/// Where a row stands in its plan. A phrase without a plan around it stands at [`Position::default`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The row's ordinal, from 0.
    pub row: usize,
    /// How many rows the plan has; 0 where unknown.
    pub rows: usize,
    /// The dates of the nearest earlier row that has any.
    pub previous: Option<Stretch>,
    /// The dates of the nearest later row that has any.
    pub next: Option<Stretch>,
}

/// What a phrase is read in.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The plan's period.
    pub period: &'a Period,
    /// The school calendar: quarters and days off.
    pub calendar: &'a Calendar,
    /// The row's place in the plan.
    pub position: Position,
}

/// Reads one phrase.
pub fn read(phrase: &str, context: &Context) -> Reading {
    read_phrase(&parse(phrase), context)
}

/// Reads the terms of a plan's rows in order, each with its neighbours' help.
pub fn read_rows<'a>(phrases: impl IntoIterator<Item = &'a str>, period: &Period, calendar: &Calendar) -> Vec<Reading> {
    let phrases: Vec<Phrase> = phrases.into_iter().map(parse).collect();
    let alone = Context { period, calendar, position: Position::default() };
    let mut readings: Vec<Reading> = phrases.iter().map(|phrase| read_phrase(phrase, &alone)).collect();
    // Only rows that say nothing doubtful themselves help their neighbours.
    let helps: Vec<Option<Stretch>> = phrases
        .iter()
        .zip(&readings)
        .map(|(phrase, reading)| {
            let dated = matches!(reading.kind, Kind::Day | Kind::Range | Kind::By | Kind::Several);
            (dated && !names_bare_august(phrase)).then_some(Stretch { start: reading.start, end: reading.end })
        })
        .collect();
    let mut next_help = vec![None; phrases.len()];
    let mut next = None;
    for (slot, help) in next_help.iter_mut().zip(&helps).rev() {
        *slot = next;
        next = help.or(next);
    }
    let rows = phrases.len();
    let mut previous = None;
    for (row, phrase) in phrases.iter().enumerate() {
        if names_bare_august(phrase) {
            let position = Position { row, rows, previous, next: next_help[row] };
            readings[row] = read_phrase(phrase, &Context { period, calendar, position });
        }
        previous = helps[row].or(previous);
    }
    readings
}

fn names_bare_august(phrase: &Phrase) -> bool {
    let bare = |point: Point| point.base == Base::Month(8) && point.year == Year::Unwritten;
    phrase.spans.iter().any(|span| points_of(span.shape).any(bare))
}

fn points(shape: Shape) -> [Option<Point>; 2] {
    match shape {
        Shape::Range(first, last) => [Some(first), Some(last)],
        Shape::Single(point)
        | Shape::From(point)
        | Shape::Until(point)
        | Shape::Toward(point)
        | Shape::After(point) => [Some(point), None],
    }
}

pub(super) fn points_of(shape: Shape) -> impl Iterator<Item = Point> {
    points(shape).into_iter().flatten()
}

/// Both ends known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bounds {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

impl Bounds {
    fn overlaps(self, other: Bounds) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    fn days(self) -> i64 {
        (self.end - self.start).num_days() + 1
    }
}

/// Why a point has no dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// The day does not exist; the nearest that does.
    NoSuchDay(Option<NaiveDate>),
    /// The end is printed before the start; what may be meant.
    EndBeforeStart(Option<Bounds>),
}

/// A span with its dates.
#[derive(Clone, Copy, Debug)]
struct Dated {
    /// `None` for a deadline.
    start: Option<NaiveDate>,
    end: NaiveDate,
    span: Span,
    /// A year is written for it, here or beside it.
    written: bool,
}

impl Dated {
    fn bounds(self) -> Bounds {
        Bounds { start: self.start.unwrap_or(self.end), end: self.end }
    }

    fn stretch(self) -> Stretch {
        Stretch { start: self.start, end: Some(self.end) }
    }
}

/// The phrase as read so far.
struct Reader<'a> {
    context: &'a Context<'a>,
    plan: Bounds,
    notes: Vec<Note>,
    conventions: Conventions,
}

pub(super) fn read_phrase(phrase: &Phrase, context: &Context) -> Reading {
    let plan = Bounds { start: context.period.start, end: context.period.end };
    let mut reader = Reader { context, plan, notes: Vec::new(), conventions: Conventions::default() };
    if phrase.look_alikes {
        reader.note(Note::of(NoteCode::LookAlikeLetters));
    }
    let mut reading = match reader.kind(phrase) {
        Ok(reading) => reading,
        Err(failure) => {
            reader.doubt(failure);
            unclear()
        }
    };
    if phrase.cues.roughly && reading.kind != Kind::Unclear {
        reader.note(Note::of(NoteCode::LowPrecision));
    }
    reader.day_off(&reading);
    for note in &mut reader.notes {
        if note.code == NoteCode::Ambiguous && reading.kind != Kind::Several {
            note.subject = Some(Stretch { start: reading.start, end: reading.end });
        }
    }
    reading.notes = once_each(reader.notes);
    reading.conventions = reader.conventions;
    reading
}

/// Each doubt once; what is rough or ambiguous once in all.
fn once_each(mut notes: Vec<Note>) -> Vec<Note> {
    if notes.len() > 1 {
        let mut said = FxHashSet::default();
        notes.retain(|note| {
            said.insert(match note.code {
                NoteCode::Ambiguous | NoteCode::LowPrecision => Note::of(note.code),
                _ => *note,
            })
        });
    }
    notes
}

fn unclear() -> Reading {
    reading(Kind::Unclear, None, None)
}

fn reading(kind: Kind, start: Option<NaiveDate>, end: Option<NaiveDate>) -> Reading {
    Reading {
        kind,
        start,
        end,
        every: None,
        occurrences: Vec::new(),
        notes: Vec::new(),
        conventions: Conventions::default(),
    }
}

impl Reader<'_> {
    fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    fn cite(&mut self, convention: u8) {
        self.conventions.cite(convention);
    }

    fn doubt(&mut self, failure: Failure) {
        self.cite(10);
        self.note(match failure {
            Failure::NoSuchDay(nearest) => Note {
                suggestion: nearest.map(|day| Stretch { start: Some(day), end: Some(day) }),
                ..Note::of(NoteCode::NoSuchDay)
            },
            Failure::EndBeforeStart(meant) => Note {
                suggestion: meant.map(|meant| Stretch { start: Some(meant.start), end: Some(meant.end) }),
                ..Note::of(NoteCode::EndBeforeStart)
            },
        });
    }

    /// The kind of the phrase and its dates. What is said strongest decides: dates elsewhere, then how often, then
    /// dates, then the rest.
    fn kind(&mut self, phrase: &Phrase) -> Result<Reading, Failure> {
        let cues = phrase.cues;
        if cues.by_plan {
            let mut reading = self.within(Kind::ByPlan, phrase)?;
            reading.every = phrase.rhythm.map(every);
            return Ok(reading);
        }
        let has_day = phrase.spans.iter().any(|span| {
            points_of(span.shape).any(|point| matches!((point.part, point.base), (Part::Day(_), Base::Month(_))))
        });
        let stretches =
            phrase.spans.iter().all(|span| matches!(span.shape, Shape::Range(..) | Shape::From(_) | Shape::Until(_)));
        let by_weekday = phrase.weekdays != 0 && (!has_day || cues.each_weekday && stretches);
        let by_unit =
            phrase.spans.iter().any(|span| points_of(span.shape).any(|point| matches!(point.base, Base::Every(_))));
        if phrase.rhythm.is_some() || by_weekday || by_unit {
            return self.recurring(phrase);
        }
        if !phrase.spans.is_empty() {
            let only_during = phrase.spans.iter().all(|span| span.during || is_plan(span));
            if only_during && cues.as_needed {
                return self.within(Kind::AsNeeded, phrase);
            }
            let whole_year = phrase.spans.iter().all(is_plan);
            if whole_year && cues.relative {
                return self.within(Kind::Relative, phrase);
            }
            if let [span] = phrase.spans.as_slice()
                && let Shape::After(point) = span.shape
                && !matches!(point.base, Base::Month(_))
            {
                return Ok(self.bounded(Kind::Relative));
            }
            return self.dates(phrase);
        }
        if cues.as_needed {
            return Ok(self.bounded(Kind::AsNeeded));
        }
        if cues.relative {
            return Ok(self.bounded(Kind::Relative));
        }
        if cues.always || cues.whole_plan {
            self.cite(1);
            return Ok(self.bounded(Kind::Throughout));
        }
        Ok(unclear())
    }

    /// A kind without dates of its own, within the plan.
    fn bounded(&self, kind: Kind) -> Reading {
        reading(kind, Some(self.plan.start), Some(self.plan.end))
    }

    /// A kind without dates of its own, within what the phrase names, or else within the plan.
    fn within(&mut self, kind: Kind, phrase: &Phrase) -> Result<Reading, Failure> {
        let monthly = |span: &Span| points_of(span.shape).any(|point| matches!(point.base, Base::Every(_)));
        if phrase.spans.is_empty() || phrase.spans.iter().any(monthly) {
            return Ok(self.bounded(kind));
        }
        let dated = self.dated(&phrase.spans)?;
        let start = dated.iter().filter_map(|dated| dated.start).min();
        let end = dated.iter().map(|dated| dated.end).max();
        // «по графику, до 1 июня» runs from the plan's start.
        let start = start.or(Some(self.plan.start)).filter(|start| end.is_none_or(|end| *start <= end));
        Ok(reading(kind, start, end))
    }

    /// Dates and stretches.
    fn dates(&mut self, phrase: &Phrase) -> Result<Reading, Failure> {
        let mut dated = self.dated(&phrase.spans)?;
        if phrase.rhythm.is_none() {
            self.expand_holidays(&phrase.spans, &mut dated);
        }
        dated = self.refine(dated);
        self.side_by_side(&mut dated);
        let reading = match dated.as_slice() {
            [] => unclear(),
            [one] => self.one(phrase, *one),
            several => {
                self.cite(9);
                self.several(several.iter().map(|dated| dated.stretch()).collect())
            }
        };
        if let (Kind::Range, Some(duration), Some(start), Some(end)) =
            (reading.kind, phrase.duration, reading.start, reading.end)
        {
            let counted = Bounds { start, end }.days() as u32;
            let written = match duration.unit {
                Noun::Day => Some(duration.count),
                Noun::Week => Some(duration.count.saturating_mul(7)),
                _ => None,
            };
            if let Some(written) = written.filter(|&written| written != counted && !duration.working) {
                self.note(Note { durations: Some((written, counted)), ..Note::of(NoteCode::DurationDisagrees) });
            }
        }
        Ok(reading)
    }

    fn several(&mut self, mut occurrences: Vec<Stretch>) -> Reading {
        occurrences.sort_by_key(|stretch| (stretch.start.or(stretch.end), stretch.end));
        occurrences.dedup();
        if let [one] = occurrences.as_slice() {
            let kind = match (one.start, one.end) {
                (None, _) => Kind::By,
                (start, end) if start == end => Kind::Day,
                _ => Kind::Range,
            };
            return reading(kind, one.start, one.end);
        }
        let start = occurrences.iter().filter_map(|stretch| stretch.start).min();
        let end = occurrences.iter().filter_map(|stretch| stretch.end).max();
        Reading { occurrences, ..reading(Kind::Several, start, end) }
    }

    fn one(&mut self, phrase: &Phrase, one: Dated) -> Reading {
        let Some(start) = one.start else {
            self.cite(7);
            return reading(Kind::By, None, Some(one.end));
        };
        let single_day = matches!(one.span.shape, Shape::Single(_)) && start == one.end;
        let kind = if single_day {
            Kind::Day
        } else if one.span.during || phrase.cues.always {
            Kind::Throughout
        } else {
            Kind::Range
        };
        reading(kind, Some(start), Some(one.end))
    }

    /// What stands in brackets makes what stands before them more exact, or the other way round: the narrower counts.
    fn refine(&self, dated: Vec<Dated>) -> Vec<Dated> {
        let cover = |bracket: bool| {
            let group = dated.iter().filter(|dated| dated.span.bracket == bracket);
            group
                .map(|dated| dated.bounds())
                .reduce(|a, b| Bounds { start: a.start.min(b.start), end: a.end.max(b.end) })
        };
        let (Some(outer), Some(inner)) = (cover(false), cover(true)) else { return dated };
        let inside = |a: Bounds, b: Bounds| a.overlaps(b) && a.days() <= b.days();
        let single = |bracket: bool| dated.iter().filter(|dated| dated.span.bracket == bracket).count() == 1;
        if inside(inner, outer) && single(false) {
            dated
                .into_iter()
                .filter(|dated| dated.span.bracket)
                .map(|mut dated| {
                    dated.span.bracket = false;
                    dated
                })
                .collect()
        } else if inside(outer, inner) && single(true) {
            dated.into_iter().filter(|dated| !dated.span.bracket).collect()
        } else {
            dated
        }
    }

    /// Two dates with nothing between them are a range whose dash was lost, if the second is later.
    fn side_by_side(&mut self, dated: &mut Vec<Dated>) {
        if let [first, second] = dated.as_slice()
            && let (Shape::Single(a), Shape::Single(b)) = (first.span.shape, second.span.shape)
        {
            let (first, second) = (*first, *second);
            let same_month =
                a.base == b.base && a.part == Part::Whole && b.part == Part::Whole && first.bounds() == second.bounds();
            if same_month {
                self.cite(12);
                self.note(Note { subject: Some(first.stretch()), ..Note::of(NoteCode::Ambiguous) });
                dated.truncate(1);
                return;
            }
            let days = matches!((a.part, b.part), (Part::Day(_), Part::Day(_)));
            let years = a.year != Year::Unwritten || b.year != Year::Unwritten;
            let lost = match second.span.joint {
                Joint::Space => true,
                Joint::Newline => years,
                _ => false,
            };
            if days && lost && first.end < second.end {
                self.cite(if second.span.joint == Joint::Newline { 12 } else { 9 });
                let range = Dated { end: second.end, span: Span { shape: Shape::Range(a, b), ..first.span }, ..first };
                self.note(Note { subject: Some(range.stretch()), ..Note::of(NoteCode::SeparatorLost) });
                *dated = vec![range];
            }
        }
    }

    /// «каникулы» of no season are all of them.
    fn expand_holidays(&mut self, spans: &[Span], dated: &mut Vec<Dated>) {
        let [span] = spans else { return };
        let Shape::Single(Point { part: Part::Whole, base: Base::Holidays(None), year }) = span.shape else { return };
        let seasons = [Season::Autumn, Season::Winter, Season::Spring, Season::Summer];
        let each = seasons.into_iter().filter_map(|season| {
            let point = Point { part: Part::Whole, base: Base::Holidays(Some(season)), year };
            let bounds = match year {
                Year::Unwritten => self.unwritten(point, None).ok()?,
                year => self.in_written(point, year).ok()?,
            };
            Some(Dated { start: Some(bounds.start), end: bounds.end, span: *span, written: false })
        });
        *dated = each.collect();
    }

    // ------------------------------------------------------------------------------------------------ recurring

    fn recurring(&mut self, phrase: &Phrase) -> Result<Reading, Failure> {
        let is_unit = |span: &&Span| points_of(span.shape).any(|point| matches!(point.base, Base::Every(_)));
        let units: Vec<Span> = phrase.spans.iter().filter(is_unit).copied().collect();
        let others: Vec<Span> = phrase.spans.iter().filter(|span| !is_unit(span) && !is_plan(span)).copied().collect();
        let rhythm = phrase.rhythm;
        if let Some(rhythm) = rhythm.filter(|_| units.is_empty()) {
            if rhythm.unit == Noun::Year
                && rhythm.interval == 1
                && !others.is_empty()
                && (!rhythm.counted || others.len() == 1)
            {
                return self.yearly(rhythm, &others);
            }
            let list = others.len() > 1 && others.iter().all(|span| matches!(span.shape, Shape::Single(_)));
            if list && !matches!(rhythm.unit, Noun::Week | Noun::Day) {
                return self.counted_list(&others);
            }
        }
        let limit = self.limit(&others)?;
        let mut every = rhythm.map(every);
        let mut occurrences = Vec::new();
        let mut bounds = limit.unwrap_or(self.plan);
        if !units.is_empty() {
            let unit = units.iter().flat_map(|span| points_of(span.shape)).find_map(|point| match point.base {
                Base::Every(noun) => Some(noun),
                _ => None,
            });
            let unit = unit.unwrap_or(Noun::Month);
            let in_weeks = units
                .iter()
                .flat_map(|span| points_of(span.shape))
                .any(|point| matches!(point.part, Part::Weekday(..) | Part::Week(_)));
            let windows = if in_weeks || unit == Noun::SchoolQuarter { self.teaching(limit) } else { vec![bounds] };
            bounds = cover(&windows).unwrap_or(bounds);
            let of_this_unit = rhythm.is_none_or(|rhythm| rhythm.unit == unit && rhythm.interval == 1);
            if of_this_unit || rhythm.is_some_and(|rhythm| rhythm.unit == Noun::Year) {
                for &window in &windows {
                    self.unit_occurrences(&units, unit, window, &mut occurrences);
                }
            }
            let found = Every { times: units.len() as u32, interval: 1, unit: unit_of(unit) };
            every = match every {
                Some(every) if every.unit != Unit::Year => Some(every),
                _ => Some(found),
            };
            if units.iter().any(|span| matches!(span.shape, Shape::Until(_))) {
                self.cite(7);
            }
        } else if phrase.weekdays != 0 && rhythm.is_none_or(|rhythm| matches!(rhythm.unit, Noun::Week | Noun::Day)) {
            let windows = self.teaching(limit);
            bounds = cover(&windows).unwrap_or(bounds);
            if rhythm.is_none_or(|rhythm| rhythm.interval == 1) {
                for window in windows {
                    let mut day = window.start;
                    while day <= window.end {
                        if phrase.weekdays & (1 << day.weekday().num_days_from_monday()) != 0 {
                            occurrences.push(Stretch { start: Some(day), end: Some(day) });
                        }
                        let Some(next) = day.succ_opt() else { break };
                        day = next;
                    }
                }
            }
            if rhythm.is_none_or(|rhythm| rhythm.interval == 1) {
                every = Some(Every { times: phrase.weekdays.count_ones(), interval: 1, unit: Unit::Week });
            }
        } else if let Some(rhythm) = rhythm {
            if matches!(rhythm.unit, Noun::Week | Noun::SchoolQuarter) {
                let windows = self.teaching(limit);
                bounds = cover(&windows).unwrap_or(bounds);
            }
            if rhythm.interval == 1 {
                occurrences = self.stretches_of(rhythm.unit, bounds);
            }
        }
        occurrences.sort();
        occurrences.dedup();
        Ok(Reading { every, occurrences, ..reading(Kind::Recurring, Some(bounds.start), Some(bounds.end)) })
    }

    /// «ежегодно в мае», «до 1 июня ежегодно»: the same in every year of the plan.
    fn yearly(&mut self, rhythm: Rhythm, spans: &[Span]) -> Result<Reading, Failure> {
        let mut occurrences = Vec::new();
        let whole = spans.iter().all(|span| span.during && matches!(span.shape, Shape::Single(_)));
        let first_year = self.plan.start.year() - 1;
        for span in spans {
            if whole {
                break;
            }
            let [first, last] = points(span.shape);
            let Some(first) = first else { continue };
            if first.year != Year::Unwritten {
                let dated = self.dated(std::slice::from_ref(span))?;
                occurrences.extend(dated.iter().map(|dated| dated.stretch()));
                continue;
            }
            for year in first_year..=self.plan.end.year() {
                let Ok(start) = self.in_year(first, year) else { continue };
                let mut end = start;
                if let Some(last) = last {
                    let later = [year, year + 1].into_iter().filter_map(|year| self.in_year(last, year).ok());
                    let Some(found) = later.into_iter().find(|bounds| bounds.end >= start.start) else { continue };
                    end = found;
                }
                let stretch = match span.shape {
                    Shape::Until(point) => Stretch { start: None, end: Some(self.deadline(point, start)) },
                    Shape::Toward(_) => Stretch { start: None, end: Some(start.start) },
                    _ => Stretch { start: Some(start.start), end: Some(end.end) },
                };
                let from = stretch.start.or(stretch.end).unwrap_or(start.start);
                let to = stretch.end.unwrap_or(from);
                let preparation = self.preparation().filter(|august| from >= august.start && to > august.end);
                if (from >= self.plan.start || preparation.is_some()) && to <= self.plan.end {
                    occurrences.push(stretch);
                }
            }
        }
        occurrences.sort_by_key(|stretch| (stretch.start.or(stretch.end), stretch.end));
        occurrences.dedup();
        Ok(Reading {
            every: Some(every(rhythm)),
            occurrences,
            ..reading(Kind::Recurring, Some(self.plan.start), Some(self.plan.end))
        })
    }

    /// «декабрь, май (2 раза в год)»: the list counts; in a plan of several years, in each of them.
    fn counted_list(&mut self, spans: &[Span]) -> Result<Reading, Failure> {
        self.cite(12);
        let bare = spans.iter().all(|span| points_of(span.shape).all(|point| point.year == Year::Unwritten));
        if bare && self.context.period.sort == PeriodSort::Project {
            let reading = self.yearly(Rhythm { times: 1, interval: 1, unit: Noun::Year, counted: false }, spans)?;
            if reading.occurrences.len() > 1 {
                return Ok(self.several(reading.occurrences));
            }
        }
        let dated = self.dated(spans)?;
        Ok(self.several(dated.iter().map(|dated| dated.stretch()).collect()))
    }

    /// The stretch that bounds a recurrence, where the phrase names one.
    fn limit(&mut self, spans: &[Span]) -> Result<Option<Bounds>, Failure> {
        if spans.is_empty() {
            return Ok(None);
        }
        let dated = self.dated(spans)?;
        let start = dated.iter().map(|dated| dated.start.unwrap_or(self.plan.start)).min();
        let end = dated.iter().map(|dated| dated.end).max();
        Ok(match (start, end) {
            (Some(start), Some(end)) if start <= end => Some(Bounds { start, end }),
            _ => None,
        })
    }

    /// The teaching weeks of the plan: 1 September to 31 May of each school year; in a calendar-year plan, its year.
    fn teaching(&mut self, limit: Option<Bounds>) -> Vec<Bounds> {
        if self.context.period.sort == PeriodSort::CalendarYear {
            return vec![limit.unwrap_or(self.plan)];
        }
        if let Some(limit) = limit
            && self.context.period.sort == PeriodSort::SchoolYear
        {
            return vec![limit];
        }
        self.cite(8);
        let outer = limit.unwrap_or(self.plan);
        let years = outer.start.year() - 1..=outer.end.year();
        let windows = years.filter_map(|year| {
            let (start, end) = (date(year, 9, 1)?, date(year + 1, 5, 31)?);
            let window = Bounds { start: start.max(outer.start), end: end.min(outer.end) };
            (window.start <= window.end).then_some(window)
        });
        windows.collect()
    }

    /// What the spans cover in every month, quarter, … of a window.
    fn unit_occurrences(&mut self, spans: &[Span], unit: Noun, window: Bounds, into: &mut Vec<Stretch>) {
        for stretch in self.unit_stretches(unit, window) {
            for span in spans {
                let [first, last] = points(span.shape);
                let Some(first) = first else { continue };
                let Ok(start) = self.part(first.part, stretch, unit == Noun::Month) else { continue };
                let end = last.map_or(Ok(start), |last| self.part(last.part, stretch, unit == Noun::Month));
                let Ok(end) = end else { continue };
                let found = match span.shape {
                    Shape::Until(_) => Stretch { start: None, end: Some(start.end) },
                    Shape::Toward(_) => Stretch { start: None, end: Some(start.start) },
                    _ => Stretch { start: Some(start.start), end: Some(end.end) },
                };
                let (from, to) = (found.start.or(found.end), found.end);
                if from.is_some_and(|from| from <= window.end) && to.is_some_and(|to| to >= window.start) {
                    into.push(found);
                }
            }
        }
    }

    /// The whole units that touch a window.
    fn unit_stretches(&mut self, unit: Noun, window: Bounds) -> Vec<Bounds> {
        let mut found = Vec::new();
        for year in window.start.year() - 1..=window.end.year() {
            match unit {
                Noun::SchoolQuarter => {
                    let (quarters, own) = self.context.calendar.quarters(year);
                    let touching = quarters
                        .iter()
                        .map(|&(start, end)| Bounds { start, end })
                        .filter(|bounds| bounds.overlaps(window));
                    let before = found.len();
                    found.extend(touching);
                    if found.len() > before {
                        self.cite(4);
                        if !own {
                            self.note(Note::of(NoteCode::LowPrecision));
                        }
                    }
                }
                Noun::HalfYear => {
                    for half in [1, 2] {
                        found.extend(
                            self.base_in_year(Base::HalfYear(half), year).filter(|bounds| bounds.overlaps(window)),
                        );
                    }
                }
                Noun::Quarter => {
                    for quarter in 1..=4 {
                        found.extend(
                            self.base_in_year(Base::Quarter(quarter), year).filter(|bounds| bounds.overlaps(window)),
                        );
                    }
                }
                _ => {
                    for month in 1..=12 {
                        found.extend(month_of(year, month).filter(|bounds| bounds.overlaps(window)));
                    }
                }
            }
        }
        found
    }

    /// The occurrences of a rhythm whose dates follow from it: quarters, school quarters, halves of the year.
    fn stretches_of(&mut self, unit: Noun, window: Bounds) -> Vec<Stretch> {
        if !matches!(unit, Noun::Quarter | Noun::SchoolQuarter | Noun::HalfYear) {
            return Vec::new();
        }
        let stretches = self.unit_stretches(unit, window);
        match unit {
            Noun::HalfYear => self.cite(5),
            _ => self.cite(4),
        }
        let school = self.context.period.sort != PeriodSort::CalendarYear;
        let clipped = stretches.iter().filter_map(|bounds| {
            let clipped = Bounds { start: bounds.start.max(window.start), end: bounds.end.min(window.end) };
            // The summer at the end of a school-year plan is the third quarter once more, and nobody counts it.
            let summer = unit == Noun::Quarter
                && school
                && clipped.start.month() == 7
                && clipped.end == window.end
                && clipped.end < bounds.end;
            (!summer).then_some(Stretch { start: Some(clipped.start), end: Some(clipped.end) })
        });
        clipped.collect()
    }

    // --------------------------------------------------------------------------------------------------- dates

    /// Spans with their dates: each with its own year, or a neighbour's, or the plan's.
    fn dated(&mut self, spans: &[Span]) -> Result<Vec<Dated>, Failure> {
        let year_of = |span: &Span| {
            let [first, last] = points(span.shape);
            let first = first.filter(|point| !(span.during && matches!(point.base, Base::Year | Base::SchoolYear)));
            last.or(first).map_or(Year::Unwritten, |point| match point.year {
                Year::Unwritten => first.map_or(Year::Unwritten, |first| first.year),
                year => year,
            })
        };
        // The nearest year written to the right of each span.
        let mut to_the_right = vec![Year::Unwritten; if spans.len() > 1 { spans.len() } else { 0 }];
        let mut nearest = Year::Unwritten;
        for (slot, span) in to_the_right.iter_mut().zip(spans).rev() {
            *slot = nearest;
            let own = year_of(span);
            if own != Year::Unwritten {
                nearest = own;
            }
        }
        let mut left: Option<(Year, NaiveDate)> = None;
        let mut dated = Vec::with_capacity(spans.len());
        for (at, span) in spans.iter().enumerate() {
            let right = to_the_right.get(at).copied().unwrap_or(Year::Unwritten);
            let own = year_of(span);
            let one = self.one_span(*span, right, left)?;
            if own != Year::Unwritten {
                left = Some((own, one.end));
            } else if let Some((_, latest)) = &mut left {
                *latest = one.end.max(*latest);
            }
            dated.push(one);
        }
        for one in &dated {
            self.year_doubts(*one);
        }
        Ok(dated)
    }

    fn one_span(&mut self, span: Span, right: Year, left: Option<(Year, NaiveDate)>) -> Result<Dated, Failure> {
        let [first, last] = points(span.shape);
        let Some(first) = first else { return Err(Failure::NoSuchDay(None)) };
        // «до конца октября» is exact, though «конец октября» is not.
        let exact = matches!(span.shape, Shape::Until(_) | Shape::Toward(_))
            && matches!(first.part, Part::Begin | Part::End)
            && !matches!(first.base, Base::Year | Base::SchoolYear);
        let first = if exact { Point { part: Part::Whole, ..first } } else { first };
        let mut written = first.year != Year::Unwritten || last.is_some_and(|last| last.year != Year::Unwritten);
        if let Some(last) = last {
            let (start, end) = self.range(first, last, right)?;
            if end < start {
                return Err(Failure::EndBeforeStart(None));
            }
            return Ok(Dated { start: Some(start), end, span, written: written || right != Year::Unwritten });
        }
        let bounds = if first.year != Year::Unwritten {
            self.cite_base(first);
            self.in_written(first, first.year)?
        } else {
            let borrowed = self.borrowed(first, right, left)?;
            written |= borrowed.is_some();
            match borrowed {
                Some(bounds) => bounds,
                None => self.unwritten(first, None)?,
            }
        };
        let (start, end) = match span.shape {
            Shape::Until(point) => (None, self.deadline(point, bounds)),
            Shape::Toward(point) => (None, self.toward(point, bounds)),
            Shape::From(_) => {
                self.cite(12);
                (Some(bounds.start), self.plan.end.max(bounds.start))
            }
            Shape::After(_) => {
                self.cite(12);
                let next = bounds.end.succ_opt().unwrap_or(bounds.end);
                (Some(next), self.plan.end.max(next))
            }
            _ => (Some(bounds.start), bounds.end),
        };
        Ok(Dated { start, end, span, written })
    }

    /// «до …»: that day or the end of that stretch; «до начала …» is the day before.
    fn deadline(&mut self, point: Point, bounds: Bounds) -> NaiveDate {
        let before = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        match (point.part, point.base) {
            (Part::Begin, _) => {
                self.cite(12);
                before(bounds.start)
            }
            (Part::Whole, Base::Holidays(_) | Base::NewYear) => before(bounds.start),
            (Part::Whole, Base::SchoolYear) if point.year == Year::Unwritten => before(bounds.start),
            (Part::Whole, Base::Month(_)) => {
                self.note(Note {
                    subject: Some(Stretch { start: None, end: Some(bounds.end) }),
                    ..Note::of(NoteCode::LowPrecision)
                });
                bounds.end
            }
            _ => bounds.end,
        }
    }

    /// «к …»: that day or the beginning of that stretch; «к концу …» its end.
    fn toward(&mut self, point: Point, bounds: Bounds) -> NaiveDate {
        self.cite(12);
        match (point.part, point.base) {
            (Part::End | Part::Middle, _) => bounds.end,
            (Part::Whole, Base::NewYear) => bounds.start.pred_opt().unwrap_or(bounds.start),
            _ => bounds.start,
        }
    }

    /// A point without a year whose neighbour in the list has one.
    fn borrowed(
        &mut self,
        point: Point,
        right: Year,
        left: Option<(Year, NaiveDate)>,
    ) -> Result<Option<Bounds>, Failure> {
        if matches!(point.base, Base::Year | Base::SchoolYear | Base::Plan) {
            return Ok(None);
        }
        if right != Year::Unwritten {
            let bounds = self.in_written(point, right)?;
            if self.inside(bounds) {
                return Ok(Some(bounds));
            }
            let default = self.unwritten(point, None)?;
            // The written year may itself be left over: then both are.
            let right_is_inside = match right {
                Year::Calendar(year) => (self.plan.start.year()..=self.plan.end.year()).contains(&year),
                _ => true,
            };
            if right_is_inside && self.inside(default) {
                self.cite(3);
                self.note(Note {
                    subject: Some(Stretch { start: Some(default.start), end: Some(default.end) }),
                    ..Note::of(NoteCode::CrossesNewYear)
                });
                return Ok(Some(default));
            }
            return Ok(Some(bounds));
        }
        if let Some((year, latest)) = left {
            let bounds = self.in_written(point, year)?;
            let later = bounds.end >= latest;
            let here = self.inside(bounds) && (later || !self.context.multi_year());
            if here || later && bounds.start > self.plan.end {
                return Ok(Some(bounds));
            }
            let next = self.unwritten(point, Some(latest))?;
            if self.inside(next) {
                self.cite(3);
                return Ok(Some(next));
            }
            return Ok(Some(bounds));
        }
        Ok(None)
    }

    /// A range, its years written at both ends, at one, or at none.
    fn range(&mut self, first: Point, last: Point, right: Year) -> Result<(NaiveDate, NaiveDate), Failure> {
        self.cite_base(first);
        self.cite_base(last);
        let backwards = first.base == last.base
            && matches!((first.part, last.part), (Part::Day(a), Part::Day(b)) if b < a && a != LAST)
            && (first.year == last.year || first.year == Year::Unwritten || last.year == Year::Unwritten);
        let written = match (first.year, last.year) {
            (Year::Unwritten, Year::Unwritten) => right,
            (Year::Unwritten, year) | (year, Year::Unwritten) => year,
            (a, b) => {
                let (start, end) = (self.in_written(first, a)?, self.in_written(last, b)?);
                if end.end < start.start {
                    return Err(Failure::EndBeforeStart(self.put_right(first, last, start, end)));
                }
                if first.base == last.base && first.part == Part::Whole && start == end {
                    self.cite(12);
                    self.note(Note {
                        subject: Some(Stretch { start: Some(start.start), end: Some(start.end) }),
                        ..Note::of(NoteCode::Ambiguous)
                    });
                }
                return Ok((start.start, end.end));
            }
        };
        if backwards {
            let start = self.either(first, written)?;
            let end = self.either(last, written)?;
            return Err(Failure::EndBeforeStart(Some(Bounds { start: end.start, end: start.end })));
        }
        if written == Year::Unwritten {
            let start = self.unwritten(first, None)?;
            let mut end = self.unwritten(last, None)?;
            if end.end < start.start {
                end = self.unwritten(last, Some(start.start))?;
            }
            if first.base == last.base && first.part == Part::Whole && last.part == Part::Whole && start == end {
                self.cite(12);
                self.note(Note {
                    subject: Some(Stretch { start: Some(start.start), end: Some(end.end) }),
                    ..Note::of(NoteCode::Ambiguous)
                });
            }
            return Ok((start.start, end.end));
        }
        self.cite(3);
        let (start, end) = (self.in_written(first, written)?, self.in_written(last, written)?);
        if start.start <= end.end {
            // In a list the year may be another range's: «октябрь – ноябрь, март 2024».
            if last.year == Year::Unwritten && first.year == Year::Unwritten && !self.inside(start) && !self.inside(end)
            {
                let (own_start, own_end) = (self.unwritten(first, None)?, self.unwritten(last, None)?);
                if self.inside(own_start) && self.inside(own_end) && own_start.start <= own_end.end {
                    self.note(Note {
                        subject: Some(Stretch { start: Some(own_start.start), end: Some(own_end.end) }),
                        ..Note::of(NoteCode::CrossesNewYear)
                    });
                    return Ok((own_start.start, own_end.end));
                }
            }
            return Ok((start.start, end.end));
        }
        let Year::Calendar(year) = written else { return Err(Failure::EndBeforeStart(None)) };
        let earlier = self.in_year(first, year - 1).map(|start| (start, end));
        let later = self.in_year(last, year + 1).map(|end| (start, end));
        let written_first = first.year != Year::Unwritten;
        let candidates = if written_first { [later, earlier] } else { [earlier, later] };
        let fits = |&(start, end): &(Bounds, Bounds)| self.inside(start) && self.inside(end);
        let chosen = candidates.iter().flatten().find(|pair| fits(pair)).or_else(|| candidates.iter().flatten().next());
        let Some(&(start, end)) = chosen else { return Err(Failure::EndBeforeStart(None)) };
        self.note(Note {
            subject: Some(Stretch { start: Some(start.start), end: Some(end.end) }),
            ..Note::of(NoteCode::CrossesNewYear)
        });
        Ok((start.start, end.end))
    }

    fn either(&mut self, point: Point, written: Year) -> Result<Bounds, Failure> {
        if written == Year::Unwritten { self.unwritten(point, None) } else { self.in_written(point, written) }
    }

    /// What a range printed backwards may mean: one of its years is wrong.
    fn put_right(&mut self, first: Point, last: Point, start: Bounds, end: Bounds) -> Option<Bounds> {
        let later = self.in_year(last, start.start.year()).ok().filter(|end| end.end >= start.start);
        let later = later.or_else(|| self.in_year(last, start.start.year() + 1).ok());
        let earlier = self.in_year(first, end.end.year()).ok().filter(|start| start.start <= end.end);
        let earlier = earlier.or_else(|| self.in_year(first, end.end.year() - 1).ok());
        let candidates = [
            later.map(|end| Bounds { start: start.start, end: end.end }),
            earlier.map(|start| Bounds { start: start.start, end: end.end }),
        ];
        let valid = |bounds: &Bounds| bounds.start <= bounds.end;
        let inside = |bounds: &Bounds| bounds.start >= self.plan.start && bounds.end <= self.plan.end;
        let found = candidates.iter().flatten().find(|bounds| valid(bounds) && inside(bounds));
        found.or_else(|| candidates.iter().flatten().find(|bounds| valid(bounds))).copied()
    }

    // -------------------------------------------------------------------------------------------------- points

    /// A point in the year written beside it.
    fn in_written(&mut self, point: Point, year: Year) -> Result<Bounds, Failure> {
        match year {
            Year::Unwritten => self.unwritten(point, None),
            Year::Calendar(year) => {
                let bounds = self.in_year(point, year)?;
                // «зимние каникулы 2024», «I полугодие 2024»: a stretch that the new year parts may be named by either.
                let parted = matches!(
                    point.base,
                    Base::Season(Season::Winter) | Base::Holidays(Some(Season::Winter)) | Base::HalfYear(_)
                );
                if parted && !self.inside(bounds) {
                    let other = self.in_year(point, year - 1)?;
                    if self.inside(other) && other.end.year() == year {
                        return Ok(other);
                    }
                }
                Ok(bounds)
            }
            Year::School(first) => {
                let bounds = match point.base {
                    Base::Month(month) if month >= 8 => return self.in_year(point, first),
                    Base::Month(_) => return self.in_year(point, first + 1),
                    Base::Quarter(quarter) if quarter >= 3 => return self.in_year(point, first),
                    Base::Quarter(_) => return self.in_year(point, first + 1),
                    Base::SchoolQuarter(quarter) => self.school_quarter(first, quarter),
                    Base::HalfYear(1) => bounds_of((first, 9, 1), (first, 12, 31)),
                    Base::HalfYear(_) => bounds_of((first + 1, 1, 1), (first + 1, 5, 31)),
                    Base::Season(season) => {
                        season_of(first + i32::from(matches!(season, Season::Spring | Season::Summer)), season)
                    }
                    Base::Holidays(season) => self.holidays(first, season.unwrap_or(Season::Autumn)),
                    _ => bounds_of((first, 9, 1), (first + 1, 8, 31)),
                };
                let bounds = bounds.ok_or(Failure::NoSuchDay(None))?;
                self.part_of(point, bounds)
            }
            Year::Span(first, last) => match point.base {
                Base::Year | Base::SchoolYear | Base::Plan => {
                    let own = first == self.plan.start.year() && last == self.plan.end.year();
                    let bounds = if own { Some(self.plan) } else { bounds_of((first, 9, 1), (last, 8, 31)) };
                    self.part_of(point, bounds.ok_or(Failure::NoSuchDay(None))?)
                }
                _ => self.in_year(point, first),
            },
        }
    }

    /// A point in a calendar year.
    fn in_year(&mut self, point: Point, year: i32) -> Result<Bounds, Failure> {
        if matches!(point.base, Base::SchoolQuarter(_) | Base::Holidays(_)) {
            self.borrowed_quarters(point.base, year);
        }
        let base = self.base_in_year(point.base, year).ok_or(Failure::NoSuchDay(None))?;
        self.part_of(point, base)
    }

    /// The base's stretch in a calendar year. What lies across a new year goes by its first day, save that the school
    /// year's second half lies in the year itself.
    fn base_in_year(&self, base: Base, year: i32) -> Option<Bounds> {
        let school = self.context.period.sort != PeriodSort::CalendarYear;
        match base {
            Base::Month(month) => month_of(year, month),
            Base::Quarter(quarter) => {
                let first = month_of(year, quarter * 3 - 2)?;
                Some(Bounds { start: first.start, end: month_of(year, quarter * 3)?.end })
            }
            Base::SchoolQuarter(quarter) => self.school_quarter(year - i32::from(quarter > 2), quarter),
            Base::HalfYear(1) if school => bounds_of((year, 9, 1), (year, 12, 31)),
            Base::HalfYear(1) => bounds_of((year, 1, 1), (year, 6, 30)),
            Base::HalfYear(_) if school => bounds_of((year, 1, 1), (year, 5, 31)),
            Base::HalfYear(_) => bounds_of((year, 7, 1), (year, 12, 31)),
            Base::Season(season) | Base::Seasonal(season) => season_of(year, season),
            Base::Holidays(season) => {
                let season = season.unwrap_or(Season::Autumn);
                self.holidays(year - i32::from(matches!(season, Season::Spring | Season::Summer)), season)
            }
            Base::Year => bounds_of((year, 1, 1), (year, 12, 31)),
            Base::SchoolYear => bounds_of((year, 9, 1), (year + 1, 8, 31)),
            Base::NewYear => bounds_of((year, 1, 1), (year, 1, 1)),
            Base::Plan => Some(self.plan),
            Base::Number(..) | Base::Missing | Base::Every(_) => None,
        }
    }

    fn school_quarter(&self, first_year: i32, quarter: u32) -> Option<Bounds> {
        let (quarters, _) = self.context.calendar.quarters(first_year);
        let (start, end) = *quarters.get(quarter.checked_sub(1)? as usize)?;
        Some(Bounds { start, end })
    }

    /// The holidays are the gaps between the quarters, and the summer.
    fn holidays(&self, first_year: i32, season: Season) -> Option<Bounds> {
        let (quarters, _) = self.context.calendar.quarters(first_year);
        let gap = season as usize;
        let start = quarters.get(gap)?.1.succ_opt()?;
        let end = match quarters.get(gap + 1) {
            Some((next, _)) => next.pred_opt()?,
            None => date(first_year + 1, 8, 31)?,
        };
        Some(Bounds { start, end })
    }

    /// Says when the quarters of a year are another year's days.
    fn borrowed_quarters(&mut self, base: Base, year: i32) {
        let first_year = match base {
            Base::SchoolQuarter(quarter) => year - i32::from(quarter > 2),
            Base::Holidays(Some(Season::Spring | Season::Summer)) => year - 1,
            Base::Holidays(_) => year,
            _ => return,
        };
        self.conventions.cite(4);
        if !self.context.calendar.quarters(first_year).1 {
            self.note(Note::of(NoteCode::LowPrecision));
        }
    }

    /// A point without a year, in the plan: convention 2. With `from`, the first that does not end before that day.
    fn unwritten(&mut self, point: Point, from: Option<NaiveDate>) -> Result<Bounds, Failure> {
        self.cite_base(point);
        if matches!(point.base, Base::Year | Base::SchoolYear | Base::Plan) {
            return self.plan_part(point);
        }
        let (first, last) = (self.plan.start.year(), self.plan.end.year());
        if point.base == Base::NewYear {
            return self.in_year(point, first + 1);
        }
        let notes = self.notes.len();
        self.cite(2);
        if point.base == Base::Month(8) && from.is_none() && self.context.period.sort == PeriodSort::SchoolYear {
            let year = if self.late() { last } else { first };
            return self.in_year(point, year);
        }
        let mut chosen: Option<(i32, i64)> = None;
        let mut choices = 0;
        for year in first - 1..=last + 1 {
            let Some(base) = self.base_in_year(point.base, year) else { return Err(Failure::NoSuchDay(None)) };
            let bounds = part_of_month(point, base).unwrap_or(base);
            if from.is_some_and(|from| bounds.end < from) {
                continue;
            }
            let distance = if bounds.overlaps(self.plan) {
                choices += 1;
                // What begins in the plan comes before what only reaches into it.
                i64::from(bounds.start < self.plan.start)
            } else {
                (self.plan.start - bounds.end).num_days().max((bounds.start - self.plan.end).num_days())
            };
            if chosen.is_none_or(|(_, nearest)| distance < nearest) {
                chosen = Some((year, distance));
            }
            // After a given day the first is meant, not the nearest.
            if from.is_some() {
                break;
            }
        }
        self.notes.truncate(notes);
        let Some((year, _)) = chosen else { return Err(Failure::NoSuchDay(None)) };
        if choices > 1 && self.context.multi_year() {
            let bounds = self.in_year(point, year)?;
            self.note(Note {
                subject: Some(Stretch { start: Some(bounds.start), end: Some(bounds.end) }),
                ..Note::of(NoteCode::Ambiguous)
            });
        }
        self.in_year(point, year)
    }

    /// A part of the plan's own year: «начало учебного года», «конец года».
    fn plan_part(&mut self, point: Point) -> Result<Bounds, Failure> {
        let plan = self.plan;
        self.cite(if point.part == Part::Whole { 1 } else { 6 });
        let calendar = self.context.period.sort == PeriodSort::CalendarYear && point.base != Base::SchoolYear;
        let base = match point.base {
            Base::Plan => return self.plan_end(point),
            _ if point.part == Part::Whole => return Ok(plan),
            _ if calendar => bounds_of((plan.start.year(), 1, 1), (plan.end.year(), 12, 31)),
            _ if self.context.period.sort == PeriodSort::CalendarYear => {
                // «к началу учебного года» in a plan for 2023 is September, «до конца» May.
                let year = plan.start.year() - i32::from(matches!(point.part, Part::End));
                bounds_of((year, 9, 1), (year + 1, 8, 31))
            }
            _ => {
                let first = plan.start.year() - i32::from(plan.start.month() < 8);
                let last =
                    if self.context.multi_year() && point.part == Part::End { plan.end.year() } else { first + 1 };
                bounds_of((last - 1, 9, 1), (last, 8, 31))
            }
        };
        self.part_of(point, base.ok_or(Failure::NoSuchDay(None))?)
    }

    /// «до конца проекта», «в начале реализации проекта»: the plan's first and last month.
    fn plan_end(&mut self, point: Point) -> Result<Bounds, Failure> {
        let Bounds { start, end } = self.plan;
        let month = Days::new(30);
        Ok(match point.part {
            Part::Begin => Bounds { start, end: start.checked_add_days(month).unwrap_or(end).min(end) },
            Part::End => Bounds { start: end.checked_sub_days(month).unwrap_or(start).max(start), end },
            _ => self.plan,
        })
    }

    fn part_of(&mut self, point: Point, base: Bounds) -> Result<Bounds, Failure> {
        match (point.base, point.part) {
            // Convention 6: the school year begins in September and ends in May.
            (Base::SchoolYear, Part::Begin | Part::Week(1) | Part::Decade(1) | Part::Day(1)) => {
                self.cite(6);
                let september = month_of(base.start.year(), 9).unwrap_or(base);
                if point.part == Part::Begin { Ok(september) } else { self.part(point.part, september, true) }
            }
            (Base::SchoolYear | Base::Year, Part::End | Part::Week(LAST) | Part::Day(LAST))
                if base.start.month() == 9 =>
            {
                self.cite(6);
                let may = month_of(base.end.year(), 5).unwrap_or(base);
                if point.part == Part::End { Ok(may) } else { self.part(point.part, may, true) }
            }
            (Base::Year, Part::Begin) if base.start.month() == 9 => {
                self.cite(6);
                Ok(month_of(base.start.year(), 9).unwrap_or(base))
            }
            (Base::SchoolYear | Base::Year, Part::Middle) if base.start.month() == 9 => {
                self.note(Note::of(NoteCode::LowPrecision));
                bounds_of((base.start.year(), 12, 1), (base.end.year(), 1, 31)).ok_or(Failure::NoSuchDay(None))
            }
            _ => self.part(point.part, base, matches!(point.base, Base::Month(_))),
        }
    }

    /// A part of a stretch. A month's thirds are its decades; a longer stretch's beginning and end are its first and
    /// last ten days, or months where it has several.
    fn part(&mut self, part: Part, base: Bounds, month: bool) -> Result<Bounds, Failure> {
        let Bounds { start, end } = base;
        let nth = |days: u64| start.checked_add_days(Days::new(days)).unwrap_or(end);
        let back = |days: u64| end.checked_sub_days(Days::new(days)).unwrap_or(start);
        if !matches!(part, Part::Whole | Part::Day(_)) {
            self.cite(if matches!(part, Part::Half(_)) { 12 } else { 6 });
        }
        let rough = matches!(part, Part::Begin | Part::Middle | Part::End);
        if rough {
            self.note(Note::of(NoteCode::LowPrecision));
        }
        Ok(match part {
            Part::Whole => base,
            Part::Day(LAST) => Bounds { start: end, end },
            Part::Day(day) => {
                let found = day.checked_sub(1).map(|days| nth(u64::from(days))).filter(|&found| found <= end);
                let Some(found) = found else {
                    return Err(Failure::NoSuchDay(Some(if day == 0 { start } else { end })));
                };
                Bounds { start: found, end: found }
            }
            Part::Weekday(ordinal, weekday) => {
                let days = start
                    .iter_days()
                    .take_while(|day| *day <= end)
                    .filter(|day| day.weekday().num_days_from_monday() == u32::from(weekday));
                let found =
                    if ordinal == LAST { days.last() } else { { days }.nth(ordinal.saturating_sub(1) as usize) };
                let found = found.ok_or(Failure::NoSuchDay(None))?;
                Bounds { start: found, end: found }
            }
            Part::Week(LAST) => Bounds { start: back(6), end },
            Part::Week(week) => {
                let first = nth(u64::from(week.saturating_sub(1)) * 7);
                if first > end {
                    return Err(Failure::NoSuchDay(None));
                }
                Bounds { start: first, end: nth(u64::from(week) * 7 - 1).min(end) }
            }
            Part::Decade(decade) => {
                let first = nth(u64::from(decade - 1) * 10);
                let last = if decade == 3 && month { end } else { nth(u64::from(decade) * 10 - 1) };
                Bounds { start: first.min(end), end: last.min(end) }
            }
            Part::Half(half) => {
                let middle = if month { nth(14) } else { nth((base.days() as u64 / 2).saturating_sub(1)) };
                let second = middle.succ_opt().unwrap_or(end);
                if half == 1 { Bounds { start, end: middle } } else { Bounds { start: second.min(end), end } }
            }
            Part::Begin if month || base.days() < 100 => Bounds { start, end: nth(9).min(end) },
            Part::Middle if month => Bounds { start: nth(10), end: nth(19) },
            Part::End if month => Bounds { start: nth(20), end },
            Part::End if base.days() < 100 => Bounds { start: back(9).max(start), end },
            Part::Begin => month_of(start.year(), start.month()).unwrap_or(base),
            Part::End => month_of(end.year(), end.month()).unwrap_or(base),
            Part::Middle => {
                let third = base.days() as u64 / 3;
                Bounds { start: nth(third), end: back(third) }
            }
        })
    }

    // -------------------------------------------------------------------------------------------------- doubts

    /// The August before a school year.
    fn preparation(&self) -> Option<Bounds> {
        let start = self.plan.start;
        let august = start.month() == 9 && start.day() == 1 && self.context.period.sort != PeriodSort::CalendarYear;
        august.then(|| month_of(start.year(), 8)).flatten()
    }

    fn inside(&self, bounds: Bounds) -> bool {
        bounds.overlaps(self.plan) || self.preparation().is_some_and(|august| bounds.overlaps(august))
    }

    /// Whether the row stands among the plan's last.
    fn late(&self) -> bool {
        let Position { row, rows, previous, next } = self.context.position;
        let second = self.plan.end.year();
        let is_late = |stretch: Stretch| {
            stretch.end.or(stretch.start).is_some_and(|day| day.year() == second && day.month() >= 3)
        };
        match (previous, next) {
            (Some(previous), Some(next)) => is_late(previous) && is_late(next),
            (Some(previous), None) => is_late(previous),
            (None, Some(_)) => false,
            (None, None) => rows >= 4 && row * 4 >= rows * 3,
        }
    }

    /// A year left over from last year's file, or a date that is simply not in the plan.
    fn year_doubts(&mut self, one: Dated) {
        let Dated { start, end, span, written } = one;
        if let [Some(Point { base: Base::Year | Base::SchoolYear | Base::Plan, part: Part::Whole, .. }), None] =
            points(span.shape)
            && self.inside(one.bounds())
        {
            return;
        }
        let open = matches!(span.shape, Shape::From(_) | Shape::After(_));
        let start_inside = start.is_none_or(|start| self.inside(Bounds { start, end: start }));
        let end_inside = open || self.inside(Bounds { start: end, end });
        // A stretch that merely reaches over the plan's edge is no mistake: a quarter, a season.
        let single = matches!(span.shape, Shape::Single(_));
        if start_inside && end_inside || single && self.inside(one.bounds()) {
            return;
        }
        let subject = Some(one.stretch());
        if written && self.context.period.sort != PeriodSort::Project {
            for years in [1, -1, 2, -2, 3, -3] {
                let move_end = !end_inside;
                let move_start = !start_inside;
                let fixed = Stretch {
                    start: start.map(|start| if move_start { shifted(start, years) } else { start }),
                    end: Some(if move_end { shifted(end, years) } else { end }),
                };
                let (from, to) = (fixed.start.or(fixed.end).unwrap_or(end), fixed.end.unwrap_or(end));
                let fits = |day: NaiveDate| self.inside(Bounds { start: day, end: day });
                if from <= to && fits(from) && (open || fits(to)) {
                    let to = if open { self.plan.end } else { month_end_kept(one, to) };
                    self.cite(10);
                    self.note(Note {
                        subject,
                        suggestion: Some(Stretch { start: fixed.start, end: Some(to) }),
                        ..Note::of(NoteCode::YearLeftOver)
                    });
                    return;
                }
            }
        }
        self.note(Note { subject, ..Note::of(NoteCode::OutsidePlan) });
    }

    /// A single day or a deadline that is a day off.
    fn day_off(&mut self, reading: &Reading) {
        let day = match (reading.kind, reading.end) {
            (Kind::Day | Kind::By, Some(day)) => day,
            _ => return,
        };
        let subject = Some(Stretch { start: reading.start, end: Some(day) });
        if let Some(holiday) = self.context.calendar.holiday(day) {
            self.cite(7);
            self.note(Note { subject, holiday: Some(holiday), ..Note::of(NoteCode::Holiday) });
        } else if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            self.cite(7);
            self.note(Note { subject, ..Note::of(NoteCode::Weekend) });
        }
    }

    fn cite_base(&mut self, point: Point) {
        match point.base {
            Base::Quarter(_) | Base::SchoolQuarter(_) | Base::Holidays(_) => self.cite(4),
            Base::HalfYear(_) => self.cite(5),
            Base::Season(_) => self.cite(6),
            Base::Plan => self.cite(1),
            _ => {}
        }
    }
}

impl Context<'_> {
    /// The plan covers some month twice.
    fn multi_year(&self) -> bool {
        (self.period.end - self.period.start).num_days() > 366
    }
}

/// The last day of February stays the last.
fn month_end_kept(one: Dated, end: NaiveDate) -> NaiveDate {
    let was_last = one.end.succ_opt().is_some_and(|next| next.day() == 1) && one.start != Some(one.end);
    if was_last { month_of(end.year(), end.month()).map_or(end, |month| month.end) } else { end }
}

/// «в течение года», «учебный год»: the plan's own year, which bounds nothing further.
fn is_plan(span: &Span) -> bool {
    matches!(
        span.shape,
        Shape::Single(Point {
            part: Part::Whole,
            base: Base::Year | Base::SchoolYear | Base::Plan,
            year: Year::Unwritten | Year::School(_) | Year::Span(..)
        })
    )
}

fn part_of_month(point: Point, base: Bounds) -> Option<Bounds> {
    let Part::Day(day) = point.part else { return None };
    let found =
        base.start.checked_add_days(Days::new(u64::from(day.checked_sub(1)?))).filter(|found| *found <= base.end)?;
    Some(Bounds { start: found, end: found })
}

fn every(rhythm: Rhythm) -> Every {
    let (interval, unit) = match rhythm.unit {
        Noun::Decade => (rhythm.interval.saturating_mul(10), Unit::Day),
        unit => (rhythm.interval, unit_of(unit)),
    };
    Every { times: rhythm.times, interval, unit }
}

fn unit_of(noun: Noun) -> Unit {
    match noun {
        Noun::Day | Noun::Decade => Unit::Day,
        Noun::Week => Unit::Week,
        Noun::Month => Unit::Month,
        Noun::Quarter => Unit::Quarter,
        Noun::SchoolQuarter => Unit::SchoolQuarter,
        Noun::HalfYear => Unit::HalfYear,
        Noun::Year => Unit::Year,
    }
}

fn cover(windows: &[Bounds]) -> Option<Bounds> {
    Some(Bounds { start: windows.first()?.start, end: windows.last()?.end })
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn bounds_of(start: (i32, u32, u32), end: (i32, u32, u32)) -> Option<Bounds> {
    Some(Bounds { start: date(start.0, start.1, start.2)?, end: date(end.0, end.1, end.2)? })
}

/// A month of a year, from 1.
fn month_of(year: i32, month: u32) -> Option<Bounds> {
    let start = date(year, month, 1)?;
    let next = if month == 12 { date(year.checked_add(1)?, 1, 1) } else { date(year, month + 1, 1) };
    Some(Bounds { start, end: next?.pred_opt()? })
}

/// A season that begins in a year.
fn season_of(year: i32, season: Season) -> Option<Bounds> {
    let (first, last) = match season {
        Season::Autumn => (month_of(year, 9)?, month_of(year, 11)?),
        Season::Winter => (month_of(year, 12)?, month_of(year + 1, 2)?),
        Season::Spring => (month_of(year, 3)?, month_of(year, 5)?),
        Season::Summer => (month_of(year, 6)?, month_of(year, 8)?),
    };
    Some(Bounds { start: first.start, end: last.end })
}

/// The JSON object of `letopis term --format json`; the words of a note come from the catalogs of whoever asks.
pub fn to_json(phrase: &str, reading: &Reading, words: impl Fn(&Note) -> String) -> serde_json::Value {
    let notes: Vec<_> =
        reading.notes.iter().map(|note| serde_json::json!({"code": note.code, "text": words(note)})).collect();
    serde_json::json!({
        "phrase": phrase,
        "kind": reading.kind,
        "start": reading.start,
        "end": reading.end,
        "every": reading.every,
        "occurrences": reading.occurrences,
        "notes": notes,
    })
}
