//! An entry of a plan as a reader takes it: an activity, or one stage of it with what the activity spans it with.

use crate::model::{Activity, Row, Stage, Term};

/// An activity, or one of its stages.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Which stage of it, counted from 1; none where the whole activity is meant.
    pub stage: Option<(usize, &'a Stage)>,
}

impl<'a> Entry<'a> {
    /// A whole activity.
    pub fn whole(activity: &'a Activity) -> Entry<'a> {
        Entry { activity, stage: None }
    }

    /// An activity's stages.
    pub fn stages(activity: &'a Activity) -> impl Iterator<Item = Entry<'a>> {
        (1..).zip(&activity.stages).map(move |stage| Entry { activity, stage: Some(stage) })
    }

    /// The row of its own.
    pub fn row(&self) -> &'a Row {
        self.stage.map_or(&self.activity.row, |(_, stage)| &stage.row)
    }

    /// Its own row, then its activity's, which spans it.
    pub fn rows(&self) -> impl Iterator<Item = &'a Row> {
        self.stage.map(|(_, stage)| &stage.row).into_iter().chain(std::iter::once(&self.activity.row))
    }

    /// The term that the plan gave it first.
    pub fn first_term(&self) -> Option<&'a Term> {
        self.rows().find_map(|row| row.term.as_ref())
    }

    /// The term to which it was put off.
    pub fn new_term(&self) -> Option<&'a Term> {
        self.rows().find(|row| row.mark.is_postponed()).and_then(|row| row.mark.new_term())
    }

    /// The term that it follows.
    pub fn term_in_force(&self) -> Option<&'a Term> {
        self.new_term().or_else(|| self.first_term())
    }

    /// Who is to do it, in plain text.
    pub fn responsible(&self) -> Vec<&'a str> {
        let people = self.rows().map(|row| &row.responsible).find(|people| !people.is_empty());
        people.into_iter().flatten().map(|name| name.plain.as_str()).collect()
    }

    /// What is done, in plain text. A stage is named by its activity and by what it does or brings.
    pub fn title(&self) -> String {
        let whole = self.activity.plain_title();
        let Some((_, stage)) = self.stage else { return whole };
        let own = stage.row.activity.as_ref().or(stage.row.result.as_ref()).map(|text| text.plain.as_str());
        match (&self.activity.row.activity, own) {
            (Some(_), Some(own)) => format!("{whole} — {own}"),
            (None, Some(own)) => own.to_owned(),
            (_, None) => whole,
        }
    }

    /// What stands behind an identity where a stage is meant: `/2`.
    pub fn ordinal(&self) -> String {
        self.stage.map(|(ordinal, _)| format!("/{ordinal}")).unwrap_or_default()
    }
}
