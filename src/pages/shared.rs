//! The small shapes that several views are made of.

use chrono::NaiveDate;
use serde::Serialize;

use crate::address::Address;
use crate::locale::{Arguments, Lang, numeric_date};
use crate::model::{
    Article, ArticleKind, Document, PageTag, Partner, Picture, Project, Target, TaskText, Wording, WrittenPeriod,
};
use crate::progress::{Assessed, Listed, Percent, Standing, Stripe, Totals};
use crate::term::PeriodSort;
use crate::text::one_line;
use crate::typography::{Typography, typeset};

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
    /// The language of its title, where the page has another.
    pub lang: Option<Lang>,
}

impl LinkView {
    pub(super) fn new(title: impl Into<String>, href: impl Into<String>) -> LinkView {
        LinkView { title: title.into(), href: Some(href.into()), lang: None }
    }

    /// The home of a partner. Its language is always said: the line that names it may have any.
    pub(super) fn to_partner(partner: &Partner, from: &Address) -> LinkView {
        LinkView {
            title: partner.name.clone(),
            href: partner.address.as_ref().map(|address| from.relative_link(address)),
            lang: partner.language,
        }
    }

    /// The link on a page in `lang`, its title being in `language`.
    #[must_use]
    pub(super) fn in_language(self, language: Lang, lang: Lang) -> LinkView {
        LinkView { lang: (language != lang).then_some(language), ..self }
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

/// A gallery's cell, in pixels: on a common screen, and on a fine one.
const SMALL_CELL: u32 = 320;
const CELL: u32 = 480;

/// The pictures of a gallery; what they show is told by the page they belong to.
pub(super) fn gallery(pictures: &[Picture], title: &str, lang: Lang, from: &Address) -> Vec<ImageView> {
    let one = |(index, picture): (usize, &Picture)| {
        let arguments = Arguments::new().with("title", title.to_owned()).with("number", index + 1);
        let alt = lang.text("gallery-picture", &arguments);
        ImageView { srcset: picture.srcset_up_to(CELL, from), ..ImageView::new(picture, SMALL_CELL, alt, from) }
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
    pub(super) fn new(standing: Standing, wording: Wording) -> StatusView {
        StatusView { code: standing.code(), word: standing.word(wording) }
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
    pub x: Percent,
    /// How wide it is, in per cent.
    pub width: Percent,
}

impl ProgressView {
    /// None where there is nothing to do.
    pub(super) fn new(totals: &Totals, wording: Wording) -> Option<ProgressView> {
        if totals.counts.all() == 0 {
            return None;
        }
        Some(ProgressView {
            percent: totals.progress().percent(),
            text: totals.text(wording.lang),
            parts: totals.counts.stripes().into_iter().map(|stripe| PartView::new(stripe, wording)).collect(),
        })
    }
}

impl PartView {
    fn new(Stripe { standing, count, x, width }: Stripe, wording: Wording) -> PartView {
        let word = standing.word(wording);
        PartView { code: standing.code(), text: format!("{count} — {}", word.to_lowercase()), word, count, x, width }
    }
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
            Target::File { path, size } => (kind_of(path), Some(lang.size(*size))),
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
    /// What a report covers, or whose it is.
    pub label: Option<String>,
    /// The language of the label, where the page has another.
    pub label_lang: Option<Lang>,
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
            label_lang: None,
            lang: page.language.filter(|language| *language != lang),
        }
    }
}

/// «Отчёт за сентябрь–октябрь 2024»
pub(super) fn card_label(article: &Article, lang: Lang) -> Option<String> {
    let period = article.period.as_ref().filter(|_| article.kind == ArticleKind::Report)?;
    Some(lang.text("report-label", &Arguments::new().with("period", period_text(period, lang))))
}

/// The tags of a report or a news item, each with its list.
pub(super) fn tag_links(tags: &[PageTag], project: &Project, from: &Address) -> Vec<LinkView> {
    let link = |tag: &PageTag| LinkView::new(tag.name.clone(), from.relative_link(&project.address.tag(&tag.segment)));
    tags.iter().map(link).collect()
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
    pub(super) fn new(listed: &Listed<'_>, from: &Address, wording: Wording) -> UpcomingView {
        let row = &listed.activity.row;
        UpcomingView {
            title: unbroken(&one_line(&listed.activity.plain_title()), wording.lang),
            href: format!("{}#{}", from.relative_link(&listed.plan.address), listed.activity.anchor()),
            term: unbroken(&listed_term(listed), wording.lang),
            status: StatusView::new(listed.assessed.standing, wording),
            project: Some(LinkView::new(listed.project.menu_title(), from.relative_link(&listed.project.address))),
            institution: None,
            with: row.with.iter().map(|partner| LinkView::to_partner(partner, from)).collect(),
            lang: None,
        }
    }
}

/// As written, with the spaces that must not break a line: «О. М. Тишкевич».
pub(super) fn unbroken(text: &str, lang: Lang) -> String {
    typeset(text, Typography::Spaces, lang)
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

/// The period as a line beside a title; none where the title says the same years: «План на 2026-2027 учебный год».
pub(super) fn period_beside(title: &str, period: &WrittenPeriod, lang: Lang) -> Option<String> {
    let text = period_text(period, lang);
    let years = |text: &str| -> Vec<String> {
        let numbers = text.split(|letter: char| !letter.is_ascii_digit());
        numbers.filter(|number| number.len() == 4).map(str::to_owned).collect()
    };
    let (wanted, said) = (years(&text), years(title));
    let is_said = if wanted.is_empty() { title.contains(&text) } else { wanted.iter().all(|year| said.contains(year)) };
    (!is_said).then_some(text)
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

/// Tasks as nested lists: the words are the author's, the marks the theme's.
pub(super) fn tasks_html(tasks: &[TaskText]) -> Option<String> {
    if tasks.is_empty() {
        return None;
    }
    let mut html = String::from("<ul>");
    for task in tasks {
        html.push_str("<li>");
        html.push_str(&inline(&task.text.html));
        html.push_str(&tasks_html(&task.tasks).unwrap_or_default());
        html.push_str("</li>");
    }
    html.push_str("</ul>");
    Some(html)
}

/// A text of one paragraph without the paragraph's own marks, for a list item or a table cell.
pub(super) fn inline(html: &str) -> String {
    let trimmed = html.trim();
    match trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(text) if !text.contains("<p>") => text.to_owned(),
        _ => trimmed.to_owned(),
    }
}

/// With its first letter large, as a line of a list begins.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Period;

    #[test]
    fn a_period_that_the_title_says_is_not_said_again() {
        let day = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap_or_default();
        let period = WrittenPeriod { period: Period::school_year_of(day), text: "2026/2027".to_owned() };
        let said =
            ["План на 2026/2027 учебный год", "План на 2026-2027 учебный год", "План с 01.09.2026 по 31.08.2027"];
        for title in said {
            assert_eq!(period_beside(title, &period, Lang::Russian), None, "{title}");
        }
        for title in ["План работы", "План на 2026 год", "План 20262027"] {
            assert!(period_beside(title, &period, Lang::Russian).is_some(), "{title}");
        }
    }
}
