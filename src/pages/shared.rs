//! The small shapes that several views are made of.

use chrono::NaiveDate;
use serde::Serialize;

use crate::address::Address;
use crate::content::WrittenPeriod;
use crate::locale::{Arguments, Lang, numeric_date};
use crate::model::{Article, ArticleKind, Document, Picture, Project, Tag, Target};
use crate::progress::{Assessed, Counts, Listed, Standing, Totals};
use crate::term::PeriodSort;

/// A day: for machines, in words, in figures.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// `2023-08-29`
    pub iso: String,
    /// «29 августа 2023 г.»
    pub text: String,
    /// «29.08.2023»
    pub short: String,
}

impl DateView {
    pub(super) fn new(date: NaiveDate, lang: Lang) -> DateView {
        DateView { iso: date.to_string(), text: lang.date(date), short: numeric_date(date) }
    }
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// What it says.
    pub title: String,
    /// Where it leads; none where it is only named.
    pub href: Option<String>,
}

impl LinkView {
    pub(super) fn new(title: impl Into<String>, href: impl Into<String>) -> LinkView {
        LinkView { title: title.into(), href: Some(href.into()) }
    }
}

/// A picture as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct ImageView {
    /// The size to show.
    pub src: String,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// What a reader without eyes is told.
    pub alt: String,
    /// All sizes, to choose from.
    pub srcset: Option<String>,
    /// The full size.
    pub large: String,
}

impl ImageView {
    /// A picture in the smallest size that is at least so wide.
    pub(super) fn new(picture: &Picture, width: u32, alt: String, from: &Address) -> ImageView {
        let (path, size) = picture.at_least(width);
        ImageView {
            src: from.relative_path(path),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            alt,
            srcset: picture.srcset(from),
            large: from.relative_path(&picture.path),
        }
    }
}

/// The pictures of a gallery; what they show is told by the page they belong to.
pub(super) fn gallery(pictures: &[Picture], title: &str, lang: Lang, from: &Address) -> Vec<ImageView> {
    let one = |(index, picture): (usize, &Picture)| {
        let arguments = Arguments::new().with("title", title.to_owned()).with("number", index + 1);
        ImageView::new(picture, 400, lang.text("gallery-picture", &arguments), from)
    };
    pictures.iter().enumerate().map(one).collect()
}

/// How something stands: a code for shape and colour, and a word.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    /// The code of `data-status`.
    pub code: &'static str,
    /// The word, neutral or plain as the site says.
    pub word: String,
}

impl StatusView {
    pub(super) fn new(standing: Standing, lang: Lang, overdue_plain: bool) -> StatusView {
        StatusView { code: standing.code(), word: standing.word(lang, overdue_plain) }
    }
}

/// How far something has come.
#[derive(Debug, Clone, Serialize)]
pub struct ProgressView {
    /// Rounded to a whole per cent.
    pub percent: u8,
    /// «Выполнено 15 из 23 мероприятий»
    pub text: String,
    /// The stripes of the bar, in a fixed order.
    pub parts: Vec<PartView>,
}

/// A stripe of a bar.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// The code of `data-status`.
    pub code: &'static str,
    /// The word.
    pub word: String,
    /// How many activities.
    pub count: usize,
    /// «15 выполнено»
    pub text: String,
    /// Where it begins, in per cent.
    pub x: f64,
    /// How wide it is, in per cent.
    pub width: f64,
}

/// The order of the stripes: from what is behind to what is ahead.
const STRIPES: [Standing; 7] = [
    Standing::Done,
    Standing::Current,
    Standing::Overdue,
    Standing::Postponed,
    Standing::Planned,
    Standing::Unclear,
    Standing::Cancelled,
];

impl ProgressView {
    /// None where there is nothing to do.
    pub(super) fn new(totals: &Totals, lang: Lang, overdue_plain: bool) -> Option<ProgressView> {
        let counts = &totals.counts;
        if counts.all() == 0 {
            return None;
        }
        let arguments = Arguments::new().with("done", counts.done).with("count", counts.held_to());
        Some(ProgressView {
            percent: totals.progress().percent(),
            text: lang.text("progress-done-of", &arguments),
            parts: parts(counts, lang, overdue_plain),
        })
    }
}

