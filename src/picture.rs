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
    /// The output file of a smaller size, beside the picture's own.
    pub fn file_beside(&self, picture_file: &str) -> String {
        let stem = picture_file.rsplit_once('.').map_or(picture_file, |(stem, _)| stem);
        format!("{stem}-{}.{}", self.width, self.extension)
    }
}

/// Whether a file's name is that of a picture a browser shows.
pub fn is_picture(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("jpg" | "jpeg" | "png" | "webp" | "gif" | "svg" | "avif"))
}
