//! The one thread that knows the project: it opens it, lets requests be answered from it, and
//! opens it anew when a file changed.
//!
//! Plan and renderer borrow the project, so they live on this thread's stack for as long as one
//! state of the project does. A state with faults never takes the place of one without.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::check;
use crate::diagnostic::{Diagnostic, Severity, draw_report};
use crate::load::DecodedPartners;
use crate::model::date::Date;
use crate::model::project::Project;
use crate::open::{self, Listing, Opened, Sound};
use crate::plan::Settings;
use crate::render::Drawn;
use crate::source::Source;

use super::changes::{Changes, changes};
use super::dashboard::{Dashboard, View};
use super::host::Host;
use super::kitchen::Kitchen;
use super::last_good::LastGood;
use super::message::{Answer, Ask, HTML, Message};
use super::page::with_script;
use super::site::Site;
use super::state::Announcer;

/// Editors write a file in several steps, and a checkout many files: after the last sign of a
/// change it is quiet for so long.
const QUIET: Duration = Duration::from_millis(25);
/// A file with a fault may be half saved: so long is waited for the other half.
const HALF_SAVED: Duration = Duration::from_millis(60);
const MOST_TRIES: usize = 5;

/// Told what happens, for the terminal.
pub trait Reporter: Sync {
    /// The project was opened for the first time, or again after `changes`.
    fn opened(&self, changes: Option<&Changes>, findings: &[Diagnostic], source: &Source);
}

/// What a session works with, whatever the state of the project.
pub struct Session<'s> {
    pub root: PathBuf,
    pub port: u16,
    pub as_of: &'s (dyn Fn(&Project) -> Option<Date> + Sync),
    pub kept: Option<&'s dyn Drawn>,
    pub announcer: Arc<Announcer>,
    pub reporter: &'s dyn Reporter,
    pub dashboard: Dashboard,
    pub last_good: LastGood,
}

/// The state that comes next, and the question that is still to be answered from it.
struct Next {
    opened: Opened,
    changes: Changes,
    ask: Option<Ask>,
}

/// What the session knows while it serves one state of the project.
struct Latest<'o> {
    /// What pages are made from, if anything.
    served: &'o Opened,
    /// A newer state, with faults.
    broken: Option<Opened>,
    view: Arc<View>,
}

/// What is to be done.
enum Step {
    Answer(Ask),
    Next(Next),
    End,
}

