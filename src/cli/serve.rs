//! `letopis serve`: the site in a browser while it is written.

use std::path::PathBuf;
use std::time::Duration;

use super::site_folder::SiteFolder;
use super::{Context, Ending, Trouble};
use crate::locale::Arguments;
use crate::serve::ServeRequest;

/// What was typed behind `letopis serve`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    #[arg(default_value = ".")]
    root: PathBuf,
    #[arg(long)]
    port: Option<String>,
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    #[arg(long, allow_hyphen_values = true)]
    date: Option<String>,
    #[arg(long)]
    open: bool,
    #[arg(long)]
    drafts: bool,
    #[arg(long)]
    poll: Option<String>,
}

pub(super) fn run(typed: Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    context.speak_as(&SiteFolder::at(&typed.root));
    let seconds: Option<f64> = context.number("--poll", typed.poll.as_deref())?;
    let poll = seconds.map(|seconds| {
        let positive = Some(seconds).filter(|seconds| *seconds > 0.0);
        positive.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).ok_or_else(|| {
            let value = typed.poll.clone().unwrap_or_default();
            let arguments = Arguments::new().with("value", value).with("argument", "--poll");
            Trouble::usage(context.lang(), "usage-number", &arguments)
        })
    });
    let request = ServeRequest {
        port: context.number("--port", typed.port.as_deref())?,
        host: typed.host,
        date: context.date(typed.date.as_deref())?,
        clock: chrono::Utc::now,
        open: typed.open,
        drafts: typed.drafts,
        poll: poll.transpose()?,
        lang: context.asked,
        quiet: context.screen.is_quiet(),
        color: context.screen.text_style().color,
        root: typed.root,
    };
    crate::serve::run(request)?;
    Ok(Ending::Good)
}
