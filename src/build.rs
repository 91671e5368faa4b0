//! The stages on one screen: sources in, output out. Nothing here knows a disk, a clock or a thread.
//!
//! Building, previewing and checking are this same build, followed by different readers of what it makes.

use std::collections::BTreeSet;

use crate::address::{Address, places};
use crate::diagnostic::Findings;
use crate::export::sitemap::{robots, sitemaps};
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
    /// The partners that its plans name, as written.
    pub partners: BTreeSet<String>,
}

/// An institution's pages.
#[derive(Debug)]
pub struct Built {
    /// Its files.
    pub output: Output,
    /// What the site's own pages need of it.
    pub summary: Summary,
    /// How many pages are among its files.
    pub pages: usize,
}

/// The site's own part.
#[derive(Debug)]
pub struct BuiltSite {
    /// Its files.
    pub output: Output,
    /// How many pages are among them.
    pub pages: usize,
}

/// Reads, resolves and assesses an institution.
pub fn understand(context: BuildContext<'_>, materials: &Materials, neighbourhood: &Neighbourhood) -> Understood {
    let Resolution { institution, outline, findings, outward, partners } =
        context.timings.measure(Stage::Resolve, || resolve(materials, context.site, neighbourhood, context.moment));
    let progress = context.timings.measure(Stage::Assess, || {
        institution.as_ref().map(|institution| assess_institution(institution, context.moment.today))
    });
    Understood { institution, progress, outline, findings, outward, partners }
}

/// Composes and renders an institution's pages, and what other programs read of it; all but what readers search.
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
    let mut count = 0;
    let mut composing = context.timings.watch(Stage::Compose);
    institution_pages(page_context, institution, progress, &mut |page| {
        count += 1;
        pages.extend(PageSummary::of(&page));
        composing.pause(|| render(context, &page, &mut output))
    })?;
    drop(composing);
    context.timings.measure(Stage::Export, || {
        let site = context.site;
        for (project, project_progress) in institution.projects.iter().zip(&progress.projects) {
            for (plan, assessed) in project.plans.iter().zip(&project_progress.plans) {
                let lang = institution.language;
                let file = |name| plan.address.file(name);
                output.insert(file(places::PLAN_JSON), plan_json::plan_json(plan, assessed, lang));
                output.insert(file(places::PLAN_CSV), plan_csv::plan_csv(plan, assessed, site.wording(lang)));
                let ics = calendar::plan_calendar(site, institution, project, plan, assessed);
                output.insert(file(places::PLAN_CALENDAR), ics);
            }
        }
        let file = |name| institution.address.file(name);
        output.insert(file(places::CALENDAR), calendar::institution_calendar(site, institution, progress));
        output.insert(file(places::FEED), feed::institution_feed(site, institution, context.moment.today));
    });
    for asset in &institution.assets {
        output.insert_copy(asset.path.clone(), asset.source.clone(), asset.hash);
    }
    redirect(context.site, institution.language, &institution.aliases, &mut output);
    let summary = summarize(institution, progress, pages);
    Ok(Built { output, summary, pages: count })
}

/// Packs what readers search of an institution.
pub fn build_index(context: BuildContext<'_>, institution: &Institution) -> Output {
    context.timings.measure(Stage::Search, || {
        let mut output = Output::new();
        let documents = search::institution_documents(institution);
        let index = search::pack(&institution.address, &institution.name, institution.language, &documents);
        publish_index(&institution.address, index, &mut output);
        output
    })
}

fn render(context: BuildContext<'_>, page: &PageView, output: &mut Output) -> Result<(), Findings> {
    let html = context.timings.measure(Stage::Render, || context.theme.render(page));
    output.insert(page.address.html_file(), html?);
    Ok(())
}

fn publish_index(folder: &Address, index: search::Index, output: &mut Output) {
    output.insert(folder.file(places::SEARCH_INDEX), index.index);
    for (name, script) in index.texts {
        output.insert(folder.file(&name), script);
    }
}

/// What the search page loads: the institutions, the site's own pages, and a large region's titles.
fn site_search(context: BuildContext<'_>, pages: &[Page], summaries: &[Summary], output: &mut Output) {
    let folder = Address::search_page();
    let documents = search::page_documents(pages, context.site.language);
    let list = search::list(&context.site.title, documents.len(), summaries);
    output.insert(folder.file(places::SEARCH_LIST), list);
    if !documents.is_empty() {
        let index = search::pack(&Address::root(), &context.site.title, context.site.language, &documents);
        publish_index(&folder, index, output);
    }
    if is_large(summaries) {
        output.insert(folder.file(places::SEARCH_TITLES), search::titles(summaries));
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
) -> Result<BuiltSite, Findings> {
    let mut output = Output::new();
    let mut count = 0;
    for page in site_pages(context.for_pages(), &resolution.pages, summaries, institution_at_root) {
        count += 1;
        render(context, &page, &mut output)?;
    }
    context.timings.measure(Stage::Search, || site_search(context, &resolution.pages, summaries, &mut output));
    output.insert(places::NOT_FOUND, context.theme.render_not_found(context.site)?);
    for (name, bytes) in context.theme.assets() {
        output.insert(name, bytes);
    }
    for asset in &resolution.assets {
        output.insert_copy(asset.path.clone(), asset.source.clone(), asset.hash);
    }
    redirect(context.site, context.site.language, &resolution.aliases, &mut output);
    if let Some(base) = &context.site.base_url {
        let pages = public_pages(&resolution.pages, summaries, institution_at_root);
        for (path, xml) in sitemaps(base, &pages) {
            output.insert(path, xml);
        }
        output.insert(places::ROBOTS, robots(base));
        for (path, image) in preview_image::images(context.site.accent) {
            output.insert(path, image);
        }
    }
    Ok(BuiltSite { output, pages: count })
}

/// The output files that every site has of its own, whatever its content: nobody else may claim them.
pub fn site_files(theme: &Theme, site: &Site, institution_at_root: bool) -> BTreeSet<String> {
    let mut files: BTreeSet<String> = theme.assets().map(|(name, _)| name.to_owned()).collect();
    files.insert(places::NOT_FOUND.to_owned());
    let search_page = Address::search_page();
    files.insert(search_page.html_file());
    let of_search = [places::SEARCH_LIST, places::SEARCH_TITLES, places::SEARCH_INDEX];
    files.extend(of_search.map(|name| search_page.file(name)));
    if !institution_at_root {
        files.insert(Address::root().html_file());
    }
    if site.base_url.is_some() {
        files.extend([places::SITEMAP, places::ROBOTS].map(str::to_owned));
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
