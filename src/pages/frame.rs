//! What every page has: head, header, menus, breadcrumbs, footer.

use chrono::NaiveDate;
use serde::Serialize;

use super::json_ld::{self, Graph};
use super::shared::{DateView, ImageView, LinkView};
use super::{Kind, PageContext};
use crate::address::{Address, places};
use crate::locale::{Arguments, Lang};
use crate::model::{Institution, Page, Person, Picture, PrintSettings, Project, Site};
use crate::preview_image::{self, Motif};
use crate::progress::{latest_date_of_institution, latest_date_of_project};

/// The fields that every template finds at its top level.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the theme's guide describes each field")]
pub struct Frame {
    pub lang: Lang,
    pub owner_lang: Option<Lang>,
    pub root: String,
    pub hash: String,
    pub csp: &'static str,
    pub kind: Kind,
    pub title: String,
    pub head_title: String,
    pub description: String,
    pub noindex: bool,
    pub draft: bool,
    pub canonical: Option<String>,
    pub alternates: Vec<AlternateView>,
    pub og: Vec<PropertyView>,
    pub json_ld: Graph,
    pub favicon: Option<String>,
    pub site: SiteView,
    pub institution: Option<OwnerView>,
    pub menu: Vec<MenuItem>,
    pub project: Option<ProjectBar>,
    pub breadcrumbs: Vec<LinkView>,
    pub search: Option<String>,
    pub updated: Option<DateView>,
    pub as_of: Option<String>,
    pub print: PrintSettings,
    pub overdue_plain: bool,
}

/// A page of the same content in another language.
#[derive(Debug, Clone, Serialize)]
pub struct AlternateView {
    /// The language's code.
    pub lang: Lang,
    /// The absolute address.
    pub href: String,
}

/// A property of Open Graph.
#[derive(Debug, Clone, Serialize)]
pub struct PropertyView {
    /// Its name.
    pub property: &'static str,
    /// Its value.
    pub content: String,
}

/// The site, in the header and the footer.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// The title.
    pub title: String,
    /// The language of the title, where the page has another.
    pub lang: Option<Lang>,
    /// The first page.
    pub href: String,
    /// The logo.
    pub logo: Option<ImageView>,
    /// HTML for the foot of every page.
    pub footer: Option<String>,
    /// Whether the site has more than one institution.
    pub many: bool,
}

/// The institution, in the header and the footer.
#[derive(Debug, Clone, Serialize)]
pub struct OwnerView {
    /// The full name.
    pub name: String,
    /// The name for menus.
    pub short_name: Option<String>,
    /// Its home.
    pub href: String,
    /// The town or district.
    pub locality: Option<String>,
    /// The postal address.
    pub address: Option<String>,
    /// The telephone number, as people write it.
    pub phone: Option<String>,
    /// The same for a link.
    pub phone_href: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Its own site.
    pub website: Option<String>,
    /// The same without what nobody reads.
    pub website_text: Option<String>,
    /// The logo.
    pub logo: Option<ImageView>,
    /// Who is at its head.
    pub head: Option<Person>,
    /// The feed of news and reports.
    pub feed: String,
    /// The calendar of all plans.
    pub calendar: String,
}

/// An entry of a menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuItem {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is this very page.
    pub current: bool,
    /// Whether this page lies beneath it.
    pub within: bool,
    /// The language of its title, where its neighbours have another.
    pub lang: Option<Lang>,
}

/// The project's own menu.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectBar {
    /// The title.
    pub title: String,
    /// The title for menus.
    pub short_title: String,
    /// What it is.
    pub kind: Option<String>,
    /// Its period, in words.
    pub period: Option<String>,
    /// Its passport.
    pub href: String,
    /// Whether it is finished, and in the archive.
    pub archived: bool,
    /// Its pages.
    pub nav: Vec<MenuItem>,
}

/// A page for which a frame is made.
pub(super) struct Subject<'a> {
    pub kind: Kind,
    pub address: &'a Address,
    pub title: String,
    pub description: String,
    pub draft: bool,
    /// Whether statuses stand on it.
    pub shows_status: bool,
    /// The language, where it is not the institution's.
    pub language: Option<Lang>,
    /// Its picture, for previews of the page elsewhere.
    pub preview: Option<&'a Picture>,
    /// The date that it states of itself, where it is not as old as the whole project.
    pub dated: Option<NaiveDate>,
}

