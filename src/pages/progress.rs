//! How a project's plans have come along: totals, by section, month by month, indicators.

use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::indicator::{IndicatorView, indicator_views};
use super::shared::{
    CardView, ProgressView, StatusView, UpcomingView, capitalised, listed_term, period_beside, unbroken,
};
use super::{Kind, PageContext, PageView, View};
use crate::address::Address;
use crate::locale::{Arguments, Lang};
use crate::model::{Institution, Plan, Project};
use crate::progress::{Bar, Listed, PlanProgress, ProjectProgress, Selection, Timeline, select_of_project, timeline};
use crate::text::one_line;

/// What `progress.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct ProgressPageView {
    /// What every page has.
    #[serde(flatten)]
    pub frame: Frame,
    /// The plans that count, together.
    pub progress: ProgressView,
    /// Each plan, the latest first.
    pub plans: Vec<PlanSection>,
    /// The indicators.
    pub indicators: Vec<IndicatorView>,
    /// What is under way.
    pub current: Vec<UpcomingView>,
    /// What comes next.
    pub next: Vec<UpcomingView>,
    /// What waits for a mark.
    pub awaiting: Vec<UpcomingView>,
    /// All reports.
    pub reports: Vec<CardView>,
}

/// A plan on the page of progress.
#[derive(Debug, Clone, Serialize)]
pub struct PlanSection {
    /// The title.
    pub title: String,
    /// Its period, in words, unless the title says it.
    pub period: Option<String>,
    /// Its page.
    pub href: String,
    /// Whether the date lies in its period.
    pub current: bool,
    /// How far it has come; none where there is nothing to do.
    pub progress: Option<ProgressView>,
    /// How far each section has come.
    pub sections: Vec<SectionItem>,
    /// The plan against time; of plans that count only.
    pub timeline: Option<TimelineView>,
}

/// A section of a plan on the page of progress.
#[derive(Debug, Clone, Serialize)]
pub struct SectionItem {
    /// The title, or words for having none.
    pub title: String,
    /// Its place in the plan.
    pub href: String,
    /// How far it has come.
    pub progress: ProgressView,
}

/// A plan against time.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineView {
    /// The months, from left to right.
    pub months: Vec<MonthView>,
    /// Where the date stands; none where it lies outside the months.
    pub today: Option<TodayView>,
    /// A row an activity.
    pub rows: Vec<TimelineRowView>,
}

/// A month of a timeline.
#[derive(Debug, Clone, Serialize)]
pub struct MonthView {
    /// «Сен»
    pub title: String,
    /// «Сентябрь 2026»
    pub long: String,
    /// Where it begins, in per cent.
    pub x: f64,
    /// How wide it is, in per cent.
    pub width: f64,
    /// The year, where one begins.
    pub year: Option<String>,
}

/// Today's line.
#[derive(Debug, Clone, Serialize)]
pub struct TodayView {
    /// Where it stands, in per cent.
    pub x: f64,
    /// «Сегодня: …»
    pub text: String,
}

/// An activity against time.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineRowView {
    /// The number, as printed.
    pub number: Option<String>,
    /// What is done, in plain text.
    pub title: String,
    /// Its row in the plan.
    pub href: String,
    /// The term, as written.
    pub term: String,
    /// How it stands.
    pub status: StatusView,
    /// The title of the section that begins with it.
    pub section: Option<String>,
    /// Its stretches of days.
    pub bars: Vec<Bar>,
}

const LISTED: usize = 8;

pub(super) fn progress_page(
    context: PageContext<'_>,
    institution: &Institution,
    project: &Project,
    progress: &ProjectProgress,
) -> PageView {
    let lang = institution.language;
    let address = project.address.progress();
    let wording = context.site.wording(lang);
    let title = lang.word("progress-title").into_owned();
    let subject = Subject {
        description: format!("{title}. {}", project.title),
        shows_status: true,
        ..Subject::new(Kind::Progress, &address, title.clone())
    };
    let frame = institution_frame(context, institution, Some(project), vec![(title, None)], subject);
    let listed = |selection| {
        let list: Vec<Listed<'_>> = select_of_project(project, progress, selection, LISTED);
        list.iter().map(|one| UpcomingView::new(one, &address, wording)).collect()
    };
    let plans = project.plans_in_menu().into_iter();
    let nothing = ProgressView { percent: 0, text: lang.word("progress-nothing").into_owned(), parts: Vec::new() };
    let view = ProgressPageView {
        progress: ProgressView::new(&progress.totals, wording).unwrap_or(nothing),
        plans: plans
            .filter_map(|(index, plan)| {
                let assessed = progress.plans.get(index)?;
                // The months of a plan that is long over would only push the others down.
                let counted = progress.counted.contains(&index);
                Some(plan_section(context, project, plan, assessed, counted, &address, lang))
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
    let wording = context.site.wording(lang);
    let href = from.relative_link(&plan.address);
    let sections = plan.sections.iter().zip(&progress.sections).enumerate();
    let section =
        |(index, (section, assessed)): (usize, (&crate::model::Section, &crate::progress::SectionProgress))| {
            Some(SectionItem {
                title: section.title.clone().unwrap_or_else(|| lang.word("section-untitled").into_owned()),
                href: format!("{href}#s-{}", index + 1),
                progress: ProgressView::new(&assessed.totals, wording)?,
            })
        };
    PlanSection {
        title: plan.title.clone(),
        period: period_beside(&plan.title, &plan.period, lang),
        progress: ProgressView::new(&progress.totals, wording),
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
            title: unbroken(&one_line(&activity.plain_title()), lang),
            href: format!("{href}#{}", activity.anchor()),
            term: unbroken(&listed_term(&listed), lang),
            status: StatusView::new(row.standing, context.site.wording(lang)),
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
