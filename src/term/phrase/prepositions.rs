//! Small words: «с», «до», «к», «по», «после» give their role to the point that follows; «за» may announce an event; «и»
//! makes a list.

use super::Joint;
use super::parser::Parser;
use super::piece::Role;
use crate::term::vocabulary::Meaning;

impl Parser<'_> {
    /// The preposition of the next point; of several the latest rules: «не позднее чем до».
    pub(super) fn set_role(&mut self, role: Role) {
        // «за 10 дней до …» is said of an event.
        if !self.skipping || matches!(role, Role::Toward | Role::After) {
            self.lead.role = Some(role);
        }
    }

    pub(super) fn and(&mut self) {
        if self.lead.joint != Joint::Dash {
            self.lead.joint = Joint::List;
        }
    }

    /// «за»: «за 10 дней до», «за неделю до»; elsewhere as «в».
    pub(super) fn for_word(&mut self) {
        let mut ahead = 0;
        while ahead < 3
            && (self.tokens.numeral(ahead).is_some()
                || matches!(self.tokens.word(ahead), Some(Meaning::Number(_) | Meaning::Filler)))
        {
            ahead += 1;
        }
        let duration = matches!(self.tokens.word(ahead), Some(Meaning::Noun(_) | Meaning::Plural(_)));
        let mut rest = ahead + 1;
        while rest < ahead + 3 && matches!(self.tokens.word(rest), Some(Meaning::Filler)) {
            rest += 1;
        }
        if duration && matches!(self.tokens.word(rest), Some(Meaning::Until)) {
            self.event();
        }
    }
}
