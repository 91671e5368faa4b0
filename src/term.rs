//! Deadline phrases: what a person wrote in the column «Сроки», and the dates that a careful person reads there.
//!
//! A small compiler of its own. A phrase goes through two steps, and each has a type:
//!
//! 1. words become a `Phrase` (what is written: it knows no year, no country, no calendar);
//! 2. a `Phrase` becomes a [`Reading`] in a [`Context`]: the plan's [`Period`], the school [`Calendar`], the row's
//!    [`Position`] in its plan.
//!
//! What a phrase leaves open is decided by conventions, told in `docs/terms.md`.
//!
//! The words themselves are never changed here: a page shows them as written, and a [`Reading`] stands beside them. A
//! reading never fails: what cannot be understood is [`Kind::Unclear`], a value like any other. What is understood but
//! doubted is a [`Note`]: facts only, the words are in the catalogs (`locales/*/terms.ftl`).

mod calendar;
mod lexer;
mod period;
mod phrase;
mod reading;
mod vocabulary;

pub use calendar::{Calendar, Country, Holiday, SchoolQuarters};
pub use period::{Period, PeriodError, PeriodSort};
pub use reading::{
    Context, Conventions, Every, Kind, Note, NoteCode, Position, Reading, RowTerm, Stretch, Unit, read, read_rows,
};
