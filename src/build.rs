//! The stages on one screen: sources in, output out. Nothing here knows a disk, a clock or a thread.
//!
//! Building, previewing and checking are this same build, followed by different readers of what it makes.

use std::collections::BTreeSet;

use crate::address::Address;
use crate::diagnostic::Findings;
use crate::export::sitemap::{ROBOTS_FILE, SITEMAP_FILE, robots, sitemap};
use crate::export::{calendar, feed, plan_csv, plan_json};
use crate::locale::Lang;
use crate::model::{Alias, Institution, Page, Site};
use crate::output::Output;
use crate::pages::{
    PageContext, PageSummary, PageView, Summary, institution_pages, is_large, public_pages, redirect_page, site_pages,
    summarize,
};
use crate::preview_image;
use crate::progress::{InstitutionProgress, assess_institution};
use crate::resolve::{Materials, Moment, Neighbourhood, Outline, Resolution, SiteResolution, resolve};
use crate::search;
use crate::theme::Theme;
use crate::timing::{Stage, Timings};

/// The page of a wrong address, which servers look for under this name.
const NOT_FOUND_FILE: &str = "404.html";

/// What all institutions of a build share.
#[derive(Debug, Clone, Copy)]
pub struct BuildContext<'a> {
    /// The site's settings.
    pub site: &'a Site,
    /// The look.
    pub theme: &'a Theme,
    /// The date, and whether drafts are shown.
    pub moment: Moment,
    /// Whether the site has more than one institution.
    pub many: bool,
    /// Whether what readers search is packed: an edit's way to the preview does without.
    pub index: bool,
    /// Where the time goes.
    pub timings: &'a Timings,
}

impl BuildContext<'_> {
    fn for_pages(&self) -> PageContext<'_> {
        PageContext { site: self.site, today: self.moment.today, many: self.many, asset_hash: self.theme.asset_hash() }
    }
}

/// An institution that was read and found to be what it is.
#[derive(Debug)]
pub struct Understood {
    /// The institution; none where it has errors or is not published.
    pub institution: Option<Institution>,
    /// How it stands.
    pub progress: Option<InstitutionProgress>,
    /// Its addresses, for others' links.
    pub outline: Outline,
    /// What was found wrong or doubtful.
    pub findings: Findings,
    /// What it links to in other institutions.
    pub outward: BTreeSet<String>,
}

/// An institution's pages.
#[derive(Debug)]
pub struct Built {
    /// Its files.
    pub output: Output,
    /// What the site's own pages need of it.
    pub summary: Summary,
}

/// Reads, resolves and assesses an institution.
pub fn understand(context: BuildContext<'_>, materials: &Materials, neighbourhood: &Neighbourhood) -> Understood {
    let Resolution { institution, outline, findings, outward } =
        context.timings.measure(Stage::Resolve, || resolve(materials, context.site, neighbourhood, context.moment));
    let progress = context.timings.measure(Stage::Assess, || {
        institution.as_ref().map(|institution| assess_institution(institution, context.moment.today))
    });
    Understood { institution, progress, outline, findings, outward }
}

/// Composes and renders an institution's pages, and what other programs read of it.
///
/// # Errors
/// The template that failed.
pub fn build_institution(
    context: BuildContext<'_>,
    institution: &Institution,
    progress: &InstitutionProgress,
) -> Result<Built, Findings> {
    let page_context = context.for_pages();
    let mut output = Output::new();
    let mut pages = Vec::new();
    institution_pages(page_context, institution, progress, &mut |page| {
        render(context, &page, &mut output, &mut pages)
    })?;
    context.timings.measure(Stage::Export, || {
        let site = context.site;
        for (project, project_progress) in institution.projects.iter().zip(&progress.projects) {
            for (plan, assessed) in project.plans.iter().zip(&project_progress.plans) {
                let lang = institution.language;
                let file = |name| plan.address.file(name);
                output.insert(file("plan.json"), plan_json::plan_json(plan, assessed, lang));
                output.insert(file("plan.csv"), plan_csv::plan_csv(plan, assessed, site.wording(lang)));
                let ics = calendar::plan_calendar(site, institution, project, plan, assessed);
                output.insert(file("plan.ics"), ics);
            }
        }
        let file = |name| institution.address.file(name);
        output.insert(file("calendar.ics"), calendar::institution_calendar(site, institution, progress));
        output.insert(file("feed.xml"), feed::institution_feed(site, institution, context.moment.today));
    });
    for asset in &institution.assets {
        output.insert_copy(asset.path.clone(), asset.source.clone(), asset.hash);
    }
    if context.index {
        context.timings.measure(Stage::Search, || {
            let documents = search::institution_documents(institution);
            let lang = institution.language;
            let index = search::pack(&institution.address, &institution.name, lang, &documents);
            publish_index(&institution.address, index, &mut output);
        });
    }
    redirect(context.site, institution.language, &institution.aliases, &mut output);
    let summary = summarize(institution, progress, pages);
    Ok(Built { output, summary })
}

