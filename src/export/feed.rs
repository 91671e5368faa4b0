//! `feed.xml`: an institution's latest reports and news for feed readers.
//!
//! Only summaries: an article's links lead from its own page, and a reader of feeds would lose them. Drafts stay out
//! even where the site shows them: a feed reader never forgets what it has once fetched.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig};
use chrono::{FixedOffset, NaiveDate, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;

use crate::address::{Address, places};
use crate::locale::{Arguments, Lang};
use crate::model::{Article, Institution, Site};
use crate::progress::latest_date_of_institution;

/// How many entries a feed has: enough for a reader who looks in twice a year.
const LONGEST_FEED: usize = 30;

/// The Atom feed of an institution's latest reports and news.
///
/// `updated` is the latest date that the institution states, not after `today`; an institution that states none has
/// `today`, since the format demands something.
pub fn institution_feed(site: &Site, institution: &Institution, today: NaiveDate) -> String {
    let lang = institution.language;
    let mut articles: Vec<&Article> = institution
        .projects
        .iter()
        .flat_map(|project| project.reports.iter().chain(&project.news))
        .filter(|article| !article.page.draft && article.date <= today)
        .collect();
    articles.sort_by(|a, b| a.latest_first(b));
    articles.truncate(LONGEST_FEED);
    let updated = latest_date_of_institution(institution, today).unwrap_or(today);
    let places = Places { site, feed: &institution.address };
    let title = lang.text("feed-title", &Arguments::new().with("institution", institution.menu_name().to_owned()));
    let feed = Feed {
        title: Text::plain(printable(&title)),
        id: places.id(&institution.address),
        updated: midnight(updated, site.timezone),
        authors: vec![author(institution)],
        generator: Some(Generator {
            value: "letopis".to_owned(),
            uri: None,
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        links: vec![
            link("self", places.file(&institution.address.file(places::FEED)), "application/atom+xml", None),
            link("alternate", places.page(&institution.address), "text/html", Some(lang)),
        ],
        entries: articles.into_iter().map(|article| entry(article, &places, lang)).collect(),
        lang: Some(lang.code().to_owned()),
        ..Feed::default()
    };
    let layout = WriteConfig { write_document_declaration: true, indent_size: Some(2) };
    // Writing to memory cannot fail, and what was text stays text.
    let bytes = feed.write_with_config(Vec::new(), layout).unwrap_or_default();
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    text.push('\n');
    text
}

fn entry(article: &Article, places: &Places<'_>, lang: Lang) -> Entry {
    let page = &article.page;
    let language = page.language.unwrap_or(lang);
    let day = midnight(article.date, places.site.timezone);
    // Named only where it is not the feed's own.
    let text = |value: &str| Text {
        lang: (language != lang).then(|| language.code().to_owned()),
        ..Text::plain(printable(value))
    };
    Entry {
        title: text(&page.title),
        id: places.id(&page.address),
        updated: day,
        published: Some(day),
        links: vec![link("alternate", places.page(&page.address), "text/html", Some(language))],
        summary: Some(page.summary.as_str()).filter(|summary| !summary.is_empty()).map(text),
        categories: page
            .tags
            .iter()
            .map(|tag| Category { term: printable(&tag.name), scheme: None, label: None })
            .collect(),
        ..Entry::default()
    }
}

fn author(institution: &Institution) -> Person {
    Person { name: printable(&institution.name), email: institution.email.clone(), ..Person::default() }
}

fn link(rel: &str, href: String, kind: &str, language: Option<Lang>) -> Link {
    Link {
        href,
        rel: rel.to_owned(),
        mime_type: Some(kind.to_owned()),
        hreflang: language.map(|language| language.code().to_owned()),
        ..Link::default()
    }
}

/// Where pages lie, as the feed says it.
struct Places<'a> {
    site: &'a Site,
    /// The page beside which the feed lies.
    feed: &'a Address,
}

impl Places<'_> {
    /// What a feed reader knows a thing by: it must never change.
    fn id(&self, address: &Address) -> String {
        match &self.site.base_url {
            Some(base) => format!("{base}{address}"),
            None => format!("urn:letopis:site{address}"),
        }
    }

    fn page(&self, address: &Address) -> String {
        match &self.site.base_url {
            Some(base) => format!("{base}{address}"),
            None => self.feed.relative_link(address),
        }
    }

    fn file(&self, path: &str) -> String {
        match &self.site.base_url {
            Some(base) => format!("{base}/{path}"),
            None => self.feed.relative_path(path),
        }
    }
}

/// The day's beginning in the site's zone. Where a day has no midnight (clocks that went forward), UTC's serves.
fn midnight(date: NaiveDate, zone: Tz) -> FixedDateTime {
    let time = date.and_time(NaiveTime::MIN);
    let offset = zone.offset_from_local_datetime(&time).earliest().map(|offset| offset.fix());
    let offset =
        offset.or_else(|| FixedOffset::east_opt(0)).unwrap_or_else(|| zone.offset_from_utc_datetime(&time).fix());
    offset.from_local_datetime(&time).earliest().unwrap_or_else(|| offset.from_utc_datetime(&time))
}

/// Without the characters that XML cannot hold at all.
fn printable(text: &str) -> String {
    let allowed = |letter: &char| {
        !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}') || matches!(letter, '\n' | '\t')
    };
    text.chars().filter(allowed).collect()
}
