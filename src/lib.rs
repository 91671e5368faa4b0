//! letopis: a static-site generator for a school's «Инновационная деятельность» section.

pub mod term;
