//! Reading and publishing on a real disk: what is found, what is refused, what is touched and what is not.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use letopis::disk::{CacheFolder, Entry, OpenError, OutputFolder, Reader, RefusalReason, scan, scan_folder};
use letopis::locale::Lang;
use letopis::output::{Changes, ContentHash, Manifest, Output};
use tempfile::TempDir;

type Tested = Result<(), Box<dyn Error>>;

/// A root in a temporary folder.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Site {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("site/content")).expect("content");
        Site { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Writes a file of the author's, or of somebody's.
    fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Site {
        self.put(path, bytes);
        self
    }

    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn get(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| format!("({:?})", error.kind()))
    }

    fn open(&self) -> OutputFolder {
        OutputFolder::open(&self.out(), &self.root(), false).unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Builds a site of one part.
    fn build(&self, files: &[(&str, &str)]) -> Result<Changes, String> {
        self.build_parts(&[("all", files)], false)
    }

    fn build_parts(&self, parts: &[(&str, &[(&str, &str)])], force: bool) -> Result<Changes, String> {
        let folder = OutputFolder::open(&self.out(), &self.root(), force).map_err(|error| format!("{error:?}"))?;
        for (key, files) in parts {
            folder.publish(key, output(files), &()).map_err(|failure| failure.to_string())?;
        }
        folder.finish().map_err(|failure| failure.to_string())
    }

    /// The files and folders of the output folder.
    fn standing(&self) -> Vec<String> {
        let out = self.out();
        let mut paths: Vec<String> = walkdir::WalkDir::new(&out)
            .min_depth(1)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.path().strip_prefix(&out).ok()?.to_str()?.to_owned()))
            .filter(|path| path != Manifest::FILE_NAME)
            .collect();
        paths.sort();
        paths
    }
}

fn output(files: &[(&str, &str)]) -> Output {
    let mut output = Output::new();
    for (path, bytes) in files {
        output.insert(*path, *bytes);
    }
    output
}

#[cfg(unix)]
fn link(to: impl AsRef<Path>, at: impl AsRef<Path>) {
    std::os::unix::fs::symlink(to, at).expect("a link");
}

// Reading

#[test]
fn a_scan_lists_files_by_their_bytes_and_passes_leavings_over() -> Tested {
    let site = Site::new().with("content/site.yaml", "").with("content/b/x.md", "").with("content/b.md", "");
    let site = site.with("content/школа/план.yaml", "").with("content/.git/config", "").with("content/a.tmp", "");
    let site = site.with("content/~$план.docx", "").with("content/b/Thumbs.db", "").with("content/b/old.bak/x", "");
    site.put("themes/light/static/x.css", "a{}");
    let (tree, findings) = scan(&site.root())?;
    let paths: Vec<&str> = tree.entries().iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["content/b.md", "content/b/x.md", "content/site.yaml", "content/школа/план.yaml"]);
    assert!(findings.is_empty());
    assert_eq!(tree.under("content/школа").len(), 1);
    assert_eq!(scan_folder(&site.root(), "themes/light")?.0.entries().len(), 1);
    assert_eq!(scan_folder(&site.root(), "themes/dark")?.0.entries().len(), 0);
    Ok(())
}

#[test]
#[cfg(unix)]
fn links_are_followed_to_files_within_the_root_and_nowhere_else() -> Tested {
    let site = Site::new().with("content/a.md", "text").with("shared/logo.svg", "<svg/>").with("../secret", "secret");
    site.put("content/folder/x.md", "");
    let content = site.root().join("content");
    link("../shared/logo.svg", content.join("logo.svg"));
    link("../../secret", content.join("out"));
    link(site.folder.path(), content.join("out-folder"));
    link("nowhere", content.join("broken"));
    link("circle", content.join("circle"));
    link("..", content.join("folder/up"));
    link("/dev/zero", content.join("endless"));
    assert!(Command::new("mkfifo").arg(content.join("pipe")).status()?.success());
    let (tree, findings) = scan(&site.root())?;
    let paths: Vec<&str> = tree.entries().iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["content/a.md", "content/folder/x.md", "content/logo.svg"]);
    let found: Vec<(&str, &str)> =
        findings.iter().map(|finding| (finding.file().unwrap_or_default(), finding.problem.code())).collect();
    assert_eq!(
        found,
        [
            ("content/broken", "symlink-outside"),
            ("content/circle", "symlink-outside"),
            ("content/endless", "symlink-outside"),
            ("content/folder/up", "not-a-file"),
            ("content/out", "symlink-outside"),
            ("content/out-folder", "symlink-outside"),
            ("content/pipe", "not-a-file"),
        ]
    );
    let entry = tree.get("content/logo.svg").ok_or("no logo")?;
    assert_eq!(entry.size(), 6, "the size is the file's, not the link's");
    Ok(())
}

