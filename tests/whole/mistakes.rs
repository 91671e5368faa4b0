//! Every mistake of a folder is told in one run, each at its own file, line and column, and nothing else is.
//!
//! A mistake's place is marked in the text itself: `▲` stands before its first letter, followed by its code in square
//! brackets. The marks are taken out before the file is written.

use crate::common::Site;

/// Takes the marks out of a text: what is left, and `code file:line:column` for each.
fn unmarked(path: &str, marked: &str) -> (String, Vec<String>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find('▲') {
        text.push_str(&rest[..at]);
        let (code, after) = rest[at + '▲'.len_utf8() + 1..].split_once(']').unwrap();
        let line = text.matches('\n').count() + 1;
        let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        places.push(format!("{code} content/{path}:{line}:{column}"));
        rest = after;
    }
    text.push_str(rest);
    (text, places)
}

fn check(files: &[(&str, &str)], whole_files: &[&str]) -> usize {
    let mut site = Site::empty();
    let mut expected: Vec<String> = whole_files.iter().map(|&finding| finding.to_owned()).collect();
    for (path, marked) in files {
        let (text, places) = unmarked(path, marked);
        expected.extend(places);
        site = site.file(path, text);
    }
    let mut found = site.check().findings();
    // Places of one file are in the order of the text, whatever the number of digits; here only the sets count.
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    let built = site.build();
    assert_eq!(built.findings().len(), expected.len(), "build and check say the same");
    expected.len()
}

#[test]
fn each_mistake_is_told_at_its_place() {
    let count = check(
        &[
            ("site.yaml", "title: Сайт\ntimezone: ▲[bad-timezone]Europe/Minks\naccent: ▲[bad-color]синий\n"),
            (
                "a/institution.yaml",
                "name: Школа\n▲[unknown-key]телефончик: 5\nwebsite: ▲[bad-url]school.by\nlogo: ▲[missing-file]нет.png\n",
            ),
            (
                "a/p/project.yaml",
                "title: Проект\n▲[doubled-key]название: Проект\nperiod: ▲[bad-period]когда-нибудь\ndocuments:\n  - title: Д\n    file: ▲[path-outside]../../../../etc/passwd\n\
                 \x20   activities: [1, ▲[unknown-activity]2023-2024#55]\narchived: ▲[wrong-type]возможно\n",
            ),
            (
                "a/p/plans/2023-2024.yaml",
                "title: План\nperiod: 2023/2024\ncolumns:\n  - activity: А\n  - ▲[doubled-column]мероприятие: Б\n  - term: В\nactivities:\n\
                 \x20 - activity: Раз [ссылка](▲[broken-link]нет.md)\n    ▲[undeclared-field]место: Зал\n    term: ▲[no-such-day]31.09.2023\n\
                 \x20 - ▲[missing-key]term: май\n\
                 \x20 - activity: Два\n    term: май\n    stages:\n      - ▲[field-on-both]term: июнь\n\
                 \x20 - activity: Три\n    done: ▲[no-such-date]2023-02-30\n    status: ▲[unknown-value]отменина\n\
                 \x20 - activity: Четыре\n    id: ▲[doubled-id]\"1\"\n    done: ▲[done-in-future]2024-05-01\n\
                 \x20 - activity: Пять\n    term: ▲[unclear-term]когда рак свистнет\n",
            ),
            (
                "a/p/plans/2022.yaml",
                "title: Сломан\nperiod: 2022\nactivities:\n  - activity: Педсовет▲[yaml-syntax]: итоги\n",
            ),
            (
                "a/p/reports/1.md",
                "---\ntitle: Отчёт\ndate: ▲[bad-date]вчера\nactivities: [▲[unknown-plan]2029#1, ▲[unknown-stage]2023-2024#3/9, 2022#5]\n---\n\
                 Текст [сюда](▲[broken-fragment]#net) ![фото](▲[broken-image]нет.jpg) и [план](../plans/2022.yaml).\n",
            ),
            ("a/p/news/x.md", "▲[missing-date]---\ntitle: Новость без даты\n---\n"),
            ("a/p/news/2024-01-01-y.md", "▲[front-matter-open]---\ntitle: Не закрыт\n"),
            ("a/p/news/2024-01-02-z.md", "▲[missing-title]Просто текст.\n"),
            ("a/p/news/2024-01-04-z.md", "---\ntitle: ▲[wrong-type][а, б]\n---\nОдна ошибка, а не две.\n"),
            ("a/p/news/2024-02-31-z.md", "\n▲[no-such-date]# Тридцать первое февраля\n"),
            ("a/p/news/2024-01-05-z.md", "▲[front-matter-fence]+++\ntitle = \"Из Hugo\"\n+++\n"),
            (
                "a/p/plans/2021.yaml",
                "title: Два в одном\nperiod: 2021\n▲[activities-and-sections]activities:\n  - activity: А\n    ▲[undeclared-field]itog: Б\n\
                 sections:\n  - activities:\n      - activity: В\n        ▲[undeclared-field]itog: Г\n",
            ),
            ("a/p/plans/2020.yaml", "title:▲[yaml-syntax]\u{a0}Неразрывный пробел\nperiod: 2020\n"),
            (
                "a/p/news/2024-01-03-z.md",
                "---\ntitle: А\nslug: ▲[bad-slug]Большие Буквы\naliases: ▲[bad-alias]/А/../Б/\n---\n",
            ),
            ("a/p/con.md", "▲[device-name]# Имя устройства\n"),
            ("a/same.md", "▲[address-clash]# Раз\n"),
            ("a/other.md", "---\ntitle: Два\nslug: same\n---\n"),
        ],
        &[],
    );
    assert!(count >= 30, "only {count}");
}

/// Files that cannot be read at all are named with what they are.
#[test]
fn unreadable_files_are_named() {
    let (text, _, _) = encoding_rs::WINDOWS_1251
        .encode("title: План\nperiod: 2023/2024\n# Русский текст в старой кодировке Windows, каких много.\n");
    let utf16: Vec<u8> = "\u{feff}title: План\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let site = Site::new()
        .institution("a", "Школа")
        .project("a/p")
        .file("a/p/plans/cp1251.yaml", text)
        .file("a/p/plans/utf16.yaml", utf16)
        .file("a/p/plans/damaged.yaml", [b"title: ", "План".as_bytes(), b"\xff\xfe\n"].concat())
        .file("a/p/plans/nul.yaml", "title: П\0лан\n")
        .file("a/p/plans/bom.yaml", "\u{feff}title: План\r\nperiod: 2023/2024\r\nactivities: [{activity: А}]\r\n")
        .file("a/p/plans/mac.yaml", "title: План\rperiod: 2023/2024\ractivities:\r  - {activity: А}\r");
    let found = site.check();
    assert_eq!(
        found.findings(),
        [
            "not-utf8 content/a/p/plans/cp1251.yaml",
            "damaged-text content/a/p/plans/damaged.yaml",
            "not-text content/a/p/plans/nul.yaml",
            "not-utf8 content/a/p/plans/utf16.yaml"
        ]
    );
    let json: Vec<String> = found
        .report
        .findings
        .iter()
        .map(|finding| finding.to_json(letopis::locale::Lang::Russian).to_string())
        .collect();
    assert!(json.iter().all(|line| line.starts_with("{\"severity\":\"error\",\"code\":\"")), "{json:?}");
}
