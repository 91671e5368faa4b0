//! A point on its way into the phrase, with what stood before it. Not yet a [`Span`](super::Span): whether a dash or «по»
//! ties it to another is seen at the end, in [`spans`](super::spans).

use super::{Joint, Point};

/// The preposition before a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    From,
    Until,
    Toward,
    Through,
    After,
}

#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub point: Point,
    pub role: Option<Role>,
    pub joint: Joint,
    pub during: bool,
    pub each: bool,
    pub bracket: bool,
    pub newline: bool,
    pub dropped: bool,
}
