//! The only writer of the output folder: renders the plan in parallel, stages, publishes, and keeps
//! the manifest.
//!
//! It must not know how anything is drawn or what content says: it is given a plan and a renderer.
//! If anything fails, the output folder is as it was. Files that promokit did not write are never
//! overwritten and never removed.

use std::collections::{HashMap, HashSet};
use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use rayon::iter::Either;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::date::Date;
use crate::plan::Scope;

use before::Before;

mod area;
mod before;
mod cache;
mod fault;
mod fingerprint;
mod inputs;
mod manifest;
mod memory;
mod only;
mod order;
mod place;
mod planned;
mod publish;
mod record;
mod run;
mod stage;
#[cfg(test)]
mod tests;
mod transaction;

pub use cache::Cache;
pub use fault::{MachineFault, OutputFault};
pub use fingerprint::{Fingerprints, InputHashes, hash_inputs};
pub use manifest::{Entry, FILE_NAME as MANIFEST, Manifest, Previous};
pub use memory::{FOLDER as MEMORY_FOLDER, Memory, forget};
pub use only::Only;
pub use place::check_place;
pub use planned::{KeyedPlan, Listed, Planned, Progress, Rendering};
pub use publish::Published;
pub use record::Record;
pub use stage::{Coverage, Stage, Stored};

/// Says what is wrong with all files together, once they are made and before any is published.
pub type Judge<'a> = &'a dyn Fn(&[Entry]) -> Vec<Diagnostic>;

/// What to build where.
pub struct Order<'a> {
    pub out: &'a Path,
    /// The folders that output is made from: it must lie apart from them.
    pub inputs: &'a [&'a Path],
    /// `None`: everything.
    pub only: Option<Only>,
    /// How many threads; `None`: one for each core.
    pub jobs: Option<NonZeroUsize>,
    /// Version of the program, for the manifest.
    pub promokit: &'a str,
    pub as_of: Date,
    /// `None`: nothing is looked up or kept.
    pub memory: Option<Remembering<'a>>,
    /// Asked about whole builds only.
    pub judge: Option<Judge<'a>>,
}

/// What a build knows of the one before and keeps for the next.
#[derive(Debug)]
pub struct Remembering<'a> {
    pub memory: &'a Memory,
    pub cache: &'a Cache,
    /// Of everything beside the content that files depend on, but for the day.
    pub settings: blake3::Hash,
    /// The company's.
    pub time_zone: &'a str,
    /// Whether nothing was found wrong.
    pub is_clean: bool,
    pub inputs: InputHashes,
}

/// What a build did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Files that were asked for: all of the output, unless only a part was built.
    pub files: usize,
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// Size of these files together.
    pub bytes: u64,
    pub warnings: Vec<Diagnostic>,
}

/// Why there is no new output. The old one is whole.
#[derive(Debug)]
pub enum BuildFault {
    /// The content has faults, or the output folder holds what may not be overwritten.
    Findings(Vec<Diagnostic>),
    /// Nothing that is planned matches `--only`.
    NothingMatches(Only),
    /// The machine failed.
    Machine(MachineFault),
    /// The plan contradicts itself.
    Broken(String),
    Cancelled,
}

impl From<OutputFault> for BuildFault {
    fn from(fault: OutputFault) -> BuildFault {
        match fault {
            OutputFault::Refused(findings) => BuildFault::Findings(findings),
            OutputFault::Machine(fault) => BuildFault::Machine(fault),
        }
    }
}

impl From<run::RunFault> for BuildFault {
    fn from(fault: run::RunFault) -> BuildFault {
        match fault {
            run::RunFault::Findings(findings) => BuildFault::Findings(findings),
            run::RunFault::Output(fault) => fault.into(),
            run::RunFault::Circle(order::Circle(path)) => {
                BuildFault::Broken(format!("`{path}` would have to be made of itself"))
            }
            run::RunFault::Cancelled => BuildFault::Cancelled,
        }
    }
}

