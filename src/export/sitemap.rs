//! `sitemap.xml` and `robots.txt`: what search engines are told of the site.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::address::{Address, places};
use crate::text::escaped;

/// A page, and the latest date that it states.
pub type Listed<'a> = (Cow<'a, Address>, Option<NaiveDate>);

/// So many addresses a sitemap may list (sitemaps.org, «Sitemap protocol»).
const MOST_ADDRESSES: usize = 50_000;

/// The length of an entry without its address.
const ENTRY_LENGTH: usize = "<url><loc>/</loc><lastmod>2026-09-01</lastmod></url>\n".len();

const HEADING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// The pages that a search engine should know, each with the latest date that it states. Where they are too many for one
/// sitemap, it is an index of several, `sitemap-1.xml` and so on. By path.
pub fn sitemaps(base_url: &str, pages: &[Listed<'_>]) -> Vec<(String, String)> {
    let base = escaped(base_url);
    if pages.len() <= MOST_ADDRESSES {
        return vec![(places::SITEMAP.to_owned(), sitemap(&base, pages))];
    }
    let parts = pages.chunks(MOST_ADDRESSES).zip(1..);
    let mut files: Vec<(String, String)> =
        parts.map(|(pages, number)| (places::part_of_sitemap(number), sitemap(&base, pages))).collect();
    let entries: String =
        files.iter().map(|(path, _)| format!("<sitemap><loc>{base}/{path}</loc></sitemap>\n")).collect();
    let index = format!("{HEADING}<sitemapindex {NAMESPACE}>\n{entries}</sitemapindex>\n");
    files.push((places::SITEMAP.to_owned(), index));
    files
}

fn sitemap(base: &str, pages: &[Listed<'_>]) -> String {
    let addresses: usize = pages.iter().map(|(address, _)| base.len() + address.as_str().len()).sum();
    let mut xml = String::with_capacity(addresses + (pages.len() + 3) * ENTRY_LENGTH);
    xml.extend([HEADING, "<urlset ", NAMESPACE, ">\n"]);
    for (address, updated) in pages {
        // Addresses are made of letters that need no escape.
        xml.extend(["<url><loc>", base, address.to_string().as_str(), "</loc>"]);
        if let Some(date) = updated {
            xml.extend(["<lastmod>", date.to_string().as_str(), "</lastmod>"]);
        }
        xml.push_str("</url>\n");
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
        let news = Address::root().child("news");
        let pages = [(Cow::Owned(Address::root()), NaiveDate::from_ymd_opt(2026, 9, 1)), (Cow::Owned(news), None)];
        let files = sitemaps("https://example.org/a&b", &pages);
        let [(path, xml)] = files.as_slice() else { panic!("{files:?}") };
        assert_eq!(path, "sitemap.xml");
        assert!(
            xml.contains("<url><loc>https://example.org/a&amp;b/</loc><lastmod>2026-09-01</lastmod></url>\n"),
            "{xml}"
        );
        assert!(xml.contains("<url><loc>https://example.org/a&amp;b/news/</loc></url>\n"), "{xml}");
    }

    #[test]
    fn a_region_too_large_for_one_sitemap_has_several() {
        let address = |page| Cow::Owned(Address::root().child(&format!("p{page}")));
        let pages: Vec<Listed<'_>> = (0..MOST_ADDRESSES + 1).map(|page| (address(page), None)).collect();
        let files = sitemaps("https://example.org/r", &pages);
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        let listed = |number: usize| files.get(number).map_or(0, |(_, xml)| xml.matches("<url>").count());
        assert_eq!((listed(0), listed(1)), (MOST_ADDRESSES, 1));
        let index = files.last().map(|(_, xml)| xml.as_str()).unwrap_or_default();
        assert!(index.contains("<sitemap><loc>https://example.org/r/sitemap-2.xml</loc></sitemap>\n"), "{index}");
    }
}
