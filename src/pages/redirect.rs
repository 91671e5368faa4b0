//! The page at an earlier address, which sends its reader on.

use crate::locale::Lang;
use crate::model::{Alias, Site};
use crate::policy;
use crate::text::escaped;

/// Sends a reader on without a script: the new address is a link too. It needs no template, since nobody looks at it.
pub fn redirect_page(site: &Site, lang: Lang, alias: &Alias) -> String {
    let to = &alias.to;
    let href = alias.folder.relative_link(to);
    let canonical = |base: &String| format!("<link rel=\"canonical\" href=\"{}{to}\">\n", escaped(base));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         {canonical}<title>{to}</title>\n</head>\n\
         <body><main><h1><a href=\"{href}\">{to}</a></h1></main></body>\n</html>\n",
        lang = lang.code(),
        policy = policy::OF_PAGES,
        canonical = site.base_url.as_ref().map(canonical).unwrap_or_default(),
    )
}
