//! The command line as its users meet it: what is typed, what is told, and the exit status.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// 22 November 2026, a Sunday in the school year 2026/2027.
const TODAY: &str = "1795338000";

/// What a run of the program told.
struct Told {
    status: i32,
    out: String,
    err: String,
}

impl Told {
    #[track_caller]
    fn status(self, expected: i32) -> Told {
        assert_eq!(self.status, expected, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    fn out(self, expected: &str) -> Told {
        assert!(self.out.contains(expected), "no «{expected}» in stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    fn err(self, expected: &str) -> Told {
        assert!(self.err.contains(expected), "no «{expected}» in stderr: {}\nstdout: {}", self.err, self.out);
        self
    }

    #[track_caller]
    fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
    }
}

fn run(folder: &Path, typed: &[&str], stdin: &str) -> Told {
    let mut child = Command::new(env!("CARGO_BIN_EXE_letopis"))
        .args(typed)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", TODAY)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Told { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A run where no site is.
fn letopis(typed: &[&str]) -> Told {
    run(TempDir::new().unwrap().path(), typed, "")
}

/// A site of two institutions, one with a project.
fn region() -> TempDir {
    let folder = TempDir::new().unwrap();
    let content = folder.path().join("content");
    for (path, text) in [
        ("site.yaml", "title: Район\n"),
        ("school/institution.yaml", "name: Школа\n"),
        ("school/project/project.yaml", "title: Проект\n"),
        ("lyceum/institution.yml", "название: Лицей\n"),
    ] {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn help_is_in_the_readers_language() {
    letopis(&["--help"]).status(0).out("Собрать готовый сайт").out("Использование: letopis <КОМАНДА>");
    letopis(&["build", "--help"]).status(0).out("--out <ПАПКА>").out("Примеры:");
    letopis(&["help", "build", "--lang", "en"]).status(0).out("Usage: letopis build [ROOT] [options]");
    letopis(&["help", "term", "--lang=be"]).status(0).out("Выкарыстанне: letopis term [ТЭРМІН…]");
    letopis(&["help"]).status(0).out("Команды:");
    letopis(&["help", "biuld"]).status(2).err("может быть, «build»?");
    letopis(&[]).status(2).err("Команды:");
    let site = region();
    fs::write(site.path().join("content/site.yaml"), "title: Region\nlanguage: en\n").unwrap();
    run(site.path(), &["--help"], "").status(0).out("Commands:");
    run(&site.path().join("content/school"), &["--help", "--lang", "ru"], "").status(0).out("Команды:");
}

#[test]
fn help_holds_no_english_of_claps() {
    for command in ["init", "new", "build", "serve", "check", "term", "explain", "schema", "completions", "help"] {
        let told = letopis(&["help", command]).status(0);
        for word in ["Usage", "Options", "Arguments", "default:", "possible values", "Print "] {
            assert!(!told.out.contains(word), "{command}: {}", told.out);
        }
    }
}

#[test]
fn the_version_is_told() {
    letopis(&["--version"]).status(0).out(&format!("letopis {}", env!("CARGO_PKG_VERSION")));
    letopis(&["-V"]).status(0).out("letopis ");
}

#[test]
fn wrong_usage_is_explained_with_status_2() {
    for (typed, expected) in [
        (&["bild"] as &[&str], "ошибка: нет команды «bild»\n  что делать: может быть, «build»?"),
        (&["build", "--strikt"], "ошибка: нет параметра «--strikt»\n  что делать: может быть, «--strict»?"),
        (&["build", "--strikt"], "Подробнее: letopis help build"),
        (&["build", "--out"], "не указано значение параметра «--out <ПАПКА>»"),
        (&["build", "a", "b"], "лишнее слово «b»"),
        (&["build", "--strict", "--strict"], "параметр «--strict» указан дважды"),
        (&["build", "--strict=yes"], "не нужно значение «yes»"),
        (&["build", "--format", "xml"], "подходит: text, json"),
        (&["build", "--date", "31.09.2026"], "может быть, 30.09.2026?"),
        (&["build", "--date", "завтра"], "«завтра» — не дата"),
        (&["check", "--due", "много"], "значение «много» параметра --due"),
        (&["serve", "--port", "99999"], "значение «99999» параметра --port"),
        (&["serve", "--poll", "0"], "значение «0» параметра --poll"),
        (&["new"], "не хватает: <ЧТО>, <ГДЕ>"),
        (&["schema", "page2"], "может быть, «page»?"),
        (&["term", "--perod", "2026"], "может быть, «--period»?"),
        (&["term", "май", "--period", "когда-нибудь"], "период «когда-нибудь» не понят"),
        (&["explain", "unknwn-key"], "может быть, «unknown-key»?"),
        (&["explain", "zzzzzzzzzzzzzz"], "все коды: letopis explain"),
        (&["--lang", "de", "build"], "подходит: ru, be, en"),
    ] {
        letopis(typed).status(2).err(expected);
    }
    letopis(&["--lang", "en", "bild"])
        .status(2)
        .err("error: there is no command “bild”\n  help: did you mean “build”?");
}

#[test]
fn colours_are_as_asked() {
    assert!(letopis(&["bild", "--color", "always"]).err.contains("\u{1b}["));
    assert!(!letopis(&["bild", "--color", "never"]).err.contains('\u{1b}'));
    assert!(!letopis(&["bild"]).err.contains('\u{1b}'));
    assert!(!letopis(&["--help"]).out.contains('\u{1b}'));
}

#[test]
fn a_term_is_read_for_people() {
    letopis(&["term", "до 15 мая", "--period", "2023/2024"])
        .status(0)
        .out("«до 15 мая»\n")
        .out("до 15 мая 2024 г. включительно");
    letopis(&["term", "2 раза в месяц", "--period", "2023/2024"]).status(0).out("2 раза в месяц: 1 сентября 2023 г.");
    letopis(&["term", "31.09.2023", "--lang", "be"]).status(0).out("[no-such-day]");
    letopis(&["term", "Ноябрь -Январь2023", "--period", "2023/24 уч.г."]).out("почему так").out("[crosses-new-year]");
    // Without a period, of the school year that it is.
    letopis(&["term", "март"]).status(0).out("1 марта 2027 г. – 31 марта 2027 г.");
}

#[test]
fn a_term_is_read_for_programs() {
    let told = letopis(&["term", "--format", "json", "до 15 мая", "Август 2023", "--period", "2023/2024"]).status(0);
    let lines = told.json();
    assert_eq!(lines.len(), 2);
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["phrase", "kind", "start", "end", "every", "occurrences", "notes"]);
    assert_eq!(lines[0]["kind"], "by");
    assert_eq!(lines[0]["start"], Value::Null);
    assert_eq!(lines[0]["end"], "2024-05-15");
    assert_eq!(lines[1]["kind"], "range");
}

#[test]
fn a_phrase_may_begin_with_a_dash() {
    for typed in [
        &["term", "-"] as &[&str],
        &["term", "-", "--format", "text"],
        &["term", "--format", "text", "-"],
        &["term", "--", "-"],
        &["--quiet", "term", "--period", "2026", "-"],
    ] {
        letopis(typed).status(0).out("«-»");
    }
    let told = letopis(&["term", "-//-", "--format=json", "- май", "--period=2023/2024", "-5 мая"]).status(0);
    let phrases: Vec<Value> = told.json().iter().map(|line| line["phrase"].clone()).collect();
    assert_eq!(phrases, ["-//-", "- май", "-5 мая"]);
    assert_eq!(told.json()[0]["kind"], "relative");
}

#[test]
fn terms_come_from_standard_input() {
    let folder = TempDir::new().unwrap();
    let stdin = "\u{feff}до 15 мая\r\n\r\n-\nмай";
    let told = run(folder.path(), &["term", "--format", "json", "--period", "2023/2024"], stdin).status(0);
    let phrases: Vec<Value> = told.json().iter().map(|line| line["phrase"].clone()).collect();
    assert_eq!(phrases, ["до 15 мая", "", "-", "май"]);
    run(folder.path(), &["term", "--period", "2023/2024"], stdin).status(0).out("«май»\n");
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let folder = TempDir::new().unwrap();
    let program = env!("CARGO_BIN_EXE_letopis");
    let line = format!("yes май | '{program}' term --format json 2>err | head -n 1; '{program}' schema plan | true");
    let output = Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    assert_eq!(fs::read_to_string(folder.path().join("err")).unwrap(), "");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_status_3() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_letopis"));
    let output = command.args(["schema", "plan"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn schemas_are_printed() {
    for kind in ["site", "institution", "project", "plan", "page"] {
        let told = letopis(&["schema", kind]).status(0);
        let schema: Value = serde_json::from_str(&told.out).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
    }
}

#[test]
fn a_diagnostic_is_explained() {
    letopis(&["explain", "unknown-key"]).status(0).out("unknown-key");
    letopis(&["explain", "[unknown-key]"]).status(0).out("unknown-key");
    letopis(&["explain"]).status(0).out("unknown-key").out("year-left-over");
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        letopis(&["completions", shell]).status(0).out("letopis").out("timings");
    }
}

#[test]
fn a_new_site_explains_itself() {
    let folder = TempDir::new().unwrap();
    run(folder.path(), &["init", "сайт"], "").status(0).err("letopis build");
    let root = folder.path().join("сайт");
    for path in [
        "README.txt",
        ".gitignore",
        "content/site.yaml",
        "content/institution.yaml",
        "content/contacts.md",
        "content/project/project.yaml",
        "content/project/plans/2026-2027.yaml",
        "content/project/reports/2026-11.md",
        "content/project/news/2026-11-22-my-nachinaem.md",
        "content/project/participants.md",
        "content/project/files/programma.txt",
    ] {
        let text = fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(!text.contains("{{"), "{path} holds a placeholder");
    }
    let site = fs::read_to_string(root.join("content/site.yaml")).unwrap();
    assert!(site.contains("\nlanguage: ru\n"), "{site}");
}

#[test]
fn a_new_site_overwrites_nothing() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("README.txt"), "моё").unwrap();
    run(folder.path(), &["init", "--lang", "be"], "").status(0).err("Ужо быў і не зменены");
    assert_eq!(fs::read_to_string(folder.path().join("README.txt")).unwrap(), "моё");
    run(folder.path(), &["init"], "").status(2).err("у папцы «.» ужо ёсць content");
    run(folder.path(), &["init", "README.txt"], "").status(2);
}

#[test]
fn everything_can_be_made_anew() {
    let site = region();
    let root = site.path();
    for (typed, expected) in [
        (&["institution", "content/school-9", "--title", "Школа № 9"] as &[&str], "content/school-9/institution.yaml"),
        (&["institution", "content", "--title", "Гимназия"], "content/gimnaziya/institution.yaml"),
        (&["institution", "detsad"], "content/detsad/institution.yaml"),
        (&["project", "content/lyceum", "--title", "Школа чтения"], "content/lyceum/shkola-chteniya/project.yaml"),
        (&["project", "content/school/klaster"], "content/school/klaster/project.yaml"),
        (&["plan", "content/school/project"], "content/school/project/plans/2026-2027.yaml"),
        (&["plan", "content/school/project", "--date", "31.08.2026"], "content/school/project/plans/2025-2026.yaml"),
        (&["plan", "content/school/project/plans/2028.yaml"], "content/school/project/plans/2028.yaml"),
        (&["report", "school/project", "--title", "Итоги: месяц"], "content/school/project/reports/2026-11.md"),
        (
            &["news", "content/school/project", "--title", "Неделя толерантности"],
            "content/school/project/news/2026-11-22-nedelya-tolerantnosti.md",
        ),
        (
            &["news", "content/school/project/", "--title", "Ёлка", "--date", "2026-12-25"],
            "content/school/project/news/2026-12-25-elka.md",
        ),
        (&["page", "content/school/project", "--title", "О нас"], "content/school/project/o-nas.md"),
        (&["page", "content/school/history.md"], "content/school/history.md"),
        (&["page", "content", "--title", "О сайте"], "content/o-sayte.md"),
    ] {
        let mut all = vec!["new"];
        all.extend(typed);
        let told = run(root, &all, "").status(0);
        assert_eq!(told.out.trim_end().replace('\\', "/"), expected);
        let text = fs::read_to_string(root.join(expected)).unwrap();
        assert!(!text.contains("{{"), "{expected}: {text}");
        // The same once more is refused, and changes nothing.
        fs::write(root.join(expected), "моё").unwrap();
        run(root, &all, "").status(2).err("файл уже есть");
        assert_eq!(fs::read_to_string(root.join(expected)).unwrap(), "моё");
        fs::write(root.join(expected), text).unwrap();
    }
    let report = fs::read_to_string(root.join("content/school/project/reports/2026-11.md")).unwrap();
    assert!(report.contains("title: \"Итоги: месяц\"\ndate: 2026-11-22\n"), "{report}");
    let plan = fs::read_to_string(root.join("content/school/project/plans/2028.yaml")).unwrap();
    assert!(plan.contains("period: 2028 "), "{plan}");
    // From within the site, as the current folder has it.
    let told = run(&root.join("content/school/project/news"), &["new", "news", "..", "--title", "Тут"], "").status(0);
    assert_eq!(told.out, "2026-11-22-tut.md\n");
}

#[test]
fn nothing_is_made_in_a_wrong_place() {
    let site = region();
    for (typed, expected) in [
        (&["plan", "content/school"] as &[&str], "не папка проекта"),
        (&["news", "content/nowhere"], "не папка проекта"),
        (&["news", "content/school/project/nwes"], "не папка проекта"),
        (&["report", "content/school/project/news/2026.md"], "здесь не место"),
        (&["project", "content"], "не папка учреждения"),
        (&["project", "content/school/project/inner"], "внутри другого проекта"),
        (&["institution", "content/school/inner"], "внутри другого учреждения"),
        (&["page", "content/nowhere"], "не папка учреждения или проекта"),
        (&["page", "../outside"], "не папка учреждения или проекта"),
    ] {
        let mut all = vec!["new"];
        all.extend(typed);
        run(site.path(), &all, "").status(2).err(expected);
    }
    letopis(&["new", "news", "content/x"]).status(2).err("нет сайта").err("letopis init");
    fs::write(site.path().join("content/institution.yaml"), "name: Школа\n").unwrap();
    run(site.path(), &["new", "institution", "content/x"], "").status(2).err("это сайт одного учреждения");
}
