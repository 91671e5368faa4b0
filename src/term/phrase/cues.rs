//! What a phrase says beside dates: that they stand in another document, that there are none by nature, that an event
//! decides, that the whole of the plan is meant.

use super::parser::Parser;
use super::piece::Role;
use super::{Base, Joint, Part, Year};

impl Parser<'_> {
    pub(super) fn plan(&mut self) {
        if self.swallow {
            return;
        }
        let waiting = self.pieces.last().is_some_and(|piece| piece.point.base == Base::Missing && !piece.dropped);
        let again =
            self.pieces.last().is_some_and(|piece| piece.point.base == Base::Plan) && self.joint == Joint::Space;
        if again {
            return;
        }
        if waiting {
            self.settle_parts(Base::Plan);
        } else if self.during || self.course || self.all || self.period {
            self.role = None;
            self.during = true;
            self.push(Part::Whole, Base::Plan, Year::Unwritten);
            self.course = false;
            self.all = false;
            self.phrase.cues.whole_plan = true;
        } else if let Some(Role::Until | Role::Toward | Role::After) = self.role {
            self.role = None;
            self.event_like = true;
            self.swallow = true;
        } else if self.joint == Joint::Space {
            self.joint = Joint::Words;
        }
    }
}
