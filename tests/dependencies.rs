//! Licences and bans of all dependencies, as far as they can be told without the network: `deny.toml` has the lists,
//! Cargo's own metadata the facts.

use std::process::Command;

/// A list of quoted words in deny.toml, between a line that begins with `name` and the closing bracket.
fn quoted(text: &str, name: &str) -> Vec<String> {
    let list = text.split_once(&format!("{name} = [")).map(|(_, rest)| rest).unwrap_or_default();
    let list = list.split_once("\n]").map(|(list, _)| list).unwrap_or_default();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The system's own name, as rustc tells it.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host").to_owned()
}

fn packages() -> Vec<serde_json::Value> {
    let output = Command::new(env!("CARGO"))
        // Crates of other systems are not on the disk.
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", &host()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    metadata["packages"].as_array().expect("there are packages").clone()
}

/// Whether an SPDX expression can be met by allowed licences: every AND needs one of its ORs.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let plain = expression.replace('/', " OR ").replace(['(', ')'], " ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| allowed.iter().any(|one| one == licence.trim())))
}

#[test]
fn every_licence_is_allowed() {
    let deny = include_str!("../deny.toml");
    let allowed = quoted(deny, "allow");
    assert!(allowed.contains(&"MIT".to_owned()), "{allowed:?}");
    assert!(is_met("MIT OR GPL-3.0", &allowed) && !is_met("GPL-3.0", &allowed) && !is_met("MIT AND GPL-3.0", &allowed));
    let packages = packages();
    assert!(packages.len() > 100);
    let forbidden: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(|licence| is_met(licence, &allowed)))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert!(forbidden.is_empty(), "not allowed by deny.toml:\n{}", forbidden.join("\n"));
}

#[test]
fn nothing_banned_is_used() {
    let banned: Vec<String> = include_str!("../deny.toml")
        .lines()
        .filter_map(|line| line.trim().strip_prefix("{ crate = \""))
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect();
    assert!(banned.len() >= 4, "{banned:?}");
    for package in packages() {
        let name = package["name"].as_str().unwrap_or_default();
        assert!(!banned.iter().any(|one| one == name), "{name} is banned by deny.toml");
        let source = package["source"].as_str().unwrap_or("registry");
        assert!(source.starts_with("registry"), "{name} comes from {source}");
    }
}
