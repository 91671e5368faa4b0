//! The `letopis` program: see [`letopis::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    letopis::disk::make_file_size_limit_an_error();
    letopis::cli::run(std::env::args_os().collect())
}
