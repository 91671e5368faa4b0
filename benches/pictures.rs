//! What a photo of twelve megapixels costs: everything that is made of it, and its decoding alone to compare with.
//!
//! `cargo bench --bench pictures`. Nothing of it runs in an edit's way: a picture is made once, by its bytes.

use std::fs;

use divan::Bencher;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use letopis::disk::{CacheFolder, pictures, scan};
use letopis::output::ContentHash;

fn main() {
    divan::main();
}

/// As a telephone takes it: 4000 × 3000, surfaces with edges and grain.
fn photo() -> Vec<u8> {
    let pixels = RgbImage::from_fn(4000, 3000, |x, y| {
        let wave =
            |length: f32, shift: f32| ((x as f32 / length + shift).sin() * (y as f32 / length).cos() + 1.0) * 90.0;
        let edge = if (x / 310 + y / 270) % 3 == 0 { 60.0 } else { 0.0 };
        let grain = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) / 3 % 13;
        Rgb([wave(300.0, 0.0), wave(170.0, 1.0), wave(90.0, 2.0)].map(|light| (light + edge) as u8 + grain as u8))
    });
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 92);
    encoder.write_image(&pixels, 4000, 3000, ExtendedColorType::Rgb8).expect("a JPEG");
    bytes
}

#[divan::bench(sample_count = 10)]
fn decoding_alone(bencher: Bencher) {
    let bytes = photo();
    bencher.bench(|| image::load_from_memory(&bytes));
}

#[divan::bench(sample_count = 10)]
fn everything(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = photo();
    fs::write(folder.path().join("photo.jpg"), &bytes).expect("a file");
    let (tree, _) = scan(folder.path()).expect("a readable folder");
    let hash = ContentHash::of(&bytes);
    let cache = CacheFolder::open(folder.path(), &folder.path().join("public"));
    bencher
        .with_inputs(|| pictures::forget_others(&cache, &Default::default()))
        .bench_values(|()| pictures::look(folder.path(), &tree.entries()[0], hash, &cache, true));
}

#[divan::bench]
fn again(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = photo();
    fs::write(folder.path().join("photo.jpg"), &bytes).expect("a file");
    let (tree, _) = scan(folder.path()).expect("a readable folder");
    let hash = ContentHash::of(&bytes);
    let cache = CacheFolder::open(folder.path(), &folder.path().join("public"));
    let look = || pictures::look(folder.path(), &tree.entries()[0], hash, &cache, true);
    look().expect("no failure");
    bencher.bench(look);
}
