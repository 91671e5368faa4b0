//! Photos and drawings: from a file of the author's to the files that are published in its place.
//!
//! What is published stands upright, is no larger than a screen needs, and holds pixels only: no place, no camera, no
//! thumbnail, no comment. It is not an image editor: what the author cut and coloured stays as it was.
//!
//! - The format is told by the bytes; the address keeps the author's name. What is named `.jpg` or `.png` is published
//!   in that format, whatever it was; any other disagreement is the author's to mend.
//! - The picture itself (`full`) is at most [`FULL_SIDE`] pixels on its long side. Where the author's own bytes,
//!   without their metadata, are lighter, these are taken, so that nothing is encoded twice without need. WebP stays
//!   WebP by that way: there is no free encoder in Rust that writes it lossy.
//! - The smaller sizes are JPEG, or PNG where there is transparency or where the picture is a drawing, which a PNG's
//!   weight tells. One that would be heavier than the picture itself is left out.
//! - What moves (GIF, APNG, animated WebP) keeps its frames and has no smaller sizes.
//! - SVG is published as it is. AVIF too, unless it holds metadata: then, as with HEIC, the author is asked for JPEG.
//! - Colours wider than sRGB, as telephones record them, are turned into sRGB; the profile itself is dropped.
//!
//! What was made lies in `.letopis/`, by the fingerprint of the author's bytes: a second build decodes nothing.

mod colour;
mod format;
mod make;
mod memory;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::cache::CacheFolder;
use super::failure::{Action, Failure};
use super::read::open;
use super::tree::Entry;
use crate::diagnostic::{Bytes, Problem, Word};
use crate::output::ContentHash;
use crate::picture::{PictureFact, PictureVariant, is_picture};
use format::{Format, Header};

/// The long side of a published picture, in pixels.
pub const FULL_SIDE: u32 = 1600;

/// The widths of its smaller sizes.
pub const SMALLER_WIDTHS: [u32; 3] = [400, 800, 1200];

/// More pixels than any camera of a school takes: 100 megapixels.
pub const PIXEL_LIMIT: u64 = 100_000_000;

/// More bytes than any picture within that limit needs.
pub const FILE_LIMIT: u64 = 100 * 1024 * 1024;

/// Goes up whenever pictures are made in another way, so that those of earlier builds are made anew.
const RECIPE: u32 = 1;

/// As much of a file as mostly holds its header.
const HEADER: u64 = 64 * 1024;

/// Where the pictures lie within the caches.
const FOLDER: &str = "pictures";

/// Why a picture cannot be shown. The words stand in the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Defect {
    /// The file ends before the picture does.
    CutOff,
    /// The bytes contradict their format.
    Corrupt,
    /// A variety of the format that nothing of ours reads.
    Unsupported,
    /// It is no picture at all.
    NotAPicture,
    /// It is a picture of this format, though its name says otherwise.
    Really(Format),
    /// A format that browsers do not show.
    NotShown,
    /// Metadata that cannot be taken out of this format.
    Metadata,
}

impl Defect {
    fn word(self) -> Word {
        Word(match self {
            Defect::CutOff => "picture-cut-off",
            Defect::Corrupt => "picture-corrupt",
            Defect::Unsupported => "picture-unsupported",
            Defect::NotAPicture => "picture-not-a-picture",
            Defect::Really(Format::Jpeg) => "picture-really-jpeg",
            Defect::Really(Format::Png) => "picture-really-png",
            Defect::Really(Format::WebP) => "picture-really-webp",
            Defect::Really(Format::Gif) => "picture-really-gif",
            Defect::Really(Format::Svg) => "picture-really-svg",
            Defect::Really(Format::Avif) => "picture-really-avif",
            Defect::NotShown | Defect::Really(Format::Heic) => "picture-not-shown",
            Defect::Metadata => "picture-metadata",
        })
    }
}

/// What is wrong with a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Fault {
    Bad(Defect),
    /// In millions of pixels.
    TooLarge {
        megapixels: usize,
        limit: usize,
    },
    /// In bytes.
    TooHeavy(u64),
}

