//! The state of the parser, and the table of what each meaning does. No rule of grammar stands here: those are in the
//! modules beside this one, one group of rules in each.

use std::mem;

use super::cursor::Cursor;
use super::piece::{Draft, Lead, Piece, Role};
use super::{Base, Joint, LAST, Part, Phrase, Year};
use crate::term::lexer::{Token, Tokens, What};
use crate::term::vocabulary::{Meaning, Noun};

/// A phrase half read.
pub struct Parser<'a> {
    /// What is yet to be read.
    pub(super) tokens: Cursor<'a>,
    /// The points so far, and what may become one.
    pub(super) pieces: Vec<Piece>,
    /// What else is known so far; its spans are made of the pieces at the end.
    pub(super) phrase: Phrase,
    /// What stands before the next piece.
    pub(super) lead: Lead,
    /// Words whose noun has not come.
    pub(super) awaiting: Awaiting,
    /// One half of «2 раза в месяц», whose other half has not come.
    pub(super) half_rhythm: Option<HalfRhythm>,
    /// What was just read, where that tells how to read what follows.
    pub(super) just: Just,
    /// What follows is no date of the phrase, up to the next mark: an event's name, what «кроме» excepts.
    pub(super) skipping: bool,
    /// «до начала семинара»: there is an event, unless what follows makes a date of it.
    pub(super) event_suspected: bool,
    /// What the phrase consists of so far.
    pub(super) matter: Matter,
}

/// Words that wait for the noun they belong to. Several may wait at once: «в течение всего учебного года».
#[derive(Clone, Copy, Debug, Default)]
pub struct Awaiting {
    /// «в течение».
    pub during: bool,
    /// «в ходе».
    pub course: bool,
    /// «каждый».
    pub each: bool,
    /// «весь».
    pub all: bool,
    /// «учебный».
    pub school: bool,
    /// «новый».
    pub new: bool,
    /// «период», «срок»: of what may be the plan.
    pub period: bool,
}

/// One half of a rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HalfRhythm {
    /// «2 раза».
    Times(u32),
    /// «в месяц».
    Unit(Noun),
}

/// What was read last. An hour and the weekday behind it may both be said: «14.00 (вт)».
#[derive(Clone, Copy, Debug, Default)]
pub struct Just {
    /// An hour.
    pub hour: bool,
    /// «по», before a weekday.
    pub through: bool,
    /// A weekday, 0 for Monday.
    pub weekday: Option<u8>,
}

/// What a phrase consists of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Nothing, or dashes and the like.
    #[default]
    Nothing,
    /// Quotation marks and slashes: as the row above.
    DittoMarks,
    /// Words or numbers.
    Words,
}

