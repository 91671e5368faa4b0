//! `letopis build` and `letopis check` as their users meet them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// 22 November 2026, a Sunday in the school year 2026/2027.
const TODAY: &str = "1795338000";

fn letopis(folder: &Path, typed: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_letopis"));
    command.args(typed).current_dir(folder).env("SOURCE_DATE_EPOCH", TODAY).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn status(output: Output, expected: i32) -> Output {
    assert_eq!(output.status.code(), Some(expected), "stdout: {}\nstderr: {}", out(&output), err(&output));
    output
}

fn new_site() -> TempDir {
    let folder = TempDir::new().unwrap();
    status(letopis(folder.path(), &["init"]), 0);
    folder
}

fn json(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
}

#[test]
fn a_new_site_builds_without_a_warning() {
    let site = new_site();
    let built = status(letopis(site.path(), &["build", "--strict"]), 0);
    assert!(err(&built).contains("Готово за "), "{}", err(&built));
    assert!(err(&built).contains("public/index.html"), "{}", err(&built));
    assert_eq!(out(&built), "");
    assert!(site.path().join("public/index.html").is_file());
    // On any day of the year, in any language.
    for (date, lang) in
        [("2026-09-01", "be"), ("2026-12-31", "en"), ("2027-02-28", "ru"), ("2027-06-15", "ru"), ("2027-08-31", "be")]
    {
        let site = TempDir::new().unwrap();
        let noon = date.parse::<chrono::NaiveDate>().unwrap().and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp();
        for typed in [&["init", "--lang", lang] as &[&str], &["check", "--strict"]] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_letopis"));
            command.args(typed).current_dir(site.path()).env("SOURCE_DATE_EPOCH", noon.to_string());
            status(command.output().unwrap(), 0);
        }
    }
}

#[test]
fn what_is_made_anew_has_no_errors() {
    let site = new_site();
    for typed in [
        &["new", "news", "content/project", "--title", "Неделя: «Зорка»"] as &[&str],
        &["new", "report", "content/project", "--date", "2026-10-01"],
        &["new", "plan", "content/project", "--date", "2027-09-01"],
        &["new", "plan", "content/project/plans/2028.yaml"],
        &["new", "page", "content/project"],
        &["new", "project", "content", "--title", "Второй \"проект\""],
        &["new", "plan", "content/vtoroy-proekt"],
    ] {
        status(letopis(site.path(), typed), 0);
    }
    status(letopis(site.path(), &["check", "--strict"]), 0);
}

#[test]
fn changes_are_listed() {
    let site = new_site();
    let first = status(letopis(site.path(), &["build", "--list", "--quiet"]), 0);
    assert!(out(&first).lines().all(|line| line.starts_with("+ ")), "{}", out(&first));
    assert!(out(&first).contains("+ index.html\n"), "{}", out(&first));
    assert_eq!(err(&first), "");
    assert_eq!(out(&status(letopis(site.path(), &["build", "--list"]), 0)), "");
    fs::remove_file(site.path().join("content/contacts.md")).unwrap();
    let second = out(&status(letopis(site.path(), &["build", "--list"]), 0));
    assert!(second.contains("- contacts/index.html\n") && second.contains("~ index.html\n"), "{second}");
}

#[test]
fn findings_are_told_in_text_and_in_json() {
    let site = new_site();
    fs::write(site.path().join("content/broken.md"), "---\ntitel: А\ntitle: Б\n---\n").unwrap();
    let text = status(letopis(site.path(), &["check"]), 1);
    assert_eq!(out(&text), "");
    let told = err(&text);
    assert!(told.contains("[unknown-key]") && told.contains("content/broken.md:2:1"), "{told}");
    assert!(told.contains("Ошибок: 1"), "{told}");
    let lines = json(&status(letopis(site.path(), &["check", "--format", "json"]), 1));
    assert_eq!(lines.len(), 2);
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["severity", "code", "message", "file", "line", "column", "help"]);
    let summary = lines[1]["summary"].as_object().unwrap();
    assert_eq!(summary.keys().collect::<Vec<_>>(), ["errors", "warnings", "pages", "written", "removed"]);
    assert_eq!((&summary["errors"], &summary["written"], &summary["removed"]), (&1.into(), &0.into(), &0.into()));
    let quiet = status(letopis(site.path(), &["check", "--quiet"]), 1);
    assert!(err(&quiet).contains("[unknown-key]") && !err(&quiet).contains("Ошибок"), "{}", err(&quiet));
}

