//! What pages tell search engines of themselves, in the vocabulary of schema.org.
//!
//! Addresses are absolute where the site knows its own, else relative to the page, which JSON-LD allows.

use chrono::{Days, NaiveDate};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::PageContext;
use crate::address::Address;
use crate::locale::Lang;
use crate::model::{Activity, Article, ArticleKind, Institution, Plan, Site};
use crate::progress::{PlanProgress, Standing, term_in_force};
use crate::term::{Country, Kind as TermKind, Stretch};
use crate::text::one_line;

/// So many events a plan's page tells of; a plan of a hundred rows needs no second copy of itself.
const EVENTS: usize = 40;
/// What takes longer is a piece of work, not an event.
const LONGEST_EVENT: Days = Days::new(31);

/// The nodes of a page, written as the text of one script; nothing where there are none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph(Vec<Value>);

impl Graph {
    /// A node, where there is one.
    pub(super) fn of(node: Option<Value>) -> Graph {
        Graph(node.into_iter().collect())
    }

    /// One node more.
    pub(super) fn push(&mut self, node: Value) {
        self.0.push(node);
    }

    /// The text for a `<script>`: a `<` in it would end the script.
    fn text(&self) -> String {
        let document = Document { context: "https://schema.org", graph: &self.0 };
        // Texts, numbers and lists of them always have a JSON.
        let text = serde_json::to_string(&document).unwrap_or_default();
        if text.contains('<') { text.replace('<', "\\u003c") } else { text }
    }
}

/// All nodes, as JSON-LD has them.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: &'a [Value],
}

impl Serialize for Graph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.is_empty() {
            true => serializer.serialize_none(),
            false => serializer.serialize_str(&self.text()),
        }
    }
}

fn url(site: &Site, here: &Address, page: &Address) -> String {
    match &site.base_url {
        Some(base) => format!("{base}{page}"),
        None => here.relative_link(page),
    }
}

fn file_url(site: &Site, here: &Address, path: &str) -> String {
    match &site.base_url {
        Some(base) => format!("{base}/{path}"),
        None => here.relative_path(path),
    }
}

