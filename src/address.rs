//! Addresses of pages and names of published files: pure text, made of ASCII that any server, disk and messenger takes.
//!
//! An [`Address`] is a page's folder on the site; it is not a path of the author's (see `Source`) and knows no disk.
//!
//! # Transliteration
//!
//! A name becomes what a Russian reader would type by ear, as road signs and Bitrix, the system most school sites here
//! stand on, write it: «щука» is `shchuka`, «художник» `khudozhnik`, «центр» `tsentr`, «май» `may`. Four
//! rules keep it guessable:
//!
//! * ъ, ь and the apostrophe leave nothing: «съезд» is `sezd`, «объявление» `obyavlenie`, «сям’я» `syamya`.
//! * ё is `e`, as it is mostly typed: «отчёт» and «отчет» are one address. So is э.
//! * Belarusian letters sound as their Russian neighbours: і is `i`, ў is `u`, г stays `g`. The official Belarusian
//!   scheme of 2007 (`ŭ`, `ch` for х, `h` for г) needs letters that no keyboard here has.
//! * «№» is `n`: «№ 5» is `n-5`.

pub mod places;

use std::borrow::Cow;
use std::fmt;

/// A segment longer than this is cut: «щ» alone takes four letters, and a disk allows 255 bytes a name.
const LONGEST_SEGMENT: usize = 180;

/// A page's address: its folder, counted from the site's root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Address {
    /// `school-9/project/`; empty for the root.
    folder: String,
}

impl Address {
    /// The site's own first page.
    pub fn root() -> Address {
        Address::default()
    }

    /// The address that a path within the site names, whatever slashes surround it: `/school-9/news/`.
    /// None where a segment of it cannot stand in an address.
    pub fn parse(path: &str) -> Option<Address> {
        let mut address = Address::root();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            if !is_slug(segment) {
                return None;
            }
            address = address.child(segment);
        }
        Some(address)
    }

    /// The page one folder deeper.
    #[must_use]
    pub fn child(&self, segment: &str) -> Address {
        Address { folder: format!("{}{segment}/", self.folder) }
    }

    /// The page one folder up; none above the root.
    pub fn parent(&self) -> Option<Address> {
        let inner = self.folder.strip_suffix('/')?;
        let end = inner.rfind('/').map_or(0, |slash| slash + 1);
        Some(Address { folder: inner[..end].to_owned() })
    }

    /// The last segment; none at the root.
    pub fn last_segment(&self) -> Option<&str> {
        self.segments().last()
    }

    /// The folders' names, from the root down.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.folder.split('/').filter(|segment| !segment.is_empty())
    }

    /// Whether this is `other` or stands somewhere beneath it.
    pub fn is_within(&self, other: &Address) -> bool {
        self.folder.starts_with(&other.folder)
    }

    /// `school-9/project/`, without the slash at the beginning.
    pub fn as_str(&self) -> &str {
        &self.folder
    }

    /// The output file that holds the page: `school-9/project/index.html`.
    pub fn html_file(&self) -> String {
        self.file("index.html")
    }

    /// The page that an output file holds; none where the file is no page.
    pub fn of_html_file(file: &str) -> Option<Address> {
        Address::parse(file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'))?)
    }

    /// The output file of a name in the page's folder.
    pub fn file(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }

    /// The shortest way from this page to an output file: `../../x/index.html`.
    pub fn relative_path(&self, target_file: &str) -> String {
        let mut here: Vec<&str> = self.segments().collect();
        let mut there: Vec<&str> = target_file.split('/').filter(|segment| !segment.is_empty()).collect();
        let name = there.pop().unwrap_or_default();
        let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
        let up = "../".repeat(here.drain(shared..).count());
        let down: String = there.drain(shared..).map(|segment| format!("{segment}/")).collect();
        format!("{up}{down}{name}")
    }

    /// The shortest way from this page to another.
    pub fn relative_link(&self, page: &Address) -> String {
        self.relative_path(&page.html_file())
    }

    /// How many folders deep the page lies.
    pub fn depth(&self) -> usize {
        self.segments().count()
    }

    /// The way from the page to the site's root: `../../`, empty for the root itself.
    pub fn up_to_root(&self) -> String {
        "../".repeat(self.depth())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "/{}", self.folder)
    }
}

