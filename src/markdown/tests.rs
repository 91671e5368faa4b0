//! Tables of Markdown and its HTML; the laws that hold for any text.

use std::time::{Duration, Instant};

use super::*;
use crate::diagnostic::Severity;

/// A small site: `page.md`, `photo.jpg` and what is absolute are there, all else is not.
struct Site;

impl Resolver for Site {
    fn link(&mut self, target: &str, _: Span) -> LinkAnswer {
        match target {
            "page.md" => LinkAnswer::Address { href: "../page/index.html".into(), external: false },
            "draft.md" => LinkAnswer::Refused(Problem::LinkUnpublished { target: target.into() }),
            "plan:2023-2024#5" => {
                LinkAnswer::Address { href: "../plans/2023-2024/index.html#a-5".into(), external: false }
            }
            "silent.md" => LinkAnswer::TextOnly,
            _ if target.starts_with('#') => LinkAnswer::Address { href: target.into(), external: false },
            _ if target.starts_with("http") || target.starts_with("mailto:") || target.starts_with("tel:") => {
                LinkAnswer::Address { href: target.into(), external: true }
            }
            _ => LinkAnswer::Refused(Problem::BrokenLink { target: target.into(), suggestion: None }),
        }
    }

    fn image(&mut self, target: &str, _: Span) -> ImageAnswer {
        match target {
            "photo.jpg" => ImageAnswer::Picture(Picture {
                src: "photo.jpg".into(),
                width: Some(800),
                height: Some(600),
                ..Picture::default()
            }),
            "large.jpg" => ImageAnswer::Picture(Picture {
                src: "s.jpg".into(),
                srcset: Some("s.jpg 400w".into()),
                large: Some("large.jpg".into()),
                ..Picture::default()
            }),
            _ if target.starts_with("http") => ImageAnswer::Link { href: target.into() },
            _ => ImageAnswer::Refused(Problem::BrokenImage { target: target.into(), suggestion: None }),
        }
    }
}

fn page() -> Options {
    Options::page(Lang::Russian, Typography::Spaces)
}

fn html(text: &str) -> String {
    render(text, &page(), &mut Site).html
}

/// Codes of the problems, each with the stretch it points at.
fn problems(text: &str) -> Vec<(&'static str, &str)> {
    let rendered = render(text, &page(), &mut Site);
    rendered.problems.iter().map(|(problem, span)| (problem.code(), &text[span.range()])).collect()
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(html(text).trim(), *expected, "{text}");
    }
}

#[test]
fn markdown_becomes_html() {
    check(&[
        (
            "Текст *курсив* **жирный** ~~нет~~ `код <b>`",
            "<p>Текст <em>курсив</em> <strong>жирный</strong> <del>нет</del> <code>код &lt;b&gt;</code></p>",
        ),
        ("а\nб", "<p>а\nб</p>"),
        ("а\\\nб", "<p>а<br>\nб</p>"),
        ("> цитата", "<blockquote>\n<p>цитата</p>\n</blockquote>"),
        ("- а\n- б", "<ul>\n<li>а</li>\n<li>б</li>\n</ul>"),
        ("3. а\n4. б", "<ol start=\"3\">\n<li>а</li>\n<li>б</li>\n</ol>"),
        ("---", "<hr>"),
        ("```rust x\na < b\n```", "<pre tabindex=\"0\"><code class=\"language-rust\">a &lt; b\n</code></pre>"),
        ("№ 5 & 5 < 6", "<p>№\u{a0}5 &amp; 5 &lt; 6</p>"),
        ("", ""),
    ]);
}

#[test]
fn a_newline_of_a_cell_is_a_line_break() {
    let rendered = render("а № 5\nб", &Options::cell(Lang::Russian, "1-"), &mut Site);
    assert_eq!(rendered.html, "<p>а № 5<br>\nб</p>\n");
    assert_eq!(rendered.plain, "а № 5\nб");
}

