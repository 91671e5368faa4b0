//! Prepositions: «с», «до», «к», «по», «после» give their role to the point that follows; «за» may announce an event.

use super::parser::Parser;
use super::piece::Role;
use crate::term::vocabulary::Meaning;

impl Parser<'_> {
    pub(super) fn set_role(&mut self, role: Role) {
        if self.swallow && matches!(role, Role::From | Role::Through) {
            return;
        }
        // «не позднее чем до», «по согласованию с»: the latest word rules.
        self.role = Some(role);
    }

    /// «за»: «за 10 дней до», «за неделю до»; elsewhere as «в».
    pub(super) fn for_word(&mut self) {
        let mut ahead = 0;
        while ahead < 3
            && (self.numeral(ahead).is_some() || matches!(self.word(ahead), Some(Meaning::Number(_) | Meaning::Filler)))
        {
            ahead += 1;
        }
        let duration = matches!(self.word(ahead), Some(Meaning::Noun(_) | Meaning::Plural(_)));
        let mut rest = ahead + 1;
        while rest < ahead + 3 && matches!(self.word(rest), Some(Meaning::Filler)) {
            rest += 1;
        }
        if duration && matches!(self.word(rest), Some(Meaning::Until)) {
            self.event();
        }
    }

    /// «по итогам», «со дня»: what follows names an event, up to the next comma or bracket.
    pub(super) fn event(&mut self) {
        self.phrase.cues.relative = true;
        self.swallow = true;
        self.role = None;
        self.during = false;
    }
}
