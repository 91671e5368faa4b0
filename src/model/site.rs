//! The site: settings that all institutions share.

use chrono_tz::Tz;

use super::{CalendarSettings, Color, Picture};
use crate::locale::Lang;
use crate::typography::Typography;

/// The site's settings, sound.
#[derive(Debug, Clone)]
pub struct Site {
    /// The title.
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
    pub theme: Option<String>,
    /// The accent colour.
    pub accent: Option<Color>,
    /// The logo.
    pub logo: Option<Picture>,
    /// HTML for the foot of every page; its links hold [`Site::ROOT_MARK`] where the way to the root goes.
    pub footer: Option<String>,
    /// Whether a public page says plainly that a term has passed.
    pub overdue_plain: bool,
    /// What the printed plan keeps.
    pub print: PrintSettings,
    /// How much the typographer does.
    pub typography: Typography,
    /// Items on a list page.
    pub page_size: usize,
}

impl Site {
    /// Stands in the footer's links for the way from a page to the root. A control character cannot come from the author:
    /// Markdown has none in its addresses.
    pub const ROOT_MARK: char = '\u{1}';

    /// How the site's pages of a language speak of standings.
    pub fn wording(&self, lang: Lang) -> Wording {
        Wording { lang, overdue_plain: self.overdue_plain }
    }

    /// The zone of Belarus, where most of our users are.
    pub const DEFAULT_TIMEZONE: Tz = chrono_tz::Europe::Minsk;
    /// Items on a list page where site.yaml says nothing.
    pub const DEFAULT_PAGE_SIZE: usize = 20;

    /// The settings by which the rest is checked where site.yaml cannot be read.
    pub fn unknown() -> Site {
        Site {
            title: String::new(),
            base_url: None,
            language: Lang::default(),
            calendar: CalendarSettings::default(),
            timezone: Site::DEFAULT_TIMEZONE,
            theme: None,
            accent: None,
            logo: None,
            footer: None,
            overdue_plain: false,
            print: PrintSettings::default(),
            typography: Typography::Spaces,
            page_size: Site::DEFAULT_PAGE_SIZE,
        }
    }
}

/// How a page speaks of standings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// The language.
    pub lang: Lang,
    /// Whether it says plainly that a term has passed: the site's `overdue: plain`.
    pub overdue_plain: bool,
}

/// What the printed plan keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct PrintSettings {
    /// The statuses.
    pub statuses: bool,
    /// The links' addresses.
    pub links: bool,
}
