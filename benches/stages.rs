//! Each stage of a build alone, over the demo in `content/`: reading YAML, rendering Markdown, resolving with its terms,
//! assessing, composing, rendering, exporting, indexing, writing.
//!
//! `cargo bench --bench stages`. The throughput counts the bytes that a stage is given, or makes; the shares of a whole
//! build are told by `letopis build --timings`. Terms alone are in `terms`, photos in `pictures`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use letopis::build::{BuildContext, Understood, build_institution, understand};
use letopis::content;
use letopis::diagnostic::Findings;
use letopis::disk::{CacheFolder, OutputFolder, Reader, Tree, pictures, scan};
use letopis::export::{calendar, feed, plan_csv, plan_json};
use letopis::markdown;
use letopis::model::{Institution, Site};
use letopis::output::{Content, Output};
use letopis::pages::{PageContext, PageView, institution_pages};
use letopis::picture::is_picture;
use letopis::progress::{InstitutionProgress, assess_institution};
use letopis::resolve::{
    FileFact, Materials, Moment, Neighbour, Neighbourhood, Outlines, home_address, is_text, resolve, site_settings,
};
use letopis::search;
use letopis::source::Source;
use letopis::term::Calendar;
use letopis::theme::Theme;
use letopis::timing::Timings;

fn main() {
    divan::main();
}

/// The demo, read.
struct Demo {
    site: Site,
    theme: Theme,
    timings: Timings,
    materials: Vec<Materials>,
    neighbours: Arc<BTreeMap<String, Neighbour>>,
    outlines: Arc<Outlines>,
}

impl Demo {
    fn read() -> Demo {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let cache = CacheFolder::none();
        let reader = Reader::new(root, &cache);
        let (tree, _) = scan(root).expect("a readable checkout");
        let source = |path: &str| {
            let entry = tree.get(path).expect("a file of the demo");
            reader.source(entry).expect("a readable file").expect("text")
        };
        let document =
            content::site::read(&source("content/site.yaml"), &mut Findings::new()).expect("a sound site.yaml");
        let mut materials = Vec::new();
        let mut neighbours = BTreeMap::new();
        for entry in tree.under("content").iter().filter(|entry| entry.path.ends_with("/institution.yaml")) {
            let folder = entry.path.trim_end_matches("/institution.yaml");
            let key = folder.trim_start_matches("content/").to_owned();
            let door = content::institution::read(&source(&entry.path), &mut Findings::new()).expect("an institution");
            let address = home_address(&key, &door.placement).expect("an address");
            neighbours.insert(key.clone(), Neighbour { name: door.name, address, language: door.language });
            materials.push(institution_materials(&tree, &reader, &cache, folder, key));
        }
        let mut demo = Demo {
            site: site_settings(&document),
            theme: Theme::new(Vec::new(), document.accent).expect("a sound theme"),
            timings: Timings::by(std::time::Instant::now),
            materials,
            neighbours: Arc::new(neighbours),
            outlines: Arc::default(),
        };
        let outlines = demo.materials.iter().map(|one| (one.key.clone(), Arc::new(demo.understood(one).outline)));
        demo.outlines = Arc::new(Outlines::new(outlines.collect()));
        demo
    }

    fn moment(&self) -> Moment {
        Moment { today: NaiveDate::from_ymd_opt(2026, 11, 25).expect("a date"), drafts: false }
    }

    fn context(&self) -> BuildContext<'_> {
        let (site, theme, moment, timings) = (&self.site, &self.theme, self.moment(), &self.timings);
        BuildContext { site, theme, moment, many: true, timings }
    }

    fn page_context(&self) -> PageContext<'_> {
        let (site, today, asset_hash) = (&self.site, self.moment().today, self.theme.asset_hash());
        PageContext { site, today, many: true, asset_hash }
    }

    fn neighbourhood(&self, key: &str) -> Neighbourhood {
        Neighbourhood {
            key: key.to_owned(),
            institutions: Arc::clone(&self.neighbours),
            settings: String::new(),
            site_files: Arc::default(),
            site_uses: Arc::default(),
            page_size: self.site.page_size,
            outlines: Some(Arc::clone(&self.outlines)),
        }
    }

    fn understood(&self, materials: &Materials) -> Understood {
        understand(self.context(), materials, &self.neighbourhood(&materials.key))
    }

    fn assessed(&self) -> Vec<(Institution, InstitutionProgress)> {
        let understood = self.materials.iter().map(|materials| self.understood(materials));
        understood.map(|one| (one.institution.expect("a sound institution"), one.progress.expect("progress"))).collect()
    }

    fn outputs(&self) -> Vec<Output> {
        let build = |(institution, progress): &(Institution, InstitutionProgress)| {
            build_institution(self.context(), institution, progress).expect("a sound theme").output
        };
        self.assessed().iter().map(build).collect()
    }

    fn sources(&self, ending: &str) -> Vec<Arc<Source>> {
        let all = self.materials.iter().flat_map(|materials| &materials.sources);
        all.filter(|source| source.path.ends_with(ending)).cloned().collect()
    }

    fn views(&self) -> Vec<PageView> {
        let mut views = Vec::new();
        for (institution, progress) in &self.assessed() {
            let mut take = |view| {
                views.push(view);
                Ok::<(), ()>(())
            };
            institution_pages(self.page_context(), institution, progress, &mut take).expect("nothing that fails");
        }
        views
    }
}

fn institution_materials(tree: &Tree, reader: &Reader, cache: &CacheFolder, folder: &str, key: String) -> Materials {
    let mut materials = Materials { key, ..Materials::default() };
    for entry in tree.under(folder) {
        if is_text(&entry.path) {
            materials.sources.push(reader.source(entry).expect("a readable file").expect("text"));
            continue;
        }
        let hash = reader.hash(entry).expect("a readable file");
        let look = || pictures::look(reader.root(), entry, hash, cache, false).expect("a readable picture");
        let picture = if is_picture(&entry.path) { look() } else { None };
        materials.files.push(FileFact { path: entry.path.clone(), size: entry.size(), hash, picture });
    }
    materials
}

