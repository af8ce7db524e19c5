//! What open pages are told: which state they are in, and what is wrong.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tokio::sync::watch;

use super::host::Host;

/// How much of a page a change can concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Styles and pictures only: they can be exchanged in an open page.
    Look,
    Page,
}

/// The state of what is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    /// Counts the states that differ in what pages show.
    pub generation: u64,
    /// What the last of them came from.
    pub change: Change,
    /// The findings as the terminal shows them; empty if all is well.
    pub faults: String,
}

/// Tells all open pages of new states, and which sites there are.
#[derive(Debug)]
pub struct Announcer {
    sender: watch::Sender<State>,
    domains: Mutex<BTreeSet<String>>,
}

impl Announcer {
    pub fn new() -> Announcer {
        let first = State { generation: 1, change: Change::Page, faults: String::new() };
        Announcer { sender: watch::Sender::new(first), domains: Mutex::default() }
    }

    /// For an open page.
    pub fn listen(&self) -> watch::Receiver<State> {
        self.sender.subscribe()
    }

    /// There are sites on these domains.
    pub fn sites(&self, domains: BTreeSet<String>) {
        *self.domains.lock().unwrap_or_else(PoisonError::into_inner) = domains;
    }

    /// Whether there is something behind a name.
    pub fn knows(&self, host: &Host) -> bool {
        match host {
            Host::Dashboard => true,
            Host::Site(domain) => {
                self.domains.lock().unwrap_or_else(PoisonError::into_inner).contains(domain)
            }
        }
    }

    /// Pages show something else now.
    pub fn changed(&self, change: Change) {
        self.sender.send_modify(|state| {
            state.generation += 1;
            state.change = change;
        });
    }

    /// The findings are these now.
    pub fn faults(&self, faults: String) {
        self.sender.send_if_modified(|state| {
            let differs = state.faults != faults;
            state.faults = faults;
            differs
        });
    }
}
