//! The project as it was read once, with threads that answer from it.
//!
//! The plan borrows the project and the renderer borrows the plan, so a thread owns all of them
//! and lets others work with them. When its [`Session`] is dropped, they answer what was asked
//! before, and end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use tokio::sync::oneshot;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::open::Opened;
use crate::plan::{OutputPath, Settings as PlanSettings};
use crate::source::Source;

use super::answer::Answer;
use super::dashboard::{Asking, Dashboard};
use super::desk::Desk;
use super::hosts::Sites;
use super::hub::Hub;
use super::ledger::Ledger;
use super::memo::{Kept, Memo};
use super::outside::Outside;
use super::report::Report;
use super::scrutiny;

/// How many requests are answered at the same time: more than there are cores, so that a page does
/// not wait for kits.
const WORKERS: usize = 4;
/// For what was drawn, whatever else changes; in bytes.
const DRAWN: usize = 96 << 20;
/// For pages that were made lately.
const PAGES: usize = 8 << 20;

/// What outlives sessions.
pub struct Shared {
    pub hub: Arc<Hub>,
    pub outside: Arc<dyn Outside>,
    pub dashboard: Dashboard,
    /// Pictures by what they were drawn from.
    pub drawn: Memo<blake3::Hash>,
    /// The last good state of pages.
    pub pages: Memo<OutputPath>,
}

impl Shared {
    pub fn new(hub: Arc<Hub>, outside: Arc<dyn Outside>, dashboard: Dashboard) -> Shared {
        let (drawn, pages) = (Memo::new(DRAWN), Memo::new(PAGES));
        Shared { hub, outside, dashboard, drawn, pages }
    }
}

/// What a session is asked for.
#[derive(Debug)]
pub enum Asked {
    /// A path on the site of a domain, beginning with `/`.
    Site { domain: String, path: String },
    /// A path on the dashboard.
    Dashboard(Asking),
}

struct Job {
    asked: Asked,
    reply: oneshot::Sender<Answer>,
}

/// The project as it was read once.
#[derive(Debug)]
pub struct Session {
    pub sites: Sites,
    jobs: mpsc::Sender<Job>,
    is_over: Arc<AtomicBool>,
}

/// A project that cannot be shown.
pub struct Broken {
    pub source: Source,
    pub findings: Vec<Diagnostic>,
}

/// What the thread of a session tells when it can answer, or cannot.
type Begun = Result<(Sites, Report), Broken>;

impl Session {
    /// Begins a session, unless the project has faults; gives what is known of it.
    pub fn start(
        number: u64,
        opened: Opened,
        shared: Arc<Shared>,
    ) -> Result<(Session, Report), Broken> {
        let (jobs, inbox) = mpsc::channel();
        let (ready, begun) = mpsc::channel();
        let is_over = Arc::new(AtomicBool::new(false));
        let over = is_over.clone();
        let work = move || work(number, opened, &shared, inbox, &ready, &over);
        let started = thread::Builder::new().name(format!("session {number}")).spawn(work);
        match (started, begun.recv()) {
            (Ok(_), Ok(Ok((sites, report)))) => Ok((Session { sites, jobs, is_over }, report)),
            (Ok(_), Ok(Err(broken))) => Err(broken),
            // The thread could not be started, or fell.
            (Err(_), _) | (_, Err(_)) => Err(fallen()),
        }
    }

    /// Ends what goes on in the background: a newer session is about to begin.
    pub fn hush(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    /// Asks for something; the answer comes unless it cannot be made at all.
    pub fn ask(&self, asked: Asked) -> oneshot::Receiver<Answer> {
        let (reply, answer) = oneshot::channel();
        // Without anybody at work the reply is dropped, which is an answer too.
        let _ = self.jobs.send(Job { asked, reply });
        answer
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.hush();
    }
}

fn fallen() -> Broken {
    let findings = own_fault("the project cannot be shown: promokit failed");
    Broken { source: Source::empty(), findings }
}

fn work(
    number: u64,
    opened: Opened,
    shared: &Shared,
    inbox: mpsc::Receiver<Job>,
    ready: &mpsc::Sender<Begun>,
    is_over: &AtomicBool,
) {
    if let Err(faults) = answer(number, &opened, shared, inbox, ready, is_over) {
        let findings = opened.findings.into_iter().chain(faults).collect();
        // The keeper waits for it.
        let _ = ready.send(Err(Broken { source: opened.source, findings }));
    }
}

/// Answers until nobody can ask any more, unless something is wrong with the project.
fn answer(
    number: u64,
    opened: &Opened,
    shared: &Shared,
    inbox: mpsc::Receiver<Job>,
    ready: &mpsc::Sender<Begun>,
    is_over: &AtomicBool,
) -> Result<(), Vec<Diagnostic>> {
    let sound = opened.sound().ok_or_else(Vec::new)?;
    let as_of = shared.outside.today(sound.project).ok_or_else(|| own_fault("there is no day"))?;
    let settings = PlanSettings { as_of, base_url: None, sheets: false };
    let with_sheets = PlanSettings { sheets: true, ..settings.clone() };
    let plan = sound.plan(&settings).map_err(|fault| own_fault(&fault))?;
    let with_sheets = sound.plan(&with_sheets).map_err(|fault| own_fault(&fault))?;
    let kept = Kept { near: &shared.drawn, far: shared.outside.drawn() };
    let renderer = sound.renderer(&plan)?.keeping(Some(&kept));
    let sites = plan.sites().into_iter().map(|(domain, role)| (domain.to_string(), role));
    let sites: Sites = sites.collect();
    let ledger = Ledger::new(number, &opened.source, shared, opened.findings.clone());
    let desk = Desk::new(number, &plan, &with_sheets, &renderer, &ledger, shared);
    if ready.send(Ok((sites, ledger.report()))).is_err() {
        return Ok(());
    }
    let inbox = Mutex::new(inbox);
    let next = || inbox.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
    let answer_all = || {
        while let Some(Job { asked, reply }) = next() {
            // A fault of promokit in one file is no reason to stop showing the others.
            let answer = catch_unwind(AssertUnwindSafe(|| desk.answer(&asked)));
            // Who asked may have gone; without an answer they hear of the failure.
            let _ = answer.map(|answer| reply.send(answer));
        }
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(answer_all);
        }
        scope.spawn(|| scrutiny::examine(&desk, &plan, &renderer, is_over));
    });
    Ok(())
}

fn own_fault(message: &str) -> Vec<Diagnostic> {
    let finding = Diagnostic::placeless(Severity::Error, Code::Template, message);
    vec![finding.help("this is a fault of promokit: please report it with what is printed above")]
}
