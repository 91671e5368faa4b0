//! Photos and drawings: from the bytes of an author's file to the bytes that are published in its place.
//!
//! What is published stands upright, is no larger than a screen needs, and holds pixels only: no place, no camera, no
//! thumbnail, no comment. It is not an image editor: what the author cut and coloured stays as it was.
//!
//! - The format is told by the bytes; the address keeps the author's name. What is named `.jpg` or `.png` is published
//!   in that format, whatever it was; any other disagreement is the author's to mend. What is a picture by its bytes
//!   though its name says nothing of the kind is published under that name, bare as all others.
//! - The picture itself (`full`) is at most [`FULL_SIDE`] pixels on its long side. Where the author's own bytes,
//!   without their metadata, are lighter, these are taken, so that nothing is encoded twice without need. WebP stays
//!   WebP by that way: there is no free encoder in Rust that writes it lossy.
//! - The smaller sizes are JPEG, or PNG where there is transparency or where the picture is a drawing, which a PNG's
//!   weight tells. One that would be heavier than the picture itself is left out.
//! - A picture that is far heavier than its pixels need, such as a photo in a PNG, is shown by another of its own size.
//! - What moves (GIF, APNG, animated WebP) keeps its frames and has no smaller sizes.
//! - SVG is published as it is, unless there is more in it than a drawing. AVIF too, unless it holds metadata: then, as
//!   with HEIC, TIFF and BMP, the author is asked for JPEG.
//! - Colours wider than sRGB, as telephones record them, are turned into sRGB; the profile itself is dropped.
//!
//! Everything here is bytes to bytes. What was made is kept by [`crate::disk::pictures`].

mod colour;
mod fault;
pub(crate) mod format;
pub(crate) mod make;

use serde::{Deserialize, Serialize};

use crate::output::ContentHash;
pub(crate) use fault::{Defect, Fault};
pub(crate) use format::{Format, Header};

/// The long side of a published picture, in pixels.
pub const FULL_SIDE: u32 = 1600;

/// The widths of its smaller sizes: for a gallery's cell, for a card, for a text on a telephone and on a desk.
pub const SMALLER_WIDTHS: [u32; 4] = [320, 480, 800, 1200];

/// The side of the icon that a browser shows beside a page's title.
pub const ICON_SIDE: u32 = 64;

/// More pixels than any camera of a school takes: 100 megapixels.
pub const PIXEL_LIMIT: u64 = 100_000_000;

/// More bytes than any picture within that limit needs.
pub const FILE_LIMIT: u64 = 100 * 1024 * 1024;

/// How much memory decoding may take, in bytes: half of the address space in which the whole build must live.
pub(crate) const MEMORY_LIMIT: u64 = 960 * 1024 * 1024;

/// A picture that can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFact {
    /// Its width in pixels, upright.
    pub width: u32,
    /// Its height in pixels, upright.
    pub height: u32,
    /// The picture itself, upright and without the camera's data, published under the author's name; none for a
    /// drawing (SVG), which is published as it is.
    pub full: Option<PictureVariant>,
    /// Smaller sizes of it, the smallest first. The last may be as large as the picture itself where that is `heavy`.
    pub smaller: Vec<PictureVariant>,
    /// Whether pages show the largest of `smaller` instead of the picture itself.
    pub heavy: bool,
    /// The picture in a square of [`ICON_SIDE`], published where it is a logo.
    pub icon: Option<PictureVariant>,
}

/// A picture in one size, without the camera's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureVariant {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Bytes.
    pub size: u64,
    /// Where its bytes lie, from the site's root.
    pub stored: String,
    /// The fingerprint of its bytes.
    pub hash: ContentHash,
    /// The ending of its file.
    pub extension: String,
}

impl PictureVariant {
    /// The output file of a smaller size, beside the picture's own: `feast.png-800.jpg`. The whole name stands in it,
    /// since `feast.jpg` may lie beside `feast.png`.
    pub fn file_beside(&self, picture_file: &str) -> String {
        format!("{picture_file}-{}.{}", self.width, self.extension)
    }

    /// The output file of an icon, beside the picture's own.
    pub fn icon_beside(&self, picture_file: &str) -> String {
        format!("{picture_file}-icon.{}", self.extension)
    }
}

/// Whether a file's name is that of a picture. The formats that no browser shows are among them: passed on as any other
/// file, a telephone's HEIC would take the place where it was taken along.
pub fn is_picture(path: &str) -> bool {
    Format::of_name(path).is_some()
}

/// Whether a file's name is that of a format of which nothing smaller is made.
pub fn is_published_as_it_is(path: &str) -> bool {
    Format::of_name(path).is_some_and(|format| !format.is_raster())
}

/// What is known before decoding, and what decoding needs to know; that is none for what is published as it is.
pub(crate) fn facts(bytes: &[u8], named: Format) -> Result<(PictureFact, Option<Header>), Fault> {
    let real = Format::of_bytes(bytes).ok_or(if bytes.is_empty() { Defect::CutOff } else { Defect::NotAPicture })?;
    if let Some(defect) = real.is_refused() {
        return Err(defect.into());
    }
    let header = format::header(bytes, real)?;
    let is_converted = matches!(named, Format::Jpeg | Format::Png) && real.is_raster() && !header.moves;
    if real != named && !is_converted {
        return Err(Defect::Really(real).into());
    }
    let (width, height) = header.upright();
    let fact = PictureFact { width, height, full: None, smaller: Vec::new(), heavy: false, icon: None };
    if !real.is_raster() {
        return Ok((fact, None));
    }
    let pixels = u64::from(header.width) * u64::from(header.height);
    if pixels == 0 {
        return Err(Defect::Corrupt.into());
    }
    let limit = PIXEL_LIMIT.min(MEMORY_LIMIT.saturating_sub(2 * bytes.len() as u64) / header.bytes_per_pixel);
    if pixels > limit {
        let millions = |pixels: u64| usize::try_from(pixels / 1_000_000).unwrap_or(usize::MAX);
        return Err(Fault::TooLarge { megapixels: millions(pixels + 999_999), limit: millions(limit) });
    }
    Ok((fact, Some(header)))
}
