//! Search: nothing unpublished is found, the index is small, and browser and program bring words to the same stems.
//!
//! Two tests run `node`, as the gate has it; where there is none they say so and pass.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use letopis::address::Address;
use letopis::driver::{Request, build};
use letopis::locale::Lang;
use letopis::pages::Kind;
use letopis::search::{Document, Index, Piece, pack, stem, words};

/// The goal: so many bytes after gzip for a thousand pages of four hundred words.
const GOAL: usize = 250_000;

fn node(script: &str, input: &str) -> Option<String> {
    let mut child = match Command::new("node")
        .args(["-e", script])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(error) => {
            eprintln!("SKIPPED, no node: {error}");
            return None;
        }
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "node failed");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Every word of the demo's content.
fn demo_words() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let files = walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    for entry in files.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            words(&text, |word| {
                found.insert(word.to_owned());
            });
        }
    }
    found
}

#[test]
fn the_browser_makes_the_same_stems() {
    let mut all = demo_words();
    assert!(all.len() > 3000, "the demo has {} words", all.len());
    words(FORMS, |word| {
        all.insert(word.to_owned());
    });
    let typed =
        "ЁЛКА «Отчёт-2024» сям’я май\u{306}стэрня ў школе спадчынi nauka прочитавшись красивейшая стеклянн вязавшимися";
    words(typed, |word| {
        all.insert(word.to_owned());
    });
    let input: String = all.iter().map(|word| format!("{word}\n")).collect();
    let script = "const s=require('./themes/default/static/search.js');\
        process.stdout.write(require('fs').readFileSync(0,'utf8').trim().split('\\n').map(w=>\
        [s.russian(w),s.belarusian(w),s.stems(w).join(',')].join(' ')).join('\\n'))";
    let Some(answer) = node(script, &input) else { return };
    for (word, line) in all.iter().zip(answer.lines()) {
        let both = [stem(word, Lang::Russian), stem(word, Lang::Belarusian)];
        let expected = if both[0] == both[1] { both[0].clone() } else { both.join(",") };
        assert_eq!(line.rsplit(' ').next(), Some(expected.as_str()), "{word}: {line}");
    }
    assert_eq!(answer.lines().count(), all.len());
}

/// Nouns of a school's year, a line each, in the forms that people type: Russian, then Belarusian.
const FORMS: &str = include_str!("search/forms.txt");

/// Of pairs of forms, so many of a thousand may miss each other.
const MISSED: usize = 30;

#[test]
fn forms_of_a_word_find_each_other() {
    let (mut pairs, mut missed) = (0, BTreeSet::new());
    for line in FORMS.lines() {
        let mut stems = Vec::new();
        let (language, line) = match line.strip_prefix("be: ") {
            Some(line) => (Lang::Belarusian, line),
            None => (Lang::Russian, line),
        };
        words(line, |word| stems.push((word.to_owned(), stem(word, language))));
        for (one, its) in &stems {
            for (other, others) in &stems {
                pairs += 1;
                if its != others {
                    missed.insert(format!("{one} ({its}), {other} ({others})"));
                }
            }
        }
    }
    println!("{} of {pairs} pairs of forms miss each other", missed.len());
    assert!(pairs > 2000 && missed.len() * 1000 < pairs * MISSED, "{} of {pairs}: {missed:#?}", missed.len());
    // What must not become one: nothing grosser than what grammar itself brings together.
    for line in [
        "опыт оплата",
        "город гордость",
        "экзамен экзотика",
        "фестиваль фестон",
        "кружок круг",
        "учитель ученик",
        "материал математика",
        "проект проезд",
        "план планета",
        "канал каникулы",
        "музей музыка",
        "день дело",
        "отчёт отец",
    ] {
        let mut stems = BTreeSet::new();
        words(line, |word| {
            stems.insert(stem(word, Lang::Russian));
        });
        assert_eq!(stems.len(), 2, "{line}: {stems:?}");
    }
    // No word is cut to a stub.
    for word in demo_words().iter().chain(&["опытом".to_owned()]).filter(|word| word.chars().count() > 3) {
        let stem = stem(word, Lang::Russian);
        assert!(stem.chars().count() >= 3 || word.chars().count() < 5, "{word}: {stem}");
    }
}

