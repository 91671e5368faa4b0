//! Colours as a browser takes them that is told nothing: sRGB.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// A difference of one channel that nobody sees.
const UNSEEN: u8 = 2;

/// The picture in sRGB, where that looks different from its pixels as they stand. A profile that cannot be read, or
/// that is not one of red, green and blue, counts as none.
pub(super) fn in_srgb(picture: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    let layout = match picture {
        DynamicImage::ImageRgb8(_) => Layout::Rgb,
        DynamicImage::ImageRgba8(_) => Layout::Rgba,
        _ => return None,
    };
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options).ok()?;
    let mut converted = picture.clone();
    let target = match &mut converted {
        DynamicImage::ImageRgb8(pixels) => &mut **pixels,
        DynamicImage::ImageRgba8(pixels) => &mut **pixels,
        _ => return None,
    };
    transform.transform(picture.as_bytes(), target).ok()?;
    let is_seen = picture.as_bytes().iter().zip(converted.as_bytes()).any(|(a, b)| a.abs_diff(*b) > UNSEEN);
    is_seen.then_some(converted)
}
