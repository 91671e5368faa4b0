//! What the person at the terminal is told. A closed terminal is no reason to end.

use std::io::{self, Write};
use std::time::Duration;

use chrono::NaiveTime;

use crate::locale::{Arguments, Lang};

/// The preview's voice on stderr.
#[derive(Debug)]
pub(super) struct Terminal {
    /// Says nothing at all: the preview runs inside of another program.
    pub silent: bool,
    /// Only problems are told.
    pub quiet: bool,
    pub color: bool,
    pub lang: Lang,
    /// How things stand, in one line.
    pub state: String,
    /// Problems not told yet.
    pub next: Option<Rebuilt>,
    told: String,
}

/// A build that nobody was told of yet.
#[derive(Debug)]
pub(super) struct Rebuilt {
    problems: String,
    is_news: bool,
    spent: Duration,
    time: NaiveTime,
}

impl Terminal {
    pub fn new(silent: bool, quiet: bool, color: bool, lang: Lang) -> Terminal {
        Terminal { silent, quiet, color, lang, state: String::new(), next: None, told: String::new() }
    }

    /// A build has ended; [`Terminal::tell`] tells of it, when it is time.
    pub fn built(&mut self, problems: String, is_news: bool, spent: Duration, lang: Lang, time: NaiveTime) {
        self.lang = lang;
        let is_news = is_news || self.next.as_ref().is_some_and(|earlier| earlier.is_news);
        self.next = Some(Rebuilt { problems, is_news, spent, time });
    }

    /// Tells of the last build: what is wrong, where that is new, and how long it took.
    pub fn tell(&mut self) {
        let Some(Rebuilt { problems, is_news, spent, time }) = self.next.take() else { return };
        if problems != self.told {
            self.write(&problems);
            self.told = problems;
        }
        if is_news {
            let arguments = Arguments::new()
                .with("time", time.format("%H:%M:%S").to_string())
                .with("milliseconds", spent.as_millis().to_string())
                .with("bar", self.state.clone());
            self.say(&self.lang.text("preview-updated", &arguments));
        }
    }

    /// Changes are looked for.
    pub fn polling(&self, interval: Duration) {
        let arguments = Arguments::new().with("seconds", interval.as_secs_f64().to_string());
        self.say(&self.lang.text("preview-polling", &arguments));
    }

    /// A line that is no problem.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            self.write(&format!("{line}\n"));
        }
    }

    fn write(&self, text: &str) {
        if !self.silent {
            let _ = io::stderr().write_all(text.as_bytes());
        }
    }
}
