//! The schemes of addresses: which of them run something, and which a page may hold.

/// Schemes that run something, or read the reader's own disk.
const DANGEROUS: &[&str] = &[
    "javascript",
    "vbscript",
    "livescript",
    "mocha",
    "jscript",
    "data",
    "blob",
    "file",
    "filesystem",
    "about",
    "view-source",
    "jar",
    "ms-its",
    "mhtml",
    "res",
    "chrome",
    "resource",
    "wyciwyg",
    "feed",
    "tcl",
];

/// Schemes that a page's HTML may hold. The wall behind the renderer knows the same.
pub(super) const ALLOWED: &[&str] =
    &["http", "https", "mailto", "tel", "sms", "ftp", "ftps", "tg", "viber", "whatsapp", "skype", "geo", "xmpp"];

/// Whether an address would run something or open what is not on the net, however it is disguised.
pub(super) fn is_dangerous(target: &str) -> bool {
    scheme(target).is_some_and(|scheme| DANGEROUS.contains(&scheme.as_str()))
}

/// Whether an address may stand in the HTML: without a scheme, or with one that is known to be harmless.
pub(crate) fn is_harmless(href: &str) -> bool {
    scheme(href).is_none_or(|scheme| ALLOWED.contains(&scheme.as_str()))
}

/// The scheme that a browser would see. It passes over control characters, line ends and spaces; so do we, and over a
/// few invisible characters besides.
fn scheme(target: &str) -> Option<String> {
    let mut scheme = String::new();
    for character in target.chars() {
        match character {
            ':' => return (!scheme.is_empty()).then_some(scheme),
            _ if character <= ' ' || character.is_control() || character.is_whitespace() => {}
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
            'a'..='z' | 'A'..='Z' => scheme.push(character.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(character),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disguised_scheme_is_seen() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\r\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "javascript\u{200b}:alert(1)",
            "javascript :alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "DATA:image/svg+xml,x",
        ] {
            assert!(is_dangerous(bad), "{bad:?}");
            assert!(!is_harmless(bad), "{bad:?}");
        }
    }

    #[test]
    fn ordinary_addresses_pass() {
        for good in [
            "",
            "page.md",
            "../reports/2024-10.md",
            "/school/news/",
            "#javascript:x",
            "?q=javascript:x",
            "a/javascript:x",
            "https://example.org/javascript:x",
            "mailto:a@b.by",
            "tel:+375 17 200-00-00",
            "отчёт: первый.md",
            "javascript",
        ] {
            assert!(!is_dangerous(good), "{good:?}");
            assert!(is_harmless(good), "{good:?}");
        }
        assert!(!is_dangerous("plan:2023-2024#5") && !is_harmless("plan:2023-2024#5"), "only the resolver knows it");
    }
}
