use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::*;
use crate::build::{
    BuildFault, Cache, Listed, Memory, Only, Order, Planned, Progress, Remembering, Rendering,
    Summary, build,
};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Scope;
use crate::render::{Fetch, Seekable, StreamFault};

#[derive(Debug, Clone)]
struct Item {
    path: OutputPath,
    partner: Option<PartnerId>,
    needs: Vec<OutputPath>,
    /// Stands for what it is made of beside its needs.
    version: u32,
}

impl Listed for Item {
    fn path(&self) -> &OutputPath {
        &self.path
    }

    fn kind(&self) -> Kind {
        Kind::Page
    }

    fn partner(&self) -> Option<&PartnerId> {
        self.partner.as_ref()
    }
}

/// A shared picture; for each partner a page of it and a kit of both.
#[derive(Default)]
struct Plan {
    pub scopes: BTreeMap<Scope, Vec<Item>>,
}

impl Plan {
    fn of(partners: usize) -> Plan {
        let mut plan = Plan::default();
        plan.add(Scope::Shared, "picture", &[]);
        for number in 0..partners {
            let scope = Scope::Partner(PartnerId::parse(&format!("p{number}")).unwrap());
            plan.add(
                scope.clone(),
                &format!("kits/p{number}"),
                &[&format!("pages/p{number}"), "picture"],
            );
            plan.add(scope, &format!("pages/p{number}"), &["picture"]);
        }
        plan
    }

    fn add(&mut self, scope: Scope, name: &str, needs: &[&str]) {
        let partner = match &scope {
            Scope::Shared => None,
            Scope::Partner(id) => Some(id.clone()),
        };
        let needs = needs.iter().map(|need| path(need)).collect();
        self.scopes.entry(scope).or_default().push(Item {
            path: path(name),
            partner,
            needs,
            version: 0,
        });
    }
}

impl Planned for Plan {
    type Item = Item;

    fn scopes(&self) -> Vec<Scope> {
        self.scopes.keys().cloned().collect()
    }

    fn expand(&self, scope: &Scope) -> Vec<Item> {
        self.scopes[scope].clone()
    }

    fn find(&self, path: &OutputPath) -> Option<Item> {
        self.scopes.values().flatten().find(|item| item.path == *path).cloned()
    }

    fn scopes_below(&self, _: &str) -> Vec<Scope> {
        self.scopes()
    }

    fn needs(&self, item: &Item) -> Vec<OutputPath> {
        item.needs.clone()
    }

    fn copy_of(&self, item: &Item) -> Option<OutputPath> {
        item.path.as_str().starts_with("copies/").then(|| item.needs[0].clone())
    }

    fn key(&self, item: &Item) -> Option<blake3::Hash> {
        Some(blake3::hash(format!("{} {}", item.path, item.version).as_bytes()))
    }

    fn scope_key(&self, scope: &Scope) -> Option<blake3::Hash> {
        let all: Vec<_> = match scope {
            Scope::Shared => self.scopes.values().flatten().collect(),
            own => self.scopes[&Scope::Shared].iter().chain(&self.scopes[own]).collect(),
        };
        Some(blake3::hash(format!("{all:?}").as_bytes()))
    }
}

/// Makes of each item its path and, in brackets, what it needs.
#[derive(Default)]
struct Renderer {
    rendered: Mutex<Vec<String>>,
    failing: Vec<&'static str>,
    /// What somebody takes away from the output meanwhile.
    taken: Option<std::path::PathBuf>,
}

impl Rendering<Item> for Renderer {
    fn render(&self, item: &Item, fetch: &dyn Fetch) -> Result<Vec<u8>, Vec<Diagnostic>> {
        self.rendered.lock().unwrap().push(item.path.to_string());
        if let Some(taken) = &self.taken {
            let _ = fs::remove_file(taken);
        }
        if self.failing.contains(&item.path.as_str()) {
            return Err(vec![Diagnostic::placeless(
                Severity::Error,
                Code::Template,
                format!("bad {}", item.path),
            )]);
        }
        let version = if item.version == 0 { String::new() } else { item.version.to_string() };
        let mut text = format!("{}{version}(", item.path).into_bytes();
        for need in &item.needs {
            let bytes = fetch.bytes(need)?;
            assert_eq!(fetch.size(need)?, bytes.len() as u64);
            text.extend(bytes);
        }
        text.push(b')');
        Ok(text)
    }

