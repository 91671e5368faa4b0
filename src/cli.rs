//! The command line: what was typed, what it means, what is told and with which exit status.
//!
//! A command is a file of `cli/`: its arguments, and its body. Two steps lead from flags to options: clap finds out what
//! was typed and only that (the structures that derive `clap::Args`), then the command says what it means, in the
//! reader's language where it means nothing. The words are in the catalogs, help texts and usage errors too; the
//! `wording` puts them into clap's description of the commands.
//!
//! Nothing here builds or checks a site: that is the [`driver`](crate::driver).

mod account;
mod build;
mod check;
mod completions;
mod due;
mod explain;
mod help;
mod init;
mod new;
mod schema;
mod screen;
mod serve;
mod site_folder;
mod term;
mod usage;
mod wording;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{ArgAction, FromArgMatches, ValueEnum};

use crate::clock;
use crate::content::decode::{DateError, read_date};
use crate::driver::Stop;
use crate::locale::{Arguments, Lang, numeric_date};
use screen::Screen;
use site_folder::SiteFolder;

/// What was typed.
#[derive(Debug, clap::Parser)]
#[command(name = "letopis", version)]
struct Typed {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    everywhere: Everywhere,
}

/// The commands, in the order of the help text: a newcomer's first.
#[derive(Debug, clap::Subcommand)]
enum Command {
    Init(init::Typed),
    New(new::Typed),
    Build(build::Typed),
    Serve(serve::Typed),
    Check(check::Typed),
    Term(term::Typed),
    Explain(explain::Typed),
    Schema(schema::Typed),
    Completions(completions::Typed),
    Help(help::Typed),
}

/// What every command takes.
#[derive(Debug, clap::Args)]
struct Everywhere {
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    #[arg(long, global = true, value_enum, default_value = "auto")]
    color: Color,
    #[arg(long, short, global = true)]
    quiet: bool,
    #[arg(long, short = 'h', global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

/// When text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// For whom the output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// People.
    Text,
    /// Scripts: an object a line.
    Json,
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &Lang::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.code()))
    }
}

/// How a command ended, where it did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// All is well: status 0.
    Good,
    /// The content has errors: status 1.
    ContentHasErrors,
}

/// Why a command could not do its work.
#[derive(Debug)]
enum Trouble {
    /// What was asked for makes no sense: status 2.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// The output is refused, or the machine failed us: status 2 or 3.
    Stop(Stop),
}

impl Trouble {
    /// Wrong usage, by the name of its message; `<id>.help` says what to do.
    fn usage(lang: Lang, id: &str, arguments: &Arguments) -> Trouble {
        Trouble::Usage { message: lang.text(id, arguments), help: lang.find(&format!("{id}.help"), arguments) }
    }
}

impl From<Stop> for Trouble {
    fn from(stop: Stop) -> Trouble {
        Trouble::Stop(stop)
    }
}

impl From<crate::disk::Failure> for Trouble {
    fn from(failure: crate::disk::Failure) -> Trouble {
        Trouble::Stop(Stop::Failed(failure))
    }
}

const STATUS_GOOD: u8 = 0;
const STATUS_CONTENT: u8 = 1;
const STATUS_USAGE: u8 = 2;
const STATUS_MACHINE: u8 = 3;

/// Runs the program with what was typed, its own name first; the exit status is for the system.
pub fn run(typed: Vec<OsString>) -> ExitCode {
    let typed = term::phrases_behind_a_double_dash(typed);
    let here = site_folder::current_folder();
    // clap's own words are needed before clap has understood anything.
    let asked = usage::value_of(&typed, "--lang").and_then(|code| Lang::from_code(&code));
    let lang_here = || SiteFolder::around(&here).and_then(|site| site.language()).unwrap_or_default();
    let lang = asked.unwrap_or_else(lang_here);
    let color = usage::value_of(&typed, "--color").and_then(|when| Color::from_str(&when, false).ok());
    let mut screen = Screen::new(lang, color.unwrap_or(Color::Auto), false);
    let matches = wording::command(lang).try_get_matches_from(&typed);
    let parsed = matches.and_then(|matches| Typed::from_arg_matches(&matches));
    let status = match parsed {
        Err(error) => usage::answer(&error, &typed, &mut screen),
        Ok(parsed) => {
            screen.set_quiet(parsed.everywhere.quiet);
            let mut context = Context { screen: &mut screen, asked, here };
            match dispatch(parsed.command, &mut context) {
                Ok(Ending::Good) => STATUS_GOOD,
                Ok(Ending::ContentHasErrors) => STATUS_CONTENT,
                Err(trouble) => tell(&trouble, &mut screen),
            }
        }
    };
    ExitCode::from(screen.close(status))
}