/// The way from the site's first page down to this one.
pub(super) fn breadcrumb_list(site: &Site, crumbs: &[(String, Option<Address>)], here: &Address) -> Option<Value> {
    let item = |(index, (title, address)): (usize, &(String, Option<Address>))| {
        let item = url(site, here, address.as_ref().unwrap_or(here));
        json!({ "@type": "ListItem", "position": index + 1, "name": title, "item": item })
    };
    let items: Vec<Value> = crumbs.iter().enumerate().map(item).collect();
    (items.len() > 1).then(|| json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

/// The institution in full, for its home.
pub(super) fn organization(context: PageContext<'_>, institution: &Institution) -> Value {
    let here = &institution.address;
    let mut node = organization_reference(context, institution, here);
    let mut set = |key: &str, value: Option<Value>| {
        if let (Some(value), Some(node)) = (value, node.as_object_mut()) {
            node.insert(key.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(Value::String);
    set("alternateName", text(&institution.short_name));
    set("description", institution.about.as_ref().map(|about| Value::String(one_line(&about.plain))));
    set("telephone", text(&institution.phone));
    set("email", text(&institution.email));
    set("sameAs", text(&institution.website));
    set("logo", institution.logo.as_ref().map(|logo| Value::String(file_url(context.site, here, &logo.path))));
    set("address", Some(postal_address(institution)));
    node
}

fn organization_reference(context: PageContext<'_>, institution: &Institution, here: &Address) -> Value {
    json!({ "@type": "Organization", "name": institution.name, "url": url(context.site, here, &institution.address) })
}

fn postal_address(institution: &Institution) -> Value {
    let country = match institution.country {
        Country::Belarus => "BY",
        Country::Russia => "RU",
    };
    let mut address = Map::new();
    address.insert("@type".to_owned(), json!("PostalAddress"));
    if let Some(street) = &institution.postal_address {
        address.insert("streetAddress".to_owned(), json!(street));
    }
    if let Some(locality) = &institution.locality {
        address.insert("addressLocality".to_owned(), json!(locality));
    }
    address.insert("addressCountry".to_owned(), json!(country));
    Value::Object(address)
}

/// A news item or a report.
pub(super) fn article(context: PageContext<'_>, institution: &Institution, article: &Article, lang: Lang) -> Value {
    let here = &article.page.address;
    let sort = match article.kind {
        ArticleKind::News => "NewsArticle",
        ArticleKind::Report => "Report",
    };
    let publisher = organization_reference(context, institution, here);
    let mut node = json!({
        "@type": sort,
        "headline": article.page.title,
        "datePublished": article.date.to_string(),
        "inLanguage": lang.code(),
        "mainEntityOfPage": url(context.site, here, here),
        "author": publisher,
        "publisher": publisher,
    });
    if let Some(node) = node.as_object_mut() {
        if !article.page.summary.is_empty() {
            node.insert("description".to_owned(), json!(article.page.summary));
        }
        if let Some(preview) = &article.page.preview {
            let (path, _) = preview.at_least(1200);
            node.insert("image".to_owned(), json!(file_url(context.site, here, path)));
        }
    }
    node
}

/// The activities of a plan that have a day or a few: those to come first, then the latest of the past.
pub(super) fn events(
    context: PageContext<'_>,
    institution: &Institution,
    plan: &Plan,
    progress: &PlanProgress,
) -> Vec<Value> {
    let mut dated: Vec<(NaiveDate, NaiveDate, &Activity, Standing)> = Vec::new();
    for (section, assessed) in plan.sections.iter().zip(&progress.sections) {
        for (activity, assessed) in section.activities.iter().zip(&assessed.activities) {
            dated.extend(days(activity).into_iter().map(|(start, end)| (start, end, activity, assessed.standing)));
        }
    }
    dated.sort_by_key(|(start, end, activity, _)| {
        let past = *end < context.today;
        // Days since a fixed one, so that the past can be told backwards.
        let distance = start.signed_duration_since(NaiveDate::default()).num_days();
        (past, if past { -distance } else { distance }, activity.id.clone())
    });
    let here = &plan.address;
    let organizer = organization_reference(context, institution, here);
    let event = |(start, end, activity, standing): (NaiveDate, NaiveDate, &Activity, Standing)| {
        let status = match standing {
            Standing::Cancelled => "https://schema.org/EventCancelled",
            _ if activity.row.mark.new_term().is_some() => "https://schema.org/EventRescheduled",
            _ if activity.row.mark.is_postponed() => "https://schema.org/EventPostponed",
            _ => "https://schema.org/EventScheduled",
        };
        let mut node = json!({
            "@type": "Event",
            "name": one_line(&activity.plain_title()),
            "url": format!("{}#{}", url(context.site, here, here), activity.anchor()),
            "startDate": start.to_string(),
            "endDate": end.to_string(),
            "eventStatus": status,
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {
                "@type": "Place",
                "name": institution.name,
                "address": postal_address(institution),
            },
            "organizer": organizer,
        });
        // When it was to be, so that who knew the old date finds it in the new one.
        let earlier = activity.row.term.as_ref().filter(|_| activity.row.mark.new_term().is_some());
        if let (true, Some(earlier)) = (status.ends_with("Rescheduled"), earlier.and_then(|term| term.reading.start)) {
            node["previousStartDate"] = json!(earlier.to_string());
        }
        node
    };
    dated.into_iter().take(EVENTS).map(event).collect()
}

/// First and last day of what happens on a day or on a few in a row, of each time where it happens several times.
fn days(activity: &Activity) -> Vec<(NaiveDate, NaiveDate)> {
    let Some(term) = term_in_force(&activity.row) else { return Vec::new() };
    let reading = &term.reading;
    let whole = [Stretch { start: reading.start, end: reading.end }];
    let stretches = match reading.kind {
        TermKind::Day | TermKind::Range => &whole[..],
        TermKind::Several => &reading.occurrences,
        _ => &[],
    };
    let short = |stretch: &Stretch| {
        let (start, end) = (stretch.start?, stretch.end?);
        start.checked_add_days(LONGEST_EVENT).is_some_and(|longest| end < longest).then_some((start, end))
    };
    stretches.iter().filter_map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_its_script() {
        let mut graph = Graph::default();
        graph.push(json!({ "name": "</script><script>alert(1)</script>" }));
        assert!(!graph.text().contains('<'));
        let read: Value = serde_json::from_str(&graph.text()).unwrap_or_default();
        assert_eq!(read["@graph"][0]["name"], "</script><script>alert(1)</script>");
    }
}