#[test]
fn the_browser_folds_words_alike() {
    let text =
        "«Отчёт», ОТЧЁТА; сям’я і сям'я: май\u{306}стэрня, ў школе, за́мок, спадчынi, № 5, в 2024-м, пло\u{ad}щадь";
    let mut own = Vec::new();
    words(text, |word| own.push(word.to_owned()));
    let script = "const s=require('./themes/default/static/search.js');\
        process.stdout.write(s.words(require('fs').readFileSync(0,'utf8')).join(' '))";
    let Some(answer) = node(script, text) else { return };
    assert_eq!(answer, own.join(" "));
}

#[test]
fn the_browser_reads_what_was_packed() {
    let page = |number: usize, title: &str, heading: &str, text: &str| Document {
        address: Address::parse(&format!("school/{number}")).unwrap(),
        title: title.to_owned(),
        kind: Kind::Page,
        date: None,
        language: Lang::Russian,
        names: Vec::new(),
        headings: vec![heading.to_owned()],
        pieces: vec![Piece { anchor: None, text: text.to_owned() }],
    };
    let mut pages = vec![page(0, "Отчёт", "Итоги года", "план план планы отчёты"), page(1, "План", "", "итог и год")];
    pages.extend(
        (2..60).map(|number| page(number, "Год", "", if number % 7 == 0 { "итоги отчетности" } else { "год" })),
    );
    let base = Address::parse("school").unwrap();
    let index = pack(&base, "Школа", Lang::Russian, &pages).index;
    let script = "const s=require('./themes/default/static/search.js');\
        globalThis.letopisSearch={index:d=>s.unpack(d,(stem,page,place)=>process.stdout.write([stem,page,place].join(' ')+'\\n'))};\
        eval(require('fs').readFileSync(0,'utf8'))";
    let Some(answer) = node(script, &index) else { return };
    let found: BTreeSet<&str> = answer.lines().collect();
    let mut expected: BTreeSet<String> =
        ["отчет 0 0", "итог 0 1", "год 0 1", "план 0 2", "план 1 0", "итог 1 3", "год 1 3"].map(str::to_owned).into();
    for number in 2..60 {
        expected.insert(format!("год {number} 0"));
        if number % 7 == 0 {
            expected.insert(format!("итог {number} 3"));
            expected.insert(format!("{} {number} 3", stem("отчетности", Lang::Russian)));
        }
    }
    assert_eq!(found, expected.iter().map(String::as_str).collect());
}

