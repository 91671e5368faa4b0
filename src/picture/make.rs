//! From the author's bytes to the bytes that are published: decoded once, turned, made smaller, encoded.

use std::io::Cursor;

use fast_image_resize::Resizer;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits, RgbImage, RgbaImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::format::{self, Format, Header};
use super::{Defect, FULL_SIDE, ICON_SIDE, MEMORY_LIMIT, SMALLER_WIDTHS, colour};

/// Of 100. Beyond it, a photo grows heavier and looks the same.
const JPEG_QUALITY: u8 = 80;

/// A small picture is shown with two pixels or more where the eye sees one.
const THUMBNAIL_QUALITY: u8 = 60;

/// The widest of the sizes made for cells and cards.
const THUMBNAIL_WIDTH: u32 = 480;

/// A picture whose PNG is more than so many times heavier than its JPEG is a photo and no drawing.
const PHOTO_WEIGHT: usize = 2;

/// A picture in one size, encoded.
pub(crate) struct Encoded {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// A picture in all its sizes.
pub(crate) struct Pictures {
    /// The picture itself, in the format that its name says.
    pub full: Encoded,
    /// Smaller sizes, the smallest first.
    pub smaller: Vec<(Encoded, Format)>,
    /// Whether the last of them is to be shown for the picture itself.
    pub heavy: bool,
    /// Within a square of [`ICON_SIDE`], as PNG.
    pub icon: Option<Encoded>,
}

/// A picture is too heavy to be shown when another of its own size weighs less than half.
const HEAVY: usize = 2;

/// Makes the pictures of a file. What it takes in memory beyond the bytes is `header.bytes_per_pixel`.
pub(crate) fn make(bytes: Vec<u8>, header: &Header, named: Format) -> Result<Pictures, Defect> {
    let profile = if header.has_profile { profile_of(&bytes, header.format) } else { None };
    // The decoder is given pixels only: what is not there cannot harm it.
    let bare = format::bare(&bytes, header.format)?;
    drop(bytes);
    let decoded = decode(&bare, header.format)?;
    let is_within = decoded.width().max(decoded.height()) <= FULL_SIDE;
    let mut picture = in_plain_channels(shrunk(decoded, FULL_SIDE)?);
    picture.apply_orientation(header.orientation);
    let in_srgb = profile.and_then(|profile| colour::in_srgb(&picture, &profile));
    let may_stay = header.format == named
        && header.orientation == Orientation::NoTransforms
        && in_srgb.is_none()
        && !header.is_for_print;
    let picture = in_srgb.unwrap_or(picture);

    let (width, height) = header.upright();
    let as_it_was = |bytes| Encoded { width, height, bytes };
    let icon = Some(icon(&picture)?);
    if header.moves {
        return Ok(Pictures { full: as_it_was(bare), smaller: Vec::new(), heavy: false, icon });
    }
    let full = match encoded_as(&picture, named)? {
        // Encoding a JPEG again costs sharpness, so that it must be worth it.
        Some(anew) if may_stay => {
            let allowed = if is_within { anew.bytes.len() / 2 * 3 } else { anew.bytes.len() };
            if bare.len() > allowed { anew } else { as_it_was(bare) }
        }
        Some(anew) => anew,
        None => as_it_was(bare),
    };
    let mut smaller = Vec::new();
    for width in SMALLER_WIDTHS.into_iter().filter(|width| *width < picture.width()) {
        let height = scaled(picture.height(), width, picture.width());
        let (encoded, format) = lightest(&resized(&picture, width, height)?, header.format)?;
        if encoded.bytes.len() < full.bytes.len() {
            smaller.push((encoded, format));
        }
    }
    let mut heavy = false;
    if named != Format::Jpeg {
        let (shown, format) = lightest(&picture, header.format)?;
        let allowed = if full.width > shown.width { full.bytes.len() } else { full.bytes.len() / HEAVY };
        if shown.bytes.len() < allowed {
            heavy = true;
            smaller.push((shown, format));
        }
    }
    Ok(Pictures { full, smaller, heavy, icon })
}

/// Whether the pictures of a file can be made, as far as its pixels tell.
pub(crate) fn attempt(bytes: Vec<u8>, header: &Header) -> Result<(), Defect> {
    let bare = format::bare(&bytes, header.format)?;
    drop(bytes);
    decode(&bare, header.format).map(drop)
}

/// The picture in the middle of a small square, with nothing around it.
fn icon(picture: &DynamicImage) -> Result<Encoded, Defect> {
    let long = picture.width().max(picture.height());
    let (width, height) = (scaled(picture.width(), ICON_SIDE, long), scaled(picture.height(), ICON_SIDE, long));
    let small = resized(picture, width, height)?.into_rgba8();
    let mut square = RgbaImage::new(ICON_SIDE, ICON_SIDE);
    let middle = |side: u32| i64::from((ICON_SIDE - side) / 2);
    image::imageops::replace(&mut square, &small, middle(width), middle(height));
    Ok(Encoded { width: ICON_SIDE, height: ICON_SIDE, bytes: png(&DynamicImage::ImageRgba8(square))? })
}

fn reader(bytes: &[u8], format: Format) -> Result<ImageReader<Cursor<&[u8]>>, Defect> {
    let format = match format {
        Format::Jpeg => image::ImageFormat::Jpeg,
        Format::Png => image::ImageFormat::Png,
        Format::WebP => image::ImageFormat::WebP,
        Format::Gif => image::ImageFormat::Gif,
        _ => return Err(Defect::Unsupported),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_LIMIT);
    reader.limits(limits);
    Ok(reader)
}

fn decode(bytes: &[u8], format: Format) -> Result<DynamicImage, Defect> {
    reader(bytes, format)?.decode().map_err(|error| match error {
        ImageError::Unsupported(_) | ImageError::Limits(_) => Defect::Unsupported,
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Defect::CutOff,
        _ => Defect::Corrupt,
    })
}

/// The colour profile; one that cannot be read is none.
fn profile_of(bytes: &[u8], format: Format) -> Option<Vec<u8>> {
    reader(bytes, format).ok()?.into_decoder().ok()?.icc_profile().ok()?
}

/// One, three or four channels of eight bits; four only where something shows through.
fn in_plain_channels(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        let pixels = picture.into_rgba8();
        if pixels.pixels().any(|pixel| pixel.0[3] != u8::MAX) {
            return DynamicImage::ImageRgba8(pixels);
        }
        return DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8());
    }
    if picture.color().has_color() {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    } else {
        DynamicImage::ImageLuma8(picture.into_luma8())
    }
}