impl<'a> Subject<'a> {
    pub fn new(kind: Kind, address: &'a Address, title: impl Into<String>) -> Subject<'a> {
        Subject {
            kind,
            address,
            title: title.into(),
            description: String::new(),
            draft: false,
            shows_status: false,
            language: None,
            preview: None,
            dated: None,
        }
    }
}

/// The frame of a page of an institution, with the trail from its project down to the page.
pub(super) fn institution_frame(
    context: PageContext<'_>,
    institution: &Institution,
    project: Option<&Project>,
    trail: Vec<(String, Option<Address>)>,
    subject: Subject<'_>,
) -> Frame {
    let lang = subject.language.unwrap_or(institution.language);
    let here = &subject.address.clone();
    let mut crumbs: Vec<(String, Option<Address>)> = Vec::new();
    if context.many {
        crumbs.push((context.site.title.clone(), Some(Address::root())));
    }
    crumbs.push((institution.menu_name().to_owned(), Some(institution.address.clone())));
    if let Some(project) = project {
        crumbs.push((project.menu_title().to_owned(), Some(project.address.clone())));
    }
    crumbs.extend(trail);
    let way = json_ld::breadcrumb_list(context.site, &crumbs, here);
    let mut breadcrumbs = breadcrumbs(crumbs, here);
    for (index, crumb) in breadcrumbs.iter_mut().enumerate() {
        let of_site = context.many && index == 0;
        let language = if of_site { context.site.language } else { institution.language };
        crumb.lang = (language != lang).then_some(language);
    }
    let updated = match project {
        _ if subject.dated.is_some() => subject.dated.filter(|date| *date <= context.today),
        Some(project) => latest_date_of_project(project, context.today),
        None => latest_date_of_institution(institution, context.today),
    };
    let head_title = match institution.address == *here {
        true => subject.title.clone(),
        false => format!("{} — {}", subject.title, institution.menu_name()),
    };
    let mut frame = frame(context, subject, lang, head_title, breadcrumbs, updated);
    frame.json_ld = Graph::of(way);
    if context.many {
        // The search page begins with the institution from which a reader comes.
        let key = institution.address.as_str().trim_end_matches('/');
        frame.search = frame.search.map(|search| format!("{search}?in={key}"));
    }
    if context.site.logo.is_none()
        && let Some(icon) = institution.logo.as_ref().and_then(Picture::favicon)
    {
        frame.favicon = Some(here.relative_path(icon));
    }
    frame.institution = Some(owner_view(institution, here));
    frame.owner_lang = (institution.language != lang).then_some(institution.language);
    frame.menu = institution_menu(institution, project, here, institution.language);
    frame.project = project.map(|project| project_bar(project, here, context.today, institution.language));
    frame.draft |= institution.draft || project.is_some_and(|project| project.draft);
    frame.noindex |= frame.draft;
    frame
}

/// The frame of a page of the site's own.
pub(super) fn site_frame(
    context: PageContext<'_>,
    pages: &[(String, Address)],
    trail: Vec<(String, Option<Address>)>,
    subject: Subject<'_>,
    updated: Option<NaiveDate>,
) -> Frame {
    let lang = subject.language.unwrap_or(context.site.language);
    let here = subject.address.clone();
    let home = (context.site.title.clone(), Some(Address::root()));
    let crumbs: Vec<(String, Option<Address>)> = std::iter::once(home).chain(trail).collect();
    let way = json_ld::breadcrumb_list(context.site, &crumbs, &here);
    let breadcrumbs = breadcrumbs(crumbs, &here);
    let head_title = match subject.kind {
        Kind::Home => subject.title.clone(),
        _ => format!("{} — {}", subject.title, context.site.title),
    };
    let mut frame = frame(context, subject, lang, head_title, breadcrumbs, updated);
    frame.json_ld = Graph::of(way);
    if context.many {
        let home = (lang.word("institutions").into_owned(), Address::root());
        let all = std::iter::once(&home).chain(pages);
        frame.menu = all.map(|(title, address)| menu_item(title, address, &here, false)).collect();
    }
    frame
}

fn frame(
    context: PageContext<'_>,
    mut subject: Subject<'_>,
    lang: Lang,
    head_title: String,
    breadcrumbs: Vec<LinkView>,
    updated: Option<NaiveDate>,
) -> Frame {
    let PageContext { site, today, .. } = context;
    let here = subject.address;
    let search = Address::search_page();
    let canonical = site.base_url.as_ref().map(|base| format!("{base}/{}", here.as_str()));
    // A page that says nothing of itself is told by its title and what it belongs to.
    if subject.description.is_empty() {
        subject.description = head_title.replace(" — ", ". ");
    }
    let as_of = lang.text("as-of", &Arguments::new().with("date", lang.date(today)));
    Frame {
        lang,
        owner_lang: None,
        root: here.up_to_root(),
        hash: context.asset_hash.to_owned(),
        csp: crate::policy::OF_PAGES,
        kind: subject.kind,
        og: open_graph(site, &subject, canonical.as_deref(), lang),
        title: subject.title,
        head_title,
        description: subject.description,
        noindex: subject.draft,
        draft: subject.draft,
        canonical,
        alternates: Vec::new(),
        json_ld: Graph::default(),
        favicon: Some(here.relative_path(site.logo.as_ref().and_then(Picture::favicon).unwrap_or("favicon.svg"))),
        site: SiteView {
            title: site.title.clone(),
            lang: (site.language != lang).then_some(site.language),
            href: here.relative_link(&Address::root()),
            logo: site.logo.as_ref().map(|logo| ImageView::new(logo, 400, String::new(), here)),
            footer: site.footer.as_ref().map(|footer| footer.replace(Site::ROOT_MARK, &here.up_to_root())),
            many: context.many,
        },
        institution: None,
        menu: Vec::new(),
        project: None,
        breadcrumbs,
        search: Some(here.relative_link(&search)),
        updated: updated.map(|date| DateView::new(date, lang)),
        as_of: subject.shows_status.then_some(as_of),
        print: site.print,
        overdue_plain: site.overdue_plain,
    }
}

/// Open Graph needs absolute addresses, so there is none without `base_url`.
fn open_graph(site: &Site, subject: &Subject<'_>, canonical: Option<&str>, lang: Lang) -> Vec<PropertyView> {
    let (Some(base), Some(canonical)) = (&site.base_url, canonical) else { return Vec::new() };
    let mut properties = vec![
        PropertyView { property: "og:title", content: subject.title.clone() },
        PropertyView { property: "og:url", content: canonical.to_owned() },
        PropertyView { property: "og:site_name", content: site.title.clone() },
        PropertyView { property: "og:locale", content: lang.text("open-graph-locale", &Arguments::new()) },
        PropertyView {
            property: "og:type",
            content: if matches!(subject.kind, Kind::Report | Kind::NewsItem) { "article" } else { "website" }
                .to_owned(),
        },
    ];
    if !subject.description.is_empty() {
        properties.push(PropertyView { property: "og:description", content: subject.description.clone() });
    }
    let (path, size) = match subject.preview {
        Some(preview) => preview.at_least(1200),
        None => (motif(subject.kind).path(), Some((preview_image::WIDTH, preview_image::HEIGHT))),
    };
    properties.push(PropertyView { property: "og:image", content: format!("{base}/{path}") });
    if let Some((width, height)) = size {
        properties.push(PropertyView { property: "og:image:width", content: width.to_string() });
        properties.push(PropertyView { property: "og:image:height", content: height.to_string() });
    }
    properties
}

/// What is drawn for a kind of page.
fn motif(kind: Kind) -> Motif {
    match kind {
        Kind::Home | Kind::Institution | Kind::Search => Motif::Section,
        Kind::Project => Motif::Project,
        Kind::Plan => Motif::Plan,
        Kind::Progress => Motif::Progress,
        Kind::Report | Kind::NewsItem | Kind::Page => Motif::Sheet,
        Kind::Reports | Kind::News | Kind::Tag => Motif::List,
    }
}

/// The same text in other languages: files of one folder that differ by `.be`, `.ru` or `.en` at the end of their names.
/// A search engine wants absolute addresses, and the page itself among them.
pub(super) fn alternates<'p>(
    site: &Site,
    page: &Page,
    beside: impl Iterator<Item = &'p Page>,
    language: Lang,
) -> Vec<AlternateView> {
    let Some(base) = site.base_url.as_ref().filter(|_| !page.draft) else { return Vec::new() };
    let twins = beside.filter(|other| !other.draft && other.twin_name() == page.twin_name());
    let view = |twin: &Page| AlternateView {
        lang: twin.language.unwrap_or(language),
        href: format!("{base}{}", twin.address),
    };
    let views: Vec<AlternateView> = twins.map(view).collect();
    if views.len() > 1 { views } else { Vec::new() }
}

