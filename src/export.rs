//! What other programs read of a site: a plan as JSON and CSV, its days as a calendar, an institution's articles as a
//! feed, the pages as a sitemap.
//!
//! Each function is pure: the resolved nouns and their standing in, a file's text out.

pub mod term_json;
pub mod plan_json;
pub mod plan_csv;
pub mod calendar;
pub mod feed;
pub mod sitemap;
