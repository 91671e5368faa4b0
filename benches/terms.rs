//! A million real phrases: how many a second on one core, and what they allocate. Run it with
//! `cargo bench --bench terms`; an allocation of 1 MB in the million is one byte a phrase.

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};
use letopis::term::{Calendar, Context, Country, Period, Position, read};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const PHRASES: usize = 1_000_000;

fn main() {
    divan::main();
}

/// The table of real phrases, over and over.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn a_million_phrases(bencher: Bencher) {
    let table = include_str!("../tests/terms/examples.jsonl");
    let rows: Vec<(String, Period)> = table
        .lines()
        .filter_map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).ok()?;
            Some((
                row["phrase"].as_str()?.to_owned(),
                Period::read(row["period"].as_str()?, &Calendar::default()).ok()?,
            ))
        })
        .collect();
    let calendar = Calendar::of(Country::Belarus);
    bencher.counter(ItemsCount::new(PHRASES)).bench_local(|| {
        for (phrase, period) in rows.iter().cycle().take(PHRASES) {
            black_box(read(black_box(phrase), &Context { period, calendar: &calendar, position: Position::default() }));
        }
    });
}
