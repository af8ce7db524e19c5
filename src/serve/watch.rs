//! Hears of changes below the project's folder.

use std::path::Path;
use std::sync::mpsc::Sender;

use notify::event::EventKind;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::message::Message;

/// The folders whose files are read.
const WATCHED: [&str; 2] = ["content", "themes"];

/// Sends a message for each change, as long as the value lives. Reading files is no change: our
/// own would never end.
///
/// # Errors
/// Why the system cannot watch the folder.
pub fn watch(root: &Path, inbox: Sender<Message>) -> Result<RecommendedWatcher, String> {
    let tell = move |event: notify::Result<notify::Event>| {
        let is_change = event.map_or(true, |event| !matches!(event.kind, EventKind::Access(_)));
        if is_change {
            // Nobody listens any more when the server ends.
            let _ = inbox.send(Message::Touched);
        }
    };
    let mut watcher = notify::recommended_watcher(tell).map_err(|error| error.to_string())?;
    // The folder itself tells of `content` and `themes` coming and going.
    watcher.watch(root, RecursiveMode::NonRecursive).map_err(|error| error.to_string())?;
    for folder in WATCHED.map(|folder| root.join(folder)) {
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive).map_err(|error| error.to_string())?;
        }
    }
    Ok(watcher)
}