/// The address segment of a name: «Неделя толерантности» is `nedelya-tolerantnosti`. None if nothing of it is left.
pub fn segment(name: &str) -> Option<String> {
    let mut made = transliterate(name);
    if made.len() > LONGEST_SEGMENT {
        made.truncate(LONGEST_SEGMENT);
        made.truncate(made.trim_end_matches(['-', '.']).len());
    }
    (!made.is_empty()).then_some(made)
}

/// The published name of a file: transliterated, its extension kept. Never empty, and never begins with a dot.
/// None if nothing of the name is left.
pub fn file_name(name: &str) -> Option<String> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if is_extension(extension) => (stem, transliterate(extension)),
        _ => (name, String::new()),
    };
    match (segment(stem), extension.is_empty()) {
        (Some(stem), true) => Some(stem),
        (Some(stem), false) => Some(format!("{stem}.{extension}")),
        // «***.pdf» is published all the same: somebody wants to download it.
        (None, false) => Some(format!("file.{extension}")),
        (None, true) => None,
    }
}

/// Whether what follows a name's last dot is an extension, and not the end of a sentence: «Приложение 1. Список».
fn is_extension(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 8 && text.chars().all(char::is_alphanumeric)
}

/// The id of a heading: its text, made as addresses are; `section` if nothing is left.
pub fn heading_id(text: &str) -> String {
    let made = transliterate(text);
    if made.is_empty() { "section".to_owned() } else { made }
}

/// A link's target with its percent signs decoded, as browsers copy Cyrillic addresses: `%D0%BE.md` is `о.md`.
/// A target that would not be text afterwards, or would hold control characters, stays as it is.
pub fn percent_decoded(target: &str) -> Cow<'_, str> {
    if !target.contains('%') {
        return Cow::Borrowed(target);
    }
    match String::from_utf8(percent_decoded_bytes(target).0) {
        Ok(text) if !text.chars().any(char::is_control) => Cow::Owned(text),
        _ => Cow::Borrowed(target),
    }
}

/// The bytes that percent signs stand for, and whether each sign stands for one; a sign that does not stays.
pub(crate) fn percent_decoded_bytes(text: &str) -> (Vec<u8>, bool) {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut all = true;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|digits| {
            let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            Some(digit(digits[0])? * 16 + digit(digits[1])?)
        });
        all &= byte != b'%' || code.is_some();
        decoded.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    (decoded, all)
}

/// Whether a text may stand as one segment of an address: `a-z 0-9 - _ .`, no dot at either end.
pub fn is_slug(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.');
    !text.is_empty()
        && text.len() <= LONGEST_SEGMENT
        && text.bytes().all(allowed)
        && !text.starts_with('.')
        && !text.ends_with('.')
}

