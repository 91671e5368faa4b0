//! The preview: the site in a browser, built anew whenever a file of it changes.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;

use crate::driver::Stop;
use crate::locale::Lang;

/// What a preview is asked for.
#[derive(Debug, Clone)]
pub struct ServeRequest {
    /// The site's folder.
    pub root: PathBuf,
    /// The port; the usual one, or the next that is free, where none is named.
    pub port: Option<u16>,
    /// The host name or address to listen at.
    pub host: String,
    /// The date, where it is not today's.
    pub date: Option<NaiveDate>,
    /// Whether a browser is opened.
    pub open: bool,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// How often to look for changes, where the system does not tell of them.
    pub poll: Option<Duration>,
    /// The language of what is told in the terminal, where one was asked for.
    pub lang: Option<Lang>,
    /// Whether only problems are told.
    pub quiet: bool,
    /// Whether what is told is coloured.
    pub color: bool,
}

/// Shows the site until somebody stops it.
///
/// # Errors
/// Where the content cannot be read or the port cannot be had.
pub fn run(request: ServeRequest) -> Result<(), Stop> {
    let _ = request;
    todo!("another founder's work in progress")
}
