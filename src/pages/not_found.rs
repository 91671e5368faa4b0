//! 404.html: served at any depth, so it depends on no other file.

use serde::Serialize;

use crate::locale::Lang;
use crate::model::Site;

/// What `404.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundView {
    /// The site's language.
    pub lang: Lang,
    /// The heading.
    pub title: String,
    /// For `<title>`.
    pub head_title: String,
    /// What to do.
    pub message: String,
    /// The site's first page; none where the site does not know its own address.
    pub home: Option<String>,
    /// The one style, which stands in the page.
    pub style: String,
    /// The one script, which stands in the page.
    pub script: String,
    /// The Content Security Policy, which allows exactly these two.
    pub csp: String,
}

/// The page of a wrong address. Style and script stand in it and are allowed by their hashes.
pub fn not_found(site: &Site, style: &str, script: &str) -> NotFoundView {
    let lang = site.language;
    let title = lang.word("not-found-title").into_owned();
    // A path from the root of the host: the page may be served at any depth.
    let home = site.base_url.as_ref().map(|base| {
        let path = base.splitn(4, '/').nth(3).unwrap_or_default().trim_matches('/');
        if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
    });
    NotFoundView {
        lang,
        head_title: format!("{title} — {}", site.title),
        message: lang.word("not-found-message").into_owned(),
        title,
        home,
        style: style.to_owned(),
        script: script.to_owned(),
        csp: crate::policy::of_lone_page(script, style),
    }
}
