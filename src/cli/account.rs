//! What a build or a check tells of itself: findings, what is due, what was done, and the exit status that follows.
//!
//! Data goes to stdout (the list of changes, what is due, everything in JSON), what is told to a person to stderr.

use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::screen::STRONG;
use super::{Context, Ending, Format, Trouble, due};
use crate::diagnostic::{Diagnostic, Severity, render_texts};
use crate::driver::{Report, Stop};
use crate::locale::{Arguments, Lang};
use crate::output::Changes;
use crate::timing::Stage;

/// A build or a check, and how it is to be told.
pub(super) struct Account<'a> {
    pub report: Report,
    pub format: Format,
    /// Whether every changed path is told.
    pub list: bool,
    /// Whether the time of every stage is told.
    pub timings: bool,
    /// Into which folder was built, in what time; none for a check.
    pub built: Option<(&'a Path, Duration)>,
}

impl Account<'_> {
    /// Tells it all.
    ///
    /// # Errors
    /// Where the machine failed us, once everything else is told.
    pub fn give(self, context: &mut Context<'_>) -> Result<Ending, Trouble> {
        if context.asked.is_none() {
            context.screen.set_lang(self.report.language);
        }
        match self.format {
            Format::Text => self.text(context),
            Format::Json => self.json(context),
        }
        let errors = self.errors() > 0;
        match self.report.failure {
            Some(failure) => Err(failure.into()),
            None if errors => Ok(Ending::ContentHasErrors),
            None => Ok(Ending::Good),
        }
    }

    /// Tells of a build or a check that came to nothing: a script reads a summary all the same.
    pub fn of_nothing(stop: Stop, format: Format, context: &mut Context<'_>) -> Trouble {
        if matches!((&stop, format), (Stop::Failed(_), Format::Json)) {
            context.screen.print_raw(&summary_line(0, 0, 0, &Changes::default()));
        }
        Trouble::Stop(stop)
    }

    fn errors(&self) -> usize {
        self.report.findings.count(Severity::Error)
    }

    fn warnings(&self) -> usize {
        self.report.findings.count(Severity::Warning)
    }

    fn json(&self, context: &mut Context<'_>) {
        let lang = context.lang();
        for finding in self.report.findings.iter() {
            context.screen.print_raw(&format!("{}\n", finding.to_json(lang)));
        }
        if self.list {
            for (mark, path) in self.report.changes.lines() {
                let change = match mark {
                    '+' => "new",
                    '-' => "removed",
                    _ => "changed",
                };
                context.screen.print_raw(&format!("{}\n", serde_json::json!({ "change": change, "path": path })));
            }
        }
        if let Some(due) = &self.report.due {
            context.screen.print_raw(&due::json_lines(due));
        }
        let (pages, changes) = (self.report.pages, &self.report.changes);
        context.screen.print_raw(&summary_line(self.errors(), self.warnings(), pages, changes));
        if self.timings {
            self.tell_timings(context);
        }
    }

    fn text(&self, context: &mut Context<'_>) {
        let (lang, style) = (context.lang(), context.screen.text_style());
        for text in render_texts(&self.report.findings, lang, style) {
            context.screen.warn(&text);
        }
        if self.list {
            let lines: String =
                self.report.changes.lines().into_iter().map(|(mark, path)| format!("{mark} {path}\n")).collect();
            context.screen.print(&lines);
        }
        if let Some(due) = &self.report.due {
            context.screen.print(&due::text(due, lang));
        }
        if self.timings {
            self.tell_timings(context);
        }
        context.screen.tell(&self.last_lines(lang));
    }

    /// What was done, what was found, and where to look.
    fn last_lines(&self, lang: Lang) -> String {
        let arguments = || {
            Arguments::new()
                .with("errors", self.errors())
                .with("warnings", self.warnings())
                .with("pages", self.report.pages)
                .with("written", self.report.changes.written())
                .with("removed", self.report.changes.removed.len())
        };
        let mut lines = Vec::new();
        let failed = self.report.failure.is_some();
        match self.built {
            _ if failed => {}
            Some((_, time)) => lines.push(lang.text("build-done", &arguments().with("time", seconds(time, lang)))),
            None => lines.push(lang.text("check-done", &arguments())),
        }
        let (errors, warnings) = (self.errors() > 0, self.warnings() > 0);
        if errors || warnings {
            lines.push(lang.text("findings-done", &arguments()));
        }
        if (errors || failed) && self.built.is_some() {
            let nothing = self.report.changes.is_empty();
            lines.push(lang.word(if nothing { "build-nothing" } else { "build-kept" }).into_owned());
        }
        if self.report.findings.iter().any(Diagnostic::is_judged_strictly) {
            lines.push(lang.word("strict-done").into_owned());
        }
        if let Some(index) = self.built.filter(|_| !failed).and_then(|(out, _)| index_url(out)) {
            lines
                .push(lang.text("build-look", &Arguments::new().with("address", format!("{STRONG}{index}{STRONG:#}"))));
        }
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn tell_timings(&self, context: &mut Context<'_>) {
        let lang = context.lang();
        let named = |(stage, time): &(Stage, Duration)| (lang.word(stage.message_id()), *time);
        let rows: Vec<_> = self.report.timings.iter().map(named).collect();
        let widest = rows.iter().map(|(stage, _)| stage.chars().count()).max().unwrap_or(0);
        let line = |(stage, time): &(_, Duration)| format!("{stage:widest$}  {:>9.1} ms\n", time.as_secs_f64() * 1e3);
        let table: String = rows.iter().map(line).collect();
        context.screen.warn(&table);
    }
}

