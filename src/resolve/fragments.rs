//! Links to a place on a page, judged once every page has its ids.

use std::collections::BTreeMap;

use super::Neighbourhood;
use super::links::Found;
use super::references::References;
use crate::address::{Address, heading_id};
use crate::content::nearest_word;
use crate::diagnostic::{Findings, Problem};
use crate::model::{Activity, Institution};

/// The ids of an institution's pages, by output file. A plan of which not every row could be read is not among them: what
/// leads into it is not judged.
pub(super) fn ids_by_file(institution: &Institution, references: &References) -> BTreeMap<String, Vec<String>> {
    let pages = institution.pages.iter().chain(institution.projects.iter().flat_map(|project| {
        let articles = project.reports.iter().chain(&project.news).map(|article| &article.page);
        project.pages.iter().chain(articles)
    }));
    let mut ids: BTreeMap<String, Vec<String>> =
        pages.map(|page| (page.address.html_file(), page.ids.clone())).collect();
    let is_whole =
        |address: &Address| references.plans.iter().all(|plan| plan.address != *address || plan.rows.is_some());
    for plan in institution.projects.iter().flat_map(|project| &project.plans).filter(|plan| is_whole(&plan.address)) {
        let sections = (1..=plan.sections.len()).map(|ordinal| format!("s-{ordinal}"));
        let anchors = plan.activities().map(Activity::anchor).chain(sections).collect();
        ids.insert(plan.address.html_file(), anchors);
    }
    ids
}

/// Reports every fragment that its page does not have.
pub(super) fn check_fragments(
    found: &Found,
    ids: &BTreeMap<String, Vec<String>>,
    neighbourhood: &Neighbourhood,
    findings: &mut Findings,
) {
    for fragment in &found.fragments {
        let outside = neighbourhood.outlines.as_ref().and_then(|outlines| outlines.ids(&fragment.file));
        // A page that the program makes (a list, a passport) has ids of the theme's own.
        let Some(known) = ids.get(&fragment.file).map(Vec::as_slice).or(outside) else { continue };
        if known.contains(&fragment.id) {
            continue;
        }
        let near = |id: &str| nearest_word(id, known.iter().map(String::as_str));
        // `#итоги` is what the heading says, `itogi` is its id.
        let suggestion = near(&heading_id(&fragment.id)).or_else(|| near(&fragment.id));
        let problem =
            Problem::BrokenFragment { target: fragment.target.clone(), fragment: fragment.id.clone(), suggestion };
        findings.report(problem, fragment.place.clone());
    }
}
