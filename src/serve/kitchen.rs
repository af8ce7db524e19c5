//! Makes the artifacts that are asked for, each once, with what they are made of.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{OutputPath, Plan};
use crate::render::{Fetch, Renderer};

/// Bytes that are kept at most; then all are forgotten and made again.
const KEPT_BYTES: usize = 128_000_000;

/// One state of the project, ready to be rendered from.
pub struct Kitchen<'k, 'p> {
    pub plan: &'k Plan<'p>,
    pub renderer: &'k Renderer<'k, 'p>,
    made: Mutex<Made>,
}

#[derive(Default)]
struct Made {
    files: HashMap<OutputPath, Arc<Vec<u8>>>,
    bytes: usize,
}

impl<'k, 'p> Kitchen<'k, 'p> {
    pub fn new(plan: &'k Plan<'p>, renderer: &'k Renderer<'k, 'p>) -> Kitchen<'k, 'p> {
        Kitchen { plan, renderer, made: Mutex::default() }
    }

    /// The bytes that a build would write to `path`; `None` if it would write nothing there.
    ///
    /// # Errors
    /// What is wrong with the content.
    pub fn file(&self, path: &OutputPath) -> Result<Option<Arc<Vec<u8>>>, Vec<Diagnostic>> {
        if let Some(bytes) = self.made().files.get(path) {
            return Ok(Some(bytes.clone()));
        }
        let Some(artifact) = self.plan.find(path) else { return Ok(None) };
        let needs = self.plan.needs(&artifact);
        let faults: Vec<Diagnostic> =
            needs.par_iter().filter_map(|need| self.file(need).err()).flatten().collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let bytes = Arc::new(self.renderer.render(&artifact, self)?);
        let mut made = self.made();
        if made.bytes > KEPT_BYTES {
            *made = Made::default();
        }
        made.bytes += bytes.len();
        made.files.insert(path.clone(), bytes.clone());
        Ok(Some(bytes))
    }

    fn made(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fetch for Kitchen<'_, '_> {
    fn bytes(&self, path: &OutputPath) -> Result<Vec<u8>, Vec<Diagnostic>> {
        match self.file(path)? {
            Some(bytes) => Ok(bytes.to_vec()),
            None => Err(vec![Diagnostic::placeless(
                Severity::Error,
                Code::Template,
                format!("`{path}` is needed, but nothing makes it"),
            )]),
        }
    }

    fn size(&self, path: &OutputPath) -> Result<u64, Vec<Diagnostic>> {
        Ok(self.bytes(path)?.len() as u64)
    }
}
