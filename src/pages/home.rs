//! The site's own pages: the index of institutions, further pages, search.

use chrono::NaiveDate;
use serde::Serialize;

use super::frame::{Frame, Subject, site_frame};
use super::shared::{CardView, DateView, ImageView, LinkView, ProgressView, UpcomingView};
use super::summary::{CardSummary, ListedSummary};
use super::{Kind, PageContext, PageView, Summary, View, page, search};
use crate::address::Address;
use crate::locale::{Arguments, Lang, collation_key};
use crate::model::Page;
use crate::progress::Totals;

/// What `home.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// What every page has.
    #[serde(flatten)]
    pub frame: Frame,
    /// «5 учреждений, 6 проектов»
    pub lead: String,
    /// All institutions together; none where there is nothing to do.
    pub progress: Option<ProgressView>,
    /// The institutions; empty where they stand in `localities`.
    pub institutions: Vec<InstitutionItem>,
    /// The institutions by place, on a large site.
    pub localities: Vec<LocalityView>,
    /// Whether a field to find an institution helps.
    pub filter: bool,
    /// What is under way.
    pub current: Vec<UpcomingView>,
    /// What comes next.
    pub next: Vec<UpcomingView>,
    /// What several institutions hold together.
    pub joint: Vec<UpcomingView>,
    /// The latest news and reports.
    pub news: Vec<CardView>,
}

/// An institution in the index.
#[derive(Debug, Clone, Serialize)]
pub struct InstitutionItem {
    /// The language of its words, where the page has another.
    pub lang: Option<Lang>,
    /// The full name.
    pub name: String,
    /// The town or district.
    pub locality: Option<String>,
    /// Its home.
    pub href: String,
    /// Its projects, without the archived ones.
    pub projects: Vec<IndexProject>,
    /// How far it has come.
    pub progress: Option<ProgressView>,
    /// «3 идут сейчас»; none where nothing is under way.
    pub current_text: Option<String>,
    /// Its names and its place in small letters, with е for ё: the text to search in.
    pub search: String,
}

/// A project in the index.
#[derive(Debug, Clone, Serialize)]
pub struct IndexProject {
    /// The title.
    pub title: String,
    /// The title for menus.
    pub short_title: String,
    /// Its passport.
    pub href: String,
    /// What it is: «инновационный проект».
    pub kind: Option<String>,
}

/// The institutions of one place.
#[derive(Debug, Clone, Serialize)]
pub struct LocalityView {
    /// The place, or words for having none.
    pub title: String,
    /// The id for an address within the page.
    pub id: String,
    /// How many institutions.
    pub count: usize,
    /// The institutions.
    pub institutions: Vec<InstitutionItem>,
}

/// So many institutions are seen at a glance; more are grouped by place.
const AT_A_GLANCE: usize = 12;
/// From so many on, a field to find one helps.
const FIND_FROM: usize = 9;

/// The pages that belong to no institution. Where the only institution stands at the root, its home is the site's.
pub fn site_pages(
    context: PageContext<'_>,
    pages: &[Page],
    summaries: &[Summary],
    institution_at_root: bool,
) -> Vec<PageView> {
    let menu: Vec<(String, Address)> = pages.iter().map(|page| (page.title.clone(), page.address.clone())).collect();
    let mut views = Vec::new();
    if !institution_at_root {
        views.push(home_page(context, &menu, summaries));
    }
    views.extend(pages.iter().map(|page| page::site_page(context, &menu, page, pages)));
    views.push(search::search_page(context, &menu, summaries, pages));
    views
}

fn home_page(context: PageContext<'_>, menu: &[(String, Address)], summaries: &[Summary]) -> PageView {
    let site = context.site;
    let lang = site.language;
    let root = Address::root();
    let projects = summaries.iter().flat_map(|summary| &summary.projects).filter(|project| !project.archived).count();
    let counted = Arguments::new()
        .with("institutions", lang.count("count-institutions", summaries.len()))
        .with("projects", lang.count("count-projects", projects));
    let lead = lang.text("home-lead", &counted);
    let subject = Subject {
        description: lead.clone(),
        shows_status: true,
        ..Subject::new(Kind::Home, &root, site.title.clone())
    };
    let updated = summaries.iter().filter_map(|summary| summary.updated).max();
    let frame = site_frame(context, menu, Vec::new(), subject, updated);
    let totals = Totals::sum(summaries.iter().map(|summary| &summary.totals));
    let mut sorted: Vec<&Summary> = summaries.iter().collect();
    sorted.sort_by_cached_key(|summary| (summary.order.unwrap_or(i64::MAX), collation_key(&summary.name)));
    let localities = localities(context, &sorted);
    let institutions = match localities.is_empty() {
        true => sorted.iter().map(|summary| institution_item(context, summary)).collect(),
        false => Vec::new(),
    };
    let view = HomeView {
        lead,
        progress: ProgressView::new(&totals, site.wording(lang)),
        institutions,
        localities,
        filter: summaries.len() >= FIND_FROM,
        current: merged(context, summaries, |summary| &summary.current),
        next: merged(context, summaries, |summary| &summary.next),
        joint: merged(context, summaries, |summary| &summary.joint),
        news: latest(context, summaries),
        frame,
    };
    PageView { address: root.clone(), view: View::Home(Box::new(view)) }
}