/// At most this long on the long side.
fn shrunk(picture: DynamicImage, side: u32) -> Result<DynamicImage, Defect> {
    let (width, height) = (picture.width(), picture.height());
    let long = width.max(height);
    if long <= side {
        return Ok(picture);
    }
    resized(&picture, scaled(width, side, long), scaled(height, side, long))
}

/// `length × part / whole`, rounded, at least one pixel.
fn scaled(length: u32, part: u32, whole: u32) -> u32 {
    let (length, part, whole) = (u64::from(length), u64::from(part), u64::from(whole.max(1)));
    u32::try_from((length * part + whole / 2) / whole).unwrap_or(u32::MAX).max(1)
}

fn resized(picture: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Defect> {
    let mut smaller = DynamicImage::new(width, height, picture.color());
    Resizer::new().resize(picture, &mut smaller, None).map_err(|_| Defect::Unsupported)?;
    Ok(smaller)
}

/// In the format that the name asks for; none where there is no encoder for it.
fn encoded_as(picture: &DynamicImage, format: Format) -> Result<Option<Encoded>, Defect> {
    let bytes = match format {
        Format::Jpeg => jpeg(picture)?,
        Format::Png => png(picture)?,
        Format::WebP => lossless_webp(picture)?,
        _ => return Ok(None),
    };
    Ok(Some(Encoded { width: picture.width(), height: picture.height(), bytes }))
}

/// In whichever format is light for what is on it.
fn lightest(picture: &DynamicImage, original: Format) -> Result<(Encoded, Format), Defect> {
    let encoded = |bytes| Encoded { width: picture.width(), height: picture.height(), bytes };
    if picture.color().has_alpha() {
        return Ok((encoded(png(picture)?), Format::Png));
    }
    let photo = jpeg(picture)?;
    if original != Format::Jpeg {
        let drawing = png(picture)?;
        if drawing.len() <= photo.len() * PHOTO_WEIGHT {
            return Ok((encoded(drawing), Format::Png));
        }
    }
    Ok((encoded(photo), Format::Jpeg))
}

fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, Defect> {
    let opaque;
    let (pixels, colours) = match picture {
        DynamicImage::ImageLuma8(pixels) => (pixels.as_raw(), ColorType::Luma),
        DynamicImage::ImageRgb8(pixels) => (pixels.as_raw(), ColorType::Rgb),
        other => {
            opaque = on_white(other);
            (opaque.as_raw(), ColorType::Rgb)
        }
    };
    let side = |length: u32| u16::try_from(length).map_err(|_| Defect::Unsupported);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut bytes = Vec::new();
    let quality = if picture.width() <= THUMBNAIL_WIDTH { THUMBNAIL_QUALITY } else { JPEG_QUALITY };
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(pixels, width, height, colours).map_err(|_| Defect::Unsupported)?;
    Ok(bytes)
}

/// As paper behind it would show it, since JPEG knows no transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let pixels = picture.to_rgba8();
    let mut opaque = RgbImage::new(picture.width(), picture.height());
    for (to, from) in opaque.pixels_mut().zip(pixels.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let over = |channel: u32| ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        to.0 = [over(red), over(green), over(blue)];
    }
    opaque
}

fn png(picture: &DynamicImage) -> Result<Vec<u8>, Defect> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    write(picture, encoder)?;
    Ok(bytes)
}

fn lossless_webp(picture: &DynamicImage) -> Result<Vec<u8>, Defect> {
    let mut bytes = Vec::new();
    write(picture, WebPEncoder::new_lossless(&mut bytes))?;
    Ok(bytes)
}

fn write(picture: &DynamicImage, encoder: impl ImageEncoder) -> Result<(), Defect> {
    let (width, height) = (picture.width(), picture.height());
    encoder.write_image(picture.as_bytes(), width, height, picture.color().into()).map_err(|_| Defect::Unsupported)
}
