//! Standing and progress: an [`Institution`](crate::model::Institution) and a date in, how everything stands out.
//!
//! Pure, and never stored: what people declare is a [`Mark`](crate::model::Mark), what follows from it on a date is a
//! [`Standing`]. The steps:
//!
//! 1. [`assess_activity`]: a row's mark, witnesses and term on a date become an [`Assessed`] with [`Standing`] and
//!    exact progress (a [`Share`]);
//! 2. [`assess_plan`], [`assess_project`], [`assess_institution`]: rows add up to [`Totals`];
//! 3. readers of these: a [`Selection`] for lists, a [`timeline`](timeline()) for the drawing, [`months_of`] for the filter,
//!    [`Due`] for the editor. What an activity spans its stages with, an [`Entry`] knows.

// In reading order; a module uses only those above it.
mod share;
mod percent;
mod standing;
mod entry;
mod assess;
mod totals;
mod stated;
mod selection;
mod timeline;
mod months;
mod promise;
mod due;

pub use assess::{Assessed, Repetitions, assess_activity, term_in_force};
pub use due::{Due, DueItem};
pub use entry::Entry;
pub use months::months_of;
pub use percent::Percent;
pub use selection::{Listed, Selection, select_of_institution, select_of_project};
pub use share::Share;
pub use standing::{Counts, Standing, Stripe};
pub use stated::{latest_date_of_institution, latest_date_of_plan, latest_date_of_project};
pub use timeline::{Bar, Timeline, TimelineMonth, TimelineRow, timeline};
pub use totals::{
    InstitutionProgress, PlanProgress, ProjectProgress, SectionProgress, Totals, assess_institution, assess_plan,
    assess_project,
};
