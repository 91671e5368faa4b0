//! `letopis new`: a file with its front matter, in the right place, which explains itself.

use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use clap::ValueEnum;

use super::site_folder::{SiteFolder, yaml_file};
use super::{Context, Ending, Trouble};
use crate::address::{self, places};
use crate::disk::{Action, Failure};
use crate::locale::{Arguments, Lang};
use crate::term::{Calendar, Period};

/// What was typed behind `letopis new`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    #[arg(value_enum)]
    kind: Kind,
    place: PathBuf,
    #[arg(long, allow_hyphen_values = true)]
    title: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    date: Option<String>,
}

/// What can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Institution,
    Project,
    Plan,
    Report,
    News,
    Page,
}

impl Kind {
    /// The title of what was given none.
    fn usual_title(self, years: &str, lang: Lang) -> String {
        let id = match self {
            Kind::Institution => "new-title-institution",
            Kind::Project => "new-title-project",
            Kind::Plan => "new-title-plan",
            Kind::Report => "new-title-report",
            Kind::News => "new-title-news",
            Kind::Page => "new-title-page",
        };
        lang.text(id, &Arguments::new().with("years", years.to_owned()))
    }

    fn template(self) -> &'static str {
        match self {
            Kind::Institution => include_str!("new/institution.yaml"),
            Kind::Project => include_str!("new/project.yaml"),
            Kind::Plan => include_str!("new/plan.yaml"),
            Kind::Report => include_str!("new/report.md"),
            Kind::News => include_str!("new/news.md"),
            Kind::Page => include_str!("new/page.md"),
        }
    }
}

/// What is to be made, once it is clear.
struct Wish {
    kind: Kind,
    title: String,
    date: NaiveDate,
    /// The years in which its period begins and ends: the school year of the date, or what a plan's file is named for.
    years: (i32, i32),
}

pub(super) fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    let place = clean(&context.here.join(&typed.place));
    let site = SiteFolder::around(&place).or_else(|| SiteFolder::around(&context.here));
    let Some(site) = site else {
        let arguments = Arguments::new().with("path", typed.place.display().to_string());
        return Err(Trouble::usage(context.lang(), "new-no-site", &arguments));
    };
    context.speak_as(&site);
    let lang = context.lang();
    let date = context.date(typed.date.as_deref())?.unwrap_or_else(|| site.today());
    let period = match named_period(typed) {
        Some(period) => period,
        None => Period::school_year_of(date),
    };
    let years = (period.start.year(), period.end.year());
    let period = if years.0 == years.1 { years.0.to_string() } else { format!("{}/{}", years.0, years.1) };
    let usual_title = || typed.kind.usual_title(&period, lang);
    let title = typed.title.as_deref().map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    let wish = Wish { kind: typed.kind, title: title.unwrap_or_else(usual_title), date, years };
    // As seen from the current folder, then from the site's, then from its content.
    let candidates = [place, clean(&site.root.join(&typed.place)), clean(&site.content().join(&typed.place))];
    let grounds = Grounds { content: clean(&context.here.join(site.content())), candidates, lang, typed: &typed.place };
    let path = grounds.path_of(&wish)?;
    let shown = |path: &Path| path.strip_prefix(&context.here).unwrap_or(path).display().to_string();
    let folder = shown(path.parent().unwrap_or(&path)).replace('\\', "/");
    // What a person typed comes last: it may hold what looks like a placeholder.
    let facts = [
        ("date", wish.date.to_string()),
        ("period", period),
        ("plan", format!("{}-{}", years.0, years.1)),
        ("first", years.0.to_string()),
        ("second", years.1.to_string()),
        ("third", (years.1 + 1).to_string()),
        ("folder", folder),
        ("title", yaml_text(&wish.title)),
    ];
    let text = fill(wish.kind.template(), &facts);
    if !write_new(&path, &text).map_err(|error| Failure::system(Action::Writing, &path, error))? {
        return Err(Trouble::usage(lang, "new-exists", &Arguments::new().with("path", shown(&path))));
    }
    let shown = shown(&path);
    context.screen.print(&format!("{shown}\n"));
    Ok(Ending::Good)
}

/// The period that a plan's file is named for: `plans/2027.yaml`.
fn named_period(typed: &Typed) -> Option<Period> {
    let stem = typed.place.file_stem().filter(|_| typed.kind == Kind::Plan)?.to_str()?;
    let years =
        Period::read(stem, &Calendar::default()).ok().filter(|_| has_extension(&typed.place, ["yaml", "yml"]))?;
    // The template's row of May must lie in it.
    (years.end.year() - years.start.year() <= 1).then_some(years)
}

