//! What may be wrong with a picture. The words stand in the catalog.

use serde::{Deserialize, Serialize};

use super::FILE_LIMIT;
use super::format::Format;
use crate::diagnostic::{Bytes, Problem, Word};

/// Why a picture cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Defect {
    /// The file ends before the picture does.
    CutOff,
    /// The bytes contradict their format.
    Corrupt,
    /// A variety of the format that nothing of ours reads.
    Unsupported,
    /// It is no picture at all.
    NotAPicture,
    /// It is a picture of this format, though its name says otherwise.
    Really(Format),
    /// A format that browsers do not show.
    NotShown,
    /// Metadata that cannot be taken out of this format.
    Metadata,
    /// Browsers do not show TIFF, and much may be in it.
    Tiff,
    /// BMP is many times heavier than it need be.
    Bmp,
    /// There are scripts or foreign documents in a drawing.
    Script,
}

impl Defect {
    fn word(self) -> Word {
        Word(match self {
            Defect::CutOff => "picture-cut-off",
            Defect::Corrupt => "picture-corrupt",
            Defect::Unsupported => "picture-unsupported",
            Defect::NotAPicture => "picture-not-a-picture",
            Defect::Really(Format::Jpeg) => "picture-really-jpeg",
            Defect::Really(Format::Png) => "picture-really-png",
            Defect::Really(Format::WebP) => "picture-really-webp",
            Defect::Really(Format::Gif) => "picture-really-gif",
            Defect::Really(Format::Svg) => "picture-really-svg",
            Defect::Really(Format::Avif) => "picture-really-avif",
            Defect::NotShown | Defect::Really(Format::Heic) => "picture-not-shown",
            Defect::Tiff | Defect::Really(Format::Tiff) => "picture-tiff",
            Defect::Bmp | Defect::Really(Format::Bmp) => "picture-bmp",
            Defect::Script => "picture-script",
            Defect::Metadata => "picture-metadata",
        })
    }
}

/// What is wrong with a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Fault {
    Bad(Defect),
    /// In millions of pixels.
    TooLarge {
        megapixels: usize,
        limit: usize,
    },
    /// In bytes.
    TooHeavy(u64),
}

impl From<Defect> for Fault {
    fn from(defect: Defect) -> Fault {
        Fault::Bad(defect)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Problem {
        match fault {
            Fault::Bad(defect) => Problem::BadImage { reason: defect.word() },
            Fault::TooLarge { megapixels, limit } => Problem::ImageTooLarge { megapixels, limit },
            Fault::TooHeavy(size) => Problem::FileTooLarge { size: Bytes(size), limit: Bytes(FILE_LIMIT) },
        }
    }
}
