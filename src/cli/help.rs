//! `letopis help`: the help text of a command.

use super::{Context, Ending, Trouble, wording};
use crate::content::nearest_word;
use crate::locale::Arguments;

/// What was typed behind `letopis help`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    command: Option<String>,
}

pub(super) fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    let lang = context.lang();
    let mut program = wording::command(lang);
    program.build();
    let Some(name) = &typed.command else {
        context.screen.print(&program.render_help().ansi().to_string());
        return Ok(Ending::Good);
    };
    let names: Vec<String> = program.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let Some(command) = program.find_subcommand_mut(name) else {
        let message = lang.text("usage-unknown-command", &Arguments::new().with("command", name.clone()));
        let nearest = nearest_word(name, names.iter().map(String::as_str));
        let help = nearest.map(|name| lang.text("usage-suggestion", &Arguments::new().with("suggestion", name)));
        return Err(Trouble::Usage { message, help });
    };
    let help = command.render_help().ansi().to_string();
    context.screen.print(&help);
    Ok(Ending::Good)
}
