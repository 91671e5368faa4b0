//! Laws of building: a warm build is a cold one, twice changes nothing, threads do not matter, errors stay at home.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::common::{Outcome, Site};

fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().display().to_string(), entry.metadata().unwrap().modified().unwrap())).collect()
}

/// Every path that differs between two outputs.
fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let keys = one.keys().chain(other.keys()).collect::<std::collections::BTreeSet<_>>();
    keys.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

fn none() -> Vec<String> {
    Vec::new()
}

/// Edits of all kinds, each after a warm build, each compared with a build of the same files by one who knows nothing.
#[test]
fn a_warm_build_is_a_cold_one() {
    let site = Site::copy_of("tests/sites/publishing");
    site.build().sound();
    type Edit = fn(&Site);
    let edits: [(&str, Edit); 12] = [
        ("a plan's row", |site| {
            let path = "первая школа/проект/plans/2023-2024.yaml";
            site.put(path, site.read(path).replace("Второе", "Другое второе"));
        }),
        ("a news item more", |site| {
            site.put("первая школа/проект/news/2024-02-03-x.md", "---\ntitle: Ещё\ntags: [новое]\n---\n");
        }),
        ("a news item less", |site| site.remove("первая школа/проект/news/2024-01-06-n.md")),
        ("a bundle's picture less", |site| {
            site.remove("первая школа/проект/news/2024-02-01-с фотографиями/пёс.svg");
        }),
        ("a neighbour's page gets another address", |site| {
            let path = "первая школа/проект/news/2024-02-01-с фотографиями/index.md";
            site.put(path, site.read(path).replace("tags:", "slug: inoj\ntags:"));
        }),
        ("a neighbour's draft is published", |site| {
            let path = "первая школа/проект/news/chernovik.md";
            site.put(path, site.read(path).replace("draft: true", "draft: false"));
        }),
        ("the institution's name", |site| site.put("vtoraya/institution.yaml", "name: Третья школа\norder: 9\n")),
        ("the institution's address", |site| {
            site.put("vtoraya/institution.yaml", "name: Третья школа\nslug: tretya\n");
        }),
        ("the site's title", |site| {
            site.put("site.yaml", site.read("site.yaml").replace("Публикация", "Новое имя"));
        }),
        ("no base_url", |site| site.put("site.yaml", "title: Без адреса\n")),
        ("an institution more", |site| site.put("новая/institution.yaml", "name: Новая\n")),
        ("an institution less", |site| site.remove("новая")),
    ];
    for (what, edit) in edits {
        edit(&site);
        let warm = site.build().sound();
        let cold_site = Site::empty();
        crate::common::copy(&site.content(), &cold_site.content());
        let cold = cold_site.build().sound();
        assert_eq!(differing(&warm.files(), &cold.files()), none(), "{what}");
        assert_eq!(warm.findings(), cold.findings(), "{what}");
        assert_eq!(warm.report.pages, cold.report.pages, "{what}");
    }
}

#[test]
fn building_twice_changes_nothing() {
    for path in [".", "tests/sites/edinstvennaya"] {
        let site = Site::copy_of(path).on("2026-11-22");
        let first = site.build();
        let (files, stamps) = (first.files(), times(&site.out()));
        let second = site.build();
        assert_eq!(differing(&files, &second.files()), none());
        assert_eq!(stamps, times(&site.out()), "a file was written anew");
        assert!(second.report.changes.new.is_empty() && second.report.changes.removed.is_empty());
        assert_eq!(first.findings(), second.findings());
        assert_eq!(first.report.pages, second.report.pages);
        // Another day and back again.
        let site = site.on("2026-12-01");
        assert_ne!(differing(&files, &site.build().files()), none());
        let site = site.on("2026-11-22");
        assert_eq!(differing(&files, &site.build().files()), none());
    }
}

/// A build on a pool of so many threads.
fn on_threads(site: &Site, threads: usize) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    // Progress of a build is sent to its pool from this thread; the site itself stays here.
    let request = site.request();
    site.outcome(pool.install(|| letopis::driver::build(&request)))
}

#[test]
fn threads_do_not_matter() {
    let one = on_threads(&Site::copy_of(".").on("2026-11-22"), 1);
    let two = on_threads(&Site::copy_of(".").on("2026-11-22"), 4);
    assert_eq!(differing(&one.files(), &two.files()), none());
    assert_eq!(one.findings(), two.findings());
}

