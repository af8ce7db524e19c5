//! The fast loop: shows what a build would write while its sources are being edited.
//!
//! Serving has no way of its own to make anything: a request becomes a path of the output, the
//! plan says what stands there, the renderer makes it. What is sent is what a build writes, byte
//! for byte, but for one script in HTML that reloads the page.
//!
//! A `session::Session` is the project as it was read once, with threads that answer
//! from it. The `keeper::Keeper` looks for changed files, on every request and whenever
//! the system tells of some, and puts a new session in the place of the old one; while the project
//! has faults the last good one goes on answering. The `hub::Hub` tells open pages.
//!
//! This module must not know of the command line, the clock or the terminal: see [`Outside`].

mod address;
mod answer;
mod dashboard;
mod desk;
mod front;
mod hosts;
mod hub;
mod keeper;
mod ledger;
mod live;
mod memo;
mod outside;
mod report;
mod scrutiny;
mod session;
mod watch;

use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::sync::Notify;

pub use hosts::Names;
pub use outside::{News, Outside};

use dashboard::Dashboard;
use front::Front;
use hub::Hub;
use keeper::{Keeper, Message};
use session::Shared;
use watch::Watch;

/// What to serve, and under which names.
pub struct Order {
    /// The project's folder.
    pub root: PathBuf,
    pub names: Names,
    /// The number of the first session: greater than those of an earlier run, so that pages which
    /// stayed open notice.
    pub first: u64,
}

/// Serves until `stop` is notified.
///
/// # Errors
/// The network failed, or threads cannot be started.
pub fn serve(
    listener: TcpListener,
    order: Order,
    outside: Arc<dyn Outside>,
    stop: Arc<Notify>,
) -> io::Result<()> {
    let dashboard = Dashboard::new().map_err(io::Error::other)?;
    let hub = Arc::new(Hub::new());
    let shared = Arc::new(Shared::new(hub, outside.clone(), dashboard));
    let (outbox, inbox) = mpsc::channel();
    let told = outbox.clone();
    let watch = Watch::start(&order.root, move || drop(told.send(Message::Changed)));
    let watch = match watch {
        Ok(watch) => Some(watch),
        Err(fault) => {
            outside.tell(News::Unwatched(&fault));
            None
        }
    };
    let keeper = Keeper::new(order.root, shared.clone(), inbox, watch, order.first);
    thread::Builder::new().name("keeper".to_owned()).spawn(|| keeper.run())?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let front = Front { keeper: outbox, shared, names: order.names };
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let serving = tokio::spawn(front::run(listener, front));
        stop.notified().await;
        // Pages that listen for news would keep it busy for ever.
        serving.abort();
        Ok(())
    })
}