/// The way down to a page, without the page itself: its heading says that.
fn breadcrumbs(crumbs: Vec<(String, Option<Address>)>, here: &Address) -> Vec<LinkView> {
    let above = crumbs.into_iter().filter_map(|(title, address)| Some((title, address.filter(|one| one != here)?)));
    above.map(|(title, address)| LinkView::new(title, here.relative_link(&address))).collect()
}

fn menu_item(title: &str, address: &Address, here: &Address, within: bool) -> MenuItem {
    MenuItem {
        title: title.to_owned(),
        href: here.relative_link(address),
        current: address == here,
        within: within && address != here,
        lang: None,
    }
}

/// The item of a page, whose title may be in another language than its neighbours'.
fn page_item(page: &Page, here: &Address, lang: Lang) -> MenuItem {
    let lang = page.language.filter(|language| *language != lang);
    MenuItem { lang, ..menu_item(&page.title, &page.address, here, false) }
}

/// The institution's home, its projects, its pages.
fn institution_menu(institution: &Institution, project: Option<&Project>, here: &Address, lang: Lang) -> Vec<MenuItem> {
    let mut menu = vec![menu_item(&lang.word("menu-home"), &institution.address, here, false)];
    let live = institution.projects.iter().filter(|project| !project.archived);
    for one in live {
        let within = project.is_some_and(|project| project.address == one.address);
        menu.push(menu_item(one.menu_title(), &one.address, here, within));
    }
    menu.extend(institution.pages.iter().map(|page| page_item(page, here, lang)));
    menu
}

