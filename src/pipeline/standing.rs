//! What stands from an earlier build though nothing builds it in this run: on an error nothing of it may be lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fate::Fate;
use super::survey::{InstitutionFolder, Survey};
use super::{Destination, Records, SITE_KEY};
use crate::diagnostic::Problem;
use crate::resolve::{Neighbour, Outline};

/// An institution that stands, whose projects are there still, and whose `institution.yaml` is not: lost, misnamed, or
/// a link that leads out.
pub(super) struct Orphan {
    /// Its folder, from the root.
    pub folder: String,
    /// What others may link to, as far as it is known: nothing of it is judged.
    pub outline: Arc<Outline>,
    /// How others know it.
    pub neighbour: Neighbour,
}

/// The institutions to which projects outside of any belonged, by key.
pub(super) fn orphans(survey: &Survey, records: &Records, destination: &dyn Destination) -> BTreeMap<String, Orphan> {
    let outside = survey.findings.iter().filter(|found| matches!(found.problem, Problem::ProjectOutsideInstitution {}));
    let mut orphans = BTreeMap::new();
    for path in outside.filter_map(|found| found.file()) {
        for (end, _) in path.match_indices('/') {
            let folder = path.get(..end).unwrap_or_default();
            let Some(key) = folder.strip_prefix("content").map(|key| key.trim_start_matches('/')) else { continue };
            if orphans.contains_key(key) || survey.folders.iter().any(|known| known.key == key) {
                continue;
            }
            let Some(summary) = destination.standing(key) else { continue };
            let known = records.parts.get(key).map(|record| Outline::clone(&record.outline));
            let outline = known.unwrap_or_default().in_doubt(Some(summary.address.clone()));
            let name = summary.short_name.unwrap_or(summary.name);
            let language = Some(summary.language).filter(|language| *language != survey.site.language);
            let neighbour = Neighbour { name, address: summary.address, language };
            let orphan = Orphan { folder: folder.to_owned(), outline: Arc::new(outline), neighbour };
            orphans.insert(key.to_owned(), orphan);
        }
    }
    orphans
}

/// The keys of all that stays as it stands because of an error.
///
/// An institution whose folder is gone is removed. But a folder that was renamed and has an error in it looks like one
/// that is gone beside one that was never built: while there is such a one, nothing is removed.
pub(super) fn left_standing(
    survey: &Survey,
    orphans: &BTreeMap<String, Orphan>,
    fates: &[(&InstitutionFolder, Fate)],
    destination: &dyn Destination,
) -> BTreeSet<String> {
    let standing: BTreeSet<String> = destination.standing_keys().into_iter().filter(|key| key != SITE_KEY).collect();
    let failed = fates.iter().filter(|(_, fate)| matches!(fate, Fate::Failed { .. })).map(|(folder, _)| &folder.key);
    let (mut left, never_built): (BTreeSet<String>, BTreeSet<String>) =
        failed.cloned().partition(|key| standing.contains(key));
    left.extend(orphans.keys().cloned());
    if !never_built.is_empty() {
        let known: BTreeSet<&str> = survey.folders.iter().map(|folder| folder.key.as_str()).collect();
        left.extend(standing.into_iter().filter(|key| !known.contains(key.as_str())));
    }
    left
}
