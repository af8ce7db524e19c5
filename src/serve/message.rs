//! What passes between the web server and the session that knows the project.

use tokio::sync::oneshot;

use super::host::Host;

/// Something for the session to do.
#[derive(Debug)]
pub enum Message {
    Ask(Ask),
    /// A file of the project may have changed.
    Touched,
}

/// A request for a page or file.
#[derive(Debug)]
pub struct Ask {
    pub host: Host,
    /// Decoded, beginning with a slash.
    pub path: String,
    /// What stands behind the question mark.
    pub query: String,
    pub reply: oneshot::Sender<Answer>,
}

impl Ask {
    /// Whether it asks for a page, which other requests follow.
    pub fn is_for_page(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.is_empty() || !name.contains('.') || name.ends_with(".html")
    }
}

/// What goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    /// Where to go instead.
    pub location: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status, content_type, location: None, body: body.into() }
    }

    pub fn redirect(location: String) -> Answer {
        let location = Some(location);
        Answer { status: 302, content_type: "text/plain", location, body: Vec::new() }
    }
}

pub const HTML: &str = "text/html; charset=utf-8";

/// The media type of a file, by its ending.
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "mjml" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "zip" => "application/zip",
        "pdf" => "application/pdf",
        "eml" => "message/rfc822",
        _ => "application/octet-stream",
    }
}
