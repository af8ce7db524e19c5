//! Answers from one state of the project: sites under their names, all else under the dashboard's.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Texts, draw_report};
use crate::plan::OutputPath;

use super::dashboard::{Dashboard, View};
use super::host::Host;
use super::kitchen::Kitchen;
use super::last_good::LastGood;
use super::message::{Answer, Ask, HTML, content_type};
use super::page::with_script;
use super::state::Announcer;

/// Everything that an answer is made from.
pub struct Site<'s, 'p> {
    pub kitchen: Kitchen<'s, 'p>,
    pub domains: &'s BTreeSet<String>,
    pub texts: &'s (dyn Texts + Sync),
    pub last_good: &'s LastGood,
    pub announcer: &'s Announcer,
    pub dashboard: &'s Dashboard,
    pub port: u16,
}

/// A file that a build would write, if there is one.
type Found = Result<Option<Arc<Vec<u8>>>, Vec<Diagnostic>>;

impl Site<'_, '_> {
    /// The answer to a question. `view`: what the dashboard shows besides the project.
    pub fn answer(&self, ask: &Ask, view: &View) -> Answer {
        match &ask.host {
            Host::Site(domain) => self.on_site(domain, &ask.path),
            Host::Dashboard => {
                let page = self.dashboard.page(&self.kitchen, view, &ask.path, &ask.query);
                page.map_or_else(|| self.beside_sites(&ask.path), |html| self.html(200, &html))
            }
        }
    }

    fn on_site(&self, domain: &str, path: &str) -> Answer {
        let below = |rest: &str| OutputPath::new(format!("sites/{domain}{rest}"));
        let wanted =
            if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        match self.found(below(&wanted)) {
            Ok(Some(bytes)) => return self.file(200, &wanted, &bytes),
            Err(findings) => return self.broken(&wanted, below(&wanted), &findings),
            Ok(None) => {}
        }
        // A folder without its slash: hosts redirect too.
        let as_folder = format!("{path}/");
        if !path.ends_with('/')
            && matches!(self.found(below(&format!("{path}/index.html"))), Ok(Some(_)))
        {
            return Answer::redirect(as_folder);
        }
        match self.found(below("/404.html")) {
            Ok(Some(bytes)) => self.file(404, "404.html", &bytes),
            _ => {
                Answer::new(404, "text/plain; charset=utf-8", "there is no such page on this site")
            }
        }
    }

    /// Kits, letters, sheets and tables.
    fn beside_sites(&self, path: &str) -> Answer {
        let wanted = OutputPath::new(path.trim_start_matches('/'));
        match self.found(wanted.clone()) {
            Ok(Some(bytes)) => self.file(200, path, &bytes),
            Ok(None) => Answer::new(404, "text/plain; charset=utf-8", "there is no such file"),
            Err(findings) => self.broken(path, wanted, &findings),
        }
    }

    fn found(&self, path: Option<OutputPath>) -> Found {
        let Some(path) = path else { return Ok(None) };
        let found = self.kitchen.file(&path)?;
        if let Some(bytes) = found.as_ref().filter(|_| path.as_str().ends_with(".html")) {
            self.last_good.keep(&path, bytes);
        }
        Ok(found)
    }

    fn file(&self, status: u16, path: &str, bytes: &[u8]) -> Answer {
        match content_type(path) {
            HTML => self.html(status, &String::from_utf8_lossy(bytes)),
            other => Answer::new(status, other, bytes),
        }
    }

    fn html(&self, status: u16, html: &str) -> Answer {
        let page = with_script(html, self.port, |domain| self.domains.contains(domain));
        Answer::new(status, HTML, page)
    }

    /// The page as it last was right, else the findings; open pages show them above it.
    fn broken(&self, path: &str, at: Option<OutputPath>, findings: &[Diagnostic]) -> Answer {
        let report = draw_report(findings, self.texts, false);
        self.announcer.faults(report.clone());
        match at.and_then(|at| self.last_good.get(&at)) {
            Some(bytes) => self.file(200, path, &bytes),
            None if content_type(path) == HTML => self.html(500, &self.dashboard.broken(&report)),
            None => Answer::new(500, "text/plain; charset=utf-8", report),
        }
    }
}
