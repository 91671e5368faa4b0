//! What a picture's bytes say of it before any pixel is decoded, and its bytes without everything but pixels.
//!
//! Nothing here decodes: these are walks along the blocks of which each format consists.

mod avif;
mod gif;
mod jpeg;
mod png;
mod svg;
mod webp;

use image::metadata::Orientation;
use serde::{Deserialize, Serialize};

use super::Defect;

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Svg,
    Avif,
    Heic,
    Tiff,
    Bmp,
}

impl Format {
    /// Those that a name can promise.
    pub const NAMED: [Format; 9] = [
        Format::Jpeg,
        Format::Png,
        Format::WebP,
        Format::Gif,
        Format::Svg,
        Format::Avif,
        Format::Heic,
        Format::Tiff,
        Format::Bmp,
    ];

    /// What a file's name promises.
    pub fn of_name(path: &str) -> Option<Format> {
        let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        Some(match extension.as_deref()? {
            "jpg" | "jpeg" | "jpe" | "jfif" | "pjpeg" | "pjp" => Format::Jpeg,
            "png" => Format::Png,
            "webp" => Format::WebP,
            "gif" => Format::Gif,
            "svg" => Format::Svg,
            "avif" => Format::Avif,
            "heic" | "heif" | "hif" => Format::Heic,
            "tif" | "tiff" => Format::Tiff,
            "bmp" | "dib" => Format::Bmp,
            _ => return None,
        })
    }

    /// What a file's first bytes show.
    pub fn of_bytes(bytes: &[u8]) -> Option<Format> {
        let at = |from: usize, what: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(what));
        if at(0, b"\xff\xd8\xff") {
            Some(Format::Jpeg)
        } else if at(0, png::SIGNATURE) {
            Some(Format::Png)
        } else if at(0, b"RIFF") && at(8, b"WEBP") {
            Some(Format::WebP)
        } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
            Some(Format::Gif)
        } else if at(0, b"II*\0") || at(0, b"MM\0*") {
            Some(Format::Tiff)
        } else if at(0, b"BM") {
            Some(Format::Bmp)
        } else if at(4, b"ftyp") {
            Some(if avif::is_avif(bytes) { Format::Avif } else { Format::Heic })
        } else {
            svg::is_svg(bytes).then_some(Format::Svg)
        }
    }

    /// What a file of any name shows in its first bytes, where a camera may have written it: a photo keeps its place and
    /// time whatever it is called. The raw files of cameras are TIFF.
    pub fn of_camera(start: &[u8]) -> Option<Format> {
        let is_film = start.get(4..8) == Some(b"ftyp") && !avif::is_still(start);
        Format::of_bytes(start).filter(|real| {
            !is_film
                && matches!(
                    real,
                    Format::Jpeg | Format::Png | Format::WebP | Format::Avif | Format::Heic | Format::Tiff
                )
        })
    }

    /// Why a format is not published at all.
    pub fn is_refused(self) -> Option<Defect> {
        match self {
            Format::Heic => Some(Defect::NotShown),
            Format::Tiff => Some(Defect::Tiff),
            Format::Bmp => Some(Defect::Bmp),
            _ => None,
        }
    }

    /// The ending of a file of this format.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::WebP => "webp",
            Format::Gif => "gif",
            Format::Svg => "svg",
            Format::Avif => "avif",
            Format::Heic => "heic",
            Format::Tiff => "tif",
            Format::Bmp => "bmp",
        }
    }

    /// Whether we decode it.
    pub fn is_raster(self) -> bool {
        matches!(self, Format::Jpeg | Format::Png | Format::WebP | Format::Gif)
    }
}

/// What is known of a picture before it is decoded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Header {
    pub format: Format,
    /// As stored, which need not be upright. A drawing without a size has 0.
    pub width: u32,
    /// As stored, which need not be upright.
    pub height: u32,
    /// How it must be turned.
    pub orientation: Orientation,
    /// Whether it has several frames.
    pub moves: bool,
    /// Whether its colours are those of inks, which screens show each in their own way.
    pub is_for_print: bool,
    /// Whether a colour profile is in it.
    pub has_profile: bool,
    /// How much memory decoding takes at most, for each pixel.
    pub bytes_per_pixel: u64,
}

impl Header {
    /// Of a picture of this size, stored upright, with nothing special about it.
    fn plain(format: Format, width: u32, height: u32, bytes_per_pixel: u64) -> Header {
        let orientation = Orientation::NoTransforms;
        Header {
            format,
            width,
            height,
            orientation,
            moves: false,
            is_for_print: false,
            has_profile: false,
            bytes_per_pixel,
        }
    }

