//! `letopis init`: a new site with one small example institution, which explains itself.

use std::path::{Path, PathBuf};

use super::new::{fill, write_new};
use super::site_folder::{SiteFolder, today};
use super::{Context, Ending, Trouble};
use crate::disk::{Action, Failure};
use crate::locale::{Arguments, numeric_date};
use crate::term::Period;
use chrono::Datelike;

/// What was typed behind `letopis init`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// The example: where each file goes, and its text. Both hold placeholders.
const FILES: [(&str, &str); 11] = [
    ("content/site.yaml", include_str!("init/content/site.yaml")),
    ("content/institution.yaml", include_str!("init/content/institution.yaml")),
    ("content/contacts.md", include_str!("init/content/contacts.md")),
    ("content/project/project.yaml", include_str!("init/content/project/project.yaml")),
    ("content/project/plans/{{years}}.yaml", include_str!("init/content/project/plans/plan.yaml")),
    ("content/project/reports/{{month}}.md", include_str!("init/content/project/reports/report.md")),
    ("content/project/news/{{today}}-my-nachinaem.md", include_str!("init/content/project/news/news.md")),
    ("content/project/participants.md", include_str!("init/content/project/participants.md")),
    ("content/project/files/programma.txt", include_str!("init/content/project/files/programma.txt")),
    // Not the author's content: kept as they are where they are there already.
    ("README.txt", include_str!("init/README.txt")),
    (".gitignore", "# letopis\n/public/\n/.letopis/\n"),
];

pub(super) fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    let lang = context.lang();
    let folder = &typed.folder;
    let shown = || Arguments::new().with("path", folder.display().to_string());
    if folder.is_file() {
        return Err(Trouble::usage(lang, "init-file-in-the-way", &shown()));
    }
    if SiteFolder::at(folder).content().symlink_metadata().is_ok() {
        return Err(Trouble::usage(lang, "init-content-there", &shown()));
    }
    let today = today(None);
    let years = Period::school_year_of(today);
    let (first, second) = (years.start.year(), years.start.year() + 1);
    let facts = [
        ("first", first.to_string()),
        ("second", second.to_string()),
        ("third", (second + 1).to_string()),
        ("years", format!("{first}-{second}")),
        ("today", today.to_string()),
        ("month", today.format("%Y-%m").to_string()),
        ("language", context.asked.unwrap_or_default().code().to_owned()),
        ("start", numeric_date(years.start)),
    ];
    let mut kept = Vec::new();
    for (path, text) in FILES {
        let path = folder.join(fill(path, &facts));
        if !write_new(&path, &fill(text, &facts)).map_err(|error| Failure::system(Action::Writing, &path, error))? {
            kept.push(path);
        }
    }
    context.screen.tell(&next_steps(folder, &kept, context));
    Ok(Ending::Good)
}

fn next_steps(folder: &Path, kept: &[PathBuf], context: &Context<'_>) -> String {
    let lang = context.lang();
    let arguments = Arguments::new().with("path", folder.display().to_string());
    let mut text = lang.text("init-done", &arguments) + "\n";
    for path in kept {
        text.push_str(&lang.text("init-kept", &Arguments::new().with("path", path.display().to_string())));
        text.push('\n');
    }
    text.push('\n');
    if folder != Path::new(".") {
        text.push_str(&format!("    cd {}\n", quoted(folder)));
    }
    text + &lang.text("init-steps", &arguments) + "\n"
}

/// A path as it is typed into a shell.
fn quoted(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.contains(char::is_whitespace) { format!("\"{shown}\"") } else { shown }
}
