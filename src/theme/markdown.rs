//! Markdown to HTML that is safe to put into a page or a letter.
//!
//! The text may hold values from strangers (a partner's name, a coupon), so raw HTML is shown as text and links
//! lead only where a reader may be sent. This module knows nothing of templates, locales or files.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream, html};

/// Schemes that links and pictures may have; an address without a scheme is relative and always allowed.
const LINK_SCHEMES: [&str; 3] = ["http", "https", "mailto"];
const PICTURE_SCHEMES: [&str; 2] = ["http", "https"];

/// What promokit understands on top of CommonMark. Punctuation stays as typed: quotes and dashes depend on the
/// locale, and mail programs' tags must survive.
pub const OPTIONS: Options = Options::ENABLE_TABLES;

/// Where pictures stand in the text.
pub fn pictures(markdown: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
    events
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })))
        .map(|(_, range)| range)
        .collect()
}

/// Renders `markdown` as HTML. Raw HTML is escaped; addresses that stand in the text become links; links with a scheme
/// other than http, https or mailto lose their address and keep their text; neutral tags such as `[[unsubscribe]]`
/// stay as they are, also in addresses.
pub fn to_html(markdown: &str) -> String {
    to_html_with(markdown, None)
}

/// [`to_html`], in which links to `tracked` say that they pay, as search engines want it
/// (developers.google.com/search/docs/crawling-indexing/qualify-outbound-links).
pub fn to_html_with(markdown: &str, tracked: Option<&str>) -> String {
    let mut filter = Filter { tracked, ..Filter::default() };
    for event in TextMergeStream::new(Parser::new_ext(markdown, OPTIONS)) {
        filter.take(event);
    }
    let mut output = String::with_capacity(markdown.len() + markdown.len() / 2);
    html::push_html(&mut output, filter.events.into_iter());
    output
}

/// Turns the parser's events into harmless ones.
#[derive(Default)]
struct Filter<'a> {
    events: Vec<Event<'a>>,
    /// The address whose links pay.
    tracked: Option<&'a str>,
    /// For each open link whether its address was kept.
    links: Vec<bool>,
    /// The same for pictures.
    pictures: Vec<bool>,
    in_code: bool,
}

impl<'a> Filter<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Text(text) => self.text(text),
            Event::Html(text) | Event::InlineHtml(text) => self.events.push(Event::Text(text)),
            Event::Start(Tag::Link { dest_url, title, .. }) => {
                let kept = is_allowed(&dest_url, &LINK_SCHEMES);
                self.links.push(kept);
                if kept {
                    self.markup(self.anchor(&dest_url, &title));
                }
            }
            Event::End(TagEnd::Link) => {
                if self.links.pop() == Some(true) {
                    self.markup("</a>".to_owned());
                }
            }
            Event::Start(Tag::Image { ref dest_url, .. }) => {
                let kept = is_allowed(dest_url, &PICTURE_SCHEMES);
                self.pictures.push(kept);
                self.events.extend(kept.then_some(event));
            }
            Event::End(TagEnd::Image) => {
                let kept = self.pictures.pop() == Some(true);
                self.events.extend(kept.then_some(event));
            }
            Event::Start(Tag::CodeBlock(_)) | Event::End(TagEnd::CodeBlock) => {
                self.in_code = !self.in_code;
                self.events.push(event);
            }
            other => self.events.push(other),
        }
    }

    fn anchor(&self, address: &str, title: &str) -> String {
        let rel = match self.tracked {
            Some(tracked) if tracked == address => " rel=\"sponsored noopener\"",
            _ => "",
        };
        let title = match title {
            "" => String::new(),
            title => format!(" title=\"{}\"", escape(title)),
        };
        format!("<a href=\"{}\"{title}{rel}>", escape(&clean_address(address)))
    }

    fn text(&mut self, text: CowStr<'a>) {
        if self.in_code || !self.links.is_empty() || !self.pictures.is_empty() {
            self.events.push(Event::Text(text));
            return;
        }
        let mut rest = text.as_ref();
        while let Some((before, address, after)) = next_address(rest) {
            self.events.push(Event::Text(before.to_owned().into()));
            self.markup(self.anchor(address, ""));
            self.events.push(Event::Text(address.to_owned().into()));
            self.markup("</a>".to_owned());
            rest = after;
        }
        let rest = rest.to_owned();
        self.events.push(Event::Text(rest.into()));
    }

    /// Anchors are written here because the library would percent-encode the brackets of neutral tags.
    fn markup(&mut self, html: String) {
        self.events.push(Event::InlineHtml(html.into()));
    }
}

