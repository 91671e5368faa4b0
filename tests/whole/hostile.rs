//! Hostile input, given to the program itself: within 2 GiB of addresses and 20 seconds, without a panic, and nothing of
//! it gets out.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::common::{Site, TODAY_EPOCH};

/// A developer's build is many times slower than the one that people use, and tests share their machine.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 80 } else { 20 });
/// Very long phrases are as much shorter as that build is slower.
const SHARE: usize = if cfg!(debug_assertions) { 8 } else { 1 };

/// What the program wrote to both streams, and its status.
struct Ended {
    status: i32,
    text: String,
}

/// Runs `letopis COMMAND ROOT` in two gibibytes.
fn run(site: &Site, command: &str) -> Ended {
    let begun = Instant::now();
    let output = Command::new("bash")
        .args(["-c", "ulimit -v 2097152; exec timeout 90 \"$0\" \"$1\" \"$2\""])
        .arg(env!("CARGO_BIN_EXE_letopis"))
        .arg(command)
        .arg(site.root())
        .env("SOURCE_DATE_EPOCH", TODAY_EPOCH)
        .output()
        .unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let status = output.status.code().unwrap_or(-1);
    assert!(begun.elapsed() < LIMIT, "{command} took {:?}", begun.elapsed());
    assert!(!text.contains("panicked") && !text.contains("overflow"), "{}", &text[..text.len().min(4000)]);
    assert!(matches!(status, 0 | 1), "status {status}: {}", &text[..text.len().min(4000)]);
    Ended { status, text }
}

/// Builds and checks; what the file holds may be right or wrong, the neighbour's pages come either way.
fn check(path: &str, bytes: impl AsRef<[u8]>) -> String {
    let site = Site::new()
        .institution("b", "Сосед")
        .institution("a", "Школа")
        .project("a/p")
        .file("a/p/plans/1.yaml", "title: П\nperiod: 2023/2024\nactivities: [{activity: А, term: май}]\n")
        .file(path, bytes);
    run(&site, "check");
    let ended = run(&site, "build");
    if path != "site.yaml" {
        assert!(site.out().join("b/index.html").is_file(), "{path}: the neighbour was not built: {}", ended.text);
    }
    ended.text
}

#[test]
fn every_tuesday_of_a_century() {
    let plan = |period: &str, rows: usize| {
        let row = "  - {activity: Занятие, term: каждый вторник}\n";
        format!("title: План\nperiod: {period}\nactivities:\n{}", row.repeat(rows))
    };
    assert!(check("a/p/plans/2.yaml", plan("2000-2099", 2000)).contains("period-too-long"));
    // The longest that a plan may be.
    check("a/p/plans/2.yaml", plan("2000-2029", 2000 / SHARE));
}

