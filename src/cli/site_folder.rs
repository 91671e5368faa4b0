//! A site's folder on the disk: found from a path within it, and asked for what the command line needs to know.
//!
//! It is not the site: reading that is the driver's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::clock;
use crate::content::site::{self, SiteDocument};
use crate::diagnostic::Findings;
use crate::locale::Lang;
use crate::model::Site;
use crate::source::Source;

/// A folder that holds `content/site.yaml`.
#[derive(Debug, Clone)]
pub(super) struct SiteFolder {
    /// The folder.
    pub root: PathBuf,
}

impl SiteFolder {
    /// The folder as named, whether there is a site in it or not.
    pub fn at(root: &Path) -> SiteFolder {
        SiteFolder { root: root.to_owned() }
    }

    /// The site around a folder or file, which need not be there yet.
    pub fn around(path: &Path) -> Option<SiteFolder> {
        path.ancestors().map(SiteFolder::at).find(|folder| folder.settings_file().is_some())
    }

    /// `content/`.
    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// The language that its settings name; none where they cannot be read, which a build will say.
    pub fn language(&self) -> Option<Lang> {
        self.settings().map(|settings| settings.language)
    }

    /// The day it is, in its time zone.
    pub fn today(&self) -> NaiveDate {
        today(self.settings().map(|settings| settings.timezone))
    }

    fn settings(&self) -> Option<SiteDocument> {
        let text = std::fs::read_to_string(self.settings_file()?).ok()?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let source: Arc<Source> = Source::new("content/site.yaml", text);
        // What is wrong in it is the build's to say.
        site::read(&source, &mut Findings::new())
    }

    fn settings_file(&self) -> Option<PathBuf> {
        yaml_file(&self.content(), "site")
    }
}

/// The current folder; `.` where the system does not tell.
pub(super) fn current_folder() -> PathBuf {
    std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}

/// The day it is, as a build would see it.
pub(super) fn today(zone: Option<Tz>) -> NaiveDate {
    clock::stated_day().unwrap_or_else(|| clock::day_in(zone.unwrap_or(Site::DEFAULT_TIMEZONE)))
}

/// A YAML file of a folder, under either extension.
pub(super) fn yaml_file(folder: &Path, stem: &str) -> Option<PathBuf> {
    ["yaml", "yml"].map(|extension| folder.join(format!("{stem}.{extension}"))).into_iter().find(|path| path.is_file())
}
