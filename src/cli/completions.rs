//! `letopis completions`: what a shell reads to complete commands and options.

use clap_complete::Shell;

use super::{Context, Ending, Trouble, wording};

/// What was typed behind `letopis completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut wording::command(context.lang()), "letopis", &mut script);
    context.screen.print_raw(&String::from_utf8_lossy(&script));
    Ok(Ending::Good)
}