#[test]
fn alias_bombs() {
    let mut bomb = String::from("title: &a0 [лол, лол, лол, лол, лол, лол, лол, лол, лол, лол]\n");
    for level in 1..12 {
        bomb.push_str(&format!("k{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", ")));
    }
    check("a/p/plans/2.yaml", &bomb);
    check("a/p/news/2024-01-01-n.md", format!("---\n{bomb}---\n"));
    check("site.yaml", &bomb);
    check("a/p/plans/3.yaml", "title: П\nperiod: 2023\nactivities: &x\n  - activity: *x\n");
}

#[test]
fn thousands_of_levels() {
    check("a/p/plans/2.yaml", format!("title: {}{}", "[".repeat(5000), "]".repeat(5000)));
    check("a/p/plans/3.yaml", format!("title: {}1{}", "{a: ".repeat(5000), "}".repeat(5000)));
    let block: String = (0..5000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    check("a/p/project.yaml", block);
    check("a/p/plans/4.yaml", format!("tasks:\n  {}x", "- ".repeat(5000)));
    check("a/p/news/2024-01-01-quotes.md", format!("# Н\n\n{}текст", "> ".repeat(20_000)));
    let list: String = (0..2000).map(|level| format!("{}- а\n", " ".repeat(2 * level))).collect();
    check("a/p/news/2024-01-01-list.md", format!("# Н\n\n{list}"));
    check("a/p/news/2024-01-01-links.md", format!("# Н\n\n{}", "[".repeat(50_000)));
    check("a/p/news/2024-01-01-marks.md", format!("# Н\n\n{}", "*a _b ".repeat(50_000)));
    check("a/p/news/2024-01-01-images.md", format!("# Н\n\n{}x{}", "![".repeat(5_000), "](y)".repeat(5_000)));
    check("a/p/news/2024-01-01-html.md", format!("# Н\n\n{}", "<div><b>".repeat(20_000)));
    check("a/p/news/2024-01-01-table.md", format!("# Н\n\n|{}\n|{}\n", "а|".repeat(5000), "-|".repeat(5000)));
    check("a/p/news/2024-01-01-notes.md", format!("# Н\n\n{}", "[^1]\n\n[^1]: [^1]\n\n".repeat(3000)));
}

#[test]
fn files_that_are_no_text() {
    assert!(check("a/p/plans/2.yaml", vec![0u8; 100_000]).contains("a/p/plans/2.yaml"));
    let large = "а: б\n".repeat(14_000_000);
    assert!(large.len() > 95_000_000);
    assert!(check("a/p/plans/3.yaml", &large).contains("a/p/plans/3.yaml"));
    assert!(check("a/p/news/2024-01-01-n.md", &large).contains("a/p/news/2024-01-01-n.md"));
    check("a/p/files/large.zip", &large);
    check("a/p/news/2024-01-01-b/photo.jpg", vec![0xff, 0xd8, 0xff]);
    check("logo.svg", "<svg onload=alert(1)>");
}

#[test]
fn very_long_things() {
    let long = "1 раз в месяц до 5 числа, ".repeat(45_000 / SHARE);
    assert!(long.len() > 1_000_000 / SHARE);
    check(
        "a/p/plans/2.yaml",
        format!("title: П\nperiod: 2023/2024\nactivities:\n  - activity: А\n    term: \"{long}\"\n"),
    );
    check("a/p/plans/3.yaml", format!("title: П\nperiod: {}\nactivities: []\n", "2023 ".repeat(200_000 / SHARE)));
    check(
        "a/p/plans/4.yaml",
        format!("title: {}\nperiod: 2023\nactivities: [{{activity: А}}]\n", "я".repeat(1_000_000)),
    );
    check("a/p/plans/5.yaml", format!("{}: 1\ntitle: П\n", "к".repeat(500_000)));
    check("a/p/news/2024-01-01-n.md", format!("# Н\n\n{}", "слово ".repeat(500_000)));
    check("a/p/news/2024-01-02-n.md", format!("# {}\n", "Заголовок ".repeat(100_000)));
    check("a/p/news/2024-01-03-n.md", format!("---\ntitle: Т\ntags: [{}]\n---\n", "т, ".repeat(50_000)));
}

#[test]
fn a_plan_of_a_hundred_thousand_rows() {
    let rows: String = (0..100_000).map(|row| format!("  - {{activity: А{row}, term: май}}\n")).collect();
    check("a/p/plans/2.yaml", format!("title: П\nperiod: 2023/2024\nactivities:\n{rows}"));
}

/// As many mistakes as rows, and all of them in one line.
#[test]
fn tens_of_thousands_of_mistakes() {
    let count = 80_000 / SHARE;
    let head = "title: П\nperiod: 2023/2024\n";
    for (before, row, after) in [
        ("activities:\n", "  - {activity: А, актывнасць: Б}\n", ""),
        ("activities: [", "{activity: А, activity: Б}, ", "]\n"),
    ] {
        let text = check("a/p/plans/2.yaml", format!("{head}{before}{}{after}", row.repeat(count)));
        assert!(text.matches("a/p/plans/2.yaml").count() >= count);
        assert!(text.len() < 2000 * count, "a message of {} bytes", text.len() / count);
    }
}

#[test]
fn nothing_behind_a_symlink_out_is_published() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.pdf"), "тайна").unwrap();
    fs::write(outside.path().join("page.md"), "# Тайна\n").unwrap();
    let site = Site::new().institution("a", "Школа").project("a/p").file("a/p/files/open.txt", "открыто");
    let files = site.content().join("a/p/files");
    symlink(outside.path(), files.join("folder")).unwrap();
    symlink(outside.path().join("secret.pdf"), files.join("secret.pdf")).unwrap();
    symlink(outside.path().join("page.md"), site.content().join("a/p/page.md")).unwrap();
    symlink("/etc/passwd", files.join("passwd.txt")).unwrap();
    symlink("loop", files.join("loop")).unwrap();
    symlink("../..", files.join("up")).unwrap();
    symlink("open.txt", files.join("again.txt")).unwrap();
    let ended = run(&site, "build");
    assert_eq!(ended.status, 0);
    let published = crate::common::files_of(&site.out());
    let all: Vec<&String> = published.keys().collect();
    assert!(published.contains_key("a/p/files/open.txt") && published.contains_key("a/p/files/again.txt"), "{all:?}");
    for (path, bytes) in &published {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("тайна") && !text.contains("Тайна") && !text.contains("root:"), "{path}");
    }
    let named =
        ended.text.split("[symlink-outside]").skip(1).filter_map(|told| told.split("--> ").nth(1)?.lines().next());
    let files = ["files/folder", "files/loop", "files/passwd.txt", "files/secret.pdf", "page.md"];
    assert_eq!(named.collect::<Vec<_>>(), files.map(|file| format!("content/a/p/{file}")), "{}", ended.text);
}

#[test]
fn keys_of_files_lead_nowhere_outside() {
    let site = Site::new()
        .institution("a", "Школа")
        .file(
            "a/p/project.yaml",
            "title: П\ndocuments:\n  - {title: Д, file: ../../../../../../../../etc/passwd}\n  - {title: Е, file: /etc/passwd}\n\
             \x20 - {title: Ж, file: \"..\\\\..\\\\..\\\\etc\\\\passwd\"}\n  - {title: З, file: \"%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd\"}\n\
             \x20 - {title: И, file: ../../site.yaml}\n  - {title: К, file: ../../../.letopis/records}\n",
        );
    run(&site, "build");
    for bytes in crate::common::files_of(&site.out()).values() {
        assert!(!String::from_utf8_lossy(bytes).contains("root:"));
    }
    let errors = site.check().errors();
    assert_eq!(errors.len(), 6, "{errors:?}");
}
