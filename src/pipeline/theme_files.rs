//! The theme as the site has it: the embedded one, with the files of the site's own over it.

use std::sync::Arc;

use super::RunOptions;
use super::session::Session;
use crate::content;
use crate::content::keys::Key;
use crate::content::site::SiteDocument;
use crate::diagnostic::{Findings, Problem};
use crate::disk::{Failure, Reader, scan_folder};
use crate::output::ContentHash;
use crate::source::Place;
use crate::theme::{Theme, ThemeFile, asset_name, template_name};

/// The embedded theme, or a site's own over it; none where that has errors.
pub(super) fn read_theme(
    options: &RunOptions<'_>,
    reader: &Reader,
    session: &mut Session,
    document: Option<&SiteDocument>,
    findings: &mut Findings,
) -> Result<Option<Arc<Theme>>, Failure> {
    let mut files = Vec::new();
    let mut hasher = blake3::Hasher::new();
    let mut sound = true;
    if let Some((document, name)) = document.and_then(|document| Some((document, document.theme.as_ref()?))) {
        let folder = format!("themes/{}", name.value);
        let is_name = !name.value.contains(['/', '\\']) && name.value != ".." && name.value != ".";
        let (tree, more) = if is_name { scan_folder(&options.root, &folder)? } else { Default::default() };
        findings.append(more);
        if tree.entries().is_empty() && name.value != "default" {
            let (themes, _) = scan_folder(&options.root, "themes")?;
            let names = themes.entries().iter().filter_map(|entry| entry.path.split('/').nth(1));
            let suggestion = content::nearest_word(&name.value, names);
            let (key, name_of_theme) = (Key::Theme.in_both(), name.value.clone());
            let problem = Problem::ThemeMissing { key, name: name_of_theme, suggestion };
            findings.report(problem, Place::new(&document.source, name.span));
            sound = false;
        }
        for entry in tree.entries() {
            let path = entry.path.strip_prefix(&folder).unwrap_or_default().trim_start_matches('/');
            if let Some(template) = template_name(path) {
                match reader.source(entry)? {
                    Ok(source) => {
                        hasher
                            .update(path.as_bytes())
                            .update(&[0])
                            .update(ContentHash::of(source.text.as_bytes()).as_bytes());
                        files.push(ThemeFile::Template(template.to_owned(), source));
                    }
                    Err(diagnostic) => {
                        findings.push(diagnostic);
                        sound = false;
                    }
                }
            } else if let Some(asset) = asset_name(path) {
                let bytes = reader.bytes(entry)?;
                hasher.update(path.as_bytes()).update(&[0]).update(ContentHash::of(&bytes).as_bytes());
                files.push(ThemeFile::Asset(asset.to_owned(), bytes));
            }
        }
    }
    let accent = document.and_then(|document| document.accent);
    hasher.update(format!("{accent:?}").as_bytes());
    let fingerprint = ContentHash::from(hasher.finalize());
    if let Some((_, theme)) = session.theme.as_ref().filter(|(made_of, _)| *made_of == fingerprint) {
        return Ok(sound.then(|| Arc::clone(theme)));
    }
    match Theme::new(files, accent) {
        Ok(theme) => {
            let theme = Arc::new(theme);
            session.theme = Some((fingerprint, Arc::clone(&theme)));
            Ok(sound.then_some(theme))
        }
        Err(more) => {
            findings.append(more);
            Ok(None)
        }
    }
}
