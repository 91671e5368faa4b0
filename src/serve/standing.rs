//! How things stand after a build, before anybody is told: what is wrong, and since when.
//!
//! An error is told when it has lasted a moment: a file may be half written. Each error's moment is its own: a file that
//! was half written a moment ago is no reason to hurry with another.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::notice::Notice;
use crate::diagnostic::{Diagnostic, Findings, Severity, TextStyle, render_text};
use crate::disk::Failure;
use crate::locale::Lang;
use crate::output::ContentHash;

/// An error is told when it has lasted so long.
const PATIENCE: Duration = Duration::from_millis(250);
/// So many problems are shown; how many more there are is said.
pub(super) const MOST: usize = 100;

/// How things stand.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// Everything but the problems.
    pub base: Notice,
    /// The problems that are shown, in the order of report.
    pub shown: Vec<Shown>,
    /// Warnings that are not shown, and errors beyond those that are.
    pub more: usize,
    /// How many errors there are beyond those that are shown.
    more_errors: usize,
    warnings: usize,
    /// The folders of the institutions that stayed as they were.
    pub kept: BTreeSet<String>,
}

/// A problem in words.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// The file that it speaks of; empty where there is none.
    pub file: String,
    /// Which one it is, wherever in its file it stands.
    pub id: ContentHash,
    pub is_error: bool,
    pub text: String,
    pub colored: String,
}

impl Standing {
    /// Of what a run found. `untold`: how many warnings there are besides.
    pub fn new(
        base: Notice,
        findings: &Findings,
        failures: &[Failure],
        untold: usize,
        kept: BTreeSet<String>,
        color: bool,
    ) -> Standing {
        let is_kept = |finding: &Diagnostic| {
            let file = finding.file().unwrap_or_default();
            file.match_indices('/').any(|(at, _)| kept.contains(&file[..at]))
        };
        // Errors first, then what was built just now, then the rest; and of these in the order of report.
        let mut order: Vec<(usize, &Diagnostic)> = findings.iter().enumerate().collect();
        order.sort_by_key(|(at, finding)| (!finding.is_error(), is_kept(finding), *at));
        let errors = findings.count(Severity::Error);
        order.truncate(MOST);
        order.sort_by_key(|(at, _)| *at);
        let mut shown: Vec<Shown> = failures.iter().map(|failure| Shown::failure(failure, base.lang)).collect();
        shown.extend(order.into_iter().map(|(_, finding)| Shown::new(finding, base.lang, color)));
        let told = shown.len() - failures.len();
        Standing {
            more: findings.len() - told + untold,
            more_errors: errors.saturating_sub(MOST),
            warnings: findings.count(Severity::Warning) + untold,
            base,
            shown,
            kept,
        }
    }

    /// The same site, of which nothing more is known but that something failed.
    pub fn failed(base: Notice, earlier: Option<&Standing>, failure: Shown) -> Standing {
        let warnings = earlier.map_or(0, |earlier| earlier.warnings);
        let more = earlier.map_or(0, |earlier| earlier.more);
        let mut shown = vec![failure];
        let earlier = earlier.iter().flat_map(|earlier| &earlier.shown);
        shown.extend(earlier.filter(|problem| !problem.is_error).cloned());
        Standing { base, shown, more, more_errors: 0, warnings, kept: BTreeSet::new() }
    }

    /// The problems that it is time to tell, by what is known of the errors' age.
    pub fn ripe<'s>(&'s self, errors: &'s Errors, now: Instant) -> impl Iterator<Item = &'s Shown> {
        self.shown.iter().filter(move |problem| !problem.is_error || errors.are_ripe(problem, now))
    }

    /// What readers are told.
    pub fn notice(&self, errors: &Errors, now: Instant) -> Notice {
        let mut notice = self.base.clone();
        let more = match self.more {
            0 => String::new(),
            more => format!("{}\n", notice.lang.count("preview-more-problems", more)),
        };
        notice.warnings = self.warnings;
        notice.errors = 0;
        (notice.problems, notice.error_text) = (String::new(), String::new());
        for problem in self.ripe(errors, now) {
            notice.problems.push_str(&problem.text);
            if problem.is_error {
                notice.errors += 1;
                notice.error_text.push_str(&problem.text);
            }
        }
        notice.problems.push_str(&more);
        if notice.errors > 0 && self.more_errors > 0 {
            notice.errors += self.more_errors;
            let more = notice.lang.count("preview-more-problems", self.more_errors);
            notice.error_text.push_str(&format!("{more}\n"));
        }
        notice
    }
}