/// Builds what `plan` lists. `cancelled` may be set from another thread at any time.
///
/// # Errors
/// See [`BuildFault`]; the output folder is unchanged then.
pub fn build<P: Planned, R: Rendering<P::Item>>(
    plan: &P,
    renderer: &R,
    order: Order<'_>,
    progress: &dyn Progress<P::Item>,
    cancelled: &AtomicBool,
) -> Result<Summary, BuildFault> {
    check_place(order.out, order.inputs)?;
    let stage = Stage::open(order.out)?;
    let mut warnings = distrust(stage.previous());
    let memory = order.memory.as_ref();
    let before = memory.map(|it| Before::of(it.memory)).unwrap_or_default();
    let cache = memory.map(|it| it.cache);
    let run =
        run::Run { plan, renderer, stage: &stage, before: &before, cache, progress, cancelled };
    let outcome = pool(order.jobs)?.install(|| run.all(order.only.as_ref()))?;
    let coverage = match order.only {
        Some(only) if outcome.files.is_empty() => return Err(BuildFault::NothingMatches(only)),
        Some(_) => Coverage::Part,
        None => Coverage::Whole,
    };
    let files = outcome.files.len();
    let bytes = outcome.files.iter().map(|file| file.entry.bytes).sum();
    let entries: Vec<Entry> = outcome.files.iter().map(|file| file.entry.clone()).collect();
    let judge = order.judge.filter(|_| coverage == Coverage::Whole);
    let judged = judge.map(|judge| judge(&entries)).unwrap_or_default();
    if judged.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(BuildFault::Findings(judged));
    }
    let manifest = Manifest::new(order.promokit.to_owned(), order.as_of, entries);
    let Published { written, removed } = stage.publish(manifest, coverage)?;
    if let Some(mut memory) = order.memory {
        memory.is_clean &= judged.is_empty();
        let kept = memory.keep(outcome, order.as_of, written + removed > 0);
        warnings.extend(kept.err().map(|error| not_kept(&error.to_string())));
    }
    warnings.extend(judged);
    Ok(Summary { files, written, unchanged: files - written, removed, bytes, warnings })
}

impl Remembering<'_> {
    fn keep(self, outcome: run::Outcome, as_of: Date, has_written: bool) -> io::Result<()> {
        let memory = self.memory;
        let Some(manifest) = memory.stamp_of(MANIFEST) else { return Ok(()) };
        // A file that somebody has taken away meanwhile is known to nobody, and its scope not as whole.
        let (made, lost): (HashMap<_, _>, HashSet<Scope>) =
            outcome.files.into_par_iter().partition_map(|file| {
                let run::Finished { scope, key, stamp, entry } = file;
                match stamp.or_else(|| memory.stamp_of(entry.path.as_str())) {
                    Some(stamp) => Either::Left((
                        entry.path.clone(),
                        record::Made { scope, key, stamp, entry },
                    )),
                    None => Either::Right(scope),
                }
            });
        let whole = outcome.scopes.into_iter().filter(|(scope, _)| !lost.contains(scope));
        let record = Record {
            settings: self.settings,
            as_of,
            time_zone: self.time_zone.to_owned(),
            is_clean: self.is_clean && lost.is_empty(),
            inputs: self.inputs,
            manifest,
            scopes: whole.collect(),
            files: made,
        };
        memory.keep(&record, has_written)
    }
}

/// What a build could not keep for the next one.
pub fn not_kept(reason: &str) -> Diagnostic {
    Diagnostic::placeless(
        Severity::Warning,
        Code::Layout,
        format!("nothing can be kept in {MEMORY_FOLDER}/ for the next build: {reason}"),
    )
    .help("this build is whole; the next one takes as long. `--no-cache` builds without it")
}

fn pool(jobs: Option<NonZeroUsize>) -> Result<rayon::ThreadPool, BuildFault> {
    let threads = jobs.map_or(0, NonZeroUsize::get);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| {
        BuildFault::Machine(MachineFault {
            action: "start threads for",
            path: "the build".into(),
            reason: error.to_string(),
        })
    })
}

fn distrust(previous: &Previous) -> Vec<Diagnostic> {
    match previous {
        Previous::None | Previous::Known(_) => Vec::new(),
        Previous::Damaged => vec![
            Diagnostic::placeless(
                Severity::Warning,
                Code::Layout,
                format!("the output folder's {MANIFEST} is damaged, so files that are no longer needed stay there"),
            )
            .help("to be rid of them, remove the output folder and build again"),
        ],
    }
}
