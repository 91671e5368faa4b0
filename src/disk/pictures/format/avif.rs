//! AVIF: boxes within boxes. It is passed on as it is, so that it must hold nothing but a picture.

use super::{Defect, Format, Header, big_endian, take};

/// The boxes of a file's outermost level, with their names.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let heading = bytes.get(at..at + 8)?;
        let (name, short) = (&heading[4..8], big_endian(&heading[..4]) as usize);
        // 0: to the file's end; 1: a longer length follows.
        let length = match short {
            0 => bytes.len() - at,
            1 => bytes.get(at + 12..at + 16).map_or(usize::MAX, |low| big_endian(low) as usize),
            length => length,
        };
        let body = take(bytes, at, length.max(8)).ok().map(|whole| &whole[8..]);
        at = at.checked_add(length.max(8))?;
        Some((name, body))
    })
}

/// Whether a file of boxes says that it may be read as AVIF.
pub(super) fn is_avif(bytes: &[u8]) -> bool {
    let kinds = boxes(bytes).next().and_then(|(_, body)| body).unwrap_or_default();
    kinds.chunks_exact(4).any(|kind| matches!(kind, b"avif" | b"avis"))
}

pub(super) fn header(bytes: &[u8]) -> Result<Header, Defect> {
    let mut header = Header::plain(Format::Avif, 0, 0, 0);
    let mut has_description = false;
    for (name, body) in boxes(bytes) {
        match (name, body) {
            (b"mdat" | b"free" | b"skip", _) => {}
            (b"meta", Some(body)) => {
                has_description = true;
                has_only_pixels(body)?;
                (header.width, header.height) = size(body);
            }
            (_, Some(body)) => has_only_pixels(body)?,
            (_, None) => return Err(Defect::CutOff),
        }
    }
    if has_description { Ok(header) } else { Err(Defect::CutOff) }
}

/// The items of a picture are listed by kind: `Exif`, `mime` for XMP; a `uuid` is anybody's own.
fn has_only_pixels(body: &[u8]) -> Result<(), Defect> {
    let holds = |kind: &[u8; 4]| body.windows(4).any(|window| window == kind);
    if holds(b"Exif") || holds(b"mime") || holds(b"uuid") || holds(b"udta") { Err(Defect::Metadata) } else { Ok(()) }
}

/// The largest size that is stated (of its tiles, its thumbnail, itself), turned where it is turned.
fn size(description: &[u8]) -> (u32, u32) {
    let stated = |name: &'static [u8; 4], length: usize| {
        let at = description.windows(4).enumerate().filter(move |(_, window)| window == name);
        at.filter_map(move |(at, _)| description.get(at + 4..at + 4 + length))
    };
    let sizes = stated(b"ispe", 12).map(|size| (big_endian(&size[4..8]), big_endian(&size[8..])));
    let (width, height) = sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height)).unwrap_or((0, 0));
    let is_lying = stated(b"irot", 1).any(|turn| turn[0] % 2 == 1);
    if is_lying { (height, width) } else { (width, height) }
}