#[test]
#[cfg(unix)]
fn the_content_itself_may_not_be_a_link() -> Tested {
    let site = Site::new();
    fs::remove_dir(site.root().join("content"))?;
    fs::create_dir(site.folder.path().join("elsewhere"))?;
    fs::write(site.folder.path().join("elsewhere/a.md"), "")?;
    link("../elsewhere", site.root().join("content"));
    let (tree, findings) = scan(&site.root())?;
    assert!(tree.entries().is_empty());
    assert_eq!(findings.len(), 1);
    Ok(())
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_not_unicode_is_a_warning() -> Tested {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new();
    let name = std::ffi::OsStr::from_bytes(b"\xef\xeb\xe0\xed.yaml");
    fs::write(site.root().join("content").join(name), "")?;
    let (tree, findings) = scan(&site.root())?;
    assert!(tree.entries().is_empty());
    assert_eq!(findings.iter().map(|finding| finding.problem.code()).collect::<Vec<_>>(), ["name-not-unicode"]);
    Ok(())
}

#[test]
fn text_is_read_as_utf_8_and_everything_else_is_named() -> Tested {
    let site = Site::new().with("content/a.md", "\u{feff}Один\r\nдва\rтри\n").with("content/b.md", b"\xcf\xeb\xe0\xed");
    site.put("content/c.md", "a\0b");
    fs::File::create(site.root().join("content/huge.md"))?.set_len(100 * 1024 * 1024)?;
    let (tree, _) = scan(&site.root())?;
    let read = |path| -> Result<String, Box<dyn Error>> {
        let entry: &Entry = tree.get(path).ok_or("not listed")?;
        Ok(match Reader::new(&site.root(), &CacheFolder::none()).source(entry)? {
            Ok(source) => source.text.clone(),
            Err(finding) => format!("({} {:?})", finding.problem.code(), finding.line_and_column()),
        })
    };
    assert_eq!(read("content/a.md")?, "Один\nдва\nтри\n");
    assert_eq!(read("content/b.md")?, "(not-utf8 None)");
    assert_eq!(read("content/c.md")?, "(not-text None)");
    assert_eq!(read("content/huge.md")?, "(file-too-large None)");
    Ok(())
}

#[test]
fn a_file_that_vanishes_is_a_failure_and_not_a_crash() -> Tested {
    let site = Site::new().with("content/a.md", "text");
    let (tree, _) = scan(&site.root())?;
    fs::remove_file(site.root().join("content/a.md"))?;
    let reader = Reader::new(&site.root(), &CacheFolder::none());
    let failure = reader.source(&tree.entries()[0]).err().ok_or("it was read")?;
    assert!(failure.is_vanished());
    assert!(failure.message(Lang::Russian).contains("a.md"), "{}", failure.message(Lang::Russian));
    assert!(failure.help(Lang::Russian).is_some());
    Ok(())
}

#[test]
fn a_fingerprint_follows_names_and_bytes_but_not_dates() -> Tested {
    let site = Site::new().with("content/a.md", "text").with("content/b.md", "more");
    let fingerprint = || -> Result<ContentHash, Box<dyn Error>> {
        let (tree, _) = scan(&site.root())?;
        Ok(Reader::new(&site.root(), &CacheFolder::none()).fingerprint(tree.entries())?)
    };
    let first = fingerprint()?;
    fs::File::open(site.root().join("content/a.md"))?.set_modified(SystemTime::UNIX_EPOCH)?;
    assert_eq!(fingerprint()?, first, "a touch is no change");
    site.put("content/a.md", "texT");
    let second = fingerprint()?;
    assert_ne!(second, first);
    fs::rename(site.root().join("content/b.md"), site.root().join("content/c.md"))?;
    assert_ne!(fingerprint()?, second);
    Ok(())
}

#[test]
fn remembered_files_are_not_read_and_fresh_ones_are_not_remembered() -> Tested {
    let site = Site::new().with("content/old.md", "old");
    std::thread::sleep(Duration::from_millis(2100));
    site.put("content/new.md", "new");
    let (tree, _) = scan(&site.root())?;
    let cache = CacheFolder::open(&site.root(), &site.out());
    let reader = Reader::new(&site.root(), &cache);
    let fingerprint = reader.fingerprint(tree.entries())?;
    reader.remember(&cache);
    let hash = |name: &str| ContentHash::of(name.as_bytes());
    let reader = Reader::new(&site.root(), &cache);
    // The entries are of the first scan: whoever believes their stamps does not see that the bytes are others now.
    site.put("content/old.md", "OLD");
    site.put("content/new.md", "NEW");
    assert_eq!(reader.hash(tree.get("content/old.md").ok_or("not listed")?)?, hash("old"));
    assert_eq!(reader.hash(tree.get("content/new.md").ok_or("not listed")?)?, hash("NEW"));
    let (tree, _) = scan(&site.root())?;
    assert_ne!(reader.fingerprint(tree.entries())?, fingerprint);
    assert_eq!(reader.hash(tree.get("content/old.md").ok_or("not listed")?)?, hash("OLD"), "a new stamp is seen");
    Ok(())
}

// Caches

#[test]
fn a_cache_keeps_what_it_was_given_and_forgets_what_was_spoilt() -> Tested {
    let site = Site::new();
    let cache = CacheFolder::open(&site.root(), &site.out());
    assert_eq!(cache.load::<Vec<u32>>("numbers"), None);
    assert!(!site.root().join(".letopis").exists(), "looking makes nothing");
    cache.store("numbers", &vec![1, 2, 3]);
    assert_eq!(cache.load::<Vec<u32>>("numbers"), Some(vec![1, 2, 3]));
    assert_eq!(cache.load::<String>("numbers"), None, "another shape is none");
    assert_eq!(site.get(".letopis/.gitignore"), "*\n");
    let other = CacheFolder::open(&site.root(), &site.root().join("elsewhere"));
    assert_eq!(other.load::<Vec<u32>>("numbers"), None, "each output folder has its own");
    for file in walkdir::WalkDir::new(site.root().join(".letopis")).into_iter().flatten() {
        if file.file_type().is_file() && file.file_name() != ".gitignore" {
            let mut bytes = fs::read(file.path())?;
            *bytes.last_mut().ok_or("empty")? ^= 1;
            fs::write(file.path(), bytes)?;
        }
    }
    assert_eq!(cache.load::<Vec<u32>>("numbers"), None);
    CacheFolder::none().store("numbers", &1);
    Ok(())
}

#[test]
fn a_cache_that_cannot_be_written_is_done_without() -> Tested {
    let site = Site::new().with(".letopis", "a file in the way");
    let cache = CacheFolder::open(&site.root(), &site.out());
    cache.store("numbers", &1);
    assert_eq!(cache.load::<u32>("numbers"), None);
    site.build(&[("index.html", "1")])?;
    assert!(site.build(&[("index.html", "1")])?.is_empty());
    Ok(())
}

// Publishing

#[test]
fn only_what_differs_is_written() -> Tested {
    let site = Site::new();
    let changes = site.build(&[("index.html", "1"), ("a/index.html", "2"), ("a/b.html", "3")])?;
    assert_eq!(changes.new, ["a/b.html", "a/index.html", "index.html"]);
    for with_cache in [true, false] {
        if !with_cache {
            fs::remove_dir_all(site.root().join(".letopis"))?;
        }
        let before = fs::metadata(site.out().join("a/b.html"))?.modified()?;
        let manifest = fs::metadata(site.out().join(Manifest::FILE_NAME))?.modified()?;
        std::thread::sleep(Duration::from_millis(20));
        assert!(site.build(&[("index.html", "1"), ("a/index.html", "2"), ("a/b.html", "3")])?.is_empty());
        assert_eq!(fs::metadata(site.out().join("a/b.html"))?.modified()?, before);
        assert_eq!(fs::metadata(site.out().join(Manifest::FILE_NAME))?.modified()?, manifest);
    }
    let before = fs::metadata(site.out().join("a/b.html"))?.modified()?;
    let changes = site.build(&[("index.html", "1"), ("a/index.html", "two"), ("a/b.html", "3"), ("c/d.html", "4")])?;
    assert_eq!(
        (changes.new, changes.changed, changes.removed),
        (vec!["c/d.html".into()], vec!["a/index.html".into()], vec![])
    );
    assert_eq!(fs::metadata(site.out().join("a/b.html"))?.modified()?, before);
    Ok(())
}

#[test]
fn the_way_there_does_not_show_in_what_stands() -> Tested {
    let files: [&[(&str, &str)]; 4] = [
        &[("a", "a file"), ("b/c/d.html", "1"), ("x.html", "x")],
        &[("a/b.html", "in a folder"), ("b/c", "a file"), ("x.html", "y")],
        &[],
        &[("a/b.html", "in a folder"), ("b/c/d.html", "2")],
    ];
    let site = Site::new();
    for round in [0, 1, 0, 2, 3, 1, 3, 0] {
        site.build(files[round])?;
        let fresh = Site::new();
        fresh.build(files[round])?;
        assert_eq!(site.standing(), fresh.standing(), "round {round}");
        assert_eq!(site.get("public/.letopis-manifest"), fresh.get("public/.letopis-manifest"), "round {round}");
        for (path, bytes) in files[round] {
            assert_eq!(&site.get(&format!("public/{path}")), bytes, "round {round}: {path}");
        }
    }
    Ok(())
}

#[test]
fn what_was_spoilt_by_hand_is_mended_and_told() -> Tested {
    let site = Site::new();
    let files = [("a/1.html", "1"), ("a/2.html", "2"), ("b/3.html", "3")];
    site.build(&files)?;
    assert!(site.open().is_intact("all"));
    site.put("public/a/1.html", "spoilt");
    fs::remove_file(site.out().join("a/2.html"))?;
    fs::remove_dir_all(site.out().join("b"))?;
    assert!(!site.open().is_intact("all"));
    let changes = site.build(&files)?;
    assert_eq!(changes.changed, ["a/1.html"]);
    assert_eq!(changes.new, ["a/2.html", "b/3.html"]);
    assert_eq!(site.get("public/a/1.html"), "1");
    assert!(site.open().is_intact("all"));
    Ok(())
}

#[test]
fn a_part_is_kept_with_its_files_and_its_summary() -> Tested {
    let site = Site::new();
    let folder = site.open();
    folder.publish("one", output(&[("one/index.html", "1")]), &BTreeMap::from([("progress", 0.1 + 0.2)]))?;
    folder.publish("two", output(&[("two/index.html", "2")]), &"two")?;
    folder.finish()?;
    let manifest = site.get("public/.letopis-manifest");
    let folder = site.open();
    assert!(folder.is_intact("one"));
    assert_eq!(folder.earlier().part("two").and_then(|part| part.summary::<String>()).as_deref(), Some("two"));
    folder.keep("one");
    folder.keep("two");
    folder.keep("never built");
    assert!(folder.finish()?.is_empty());
    assert_eq!(site.get("public/.letopis-manifest"), manifest);
    let folder = site.open();
    folder.keep("one");
    assert_eq!(folder.finish()?.removed, ["two/index.html"], "neither published nor kept is gone");
    assert_eq!(site.standing(), ["one", "one/index.html"]);
    Ok(())
}

#[test]
fn a_copy_is_the_authors_file() -> Tested {
    let site = Site::new().with("content/film.mp4", vec![7; 300_000]);
    let publish = |hash| -> Result<Changes, Box<dyn Error>> {
        let folder = site.open();
        let mut output = Output::new();
        output.insert_copy("files/film.mp4", "content/film.mp4", hash);
        folder.publish("all", output, &())?;
        Ok(folder.finish()?)
    };
    let hash = ContentHash::of(&vec![7; 300_000]);
    assert_eq!(publish(hash)?.new, ["files/film.mp4"]);
    assert_eq!(fs::read(site.out().join("files/film.mp4"))?, vec![7; 300_000]);
    assert!(publish(hash)?.is_empty());
    fs::remove_dir_all(site.root().join(".letopis"))?;
    assert!(publish(hash)?.is_empty());
    site.put("content/film.mp4", "short");
    assert_eq!(publish(ContentHash::of(b"short"))?.changed, ["files/film.mp4"]);
    assert_eq!(site.get("public/files/film.mp4"), "short");
    Ok(())
}

// What is not ours

#[test]
fn foreign_files_stay() -> Tested {
    let site = Site::new();
    site.build(&[("a/1.html", "1"), ("b/2.html", "2")])?;
    site.put("public/CNAME", "school.by");
    site.put("public/a/notes.txt", "mine");
    site.put("public/b/c/deep.txt", "mine");
    site.build(&[("d/3.html", "3")])?;
    assert_eq!(
        site.standing(),
        ["CNAME", "a", "a/notes.txt", "b", "b/c", "b/c/deep.txt", "d", "d/3.html"],
        "and the folders that hold them"
    );
    Ok(())
}

#[test]
fn a_foreign_file_at_our_path_is_adopted_if_it_is_the_same_and_named_if_not() -> Tested {
    let site = Site::new();
    site.build(&[("index.html", "1")])?;
    site.put("public/same.html", "same");
    site.put("public/other.html", "theirs");
    let files = [("index.html", "2"), ("other.html", "ours"), ("same.html", "same")];
    let message = site.build(&files).err().ok_or("it was replaced")?;
    assert!(message.contains("other.html"), "{message}");
    assert_eq!(site.get("public/index.html"), "1", "nothing of the part was written");
    assert_eq!(site.get("public/other.html"), "theirs");
    site.build_parts(&[("all", &files)], true)?;
    assert_eq!(site.get("public/other.html"), "ours", "with force");
    site.build(&[])?;
    assert_eq!(site.standing(), [""; 0]);
    Ok(())
}

#[test]
fn what_stands_in_the_way_is_named_and_the_earlier_site_is_intact() -> Tested {
    for force in [false, true] {
        let site = Site::new();
        site.build(&[("index.html", "1"), ("a/b.html", "1")])?;
        fs::create_dir_all(site.out().join("new.html"))?;
        site.put("public/new.html/theirs.txt", "theirs");
        site.put("public/folder", "theirs");
        let standing = site.standing();
        for (blocked, path) in [("new.html", "new.html"), ("folder", "folder/x.html")] {
            let files = [("index.html", "2"), ("a/b.html", "2"), (path, "new")];
            let message = site.build_parts(&[("all", &files)], force).err().ok_or("it was replaced")?;
            assert!(message.contains(blocked), "{message}");
            assert_eq!(site.get("public/index.html"), "1");
            assert_eq!(site.get("public/a/b.html"), "1");
            let mut now = site.standing();
            now.retain(|path| path != ".letopis-journal");
            assert_eq!(now, standing);
        }
        assert_eq!(site.build(&[("index.html", "2"), ("a/b.html", "1")])?.changed, ["index.html"], "and it goes on");
    }
    Ok(())
}

#[test]
fn an_empty_folder_in_the_way_gives_way() -> Tested {
    let site = Site::new();
    site.build(&[("index.html", "1")])?;
    fs::create_dir_all(site.out().join("a.html/b"))?;
    site.build(&[("a.html", "page")])?;
    assert_eq!(site.standing(), ["a.html"]);
    Ok(())
}

#[test]
#[cfg(unix)]
fn nothing_is_written_or_removed_behind_a_link() -> Tested {
    let site = Site::new().with("../elsewhere/1.html", "1").with("../elsewhere/2.html", "theirs");
    site.build(&[("a/1.html", "1"), ("a/2.html", "2"), ("b.html", "b")])?;
    fs::remove_dir_all(site.out().join("a"))?;
    link("../../elsewhere", site.out().join("a"));
    fs::remove_file(site.out().join("b.html"))?;
    link("../../elsewhere/2.html", site.out().join("b.html"));
    assert!(!site.open().is_intact("all"));
    assert!(site.build(&[("a/1.html", "new")]).is_err());
    let elsewhere = |name: &str| fs::read_to_string(site.folder.path().join("elsewhere").join(name));
    assert_eq!(elsewhere("1.html")?, "1");
    site.build(&[("b.html", "new")])?;
    assert_eq!(elsewhere("1.html")?, "1", "not removed through the link");
    assert_eq!(elsewhere("2.html")?, "theirs", "not written through the link");
    assert_eq!(site.get("public/b.html"), "new");
    assert!(fs::symlink_metadata(site.out().join("b.html"))?.is_file());
    Ok(())
}

// Refusals

#[test]
fn some_folders_are_refused() -> Tested {
    let site = Site::new().with("content/school/institution.yaml", "").with("full/of/things", "");
    let refused = |out: &Path, force| match OutputFolder::open(out, &site.root(), force) {
        Err(OpenError::Refused(refusal)) => {
            assert!(refusal.message(Lang::Russian).contains(refusal.folder.to_str().unwrap_or_default()));
            assert!(refusal.help(Lang::Belarusian).is_some());
            Some(refusal.reason)
        }
        Err(OpenError::Failed(failure)) => panic!("{failure}"),
        Ok(_) => None,
    };
    let root = site.root();
    for force in [false, true] {
        for out in [root.clone(), root.join("."), root.join("content/.."), site.folder.path().to_owned(), "/".into()] {
            assert_eq!(refused(&out, force), Some(RefusalReason::Root), "{}", out.display());
        }
        for out in [root.join("content"), root.join("x/../content"), root.join("content/school")] {
            assert_eq!(refused(&out, force), Some(RefusalReason::Content), "{}", out.display());
        }
        if let Some(home) = std::env::home_dir().filter(|home| home.components().count() > 1) {
            assert_eq!(refused(&home, force), Some(RefusalReason::Home), "{}", home.display());
        }
        #[cfg(unix)]
        {
            let at = site.folder.path().join(format!("link-{force}"));
            link("site/content", &at);
            assert_eq!(refused(&at, force), Some(RefusalReason::Content), "a link is resolved");
        }
    }
    assert_eq!(refused(&root.join("full"), false), Some(RefusalReason::NotOurs));
    assert_eq!(refused(&root.join("full"), true), None);
    assert_eq!(refused(&root.join("none/yet"), false), None);
    assert!(!root.join("none").exists(), "opening makes nothing");
    fs::create_dir(root.join("empty"))?;
    assert_eq!(refused(&root.join("empty"), false), None);
    assert_eq!(fs::read_dir(root.join("empty"))?.count(), 0, "and leaves nothing");
    Ok(())
}

#[test]
fn a_manifest_that_cannot_be_believed_is_none() -> Tested {
    let hash = ContentHash::of(b"1");
    let heading = "{\"letopis_manifest\":1}\n";
    for garbled in [
        "garbage".to_owned(),
        String::new(),
        "{\"letopis_manifest\":99}\n".to_owned(),
        format!("{heading}{{\"part\":\"a\",\"files\":{{\"../../precious\":\"{hash}\"}}}}\n1\n"),
        format!("{heading}{{\"part\":\"a\",\"files\":{{\"/precious\":\"{hash}\"}}}}\n1\n"),
        format!("{heading}{{\"part\":\"a\",\"files\":{{\"index.html\":\"{hash}\"}}}}\n1"),
        format!("{heading}{{\"part\":\"a\",\"files\":{{\"index.html\":\"{hash}\"}}}}\n"),
    ] {
        let site = Site::new().with("public/.letopis-manifest", &garbled).with("precious", "1");
        let error = site.build(&[("a.html", "1")]).err().ok_or_else(|| format!("believed: {garbled}"))?;
        assert!(error.contains("NotOurs"), "{error}");
        site.build_parts(&[("all", &[("a.html", "1")])], true)?;
        assert_eq!(site.get("precious"), "1");
    }
    Ok(())
}

#[test]
fn an_output_cannot_lead_out_of_its_folder() {
    for path in ["../a", "/a", "a/../../b", "a//b", "", "a/", "c:/a", "a\\b", ".letopis-manifest"] {
        let site = Site::new();
        assert!(site.build(&[(path, "1")]).is_err(), "{path:?}");
    }
}

// Many at once

#[test]
fn threads_may_publish_into_one_folder() -> Tested {
    for round in 0..40 {
        let site = Site::new();
        let folder = site.open();
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..6)
                .map(|part| {
                    let folder = &folder;
                    scope.spawn(move || {
                        let own = format!("shared/{part}/index.html");
                        let beside = format!("shared/deep/er/{part}.html");
                        let files = [(own.as_str(), "own"), (beside.as_str(), "beside")];
                        folder.publish(&part.to_string(), output(&files), &part).map_err(|failure| failure.to_string())
                    })
                })
                .collect();
            for thread in threads {
                let outcome = thread.join().unwrap_or_else(|_| Err("panicked".to_owned()));
                assert_eq!(outcome, Ok(()), "round {round}");
            }
        });
        assert_eq!(folder.finish()?.new.len(), 12);
        assert_eq!(site.standing().len(), 12 + 6 + 3, "{:?}", site.standing());
        assert!(site.build(&[])?.removed.len() == 12 && site.standing().is_empty());
    }
    Ok(())
}

