//! `letopis check`: all that is wrong or doubtful, and what falls due; nothing is written.

use std::path::PathBuf;

use super::account::Account;
use super::site_folder::SiteFolder;
use super::{Context, Ending, Format, Trouble};
use crate::driver::{self, Request};

/// What was typed behind `letopis check`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    #[arg(default_value = ".")]
    root: PathBuf,
    #[arg(long, allow_hyphen_values = true)]
    date: Option<String>,
    #[arg(long)]
    drafts: bool,
    #[arg(long)]
    strict: bool,
    #[arg(long)]
    due: Option<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(typed: Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    context.speak_as(&SiteFolder::at(&typed.root));
    let due = context.number("--due", typed.due.as_deref())?;
    let request = Request {
        out: typed.root.join("public"),
        root: typed.root,
        date: context.date(typed.date.as_deref())?,
        drafts: typed.drafts,
        strict: typed.strict,
        force: false,
        progress: None,
    };
    let format = typed.format;
    let report = driver::check(&request, due).map_err(|stop| Account::of_nothing(stop, format, context))?;
    Account { report, format, list: false, timings: false, built: None }.give(context)
}
