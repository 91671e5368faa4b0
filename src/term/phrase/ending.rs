//! The end of the phrase: what still waits meets what there is, or is dropped, and pieces become spans.

use super::parser::{Matter, Parser};
use super::piece::{Piece, Role};
use super::spans::spans;
use super::{Base, Joint, Part, Phrase, Point, Rhythm, Year};
use crate::term::vocabulary::Noun;

impl Parser<'_> {
    pub(super) fn finish(mut self) -> Phrase {
        self.settle_what_waits();
        self.phrase.cues.relative |= self.event_suspected || self.matter == Matter::DittoMarks;
        self.pieces.retain(|piece| !piece.dropped && !piece.is_number() && piece.point.base != Base::Missing);
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
            if let Base::Number { value: day @ 1..=31, ordinal: false } = piece.point.base
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
