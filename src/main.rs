//! The `letopis` program.
fn main() {}
