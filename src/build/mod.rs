//! The only writer of the output folder: renders the plan in parallel, stages, publishes, and keeps
//! the manifest.
//!
//! It must not know how anything is drawn or what content says: it is given a plan and a renderer.
//! If anything fails, the output folder is as it was. Files that promokit did not write are never
//! overwritten and never removed.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::date::Date;

mod area;
mod fault;
mod inputs;
mod manifest;
mod only;
mod order;
mod place;
mod publish;
mod run;
mod stage;
#[cfg(test)]
mod tests;
mod transaction;

pub use fault::{MachineFault, OutputFault};
pub use manifest::{Entry, FILE_NAME as MANIFEST, Manifest, Previous};
pub use only::Only;
pub use place::check_place;
pub use publish::Published;
pub use run::{Listed, Planned, Progress, Rendering};
pub use stage::{Coverage, Stage, Stored};

/// What to build where.
#[derive(Debug)]
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
    let warnings = distrust(stage.previous());
    let run = run::Run { plan, renderer, stage: &stage, progress, cancelled };
    let entries = pool(order.jobs)?.install(|| run.all(order.only.as_ref()))?;
    let coverage = match order.only {
        Some(only) if entries.is_empty() => return Err(BuildFault::NothingMatches(only)),
        Some(_) => Coverage::Part,
        None => Coverage::Whole,
    };
    let files = entries.len();
    let bytes = entries.iter().map(|entry| entry.bytes).sum();
    let manifest = Manifest::new(order.promokit.to_owned(), order.as_of, entries);
    let Published { written, removed } = stage.publish(manifest, coverage)?;
    Ok(Summary { files, written, unchanged: files - written, removed, bytes, warnings })
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