/// The last line of `--format json`.
fn summary_line(errors: usize, warnings: usize, pages: usize, changes: &Changes) -> String {
    let (written, removed) = (changes.written(), changes.removed.len());
    let summary = serde_json::json!({ "summary": {
        "errors": errors, "warnings": warnings, "pages": pages, "written": written, "removed": removed,
    }});
    format!("{summary}\n")
}

/// «1,3 с», without the unit.
fn seconds(time: Duration, lang: Lang) -> String {
    let number = if time.as_secs() < 10 { format!("{:.2}", time.as_secs_f64()) } else { time.as_secs().to_string() };
    if lang == Lang::English { number } else { number.replace('.', ",") }
}

/// The address of the built site's first page, which most terminals make a link of; none where there is no such page.
fn index_url(out: &Path) -> Option<String> {
    let index = std::path::absolute(out.join("index.html")).ok().filter(|path| path.is_file())?;
    let path = index.to_string_lossy().replace('\\', "/");
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for character in path.chars() {
        match character {
            // Letters of any alphabet stay: a person reads the address, and terminals and browsers take it.
            ' ' | '%' | '?' | '#' | '"' | '<' | '>' => url.push_str(&format!("%{:02X}", u32::from(character))),
            _ => url.push(character),
        }
    }
    Some(url)
}

/// How far a long build has come, drawn on a terminal. A short build shows none.
pub(super) struct Bar {
    drawn: OnceLock<ProgressBar>,
    started: Instant,
    lang: Lang,
}

impl Bar {
    /// From this many milliseconds on a build is long.
    const PATIENCE: u128 = 700;

    pub fn new(lang: Lang) -> Bar {
        Bar { drawn: OnceLock::new(), started: Instant::now(), lang }
    }

    /// So many institutions are done, of so many.
    pub fn tell(&self, done: usize, all: usize) {
        if self.started.elapsed().as_millis() < Bar::PATIENCE {
            return;
        }
        let bar = self.drawn.get_or_init(|| {
            let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}");
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ");
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                .with_style(style)
                .with_message(self.lang.word("build-progress").into_owned())
        });
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    }
}

impl Drop for Bar {
    /// Leaves the line to what is told next.
    fn drop(&mut self) {
        if let Some(bar) = self.drawn.get() {
            bar.finish_and_clear();
        }
    }
}
