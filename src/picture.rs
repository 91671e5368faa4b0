//! What is known of a picture: its size, and the sizes that were made of it. Nothing here decodes one.

use serde::{Deserialize, Serialize};

use crate::output::ContentHash;

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
    /// Smaller sizes of it, the smallest first.
    pub smaller: Vec<PictureVariant>,
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
}

/// Whether a file's name is that of a picture. HEIC, the telephones' format, is among them though no browser shows it:
/// passed on as any other file, it would take the place where it was taken along.
pub fn is_picture(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("jpg" | "jpeg" | "png" | "webp" | "gif" | "svg" | "avif" | "heic" | "heif"))
}
