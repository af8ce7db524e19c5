//! The script in served pages, and pages of serving's own.

use std::collections::BTreeMap;

use super::address::OWN;
use super::answer::Answer;
use super::report::Report;

const SCRIPT: &str = include_str!("live.js");
/// How findings look, in pages and over them.
pub const FINDINGS_CSS: &str = include_str!("findings.css");

/// The page with the script that keeps it up to date, right behind `<head>`: before anything that
/// the page itself wants of the browser, even a policy against scripts.
pub fn insert(page: &[u8], session: u64) -> Vec<u8> {
    let at = place(page);
    let tag = tag(session);
    let mut whole = Vec::with_capacity(page.len() + tag.len());
    whole.extend_from_slice(&page[..at]);
    whole.extend_from_slice(tag.as_bytes());
    whole.extend_from_slice(&page[at..]);
    whole
}

/// The number makes a page know whether it is the newest.
fn tag(session: u64) -> String {
    format!("<script src=\"{OWN}live.js?{session}\"></script>")
}

/// Behind the start tag `<head>`; else before `</body>`; else at the end.
fn place(page: &[u8]) -> usize {
    let find =
        |what: &[u8]| page.windows(what.len()).position(|part| part.eq_ignore_ascii_case(what));
    let head = find(b"<head")
        .filter(|at| matches!(page.get(at + 5), Some(b'>' | b' ' | b'\t' | b'\r' | b'\n')));
    let behind = head.and_then(|at| {
        page[at..].iter().position(|byte| *byte == b'>').map(|length| at + length + 1)
    });
    behind.or_else(|| find(b"</body")).unwrap_or(page.len())
}

/// The script, which knows the sites' domains and the names they have here.
pub fn script<'a>(names: impl Iterator<Item = (&'a str, String)>) -> Answer {
    let names: BTreeMap<&str, String> = names.collect();
    let names = serde_json::to_string(&names).unwrap_or_else(|_| "{}".to_owned());
    let css = serde_json::to_string(FINDINGS_CSS).unwrap_or_default();
    let text = format!("({})({names}, {css});\n", SCRIPT.trim_end());
    Answer::new(200, "text/javascript; charset=utf-8", text.into_bytes())
}

/// A page in place of one that cannot be made.
pub fn faults(status: u16, session: u64, title: &str, report: &Report) -> Answer {
    let findings: &str = if report.faults.is_empty() {
        "<p>It cannot be made; the terminal says why.</p>"
    } else {
        &report.faults
    };
    page(status, session, title, findings)
}

/// A plain page. `html` is markup, `title` text without any.
pub fn page(status: u16, session: u64, title: &str, html: &str) -> Answer {
    Answer::page(
        status,
        format!(
            "<!doctype html>\n<html lang=\"en\"><head>{}<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{FINDINGS_CSS}</style></head>\n\
             <body class=\"findings plain\">\n<h1>{title}</h1>\n{html}</body></html>\n",
            tag(session)
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_first_in_the_head() {
        let tag = tag(7);
        for (page, with) in [
            ("<html><head><meta></head>", format!("<html><head>{tag}<meta></head>")),
            ("<HEAD lang=x>a", format!("<HEAD lang=x>{tag}a")),
            ("<header>x</header></body>", format!("<header>x</header>{tag}</body>")),
            ("text", format!("text{tag}")),
        ] {
            assert_eq!(String::from_utf8_lossy(&insert(page.as_bytes(), 7)), with);
        }
    }

    #[test]
    fn the_script_is_one_expression() {
        let answer = script([("a.example", "a.example.localhost".to_owned())].into_iter());
        let text = String::from_utf8_lossy(&answer.body);
        assert!(text.starts_with("(function "), "{text}");
        assert!(text.contains("{\"a.example\":\"a.example.localhost\"}"), "{text}");
    }
}
