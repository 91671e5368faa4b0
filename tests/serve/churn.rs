//! Two thousand random operations, as editors, office programs and git make them, on a site under the preview. At the
//! end what is served equals a fresh build, and no page that was there all the time was ever missing or half.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use letopis::driver::{Request, build};
use letopis::serve::{Preview, ServeRequest};

use crate::client::{Client, without_block};
use crate::{DATE, put, request, wait};

const OPERATIONS: usize = 2000;

/// SplitMix64: equal seeds, equal operations.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((value ^ (value >> 31)) % limit as u64) as usize
    }
}

struct Churn {
    root: PathBuf,
    random: Random,
    /// What lies in the root, by path: sound contents, by which a broken file is mended.
    files: BTreeMap<String, Vec<u8>>,
    next: usize,
    /// Folders of schools that are there no more.
    gone: Vec<String>,
}

/// The school whose pages are there all the time: its files are edited, but neither renamed nor broken.
const STEADY: &str = "content/steady";

impl Churn {
    fn new(root: &Path, seed: u64) -> Churn {
        let mut churn =
            Churn { root: root.to_owned(), random: Random(seed), files: BTreeMap::new(), next: 0, gone: Vec::new() };
        churn.set("content/site.yaml", "title: Сайт\ntheme: own\nlogo: logo.jpg\n");
        churn.set("content/logo.jpg", photo(0));
        churn.set("themes/own/static/extra.css", "a{}");
        churn.school(STEADY);
        for number in 0..4 {
            churn.school(&format!("content/school-{number}"));
        }
        churn
    }

    /// A file that is to be there, with sound contents; and it is.
    fn set(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        put(&self.root, path, &bytes);
        self.files.insert(path.to_owned(), bytes);
    }

    fn school(&mut self, folder: &str) {
        for name in ["institution.yaml", "project/project.yaml", "project/plans/2025.yaml"] {
            let text = self.text(name);
            self.set(&format!("{folder}/{name}"), text);
        }
        for name in
            ["project/news/2025-09-01-day.md", "project/reports/2025-10.md", "project/files/paper.pdf", "photo.jpg"]
        {
            let text = self.text(name);
            self.set(&format!("{folder}/{name}"), text);
        }
    }

    /// Sound contents for a name, never the same twice.
    fn text(&mut self, name: &str) -> Vec<u8> {
        self.next += 1;
        let number = self.next;
        let text = match name.rsplit('/').next().unwrap_or_default() {
            "photo.jpg" | "logo.jpg" => return photo(number),
            "site.yaml" => format!("title: Сайт {number}\ntheme: own\nlogo: logo.jpg\n"),
            "institution.yaml" => format!("name: Школа № {number}\nlogo: photo.jpg\n"),
            "project.yaml" => format!("title: Проект {number}\n"),
            "2025.yaml" => format!(
                "title: План {number}\nperiod: 2025/2026\nactivities:\n  - activity: Дело {number}\n    term: май 2026\n"
            ),
            "extra.css" => format!("a{{order:{number}}}"),
            "paper.pdf" => format!("%PDF-1.4 {number}"),
            _ => format!(
                "---\ntitle: Запись {number}\ndate: 2025-09-01\n---\n\nТекст {number}. [Бумага](../files/paper.pdf)\n"
            ),
        };
        text.into_bytes()
    }

    fn a_file(&mut self) -> String {
        let at = self.random.below(self.files.len());
        self.files.keys().nth(at).cloned().unwrap_or_default()
    }

