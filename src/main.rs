//! The `letopis` program: see [`letopis::cli`].

use std::process::ExitCode;

/// Pages are made of many small texts, on several threads: with the C library's allocator a build takes a sixth longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    letopis::disk::make_file_size_limit_an_error();
    letopis::cli::run(std::env::args_os().collect())
}
