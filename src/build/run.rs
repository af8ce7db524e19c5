//! Renders what is planned, on all cores, and puts it on the stage. It knows neither recipes nor
//! how anything is drawn: only what needs what.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::ids::PartnerId;
use crate::plan::{Artifact, Kind, OutputPath, Plan, Scope};
use crate::render::{Fetch, Renderer};

use super::fault::OutputFault;
use super::manifest::Entry;
use super::only::Only;
use super::order::{Circle, levels};
use super::stage::Stage;

/// What can be listed in a manifest.
pub trait Listed: Clone + Send + Sync {
    fn path(&self) -> &OutputPath;
    fn kind(&self) -> Kind;
    /// `None` when partners share it.
    fn partner(&self) -> Option<&PartnerId>;
}

impl Listed for Artifact {
    fn path(&self) -> &OutputPath {
        &self.path
    }

    fn kind(&self) -> Kind {
        self.kind
    }

    fn partner(&self) -> Option<&PartnerId> {
        self.partner.as_ref()
    }
}

/// The plan, as far as a build has to know it. An artifact may need others of its own scope and of
/// the shared one.
pub trait Planned: Sync {
    type Item: Listed;

    /// Sorted, the shared scope first.
    fn scopes(&self) -> Vec<Scope>;
    fn expand(&self, scope: &Scope) -> Vec<Self::Item>;
    fn find(&self, path: &OutputPath) -> Option<Self::Item>;
    /// What `item` is made of. Never in a circle.
    fn needs(&self, item: &Self::Item) -> Vec<OutputPath>;
}

impl Planned for Plan<'_> {
    type Item = Artifact;

    fn scopes(&self) -> Vec<Scope> {
        Plan::scopes(self)
    }

    fn expand(&self, scope: &Scope) -> Vec<Artifact> {
        Plan::expand(self, scope)
    }

    fn find(&self, path: &OutputPath) -> Option<Artifact> {
        Plan::find(self, path)
    }

    fn needs(&self, artifact: &Artifact) -> Vec<OutputPath> {
        Plan::needs(self, artifact)
    }
}

impl Rendering<Artifact> for Renderer<'_, '_> {
    fn render(&self, artifact: &Artifact, fetch: &dyn Fetch) -> Result<Vec<u8>, Vec<Diagnostic>> {
        Renderer::render(self, artifact, fetch)
    }
}

/// Makes artifacts.
pub trait Rendering<I>: Sync {
    /// The bytes of `item`; those of what it needs come from `fetch`.
    ///
    /// # Errors
    /// What is wrong with the content; empty if a needed artifact's findings say it already.
    fn render(&self, item: &I, fetch: &dyn Fetch) -> Result<Vec<u8>, Vec<Diagnostic>>;
}

/// Told how far a build is; called from many threads.
pub trait Progress<I>: Sync {
    /// So many artifacts more are to be made.
    fn planned(&self, more: usize);
    fn done(&self, item: &I);
}

/// Everything that a run works with.
pub(super) struct Run<'a, P: Planned, R> {
    pub plan: &'a P,
    pub renderer: &'a R,
    pub stage: &'a Stage,
    pub progress: &'a dyn Progress<P::Item>,
    pub cancelled: &'a AtomicBool,
}

/// Why a run did not come to its end.
#[derive(Debug)]
pub(super) enum RunFault {
    Findings(Vec<Diagnostic>),
    Output(OutputFault),
    Circle(Circle),
    Cancelled,
}

/// What is wanted of an item.
#[derive(Clone)]
struct Task<I> {
    item: I,
    /// Else it only serves to make others.
    publish: bool,
}

impl<I: Listed> Listed for Task<I> {
    fn path(&self) -> &OutputPath {
        self.item.path()
    }

    fn kind(&self) -> Kind {
        self.item.kind()
    }

    fn partner(&self) -> Option<&PartnerId> {
        self.item.partner()
    }
}