/// Splits at the first http or https address: what stands before it, the address, what follows. Punctuation that ends
/// a sentence does not belong to it.
fn next_address(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        let rest = &text[start..];
        let host = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"));
        let follows_word = text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        if host.is_some_and(|host| host.starts_with(char::is_alphanumeric)) && !follows_word {
            let end =
                rest.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`|".contains(c));
            let address = trim_sentence(&rest[..end.unwrap_or(rest.len())]);
            return Some((&text[..start], address, &rest[address.len()..]));
        }
        from = start + "http".len();
    }
    None
}

fn trim_sentence(address: &str) -> &str {
    let mut address = address;
    while let Some(last) = address.chars().next_back() {
        let unbalanced = last == ')' && !address.contains('(');
        if !unbalanced && !".,;:!?'*_\u{2019}\u{201d}\u{bb}".contains(last) {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// Whether a reader may be sent to `address`.
pub fn is_link_allowed(address: &str) -> bool {
    is_allowed(address, &LINK_SCHEMES)
}

fn is_allowed(address: &str, schemes: &[&str]) -> bool {
    // Browsers drop control characters and white space, so `java\nscript:` would run if they were compared.
    let plain: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    match plain.find([':', '/', '?', '#']) {
        Some(end) if plain.as_bytes()[end] == b':' => {
            let scheme = &plain[..end];
            schemes.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        }
        _ => true,
    }
}

/// The address with white space, control characters and everything outside ASCII percent-encoded.
pub fn clean_address(address: &str) -> String {
    let mut output = String::with_capacity(address.len());
    for character in address.trim().chars() {
        if character.is_ascii_graphic() {
            output.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                output.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    output
}

fn escape(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => output.push_str("&amp;"),
            '<' => output.push_str("&lt;"),
            '>' => output.push_str("&gt;"),
            '"' => output.push_str("&quot;"),
            '\'' => output.push_str("&#39;"),
            other => output.push(other),
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_lists_and_links() {
        assert_eq!(
            to_html("Hello *you*\n\n- one\n- [two](https://x.test/?a=1&b=2)"),
            "<p>Hello <em>you</em></p>\n<ul>\n<li>one</li>\n\
             <li><a href=\"https://x.test/?a=1&amp;b=2\">two</a></li>\n</ul>\n"
        );
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(to_html("a <b onclick=x>b</b>"), "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
        let block = to_html("<script>\nalert(1)\n</script>");
        assert!(!block.contains("<script"), "{block}");
        assert!(block.contains("&lt;script&gt;"), "{block}");
    }

    #[test]
    fn only_harmless_schemes_lead_anywhere() {
        for address in ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x"] {
            assert_eq!(to_html(&format!("[go]({address})")), "<p>go</p>\n", "{address}");
            assert!(!to_html(&format!("<{address}>")).contains("<a"), "{address}");
        }
        assert_eq!(to_html("[go](java&#10;script:x)"), "<p>go</p>\n");
        for address in ["/a:b", "?q=a:b", "#a:b", "mailto:a@b.test", "//cdn.test/x", "page.html"] {
            assert!(is_link_allowed(address), "{address}");
        }
        assert_eq!(to_html("![x](data:image/png;base64,AA)"), "<p>x</p>\n");
    }

    #[test]
    fn neutral_tags_survive() {
        assert_eq!(
            to_html("Hi [[first_name]], [out]([[unsubscribe]])"),
            "<p>Hi [[first_name]], <a href=\"[[unsubscribe]]\">out</a></p>\n"
        );
    }

    #[test]
    fn addresses_in_the_text_become_links() {
        assert_eq!(
            to_html("See https://x.test/a_b?c=1&d=2, or (http://y.test)."),
            "<p>See <a href=\"https://x.test/a_b?c=1&amp;d=2\">https://x.test/a_b?c=1&amp;d=2</a>, or \
             (<a href=\"http://y.test\">http://y.test</a>).</p>\n"
        );
        for text in
            ["`https://x.test`", "    https://x.test", "xhttps://x.test", "https://", "http"]
        {
            assert!(!to_html(text).contains("<a"), "{text}");
        }
        let nested = to_html("[https://x.test](https://y.test)");
        assert_eq!(nested, "<p><a href=\"https://y.test\">https://x.test</a></p>\n");
    }

    #[test]
    fn quotes_cannot_leave_the_attribute() {
        let html = to_html(r#"[a](<https://x.test/"onmouseover="y> "t\"<")"#);
        assert!(html.contains("href=\"https://x.test/&quot;onmouseover=&quot;y\""), "{html}");
    }

    proptest! {
        #[test]
        fn never_lets_a_tag_through(text in "[ -~\n<>&\"'\\[\\]()!:a-z]{0,120}") {
            let html = to_html(&text);
            prop_assert!(!html.contains("<script") && !html.contains("<iframe"));
            prop_assert!(!html.to_lowercase().contains("href=\"javascript:"));
        }
    }
}
