//! The reading of one phrase: the state, and which kind of term it is. What dates its spans have is found in the modules
//! beside this one; a phrase's neighbours in the plan help in [`rows`](super::rows).

use chrono::NaiveDate;

use super::bounds::Bounds;
use super::convention::{Convention, Conventions};
use super::note::{Note, NoteCode, once_each};
use super::recurrence::every;
use super::{Context, Kind, Reading, Stretch};
use crate::term::phrase::{Base, Part, Phrase, Point, Shape, Span, Year};

/// Why a point has no dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The day does not exist; the nearest that does.
    NoSuchDay(Option<NaiveDate>),
    /// The end is printed before the start; what may be meant.
    EndBeforeStart(Option<Bounds>),
}

/// The phrase as read so far.
pub(super) struct Reader<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) plan: Bounds,
    pub(super) notes: Vec<Note>,
    pub(super) conventions: Conventions,
}

/// Reads a phrase whose syntax is known.
pub(in crate::term) fn read_phrase(phrase: &Phrase, context: &Context) -> Reading {
    let plan = Bounds { start: context.period.start, end: context.period.end };
    let mut reader = Reader { context, plan, notes: Vec::new(), conventions: Conventions::default() };
    if phrase.look_alikes {
        reader.note(Note::of(NoteCode::LookAlikeLetters));
    }
    let mut reading = match reader.kind(phrase) {
        Ok(reading) => reading,
        Err(failure) => {
            reader.doubt(failure);
            Reading::unclear()
        }
    };
    // «по предварительной договорённости» is rough about no date.
    let undated = matches!(reading.kind, Kind::Unclear | Kind::ByPlan | Kind::AsNeeded | Kind::Relative);
    if phrase.cues.roughly && !undated {
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

impl Reader<'_> {
    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    pub(super) fn cite(&mut self, convention: Convention) {
        self.conventions.cite(convention);
    }

    /// Says why there is no reading.
    fn doubt(&mut self, failure: Failure) {
        self.cite(Convention::AsPrinted);
        self.note(match failure {
            Failure::NoSuchDay(nearest) => {
                Note { suggestion: nearest.map(|day| Bounds::of_day(day).stretch()), ..Note::of(NoteCode::NoSuchDay) }
            }
            Failure::EndBeforeStart(meant) => {
                Note { suggestion: meant.map(|meant| meant.stretch()), ..Note::of(NoteCode::EndBeforeStart) }
            }
        });
    }

    /// The kind of the phrase and its dates. What is said strongest decides: dates elsewhere, then how often, then
    /// dates, then the rest.
    fn kind(&mut self, phrase: &Phrase) -> Result<Reading, Failure> {
        if phrase.cues.by_plan {
            self.cite(Convention::Undated);
            let reading = self.within(Kind::ByPlan, phrase)?;
            return Ok(Reading { every: phrase.rhythm.map(every), ..reading });
        }
        if recurs(phrase) {
            return self.recurring(phrase);
        }
        if phrase.spans.is_empty() {
            return Ok(self.without_dates(phrase));
        }
        // A stretch beside these words bounds them; a day or a deadline is what it says: «10.10, после уроков».
        let stretch = |span: &Span| {
            let (first, last) = span.shape.ends();
            let deadline = matches!(span.shape, Shape::Until(_) | Shape::Toward(_) | Shape::After(_));
            let day = last.is_none() && matches!(first.part, Part::Day(_) | Part::Weekday(..));
            span.during || is_plan(span) || !deadline && !day
        };
        if phrase.cues.as_needed && phrase.spans.iter().all(stretch) {
            self.cite(Convention::Undated);
            return self.within(Kind::AsNeeded, phrase);
        }
        let bounding = |span: &Span| is_plan(span) || phrase.cues.tied && stretch(span);
        if phrase.cues.relative && phrase.spans.iter().all(bounding) {
            self.cite(Convention::Undated);
            return self.within(Kind::Relative, phrase);
        }
        // «после осенних каникул» is tied to them; «после 10 мая» is a date.
        if let [Span { shape: Shape::After(point), .. }] = phrase.spans.as_slice()
            && !matches!(point.base, Base::Month(_))
        {
            self.cite(Convention::Undated);
            return Ok(self.bounded(Kind::Relative));
        }
        self.dates(phrase)
    }

    /// The kind of a phrase that names no stretch.
    fn without_dates(&mut self, phrase: &Phrase) -> Reading {
        let cues = phrase.cues;
        let always = cues.always || cues.whole_plan;
        if cues.as_needed || cues.relative || !always && phrase.duration.is_some() {
            self.cite(Convention::Undated);
        }
        if cues.as_needed {
            self.bounded(Kind::AsNeeded)
        } else if cues.relative {
            self.bounded(Kind::Relative)
        } else if always {
            self.cite(Convention::PlanYear);
            self.bounded(Kind::Throughout)
        } else {
            Reading::unclear()
        }
    }

    /// A kind without dates of its own, within the plan.
    pub(super) fn bounded(&self, kind: Kind) -> Reading {
        Reading::new(kind, Some(self.plan.start), Some(self.plan.end))
    }

    /// A kind without dates of its own, within what the phrase names, or else within the plan.
    fn within(&mut self, kind: Kind, phrase: &Phrase) -> Result<Reading, Failure> {
        if phrase.spans.is_empty() || phrase.points().any(of_every_unit) {
            return Ok(self.bounded(kind));
        }
        let dated = self.dated(&phrase.spans)?;
        let start = dated.iter().filter_map(|dated| dated.start).min();
        let end = dated.iter().map(|dated| dated.end).max();
        // «по графику, до 1 июня» runs from the plan's start.
        let start = start.or(Some(self.plan.start)).filter(|start| end.is_none_or(|end| *start <= end));
        Ok(Reading::new(kind, start, end))
    }
}

/// Whether it says how often: a rhythm, weekdays that belong to no date, a part of every month.
fn recurs(phrase: &Phrase) -> bool {
    let has_day = phrase.points().any(|point| matches!((point.part, point.base), (Part::Day(_), Base::Month(_))));
    let stretch = |span: &Span| matches!(span.shape, Shape::Range(..) | Shape::From(_) | Shape::Until(_));
    // «каждый вторник с 5 сентября» recurs; «вторник, 5 сентября» is a day.
    let by_weekday = phrase.weekdays != 0 && (!has_day || phrase.cues.each_weekday && phrase.spans.iter().all(stretch));
    phrase.rhythm.is_some() || by_weekday || phrase.points().any(of_every_unit)
}

fn of_every_unit(point: Point) -> bool {
    matches!(point.base, Base::Every(_))
}

/// «в течение года», «учебный год»: the plan's own year, which bounds nothing further.
pub(super) fn is_plan(span: &Span) -> bool {
    matches!(
        span.shape,
        Shape::Single(Point {
            part: Part::Whole,
            base: Base::Year | Base::SchoolYear | Base::Plan,
            year: Year::Unwritten | Year::School(_) | Year::Span(..)
        })
    )
}