#[test]
fn a_second_build_waits_for_the_first() -> Tested {
    let site = Site::new();
    site.build(&[("index.html", "0")])?;
    let first = site.open();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| site.build(&[("index.html", "2")]));
        std::thread::sleep(Duration::from_millis(150));
        let published = first.publish("all", output(&[("index.html", "1")]), &());
        assert!(published.is_ok());
        assert!(first.finish().is_ok());
        assert_eq!(
            second.join().map(|changes| changes.map(|changes| changes.changed)).ok(),
            Some(Ok(vec!["index.html".into()]))
        );
    });
    assert_eq!(site.get("public/index.html"), "2");
    assert_eq!(site.standing(), ["index.html"]);
    Ok(())
}

/// Builds one site after another for ever, in a process of its own.
#[test]
#[ignore = "a part of a_build_killed_by_the_system_is_made_good"]
fn until_killed() -> Tested {
    let root = PathBuf::from(std::env::var_os("LETOPIS_TEST_ROOT").ok_or("not called by hand")?);
    for round in 1.. {
        let folder = OutputFolder::open(&root.join("public"), &root, false).map_err(|error| format!("{error:?}"))?;
        for part in 0..8 {
            folder.publish(&part.to_string(), round_of(part, round), &round)?;
        }
        folder.finish()?;
    }
    Ok(())
}

