//! Renders what is planned, on all cores, and puts it on the stage. It knows neither recipes nor
//! how anything is drawn: only what needs what.

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::ids::PartnerId;
use crate::plan::{Kind, OutputPath, Scope};
use crate::render::{Fetch, StreamFault};

use super::before::Before;
use super::cache::Cache;
use super::fault::OutputFault;
use super::fingerprint::Key;
use super::manifest::Entry;
use super::only::Only;
use super::order::{Circle, levels};
use super::planned::{Listed, Planned, Progress, Rendering};
use super::record::Made;
use super::stage::Stage;

/// Everything that a run works with.
pub(super) struct Run<'a, P: Planned, R> {
    pub plan: &'a P,
    pub renderer: &'a R,
    pub stage: &'a Stage,
    /// What the build before left.
    pub before: &'a Before<'a>,
    pub cache: Option<&'a Cache>,
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

/// A file as this build made or found it.
#[derive(Debug, Clone)]
pub(super) struct Finished {
    pub scope: Scope,
    pub key: Option<Key>,
    /// What the build before knew the file by, if it was kept: whoever has touched it since this
    /// build looked is found out by the next one.
    pub stamp: Option<u128>,
    pub entry: Entry,
}

/// What a run came to, in no order.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub files: Vec<Finished>,
    /// Those that were made or kept whole.
    pub scopes: Vec<(Scope, Key)>,
}

/// What is wanted of an item.
#[derive(Clone)]
struct Task<I> {
    item: I,
    needs: Vec<OutputPath>,
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
    /// Makes everything, or what `only` includes and what that is made of.
    pub fn all(&self, only: Option<&Only>) -> Result<Outcome, RunFault> {
        let results = Results::default();
        match only {
            Some(only) => {
                self.progress.parts(1);
                self.batch(self.chosen(only), &results);
            }
            None => self.scopes(&results),
        }
        results.finish(self.cancelled)
    }

    fn scopes(&self, results: &Results) {
        let scopes = self.plan.scopes();
        self.progress.parts(scopes.len());
        let (shared, own): (Vec<_>, Vec<_>) =
            scopes.into_iter().partition(|scope| *scope == Scope::Shared);
        shared.iter().for_each(|scope| self.scope(scope, results));
        own.par_iter().for_each(|scope| self.scope(scope, results));
    }

    fn scope(&self, scope: &Scope, results: &Results) {
        if self.is_stopped(results) {
            return;
        }
        let key = self.plan.scope_key(scope);
        if let Some(made) = key.and_then(|key| self.before.scope(scope, key)) {
            self.progress.planned(0);
            made.iter().for_each(|made| self.keep(made, results));
        } else {
            let items = self.plan.expand(scope);
            self.batch(items.into_iter().map(|item| self.task(item, true)).collect(), results);
        }
        if let Some(key) = key {
            results.outcome().scopes.push((scope.clone(), key));
        }
    }

    fn task(&self, item: P::Item, publish: bool) -> Task<P::Item> {
        Task { needs: self.plan.needs(&item), item, publish }
    }

    /// What `only` includes, and below it everything that is needed, wherever it belongs.
    fn chosen(&self, only: &Only) -> Vec<Task<P::Item>> {
        let scopes: BTreeSet<Scope> =
            only.folders().flat_map(|folder| self.plan.scopes_below(&folder)).collect();
        let expanded = scopes.into_par_iter().flat_map_iter(|scope| {
            let items = self.plan.expand(&scope).into_iter();
            items.filter(|item| only.includes(item.path())).map(|item| self.task(item, true))
        });
        let mut tasks: Vec<Task<P::Item>> = expanded.collect();
        let mut known: HashSet<OutputPath> = tasks.iter().map(|task| task.path().clone()).collect();
        let mut next = 0;
        while next < tasks.len() {
            for path in tasks[next].needs.clone() {
                if known.insert(path.clone()) {
                    tasks.extend(self.plan.find(&path).map(|item| self.task(item, false)));
                }
            }
            next += 1;
        }
        tasks
    }

