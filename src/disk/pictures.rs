//! Pictures between the disk and [`crate::picture`]: read, made, kept.
//!
//! What was made lies in `.letopis/`, by the fingerprint of the author's bytes: a second build decodes nothing.

mod memory;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use super::cache::CacheFolder;
use super::failure::{Action, Failure};
use super::read::open;
use super::tree::Entry;
use crate::diagnostic::Problem;
use crate::output::ContentHash;
use crate::picture::{Defect, FILE_LIMIT, Fault, Format, Header, PictureFact, PictureVariant, facts, make};

/// Goes up whenever pictures are made in another way, so that those of earlier builds are made anew.
const RECIPE: u32 = 2;

/// As much of a file as mostly holds its header.
const HEADER: u64 = 64 * 1024;

/// As much of a file as tells its format.
const BEGINNING: u64 = 32;

/// Where the pictures lie within the caches.
const FOLDER: &str = "pictures";

/// What the caches remember of a picture, by the fingerprint of the author's bytes.
type Remembered = Result<PictureFact, Fault>;

/// Looks at a file, and makes the files that are published in its place unless an earlier build did; `hash` is the
/// fingerprint of its bytes. None where it is no picture by its name nor by its bytes, or where nothing is known of its
/// size.
///
/// With caches that keep nothing, it is only tried whether the pictures could be made. Without `make`, only the header is
/// looked at, and what the pixels hide is not found out. Either way nothing is written, and the picture has no sizes.
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
    let named = match Format::of_name(&entry.path) {
        Some(named) => named,
        // A photo under any other name would take the camera's data along just as well.
        None => match Format::of_camera(&read_start(root, entry, BEGINNING)?) {
            Some(real) => real,
            None => return Ok(None),
        },
    };
    let remembered = cache.load::<Remembered>(&entry_name(hash, named)).filter(|known| is_whole(known, cache));
    let known = match remembered {
        Some(known) => Some(known),
        None if entry.size() > FILE_LIMIT => Some(Err(Fault::TooHeavy(entry.size()))),
        None if make && cache.keeps() => Some(made(root, entry, named, cache)?),
        None if make => Some(tried(root, entry, named)?),
        None => Some(seen(root, entry, named)?),
    };
    // A drawing without a size of its own is published like any other file.
    let known = known.filter(|known| !matches!(known, Ok(PictureFact { width: 0, .. })));
    Ok(known.map(|known| known.map_err(Problem::from)))
}

/// Whether the pictures that are published in the place of one with this name lie in the caches, or what is wrong with it
/// is known there.
pub fn is_made(path: &str, hash: ContentHash, cache: &CacheFolder) -> bool {
    let known = |named| cache.load::<Remembered>(&entry_name(hash, named)).filter(|known| is_whole(known, cache));
    Format::of_name(path).and_then(known).is_some()
}

/// Whether a file's name is that of a picture in whose place others are published: a drawing is published as it is.
pub fn are_made_of(path: &str) -> bool {
    Format::of_name(path).is_some_and(Format::is_raster)
}

/// Removes what was made of pictures that the site no longer has; `wanted` are the fingerprints of the files it
/// has.
pub fn forget_others(cache: &CacheFolder, wanted: &BTreeSet<ContentHash>) {
    let names: BTreeSet<String> =
        wanted.iter().flat_map(|hash| Format::NAMED.map(|named| key_of(*hash, named).to_hex())).collect();
    // `<key>.json` and `<key>-<width>.<ending>`.
    cache.keep_only(FOLDER, |file| file.get(..32).is_some_and(|key| names.contains(key)));
}

/// What the header alone tells.
fn seen(root: &Path, entry: &Entry, named: Format) -> Result<Remembered, Failure> {
    // What else there is in a drawing may stand anywhere in it.
    let start = read_start(root, entry, if named == Format::Svg { FILE_LIMIT } else { HEADER })?;
    let first = facts(&start, named).map(|(fact, _)| fact);
    if first != Err(Fault::Bad(Defect::CutOff)) || (start.len() as u64) != HEADER {
        return Ok(first);
    }
    Ok(facts(&read_start(root, entry, FILE_LIMIT)?, named).map(|(fact, _)| fact))
}

/// What decoding tells.
fn tried(root: &Path, entry: &Entry, named: Format) -> Result<Remembered, Failure> {
    let bytes = read_start(root, entry, FILE_LIMIT)?;
    Ok(match facts(&bytes, named) {
        Ok((fact, Some(header))) => {
            let _held = hold(&header, &bytes);
            make::attempt(bytes, &header).map(|()| fact).map_err(Fault::from)
        }
        result => result.map(|(fact, _)| fact),
    })
}

/// Holds the memory that decoding takes.
fn hold(header: &Header, bytes: &[u8]) -> memory::Held {
    let pixels = u64::from(header.width) * u64::from(header.height);
    memory::hold(pixels * header.bytes_per_pixel + 2 * bytes.len() as u64)
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
            let held = hold(&header, &bytes);
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
    let icon = pictures.icon.as_ref().map(|icon| keep(icon, "icon", Format::Png.extension())).transpose()?;
    let (width, height) = (full.width, full.height);
    Ok(PictureFact { width, height, full: Some(full), smaller, heavy: pictures.heavy, icon })
}

/// Whether everything that is remembered of a picture is still there.
fn is_whole(known: &Remembered, cache: &CacheFolder) -> bool {
    let Ok(fact) = known else { return true };
    fact.full.iter().chain(&fact.smaller).chain(&fact.icon).all(|variant| cache.has_file(&variant.stored, variant.size))
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
