//! What is wrong or doubtful in the author's files: facts here, words per language in the catalog `diagnostics.ftl`.
//!
//! A stage never stops at its first finding: it pushes a [`Diagnostic`] and goes on with what is sound. Every problem
//! has a stable code, the same in the catalog, in the JSON output and in its manual page (`letopis explain CODE`).

mod manual;
mod text;

use serde::{Deserialize, Serialize};

use crate::locale::{Arguments, Lang};
use crate::source::{Excerpts, Place};

pub use manual::{manual_page, nearest_code};
pub use text::{TextStyle, render_text, render_texts};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The institution's pages are held back until it is mended.
    Error,
    /// The pages are made; somebody should look.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The message that names it: «ошибка».
    pub fn message_id(self) -> &'static str {
        match self {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
            Severity::Note => "severity-note",
        }
    }
}

/// One finding: what, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where; none where it concerns no file.
    pub place: Option<Place>,
    /// Another place that belongs to it: the first of two doubled keys, the other claimant of an address.
    pub related: Option<Place>,
    /// Whether it counts as an error though it is but a warning (`--strict`).
    pub strict: bool,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(problem: Problem, place: Place) -> Diagnostic {
        Diagnostic { problem, place: Some(place), related: None, strict: false }
    }

    /// A finding about the site, which no file shows.
    pub fn nowhere(problem: Problem) -> Diagnostic {
        Diagnostic { problem, place: None, related: None, strict: false }
    }

    /// With the other place that it speaks of.
    #[must_use]
    pub fn with_related(mut self, place: Place) -> Diagnostic {
        self.related = Some(place);
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self.problem.severity() {
            Severity::Warning if self.strict => Severity::Error,
            severity => severity,
        }
    }

    /// Whether the institution's pages must be held back.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// Whether it is a warning that counts as an error.
    pub fn is_judged_strictly(&self) -> bool {
        self.severity() != self.problem.severity()
    }

    /// What is wrong, in words.
    pub fn message(&self, lang: Lang) -> String {
        lang.text(self.problem.code(), &self.problem.arguments(lang))
    }

    /// What to do about it, in words.
    pub fn help(&self, lang: Lang) -> Option<String> {
        lang.find(&format!("{}.help", self.problem.code()), &self.problem.arguments(lang))
    }

    /// The file it speaks of.
    pub fn file(&self) -> Option<&str> {
        self.place.as_ref().map(|place| place.source.path.as_str())
    }

    /// Line and column, from 1; none where the file's text could not be read.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        self.place.as_ref()?.line_and_column()
    }

    /// The object of `--format json`.
    pub fn to_json(&self, lang: Lang) -> serde_json::Value {
        let place = self.line_and_column();
        serde_json::json!({
            "severity": self.severity(),
            "code": self.problem.code(),
            "message": self.message(lang),
            "file": self.file(),
            "line": place.map(|(line, _)| line),
            "column": place.map(|(_, column)| column),
            "help": self.help(lang),
        })
    }

    /// The order in which findings are reported: by file, by place, errors first.
    pub fn sort_key(&self) -> (Option<&str>, u32, Severity, &'static str) {
        let start = self.place.as_ref().map_or(0, |place| place.span_in_file().start);
        (self.file(), start, self.severity(), self.problem.code())
    }
}