fn institution_item(context: PageContext<'_>, summary: &Summary) -> InstitutionItem {
    let root = Address::root();
    let lang = context.site.language;
    let live = summary.projects.iter().filter(|project| !project.archived);
    let words = [Some(&summary.name), summary.short_name.as_ref(), summary.locality.as_ref()];
    let search = words.into_iter().flatten().map(|word| word.to_lowercase()).collect::<Vec<_>>().join(" ");
    let current = summary.totals.counts.current;
    InstitutionItem {
        lang: (summary.language != lang).then_some(summary.language),
        name: summary.name.clone(),
        locality: summary.locality.clone(),
        href: root.relative_link(&summary.address),
        projects: live
            .map(|project| IndexProject {
                title: project.title.clone(),
                short_title: project.short_title.clone(),
                href: root.relative_link(&project.address),
                kind: project.kind.clone(),
            })
            .collect(),
        progress: ProgressView::new(&summary.totals, context.site.wording(lang)),
        current_text: (current > 0).then(|| lang.count("count-current", current)),
        search: search.replace('ё', "е"),
    }
}

/// The institutions by place, where there are many of them in more than one place.
fn localities(context: PageContext<'_>, summaries: &[&Summary]) -> Vec<LocalityView> {
    let mut places: Vec<(String, Vec<&Summary>)> = Vec::new();
    for summary in summaries {
        let place = summary.locality.clone().unwrap_or_default();
        match places.iter_mut().find(|(name, _)| *name == place) {
            Some((_, list)) => list.push(summary),
            None => places.push((place, vec![summary])),
        }
    }
    if summaries.len() <= AT_A_GLANCE || places.len() < 2 {
        return Vec::new();
    }
    places.sort_by_cached_key(|(name, _)| (name.is_empty(), collation_key(name)));
    let mut ids = std::collections::BTreeSet::new();
    let mut view = |(title, list): (String, Vec<&Summary>)| {
        let base = format!("place-{}", crate::address::heading_id(&title));
        let mut id = base.clone();
        let mut number = 2;
        while !ids.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        let lang = context.site.language;
        LocalityView {
            title: if title.is_empty() { lang.word("locality-none").into_owned() } else { title },
            id,
            count: list.len(),
            institutions: list.into_iter().map(|summary| institution_item(context, summary)).collect(),
        }
    };
    places.into_iter().map(&mut view).collect()
}

/// The first few of all institutions' lists, by day.
fn merged(
    context: PageContext<'_>,
    summaries: &[Summary],
    list: impl Fn(&Summary) -> &Vec<ListedSummary>,
) -> Vec<UpcomingView> {
    let mut all: Vec<(&Summary, &ListedSummary)> =
        summaries.iter().flat_map(|summary| list(summary).iter().map(move |one| (summary, one))).collect();
    all.sort_by_key(|(summary, one)| (one.day.unwrap_or(NaiveDate::MAX), summary.address.clone()));
    let view =
        |(summary, one): (&Summary, &ListedSummary)| one.view(summary, context.site.wording(context.site.language));
    // Each institution has its turn before one has a third line.
    let mut taken = std::collections::BTreeMap::new();
    let (mut first, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|(summary, _)| {
        let count = taken.entry(&summary.address).or_insert(0_u32);
        *count += 1;
        *count <= 2
    });
    first.extend(rest);
    first.truncate(super::institution::LISTED);
    first.sort_by_key(|(summary, one)| (one.day.unwrap_or(NaiveDate::MAX), summary.address.clone()));
    first.into_iter().map(view).collect()
}

fn latest(context: PageContext<'_>, summaries: &[Summary]) -> Vec<CardView> {
    let root = Address::root();
    let lang = context.site.language;
    let mut all: Vec<(&Summary, &CardSummary)> =
        summaries.iter().flat_map(|summary| summary.latest.iter().map(move |card| (summary, card))).collect();
    all.sort_by(|a, b| b.1.date.cmp(&a.1.date).then_with(|| a.1.page.cmp(&b.1.page)));
    let view = |(summary, card): (&Summary, &CardSummary)| CardView {
        title: card.title.clone(),
        href: root.relative_link(&card.page),
        date: Some(DateView::new(card.date, lang)),
        summary: card.summary.clone(),
        image: card.picture.as_ref().map(|(path, size)| ImageView {
            src: root.relative_path(path),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            alt: String::new(),
            srcset: None,
            large: root.relative_path(path),
        }),
        tags: Vec::<LinkView>::new(),
        draft: card.draft,
        lang: (card.language != lang).then_some(card.language),
        label_lang: (summary.language != lang).then_some(summary.language),
        label: Some(summary.menu_name().to_owned()),
    };
    all.into_iter().take(3).map(view).collect()
}
