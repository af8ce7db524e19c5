//! `promokit serve` as browsers meet it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::{AS_OF, Run};

/// How long a test waits for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server of a project; it ends with the test.
pub struct Server {
    process: Child,
    pub port: u16,
}

/// What was answered.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Server {
    /// Serves the project in `root` on a free port.
    pub fn start(root: &Path, arguments: &[&str]) -> Server {
        let all = [&["--as-of", AS_OF, "serve", "--port", "0"], arguments].concat();
        let mut command = Run::command(root, &all);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("the program starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("standard output");
        BufReader::new(output).read_line(&mut line).expect("an address");
        let port = line.trim().trim_end_matches('/').rsplit(':').next();
        let port = port.and_then(|port| port.parse().ok());
        Server { process, port: port.unwrap_or_else(|| panic!("no address in {line:?}")) }
    }

    /// Asks for a path of a host: `localhost` for the dashboard.
    pub fn get(&self, host: &str, path: &str) -> Response {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}:{}\r\n", self.port))
    }

    /// Sends a request's head, without its end.
    pub fn ask(&self, head: &str) -> Response {
        let mut stream = self.send(head);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let body = bytes[end + 4..].to_vec();
        Response { status: status.unwrap_or_else(|| panic!("{head}")), head, body }
    }

    fn send(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        write!(stream, "{head}Connection: close\r\n\r\n").expect("a request");
        stream
    }

    /// What open pages hear.
    pub fn events(&self) -> Events {
        let head = format!("GET /__promokit/events HTTP/1.1\r\nHost: localhost:{}\r\n", self.port);
        Events { lines: BufReader::new(self.send(&head)) }
    }

    /// Ends it as Ctrl-C does; gives the exit code.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        super::run_tool("kill", &["-INT", &id]);
        self.process.wait().expect("it ends").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Response {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body without the script of serving.
    pub fn page(&self) -> String {
        let text = self.text();
        let Some((before, rest)) = text.split_once("<script src=\"/__promokit/live.js?") else {
            panic!("no script in\n{text}");
        };
        let (number, after) = rest.split_once("\"></script>").expect("the end of the script");
        assert!(number.bytes().all(|byte| byte.is_ascii_digit()), "{number}");
        format!("{before}{after}")
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Response {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.text());
        self
    }
}

/// The messages of the server, one after the other.
pub struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    pub fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            let length = self.lines.read_line(&mut line).expect("a message in time");
            assert!(length > 0, "the server closed the stream");
            if let Some(data) = line.strip_prefix("data:") {
                return serde_json::from_str(data.trim()).expect("JSON");
            }
        }
    }

    /// The first message that is as wanted.
    pub fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.next();
            if wanted(&message) {
                return message;
            }
        }
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        let _ = self.lines.get_ref().shutdown(Shutdown::Both);
    }
}
