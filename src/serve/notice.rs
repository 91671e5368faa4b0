//! What the preview adds to the pages: the bar, the overlay of problems, and pages of its own where the site has none.
//!
//! It is no part of the site: one marked block before `</body>`, which a build never writes.

use chrono::NaiveDate;
use serde_json::json;

use crate::locale::{Arguments, Lang};
use crate::output::ContentHash;
use crate::policy;
use crate::text::escaped;

/// The folder of addresses that are the preview's own.
pub(super) const OWN_FOLDER: &str = "/.letopis/";
pub(super) const SCRIPT: &str = include_str!("preview.js");
pub(super) const STYLE: &str = include_str!("preview.css");

const BLOCK_START: &str = "<!--letopis preview-->";
const BLOCK_END: &str = "<!--/letopis preview-->";

/// How things stand, as the reader is told.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Notice {
    /// Grows with every change of what is served.
    pub version: u64,
    /// The count of changes to pictures and styles.
    pub assets: u64,
    /// Whether the first build is over.
    pub ready: bool,
    /// The date of the build; none before the first.
    pub date: Option<NaiveDate>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The language of the preview's own words.
    pub lang: Lang,
    pub errors: usize,
    pub warnings: usize,
    /// All problems, as in the terminal.
    pub problems: String,
    /// The errors alone.
    pub error_text: String,
}

impl Notice {
    /// Before anything is known.
    pub fn beginning(lang: Lang, drafts: bool) -> Notice {
        Notice {
            version: 0,
            assets: 0,
            ready: false,
            date: None,
            drafts,
            lang,
            errors: 0,
            warnings: 0,
            problems: String::new(),
            error_text: String::new(),
        }
    }

    /// The bar in one line of words.
    pub fn bar(&self) -> String {
        let Some(date) = self.date.filter(|_| self.ready) else {
            return self.lang.word("preview-building").into_owned();
        };
        let mut parts = vec![self.lang.text("preview-as-of", &Arguments::new().with("date", self.lang.date(date)))];
        if self.drafts {
            parts.push(self.lang.word("preview-with-drafts").into_owned());
        }
        if self.errors > 0 {
            parts.push(self.lang.count("preview-errors", self.errors));
        }
        if self.warnings > 0 {
            parts.push(self.lang.count("preview-warnings", self.warnings));
        }
        if self.errors + self.warnings == 0 {
            parts.push(self.lang.word("preview-no-problems").into_owned());
        }
        parts.join(" · ")
    }

    /// What the script in the page is sent.
    pub fn message(&self) -> String {
        let error_key =
            if self.errors > 0 { ContentHash::of(self.error_text.as_bytes()).to_hex() } else { String::new() };
        json!({
            "version": self.version,
            "assets": self.assets.to_string(),
            "ready": self.ready,
            "bar": self.bar(),
            "errors": self.errors,
            "warnings": self.warnings,
            "problems": self.error_text,
            "key": error_key,
        })
        .to_string()
    }

    /// A page with the block in it; where it has no end to put it before, at its end.
    pub fn with_block(&self, html: &[u8], hash: ContentHash) -> Vec<u8> {
        let block = self.block(&hash.to_hex());
        let end = b"</body>";
        let at = html.windows(end.len()).rposition(|window| window == end).unwrap_or(html.len());
        let (before, after) = html.split_at(at);
        [before, block.as_bytes(), after].concat()
    }

    /// The site's page for wrong addresses. Its policy allows no script but its own, so it asks again by itself.
    pub fn asking_again(&self, html: &[u8]) -> Vec<u8> {
        let block = format!("{BLOCK_START}<meta http-equiv=\"refresh\" content=\"3\">{BLOCK_END}");
        let end = b"</body>";
        let at = html.windows(end.len()).rposition(|window| window == end).unwrap_or(html.len());
        let (before, after) = html.split_at(at);
        [before, block.as_bytes(), after].concat()
    }

    /// What makes two pages of equal bytes differ all the same.
    pub fn block_tag(&self) -> String {
        let text = format!("{} {}", self.assets, self.bar());
        ContentHash::of(text.as_bytes()).to_hex()[..8].to_owned()
    }

    fn block(&self, page: &str) -> String {
        let word = |id: &str| escaped(&self.lang.word(id));
        let counts = match (self.errors, self.warnings) {
            (0, 0) => "good",
            (0, _) => "warnings",
            _ => "errors",
        };
        format!(
            "{BLOCK_START}<link rel=\"stylesheet\" href=\"{OWN_FOLDER}preview.css\">\
             <aside id=\"letopis-preview\" lang=\"{lang}\" aria-label=\"{label}\" data-page=\"{page}\" \
             data-assets=\"{assets}\" data-state=\"{counts}\" data-title=\"{title}\" data-close=\"{close}\" \
             data-lost=\"{lost}\" data-gone=\"{gone}\"><a href=\"{OWN_FOLDER}problems\">{bar}</a></aside>\
             <script src=\"{OWN_FOLDER}preview.js\" defer></script>{BLOCK_END}",
            lang = self.lang.code(),
            label = word("preview-label"),
            assets = self.assets,
            title = word("preview-overlay-title"),
            close = word("preview-close"),
            lost = word("preview-lost"),
            gone = word("preview-gone"),
            bar = escaped(&self.bar()),
        )
    }

    /// Stands for the page's bytes: as soon as there is another page at the address, it takes this one's place.
    pub fn own_tag(&self) -> String {
        let text = format!("{} {}", self.ready, self.problems);
        format!("own-{}", &ContentHash::of(text.as_bytes()).to_hex()[..8])
    }

    /// A page of the preview's own: while the site is built for the first time, and where errors leave none of it.
    pub fn own_page(&self) -> Vec<u8> {
        let title = if self.ready { "preview-problems-title" } else { "preview-building" };
        let text = match (self.ready, self.problems.is_empty()) {
            (true, true) => format!("<p>{}</p>", escaped(&self.lang.word("preview-no-problems"))),
            (false, true) => String::new(),
            _ => format!("<pre>{}</pre>", escaped(self.problems.trim_end())),
        };
        let title = escaped(&self.lang.word(title));
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
             <body class=\"letopis-own\">\n<main><h1>{title}</h1>{text}</main>\n</body>\n</html>\n",
            lang = self.lang.code(),
            policy = policy::OF_PREVIEW,
        );
        let block = self.block(&self.own_tag());
        html.replace("</body>", &format!("{block}</body>")).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_is_one_and_can_be_taken_out() {
        let mut notice = Notice::beginning(Lang::Russian, true);
        notice.ready = true;
        notice.date = NaiveDate::from_ymd_opt(2025, 3, 1);
        notice.errors = 2;
        let page = "<html><body><p>Пример: &lt;/body></p></body></html>";
        let served = String::from_utf8_lossy(&notice.with_block(page.as_bytes(), ContentHash::of(b"x"))).into_owned();
        let (before, rest) = served.split_once(BLOCK_START).unwrap_or_default();
        let (block, after) = rest.split_once(BLOCK_END).unwrap_or_default();
        assert_eq!(format!("{before}{after}"), page);
        assert!(after.starts_with("</body>"));
        assert!(block.contains("1 марта 2025"), "{block}");
        assert!(block.contains("2 ошибки"), "{block}");
    }
}
