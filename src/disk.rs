//! The edge to the file system: all reading of the author's files and all writing of ours.
//!
//! [`scan`] lists what there is, a [`Reader`] reads it and knows the fingerprints, an [`OutputFolder`] publishes what
//! the build made, a [`CacheFolder`] keeps what saves time. Nothing here knows a site, a plan or a page.

mod cache;
mod encoding;
mod failure;
mod folder;
mod hashed;
mod limit;
pub mod pictures;
mod place;
mod read;
mod tree;

pub use cache::CacheFolder;
pub use failure::{Action, Cause, Failure};
pub use folder::{OpenError, OutputFolder, Refusal, RefusalReason};
pub use limit::make_file_size_limit_an_error;
pub use read::{Reader, TEXT_LIMIT, read_bytes};
pub use tree::{Entry, Stamp, Tree, is_at_or_beneath, is_passed_over, rescan, scan, scan_folder};
