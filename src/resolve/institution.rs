//! Documents into the nouns of the model, once every address is known.

use std::collections::BTreeMap;

use super::links::{Here, Links};
use super::materials::{Documents, Materials, PageFile, ProjectFolder};
use super::references::Writer;
use super::{Moment, articles, plans};
use crate::address::Address;
use crate::content::Task;
use crate::content::institution::InstitutionDocument;
use crate::content::keys::Key;
use crate::content::project::DocumentEntry;
use crate::diagnostic::Problem;
use crate::locale::Lang;
use crate::markdown::Options;
use crate::model::{
    ActivityAddress, Alias, Document, Institution, Page, PageTag, Phase, Project, Site, Tag, Target, TaskText, Text,
};
use crate::source::{Place, Spanned};
use crate::term::Calendar;

/// Makes the nouns of the model, once every address is known.
pub(super) struct Resolver<'a> {
    pub site: &'a Site,
    pub links: &'a Links<'a>,
    pub moment: Moment,
    pub materials: &'a Materials,
    pub home: &'a Address,
}

impl Resolver<'_> {
    pub fn institution(&self, document: &InstitutionDocument, documents: &Documents, aliases: &[Alias]) -> Institution {
        let language = document.language.unwrap_or(self.site.language);
        let here = Here { page: self.home, source: &document.source, writer: Writer::at(self.moment.today) };
        let calendar = self.site.calendar.with(&document.calendar);
        let mut projects: Vec<Project> = Vec::new();
        for (index, folder) in documents.projects.iter().enumerate() {
            projects.extend(self.project(index, folder, language, &calendar));
        }
        projects.sort_by_key(|project| (project.order.unwrap_or(i64::MAX), project.folder.clone()));
        let mut pages: Vec<Page> =
            documents.pages.iter().filter_map(|page| self.page(page, None, language, Options::page)).collect();
        articles::sort_pages(&mut pages);
        Institution {
            key: self.materials.key.clone(),
            address: self.home.clone(),
            name: document.name.clone(),
            short_name: document.short_name.clone(),
            locality: document.locality.clone(),
            postal_address: document.address.clone(),
            phone: document.phone.clone(),
            email: document.email.clone(),
            website: document.website.clone(),
            logo: document.logo.as_ref().and_then(|logo| self.links.picture(logo, here)),
            head: document.head.clone(),
            about: self.optional(document.about.as_ref(), here, language, "about"),
            language,
            country: calendar.country(),
            order: document.placement.order,
            draft: document.placement.draft,
            projects,
            pages,
            assets: Vec::new(),
            aliases: aliases.to_vec(),
        }
    }

    pub fn optional(
        &self,
        text: Option<&Spanned<String>>,
        here: Here<'_>,
        language: Lang,
        prefix: &str,
    ) -> Option<Text> {
        text.map(|text| self.links.cell(text, here, &Options::cell(language, prefix)))
    }

    pub fn tasks(&self, tasks: &[Task], here: Here<'_>, language: Lang, prefix: &str) -> Vec<TaskText> {
        let one = |(index, task): (usize, &Task)| {
            let prefix = format!("{prefix}-{index}");
            let text = self.links.cell(&task.text, here, &Options::cell(language, prefix.clone()));
            TaskText { text, tasks: self.tasks(&task.tasks, here, language, &prefix) }
        };
        tasks.iter().enumerate().map(one).collect()
    }

    fn project(&self, index: usize, folder: &ProjectFolder, language: Lang, calendar: &Calendar) -> Option<Project> {
        let document = &folder.document;
        let located = self.links.book.located.get(&document.source.path)?;
        let address = located.page.clone().filter(|_| located.published)?;
        let writer = Writer { project: Some(index), ..Writer::at(self.moment.today) };
        let here = Here { page: &address, source: &document.source, writer };
        let mut articles: Vec<_> = folder.pages.iter().filter_map(|page| self.article(page, index, language)).collect();
        articles::sort_articles(&mut articles);
        let documents: Vec<Document> = document.documents.iter().map(|entry| self.document(entry, here)).collect();
        let mut plans: Vec<_> = folder
            .plans
            .iter()
            .enumerate()
            .filter_map(|(number, plan)| self.plan(Writer { plan: Some(number), ..writer }, plan, language, calendar))
            .collect();
        plans::bear_witness(&mut plans, &articles, &documents);
        let is_page = |page: &&PageFile| page.document.kind == crate::content::page::PageKind::Page;
        let mut pages: Vec<Page> = (folder.pages.iter().filter(is_page))
            .filter_map(|page| self.page(page, Some(index), language, Options::page))
            .collect();
        articles::sort_pages(&mut pages);
        let (reports, news) =
            articles.into_iter().partition(|article| article.kind == crate::model::ArticleKind::Report);
        let phase = |(number, phase): (usize, &crate::content::project::PhaseDocument)| Phase {
            title: phase.title.clone(),
            period: phase.period.clone(),
            summary: self.optional(phase.summary.as_ref(), here, language, &format!("phase-{number}")),
        };
        let mut project = Project {
            folder: folder.folder.clone(),
            title: document.title.clone(),
            short_title: document.short_title.clone(),
            kind: document.kind.clone(),
            period: document.period.clone(),
            goal: self.optional(document.goal.as_ref(), here, language, "goal"),
            tasks: self.tasks(&document.tasks, here, language, "task"),
            idea: self.optional(document.idea.as_ref(), here, language, "idea"),
            lead: document.lead.clone(),
            consultant: document.consultant.clone(),
            participants: document.participants.clone(),
            phases: document.phases.iter().enumerate().map(phase).collect(),
            documents,
            indicators: document.indicators.clone(),
            about: self.optional(document.about.as_ref(), here, language, "about"),
            archived: document.archived,
            order: document.placement.order,
            draft: document.placement.draft,
            plans,
            reports,
            news,
            pages,
            tags: Vec::new(),
            address,
        };
        project.tags = tags_of(&project);
        Some(project)
    }

    fn document(&self, entry: &DocumentEntry, here: Here<'_>) -> Document {
        let date = entry.date.unwrap_or(here.writer.date);
        let of_its_date = Here { writer: Writer { date, ..here.writer }, ..here };
        Document {
            title: entry.title.clone(),
            target: self.target(entry.file.as_ref(), entry.url.as_ref(), here),
            date: entry.date,
            number: entry.number.clone(),
            kind: entry.kind.clone(),
            activities: self.activities(&entry.activities, of_its_date),
        }
    }

    pub fn target(&self, file: Option<&Spanned<String>>, url: Option<&String>, here: Here<'_>) -> Target {
        match (file, url) {
            (Some(file), _) => self.links.file(Key::File, file, here),
            (None, Some(url)) => Target::Elsewhere(url.clone()),
            (None, None) => Target::Nowhere,
        }
    }

    /// The activities that a list of references means; what is wrong with one is reported.
    pub fn activities(&self, references: &[Spanned<String>], here: Here<'_>) -> Vec<ActivityAddress> {
        let mut found = Vec::new();
        for reference in references {
            let place = Place::new(here.source, reference.span);
            let written = reference.value.strip_prefix("plan:").unwrap_or(&reference.value);
            let report = |problem| self.links.found.borrow_mut().findings.report(problem, place);
            match self.links.references.find(written, here.writer) {
                Ok(resolved) if !resolved.published => {
                    report(Problem::LinkUnpublished { target: reference.value.clone() });
                }
                Ok(resolved) => match resolved.address {
                    Some(address) if !found.contains(&address) => found.push(address),
                    Some(_) => {}
                    None => report(Problem::UnknownActivity {
                        reference: reference.value.clone(),
                        plan: written.trim_end_matches('#').to_owned(),
                        suggestion: None,
                    }),
                },
                Err(Some(problem)) => report(problem),
                Err(None) => {}
            }
        }
        found
    }
}

/// The tags of a project's reports and news; what a tag is called is how it is written first.
fn tags_of(project: &Project) -> Vec<Tag> {
    let articles = project.reports.iter().chain(&project.news);
    let mut tags: BTreeMap<&str, Tag> = BTreeMap::new();
    for PageTag { name, segment } in articles.flat_map(|article| &article.page.tags) {
        let address = || project.address.tag(segment);
        tags.entry(segment).or_insert_with(|| Tag { name: name.clone(), address: address() });
    }
    let mut tags: Vec<Tag> = tags.into_values().collect();
    tags.sort_by_key(|tag| crate::locale::collation_key(&tag.name));
    tags
}
