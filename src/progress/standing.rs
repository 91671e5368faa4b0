//! How an activity stands on a date, and how many stand so.

use serde::{Deserialize, Serialize};

use super::Percent;
use crate::model::Wording;

/// How an activity or a stage stands on a date. Derived, never stored: what people declare is a
/// [`crate::model::Mark`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It has been held.
    Done,
    /// It is under way.
    Current,
    /// Its time has not come.
    Planned,
    /// Its time is over, and nothing says that it has been held.
    Overdue,
    /// It will not be held.
    Cancelled,
    /// It was put off, and its new time has not come.
    Postponed,
    /// Nobody can say when it is to be held.
    Unclear,
}

impl Standing {
    /// All of them, in the order in which pages list them.
    pub const ALL: [Standing; 7] = [
        Standing::Done,
        Standing::Current,
        Standing::Planned,
        Standing::Overdue,
        Standing::Cancelled,
        Standing::Postponed,
        Standing::Unclear,
    ];

    /// All of them, in the order of a bar's stripes: from what is behind to what is ahead.
    const STRIPES: [Standing; 7] = [
        Standing::Done,
        Standing::Current,
        Standing::Overdue,
        Standing::Postponed,
        Standing::Planned,
        Standing::Unclear,
        Standing::Cancelled,
    ];

    /// The word of `data-status` and of JSON.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::Current => "current",
            Standing::Planned => "planned",
            Standing::Overdue => "overdue",
            Standing::Cancelled => "cancelled",
            Standing::Postponed => "postponed",
            Standing::Unclear => "unclear",
        }
    }

    /// The catalog's name of the word that a reader sees.
    fn message_id(self, overdue_plain: bool) -> &'static str {
        match self {
            Standing::Done => "status-done",
            Standing::Current => "status-current",
            Standing::Planned => "status-planned",
            Standing::Overdue if overdue_plain => "status-overdue-plain",
            Standing::Overdue => "status-overdue-neutral",
            Standing::Cancelled => "status-cancelled",
            Standing::Postponed => "status-postponed",
            Standing::Unclear => "status-unclear",
        }
    }

    /// The word that a reader sees.
    pub fn word(self, wording: Wording) -> String {
        wording.lang.word(self.message_id(wording.overdue_plain)).into_owned()
    }
}

/// A stripe of a bar: how many stand in one way, and where they are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stripe {
    /// How they stand.
    pub standing: Standing,
    /// How many.
    pub count: usize,
    /// Where the stripe begins.
    pub x: Percent,
    /// How wide it is.
    pub width: Percent,
}

/// How many activities stand in each way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Held.
    pub done: usize,
    /// Under way.
    pub current: usize,
    /// To come.
    pub planned: usize,
    /// Waiting for a mark.
    pub overdue: usize,
    /// Called off.
    pub cancelled: usize,
    /// Put off.
    pub postponed: usize,
    /// Without a clear term.
    pub unclear: usize,
}

impl Counts {
    /// How many stand in this way.
    pub fn of(&self, standing: Standing) -> usize {
        match standing {
            Standing::Done => self.done,
            Standing::Current => self.current,
            Standing::Planned => self.planned,
            Standing::Overdue => self.overdue,
            Standing::Cancelled => self.cancelled,
            Standing::Postponed => self.postponed,
            Standing::Unclear => self.unclear,
        }
    }

    /// One more.
    pub fn count(&mut self, standing: Standing) {
        *self.slot(standing) += 1;
    }

    /// All of another's.
    pub fn add(&mut self, other: &Counts) {
        for standing in Standing::ALL {
            *self.slot(standing) += other.of(standing);
        }
    }

    /// All activities, the cancelled too.
    pub fn all(&self) -> usize {
        Standing::ALL.into_iter().map(|standing| self.of(standing)).sum()
    }

    /// The activities that count towards progress: all but the cancelled.
    pub fn held_to(&self) -> usize {
        self.all() - self.cancelled
    }

    /// The stripes of a bar that shows them side by side, from what is behind to what is ahead, without the
    /// empty ones.
    pub fn stripes(&self) -> Vec<Stripe> {
        let place = |count: usize| {
            let exact = u128::from(Percent::WHOLE.0) * count as u128 / (self.all().max(1) as u128);
            Percent(u32::try_from(exact).unwrap_or(Percent::WHOLE.0))
        };
        let mut before = 0;
        let mut stripes = Vec::new();
        for standing in Standing::STRIPES {
            let count = self.of(standing);
            if count > 0 {
                let (x, end) = (place(before), place(before + count));
                stripes.push(Stripe { standing, count, x, width: Percent(end.0 - x.0) });
            }
            before += count;
        }
        stripes
    }

    fn slot(&mut self, standing: Standing) -> &mut usize {
        match standing {
            Standing::Done => &mut self.done,
            Standing::Current => &mut self.current,
            Standing::Planned => &mut self.planned,
            Standing::Overdue => &mut self.overdue,
            Standing::Cancelled => &mut self.cancelled,
            Standing::Postponed => &mut self.postponed,
            Standing::Unclear => &mut self.unclear,
        }
    }
}
