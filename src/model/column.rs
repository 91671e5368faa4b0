//! A column of a plan's table.

use serde::{Serialize, Serializer};

/// A column of the author's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The field it shows.
    pub field: ColumnField,
    /// The heading.
    pub title: String,
}

/// What a column shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnField {
    /// A field that every plan has.
    Standard(StandardField),
    /// A field of this plan's own, by the name under which it was declared.
    Own(String),
}

/// The fields that a column may show without being the plan's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandardField {
    /// The number, generated or as printed.
    Number,
    /// What is done.
    Activity,
    /// When.
    Term,
    /// By whom.
    Responsible,
    /// With what result.
    Result,
    /// How it went.
    Mark,
}

impl StandardField {
    /// All of them, in the order of a plan that names no columns.
    pub const ALL: [StandardField; 6] = [
        StandardField::Number,
        StandardField::Activity,
        StandardField::Term,
        StandardField::Responsible,
        StandardField::Result,
        StandardField::Mark,
    ];

    /// The English name: of `data-field` and of JSON.
    pub fn name(self) -> &'static str {
        match self {
            StandardField::Number => "number",
            StandardField::Activity => "activity",
            StandardField::Term => "term",
            StandardField::Responsible => "responsible",
            StandardField::Result => "result",
            StandardField::Mark => "mark",
        }
    }

    /// The catalog's name of the heading that it has where the plan gives none.
    pub fn usual_heading(self) -> &'static str {
        match self {
            StandardField::Number => "column-number",
            StandardField::Activity => "column-activity",
            StandardField::Term => "column-term",
            StandardField::Responsible => "column-responsible",
            StandardField::Result => "column-result",
            StandardField::Mark => "column-mark",
        }
    }
}

impl ColumnField {
    /// The name: of `data-field` and of JSON.
    pub fn name(&self) -> &str {
        match self {
            ColumnField::Standard(field) => field.name(),
            ColumnField::Own(name) => name,
        }
    }
}

impl Serialize for ColumnField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
