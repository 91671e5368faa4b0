//! `content/site.yaml`.

use std::sync::Arc;

use chrono_tz::Tz;

use super::decode::{Decoder, Fields};
use super::keys::{self, Key};
use super::{nearest_word, parse_yaml};
use crate::diagnostic::{Findings, Problem};
use crate::locale::Lang;
use crate::model::{CalendarSettings, Color, Site};
use crate::source::{Source, Span, Spanned};
use crate::typography::Typography;

/// The site's settings, as written.
#[derive(Debug, Clone)]
pub struct SiteDocument {
    /// The file.
    pub source: Arc<Source>,
    /// The site's title.
    pub title: String,
    /// The absolute address, without a slash at its end.
    pub base_url: Option<String>,
    /// The interface's language.
    pub language: Lang,
    /// Country, quarters and days off for all institutions.
    pub calendar: CalendarSettings,
    /// The zone in which the day changes.
    pub timezone: Tz,
    /// A folder of `themes/`.
    pub theme: Option<Spanned<String>>,
    /// The accent colour.
    pub accent: Option<Color>,
    /// The logo's path, from site.yaml.
    pub logo: Option<Spanned<String>>,
    /// Markdown for the foot of every page.
    pub footer: Option<Spanned<String>>,
    /// Whether a public page says plainly that a term has passed.
    pub overdue_plain: bool,
    /// Whether the printed plan keeps the statuses.
    pub print_statuses: bool,
    /// Whether the printed plan keeps the links' addresses.
    pub print_links: bool,
    /// How much the typographer does.
    pub typography: Typography,
    /// Items on a list page.
    pub page_size: usize,
}

/// Reads `site.yaml`; none where its syntax is broken.
pub fn read(source: &Arc<Source>, findings: &mut Findings) -> Option<SiteDocument> {
    let node = parse_yaml(source, findings)?;
    let mut decoder = Decoder { source, findings };
    let fields = decoder.file(&node, &keys::SITE)?;
    let print = fields.node(Key::Print);
    let print = print.and_then(|node| decoder.record((&fields, Key::Print), node, &keys::PRINT, &[]));
    let commented = taken_for_a_comment(&fields, source);
    let accent = decoder.line(&fields, Key::Accent).or(commented.clone()).and_then(|text| {
        let color = Color::parse(&text.value).filter(|_| commented.is_none());
        if color.is_none() {
            decoder.report(Problem::BadColor { key: fields.key_name(Key::Accent), value: text.value }, text.span);
        }
        color
    });
    let timezone = decoder.line(&fields, Key::Timezone).and_then(|text| {
        let zone = text.value.parse::<Tz>().ok();
        if zone.is_none() {
            let suggestion = nearest_word(&text.value, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
            let key = fields.key_name(Key::Timezone);
            decoder.report(Problem::BadTimezone { key, value: text.value, suggestion }, text.span);
        }
        zone
    });
    let base_url = decoder.url(&fields, Key::BaseUrl).and_then(|written| {
        let address = base_address(&written.value);
        if address.is_none() {
            let key = fields.key_name(Key::BaseUrl);
            decoder.report(Problem::BadBaseUrl { key, value: written.value }, written.span);
        }
        address
    });
    Some(SiteDocument {
        source: Arc::clone(source),
        title: decoder.text(&fields, Key::Title).unwrap_or_default(),
        base_url,
        language: decoder.language(&fields).unwrap_or_default(),
        calendar: decoder.calendar_settings(&fields),
        timezone: timezone.unwrap_or(Site::DEFAULT_TIMEZONE),
        theme: decoder.line(&fields, Key::Theme),
        accent,
        logo: decoder.line(&fields, Key::Logo),
        footer: decoder.line(&fields, Key::Footer),
        overdue_plain: decoder.choice(&fields, Key::Overdue, &[("neutral", false), ("plain", true)]).unwrap_or(false),
        print_statuses: print.as_ref().and_then(|print| decoder.boolean(print, Key::Statuses)).unwrap_or(false),
        print_links: print.as_ref().and_then(|print| decoder.boolean(print, Key::Links)).unwrap_or(false),
        typography: decoder
            .choice(&fields, Key::Typography, &[("spaces", Typography::Spaces), ("full", Typography::Full)])
            .unwrap_or_default(),
        page_size: decoder
            .integer(&fields, Key::PageSize)
            .and_then(|size| usize::try_from(size).ok())
            .unwrap_or(Site::DEFAULT_PAGE_SIZE),
    })
}

/// A colour without quotes: YAML takes what stands behind a `#` for a comment, and the author would wonder.
fn taken_for_a_comment(fields: &Fields<'_>, source: &Source) -> Option<Spanned<String>> {
    let key = fields.key_span(Key::Accent).filter(|_| fields.node(Key::Accent).is_none())?;
    let rest = source.text.get(key.end as usize..source.line_around(key.end as usize).end)?;
    let start = key.end as usize + rest.find('#')?;
    let written = source.text.get(start..)?.split_whitespace().next()?;
    let is_color = written.len() > 3 && written.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit());
    is_color.then(|| Spanned::new(written.to_owned(), Span::new(start..start + written.len())))
}

/// The site's address as other programs need it: in ASCII (RFC 3986; a Cyrillic host in Punycode), without a `/` at its
/// end. None for one that is not a folder's.
fn base_address(written: &str) -> Option<String> {
    let url = url::Url::parse(written).ok()?;
    let is_file = url.path().rsplit('/').next().is_some_and(|name| name.ends_with(".html") || name.ends_with(".htm"));
    let is_folder = url.query().is_none() && url.fragment().is_none() && !is_file;
    is_folder.then(|| url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_without_quotes_is_no_comment() {
        for (line, codes) in [
            ("accent: '#1c5d8c'", &[][..]),
            ("accent: # потом", &[]),
            ("accent: #1c5d8c", &["bad-color 2:9"]),
            ("цвет: #1c5d8c # синий", &["bad-color 2:7"]),
            ("accent: синий", &["bad-color 2:9"]),
        ] {
            let mut findings = Findings::new();
            let source = Source::new("content/site.yaml", format!("title: Сайт\n{line}\n"));
            let document = read(&source, &mut findings).expect("a mapping");
            let told = findings.iter().map(|finding| {
                let (line, column) = finding.line_and_column().unwrap_or_default();
                format!("{} {line}:{column}", finding.problem.code())
            });
            assert_eq!(told.collect::<Vec<_>>(), codes, "{line}");
            assert_eq!(document.accent.is_some(), line.contains('\''), "{line}");
        }
    }

    #[test]
    fn a_base_address_is_a_folders_in_ascii() {
        for (written, address) in [
            ("https://school.example.by/", Some("https://school.example.by")),
            ("https://school.example.by/a/b", Some("https://school.example.by/a/b")),
            ("https://пример.бел/раздел/", Some("https://xn--e1afmkfd.xn--90ais/%D1%80%D0%B0%D0%B7%D0%B4%D0%B5%D0%BB")),
            ("https://school.example.by/?q", None),
            ("https://school.example.by/a#b", None),
            ("https://school.example.by/a/index.html", None),
        ] {
            assert_eq!(base_address(written).as_deref(), address, "{written}");
        }
    }
}