/// Where things may go: a site's content, and the places that WHERE may mean.
struct Grounds<'a> {
    content: PathBuf,
    candidates: [PathBuf; 3],
    lang: Lang,
    typed: &'a Path,
}

impl Grounds<'_> {
    /// The file to be made.
    fn path_of(&self, wish: &Wish) -> Result<PathBuf, Trouble> {
        match wish.kind {
            Kind::Institution => self.institution_file(wish),
            Kind::Project => self.project_file(wish),
            Kind::Plan => {
                let name = format!("{}-{}.yaml", wish.years.0, wish.years.1);
                self.file_of_project(places::PLANS, &name, ["yaml", "yml"])
            }
            Kind::Report => {
                self.file_of_project(places::REPORTS, &format!("{}.md", wish.date.format("%Y-%m")), ["md"; 2])
            }
            Kind::News => {
                let name = format!("{}-{}.md", wish.date, segment(&wish.title, "novost"));
                self.file_of_project(places::NEWS, &name, ["md"; 2])
            }
            Kind::Page => self.page_file(wish),
        }
    }

    fn institution_file(&self, wish: &Wish) -> Result<PathBuf, Trouble> {
        if yaml_file(&self.content, "institution").is_some() {
            return Err(self.trouble("new-single-layout"));
        }
        let within = |candidate: &&PathBuf| candidate.starts_with(&self.content);
        let place = self.candidates.iter().find(within).ok_or_else(|| self.trouble("new-outside-content"))?;
        let folder =
            if *place == self.content { place.join(segment(&wish.title, "uchrezhdenie")) } else { place.clone() };
        match self.nearest(&folder, "institution") {
            Some(there) if there == folder => Ok(self.file_in(&folder, "institution")),
            Some(_) => Err(self.trouble("new-institution-in-institution")),
            None if self.nearest(&folder, "project").is_some() => Err(self.trouble("new-institution-in-institution")),
            None => Ok(self.file_in(&folder, "institution")),
        }
    }

    fn project_file(&self, wish: &Wish) -> Result<PathBuf, Trouble> {
        let institution_of = |folder: &Path| self.nearest(folder, "institution");
        let standing = self.candidates.iter().find(|folder| folder.is_dir() && institution_of(folder).is_some());
        let coming = || self.candidates.iter().find(|folder| !folder.exists() && institution_of(folder).is_some());
        let place = standing.or_else(coming).ok_or_else(|| self.trouble("new-not-institution"))?;
        let folder = match institution_of(place) {
            Some(institution) if institution == *place => place.join(segment(&wish.title, "proekt")),
            _ => place.clone(),
        };
        match self.nearest(&folder, "project") {
            Some(there) if there != folder => Err(self.trouble("new-project-in-project")),
            _ => Ok(self.file_in(&folder, "project")),
        }
    }

    /// A file of a project: WHERE is the project's folder, one within it, or the file itself.
    fn file_of_project(&self, folder: &str, name: &str, extensions: [&str; 2]) -> Result<PathBuf, Trouble> {
        let known = self.candidates.iter().find_map(|place| Some((place, self.nearest(place, "project")?)));
        let (place, project) = known.ok_or_else(|| self.trouble("new-not-project"))?;
        let folder = project.join(folder);
        if has_extension(place, extensions) {
            return if place.starts_with(&folder) { Ok(place.clone()) } else { Err(self.trouble("new-wrong-folder")) };
        }
        // A folder that is not there is a slip of the keyboard, unless it is one that this file would make.
        if !place.is_dir() && *place != folder {
            return Err(self.trouble("new-not-project"));
        }
        Ok(folder.join(name))
    }

    fn page_file(&self, wish: &Wish) -> Result<PathBuf, Trouble> {
        let within = |place: &&PathBuf| place.starts_with(&self.content);
        let is_home = |folder: &Path| {
            folder == self.content
                || yaml_file(folder, "institution").is_some()
                || yaml_file(folder, "project").is_some()
        };
        for place in self.candidates.iter().filter(within) {
            if has_extension(place, ["md"; 2]) && place.parent().is_some_and(is_home) {
                return Ok(place.clone());
            }
            if is_home(place) {
                return Ok(place.join(format!("{}.md", segment(&wish.title, "stranitsa"))));
            }
        }
        Err(self.trouble("new-not-home"))
    }

    /// The folder at or above a path, within the content, that a file of this name makes what it is.
    fn nearest(&self, path: &Path, stem: &str) -> Option<PathBuf> {
        let within = path.ancestors().take_while(|folder| folder.starts_with(&self.content));
        within.filter(|folder| yaml_file(folder, stem).is_some()).map(Path::to_owned).next()
    }

    /// The file that is there under either extension, so that it is found to be there, or the one to be made.
    fn file_in(&self, folder: &Path, stem: &str) -> PathBuf {
        yaml_file(folder, stem).unwrap_or_else(|| folder.join(format!("{stem}.yaml")))
    }

    fn trouble(&self, id: &str) -> Trouble {
        Trouble::usage(self.lang, id, &Arguments::new().with("path", self.typed.display().to_string()))
    }
}

