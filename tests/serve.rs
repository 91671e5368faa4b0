//! The preview as a browser and an attacker see it, and as an editor's programs shake it.

#[path = "serve/churn.rs"]
mod churn;
#[path = "serve/client.rs"]
mod client;
#[cfg(unix)]
#[path = "serve/program.rs"]
mod program;

use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use letopis::serve::{Preview, ServeRequest};
use tempfile::TempDir;

use client::{Answer, Client, without_block};

type Tested = Result<(), Box<dyn Error>>;

const DATE: Option<NaiveDate> = NaiveDate::from_ymd_opt(2025, 10, 15);

/// A site of one school in a temporary folder, under the preview.
struct Site {
    folder: TempDir,
    preview: Preview,
}

fn request(root: &Path) -> ServeRequest {
    ServeRequest {
        root: root.to_owned(),
        port: Some(0),
        host: "127.0.0.1".to_owned(),
        date: DATE,
        clock: Utc::now,
        open: false,
        drafts: false,
        poll: None,
        lang: None,
        quiet: true,
        color: false,
    }
}

fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

fn write_site(root: &Path) {
    put(root, "content/site.yaml", "title: Сайт\n");
    put(root, "content/school/institution.yaml", "name: Школа № 9\n");
    put(root, "content/school/project/project.yaml", "title: Проект\n");
    put(root, "content/school/project/plans/2025.yaml", PLAN);
    put(root, "content/school/project/news/2025-09-10-day.md", "---\ntitle: День\n---\n\nТекст.\n");
    put(root, "content/school/project/files/план работы.pdf", b"%PDF-1.4 paper");
    put(root, "content/school/project/files/film.mp4", vec![7; 700_000]);
}

const PLAN: &str = "title: План\nperiod: 2025/2026\nactivities:\n  - activity: Педсовет\n    term: сентябрь 2025\n";

impl Site {
    fn new() -> Site {
        Site::of(|_| {}, |request| request)
    }

    fn of(write: impl FnOnce(&Path), ask: impl FnOnce(ServeRequest) -> ServeRequest) -> Site {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write_site(folder.path());
        write(folder.path());
        let preview = Preview::start(&ask(request(folder.path()))).expect("a preview");
        let site = Site { folder, preview };
        site.wait("/.letopis/state", |answer| answer.text().contains("\"ready\":true"));
        site
    }

