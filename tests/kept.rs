//! On an error nothing of an earlier output is lost, and a build that the machine fails leaves the site as it was: by
//! the program itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use letopis::driver::{Request, build};
use letopis::timing::Stage;
use serde_json::Value;
use tempfile::TempDir;

/// A page's path and bytes.
type Pages = BTreeMap<String, Vec<u8>>;

/// Two institutions, of which the second links to the first and holds a plan jointly with it.
const TWO: &[(&str, &str)] = &[
    ("site.yaml", "title: Район\n"),
    ("about.md", "# О сайте\n"),
    ("a/institution.yaml", "name: Школа А\nshort_name: А\n"),
    ("a/contacts.md", "# Контакты\n"),
    ("a/p/project.yaml", "title: Проект А\n"),
    ("a/p/news/2026-10-01-x.md", "# Новость А\n\nПервая.\n"),
    ("b/institution.yaml", "name: Школа Б\n"),
    ("b/p/project.yaml", "title: Проект Б\n"),
    ("b/p/news/2026-10-01-y.md", "# Новость Б\n\nСмотрите [у соседей](../../../a/p/news/2026-10-01-x.md).\n"),
    (
        "b/p/plans/2026-2027.yaml",
        "title: План\nperiod: 2026/2027\nactivities:\n  - {activity: Слёт, term: Октябрь 2026, with: [a]}\n",
    ),
];

struct Site {
    folder: TempDir,
}

impl Site {
    fn of(files: &[(&str, &str)]) -> Site {
        let site = Site { folder: TempDir::new().unwrap() };
        files.iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root().join("content").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_letopis"));
        command.args(["build", "--date", "2026-11-22", "--format", "json"]).args(more).current_dir(self.root());
        command
    }

    /// Builds, and says what was found; the last line is the summary.
    #[track_caller]
    fn build(&self, more: &[&str], status: i32) -> Vec<Value> {
        told(self.command(more).output().unwrap(), status)
    }

    /// What a fresh build of the same content makes.
    fn fresh(&self) -> Pages {
        let out = TempDir::new().unwrap();
        self.build(&["--out", out.path().to_str().unwrap()], 0);
        pages_in(out.path())
    }

    fn pages(&self) -> Pages {
        pages_in(&self.root().join("public"))
    }
}

#[track_caller]
fn told(output: Output, status: i32) -> Vec<Value> {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{out}\n{err}");
    out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
}

fn codes(told: &[Value]) -> Vec<&str> {
    told.iter().filter_map(|line| line["code"].as_str()).collect()
}

/// All files of a folder.
fn files_in(folder: &Path) -> Pages {
    let mut files = Pages::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// All that stands, but for what the program keeps for itself.
fn pages_in(out: &Path) -> Pages {
    files_in(out).into_iter().filter(|(path, _)| !path.starts_with(".letopis-")).collect()
}

#[track_caller]
fn assert_same(found: &Pages, expected: &Pages) {
    let differ: Vec<&String> =
        found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path)).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn an_institution_whose_file_is_lost_keeps_its_pages_and_its_place() {
    let site = Site::of(TWO);
    site.build(&[], 0);
    let before = site.pages();
    let file = site.at("a/institution.yaml");
    let text = fs::read(&file).unwrap();
    let lose: [&dyn Fn(); 3] = [
        &|| fs::remove_file(&file).unwrap(),
        &|| fs::rename(&file, site.at("a/institution.yaml.txt")).unwrap(),
        &|| {
            fs::remove_file(&file).unwrap();
            #[cfg(unix)]
            std::os::unix::fs::symlink("/etc/hostname", &file).unwrap();
        },
    ];
    for lose in lose {
        lose();
        for _ in 0..2 {
            let told = site.build(&[], 1);
            assert!(codes(&told).contains(&"project-outside-institution"), "{told:?}");
            assert!(!codes(&told).contains(&"broken-link"), "nothing that follows is told: {told:?}");
            assert_same(&site.pages(), &before);
        }
        // The others are built.
        site.write("b/p/news/2026-10-02-z.md", "# Ещё\n");
        site.build(&[], 1);
        assert!(site.pages().contains_key("b/p/news/2026-10-02-z/index.html"));
        fs::remove_file(site.at("b/p/news/2026-10-02-z.md")).unwrap();
        let _ = fs::remove_file(&file);
        let _ = fs::remove_file(site.at("a/institution.yaml.txt"));
        fs::write(&file, &text).unwrap();
        site.build(&[], 0);
        assert_same(&site.pages(), &before);
    }

    // The only institution, in content/ itself.
    let site = Site::of(&[
        ("site.yaml", "title: Сайт\n"),
        ("institution.yaml", "name: Школа\n"),
        ("contacts.md", "# Контакты\n"),
        ("p/project.yaml", "title: Проект\n"),
    ]);
    site.build(&[], 0);
    let before = site.pages();
    fs::remove_file(site.at("institution.yaml")).unwrap();
    site.build(&[], 1);
    assert_same(&site.pages(), &before);
}