fn bytes_of(sources: &[Arc<Source>]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.text.len()).sum::<usize>())
}

fn bytes_made(outputs: &[Output]) -> BytesCount {
    let made = outputs.iter().flat_map(Output::iter).map(|(_, content)| match content {
        Content::Bytes(bytes) => bytes.len(),
        Content::Copy { .. } | Content::Standing(_) => 0,
    });
    BytesCount::new(made.sum::<usize>())
}

/// The plans of the demo: syntax, decoding and cross-checks.
#[divan::bench]
fn a_reading_plans(bencher: Bencher) {
    let demo = Demo::read();
    let plans: Vec<Arc<Source>> =
        demo.sources(".yaml").into_iter().filter(|source| source.path.contains("/plans/")).collect();
    bencher.counter(bytes_of(&plans)).bench_local(|| {
        for plan in &plans {
            black_box(content::plan::read(plan, &Calendar::default(), &mut Findings::new()));
        }
    });
}

/// All reports, news and pages, their links taken as they are.
#[divan::bench]
fn b_markdown(bencher: Bencher) {
    let demo = Demo::read();
    let texts = demo.sources(".md");
    bencher.counter(bytes_of(&texts)).bench_local(|| {
        for source in &texts {
            black_box(markdown::render(&source.text, &markdown::Options::default(), &mut markdown::Trusting));
        }
    });
}

/// Reading, addressing, linking and reading of terms: everything up to sound institutions.
#[divan::bench]
fn c_resolving(bencher: Bencher) {
    let demo = Demo::read();
    bencher.counter(bytes_of(&demo.sources(""))).bench_local(|| {
        for materials in &demo.materials {
            black_box(resolve(materials, &demo.site, &demo.neighbourhood(&materials.key), demo.moment()));
        }
    });
}

#[divan::bench]
fn d_assessing(bencher: Bencher) {
    let demo = Demo::read();
    let assessed = demo.assessed();
    bencher.bench_local(|| {
        for (institution, _) in &assessed {
            black_box(assess_institution(institution, demo.moment().today));
        }
    });
}

#[divan::bench]
fn e_composing(bencher: Bencher) {
    let demo = Demo::read();
    let assessed = demo.assessed();
    bencher.bench_local(|| {
        for (institution, progress) in &assessed {
            let mut take = |view| {
                black_box(view);
                Ok::<(), ()>(())
            };
            institution_pages(demo.page_context(), institution, progress, &mut take).expect("nothing that fails");
        }
    });
}

#[divan::bench]
fn f_rendering(bencher: Bencher) {
    let demo = Demo::read();
    let views = demo.views();
    let bytes: usize = views.iter().map(|view| demo.theme.render(view).expect("a sound theme").len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for view in &views {
            black_box(demo.theme.render(view)).expect("a sound theme");
        }
    });
}

/// plan.json, plan.csv, calendars and feeds.
#[divan::bench]
fn g_exporting(bencher: Bencher) {
    let demo = Demo::read();
    let assessed = demo.assessed();
    let today = demo.moment().today;
    bencher.bench_local(|| {
        for (institution, progress) in &assessed {
            for (project, project_progress) in institution.projects.iter().zip(&progress.projects) {
                for (plan, assessed) in project.plans.iter().zip(&project_progress.plans) {
                    black_box(plan_json::plan_json(plan, assessed, institution.language));
                    black_box(plan_csv::plan_csv(plan, assessed, demo.site.wording(institution.language)));
                    black_box(calendar::plan_calendar(&demo.site, institution, project, plan, assessed));
                }
            }
            black_box(calendar::institution_calendar(&demo.site, institution, progress));
            black_box(feed::institution_feed(&demo.site, institution, today));
        }
    });
}

/// What readers search.
#[divan::bench]
fn h_indexing(bencher: Bencher) {
    let demo = Demo::read();
    let assessed = demo.assessed();
    bencher.bench_local(|| {
        for (institution, _) in &assessed {
            let documents = search::institution_documents(institution);
            black_box(search::pack(&institution.address, &institution.name, institution.language, &documents));
        }
    });
}

/// Into an empty folder.
#[divan::bench]
fn i_writing(bencher: Bencher) {
    let demo = Demo::read();
    let outputs = demo.outputs();
    let place = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut turn = 0_u32;
    bencher
        .counter(bytes_made(&outputs))
        .with_inputs(|| {
            turn += 1;
            let folder = OutputFolder::open(&place.path().join(turn.to_string()), root, false).expect("a new folder");
            (folder, demo.outputs())
        })
        .bench_local_values(|(folder, outputs)| {
            for (key, output) in outputs.into_iter().enumerate() {
                folder.publish(&key.to_string(), output, &()).expect("room on the disk");
            }
            folder.finish().expect("room on the disk")
        });
}

/// Onto the same bytes: nothing is written.
#[divan::bench]
fn j_writing_nothing_new(bencher: Bencher) {
    let demo = Demo::read();
    let place = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = place.path().join("public");
    let write = |outputs: Vec<Output>| {
        let folder = OutputFolder::open(&out, root, false).expect("a folder of ours");
        for (key, output) in outputs.into_iter().enumerate() {
            folder.publish(&key.to_string(), output, &()).expect("room on the disk");
        }
        folder.finish().expect("room on the disk")
    };
    write(demo.outputs());
    bencher.counter(bytes_made(&demo.outputs())).with_inputs(|| demo.outputs()).bench_local_values(write);
}
