//! `feed.xml`: an institution's reports and news for feed readers.

use chrono::NaiveDate;

use crate::model::{Institution, Site};

/// The Atom feed of an institution's latest reports and news.
pub fn institution_feed(site: &Site, institution: &Institution, today: NaiveDate) -> String {
    let _ = (site, institution, today);
    String::new()
}