/// A thousand pages of four hundred words. How rare and how common the words are follows Zipf's law with Mandelbrot's
/// shift; the exponent is chosen so that a page has about two hundred different stems, as the demo's pages have. The
/// most frequent words are those that every text is full of, and that the index leaves out; the rest are the demo's own
/// and new ones, twenty thousand in all.
fn thousand_pages() -> Vec<Document> {
    const COMMON: &str =
        "и в не на я с что а по это как к но из у за от о же так для во до при под со или ко над без об";
    let mut vocabulary: Vec<String> =
        demo_words().into_iter().filter(|word| word.chars().all(char::is_alphabetic)).collect();
    let syllables =
        ["ра", "зо", "ни", "ств", "пе", "лу", "ком", "тер", "ва", "дри", "шо", "ли", "жен", "бу", "гро", "сы"];
    let mut state: u64 = 0x2545_f491_4f6c_dd1d;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    while vocabulary.len() < 20_000 {
        let length = 2 + random() % 4;
        vocabulary.push((0..length).map(|_| syllables[(random() % 16) as usize]).collect());
    }
    for index in (1..vocabulary.len()).rev() {
        vocabulary.swap(index, (random() % (index as u64 + 1)) as usize);
    }
    vocabulary.splice(0..0, COMMON.split(' ').map(str::to_owned));
    let mut sum = 0.0;
    let cumulative: Vec<f64> = (0..vocabulary.len())
        .map(|rank| {
            sum += (rank as f64 + 2.7).powf(-1.12);
            sum
        })
        .collect();
    let mut pick = |count: usize| -> String {
        let mut text = String::new();
        for _ in 0..count {
            let at = (random() >> 11) as f64 / (1_u64 << 53) as f64 * sum;
            let index = cumulative.partition_point(|upto| *upto < at).min(vocabulary.len() - 1);
            let _ = write!(text, "{} ", vocabulary[index]);
        }
        text
    };
    (0..1000)
        .map(|number| Document {
            address: Address::parse(&format!("school/project/news/2024-01-{number}-zametka")).unwrap(),
            title: pick(6),
            kind: Kind::NewsItem,
            date: Some("01.01.2024".to_owned()),
            language: Lang::Russian,
            names: Vec::new(),
            headings: vec![pick(4), pick(3)],
            pieces: vec![Piece { anchor: None, text: pick(400) }],
        })
        .collect()
}