#[test]
fn tables_scroll_and_align() {
    check(&[(
        "| а | | в |\n|:--|--|--:|\n| 1 | 2 | 3 |",
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Таблица\"><table>\n<thead><tr>\
         <th scope=\"col\" class=\"align-left\">а</th><td></td><th scope=\"col\" class=\"align-right\">в</th></tr></thead>\n\
         <tbody>\n<tr><td class=\"align-left\">1</td><td>2</td><td class=\"align-right\">3</td></tr>\n</tbody></table></div>",
    )]);
}

#[test]
fn tasks_have_words() {
    check(&[(
        "- [x] а\n- [ ] б",
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Выполнено\"> а</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Не выполнено\"> б</li>\n</ul>",
    )]);
}

#[test]
fn footnotes_stand_at_the_end() {
    let rendered =
        render("А[^1] и[^b] и[^1] [^нет].\n\n[^b]: Вторая.\n\n[^1]: Первая.\n[^c]: Лишняя.", &page(), &mut Site);
    assert_eq!(
        rendered.html,
        "<p>А<sup class=\"footnote-reference\" id=\"fnref:1\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup> \
         и<sup class=\"footnote-reference\" id=\"fnref:2\"><a href=\"#fn:2\" role=\"doc-noteref\">2</a></sup> \
         и<sup class=\"footnote-reference\" id=\"fnref:1:2\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup> [^нет].</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Примечания\">\n<ol>\n\
         <li id=\"fn:1\"><p>Первая. <a href=\"#fnref:1\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"Вернуться к тексту\">↩</a> \
         <a href=\"#fnref:1:2\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"Вернуться к тексту\">↩</a></p></li>\n\
         <li id=\"fn:2\"><p>Вторая. <a href=\"#fnref:2\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"Вернуться к тексту\">↩</a></p></li>\n\
         <li id=\"fn:3\"><p>Лишняя.</p></li>\n</ol>\n</section>\n"
    );
    assert_eq!(rendered.plain, "А и и [^нет].\nВторая.\nПервая.\nЛишняя.");
    assert!(rendered.ids.contains("fn:1") && rendered.ids.contains("fnref:1:2"));
    let cell = render("А[^1]\n\n[^1]: Б", &Options::cell(Lang::Russian, "5-"), &mut Site);
    assert!(cell.html.contains("id=\"fnref:5-1\"") && cell.html.contains("id=\"fn:5-1\""), "{}", cell.html);
}

#[test]
fn headings_have_ids_and_no_h1() {
    let rendered =
        render("# Цели\n## Цели\n### Цели {#b}\n# B\n#### `Код` *и* № 5 {#b}\n## …\n##\n", &page(), &mut Site);
    assert_eq!(
        rendered.html,
        "<h2 id=\"tseli\">Цели</h2>\n<h2 id=\"tseli-2\">Цели</h2>\n<h3 id=\"b\">Цели</h3>\n<h2 id=\"b-2\">B</h2>\n\
         <h4 id=\"b-3\"><code>Код</code> <em>и</em> №\u{a0}5</h4>\n<h2 id=\"section\">…</h2>\n"
    );
    let headings: Vec<_> = rendered.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(headings[0], (2, "tseli", "Цели"));
    assert_eq!(headings[4], (4, "b-3", "Код и №\u{a0}5"));
    let cell = render("## Цели {#b}", &Options::cell(Lang::Russian, ""), &mut Site);
    assert_eq!((cell.html.as_str(), cell.ids.len()), ("<h2>Цели</h2>\n", 0));
}

#[test]
fn the_first_heading_may_be_the_title() {
    let options = Options { take_title: true, ..page() };
    let text = "Вступление.\n\n## Неделя *толерантности*\n\nТекст.\n\n# Ещё";
    let rendered = render(text, &options, &mut Site);
    let title = rendered.title.unwrap_or_default();
    assert_eq!((title.value.as_str(), &text[title.span.range()]), ("Неделя толерантности", "Неделя *толерантности*"));
    assert_eq!(
        rendered.html,
        "<p>Вступление.</p>\n<p>Текст.</p>\n<h2 id=\"esche\">Ещё</h2>\n".replace("esche", "eshche")
    );
    assert_eq!(rendered.plain, "Вступление.\nТекст.\nЕщё");
    assert_eq!(render("Без заголовка", &options, &mut Site).title, None);
    assert_eq!(render("> # В цитате", &options, &mut Site).title, None);
}

