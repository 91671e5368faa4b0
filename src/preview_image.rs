//! The pictures by which messengers and social networks announce a page that has none of its own: one a kind of page,
//! drawn of rectangles in the site's accent.
//!
//! Four colours and two bits a pixel: all of them are drawn and packed in a few milliseconds, and weigh a few kilobytes.
//! There is no text in them; the title stands beside the picture wherever it is shown.

use crate::model::Color;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it is named for")]
pub enum Motif {
    Section,
    Project,
    Plan,
    Progress,
    Sheet,
    List,
}

impl Motif {
    /// All of them.
    pub const ALL: [Motif; 6] =
        [Motif::Section, Motif::Project, Motif::Plan, Motif::Progress, Motif::Sheet, Motif::List];

    /// The output file.
    pub fn path(self) -> &'static str {
        match self {
            Motif::Section => "preview/section.png",
            Motif::Project => "preview/project.png",
            Motif::Plan => "preview/plan.png",
            Motif::Progress => "preview/progress.png",
            Motif::Sheet => "preview/sheet.png",
            Motif::List => "preview/list.png",
        }
    }
}

/// The size that Open Graph asks for.
pub const WIDTH: u32 = 1200;
/// Its height.
pub const HEIGHT: u32 = 630;

/// The accent of the embedded theme.
const ACCENT: Color = Color { red: 31, green: 111, blue: 178 };

/// Colours by their number in the palette.
const GROUND: u8 = 0;
const PAPER: u8 = 1;
const SOFT: u8 = 2;
const STRONG: u8 = 3;

/// Every picture with its output path.
pub fn images(accent: Option<Color>) -> Vec<(&'static str, Vec<u8>)> {
    let palette = palette(accent.unwrap_or(ACCENT));
    // Writing to memory does not fail; a picture that did would only be missing.
    Motif::ALL.into_iter().filter_map(|motif| Some((motif.path(), pack(&draw(motif), &palette).ok()?))).collect()
}

fn palette(accent: Color) -> Vec<u8> {
    let mix = |other: u32, share: u32| {
        let part = |own: u8| u8::try_from((u32::from(own) * share + other * (100 - share)) / 100).unwrap_or(u8::MAX);
        [part(accent.red), part(accent.green), part(accent.blue)]
    };
    [mix(0, 72), [255; 3], mix(255, 28), mix(255, 88)].concat()
}

fn pack(canvas: &Canvas, palette: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Two);
    encoder.set_palette(palette);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    let pairs = canvas.pixels.chunks(4).map(|four| four.iter().fold(0, |byte, color| byte << 2 | color));
    writer.write_image_data(&pairs.collect::<Vec<u8>>())?;
    writer.finish()?;
    Ok(bytes)
}

struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    fn fill(&mut self, x: usize, y: usize, width: usize, height: usize, color: u8) {
        for row in self.pixels.chunks_mut(WIDTH as usize).skip(y).take(height) {
            if let Some(part) = row.get_mut(x..x + width) {
                part.fill(color);
            }
        }
    }
}

fn draw(motif: Motif) -> Canvas {
    let mut canvas = Canvas { pixels: vec![GROUND; (WIDTH * HEIGHT) as usize] };
    let mut fill = |x, y, width, height, color| canvas.fill(x, y, width, height, color);
    match motif {
        // A house of learning: a book of two leaves.
        Motif::Section => {
            fill(250, 150, 340, 340, PAPER);
            fill(610, 150, 340, 340, PAPER);
            for line in 0..5 {
                fill(290, 200 + line * 56, 260, 18, SOFT);
                fill(650, 200 + line * 56, 260 - line * 30, 18, SOFT);
            }
            fill(590, 130, 20, 380, STRONG);
        }
        // A passport: a sheet with a mark and its lines.
        Motif::Project => {
            fill(300, 90, 600, 450, PAPER);
            fill(350, 140, 130, 130, STRONG);
            fill(520, 150, 320, 26, STRONG);
            fill(520, 200, 240, 18, SOFT);
            for line in 0..4 {
                fill(350, 320 + line * 48, 500 - line * 40, 18, SOFT);
            }
        }
        // A table: a head, and rows of which some are done.
        Motif::Plan => {
            fill(200, 100, 800, 430, PAPER);
            fill(200, 100, 800, 70, STRONG);
            for row in 0..5 {
                let y = 200 + row * 64;
                fill(230, y, 50, 30, SOFT);
                fill(310, y, 380 - row * 26, 30, SOFT);
                fill(740, y, 100, 30, SOFT);
                fill(880, y, 90, 30, if row < 3 { STRONG } else { SOFT });
            }
        }
        // Bars, each a part of its whole.
        Motif::Progress => {
            for (row, share) in [90, 64, 75, 40].into_iter().enumerate() {
                let y = 130 + row * 100;
                fill(200, y, 800, 60, SOFT);
                fill(200, y, 8 * share, 60, PAPER);
            }
        }
        // A sheet with a picture.
        Motif::Sheet => {
            fill(340, 70, 520, 490, PAPER);
            fill(380, 110, 440, 32, STRONG);
            fill(380, 170, 440, 170, SOFT);
            for line in 0..4 {
                fill(380, 370 + line * 44, if line == 3 { 240 } else { 440 }, 16, SOFT);
            }
        }
        // Cards one under another.
        Motif::List => {
            for card in 0..3 {
                let y = 90 + card * 160;
                fill(220, y, 760, 130, PAPER);
                fill(250, y + 25, 120, 80, SOFT);
                fill(400, y + 30, 480 - card * 60, 24, STRONG);
                fill(400, y + 76, 400, 16, SOFT);
            }
        }
    }
    canvas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_is_one_and_light() {
        let all = images(None);
        assert_eq!(all.len(), Motif::ALL.len());
        for (path, bytes) in all {
            let picture = image::load_from_memory(&bytes).map(|picture| (picture.width(), picture.height()));
            assert_eq!(picture.ok(), Some((WIDTH, HEIGHT)), "{path}");
            assert!(bytes.len() < 20_000, "{path}: {} bytes", bytes.len());
        }
    }
}