fn has_extension(path: &Path, extensions: [&str; 2]) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| extensions.contains(&extension))
}

/// A longer name is cut after a word: it is read in lists of files.
const LONGEST_NAME: usize = 60;

/// The name of a file or folder, from a title.
fn segment(title: &str, otherwise: &str) -> String {
    let mut name = address::segment(title).unwrap_or_else(|| otherwise.to_owned());
    if name.len() > LONGEST_NAME {
        // An address is ASCII.
        let end = name[..=LONGEST_NAME].rfind('-').filter(|end| *end > 0).unwrap_or(LONGEST_NAME);
        name.truncate(end);
    }
    let name = name.trim_matches(['-', '.']).to_owned();
    if name.is_empty() || address::is_device_name(&name) { otherwise.to_owned() } else { name }
}

/// A title as a YAML value: bare where that is safe, else in quotes.
fn yaml_text(title: &str) -> String {
    let harmless = |letter: char| letter.is_alphanumeric() || " «»„“”—–-,.№()!?/+%".contains(letter);
    let bare = title.starts_with(|first: char| first.is_alphanumeric() || first == '«')
        && title.chars().all(harmless)
        && !matches!(title, "null" | "Null" | "NULL");
    // A JSON string is a YAML string in double quotes.
    if bare { title.to_owned() } else { serde_json::Value::from(title).to_string() }
}

/// A path without `.` and `..`, as far as its words tell.
fn clean(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if cleaned.file_name().is_some() => {
                cleaned.pop();
            }
            _ => cleaned.push(component),
        }
    }
    cleaned
}

/// A template with its placeholders filled in.
pub(super) fn fill(template: &str, facts: &[(&str, String)]) -> String {
    facts.iter().fold(template.to_owned(), |text, (name, fact)| text.replace(&format!("{{{{{name}}}}}"), fact))
}

/// Writes a file that is not there, with the folders above it; whether it was not there. Lines end as the system's
/// plain editors want them.
pub(super) fn write_new(path: &Path, text: &str) -> io::Result<bool> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let text = if cfg!(windows) { text.replace('\n', "\r\n") } else { text.to_owned() };
    match std::fs::File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_yaml_value() {
        for (title, expected) in [
            ("Неделя толерантности", "Неделя толерантности"),
            ("«Зорка» — 5 лет, № 5", "«Зорка» — 5 лет, № 5"),
            ("Педсовет: итоги", "\"Педсовет: итоги\""),
            ("\"Кавычки\" и \\", "\"\\\"Кавычки\\\" и \\\\\""),
            ("- дефис", "\"- дефис\""),
            ("а #b", "\"а #b\""),
            ("null", "\"null\""),
        ] {
            assert_eq!(yaml_text(title), expected);
        }
    }

    #[test]
    fn a_title_becomes_a_name() {
        assert_eq!(segment("Неделя толерантности", "x"), "nedelya-tolerantnosti");
        assert_eq!(segment("!!!", "novost"), "novost");
        assert_eq!(segment("con", "novost"), "novost");
        let long = segment("О проведении районного семинара для заместителей директоров по воспитательной работе", "x");
        assert_eq!(long, "o-provedenii-rayonnogo-seminara-dlya-zamestiteley-direktorov");
    }

    #[test]
    fn a_path_is_cleaned() {
        assert_eq!(clean(Path::new("/a/./b/../c/")), Path::new("/a/c"));
        assert_eq!(clean(Path::new("/a/b/../../c")), Path::new("/c"));
    }
}
