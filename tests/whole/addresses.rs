//! Addresses: two claims on one are told before anything is written, what is not published stays so, and from a file that
//! could not be read nothing follows elsewhere.

use crate::common::Site;

const PLAN: &str = "title: План\nperiod: 2023/2024\nactivities: [{activity: А}, {activity: Б}]\n";

/// Two schools, the first with a plan and news under a tag.
fn ground() -> Site {
    Site::new()
        .file("site.yaml", "title: Сайт\nbase_url: https://example.org\npage_size: 1\n")
        .institution("a", "Школа")
        .project("a/p")
        .file("a/p/plans/plan.yaml", PLAN)
        .file("a/p/news/2023-10-01-one.md", "---\ntitle: Раз\ntags: [t]\n---\n")
        .file("a/p/news/2024-01-01-two.md", "---\ntitle: Два\ntags: [t]\n---\n")
        .institution("b", "Вторая")
        .project("b/p")
}

/// The errors, each with the file that has the address, without `content/`.
fn clashes(site: &Site) -> Vec<String> {
    let found = site.check();
    let found = found.report.findings.iter().filter(|finding| finding.is_error());
    let short = |path: &str| path.trim_start_matches("content/").to_owned();
    found
        .map(|finding| {
            let other = finding.related.as_ref().map_or("", |place| place.source.path.as_str());
            let line = finding.line_and_column().map_or(0, |(line, _)| line);
            let file = short(finding.file().unwrap_or_default());
            format!("{} {file}:{line} {}", finding.problem.code(), short(other))
        })
        .collect()
}

/// An earlier address may be nobody's of today; the file that has it is named, the program's own among them.
#[test]
fn an_alias_takes_no_address_that_is_taken() {
    for (alias, owner) in [
        ("/", "site.yaml"),
        ("/index.html", "site.yaml"),
        ("/404.html", "site.yaml"),
        ("/search/", "site.yaml"),
        ("/search/list.js", "site.yaml"),
        ("/style.css", "site.yaml"),
        ("/robots.txt", "site.yaml"),
        ("/sitemap.xml", "site.yaml"),
        ("/favicon.svg", "site.yaml"),
        ("/about/", "about.md"),
        ("/b/", "b/institution.yaml"),
        ("/b/feed.xml", "b/institution.yaml"),
        ("/b/search-text-3.js", "b/institution.yaml"),
        ("/b/p/progress/", "b/p/project.yaml"),
        ("/b/p/page/", "b/p/page.md"),
        ("/moved/", "b/p/page.md"),
        ("/a/feed.xml", "a/institution.yaml"),
        ("/a/calendar.ics/x/", "a/institution.yaml"),
        ("/a/search-text-1.js", "a/institution.yaml"),
        ("/a/p/tags/t/", "a/p/project.yaml"),
        ("/a/p/tags/t/page/2/", "a/p/project.yaml"),
        ("/a/p/news/page/2/", "a/p/project.yaml"),
        ("/a/p/plans/plan/plan.json", "a/p/plans/plan.yaml"),
        ("/a/p/files/x.pdf", "a/p/files/x.pdf"),
        ("/c/", "c.md"),
    ] {
        // The alias of `b` comes before that of `c`, and everybody's own pages before either.
        let site = ground()
            .file("about.md", "# О сайте\n")
            .file("c.md", "# В\n")
            .file("b/p/page.md", "---\naliases: [/moved/]\n---\n# Страница\n")
            .file("a/p/files/x.pdf", "x")
            .file("c/institution.yaml", "name: Третья\nslug: d\n");
        let (file, line) = match alias {
            // Within a school it is the school's own book that tells, between schools the comparison of all.
            alias if alias.starts_with("/a/") => ("a/p/z.md", 3),
            _ => ("c/z.md", 3),
        };
        site.put(file, format!("---\ntitle: Я\naliases: [\"{alias}\"]\n---\n"));
        let found = clashes(&site);
        assert_eq!(found, [format!("address-clash {file}:{line} {owner}")], "{alias}");
        let built = site.build();
        assert_eq!(built.errors().len(), 1, "{alias}: build and check say the same");
        assert!(built.has("b/index.html") && built.has("index.html"), "{alias}: the others are built");
        assert!(!built.has(&format!("{}/index.html", &file[..1])) || file == "c/z.md", "{alias}");
        assert!(!built.has("d/index.html") || file != "c/z.md", "{alias}: it is held back");
    }
}

