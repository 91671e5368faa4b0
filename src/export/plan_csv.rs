//! `plan.csv`: a plan for Excel.

use crate::locale::Lang;
use crate::model::Plan;
use crate::progress::PlanProgress;

/// A plan on a date, as CSV text that Excel opens by a double click.
pub fn plan_csv(plan: &Plan, progress: &PlanProgress, lang: Lang, overdue_plain: bool) -> String {
    let _ = (plan, progress, lang, overdue_plain);
    String::new()
}