#[test]
fn a_title_is_one_line() {
    let options = Options { take_title: true, ..page() };
    let rendered = render("Школа<br>№ 5\nи 6\\\nи 7\n===", &options, &mut Site);
    assert_eq!(rendered.title.unwrap_or_default().value, "Школа №\u{a0}5 и 6 и 7");
}

#[test]
fn links_lead_where_the_resolver_says() {
    check(&[
        ("[а](page.md)", "<p><a href=\"../page/index.html\">а</a></p>"),
        ("[а](page.md \"т\")", "<p><a href=\"../page/index.html\" title=\"т\">а</a></p>"),
        ("[*а*][p]\n\n[p]: page.md", "<p><a href=\"../page/index.html\"><em>а</em></a></p>"),
        ("[](page.md)", "<p><a href=\"../page/index.html\">page.md</a></p>"),
        ("[а](plan:2023-2024#5)", "<p><a href=\"../plans/2023-2024/index.html#a-5\">а</a></p>"),
        ("[*а*](нет.md)", "<p><em>а</em></p>"),
        ("[а](draft.md)", "<p>а</p>"),
        ("[а](https://a.by/?x=1&y=\"2)", "<p><a href=\"https://a.by/?x=1&amp;y=&quot;2\" rel=\"noopener\">а</a></p>"),
        ("<https://a.by>", "<p><a href=\"https://a.by\" rel=\"noopener\">https://a.by</a></p>"),
        ("<a@b.by>", "<p><a href=\"mailto:a@b.by\" rel=\"noopener\">a@b.by</a></p>"),
        (
            "см. https://a.by/x_y_z.",
            "<p>см. <a href=\"https://a.by/x_y_z\" rel=\"noopener\">https://a.by/x_y_z</a>.</p>",
        ),
        ("пишите: a@b.by", "<p>пишите: <a href=\"mailto:a@b.by\" rel=\"noopener\">a@b.by</a></p>"),
        ("`https://a.by`", "<p><code>https://a.by</code></p>"),
        ("[https://a.by](page.md)", "<p><a href=\"../page/index.html\">https://a.by</a></p>"),
        ("<a href=\"page.md\">https://a.by</a>", "<p><a href=\"../page/index.html\">https://a.by</a></p>"),
        ("[т](tel:+375172000000)", "<p><a href=\"tel:+375172000000\" rel=\"noopener\">т</a></p>"),
        ("[а](javascript:alert(1))", "<p>а</p>"),
        ("[а](<java\tscript:x>)", "<p>а</p>"),
        ("[а](&#106;avascript&colon;x)", "<p>а</p>"),
    ]);
}

#[test]
fn pictures_stand_alone_or_in_the_line() {
    check(&[
        (
            "![Зал](photo.jpg)",
            "<figure><img src=\"photo.jpg\" alt=\"Зал\" width=\"800\" height=\"600\" loading=\"lazy\"></figure>",
        ),
        (
            "![Зал](photo.jpg \"Наш *зал*\")",
            "<figure><img src=\"photo.jpg\" alt=\"Зал\" width=\"800\" height=\"600\" loading=\"lazy\"><figcaption>Наш *зал*</figcaption></figure>",
        ),
        (
            "текст ![Зал *новый*](photo.jpg \"т\")",
            "<p>текст <img src=\"photo.jpg\" alt=\"Зал новый\" width=\"800\" height=\"600\" title=\"т\" loading=\"lazy\"></p>",
        ),
        (
            "[![Зал](photo.jpg)](page.md)",
            "<figure><a href=\"../page/index.html\"><img src=\"photo.jpg\" alt=\"Зал\" width=\"800\" height=\"600\" loading=\"lazy\"></a></figure>",
        ),
        (
            "![а](large.jpg)\n![б](https://b.by/x.png)\n![в](нет.png)",
            "<div class=\"gallery\">\n<figure><a href=\"large.jpg\"><img src=\"s.jpg\" alt=\"а\" srcset=\"s.jpg 400w\" loading=\"lazy\"></a></figure>\n\
             <p><a href=\"https://b.by/x.png\" rel=\"noopener\">б</a></p>\n</div>",
        ),
        (
            "а ![](https://b.by/x.png)",
            "<p>а <a href=\"https://b.by/x.png\" rel=\"noopener\">https://b.by/x.png</a></p>",
        ),
        ("[![б](https://b.by/x.png)](page.md)", "<p><a href=\"../page/index.html\">б</a></p>"),
        ("![а](data:image/png;base64,x)", "<p>а</p>"),
    ]);
}

