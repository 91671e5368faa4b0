//! letopis: a static-site generator for a school's section «Инновационная деятельность».
//!
//! An editor writes plans in YAML and reports in Markdown; readers get a site that knows what day it is. This is how one
//! becomes the other:
//!
//! 1. **Look.** [`disk::scan`] lists what lies in the site's folder, and a [`disk::Reader`] turns a file into a
//!    [`source::Source`]: text, and places in it to point at.
//! 2. **Read.** [`content`] decodes a source in three passes: syntax into a tree with places, the tree into documents by
//!    one table of keys, cross-checks. It never stops at the first mistake: what it finds are [`diagnostic::Findings`],
//!    facts whose words stand in the catalogs of [`locale`].
//! 3. **Resolve.** [`resolve::resolve`] makes one [`model::Institution`] of its documents. Every address is settled, every
//!    link leads somewhere, and every deadline phrase has become a [`term::Reading`]; an institution cannot hold a broken
//!    reference.
//! 4. **Assess.** [`progress::assess_institution`] looks at it as of one date: a [`progress::Standing`] for every activity,
//!    shares and counts for everything above. What people declared is stored, what follows from the date never is.
//! 5. **Compose and render.** [`pages`] makes a typed view of each page, and a [`theme::Theme`] renders it; [`export`] and
//!    [`search`] make what other programs and the reader's search need. All of it is an [`output::Output`]: paths and bytes.
//! 6. **Hand over.** [`pipeline::run`] gives the output to a [`pipeline::Destination`]: a folder, in which only what
//!    differs is written ([`disk::OutputFolder`]), or what a preview answers from ([`serve`]).
//!
//! Steps 2 to 5 are [`build`], which fits one screen. They are pure: the date goes in as data, and no disk, clock,
//! environment or terminal is known there.
//!
//! **The institution is the unit** of work, memory, isolation and rebuilding. Institutions go through in parallel, and of
//! each only a small [`pages::Summary`] stays for the site's own pages, so memory does not grow with a region's size. What an
//! institution's pages depend on has a fingerprint; where that has not changed, nothing of it is read again. Two laws hold,
//! and are tested: a warm build equals a cold one byte for byte, and building twice changes nothing.
//!
//! The modules below stand in reading order, and a module uses only those above it. Begin with [`build`], then
//! [`term`], which is what the product is for.

// Vocabulary
pub mod text;
pub mod source;
pub mod locale;
pub mod diagnostic;
pub mod address;
pub mod typography;
pub mod markdown;
pub mod term;
pub mod output;
pub mod picture;
pub mod model;

// The file format, and what it means
pub mod content;
pub mod schema;

// Pure stages
pub mod resolve;
pub mod progress;
pub mod export;
pub mod preview_image;
pub mod policy;
pub mod pages;
pub mod search;
pub mod theme;
pub mod timing;
pub mod build;

// Edges: all input and output lives here
pub mod clock;
pub mod disk;
pub mod pipeline;
pub mod driver;
pub mod serve;
pub mod cli;
