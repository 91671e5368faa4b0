//! Builds that are killed between any two steps.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Hands, OpenError, OutputFolder};
use crate::output::{Changes, ContentHash, Output};

/// A site as its parts: key, then path and bytes of each file. `=` before the bytes copies a file of the author's.
type Site = &'static [(&'static str, &'static [(&'static str, &'static str)])];

const BEFORE: Site = &[
    ("", &[("index.html", "home 1"), ("style.css", "css"), ("old-page/index.html", "old")]),
    (
        "school-9",
        &[
            ("school-9/index.html", "school 9, 1"),
            ("school-9/news/a/index.html", "news a"),
            ("school-9/turns-folder", "a file"),
            ("school-9/turns-file/index.html", "a folder's file"),
            ("school-9/turns-file/deep/photo.jpg", "=photo"),
            ("school-9/going/index.html", "goes"),
            ("school-9/moves.html", "moves to another part"),
        ],
    ),
    ("closed", &[("closed/index.html", "closed school"), ("closed/a/b/c.html", "deep")]),
];

const AFTER: Site = &[
    ("", &[("index.html", "home 2"), ("style.css", "css"), ("new-page/index.html", "new"), ("alone.html", "alone")]),
    (
        "school-9",
        &[
            ("school-9/index.html", "school 9, 2"),
            ("school-9/news/a/index.html", "news a"),
            ("school-9/news/b/index.html", "news b"),
            ("school-9/news/b/photo.jpg", "=photo"),
            ("school-9/turns-folder/index.html", "a folder now"),
            ("school-9/turns-folder/x/y.html", "deep in it"),
            ("school-9/turns-file", "a file now"),
            ("school-9/news/page.html", "single"),
        ],
    ),
    (
        "school-10",
        &[("school-10/index.html", "school 10"), ("school-9/moves.html", "moved"), ("school-10/e/f.html", "")],
    ),
];

/// A root with its output folder.
struct BuildContext {
    root: TempDir,
}

impl BuildContext {
    fn new() -> BuildContext {
        let root = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(root.path().join("content")).expect("content");
        fs::write(root.path().join("content/photo"), "a photo").expect("photo");
        BuildContext { root }
    }

    fn out(&self) -> std::path::PathBuf {
        self.root.path().join("public")
    }

    fn open(&self, hands: Hands) -> Result<OutputFolder, OpenError> {
        OutputFolder::open_with(hands, &self.out(), self.root.path(), false)
    }

    fn build_with(&self, hands: Hands, site: Site) -> Option<Changes> {
        let folder = self.open(hands).ok()?;
        for (key, files) in site {
            let mut output = Output::new();
            for (path, bytes) in *files {
                match bytes.strip_prefix('=') {
                    Some(_) => output.insert_copy(*path, "content/photo", ContentHash::of(b"a photo")),
                    None => output.insert(*path, *bytes),
                }
            }
            folder.publish(key, output, &format!("summary of {key}")).ok()?;
        }
        folder.finish().ok()
    }

    fn build(&self, site: Site) -> Changes {
        self.build_with(Hands::default(), site).expect("a build that is not killed succeeds")
    }

    /// Builds until killed after so many steps; whether it was done before.
    fn build_killed(&self, site: Site, steps: u64) -> bool {
        let hands = Hands::default();
        hands.life.ends_after(steps);
        self.build_with(hands, site).is_some()
    }

    /// Every file and folder of the output folder; a folder's bytes are none.
    fn standing(&self) -> BTreeMap<String, Option<Vec<u8>>> {
        let out = self.out();
        let entries = walkdir::WalkDir::new(&out).min_depth(1).into_iter().flatten();
        entries
            .map(|entry| {
                let path = entry.path().strip_prefix(&out).expect("inside").to_str().expect("Unicode").to_owned();
                (path, entry.file_type().is_file().then(|| fs::read(entry.path()).expect("readable")))
            })
            .collect()
    }

