//! The one thing that is added to pages: a script that reloads them and leads links to previews.

use std::collections::BTreeMap;

use super::host::preview;

/// Addresses of the server's own, on every host.
pub const SCRIPT: &str = "/__promokit/live.js";
pub const EVENTS: &str = "/__promokit/events";
pub const SCRIPT_TEXT: &str = include_str!("live.js");

/// `html` with the script before the end of its body.
pub fn with_script(html: &str, port: u16, is_site: impl Fn(&str) -> bool) -> String {
    let sites: BTreeMap<&str, String> = domains(html)
        .filter(|domain| is_site(domain))
        .map(|domain| (domain, preview(domain, port)))
        .collect();
    let sites = serde_json::to_string(&sites).unwrap_or_default();
    let sites = sites.replace('&', "&amp;").replace('"', "&quot;");
    let script = format!(
        "<script data-promokit src=\"{SCRIPT}\" data-events=\"{EVENTS}\" data-sites=\"{sites}\"></script>"
    );
    let at = html.rfind("</body>").unwrap_or(html.len());
    format!("{}{script}{}", &html[..at], &html[at..])
}

/// Every domain that the page names in an address.
fn domains(html: &str) -> impl Iterator<Item = &str> {
    html.split("https://").skip(1).map(|rest| {
        let is_part =
            |letter: char| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-';
        &rest[..rest.find(|letter| !is_part(letter)).unwrap_or(rest.len())]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_sites_are_led_to_previews() {
        let html = "<body><a href=\"https://a.example/x\"></a><img src=https://b.example></body>";
        let page = with_script(html, 4000, |domain| domain == "a.example");
        assert_eq!(
            page,
            "<body><a href=\"https://a.example/x\"></a><img src=https://b.example>\
             <script data-promokit src=\"/__promokit/live.js\" data-events=\"/__promokit/events\" \
             data-sites=\"{&quot;a.example&quot;:&quot;http://a.example.localhost:4000&quot;}\"></script></body>"
        );
        assert!(with_script("no body", 1, |_| true).starts_with("no body<script"));
    }
}
