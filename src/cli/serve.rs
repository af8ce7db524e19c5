//! `promokit serve`
//!
//! Ctrl-C is how one ends it: exit code 0.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use tokio::sync::Notify;

use crate::build::{self, Cache};
use crate::model::date::Date;
use crate::model::project::Project;
use crate::model::web::Domain;
use crate::render::Drawn;
use crate::serve::{self, Names, News, Order, Outside};

use super::args::Serve;
use super::console::Console;
use super::failure::Failure;
use super::serve_lines::Lines;
use super::settings::{AsOf, Settings};

/// How many ports after one in use are tried.
const NEAR: u16 = 100;

pub fn run(args: &Serve, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let root = settings.project()?;
    let names = Names { mapped: names(&args.host_map)? };
    let (listener, port) = bind(args.host, args.port, console)?;
    let stop = Arc::new(Notify::new());
    let stopped = stop.clone();
    ctrlc::set_handler(move || stopped.notify_one())
        .map_err(|error| Failure::Machine(format!("cannot listen for Ctrl-C: {error}")))?;
    let address = dashboard(args.host, port);
    console.result(&format!("{address}\n"))?;
    console.note("Serving; sites are listed there. End it with Ctrl-C.\n");
    if args.open {
        open_browser(&address, console);
    }
    // Folders that hold no project stay as they are.
    let cache = root.join("content/company.yaml").is_file();
    let cache = cache.then(|| Cache::open(&root.join(build::MEMORY_FOLDER), SystemTime::now()));
    let cache = cache.and_then(|opened| {
        opened
            .map_err(|error| console.note(&format!("Nothing is kept of what is drawn: {error}")))
            .ok()
    });
    let outside = Here {
        as_of: settings.as_of,
        cache,
        begun: Mutex::new(Instant::now()),
        lines: Mutex::new(Lines::new(*console)),
    };
    let first = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_millis());
    let order = Order { root, names, first: u64::try_from(first).unwrap_or(1) };
    serve::serve(listener, order, Arc::new(outside), stop)
        .map_err(|error| Failure::Machine(format!("cannot serve: {error}")))
}

/// `NAME=DOMAIN` pairs.
fn names(pairs: &[String]) -> Result<BTreeMap<String, Domain>, Failure> {
    let read = |pair: &String| {
        let (name, domain) =
            pair.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(|| {
                Failure::usage(format!("`--host-map {pair}` is not NAME=DOMAIN"))
                    .help("write it like --host-map acme.test=acme.example")
            })?;
        let domain = Domain::parse(domain).map_err(|fault| {
            Failure::usage(format!("`--host-map {pair}`: {}", fault.message)).help(fault.help)
        })?;
        Ok((name.trim_end_matches('.').to_ascii_lowercase(), domain))
    };
    pairs.iter().map(read).collect()
}

/// Where the dashboard is, for a browser on this machine.
fn dashboard(host: IpAddr, port: u16) -> String {
    if host.is_loopback() || host.is_unspecified() {
        format!("http://localhost:{port}/")
    } else {
        format!("http://{}/", SocketAddr::new(host, port))
    }
}

/// Takes the port, or the next free one if somebody says so.
fn bind(host: IpAddr, port: u16, console: &Console) -> Result<(TcpListener, u16), Failure> {
    let at = |listener: TcpListener| {
        let port = listener.local_addr().map_or(port, |address| address.port());
        (listener, port)
    };
    let error = match TcpListener::bind((host, port)) {
        Ok(listener) => return Ok(at(listener)),
        Err(error) => error,
    };
    if error.kind() != ErrorKind::AddrInUse {
        return Err(Failure::Machine(format!("cannot serve on {host}, port {port}: {error}")));
    }
    let near = (port.saturating_add(1)..=port.saturating_add(NEAR))
        .find_map(|near| TcpListener::bind((host, near)).ok());
    let Some((listener, free)) = near.map(at) else {
        return Err(Failure::Machine(format!("port {port} and the {NEAR} after it are in use")));
    };
    if console.can_ask() {
        let question = format!("Port {port} is in use. Serve on {free} instead?");
        let asked = dialoguer::Confirm::new().with_prompt(question).default(true).interact();
        if asked.unwrap_or(false) {
            return Ok((listener, free));
        }
    }
    Err(Failure::Machine(format!(
        "port {port} is in use\n  help: {free} is free: `promokit serve --port {free}`"
    )))
}

/// With what the system opens addresses with.
fn open_browser(address: &str, console: &Console) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let started = std::process::Command::new(program).args(arguments).arg(address).spawn();
    if let Err(error) = started {
        console.note(&format!("No browser could be opened: {error}"));
    }
}

/// This process, as serving sees it.
struct Here {
    as_of: AsOf,
    cache: Option<Cache>,
    /// When the last change was seen.
    begun: Mutex<Instant>,
    lines: Mutex<Lines>,
}

impl Outside for Here {
    fn today(&self, project: &Project) -> Option<Date> {
        let as_of = match self.as_of {
            // Serving may go on past midnight.
            AsOf::Now(_) => AsOf::Now(Timestamp::now()),
            day @ AsOf::Day(_) => day,
        };
        as_of.date(&project.company.time_zone).ok()
    }

    fn drawn(&self) -> Option<&dyn Drawn> {
        self.cache.as_ref().map(|cache| cache as &dyn Drawn)
    }

    fn tell(&self, news: News<'_>) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        match news {
            News::Changing => *begun = Instant::now(),
            News::Read { changed, is_sound } => lines.read(changed, is_sound, begun.elapsed()),
            News::Findings { findings, source } => lines.findings(findings, source),
            News::Unwatched(why) => lines.unwatched(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_pairs() {
        let read = names(&["Acme.test=acme.example".to_owned()]).unwrap();
        assert_eq!(read["acme.test"].as_str(), "acme.example");
        for bad in ["acme.test", "=acme.example", "acme.test=", "a=b"] {
            assert_eq!(names(&[bad.to_owned()]).unwrap_err().exit_code(), 2, "{bad}");
        }
    }

    #[test]
    fn the_dashboard_has_an_address_that_opens() {
        let at = |host: &str| dashboard(host.parse().unwrap(), 4000);
        assert_eq!((at("127.0.0.1"), at("0.0.0.0")), (at("::1"), at("127.0.0.1")));
        assert_eq!(at("192.168.1.5"), "http://192.168.1.5:4000/");
        assert_eq!(at("fe80::1"), "http://[fe80::1]:4000/");
    }
}