    fn is_streamed(&self, item: &Item) -> bool {
        item.path.as_str().starts_with("kits/")
    }

    fn stream(
        &self,
        item: &Item,
        fetch: &dyn Fetch,
        file: &mut dyn Seekable,
    ) -> Result<(), StreamFault> {
        Ok(file.write_all(&self.render(item, fetch)?)?)
    }
}

#[derive(Default)]
struct Count {
    planned: AtomicUsize,
    done: AtomicUsize,
}

impl Progress<Item> for Count {
    fn parts(&self, _: usize) {}

    fn planned(&self, more: usize) {
        self.planned.fetch_add(more, Ordering::Relaxed);
    }

    fn done(&self, _: &Item) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

fn order(out: &Path, only: &[&str], jobs: usize) -> Order<'static> {
    let patterns: Vec<String> = only.iter().map(|&pattern| pattern.to_owned()).collect();
    Order {
        out: Box::leak(out.to_owned().into_boxed_path()),
        inputs: &[],
        only: Only::new(&patterns),
        jobs: NonZeroUsize::new(jobs),
        promokit: "0.1.0",
        as_of: today(),
        memory: None,
        judge: None,
    }
}

fn run(plan: &Plan, renderer: &Renderer, out: &Path, only: &[&str]) -> Result<Summary, BuildFault> {
    build(plan, renderer, order(out, only, 2), &Count::default(), &AtomicBool::new(false))
}

#[test]
fn everything_is_made_once_in_the_order_of_needs() {
    let out = tempfile::tempdir().unwrap();
    let (renderer, count) = (Renderer::default(), Count::default());
    let summary =
        build(&Plan::of(20), &renderer, order(out.path(), &[], 4), &count, &AtomicBool::new(false))
            .unwrap();
    assert_eq!(
        (summary.files, summary.written, summary.unchanged, summary.removed),
        (41, 41, 0, 0)
    );
    assert_eq!((count.planned.into_inner(), count.done.into_inner()), (41, 41));
    assert_eq!(renderer.rendered.into_inner().unwrap().len(), 41);
    let tree = tree(out.path());
    assert_eq!(tree["kits/p7"], "kits/p7(pages/p7(picture())picture())");
    assert_eq!(summary.bytes, tree.values().map(|text| text.len() as u64).sum::<u64>());
}

#[test]
fn threads_do_not_change_the_output() {
    let (one, many) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (out, jobs) in [(&one, 1), (&many, 8)] {
        let order = order(out.path(), &[], jobs);
        build(
            &Plan::of(30),
            &Renderer::default(),
            order,
            &Count::default(),
            &AtomicBool::new(false),
        )
        .unwrap();
    }
    assert_eq!(tree(one.path()), tree(many.path()));
    let manifest = |out: &tempfile::TempDir| fs::read(out.path().join("manifest.json")).unwrap();
    assert_eq!(manifest(&one), manifest(&many));
}

#[test]
fn a_part_makes_what_it_is_made_of_but_does_not_publish_it() {
    let out = tempfile::tempdir().unwrap();
    let renderer = Renderer::default();
    let summary = run(&Plan::of(3), &renderer, out.path(), &["kits"]).unwrap();
    assert_eq!(summary.files, 3);
    assert_eq!(tree(out.path()).into_keys().collect::<Vec<_>>(), ["kits/p0", "kits/p1", "kits/p2"]);
    let mut rendered = renderer.rendered.into_inner().unwrap();
    rendered.sort();
    rendered.dedup();
    assert_eq!(rendered.len(), 7, "each once: {rendered:?}");
    let whole = run(&Plan::of(3), &Renderer::default(), out.path(), &[]).unwrap();
    assert_eq!((whole.written, whole.unchanged), (4, 3));
}

