//! Doubts about a reading: codes and facts. Their words are in the catalogs.

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::Stretch;
use crate::term::calendar::Holiday;

/// What is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// The year was left over from last year's file.
    YearLeftOver,
    /// One written year serves both sides of the new year.
    CrossesNewYear,
    /// Two dates side by side with nothing between them.
    SeparatorLost,
    /// The date is not in the plan's period.
    OutsidePlan,
    /// The end is printed before the start.
    EndBeforeStart,
    /// The date does not exist.
    NoSuchDay,
    /// The day is a Saturday or a Sunday.
    Weekend,
    /// The day is a public holiday, or a day off of the school.
    Holiday,
    /// A duration written beside the dates disagrees with them.
    DurationDisagrees,
    /// Letters of another alphabet that look alike.
    LookAlikeLetters,
    /// The words allow only a rough reading.
    LowPrecision,
    /// Another reading is as good.
    Ambiguous,
}

/// A doubt about a reading: facts only, the words are in the catalogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// What is doubted.
    pub code: NoteCode,
    /// The dates in doubt, where there are such.
    pub subject: Option<Stretch>,
    /// The dates meant instead, where they can be guessed.
    pub suggestion: Option<Stretch>,
    /// The written duration and the counted one, in days (for [`NoteCode::DurationDisagrees`]).
    pub durations: Option<(u32, u32)>,
    /// The day off (for [`NoteCode::Holiday`]).
    pub holiday: Option<Holiday>,
}

impl Note {
    pub(super) fn of(code: NoteCode) -> Note {
        Note { code, subject: None, suggestion: None, durations: None, holiday: None }
    }

    /// The same doubt, about these dates.
    pub(super) fn about(self, subject: Stretch) -> Note {
        Note { subject: Some(subject), ..self }
    }
}

/// Each doubt once; what is rough or ambiguous once in all.
pub(super) fn once_each(mut notes: Vec<Note>) -> Vec<Note> {
    if notes.len() > 1 {
        let mut said = FxHashSet::default();
        notes.retain(|note| {
            said.insert(match note.code {
                NoteCode::Ambiguous | NoteCode::LowPrecision => Note::of(note.code),
                _ => *note,
            })
        });
    }
    notes
}
