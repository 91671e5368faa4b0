//! Photos as people have them: lying on their side, with the place where they were taken, cut off, far too large.
//!
//! What comes out is read by another reader than the one that took the metadata out: `kamadak-exif`, and a plain
//! search for the marks that metadata bear.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::codecs::gif::GifEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, Frame, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};
use letopis::diagnostic::{Problem, Word};
use letopis::disk::{CacheFolder, Entry, pictures, scan};
use letopis::locale::Lang;
use letopis::output::ContentHash;
use letopis::picture::{PictureFact, PictureVariant};
use tempfile::TempDir;

type Tested = Result<(), Box<dyn Error>>;

/// A site with pictures in `content/`.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Site {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("content")).expect("content");
        Site { folder }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn cache(&self) -> CacheFolder {
        CacheFolder::open(self.root(), &self.root().join("public"))
    }

    fn entry(&self, name: &str) -> Entry {
        let (tree, _) = scan(self.root()).expect("a readable folder");
        tree.get(&format!("content/{name}")).expect("the picture").clone()
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Entry {
        fs::write(self.root().join("content").join(name), bytes).expect("a file");
        self.entry(name)
    }

    fn look(&self, name: &str, bytes: &[u8]) -> Option<Result<PictureFact, Problem>> {
        let entry = self.put(name, bytes);
        pictures::look(self.root(), &entry, ContentHash::of(bytes), &self.cache(), true).expect("no failure")
    }

    /// The picture, which must be sound.
    fn made(&self, name: &str, bytes: &[u8]) -> PictureFact {
        match self.look(name, bytes) {
            Some(Ok(fact)) => fact,
            other => panic!("{name}: {other:?}"),
        }
    }

    /// Why it cannot be shown.
    fn reason(&self, name: &str, bytes: &[u8]) -> &'static str {
        match self.look(name, bytes) {
            Some(Err(Problem::BadImage { reason: Word(word) })) => word,
            Some(Err(other)) => other.code(),
            other => panic!("{name}: {other:?}"),
        }
    }

    fn bytes(&self, variant: &PictureVariant) -> Vec<u8> {
        let bytes = fs::read(self.root().join(&variant.stored)).expect("what was made");
        assert_eq!((bytes.len() as u64, ContentHash::of(&bytes)), (variant.size, variant.hash));
        bytes
    }

    /// Every file below the root.
    fn files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.root().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files
    }
}

fn full(fact: &PictureFact) -> &PictureVariant {
    fact.full.as_ref().expect("a picture that was made")
}

fn widths(fact: &PictureFact) -> Vec<u32> {
    fact.smaller.iter().map(|variant| variant.width).collect()
}

// What people photograph

const RED: [u8; 3] = [220, 20, 30];
const GREEN: [u8; 3] = [20, 180, 40];
const BLUE: [u8; 3] = [30, 40, 200];
const WHITE: [u8; 3] = [250, 250, 250];

/// Red and green above blue and white, with a grain that keeps it from being a drawing.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let colour = match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        };
        let grain = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) / 3 % 11;
        Rgb(colour.map(|channel| channel.saturating_sub(grain as u8)))
    })
}

/// As a camera stores it that was held in one of eight ways. By the standard, `orientation` says which side of what
/// one saw the first row and the first column are.
fn as_held(seen: &RgbImage, orientation: u16) -> RgbImage {
    let (width, height) = seen.dimensions();
    let (stored_width, stored_height) = if orientation >= 5 { (height, width) } else { (width, height) };
    let (right, bottom) = (width - 1, height - 1);
    RgbImage::from_fn(stored_width, stored_height, |column, row| {
        let (x, y) = match orientation {
            1 => (column, row),                  // top, left
            2 => (right - column, row),          // top, right
            3 => (right - column, bottom - row), // bottom, right
            4 => (column, bottom - row),         // bottom, left
            5 => (row, column),                  // left, top
            6 => (right - row, column),          // right, top
            7 => (right - row, bottom - column), // right, bottom
            _ => (row, bottom - column),         // left, bottom
        };
        *seen.get_pixel(x, y)
    })
}

fn stands_upright(picture: &DynamicImage) -> bool {
    let pixels = picture.to_rgb8();
    let (width, height) = pixels.dimensions();
    let near =
        |x: u32, y: u32, colour: [u8; 3]| pixels.get_pixel(x, y).0.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 40);
    near(width / 4, height / 4, RED)
        && near(width * 3 / 4, height / 4, GREEN)
        && near(width / 4, height * 3 / 4, BLUE)
        && near(width * 3 / 4, height * 3 / 4, WHITE)
}

