//! The manual pages of `letopis explain`, kept beside the tests that prove them.

use include_dir::{Dir, include_dir};

use super::Problem;
use crate::locale::Lang;

/// One page a code: the text per language, then the example that a test runs.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/diagnostics");

/// The manual page of a code in a language, as Markdown; none where there is no such code.
pub fn manual_page(code: &str, lang: Lang) -> Option<String> {
    let code = Problem::CODES.iter().find(|known| **known == code)?;
    let page = PAGES.get_file(format!("{code}.md"))?.contents_utf8()?;
    Some(in_language(page, lang))
}

/// The code a mistyped one most likely means.
pub fn nearest_code(code: &str) -> Option<&'static str> {
    let near = |known: &&&str| strsim::damerau_levenshtein(code, known);
    Problem::CODES.iter().min_by_key(near).copied().filter(|known| strsim::damerau_levenshtein(code, known) <= 4)
}

/// A page holds the parts `## ru`, `## be`, `## en` and then `## example`; a reader is shown theirs and the example.
fn in_language(page: &str, lang: Lang) -> String {
    let mut shown = String::new();
    let mut part = "";
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            part = name.trim();
            continue;
        }
        if part.is_empty() || part == lang.code() || part == "example" {
            shown.push_str(line);
            shown.push('\n');
        }
    }
    shown
}
