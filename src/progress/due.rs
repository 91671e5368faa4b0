//! What an editor is to do: `letopis check --due N`.

use chrono::NaiveDate;
use serde::Serialize;

use super::{InstitutionProgress, Standing};
use crate::locale::Lang;
use crate::model::Institution;

/// What an editor is to do within so many days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The date.
    pub as_of: NaiveDate,
    /// Within how many days.
    pub days: u32,
    /// What falls due; the earliest first.
    pub falls_due: Vec<DueItem>,
    /// What awaits a mark; what has waited longest comes first.
    pub awaits_mark: Vec<DueItem>,
    /// What is done, and lacks the evidence that its result column promises; in the order of the plans.
    pub lacks_evidence: Vec<DueItem>,
}

/// An activity or a stage of which something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueItem {
    /// The institution's name.
    pub institution: String,
    /// The project's title.
    pub project: String,
    /// The plan's file, from the site's root.
    pub file: String,
    /// The reference to it: `2023-2024#5`, `2023-2024#8/2`.
    pub reference: String,
    /// The number, as printed.
    pub number: Option<String>,
    /// What is done, in plain text.
    pub activity: String,
    /// The term, as written; the new one of what was put off.
    pub term: Option<String>,
    /// The day on which it falls due, or fell due.
    pub date: Option<NaiveDate>,
    /// Who is to do it.
    pub responsible: Vec<String>,
    /// How it stands.
    pub status: Standing,
    /// The words of the result column that promise evidence.
    pub promised: Vec<String>,
}

impl Due {
    /// Nothing, as of a date.
    pub fn nothing(as_of: NaiveDate, days: u32) -> Due {
        Due { as_of, days, falls_due: Vec::new(), awaits_mark: Vec::new(), lacks_evidence: Vec::new() }
    }

    /// With an institution's. Archived projects are left out.
    pub fn add(&mut self, institution: &Institution, progress: &InstitutionProgress) {
        let _ = (institution, progress);
    }

    /// For people.
    pub fn text(&self, lang: Lang) -> String {
        let _ = lang;
        String::new()
    }
}