/// What a telephone writes beside a photo: itself, the place, a thumbnail.
fn camera_data(orientation: u16) -> Vec<u8> {
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let degrees = |degrees| {
        let whole = |num| Rational { num, denom: 1 };
        Value::Rational(vec![whole(degrees), whole(54), whole(27)])
    };
    let fields = [
        field(Tag::Make, Value::Ascii(vec![b"SecretCameraMaker".to_vec()])),
        field(Tag::Orientation, Value::Short(vec![orientation])),
        field(Tag::DateTimeOriginal, Value::Ascii(vec![b"2024:03:23 10:11:12".to_vec()])),
        field(Tag::GPSLatitudeRef, Value::Ascii(vec![b"N".to_vec()])),
        field(Tag::GPSLatitude, degrees(53)),
        field(Tag::GPSLongitudeRef, Value::Ascii(vec![b"E".to_vec()])),
        field(Tag::GPSLongitude, degrees(27)),
    ];
    let thumbnail = jpeg(&RgbImage::from_pixel(16, 12, Rgb(RED)));
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    writer.set_jpeg(&thumbnail, In::THUMBNAIL);
    let mut bytes = Cursor::new(Vec::new());
    writer.write(&mut bytes, true).expect("Exif data");
    bytes.into_inner()
}

// How their devices write it

fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90)
        .write_image(pixels, pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8)
        .expect("a JPEG");
    bytes
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut bytes)).expect("a PNG");
    bytes
}

fn webp(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).expect("a WebP");
    bytes
}

fn gif(pictures: &[RgbaImage]) -> Vec<u8> {
    let mut bytes = Vec::new();
    GifEncoder::new(&mut bytes).encode_frames(pictures.iter().cloned().map(Frame::new)).expect("a GIF");
    bytes
}

/// A JPEG with more segments after its beginning.
fn with_segments(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (marker, body) in segments {
        bytes.extend([0xff, *marker]);
        bytes.extend((body.len() as u16 + 2).to_be_bytes());
        bytes.extend(*body);
    }
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A JPEG as telephones and photo programs leave it.
fn jpeg_of_telephone(pixels: &RgbImage, orientation: u16) -> Vec<u8> {
    let exif = [b"Exif\0\0", camera_data(orientation).as_slice()].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret</x:xmpmeta>";
    let iptc = b"Photoshop 3.0\08BIM\x04\x04secret";
    let mut bytes =
        with_segments(&jpeg(pixels), &[(0xe1, &exif), (0xe1, xmp), (0xed, iptc), (0xfe, b"secret comment")]);
    bytes.extend(b"a short film with its own GPS: secret");
    bytes
}

fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [name, data].concat();
    [&(data.len() as u32).to_be_bytes()[..], &named, &checksum(&named).to_be_bytes()].concat()
}

/// A PNG with more chunks after its header.
fn with_chunks(png: &[u8], chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let added: Vec<u8> = chunks.iter().flat_map(|(name, data)| chunk(name, data)).collect();
    [&png[..33], &added, &png[33..]].concat()
}

/// A WebP of a camera: the extended form, its metadata behind the pixels.
fn webp_with_metadata(picture: &DynamicImage, orientation: u16) -> Vec<u8> {
    let plain = webp(picture);
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let mut bytes = [&name[..], &(data.len() as u32).to_le_bytes(), data].concat();
        bytes.resize(bytes.len().next_multiple_of(2), 0);
        bytes
    };
    let side = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
    let heading = [vec![0x08 | 0x04, 0, 0, 0], side(picture.width()), side(picture.height())].concat();
    let chunks = [
        chunk(b"VP8X", &heading),
        plain[12..].to_vec(),
        chunk(b"EXIF", &camera_data(orientation)),
        chunk(b"XMP ", b"<x:xmpmeta xmlns='http://ns.adobe.com/xap/1.0/'>secret</x:xmpmeta>"),
    ];
    let body = [b"WEBP".to_vec(), chunks.concat()].concat();
    [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}

// What must not reach a reader

/// Marks that metadata bear, and what the fixtures hide.
const MARKS: [&str; 14] = [
    "Exif",
    "EXIF",
    "GPS",
    "SecretCamera",
    "secret",
    "http://ns.adobe.com/xap",
    "xmpmeta",
    "Photoshop",
    "tEXt",
    "iTXt",
    "zTXt",
    "eXIf",
    "2024:03:23",
    "iCCP",
];

