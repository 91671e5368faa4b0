//! What the person at the terminal is told. A closed terminal is no reason to end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::time::Duration;

use chrono::NaiveTime;

use super::standing::Shown;
use crate::locale::{Arguments, Lang};
use crate::output::ContentHash;

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
    /// A build that nobody was told of yet: how long it took, and when it ended.
    pub next: Option<(Duration, NaiveTime)>,
    /// The problems that were told and still stand, by file.
    told: BTreeMap<String, BTreeSet<ContentHash>>,
}

impl Terminal {
    pub fn new(silent: bool, quiet: bool, color: bool, lang: Lang) -> Terminal {
        Terminal { silent, quiet, color, lang, state: String::new(), next: None, told: BTreeMap::new() }
    }

    /// Tells the problems that were not told yet, and then of the last build, if that is over with. What lies in the
    /// folders that were kept stands as it was told, or was never told because there is too much of it.
    pub fn tell<'p>(
        &mut self,
        problems: impl Iterator<Item = &'p Shown>,
        kept: &BTreeSet<String>,
        more: usize,
        is_over: bool,
    ) {
        let is_first = self.told.is_empty();
        let is_kept = |file: &str| file.match_indices('/').any(|(at, _)| kept.contains(&file[..at]));
        let mut told: BTreeMap<String, BTreeSet<ContentHash>> = BTreeMap::new();
        let mut text = String::new();
        for problem in problems.filter(|problem| !is_kept(&problem.file)) {
            let is_known = self.told.get(&problem.file).is_some_and(|known| known.contains(&problem.id));
            if !is_known {
                text.push_str(if self.color { &problem.colored } else { &problem.text });
            }
            told.entry(problem.file.clone()).or_default().insert(problem.id);
        }
        if is_first && more > 0 && !text.is_empty() {
            text.push_str(&format!("{}\n", self.lang.count("preview-more-problems", more)));
        }
        if !text.is_empty() {
            self.write(&text);
        }
        self.told.retain(|file, _| is_kept(file));
        self.told.append(&mut told);
        if let Some((spent, time)) = self.next.take_if(|_| is_over) {
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

    /// Something is amiss that nobody can mend by editing.
    pub fn warn(&self, text: &str) {
        self.write(&format!("{}: {text}\n", self.lang.word("severity-warning")));
    }

    fn write(&self, text: &str) {
        if !self.silent {
            let _ = io::stderr().write_all(text.as_bytes());
        }
    }
}
