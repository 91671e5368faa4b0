//! How a project's plans have come along: totals, by section, month by month, indicators.

use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::plan::capitalised;
use super::shared::{
    CardView, DateView, ProgressView as Come, StatusView, UpcomingView, listed_term, one_line, period_text,
};
use super::{Kind, PageContext, PageView, View};
use crate::address::Address;
use crate::content::project::Indicator;
use crate::locale::{Arguments, Lang};
use crate::model::{Institution, Plan, Project};
use crate::progress::{Bar, Listed, PlanProgress, ProjectProgress, Selection, Timeline, select_of_project, timeline};

/// What `progress.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct ProgressView {
    #[serde(flatten)]
    pub frame: Frame,
    pub progress: Come,
    pub plans: Vec<PlanSection>,
    pub indicators: Vec<IndicatorView>,
    pub current: Vec<UpcomingView>,
    pub next: Vec<UpcomingView>,
    pub awaiting: Vec<UpcomingView>,
    pub reports: Vec<CardView>,
}

/// A plan on the page of progress.
#[derive(Debug, Clone, Serialize)]
pub struct PlanSection {
    pub title: String,
    pub period: String,
    pub href: String,
    pub current: bool,
    pub progress: Option<Come>,
    pub sections: Vec<SectionItem>,
    pub timeline: Option<TimelineView>,
}

/// A section of a plan on the page of progress.
#[derive(Debug, Clone, Serialize)]
pub struct SectionItem {
    pub title: String,
    pub href: String,
    pub progress: Come,
}

/// A plan against time.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineView {
    pub months: Vec<MonthView>,
    pub today: Option<TodayView>,
    pub rows: Vec<TimelineRowView>,
}

/// A month of a timeline.
#[derive(Debug, Clone, Serialize)]
pub struct MonthView {
    pub title: String,
    pub long: String,
    pub x: f64,
    pub width: f64,
    pub year: Option<String>,
}

/// Today's line.
#[derive(Debug, Clone, Serialize)]
pub struct TodayView {
    pub x: f64,
    pub text: String,
}

/// An activity against time.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineRowView {
    pub number: Option<String>,
    pub title: String,
    pub href: String,
    pub term: String,
    pub status: StatusView,
    pub section: Option<String>,
    pub bars: Vec<Bar>,
}

/// An indicator, as figures and as the points of a chart 300 units wide and 100 high.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorView {
    pub title: String,
    pub unit: Option<String>,
    pub baseline: Option<String>,
    pub target: Option<String>,
    pub last: Option<ValueView>,
    pub percent: Option<i64>,
    pub values: Vec<ValueView>,
    pub baseline_y: Option<i64>,
    pub target_y: Option<i64>,
    pub summary: String,
}

/// A measured value.
#[derive(Debug, Clone, Serialize)]
pub struct ValueView {
    pub date: DateView,
    pub value: String,
    pub x: i64,
    pub y: i64,
}

const LISTED: usize = 8;

pub(super) fn progress_page(
    context: PageContext<'_>,
    institution: &Institution,
    project: &Project,
    progress: &ProjectProgress,
) -> PageView {
    let lang = institution.language;
    let address = project.address.child("progress");
    let overdue_plain = context.site.overdue_plain;
    let title = lang.word("progress-title").into_owned();
    let subject = Subject {
        description: format!("{title}. {}", project.title),
        shows_status: true,
        ..Subject::new(Kind::Progress, &address, title.clone())
    };
    let frame = institution_frame(context, institution, Some(project), vec![(title, None)], subject);
    let listed = |selection| {
        let list: Vec<Listed<'_>> = select_of_project(project, progress, selection, LISTED);
        list.iter().map(|one| UpcomingView::new(one, &address, lang, overdue_plain)).collect()
    };
    let plans = project.plans.iter().zip(&progress.plans).enumerate().rev();
    let nothing = Come { percent: 0, text: lang.word("progress-nothing").into_owned(), parts: Vec::new() };
    let view = ProgressView {
        progress: Come::new(&progress.totals, lang, overdue_plain).unwrap_or(nothing),
        plans: plans
            .map(|(index, (plan, assessed))| {
                // The months of a plan that is long over would only push the others down.
                let counted = progress.counted.contains(&index);
                plan_section(context, project, plan, assessed, counted, &address, lang)
            })
            .collect(),
        indicators: indicator_views(project, context.today, lang),
        current: listed(Selection::Current),
        next: listed(Selection::Upcoming),
        awaiting: listed(Selection::AwaitingMark),
        reports: project.reports.iter().map(|report| CardView::new(report, Some(project), &address, lang)).collect(),
        frame,
    };
    PageView { address, view: View::Progress(Box::new(view)) }
}