fn assert_bare(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for mark in MARKS {
        assert!(!text.contains(mark), "{name} holds {mark}");
    }
    let found = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    assert!(found.is_err(), "{name} holds {:?}", found.map(|exif| exif.fields().count()));
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture that another decoder reads")
}

#[test]
fn the_fixtures_hold_what_must_be_taken_out() {
    let photo = quarters(40, 20);
    let bytes = jpeg_of_telephone(&photo, 6);
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(&bytes)).expect("Exif data");
    assert!(exif.get_field(Tag::GPSLatitude, In::PRIMARY).is_some());
    assert!(exif.get_field(Tag::JPEGInterchangeFormat, In::THUMBNAIL).is_some());
    let bytes = webp_with_metadata(&photo.clone().into(), 6);
    assert!(exif::Reader::new().read_from_container(&mut Cursor::new(&bytes)).is_ok());
    let bytes = with_chunks(&png(&photo.into()), &[(b"eXIf", &camera_data(3))]);
    assert!(exif::Reader::new().read_from_container(&mut Cursor::new(&bytes)).is_ok());
}

#[test]
fn every_picture_stands_upright_and_tells_nothing() {
    let site = Site::new();
    for ((width, height), orientations) in [((120, 80), 1..=8), ((1900, 1000), 6..=6)] {
        let seen = quarters(width, height);
        for orientation in orientations {
            let stored = as_held(&seen, orientation);
            let picture = DynamicImage::from(stored.clone());
            let text = b"Comment\0secret";
            let more: [(&[u8; 4], &[u8]); 3] = [
                (b"tEXt", text),
                (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>secret</x:xmpmeta>"),
                (b"eXIf", &camera_data(orientation)),
            ];
            let files = [
                ("photo.jpg", jpeg_of_telephone(&stored, orientation)),
                ("photo.png", with_chunks(&png(&picture), &more)),
                ("photo.webp", webp_with_metadata(&picture, orientation)),
            ];
            for (name, bytes) in files {
                let fact = site.made(name, &bytes);
                let case = format!("{name} {width}×{height}, held as {orientation}");
                for variant in fact.full.iter().chain(&fact.smaller) {
                    let bytes = site.bytes(variant);
                    assert_bare(&case, &bytes);
                    let picture = decoded(&bytes);
                    assert_eq!((picture.width(), picture.height()), (variant.width, variant.height), "{case}");
                    assert!(stands_upright(&picture), "{case}, {} wide", variant.width);
                    assert_eq!(variant.width > variant.height, width > height, "{case}");
                }
                assert_eq!((fact.width, fact.height), (full(&fact).width, full(&fact).height));
            }
        }
    }
}

#[test]
fn a_large_photo_is_made_in_several_sizes() {
    let site = Site::new();
    let fact = site.made("Школа.JPG", &jpeg(&quarters(3000, 2000)));
    assert_eq!((fact.width, fact.height, widths(&fact)), (1600, 1067, vec![320, 480, 800, 1200]));
    assert_eq!(full(&fact).extension, "JPG", "the address keeps the author's name");
    assert!(fact.smaller.iter().all(|variant| variant.extension == "jpg"));
    let sizes: Vec<u64> = fact.smaller.iter().chain(&fact.full).map(|variant| variant.size).collect();
    assert!(sizes.is_sorted(), "{sizes:?}");
    assert_eq!(fact.smaller[0].file_beside("a/b.jpg"), "a/b.jpg-320.jpg");

    let standing = site.made("standing.jpg", &jpeg(&quarters(1500, 3000)));
    assert_eq!((standing.width, standing.height, widths(&standing)), (800, 1600, vec![320, 480]));
    let icon = icon_of(&site, &standing);
    assert_eq!((icon.get_pixel(2, 30).0[3], icon.get_pixel(32, 1).0[3]), (0, 255), "a square with nothing beside it");
}

fn icon_of(site: &Site, fact: &PictureFact) -> RgbaImage {
    let icon = fact.icon.as_ref().expect("an icon");
    assert!(icon.size < 8_000, "{} bytes", icon.size);
    let picture = decoded(&site.bytes(icon)).into_rgba8();
    assert_eq!(picture.dimensions(), (64, 64));
    picture
}

#[test]
fn what_is_too_heavy_to_show_is_shown_by_another() {
    let site = Site::new();
    let noise = |x: u32, y: u32| ((x * 31 + y * 17) ^ (x * y / 7)) as u8;
    let photo = |width, height| RgbImage::from_fn(width, height, |x, y| Rgb([noise(x, y), noise(y, x) / 2, 90]));
    let turned = webp_with_metadata(&photo(900, 700).into(), 6);
    for (name, bytes, width) in [
        ("photo.png", png(&photo(900, 700).into()), 900),
        ("turned.webp", turned, 700),
        // Nothing makes it smaller but the eye of JPEG.
        ("large.webp", webp(&photo(1800, 400).into()), 1600),
    ] {
        let fact = site.made(name, &bytes);
        let shown = fact.smaller.last().expect("another of its size");
        assert!(fact.heavy && shown.size * 2 < full(&fact).size, "{name}: {} of {}", shown.size, full(&fact).size);
        assert_eq!((shown.width, shown.extension.as_str()), (width, "jpg"), "{name}");
    }
    let drawing = RgbImage::from_fn(1500, 900, |x, y| Rgb(if x / 50 % 2 == y / 50 % 2 { RED } else { WHITE }));
    assert!(!site.made("drawing.png", &png(&drawing.into())).heavy);
    assert!(!site.made("photo.jpg", &jpeg(&photo(900, 700))).heavy);
}

/// A telephone's photo stays one, whatever its file is called.
#[test]
fn no_name_hides_a_photo() {
    let site = Site::new();
    let photo = jpeg_of_telephone(&as_held(&quarters(300, 200), 6), 6);
    for name in ["a.jfif", "b.JPE", "photo", "copy.jpg.bak2", "scan.dat", "scan.pdf"] {
        let fact = site.made(name, &photo);
        let bytes = site.bytes(full(&fact));
        assert_bare(name, &bytes);
        assert!(stands_upright(&decoded(&bytes)), "{name}");
    }
    let webp = webp_with_metadata(&quarters(300, 200).into(), 6);
    assert_bare("webp", &site.bytes(full(&site.made("photo.bin", &webp))));
    for (name, bytes, reason) in [
        ("telephone.dat", &b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], "picture-not-shown"),
        ("scan.tif", b"II*\0\x08\0\0\0", "picture-tiff"),
        ("camera.nef", b"MM\0*\0\0\0\x08", "picture-tiff"),
        ("photo.jpg", b"II*\0\x08\0\0\0", "picture-tiff"),
        ("paint.bmp", b"BM\x36\0\0\0", "picture-bmp"),
    ] {
        assert_eq!(site.reason(name, bytes), reason, "{name}");
    }
    assert_eq!(site.look("film.mp4", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41"), None);
}

#[test]
fn what_is_small_and_upright_is_not_encoded_again() {
    let site = Site::new();
    let photo = quarters(700, 500);
    let mut light = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut light, 60)
        .write_image(&photo, 700, 500, image::ExtendedColorType::Rgb8)
        .expect("a JPEG");
    let original = with_segments(&light, &[(0xfe, b"secret comment")]);
    let fact = site.made("photo.jpg", &original);
    let bytes = site.bytes(full(&fact));
    assert!(bytes.len() < original.len());
    assert_eq!(decoded(&bytes).into_bytes(), decoded(&original).into_bytes(), "the same pixels");
    assert_eq!(widths(&fact), [320, 480]);

    // A drawing of two colours, far larger than a screen, that is lighter as it was.
    let drawing =
        DynamicImage::from(RgbImage::from_fn(2400, 1200, |x, y| Rgb(if x * y % 977 < 40 { RED } else { WHITE })));
    let original = png(&drawing);
    let fact = site.made("plan.png", &original);
    assert!(full(&fact).size <= original.len() as u64, "{} of {}", full(&fact).size, original.len());
}

#[test]
fn drawings_stay_crisp_and_what_shows_through_stays_so() {
    let site = Site::new();
    let drawing = RgbImage::from_fn(1500, 900, |x, y| Rgb(if x / 50 % 2 == y / 50 % 2 { RED } else { WHITE }));
    let fact = site.made("drawing.png", &png(&drawing.into()));
    assert!(fact.smaller.iter().all(|variant| variant.extension == "png"), "{fact:?}");

    let noise = |x: u32, y: u32| ((x * 31 + y * 17) ^ (x * y / 7)) as u8;
    let photo = RgbImage::from_fn(1500, 900, |x, y| Rgb([noise(x, y), noise(y, x) / 2, 90]));
    let fact = site.made("photo.png", &png(&photo.into()));
    assert!(!fact.smaller.is_empty() && fact.smaller.iter().all(|variant| variant.extension == "jpg"), "{fact:?}");

    let emblem = RgbaImage::from_fn(1000, 1000, |x, y| Rgba([noise(x, y), 40, 200, if x > y { 255 } else { 0 }]));
    for (name, bytes) in [("emblem.png", png(&emblem.clone().into())), ("emblem.webp", webp(&emblem.clone().into()))] {
        let fact = site.made(name, &bytes);
        assert!(!fact.smaller.is_empty(), "{name}");
        for variant in &fact.smaller {
            assert_eq!(variant.extension, "png", "{name}");
            let pixels = decoded(&site.bytes(variant)).into_rgba8();
            assert_eq!(pixels.get_pixel(10, variant.height - 10).0[3], 0, "{name}");
        }
    }
    // A format without transparency shows it as paper would.
    let fact = site.made("emblem.jpg", &png(&emblem.into()));
    let pixels = decoded(&site.bytes(full(&fact))).into_rgb8();
    assert!(pixels.get_pixel(10, 990).0.iter().all(|channel| *channel > 245));
}

#[test]
fn all_varieties_are_read() {
    let site = Site::new();
    let seen = DynamicImage::from(quarters(300, 200));
    let cmyk = {
        let inks: Vec<u8> = quarters(300, 200).pixels().flat_map(|p| [255 - p[0], 255 - p[1], 255 - p[2], 0]).collect();
        let mut bytes = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        encoder.encode(&inks, 300, 200, jpeg_encoder::ColorType::Cmyk).expect("a JPEG");
        bytes
    };
    let progressive = {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        encoder.set_progressive(true);
        encoder.set_restart_interval(4);
        encoder.encode(seen.as_bytes(), 300, 200, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
        bytes
    };
    let files = [
        ("cmyk.jpg", cmyk),
        ("progressive.jpg", progressive),
        ("deep.png", png(&DynamicImage::from(seen.to_rgb16()))),
        ("deep-alpha.png", png(&DynamicImage::from(seen.to_rgba16()))),
        ("alpha.png", png(&DynamicImage::from(seen.to_rgba8()))),
        ("alpha.webp", webp(&DynamicImage::from(seen.to_rgba8()))),
        ("really-a.jpg", png(&seen)),
        ("really-a.png", jpeg(&seen.to_rgb8())),
        ("really-webp.jpg", webp(&seen)),
        ("really-gif.png", gif(&[seen.to_rgba8()])),
        ("still.gif", gif(&[seen.to_rgba8()])),
    ];
    for (name, bytes) in files {
        let fact = site.made(name, &bytes);
        assert_eq!((fact.width, fact.height), (300, 200), "{name}");
        let bytes = site.bytes(full(&fact));
        assert!(stands_upright(&decoded(&bytes)), "{name}");
        let expected = image::ImageFormat::from_path(name).expect("a name");
        assert_eq!(image::guess_format(&bytes).expect("a format"), expected, "{name}: the name tells the truth");
    }
    for (name, grey) in [
        ("grey.png", png(&DynamicImage::from(seen.to_luma8()))),
        ("grey-deep.png", png(&DynamicImage::from(seen.to_luma16()))),
        ("grey-alpha.png", png(&DynamicImage::from(seen.to_luma_alpha8()))),
        ("grey-webp.png", webp(&DynamicImage::from(seen.to_luma8()))),
    ] {
        assert_eq!(site.made(name, &grey).height, 200, "{name}");
    }
    for (name, bytes) in [
        ("dot.png", png(&DynamicImage::new_rgb8(1, 1))),
        ("dot.jpg", jpeg(&RgbImage::new(1, 1))),
        ("dot.webp", webp(&DynamicImage::new_rgb8(1, 1))),
        ("dot.gif", gif(&[RgbaImage::new(1, 1)])),
    ] {
        let fact = site.made(name, &bytes);
        assert_eq!((fact.width, fact.height, widths(&fact)), (1, 1, vec![]), "{name}");
    }
    let thread = site.made("thread.png", &png(&DynamicImage::new_luma8(20_000, 1)));
    assert_eq!(thread.height, 1);
}

#[test]
fn what_moves_goes_on_moving() -> Tested {
    let site = Site::new();
    let frames =
        [RED, GREEN, BLUE].map(|colour| RgbaImage::from_pixel(500, 300, Rgba([colour[0], colour[1], colour[2], 255])));
    let moving = gif(&frames);
    // A comment and XMP, before the end.
    let end = moving.len() - 1;
    let comment = b"\x21\xfe\x06secret\0\x21\xff\x0bXMP DataXMP\x06secret\0";
    let fact = site.made("moving.gif", &[&moving[..end], comment, &moving[end..]].concat());
    let bytes = site.bytes(full(&fact));
    assert_bare("moving.gif", &bytes);
    assert_eq!(bytes.len(), moving.len());
    assert!(fact.smaller.is_empty());
    let decoder = image::codecs::gif::GifDecoder::new(Cursor::new(&bytes))?;
    assert_eq!(image::AnimationDecoder::into_frames(decoder).count(), 3);
    assert_eq!(site.reason("moving.png", &moving), "picture-really-gif");

    let still = png(&frames[0].clone().into());
    let control = [&1u32.to_be_bytes()[..], &0u32.to_be_bytes()].concat();
    let fact = site.made("moving.png", &with_chunks(&still, &[(b"acTL", &control), (b"tEXt", b"Comment\0secret")]));
    let bytes = site.bytes(full(&fact));
    assert!(fact.smaller.is_empty() && bytes.windows(4).any(|name| name == b"acTL"));
    assert_bare("moving.png", &bytes);
    Ok(())
}

#[test]
fn wide_colours_become_those_of_a_screen() {
    let site = Site::new();
    let green = RgbImage::from_pixel(64, 64, Rgb([100, 200, 80]));
    let encoded = |profile: &moxcms::ColorProfile| {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
        encoder.add_icc_profile(&profile.encode().expect("a profile")).expect("a segment");
        encoder.encode(&green, 64, 64, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
        bytes
    };
    let red_of = |fact: &PictureFact| decoded(&site.bytes(full(fact))).to_rgb8().get_pixel(30, 30).0[0];
    let wide = site.made("wide.jpg", &encoded(&moxcms::ColorProfile::new_display_p3()));
    assert!(red_of(&wide) < 70, "{}", red_of(&wide));
    let plain = site.made("plain.jpg", &encoded(&moxcms::ColorProfile::new_srgb()));
    assert!(red_of(&plain).abs_diff(100) < 4, "{}", red_of(&plain));
    assert!(!site.bytes(full(&plain)).windows(11).any(|window| window == b"ICC_PROFILE"));
}

/// A PNG of these sides whose pixels are not there.
fn png_header(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, 6, 0, 0, 0]].concat();
    let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", b"\x78\x9c\x01"), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()
}

#[test]
fn what_cannot_be_shown_is_said() {
    let site = Site::new();
    let photo = jpeg(&quarters(900, 600));
    let drawing = png(&quarters(90, 60).into());
    let light = webp(&quarters(90, 60).into());
    let small = gif(&[DynamicImage::from(quarters(90, 60)).into_rgba8()]);
    let cut = |bytes: &[u8]| bytes[..bytes.len() * 2 / 3].to_vec();
    let boxes = |kind: &[u8], meta: &[u8]| {
        let heading = [b"\0\0\0\x14ftyp", kind, b"\0\0\0\0mif1"].concat();
        [&heading[..], &(meta.len() as u32 + 8).to_be_bytes(), b"meta", meta].concat()
    };
    let mut damaged = drawing.clone();
    damaged[60] ^= 0x55;
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut.jpg", cut(&photo), "picture-cut-off"),
        ("cut.png", cut(&drawing), "picture-cut-off"),
        ("cut.webp", cut(&light), "picture-cut-off"),
        ("cut.gif", cut(&small), "picture-cut-off"),
        ("header.jpg", photo[..300].to_vec(), "picture-cut-off"),
        ("empty.jpg", vec![], "picture-cut-off"),
        ("damaged.png", damaged, "picture-corrupt"),
        ("page.jpg", b"<!doctype html><title>404</title>".to_vec(), "picture-not-a-picture"),
        ("page.svg", b"<!doctype html><title>404</title>".to_vec(), "picture-not-a-picture"),
        ("really.webp", photo.clone(), "picture-really-jpeg"),
        ("really.gif", drawing.clone(), "picture-really-png"),
        ("really.svg", light, "picture-really-webp"),
        ("telephone.heic", boxes(b"heic", b"\0\0\0\0"), "picture-not-shown"),
        ("telephone.jpg", boxes(b"heic", b"\0\0\0\0"), "picture-not-shown"),
        ("place.avif", boxes(b"avif", b"\0\0\0\0infe\x02\0\0\0\0\x02\0\0Exif"), "picture-metadata"),
        ("bomb.png", png_header(30_000, 30_000, 8), "image-too-large"),
        ("deep-bomb.png", png_header(9_000, 9_000, 16), "image-too-large"),
        ("zero.png", png_header(0, 5, 8), "picture-corrupt"),
        ("chunk.webp", b"RIFF\x10\0\0\0WEBPJUNK\xff\xff\xff\x7fabcd".to_vec(), "picture-cut-off"),
        ("box.avif", [boxes(b"avif", b"\0\0\0\0"), b"\0\0\x20\0uuid".to_vec()].concat(), "picture-cut-off"),
        ("end.avif", [boxes(b"avif", b"\0\0\0\0"), b"\0\0".to_vec()].concat(), "picture-cut-off"),
        ("script.svg", b"<svg width='1' height='1'><script>alert(1)</script></svg>".to_vec(), "picture-script"),
        (
            "late.svg",
            [b"<svg>".to_vec(), vec![b' '; 70_000], b"<g onload='x()'/></svg>".to_vec()].concat(),
            "picture-script",
        ),
        ("scan.tiff", b"MM\0*\0\0\0\x08".to_vec(), "picture-tiff"),
        ("paint.bmp", b"BM\x36\0\0\0".to_vec(), "picture-bmp"),
    ];
    for (name, bytes, expected) in &cases {
        assert_eq!(site.reason(name, bytes), *expected, "{name}");
        for lang in Lang::ALL {
            assert_ne!(lang.word(expected), *expected, "{lang}");
        }
    }
    let wide = site.look("bomb.png", &png_header(30_000, 30_000, 8));
    assert_eq!(wide, Some(Err(Problem::ImageTooLarge { megapixels: 900, limit: 100 })));
}