#[test]
fn warnings_count_when_asked_to() {
    let site = new_site();
    fs::write(site.path().join("content/project/лишнее.xyz"), "").unwrap();
    status(letopis(site.path(), &["check"]), 0);
    let strict = status(letopis(site.path(), &["check", "--strict"]), 1);
    assert!(err(&strict).contains("--strict"), "{}", err(&strict));
    status(letopis(site.path(), &["build", "--strict"]), 1);
}

#[test]
fn a_date_that_the_environment_states_badly_is_wrong_usage() {
    let site = new_site();
    for (value, expected) in [("вчера", 2), ("1e9", 2), ("99999999999999999", 2), ("0", 0)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_letopis"));
        let output = command.arg("check").current_dir(site.path()).env("SOURCE_DATE_EPOCH", value).output().unwrap();
        assert_eq!(err(&status(output, expected)).contains("SOURCE_DATE_EPOCH"), expected == 2, "{value}");
    }
}

#[test]
fn what_is_due_is_told() {
    let site = new_site();
    let text = status(letopis(site.path(), &["check", "--due", "30"]), 0);
    assert!(out(&text).contains("Опрос проведён"), "{}", out(&text));
    let lines = json(&status(letopis(site.path(), &["check", "--due", "30", "--format", "json"]), 0));
    assert!(lines.iter().any(|line| line["due"] == "falls-due"), "{lines:?}");
    assert!(lines.last().is_some_and(|line| line["summary"].is_object()), "{lines:?}");
}

#[test]
fn a_date_is_taken_in_both_forms() {
    let site = new_site();
    for date in ["2026-11-22", "22.11.2026"] {
        status(letopis(site.path(), &["check", "--date", date]), 0);
    }
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = new_site();
    fs::create_dir(site.path().join("docs")).unwrap();
    fs::write(site.path().join("docs/my.txt"), "моё").unwrap();
    let refused = status(letopis(site.path(), &["build", "--out", "docs"]), 2);
    assert!(err(&refused).contains("--force"), "{}", err(&refused));
    status(letopis(site.path(), &["build", "--out", "docs", "--force"]), 0);
    assert_eq!(fs::read_to_string(site.path().join("docs/my.txt")).unwrap(), "моё");
    status(letopis(site.path(), &["build", "--out", ".", "--force"]), 2);
}

#[test]
fn a_site_that_is_not_there_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let told = status(letopis(folder.path(), &["build"]), 1);
    assert!(err(&told).contains("[site-missing]") && err(&told).contains("Ничего не записано"), "{}", err(&told));
    assert!(!folder.path().join("public/index.html").exists());
}

#[test]
fn times_are_told() {
    let site = new_site();
    let told = status(letopis(site.path(), &["build", "--timings", "--lang", "en"]), 0);
    assert!(err(&told).contains("reading") && err(&told).contains(" ms\n"), "{}", err(&told));
}

#[test]
fn the_language_is_the_sites() {
    let site = new_site();
    let path = site.path().join("content/site.yaml");
    let text = fs::read_to_string(&path).unwrap().replace("language: ru", "language: be");
    fs::write(path, text).unwrap();
    assert!(err(&status(letopis(site.path(), &["check"]), 0)).contains("Праверана"));
    assert!(err(&status(letopis(site.path(), &["check", "--lang", "en"]), 0)).contains("Checked"));
    assert!(
        err(&status(letopis(Path::new("/"), &["check", &site.path().display().to_string()]), 0)).contains("Праверана")
    );
}

#[cfg(unix)]
#[test]
fn a_disk_that_fails_is_status_3() {
    use std::os::unix::fs::PermissionsExt;
    let site = new_site();
    let out = site.path().join("locked");
    fs::create_dir(&out).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    // Nothing is locked for the superuser.
    if fs::write(out.join("probe"), "").is_ok() {
        return;
    }
    status(letopis(site.path(), &["build", "--out", "locked"]), 3);
}
