//! JPEG: segments, each with a marker.

use super::{Defect, Format, Header, big_endian, orientation, take};

/// What stands before Exif data.
pub(super) const EXIF: &[u8] = b"Exif\0\0";

const BEGINNING: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// JFIF's own segment, without the thumbnail that may be in it: colours are luma and chroma, pixels are square.
const JFIF: &[u8] = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

/// What stands in a JPEG, one after another.
enum Part<'a> {
    Segment {
        marker: u8,
        body: &'a [u8],
    },
    /// The pixels of a scan.
    Pixels(&'a [u8]),
}

struct Parts<'a> {
    bytes: &'a [u8],
    at: usize,
    after_scan: bool,
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8]) -> Parts<'a> {
        Parts { bytes, at: 0, after_scan: false }
    }

    /// The next one; the end is a segment too.
    fn next(&mut self) -> Result<Part<'a>, Defect> {
        let start = self.at;
        // A marker is any byte but 0 and 255 after a 255; amid pixels, the restarts belong to them.
        let marker = loop {
            let rest = self.bytes.get(self.at..).ok_or(Defect::CutOff)?;
            self.at += rest.iter().position(|byte| *byte == 0xff).ok_or(Defect::CutOff)?;
            match *self.bytes.get(self.at + 1).ok_or(Defect::CutOff)? {
                0xff => self.at += 1,
                0x00 => self.at += 2,
                0xd0..=0xd7 if self.after_scan => self.at += 2,
                marker => break marker,
            }
        };
        if self.after_scan {
            self.after_scan = false;
            return Ok(Part::Pixels(take(self.bytes, start, self.at - start)?));
        }
        self.at += 2;
        if matches!(marker, BEGINNING | END | 0x01 | 0xd0..=0xd7) {
            return Ok(Part::Segment { marker, body: &[] });
        }
        let length = big_endian(take(self.bytes, self.at, 2)?) as usize;
        let body = take(self.bytes, self.at + 2, length.checked_sub(2).ok_or(Defect::Corrupt)?)?;
        self.at += length;
        self.after_scan = marker == SCAN;
        Ok(Part::Segment { marker, body })
    }
}

/// The segments that say how the frame is coded.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

pub(super) fn header(bytes: &[u8]) -> Result<Header, Defect> {
    let mut parts = Parts::of(bytes);
    let mut turned = None;
    let mut has_profile = false;
    let mut frame = None;
    loop {
        let Part::Segment { marker, body } = parts.next()? else { return Err(Defect::Corrupt) };
        match marker {
            0xe1 if body.starts_with(EXIF) => turned = turned.or_else(|| Some(orientation(body))),
            0xe2 => has_profile |= body.starts_with(b"ICC_PROFILE\0"),
            END => return Err(Defect::Corrupt),
            SCAN => break,
            _ if is_frame(marker) => frame = frame.or(Some((marker, body))),
            _ => {}
        }
    }
    let (marker, body) = frame.ok_or(Defect::Corrupt)?;
    let &[_, high, low, wide, narrow, channels, ..] = body else { return Err(Defect::Corrupt) };
    let channels = u64::from(channels.clamp(1, 4));
    // What comes in several scans is held as coefficients of two bytes until the last of them.
    let is_progressive = marker != 0xc0 && marker != 0xc1;
    let bytes_per_pixel = 3 + if is_progressive { 2 * channels } else { 0 };
    let (width, height) = (big_endian(&[wide, narrow]), big_endian(&[high, low]));
    let mut header = Header::plain(Format::Jpeg, width, height, bytes_per_pixel);
    header.orientation = turned.unwrap_or(header.orientation);
    header.has_profile = has_profile;
    header.is_for_print = channels == 4;
    Ok(header)
}

pub(super) fn bare(bytes: &[u8]) -> Result<Vec<u8>, Defect> {
    let mut parts = Parts::of(bytes);
    let mut bare = Vec::with_capacity(bytes.len());
    let mut has_jfif = false;
    loop {
        match parts.next()? {
            Part::Pixels(pixels) => bare.extend_from_slice(pixels),
            Part::Segment { marker, body } => match marker {
                // What stands after the end, such as a telephone's short film, is not the picture's.
                END => {
                    bare.extend_from_slice(&[0xff, END]);
                    return Ok(bare);
                }
                BEGINNING if bare.is_empty() => bare.extend_from_slice(&[0xff, BEGINNING]),
                0xe0 if !has_jfif && body.starts_with(b"JFIF\0") => {
                    has_jfif = true;
                    bare.extend_from_slice(JFIF);
                }
                // Adobe's says which colours these are.
                0xee if body.starts_with(b"Adobe") => segment(&mut bare, marker, body.get(..12).unwrap_or(body)),
                0xdb..=0xdd | SCAN | 0xc0..=0xc7 | 0xc9..=0xcf => segment(&mut bare, marker, body),
                _ => {}
            },
        }
    }
}

fn segment(bare: &mut Vec<u8>, marker: u8, body: &[u8]) {
    // A body was read by a length of two bytes that counted itself.
    let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX);
    bare.extend_from_slice(&[0xff, marker]);
    bare.extend_from_slice(&length.to_be_bytes());
    bare.extend_from_slice(body);
}
