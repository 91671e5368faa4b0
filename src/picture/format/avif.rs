//! AVIF: boxes within boxes. It is passed on as it is, so that it must hold nothing but a picture.

use super::{Defect, Format, Header, big_endian};

/// The boxes of a file's outermost level, with their names; one that the file does not hold whole has no body.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let Some((heading, _)) = rest.split_at_checked(8) else {
            at = bytes.len();
            return Some((rest, None));
        };
        let (name, short) = (&heading[4..8], big_endian(&heading[..4]) as usize);
        // 0: to the file's end; 1: a longer length follows.
        let (heading, length) = match short {
            0 => (8, rest.len()),
            1 => (16, rest.get(8..16).map_or(usize::MAX, long)),
            length => (8, length.max(8)),
        };
        let body = rest.get(heading..length);
        at = at.saturating_add(length.max(heading));
        Some((name, body))
    })
}

/// A number of eight bytes; one that no memory holds is the largest.
fn long(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |number: usize, byte| number.checked_mul(256).map_or(usize::MAX, |more| more | usize::from(*byte)))
}

/// Whether a file of boxes says that it may be read as AVIF.
pub(super) fn is_avif(bytes: &[u8]) -> bool {
    let kinds = boxes(bytes).next().and_then(|(_, body)| body).unwrap_or_default();
    kinds.chunks_exact(4).any(|kind| matches!(kind, b"avif" | b"avis"))
}

/// Whether a file of boxes says that it is a picture, and no film: its kinds may be in the same kind of boxes.
pub(super) fn is_still(bytes: &[u8]) -> bool {
    let kinds = bytes.get(8..).unwrap_or_default();
    let still: [&[u8]; 10] = [b"mif1", b"msf1", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"avif", b"avis"];
    kinds.chunks_exact(4).take(6).any(|kind| still.contains(&kind))
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
