//! Examines the whole project in the background, as `check` does, once a change has settled.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::check;
use crate::plan::{OutputPath, Plan};
use crate::render::Renderer;

use super::desk::Desk;

/// Who types on is not slowed down.
const PAUSE: Duration = Duration::from_millis(30);
const PAUSES: usize = 12;
/// Of the pages that were looked at, so many are compared.
const COMPARED: usize = 60;

/// Reports to the desk's ledger, until the session `is_over`.
pub fn examine(desk: &Desk, plan: &Plan, renderer: &Renderer, is_over: &AtomicBool) {
    let goes_on = || !is_over.load(Ordering::Relaxed);
    for _ in 0..PAUSES {
        thread::sleep(PAUSE);
        if !goes_on() {
            return;
        }
    }
    desk.ledger.tell();
    compare(desk, plan, &goes_on);
    if goes_on() {
        desk.ledger.add(check::content(plan));
    }
    if goes_on() {
        desk.ledger.add(check::addresses(plan));
    }
    // Requests come first: all but one core are theirs.
    let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
    let findings = pool.install(|| check::rendered(plan, renderer, &goes_on));
    if goes_on() {
        desk.ledger.add(findings);
        desk.shared.hub.change_if_newest(desk.session, |state| state.is_examined = true);
    }
}

/// Makes the pages that were looked at lately, to tell which the change touched.
fn compare(desk: &Desk, plan: &Plan, goes_on: &dyn Fn() -> bool) {
    let mut touched: Vec<String> = Vec::new();
    let pages = desk.shared.pages.keys();
    for path in pages.iter().rev().take(COMPARED).take_while(|_| goes_on()) {
        if is_touched(desk, plan, path) {
            touched.push(path.to_string());
        }
    }
    if goes_on() && !touched.is_empty() {
        touched.sort();
        desk.shared.hub.change_if_newest(desk.session, |state| state.touched = touched);
    }
}

/// Whether the page came out otherwise than before. Pages that are made of drawn pictures are left
/// out: they take too long.
fn is_touched(desk: &Desk, plan: &Plan, path: &OutputPath) -> bool {
    let Some(artifact) = desk.find(path) else { return false };
    if !plan.needs(&artifact).is_empty() {
        return false;
    }
    let before = desk.shared.pages.get(path);
    match desk.file(path) {
        Ok(Some(now)) => before.is_some_and(|before| before != now),
        Ok(None) | Err(_) => false,
    }
}