/// Names that make a folder of one of the program's files, a file of one of its folders, and things that are one page.
#[test]
fn two_claims_on_an_address_name_both_files() {
    type Files = &'static [(&'static str, &'static str)];
    let cases: [(Files, &str); 18] = [
        (&[("b/institution.yaml", "name: Б\nslug: style.css\n")], "b/institution.yaml:2 site.yaml"),
        (&[("b/institution.yaml", "name: Б\nslug: 404.html\n")], "b/institution.yaml:2 site.yaml"),
        (&[("b/institution.yaml", "name: Б\nslug: index.html\n")], "b/institution.yaml:2 site.yaml"),
        (&[("b/institution.yaml", "name: Б\nslug: search\n")], "b/institution.yaml:2 site.yaml"),
        (&[("b/institution.yaml", "name: Б\nslug: a\n")], "b/institution.yaml:2 a/institution.yaml"),
        (
            &[
                ("b/institution.yaml", "name: Б\naliases: [/old.html]\n"),
                ("c/institution.yaml", "name: В\nslug: old.html\n"),
            ],
            "b/institution.yaml:2 c/institution.yaml",
        ),
        (
            &[
                ("a/p/q.md", "---\ntitle: Я\naliases: [/s/]\n---\n"),
                ("b/p/q.md", "---\ntitle: Я\naliases: [/s/]\n---\n"),
            ],
            "b/p/q.md:3 a/p/q.md",
        ),
        (&[("a.md", "# А\n")], "a/institution.yaml:1 a.md"),
        (
            &[
                ("c/d/institution.yaml", "name: В\n"),
                ("b/institution.yaml", "name: Б\nslug: c\n"),
                ("b/d/project.yaml", "title: Д\n"),
            ],
            "c/d/institution.yaml:1 b/d/project.yaml",
        ),
        (&[("a/p/project.yaml", "title: П\nslug: feed.xml\n")], "a/p/project.yaml:2 a/institution.yaml"),
        (&[("a/p/project.yaml", "title: П\nslug: search-index.js\n")], "a/p/project.yaml:2 a/institution.yaml"),
        (&[("a/p/project.yaml", "title: П\nslug: search-text-2.js\n")], "a/p/project.yaml:2 a/institution.yaml"),
        (&[("a/q/project.yaml", "title: Вторая\nslug: p\n")], "a/q/project.yaml:2 a/p/project.yaml"),
        (&[("a/p/plans/plan/plan.csv.md", "# Страница\n")], "a/p/plans/plan/plan.csv.md:1 a/p/plans/plan.yaml"),
        (&[("a/p/tags/t.md", "# Метка\n")], "a/p/tags/t.md:1 a/p/project.yaml"),
        (&[("a/p/project.yml", "title: П\n")], "a/p/project.yml:1 a/p/project.yaml"),
        (&[("a/institution.yml", "name: А\n")], "a/institution.yml:1 a/institution.yaml"),
        (&[("site.yml", "title: С\n")], "site.yml:0 "),
    ];
    for (files, expected) in cases {
        let site = files.iter().fold(ground(), |site, (path, text)| site.file(path, text));
        assert_eq!(clashes(&site), [format!("address-clash {expected}")], "{files:?}");
        let late = &expected[..1];
        let built = site.build();
        assert_eq!(built.errors().len(), 1, "{files:?}");
        let others = ["a", "b"].into_iter().filter(|key| *key != late && late != "s");
        assert!(
            others.clone().all(|key| built.files().keys().any(|path| path.starts_with(key) || path.starts_with('c')))
        );
        assert_eq!(built.has("index.html"), late != "s", "{files:?}");
    }
}

