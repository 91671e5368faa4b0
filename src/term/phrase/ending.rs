//! The end of the phrase: what still waits meets what there is, or is dropped, and pieces become spans.

use super::parser::{Matter, Parser};
use super::piece::{Draft, Piece, Role};
use super::spans::spans;
use super::{Base, Joint, Part, Phrase, Rhythm, Year};
use crate::term::vocabulary::{Noun, Season};

impl Parser<'_> {
    pub(super) fn finish(mut self) -> Phrase {
        self.phrase.cues.relative |= self.lead.role == Some(Role::After);
        self.settle_what_waits();
        let mut pieces: Vec<Piece<Base>> = self.pieces.into_iter().filter_map(Piece::settled).collect();
        // The plan's whole time says nothing beside a stretch.
        if pieces.iter().any(|piece| piece.base != Base::Plan) {
            pieces.retain(|piece| piece.base != Base::Plan || piece.part != Part::Whole);
        }
        qualify_by_year(&mut pieces);
        repeat_over_years(&mut pieces);
        self.phrase.spans = spans(&pieces);
        self.phrase.cues.relative |= self.event_suspected || self.matter == Matter::DittoMarks;
        self.phrase
    }

    /// What never met its noun or base takes what stands before it, or is dropped.
    fn settle_what_waits(&mut self) {
        let monthly_rhythm =
            self.phrase.rhythm.is_some_and(|rhythm| rhythm.unit == Noun::Month && rhythm.interval == 1);
        let monthly =
            monthly_rhythm || self.pieces.iter().any(|piece| piece.base == Draft::Base(Base::Every(Noun::Month)));
        for at in 0..self.pieces.len() {
            let Piece { base, dropped, .. } = self.pieces[at];
            match base {
                _ if dropped => {}
                // «ежемесячно до 20-го»
                Draft::Number { value: day @ 1..=31, ordinal }
                    if monthly_rhythm && (ordinal || self.pieces[at].role == Some(Role::Until)) =>
                {
                    (self.pieces[at].part, self.pieces[at].base) = (Part::Day(day), Base::Every(Noun::Month).into());
                }
                Draft::Number { value, ordinal } => self.settle_day_behind_month(at, value, ordinal),
                Draft::Seasonal(season) => self.settle_season(at, season),
                Draft::Missing => {
                    if !self.settle_part_behind_month(at) {
                        self.settle_part_alone(at, monthly);
                    }
                }
                Draft::Base(_) => {}
            }
        }
    }

    /// «октябрь: 3, 10».
    fn settle_day_behind_month(&mut self, at: usize, day: u32, ordinal: bool) {
        let Some(before) = at.checked_sub(1).map(|before| self.pieces[before]) else { return };
        let number = self.pieces[at];
        let fits = (1..=31).contains(&day)
            && !ordinal
            && matches!(number.joint, Joint::Space | Joint::List | Joint::Dash | Joint::Newline)
            && matches!(before.base, Draft::Base(Base::Month(_)))
            && !before.dropped
            && number.role.is_none()
            && before.role.is_none();
        if !fits {
            return;
        }
        match before.part {
            Part::Whole if number.joint != Joint::Dash => {
                self.pieces[at - 1].part = Part::Day(day);
                self.pieces[at].dropped = true;
                // The next number stands beside this one.
                self.pieces.swap(at - 1, at);
            }
            Part::Day(_) if number.joint != Joint::Space => {
                self.pieces[at] = Piece { part: Part::Day(day), base: before.base, year: before.year, ..number };
            }
            Part::Whole | Part::Day(_) => self.pieces[at].dropped = true,
            _ => {}
        }
    }

    /// «осенняя» alone is the season; behind «каникулы» it says which: «каникулы осенние, весенние».
    fn settle_season(&mut self, at: usize, season: Season) {
        let before = at.checked_sub(1).map(|before| self.pieces[before].base);
        let base = match before {
            Some(Draft::Base(Base::Holidays(of))) => {
                self.pieces[at - 1].dropped |= of.is_none();
                Base::Holidays(Some(season))
            }
            _ => Base::Season(season),
        };
        self.pieces[at].base = base.into();
    }

    /// «сентябрь, 1-я неделя». Says whether it is such a part.
    fn settle_part_behind_month(&mut self, at: usize) -> bool {
        let part = self.pieces[at];
        if let Some(before) = at.checked_sub(1).map(|before| &mut self.pieces[before])
            && matches!(before.base, Draft::Base(Base::Month(_)))
            && before.part == Part::Whole
            && !before.dropped
            && matches!(part.joint, Joint::List | Joint::Space | Joint::Bracket | Joint::Newline | Joint::Dash)
            && part.role.is_none()
        {
            before.part = part.part;
            self.pieces[at].dropped = true;
            return true;
        }
        false
    }

    /// «второй вторник», «до 5 числа», «до начала занятий».
    fn settle_part_alone(&mut self, at: usize, monthly: bool) {
        let piece = &mut self.pieces[at];
        match piece.part {
            // «каждый второй вторник» is every other week.
            Part::Weekday(interval @ 2..=4, _) if piece.each && !monthly => {
                piece.dropped = true;
                let rhythm = Rhythm { times: 1, interval, unit: Noun::Week, counted: false };
                self.phrase.rhythm.get_or_insert(rhythm);
            }
            Part::Weekday(..) | Part::Day(_) => piece.base = Base::Every(Noun::Month).into(),
            Part::Half(half @ 1..=2) if piece.role.is_none() => {
                (piece.part, piece.base) = (Part::Whole, Base::HalfYear(half).into());
            }
            _ => {
                piece.dropped = true;
                self.phrase.cues.relative |= piece.role.is_some_and(|role| role != Role::Through);
            }
        }
    }
}

