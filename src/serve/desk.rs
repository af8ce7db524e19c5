//! Answers from one session: finds what is asked for in the plan and has it made.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Artifact, OutputPath, Plan};
use crate::render::{Fetch, Renderer};

use super::address::{self, Meaning};
use super::answer::{Answer, HTML, media};
use super::dashboard::Room;
use super::ledger::Ledger;
use super::live;
use super::memo::Memo;
use super::session::{Asked, Shared};

/// For the files of one session, in bytes.
const FILES: usize = 64 << 20;

/// What cannot stand in an address as it is.
const IN_ADDRESSES: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What requests are answered with.
pub struct Desk<'a, 'p> {
    pub session: u64,
    plan: &'a Plan<'p>,
    /// The same with contact sheets, which take their time to be listed.
    with_sheets: &'a Plan<'p>,
    renderer: &'a Renderer<'a, 'p>,
    pub ledger: &'a Ledger<'a>,
    pub shared: &'a Shared,
    files: Memo<OutputPath>,
    sizes: Mutex<HashMap<OutputPath, u64>>,
}

/// The bytes of a file; `None` if none is planned there.
type Made = Result<Option<Arc<[u8]>>, Vec<Diagnostic>>;

impl<'a, 'p> Desk<'a, 'p> {
    pub fn new(
        session: u64,
        plan: &'a Plan<'p>,
        with_sheets: &'a Plan<'p>,
        renderer: &'a Renderer<'a, 'p>,
        ledger: &'a Ledger<'a>,
        shared: &'a Shared,
    ) -> Desk<'a, 'p> {
        let (files, sizes) = (Memo::new(FILES), Mutex::default());
        Desk { session, plan, with_sheets, renderer, ledger, shared, files, sizes }
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        match asked {
            Asked::Site { domain, path } => self.output(&format!("sites/{domain}{path}")),
            Asked::Dashboard(asking) => {
                let room =
                    Room { plan: self.plan, state: self.shared.hub.state(), session: self.session };
                let page = self.shared.dashboard.page(&room, asking);
                page.unwrap_or_else(|| self.output(asking.path.trim_start_matches('/')))
            }
        }
    }

    /// What stands at a path below the output folder.
    fn output(&self, path: &str) -> Answer {
        for meaning in address::meanings(path) {
            match meaning {
                Meaning::File(file) => {
                    if let Some(answer) = self.answer_file(&file, 200) {
                        return answer;
                    }
                }
                Meaning::Folder(page) if self.find(&page).is_some() => {
                    let name = path.rsplit('/').next().unwrap_or(path);
                    // Relative, since the browser may have asked by another name.
                    return Answer::moved(format!("{}/", percent_encoded(name)));
                }
                Meaning::Folder(_) => {}
            }
        }
        let own = address::domain(path)
            .and_then(|domain| OutputPath::new(format!("sites/{domain}/404.html")))
            .and_then(|page| self.answer_file(&page, 404));
        own.unwrap_or_else(|| {
            live::page(
                404,
                self.session,
                "Nothing is here",
                "<p>A build writes no file at this address.</p>",
            )
        })
    }

    /// `None` if no such file is planned.
    fn answer_file(&self, path: &OutputPath, status: u16) -> Option<Answer> {
        let media = media(path);
        let page = |bytes: &[u8]| live::insert(bytes, self.session);
        match self.file(path) {
            Ok(None) => None,
            Ok(Some(bytes)) if media == HTML => {
                self.shared.pages.put(path.clone(), bytes.clone());
                Some(Answer::new(status, media, page(&bytes)))
            }
            Ok(Some(bytes)) => Some(Answer::new(status, media, bytes)),
            Err(findings) => {
                self.ledger.add(findings);
                match self.shared.pages.get(path) {
                    Some(bytes) => Some(Answer {
                        is_outdated: true,
                        ..Answer::new(status, media, page(&bytes))
                    }),
                    None => Some(live::faults(
                        500,
                        self.session,
                        "This page cannot be made",
                        &self.ledger.report(),
                    )),
                }
            }
        }
    }

    /// The file that a build would write there.
    pub fn file(&self, path: &OutputPath) -> Made {
        if let Some(bytes) = self.files.get(path) {
            return Ok(Some(bytes));
        }
        let Some(artifact) = self.find(path) else { return Ok(None) };
        self.gather(&artifact);
        let bytes: Arc<[u8]> = self.renderer.render(&artifact, self)?.into();
        self.sizes().insert(path.clone(), bytes.len() as u64);
        self.files.put(path.clone(), bytes.clone());
        Ok(Some(bytes))
    }

    /// Makes what `artifact` needs on all cores: rendering asks for one after the other.
    fn gather(&self, artifact: &Artifact) {
        let needs = self.plan.needs(artifact);
        if needs.len() > 1 {
            // Faults are met again by whoever needs it.
            needs.par_iter().for_each(|path| drop(self.file(path)));
        }
    }

    pub fn find(&self, path: &OutputPath) -> Option<Artifact> {
        let is_sheet = path.as_str().starts_with("sheets/");
        if is_sheet { self.with_sheets.find(path) } else { self.plan.find(path) }
    }

    fn sizes(&self) -> std::sync::MutexGuard<'_, HashMap<OutputPath, u64>> {
        self.sizes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn needed(&self, path: &OutputPath) -> Result<Arc<[u8]>, Vec<Diagnostic>> {
        self.file(path)?.ok_or_else(|| {
            let message = format!("something is made of `{path}`, which nothing makes");
            let finding = Diagnostic::placeless(Severity::Error, Code::Template, message);
            vec![finding.help("this is a fault of promokit or of the theme: please report it")]
        })
    }
}

impl Fetch for Desk<'_, '_> {
    fn bytes(&self, path: &OutputPath) -> Result<Vec<u8>, Vec<Diagnostic>> {
        self.needed(path).map(|bytes| bytes.to_vec())
    }

    fn size(&self, path: &OutputPath) -> Result<u64, Vec<Diagnostic>> {
        let known = self.sizes().get(path).copied();
        match known {
            Some(size) => Ok(size),
            None => self.needed(path).map(|bytes| bytes.len() as u64),
        }
    }
}

fn percent_encoded(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, IN_ADDRESSES).to_string()
}