/// A clash comes and goes while nothing of the school that it concerns has changed.
#[test]
fn a_clash_is_found_by_a_warm_build_and_forgotten_with_its_cause() {
    let site = ground().file("b/p/q.md", "---\ntitle: Я\naliases: [/c/old/]\n---\n");
    site.build().sound();
    site.put("c/institution.yaml", "name: В\n");
    site.put("c/old/project.yaml", "title: Г\n");
    let clashing = site.build();
    assert_eq!(clashing.errors(), ["address-clash content/b/p/q.md:3:11"]);
    assert!(clashing.has("c/old/feed.xml") || clashing.has("c/old/index.html"));
    assert!(clashing.has("b/index.html"), "what it had stays");
    assert_eq!(site.build().errors().len(), 1, "and again");
    site.remove("c/old");
    assert!(site.build().sound().text("c/old/index.html").contains("refresh"));
}

#[test]
fn an_institution_within_another_holds_back_that_one_alone() {
    let site = ground().institution("a/inner", "Внутри");
    let built = site.build();
    assert_eq!(built.errors(), ["both-layouts content/a/inner/institution.yaml"]);
    assert!(built.has("index.html") && built.has("b/index.html") && !built.has("a/index.html"));
}

/// The single institution's file among a region's is one mistake; what lies with the others is not blamed for it.
#[test]
fn both_layouts_at_once_are_one_mistake() {
    let site = Site::new()
        .file("institution.yaml", "name: А\n")
        .file("own/project.yaml", "title: Свой\n")
        .file("about.md", "# О\n\n[Б](b/contacts.md)\n")
        .institution("b", "Б")
        .project("b/p")
        .file("b/p/plans/plan.yaml", PLAN)
        .file("b/p/files/x.pdf", "x")
        .file("b/files/x.pdf", "x")
        .file("b/logo.png", "не картинка")
        .file("b/plans/x.yaml", PLAN)
        .file("b/contacts.md", "# К\n\n[о школе](institution.yaml) [файл](files/x.pdf)\n")
        .institution("c", "В")
        .file("c/files/y.pdf", "y");
    let built = site.build();
    assert_eq!(built.findings(), ["both-layouts content/b/institution.yaml"]);
    assert!(!site.out().exists(), "nothing is written");
}

/// What lies in a draft's folder is nobody's to see, whoever links to it: a warning, and the words stay.
#[test]
fn files_of_drafts_are_not_published() {
    let site = ground()
        .file("a/draft/project.yaml", "title: Ч\ndraft: true\n")
        .file("a/draft/files/secret.pdf", "x")
        .file("a/draft/stray.pdf", "x")
        .file("a/p/news/2024-02-01-d/index.md", "---\ndraft: true\n---\n# Черновик\n")
        .file("a/p/news/2024-02-01-d/d.pdf", "x")
        .file("a/p/news/2024-02-01-d/d.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>")
        .file("c/institution.yaml", "name: В\ndraft: true\n")
        .file("c/files/c.pdf", "x")
        .file(
            "a/p/links.md",
            "# Ссылки\n\n[раз](../draft/files/secret.pdf) [два](../draft/stray.pdf) [три](news/2024-02-01-d/d.pdf)\n\
             ![четыре](news/2024-02-01-d/d.svg) <img src=\"news/2024-02-01-d/d.svg\" alt=\"пять\">\n\
             [шесть](/a/draft/files/secret.pdf) [семь](../draft/news/)\n",
        )
        .file(
            "b/p/links.md",
            "# Ссылки\n\n[раз](../../a/draft/files/secret.pdf) [два](../../c/files/c.pdf) [три](/c/files/c.pdf)\n",
        );
    let built = site.build().sound();
    let warnings = built.warnings();
    assert_eq!(warnings.len(), 10, "{warnings:?}");
    assert!(warnings.iter().all(|warning| warning.starts_with("link-unpublished")), "{warnings:?}");
    let files = built.files();
    let told: Vec<&String> = files.keys().filter(|path| path.ends_with(".pdf") || path.contains("d.svg")).collect();
    assert!(told.is_empty(), "{told:?}");
    for (page, words) in [("a", ["раз", "четыре", "пять", "семь"].as_slice()), ("b", &["раз", "два", "три"])]
    {
        let html = built.text(&format!("{page}/p/links/index.html"));
        assert!(words.iter().all(|word| html.contains(word)), "{html}");
    }
    let drafts = site.drafts().build().sound();
    assert!(["a/draft/files/secret.pdf", "c/files/c.pdf"].iter().all(|file| drafts.has(file)));
}

