//! Lists: reports, news, and what bears a tag, page by page.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::frame::{Frame, Subject, institution_frame};
use super::shared::CardView;
use super::{Kind, PageContext, PageView, View};
use crate::address::{Address, places};
use crate::locale::Arguments;
use crate::model::{Article, Institution, Project, Tag};

/// What `reports.html`, `news.html` and `tag.html` get.
#[derive(Debug, Clone, Serialize)]
pub struct ListingView {
    #[serde(flatten)]
    pub frame: Frame,
    pub lead: Option<String>,
    pub items: Vec<CardView>,
    pub pager: Option<PagerView>,
    pub tags: Vec<FacetView>,
    pub years: Vec<FacetView>,
}

/// The pages of a list.
#[derive(Debug, Clone, Serialize)]
pub struct PagerView {
    pub text: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub pages: Vec<PagerPage>,
}

/// One page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct PagerPage {
    pub number: usize,
    pub href: String,
    pub current: bool,
}

/// A tag or a school year, with how many items it holds.
#[derive(Debug, Clone, Serialize)]
pub struct FacetView {
    pub title: String,
    pub href: String,
    pub count: usize,
    pub current: bool,
}

/// Every list page of a project.
pub(super) fn listing_pages(context: PageContext<'_>, institution: &Institution, project: &Project) -> Vec<PageView> {
    let lang = institution.language;
    let mut pages = Vec::new();
    let tagged = tagged(project);
    let lists = [
        (Kind::Reports, places::REPORTS, "menu-reports", &project.reports),
        (Kind::News, places::NEWS, "menu-news", &project.news),
    ];
    for (kind, segment, word, articles) in lists {
        let years = school_years(articles, &project.address.child(segment));
        let list = List {
            kind,
            address: project.address.child(segment),
            title: lang.word(word).into_owned(),
            trail: Vec::new(),
            articles: articles.iter().collect(),
            years: years.clone(),
            year: None,
            tagged: &tagged,
            tag: None,
        };
        pages.extend(list.pages(context, institution, project));
        for facet in &years {
            let years_in_words = Arguments::new().with("title", list.title.clone());
            let years_in_words = years_in_words.with("years", facet.name.clone());
            let of_year = List {
                kind,
                address: facet.address.clone(),
                title: lang.text("list-of-year", &years_in_words),
                trail: vec![(list.title.clone(), Some(list.address.clone()))],
                articles: articles.iter().filter(|article| facet.holds(article)).collect(),
                years: years.clone(),
                year: Some(facet),
                tagged: &tagged,
                tag: None,
            };
            pages.extend(of_year.pages(context, institution, project));
        }
    }
    for tag in &tagged {
        let list = List {
            kind: Kind::Tag,
            address: tag.tag.address.clone(),
            title: lang.text("tag-title", &Arguments::new().with("tag", tag.tag.name.clone())),
            trail: vec![(lang.word("menu-news").into_owned(), Some(project.address.child(places::NEWS)))],
            articles: tag.articles.clone(),
            years: Vec::new(),
            year: None,
            tagged: &tagged,
            tag: Some(tag.tag),
        };
        pages.extend(list.pages(context, institution, project));
    }
    pages
}

/// A tag, and the reports and news that bear it, the latest first.
struct Tagged<'a> {
    tag: &'a Tag,
    articles: Vec<&'a Article>,
}

/// Every tag of a project, in the project's order.
fn tagged(project: &Project) -> Vec<Tagged<'_>> {
    let mut all: Vec<&Article> = project.news.iter().chain(&project.reports).collect();
    all.sort_by(|a, b| a.latest_first(b));
    let mut bearers: HashMap<&str, Vec<&Article>> = HashMap::new();
    for article in all {
        for tag in &article.page.tags {
            bearers.entry(&tag.segment).or_default().push(article);
        }
    }
    let mut taken = |tag: &Tag| tag.address.last_segment().and_then(|segment| bearers.remove(segment));
    project.tags.iter().map(|tag| Tagged { tag, articles: taken(tag).unwrap_or_default() }).collect()
}