/// Two schools and a page of the site's own.
fn two_schools() -> Site {
    let plan = "title: План\nperiod: 2023/2024\nactivities:\n  - {activity: Одно, term: май}\n";
    Site::new()
        .file("site.yaml", "title: Сайт\nbase_url: https://example.by\n")
        .file("about.md", "# О сайте\n")
        .institution("one", "Первая")
        .project("one/p")
        .file("one/p/plans/2023-2024.yaml", plan)
        .file("one/p/news/2024-01-01-n.md", "# Новость\n\n[строка](plan:2023-2024#1)\n")
        .institution("two", "Вторая")
        .project("two/p")
        .file("two/p/news/2024-01-01-n.md", "# Другая новость\n\n[соседи](/one/p/news/2024-01-01-n/)\n")
}

#[test]
fn an_institution_with_an_error_keeps_its_pages_and_its_place() {
    let site = two_schools();
    let before = site.build().sound().files();
    site.put("one/institution.yaml", "name: Первая\nадресс: нет\n");
    site.put("two/p/news/2024-01-02-m.md", "# Ещё одна\n");
    site.put("one/p/news/2024-01-03-n.md", "# Не выйдет\n");
    let after = site.build();
    assert_eq!(after.errors(), ["unknown-key content/one/institution.yaml:2:1"]);
    let files = after.files();
    for (path, bytes) in before.iter().filter(|(path, _)| path.starts_with("one/")) {
        assert_eq!(files.get(path), Some(bytes), "{path}");
    }
    assert!(!after.has("one/p/news/2024-01-03-n/index.html"));
    assert!(after.has("two/p/news/2024-01-02-m/index.html"));
    for page in ["index.html", "search/index.html"] {
        assert!(after.text(page).contains("Первая") && after.text(page).contains("Вторая"), "{page}");
    }
    assert!(after.text("sitemap.xml").contains("https://example.by/one/p/news/2024-01-01-n/"));
    assert!(after.text("search/index.html").contains("Новость"));
    // Mended, it is as if nothing had happened.
    site.put("one/institution.yaml", "name: Первая\n");
    let mended = site.build().sound().files();
    site.forget();
    assert_eq!(differing(&mended, &site.build().files()), none());
}

#[test]
fn an_institution_never_built_is_left_out_while_it_has_errors() {
    let site = two_schools();
    site.put("one/institution.yaml", "nam: Первая\n");
    let built = site.build();
    assert_eq!(built.errors().len(), 1, "{:?}", built.errors());
    assert!(!built.has("one/index.html") && built.has("two/index.html") && built.has("index.html"));
    assert!(!built.text("index.html").contains("one/index.html"));
    assert!(!built.text("sitemap.xml").contains("/one/"));
}

#[test]
fn an_error_of_the_site_writes_nothing() {
    for (path, text) in [
        ("site.yaml", "title: Сайт\nunknown: 1\n"),
        ("site.yaml", "title: Сайт\ntheme: net-takoj\n"),
        ("site.yaml", "language: ru\n"),
        ("site.yaml", "title: [\n"),
        ("site.yaml", "title: Сайт\nfooter: '[никуда](net.md)'\n"),
        // Both layouts at once.
        ("institution.yaml", "name: Школа\n"),
    ] {
        let site = two_schools();
        let before = site.build().sound().files();
        site.put(path, text);
        site.put("two/p/news/2024-01-02-m.md", "# Ещё одна\n");
        let after = site.build();
        assert!(!after.errors().is_empty(), "{text}");
        assert_eq!(differing(&before, &after.files()), none(), "{text}");
        // The rest is checked all the same.
        site.put("two/p/news/2024-01-03-k.md", "# К\n\n[никуда](net.md)\n");
        if path == "site.yaml" {
            let errors = site.check().errors();
            assert!(errors.contains(&"broken-link content/two/p/news/2024-01-03-k.md:3:10".to_owned()), "{errors:?}");
        }
    }
    let site = two_schools();
    site.remove("site.yaml");
    let built = site.build();
    assert_eq!(built.errors(), ["site-missing content/site.yaml"]);
    assert!(!site.out().exists() || built.files().is_empty());
}

