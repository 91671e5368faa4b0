//! `sitemap.xml` and `robots.txt`: what search engines are told of the site.

use chrono::NaiveDate;

use crate::address::{Address, places};
use crate::text::escaped;

/// The pages that a search engine should know, each with the latest date that it states.
pub fn sitemap(base_url: &str, pages: &[(Address, Option<NaiveDate>)]) -> String {
    let base = escaped(base_url);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (address, updated) in pages {
        let date = updated.map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        // Addresses are made of letters that need no escape.
        xml.push_str(&format!("<url><loc>{base}{address}</loc>{date}</url>\n"));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Everything is open to search engines, and there the sitemap lies.
pub fn robots(base_url: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {base_url}/{}\n", places::SITEMAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ampersand_of_the_base_is_escaped() {
        let pages = [(Address::root(), NaiveDate::from_ymd_opt(2026, 9, 1)), (Address::root().child("news"), None)];
        let xml = sitemap("https://example.org/a&b", &pages);
        assert!(
            xml.contains("<url><loc>https://example.org/a&amp;b/</loc><lastmod>2026-09-01</lastmod></url>\n"),
            "{xml}"
        );
        assert!(xml.contains("<url><loc>https://example.org/a&amp;b/news/</loc></url>\n"), "{xml}");
    }
}
