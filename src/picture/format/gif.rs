//! GIF: blocks of a letter each, most of them chains of up to 255 bytes.

use super::{Defect, Format, Header, little_endian, take};

const END: u8 = 0x3b;

/// A block, from its letter to its end.
struct Block<'a> {
    whole: &'a [u8],
}

/// Where the blocks begin: after the heading and the palette of all frames.
fn beginning(bytes: &[u8]) -> Result<usize, Defect> {
    Ok(13 + palette(take(bytes, 0, 13)?[10]))
}

/// The length of the palette that a descriptor announces.
fn palette(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) }
}

fn next<'a>(bytes: &'a [u8], at: &mut usize) -> Result<Block<'a>, Defect> {
    let start = *at;
    let chain_at = match take(bytes, start, 1)? {
        // An extension and its kind; a frame, its palette and the width of its codes.
        [0x21] => start + 2,
        [0x2c] => start + 10 + palette(take(bytes, start, 10)?[9]) + 1,
        [END] => start,
        _ => return Err(Defect::Corrupt),
    };
    *at = chain_at;
    if chain_at == start {
        *at += 1;
    } else {
        loop {
            let length = take(bytes, *at, 1)?[0];
            *at += 1 + usize::from(length);
            if length == 0 {
                break;
            }
        }
    }
    Ok(Block { whole: take(bytes, start, *at - start)? })
}

impl Block<'_> {
    fn is_frame(&self) -> bool {
        self.whole.first() == Some(&0x2c)
    }

    fn is_end(&self) -> bool {
        self.whole == [END]
    }

    /// Whether the picture looks otherwise without it: frames, how long they stand, how often they come again.
    fn is_seen(&self) -> bool {
        let repeats = [b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0"];
        match self.whole {
            [0x21, 0xf9, ..] => true,
            [0x21, 0xff, rest @ ..] => repeats.iter().any(|name| rest.starts_with(*name)),
            [0x21, ..] => false,
            _ => true,
        }
    }
}

pub(super) fn header(bytes: &[u8]) -> Result<Header, Defect> {
    let heading = take(bytes, 0, 13)?;
    let mut header = Header::plain(Format::Gif, little_endian(&heading[6..8]), little_endian(&heading[8..10]), 12);
    let mut at = beginning(bytes)?;
    let mut frames = 0;
    // In the start of a file there may be fewer than there are.
    while let Ok(block) = next(bytes, &mut at)
        && !block.is_end()
        && frames < 2
    {
        frames += usize::from(block.is_frame());
    }
    header.moves = frames > 1;
    Ok(header)
}

pub(super) fn bare(bytes: &[u8]) -> Result<Vec<u8>, Defect> {
    let mut at = beginning(bytes)?;
    let mut bare = take(bytes, 0, at)?.to_vec();
    loop {
        let block = next(bytes, &mut at)?;
        if block.is_seen() {
            bare.extend_from_slice(block.whole);
        }
        if block.is_end() {
            return Ok(bare);
        }
    }
}
