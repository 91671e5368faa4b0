//! Where a build's time went, stage by stage, summed over threads.
//!
//! The clock is handed in by who has one: no stage reads the time by itself.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A stage of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the stage it is named for")]
pub enum Stage {
    Scan,
    Read,
    Pictures,
    Resolve,
    Assess,
    Compose,
    Render,
    Export,
    Search,
    Write,
    Site,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Stage; 11] = [
        Stage::Scan,
        Stage::Read,
        Stage::Pictures,
        Stage::Resolve,
        Stage::Assess,
        Stage::Compose,
        Stage::Render,
        Stage::Export,
        Stage::Search,
        Stage::Write,
        Stage::Site,
    ];

    /// The message that names it.
    pub fn message_id(self) -> &'static str {
        match self {
            Stage::Scan => "stage-scan",
            Stage::Read => "stage-read",
            Stage::Pictures => "stage-pictures",
            Stage::Resolve => "stage-resolve",
            Stage::Assess => "stage-assess",
            Stage::Compose => "stage-compose",
            Stage::Render => "stage-render",
            Stage::Export => "stage-export",
            Stage::Search => "stage-search",
            Stage::Write => "stage-write",
            Stage::Site => "stage-site",
        }
    }
}

/// The time of each stage. Shared by all threads.
#[derive(Debug)]
pub struct Timings {
    clock: fn() -> Instant,
    nanoseconds: [AtomicU64; Stage::ALL.len()],
}

impl Timings {
    /// Nothing measured yet; this clock will be asked, which is [`Instant::now`] outside tests.
    pub fn by(clock: fn() -> Instant) -> Timings {
        Timings { clock, nanoseconds: Default::default() }
    }

    /// Runs a piece of a stage and adds its time.
    pub fn measure<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let _watch = self.watch(stage);
        work()
    }

    /// Begins a piece of a stage, within which another stage may have pieces of its own; it ends with the watch.
    pub fn watch(&self, stage: Stage) -> Stopwatch<'_> {
        Stopwatch { timings: self, stage, since: (self.clock)() }
    }

    fn add(&self, stage: Stage, spent: Duration) {
        let spent = u64::try_from(spent.as_nanos()).unwrap_or(u64::MAX);
        if let Some(sum) = self.nanoseconds.get(stage as usize) {
            sum.fetch_add(spent, Ordering::Relaxed);
        }
    }

    /// Each stage and its time.
    pub fn list(&self) -> Vec<(Stage, Duration)> {
        let times = Stage::ALL.into_iter().zip(&self.nanoseconds);
        times.map(|(stage, sum)| (stage, Duration::from_nanos(sum.load(Ordering::Relaxed)))).collect()
    }
}

/// Runs while a piece of a stage is at work.
#[derive(Debug)]
pub struct Stopwatch<'t> {
    timings: &'t Timings,
    stage: Stage,
    since: Instant,
}

impl Stopwatch<'_> {
    /// Runs what is no part of the stage.
    pub fn pause<T>(&mut self, other: impl FnOnce() -> T) -> T {
        self.timings.add(self.stage, self.spent());
        let result = other();
        self.since = (self.timings.clock)();
        result
    }

    fn spent(&self) -> Duration {
        (self.timings.clock)().duration_since(self.since)
    }
}

impl Drop for Stopwatch<'_> {
    fn drop(&mut self) {
        self.timings.add(self.stage, self.spent());
    }
}