impl Shown {
    fn new(finding: &Diagnostic, lang: Lang, color: bool) -> Shown {
        let mut alone = Findings::new();
        alone.push(finding.clone());
        let file = finding.file().unwrap_or_default().to_owned();
        let id = format!("{file}\n{}\n{}", finding.problem.code(), finding.message(lang));
        let text = render_text(&alone, lang, TextStyle { color: false });
        let colored = if color { render_text(&alone, lang, TextStyle { color }) } else { String::new() };
        Shown { file, id: ContentHash::of(id.as_bytes()), is_error: finding.is_error(), text, colored }
    }

    /// What the machine did not do.
    pub fn failure(failure: &Failure, lang: Lang) -> Shown {
        let message = match failure.help(lang) {
            Some(help) => format!("{}\n{help}", failure.message(lang)),
            None => failure.message(lang),
        };
        Shown::of_the_machine(&message, lang)
    }

    /// An error that stands in no text.
    pub fn of_the_machine(message: &str, lang: Lang) -> Shown {
        let text = format!("{}: {message}\n\n", lang.word("severity-error"));
        let id = ContentHash::of(text.as_bytes());
        Shown { file: String::new(), id, is_error: true, colored: text.clone(), text }
    }
}

/// The errors that stand, and since when.
#[derive(Debug, Default)]
pub(super) struct Errors {
    since: BTreeMap<ContentHash, Instant>,
}

impl Errors {
    /// Takes note of the errors that stand now; at once for good where nobody could be mended of it yet.
    pub fn note(&mut self, standing: &Standing, now: Instant, at_once: bool) {
        let since = if at_once { now.checked_sub(PATIENCE).unwrap_or(now) } else { now };
        let errors = standing.shown.iter().filter(|problem| problem.is_error);
        let earlier = std::mem::take(&mut self.since);
        self.since = errors.map(|error| (error.id, earlier.get(&error.id).copied().unwrap_or(since))).collect();
    }

    /// When the next error is to be told; none where all are.
    pub fn next(&self, now: Instant) -> Option<Instant> {
        self.since.values().map(|since| *since + PATIENCE).filter(|due| *due > now).min()
    }

    fn are_ripe(&self, problem: &Shown, now: Instant) -> bool {
        self.since.get(&problem.id).is_none_or(|since| *since + PATIENCE <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problem;
    use crate::source::Place;

    fn standing(broken: &[&str], warnings: usize, kept: &[&str]) -> Standing {
        let mut findings = Findings::new();
        for path in broken {
            findings.report(Problem::MissingTitle {}, Place::file(*path));
        }
        for number in 0..warnings {
            findings.report(Problem::UnusedFile {}, Place::file(format!("content/a/{number:03}")));
        }
        findings.report(Problem::UnusedFile {}, Place::file("content/z/new"));
        let kept = kept.iter().map(|folder| (*folder).to_owned()).collect();
        Standing::new(Notice::beginning(Lang::English, false), &findings.sorted(), &[], 7, kept, false)
    }

    #[test]
    fn each_error_has_its_own_moment() {
        let mut errors = Errors::default();
        let began = Instant::now();
        let at = |milliseconds| began + Duration::from_millis(milliseconds);
        let told = |standing: &Standing, errors: &Errors, now| standing.notice(errors, now).error_text;
        let one = standing(&["content/a/one.md"], 0, &[]);
        errors.note(&one, at(0), false);
        assert_eq!((told(&one, &errors, at(200)).as_str(), errors.next(at(200))), ("", Some(at(250))));
        // The first is whole again, and another is half written.
        let two = standing(&["content/a/two.md"], 0, &[]);
        errors.note(&two, at(200), false);
        assert_eq!((told(&two, &errors, at(300)).as_str(), errors.next(at(300))), ("", Some(at(450))));
        let both = standing(&["content/a/three.md", "content/a/two.md"], 0, &[]);
        errors.note(&both, at(400), false);
        let text = told(&both, &errors, at(460));
        assert!(text.contains("two.md") && !text.contains("three.md"), "{text}");
        assert_eq!(errors.next(at(460)), Some(at(650)));
        assert!(told(&both, &errors, at(650)).contains("three.md"));
        errors.note(&one, at(700), true);
        assert_eq!(errors.next(at(700)), None);
    }

    #[test]
    fn a_hundred_are_shown_and_the_rest_is_counted() {
        let standing = standing(&["content/b/one.md"], 200, &["content/a"]);
        let notice = standing.notice(&Errors::default(), Instant::now());
        assert_eq!((standing.shown.len(), notice.errors, notice.warnings), (MOST, 1, 208));
        assert!(notice.problems.contains("content/z/new"), "what was built just now goes before what was kept");
        assert!(notice.problems.ends_with("… and 109 more\n"), "{}", notice.problems);
        assert!(notice.error_text.contains("content/b/one.md"));
    }
}
