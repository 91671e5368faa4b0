//! `plan.json`: a plan for scripts.

use crate::locale::Lang;
use crate::model::Plan;
use crate::progress::PlanProgress;
use crate::term::Reading;

/// A plan on a date, as JSON text. `lang` is the language of the notes on its terms.
pub fn plan_json(plan: &Plan, progress: &PlanProgress, lang: Lang) -> String {
    let _ = (plan, progress, lang);
    String::from("{}\n")
}

/// A term as `letopis term --format json` prints it, without a line break.
pub fn term_json(phrase: &str, reading: &Reading, lang: Lang) -> String {
    let _ = (phrase, reading, lang);
    String::from("{}")
}