/// Files that come, change and go from round to round; each says its round from its first to its last byte.
fn round_of(part: usize, round: usize) -> Output {
    let mut output = Output::new();
    for number in 0..20 {
        let path = match (number + round) % 4 {
            0 => format!("part-{part}/{round}/{number}.html"),
            1 => format!("part-{part}/{number}"),
            2 => format!("part-{part}/{number}/index.html"),
            _ => format!("part-{part}/always-{number}.html"),
        };
        output.insert(path, format!("{round} ").repeat(2000));
    }
    output
}

#[test]
fn a_build_killed_by_the_system_is_made_good() -> Tested {
    let site = Site::new();
    let fresh = Site::new();
    for target in [&site, &fresh] {
        let folder = target.open();
        (0..8).try_for_each(|part| folder.publish(&part.to_string(), round_of(part, 1), &1))?;
        folder.finish()?;
    }
    for moment in 0..20 {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["--exact", "until_killed", "--ignored"])
            .env("LETOPIS_TEST_ROOT", site.root())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()?;
        std::thread::sleep(Duration::from_millis(20 + moment * 7));
        child.kill()?;
        child.wait()?;
        for path in site.standing().iter().filter(|path| path.starts_with("part-")) {
            if let Ok(text) = fs::read_to_string(site.out().join(path)) {
                let first = text.split(' ').next().unwrap_or_default();
                assert!(text == format!("{first} ").repeat(2000), "{path} is not whole at moment {moment}");
            }
        }
        let folder = site.open();
        (0..8).try_for_each(|part| folder.publish(&part.to_string(), round_of(part, 1), &1))?;
        folder.finish()?;
        assert_eq!(site.standing(), fresh.standing(), "moment {moment}");
        assert_eq!(site.get("public/.letopis-manifest"), fresh.get("public/.letopis-manifest"));
        for path in site.standing() {
            assert_eq!(site.get(&format!("public/{path}")), fresh.get(&format!("public/{path}")), "{path}");
        }
    }
    Ok(())
}

