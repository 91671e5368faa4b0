//! The one thread that builds: waits for a change, lets what belongs together come together, runs the pipeline, and says
//! how things stand. It ends when it is told to, and for no other reason.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Local, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::maker::PictureMaker;
use super::notice::Notice;
use super::server::Served;
use super::standing::{Errors, MOST, Shown, Standing};
use super::terminal::Terminal;
use super::watcher::{Signal, Watch};
use crate::clock::day_at;
use crate::disk::{CacheFolder, Failure, Tree, is_passed_over, pictures, scan_folder};
use crate::locale::Lang;
use crate::pipeline::{Memory, Outcome, Records, RunOptions, Session, run};
use crate::timing::Timings;

/// After a change, so long nothing more must happen.
const QUIET: Duration = Duration::from_millis(40);
/// A file that is gone may be about to come back: some programs save by deleting and making anew.
const QUIET_AFTER_DELETING: Duration = Duration::from_millis(150);
/// What never ends is built all the same, now and then.
const LONGEST_BATCH: Duration = Duration::from_millis(800);
/// After an edit, what readers search is packed when so long nothing happened.
const REST: Duration = Duration::from_millis(300);
/// The search of so many institutions is packed before it is looked whether somebody has saved.
const INDEXES: usize = 16;
/// How often to look whether the root is still the folder that is watched.
const LOOK_AT_ROOT: Duration = Duration::from_secs(1);
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
    /// What time it is.
    pub clock: fn() -> DateTime<Utc>,
    pub drafts: bool,
    /// The language of the messages, where one was asked for.
    pub lang: Option<Lang>,
    pub poll: Option<Duration>,
    pub watch: Option<Watch>,
    cache: Arc<CacheFolder>,
    /// None where no thread is to be had: the author's own pictures are shown then.
    maker: Option<PictureMaker>,
    records: Records,
    session: Session,
    themes: Tree,
    /// How things stand.
    standing: Option<Standing>,
    errors: Errors,
    /// When what is not told yet is to be told.
    untold: Option<Instant>,
    /// When to pack what readers search, if that is behind the pages.
    rest: Option<Instant>,
    /// Which folder is watched.
    root: Option<(u64, u64)>,
    /// The site's language, as last known.
    site_lang: Option<Lang>,
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
    /// Nobody edited, but there is something to build.
    again: bool,
}

/// Why a run is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// It is the first.
    Start,
    /// Something changed, or may have.
    Change,
    /// Nothing did: there is time for what readers search.
    Rest,
}

