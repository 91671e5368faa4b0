//! A project's indicators, as figures and as the points of a chart.

use chrono::NaiveDate;
use serde::Serialize;

use super::shared::DateView;
use crate::locale::{Arguments, Lang};
use crate::model::{Indicator, Project};

/// An indicator, as figures and as the points of a chart 300 units wide and 100 high.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorView {
    /// The title.
    pub title: String,
    /// The unit.
    pub unit: Option<String>,
    /// The value at the beginning, in words.
    pub baseline: Option<String>,
    /// The value to be reached, in words.
    pub target: Option<String>,
    /// The latest value.
    pub last: Option<ValueView>,
    /// How much of the way from baseline to target is done.
    pub percent: Option<i64>,
    /// All values, the earliest first.
    pub values: Vec<ValueView>,
    /// The baseline's height in the chart.
    pub baseline_y: Option<i64>,
    /// The target's height in the chart.
    pub target_y: Option<i64>,
    /// All this as a sentence.
    pub summary: String,
}

/// A measured value.
#[derive(Debug, Clone, Serialize)]
pub struct ValueView {
    /// When it was measured.
    pub date: DateView,
    /// In words.
    pub value: String,
    /// Its place in the chart, from 0 to 300.
    pub x: i64,
    /// Its height in the chart, from 0 at the top to 100.
    pub y: i64,
}

/// The indicators of a project, as they were measured by the date.
pub(super) fn indicator_views(project: &Project, today: NaiveDate, lang: Lang) -> Vec<IndicatorView> {
    project.indicators.iter().map(|indicator| indicator_view(indicator, today, lang)).collect()
}

/// The size of the charts' plot, in its own units.
const PLOT: (f64, f64) = (300.0, 100.0);

fn indicator_view(indicator: &Indicator, today: NaiveDate, lang: Lang) -> IndicatorView {
    // A value of a day to come is a promise.
    let measured: Vec<_> = indicator.values.iter().filter(|(date, _)| *date <= today).collect();
    let all = measured.iter().map(|(_, value)| *value).chain(indicator.baseline).chain(indicator.target);
    let (least, greatest) = all.fold((0.0_f64, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let height = if greatest > least { greatest - least } else { 1.0 };
    let y = |value: f64| (PLOT.1 - (value - least) / height * PLOT.1).round() as i64;
    let (first, last) = match (measured.first(), measured.last()) {
        (Some((first, _)), Some((last, _))) => (*first, *last),
        _ => (NaiveDate::MIN, NaiveDate::MIN),
    };
    let days = (last - first).num_days().max(1) as f64;
    let value_view = |(date, value): &(NaiveDate, f64)| ValueView {
        date: DateView::new(*date, lang),
        value: number_text(*value, lang),
        x: ((*date - first).num_days() as f64 / days * PLOT.0).round() as i64,
        y: y(*value),
    };
    let values: Vec<ValueView> = measured.iter().copied().map(value_view).collect();
    let last_value = measured.last().map(|(_, value)| *value);
    let percent = match (indicator.baseline.unwrap_or(0.0), indicator.target, last_value) {
        (baseline, Some(target), Some(value)) if (target - baseline).abs() > f64::EPSILON => {
            Some(((value - baseline) / (target - baseline) * 100.0).clamp(0.0, 100.0).round() as i64)
        }
        _ => None,
    };
    let text = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |value| number_text(value, lang));
    let arguments = Arguments::new()
        .with("title", indicator.title.clone())
        .with("now", text(last_value))
        .with("baseline", text(indicator.baseline))
        .with("target", text(indicator.target));
    IndicatorView {
        title: indicator.title.clone(),
        unit: indicator.unit.clone(),
        baseline: indicator.baseline.map(|value| number_text(value, lang)),
        target: indicator.target.map(|value| number_text(value, lang)),
        last: values.last().cloned(),
        percent,
        baseline_y: indicator.baseline.map(y),
        target_y: indicator.target.map(y),
        values,
        summary: lang.text("indicator-summary", &arguments),
    }
}

/// A number with the decimal sign of the language, without noughts at its end.
fn number_text(value: f64, lang: Lang) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
    if lang == Lang::English { text } else { text.replace('.', ",") }
}
