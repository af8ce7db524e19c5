//! Pages as they were when they last could be made.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::plan::OutputPath;

/// As many as somebody may have open.
const MOST: usize = 64;

/// The pages that were looked at lately, through all states of the project.
#[derive(Debug, Default)]
pub struct LastGood(Mutex<VecDeque<(OutputPath, Arc<Vec<u8>>)>>);

impl LastGood {
    pub fn keep(&self, path: &OutputPath, page: &Arc<Vec<u8>>) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|(known, _)| known != path);
        pages.push_back((path.clone(), page.clone()));
        if pages.len() > MOST {
            pages.pop_front();
        }
    }

    pub fn get(&self, path: &OutputPath) -> Option<Arc<Vec<u8>>> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.iter().find(|(known, _)| known == path).map(|(_, page)| page.clone())
    }
}
