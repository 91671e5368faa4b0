//! The one thread that builds: waits for a change, lets what belongs together come together, runs the pipeline, and says
//! how things stand. It ends when it is told to, and for no other reason.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Local, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::notice::Notice;
use super::server::Served;
use super::terminal::Terminal;
use super::watcher::Signal;
use crate::diagnostic::{Findings, Severity, TextStyle, render_text};
use crate::disk::{CacheFolder, Failure, Reader, Tree, is_passed_over, scan_folder};
use crate::locale::Lang;
use crate::pipeline::{Outcome, Records, RunOptions, Session, run};
use crate::timing::Timings;

/// After a change, so long nothing more must happen.
const QUIET: Duration = Duration::from_millis(40);
/// A file that is gone may be about to come back: some programs save by deleting and making anew.
const QUIET_AFTER_DELETING: Duration = Duration::from_millis(150);
/// What never ends is built all the same, now and then.
const LONGEST_BATCH: Duration = Duration::from_millis(800);
/// An error is told when it has lasted so long: a file may be half written.
const ERROR_PATIENCE: Duration = Duration::from_millis(250);
/// After folders came or went, everything is looked at once more: what was made in them before they were watched is
/// told by no event.
const AFTERTHOUGHT: Duration = Duration::from_millis(700);
/// A machine that failed us is asked again.
const RETRY: Duration = Duration::from_secs(1);
/// How often to look where there are no events.
const POLL: Duration = Duration::from_secs(1);
/// The longest sleep while waiting for midnight: a machine may be put to sleep, and its clock be set.
const NAP: Duration = Duration::from_secs(30);
/// With more paths than these, looking at everything is no more work.
const MANY_PATHS: usize = 64;

pub(super) struct Builder {
    pub served: Arc<Served>,
    pub terminal: Terminal,
    /// The date, where it is not today's.
    pub date: Option<NaiveDate>,
    pub drafts: bool,
    /// The language of the messages, where one was asked for.
    pub lang: Option<Lang>,
    pub poll: Option<Duration>,
    reader: Reader,
    cache: CacheFolder,
    records: Records,
    session: Session,
    themes: Tree,
    /// How things stand, but not told yet, and when it is to be told.
    untold: Option<(Instant, Notice)>,
    timezone: Tz,
    /// The day that is shown.
    today: Option<NaiveDate>,
}

/// What came together.
#[derive(Default)]
struct Batch {
    paths: BTreeSet<String>,
    /// Everything must be looked at.
    doubt: bool,
}

impl Batch {
    fn add(&mut self, signal: Signal, poll: &mut Option<Duration>, terminal: &Terminal) -> bool {
        match signal {
            Signal::Changed(paths) => {
                self.paths.extend(paths.into_iter().filter(|path| !path.split('/').any(is_passed_over)));
            }
            Signal::Doubt => self.doubt = true,
            Signal::Blind => {
                let interval = *poll.get_or_insert(POLL);
                terminal.polling(interval);
                self.doubt = true;
            }
            Signal::Stop => return false,
        }
        true
    }

    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.doubt
    }
}

impl Builder {
    pub fn new(served: Arc<Served>, terminal: Terminal, cache_place: &Path) -> Builder {
        let cache = CacheFolder::open(&served.root, cache_place);
        Builder {
            reader: Reader::new(&served.root, &CacheFolder::none()),
            served,
            terminal,
            date: None,
            drafts: false,
            lang: None,
            poll: None,
            cache,
            records: Records::default(),
            session: Session::default(),
            themes: Tree::default(),
            untold: None,
            timezone: Tz::UTC,
            today: None,
        }
    }