/// One file that cannot be read is one error, and holds nobody else back.
#[test]
fn nothing_follows_from_a_file_that_cannot_be_read() {
    let (old, _, _) = encoding_rs::WINDOWS_1251.encode("title: Проект в старой кодировке\nperiod: 2023/2024\n");
    let no_rows = "title: П\nperiod: 2023/2024\n";
    let cases: [(&str, &[u8], &str); 8] = [
        ("a/q/project.yaml", b"title: \"x\n", "yaml-syntax"),
        ("a/q/project.yaml", &old, "not-utf8"),
        ("a/q/plans/plan.yaml", &old, "not-utf8"),
        ("a/q/plans/plan.yaml", no_rows.as_bytes(), "no-activities"),
        ("a/q/plans/plan.yaml", b"title: P\nperiod: 2023/2024\nactivities: {activity: x}\n", "wrong-type"),
        (
            "a/q/plans/plan.yaml",
            b"title: P\nperiod: 2023/2024\nactivities: [{activity: x}]\nsections: []\n",
            "activities-and-sections",
        ),
        ("a/institution.yaml", &old, "not-utf8"),
        ("a/q/page.md", b"---\ntitle: \"x\n---\n", "yaml-syntax"),
    ];
    for (path, bytes, code) in cases {
        let site = ground()
            .project("a/q")
            .file("a/q/page.md", "# Страница\n")
            .file("a/q/plans/plan.yaml", PLAN)
            .file("a/q/files/x.pdf", "x")
            .file("a/q/news/2024-01-01-n.md", "---\nactivities: [plan#2, 1]\n---\n# Н\n\n[х](../plans/plan.yaml#a-2) [у](plan:1)\n")
            .file("a/p/links.md", "# С\n\n[1](../q/page.md) [2](../q/plans/plan.yaml#a-1) [3](/a/q/page/) [4](../q/files/x.pdf) [5](/a/q/)\n")
            .file("b/p/links.md", "# С\n\n[1](../../a/q/page.md) [2](/a/q/page/) [3](../../a/q/plans/plan.yaml#a-2) [4](/a/q/files/x.pdf)\n")
            .file(path, bytes);
        let built = site.build();
        let errors = built.errors();
        assert!(errors.len() == 1 && errors[0].starts_with(&format!("{code} content/{path}")), "{path}: {errors:?}");
        assert!(built.has("b/p/links/index.html"), "{path}: the neighbour is built");
    }
}

