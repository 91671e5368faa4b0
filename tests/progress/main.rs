//! Standing, progress and exports, on plans built by hand: the reader of terms has tests of its own.

mod builder;
mod exports;
mod lists;
mod properties;
mod standing;
mod totals;
mod words;