#[test]
fn raw_html_is_sanitised() {
    check(&[
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("<b>не закрыт", "<p><b>не закрыт</b></p>"),
        ("а</b> б", "<p>а б</p>"),
        ("<b><i>а</b></i>", "<p><b><i>а</i></b></p>"),
        ("**а <u>б** в</u>", "<p><strong>а <u>б</u></strong> в</p>"),
        ("а <script>alert(1)</script> б", "<p>а  б</p>"),
        ("<script>\nalert(1)\n\n</script>\n\nб", "<p>б</p>"),
        ("<h1 onclick=\"x\">З</h1>", "<h2>З</h2>"),
        ("<font color=red>а</font>", "<p>а</p>"),
        ("<p style=\"x\" align=center>а</p>", "<p class=\"align-center\">а</p>"),
        ("<iframe src=\"https://video.example\"></iframe>", ""),
        (
            "<details>\n<summary>Ещё</summary>\n\n- а\n\n</details>\n\nб",
            "<details>\n<summary>Ещё</summary>\n<ul>\n<li>а</li>\n</ul>\n</details>\n<p>б</p>",
        ),
        ("<ul><li>а<li>б</ul>", "<ul><li>а</li><li>б</li></ul>"),
        ("- <div>\n- б", "<ul>\n<li><div>\n</div></li>\n<li>б</li>\n</ul>"),
        (
            "<table><tr><td colspan=2>а<td>б</table>",
            "<table><tbody><tr><td colspan=\"2\">а</td><td>б</td></tr></tbody></table>",
        ),
        ("<a href=\"page.md\">а</a> <a href=\"нет.md\">б</a>", "<p><a href=\"../page/index.html\">а</a> б</p>"),
        (
            "<a href=\"нет.md\"><img src=\"photo.jpg\" alt=\"\"></a>",
            "<p><img src=\"photo.jpg\" alt=\"\" width=\"800\" height=\"600\" loading=\"lazy\"></p>",
        ),
        ("<img src=\"нет.jpg\" alt=\"а\"> б", "<p> б</p>"),
        (
            "х <img src=photo.jpg width=400 alt=З>",
            "<p>х <img src=\"photo.jpg\" alt=\"З\" width=\"400\" height=\"300\" loading=\"lazy\"></p>",
        ),
        ("<a name=\"here\"></a>Тут", "<p><a id=\"here\"></a>Тут</p>"),
        ("<!-- заметка -->\n\nа", "<p>а</p>"),
        ("<div>&lt;script&gt;</div>", "<div>&lt;script&gt;</div>"),
        // What Markdown makes beside raw HTML comes through whole.
        (
            "<b>а</b>\n\n- [x] б\n\n| а |\n|--:|\n| б |\n\n## З",
            "<p><b>а</b></p>\n<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"Выполнено\"> б</li>\n</ul>\n\
             <div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Таблица\"><table>\n<thead><tr><th scope=\"col\" class=\"align-right\">а</th></tr></thead>\n\
             <tbody>\n<tr><td class=\"align-right\">б</td></tr>\n</tbody></table></div>\n<h2 id=\"z\">З</h2>",
        ),
    ]);
}

