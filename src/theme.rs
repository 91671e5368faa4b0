//! The look: templates, assets and colours. A site's `themes/<name>` overrides the embedded theme file by file.

mod accent;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, DirEntry, include_dir};
use tera::{Context, ErrorKind, Tera, Value};

use crate::diagnostic::{Diagnostic, Findings, Problem};
use crate::locale::Lang;
use crate::model::Color;
use crate::model::Site;
use crate::output::ContentHash;
use crate::pages::{PageView, not_found};
use crate::source::{Place, Source, Span};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The folder in which the embedded theme is named in messages.
const EMBEDDED_FOLDER: &str = "themes/default";

/// So many bytes most pages have, at most: they are written without moving what is there.
const USUAL_PAGE: usize = 32 * 1024;

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    sources: BTreeMap<String, Arc<Source>>,
    assets: BTreeMap<String, Vec<u8>>,
    asset_hash: String,
    shared: [(Lang, Shared); 3],
}

/// What is the same on all pages of a language.
#[derive(Debug, Clone)]
struct Shared {
    /// The interface's words.
    words: Value,
    /// The low-vision panel, a fifth of what a page's template has to do.
    panel: Value,
}

/// A file of a site's own theme: its path within the theme's folder, and what it holds.
#[derive(Debug, Clone)]
pub enum ThemeFile {
    /// A template.
    Template(String, Arc<Source>),
    /// A file of `static/`.
    Asset(String, Vec<u8>),
}

impl Theme {
    /// The embedded theme with a site's own files over it.
    ///
    /// # Errors
    /// The template that does not compile.
    pub fn new(overrides: Vec<ThemeFile>, accent: Option<Color>) -> Result<Theme, Findings> {
        let mut sources = BTreeMap::new();
        let mut assets = BTreeMap::new();
        embedded(&EMBEDDED, &mut sources, &mut assets);
        if let Some(colors) = accent.map(accent::stylesheet) {
            assets.insert("colors.css".to_owned(), colors.into_bytes());
        }
        for file in overrides {
            match file {
                ThemeFile::Template(name, source) => {
                    sources.insert(name, source);
                }
                ThemeFile::Asset(name, bytes) => {
                    assets.insert(name, bytes);
                }
            }
        }
        let mut tera = Tera::new();
        let templates = sources.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        if let Err(error) = tera.add_raw_templates(templates) {
            return Err(Box::new(template_error(&error, None, &sources)).into());
        }
        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in &assets {
            hasher.update(name.as_bytes());
            hasher.update(bytes);
        }
        let asset_hash = ContentHash::from(hasher.finalize()).to_hex()[..8].to_owned();
        let mut theme = Theme { tera, sources, assets, asset_hash, ..Theme::empty() };
        for lang in Lang::ALL {
            let panel = theme.render_panel(lang)?;
            if let Some((_, shared)) = theme.shared.iter_mut().find(|(of, _)| *of == lang) {
                shared.panel = panel;
            }
        }
        Ok(theme)
    }

    /// A theme without a template: nothing can be rendered with it.
    pub fn empty() -> Theme {
        let shared = Lang::ALL
            .map(|lang| (lang, Shared { words: Value::from_serializable(lang.words()), panel: Value::none() }));
        let (sources, assets) = (BTreeMap::new(), BTreeMap::new());
        Theme { tera: Tera::new(), sources, assets, asset_hash: String::new(), shared }
    }

    fn render_panel(&self, lang: Lang) -> Result<Value, Box<Diagnostic>> {
        let mut context = Context::new();
        self.add_shared(&mut context, lang);
        let panel = self.tera.render("panel.html", &context);
        panel
            .map(|html| Value::from_serializable(&html))
            .map_err(|error| Box::new(template_error(&error, Some("/".to_owned()), &self.sources)))
    }

    /// The fingerprint of the assets, for their addresses.
    pub fn asset_hash(&self) -> &str {
        &self.asset_hash
    }

