//! Server blocks for those who run nginx or Caddy themselves. The folder of a site is expected at
//! `/var/www/<domain>`.

use super::{Header, Redirect, by_path};
use crate::model::web::Domain;

/// For what has no caching of its own, pages above all: it is asked for again each time, and sent if it has changed. Hosted services do so
/// by themselves.
const ASK_AGAIN: Header =
    Header { path: "/", name: "Cache-Control", value: "max-age=0, must-revalidate" };
/// What gets smaller by packing, beside HTML.
const PACKED: &str =
    "text/css text/plain text/javascript application/javascript application/json image/svg+xml";

pub fn nginx(domain: &Domain, headers: &[Header], redirects: &[&Redirect]) -> String {
    let mut text = format!(
        "server {{\n    listen 80;\n    server_name {domain};\n    root /var/www/{domain};\n    index index.html;\n    charset utf-8;\n    gzip on;\n    gzip_types {PACKED};\n"
    );
    // A folder without a page of its own is as unknown as any other path. Redirects to a folder's slash keep the visitor's scheme and port.
    text.push_str("    error_page 403 404 =404 /404.html;\n    absolute_redirect off;\n");
    let groups = by_path(headers);
    let everywhere: Vec<&Header> = headers.iter().filter(|header| header.path == "/").collect();
    for header in with_caching(everywhere.clone()) {
        text.push_str(&format!("    {}\n", line(header)));
    }
    for (path, group) in groups.iter().filter(|(path, _)| *path != "/") {
        text.push_str(&format!("    location {path} {{\n"));
        // A location that adds headers of its own inherits none.
        for header in with_caching(everywhere.iter().chain(group).copied().collect()) {
            text.push_str(&format!("        {}\n", line(header)));
        }
        text.push_str("    }\n");
    }
    for Redirect { from, to } in redirects {
        text.push_str(&format!("    location = {from} {{ return 302 \"{to}\"; }}\n"));
    }
    text + "}\n"
}

fn with_caching(mut headers: Vec<&Header>) -> Vec<&Header> {
    if headers.iter().all(|header| header.name != ASK_AGAIN.name) {
        headers.push(&ASK_AGAIN);
    }
    headers
}

fn line(header: &Header) -> String {
    format!("add_header {} \"{}\" always;", header.name, header.value)
}

pub fn caddy(domain: &Domain, headers: &[Header], redirects: &[&Redirect]) -> String {
    let mut text =
        format!("{domain} {{\n    root * /var/www/{domain}\n    encode gzip\n    file_server\n");
    for (path, group) in by_path(headers) {
        for header in group {
            text.push_str(&format!("    header {path}* {} \"{}\"\n", header.name, header.value));
        }
    }
    // `?`: where nothing else said it.
    let Header { name, value, .. } = ASK_AGAIN;
    text.push_str(&format!("    header ?{name} \"{value}\"\n"));
    for Redirect { from, to } in redirects {
        text.push_str(&format!("    redir {from} \"{to}\" 302\n"));
    }
    // What is missing now may be there tomorrow, below `/assets/` too.
    let missing = format!("        header {name} \"{value}\"\n        rewrite * /404.html\n");
    text + "    handle_errors {\n" + &missing + "        file_server\n    }\n}\n"
}