#[test]
fn a_pattern_without_a_match_is_said() {
    let out = tempfile::tempdir().unwrap();
    let result = run(&Plan::of(1), &Renderer::default(), out.path(), &["kitz/*"]);
    assert!(matches!(result, Err(BuildFault::NothingMatches(_))), "{result:?}");
}

#[test]
fn every_fault_is_found_and_the_output_stays() {
    let out = tempfile::tempdir().unwrap();
    run(&Plan::of(3), &Renderer::default(), out.path(), &[]).unwrap();
    let before = tree(out.path());
    let renderer = Renderer { failing: vec!["pages/p0", "pages/p2"], ..Renderer::default() };
    let Err(BuildFault::Findings(findings)) = run(&Plan::of(4), &renderer, out.path(), &[]) else {
        panic!("built")
    };
    let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["bad pages/p0", "bad pages/p2"], "the kits say nothing more");
    assert_eq!(tree(out.path()), before);
}

#[test]
fn a_need_that_nobody_makes_is_a_finding() {
    let out = tempfile::tempdir().unwrap();
    let mut plan = Plan::of(0);
    plan.add(Scope::Shared, "page", &["nowhere"]);
    let Err(BuildFault::Findings(findings)) = run(&plan, &Renderer::default(), out.path(), &[])
    else {
        panic!("built")
    };
    assert!(findings[0].message.contains("`nowhere`"), "{findings:?}");
}

#[test]
fn needs_in_a_circle_end_the_build() {
    let out = tempfile::tempdir().unwrap();
    let mut plan = Plan::of(0);
    plan.add(Scope::Shared, "a", &["b"]);
    plan.add(Scope::Shared, "b", &["a"]);
    assert!(matches!(
        run(&plan, &Renderer::default(), out.path(), &[]),
        Err(BuildFault::Broken(_))
    ));
}

#[test]
fn two_artifacts_of_one_path_are_refused() {
    let out = tempfile::tempdir().unwrap();
    let mut plan = Plan::of(1);
    plan.add(Scope::Shared, "pages/p0", &[]);
    let Err(BuildFault::Findings(findings)) = run(&plan, &Renderer::default(), out.path(), &[])
    else {
        panic!("built")
    };
    assert_eq!(findings[0].code, Code::Domain);
    assert!(tree(out.path()).is_empty());
}

#[test]
fn a_cancelled_build_changes_nothing() {
    let out = tempfile::tempdir().unwrap();
    let cancelled = AtomicBool::new(true);
    let result = build(
        &Plan::of(5),
        &Renderer::default(),
        order(out.path(), &[], 2),
        &Count::default(),
        &cancelled,
    );
    assert!(matches!(result, Err(BuildFault::Cancelled)));
    assert!(tree(out.path()).is_empty());
}

#[test]
fn a_damaged_manifest_is_warned_of() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("manifest.json"), "[]").unwrap();
    let summary = run(&Plan::of(1), &Renderer::default(), out.path(), &[]).unwrap();
    assert_eq!(summary.warnings.len(), 1);
    assert!(run(&Plan::of(1), &Renderer::default(), out.path(), &[]).unwrap().warnings.is_empty());
}

#[test]
fn what_is_wrong_with_all_files_together_keeps_them_from_being_published() {
    let root = tempfile::tempdir().unwrap();
    let (plan, out) = (Plan::of(1), root.path().join("output"));
    let renderer = Renderer::default();
    let judged = |severity| {
        let judge = move |_: &[crate::build::Entry]| {
            vec![Diagnostic::placeless(severity, Code::HostLimit, "too much")]
        };
        let order = Order { judge: Some(&judge), ..order(&out, &[], 1) };
        build(&plan, &renderer, order, &Count::default(), &AtomicBool::new(false))
    };
    assert!(matches!(judged(Severity::Error), Err(BuildFault::Findings(_))));
    assert!(!out.join("picture").exists());
    assert_eq!(judged(Severity::Warning).map(|summary| summary.warnings.len()).ok(), Some(1));
    assert!(out.join("picture").exists());
}