/// A bare number in a text means what it means in the front matter: the plan of the writer's date; in a plan, that plan.
#[test]
fn a_bare_number_means_the_plan_of_the_writers_date() {
    let plan = |period: &str, rows: &str| format!("title: П\nperiod: {period}\nactivities: [{rows}]\n");
    let site = Site::new()
        .institution("a", "Школа")
        .project("a/p")
        .file("a/p/plans/2022-2023.yaml", plan("2022/2023", "{activity: \"[x](plan:2)\"}, {activity: Б}"))
        .file("a/p/plans/2023-2024.yaml", plan("2023/2024", "{activity: А}, {activity: Б}, {activity: В}"))
        .file("a/p/news/2022-10-01-n.md", "# Н\n\n[x](plan:1)\n")
        .file("a/p/news/2023-10-01-n.md", "# Н\n\n[x](plan:1)\n");
    let built = site.build().sound();
    for (page, link) in [
        ("news/2022-10-01-n", "../../plans/2022-2023/index.html#a-1"),
        ("news/2023-10-01-n", "../../plans/2023-2024/index.html#a-1"),
        ("plans/2022-2023", "\"#a-2\""),
    ] {
        assert!(built.text(&format!("a/p/{page}/index.html")).contains(link), "{page}");
    }
    site.put("a/p/news/2022-11-01-n.md", "# Н\n\n[x](plan:3)\n");
    site.put("a/p/news/2020-11-01-n.md", "# Н\n\n[x](plan:3)\n");
    let errors = site.check().errors();
    assert_eq!(
        errors,
        ["unclear-plan content/a/p/news/2020-11-01-n.md:3:5", "unknown-activity content/a/p/news/2022-11-01-n.md:3:5"]
    );
}

#[test]
fn links_are_taken_as_people_write_them() {
    let site = ground()
        .file("a/p/files/100%+1.txt", "x")
        .file(
            "a/p/l.md",
            "# С\n\n[x](files/100%+1.txt) [t](tg://resolve?domain=x) [v](viber://chat)\n[q](#итоги)\n\n## Итоги\n",
        )
        .file("a/p/Ⅳ квартал.md", "# К\n")
        .file("a/p/z.md", "---\ntitle: Я\naliases: [/con/, aux/x/]\n---\n");
    let found = site.check();
    assert_eq!(
        found.errors(),
        [
            "broken-fragment content/a/p/l.md:4:5",
            "device-name content/a/p/z.md:3:11",
            "device-name content/a/p/z.md:3:18"
        ]
    );
    let help = found.report.findings.iter().find_map(|finding| finding.help(letopis::locale::Lang::Russian));
    assert!(help.is_some_and(|help| help.contains("itogi")));
    site.remove("a/p/z.md");
    site.put("a/p/l.md", site.read("a/p/l.md").replace("#итоги", "#itogi"));
    let built = site.build().sound();
    let html = built.text("a/p/l/index.html");
    assert!(
        html.contains("tg://resolve") && html.contains("viber://chat") && html.contains("files/100-1.txt"),
        "{html}"
    );
    assert!(built.has("a/p/iv-kvartal/index.html"));
}

/// A school's new name is read by those who hold something with it, and by nobody else.
#[test]
fn a_neighbours_name_concerns_its_partners_alone() {
    let joint = "title: П\nperiod: 2023/2024\nactivities: [{activity: А, with: [b]}]\n";
    let site = ground().file("a/p/plans/plan.yaml", joint).institution("c", "Третья").project("c/p");
    site.build().sound();
    let before = std::fs::read(site.root().join("public/c/index.html")).unwrap();
    site.put("b/institution.yaml", "name: Переименованная\n");
    let built = site.build().sound();
    assert!(built.text("a/p/plans/plan/index.html").contains("Переименованная"));
    assert_eq!(std::fs::read(site.root().join("public/c/index.html")).unwrap(), before);
}

/// Pages are counted as they are rendered.
#[test]
fn the_count_of_pages_is_the_count_of_pages() {
    let site = ground().file("about.md", "# О\n").file("draft.md", "---\ndraft: true\n---\n# Ч\n");
    let built = site.build().sound();
    // The page for what is not found is no page of the site.
    let pages = built.files().keys().filter(|path| path.ends_with("index.html")).count();
    assert_eq!(built.report.pages, pages);
    assert_eq!(site.build().report.pages, pages, "nothing was rendered again");
    assert_eq!(site.check().report.pages, pages);
}