/// Findings gathered along the way.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    /// None yet.
    pub fn new() -> Findings {
        Findings::default()
    }

    /// Drops those that are not wanted.
    pub fn retain(&mut self, wanted: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(wanted);
    }

    /// One more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// One more, at a place.
    pub fn report(&mut self, problem: Problem, place: Place) {
        self.list.push(Diagnostic::new(problem, place));
    }

    /// All of another stage's.
    pub fn append(&mut self, mut other: Findings) {
        self.list.append(&mut other.list);
    }

    /// Makes every warning an error (`--strict`), for whatever looks at them from here on.
    pub fn judge_strictly(&mut self) {
        self.list.iter_mut().for_each(|diagnostic| diagnostic.strict = true);
    }

    /// With no more of each file than the lines that are pointed at.
    #[must_use]
    pub fn excerpted(mut self) -> Findings {
        let mut excerpts = Excerpts::default();
        for diagnostic in &mut self.list {
            for place in [&mut diagnostic.place, &mut diagnostic.related].into_iter().flatten() {
                *place = excerpts.of(place);
            }
        }
        self
    }

    /// Whether any of them is an error.
    pub fn have_errors(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
    }

    /// How many there are in all.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// In the order of report, each once.
    #[must_use]
    pub fn sorted(mut self) -> Findings {
        self.list.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        let mut once: Vec<Diagnostic> = Vec::with_capacity(self.list.len());
        for diagnostic in self.list {
            // Of one place and code there may be several, and equal ones need not be neighbours.
            let alike = once.iter().rev().take_while(|earlier| earlier.sort_key() == diagnostic.sort_key());
            if !alike.into_iter().any(|earlier| *earlier == diagnostic) {
                once.push(diagnostic);
            }
        }
        Findings { list: once }
    }
}

impl From<Box<Diagnostic>> for Findings {
    /// The one finding with which something ends.
    fn from(only: Box<Diagnostic>) -> Findings {
        Findings { list: vec![*only] }
    }
}

impl IntoIterator for Findings {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

/// A fact that has a word of its own in each language: the name of a type, of a kind of record.
/// It holds the message's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Word(pub &'static str);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Word, D::Error> {
        let id = String::deserialize(deserializer)?;
        let known = Lang::Russian.words().keys().find(|known| **known == id);
        known.map(|known| Word(known)).ok_or_else(|| serde::de::Error::custom("no such word"))
    }
}

/// A fact that can be said in a message.
trait Fact {
    fn say(&self, lang: Lang) -> fluent_bundle::FluentValue<'static>;
}

impl Fact for String {
    fn say(&self, _: Lang) -> fluent_bundle::FluentValue<'static> {
        self.clone().into()
    }
}

impl Fact for Option<String> {
    /// The catalog asks whether there is one by comparing with `none`.
    fn say(&self, _: Lang) -> fluent_bundle::FluentValue<'static> {
        self.clone().unwrap_or_else(|| "none".to_owned()).into()
    }
}

/// A size of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes(pub u64);

impl Fact for Bytes {
    fn say(&self, lang: Lang) -> fluent_bundle::FluentValue<'static> {
        lang.size(self.0).into()
    }
}

impl Fact for usize {
    fn say(&self, _: Lang) -> fluent_bundle::FluentValue<'static> {
        (*self).into()
    }
}

impl Fact for Word {
    fn say(&self, lang: Lang) -> fluent_bundle::FluentValue<'static> {
        lang.word(self.0).into_owned().into()
    }
}