impl<P: Planned, R: Rendering<P::Item>> Run<'_, P, R> {
    /// Makes everything, or what `only` includes and what that is made of; the entries in no order.
    pub fn all(&self, only: Option<&Only>) -> Result<Vec<Entry>, RunFault> {
        let results = Results::default();
        match only {
            Some(only) => self.batch(self.chosen(only), &results),
            None => self.scopes(&results),
        }
        results.finish(self.cancelled)
    }

    fn scopes(&self, results: &Results) {
        let scopes = self.plan.scopes();
        let (shared, own): (Vec<_>, Vec<_>) =
            scopes.into_iter().partition(|scope| *scope == Scope::Shared);
        let whole = |scope: &Scope| {
            if self.is_stopped(results) {
                return;
            }
            let items = self.plan.expand(scope);
            self.batch(
                items.into_iter().map(|item| Task { item, publish: true }).collect(),
                results,
            );
        };
        shared.iter().for_each(whole);
        own.par_iter().for_each(whole);
    }

    /// What `only` includes, and below it everything that is needed, wherever it belongs.
    fn chosen(&self, only: &Only) -> Vec<Task<P::Item>> {
        let expanded = self.plan.scopes().into_par_iter().flat_map_iter(|scope| {
            let items = self.plan.expand(&scope).into_iter();
            items.filter(|item| only.includes(item.path())).map(|item| Task { item, publish: true })
        });
        let mut tasks: Vec<Task<P::Item>> = expanded.collect();
        let mut known: HashSet<OutputPath> = tasks.iter().map(|task| task.path().clone()).collect();
        let mut next = 0;
        while next < tasks.len() {
            for path in self.plan.needs(&tasks[next].item) {
                if !known.contains(&path) {
                    tasks.extend(self.plan.find(&path).map(|item| Task { item, publish: false }));
                    known.insert(path);
                }
            }
            next += 1;
        }
        tasks
    }

    fn batch(&self, tasks: Vec<Task<P::Item>>, results: &Results) {
        self.progress.planned(tasks.len());
        match levels(tasks, |task| self.plan.needs(&task.item)) {
            Ok(levels) => levels.iter().for_each(|level| {
                level.par_iter().for_each(|task| self.make(task, results));
            }),
            Err(circle) => results.fail(RunFault::Circle(circle)),
        }
    }

    fn make(&self, task: &Task<P::Item>, results: &Results) {
        if self.is_stopped(results) {
            return;
        }
        let fetch = StageFetch { stage: self.stage, results, asker: task.path() };
        match self.renderer.render(&task.item, &fetch) {
            Err(findings) => results.fail(RunFault::Findings(findings)),
            Ok(bytes) => {
                if let Err(fault) = self.store(task, &bytes, results) {
                    results.fail(RunFault::Output(fault));
                }
            }
        }
        self.progress.done(&task.item);
    }

    fn store(
        &self,
        task: &Task<P::Item>,
        bytes: &[u8],
        results: &Results,
    ) -> Result<(), OutputFault> {
        if !task.publish {
            return self.stage.put_aside(task.path(), bytes);
        }
        let stored = self.stage.put(task.path(), bytes)?;
        let entry = Entry {
            path: task.path().clone(),
            kind: task.kind(),
            partner: task.partner().cloned(),
            blake3: stored.blake3,
            bytes: stored.bytes,
        };
        results.add(entry);
        Ok(())
    }

    fn is_stopped(&self, results: &Results) -> bool {
        results.stopped.load(Ordering::Relaxed) || self.cancelled.load(Ordering::Relaxed)
    }
}

/// What all threads have come to so far.
#[derive(Default)]
struct Results {
    entries: Mutex<Vec<Entry>>,
    /// Faults of the content: the run goes on, to find the others.
    findings: Mutex<Vec<Diagnostic>>,
    failed: AtomicBool,
    /// The first fault that ends the run.
    end: Mutex<Option<RunFault>>,
    stopped: AtomicBool,
}

impl Results {
    fn add(&self, entry: Entry) {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    fn fail(&self, fault: RunFault) {
        match fault {
            RunFault::Findings(findings) | RunFault::Output(OutputFault::Refused(findings)) => {
                self.failed.store(true, Ordering::Relaxed);
                self.findings.lock().unwrap_or_else(PoisonError::into_inner).extend(findings);
            }
            fault => {
                self.end.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
                self.stopped.store(true, Ordering::Relaxed);
            }
        }
    }

    fn finish(self, cancelled: &AtomicBool) -> Result<Vec<Entry>, RunFault> {
        if let Some(fault) = self.end.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(fault);
        }
        if cancelled.load(Ordering::Relaxed) {
            return Err(RunFault::Cancelled);
        }
        if self.failed.into_inner() {
            let mut findings = self.findings.into_inner().unwrap_or_else(PoisonError::into_inner);
            findings
                .sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
            findings.dedup();
            return Err(RunFault::Findings(findings));
        }
        Ok(self.entries.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Hands out what is on the stage.
struct StageFetch<'a> {
    stage: &'a Stage,
    results: &'a Results,
    asker: &'a OutputPath,
}

impl StageFetch<'_> {
    /// Something that was made earlier and failed has been reported; anything else was not named.
    fn absent(&self, path: &OutputPath) -> Vec<Diagnostic> {
        if self.results.failed.load(Ordering::Relaxed)
            || self.results.stopped.load(Ordering::Relaxed)
        {
            return Vec::new();
        }
        let message = format!("`{}` is made of `{path}`, which nothing makes", self.asker);
        vec![
            Diagnostic::placeless(Severity::Error, Code::Template, message)
                .help("this is a fault of promokit or of the theme: please report it"),
        ]
    }
}

impl Fetch for StageFetch<'_> {
    fn bytes(&self, path: &OutputPath) -> Result<Vec<u8>, Vec<Diagnostic>> {
        match self.stage.read(path) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(self.absent(path)),
            Err(fault) => {
                self.results.fail(RunFault::Output(fault));
                Err(Vec::new())
            }
        }
    }

    fn size(&self, path: &OutputPath) -> Result<u64, Vec<Diagnostic>> {
        self.stage.size(path).ok_or_else(|| self.absent(path))
    }
}
