//! letopis: a static-site generator for a school's «Инновационная деятельность» section.
//!
//! The modules stand in reading order; a module uses only those above it.
#![warn(missing_docs)]

// Vocabulary
pub mod source;
pub mod locale;
pub mod diagnostic;
pub mod address;
pub mod typography;
pub mod markdown;
pub mod term;

// The file format, and what it means
pub mod content;
pub mod schema;
pub mod output;
pub mod picture;
pub mod model;

// Pure stages
pub mod resolve;
pub mod progress;
pub mod export;
pub mod preview_image;
pub mod pages;
pub mod search;
pub mod theme;
pub mod timing;
pub mod build;

// Edges: all input and output lives here
pub mod disk;
pub mod pipeline;
pub mod driver;
pub mod serve;
pub mod cli;