#[test]
fn drawings_of_lines_and_new_formats_pass_as_they_are() {
    let site = Site::new();
    let line = br#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80"/>"#;
    let fact = site.made("line.svg", line);
    assert_eq!((fact.width, fact.height, fact.full, fact.smaller), (120, 80, None, vec![]));
    assert_eq!(site.look("plain.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
    let meta = b"\0\0\0\0....ispe\0\0\0\0\0\0\x02\x80\0\0\x01\xe0....irot\x01";
    let avif = [b"\0\0\0\x14ftypavif\0\0\0\0mif1", &(meta.len() as u32 + 8).to_be_bytes()[..], b"meta", meta].concat();
    let fact = site.made("new.avif", &avif);
    assert_eq!((fact.width, fact.height, fact.full), (480, 640, None));
    assert_eq!(site.look("letter.docx", b"PK"), None);
}

#[test]
fn a_second_look_decodes_nothing() {
    let site = Site::new();
    let photo = jpeg_of_telephone(&quarters(900, 600), 6);
    let broken = photo[..photo.len() / 2].to_vec();
    let fact = site.made("photo.jpg", &photo);
    assert_eq!(site.reason("broken.jpg", &broken), "picture-cut-off");
    let again = |name: &str, bytes: &[u8]| {
        pictures::look(site.root(), &site.entry(name), ContentHash::of(bytes), &site.cache(), true).expect("no failure")
    };
    // Other bytes than those that the fingerprint promises would be found out, if anybody looked at them.
    site.put("photo.jpg", b"nobody reads this");
    site.put("broken.jpg", b"nobody reads this");
    assert_eq!(again("photo.jpg", &photo), Some(Ok(fact.clone())));
    assert!(matches!(again("broken.jpg", &broken), Some(Err(_))));

    // What was lost or cut is made anew.
    fs::write(site.root().join(&full(&fact).stored), b"cut").expect("a file");
    assert_eq!(site.look("photo.jpg", &photo), Some(Ok(fact.clone())));
    assert_eq!(site.bytes(full(&fact)).len() as u64, full(&fact).size);

    // The same picture under another name is the same; under a name that asks for another format, it is not.
    let other = site.made("other.jpeg", &photo);
    assert_eq!(other.full.as_ref().map(|full| full.hash), fact.full.as_ref().map(|full| full.hash));
    let drawing = site.made("photo.png", &photo);
    assert_eq!(image::guess_format(&site.bytes(full(&drawing))).ok(), Some(image::ImageFormat::Png));

    // What the site no longer has is forgotten.
    let made = |site: &Site| site.files().iter().filter(|path| path.starts_with(site.root().join(".letopis"))).count();
    let before = made(&site);
    pictures::forget_others(&site.cache(), &BTreeSet::from([ContentHash::of(&photo)]));
    assert_eq!(made(&site), before - 1, "the broken one's");
    pictures::forget_others(&site.cache(), &BTreeSet::new());
    assert_eq!(made(&site), 1, ".gitignore");
}

#[test]
fn where_nothing_is_kept_pictures_are_tried_or_looked_at() {
    let site = Site::new();
    let look = |name: &str, bytes: &[u8], cache: &CacheFolder, make: bool| {
        let entry = site.put(name, bytes);
        pictures::look(site.root(), &entry, ContentHash::of(bytes), cache, make).expect("no failure")
    };
    // Its header stands behind what fits into the first read.
    let long = vec![7; 60_000];
    let photo = with_segments(&jpeg_of_telephone(&quarters(300, 200), 6), &[(0xe5, &long), (0xe5, &long)]);
    let files = [
        ("photo.jpg", photo),
        ("photo.png", png(&quarters(300, 200).into())),
        ("photo.webp", webp(&quarters(1000, 700).into())),
        ("photo.gif", gif(&[DynamicImage::from(quarters(300, 200)).into_rgba8()])),
    ];
    for (cache, make) in [(CacheFolder::none(), true), (CacheFolder::none(), false), (site.cache(), false)] {
        for (name, bytes) in &files {
            let Some(Ok(fact)) = look(name, bytes, &cache, make) else { panic!("{name}") };
            assert!(fact.full.is_none() && fact.smaller.is_empty(), "{name}");
            assert_eq!(fact.width > fact.height, *name != "photo.jpg", "{name}");
        }
        let bomb = look("bomb.png", &png_header(30_000, 30_000, 8), &cache, make);
        assert!(matches!(bomb, Some(Err(Problem::ImageTooLarge { .. }))));
    }
    assert_eq!(site.files().len(), files.len() + 1, "{:?}", site.files());
    let torn = png(&quarters(300, 200).into());
    let torn = &torn[..torn.len() / 2];
    assert!(matches!(look("torn.png", torn, &CacheFolder::none(), true), Some(Err(Problem::BadImage { .. }))));
    assert!(matches!(look("torn.png", torn, &CacheFolder::none(), false), Some(Ok(_))));
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[test]
fn damage_of_any_kind_is_an_answer() {
    let site = Site::new();
    let photo = quarters(96, 64);
    let picture = DynamicImage::from(photo.clone());
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 80);
    encoder.set_progressive(true);
    encoder.encode(&photo, 96, 64, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    let avif =
        b"\0\0\0\x14ftypavif\0\0\0\0mif1\0\0\0\x2cmeta\0\0\0\0....ispe\0\0\0\0\0\0\x02\x80\0\0\x01\xe0....irot\x01";
    let files = [
        ("photo.jpg", jpeg_of_telephone(&photo, 6)),
        ("progressive.jpg", progressive),
        ("photo.png", with_chunks(&png(&picture), &[(b"eXIf", &camera_data(3)), (b"tEXt", b"Comment\0secret")])),
        ("photo.webp", webp_with_metadata(&picture, 8)),
        ("photo.gif", gif(&[picture.to_rgba8(), picture.to_rgba8()])),
        ("photo.avif", avif.to_vec()),
        ("line.svg", br#"<?xml version="1.0"?><svg width="12" height="8" viewBox="0 0 12 8"/>"#.to_vec()),
    ];
    let rounds = std::env::var("LETOPIS_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(60);
    let mut chance = Chance(1);
    let mut answers: BTreeMap<bool, usize> = BTreeMap::new();
    for round in 0..rounds {
        for (name, bytes) in &files {
            let mut bytes = bytes.clone();
            // The headers are where damage does most: half of it goes there.
            for _ in 0..=chance.below(4) {
                if bytes.is_empty() {
                    break;
                }
                let reach = if round % 2 == 0 { bytes.len().min(200) } else { bytes.len() };
                let at = chance.below(reach);
                match chance.below(5) {
                    0 => bytes[at] = 0xff,
                    1 => bytes[at] ^= 1 << chance.below(8),
                    2 => bytes.truncate(at.max(1)),
                    3 => drop(bytes.remove(at)),
                    _ => bytes[at] = chance.below(256) as u8,
                }
            }
            match site.look(name, &bytes) {
                Some(Ok(fact)) => {
                    *answers.entry(true).or_default() += 1;
                    fact.full.iter().chain(&fact.smaller).for_each(|variant| assert_bare(name, &site.bytes(variant)));
                }
                _ => *answers.entry(false).or_default() += 1,
            }
        }
    }
    assert_eq!(answers.len(), 2, "some survive their damage, some do not: {answers:?}");
}
