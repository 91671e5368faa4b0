//! A plan: sections of activities, with what was declared done and what bears witness to it.

use chrono::NaiveDate;

use super::{Approval, Column, Mark, Revision, Signature, Target, TaskText, Text, WrittenPeriod};
use crate::address::Address;
use crate::locale::Lang;
use crate::term::Reading;

/// A plan of a school year, a calendar year or a whole project.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The file's name without its ending: what a reference calls it.
    pub name: String,
    /// The author's file, from the site's root.
    pub source: String,
    /// Its address.
    pub address: Address,
    /// The title.
    pub title: String,
    /// The table's caption.
    pub caption: String,
    /// The plan's year or years.
    pub period: WrittenPeriod,
    /// The approvals, side by side.
    pub approvals: Vec<Approval>,
    /// The goal.
    pub goal: Option<Text>,
    /// The tasks.
    pub tasks: Vec<TaskText>,
    /// The author's columns.
    pub columns: Vec<Column>,
    /// The sections.
    pub sections: Vec<Section>,
    /// The signatures.
    pub signatures: Vec<Signature>,
    /// The revisions.
    pub revisions: Vec<Revision>,
    /// The position in the menu.
    pub order: Option<i64>,
    /// Shown only because drafts were asked for.
    pub draft: bool,
}

impl Plan {
    /// Every activity, in the order of the rows.
    pub fn activities(&self) -> impl Iterator<Item = &Activity> {
        self.sections.iter().flat_map(|section| &section.activities)
    }

    /// The activity at a place.
    pub fn activity(&self, section: usize, activity: usize) -> Option<&Activity> {
        self.sections.get(section)?.activities.get(activity)
    }
}

/// A section of a plan.
#[derive(Debug, Clone)]
pub struct Section {
    /// The band's text; a section without it has no band, and counts.
    pub title: Option<String>,
    /// Its activities.
    pub activities: Vec<Activity>,
}

/// An activity: a row of the plan.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Its identity in the plan.
    pub id: String,
    /// What it says of itself.
    pub row: Row,
    /// The stages into which its row splits.
    pub stages: Vec<Stage>,
    /// Reports, news and documents that name it.
    pub witnesses: Vec<Witness>,
}

impl Activity {
    /// The anchor on the plan's page, without the `#`.
    pub fn anchor(&self) -> String {
        format!("a-{}", self.id)
    }

    /// What is done, in plain text: its own words, or its stages'.
    pub fn plain_title(&self) -> String {
        match &self.row.activity {
            Some(text) => text.plain.clone(),
            None => {
                let stages = self.stages.iter().filter_map(|stage| stage.row.activity.as_ref());
                stages.map(|text| text.plain.as_str()).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// A part of a split row.
#[derive(Debug, Clone)]
pub struct Stage {
    /// What it says of itself.
    pub row: Row,
    /// Reports, news and documents that name it.
    pub witnesses: Vec<Witness>,
}

/// What an activity and a stage have alike.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The number, generated or as printed.
    pub number: Option<String>,
    /// What is done.
    pub activity: Option<Text>,
    /// When.
    pub term: Option<Term>,
    /// By whom.
    pub responsible: Vec<Text>,
    /// With what result.
    pub result: Option<Text>,
    /// The own columns' texts, by field.
    pub own: Vec<(String, Text)>,
    /// What its editor declares of it.
    pub mark: Mark,
    /// The evidence.
    pub evidence: Vec<Evidence>,
    /// Who holds it jointly.
    pub with: Vec<Partner>,
}

impl Row {
    /// The text of an own column.
    pub fn own(&self, field: &str) -> Option<&Text> {
        self.own.iter().find(|(name, _)| name == field).map(|(_, text)| text)
    }
}

/// A term: the words, and how they are read in this plan.
#[derive(Debug, Clone)]
pub struct Term {
    /// The words, as written.
    pub text: String,
    /// The dates.
    pub reading: Reading,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The title.
    pub title: String,
    /// Where it lies.
    pub target: Target,
    /// Its date.
    pub date: Option<NaiveDate>,
}

/// Who holds an activity jointly.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Partner {
    /// The institution's name, or the author's words.
    pub name: String,
    /// Its home, where it is one of the site's.
    pub address: Option<Address>,
    /// The language of its name, where it is one of the site's.
    pub language: Option<Lang>,
}

/// What bears witness to an activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// What it is.
    pub kind: WitnessKind,
    /// Its title.
    pub title: String,
    /// The language of its title, where it is not the institution's.
    pub language: Option<Lang>,
    /// Where it lies.
    pub target: Target,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// Whether it completes the activity on its date.
    pub completes: bool,
}

/// What bears witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WitnessKind {
    /// A report.
    Report,
    /// A news item.
    News,
    /// A document of the project.
    Document,
}

/// Where an activity stands: plan, section, row and perhaps stage, each from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActivityAddress {
    /// Which of the project's plans.
    pub plan: usize,
    /// Which section.
    pub section: usize,
    /// Which row.
    pub activity: usize,
    /// Which stage.
    pub stage: Option<usize>,
}
