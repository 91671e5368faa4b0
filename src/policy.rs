//! What a page may load, in the words of a Content Security Policy: nothing from elsewhere.

use base64::Engine as _;
use sha2::Digest as _;

/// Of a page of the site: scripts, styles, fonts and pictures of the site itself.
pub const OF_PAGES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                            font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// Of a page of the preview's own, which has neither pictures nor a form.
pub const OF_PREVIEW: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                              base-uri 'none'; form-action 'none'";

/// Of a page that depends on no other file: the one script and the one style that stand in it, known by their hashes.
pub fn of_lone_page(script: &str, style: &str) -> String {
    let (script, style) = (hash(script), hash(style));
    format!(
        "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'"
    )
}

/// The expression that allows this text and no other.
fn hash(text: &str) -> String {
    let digest = sha2::Sha256::digest(text.as_bytes());
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_allowed_by_its_hash() {
        let nothing = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert_eq!(hash(""), nothing);
        let policy = of_lone_page("", "p{}");
        assert!(
            policy.contains(&format!("script-src {nothing};"))
                && policy.contains(&format!("style-src {};", hash("p{}")))
        );
    }
}