    fn a_school(&mut self) -> Option<String> {
        let schools: Vec<String> = self
            .files
            .keys()
            .filter_map(|path| path.strip_suffix("/institution.yaml"))
            .filter(|folder| *folder != STEADY)
            .map(str::to_owned)
            .collect();
        if schools.is_empty() { None } else { schools.get(self.random.below(schools.len())).cloned() }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// One of all the things that programs do to files.
    fn operate(&mut self) -> std::io::Result<()> {
        let path = self.a_file();
        let text = self.text(&path);
        let file = self.at(&path);
        let root = self.root.clone();
        let beside = |ending: &str| root.join(format!("{path}{ending}"));
        match self.random.below(20) {
            0..=3 => self.set(&path, text),
            4 | 5 => {
                fs::write(beside(".tmp"), &text)?;
                fs::rename(beside(".tmp"), &file)?;
                self.files.insert(path, text);
            }
            6 => {
                fs::remove_file(&file)?;
                self.set(&path, text);
            }
            7 => {
                // vim with a backup, and the file with which it tries whether it may write here.
                let probe = file.with_file_name("4913");
                fs::write(&probe, "")?;
                fs::remove_file(&probe)?;
                fs::rename(&file, beside("~"))?;
                fs::write(&file, &text)?;
                fs::remove_file(beside("~"))?;
                self.files.insert(path, text);
            }
            8 => {
                // Word: a lock beside it, the new text under another name, two renames.
                let lock = file.with_file_name("~$lock.docx");
                fs::write(&lock, "Анна")?;
                fs::write(beside(".new.tmp"), &text)?;
                fs::rename(&file, beside(".bak"))?;
                fs::rename(beside(".new.tmp"), &file)?;
                fs::remove_file(beside(".bak"))?;
                fs::remove_file(&lock)?;
                self.files.insert(path, text);
            }
            9 if !path.starts_with(STEADY) => {
                // Half of it now, the rest a moment later.
                fs::write(&file, &text[..text.len() / 2])?;
                thread::sleep(Duration::from_millis(self.random.below(60) as u64));
                self.set(&path, text);
            }
            10 if !path.starts_with(STEADY) => {
                // Broken, and left so for a while.
                fs::write(&file, "title: [\n---")?;
            }
            11 => {
                // A touch.
                let text = self.files.get(&path).cloned().unwrap_or_default();
                self.set(&path, text);
            }
            12 => {
                let folder = format!("content/school-{}", self.next);
                self.school(&folder);
            }
            13 => {
                if let Some(school) = self.a_school() {
                    let new = format!("content/school-{}", self.next);
                    fs::rename(self.at(&school), self.at(&new))?;
                    self.moved(&school, Some(&new));
                }
            }
            14 => {
                if let Some(school) = self.a_school() {
                    fs::remove_dir_all(self.at(&school))?;
                    self.moved(&school, None);
                }
            }
            15 if self.random.below(4) == 0 => {
                // A checkout: everything at once.
                for path in self.files.keys().cloned().collect::<Vec<_>>() {
                    let text = self.text(&path);
                    self.set(&path, text);
                }
            }
            16 => {
                if let Some(school) = self.a_school() {
                    let news = format!("{school}/project/news/2025-09-02-{}.md", self.next);
                    self.set(&news, text_of_news(self.next));
                }
            }
            17 if path.contains("/news/") && !path.starts_with(STEADY) => {
                fs::remove_file(&file)?;
                self.files.remove(&path);
            }
            18 => {
                let path = "themes/own/static/extra.css";
                let text = self.text(path);
                self.set(path, text);
            }
            19 if self.random.below(5) == 0 => {
                let template = "themes/own/templates/tag.html";
                if self.files.remove(template).is_some() {
                    fs::remove_dir_all(self.at("themes/own/templates"))?;
                } else {
                    let text = *include_bytes!("../../themes/default/templates/tag.html");
                    self.set(template, text);
                }
            }
            _ => self.set(&path, text),
        }
        Ok(())
    }

    fn moved(&mut self, folder: &str, to: Option<&str>) {
        self.gone.push(folder.to_owned());
        let prefix = format!("{folder}/");
        let paths: Vec<String> = self.files.keys().filter(|path| path.starts_with(&prefix)).cloned().collect();
        for path in paths {
            let text = self.files.remove(&path).unwrap_or_default();
            if let Some(to) = to {
                self.files.insert(format!("{to}/{}", path.strip_prefix(&prefix).unwrap_or_default()), text);
            }
        }
    }

    fn mend(&self) {
        for (path, text) in &self.files {
            if fs::read(self.at(path)).ok().as_deref() != Some(text.as_slice()) {
                put(&self.root, path, text);
            }
        }
    }
}

/// A picture that is wider than the smallest size, so that others are made of it.
pub fn photo(number: usize) -> Vec<u8> {
    let shade = |step: usize| (number >> step) as u8;
    let picture = image::RgbImage::from_fn(440, 8, |x, y| image::Rgb([shade(0) ^ x as u8, shade(4), y as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture");
    bytes.into_inner()
}

fn text_of_news(number: usize) -> String {
    format!("---\ntitle: Новость {number}\n---\n\nТекст {number}.\n")
}

/// Asks for the pages that are there all the time, until told to stop; and says what was wrong.
fn watch_steady_pages(preview: &Preview, done: &Arc<AtomicBool>) -> thread::JoinHandle<Result<usize, String>> {
    let (address, done) = (preview.address(), Arc::clone(done));
    thread::spawn(move || {
        let mut client = Client::new(address);
        let mut count = 0;
        while !done.load(Ordering::Relaxed) {
            for path in
                ["/", "/steady/", "/steady/project/plans/2025/", "/steady/project/news/2025-09-01-day/", "/search/"]
            {
                let answer = client.get(path);
                let whole = answer.body.trim_ascii_end().ends_with(b"</html>");
                if answer.status != 200 || !whole {
                    return Err(format!("{path}: {} {}", answer.status, answer.text()));
                }
                count += 1;
            }
            for path in ["/steady/project/files/paper.pdf", "/steady/search-index.js", "/steady/photo.jpg"] {
                let answer = client.get(path);
                if answer.status != 200 {
                    return Err(format!("{path}: {}", answer.status));
                }
            }
            thread::sleep(Duration::from_millis(3));
        }
        Ok(count)
    })
}

fn shake(seed: u64, poll: Option<Duration>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut churn = Churn::new(folder.path(), seed);
    let preview = Preview::start(&ServeRequest { poll, ..request(folder.path()) }).expect("a preview");
    let mut client = Client::new(preview.address());
    wait(&mut client, "/.letopis/state", |answer| answer.text().contains("\"ready\":true"));
    let done = Arc::new(AtomicBool::new(false));
    let witness = watch_steady_pages(&preview, &done);
    let began = Instant::now();
    let mut operations = 0;
    while operations < OPERATIONS {
        let burst = match churn.random.below(4) {
            0 => 1,
            1 => 2 + churn.random.below(6),
            _ => 10 + churn.random.below(60),
        };
        for _ in 0..burst {
            churn.operate().expect("an operation");
            operations += 1;
        }
        thread::sleep(Duration::from_millis(churn.random.below(150) as u64));
    }
    churn.mend();
    let problem = until_equal(&mut client, folder.path());
    done.store(true, Ordering::Relaxed);
    let answers = witness.join().expect("a witness").unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(problem, None, "after {operations} operations, seed {seed}");
    println!("{operations} operations in {:?}, {answers} answers", began.elapsed());
    for folder in &churn.gone {
        let address = folder.strip_prefix("content").unwrap_or_default();
        assert_eq!(client.get(&format!("{address}/")).status, 404, "{folder}");
    }
    preview.stop();
}

/// Waits until what is served equals a fresh build. What differs, if it never does.
fn until_equal(client: &mut Client, root: &Path) -> Option<String> {
    let out = tempfile::tempdir().expect("a temporary folder");
    let report = build(&Request {
        root: root.to_owned(),
        out: out.path().join("public"),
        date: DATE,
        drafts: false,
        strict: false,
        force: false,
        progress: None,
    });
    let report = report.unwrap_or_else(|stop| panic!("{stop:?}"));
    assert!(!report.findings.have_errors(), "the site is sound: {:?}", report.findings);
    let began = Instant::now();
    loop {
        let different = AtomicUsize::new(0);
        let mut first = None;
        for path in &report.changes.new {
            let expected = fs::read(out.path().join("public").join(path)).expect("built");
            let answer = client.get(&format!("/{path}"));
            if without_block(&answer.body) != expected {
                different.fetch_add(1, Ordering::Relaxed);
                first.get_or_insert_with(|| format!("{path}: {} {}", answer.status, answer.text()));
            }
        }
        let state = client.get("/.letopis/state").text();
        if first.is_none() && state.contains("\"errors\":0") {
            return None;
        }
        if began.elapsed() > Duration::from_secs(20) {
            return Some(format!(
                "{} of {} files: {first:?}\n{state}",
                different.into_inner(),
                report.changes.new.len()
            ));
        }
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn churn_with_events() {
    shake(1, None);
}

#[test]
fn churn_with_polling() {
    shake(2, Some(Duration::from_millis(100)));
}
