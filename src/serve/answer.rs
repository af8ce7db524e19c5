//! What a request is answered with. It knows nothing of how it is sent.

use std::sync::Arc;

use crate::plan::OutputPath;

/// An answer to send.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    /// The media type.
    pub media: &'static str,
    pub body: Arc<[u8]>,
    /// Where to go instead.
    pub location: Option<String>,
    /// Whether it is the last good state of a page that cannot be made now.
    pub is_outdated: bool,
}

pub const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

impl Answer {
    pub fn new(status: u16, media: &'static str, body: impl Into<Arc<[u8]>>) -> Answer {
        Answer { status, media, body: body.into(), location: None, is_outdated: false }
    }

    pub fn text(status: u16, text: &str) -> Answer {
        Answer::new(status, TEXT, text.as_bytes())
    }

    pub fn page(status: u16, html: String) -> Answer {
        Answer::new(status, HTML, html.into_bytes())
    }

    pub fn moved(location: String) -> Answer {
        Answer { location: Some(location), ..Answer::text(308, "It is one slash further.\n") }
    }
}

/// The media type of a file, by its ending.
pub fn media(path: &OutputPath) -> &'static str {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => HTML,
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("xml") => "application/xml",
        Some("txt" | "md" | "mjml" | "conf") => TEXT,
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("gif") => "image/gif",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        Some("ico") => "image/x-icon",
        Some("woff") => "font/woff",
        Some("ttf") => "font/ttf",
        Some("otf") => "font/otf",
        Some("zip") => "application/zip",
        Some("eml") => "message/rfc822",
        _ => "application/octet-stream",
    }
}
