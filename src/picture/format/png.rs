//! PNG: chunks, each with a length, four letters and a checksum.

use super::{Defect, Format, Header, big_endian, orientation, take};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
    /// All of it, from the length to the checksum.
    whole: &'a [u8],
}

fn next<'a>(bytes: &'a [u8], at: &mut usize) -> Result<Chunk<'a>, Defect> {
    let length = big_endian(take(bytes, *at, 4)?) as usize;
    let whole = take(bytes, *at, length.checked_add(12).ok_or(Defect::Corrupt)?)?;
    *at += whole.len();
    Ok(Chunk { name: &whole[4..8], data: &whole[8..8 + length], whole })
}

pub(super) fn header(bytes: &[u8]) -> Result<Header, Defect> {
    let mut at = SIGNATURE.len();
    let first = next(bytes, &mut at)?;
    let (b"IHDR", &[_, _, _, _, _, _, _, _, depth, ..]) = (first.name, first.data) else {
        return Err(Defect::Corrupt);
    };
    // Four channels at most, once decoded and once with the transparency multiplied in.
    let bytes_per_pixel = if depth == 16 { 16 } else { 8 };
    let (width, height) = (big_endian(&first.data[..4]), big_endian(&first.data[4..8]));
    let mut header = Header::plain(Format::Png, width, height, bytes_per_pixel);
    let mut has_pixels = false;
    loop {
        match next(bytes, &mut at) {
            // Only the start of the file was looked at; what stands behind the pixels matters little then.
            Err(Defect::CutOff) if has_pixels || take(bytes, at + 4, 4) == Ok(b"IDAT") => return Ok(header),
            Err(defect) => return Err(defect),
            Ok(chunk) => match chunk.name {
                b"acTL" => header.moves |= !has_pixels,
                b"eXIf" => header.orientation = orientation(chunk.data),
                b"iCCP" => header.has_profile = true,
                b"IDAT" => has_pixels = true,
                b"IEND" => return Ok(header),
                _ => {}
            },
        }
    }
}

pub(super) fn bare(bytes: &[u8]) -> Result<Vec<u8>, Defect> {
    let mut at = SIGNATURE.len();
    let mut bare = Vec::with_capacity(bytes.len());
    bare.extend_from_slice(SIGNATURE);
    loop {
        let chunk = next(bytes, &mut at)?;
        if matches!(chunk.name, b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" | b"IEND" | b"acTL" | b"fcTL" | b"fdAT") {
            bare.extend_from_slice(chunk.whole);
        }
        if chunk.name == b"IEND" {
            return Ok(bare);
        }
    }
}
