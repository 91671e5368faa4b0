//! `institution.yaml`.

use std::sync::Arc;

use super::decode::Decoder;
use super::keys::{self, Key};
use super::{Placement, parse_yaml};
use crate::diagnostic::Findings;
use crate::locale::Lang;
use crate::model::{CalendarSettings, Person};
use crate::source::{Source, Spanned};

/// An institution, as written.
#[derive(Debug, Clone)]
pub struct InstitutionDocument {
    /// The file.
    pub source: Arc<Source>,
    /// The full name.
    pub name: String,
    /// The name for menus and tables.
    pub short_name: Option<String>,
    /// The town or district.
    pub locality: Option<String>,
    /// The postal address.
    pub address: Option<String>,
    /// The telephone number, as people write it.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The institution's own site.
    pub website: Option<String>,
    /// The logo's path.
    pub logo: Option<Spanned<String>>,
    /// The head of the institution.
    pub head: Option<Person>,
    /// A few words about it, in Markdown.
    pub about: Option<Spanned<String>>,
    /// The interface's language, where it is not the site's.
    pub language: Option<Lang>,
    /// What differs from the site's calendar.
    pub calendar: CalendarSettings,
    /// Address, menu, draft.
    pub placement: Placement,
}

/// Reads `institution.yaml`; none where its syntax is broken.
pub fn read(source: &Arc<Source>, findings: &mut Findings) -> Option<InstitutionDocument> {
    let node = parse_yaml(source, findings)?;
    let mut decoder = Decoder { source, findings };
    let fields = decoder.file(&node, &keys::INSTITUTION)?;
    Some(InstitutionDocument {
        source: Arc::clone(source),
        name: decoder.text(&fields, Key::Name).unwrap_or_default(),
        short_name: decoder.text(&fields, Key::ShortName),
        locality: decoder.text(&fields, Key::Locality),
        address: decoder.text(&fields, Key::Address),
        phone: decoder.text(&fields, Key::Phone),
        email: decoder.text(&fields, Key::Email),
        website: decoder.url(&fields, Key::Website).map(|url| url.value),
        logo: decoder.line(&fields, Key::Logo),
        head: fields.node(Key::Head).and_then(|node| decoder.person(&fields, Key::Head, node)),
        about: decoder.line(&fields, Key::About),
        language: decoder.language(&fields),
        calendar: decoder.calendar_settings(&fields),
        placement: decoder.placement(&fields),
    })
}
