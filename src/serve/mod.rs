//! The project as its visitors will see it, while it is being written.
//!
//! A request becomes an output path; the plan finds the one artifact there and the renderer makes
//! it: there is no second way to build, and nothing is written. Only what is asked for is made, so
//! a programme of ten thousand partners is served as soon as its files are read.
//!
//! Threads: one for the web server ([`http`]), one that knows the project ([`session`]), and those
//! that render. They meet in [`message`].

mod changes;
mod dashboard;
mod host;
mod http;
mod kitchen;
mod last_good;
mod message;
mod page;
mod session;
mod site;
mod state;
mod watch;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

use crate::model::date::Date;
use crate::model::project::Project;
use crate::render::Drawn;

use dashboard::Dashboard;
use http::Server;
use session::Session;
use state::Announcer;

pub use changes::Changes;
pub use host::{HostMap, preview};
pub use session::Reporter;

/// What to serve.
pub struct Serve<'s> {
    pub root: PathBuf,
    /// Bound already: whoever asks for a page from now on gets one.
    pub listener: TcpListener,
    pub port: u16,
    pub hosts: HostMap,
    /// The day that things are right for, at this company.
    pub as_of: &'s (dyn Fn(&Project) -> Option<Date> + Sync),
    /// Where drawn files are kept, if they are.
    pub kept: Option<&'s dyn Drawn>,
    pub reporter: &'s dyn Reporter,
}

/// Serves until the process ends. `no_watch` hears why changes are only seen when pages are
/// asked for, if so.
///
/// # Errors
/// If the dashboard is broken, or the system refuses to serve.
pub fn serve(serve: Serve, no_watch: impl FnOnce(String)) -> Result<(), String> {
    let (sender, inbox) = mpsc::channel();
    let announcer = Arc::new(Announcer::new());
    let watcher = watch::watch(&serve.root, sender.clone());
    let watching = watcher.map_err(no_watch).ok();
    let server = Server { hosts: serve.hosts, inbox: sender, announcer: announcer.clone() };
    let session = Session {
        root: serve.root,
        port: serve.port,
        as_of: serve.as_of,
        kept: serve.kept,
        announcer,
        reporter: serve.reporter,
        dashboard: Dashboard::new()?,
        last_good: last_good::LastGood::default(),
    };
    let listener = serve.listener;
    std::thread::spawn(move || http::serve(listener, server));
    session.run(&inbox);
    drop(watching);
    Ok(())
}
