//! Markdown to HTML that is safe to put into a page or a letter.
//!
//! The text may hold values from strangers (a partner's name, a coupon), so raw HTML is shown as text and links
//! lead only where a reader may be sent. This module knows nothing of templates, locales or files.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Schemes that links and pictures may have; an address without a scheme is relative and always allowed.
const LINK_SCHEMES: [&str; 3] = ["http", "https", "mailto"];
const PICTURE_SCHEMES: [&str; 2] = ["http", "https"];

/// What promokit understands on top of CommonMark. Punctuation stays as typed: quotes and dashes depend on the
/// locale, and mail programs' tags must survive.
pub const OPTIONS: Options = Options::ENABLE_TABLES;

/// Renders `markdown` as HTML. Raw HTML is escaped; links with a scheme other than http, https or mailto lose their
/// address and keep their text; neutral tags such as `[[unsubscribe]]` stay as they are, also in addresses.
pub fn to_html(markdown: &str) -> String {
    let mut output = String::with_capacity(markdown.len() + markdown.len() / 2);
    html::push_html(&mut output, safe_events(markdown));
    output
}

fn safe_events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let mut links_kept = Vec::new();
    let mut pictures_kept = Vec::new();
    Parser::new_ext(markdown, OPTIONS).filter_map(move |event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Link {
            dest_url, title, ..
        }) => {
            let kept = is_allowed(&dest_url, &LINK_SCHEMES);
            links_kept.push(kept);
            // Written here because the library would percent-encode the brackets of neutral tags.
            kept.then(|| Event::InlineHtml(anchor(&dest_url, &title).into()))
        }
        Event::End(TagEnd::Link) => links_kept
            .pop()
            .unwrap_or(false)
            .then(|| Event::InlineHtml("</a>".into())),
        Event::Start(Tag::Image { ref dest_url, .. }) => {
            let kept = is_allowed(dest_url, &PICTURE_SCHEMES);
            pictures_kept.push(kept);
            kept.then_some(event)
        }
        Event::End(TagEnd::Image) => pictures_kept.pop().unwrap_or(false).then_some(event),
        other => Some(other),
    })
}

/// Whether a reader may be sent to `address`.
pub fn is_link_allowed(address: &str) -> bool {
    is_allowed(address, &LINK_SCHEMES)
}

fn is_allowed(address: &str, schemes: &[&str]) -> bool {
    // Browsers drop control characters and white space, so `java\nscript:` would run if they were compared.
    let plain: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    match plain.find([':', '/', '?', '#']) {
        Some(end) if plain.as_bytes()[end] == b':' => {
            let scheme = &plain[..end];
            schemes
                .iter()
                .any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        }
        _ => true,
    }
}

fn anchor(address: &str, title: &str) -> String {
    let address = escape(&clean_address(address));
    if title.is_empty() {
        format!("<a href=\"{address}\">")
    } else {
        format!("<a href=\"{address}\" title=\"{}\">", escape(title))
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
        assert_eq!(
            to_html("a <b onclick=x>b</b>"),
            "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"
        );
        let block = to_html("<script>\nalert(1)\n</script>");
        assert!(!block.contains("<script"), "{block}");
        assert!(block.contains("&lt;script&gt;"), "{block}");
    }

    #[test]
    fn only_harmless_schemes_lead_anywhere() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "vbscript:x",
        ] {
            assert_eq!(
                to_html(&format!("[go]({address})")),
                "<p>go</p>\n",
                "{address}"
            );
            assert!(
                !to_html(&format!("<{address}>")).contains("<a"),
                "{address}"
            );
        }
        assert_eq!(to_html("[go](java&#10;script:x)"), "<p>go</p>\n");
        for address in [
            "/a:b",
            "?q=a:b",
            "#a:b",
            "mailto:a@b.test",
            "//cdn.test/x",
            "page.html",
        ] {
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
    fn quotes_cannot_leave_the_attribute() {
        let html = to_html(r#"[a](<https://x.test/"onmouseover="y> "t\"<")"#);
        assert!(
            html.contains("href=\"https://x.test/&quot;onmouseover=&quot;y\""),
            "{html}"
        );
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