fn parts(counts: &Counts, lang: Lang, overdue_plain: bool) -> Vec<PartView> {
    let all = counts.all().max(1);
    // Hundredths of a per cent, so that equal input is equal digits.
    let place = |count: usize| (count * 10_000 / all) as f64 / 100.0;
    let mut before = 0;
    let mut parts = Vec::new();
    for standing in STRIPES {
        let count = counts.of(standing);
        if count == 0 {
            continue;
        }
        let word = standing.word(lang, overdue_plain);
        parts.push(PartView {
            code: standing.code(),
            text: format!("{count} — {}", word.to_lowercase()),
            word,
            count,
            x: place(before),
            width: (place(before + count) * 100.0 - place(before) * 100.0).round() / 100.0,
        });
        before += count;
    }
    parts
}

/// A document to download.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// The title.
    pub title: String,
    /// Where it lies; a document that is only named has none.
    pub href: Option<String>,
    /// «PDF»
    pub kind: Option<String>,
    /// «1,2 МБ»
    pub size: Option<String>,
    /// Its date.
    pub date: Option<DateView>,
    /// Its number.
    pub number: Option<String>,
    /// Whether it lies at another site.
    pub external: bool,
}

impl FileView {
    pub(super) fn new(title: &str, target: &Target, date: Option<NaiveDate>, from: &Address, lang: Lang) -> FileView {
        let (kind, size) = match target {
            Target::File { path, size } => (kind_of(path), Some(human_size(*size, lang))),
            _ => (None, None),
        };
        FileView {
            title: title.to_owned(),
            href: target.href(from),
            kind,
            size,
            date: date.map(|date| DateView::new(date, lang)),
            number: None,
            external: matches!(target, Target::Elsewhere(_)),
        }
    }

    pub(super) fn of_document(document: &Document, from: &Address, lang: Lang) -> FileView {
        let mut view = FileView::new(&document.title, &document.target, document.date, from, lang);
        view.number.clone_from(&document.number);
        view
    }
}

/// The ending of a file, as people call it: «PDF».
fn kind_of(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, extension)| extension.to_uppercase())
}

/// A size as people say it, with the decimal sign of the language.
pub(super) fn human_size(bytes: u64, lang: Lang) -> String {
    let (unit, divisor) = match bytes {
        0..1024 => ("size-bytes", 1),
        1024..1_048_576 => ("size-kilobytes", 1024),
        _ => ("size-megabytes", 1_048_576),
    };
    // Tenths matter for megabytes only.
    let number = if divisor == 1_048_576 {
        let tenths = (bytes * 10 + divisor / 2) / divisor;
        let sign = if lang == Lang::English { '.' } else { ',' };
        if tenths.is_multiple_of(10) {
            (tenths / 10).to_string()
        } else {
            format!("{}{sign}{}", tenths / 10, tenths % 10)
        }
    } else {
        ((bytes + divisor / 2) / divisor).to_string()
    };
    lang.text(unit, &Arguments::new().with("size", number))
}

/// A news item or a report in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// The title.
    pub title: String,
    /// The page.
    pub href: String,
    /// The date.
    pub date: Option<DateView>,
    /// A few lines.
    pub summary: String,
    /// A picture.
    pub image: Option<ImageView>,
    /// The tags.
    pub tags: Vec<LinkView>,
    /// Shown only because drafts were asked for.
    pub draft: bool,
    /// What a report covers, or the project it belongs to.
    pub label: Option<String>,
    /// The language of its words, where the page has another.
    pub lang: Option<Lang>,
}

impl CardView {
    pub(super) fn new(article: &Article, project: Option<&Project>, from: &Address, lang: Lang) -> CardView {
        let page = &article.page;
        let tags = project.map(|project| tag_links(&page.tags, project, from)).unwrap_or_default();
        CardView {
            title: page.title.clone(),
            href: from.relative_link(&page.address),
            date: Some(DateView::new(article.date, lang)),
            summary: page.summary.clone(),
            image: page.cover.as_ref().map(|picture| ImageView::new(picture, 400, String::new(), from)),
            tags,
            draft: page.draft,
            label: card_label(article, lang),
            lang: None,
        }
    }
}

/// «Отчёт за сентябрь–октябрь 2024»
pub(super) fn card_label(article: &Article, lang: Lang) -> Option<String> {
    let period = article.period.as_ref().filter(|_| article.kind == ArticleKind::Report)?;
    Some(lang.text("report-label", &Arguments::new().with("period", period_text(period, lang))))
}

