//! What makes a plan an official paper: approvals above it, signatures and revisions beneath.

use chrono::NaiveDate;

/// An approval above a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// УТВЕРЖДАЮ, СОГЛАСОВАНО …
    pub heading: Option<String>,
    /// The post.
    pub post: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The date, a blank for one, or neither.
    pub date: ApprovalDate,
    /// The order's number.
    pub order: Option<String>,
}

/// What stands where an approval's date goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalDate {
    /// The key is not there: nothing is printed.
    Absent,
    /// The key is empty: a blank to be filled in by hand.
    Blank,
    /// A day.
    Day(NaiveDate),
}

/// A signature beneath the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The post.
    pub post: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The date.
    pub date: Option<NaiveDate>,
}

/// A revision of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The date.
    pub date: Option<NaiveDate>,
    /// What was changed.
    pub note: String,
    /// The order's number.
    pub order: Option<String>,
}