impl From<Defect> for Fault {
    fn from(defect: Defect) -> Fault {
        Fault::Bad(defect)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Problem {
        match fault {
            Fault::Bad(defect) => Problem::BadImage { reason: defect.word() },
            Fault::TooLarge { megapixels, limit } => Problem::ImageTooLarge { megapixels, limit },
            Fault::TooHeavy(size) => Problem::FileTooLarge { size: Bytes(size), limit: Bytes(FILE_LIMIT) },
        }
    }
}

/// What the caches remember of a picture, by the fingerprint of the author's bytes.
type Remembered = Result<PictureFact, Fault>;

/// Looks at a file, and makes the files that are published in its place unless an earlier build did; `hash` is the
/// fingerprint of its bytes. None where it is no picture by its name, or where nothing is known of its size.
///
/// Without `make` (or with caches that keep nothing), only the header is looked at and nothing is written: the picture
/// has no sizes then, and what its pixels hide is not found out.
///
/// May be called for many files at once: how many are decoded at a time depends on the memory that they take.
///
/// # Errors
/// Where the file cannot be read, or what was made of it cannot be written.
pub fn look(
    root: &Path,
    entry: &Entry,
    hash: ContentHash,
    cache: &CacheFolder,
    make: bool,
) -> Result<Option<Result<PictureFact, Problem>>, Failure> {
    let Some(named) = Format::of_name(&entry.path).filter(|_| is_picture(&entry.path)) else { return Ok(None) };
    let remembered = cache.load::<Remembered>(&entry_name(hash, named)).filter(|known| is_whole(known, cache));
    let known = match remembered {
        Some(known) => Some(known),
        None if entry.size() > FILE_LIMIT => Some(Err(Fault::TooHeavy(entry.size()))),
        None if make && cache.keeps() => Some(made(root, entry, named, cache)?),
        None => Some(seen(root, entry, named)?),
    };
    // A drawing without a size of its own is published like any other file.
    let known = known.filter(|known| !matches!(known, Ok(PictureFact { width: 0, .. })));
    Ok(known.map(|known| known.map_err(Problem::from)))
}

/// Whether the pictures that are published in a file's place lie in the caches, or what is wrong with it is known there.
pub fn is_made(path: &str, hash: ContentHash, cache: &CacheFolder) -> bool {
    let known = |named| cache.load::<Remembered>(&entry_name(hash, named)).filter(|known| is_whole(known, cache));
    Format::of_name(path).and_then(known).is_some()
}

/// Whether other pictures are published in the place of a file of this name: a drawing is published as it is.
pub fn are_made_of(path: &str) -> bool {
    Format::of_name(path).is_some_and(Format::is_raster)
}

/// Removes what was made of pictures that the site no longer has; `wanted` are the fingerprints of those it has.
pub fn forget_others(cache: &CacheFolder, wanted: &BTreeSet<ContentHash>) {
    let names: BTreeSet<String> =
        wanted.iter().flat_map(|hash| Format::NAMED.map(|named| key_of(*hash, named).to_hex())).collect();
    // `<key>.json` and `<key>-<width>.<ending>`.
    cache.keep_only(FOLDER, |file| file.get(..32).is_some_and(|key| names.contains(key)));
}

/// What the header alone tells.
fn seen(root: &Path, entry: &Entry, named: Format) -> Result<Remembered, Failure> {
    let start = read_start(root, entry, HEADER)?;
    let first = facts(&start, named).map(|(fact, _)| fact);
    if first != Err(Fault::Bad(Defect::CutOff)) || (start.len() as u64) < HEADER {
        return Ok(first);
    }
    Ok(facts(&read_start(root, entry, FILE_LIMIT)?, named).map(|(fact, _)| fact))
}

/// What is known before decoding, and what decoding needs to know; that is none for what is published as it is.
fn facts(bytes: &[u8], named: Format) -> Result<(PictureFact, Option<Header>), Fault> {
    let real = Format::of_bytes(bytes).ok_or(if bytes.is_empty() { Defect::CutOff } else { Defect::NotAPicture })?;
    if real == Format::Heic {
        return Err(Defect::NotShown.into());
    }
    let header = format::header(bytes, real)?;
    let is_converted = matches!(named, Format::Jpeg | Format::Png) && real.is_raster() && !header.moves;
    if real != named && !is_converted {
        return Err(Defect::Really(real).into());
    }
    let (width, height) = header.upright();
    let fact = PictureFact { width, height, full: None, smaller: Vec::new() };
    if !real.is_raster() {
        return Ok((fact, None));
    }
    let pixels = u64::from(header.width) * u64::from(header.height);
    if pixels == 0 {
        return Err(Defect::Corrupt.into());
    }
    let limit = PIXEL_LIMIT.min(memory::LARGEST.saturating_sub(2 * bytes.len() as u64) / header.bytes_per_pixel);
    if pixels > limit {
        let millions = |pixels: u64| usize::try_from(pixels / 1_000_000).unwrap_or(usize::MAX);
        return Err(Fault::TooLarge { megapixels: millions(pixels + 999_999), limit: millions(limit) });
    }
    Ok((fact, Some(header)))
}

/// Makes what is published, and remembers it.
fn made(root: &Path, entry: &Entry, named: Format, cache: &CacheFolder) -> Result<Remembered, Failure> {
    // Until the header is read, nobody knows what decoding will take; the bytes alone are little.
    let bytes = read_start(root, entry, FILE_LIMIT)?;
    // Somebody may have saved the file since it was fingerprinted: what is remembered is of what we read.
    let hash = ContentHash::of(&bytes);
    let key = key_of(hash, named).to_hex();
    let result = match facts(&bytes, named) {
        Err(fault) => Err(fault),
        Ok((fact, None)) => Ok(fact),
        Ok((_, Some(header))) => {
            let pixels = u64::from(header.width) * u64::from(header.height);
            let held = memory::hold(pixels * header.bytes_per_pixel + 2 * bytes.len() as u64);
            let pictures = make::make(bytes, &header, named);
            drop(held);
            match pictures {
                Err(defect) => Err(defect.into()),
                Ok(pictures) => Ok(kept(&pictures, &entry.path, &key, cache)?),
            }
        }
    };
    cache.store(&entry_name(hash, named), &result);
    Ok(result)
}

/// Puts the encoded pictures where the output will be copied from.
fn kept(pictures: &make::Pictures, path: &str, key: &str, cache: &CacheFolder) -> Result<PictureFact, Failure> {
    let keep = |picture: &make::Encoded, role: &str, extension: &str| -> Result<PictureVariant, Failure> {
        let stored = cache.put_file(&format!("{FOLDER}/{}/{key}-{role}.{extension}", &key[..2]), &picture.bytes)?;
        Ok(PictureVariant {
            width: picture.width,
            height: picture.height,
            size: picture.bytes.len() as u64,
            stored,
            hash: ContentHash::of(&picture.bytes),
            extension: extension.to_owned(),
        })
    };
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let full = keep(&pictures.full, "full", extension)?;
    let smaller = pictures.smaller.iter().map(|(picture, format)| {
        let width = picture.width.to_string();
        keep(picture, &width, format.extension())
    });
    let smaller = smaller.collect::<Result<Vec<_>, _>>()?;
    Ok(PictureFact { width: full.width, height: full.height, full: Some(full), smaller })
}

/// Whether everything that is remembered of a picture is still there.
fn is_whole(known: &Remembered, cache: &CacheFolder) -> bool {
    let Ok(fact) = known else { return true };
    fact.full.iter().chain(&fact.smaller).all(|variant| cache.has_file(&variant.stored, variant.size))
}

/// What the pictures made of a file are kept by: its bytes, the format that its name asks for, and the recipe.
fn key_of(hash: ContentHash, named: Format) -> ContentHash {
    ContentHash::of(format!("{RECIPE} {} {hash}", named.extension()).as_bytes())
}

fn entry_name(hash: ContentHash, named: Format) -> String {
    let key = key_of(hash, named).to_hex();
    format!("{FOLDER}/{}/{key}", &key[..2])
}

fn read_start(root: &Path, entry: &Entry, limit: u64) -> Result<Vec<u8>, Failure> {
    let path = root.join(&entry.path);
    let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(limit)).unwrap_or_default());
    let read = open(&path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| Failure::system(Action::Reading, path, error))?;
    Ok(bytes)
}
