//! Bytes into text: UTF-8, or a finding that says what it is instead. Nothing is ever converted: a guess that is wrong
//! would be published.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::diagnostic::Problem;

/// The text of a file, without a byte-order mark and with `\n` at the ends of lines, so that columns are those that an
/// editor shows and no stage after this one meets a `\r`.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Problem> {
    if let Some(encoding) = wide_encoding(&bytes) {
        return Err(Problem::NotUtf8 { encoding: encoding.to_owned() });
    }
    if bytes.contains(&0) {
        return Err(Problem::NotText {});
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(with_plain_line_ends(text)),
        Err(error) => Err(narrow_encoding(error.as_bytes())),
    }
}

fn with_plain_line_ends(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    text
}

/// UTF-16 or UTF-32, by its byte-order mark, or UTF-16 by what its pairs of bytes would say.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Some("UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32BE"),
        [0xff, 0xfe, ..] => return Some("UTF-16LE"),
        [0xfe, 0xff, ..] => return Some("UTF-16BE"),
        _ => {}
    }
    // Only text of other alphabets could hide here; ours has spaces or line ends, which have a zero byte, and Cyrillic
    // letters, whose other byte is 4.
    let head = &bytes[..bytes.len().min(8192)];
    if bytes.is_empty() || bytes.len() % 2 == 1 || !head.iter().any(|byte| matches!(byte, 0 | 4)) {
        return None;
    }
    let likely = |to_unit: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2).map(|pair| to_unit([pair[0], pair[1]]));
        let usual = units.filter(|unit| is_usual(*unit)).count();
        usual * 10 >= (head.len() / 2) * 9
    };
    if likely(u16::from_le_bytes) {
        Some("UTF-16LE")
    } else if likely(u16::from_be_bytes) {
        Some("UTF-16BE")
    } else {
        None
    }
}

/// A character that school papers are made of.
fn is_usual(unit: u16) -> bool {
    matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0xbf | 0x400..=0x4ff | 0x2010..=0x2030 | 0x2116)
}

/// A one-byte encoding, or a text that was UTF-8 until something damaged it.
fn narrow_encoding(bytes: &[u8]) -> Problem {
    let is_cyrillic = |letter: &char| matches!(letter, '\u{400}'..='\u{4ff}');
    let (good, bad) = bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        (good + chunk.valid().chars().filter(is_cyrillic).count(), bad + usize::from(!chunk.invalid().is_empty()))
    });
    // The one-byte encodings make Cyrillic letters of UTF-8 only by rare accident.
    if good >= bad {
        let sound = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        return Problem::DamagedText { line: sound.matches('\n').count() + 1 };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Problem::NotUtf8 { encoding: detector.guess(Some(b"ru"), Utf8Detection::Deny).name().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "название: Школа № 9\r\nцель: «Повышение качества»\r\n";

    fn encoding_of(bytes: Vec<u8>) -> String {
        match decode(bytes) {
            Err(Problem::NotUtf8 { encoding }) => encoding,
            Err(Problem::DamagedText { line }) => format!("damaged in line {line}"),
            Err(_) => "not text".to_owned(),
            Ok(_) => "text".to_owned(),
        }
    }

    fn in_pairs(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn marks_and_line_ends_are_taken_away() {
        let expected = "а: 1\nб: 2\n\nв: 3\n";
        for text in [expected, "\u{feff}а: 1\nб: 2\n\nв: 3\n", "а: 1\r\nб: 2\r\n\r\nв: 3\r\n", "а: 1\rб: 2\r\rв: 3\r"]
        {
            assert_eq!(decode(text.as_bytes().to_vec()).as_deref(), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(encoding_of(encoding_rs::WINDOWS_1251.encode(TEXT).0.into_owned()), "windows-1251");
        assert_eq!(encoding_of(encoding_rs::IBM866.encode("название: Школа\nцель: качество").0.into_owned()), "IBM866");
        for text in [TEXT, "a: b\n", "# Заголовок\n\nТекст.", "\u{feff}ключ: да\n"] {
            assert_eq!(encoding_of(in_pairs(text, u16::to_le_bytes)), "UTF-16LE", "{text:?}");
            assert_eq!(encoding_of(in_pairs(text, u16::to_be_bytes)), "UTF-16BE", "{text:?}");
        }
        assert_eq!(encoding_of(b"\xff\xfe\0\0a\0\0\0".to_vec()), "UTF-32LE");
    }

    #[test]
    fn a_damaged_file_is_not_called_windows() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.insert(30, 0xd0);
        assert_eq!(encoding_of(bytes), "damaged in line 1");
        for text in ["а: Б\nв: Г", "название: Школа\n# x"] {
            let mut bytes = text.as_bytes().to_vec();
            bytes.extend([0xff, 0xfe]);
            assert_eq!(encoding_of(bytes), "damaged in line 2", "{text}");
        }
    }

    #[test]
    fn bytes_are_not_text() {
        for bytes in [&b"a\0b\0\0\0c"[..], b"\0", b"%PDF-1.4\0\x01\x02\x03\x04\xff", b"\0\0\0\0\0\0\0\0"] {
            assert_eq!(encoding_of(bytes.to_vec()), "not text", "{bytes:?}");
        }
        assert_eq!(encoding_of(Vec::new()), "text");
    }
}