    /// Builds, and builds again, until it is told to stop.
    pub fn work(mut self, signals: &Receiver<Signal>) {
        let mut retry = !self.build(true);
        let mut afterthought: Option<Instant> = None;
        let mut next_look = Instant::now();
        loop {
            let now = Instant::now();
            let mut wait = NAP;
            let mut until = |moment: Option<Instant>| {
                if let Some(moment) = moment {
                    wait = wait.min(moment.saturating_duration_since(now));
                }
            };
            until(self.untold.as_ref().map(|(moment, _)| *moment));
            until(afterthought);
            until(self.poll.map(|_| next_look));
            until(self.date.is_none().then(|| now + until_midnight(self.timezone, Utc::now())));
            until(retry.then(|| now + RETRY));
            let mut batch = Batch::default();
            match signals.recv_timeout(wait) {
                Ok(signal) => {
                    if !batch.add(signal, &mut self.poll, &self.terminal) || !self.gather(&mut batch, signals) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = Instant::now();
            if self.untold.as_ref().is_some_and(|(moment, _)| *moment <= now) && batch.is_empty() {
                self.tell_now();
            }
            let mut looks = batch.doubt || batch.paths.len() > MANY_PATHS;
            if looks {
                afterthought = Some(now + AFTERTHOUGHT);
            } else if afterthought.is_some_and(|moment| moment <= now) {
                afterthought = None;
                looks = true;
            }
            let mut changed = !batch.paths.is_empty() || batch.doubt || std::mem::take(&mut retry);
            if let Some(interval) = self.poll.filter(|_| next_look <= now) {
                looks = true;
                next_look = now + interval;
            }
            if looks {
                changed |= self.look_at_everything();
            } else {
                let content: BTreeSet<String> =
                    batch.paths.into_iter().filter(|path| path.starts_with("content/")).collect();
                if !content.is_empty() && self.session.refresh(&self.reader, &content).is_err() {
                    changed |= self.look_at_everything();
                }
            }
            if changed || self.is_another_day() {
                retry = !self.build(false);
                if let Some(interval) = self.poll {
                    next_look = next_look.max(Instant::now() + interval / 4);
                }
            }
        }
    }

    /// Waits until nothing more comes. False at the end.
    fn gather(&mut self, batch: &mut Batch, signals: &Receiver<Signal>) -> bool {
        let began = Instant::now();
        let mut patience = QUIET;
        loop {
            match signals.recv_timeout(patience) {
                Ok(signal) => {
                    if !batch.add(signal, &mut self.poll, &self.terminal) {
                        return false;
                    }
                    patience = QUIET;
                }
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) if patience == QUIET && self.is_anything_gone(batch) => {
                    patience = QUIET_AFTER_DELETING;
                }
                Err(RecvTimeoutError::Timeout) => return true,
            }
            if began.elapsed() >= LONGEST_BATCH {
                return true;
            }
        }
    }

    fn is_anything_gone(&self, batch: &Batch) -> bool {
        let is_gone = |path: &&String| self.session.knows(path) && !self.served.root.join(path).exists();
        batch.paths.iter().take(MANY_PATHS).any(|path| is_gone(&path))
    }

    /// Compares everything with what is known. Whether anything changed, or may have.
    fn look_at_everything(&mut self) -> bool {
        let mut changed = false;
        let mut stamps = self.session.stamps();
        // While somebody is writing, it is not yet time: without events, this is how that is seen.
        for _ in 0..8 {
            let themes = scan_folder(&self.served.root, "themes").map(|(themes, _)| themes).unwrap_or_default();
            let of_themes = !self.themes.differences(&themes).is_empty();
            self.themes = themes;
            match self.session.compare(&self.reader) {
                Ok(of_content) if of_content || of_themes => changed = true,
                Ok(_) => break,
                Err(_) => {
                    changed = true;
                    break;
                }
            }
            // With events, more of them will come.
            if self.poll.is_none() || self.session.stamps() == stamps {
                break;
            }
            stamps = self.session.stamps();
            thread::sleep(QUIET);
        }
        changed
    }

    fn is_another_day(&self) -> bool {
        self.date.is_none() && self.today.is_some_and(|today| today != day_in(self.timezone, Utc::now()))
    }

    /// Builds what has changed. Whether the machine did its part.
    fn build(&mut self, first: bool) -> bool {
        let began = Instant::now();
        let records = self.records.clone();
        let options = RunOptions {
            root: self.served.root.clone(),
            date: self.date,
            drafts: self.drafts,
            strict: false,
            alone: false,
            make_pictures: true,
            make_index: true,
            due: None,
            progress: None,
        };
        let (reader, cache, session, published) =
            (&self.reader, &self.cache, &mut self.session, &self.served.published);
        let kept = &mut self.records;
        let result = catch_unwind(AssertUnwindSafe(|| {
            run(&options, reader, cache, kept, session, &Timings::default(), published)
        }));
        match result {
            Ok(Ok(outcome)) => {
                let changed = if outcome.held_back {
                    self.records = records;
                    self.served.published.give_up()
                } else {
                    self.served.published.finish()
                };
                self.timezone = outcome.timezone;
                self.today = Some(outcome.today);
                self.tell_outcome(&outcome, changed, first, began.elapsed());
                true
            }
            Ok(Err(failure)) => {
                self.records = records;
                // The folder was changed while it was read: another look will tell.
                let is_passing = failure.is_vanished();
                self.start_afresh();
                if !is_passing {
                    self.tell_failure(Some(&failure), first);
                }
                false
            }
            Err(_) => {
                self.records = Records::default();
                self.start_afresh();
                self.tell_failure(None, first);
                // It would happen again until something changes.
                true
            }
        }
    }

    fn start_afresh(&mut self) {
        self.served.published.give_up();
        self.session = Session::default();
        self.reader.begin_again();
    }

    fn tell_outcome(&mut self, outcome: &Outcome, changed: bool, first: bool, spent: Duration) {
        let lang = self.lang.unwrap_or(outcome.language);
        let errors: Findings = chosen(&outcome.findings, |severity| severity == Severity::Error);
        let style = TextStyle { color: false };
        let notice = Notice {
            ready: true,
            date: Some(outcome.today),
            lang,
            errors: errors.iter().count(),
            warnings: outcome.findings.iter().filter(|finding| finding.severity() == Severity::Warning).count(),
            problems: render_text(&outcome.findings, lang, style),
            error_text: render_text(&errors, lang, style),
            ..self.notice_now(changed)
        };
        let problems = if self.terminal.color {
            render_text(&outcome.findings, lang, TextStyle { color: true })
        } else {
            notice.problems.clone()
        };
        self.terminal.built(problems, changed || first, spent, lang, Local::now().time());
        self.tell(notice, first);
    }

    fn tell_failure(&mut self, failure: Option<&Failure>, first: bool) {
        let mut notice = self.notice_now(false);
        let lang = notice.lang;
        let message = match failure {
            Some(failure) => match failure.help(lang) {
                Some(help) => format!("{}\n{help}\n", failure.message(lang)),
                None => format!("{}\n", failure.message(lang)),
            },
            None => format!("{}\n", lang.word("preview-crashed")),
        };
        notice.ready = true;
        notice.date = notice.date.or(self.date).or(Some(day_in(self.timezone, Utc::now())));
        notice.errors = 1;
        notice.problems = format!("{}: {message}", lang.word("severity-error"));
        notice.error_text.clone_from(&notice.problems);
        self.tell(notice, first);
    }

    /// How things stand by what is told, with what is published now.
    fn notice_now(&self, changed: bool) -> Notice {
        let told = self.served.notice.borrow();
        let mut notice = Notice::clone(&told);
        notice.assets = self.served.published.assets();
        notice.version += u64::from(changed);
        notice.drafts = self.drafts;
        notice
    }

    /// Tells how things stand: at once, or a little later where an error may be gone by then.
    fn tell(&mut self, notice: Notice, first: bool) {
        let told = Arc::clone(&self.served.notice.borrow());
        let is_new_error = notice.errors > 0 && notice.error_text != told.error_text;
        if first || !is_new_error {
            self.untold = None;
            self.send(notice);
            self.terminal.tell();
            return;
        }
        // The pages that did change are told of at once.
        self.send(Notice { version: notice.version, assets: notice.assets, ..Notice::clone(&told) });
        let due = Instant::now() + ERROR_PATIENCE;
        let due = self.untold.as_ref().map_or(due, |(earlier, _)| due.min(*earlier));
        self.untold = Some((due, notice));
    }

    fn tell_now(&mut self) {
        if let Some((_, notice)) = self.untold.take() {
            self.send(notice);
            self.terminal.tell();
        }
    }

    fn send(&mut self, notice: Notice) {
        self.terminal.state = notice.bar();
        self.served.notice.send_if_modified(|told| {
            let changed = **told != notice;
            if changed {
                *told = Arc::new(notice);
            }
            changed
        });
    }
}

fn chosen(findings: &Findings, wanted: impl Fn(Severity) -> bool) -> Findings {
    let mut chosen = findings.clone();
    chosen.retain(|finding| wanted(finding.severity()));
    chosen
}

/// How long the day still lasts in a zone.
fn until_midnight(timezone: Tz, moment: DateTime<Utc>) -> Duration {
    let tomorrow = day_in(timezone, moment).succ_opt().unwrap_or(NaiveDate::MAX).and_time(NaiveTime::MIN);
    // Where clocks skip midnight, the next nap will find the new day.
    let midnight = timezone.from_local_datetime(&tomorrow).earliest();
    midnight.and_then(|midnight| (midnight.to_utc() - moment).to_std().ok()).unwrap_or(NAP)
}

fn day_in(timezone: Tz, moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&timezone).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_ends_at_midnight_of_the_zone() -> Result<(), chrono::ParseError> {
        let moment: DateTime<Utc> = "2025-10-15T20:59:30Z".parse()?;
        assert_eq!(until_midnight(Tz::Europe__Minsk, moment), Duration::from_secs(30));
        assert_eq!(until_midnight(Tz::UTC, moment), Duration::from_secs(3 * 3600 + 30));
        assert_eq!(day_in(Tz::Asia__Kamchatka, moment).to_string(), "2025-10-16");
        Ok(())
    }
}