struct List<'a> {
    kind: Kind,
    address: Address,
    title: String,
    trail: Vec<(String, Option<Address>)>,
    articles: Vec<&'a Article>,
    years: Vec<SchoolYear>,
    year: Option<&'a SchoolYear>,
    tagged: &'a [Tagged<'a>],
    tag: Option<&'a Tag>,
}

/// A school year of a list.
#[derive(Debug, Clone, PartialEq)]
struct SchoolYear {
    /// «2025/2026»
    name: String,
    address: Address,
    count: usize,
}

impl SchoolYear {
    fn holds(&self, article: &Article) -> bool {
        self.address.last_segment() == Some(&Article::year_segment(article.date))
    }
}

/// The school years of a list, the latest first; none where there is but one.
fn school_years(articles: &[Article], list: &Address) -> Vec<SchoolYear> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in articles {
        *counts.entry(Article::year_segment(article.date)).or_default() += 1;
    }
    if counts.len() < 2 {
        return Vec::new();
    }
    let year = |(segment, count): (String, usize)| SchoolYear {
        name: segment.replace('-', "/"),
        address: list.list_year(&segment),
        count,
    };
    counts.into_iter().rev().map(year).collect()
}

impl List<'_> {
    /// The address of a page of the list, from 1.
    fn page_address(&self, number: usize) -> Address {
        self.address.list_page(number)
    }

    fn pages(&self, context: PageContext<'_>, institution: &Institution, project: &Project) -> Vec<PageView> {
        let size = context.site.page_size.max(1);
        let count = self.articles.len().div_ceil(size).max(1);
        (1..=count).map(|number| self.page(context, institution, project, number, count, size)).collect()
    }

    fn page(
        &self,
        context: PageContext<'_>,
        institution: &Institution,
        project: &Project,
        number: usize,
        count: usize,
        size: usize,
    ) -> PageView {
        let lang = institution.language;
        let address = self.page_address(number);
        let page_of = Arguments::new().with("page", number).with("pages", count);
        let page_of = lang.text("list-page", &page_of);
        let mut trail = self.trail.clone();
        trail.push((self.title.clone(), Some(self.address.clone())));
        let mut subject = Subject::new(self.kind, &address, self.title.clone());
        if number > 1 {
            trail.push((page_of.clone(), None));
            subject.description = format!("{}. {page_of}", self.title);
        }
        let mut frame = institution_frame(context, institution, Some(project), trail, subject);
        if number > 1 {
            frame.head_title = format!("{} ({page_of})", frame.head_title);
        }
        let shown = self.articles.iter().skip((number - 1) * size).take(size);
        let lead = lang.count("count-entries", self.articles.len());
        let view = ListingView {
            lead: (!self.articles.is_empty()).then_some(lead),
            items: shown.map(|article| CardView::new(article, Some(project), &address, lang)).collect(),
            pager: (count > 1).then(|| self.pager(number, count, page_of)),
            tags: self.tags(&address),
            years: self.years(&address),
            frame,
        };
        PageView { address, view: View::Listing(Box::new(view)) }
    }

    fn pager(&self, number: usize, count: usize, text: String) -> PagerView {
        let here = self.page_address(number);
        let href = |number: usize| here.relative_link(&self.page_address(number));
        PagerView {
            text,
            previous: (number > 1).then(|| href(number - 1)),
            next: (number < count).then(|| href(number + 1)),
            pages: (1..=count)
                .map(|other| PagerPage { number: other, href: href(other), current: other == number })
                .collect(),
        }
    }

    fn years(&self, here: &Address) -> Vec<FacetView> {
        let facet = |year: &SchoolYear| FacetView {
            title: year.name.clone(),
            href: here.relative_link(&year.address),
            count: year.count,
            current: self.year == Some(year),
        };
        self.years.iter().map(facet).collect()
    }

    fn tags(&self, here: &Address) -> Vec<FacetView> {
        let facet = |Tagged { tag, articles }: &Tagged<'_>| FacetView {
            title: tag.name.clone(),
            href: here.relative_link(&tag.address),
            count: articles.len(),
            current: self.tag == Some(tag),
        };
        self.tagged.iter().map(facet).collect()
    }
}