fn gzipped(text: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn a_thousand_pages_are_light() {
    let base = Address::parse("school").unwrap();
    let pages = thousand_pages();
    let mut different = 0;
    for page in &pages {
        let mut stems = BTreeSet::new();
        words(&page.pieces[0].text, |word| {
            stems.insert(stem(word, Lang::Russian));
        });
        different += stems.len();
    }
    assert!((190_000..210_000).contains(&different), "{different} stems on all pages");
    let Index { index, texts } = pack(&base, "Школа", Lang::Russian, &pages);
    let size = gzipped(&index);
    let text = texts.iter().map(|(_, script)| gzipped(script)).max().unwrap_or_default();
    println!(
        "search index per thousand pages: {} bytes, {size} after gzip (goal {GOAL}); texts of one result: at most {text}",
        index.len()
    );
    assert!(size < GOAL, "{size} bytes after gzip");
    assert!(text < 40_000, "texts of {text} bytes");
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

/// A small site with a news item that is published, one that is a draft, one of the future, and a project in draft.
fn small_site(root: &Path) {
    write(root, "content/site.yaml", "title: Раздел\nbase_url: https://example.org/razdel\npage_size: 1\n");
    write(
        root,
        "content/school/institution.yaml",
        "name: Школа № 5\nshort_name: СШ № 5\nlocality: Вербск\nphone: +375 17 000-00-00\n",
    );
    let project = "title: Вместе\nabout: Бережливость\n";
    write(root, "content/school/vmeste/project.yaml", project);
    let plan = "title: План работы\nperiod: 2026/2027\nactivities:\n\
                - {activity: Заседание </script> совета, term: 14.10.2026}\n\
                - {activity: Круглый стол, term: ноябрь 2026}\n\
                - {activity: Поход, term: 20.11.2026, status: cancelled}\n\
                - {activity: Слёт, term: 05.12.2026, status: postponed, to: 19.12.2026}\n\
                - {activity: Смотр, term: \"03.12.2026, 10.12.2026\"}\n";
    write(root, "content/school/vmeste/plans/2026.yaml", plan);
    write(
        root,
        "content/school/vmeste/news/2026-03-01-yarmarka.md",
        "---\ntitle: Ярмарка\ntags: [праздник]\n---\n\n## Итоги дня\n\nПирожки кончились.\n",
    );
    write(root, "content/school/vmeste/news/2026-09-10-slet.md", "---\ntitle: Слёт\n---\n\nБеретики.\n");
    write(root, "content/school/vmeste/news/2026-09-10-slet.be.md", "---\ntitle: Злёт\n---\n\nБерэцікі.\n");
    write(
        root,
        "content/school/vmeste/news/2026-04-01-chernovik.md",
        "---\ntitle: Секретный\ndraft: true\n---\n\nЗасекречено.\n",
    );
    write(root, "content/school/vmeste/news/2030-01-01-budushchee.md", "---\ntitle: Грядущее\n---\n\nНенаступившее.\n");
    write(root, "content/school/taynyy/project.yaml", "title: Потаённый\ndraft: true\n");
    write(root, "content/school/staryy/project.yaml", "title: Давний\narchived: true\n");
    write(root, "content/school/staryy/news/2020-01-01-bylo.md", "---\ntitle: Былое\n---\n\nДавно.\n");
}

fn built(drafts: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    small_site(folder.path());
    let request = Request {
        root: folder.path().to_owned(),
        out: folder.path().join("public"),
        date: chrono::NaiveDate::from_ymd_opt(2026, 10, 1),
        drafts,
        strict: false,
        force: false,
        progress: None,
    };
    let report = build(&request).unwrap_or_else(|stop| panic!("{stop:?}"));
    let style = letopis::diagnostic::TextStyle { color: false };
    let said = letopis::diagnostic::render_text(&report.findings, report.language, style);
    assert!(!report.findings.have_errors(), "{said}");
    folder
}

fn read(folder: &tempfile::TempDir, path: &str) -> String {
    let file = folder.path().join("public").join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The stems of an index, each in full.
fn stems_of(index: &str) -> Vec<String> {
    let data = index.split_once("apply(null,").and_then(|(_, rest)| rest.rsplit_once(')')).unwrap().0;
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    let mut stems: Vec<String> = Vec::new();
    for letter in data[0]["stems"].as_str().unwrap().chars() {
        if letter.is_ascii_uppercase() {
            let shared = (letter as u8 - b'A') as usize;
            let before = stems.last().map(|stem| stem.chars().take(shared).collect());
            stems.push(before.unwrap_or_default());
        } else {
            stems.last_mut().unwrap().push(letter);
        }
    }
    stems
}

#[test]
fn nothing_unpublished_is_found() {
    for drafts in [false, true] {
        let folder = built(drafts);
        let texts = ["school/search-text-1.js", "school/search-text-2.js", "search/list.js"];
        let texts =
            texts.map(|path| std::fs::read_to_string(folder.path().join("public").join(path)).unwrap_or_default());
        let index = read(&folder, "school/search-index.js");
        let all = format!("{} {} {}", texts.concat().to_lowercase(), index.to_lowercase(), stems_of(&index).join(" "));
        for word in ["ярмарк", "пирожк", "заседан", "бережлив", "беретик"] {
            assert!(all.contains(word), "{word} (drafts: {drafts})");
        }
        for word in ["секретн", "засекречен", "грядущ", "ненаступивш", "потаен", "потаён", "chernovik", "taynyy"]
        {
            assert!(!all.contains(word), "{word} (drafts: {drafts})");
        }
    }
}

/// What schema.org and the search engines that read it require of our types, and recommend: each property with its form.
fn assert_schema(node: &serde_json::Value, path: &str) {
    use serde_json::Value;
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    let is_date = |value: &Value| value.as_str().is_some_and(|text| text.parse::<chrono::NaiveDate>().is_ok());
    let is_url = |value: &Value| {
        value.as_str().is_some_and(|text| text.starts_with("https://") && !text.contains([' ', '"', '<']))
    };
    let is_of = |value: &Value, sort: &str| value["@type"] == sort;
    let must = |key: &str, good: bool| assert!(good, "{key} of {node} in {path}");
    let organization = |key: &str| {
        let value = &node[key];
        must(key, is_of(value, "Organization") && is_text(&value["name"]) && is_url(&value["url"]));
    };
    let address = |key: &str, value: &Value| {
        must(
            key,
            is_of(value, "PostalAddress") && value["addressCountry"].as_str().is_some_and(|code| code.len() == 2),
        );
    };
    let known: &[&str] = match node["@type"].as_str().unwrap_or_default() {
        "Organization" => {
            must("name", is_text(&node["name"]));
            must("url", is_url(&node["url"]));
            address("address", &node["address"]);
            &["name", "url", "address", "alternateName", "description", "telephone", "email", "sameAs", "logo"]
        }
        "Event" => {
            must("name", is_text(&node["name"]));
            must("url", is_url(&node["url"]));
            must("startDate", is_date(&node["startDate"]));
            must("endDate", is_date(&node["endDate"]) && node["endDate"].as_str() >= node["startDate"].as_str());
            let status =
                node["eventStatus"].as_str().and_then(|status| status.strip_prefix("https://schema.org/Event"));
            must("eventStatus", matches!(status, Some("Scheduled" | "Rescheduled" | "Postponed" | "Cancelled")));
            must("previousStartDate", status != Some("Rescheduled") || is_date(&node["previousStartDate"]));
            must("eventAttendanceMode", node["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode");
            must("location", is_of(&node["location"], "Place") && is_text(&node["location"]["name"]));
            address("location", &node["location"]["address"]);
            organization("organizer");
            &[
                "name",
                "url",
                "startDate",
                "endDate",
                "eventStatus",
                "previousStartDate",
                "eventAttendanceMode",
                "location",
                "organizer",
            ]
        }
        "NewsArticle" | "Report" => {
            must("headline", is_text(&node["headline"]));
            must("datePublished", is_date(&node["datePublished"]));
            must("mainEntityOfPage", is_url(&node["mainEntityOfPage"]));
            must("image", node["image"].is_null() || is_url(&node["image"]));
            must("inLanguage", matches!(node["inLanguage"].as_str(), Some("ru" | "be" | "en")));
            organization("author");
            organization("publisher");
            &[
                "headline",
                "datePublished",
                "mainEntityOfPage",
                "image",
                "inLanguage",
                "author",
                "publisher",
                "description",
            ]
        }
        "BreadcrumbList" => {
            let items = node["itemListElement"].as_array().cloned().unwrap_or_default();
            must("itemListElement", items.len() > 1);
            for (index, item) in items.iter().enumerate() {
                must("position", is_of(item, "ListItem") && item["position"] == index + 1);
                must("item", is_text(&item["name"]) && is_url(&item["item"]));
            }
            &["itemListElement"]
        }
        other => panic!("nobody expects {other} in {path}"),
    };
    let foreign = node.as_object().unwrap().keys().find(|key| *key != "@type" && !known.contains(&key.as_str()));
    assert_eq!(foreign, None, "in {path}: {node}");
}

#[test]
fn pages_tell_of_themselves() {
    let folder = built(false);
    let graph = |path: &str| -> Vec<serde_json::Value> {
        let html = read(&folder, path);
        let (_, rest) = html.split_once("<script type=\"application/ld+json\">").unwrap_or_else(|| panic!("{path}"));
        let text = rest.split("</script>").next().unwrap();
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(value["@context"], "https://schema.org");
        value["@graph"].as_array().unwrap().clone()
    };
    let of = |nodes: &[serde_json::Value], sort: &str| -> Vec<serde_json::Value> {
        nodes.iter().filter(|node| node["@type"] == sort).cloned().collect()
    };
    let home = graph("school/index.html");
    let organization = &of(&home, "Organization")[0];
    assert_eq!(organization["name"], "Школа № 5");
    assert_eq!(organization["url"], "https://example.org/razdel/school/");
    assert_eq!(organization["address"]["addressCountry"], "BY");

    let plan = graph("school/vmeste/plans/2026/index.html");
    let events = of(&plan, "Event");
    assert_eq!(events.iter().map(|event| event["startDate"].as_str().unwrap()).collect::<Vec<_>>()[0], "2026-10-14");
    assert!(events.iter().any(|event| event["eventStatus"] == "https://schema.org/EventCancelled"));
    let named =
        |name: &str| -> Vec<&serde_json::Value> { events.iter().filter(|event| event["name"] == name).collect() };
    let days: BTreeSet<&str> = named("Смотр").iter().filter_map(|event| event["startDate"].as_str()).collect();
    assert_eq!(days, BTreeSet::from(["2026-12-03", "2026-12-10"]));
    let moved = named("Слёт")[0];
    assert_eq!((&moved["startDate"], &moved["previousStartDate"]), (&"2026-12-19".into(), &"2026-12-05".into()));
    assert_eq!(moved["eventStatus"], "https://schema.org/EventRescheduled");
    let mut checked = BTreeSet::new();
    for page in walkdir::WalkDir::new(folder.path().join("public")).into_iter().filter_map(Result::ok) {
        let path = page.path().strip_prefix(folder.path().join("public")).unwrap().to_string_lossy().into_owned();
        if path.ends_with("index.html") && read(&folder, &path).contains("application/ld+json") {
            for node in graph(&path) {
                checked.insert(node["@type"].as_str().unwrap_or_default().to_owned());
                assert_schema(&node, &path);
            }
        }
    }
    assert_eq!(
        checked.iter().map(String::as_str).collect::<Vec<_>>(),
        ["BreadcrumbList", "Event", "NewsArticle", "Organization"]
    );
    // Without JavaScript, the lists are told apart.
    let search = read(&folder, "search/index.html");
    assert!(search.contains(">Новости: Вместе</a>") && search.contains(">Новости: Вместе (2)</a>"), "{search}");
    let item = graph("school/vmeste/news/2026-03-01-yarmarka/index.html");
    let article = &of(&item, "NewsArticle")[0];
    assert_eq!((&article["headline"], &article["datePublished"]), (&"Ярмарка".into(), &"2026-03-01".into()));
    let crumbs = of(&item, "BreadcrumbList")[0]["itemListElement"].as_array().unwrap().clone();
    assert_eq!(crumbs.last().unwrap()["item"], "https://example.org/razdel/school/vmeste/news/2026-03-01-yarmarka/");
    assert_eq!(crumbs[0]["position"], 1);

    let html = read(&folder, "school/vmeste/plans/2026/index.html");
    assert!(html.contains("<meta property=\"og:image\" content=\"https://example.org/razdel/preview/plan.png\">"));
    assert!(folder.path().join("public/preview/plan.png").is_file());
    let twins = read(&folder, "school/vmeste/news/2026-09-10-slet.be/index.html");
    assert!(twins.contains("lang=\"be\""), "the name tells the language");
    for (lang, name) in [("ru", "2026-09-10-slet"), ("be", "2026-09-10-slet.be")] {
        let link = format!("hreflang=\"{lang}\" href=\"https://example.org/razdel/school/vmeste/news/{name}/\"");
        assert!(twins.contains(&link), "{link}");
    }
}

#[test]
fn lists_have_school_years_and_the_archive_its_addresses() {
    let folder = built(false);
    let news = read(&folder, "school/vmeste/news/index.html");
    assert!(news.contains("href=\"year/2026-2027/index.html\""), "{news}");
    let year = read(&folder, "school/vmeste/news/year/2026-2027/index.html");
    assert!(year.contains("Злёт") || year.contains("Слёт"));
    assert!(!year.contains("Ярмарка"));
    // One item a page: the year's second page is there, and knows the first.
    assert!(read(&folder, "school/vmeste/news/year/2026-2027/page/2/index.html").contains("../../index.html"));
    let home = read(&folder, "school/index.html");
    assert!(home.contains("staryy/index.html") && home.contains("Давний"), "the archive is listed");
    assert!(read(&folder, "school/staryy/news/2020-01-01-bylo/index.html").contains("Былое"));
}