/// The table of problems: severity, name, code, facts. One row makes the variant, its code, its severity and the
/// arguments of its message; the words stand in the catalogs under the code.
macro_rules! problems {
    ($($(#[$doc:meta])* $severity:ident $name:ident $code:literal { $($field:ident: $type:ty),* $(,)? })*) => {
        /// What can be wrong or doubtful, with the facts that its message needs.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "a field is a fact named as in the message's catalog")]
        pub enum Problem {
            $($(#[$doc])* $name { $($field: $type),* },)*
        }

        impl Problem {
            /// Every code there is, in the table's order.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self { $(Problem::$name { .. } => $code,)* }
            }

            /// How bad it is.
            pub fn severity(&self) -> Severity {
                match self { $(Problem::$name { .. } => Severity::$severity,)* }
            }

            /// The facts, for the message.
            pub fn arguments(&self, lang: Lang) -> Arguments {
                match self {
                    $(Problem::$name { $($field),* } => {
                        let arguments = Arguments::new();
                        let _ = lang;
                        $(let arguments = arguments.with(stringify!($field), Fact::say($field, lang));)*
                        arguments
                    })*
                }
            }
        }
    };
}

problems! {
    // Files and folders
    /// A file is in another encoding, which is recognised.
    Error NotUtf8 "not-utf8" { encoding: String }
    /// A file is UTF-8 but for bytes that no text of it has; the first stands in this line.
    Error DamagedText "damaged-text" { line: usize }
    /// A file holds NUL bytes: it is not text.
    Error NotText "not-text" {}
    /// A file is larger than any text a person writes.
    Error FileTooLarge "file-too-large" { size: Bytes, limit: Bytes }
    /// `content/site.yaml` is not there.
    Error SiteMissing "site-missing" {}
    /// `content/institution.yaml` and institutions in folders beside it.
    Error BothLayouts "both-layouts" { folder: String }
    /// A `project.yaml` that no institution holds.
    Error ProjectOutsideInstitution "project-outside-institution" {}
    /// A file of a project or an institution that nothing reads.
    Warning UnusedFile "unused-file" {}
    /// A pipe, a device, or a symlink to a folder.
    Warning NotAFile "not-a-file" {}
    /// A symlink out of the root, or one that leads nowhere.
    Warning SymlinkOutside "symlink-outside" {}
    /// A folder name or file name that is not Unicode.
    Warning NameNotUnicode "name-not-unicode" {}
    /// There is no institution at all.
    Warning NoInstitution "no-institution" {}

    // YAML: syntax
    /// The YAML parser could not go on; `advice` is a word of its own for each sort of mistake.
    Error YamlSyntax "yaml-syntax" { reason: Word, advice: Word }
    /// Aliases or items beyond what a person writes.
    Error YamlTooLarge "yaml-too-large" { limit: usize }
    /// Two documents in one file.
    Error YamlSecondDocument "yaml-second-document" {}
    /// A Markdown file's front matter is not closed.
    Error FrontMatterOpen "front-matter-open" {}
    /// A Markdown file's front matter begins with another line than `---`.
    Error FrontMatterFence "front-matter-fence" { fence: String, advice: Word }

    // YAML: keys and values
    /// A key that the format does not know.
    Error UnknownKey "unknown-key" { key: String, record: Word, suggestion: Option<String> }
    /// A key of one record in another, where it cannot be a column's name either.
    Error MisplacedKey "misplaced-key" { key: String, record: Word, owner: Word }
    /// A field of an activity that no column declares.
    Error UndeclaredField "undeclared-field" { key: String, suggestion: Option<String> }
    /// One key twice, perhaps in two languages.
    Error DoubledKey "doubled-key" { key: String, line: usize }
    /// A required key is missing or empty.
    Error MissingKey "missing-key" { key: String, record: Word }
    /// A value of another type than its key asks.
    Error WrongType "wrong-type" { key: Option<String>, expected: Word, found: Word }
    /// A value that is not among the fixed ones.
    Error UnknownValue "unknown-value" { key: String, value: String, allowed: String, suggestion: Option<String> }
    /// A date that is not typed as a date.
    Error BadDate "bad-date" { key: String, value: String }
    /// A date that the calendar does not have.
    Error NoSuchDate "no-such-date" { key: Option<String>, value: String, nearest: String }
    /// A term's stated end before its stated start.
    Error DatesReversed "dates-reversed" { key: String, other: String, from: String, to: String }
    /// A period that cannot be read.
    Error BadPeriod "bad-period" { key: String, value: String }
    /// A plan of more years than anybody plans.
    Error PeriodTooLong "period-too-long" { key: String, value: String, limit: usize }
    /// A slug that is not one address segment.
    Error BadSlug "bad-slug" { key: String, value: String, suggestion: Option<String> }
    /// An alias that is not an address of this site.
    Error BadAlias "bad-alias" { key: String, value: String }
    /// An id that cannot be part of an anchor.
    Error BadId "bad-id" { key: String, value: String }
    /// A value that is no absolute address.
    Error BadUrl "bad-url" { key: String, value: String }
    /// An address behind which those of pages cannot be put.
    Error BadBaseUrl "bad-base-url" { key: String, value: String }
    /// A colour that is not `#rrggbb`.
    Error BadColor "bad-color" { key: String, value: String }
    /// A time zone that is not in the zone database.
    Error BadTimezone "bad-timezone" { key: String, value: String, suggestion: Option<String> }
    /// Quarters that are not four stretches in order.
    Error BadQuarters "bad-quarters" { key: String, year: String }
    /// A number outside what its key allows.
    Error BadNumber "bad-number" { key: String, value: String }

    // Plans
    /// `activities` and `sections` at once.
    Error ActivitiesAndSections "activities-and-sections" {}
    /// Neither `activities` nor `sections`.
    Error NoActivities "no-activities" {}
    /// A field on an activity and on its stages.
    Error FieldOnBoth "field-on-both" { key: String }
    /// One column twice.
    Error DoubledColumn "doubled-column" { key: String }
    /// Two activities of one identity.
    Error DoubledId "doubled-id" { id: String, line: usize }
    /// A mark that says two things at once.
    Error ConflictingMark "conflicting-mark" { key: String, other: String }
    /// `to` on a row that is not postponed.
    Warning NotPostponed "not-postponed" { key: String }
    /// A `done` later than the build's date.
    Warning DoneInFuture "done-in-future" { key: String, date: String, today: String }

    // References and links
    /// A reference to a plan that is not there.
    Error UnknownPlan "unknown-plan" { reference: String, suggestion: Option<String> }
    /// A reference to an activity that the plan does not hold.
    Error UnknownActivity "unknown-activity" { reference: String, plan: String, suggestion: Option<String> }
    /// A reference to a stage that the activity does not have.
    Error UnknownStage "unknown-stage" { reference: String, stages: usize }
    /// A bare number where several plans could be meant.
    Error UnclearPlan "unclear-plan" { reference: String, plans: String }
    /// A `file:` that leads nowhere.
    Error MissingFile "missing-file" { key: String, path: String, suggestion: Option<String> }
    /// A `file:` or a link that leads out of the content.
    Error PathOutside "path-outside" { key: Option<String>, path: String }
    /// A `file:`, a link or an image that leads to what is there and has no address.
    Error NotPublished "not-published" { key: Option<String>, path: String }
    /// A link that leads nowhere.
    Error BrokenLink "broken-link" { target: String, suggestion: Option<String> }
    /// A link to a place that its page does not have.
    Error BrokenFragment "broken-fragment" { target: String, fragment: String, suggestion: Option<String> }
    /// An image that leads nowhere.
    Error BrokenImage "broken-image" { target: String, suggestion: Option<String> }
    /// A link to a draft or a future page.
    Warning LinkUnpublished "link-unpublished" { target: String }
    /// An image at another host.
    Warning RemoteImage "remote-image" { target: String }
    /// An image without alternative text.
    Warning MissingAlt "missing-alt" { target: String }
    /// Raw HTML that was taken out.
    Warning HtmlRemoved "html-removed" {}
    /// A `javascript:` address or the like.
    Warning UnsafeAddress "unsafe-address" { target: String }
    /// An address in raw HTML that leads nowhere.
    Warning HtmlAddressRemoved "html-address-removed" { target: String }

    // Markdown pages
    /// No `title` and no heading.
    Error MissingTitle "missing-title" {}
    /// A news item without a date in its front matter or its file name.
    Error MissingDate "missing-date" {}

    // Addresses
    /// Two things that claim one address.
    Error AddressClash "address-clash" { address: String, other: String, advice: Word }
    /// An address at which another institution's pages stay because of its errors.
    Error AddressKept "address-kept" { address: String, folder: String }
    /// A name that Windows keeps for a device.
    Error DeviceName "device-name" { name: String }
    /// A name of which transliteration leaves nothing.
    Error EmptyAddress "empty-address" { name: String }
    /// A tag of which transliteration leaves nothing.
    Warning EmptyTag "empty-tag" { name: String }

    // Images
    /// An image that cannot be decoded.
    Error BadImage "bad-image" { reason: Word }
    /// An image of more pixels than any camera takes.
    Error ImageTooLarge "image-too-large" { megapixels: usize, limit: usize }

    // Theme
    /// The theme's folder is not there.
    Error ThemeMissing "theme-missing" { key: String, name: String, suggestion: Option<String> }
    /// A template that does not compile.
    Error TemplateSyntax "template-syntax" { template: String, message: String }
    /// A template that fails while a page is rendered.
    Error TemplateFails "template-fails" { template: String, page: String, message: String }

    // Terms: the notes of the reader, and what it could not read
    /// A term that was not understood.
    Warning UnclearTerm "unclear-term" { phrase: String }
    /// A year left over from last year's file.
    Warning YearLeftOver "year-left-over" { phrase: String, suggestion: Option<String> }
    /// One written year serves both ends of a range across the new year.
    Warning CrossesNewYear "crosses-new-year" { phrase: String, suggestion: Option<String> }
    /// Two dates side by side, read as a range.
    Warning SeparatorLost "separator-lost" { phrase: String, suggestion: Option<String> }
    /// A date outside the plan's bounds.
    Warning OutsidePlan "outside-plan" { phrase: String, suggestion: Option<String> }
    /// A range printed with its end before its start.
    Warning EndBeforeStart "end-before-start" { phrase: String, suggestion: Option<String> }
    /// A day that the calendar does not have.
    Warning NoSuchDay "no-such-day" { phrase: String, suggestion: Option<String> }
    /// A day that falls on a weekend.
    Warning Weekend "weekend" { phrase: String, suggestion: Option<String> }
    /// A day that falls on a public holiday.
    Warning Holiday "holiday" { phrase: String, suggestion: Option<String> }
    /// A duration in brackets that disagrees with the dates.
    Warning DurationDisagrees "duration-disagrees" { phrase: String, suggestion: Option<String> }
    /// Latin letters in a Cyrillic word, or the reverse.
    Warning LookAlikeLetters "look-alike-letters" { phrase: String, suggestion: Option<String> }
    /// A term read with less precision than its words suggest.
    Warning LowPrecision "low-precision" { phrase: String, suggestion: Option<String> }
    /// A term that can be read in two ways.
    Warning Ambiguous "ambiguous" { phrase: String, suggestion: Option<String> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;

    #[test]
    fn a_finding_is_reported_once() {
        let place = Place::file("content/a.md");
        let findings = ["б", "а", "б", "а", "б"].map(|name| {
            let problem = Problem::BrokenImage { target: name.to_owned(), suggestion: None };
            Diagnostic::new(problem, place.clone())
        });
        let found = Findings { list: findings.to_vec() }.sorted();
        let targets: Vec<String> = found.iter().map(|finding| finding.message(Lang::English)).collect();
        assert_eq!(targets.len(), 2, "{targets:?}");
        assert_ne!(targets[0], targets[1]);
    }

    #[test]
    fn a_size_has_words_of_the_language() {
        let problem = Problem::FileTooLarge { size: Bytes(17_301_504), limit: Bytes(16 << 20) };
        let said = Lang::ALL.map(|lang| Diagnostic::nowhere(problem.clone()).message(lang));
        assert!(
            said[0].ends_with("16,5 МБ") && said[1].ends_with("16,5 МБ") && said[2].ends_with("16.5 MB"),
            "{said:?}"
        );
    }
}
