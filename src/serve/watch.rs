//! News of changed files from the system.
//!
//! Folders are watched, not files: editors write another file and give it the old one's name. The
//! project's own folder is watched for `content/` and `themes/` that come, go or are moved.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// Where content is written.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// Tells of changes while it lives.
pub struct Watch {
    watcher: RecommendedWatcher,
    folders: [PathBuf; 2],
    /// Whether one of the folders came anew and is not watched yet.
    is_stale: Arc<AtomicBool>,
}

impl Watch {
    /// Calls `changed`, from another thread, whenever something below the folders changed.
    ///
    /// # Errors
    /// Why the system does not tell.
    pub fn start(root: &Path, changed: impl Fn() + Send + 'static) -> Result<Watch, String> {
        let folders = FOLDERS.map(|folder| root.join(folder));
        let is_stale = Arc::new(AtomicBool::new(true));
        let (meant, stale) = (folders.clone(), is_stale.clone());
        let heard = move |event: notify::Result<Event>| {
            let Ok(event) = event else { return changed() };
            // Reading files is no change, and serving reads them all the time.
            if event.kind.is_access() {
                return;
            }
            if event.paths.iter().any(|path| meant.contains(path)) {
                stale.store(true, Ordering::Relaxed);
            }
            let is_meant = |path: &PathBuf| meant.iter().any(|folder| path.starts_with(folder));
            if event.need_rescan() || event.paths.iter().any(is_meant) {
                changed();
            }
        };
        let mut watcher = notify::recommended_watcher(heard).map_err(reason)?;
        watcher.watch(root, RecursiveMode::NonRecursive).map_err(reason)?;
        let mut watch = Watch { watcher, folders, is_stale };
        watch.renew()?;
        Ok(watch)
    }

    /// Watches folders that came anew.
    ///
    /// # Errors
    /// Why the system does not tell.
    pub fn renew(&mut self) -> Result<(), String> {
        if !self.is_stale.swap(false, Ordering::Relaxed) {
            return Ok(());
        }
        for folder in self.folders.iter().filter(|folder| folder.is_dir()) {
            self.watcher.watch(folder, RecursiveMode::Recursive).map_err(reason)?;
        }
        Ok(())
    }
}

/// In one line, without the paths, which are always the same.
fn reason(error: notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => "too many files are watched already".to_owned(),
        notify::ErrorKind::Io(error) => error.to_string(),
        kind => format!("{kind:?}"),
    }
}
