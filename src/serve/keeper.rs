//! Keeps the session that answers up to date with the files.
//!
//! Every request first has the keeper look at what the system says of the files: a page that was
//! asked for after a file was written is never older than the file, however late the system's own
//! news come. Where there are too many files for that, the news are relied on.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::load::DecodedPartners;
use crate::open::{self, Opened};
use crate::source::{Listing, RelativePath};

use super::outside::News;
use super::report::Report;
use super::session::{Broken, Session, Shared};
use super::watch::Watch;

/// So many files are looked at on every request; it takes a millisecond.
const FEW_FILES: usize = 1_000;
/// Files are taken as written once they stay as they are for so long. It is longer than the ticks
/// of file systems' clocks, so that no later write can leave the same time.
const SETTLED: Duration = Duration::from_millis(5);
const SETTLING_STEPS: usize = 40;
/// How long a fault may come from a file that is half written.
const HALF_SAVED: Duration = Duration::from_millis(80);
/// When nobody waits, so long after the last news: a checkout writes many files.
const CALM: Duration = Duration::from_millis(25);
/// Some file systems tell no news.
const LOOK_AROUND: Duration = Duration::from_secs(1);
/// Files that never come to rest are read as they are.
const READINGS: usize = 8;

/// What the keeper is told.
pub enum Message {
    /// Somebody waits for the newest session; there is none if the project was never sound.
    Ask(oneshot::Sender<Option<Arc<Session>>>),
    /// Some file changed, perhaps.
    Changed,
}

/// Keeps the session.
pub struct Keeper {
    root: PathBuf,
    shared: Arc<Shared>,
    inbox: Receiver<Message>,
    watch: Option<Watch>,
    /// The files as they were read.
    seen: Listing,
    session: Option<Arc<Session>>,
    /// For reading the project again.
    partners: Option<DecodedPartners>,
    /// The number of the next reading.
    next: u64,
}

impl Keeper {
    pub fn new(
        root: PathBuf,
        shared: Arc<Shared>,
        inbox: Receiver<Message>,
        watch: Option<Watch>,
        first: u64,
    ) -> Keeper {
        Keeper {
            root,
            shared,
            inbox,
            watch,
            seen: Listing::default(),
            session: None,
            partners: None,
            next: first,
        }
    }

    /// Until nobody can ask any more.
    pub fn run(mut self) {
        let listing = Listing::take(&self.root);
        self.read(listing);
        loop {
            let first = match self.inbox.recv_timeout(LOOK_AROUND) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) if self.seen.len() <= FEW_FILES => Message::Changed,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let (waiting, is_told) = self.collect(first);
            if is_told || self.seen.len() <= FEW_FILES {
                self.look();
            }
            for reply in waiting {
                // A browser that went away needs no answer.
                let _ = reply.send(self.session.clone());
            }
            if let Some(Err(fault)) = self.watch.as_mut().map(Watch::renew) {
                self.shared.outside.tell(News::Unwatched(&fault));
            }
        }
    }

    /// Who waits, and whether there is news. While nobody waits, more news are awaited.
    fn collect(&self, first: Message) -> (Vec<oneshot::Sender<Option<Arc<Session>>>>, bool) {
        let mut waiting = Vec::new();
        let mut is_told = false;
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Ask(reply) => waiting.push(reply),
                Message::Changed => is_told = true,
            }
            let pause = if waiting.is_empty() { CALM } else { Duration::ZERO };
            next = self.inbox.recv_timeout(pause).ok();
        }
        (waiting, is_told)
    }

    fn look(&mut self) {
        let listing = Listing::take(&self.root);
        if listing != self.seen {
            self.read(listing);
        }
    }

    /// Reads the project, once its files have come to rest, and puts it in place of the old one.
    fn read(&mut self, mut listing: Listing) {
        self.shared.outside.tell(News::Changing);
        if let Some(session) = &self.session {
            session.hush();
        }
        let mut is_doubted = true;
        for readings_left in (0..READINGS).rev() {
            listing = self.settle(listing);
            let opened = open::list(self.root.clone()).load(self.partners.as_ref());
            if is_doubted && opened.sound().is_none() && self.session.is_some() {
                is_doubted = false;
                thread::sleep(HALF_SAVED);
            }
            let now = Listing::take(&self.root);
            if now == listing || readings_left == 0 {
                self.begin(listing, opened);
                return;
            }
            listing = now;
        }
    }

    fn settle(&self, mut listing: Listing) -> Listing {
        if self.session.is_none() {
            return listing;
        }
        for _ in 0..SETTLING_STEPS {
            thread::sleep(SETTLED);
            let next = Listing::take(&self.root);
            let has_settled = next == listing && !self.seen.is_emptied(&next);
            listing = next;
            if has_settled {
                break;
            }
        }
        listing
    }

    fn begin(&mut self, listing: Listing, opened: Opened) {
        let is_first = self.seen == Listing::default();
        let changed = if is_first { Vec::new() } else { self.seen.changes(&listing) };
        self.seen = listing;
        self.partners = Some(opened.partners.clone());
        let reading = self.next;
        self.next += 1;
        let (is_sound, report, broken) = match Session::start(reading, opened, self.shared.clone())
        {
            Ok((session, report)) => {
                self.session = Some(Arc::new(session));
                (true, report, None)
            }
            Err(broken) => (false, Report::of(&broken.findings, &broken.source), Some(broken)),
        };
        let only_looks = !changed.is_empty() && changed.iter().all(is_look);
        self.shared.hub.change(|state| {
            if is_sound {
                // Whoever missed a session cannot know what changed in it.
                state.only_looks = only_looks && !state.is_outdated();
                state.former = std::mem::replace(&mut state.session, reading);
            }
            state.reading = reading;
            state.changed = changed.iter().map(RelativePath::to_string).collect();
            state.touched.clear();
            state.report = report;
            state.is_examined = false;
        });
        self.shared.outside.tell(News::Read { changed: &changed, is_sound });
        if let Some(Broken { source, findings }) = broken {
            self.shared.outside.tell(News::Findings { findings: &findings, source: &source });
        }
    }
}

/// Whether pages stay as they are when this file changes, but for style sheets and pictures.
fn is_look(path: &RelativePath) -> bool {
    const PICTURES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "webp", "gif"];
    let (text, extension) = (path.as_str(), path.extension());
    // Templates may have the text of a theme's pictures in them.
    let is_picture = text.starts_with("content/") && PICTURES.contains(&extension.as_str());
    is_picture || (text.starts_with("themes/") && extension == "css" && text.contains("/static/"))
}