impl Batch {
    fn add(&mut self, signal: Signal, poll: &mut Option<Duration>, terminal: &Terminal) -> bool {
        match signal {
            Signal::Lost | Signal::PicturesMade => self.again = true,
            Signal::NotKept(failure) => terminal.warn(&failure.message(terminal.lang)),
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
        self.paths.is_empty() && !self.doubt && !self.again
    }
}

impl Builder {
    pub fn new(served: Arc<Served>, terminal: Terminal) -> Builder {
        let cache = Arc::new(CacheFolder::of_preview(&served.root));
        let maker = PictureMaker::begin(&served.root, Arc::clone(&cache), served.signals.clone()).ok();
        Builder {
            root: identity(&served.root),
            maker,
            watch: None,
            standing: None,
            errors: Errors::default(),
            rest: None,
            site_lang: None,
            served,
            terminal,
            date: None,
            clock: Utc::now,
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
        let mut retry = !self.build(Reason::Start);
        self.trim();
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
            until(self.untold);
            until(self.rest);
            until(self.watch.as_ref().map(|_| now + LOOK_AT_ROOT));
            until(afterthought);
            until(self.poll.map(|_| next_look));
            until(self.date.is_none().then(|| now + until_midnight(self.timezone, (self.clock)())));
            until(retry.then(|| now + RETRY));
            let mut batch = Batch::default();
            match signals.recv_timeout(wait) {
                Ok(signal) => {
                    if !batch.add(signal, &mut self.poll, &self.terminal) || !self.gather(&mut batch, signals) {
                        return self.trim();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return self.trim(),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = Instant::now();
            if self.untold.is_some_and(|moment| moment <= now) && batch.is_empty() {
                self.tell();
            }
            batch.doubt |= self.is_another_root();
            let mut looks = batch.doubt || batch.paths.len() > MANY_PATHS;
            if looks {
                afterthought = Some(now + AFTERTHOUGHT);
            } else if afterthought.is_some_and(|moment| moment <= now) {
                afterthought = None;
                looks = true;
            }
            batch.paths.append(&mut self.session.links_to(&batch.paths));
            batch.paths.retain(|path| path.starts_with("content/") || path.starts_with("themes/"));
            if batch.again
                && let Some(maker) = self.maker.as_ref().filter(|_| self.served.published.is_any_lost())
            {
                maker.forget();
            }
            let mut changed = !batch.is_empty() || std::mem::take(&mut retry);
            if let Some(interval) = self.poll.filter(|_| next_look <= now) {
                looks = true;
                next_look = now + interval;
            }
            if looks {
                changed |= self.look_at_everything();
            } else {
                let content: BTreeSet<String> =
                    batch.paths.into_iter().filter(|path| path.starts_with("content/")).collect();
                if !content.is_empty() && self.session.refresh(&self.served.reader, &content).is_err() {
                    changed |= self.look_at_everything();
                }
            }
            if changed || self.is_another_day() {
                retry = !self.build(Reason::Change);
                if let Some(interval) = self.poll {
                    next_look = next_look.max(Instant::now() + interval / 4);
                }
            } else if self.rest.is_some_and(|moment| moment <= now) {
                retry = !self.build(Reason::Rest);
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
            match self.session.compare(&self.served.reader) {
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
        self.date.is_none() && self.today.is_some_and(|today| today != day_at((self.clock)(), self.timezone))
    }

    /// Whether the root is another folder than the one that is watched: then that one is watched instead.
    fn is_another_root(&mut self) -> bool {
        let root = identity(&self.served.root);
        if self.watch.is_none() || root.is_none() || root == self.root {
            return false;
        }
        self.root = root;
        self.watch = Some(Watch::begin(&self.served.root, self.served.signals.clone()));
        true
    }

    /// Removes what was made of pictures that the site no longer has.
    fn trim(&self) {
        if self.standing.is_some()
            && let Ok(wanted) = self.session.pictures(&self.served.reader)
        {
            pictures::forget_others(&self.cache, &wanted);
        }
    }

    /// Builds what has changed. Whether the machine did its part.
    fn build(&mut self, reason: Reason) -> bool {
        let first = reason == Reason::Start;
        let began = Instant::now();
        let records = self.records.clone();
        let timings = Timings::by(Instant::now);
        let options = RunOptions {
            root: self.served.root.clone(),
            date: self.date,
            now: (self.clock)(),
            drafts: self.drafts,
            strict: false,
            make_pictures: false,
            indexes: match reason {
                Reason::Start => usize::MAX,
                Reason::Change => 0,
                Reason::Rest => INDEXES,
            },
            remarks: MOST,
            alone: true,
            due: None,
            progress: None,
            timings: &timings,
        };
        let (reader, cache, session, published) =
            (&self.served.reader, &self.cache, &mut self.session, &self.served.published);
        let records_now = &mut self.records;
        let result = catch_unwind(AssertUnwindSafe(|| {
            run(&options, reader, Memory { cache, records: records_now, session }, published)
        }));
        match result {
            Ok(Ok(outcome)) => {
                let changed = if outcome.held_back {
                    self.records = records;
                    self.served.published.give_up()
                } else {
                    self.served.published.finish()
                };
                if outcome.settings_known {
                    self.timezone = outcome.timezone;
                    self.site_lang = Some(outcome.language);
                }
                self.today = Some(outcome.today);
                if let Some(maker) = &self.maker {
                    maker.want(&outcome.awaited);
                }
                if let Some(watch) = &self.watch {
                    watch.also(self.session.folders_of_targets());
                }
                self.rest = match reason {
                    _ if outcome.unindexed == 0 || outcome.held_back => None,
                    Reason::Rest => Some(Instant::now()),
                    _ => Some(Instant::now() + REST),
                };
                let is_read = outcome.failures.is_empty();
                self.tell_outcome(outcome, changed, reason, began.elapsed());
                is_read
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
        self.rest = None;
        self.session = Session::default();
        self.served.reader.begin_again();
    }

    fn tell_outcome(&mut self, outcome: Outcome, changed: bool, reason: Reason, spent: Duration) {
        // Where site.yaml is broken, its language is the last one known.
        let lang = self.lang.or(self.site_lang).unwrap_or(outcome.language);
        let base = Notice { ready: true, date: Some(outcome.today), lang, ..self.notice_now(changed) };
        let Outcome { findings, failures, untold, kept, .. } = outcome;
        self.terminal.lang = lang;
        let is_first = reason == Reason::Start;
        if is_first || changed && reason == Reason::Change {
            self.terminal.next = Some((spent, Local::now().time()));
        }
        self.stands(Standing::new(base, &findings, &failures, untold, kept, self.terminal.color), is_first);
    }

    fn tell_failure(&mut self, failure: Option<&Failure>, first: bool) {
        let mut base = self.notice_now(false);
        base.ready = true;
        base.date = base.date.or(self.date).or(Some(day_at((self.clock)(), self.timezone)));
        let shown = match failure {
            Some(failure) => Shown::failure(failure, base.lang),
            None => Shown::of_the_machine(&base.lang.word("preview-crashed"), base.lang),
        };
        self.stands(Standing::failed(base, self.standing.as_ref(), shown), first);
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

    /// Things stand like this now.
    fn stands(&mut self, standing: Standing, first: bool) {
        self.errors.note(&standing, Instant::now(), first);
        self.standing = Some(standing);
        self.tell();
    }

    /// Tells how things stand: at once, or a little later what errors may be gone by then.
    fn tell(&mut self) {
        let now = Instant::now();
        let Some(standing) = &self.standing else { return };
        self.untold = self.errors.next(now);
        let notice = standing.notice(&self.errors, now);
        self.terminal.state = notice.bar();
        let ripe = standing.ripe(&self.errors, now);
        self.terminal.tell(ripe, &standing.kept, standing.more, self.untold.is_none());
        self.send(notice);
    }

    fn send(&mut self, notice: Notice) {
        self.served.notice.send_if_modified(|told| {
            let changed = **told != notice;
            if changed {
                *told = Arc::new(notice);
            }
            changed
        });
    }
}

/// Which folder this is, as far as the system tells.
fn identity(folder: &Path) -> Option<(u64, u64)> {
    let metadata = fs::metadata(folder).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let made = metadata.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some((made.as_secs(), u64::from(made.subsec_nanos())))
    }
}

/// How long the day still lasts in a zone.
fn until_midnight(timezone: Tz, moment: DateTime<Utc>) -> Duration {
    let tomorrow = day_at(moment, timezone).succ_opt().unwrap_or(NaiveDate::MAX).and_time(NaiveTime::MIN);
    // Where clocks skip midnight, the next nap will find the new day.
    let midnight = timezone.from_local_datetime(&tomorrow).earliest();
    midnight.and_then(|midnight| (midnight.to_utc() - moment).to_std().ok()).unwrap_or(NAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_ends_at_midnight_of_the_zone() -> Result<(), chrono::ParseError> {
        let moment: DateTime<Utc> = "2025-10-15T20:59:30Z".parse()?;
        assert_eq!(until_midnight(Tz::Europe__Minsk, moment), Duration::from_secs(30));
        assert_eq!(until_midnight(Tz::UTC, moment), Duration::from_secs(3 * 3600 + 30));
        assert_eq!(day_at(moment, Tz::Asia__Kamchatka).to_string(), "2025-10-16");
        Ok(())
    }
}