#[test]
fn a_folder_that_is_gone_takes_its_pages_along_unless_it_was_renamed_with_an_error_in_it() {
    let site = Site::of(TWO);
    site.write("b/p/news/2026-10-01-y.md", "# Новость Б\n");
    site.build(&[], 0);
    let before = site.pages();
    fs::rename(site.at("a"), site.at("zz")).unwrap();
    site.write("zz/p/news/2026-10-02-y.md", "---\ntitel: А\n---\n");
    site.build(&[], 1);
    let kept = site.pages();
    assert!(before.keys().all(|path| kept.contains_key(path)) && !kept.contains_key("zz/index.html"));
    fs::remove_file(site.at("zz/p/news/2026-10-02-y.md")).unwrap();
    site.build(&[], 0);
    assert_same(&site.pages(), &site.fresh());
    // A plain removal, beside another's error.
    site.write("b/p/news/2026-10-02-y.md", "---\ntitel: А\n---\n");
    fs::remove_dir_all(site.at("zz")).unwrap();
    site.build(&[], 1);
    assert!(!site.pages().contains_key("zz/index.html") && site.pages().contains_key("b/index.html"));
}

#[test]
fn nobody_takes_the_place_of_pages_that_stay() {
    let site = Site::of(TWO);
    site.write("b/p/news/2026-10-01-y.md", "# Новость Б\n");
    site.build(&[], 0);
    let before = site.pages();
    site.write("a/institution.yaml", "name: Школа А\nslug: c\n");
    site.write("a/p/news/2026-10-02-x.md", "---\ntitel: А\n---\n");
    site.write("b/institution.yaml", "name: Школа Б\nslug: a\n");
    for _ in 0..2 {
        let told = site.build(&[], 1);
        assert!(codes(&told).contains(&"address-kept"), "{told:?}");
        assert_same(&site.pages(), &before);
    }
    fs::remove_file(site.at("a/p/news/2026-10-02-x.md")).unwrap();
    site.build(&[], 0);
    assert_same(&site.pages(), &site.fresh());
}

#[test]
fn strictly_a_warning_holds_back_its_institution_alone() {
    let site = Site::of(TWO);
    site.build(&[], 0);
    let before = site.pages();
    site.write("a/p/news/2026-10-01-x.md", "# Новость А\n\nВторая.\n");
    site.write("a/p/unread.xyz", "");
    site.write("b/p/news/2026-10-01-y.md", "# Новость Б\n\nВторая.\n");
    let told = site.build(&["--strict"], 1);
    let found = told.iter().find(|line| line["code"] == "unused-file").unwrap();
    assert_eq!(found["severity"], "error", "{told:?}");
    let summary = &told.last().unwrap()["summary"];
    assert_eq!((&summary["errors"], &summary["warnings"]), (&1.into(), &0.into()));
    let now = site.pages();
    let (a, b) = ("a/p/news/2026-10-01-x/index.html", "b/p/news/2026-10-01-y/index.html");
    assert_eq!(now[a], before[a]);
    assert_ne!(now[b], before[b]);
    // What an earlier build let pass counts as well.
    let told = site.build(&[], 0);
    assert_eq!(told.last().unwrap()["summary"]["warnings"], 1);
    assert_eq!(site.build(&["--strict"], 1).last().unwrap()["summary"]["errors"], 1);
    assert_same(&site.pages(), &site.fresh());
}

#[test]
fn an_obstacle_in_one_institution_leaves_all_as_they_were() {
    let site = Site::of(TWO);
    site.write("b/p/unread.xyz", "");
    site.build(&[], 0);
    let public = site.root().join("public");
    let page = public.join("a/p/news/2026-10-01-x/index.html");
    fs::remove_file(&page).unwrap();
    fs::create_dir(&page).unwrap();
    fs::write(page.join("somebody's"), "not ours").unwrap();
    let before = files_in(&public);
    site.write("a/p/news/2026-10-01-x.md", "# Новость А\n\nВторая.\n");
    site.write("b/p/news/2026-10-01-y.md", "# Новость Б\n\nВторая.\n");
    // What was found is told all the same, and the summary.
    let told = site.build(&[], 3);
    assert_eq!(codes(&told), ["unused-file"]);
    let summary = &told.last().unwrap()["summary"];
    assert_eq!((&summary["warnings"], &summary["written"]), (&1.into(), &0.into()));
    assert_same(&files_in(&public), &before);
    fs::remove_dir_all(&page).unwrap();
    site.build(&[], 0);
    assert_same(&site.pages(), &site.fresh());
}

#[test]
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn a_full_disk_leaves_all_as_they_were() {
    let site = Site::of(TWO);
    site.build(&[], 0);
    let public = site.root().join("public");
    let before = files_in(&public);
    site.write("a/p/news/2026-10-01-x.md", "# Новость А\n\nВторая.\n");
    site.write("b/p/news/2026-10-01-y.md", "# Новость Б\n\nВторая.\n");
    site.write("b/p/files/large.txt", &"x".repeat(1 << 20));
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 1024; exec \"$0\" build --date 2026-11-22 --format json"]);
    let output = limited.arg(env!("CARGO_BIN_EXE_letopis")).current_dir(site.root()).output().unwrap();
    let told = told(output, 3);
    assert_eq!(told.last().unwrap()["summary"]["written"], 0, "{told:?}");
    assert_same(&files_in(&public), &before);
    site.build(&[], 0);
    assert_same(&site.pages(), &site.fresh());
}