    /// Every page that stands is whole: an old one or a new one.
    fn all_is_whole(&self, when: &str) {
        for (path, bytes) in self.standing() {
            let Some(bytes) = bytes else { continue };
            if path.starts_with(".letopis-") || path == "foreign.txt" || path == "school-9/foreign.txt" {
                continue;
            }
            let whole = [BEFORE, AFTER].into_iter().flatten().flat_map(|(_, files)| *files).any(|(listed, content)| {
                *listed == path && (bytes == content.as_bytes() || content.starts_with('=') && bytes == b"a photo")
            });
            assert!(whole, "{when}: {path} holds {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}

fn fresh(site: Site) -> BTreeMap<String, Option<Vec<u8>>> {
    let ground = BuildContext::new();
    ground.build(site);
    ground.standing()
}

fn forget_cache(root: &Path) {
    let _ = fs::remove_dir_all(root.join(".letopis"));
}

#[test]
fn a_first_build_killed_at_any_step_is_made_good() {
    let expected = fresh(AFTER);
    for steps in 0.. {
        let ground = BuildContext::new();
        let done = ground.build_killed(AFTER, steps);
        ground.all_is_whole(&format!("after {steps} steps"));
        ground.build(AFTER);
        assert_eq!(ground.standing(), expected, "after {steps} steps");
        if done {
            assert!(steps > 30, "{steps} steps");
            break;
        }
    }
}

#[test]
fn a_later_build_killed_at_any_step_is_made_good() {
    for next in [AFTER, BEFORE] {
        let mut expected = fresh(next);
        expected.insert("foreign.txt".to_owned(), Some(b"not ours".to_vec()));
        expected.insert("school-9/foreign.txt".to_owned(), Some(b"not ours either".to_vec()));
        for with_cache in [true, false] {
            // Without the cache every other step must do: a killed build never gets to writing it.
            for steps in (0..).step_by(if with_cache { 1 } else { 3 }) {
                let ground = BuildContext::new();
                ground.build(BEFORE);
                fs::write(ground.out().join("foreign.txt"), "not ours").expect("written");
                fs::write(ground.out().join("school-9/foreign.txt"), "not ours either").expect("written");
                let done = ground.build_killed(AFTER, steps);
                let when = format!("after {steps} steps, cache {with_cache}");
                ground.all_is_whole(&when);
                if !with_cache {
                    forget_cache(ground.root.path());
                }
                ground.build(next);
                assert_eq!(ground.standing(), expected, "{when}");
                if done {
                    break;
                }
            }
        }
    }
}

#[test]
fn builds_killed_one_after_another_are_made_good() {
    let expected = [(AFTER, fresh(AFTER)), (BEFORE, fresh(BEFORE))];
    for first in (0..70).step_by(7) {
        for second in (0..30).step_by(5) {
            let ground = BuildContext::new();
            if first % 14 == 0 {
                ground.build(BEFORE);
            }
            for (site, steps) in [(AFTER, first), (AFTER, second), (BEFORE, second + 9)] {
                ground.build_killed(site, steps);
                ground.all_is_whole(&format!("{first}, then {second} steps"));
            }
            let (next, expected) = &expected[second as usize % 2];
            ground.build(next);
            assert_eq!(&ground.standing(), expected, "{first}, then {second} steps");
        }
    }
}

#[test]
fn a_build_whose_folders_go_file_by_file_and_is_killed_is_made_good() {
    let expected = fresh(BEFORE);
    for steps in 0.. {
        let ground = BuildContext::new();
        ground.build(BEFORE);
        let hands = Hands::default();
        hands.life.let_folders_stick();
        hands.life.ends_after(steps);
        let done = ground.build_with(hands, AFTER).is_some();
        ground.all_is_whole(&format!("after {steps} steps"));
        if done {
            assert_eq!(ground.standing(), fresh(AFTER));
        }
        ground.build(BEFORE);
        assert_eq!(ground.standing(), expected, "after {steps} steps");
        if done {
            break;
        }
    }
}

#[test]
fn what_a_killed_build_left_is_told_from_what_somebody_put_there() {
    let ground = BuildContext::new();
    // Killed as late as can be, so that all pages stand and only the journal tells whose they are.
    let mut steps = 0;
    while !BuildContext::new().build_killed(AFTER, steps) {
        steps += 1;
    }
    let manifest = ground.out().join(".letopis-manifest");
    let late = (1..steps).rev().find(|steps| {
        forget_cache(&ground.out());
        let _ = fs::remove_dir_all(ground.out());
        !ground.build_killed(AFTER, *steps) && !manifest.exists() && ground.out().join("school-10/index.html").exists()
    });
    assert!(late.is_some());
    fs::write(ground.out().join("school-10/index.html"), "by hand").expect("written");
    ground.build(BEFORE);
    let standing = ground.standing();
    assert_eq!(standing.get("school-10/index.html"), Some(&Some(b"by hand".to_vec())), "somebody's bytes stay");
    assert_eq!(standing.get("school-10/e"), None, "ours go");
}

#[test]
fn changes_are_told_against_the_last_finished_build() {
    let ground = BuildContext::new();
    ground.build(BEFORE);
    ground.build_killed(AFTER, 40);
    let changes = ground.build(AFTER);
    let marked: Vec<String> = changes.lines().iter().map(|(mark, path)| format!("{mark}{path}")).collect();
    assert_eq!(
        marked,
        [
            "+alone.html",
            "-closed/a/b/c.html",
            "-closed/index.html",
            "~index.html",
            "+new-page/index.html",
            "-old-page/index.html",
            "+school-10/e/f.html",
            "+school-10/index.html",
            "-school-9/going/index.html",
            "~school-9/index.html",
            "~school-9/moves.html",
            "+school-9/news/b/index.html",
            "+school-9/news/b/photo.jpg",
            "+school-9/news/page.html",
            "+school-9/turns-file",
            "-school-9/turns-file/deep/photo.jpg",
            "-school-9/turns-file/index.html",
            "-school-9/turns-folder",
            "+school-9/turns-folder/index.html",
            "+school-9/turns-folder/x/y.html",
        ]
    );
    assert!(ground.build(AFTER).is_empty(), "a second build changes nothing");
}
