//! Where folders really are, and which of them must never be published to.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where a path leads: absolute, without links and `..` as far as it exists, the rest as written.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut resolved = PathBuf::new();
    let mut exists = true;
    for component in whole.components() {
        match component {
            Component::CurDir => {}
            // What stands here has no links left in it, so its parent is where `..` leads.
            Component::ParentDir => {
                resolved.pop();
                exists = true;
            }
            Component::Prefix(_) | Component::RootDir => resolved.push(component),
            Component::Normal(name) => {
                resolved.push(name);
                if exists {
                    match fs::canonicalize(&resolved) {
                        Ok(real) => resolved = real,
                        Err(_) => exists = false,
                    }
                }
            }
        }
    }
    resolved
}

/// Whether a folder (resolved) is a home folder, or holds one.
pub(super) fn is_home_or_above(folder: &Path) -> bool {
    let named = ["HOME", "USERPROFILE"].into_iter().filter_map(env::var_os).map(PathBuf::from).chain(env::home_dir());
    let own = named.filter(|home| home.is_absolute()).any(|home| resolved(&home).starts_with(folder));
    own || is_somebodys_home(folder)
}

/// Homes of other people: `/home/anna`, `C:\Users\Anna`, `/root`.
fn is_somebodys_home(folder: &Path) -> bool {
    let mut names = folder.components().filter_map(|component| match component {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let names = (names.next(), names.next(), names.next());
    matches!(names, (Some("home" | "Users"), _, None)) || cfg!(unix) && matches!(names, (Some("root"), None, None))
}

/// A path as people write it: Windows puts `\\?\` before a resolved one.
pub(super) fn shown(path: &Path) -> String {
    let shown = path.display().to_string();
    match shown.strip_prefix(r"\\?\") {
        Some(plain) if !plain.starts_with("UNC") => plain.to_owned(),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_are_known() {
        for home in ["/home", "/home/anna", "/Users/anna", "/"] {
            assert!(is_home_or_above(Path::new(home)), "{home}");
        }
        for other in ["/home/anna/site", "/srv", "/srv/home/site"] {
            assert!(!is_somebodys_home(Path::new(other)), "{other}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn links_and_dots_are_resolved() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let base = fs::canonicalize(folder.path())?;
        fs::create_dir_all(base.join("a/b"))?;
        std::os::unix::fs::symlink("a/b", base.join("link"))?;
        assert_eq!(resolved(&base.join("link/..")), base.join("a"), "`..` leads from where the link leads");
        assert_eq!(resolved(&base.join("link/new/../other")), base.join("a/b/other"));
        assert_eq!(resolved(&base.join("none/../a/./b")), base.join("a/b"));
        Ok(())
    }
}
