//! letopis: a static-site generator for a school's «Инновационная деятельность» section.
//!
//! The modules stand in reading order; a module uses only those above it.
#![warn(missing_docs)]

// Vocabulary
pub mod diagnostic;
pub mod locale;
pub mod source;

// Text: addresses, fine print, Markdown
pub mod address;
pub mod markdown;
pub mod typography;
