//! `letopis build`: the site into a folder.

use std::path::PathBuf;
use std::time::Instant;

use super::account::{self, Account};
use super::site_folder::SiteFolder;
use super::{Context, Ending, Format, Trouble};
use crate::driver::{self, Request};

/// What was typed behind `letopis build`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    #[arg(default_value = ".")]
    root: PathBuf,
    #[arg(long)]
    out: Option<PathBuf>,
    #[arg(long, allow_hyphen_values = true)]
    date: Option<String>,
    #[arg(long)]
    drafts: bool,
    #[arg(long)]
    strict: bool,
    #[arg(long)]
    force: bool,
    #[arg(long)]
    list: bool,
    #[arg(long)]
    timings: bool,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(typed: Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    let started = Instant::now();
    context.speak_as(&SiteFolder::at(&typed.root));
    let watched = typed.format == Format::Text && !context.screen.is_quiet() && context.screen.is_watched();
    let bar = watched.then(|| account::Bar::new(context.lang()));
    let tell = |done, all| bar.as_ref().map_or((), |bar| bar.tell(done, all));
    let request = Request {
        out: typed.out.unwrap_or_else(|| typed.root.join("public")),
        root: typed.root,
        date: context.date(typed.date.as_deref())?,
        drafts: typed.drafts,
        strict: typed.strict,
        force: typed.force,
        progress: watched.then_some(&tell),
    };
    let report = driver::build(&request);
    let out = request.out;
    drop(bar);
    let report = report.map_err(|stop| Account::of_nothing(stop, typed.format, context))?;
    let account = Account {
        report,
        format: typed.format,
        list: typed.list,
        timings: typed.timings,
        built: Some((out.as_path(), started.elapsed())),
    };
    account.give(context)
}
