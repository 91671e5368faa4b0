//! An institution: the unit of work, of memory, of isolation and of rebuilding.

use super::{Page, Person, Picture, Project, Text};
use crate::address::Address;
use crate::locale::Lang;
use crate::output::ContentHash;
use crate::term::Country;

/// An institution with all that is published of it.
#[derive(Debug, Clone)]
pub struct Institution {
    /// Its folder beneath `content/`; empty where it is the only one and has none.
    pub key: String,
    /// The address of its home.
    pub address: Address,
    /// The full name.
    pub name: String,
    /// The name for menus and tables.
    pub short_name: Option<String>,
    /// The town or district.
    pub locality: Option<String>,
    /// The postal address.
    pub postal_address: Option<String>,
    /// The telephone number, as people write it.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The institution's own site.
    pub website: Option<String>,
    /// The logo.
    pub logo: Option<Picture>,
    /// The head of the institution.
    pub head: Option<Person>,
    /// A few words about it.
    pub about: Option<Text>,
    /// The interface's language.
    pub language: Lang,
    /// The country, for the wording of the law.
    pub country: Country,
    /// The position in the list of institutions.
    pub order: Option<i64>,
    /// Shown only because drafts were asked for.
    pub draft: bool,
    /// Its projects, in the menu's order.
    pub projects: Vec<Project>,
    /// Its further pages.
    pub pages: Vec<Page>,
    /// The files published as they are.
    pub assets: Vec<Asset>,
    /// The earlier addresses of its pages.
    pub aliases: Vec<Alias>,
}

impl Institution {
    /// The name for menus and tables: the short one, where it has one.
    pub fn menu_name(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.name)
    }
}

/// A file published as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Asset {
    /// The author's file, from the site's root.
    pub source: String,
    /// The output path.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// The fingerprint of its bytes.
    pub hash: ContentHash,
}

/// An earlier address that leads to a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// The folder in which its file lies, for the way from it to the page.
    pub folder: Address,
    /// The output file: `old/index.html`, or what was once a file of its own, `old.html`.
    pub file: String,
    /// The page.
    pub to: Address,
}

impl Alias {
    /// The alias that a path within the site names: `/old/`, `old.html`. None where it cannot be an address.
    pub fn parse(written: &str, to: &Address) -> Option<Alias> {
        let (folder, name) = match written.rsplit_once('/').unwrap_or(("", written)) {
            (folder, name) if name.ends_with(".html") || name.ends_with(".htm") => (folder, name),
            _ => (written, "index.html"),
        };
        let folder = Address::parse(folder)?;
        crate::address::is_slug(name).then(|| Alias { file: folder.file(name), folder, to: to.clone() })
    }
}