impl<'a> Parser<'a> {
    pub(super) fn new(lexed: &'a Tokens) -> Parser<'a> {
        Parser {
            tokens: Cursor::new(&lexed.tokens),
            pieces: Vec::with_capacity(4),
            phrase: Phrase { look_alikes: lexed.look_alikes, ..Phrase::default() },
            lead: Lead::default(),
            awaiting: Awaiting::default(),
            half_rhythm: None,
            just: Just::default(),
            skipping: false,
            event_suspected: false,
            matter: Matter::default(),
        }
    }

    /// Reads what begins with the token at the cursor, and moves on behind it.
    pub(super) fn read(&mut self, token: Token) {
        // Behind an ordinal or a part the line merely ended: «до конца⏎II полугодия», «вторая⏎среда мая».
        let goes_on = self.pieces.last().is_some_and(|piece| piece.is_ordinal() || piece.waits_for_base());
        if token.newline && self.lead.joint == Joint::Space && !goes_on {
            self.lead.joint = Joint::Newline;
        }
        if !matches!(token.what, What::Sign(_)) {
            self.matter = Matter::Words;
        }
        // A number is read with what stands around it, and says itself how far it reaches.
        if let What::Number(numeral) = token.what {
            return self.read_number(numeral);
        }
        self.tokens.advance(1);
        match token.what {
            What::Sign(sign) => self.read_sign(sign),
            What::Word(meaning) => self.read_word(meaning),
            What::Unknown | What::Number(_) => self.read_unknown(),
        }
    }

    /// What each meaning does.
    fn read_word(&mut self, meaning: Meaning) {
        match meaning {
            // Stretches with names of their own.
            Meaning::Month(12) if self.is_decade() => self.noun(Noun::Decade, false),
            Meaning::Month(month) => self.month(u32::from(month)),
            Meaning::Season(season) => self.base(Base::Season(season)),
            Meaning::Seasonal(season) => self.push(Part::Whole, Draft::Seasonal(season), Year::Unwritten),
            Meaning::Holidays => self.holidays(),
            Meaning::Plan => self.plan(),
            Meaning::Period => self.period(),
            // Nouns, and the numbers before them.
            Meaning::Noun(noun) => self.noun(noun, false),
            Meaning::Plural(noun) => self.noun(noun, true),
            Meaning::Number(value) => self.spelled_number(u32::from(value), false),
            Meaning::Ordinal(value) => self.spelled_number(u32::from(value), true),
            Meaning::Last => self.spelled_number(LAST, true),
            Meaning::DayMark => self.day_mark(),
            Meaning::DayMarks => self.day_marks(),
            // Parts.
            Meaning::Half => self.half(),
            Meaning::Begin => self.part(Part::Begin),
            Meaning::Middle => self.part(Part::Middle),
            Meaning::End => self.part(Part::End),
            Meaning::Finish => self.finish_or_event(),
            // How often.
            Meaning::Weekdays(bits) => self.weekdays(bits),
            Meaning::Times => self.times_of_numbers(),
            Meaning::TimesOver(times) => self.times(u32::from(times)),
            Meaning::Adverb(unit) => self.adverb(unit),
            // What waits for its noun.
            Meaning::Each => self.awaiting.each |= !self.skipping,
            Meaning::All => self.awaiting.all = true,
            Meaning::School => self.awaiting.school = true,
            Meaning::New => self.awaiting.new = true,
            Meaning::During => self.awaiting.during = true,
            Meaning::Course => self.awaiting.course = true,
            // Small words.
            Meaning::From => self.set_role(Role::From),
            Meaning::Until => self.set_role(Role::Until),
            Meaning::Toward => self.set_role(Role::Toward),
            Meaning::Through => self.set_role(Role::Through),
            Meaning::After => self.set_role(Role::After),
            Meaning::For => self.for_word(),
            Meaning::And if self.is_letter_in_quotes() => self.read_unknown(),
            Meaning::And => self.and(),
            // What the phrase says beside dates.
            Meaning::Event => self.event(),
            Meaning::Soon => self.soon(),
            Meaning::Except => self.except(),
            Meaning::Ditto => self.phrase.cues.relative = true,
            Meaning::ByPlan => self.by_plan(),
            Meaning::AsNeeded => self.as_needed(),
            Meaning::Always => self.phrase.cues.always = true,
            Meaning::Roughly => self.phrase.cues.roughly = true,
            // What is read with the word that it stands beside.
            Meaning::In | Meaning::Hour | Meaning::Working | Meaning::Filler => {}
            Meaning::Other => self.read_unknown(),
        }
        match meaning {
            Meaning::Through => self.just.through = true,
            // «по субботам и средам», «по каждым вторникам»
            Meaning::Weekdays(_) | Meaning::And | Meaning::Each => {}
            _ => self.just.through = false,
        }
    }

    /// Adds a piece, with all that stood before it.
    pub(super) fn push(&mut self, part: Part, base: impl Into<Draft>, year: Year) {
        let base = base.into();
        if self.skipping {
            self.lead.joint = Joint::Words;
            return;
        }
        let during = self.awaiting.during && !matches!(base, Draft::Number { .. } | Draft::Missing);
        if during {
            self.awaiting.during = false;
        }
        // «октябрь, каб. 12», «ул. Ленина, 25»: a number among a stranger's words is the stranger's.
        let stranger = mem::take(&mut self.lead.stranger) && matches!(base, Draft::Number { ordinal: false, .. });
        let joint = mem::replace(&mut self.lead.joint, Joint::Space);
        self.pieces.push(Piece {
            part,
            base,
            year,
            role: self.lead.role.take(),
            joint: if stranger { Joint::Words } else { joint },
            during,
            each: false,
            bracket: self.lead.brackets > 0,
            dropped: false,
        });
        self.just.hour = false;
        self.just.weekday = None;
    }
}