    /// Width and height as one sees it.
    pub fn upright(&self) -> (u32, u32) {
        let is_lying = matches!(
            self.orientation,
            Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
        );
        if is_lying { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// Reads the header. The start of a file is enough where it does not end amid the header: [`Defect::CutOff`].
pub(crate) fn header(bytes: &[u8], format: Format) -> Result<Header, Defect> {
    let mut header = match format {
        Format::Jpeg => jpeg::header(bytes),
        Format::Png => png::header(bytes),
        Format::WebP => webp::header(bytes),
        Format::Gif => gif::header(bytes),
        Format::Avif => avif::header(bytes),
        Format::Svg => svg::header(bytes),
        Format::Heic | Format::Tiff | Format::Bmp => Err(format.is_refused().unwrap_or(Defect::Unsupported)),
    }?;
    if header.moves {
        // Browsers do not turn what moves.
        header.orientation = Orientation::NoTransforms;
    }
    Ok(header)
}

/// The picture without a loss and without anything but pixels; also finds out whether the file is whole.
pub(crate) fn bare(bytes: &[u8], format: Format) -> Result<Vec<u8>, Defect> {
    match format {
        Format::Jpeg => jpeg::bare(bytes),
        Format::Png => png::bare(bytes),
        Format::WebP => webp::bare(bytes),
        Format::Gif => gif::bare(bytes),
        Format::Svg | Format::Avif | Format::Heic | Format::Tiff | Format::Bmp => Err(Defect::Unsupported),
    }
}

/// How Exif data say that the picture must be turned. Some writers put JPEG's own heading before it in every format.
fn orientation(exif: &[u8]) -> Orientation {
    let exif = exif.strip_prefix(jpeg::EXIF).unwrap_or(exif);
    Orientation::from_exif_chunk(exif).unwrap_or(Orientation::NoTransforms)
}

/// The bytes from `at` on, which must be there.
fn take(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], Defect> {
    at.checked_add(length).and_then(|end| bytes.get(at..end)).ok_or(Defect::CutOff)
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn little_endian(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    #[test]
    fn formats_are_told_by_their_bytes() {
        let cases: &[(&[u8], Option<Format>)] = &[
            (b"\xff\xd8\xff\xe0", Some(Format::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Some(Format::Png)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(Format::WebP)),
            (b"GIF89a", Some(Format::Gif)),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(Format::Heic)),
            (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", Some(Format::Avif)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Some(Format::Avif)),
            ("\u{feff}<?xml version='1.0'?>\n<!-- a -->\n<svg width='3'/>".as_bytes(), Some(Format::Svg)),
            (b"BM\x36\0\0\0", Some(Format::Bmp)),
            (b"II*\0\x08\0\0\0", Some(Format::Tiff)),
            (b"<html><body>404", None),
            (b"", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Format::of_bytes(bytes), *expected, "{:?}", String::from_utf8_lossy(bytes));
        }
        // Under any other name, only what a camera writes is a picture.
        let film = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41";
        for other in [&film[..], b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", b"GIF89a", b"BM", b"<svg/>", b"%PDF-1.7"] {
            assert_eq!(Format::of_camera(other), None, "{:?}", String::from_utf8_lossy(other));
        }
        assert_eq!(Format::of_camera(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(Format::Heic));
    }

    proptest! {
        /// Each walk over blocks comes to an end and does not go beyond the file, whatever its bytes say.
        #[test]
        fn any_bytes_are_an_answer(
            start in select(STARTS),
            middle in vec(any::<u8>(), 0..200),
            block in select(BLOCKS),
            end in vec(any::<u8>(), 0..60),
        ) {
            let bytes = [start, &middle, block, &end].concat();
            let short = [start, block, &end].concat();
            for format in Format::NAMED {
                for bytes in [&bytes, &short, &middle] {
                    let _ = (header(bytes, format), bare(bytes, format));
                    let _ = (Format::of_bytes(bytes), Format::of_camera(bytes));
                }
            }
        }
    }

    /// How files of each format begin.
    const STARTS: &[&[u8]] = &[
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0\0\0\0\0",
        b"RIFF\x10\0\0\0WEBP",
        b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x0f\0\0",
        b"GIF89a\x10\0\x10\0\x80\0\0\0\0\0\xff\xff\xff",
        b"\0\0\0\x18ftypavif\0\0\0\0mif1avif",
        b"<svg viewBox='0 0 2 2'>",
        b"",
    ];

    /// Blocks that say they are longer than the file.
    const BLOCKS: &[&[u8]] = &[
        b"JUNK\xff\xff\xff\x7fabcd",
        b"VP8 \xff\xff\xff\xff",
        b"\xff\xff\xff\xffIDAT",
        b"\xff\xe1\xff\xff",
        b"\0\0\0\x01meta\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x7f\xff\xff\xffmeta",
        b"\x2c\0\0\0\0\xff\xff\xff\xff\x87",
        b"",
    ];
}