#[test]
fn what_is_remembered_of_another_build_is_not_believed() {
    let site = Site::of(TWO);
    let news = |word: &str| site.write("a/p/news/2026-10-01-x.md", &format!("# Новость\n\n{word}.\n"));
    news("Первая");
    site.build(&[], 0);
    let first = site.pages();
    let caches = fs::read_dir(site.root().join(".letopis")).unwrap().map(|entry| entry.unwrap().path());
    let records = caches.map(|cache| cache.join("records.json")).find(|file| file.is_file()).unwrap();
    let remembered = fs::read(&records).unwrap();
    news("Вторая");
    site.build(&[], 0);
    // As a build leaves it that is killed after its pages came in.
    fs::write(&records, remembered).unwrap();
    news("Первая");
    site.build(&[], 0);
    assert_same(&site.pages(), &first);
}

#[test]
fn the_program_killed_at_any_moment_leaves_every_page_whole() {
    let site = Site::of(TWO);
    let versions = [("Первая", "odna.md"), ("Вторая", "drugaya.md")];
    let change = |version: usize| {
        let (word, page) = versions[version];
        for (folder, news) in [("a", "2026-10-01-x"), ("b", "2026-10-01-y")] {
            site.write(&format!("{folder}/p/news/{news}.md"), &format!("# Новость\n\n{word}.\n"));
            site.write(&format!("{folder}/p/{page}"), &format!("# Страница\n\n{word}.\n"));
            let _ = fs::remove_file(site.at(&format!("{folder}/p/{}", versions[1 - version].1)));
        }
        site.write("site.yaml", &format!("title: Район {word}\n"));
    };
    let fresh = [0, 1].map(|version| {
        change(version);
        site.fresh()
    });
    change(0);
    let began = Instant::now();
    site.build(&[], 0);
    let length = began.elapsed().as_secs_f64();
    // Every run of the test has other moments.
    let mut seed = u64::from(std::process::id()) | 1;
    for round in 1..=100 {
        let version = round % 2;
        change(version);
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = (seed >> 33) as f64 / f64::from(1_u32 << 31);
        let mut child = site.command(&[]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_secs_f64(length * moment));
        let _ = child.kill();
        child.wait().unwrap();
        for (path, bytes) in site.pages() {
            let whole = fresh.iter().any(|pages| pages.get(&path) == Some(&bytes));
            assert!(whole, "round {round}: {path} is neither old nor new");
        }
        // Two killed builds may come one after another.
        if round % 3 != 1 {
            site.build(&[], 0);
            assert_same(&site.pages(), &fresh[version]);
        }
    }
}

#[test]
fn a_warm_build_is_a_cold_one_and_renders_no_more_than_it_must() {
    // The site's own page links to a page that no summary tells of.
    let site = Site::of(TWO);
    let draft = |slug: &str| format!("---\ntitle: Черновик\ndraft: true\nslug: {slug}\n---\nТекст.\n");
    for day in 1..20 {
        site.write(&format!("a/p/news/2026-09-{day:02}-n.md"), "# Новость\n");
    }
    site.write("a/p/news/2025-08-05-d.md", &draft("one"));
    site.write("about.md", "# О сайте\n\n[Сюда](a/p/news/2025-08-05-d.md)\n");
    site.build(&["--drafts"], 0);
    site.write("a/p/news/2025-08-05-d.md", &draft("two"));
    site.build(&["--drafts"], 0);
    let about = String::from_utf8(site.pages()["about/index.html"].clone()).unwrap();
    assert!(about.contains("/two/"), "{about}");

    let site = Site::of(TWO);
    let renders = || {
        let request = Request {
            root: site.root().to_owned(),
            out: site.root().join("public"),
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, 22),
            drafts: false,
            strict: false,
            force: false,
            progress: None,
        };
        let report = build(&request).unwrap();
        report.timings.iter().any(|(stage, time)| *stage == Stage::Export && !time.is_zero())
    };
    assert!(renders());
    assert!(!renders());
    site.write("site.yaml", "# Заметка\ntitle: Район\n");
    assert!(!renders(), "a comment changes no page");
    site.write("site.yaml", "title: Район и город\n");
    assert!(renders());
    assert_same(&site.pages(), &site.fresh());
    site.write("site.yaml", "title: Район и город\nfooter: Подвал\n");
    assert!(renders());
    let pages = site.pages();
    assert_same(&pages, &site.fresh());
    assert!(
        ["index.html", "a/p/index.html"].iter().all(|page| String::from_utf8_lossy(&pages[*page]).contains("Подвал"))
    );
}
