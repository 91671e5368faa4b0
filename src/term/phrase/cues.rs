//! What a phrase says beside dates: that they stand in another document, that there are none by nature, that an event
//! decides, that the whole of the plan is meant.

use super::parser::Parser;
use super::piece::{Draft, Piece, Role};
use super::{Base, Joint, Part, Year};
use crate::term::vocabulary::Meaning;

impl Parser<'_> {
    /// «проект», «реализация»: the plan's whole time, if a word before them says that it is time they mean.
    pub(super) fn plan(&mut self) {
        if self.skipping {
            return;
        }
        // «реализации проекта»: one thing in two words.
        let last = self.pieces.last();
        if last.is_some_and(|piece| piece.base == Draft::Base(Base::Plan)) && self.lead.joint == Joint::Space {
            return;
        }
        if last.is_some_and(Piece::waits_for_base) {
            self.settle_parts(Base::Plan);
        } else if self.awaiting.during || self.awaiting.course || self.awaiting.all || self.awaiting.period {
            self.lead.role = None;
            self.awaiting.during = true;
            self.push(Part::Whole, Base::Plan, Year::Unwritten);
            self.awaiting.course = false;
            self.awaiting.all = false;
            self.phrase.cues.whole_plan = true;
        } else if let Some(Role::Until | Role::Toward | Role::After) = self.lead.role {
            self.suspect_event();
        } else {
            self.lead.interrupt();
        }
    }

    /// «период», «срок», «время»: of a season, of all the plan, or of an event.
    pub(super) fn period(&mut self) {
        self.awaiting.period = true;
        if self.tokens.back(2) == Some(Meaning::In) && self.tokens.is_unknown(0) {
            // «во время занятий»
            self.event_suspected = true;
        }
        if let Some(last) = self.pieces.last_mut()
            && let Draft::Seasonal(season) = last.base
            && self.lead.joint == Joint::Space
        {
            last.base = Draft::Base(Base::Season(season));
            self.give_year();
        }
        self.phrase.cues.whole_plan |= self.awaiting.all;
    }

    /// «по итогам», «со дня»: what follows names an event, up to the next comma or bracket.
    pub(super) fn event(&mut self) {
        self.phrase.cues.relative = true;
        self.phrase.cues.tied = true;
        self.skipping = true;
        self.lead.role = None;
        self.awaiting.during = false;
    }

    /// «до начала семинара», «ко Дню учителя»: a preposition of time before what is no date of ours.
    pub(super) fn suspect_event(&mut self) {
        self.event_suspected = true;
        self.skipping = true;
        self.lead.role = None;
    }

    /// «окончание», «завершение»: an end after «до», an event elsewhere.
    pub(super) fn finish_or_event(&mut self) {
        if matches!(self.lead.role, Some(Role::Until | Role::Toward)) {
            self.part(Part::End);
        } else {
            let tied = self.phrase.cues.tied || self.lead.role == Some(Role::After);
            self.event();
            self.phrase.cues.tied = tied;
        }
    }

    /// «незамедлительно», «в 3-дневный срок»: the number is the event's.
    pub(super) fn soon(&mut self) {
        self.take_count();
        self.phrase.cues.relative = true;
        self.phrase.cues.tied = true;
    }

    /// «кроме»: what follows does not count.
    pub(super) fn except(&mut self) {
        self.skipping = true;
        self.lead.role = None;
    }

    pub(super) fn by_plan(&mut self) {
        if self.is_of_event() {
            return self.event();
        }
        self.phrase.cues.by_plan = true;
        self.lead.role = None;
        self.awaiting.during = false;
    }

    pub(super) fn as_needed(&mut self) {
        if self.is_of_event() {
            return self.event();
        }
        self.phrase.cues.as_needed = true;
        self.lead.role = None;
        self.awaiting.during = false;
    }

    /// «после утверждения плана», «после поступления»: the plan is a part of the event's name, unless «по» comes before.
    fn is_of_event(&self) -> bool {
        let of_named = self.skipping && self.phrase.cues.tied && self.tokens.back(2) != Some(Meaning::Through);
        of_named || self.lead.role == Some(Role::After)
    }
}
