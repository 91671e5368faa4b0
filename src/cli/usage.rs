//! Wrong usage in the reader's words: clap finds out what is wrong, the catalogs say it.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::screen::Screen;
use super::wording;
use super::{STATUS_GOOD, STATUS_USAGE};
use crate::locale::{Arguments, Lang};

/// Answers what clap could not take: a wish for help or for the version, or a mistake. The exit status.
pub(super) fn answer(error: &clap::Error, typed: &[OsString], screen: &mut Screen) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            screen.print(&error.render().ansi().to_string());
            STATUS_GOOD
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            let help = wording::command(screen.lang()).render_help();
            screen.warn(&help.ansi().to_string());
            STATUS_USAGE
        }
        _ => {
            let lang = screen.lang();
            let (message, help) = words(error, lang);
            screen.problem(&message, help.as_deref());
            let id = if command_of(typed).is_some() { "usage-more-command" } else { "usage-more" };
            let command = command_of(typed).unwrap_or_default();
            screen.warn(&format!("\n{}\n", lang.text(id, &Arguments::new().with("command", command))));
            STATUS_USAGE
        }
    }
}

/// What is wrong, and what to do about it.
fn words(error: &clap::Error, lang: Lang) -> (String, Option<String>) {
    let context = |kind| text(error.get(kind)).unwrap_or_default();
    let arguments = || {
        Arguments::new()
            .with("argument", context(ContextKind::InvalidArg))
            .with("value", context(ContextKind::InvalidValue))
            .with("command", context(ContextKind::InvalidSubcommand))
            .with("other", context(ContextKind::PriorArg))
    };
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let suggested = kinds.into_iter().find_map(|kind| text(error.get(kind)));
    let suggestion =
        suggested.map(|suggestion| lang.text("usage-suggestion", &Arguments::new().with("suggestion", suggestion)));
    let possible = text(error.get(ContextKind::ValidValue))
        .map(|values| lang.text("usage-possible-values", &Arguments::new().with("values", values)));
    let id = match error.kind() {
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::UnknownArgument if context(ContextKind::InvalidArg).starts_with('-') => "usage-unknown-argument",
        ErrorKind::UnknownArgument => "usage-extra-argument",
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => "usage-missing-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-invalid-value",
        ErrorKind::TooFewValues | ErrorKind::NoEquals => "usage-missing-value",
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => "usage-too-many-values",
        ErrorKind::MissingRequiredArgument => "usage-missing-arguments",
        ErrorKind::ArgumentConflict
            if context(ContextKind::InvalidArg) == context(ContextKind::PriorArg)
                || context(ContextKind::PriorArg).is_empty() =>
        {
            "usage-repeated"
        }
        ErrorKind::ArgumentConflict => "usage-conflict",
        ErrorKind::InvalidUtf8 => "usage-not-unicode",
        _ => "usage-other",
    };
    (lang.text(id, &arguments()), suggestion.or(possible))
}

fn text(value: Option<&ContextValue>) -> Option<String> {
    match value? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}

/// The command that was typed, if it is one.
fn command_of(typed: &[OsString]) -> Option<String> {
    let at = position_of_command(typed)?;
    let name = typed.get(at)?.to_str()?;
    wording::command(Lang::English).find_subcommand(name).map(|command| command.get_name().to_owned())
}

/// Where the command stands in what was typed: behind the options that may stand before it.
pub(super) fn position_of_command(typed: &[OsString]) -> Option<usize> {
    let mut at = 1;
    while let Some(argument) = typed.get(at) {
        match argument.to_str() {
            Some("--lang" | "--color") => at += 2,
            Some(option) if option.starts_with('-') => at += 1,
            _ => return Some(at),
        }
    }
    None
}

/// The value of an option that every command takes, found before clap looks.
pub(super) fn value_of(typed: &[OsString], option: &str) -> Option<String> {
    let mut typed = typed.iter().skip(1).map(|argument| argument.to_string_lossy());
    while let Some(argument) = typed.next() {
        if argument == "--" {
            return None;
        }
        if argument == option {
            return typed.next().map(|value| value.into_owned());
        }
        if let Some(value) = argument.strip_prefix(option).and_then(|rest| rest.strip_prefix('=')) {
            return Some(value.to_owned());
        }
    }
    None
}