fn plan_section(
    context: PageContext<'_>,
    project: &Project,
    plan: &Plan,
    progress: &PlanProgress,
    counted: bool,
    from: &Address,
    lang: Lang,
) -> PlanSection {
    let overdue_plain = context.site.overdue_plain;
    let href = from.relative_link(&plan.address);
    let sections = plan.sections.iter().zip(&progress.sections).enumerate();
    let section =
        |(index, (section, assessed)): (usize, (&crate::model::Section, &crate::progress::SectionProgress))| {
            Some(SectionItem {
                title: section.title.clone().unwrap_or_else(|| lang.word("section-untitled").into_owned()),
                href: format!("{href}#s-{}", index + 1),
                progress: Come::new(&assessed.totals, lang, overdue_plain)?,
            })
        };
    PlanSection {
        title: plan.title.clone(),
        period: period_text(&plan.period, lang),
        progress: Come::new(&progress.totals, lang, overdue_plain),
        current: progress.running,
        sections: sections.filter_map(section).collect(),
        timeline: counted.then(|| timeline_view(context, project, plan, progress, from, lang)),
        href,
    }
}

fn timeline_view(
    context: PageContext<'_>,
    project: &Project,
    plan: &Plan,
    progress: &PlanProgress,
    from: &Address,
    lang: Lang,
) -> TimelineView {
    let Timeline { months, today, rows } = timeline(plan, progress);
    let href = from.relative_link(&plan.address);
    let mut shown_section = None;
    let mut row_views = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(activity) = plan.activity(row.section, row.activity) else { continue };
        let Some(assessed) = progress.activity(row.section, row.activity) else { continue };
        let address =
            crate::model::ActivityAddress { plan: 0, section: row.section, activity: row.activity, stage: None };
        let listed = Listed { project, plan, activity, assessed, address };
        let begins = shown_section != Some(row.section);
        shown_section = Some(row.section);
        let title = plan.sections.get(row.section).and_then(|section| section.title.clone());
        row_views.push(TimelineRowView {
            number: activity.row.number.clone(),
            title: one_line(&activity.plain_title()),
            href: format!("{href}#{}", activity.anchor()),
            term: listed_term(&listed),
            status: StatusView::new(row.standing, lang, context.site.overdue_plain),
            section: title.filter(|_| begins),
            bars: row.bars,
        });
    }
    let month = |month: &crate::progress::TimelineMonth| {
        use chrono::Datelike;
        MonthView {
            title: capitalised(lang.month_short(month.first.month())),
            long: capitalised(&lang.month_and_year(month.first)),
            x: month.x.value(),
            width: month.width.value(),
            year: month.begins_year.then(|| month.first.year().to_string()),
        }
    };
    TimelineView {
        months: months.iter().map(month).collect(),
        today: today.map(|x| TodayView {
            x: x.value(),
            text: lang.text("timeline-today", &Arguments::new().with("date", lang.date(context.today))),
        }),
        rows: row_views,
    }
}

/// The indicators of a project, as they were measured by the date.
pub(super) fn indicator_views(project: &Project, today: chrono::NaiveDate, lang: Lang) -> Vec<IndicatorView> {
    project.indicators.iter().map(|indicator| indicator_view(indicator, today, lang)).collect()
}

/// The size of the charts' plot, in its own units.
const PLOT: (f64, f64) = (300.0, 100.0);

fn indicator_view(indicator: &Indicator, today: chrono::NaiveDate, lang: Lang) -> IndicatorView {
    // A value of a day to come is a promise.
    let measured: Vec<_> = indicator.values.iter().filter(|(date, _)| *date <= today).collect();
    let all = measured.iter().map(|(_, value)| *value).chain(indicator.baseline).chain(indicator.target);
    let (least, greatest) = all.fold((0.0_f64, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let height = if greatest > least { greatest - least } else { 1.0 };
    let y = |value: f64| (PLOT.1 - (value - least) / height * PLOT.1).round() as i64;
    let (first, last) = match (measured.first(), measured.last()) {
        (Some((first, _)), Some((last, _))) => (*first, *last),
        _ => (chrono::NaiveDate::MIN, chrono::NaiveDate::MIN),
    };
    let days = (last - first).num_days().max(1) as f64;
    let value_view = |(date, value): &(chrono::NaiveDate, f64)| ValueView {
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
