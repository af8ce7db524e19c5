//! Server blocks for those who run nginx or Caddy themselves. The folder of a site is expected at
//! `/var/www/<domain>`.

use super::{Header, Redirect, by_path};
use crate::model::web::Domain;

pub fn nginx(domain: &Domain, headers: &[Header], redirects: &[&Redirect]) -> String {
    let mut text = format!(
        "server {{\n    listen 80;\n    server_name {domain};\n    root /var/www/{domain};\n    index index.html;\n"
    );
    // A folder without a page of its own is as unknown as any other path. Redirects to a folder's slash keep the visitor's scheme and port.
    text.push_str("    error_page 403 404 =404 /404.html;\n    absolute_redirect off;\n");
    let groups = by_path(headers);
    let everywhere: Vec<String> = lines(&groups, "/");
    for line in &everywhere {
        text.push_str(&format!("    {line}\n"));
    }
    for (path, _) in groups.iter().filter(|(path, _)| *path != "/") {
        text.push_str(&format!("    location {path} {{\n"));
        // A location that adds headers of its own inherits none.
        for line in everywhere.iter().chain(&lines(&groups, path)) {
            text.push_str(&format!("        {line}\n"));
        }
        text.push_str("    }\n");
    }
    for Redirect { from, to } in redirects {
        text.push_str(&format!("    location = {from} {{ return 302 \"{to}\"; }}\n"));
    }
    text + "}\n"
}

fn lines(groups: &[(&'static str, Vec<&Header>)], wanted: &str) -> Vec<String> {
    let group = groups.iter().find(|(path, _)| *path == wanted).map(|(_, group)| group);
    let line =
        |header: &&Header| format!("add_header {} \"{}\" always;", header.name, header.value);
    group.into_iter().flatten().map(line).collect()
}

pub fn caddy(domain: &Domain, headers: &[Header], redirects: &[&Redirect]) -> String {
    let mut text = format!("{domain} {{\n    root * /var/www/{domain}\n    file_server\n");
    for (path, group) in by_path(headers) {
        for header in group {
            text.push_str(&format!("    header {path}* {} \"{}\"\n", header.name, header.value));
        }
    }
    for Redirect { from, to } in redirects {
        text.push_str(&format!("    redir {from} \"{to}\" 302\n"));
    }
    text + "    handle_errors {\n        rewrite * /404.html\n        file_server\n    }\n}\n"
}