/// What every command works with.
struct Context<'a> {
    screen: &'a mut Screen,
    /// The language asked for with `--lang`.
    asked: Option<Lang>,
    /// The current folder.
    here: PathBuf,
}

impl Context<'_> {
    /// From here on in the language of a site, unless another was asked for.
    fn speak_as(&mut self, site: &SiteFolder) {
        let lang = self.asked.or_else(|| site.language());
        self.screen.set_lang(lang.unwrap_or_default());
    }

    fn lang(&self) -> Lang {
        self.screen.lang()
    }

    /// The day of a `--date`. Without one the environment may state it, and then must do so soundly.
    fn date(&self, typed: Option<&str>) -> Result<Option<NaiveDate>, Trouble> {
        let Some(typed) = typed else {
            let stated = std::env::var_os("SOURCE_DATE_EPOCH").map(|value| value.to_string_lossy().into_owned());
            return match stated.filter(|value| clock::day_of(value).is_none()) {
                None => Ok(None),
                Some(value) => {
                    Err(Trouble::usage(self.lang(), "usage-source-date", &Arguments::new().with("value", value)))
                }
            };
        };
        let arguments = Arguments::new().with("value", typed.to_owned());
        match read_date(typed) {
            Ok(date) => Ok(Some(date)),
            Err(DateError::NotADate) => Err(Trouble::usage(self.lang(), "usage-date", &arguments)),
            Err(DateError::NoSuchDay { nearest }) => {
                let arguments = arguments.with("nearest", numeric_date(nearest));
                Err(Trouble::usage(self.lang(), "usage-no-such-date", &arguments))
            }
        }
    }

    /// The number that an option asks for.
    fn number<N: std::str::FromStr>(&self, option: &'static str, typed: Option<&str>) -> Result<Option<N>, Trouble> {
        let Some(typed) = typed else { return Ok(None) };
        let arguments = || Arguments::new().with("value", typed.to_owned()).with("argument", option);
        let number = typed.parse().map_err(|_| Trouble::usage(self.lang(), "usage-number", &arguments()))?;
        Ok(Some(number))
    }
}

fn dispatch(command: Command, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    match command {
        Command::Init(typed) => init::run(&typed, context),
        Command::New(typed) => new::run(&typed, context),
        Command::Build(typed) => build::run(typed, context),
        Command::Serve(typed) => serve::run(typed, context),
        Command::Check(typed) => check::run(typed, context),
        Command::Term(typed) => term::run(&typed, context),
        Command::Explain(typed) => explain::run(&typed, context),
        Command::Schema(typed) => schema::run(&typed, context),
        Command::Completions(typed) => completions::run(&typed, context),
        Command::Help(typed) => help::run(&typed, context),
    }
}

/// Says why a command could not do its work, and with which status that ends.
fn tell(trouble: &Trouble, screen: &mut Screen) -> u8 {
    let lang = screen.lang();
    match trouble {
        Trouble::Usage { message, help } => {
            screen.problem(message, help.as_deref());
            STATUS_USAGE
        }
        Trouble::Stop(Stop::Refused(refusal)) => {
            screen.problem(&refusal.message(lang), refusal.help(lang).as_deref());
            STATUS_USAGE
        }
        Trouble::Stop(Stop::Failed(failure)) => {
            screen.problem(&failure.message(lang), failure.help(lang).as_deref());
            STATUS_MACHINE
        }
    }
}
