//! A point on its way into the phrase, with what stood before it. Not yet a [`Span`](super::Span): whether a dash or «по»
//! ties it to another is seen at the end, in [`spans`](super::spans).

use super::{Base, Joint, Part, Point};

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
pub struct Piece {
    pub point: Point,
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
    /// On a line of its own.
    pub newline: bool,
    /// Found to be nothing: a number of something else, a part that another piece took over.
    pub dropped: bool,
}

impl Piece {
    /// A number whose noun has not come: «3» of «3 октября».
    pub fn is_number(&self) -> bool {
        matches!(self.point.base, Base::Number { .. })
    }

    /// A number that is an ordinal: «1-я», «первая», «I».
    pub fn is_ordinal(&self) -> bool {
        matches!(self.point.base, Base::Number { ordinal: true, .. })
    }

    /// A part whose base has not come: «первая неделя» of «первая неделя октября».
    pub fn waits_for_base(&self) -> bool {
        self.point.base == Base::Missing && !self.dropped
    }

    /// Half of a year, which is a base of its own and no part: «I полугодие», «половина года».
    pub fn is_half_without_base(&self) -> bool {
        self.point.base == Base::Missing && matches!(self.point.part, Part::Half(_))
    }
}

/// What stands before the next piece, which will bear it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lead {
    /// The preposition.
    pub role: Option<Role>,
    /// What parts it from the piece before.
    pub joint: Joint,
    /// Whether a line began.
    pub newline: bool,
    /// How many brackets are open.
    pub brackets: u32,
}

impl Lead {
    /// Something that is no date stands between, unless a stronger joint does already.
    pub fn interrupt(&mut self) {
        if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }
}