/// Passport, running plans, progress, reports, news, further pages.
fn project_bar(project: &Project, here: &Address, today: NaiveDate, lang: Lang) -> ProjectBar {
    let mut nav = vec![menu_item(&lang.word("menu-passport"), &project.address, here, false)];
    // Those that run, or else the latest, and the one that is looked at; the passport and each plan list the others.
    let runs = |plan: &crate::model::Plan| (plan.period.period.start..=plan.period.period.end).contains(&today);
    let any_runs = project.plans.iter().any(runs);
    for (place, (_, plan)) in project.plans_in_menu().into_iter().enumerate() {
        if !(runs(plan) || plan.address == *here || place == 0 && !any_runs) {
            continue;
        }
        let title = lang.text("menu-plan", &Arguments::new().with("period", short_period(plan)));
        nav.push(menu_item(&title, &plan.address, here, false));
    }
    let lists = [
        (places::PROGRESS, "menu-progress", !project.plans.is_empty() || !project.indicators.is_empty()),
        (places::REPORTS, "menu-reports", !project.reports.is_empty()),
        (places::NEWS, "menu-news", !project.news.is_empty()),
    ];
    for (segment, word, shown) in lists {
        let address = project.address.child(segment);
        if shown || address == *here {
            nav.push(menu_item(&lang.word(word), &address, here, here.is_within(&address)));
        }
    }
    nav.extend(project.pages.iter().map(|page| page_item(page, here, lang)));
    ProjectBar {
        title: project.title.clone(),
        short_title: project.menu_title().to_owned(),
        kind: project.kind.clone(),
        period: project.period.as_ref().map(|period| super::shared::period_text(period, lang)),
        href: here.relative_link(&project.address),
        archived: project.archived,
        nav,
    }
}

/// «2026/2027» or «2026», for a narrow menu.
fn short_period(plan: &crate::model::Plan) -> String {
    use chrono::Datelike;
    let (start, end) = (plan.period.period.start.year(), plan.period.period.end.year());
    if start == end { start.to_string() } else { format!("{start}/{end}") }
}

fn owner_view(institution: &Institution, here: &Address) -> OwnerView {
    let website_text = |url: &String| {
        let bare = url.trim_start_matches("https://").trim_start_matches("http://");
        bare.trim_end_matches('/').to_owned()
    };
    let phone_href = |phone: &String| {
        let number: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
        format!("tel:{number}")
    };
    OwnerView {
        name: institution.name.clone(),
        short_name: institution.short_name.clone(),
        href: here.relative_link(&institution.address),
        locality: institution.locality.clone(),
        address: institution.postal_address.clone(),
        phone_href: institution.phone.as_ref().map(phone_href),
        phone: institution.phone.clone(),
        email: institution.email.clone(),
        website_text: institution.website.as_ref().map(website_text),
        website: institution.website.clone(),
        logo: institution.logo.as_ref().map(|logo| ImageView::new(logo, 400, String::new(), here)),
        head: institution.head.clone(),
        feed: here.relative_path(&institution.address.file(places::FEED)),
        calendar: here.relative_path(&institution.address.file(places::CALENDAR)),
    }
}