/// One page of the site is no reason to leave readers without an index, or with one that leads nowhere.
#[test]
fn a_page_of_the_site_with_an_error_holds_nothing_else_back() {
    let about = "# О сайте\n\n[никуда](net.md)\n";
    for broken in [about, "---\ntitle: О сайте\n", "---\nneizvestno: 1\n---\n# О сайте\n"] {
        // Never built, it is left out.
        let site = two_schools();
        site.put("about.md", broken);
        let built = site.build();
        assert_eq!(built.errors().len(), 1, "{:?}", built.errors());
        for path in ["index.html", "style.css", "404.html", "search/index.html", "one/index.html"] {
            assert!(built.has(path), "{path}: {broken}");
        }
        assert!(!built.has("about/index.html") && !built.text("index.html").contains("about/index.html"));
        assert!(!built.text("sitemap.xml").contains("/about/"));

        // Built earlier, it stays, and the rest goes on.
        let site = two_schools().file("rules.md", "# Правила\n");
        let before = site.build().sound().files();
        site.put("about.md", broken);
        site.put("three/institution.yaml", "name: Третья\n");
        site.put("rules.md", "# Новые правила\n");
        let built = site.build();
        let after = built.files();
        assert_eq!(after.get("about/index.html"), before.get("about/index.html"), "{broken}");
        assert!(built.text("index.html").contains("three/index.html"));
        assert!(built.text("rules/index.html").contains("Новые правила"));
        assert_eq!(differing(&after, &site.build().files()), none(), "building twice changes nothing");
        site.put("about.md", "# О нас\n");
        let mended = site.build().sound();
        assert!(mended.text("about/index.html").contains("О нас"));
        let warm = mended.files();
        fs::remove_dir_all(site.out()).unwrap();
        assert_eq!(differing(&warm, &site.build().sound().files()), none());
    }
}

/// A region's findings are kept until all of it is done, and its files must not be.
#[test]
fn a_finding_keeps_a_line_of_its_file_and_no_more() {
    let site = two_schools();
    site.put("one/z.md", format!("# З\n\n![](net.png)\n{}", "Слово.\n".repeat(10_000)));
    site.put("two/p/news/2024-01-03-k.md", format!("# К\n\n<script>1</script>\n\n{}", "Слово.\n".repeat(10_000)));
    for built in [site.build(), site.build()] {
        assert!(built.findings().len() >= 2, "{:?}", built.findings());
        for place in built.report.findings.iter().filter_map(|finding| finding.place.as_ref()) {
            assert!(place.source.text.len() < 1000, "{}: {}", place.source.path, place.source.text.len());
        }
    }
}

#[test]
fn pages_that_stay_in_the_sites_way_hold_back_its_own_part_alone() {
    let site = two_schools();
    let before = site.build().sound();
    // The first school has moved, with an error in it, and the site has a page where its pages still stand.
    site.put("one/institution.yaml", "name: Первая\nslug: novaya\n");
    site.put("one/bad.md", "# Плохо\n\n[никуда](net.md)\n");
    site.put("one.md", "# Бывшая первая\n");
    site.put("two/p/news/2024-01-01-n.md", "# Правка\n");
    let built = site.build();
    assert_eq!(built.errors(), ["broken-link content/one/bad.md:3:10", "address-kept content/site.yaml"]);
    assert!(built.text("two/p/news/2024-01-01-n/index.html").contains("Правка"));
    assert_eq!(built.files().get("one/index.html"), before.files().get("one/index.html"));
}

#[test]
fn a_link_to_a_page_that_is_held_back_is_no_dead_link() {
    let site = two_schools();
    site.build().sound();
    site.put("one/bad.md", "# Плохо\n\n[никуда](net.md)\n");
    site.put("one/p/news/2024-01-02-new.md", "# Новое\n");
    site.put(
        "two/z.md",
        "# З\n\n[старое](../one/p/news/2024-01-01-n.md), [новое](../one/p/news/2024-01-02-new.md), \
         [адрес](/one/p/news/2024-01-02-new/)\n",
    );
    let built = site.build();
    assert_eq!(built.findings(), ["broken-link content/one/bad.md:3:10"]);
    let page = built.text("two/z/index.html");
    assert!(page.contains("<a href=\"../../one/p/news/2024-01-01-n/index.html\">старое</a>, новое, адрес"), "{page}");
    site.remove("one/bad.md");
    let page = site.build().sound().text("two/z/index.html");
    assert!(page.contains("2024-01-02-new/index.html\">новое</a>"), "{page}");
}

#[test]
fn a_template_that_fails_writes_nothing() {
    let site = two_schools();
    let before = site.build().sound().files();
    site.put("site.yaml", "title: Сайт\nbase_url: https://example.by\ntheme: own\n");
    let theme = site.root().join("themes/own/templates");
    fs::create_dir_all(&theme).unwrap();
    fs::write(theme.join("page.html"), "{% extends \"base.html\" %}\n{% block main %}{{ net").unwrap();
    let built = site.build();
    assert_eq!(built.errors().len(), 1, "{:?}", built.errors());
    assert_eq!(differing(&before, &built.files()), none());
    fs::write(
        theme.join("page.html"),
        "{% extends \"base.html\" %}\n{% block main %}{{ net.takogo.polya }}{% endblock %}",
    )
    .unwrap();
    let built = site.build();
    assert!(!built.errors().is_empty());
    assert_eq!(differing(&before, &built.files()), none());
}

