//! `promokit serve`

use std::io::ErrorKind;
use std::net::{IpAddr, TcpListener};
use std::time::Instant;

use crate::build::{self, Cache, Memory};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::web::Domain;
use crate::render::Drawn;
use crate::serve::{self, Changes, HostMap, Reporter};
use crate::source::Source;

use super::args::Serve;
use super::console::Console;
use super::failure::Failure;
use super::project;
use super::settings::Settings;

/// How many ports after one in use are tried.
const NEAR: u16 = 100;

pub fn run(args: &Serve, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let root = settings.project()?;
    let hosts = host_map(&args.host_map)?;
    let (listener, port) = bind(args.host, args.port, console)?;
    let address = format!("http://localhost:{port}/");
    console.note(&format!("Serving {address} (end it with Ctrl-C)\n"));
    if args.open {
        open_browser(&address, console);
    }
    let kept = Memory::open(&root, &root.join("output"), None)
        .and_then(|memory| Cache::open(&root.join(build::MEMORY_FOLDER), memory.began()));
    let cache = kept.map_err(|error| console.note(&format!("No cache: {error}"))).ok();
    let reporter = Lines { console, start: Instant::now() };
    let wanted = serve::Serve {
        root,
        listener,
        port,
        hosts,
        as_of: &|project| project::as_of(project, settings).ok(),
        kept: cache.as_ref().map(|cache| cache as &dyn Drawn),
        reporter: &reporter,
    };
    let no_watch = |reason: String| {
        console.note(&format!("Changes are seen only every few seconds: {reason}"));
    };
    serve::serve(wanted, no_watch).map_err(Failure::Machine)
}

/// `NAME=DOMAIN` pairs.
fn host_map(pairs: &[String]) -> Result<HostMap, Failure> {
    let read = |pair: &String| {
        let (name, domain) = pair.split_once('=').ok_or_else(|| {
            Failure::usage(format!("`--host-map {pair}` lacks a `=`"))
                .help("write NAME=DOMAIN, such as acme.test=acme.example")
        })?;
        let domain = Domain::parse(domain)
            .map_err(|fault| Failure::usage(format!("`--host-map {pair}`: {fault}")))?;
        Ok((name.to_ascii_lowercase(), domain.as_str().to_owned()))
    };
    pairs.iter().map(read).collect()
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
        return Err(Failure::Machine(format!("port {port} and those after it are in use")));
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

/// A line for each state of the project, and what is wrong with it.
struct Lines<'c> {
    console: &'c Console,
    start: Instant,
}

impl Reporter for Lines<'_> {
    fn opened(&self, changes: Option<&Changes>, findings: &[Diagnostic], source: &Source) {
        project::complain(findings, source, self.console);
        let errors = findings.iter().filter(|it| it.severity == Severity::Error).count();
        let state = match errors {
            0 => "ready".to_owned(),
            1 => "1 fault; pages show the last state that was right".to_owned(),
            more => format!("{more} faults; pages show the last state that was right"),
        };
        let what = match changes.map(|changes| changes.paths.as_slice()) {
            None | Some([]) => "project read".to_owned(),
            Some([only]) => only.clone(),
            Some([first, rest @ ..]) => format!("{first} and {} more", rest.len()),
        };
        let seconds = self.start.elapsed().as_secs();
        let clock = format!("{:>3}:{:02}", seconds / 60, seconds % 60);
        self.console.note(&format!("{clock}  {what}: {state}"));
    }
}
