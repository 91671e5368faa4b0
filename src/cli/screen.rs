//! The two streams to the outside: what was asked for goes to stdout, what is told to a person to stderr.
//!
//! Neither ever panics: a reader who has seen enough (`letopis build --list | head`) closes the stream, and the command
//! goes on to its end; a full disk behind the stream is a failure of the machine.

use std::io::{self, Stderr, Stdout, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};

use super::{Color, STATUS_MACHINE};
use crate::diagnostic::TextStyle;
use crate::disk::{Action, Failure};
use crate::locale::Lang;

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const HELP: Style = AnsiColor::BrightCyan.on_default().bold();
pub(super) const STRONG: Style = Style::new().bold();

/// Where the program speaks, and how.
pub(super) struct Screen {
    lang: Lang,
    quiet: bool,
    out: AutoStream<Stdout>,
    err: AutoStream<Stderr>,
    out_error: Option<io::Error>,
}

impl Screen {
    pub fn new(lang: Lang, color: Color, quiet: bool) -> Screen {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let out = AutoStream::new(io::stdout(), choice);
        let err = AutoStream::new(io::stderr(), choice);
        Screen { lang, quiet, out, err, out_error: None }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn set_lang(&mut self, lang: Lang) {
        self.lang = lang;
    }

    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub fn set_quiet(&mut self, quiet: bool) {
        self.quiet = quiet;
    }

    /// How findings are drawn on stderr.
    pub fn text_style(&self) -> TextStyle {
        TextStyle { color: self.err.current_choice() != ColorChoice::Never }
    }

    /// Whether a person sits before stderr, who sees a line change.
    pub fn is_watched(&self) -> bool {
        self.err.is_terminal()
    }

    /// What was asked for, for people: colours as the terminal has them.
    pub fn print(&mut self, text: &str) {
        if self.out_error.is_none() {
            self.out_error = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).err();
        }
    }

    /// What was asked for, for programs: the bytes as they are.
    pub fn print_raw(&mut self, text: &str) {
        if self.out_error.is_none() {
            let mut out = io::stdout().lock();
            self.out_error = out.write_all(text.as_bytes()).and_then(|()| out.flush()).err();
        }
    }

    /// Whether nobody reads stdout any more.
    pub fn is_closed(&self) -> bool {
        self.out_error.is_some()
    }

    /// What a person should know, unless they want to know of problems only.
    pub fn tell(&mut self, text: &str) {
        if !self.quiet {
            self.warn(text);
        }
    }

    /// What a person must know.
    pub fn warn(&mut self, text: &str) {
        // Nobody can be told that stderr is closed.
        let _ = self.err.write_all(text.as_bytes());
    }

    /// Why the command could not do its work.
    pub fn problem(&mut self, message: &str, help: Option<&str>) {
        let (error, advice) = (self.lang.word("severity-error"), self.lang.word("severity-help"));
        let mut text = format!("{ERROR}{error}{ERROR:#}: {message}\n");
        if let Some(help) = help {
            text.push_str(&format!("  {HELP}{advice}{HELP:#}: {help}\n"));
        }
        self.warn(&text);
    }

    /// The exit status, when everything has been said: a disk that is full behind stdout is a failure too.
    pub fn close(mut self, status: u8) -> u8 {
        match self.out_error.take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let failure = Failure::system(Action::Writing, "stdout", error);
                let lang = self.lang;
                self.problem(&failure.message(lang), failure.help(lang).as_deref());
                STATUS_MACHINE
            }
            _ => status,
        }
    }
}