fn render(
    context: BuildContext<'_>,
    page: &PageView,
    output: &mut Output,
    pages: &mut Vec<PageSummary>,
) -> Result<(), Findings> {
    pages.extend(PageSummary::of(page));
    let html = context.timings.measure(Stage::Render, || context.theme.render(page));
    output.insert(page.address.html_file(), html?);
    Ok(())
}

fn publish_index(folder: &Address, index: search::Index, output: &mut Output) {
    output.insert(folder.file(search::INDEX_FILE), index.index);
    for (name, script) in index.texts {
        output.insert(folder.file(&name), script);
    }
}

/// What the search page loads: the institutions, the site's own pages, and a large region's titles.
fn site_search(context: BuildContext<'_>, pages: &[Page], summaries: &[Summary], output: &mut Output) {
    let folder = Address::root().child("search");
    let documents = search::page_documents(pages, context.site.language);
    let list = search::list(&context.site.title, documents.len(), summaries);
    output.insert(folder.file(search::LIST_FILE), list);
    if !documents.is_empty() {
        let index = search::pack(&Address::root(), &context.site.title, context.site.language, &documents);
        publish_index(&folder, index, output);
    }
    if is_large(summaries) {
        output.insert(folder.file(search::TITLES_FILE), search::titles(summaries));
    }
}

/// The site's own part: index, further pages, search, assets, sitemap. `summaries` stand in the order of the keys.
///
/// # Errors
/// The template that failed.
pub fn build_site(
    context: BuildContext<'_>,
    resolution: &SiteResolution,
    summaries: &[Summary],
    institution_at_root: bool,
) -> Result<Output, Findings> {
    let mut output = Output::new();
    let mut pages = Vec::new();
    for page in site_pages(context.for_pages(), &resolution.pages, summaries, institution_at_root) {
        render(context, &page, &mut output, &mut pages)?;
    }
    context.timings.measure(Stage::Search, || site_search(context, &resolution.pages, summaries, &mut output));
    output.insert(NOT_FOUND_FILE, context.theme.render_not_found(context.site)?);
    for (name, bytes) in context.theme.assets() {
        output.insert(name, bytes);
    }
    for asset in &resolution.assets {
        output.insert_copy(asset.path.clone(), asset.source.clone(), asset.hash);
    }
    redirect(context.site, context.site.language, &resolution.aliases, &mut output);
    if let Some(base) = &context.site.base_url {
        let pages = public_pages(&resolution.pages, summaries, institution_at_root);
        output.insert(SITEMAP_FILE, sitemap(base, &pages));
        output.insert(ROBOTS_FILE, robots(base));
        for (path, image) in preview_image::images(context.site.accent) {
            output.insert(path, image);
        }
    }
    Ok(output)
}

/// The output files that every site has of its own, whatever its content: nobody else may claim them.
pub fn site_files(theme: &Theme, site: &Site, institution_at_root: bool) -> BTreeSet<String> {
    let mut files: BTreeSet<String> = theme.assets().map(|(name, _)| name.to_owned()).collect();
    files.insert(NOT_FOUND_FILE.to_owned());
    let search_page = Address::root().child("search");
    files.insert(search_page.html_file());
    files.extend([search::LIST_FILE, search::TITLES_FILE, search::INDEX_FILE].map(|name| search_page.file(name)));
    if !institution_at_root {
        files.insert(Address::root().html_file());
    }
    if site.base_url.is_some() {
        files.extend([SITEMAP_FILE, ROBOTS_FILE].map(str::to_owned));
        files.extend(preview_image::Motif::ALL.map(|motif| motif.path().to_owned()));
    }
    files
}

/// A page at each earlier address that sends its reader on.
fn redirect(site: &Site, lang: Lang, aliases: &[Alias], output: &mut Output) {
    for alias in aliases {
        output.insert(alias.file.clone(), redirect_page(site, lang, alias));
    }
}
