//! WebP: chunks of RIFF, each with four letters and a length, at even places.

use super::{Defect, Format, Header, little_endian, orientation, take};

/// Where the chunks begin: after `RIFF`, the length and `WEBP`.
const HEADING: usize = 12;

/// The bits of VP8X that announce a profile, Exif and XMP.
const METADATA_FLAGS: u8 = 0x20 | 0x08 | 0x04;

struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
}

fn next<'a>(bytes: &'a [u8], at: &mut usize) -> Result<Chunk<'a>, Defect> {
    let heading = take(bytes, *at, 8)?;
    let (name, length) = (&heading[..4], little_endian(&heading[4..]) as usize);
    let data = take(bytes, *at + 8, length)?;
    *at += 8 + length + length % 2;
    Ok(Chunk { name, data })
}

pub(super) fn header(bytes: &[u8]) -> Result<Header, Defect> {
    let mut header = Header::plain(Format::WebP, 0, 0, 12);
    let mut at = HEADING;
    while at < bytes.len() {
        let start = at;
        let chunk = match next(bytes, &mut at) {
            // Only the start of the file was looked at; what stands behind the pixels matters little then.
            Err(Defect::CutOff) if header.width > 0 => return Ok(header),
            // The chunk of the pixels themselves may be cut off: its own start tells their size.
            Err(Defect::CutOff) => {
                at = bytes.len();
                Chunk { name: take(bytes, start, 4)?, data: bytes.get(start + 8..).unwrap_or(&[]) }
            }
            chunk => chunk?,
        };
        match chunk.name {
            b"VP8X" if header.width == 0 => {
                let data = take(chunk.data, 0, 10)?;
                header.moves = data[0] & 0x02 != 0;
                (header.width, header.height) = (little_endian(&data[4..7]) + 1, little_endian(&data[7..10]) + 1);
            }
            b"VP8 " if header.width == 0 => {
                let data = take(chunk.data, 0, 10)?;
                let side = |bytes: &[u8]| little_endian(bytes) & 0x3fff;
                (header.width, header.height) = (side(&data[6..8]), side(&data[8..10]));
            }
            b"VP8L" if header.width == 0 => {
                let sides = little_endian(&take(chunk.data, 0, 5)?[1..]);
                (header.width, header.height) = ((sides & 0x3fff) + 1, (sides >> 14 & 0x3fff) + 1);
            }
            b"EXIF" => header.orientation = orientation(chunk.data),
            b"ICCP" => header.has_profile = true,
            _ => {}
        }
    }
    if header.width == 0 { Err(Defect::CutOff) } else { Ok(header) }
}

pub(super) fn bare(bytes: &[u8]) -> Result<Vec<u8>, Defect> {
    let end = little_endian(take(bytes, 4, 4)?) as usize + 8;
    let chunks = take(bytes, HEADING, end.checked_sub(HEADING).ok_or(Defect::Corrupt)?)?;
    let mut body = b"WEBP".to_vec();
    copy_pixels(chunks, &mut body)?;
    let length = u32::try_from(body.len()).map_err(|_| Defect::Corrupt)?;
    let mut bare = b"RIFF".to_vec();
    bare.extend_from_slice(&length.to_le_bytes());
    bare.append(&mut body);
    Ok(bare)
}

fn copy_pixels(chunks: &[u8], to: &mut Vec<u8>) -> Result<(), Defect> {
    let mut at = 0;
    while at < chunks.len() {
        let Chunk { name, data } = next(chunks, &mut at)?;
        let mut data = data.to_vec();
        match name {
            b"VP8X" => {
                if let Some(flags) = data.first_mut() {
                    *flags &= !METADATA_FLAGS;
                }
            }
            // A frame: its place and its time, then chunks of its own.
            b"ANMF" => {
                let mut frame = take(&data, 0, 16)?.to_vec();
                copy_pixels(&data[16..], &mut frame)?;
                data = frame;
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => {}
            _ => continue,
        }
        let length = u32::try_from(data.len()).map_err(|_| Defect::Corrupt)?;
        to.extend_from_slice(name);
        to.extend_from_slice(&length.to_le_bytes());
        to.append(&mut data);
        if length % 2 == 1 {
            to.push(0);
        }
    }
    Ok(())
}