// When the disk says no

/// Runs in a process of its own, under a limit on the size of files.
#[test]
#[ignore = "a part of a_file_size_limit_is_a_failure"]
fn under_a_file_size_limit() -> Tested {
    letopis::disk::make_file_size_limit_an_error();
    let root = PathBuf::from(std::env::var_os("LETOPIS_TEST_ROOT").ok_or("not called by hand")?);
    let folder = OutputFolder::open(&root.join("public"), &root, false).map_err(|error| format!("{error:?}"))?;
    let large = "x".repeat(1 << 20);
    let failure = folder
        .publish("all", output(&[("a/new.html", "new"), ("index.html", "2"), ("large.html", &large)]), &())
        .err()
        .ok_or("it was written")?;
    println!("{}", failure.message(Lang::Russian));
    Ok(())
}

#[test]
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn a_file_size_limit_is_a_failure() -> Tested {
    let site = Site::new();
    site.build(&[("index.html", "1")])?;
    let child = Command::new("sh")
        .args(["-c", "ulimit -f 64; exec \"$0\" --exact under_a_file_size_limit --ignored --nocapture"])
        .arg(std::env::current_exe()?)
        .env("LETOPIS_TEST_ROOT", site.root())
        .output()?;
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}{}", String::from_utf8_lossy(&child.stderr));
    assert!(said.contains("large.html") && said.contains("файл больше"), "{said}");
    assert_eq!(site.get("public/index.html"), "1");
    assert_eq!(
        site.standing().iter().filter(|path| !path.starts_with(".letopis-")).collect::<Vec<_>>(),
        ["index.html"]
    );
    site.build(&[("index.html", "2")])?;
    assert_eq!(site.standing(), ["index.html"]);
    Ok(())
}

