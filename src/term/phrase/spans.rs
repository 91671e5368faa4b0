//! Pieces into spans: which two of them a dash or «с … по …» ties.

use super::piece::{Piece, Role};
use super::{Base, Joint, Part, Point, Shape, Span};

/// The spans of the pieces, in order.
pub(super) fn spans(pieces: &[Piece<Base>]) -> Vec<Span> {
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
        let (first, end) = (piece.point(), last.point());
        let shape = match (piece.role, tied) {
            (Some(Role::Until | Role::Through), _) => Shape::Until(end),
            (Some(Role::Toward), _) => Shape::Toward(end),
            (_, true) => Shape::Range(first, end),
            (Some(Role::From), false) => Shape::From(first),
            (Some(Role::After), false) => Shape::After(first),
            // «до 15.10, 15.01»: the preposition serves both.
            (None, false)
                if is_day(first)
                    && piece.joint == Joint::List
                    && matches!(spans.last(), Some(Span { shape: Shape::Until(before), .. }) if is_day(*before)) =>
            {
                Shape::Until(first)
            }
            (None, false) => Shape::Single(first),
        };
        spans.push(Span { shape, joint: piece.joint, during: piece.during || last.during, bracket: piece.bracket });
    }
    spans
}

fn is_day(point: Point) -> bool {
    matches!(point.part, Part::Day(_))
}