#[test]
fn problems_stand_where_they_are() {
    for (text, expected) in [
        ("а [б](нет.md \"нет.md\")", vec![("broken-link", "нет.md")]),
        ("[б][p]\n\n[p]: нет.md", vec![("broken-link", "[б][p]")]),
        ("[б](javascript:x)", vec![("unsafe-address", "javascript:x")]),
        ("[б](draft.md)", vec![("link-unpublished", "draft.md")]),
        ("[б](silent.md)", vec![]),
        ("а ![](photo.jpg)", vec![("missing-alt", "![](photo.jpg)")]),
        ("![](нет.jpg)", vec![("broken-image", "нет.jpg")]),
        ("![а](http://b.by/x.png)", vec![("remote-image", "http://b.by/x.png")]),
        ("![а](data:x)", vec![("unsafe-address", "data:x")]),
        ("а <script>x</script> б", vec![("html-removed", "<script>x</script>")]),
        ("а <font>x</font> б", vec![("html-removed", "<font>")]),
        ("> <div\n> style='x'>\n> а", vec![("html-removed", "<div\n> style='x'>")]),
        ("<p>\n<a href=\"нет.md\">а</a>", vec![("html-address-removed", "<a href=\"нет.md\">")]),
        ("<a href=\"draft.md\">а</a>", vec![("link-unpublished", "<a href=\"draft.md\">")]),
        ("<img src=нет.png>", vec![("html-address-removed", "<img src=нет.png>")]),
        ("<img src=photo.jpg>", vec![("missing-alt", "<img src=photo.jpg>")]),
        ("<img src=photo.jpg alt=''>", vec![]),
        ("<a href=\"jav&#x09;ascript:x\">а</a>", vec![("unsafe-address", "<a href=\"jav&#x09;ascript:x\">")]),
        ("<!-- заметка -->", vec![]),
        ("H<sub>2</sub>O </b>", vec![]),
        ("см. http://a.by и `нет.md`", vec![]),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
    assert_eq!(problems(&"<div>".repeat(5000)), [("html-removed", "<div>")], "too deep is too deep");
    let raw = render("<a href=\"нет.md\">а</a>", &page(), &mut Site);
    assert!(raw.problems.iter().all(|(problem, _)| problem.severity() == Severity::Warning));
}

#[test]
fn typography_reaches_over_marks_and_stays_out_of_code() {
    let options = Options::page(Lang::Russian, Typography::Full);
    let set = |text: &str| render(text, &options, &mut Site).html;
    assert_eq!(
        set("\"*Школа* № 5\" - `\"код\" - 5`"),
        "<p>«<em>Школа</em> №\u{a0}5»\u{a0}— <code>\"код\" - 5</code></p>\n"
    );
    assert_eq!(set("\"[а](page.md)\""), "<p>«<a href=\"../page/index.html\">а</a>»</p>\n");
    assert_eq!(set("    \"код\" - 5"), "<pre tabindex=\"0\"><code>\"код\" - 5</code></pre>\n");
    assert_eq!(set("\"https://a.by/\""), "<p>«<a href=\"https://a.by/\" rel=\"noopener\">https://a.by/</a>»</p>\n");
    assert_eq!(set("\"а\n\nб\""), "<p>\"а</p>\n<p>б\"</p>\n");
    assert_eq!(set("# \"З\""), "<h2 id=\"z\">«З»</h2>\n");
    assert_eq!(render("\"а\" - б", &Options::cell(Lang::Russian, ""), &mut Site).html, "<p>\"а\" - б</p>\n");
}

#[test]
fn plain_text_has_no_marks() {
    for (text, expected) in [
        ("", ""),
        ("Просто текст.", "Просто текст."),
        ("а\nб", "а\nб"),
        ("а\n\nб", "а\nб"),
        ("- а;\n- б;\n  - в", "а;\nб;\nв"),
        ("1. а\n2. б", "а\nб"),
        ("- а\n\n- б", "а\nб"),
        ("Было:\n- а\n- б\n\nСтало", "Было:\nа\nб\nСтало"),
        ("*а* **б** ~~в~~ `г` [д](x.md) <https://e.by>", "а б в г д https://e.by"),
        ("# З\n\nт", "З\nт"),
        ("> ц\n\nт", "ц\nт"),
        ("![фото](x.jpg)", "фото"),
        ("а<br>б <b>в</b>", "а\nб в"),
        ("<div>\n<p>а</p>\n<p>б</p>\n</div>", "а\nб"),
        ("| а | б |\n|--|--|\n| 1 | 2 |", "а\tб\n1\t2"),
        ("- [x] а", "а"),
        ("а  \nб", "а\nб"),
        ("\"а\" - № 5", "\"а\" - № 5"),
        ("a@b.by", "a@b.by"),
        ("```\nкод\n```\nт", "код\nт"),
        ("а &amp; б &nbsp; \\* в", "а & б \u{a0} * в"),
        ("а <script>x</script>б", "а б"),
    ] {
        assert_eq!(plain(text), expected, "{text}");
    }
}

#[test]
fn plain_of_a_page_is_for_search() {
    let rendered = render("А\nб № 5\n\n![фото](photo.jpg)\n\n- в", &page(), &mut Site);
    assert_eq!(rendered.plain, "А б № 5\nв");
}

#[test]
fn an_outline_knows_the_ids_before_any_link_is_asked_about() {
    let outline = outline(
        "# З\n\n## А\n\n[б](plan:2024#5) <a name=x></a>[^1] <script>\n\n[^1]: в",
        &Options { take_title: true, ..page() },
    );
    assert_eq!(outline.title.map(|title| title.value).as_deref(), Some("З"));
    assert_eq!(outline.ids.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "fn:1", "fnref:1", "x"]);
    assert!(outline.problems.is_empty());
}

