//! clap's description of the commands, in the reader's words.
//!
//! The catalogs hold `help-<command>` and `help-<command>-<argument>`, or `help-<argument>` where several commands mean
//! the same by it; the attribute `.value` names what an option takes, `.examples` stand under the help of a command.

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{Arg, Command, CommandFactory};

use super::Typed;
use crate::locale::{Arguments, Lang};

const HEADING: Style = AnsiColor::Green.on_default().bold();

/// The whole command line, described in a language.
pub(super) fn command(lang: Lang) -> Command {
    let styles = Styles::styled().header(HEADING).usage(HEADING).literal(Style::new().bold());
    let command = Typed::command()
        .styles(styles)
        .max_term_width(110)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(lang.word("help-heading-commands").into_owned())
        .mut_subcommands(|command| described(command, lang));
    let command = described(command, lang);
    let usage = format!("letopis <{}> [{}]", lang.word("help-value-command"), lang.word("help-value-options"));
    command.override_usage(usage)
}

fn described(command: Command, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let heading = lang.word("help-heading-usage");
    let template =
        format!("{{about-with-newline}}\n{HEADING}{heading}:{HEADING:#} {{usage}}\n\n{{all-args}}{{after-help}}");
    let command = command
        .about(word(lang, &format!("help-{name}")))
        .help_template(template)
        .mut_args(|argument| explained(argument, &name, lang));
    let usage = usage_of(&command, lang);
    let command = command.override_usage(usage);
    match lang.find(&format!("help-{name}.examples"), &Arguments::new()) {
        Some(examples) => command.after_help(examples),
        None => command,
    }
}

fn explained(argument: Arg, command: &str, lang: Lang) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let own = format!("help-{command}-{id}");
    let message = if lang.find(&own, &Arguments::new()).is_some() { own } else { format!("help-{id}") };
    let heading = if is_everywhere(&id) {
        "help-heading-everywhere"
    } else if argument.is_positional() {
        "help-heading-arguments"
    } else {
        "help-heading-options"
    };
    let argument = argument.help(word(lang, &message)).help_heading(lang.word(heading).into_owned());
    // Both are told in the help text, in its language.
    let takes_value = argument.get_action().takes_values();
    let argument = argument.hide_default_value(takes_value).hide_possible_values(takes_value);
    match lang.find(&format!("{message}.value"), &Arguments::new()) {
        Some(value) => argument.value_name(value),
        None => argument,
    }
}

/// `letopis new <ЧТО> <ГДЕ> [параметры]`
fn usage_of(command: &Command, lang: Lang) -> String {
    let mut usage = format!("letopis {}", command.get_name());
    for argument in command.get_positionals() {
        let names = argument.get_value_names().unwrap_or_default();
        let name = names.first().map_or_else(|| argument.get_id().as_str(), |name| name.as_str());
        let many = if argument.get_num_args().is_some_and(|range| range.max_values() > 1) { "…" } else { "" };
        usage.push_str(&if argument.is_required_set() {
            format!(" <{name}>{many}")
        } else {
            format!(" [{name}{many}]")
        });
    }
    format!("{usage} [{}]", lang.word("help-value-options"))
}

/// Whether an argument belongs to every command.
fn is_everywhere(id: &str) -> bool {
    matches!(id, "lang" | "color" | "quiet" | "help" | "version")
}

fn word(lang: Lang, id: &str) -> String {
    lang.word(id).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_is_explained_in_every_language() {
        for lang in Lang::ALL {
            let mut command = command(lang);
            command.build();
            for command in command.get_subcommands() {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                assert!(!about.is_empty() && !about.starts_with("help-"), "{lang}: {}", command.get_name());
                for argument in command.get_arguments() {
                    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                    let id = argument.get_id();
                    assert!(!help.is_empty() && !help.starts_with("help-"), "{lang}: {} {id}", command.get_name());
                }
            }
        }
    }

    #[test]
    fn the_description_is_sound() {
        command(Lang::Russian).debug_assert();
    }
}
