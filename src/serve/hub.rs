//! What open pages hear: that there is something newer, and what is wrong.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;
use tokio::sync::broadcast;

use super::report::Report;

/// How many messages a page may miss before it is told the newest only.
const BACKLOG: usize = 16;

/// What is served now.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Counts how often the project was read.
    pub reading: u64,
    /// The session that pages come from: not the newest reading's if that has faults.
    pub session: u64,
    /// The session before.
    pub former: u64,
    /// Whether only style sheets and pictures changed since then.
    pub only_looks: bool,
    /// The files that changed last.
    pub changed: Vec<String>,
    /// Of the pages that were looked at lately, those that came out different.
    pub touched: Vec<String>,
    pub report: Report,
    /// Whether every page of the project was examined.
    pub is_examined: bool,
}

impl State {
    /// Whether what is shown is older than the files are.
    pub fn is_outdated(&self) -> bool {
        self.reading != self.session
    }

    fn message(&self) -> Arc<str> {
        let Report { errors, warnings, faults, .. } = &self.report;
        let message = json!({
            "session": self.session,
            "former": self.former,
            "onlyLooks": self.only_looks,
            "outdated": self.is_outdated(),
            "errors": errors,
            "warnings": warnings,
            "examined": self.is_examined,
            "faults": (*errors > 0).then_some(faults),
        });
        message.to_string().into()
    }
}

/// Keeps the state and tells whoever listens.
#[derive(Debug)]
pub struct Hub {
    state: Mutex<State>,
    news: broadcast::Sender<Arc<str>>,
}

impl Hub {
    pub fn new() -> Hub {
        Hub { state: Mutex::default(), news: broadcast::channel(BACKLOG).0 }
    }

    pub fn state(&self) -> State {
        self.locked().clone()
    }

    /// The state as a message.
    pub fn message(&self) -> Arc<str> {
        self.locked().message()
    }

    /// Changes the state and tells of it.
    pub fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.locked();
        change(&mut state);
        self.tell(&state);
    }

    /// The same, unless the project was read again since `reading`.
    pub fn change_if_newest(&self, reading: u64, change: impl FnOnce(&mut State)) {
        let mut state = self.locked();
        if state.reading == reading {
            change(&mut state);
            self.tell(&state);
        }
    }

    /// The state now, and all that follow.
    pub fn listen(&self) -> (Arc<str>, broadcast::Receiver<Arc<str>>) {
        let state = self.locked();
        (state.message(), self.news.subscribe())
    }

    fn tell(&self, state: &State) {
        // Nobody needs to listen.
        let _ = self.news.send(state.message());
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