// The laws

/// Fails unless every tag is closed in its turn, and nothing runs.
fn assert_sound(html: &str, text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        // Quotes in our attributes are always double, and `<` is always escaped.
        let end = end_of_tag(rest).unwrap_or_else(|| panic!("a tag is not closed: {text:?} gives {html}"));
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{text:?} gives {html}");
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !name.is_empty(), "{text:?} gives {html}");
        if !matches!(name, "br" | "hr" | "img" | "input" | "col" | "wbr") {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} stay open: {text:?} gives {html}");

    let document = scraper::Html::parse_fragment(html);
    for node in document.tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        let name = element.name();
        assert!(
            !matches!(
                name,
                "script"
                    | "style"
                    | "iframe"
                    | "object"
                    | "embed"
                    | "svg"
                    | "math"
                    | "form"
                    | "base"
                    | "link"
                    | "meta"
                    | "h1"
                    | "button"
                    | "textarea"
                    | "template"
                    | "video"
                    | "audio"
                    | "noscript"
            ),
            "{name}: {text:?} gives {html}"
        );
        for (attribute, value) in element.attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{attribute}: {text:?} gives {html}");
            if matches!(attribute, "href" | "src" | "srcset") {
                assert!(scheme::is_harmless(value) && !scheme::is_dangerous(value), "{value}: {text:?} gives {html}");
            }
        }
    }
}

fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quoted = false;
    rest.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })
}

fn assert_sound_everywhere(text: &str) {
    let full = Options { take_title: true, ..Options::page(Lang::Russian, Typography::Full) };
    for options in [page(), Options::cell(Lang::English, "1-"), full] {
        for rendered in [render(text, &options, &mut Site), render(text, &options, &mut Trusting)] {
            assert_sound(&rendered.html, text);
            for (_, span) in &rendered.problems {
                assert!(text.get(span.range()).is_some(), "{span:?} is no stretch of {text:?}");
            }
        }
    }
    plain(text);
}

