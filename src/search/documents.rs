//! What of an institution can be found: only what every reader may see.

use super::kind_word;
use crate::address::{Address, places};
use crate::locale::{Lang, numeric_date};
use crate::model::{Article, ArticleKind, Institution, Page, Plan, Project, Row, TaskText, Text};
use crate::pages::Kind;
use crate::text::one_line;

/// A page that can be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Where it lies.
    pub address: Address,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Its date, as people write it.
    pub date: Option<String>,
    /// The language it is written in.
    pub language: Lang,
    /// Other names of it, by which it is found as by its title.
    pub names: Vec<String>,
    /// Its headings and tags.
    pub headings: Vec<String>,
    /// Its text, piece by piece.
    pub pieces: Vec<Piece>,
}

/// A piece of a page's text, and the anchor that leads to it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Piece {
    /// The anchor, without the `#`.
    pub anchor: Option<String>,
    /// The text.
    pub text: String,
}

impl Document {
    fn new(address: &Address, title: &str, kind: Kind, language: Lang) -> Document {
        Document {
            address: address.clone(),
            title: title.to_owned(),
            kind,
            date: None,
            language,
            names: Vec::new(),
            headings: Vec::new(),
            pieces: Vec::new(),
        }
    }

    fn say(&mut self, text: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut().filter(|piece| piece.anchor.is_none()) {
            Some(piece) => {
                piece.text.push(' ');
                piece.text.push_str(&text);
            }
            None => self.pieces.push(Piece { anchor: None, text }),
        }
    }

    fn say_text(&mut self, text: &Option<Text>) {
        if let Some(text) = text {
            self.say(&text.plain);
        }
    }

    fn say_tasks(&mut self, tasks: &[TaskText]) {
        for task in tasks {
            self.say(&task.text.plain);
            self.say_tasks(&task.tasks);
        }
    }
}

/// Every published page of an institution, in the order of its menu.
pub fn institution_documents(institution: &Institution) -> Vec<Document> {
    if institution.draft {
        return Vec::new();
    }
    let language = institution.language;
    let mut home = Document::new(&institution.address, &institution.name, Kind::Institution, language);
    home.names.extend(institution.short_name.clone());
    home.headings.extend(institution.locality.clone());
    home.say_text(&institution.about);
    home.say(institution.postal_address.as_deref().unwrap_or_default());
    let mut documents = vec![home];
    documents.extend(page_documents(&institution.pages, language));
    for project in institution.projects.iter().filter(|project| !project.draft) {
        project_documents(project, language, &mut documents);
    }
    documents
}

/// Published pages of Markdown.
pub fn page_documents(pages: &[Page], language: Lang) -> Vec<Document> {
    pages.iter().filter(|page| !page.draft).map(|page| page_document(page, Kind::Page, language)).collect()
}

fn project_documents(project: &Project, language: Lang, documents: &mut Vec<Document>) {
    let mut passport = Document::new(&project.address, &project.title, Kind::Project, language);
    passport.names.extend(project.short_title.clone());
    passport.headings.extend(project.kind.clone());
    for text in [&project.goal, &project.idea, &project.about] {
        passport.say_text(text);
    }
    passport.say_tasks(&project.tasks);
    for phase in &project.phases {
        passport.say(&phase.title);
        passport.say_text(&phase.summary);
    }
    for person in project.lead.iter().chain(&project.consultant).chain(&project.participants) {
        for text in [&person.post, &person.name, &person.organisation].into_iter().flatten() {
            passport.say(text);
        }
    }
    for document in &project.documents {
        passport.say(&document.title);
    }
    documents.push(passport);
    documents.extend(project.plans.iter().filter(|plan| !plan.draft).map(|plan| plan_document(plan, language)));
    if !project.plans.is_empty() || !project.indicators.is_empty() {
        let title = format!("{}: {}", language.word("progress"), project.menu_title());
        let mut progress = Document::new(&project.address.progress(), &title, Kind::Progress, language);
        for indicator in &project.indicators {
            progress.say(&indicator.title);
        }
        documents.push(progress);
    }
    let lists = [
        (places::REPORTS, "menu-reports", Kind::Reports, &project.reports),
        (places::NEWS, "menu-news", Kind::News, &project.news),
    ];
    for (segment, word, kind, articles) in lists {
        let mut published = articles.iter().filter(|article| !article.page.draft).peekable();
        if published.peek().is_none() {
            continue;
        }
        let title = format!("{}: {}", language.word(word), project.menu_title());
        documents.push(Document::new(&project.address.child(segment), &title, kind, language));
        documents.extend(published.map(|article| article_document(article, language)));
    }
    documents.extend(page_documents(&project.pages, language));
}