    fn batch(&self, tasks: Vec<Task<P::Item>>, results: &Results) {
        self.progress.planned(tasks.len());
        match levels(tasks, |task| &task.needs) {
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
        let key = self.key(task);
        match key.and_then(|key| self.before.file(task.path(), key)) {
            Some(made) if task.publish => self.keep(made, results),
            _ => {
                if let Err(fault) = self.make_anew(task, key, results) {
                    results.fail(fault);
                }
            }
        }
        self.progress.done(&task.item);
    }

    /// Stands for all that the task's bytes depend on.
    fn key(&self, task: &Task<P::Item>) -> Option<Key> {
        let own = self.plan.key(&task.item)?;
        let mut hasher = blake3::Hasher::new();
        hasher.update(own.as_bytes());
        for path in &task.needs {
            hasher.update(self.stage.hash(path)?.as_bytes());
        }
        Some(hasher.finalize())
    }

    fn keep(&self, made: &Made, results: &Results) {
        let Made { scope, key, stamp, entry } = made;
        match self.stage.keep(&entry.path, entry.blake3, entry.bytes) {
            Ok(()) => {
                let (scope, stamp) = (scope.clone(), Some(*stamp));
                results.add(Finished { scope, key: *key, stamp, entry: entry.clone() })
            }
            Err(fault) => results.fail(RunFault::Output(fault)),
        }
    }

    fn make_anew(
        &self,
        task: &Task<P::Item>,
        key: Option<Key>,
        results: &Results,
    ) -> Result<(), RunFault> {
        let fetch = StageFetch { stage: self.stage, results, asker: task.path() };
        let path = task.path();
        let stored = if !task.publish {
            let bytes = self.bytes(task, key, &fetch)?;
            return Ok(self.stage.put_aside(path, &bytes)?);
        } else if let Some(of) = self.plan.copy_of(&task.item) {
            self.stage.copy(path, &of)?.ok_or_else(|| RunFault::Findings(fetch.absent(&of)))?
        } else if self.renderer.is_streamed(&task.item) {
            self.stage.put_streamed(path, |file| {
                let done = self.renderer.stream(&task.item, &fetch, file);
                done.map_err(|fault| match fault {
                    StreamFault::Findings(findings) => RunFault::Findings(findings),
                    StreamFault::Io(error) => RunFault::Output(self.stage.unwritten(path, error)),
                })
            })?
        } else {
            self.stage.put(path, &self.bytes(task, key, &fetch)?)?
        };
        let entry = Entry {
            path: path.clone(),
            kind: task.kind(),
            partner: task.partner().cloned(),
            blake3: stored.blake3,
            bytes: stored.bytes,
        };
        let scope = task.partner().cloned().map_or(Scope::Shared, Scope::Partner);
        results.add(Finished { scope, key, stamp: None, entry });
        Ok(())
    }

    /// Drawn before, or rendered now.
    fn bytes(
        &self,
        task: &Task<P::Item>,
        key: Option<Key>,
        fetch: &StageFetch,
    ) -> Result<Vec<u8>, RunFault> {
        let cached = self.cache.zip(key).filter(|_| is_dear(task.kind()));
        if let Some(bytes) = cached.and_then(|(cache, key)| cache.get(&key)) {
            return Ok(bytes);
        }
        let bytes = self.renderer.render(&task.item, fetch).map_err(RunFault::Findings)?;
        if let Some((cache, key)) = cached {
            cache.put(&key, &bytes);
        }
        Ok(bytes)
    }

    fn is_stopped(&self, results: &Results) -> bool {
        results.stopped.load(Ordering::Relaxed) || self.cancelled.load(Ordering::Relaxed)
    }
}

/// Whether making it takes longer than reading it from the cache.
fn is_dear(kind: Kind) -> bool {
    matches!(kind, Kind::Banner | Kind::Picture | Kind::Sheet)
}

impl From<OutputFault> for RunFault {
    fn from(fault: OutputFault) -> RunFault {
        RunFault::Output(fault)
    }
}

/// What all threads have come to so far.
#[derive(Default)]
struct Results {
    outcome: Mutex<Outcome>,
    /// Faults of the content: the run goes on, to find the others.
    findings: Mutex<Vec<Diagnostic>>,
    failed: AtomicBool,
    /// The first fault that ends the run.
    end: Mutex<Option<RunFault>>,
    stopped: AtomicBool,
}

impl Results {
    fn outcome(&self) -> MutexGuard<'_, Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, finished: Finished) {
        self.outcome().files.push(finished);
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

    fn finish(self, cancelled: &AtomicBool) -> Result<Outcome, RunFault> {
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
        Ok(self.outcome.into_inner().unwrap_or_else(PoisonError::into_inner))
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