// Speed

/// Processor time of this process and of its children that have ended, in seconds, where the system tells.
fn processor_time() -> (f64, f64) {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    let ticks: Vec<f64> = fields.skip(11).take(4).filter_map(|field| field.parse().ok()).collect();
    match ticks.as_slice() {
        [user, system, childrens_user, childrens_system] => {
            ((user + system) / 100.0, (childrens_user + childrens_system) / 100.0)
        }
        _ => (0.0, 0.0),
    }
}

/// Prints how long a clean build's files take beside `cp -r` of them:
/// `cargo test --test disk -- --ignored --nocapture writing_beside_cp`.
#[test]
#[ignore = "a measurement"]
fn writing_beside_cp() -> Tested {
    use rayon::prelude::*;
    let page = "<p>Инновационная деятельность школы</p>\n".repeat(300);
    let page = &page[..page.char_indices().map(|(at, _)| at).find(|at| *at >= 20_000).unwrap_or(0)];
    for round in 0..5 {
        let site = Site::new();
        let outputs: Vec<(String, Output)> = (0..400)
            .map(|school| {
                let files = (0..50).map(|number| format!("school-{school}/project/news/{number}/index.html"));
                let mut output = Output::new();
                files.for_each(|path| {
                    let bytes = format!("{path}{page}");
                    output.insert(path, bytes);
                });
                (format!("school-{school}"), output)
            })
            .collect();
        let total: usize = outputs.iter().map(|(_, output)| output.len()).sum();
        let (clock, before) = (Instant::now(), processor_time());
        let folder = site.open();
        outputs.into_par_iter().try_for_each(|(key, output)| folder.publish(&key, output, &()))?;
        let published = clock.elapsed();
        folder.finish()?;
        let (written, between) = (clock.elapsed(), processor_time());
        let clock = Instant::now();
        let copy = Command::new("cp").arg("-r").arg(site.out()).arg(site.root().join("copy")).status()?;
        assert!(copy.success());
        let (copied, after) = (clock.elapsed(), processor_time());
        let clock = Instant::now();
        let folder = site.open();
        let opened = clock.elapsed();
        let keys: Vec<String> = folder.earlier().parts().map(|(key, _)| key.to_owned()).collect();
        assert!(keys.par_iter().all(|key| folder.is_intact(key)));
        keys.iter().for_each(|key| folder.keep(key));
        folder.finish()?;
        println!(
            "round {round}: {total} files: published {published:?}, finished {written:?}, cp -r {copied:?}, ratio {:.2}; \
             processor {:.2} s, cp -r {:.2} s; nothing changed {:?} (opened {opened:?})",
            written.as_secs_f64() / copied.as_secs_f64(),
            between.0 - before.0,
            after.1 - before.1,
            clock.elapsed()
        );
    }
    Ok(())
}