    /// The fingerprint of all that pages depend on.
    pub fn fingerprint(&self) -> ContentHash {
        let mut hasher = blake3::Hasher::new();
        for (name, source) in &self.sources {
            hasher.update(name.as_bytes());
            hasher.update(source.text.as_bytes());
        }
        hasher.update(self.asset_hash.as_bytes());
        ContentHash::from(hasher.finalize())
    }

    /// The files that stand at the output's root.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// A page as HTML.
    ///
    /// # Errors
    /// The template that fails, with the place in it and the page.
    pub fn render(&self, page: &PageView) -> Result<Vec<u8>, Box<Diagnostic>> {
        let failed =
            |error: &tera::Error| Box::new(template_error(error, Some(page.address.to_string()), &self.sources));
        let mut context = Context::from_serialize(&page.view).map_err(|error| failed(&error))?;
        self.add_shared(&mut context, page.view.frame().lang);
        // Not as a `String`: to look whether it is one takes as long as a tenth of the rendering.
        let mut html = Vec::with_capacity(USUAL_PAGE);
        self.tera.render_to(page.view.template(), &context, &mut html).map_err(|error| failed(&error))?;
        Ok(html)
    }

    /// 404.html.
    ///
    /// # Errors
    /// The template that fails.
    pub fn render_not_found(&self, site: &Site) -> Result<String, Box<Diagnostic>> {
        let style = self.sources.get("404.css").map(|source| source.text.as_str()).unwrap_or_default();
        let script = self.assets.get("panel.js").and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        let view = not_found(site, style, script);
        let failed = |error: &tera::Error| Box::new(template_error(error, Some("/404.html".to_owned()), &self.sources));
        let mut context = Context::from_serialize(&view).map_err(|error| failed(&error))?;
        self.add_shared(&mut context, site.language);
        self.tera.render("404.html", &context).map_err(|error| failed(&error))
    }

    fn add_shared(&self, context: &mut Context, lang: Lang) {
        if let Some((_, shared)) = self.shared.iter().find(|(of, _)| *of == lang) {
            context.insert_value("t", shared.words.clone());
            context.insert_value("panel", shared.panel.clone());
        }
    }
}

/// Whether a path within a theme's folder is that of a template, and the template's name.
pub fn template_name(path: &str) -> Option<&str> {
    path.strip_prefix("templates/")
}

/// Whether a path within a theme's folder is that of an asset, and the asset's output path.
pub fn asset_name(path: &str) -> Option<&str> {
    path.strip_prefix("static/")
}

fn embedded(dir: &Dir<'_>, sources: &mut BTreeMap<String, Arc<Source>>, assets: &mut BTreeMap<String, Vec<u8>>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => embedded(dir, sources, assets),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if let (Some(name), Some(text)) = (template_name(&path), file.contents_utf8()) {
                    sources.insert(name.to_owned(), Source::new(format!("{EMBEDDED_FOLDER}/{path}"), text));
                } else if let Some(name) = asset_name(&path) {
                    assets.insert(name.to_owned(), file.contents().to_vec());
                }
            }
        }
    }
}

/// What the template engine says, at the template's own place.
fn template_error(error: &tera::Error, page: Option<String>, sources: &BTreeMap<String, Arc<Source>>) -> Diagnostic {
    let (template, span, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename().to_owned(), Span::new(report.span().range.clone()), report.message().to_owned())
        }
        ErrorKind::MissingParent { current, .. } => (current.clone(), Span::default(), error.to_string()),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.clone(), Span::default(), error.to_string())
        }
        _ => (String::new(), Span::default(), error.to_string()),
    };
    let source = sources.get(&template);
    let problem = match page {
        Some(page) => Problem::TemplateFails { template, page, message },
        None => Problem::TemplateSyntax { template, message },
    };
    match source {
        Some(source) => Diagnostic::new(problem, Place::new(source, span)),
        None => Diagnostic::nowhere(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_theme_compiles() {
        if let Err(findings) = Theme::new(Vec::new(), None) {
            let messages: Vec<String> = findings.iter().map(|diagnostic| diagnostic.message(Lang::English)).collect();
            panic!("{}", messages.join("\n"));
        }
    }
}