    fn root(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    fn client(&self) -> Client {
        Client::new(self.preview.address())
    }

    fn get(&self, path: &str) -> Answer {
        self.client().get(path)
    }

    fn raw(&self, request: &str) -> Answer {
        self.client().raw(request)
    }

    /// Waits until an address answers as it should.
    fn wait(&self, path: &str, is_good: impl Fn(&Answer) -> bool) -> Answer {
        wait(&mut self.client(), path, is_good)
    }
}

fn wait(client: &mut Client, path: &str, is_good: impl Fn(&Answer) -> bool) -> Answer {
    let began = Instant::now();
    loop {
        let answer = client.get(path);
        if is_good(&answer) {
            return answer;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{path}: {} {}", answer.status, answer.text());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn pages_and_files_are_served_as_what_they_are() {
    let site = Site::new();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/school/", "text/html; charset=utf-8"),
        ("/school/index.html", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/script.js", "text/javascript; charset=utf-8"),
        ("/school/project/plans/2025/plan.json", "application/json"),
        ("/school/project/plans/2025/plan.csv", "text/csv; charset=utf-8"),
        ("/school/calendar.ics", "text/calendar; charset=utf-8"),
        ("/school/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/school/project/files/plan-raboty.pdf", "application/pdf"),
        ("/school/project/files/film.mp4", "video/mp4"),
    ] {
        let answer = site.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        let tag = answer.header("etag").unwrap_or_default().to_owned();
        let again =
            site.raw(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"x\", W/{tag}\r\n\r\n"));
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(tag.as_str())), "{path}");
        let head = site.raw(&format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        let length = answer.body.len().to_string();
        assert_eq!((head.status, head.header("content-length")), (200, Some(length.as_str())), "{path}");
    }
    assert_eq!(site.get("/school/project/files/film.mp4").body, vec![7; 700_000]);
    let part =
        site.raw("GET /school/project/files/film.mp4 HTTP/1.1\r\nHost: localhost\r\nRange: bytes=699990-\r\n\r\n");
    assert_eq!((part.status, part.body.len()), (206, 10));
    assert_eq!(part.header("content-range"), Some("bytes 699990-699999/700000"));
    let answer = site.get("/school?a=b");
    assert_eq!((answer.status, answer.header("location")), (307, Some("/school/?a=b")));
    let answer = site.raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn unknown_addresses_get_the_page_of_the_site() {
    let site = Site::new();
    for path in ["/none", "/none/", "/school/none.pdf", "/.letopis/none"] {
        let answer = site.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("Сайт"), "{path}: {}", answer.text());
    }
}

#[test]
fn nothing_outside_of_the_output_is_served() {
    let site = Site::of(|root| put(root, "secret.txt", "тайна"), |request| request);
    let tricks = [
        "/../secret.txt",
        "/school/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%uff0e%uff0e/secret.txt",
        "/....//secret.txt",
        "/school/..;/secret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/%00",
        "/content/site.yaml",
        "/content/school/institution.yaml",
        "/.letopis/../secret.txt",
        "/.letopis/..%2fsecret.txt",
        "//secret.txt",
        "/C:/secret.txt",
        "/file:///etc/passwd",
        "/~/secret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/%2fetc%2fpasswd",
    ];
    for path in tricks {
        let answer = site.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("тайна") && !answer.text().contains("root:"), "{path}");
    }
    let answer = site.raw("GET ../secret.txt HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!(answer.status, 400);
    let answer = site.raw("GET file:///etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(!answer.text().contains("root:"));
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_out_is_not_followed() -> Tested {
    let outside = tempfile::tempdir()?;
    fs::write(outside.path().join("secret.pdf"), "тайна")?;
    let site = Site::new();
    let file = site.root().join("content/school/project/files/план работы.pdf");
    let address = "/school/project/files/plan-raboty.pdf";
    assert_eq!(site.get(address).body, b"%PDF-1.4 paper");
    // Between the build and the request, too.
    fs::remove_file(&file)?;
    std::os::unix::fs::symlink(outside.path().join("secret.pdf"), &file)?;
    for _ in 0..200 {
        let answer = site.get(address);
        assert!(answer.status == 404 || answer.body == b"%PDF-1.4 paper", "{}", answer.text());
    }
    site.wait(address, |answer| answer.status == 404);
    Ok(())
}

#[test]
fn other_hosts_are_refused() {
    let site = Site::new();
    let port = site.preview.address().port();
    let ask = |host: &str| site.raw(&format!("GET / HTTP/1.1\r\n{host}\r\n\r\n")).status;
    for host in ["localhost", "LocalHost.", "127.0.0.1", "[::1]", "preview.localhost"] {
        assert_eq!(ask(&format!("Host: {host}:{port}")), 200, "{host}");
        assert_eq!(ask(&format!("Host: {host}")), 200, "{host}");
    }
    let foreign = [
        "Host: evil.example",
        "Host: localhost.evil.example",
        "Host: 127.0.0.1.evil.example",
        "Host: evil.example:80",
        "Host: 10.0.0.1",
        "Host: 0.0.0.0",
        "Host: localhost@evil.example",
        "Host: localhost, evil.example",
        "Host:",
        "X-Host: localhost",
        "Host: localhost\r\nHost: evil.example",
    ];
    for host in foreign {
        let status = ask(host);
        assert!(matches!(status, 421 | 400), "{host}: {status}");
    }
    let status = site.raw("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n").status;
    assert_eq!(status, 421);
    let foreign_origin = site.client().upgrade("Origin: http://evil.example\r\n");
    assert_eq!(foreign_origin.status, 403);
}

#[test]
fn a_wished_host_is_accepted() {
    let site = Site::of(|_| {}, |request| ServeRequest { host: "0.0.0.0".to_owned(), ..request });
    let ask = |host: &str| site.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).status;
    assert_eq!(ask("localhost"), 200);
    assert_eq!(ask("evil.example"), 421);
    if let Ok(name) = fs::read_to_string("/proc/sys/kernel/hostname") {
        assert_eq!(ask(name.trim()), 200);
    }
}

#[test]
fn huge_heads_are_refused() -> Tested {
    let site = Site::new();
    let mut stream = TcpStream::connect(site.preview.address())?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n")?;
    let line = format!("X-Long: {}\r\n", "x".repeat(8000));
    let mut refused = false;
    for _ in 0..2000 {
        if stream.write_all(line.as_bytes()).is_err() {
            refused = true;
            break;
        }
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(refused || answer.starts_with("HTTP/1.1 431") || answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert_eq!(site.get("/").status, 200);
    let many: String = (0..300).map(|number| format!("X-{number}: a\r\n")).collect();
    let answer = site.raw(&format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"));
    assert_eq!(answer.status, 431);
    Ok(())
}

#[test]
fn slow_clients_are_not_waited_for() -> Tested {
    let site = Site::new();
    let mut slow: Vec<TcpStream> =
        (0..100).map(|_| TcpStream::connect(site.preview.address())).collect::<Result<_, _>>()?;
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHo")?;
    }
    let began = Instant::now();
    assert_eq!(site.get("/").status, 200);
    assert!(began.elapsed() < Duration::from_secs(2), "nobody waits for them");
    for stream in &mut slow {
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        // A byte now and then does not help.
        let _ = stream.write_all(b"s");
        let mut rest = Vec::new();
        // The connection is ended, with or without a word.
        if let Err(error) = stream.read_to_end(&mut rest) {
            assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{error}");
        }
    }
    assert!(began.elapsed() < Duration::from_secs(18));
    Ok(())
}

#[test]
fn two_hundred_pages_are_told_of_a_change() {
    let site = Site::new();
    let mut pages: Vec<Client> = (0..200).map(|_| site.client().live()).collect();
    for page in &mut pages {
        assert!(page.message().contains("\"ready\":true"));
    }
    let tag = site.get("/school/project/news/2025-09-10-day/").header("x-letopis-page").map(str::to_owned);
    put(&site.root(), "content/school/project/news/2025-09-10-day.md", "---\ntitle: День\n---\n\nНовый текст.\n");
    for page in &mut pages {
        assert!(page.message().contains("\"errors\":0"));
    }
    let answer = site.get("/school/project/news/2025-09-10-day/");
    assert!(answer.text().contains("Новый текст"));
    assert_ne!(answer.header("x-letopis-page").map(str::to_owned), tag);
}

#[test]
fn a_taken_port_gives_way() -> Tested {
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let port = taken.local_addr()?.port();
    let site = Site::of(|_| {}, |request| ServeRequest { port: Some(port), ..request });
    assert_ne!(site.preview.address().port(), port);
    assert_eq!(site.get("/").status, 200);
    Ok(())
}

#[test]
fn broken_content_is_shown_and_mended() {
    let plan = "content/school/project/plans/2025.yaml";
    let site = Site::of(|root| put(root, plan, "title: [\n"), |request| request);
    // No page of the school is there, and whoever opens one sees why.
    let answer = site.wait("/school/", |answer| answer.text().contains("2025.yaml:"));
    assert!(answer.status == 404 && answer.text().contains("id=\"letopis-preview\""), "{}", answer.text());
    assert!(site.get("/").text().contains("data-state=\"errors\""));
    let problems = site.get("/.letopis/problems");
    assert!(problems.text().contains("2025.yaml:"), "{}", problems.text());
    put(&site.root(), plan, PLAN);
    site.wait("/school/project/plans/2025/", |answer| answer.status == 200 && answer.text().contains("Педсовет"));

    // The last good page stays, and the error is told; after a moment, lest a half-written file flash one.
    put(&site.root(), plan, "title: [\n");
    let told = site.wait("/.letopis/state", |answer| answer.text().contains("\"errors\":1"));
    assert!(told.text().contains("2025.yaml"));
    let page = site.get("/school/project/plans/2025/");
    assert!(page.status == 200 && page.text().contains("Педсовет") && page.text().contains("data-state=\"errors\""));

    // A theme that breaks changes nothing either.
    put(&site.root(), plan, PLAN);
    put(&site.root(), "content/site.yaml", "title: Сайт\ntheme: own\n");
    put(&site.root(), "themes/own/templates/news.html", "{% if %}");
    site.wait("/.letopis/state", |answer| answer.text().contains("news.html"));
    assert_eq!(site.get("/school/project/news/").status, 200);
    fs::remove_dir_all(site.root().join("themes")).expect("removed");
    put(&site.root(), "content/site.yaml", "title: Другой сайт\n");
    site.wait("/.letopis/state", |answer| answer.text().contains("\"errors\":0"));
    assert!(site.get("/").text().contains("Другой сайт"));
}

#[test]
fn a_half_written_file_flashes_no_error() {
    let site = Site::new();
    let mut page = site.client().live();
    page.message();
    for number in 0..5 {
        put(&site.root(), "content/school/institution.yaml", "name: [\n");
        std::thread::sleep(Duration::from_millis(120));
        put(&site.root(), "content/school/institution.yaml", format!("name: Школа № {number}\n"));
        let name = format!("Школа № {number}");
        site.wait("/school/", |answer| answer.text().contains(&name));
    }
    page.patience(Duration::from_millis(600));
    while let Some(message) = page.try_message() {
        assert!(message.contains("\"errors\":0"), "{message}");
    }
}

#[test]
fn a_touch_without_a_change_builds_nothing() {
    let site = Site::new();
    let mut page = site.client().live();
    page.message();
    for path in ["content/site.yaml", "content/school/project/plans/2025.yaml"] {
        let bytes = fs::read(site.root().join(path)).expect("there");
        put(&site.root(), path, bytes);
    }
    page.patience(Duration::from_millis(1500));
    assert_eq!(page.try_message(), None);
}

#[test]
fn folders_that_did_not_exist_are_seen() -> Tested {
    let folder = tempfile::tempdir()?;
    let preview = Preview::start(&request(folder.path())).map_err(|stop| format!("{stop:?}"))?;
    let mut client = Client::new(preview.address());
    let answer = wait(&mut client, "/", |answer| answer.text().contains("site.yaml"));
    assert_eq!(answer.status, 500);
    write_site(folder.path());
    wait(&mut client, "/school/project/plans/2025/", |answer| answer.status == 200);
    put(folder.path(), "themes/own/static/extra.css", "a{}");
    put(folder.path(), "content/site.yaml", "title: Сайт\ntheme: own\n");
    wait(&mut client, "/extra.css", |answer| answer.body == b"a{}");
    put(folder.path(), "themes/own/static/extra.css", "b{}");
    wait(&mut client, "/extra.css", |answer| answer.body == b"b{}");
    fs::rename(folder.path().join("content"), folder.path().join("away"))?;
    wait(&mut client, "/.letopis/state", |answer| answer.text().contains("site.yaml"));
    fs::rename(folder.path().join("away"), folder.path().join("content"))?;
    wait(&mut client, "/.letopis/state", |answer| answer.text().contains("\"errors\":0"));
    put(folder.path(), "content/school/new/project.yaml", "title: Новый\n");
    wait(&mut client, "/school/new/", |answer| answer.status == 200);
    preview.stop();
    Ok(())
}

#[test]
fn the_preview_writes_nothing_into_the_site() {
    let site = Site::new();
    put(&site.root(), "content/school/project/news/2025-09-11-other.md", "---\ntitle: Ещё\n---\n\nТекст.\n");
    site.wait("/school/project/news/2025-09-11-other/", |answer| answer.status == 200);
    let names: Vec<_> = fs::read_dir(site.root())
        .expect("there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != ".letopis")
        .collect();
    assert_eq!(names, ["content"]);
    let page = site.get("/school/");
    let html = page.text();
    assert_eq!(html.matches("<!--letopis preview-->").count(), 1);
    assert!(html.contains("15 октября 2025"));
    assert!(!String::from_utf8_lossy(&without_block(&page.body)).contains("letopis-preview"));
}

#[test]
fn the_day_changes_while_it_runs() {
    // Seconds since 1970: half a second and a bit before midnight in Minsk.
    static NOW: AtomicI64 = AtomicI64::new(1_760_561_999);
    fn clock() -> DateTime<Utc> {
        DateTime::from_timestamp(NOW.load(Ordering::Relaxed), 0).expect("a moment")
    }
    let site = Site::of(
        |root| put(root, "content/site.yaml", "title: Сайт\ntimezone: Europe/Minsk\n"),
        |request| ServeRequest { date: None, clock, ..request },
    );
    assert!(site.get("/").text().contains("15 октября 2025"));
    NOW.fetch_add(2, Ordering::Relaxed);
    site.wait("/", |answer| answer.text().contains("16 октября 2025"));
}

#[test]
#[cfg(unix)]
fn what_a_link_leads_to_is_watched() -> Tested {
    let (link, target) = ("content/school/project/plans/2026.yaml", "shared/plans/2026.yaml");
    let plan = |name: &str| PLAN.replace("План", name);
    let site = Site::of(
        |root| {
            put(root, target, plan("Общий план"));
            std::os::unix::fs::symlink("../../../../shared/plans/2026.yaml", root.join(link)).expect("a link");
        },
        |request| request,
    );
    let page = "/school/project/plans/2026/";
    assert!(site.get(page).text().contains("Общий план"));
    for name in ["Первая правка", "Вторая правка"] {
        put(&site.root(), target, plan(name));
        site.wait(page, |answer| answer.text().contains(name));
    }
    // A link that comes later, to a file of another project.
    put(&site.root(), "content/school/other/project.yaml", "title: Другой\n");
    std::os::unix::fs::symlink("../../project/plans/2025.yaml", {
        let place = site.root().join("content/school/other/plans/2025.yaml");
        fs::create_dir_all(place.parent().expect("a folder"))?;
        place
    })?;
    site.wait("/school/other/plans/2025/", |answer| answer.status == 200);
    put(&site.root(), "content/school/project/plans/2025.yaml", plan("Сразу в двух"));
    for page in ["/school/project/plans/2025/", "/school/other/plans/2025/"] {
        site.wait(page, |answer| answer.text().contains("Сразу в двух"));
    }
    Ok(())
}

#[test]
fn pictures_are_made_behind_the_pages_and_made_again_when_they_are_lost() -> Tested {
    let site = Site::new();
    let news = "content/school/project/news/2025-09-12-feast";
    put(&site.root(), &format!("{news}/feast.jpg"), churn::photo(1));
    put(&site.root(), &format!("{news}/index.md"), "---\ntitle: Праздник\n---\n\n![Праздник](feast.jpg)\n");
    let page = "/school/project/news/2025-09-12-feast/";
    // However early somebody asks, the page's pictures are there.
    let is_whole = |answer: &Answer| {
        let html = answer.text();
        let smaller = html.contains("feast.jpg-320.jpg");
        let names = ["feast.jpg", "feast.jpg-320.jpg"];
        for name in names.iter().take(1 + usize::from(smaller)).filter(|_| answer.status == 200) {
            assert_eq!(site.get(&format!("{page}{name}")).status, 200, "{name}");
        }
        smaller
    };
    site.wait(page, is_whole);
    let picture = |name: &str| site.get(&format!("{page}{name}")).body;
    let (full, small) = (picture("feast.jpg"), picture("feast.jpg-320.jpg"));
    fs::remove_dir_all(site.root().join(".letopis"))?;
    assert_eq!(site.get(&format!("{page}feast.jpg")).status, 200, "the author's own meanwhile");
    site.wait(&format!("{page}feast.jpg-320.jpg"), |answer| answer.body == small);
    site.wait(&format!("{page}feast.jpg"), |answer| answer.body == full);
    Ok(())
}

#[test]
fn the_readers_language_outlives_a_broken_site() {
    let settings = "title: Сайт\nlanguage: be\n";
    let site = Site::of(|root| put(root, "content/site.yaml", settings), |request| request);
    put(&site.root(), "content/site.yaml", "title: [\n");
    let told = site.wait("/.letopis/state", |answer| answer.text().contains("\"errors\":1"));
    assert!(told.text().contains("Папярэдні прагляд") && told.text().contains("памылка"), "{}", told.text());
}

#[test]
fn a_root_that_was_replaced_is_watched_anew() -> Tested {
    let around = tempfile::tempdir()?;
    let root = around.path().join("site");
    write_site(&root);
    let preview = Preview::start(&request(&root)).map_err(|stop| format!("{stop:?}"))?;
    let mut client = Client::new(preview.address());
    wait(&mut client, "/school/", |answer| answer.status == 200);
    fs::rename(&root, around.path().join("away"))?;
    write_site(&root);
    put(&root, "content/school/institution.yaml", "name: Новая школа\n");
    wait(&mut client, "/school/", |answer| answer.text().contains("Новая школа"));
    // By its events: no look at everything is due any more.
    std::thread::sleep(Duration::from_millis(1500));
    put(&root, "content/school/institution.yaml", "name: Новейшая школа\n");
    wait(&mut client, "/school/", |answer| answer.text().contains("Новейшая школа"));
    preview.stop();
    Ok(())
}

#[test]
fn the_last_good_pages_keep_documents_that_get_other_names() -> Tested {
    let site = Site::new();
    put(&site.root(), "content/school/project/plans/2025.yaml", "title: [\n");
    site.wait("/.letopis/state", |answer| answer.text().contains("\"errors\":1"));
    let files = site.root().join("content/school/project/files");
    fs::rename(files.join("план работы.pdf"), files.join("план.pdf"))?;
    fs::rename(files.join("film.mp4"), files.join("фильм.mp4"))?;
    site.wait("/school/project/files/plan-raboty.pdf", |answer| answer.body == b"%PDF-1.4 paper");
    site.wait("/school/project/files/film.mp4", |answer| answer.body == vec![7; 700_000]);
    Ok(())
}
