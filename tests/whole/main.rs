//! Tests of the whole: from a folder of an editor's files to the finished site.
//!
//! * [`golden`]: small sites beside what must come of them;
//! * [`contract`]: the sentences of the format's contract, one by one;
//! * [`tables`], [`pages`], [`recount`]: the demo, by an independent reading of its files;
//! * [`laws`]: builds that must be equal, and what an error holds back;
//! * [`addresses`]: who may have which, and what is not to be seen;
//! * [`mistakes`]: every mistake of a folder, in one run, at its place;
//! * [`hostile`], [`mutations`]: input that nobody should have written.
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a failed test says where by panicking")]

mod addresses;
mod common;
mod contract;
mod golden;
#[cfg(target_os = "linux")]
mod hostile;
mod laws;
mod mistakes;
mod mutations;
mod pages;
mod recount;
mod tables;
