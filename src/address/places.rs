//! The places that the program fills itself, at the addresses of the contract. Whoever claims one, makes what stands
//! there or links to it asks here, so that the three cannot part.

use super::Address;

/// A project's folder of plans.
pub const PLANS: &str = "plans";
/// A project's folder of reports, and their list.
pub const REPORTS: &str = "reports";
/// A project's folder of news, and their list.
pub const NEWS: &str = "news";

/// A project's page of progress.
pub const PROGRESS: &str = "progress";

/// The page that a server shows where there is none.
pub const NOT_FOUND: &str = "404.html";
/// What search engines are told of the pages.
pub const SITEMAP: &str = "sitemap.xml";

/// One of several sitemaps, where the pages are too many for one; the first is 1.
pub fn part_of_sitemap(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// What search engines are told at all.
pub const ROBOTS: &str = "robots.txt";

/// A plan as other programs read it, beside its page.
pub const PLAN_JSON: &str = "plan.json";
/// A plan as a table for spreadsheets, beside its page.
pub const PLAN_CSV: &str = "plan.csv";
/// A plan as a calendar, beside its page.
pub const PLAN_CALENDAR: &str = "plan.ics";

/// An institution's news and reports for readers of feeds, beside its home.
pub const FEED: &str = "feed.xml";
/// All terms of an institution, beside its home.
pub const CALENDAR: &str = "calendar.ics";
/// The index that readers search, beside an institution's home.
pub const SEARCH_INDEX: &str = "search-index.js";

/// The search page's list of institutions, beside it.
pub const SEARCH_LIST: &str = "list.js";
/// The titles of a large region's pages, beside the search page.
pub const SEARCH_TITLES: &str = "titles.js";

/// The texts that passages are cut from, beside the index; numbered from 1.
pub fn search_text(number: usize) -> String {
    format!("search-text-{number}.js")
}

/// Whether a name is that of some such file of texts. How many there will be is known only when they are packed.
pub fn is_search_text(name: &str) -> bool {
    let number = name.strip_prefix("search-text-").and_then(|rest| rest.strip_suffix(".js"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Address {
    /// The site's search page.
    pub fn search_page() -> Address {
        Address::root().child("search")
    }

    /// A project's page of progress.
    #[must_use]
    pub fn progress(&self) -> Address {
        self.child(PROGRESS)
    }

    /// A project's list of what bears a tag.
    #[must_use]
    pub fn tag(&self, segment: &str) -> Address {
        self.child("tags").child(segment)
    }

    /// A page of a list, from 1; the first is the list itself.
    #[must_use]
    pub fn list_page(&self, number: usize) -> Address {
        match number {
            0 | 1 => self.clone(),
            number => self.child("page").child(&number.to_string()),
        }
    }

    /// Whether this is the second page of a list, or one after it.
    pub fn is_later_list_page(&self) -> bool {
        let mut segments = self.segments().rev();
        let number = segments.next().is_some_and(|segment| segment.bytes().all(|byte| byte.is_ascii_digit()));
        number && segments.next() == Some("page")
    }

    /// The part of a list that holds one school year.
    #[must_use]
    pub fn list_year(&self, segment: &str) -> Address {
        self.child("year").child(segment)
    }
}