#[rustfmt::skip]
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.by></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>", "<img src=\"x\" onerror=\"alert(1)\">", "<img/src=x/onerror=alert(1)>",
    "<img src=`x` onerror=alert(1)>", "<img src='x'onerror=alert(1)>", "<img \"\"\"><script>alert(1)</script>\">",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">", "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "<a href=\"JaVaScRiPt:alert(1)\">x</a>", "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=\"java&#10;script:alert(1)\">x</a>", "<a href=\"&#1;javascript:alert(1)\">x</a>",
    "<a href=\"&#x6a;avascript:alert(1)\">x</a>", "<a href=\"&#0000106avascript:alert(1)\">x</a>", "<a href=\"javascript&colon;alert(1)\">x</a>",
    "<a href=\"javascript&NewLine;:alert(1)\">x</a>", "<a href=\"vbscript:msgbox(1)\">x</a>", "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=x onmouseover=alert(1)>x</a>", "<a href='x' style='background:url(javascript:alert(1))'>x</a>",
    "<form action=javascript:alert(1)><input type=submit></form>", "<button formaction=javascript:alert(1)>x</button>",
    "<isindex type=image src=1 onerror=alert(1)>", "<input autofocus onfocus=alert(1)>", "<select onfocus=alert(1) autofocus>",
    "<textarea onfocus=alert(1) autofocus>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>", "<marquee onstart=alert(1)>", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=javascript:alert(1)>", "<style>@import 'javascript:alert(1)';</style>", "<base href=javascript:alert(1)//>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<template><script>alert(1)</script></template>",
    "<title><img src=x onerror=alert(1)></title>", "<xmp><script>alert(1)</script></xmp>", "<plaintext><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->", "<!-- --!><script>alert(1)</script> -->", "<![CDATA[<script>alert(1)</script>]]>", "<?xml <script>alert(1)</script> ?>",
    "<b title=\"<script>alert(1)</script>\">x</b>", "<b title='\"><script>alert(1)</script>'>x</b>", "<b id=\"x\"onclick=alert(1)>x</b>",
    "[x](javascript:alert(1))", "[x](<javascript:alert(1)>)", "[x](JAVASCRIPT:alert(1))", "[x](javascript&#58;alert(1))",
    "[x](&#106;&#97;vascript:alert(1))", "[x](java%0ascript:alert(1))", "[x](<java\tscript:alert(1)>)", "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x][y]\n\n[y]: javascript:alert(1)", "<javascript:alert(1)>", "<JavaScript:alert(1)>",
    "![x](javascript:alert(1))", "![x](data:image/svg+xml,<svg onload=alert(1)>)", "![\"onerror=\"alert(1)](photo.jpg)",
    "![x](photo.jpg \"\\\" onerror=\\\"alert(1)\")", "![x](\" onerror=alert(1))", "[x](page.md \"\\\" onclick=\\\"alert(1)\")",
    "[x](https://a.by/\"onmouseover=\"alert(1))", "## x {#\"onclick=alert(1)}", "## x {#a onclick=alert(1)}", "## x {#a .b onclick=alert(1) style=x}",
    "## <script>alert(1)</script>", "## <img src=x onerror=alert(1)> {#<script>}", "```\"onload=alert(1)\nx\n```", "```<script>\nx\n```",
    "[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: x", "- [x] <script>alert(1)</script>", "| <script>alert(1)</script> |\n|--|\n| <img src=x onerror=alert(1)> |",
    "https://a.by/\"onmouseover=\"alert(1)", "https://a.by/<script>alert(1)</script>", "file:///etc/passwd [x](file:///etc/passwd)",
    "<table><td><b><tr><script>x</script></table>", "<p><div></p></div><table><p><a href=page.md><table></a>", "<a href=page.md>[x](page.md)</a>",
    "<select><style></select><img src=x onerror=alert(1)>", "<pre>\n<script>\n\n</pre>\n\n<img src=x onerror=alert(1)>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<b <script>alert(1)</script>>", "<p/onclick=alert(1)>", "<\0script>alert(1)</script>", "<a\u{c}href=javascript:alert(1)>x</a>",
    "</p onclick=alert(1)>", "<h1>x</h1>", "# x\n# y", "<img src=photo.jpg srcset=\"javascript:alert(1) 1x\" alt=x>", "<a href=\"https://a.by\" target=_blank rel=opener>x</a>",
];

#[test]
fn nothing_runs() {
    assert!(HOSTILE.len() >= 100);
    for payload in HOSTILE {
        assert_sound_everywhere(payload);
        assert_sound_everywhere(&format!("> - а {payload} *б*\n\nв"));
        assert_sound_everywhere(&format!("<div>\n{payload}\n</div>"));
        assert_sound_everywhere(&format!("**{payload}** [{payload}](page.md) ![{payload}](photo.jpg \"x\")"));
    }
}