/// «2023 год: сентябрь, октябрь»: a year that stands before its months is theirs.
fn qualify_by_year(pieces: &mut Vec<Piece<Base>>) {
    let [year, rest @ ..] = pieces.as_mut_slice() else { return };
    let is_year = matches!(year.base, Base::Year | Base::SchoolYear)
        && year.part == Part::Whole
        && year.year != Year::Unwritten
        && !year.during
        && year.role.is_none();
    let finer = |piece: &Piece<Base>| {
        !matches!(piece.base, Base::Year | Base::SchoolYear | Base::Plan | Base::NewYear | Base::Every(_))
            && piece.year == Year::Unwritten
    };
    let one_month = matches!(rest, [next] if matches!(next.base, Base::Month(_)) && next.role.is_none());
    let tied = rest.first().is_some_and(|next| next.joint == Joint::Dash);
    // «2023-октябрь» is one month; «2023 – октябрь, ноябрь» is beyond us.
    if is_year && rest.iter().all(finer) && !rest.is_empty() && (!tied || one_month) {
        rest.iter_mut().for_each(|piece| piece.year = year.year);
        rest[0].joint = Joint::Space;
        pieces.remove(0);
    }
}

/// «октябрь 2024, 2025, 2026 гг.»: the same of every year.
fn repeat_over_years(pieces: &mut [Piece<Base>]) {
    for at in 1..pieces.len() {
        let (before, piece) = (pieces[at - 1], pieces[at]);
        let bare_year = piece.base == Base::Year
            && piece.part == Part::Whole
            && matches!(piece.year, Year::Calendar(_))
            && piece.joint == Joint::List
            && piece.role.is_none()
            && !piece.during;
        let finer = !matches!(before.base, Base::Year | Base::SchoolYear | Base::Plan | Base::NewYear | Base::Every(_))
            && matches!(before.year, Year::Calendar(_))
            && before.role.is_none()
            && before.joint != Joint::Dash;
        if bare_year && finer {
            (pieces[at].part, pieces[at].base) = (before.part, before.base);
        }
    }
}