/// Whether Windows keeps a name for a device, with whatever extension: such a folder or file cannot be unpacked there.
pub fn is_device_name(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = |prefix: &str| {
        let mut rest = stem.strip_prefix(prefix).unwrap_or_default().chars();
        matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

/// Letters, digits and underscores; a dot between two of them; a hyphen for all else between them.
fn transliterate(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    // What stands between the last letter and the next one: nothing, a dot, or anything else.
    let mut gap = Gap::None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        // A name copied from macOS has its й and ё in two characters.
        let character = match (character, characters.peek()) {
            ('и' | 'И', Some('\u{306}')) => 'й',
            ('у' | 'У', Some('\u{306}')) => 'ў',
            _ => character,
        };
        for lower in character.to_lowercase() {
            match sound(lower) {
                Sound::Letters(letters) => {
                    push(&mut made, gap, letters);
                    gap = Gap::None;
                }
                Sound::Itself => {
                    push(&mut made, gap, lower.encode_utf8(&mut [0; 4]));
                    gap = Gap::None;
                }
                Sound::Word(letters) => {
                    push(&mut made, if gap == Gap::None { Gap::None } else { Gap::Hyphen }, letters);
                    gap = Gap::Hyphen;
                }
                Sound::Silent => {}
                Sound::Dot if gap == Gap::None => gap = Gap::Dot,
                Sound::Dot | Sound::Space => gap = Gap::Hyphen,
            }
        }
    }
    made
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Dot,
    Hyphen,
}

fn push(made: &mut String, gap: Gap, letters: &str) {
    match gap {
        _ if made.is_empty() => {}
        Gap::None => {}
        Gap::Dot => made.push('.'),
        // `a_b`, not `a-_-b`.
        Gap::Hyphen if made.ends_with('_') || letters == "_" => {}
        Gap::Hyphen => made.push('-'),
    }
    made.push_str(letters);
}

enum Sound {
    Letters(&'static str),
    Itself,
    /// Letters that are a word of their own.
    Word(&'static str),
    Silent,
    Dot,
    Space,
}

/// How a lower-case character is typed in ASCII.
fn sound(character: char) -> Sound {
    let letters = match character {
        'a'..='z' | '0'..='9' | '_' => return Sound::Itself,
        '.' => return Sound::Dot,
        '№' => return Sound::Word("n"),
        // Signs without a sound, apostrophes inside a word, marks above letters, invisible characters.
        'ъ' | 'ь' | '\'' | '’' | 'ʼ' | '‘' | '`' | '´' => return Sound::Silent,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return Sound::Silent,
        // Cyrillic: Russian, Belarusian, and the Ukrainian letters that surnames bring.
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ї' => "i",
        'й' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        // Latin letters of the neighbours: Polish, Lithuanian, Latvian, Czech, German, French, Belarusian łacinka.
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return composed(character).map_or(Sound::Space, Sound::Letters),
    };
    Sound::Letters(letters)
}

/// Signs that stand for letters or digits, in the letters and digits that Unicode composes them of (NFKC): Ⅳ, ²,
/// ⑤, Ａ, ﬁ.
fn composed(character: char) -> Option<&'static str> {
    const ROMAN: [&str; 16] =
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "l", "c", "d", "m"];
    const NUMBERS: [&str; 21] = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
        "20",
    ];
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let nth = |list: &'static [&'static str], first: char| {
        let index = u32::from(character).checked_sub(u32::from(first))?;
        list.get(usize::try_from(index).ok()?).copied()
    };
    match character {
        '¹' => Some("1"),
        '²' => Some("2"),
        '³' => Some("3"),
        '⁰' | '⁴'..='⁹' => nth(&NUMBERS, '⁰'),
        '₀'..='₉' => nth(&NUMBERS, '₀'),
        '⓪' => Some("0"),
        '①'..='⑳' => nth(&NUMBERS[1..], '①'),
        '０'..='９' => nth(&NUMBERS, '０'),
        'ⅰ'..='ⅿ' => nth(&ROMAN, 'ⅰ'),
        'ａ'..='ｚ' => {
            let index = (u32::from(character) - u32::from('ａ')) as usize;
            LETTERS.get(index..=index)
        }
        'ª' => Some("a"),
        'º' => Some("o"),
        'ﬀ' => Some("ff"),
        'ﬁ' => Some("fi"),
        'ﬂ' => Some("fl"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(path: &str) -> Address {
        Address::parse(path).unwrap_or_else(|| panic!("{path} is no address"))
    }

    #[test]
    fn relative_paths_are_the_shortest() {
        for (page, target, expected) in [
            ("", "index.html", "index.html"),
            ("", "school/index.html", "school/index.html"),
            ("school", "index.html", "../index.html"),
            ("school", "school/index.html", "index.html"),
            ("school", "school/project/index.html", "project/index.html"),
            ("school/project/news/one", "school/project/news/two/index.html", "../two/index.html"),
            ("school/project", "x/index.html", "../../x/index.html"),
            ("school/project", "static/style.css", "../../static/style.css"),
            ("a/b/a", "a/a/index.html", "../../a/index.html"),
            ("a", "robots.txt", "../robots.txt"),
        ] {
            assert_eq!(address(page).relative_path(target), expected, "from /{page} to {target}");
        }
    }

    #[test]
    fn addresses_are_folders() {
        let news = Address::root().child("school-9").child("news");
        assert_eq!(news.to_string(), "/school-9/news/");
        assert_eq!(Address::root().to_string(), "/");
        assert_eq!(news.html_file(), "school-9/news/index.html");
        assert_eq!(Address::root().html_file(), "index.html");
        assert_eq!(news.file("feed.xml"), "school-9/news/feed.xml");
        assert_eq!((news.depth(), news.up_to_root().as_str()), (2, "../../"));
        assert_eq!(news.last_segment(), Some("news"));
        assert_eq!(news.parent(), Some(Address::root().child("school-9")));
        assert_eq!(Address::root().parent(), None);
        assert!(news.is_within(&Address::root()) && news.is_within(&news));
        assert!(!address("school-90").is_within(&address("school-9")));
        assert_eq!(Address::parse("/school-9/news/"), Some(news));
        assert_eq!(Address::parse("/a/../b/"), None);
    }

    #[test]
    fn names_become_what_a_reader_would_type() {
        for (name, expected) in [
            ("съезд", "sezd"),
            ("Подъезд", "podezd"),
            ("объявление", "obyavlenie"),
            ("Объём", "obem"),
            ("щука", "shchuka"),
            ("Ўзнагарода", "uznagaroda"),
            ("№ 5", "n-5"),
            ("№5", "n-5"),
            ("Школа № 5 г. Минска", "shkola-n-5-g-minska"),
            ("школа№5", "shkolan-5"),
            ("май", "may"),
            ("мой край", "moy-kray"),
            ("новый", "novyy"),
            ("ёлка", "elka"),
            ("отчёт", "otchet"),
            ("отчет", "otchet"),
            ("эксперимент", "eksperiment"),
            ("юный", "yunyy"),
            ("Яблоня", "yablonya"),
            ("цирк", "tsirk"),
            ("центр", "tsentr"),
            ("художник", "khudozhnik"),
            ("хор", "khor"),
            ("жюри", "zhyuri"),
            ("чтение", "chtenie"),
            ("шахматы", "shakhmaty"),
            ("ещё", "eshche"),
            ("вьюга", "vyuga"),
            ("счастье", "schaste"),
            ("семья", "semya"),
            ("конференция", "konferentsiya"),
            ("инновационная деятельность", "innovatsionnaya-deyatelnost"),
            ("Неделя толерантности", "nedelya-tolerantnosti"),
            ("План работы на 2023/2024 уч. год", "plan-raboty-na-2023-2024-uch-god"),
            ("«Кавычки» и — тире…", "kavychki-i-tire"),
            ("2024-03-23-неделя", "2024-03-23-nedelya"),
            ("Мінск", "minsk"),
            ("ўрок", "urok"),
            ("сям’я", "syamya"),
            ("сям'я", "syamya"),
            ("аб'ява", "abyava"),
            ("дзейнасць", "dzeynasts"),
            ("гімназія", "gimnaziya"),
            ("інавацыйны праект", "inavatsyyny-praekt"),
            ("Ёсць", "ests"),
            ("ДЗЯРЖАЎНАЯ ЎСТАНОВА", "dzyarzhaunaya-ustanova"),
            ("Київ, Ґданськ, єдність", "kiiv-gdansk-yednist"),
            ("Hello, World!", "hello-world"),
            ("Łódź Kraków", "lodz-krakow"),
            ("naïve café", "naive-cafe"),
            ("Straße", "strasse"),
            ("Žemaitė", "zemaite"),
            ("a_b", "a_b"),
            ("a _ b", "a_b"),
            ("версия 1.2", "versiya-1.2"),
            ("п. 1", "p-1"),
            (".hidden.", "hidden"),
            ("1.1. Цели", "1.1-tseli"),
            ("--a--b--", "a-b"),
            ("м²", "m2"),
            ("II четверть", "ii-chetvert"),
            ("Ⅳ квартал", "iv-kvartal"),
            ("ⅻ⁴₂", "xii42"),
            ("⑤ шагов", "5-shagov"),
            ("Ｐｌａｎ２", "plan2"),
            ("ﬁlm", "film"),
            ("C++ & Rust", "c-rust"),
            ("й\u{306}", "y"),
            ("и\u{306}од", "yod"),
            ("е\u{308}лка", "elka"),
            ("у\u{306}рок", "urok"),
            ("İzmir", "izmir"),
            ("со\u{ad}вет", "sovet"),
        ] {
            let made = segment(name).unwrap_or_default();
            assert_eq!(made, expected, "{name}");
            assert!(is_slug(&made), "{name} makes {made}, which is no slug");
        }
        for nothing in ["", "—", "…", "我", "ъ", "'", "..", " "] {
            assert_eq!(segment(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_to_what_a_disk_takes() {
        let made = segment(&"щ-".repeat(300)).unwrap_or_default();
        assert!(made.len() <= LONGEST_SEGMENT && is_slug(&made) && !made.ends_with('-'), "{made}");
    }

    #[test]
    fn files_keep_their_extension() {
        for (name, expected) in [
            ("Протокол № 1.PDF", Some("protokol-n-1.pdf")),
            ("план.v2.tar.gz", Some("plan.v2.tar.gz")),
            (".htaccess", Some("file.htaccess")),
            ("фото (1).JPG", Some("foto-1.jpg")),
            ("Приложение 1. Список", Some("prilozhenie-1-spisok")),
            ("README", Some("readme")),
            ("…pdf", Some("pdf")),
            ("***.pdf", Some("file.pdf")),
            ("скан.док", Some("skan.dok")),
            ("a.", Some("a")),
            ("…", None),
            ("", None),
            ("..", None),
        ] {
            assert_eq!(file_name(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn heading_ids_are_never_empty() {
        assert_eq!(heading_id("Цели и задачи"), "tseli-i-zadachi");
        assert_eq!(heading_id("…"), "section");
    }

    #[test]
    fn percent_signs_are_decoded_where_they_give_text() {
        for (target, expected) in [
            ("a.md", "a.md"),
            ("%D0%BE%20a.md", "о a.md"),
            ("%d0%be.md#%D1%86", "о.md#ц"),
            ("100%.md", "100%.md"),
            ("%zz%4", "%zz%4"),
            ("%D0.md", "%D0.md"),
            ("a%00b", "a%00b"),
            ("%+1", "%+1"),
            ("100%+1.txt", "100%+1.txt"),
        ] {
            assert_eq!(percent_decoded(target), expected);
        }
    }

    #[test]
    fn slugs_are_one_segment() {
        for good in ["a", "2024-10", "a_b", "v1.2", "con"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", ".", "..", ".a", "a.", "A", "a/b", "a b", "щ", "a?b", "%2e"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn windows_keeps_names_for_devices() {
        for device in ["con", "CON", "nul", "aux.txt", "com1", "com0", "lpt9.tar.gz", "com¹", "prn"] {
            assert!(is_device_name(device), "{device}");
        }
        for fine in ["", "cone", "com", "com10", "lpt", "icon", "nul-1", "comx", "context"] {
            assert!(!is_device_name(fine), "{fine}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_name_the_segment_is_a_slug(name in "\\PC{0,80}") {
            if let Some(made) = segment(&name) {
                proptest::prop_assert!(is_slug(&made), "{}", made);
                proptest::prop_assert_eq!(segment(&made), Some(made.clone()), "made twice, it stays");
            }
            if let Some(made) = file_name(&name) {
                proptest::prop_assert!(is_slug(&made), "{}", made);
            }
        }
    }
}
