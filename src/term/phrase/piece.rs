//! A point on its way into the phrase, with what stood before it. Not yet a [`Span`](super::Span): whether a dash or «по»
//! ties it to another is seen at the end, in [`spans`](super::spans).

use super::{Base, Joint, Part, Point, Year};
use crate::term::vocabulary::Season;

/// The preposition before a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// «с».
    From,
    /// «до», «не позднее».
    Until,
    /// «к».
    Toward,
    /// «по».
    Through,
    /// «после».
    After,
}

/// A point, or what is to become one when its noun or base has come.
#[derive(Clone, Copy, Debug)]
pub struct Piece<B = Draft> {
    /// Which part.
    pub part: Part,
    /// Of what.
    pub base: B,
    /// In which year.
    pub year: Year,
    /// The preposition before it.
    pub role: Option<Role>,
    /// What stands between it and the piece before.
    pub joint: Joint,
    /// «в течение …».
    pub during: bool,
    /// «каждый …».
    pub each: bool,
    /// In brackets.
    pub bracket: bool,
    /// Found to be nothing: a number of something else, a part that another piece took over.
    pub dropped: bool,
}

/// What a piece is a part of, as far as it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draft {
    /// A number whose noun has not come: «3» of «3 октября».
    Number {
        /// Its value; [`LAST`](super::LAST) for «последний».
        value: u32,
        /// Whether it is an ordinal: «1-я», «первая», «I».
        ordinal: bool,
    },
    /// A part whose base has not come: «первая неделя» of «первая неделя октября».
    Missing,
    /// An adjective of season, whose noun may yet be «каникулы».
    Seasonal(Season),
    /// All there is to know.
    Base(Base),
}

impl From<Base> for Draft {
    fn from(base: Base) -> Draft {
        Draft::Base(base)
    }
}

impl Piece {
    /// The piece as it goes into the phrase, if it came to anything.
    pub fn settled(self) -> Option<Piece<Base>> {
        let base = match self.base {
            Draft::Base(base) if !self.dropped => base,
            _ => return None,
        };
        let Piece { part, base: _, year, role, joint, during, each, bracket, dropped } = self;
        Some(Piece { part, base, year, role, joint, during, each, bracket, dropped })
    }

    /// A number whose noun has not come.
    pub fn is_number(&self) -> bool {
        matches!(self.base, Draft::Number { .. })
    }

    /// A number whose noun has not come, as an ordinal.
    pub fn is_ordinal(&self) -> bool {
        matches!(self.base, Draft::Number { ordinal: true, .. })
    }

    /// A part whose base has not come.
    pub fn waits_for_base(&self) -> bool {
        self.base == Draft::Missing && !self.dropped
    }

    /// Half of a year, which is a base of its own and no part: «I полугодие», «половина года».
    pub fn is_half_without_base(&self) -> bool {
        self.base == Draft::Missing && matches!(self.part, Part::Half(_))
    }
}

impl Piece<Base> {
    pub fn point(&self) -> Point {
        Point { part: self.part, base: self.base, year: self.year }
    }
}

/// What stands before the next piece, which will bear it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lead {
    /// The preposition.
    pub role: Option<Role>,
    /// What parts it from the piece before.
    pub joint: Joint,
    /// How many brackets are open.
    pub brackets: u32,
    /// Words that are not ours have come since the last piece.
    pub stranger: bool,
}

impl Lead {
    /// Something that is no date stands between, unless a stronger joint does already.
    pub fn interrupt(&mut self) {
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }
}