/// The tags of a page that have a list.
pub(super) fn tag_links(names: &[String], project: &Project, from: &Address) -> Vec<LinkView> {
    let link = |name: &String| {
        let segment = crate::address::segment(name)?;
        let tag: &Tag = project.tags.iter().find(|tag| tag.address.last_segment() == Some(&segment))?;
        Some(LinkView::new(name.clone(), from.relative_link(&tag.address)))
    };
    names.iter().filter_map(link).collect()
}

/// An activity in a list of what is current or comes next.
#[derive(Debug, Clone, Serialize)]
pub struct UpcomingView {
    /// What is done, in plain text.
    pub title: String,
    /// Its row in the plan.
    pub href: String,
    /// The term, as written.
    pub term: String,
    /// How it stands.
    pub status: StatusView,
    /// Its project.
    pub project: Option<LinkView>,
    /// Its institution, on the site's own pages.
    pub institution: Option<LinkView>,
    /// Who holds it jointly.
    pub with: Vec<LinkView>,
    /// The language of its words, where the page has another.
    pub lang: Option<Lang>,
}

impl UpcomingView {
    pub(super) fn new(listed: &Listed<'_>, from: &Address, lang: Lang, overdue_plain: bool) -> UpcomingView {
        let row = &listed.activity.row;
        let with = row.with.iter().map(|partner| LinkView {
            title: partner.name.clone(),
            href: partner.address.as_ref().map(|address| from.relative_link(address)),
        });
        UpcomingView {
            title: one_line(&listed.activity.plain_title()),
            href: format!("{}#{}", from.relative_link(&listed.plan.address), listed.activity.anchor()),
            term: listed_term(listed),
            status: StatusView::new(listed.assessed.standing, lang, overdue_plain),
            project: Some(LinkView::new(listed.project.menu_title(), from.relative_link(&listed.project.address))),
            institution: None,
            with: with.collect(),
            lang: None,
        }
    }
}

/// The words of the term that an activity follows; of one with stages, those of the stages that stand as it does: of
/// what is under way, what is done or cancelled says nothing.
pub(super) fn listed_term(listed: &Listed<'_>) -> String {
    let activity = listed.activity;
    match crate::progress::term_in_force(&activity.row) {
        Some(term) => one_line(&term.text),
        None => {
            let stands_so = |assessed: &Assessed| assessed.standing == listed.assessed.standing;
            let any = listed.assessed.stages.iter().any(stands_so);
            let stages = activity.stages.iter().zip(&listed.assessed.stages);
            let meant = stages.filter(|(_, assessed)| !any || stands_so(assessed));
            let terms = meant.filter_map(|(stage, _)| crate::progress::term_in_force(&stage.row));
            terms.map(|term| one_line(&term.text)).collect::<Vec<_>>().join("; ")
        }
    }
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A period in words: «2023/2024 учебный год» for a whole school year, the author's words for all others.
pub(super) fn period_text(period: &WrittenPeriod, lang: Lang) -> String {
    use chrono::Datelike;
    let (start, end) = (period.period.start, period.period.end);
    let is_plain = period.text.chars().all(|letter| letter.is_ascii_digit() || " /–—-.".contains(letter));
    let days = ((start.month(), start.day()), (end.month(), end.day()));
    if !is_plain {
        return one_line(&period.text);
    }
    let (from, to) = (start.year().to_string(), end.year().to_string());
    match (period.period.sort, days) {
        (PeriodSort::SchoolYear, ((9, 1), (8, 31))) => {
            lang.text("period-school-year", &Arguments::new().with("years", format!("{from}/{to}")))
        }
        (PeriodSort::CalendarYear, ((1, 1), (12, 31))) if from == to => {
            lang.text("period-calendar-year", &Arguments::new().with("year", from))
        }
        (PeriodSort::Project, ((9, 1), (8, 31))) => {
            lang.text("period-years", &Arguments::new().with("years", format!("{from}–{to}")))
        }
        _ if start.day() == 1 && end.succ_opt().is_some_and(|next| next.day() == 1) => {
            let (first, last) = (lang.month_and_year(start), lang.month_and_year(end));
            if first == last {
                first
            } else if from == to {
                format!("{} – {last}", lang.month(start.month()))
            } else {
                format!("{first} – {last}")
            }
        }
        _ => format!("{} – {}", numeric_date(start), numeric_date(end)),
    }
}
