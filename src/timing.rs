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
    Render,
    Export,
    Search,
    Write,
    Site,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Stage; 10] = [
        Stage::Scan,
        Stage::Read,
        Stage::Pictures,
        Stage::Resolve,
        Stage::Assess,
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
        let start = (self.clock)();
        let result = work();
        let spent = u64::try_from((self.clock)().duration_since(start).as_nanos()).unwrap_or(u64::MAX);
        if let Some(sum) = self.nanoseconds.get(stage as usize) {
            sum.fetch_add(spent, Ordering::Relaxed);
        }
        result
    }

    /// Each stage and its time.
    pub fn list(&self) -> Vec<(Stage, Duration)> {
        let times = Stage::ALL.into_iter().zip(&self.nanoseconds);
        times.map(|(stage, sum)| (stage, Duration::from_nanos(sum.load(Ordering::Relaxed)))).collect()
    }
}