fn article_document(article: &Article, language: Lang) -> Document {
    let kind = match article.kind {
        ArticleKind::Report => Kind::Report,
        ArticleKind::News => Kind::NewsItem,
    };
    let mut document = page_document(&article.page, kind, language);
    document.date = Some(numeric_date(article.date));
    document
}

/// A page's text is cut where its headings stand, so that a result can lead to the very section.
fn page_document(page: &Page, kind: Kind, language: Lang) -> Document {
    let mut document = Document::new(&page.address, &page.title, kind, page.language.unwrap_or(language));
    let mut next = page.headings.iter().filter(|heading| !heading.id.is_empty()).peekable();
    let mut piece = Piece::default();
    for line in page.plain.lines() {
        let line = one_line(line);
        if line.is_empty() {
            continue;
        }
        if let Some(heading) = next.next_if(|heading| one_line(&heading.text) == line) {
            let done = std::mem::replace(&mut piece, Piece { anchor: Some(heading.id.clone()), text: String::new() });
            document.pieces.push(done);
        }
        if !piece.text.is_empty() {
            piece.text.push(' ');
        }
        piece.text.push_str(&line);
    }
    document.pieces.push(piece);
    document.pieces.retain(|piece| !piece.text.is_empty());
    document.headings.extend(page.headings.iter().map(|heading| heading.text.clone()));
    // A report's title often says only what it covers: it is found as a report all the same.
    if kind == Kind::Report {
        document.headings.push(document.language.word(kind_word(kind)).into_owned());
    }
    // A summary that is not merely the text's beginning.
    let opening: String = page.summary.chars().take(40).collect();
    if !one_line(&page.plain).starts_with(opening.trim_end_matches('…')) {
        document.pieces.insert(0, Piece { anchor: None, text: one_line(&page.summary) });
    }
    document.headings.extend(page.tags.iter().map(|tag| tag.name.clone()));
    for attachment in &page.attachments {
        document.pieces.push(Piece { anchor: None, text: attachment.title.clone() });
    }
    document
}

/// One piece an activity, so that a result leads to its row.
fn plan_document(plan: &Plan, language: Lang) -> Document {
    let mut document = Document::new(&plan.address, &plan.title, Kind::Plan, language);
    document.say(&plan.caption);
    document.say_text(&plan.goal);
    document.say_tasks(&plan.tasks);
    for section in &plan.sections {
        document.headings.extend(section.title.iter().cloned());
        for activity in &section.activities {
            let mut words = Vec::new();
            row_words(&activity.row, &mut words);
            for stage in &activity.stages {
                row_words(&stage.row, &mut words);
            }
            document.pieces.push(Piece { anchor: Some(activity.anchor()), text: words.join(". ") });
        }
    }
    document
}

fn row_words(row: &Row, words: &mut Vec<String>) {
    let mut add = |text: &str| {
        let text = one_line(text);
        if !text.is_empty() {
            words.push(text.trim_end_matches('.').to_owned());
        }
    };
    if let Some(text) = &row.activity {
        add(&text.plain);
    }
    if let Some(term) = &row.term {
        add(&term.text);
    }
    for name in &row.responsible {
        add(&name.plain);
    }
    let own = row.own.iter().map(|(_, text)| text);
    for text in row.result.iter().chain(own).chain(&row.mark.text) {
        add(&text.plain);
    }
    // Reports and news among the evidence may be drafts, and are found by themselves.
    for evidence in &row.evidence {
        add(&evidence.title);
    }
}