/// Not even what needs no such page: a reader would see one site in two looks.
#[test]
fn a_template_that_fails_in_one_institution_holds_all_back() {
    let site = Site::new()
        .file("site.yaml", "title: Сайт\ntheme: own\n")
        .institution("a", "А")
        .institution("b", "Б")
        .project("b/p")
        .file("b/p/plans/1.yaml", "title: П\nperiod: 2023\nactivities: [{activity: А}]\n");
    let theme = site.root().join("themes/own/templates");
    fs::create_dir_all(&theme).unwrap();
    fs::write(theme.join("plan.html"), "{{ net.takogo }}").unwrap();
    let built = site.build();
    assert_eq!(built.errors(), ["template-fails themes/own/templates/plan.html:1:4"]);
    assert!(!site.out().exists(), "{:?}", built.files().keys());
    site.put("site.yaml", "title: Сайт\n");
    assert!(site.build().sound().has("b/p/plans/1/index.html"));
}

#[test]
fn a_project_outside_an_institution_holds_nothing_else_back() {
    let site = two_schools().project("nichej");
    let built = site.build();
    assert_eq!(built.errors(), ["project-outside-institution content/nichej/project.yaml"]);
    assert!(built.has("one/index.html") && built.has("about/index.html") && built.has("index.html"));
    assert!(!built.has("nichej/index.html"));
}

/// A broken file gives that one error, whatever refers to it or into it.
#[test]
fn what_follows_from_a_broken_file_is_not_said() {
    let broken = "title: План\nactivities:\n - activity: a\n  term: [\n";
    let everything = || {
        two_schools()
            .file(
                "one/p/project.yaml",
                "title: Проект\ndocuments:\n  - {title: Д, file: files/d.txt, activities: [1, 2023-2024#7/2]}\n",
            )
            .file("one/p/files/d.txt", "д")
            .file("one/p/news/2024-01-02-bundle/index.md", "# Ещё\n")
            .file("one/p/news/2024-01-02-bundle/note.txt", "записка")
            .file(
                "one/p/reports/2024-01.md",
                "---\ntitle: Отчёт\ndate: 2024-01-31\nactivities: [1, '2023-2024#9']\ncompletes: 2023-2024#3/1\n---\n\
                 [план](../plans/2023-2024.yaml) [строка](../plans/2023-2024.yaml#a-9) [ещё](plan:2023-2024#8)\n\
                 [адрес](/one/p/plans/2023-2024/#a-77) [json](/one/p/plans/2023-2024/plan.json)\n\
                 [новость](../news/2024-01-01-n.md#tam) [проект](../project.yaml) [учреждение](../../institution.yaml)\n",
            )
            .file("two/about.md", "# О\n\n[а](../one/p/plans/2023-2024.yaml#a-3) [б](../one/p/news/2024-01-01-n.md)\n")
            .file("two/p/plans/2023-2024.yaml", "title: П\nperiod: 2023/2024\nactivities: [{activity: А, with: one}]\n")
    };
    for (path, text, code) in [
        ("one/p/plans/2023-2024.yaml", broken, "yaml-syntax"),
        ("one/p/news/2024-01-01-n.md", "---\ntitle: Н\n", "front-matter-open"),
        ("one/p/project.yaml", broken, "yaml-syntax"),
        ("one/institution.yaml", broken, "yaml-syntax"),
    ] {
        let site = everything();
        site.put(path, text);
        if path != "one/p/news/2024-01-01-n.md" {
            site.put("one/p/news/2024-01-01-n.md", "# Новость\n\n## Там {#tam}\n");
        }
        if path != "one/p/plans/2023-2024.yaml" {
            let rows: String = (1..10)
                .map(|row| format!("  - {{activity: А{row}, stages: [{{result: a}}, {{result: b}}]}}\n"))
                .collect();
            site.put("one/p/plans/2023-2024.yaml", format!("title: П\nperiod: 2023/2024\nactivities:\n{rows}"));
            site.put("one/p/reports/2024-01.md", site.read("one/p/reports/2024-01.md").replace("a-77", "a-7"));
        }
        let errors = site.check().errors();
        assert_eq!(errors.len(), 1, "{path}: {errors:?}");
        assert!(errors[0].starts_with(&format!("{code} content/{path}")), "{errors:?}");
    }
}