#[test]
fn hostile_lengths_end_soon() {
    let many = 20_000;
    let texts = [
        "> ".repeat(many) + "x",
        "- ".repeat(many) + "x",
        "*a **b ".repeat(many),
        "[".repeat(many),
        "![".repeat(many) + &"](photo.jpg)".repeat(many),
        "<b>".repeat(many),
        "x <b>".repeat(many),
        "<div>\n\n".repeat(many),
        "<div>".repeat(many) + &"</b>".repeat(many),
        (0..many).map(|n| format!("<b title={n}>\n\n")).collect(),
        (0..many).map(|n| format!("x <b title={n}>y\n\n")).collect(),
        "x <script>".repeat(many),
        "<script>\n\n".repeat(many),
        "<a href=x>".repeat(many),
        "<!--".repeat(many),
        "x <a href=\"".repeat(many),
        "<table><tr><td>".repeat(many),
        "<ul><li>".repeat(many),
        "&lt;".repeat(many),
        format!("<div>{}", "&eacute;".repeat(many)),
        "# a\n".repeat(many),
        "## a {#a}\n".repeat(many),
        "x[^1]".repeat(many) + "\n\n[^1]: y",
        (0..many / 5).map(|n| format!("[^{n}]: [^{n}]\n\n")).collect(),
        format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|\n".repeat(many)),
        "a@".repeat(many),
        "https://".repeat(many),
        "a:".repeat(many),
        "\"".repeat(many),
        "\"a \"b ".repeat(many),
        "(".repeat(many) + "https://a.by/" + &")".repeat(many),
        "`".repeat(many),
        "[a]: <b>\n".repeat(many),
        "![a](photo.jpg)\n".repeat(many),
        "[x](page.md) ".repeat(many),
    ];
    for text in texts {
        let begun = Instant::now();
        let options = Options::page(Lang::Russian, Typography::Full);
        let rendered = render(&text, &options, &mut Site);
        plain(&text);
        let taken = begun.elapsed();
        let start: String = text.chars().take(40).collect();
        assert!(taken < Duration::from_secs(10), "{start:?} took {taken:?}");
        assert!(rendered.html.len() < 40 * text.len() + 20_000_000, "{start:?} gives {} bytes", rendered.html.len());
    }
}

/// Pieces that, put together at random, come near every rule.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "*", "**", "_", "`", "```\n", "~~", "[", "]", "(", ")", "![", "](page.md)", "](нет.md)", "](photo.jpg \"т\")", "[^1]", "[^1]: ",
    "> ", "- ", "- [x] ", "1. ", "# ", "## ", "\n", "\n\n", "\n\n    ", "|", "\n|--|--|\n|", "\"", " - ", "№ 5", "И. И. Иванов",
    "https://a.by", "a@b.by", "<b>", "</b>", "<div>", "</div>", "\n\n<div>\n\n", "\n\n</div>\n\n", "<p>", "</p>", "<table>", "<tr>",
    "<td>", "</table>", "<a href=page.md>", "<a name=x>", "</a>", "<img src=photo.jpg>", "<br>", "<script>", "</script>", "<!--", "-->",
    "<h1>", "<li>", "<ul>", "<details>\n", "<summary>", "<pre>", "<ruby>", "<rt>", "<svg>", "<math>", "<col>", "<caption>", "&amp;",
    "&#106;", "\\", "{#a}", "javascript:", "<", ">", "=", "слово ", "word", "\u{a0}", "\0", "\r\n", "\t", "---\n", "\u{fffc}", "😀",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_gives_sound_html(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.into_iter().map(|index| PIECES[index]).collect();
        assert_sound_everywhere(&text);
    }

    #[test]
    fn any_characters_give_sound_html(text in "\\PC{0,80}") {
        assert_sound_everywhere(&text);
    }

    #[test]
    fn hostile_texts_cut_and_joined_give_sound_html(
        parts in proptest::collection::vec((0..HOSTILE.len(), 0.0..1.0_f64, 0.0..1.0_f64), 1..5)
    ) {
        let mut text = String::new();
        for (index, from, to) in parts {
            let characters: Vec<char> = HOSTILE[index].chars().collect();
            let place = |part: f64| (part * characters.len() as f64) as usize;
            let (from, to) = (place(from.min(to)), place(from.max(to)) + 1);
            text.extend(characters.iter().take(to).skip(from));
        }
        assert_sound_everywhere(&text);
    }
}
