//! Addresses that two parts of the site claim, found by comparing their outlines.
//!
//! Each part has judged its own. Between parts this is the order: the site's own pages, then what institutions have at
//! their own homes, in the order of their folders, then earlier addresses (`aliases`) that lie elsewhere. Whoever comes
//! later is held back, so nobody's pages can be driven out by somebody else's alias.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addresses::{clash_advice, contested_folder, rival};
use super::outline::{Claimant, Homes, Neighbour, Outline, Outlines, SITE_KEY};
use crate::address::Address;
use crate::diagnostic::Problem;

/// An address that another part of the site had first.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// The key of the part that is held back.
    pub late: String,
    /// What is said of it.
    pub problem: Problem,
    /// Where it makes its claim: file, beginning and end.
    pub place: (String, u32, u32),
    /// Where the other one makes its own.
    pub other: (String, u32, u32),
}

impl Clash {
    fn new(key: &str, address: String, late: &Claimant, other: &Claimant) -> Clash {
        let advice = clash_advice(&late.path, late.kind, &other.path);
        let place = |claimant: &Claimant| (claimant.path.clone(), claimant.start, claimant.end);
        Clash {
            late: key.to_owned(),
            problem: Problem::AddressClash { address, other: other.name.clone(), advice },
            place: place(late),
            other: place(other),
        }
    }
}

/// Those whose homes lie within one another: they may clash even without an alias.
#[derive(Debug, Clone, Default)]
pub struct Crowd {
    keys: BTreeSet<String>,
}

impl Crowd {
    /// Among these institutions.
    pub fn among(institutions: &BTreeMap<String, Neighbour>) -> Crowd {
        let homes = Homes::of(institutions.iter().map(|(key, neighbour)| (key, &neighbour.address)));
        Crowd { keys: homes.neighbours().into_iter().flat_map(|(a, b)| [a.to_owned(), b.to_owned()]).collect() }
    }

    /// Whether an institution's claims can only be judged when all are known.
    pub fn may_clash(&self, key: &str, outline: &Outline, site: Option<&Outline>) -> bool {
        let with_site = || site.is_some_and(|site| !between(site, outline, key).is_empty());
        !key.is_empty() && (self.keys.contains(key) || outline.strays().next().is_some() || with_site())
    }
}

impl Outlines {
    /// Every address that two parts of the site claim, by the key of the one that is held back.
    pub fn clashes(&self) -> BTreeMap<String, Vec<Clash>> {
        let mut found: BTreeMap<String, Vec<Clash>> = BTreeMap::new();
        // A single institution has the site's own files in its own book.
        if self.by_key.contains_key("") {
            return found;
        }
        let mut add = |clash: Clash| found.entry(clash.late.clone()).or_default().push(clash);
        let site = self.by_key.get(SITE_KEY);
        for (key, outline) in self.by_key.iter().filter(|(key, _)| *key != SITE_KEY) {
            site.map(|site| between(site, outline, key)).unwrap_or_default().into_iter().for_each(&mut add);
        }
        for (earlier, later) in self.homes.neighbours() {
            if let (Some(one), Some(other)) = (self.by_key.get(earlier), self.by_key.get(later)) {
                between(one, other, later).into_iter().for_each(&mut add);
            }
        }
        let mut strays: BTreeMap<String, (&str, &Claimant)> = BTreeMap::new();
        let institutions = self.by_key.iter().filter(|(key, _)| *key != SITE_KEY);
        for (key, outline) in self.by_key.get_key_value(SITE_KEY).into_iter().chain(institutions) {
            for (file, late) in outline.strays() {
                let at_home = self.at_home(key, file).map(|(address, other)| (address, other.clone()));
                let stray = || {
                    let (address, _, (owner, other)) = rival(&strays, file)?;
                    (*owner != key).then(|| (address, Claimant::clone(other)))
                };
                match at_home.or_else(stray) {
                    Some((address, other)) => add(Clash::new(key, address, late, &other)),
                    None => drop(strays.insert(file.to_owned(), (key, late))),
                }
            }
        }
        found
    }

    /// Whoever has something at home that another one's stray claim meets.
    fn at_home(&self, key: &str, file: &str) -> Option<(String, &Claimant)> {
        let folder = format!("{file}/");
        let keys: Vec<&str> = self.homes.around(file).chain(self.homes.within(&folder)).collect();
        let others = keys.into_iter().filter(|other| *other != key).filter_map(|other| self.by_key.get(other));
        others.map(Arc::as_ref).find_map(|outline| {
            let (address, path, number) = rival(&outline.claims, file)?;
            let claimant = outline.claimants.get(*number)?;
            (!outline.is_stray(path, claimant)).then_some((address, claimant))
        })
    }
}

/// What an earlier part has at home and a later one claims at its own; where two homes are one, only that is said.
fn between(earlier: &Outline, later: &Outline, key: &str) -> Vec<Clash> {
    let home = later.home.as_ref().map_or("", Address::as_str);
    let concerns =
        |file: &str| file.starts_with(home) || home.strip_prefix(file).is_some_and(|beneath| beneath.starts_with('/'));
    let mut met = Vec::new();
    for (file, number) in earlier.claims.iter().filter(|(file, _)| concerns(file)) {
        let (Some(other), Some((address, path, number))) = (earlier.claimants.get(*number), rival(&later.claims, file))
        else {
            continue;
        };
        let Some(late) = later.claimants.get(*number) else { continue };
        if !earlier.is_stray(file, other) && !later.is_stray(path, late) {
            met.push((address, late, other));
        }
    }
    met.sort_by_key(|(address, ..)| {
        (address.trim_matches('/').matches('/').count(), !address.ends_with('/'), address.clone())
    });
    let mut contested: Vec<String> = Vec::new();
    let mut clashes = Vec::new();
    for (address, late, other) in met {
        if contested.iter().any(|folder| address.trim_start_matches('/').starts_with(folder.as_str())) {
            continue;
        }
        contested.extend(contested_folder(&address, late.kind));
        clashes.push(Clash::new(key, address, late, other));
    }
    clashes
}