impl Session<'_> {
    /// Serves until nobody can ask any more.
    pub fn run(&self, inbox: &Receiver<Message>) {
        let mut opened = self.settled(open::list(self.root.clone()), None);
        let mut changes: Option<Changes> = None;
        let mut ask: Option<Ask> = None;
        loop {
            let sound = opened.sound();
            let as_of = sound.and_then(|sound| (self.as_of)(sound.project));
            let next = match sound.zip(as_of) {
                Some((sound, as_of)) => self.serve(&opened, sound, as_of, changes, ask, inbox),
                None => self.wait_for_project(&opened, &opened.findings, changes, ask, inbox),
            };
            let Some(next) = next else { return };
            opened = next.opened;
            changes = Some(next.changes);
            ask = next.ask;
        }
    }

    /// Serves one state of a project without faults.
    fn serve(
        &self,
        opened: &Opened,
        sound: Sound,
        as_of: Date,
        changes: Option<Changes>,
        mut waiting: Option<Ask>,
        inbox: &Receiver<Message>,
    ) -> Option<Next> {
        let settings = Settings { as_of, base_url: None, sheets: true };
        let plan = sound.plan(&settings).ok()?;
        let renderer = match sound.renderer(&plan) {
            Ok(renderer) => renderer.keeping(self.kept),
            Err(findings) => {
                return self.wait_for_project(opened, &findings, changes, waiting, inbox);
            }
        };
        let mut findings = opened.findings.clone();
        findings.extend(check::content(&plan));
        let domains: BTreeSet<String> = plan.sites().keys().map(ToString::to_string).collect();
        self.announcer.sites(domains.clone());
        self.tell(opened, &findings, changes.as_ref());
        let view = self.view(opened, &findings, changes);
        let mut latest = Latest { served: opened, broken: None, view };
        let site = Site {
            kitchen: Kitchen::new(&plan, &renderer),
            domains: &domains,
            texts: &opened.source,
            last_good: &self.last_good,
            announcer: &self.announcer,
            dashboard: &self.dashboard,
            port: self.port,
        };
        rayon::in_place_scope(|scope| {
            loop {
                match self.step(&mut latest, &mut waiting, inbox) {
                    Step::End => return None,
                    Step::Next(next) => return Some(next),
                    Step::Answer(ask) => {
                        let (site, view) = (&site, latest.view.clone());
                        scope.spawn(move |_| {
                            let answer = site.answer(&ask, &view);
                            // Whoever asked may have gone.
                            let _ = ask.reply.send(answer);
                        });
                    }
                }
            }
        })
    }

    /// Shows what is wrong until there is a project that can be served.
    fn wait_for_project(
        &self,
        opened: &Opened,
        findings: &[Diagnostic],
        changes: Option<Changes>,
        mut waiting: Option<Ask>,
        inbox: &Receiver<Message>,
    ) -> Option<Next> {
        self.tell(opened, findings, changes.as_ref());
        let view = self.view(opened, findings, changes);
        let mut latest = Latest { served: opened, broken: None, view };
        loop {
            match self.step(&mut latest, &mut waiting, inbox) {
                Step::End => return None,
                Step::Next(next) => return Some(next),
                Step::Answer(ask) => {
                    let html = self.dashboard.broken(&latest.view.report);
                    let html = with_script(&html, self.port, |_| false);
                    let status = if ask.host == Host::Dashboard { 200 } else { 500 };
                    let _ = ask.reply.send(Answer::new(status, HTML, html));
                }
            }
        }
    }

    /// Waits for something to do. A page is never answered from files that have changed since:
    /// the listing of the folders tells, even before the system's message has come.
    fn step(
        &self,
        latest: &mut Latest,
        waiting: &mut Option<Ask>,
        inbox: &Receiver<Message>,
    ) -> Step {
        loop {
            let message = match waiting.take() {
                Some(ask) => Message::Ask(ask),
                None => match inbox.recv() {
                    Ok(message) => message,
                    Err(_) => return Step::End,
                },
            };
            let ask = match message {
                Message::Ask(ask) if ask.is_for_page() => Some(ask),
                Message::Ask(ask) => return Step::Answer(ask),
                Message::Touched => quiet(inbox),
            };
            match (self.open_again(latest), ask) {
                (Some((opened, changes)), ask) => return Step::Next(Next { opened, changes, ask }),
                (None, Some(ask)) => return Step::Answer(ask),
                (None, None) => {}
            }
        }
    }

    /// The project as it is now, if it changed and has no faults.
    fn open_again(&self, latest: &mut Latest) -> Option<(Opened, Changes)> {
        let listing = open::list(self.root.clone());
        let known = latest.broken.as_ref().unwrap_or(latest.served);
        if changes(&known.source, &listing.source).is_none() {
            return None;
        }
        let opened = self.settled(listing, Some(&latest.served.partners));
        let since = changes(&latest.served.source, &opened.source).unwrap_or_default();
        if opened.sound().is_some() {
            self.announcer.changed(since.kind());
            return Some((opened, since));
        }
        self.tell(&opened, &opened.findings, Some(&since));
        latest.view = self.view(&opened, &opened.findings, Some(since));
        latest.broken = Some(opened);
        None
    }

    /// Opens what was listed. A fault may come from a file that is half saved: then it is looked
    /// at again before anybody hears of it.
    fn settled(&self, mut listing: Listing, before: Option<&DecodedPartners>) -> Opened {
        for _ in 0..MOST_TRIES {
            let opened = listing.load(before);
            if opened.sound().is_some() {
                return opened;
            }
            std::thread::sleep(HALF_SAVED);
            listing = open::list(self.root.clone());
            if changes(&opened.source, &listing.source).is_none() {
                return opened;
            }
        }
        listing.load(before)
    }

    fn tell(&self, opened: &Opened, findings: &[Diagnostic], changes: Option<&Changes>) {
        self.reporter.opened(changes, findings, &opened.source);
        let errors: Vec<Diagnostic> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .cloned()
            .collect();
        self.announcer.faults(draw_report(&errors, &opened.source, false));
    }

    fn view(
        &self,
        opened: &Opened,
        findings: &[Diagnostic],
        changes: Option<Changes>,
    ) -> Arc<View> {
        Arc::new(View {
            report: draw_report(findings, &opened.source, false),
            changes: changes.unwrap_or_default().paths,
            port: self.port,
        })
    }
}

/// Waits until no more changes come; a question that comes meanwhile ends the waiting.
fn quiet(inbox: &Receiver<Message>) -> Option<Ask> {
    loop {
        match inbox.recv_timeout(QUIET) {
            Ok(Message::Touched) => {}
            Ok(Message::Ask(ask)) => return Some(ask),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        }
    }
}