/// Builds with what was remembered; what was rendered, sorted.
fn remembering(plan: &Plan, root: &Path) -> (Summary, Vec<String>) {
    remembering_by(plan, root, Renderer::default())
}

fn remembering_by(plan: &Plan, root: &Path, renderer: Renderer) -> (Summary, Vec<String>) {
    let out = root.join("output");
    let memory = Memory::open(root, &out, None).unwrap();
    let cache = Cache::open(&root.join(".promokit"), memory.began()).unwrap();
    let order = Order {
        memory: Some(Remembering {
            memory: &memory,
            cache: &cache,
            settings: blake3::hash(b"settings"),
            time_zone: "UTC",
            is_clean: true,
            inputs: BTreeMap::new(),
        }),
        ..order(&out, &[], 2)
    };
    let summary =
        build(plan, &renderer, order, &Count::default(), &AtomicBool::new(false)).unwrap();
    let mut rendered = renderer.rendered.into_inner().unwrap();
    rendered.sort();
    (summary, rendered)
}

fn change(plan: &mut Plan, name: &str) {
    let mut items = plan.scopes.values_mut().flatten();
    items.find(|item| item.path.as_str() == name).unwrap().version += 1;
}

#[test]
fn only_what_is_affected_is_made_again() {
    let root = tempfile::tempdir().unwrap();
    let mut plan = Plan::of(3);
    plan.add(Scope::Partner(PartnerId::parse("p1").unwrap()), "copies/p1", &["kits/p1"]);
    assert_eq!(remembering(&plan, root.path()).1.len(), 7);
    let (summary, rendered) = remembering(&plan, root.path());
    assert_eq!((summary.files, summary.written, rendered.len()), (8, 0, 0));

    change(&mut plan, "pages/p1");
    let (summary, rendered) = remembering(&plan, root.path());
    assert_eq!(rendered, ["kits/p1", "pages/p1"]);
    assert_eq!((summary.written, summary.unchanged), (3, 5));
    let text = tree(&root.path().join("output"));
    assert_eq!(text["copies/p1"], "kits/p1(pages/p11(picture())picture())");

    change(&mut plan, "picture");
    assert_eq!(remembering(&plan, root.path()).1.len(), 7);
}

#[test]
fn what_somebody_did_to_the_output_is_undone() {
    let root = tempfile::tempdir().unwrap();
    let plan = Plan::of(3);
    remembering(&plan, root.path());
    let out = root.path().join("output");
    let whole = tree(&out);
    fs::write(out.join("pages/p0"), "pages/p9(picture())").unwrap();
    fs::remove_file(out.join("pages/p2")).unwrap();
    let (summary, rendered) = remembering(&plan, root.path());
    assert_eq!(rendered, ["pages/p0", "pages/p2"]);
    assert_eq!((summary.written, tree(&out)), (2, whole));
}

#[test]
fn what_is_taken_away_during_a_build_comes_back_with_the_next() {
    let root = tempfile::tempdir().unwrap();
    let mut plan = Plan::of(3);
    remembering(&plan, root.path());
    let out = root.path().join("output");
    for taken in ["pages/p0", "kits/p2"] {
        change(&mut plan, "pages/p1");
        let taken = Some(out.join(taken));
        remembering_by(&plan, root.path(), Renderer { taken, ..Renderer::default() });
        remembering(&plan, root.path());
        let clean = tempfile::tempdir().unwrap();
        remembering(&plan, clean.path());
        assert_eq!(tree(&out), tree(&clean.path().join("output")));
    }
}

#[test]
fn a_scope_that_is_gone_leaves_nothing() {
    let root = tempfile::tempdir().unwrap();
    let mut plan = Plan::of(3);
    remembering(&plan, root.path());
    plan.scopes.pop_last();
    let (summary, rendered) = remembering(&plan, root.path());
    assert_eq!((summary.removed, rendered.len()), (2, 0));
}
