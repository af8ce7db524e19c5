//! Is it MJML? The renderer drops unknown tags silently and reports an unclosed one without its place; here both are
//! found, with their line. Attributes are the renderer's business.

use std::fmt;

/// Every tag that the renderer draws.
const TAGS: [&str; 32] = [
    "mj-accordion",
    "mj-accordion-element",
    "mj-accordion-text",
    "mj-accordion-title",
    "mj-all",
    "mj-attributes",
    "mj-body",
    "mj-breakpoint",
    "mj-button",
    "mj-carousel",
    "mj-carousel-image",
    "mj-class",
    "mj-column",
    "mj-divider",
    "mj-font",
    "mj-group",
    "mj-head",
    "mj-hero",
    "mj-image",
    "mj-navbar",
    "mj-navbar-link",
    "mj-preview",
    "mj-raw",
    "mj-section",
    "mj-social",
    "mj-social-element",
    "mj-spacer",
    "mj-style",
    "mj-table",
    "mj-text",
    "mj-title",
    "mj-wrapper",
];

/// Tags whose content is HTML or text.
const CONTENT_TAGS: [&str; 11] = [
    "mj-accordion-text",
    "mj-accordion-title",
    "mj-button",
    "mj-navbar-link",
    "mj-preview",
    "mj-raw",
    "mj-social-element",
    "mj-style",
    "mj-table",
    "mj-text",
    "mj-title",
];

/// HTML elements without an end tag.
const VOID_ELEMENTS: [&str; 8] = ["area", "br", "col", "hr", "img", "input", "link", "meta"];

/// What is wrong at a line of the MJML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// `suggestion` is a tag that looks much like it.
    UnknownTag { name: String, suggestion: Option<&'static str> },
    /// The tag is opened here and never closed.
    Unclosed { name: String },
    /// An end tag that closes nothing, or not the tag that is open.
    StrayEnd { name: String, open: Option<String> },
    /// A `<` without its `>`.
    Unfinished,
}

/// A [`Fault`] with its place, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructureError {
    /// Name of the template that produced the MJML.
    pub template: &'static str,
    /// Line of the produced MJML, from 1.
    pub line: usize,
    /// That line, trimmed.
    pub excerpt: String,
    pub fault: Fault,
}

/// A fault at a line, from 1.
pub(super) type Located = (usize, Fault);

impl StructureError {
    pub(super) fn new(template: &'static str, mjml: &str, (line, fault): Located) -> Self {
        let excerpt = mjml.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
        StructureError { template, line, excerpt: excerpt.to_owned(), fault }
    }
}

impl fmt::Display for StructureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, line {} of its MJML: ", self.template, self.line)?;
        match &self.fault {
            Fault::UnknownTag { name, suggestion } => {
                write!(formatter, "there is no tag <{name}> here")?;
                if let Some(suggestion) = suggestion {
                    write!(formatter, "; did you mean <{suggestion}>?")?;
                }
            }
            Fault::Unclosed { name } => write!(formatter, "<{name}> is never closed")?,
            Fault::StrayEnd { name, open: Some(open) } => {
                write!(formatter, "</{name}> closes <{open}>")?;
            }
            Fault::StrayEnd { name, open: None } => {
                write!(formatter, "</{name}> closes nothing")?;
            }
            Fault::Unfinished => write!(formatter, "this tag has no end")?,
        }
        write!(formatter, "\n  {}", self.excerpt)
    }
}

impl std::error::Error for StructureError {}

/// Finds the first fault in `mjml`.
pub(super) fn check(mjml: &str) -> Result<(), Located> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut rest = mjml;
    let mut line = 1;
    while let Some(start) = rest.find('<') {
        line += line_breaks(&rest[..start]);
        rest = &rest[start..];
        let length = markup_length(rest).ok_or((line, Fault::Unfinished))?;
        let markup = &rest[..length];
        if !is_declaration(markup) {
            take_tag(markup, line, &mut open)?;
        }
        line += line_breaks(markup);
        rest = &rest[length..];
    }
    match open.pop() {
        Some((name, line)) => Err((line, Fault::Unclosed { name: name.to_owned() })),
        None => Ok(()),
    }
}

fn take_tag<'a>(
    markup: &'a str,
    line: usize,
    open: &mut Vec<(&'a str, usize)>,
) -> Result<(), Located> {
    if let Some(end) = markup.strip_prefix("</") {
        let name = tag_name(end);
        return match open.pop() {
            Some((opened, _)) if opened == name => Ok(()),
            Some((opened, opened_line)) if open.iter().any(|(outer, _)| *outer == name) => {
                Err((opened_line, Fault::Unclosed { name: opened.to_owned() }))
            }
            other => {
                let open = other.map(|(opened, _)| opened.to_owned());
                Err((line, Fault::StrayEnd { name: name.to_owned(), open }))
            }
        };
    }
    let name = tag_name(&markup[1..]);
    let in_content = open.iter().any(|(outer, _)| CONTENT_TAGS.contains(outer));
    if !is_known(name, in_content, open.is_empty()) {
        let suggestion = suggest(name);
        return Err((line, Fault::UnknownTag { name: name.to_owned(), suggestion }));
    }
    let is_void = in_content && VOID_ELEMENTS.contains(&name);
    if !markup.ends_with("/>") && !is_void {
        open.push((name, line));
    }
    Ok(())
}

/// Inside content anything but MJML's tags is HTML; outside only MJML's tags are drawn.
fn is_known(name: &str, in_content: bool, at_root: bool) -> bool {
    if in_content && !name.starts_with("mj") {
        return true;
    }
    (name == "mjml" && at_root) || TAGS.contains(&name)
}

fn suggest(name: &str) -> Option<&'static str> {
    TAGS.iter()
        .copied()
        .map(|tag| (strsim::damerau_levenshtein(name, tag), tag))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, tag)| tag)
}

fn tag_name(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || c == '/' || c == '>');
    &text[..end.unwrap_or(text.len())]
}

fn is_declaration(markup: &str) -> bool {
    markup.starts_with("<!") || markup.starts_with("<?")
}

/// Bytes of the tag or comment that `text` begins with, quoted attribute values respected.
fn markup_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| end + 3);
    }
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(index + 1),
            _ => {}
        }
    }
    None
}

fn line_breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn body(inner: &str) -> String {
        format!("<mjml>\n<mj-body>\n{inner}\n</mj-body>\n</mjml>")
    }

    #[test]
    fn good_mjml_passes() {
        let inner = "<!-- <mj-foo> -->\n<mj-section>\n<mj-column><mj-text>a <b>b</b><br> <img alt=\"a > b\">\n\
                     </mj-text><mj-image src='x'/></mj-column></mj-section>";
        assert_eq!(check(&body(inner)), Ok(()));
    }

    #[test]
    fn unknown_tags_are_named_with_their_line() {
        let fault = Fault::UnknownTag { name: "mj-buton".into(), suggestion: Some("mj-button") };
        assert_eq!(check(&body("<mj-section>\n<mj-buton/>\n</mj-section>")), Err((4, fault)));
        let fault = Fault::UnknownTag { name: "div".into(), suggestion: None };
        assert_eq!(check(&body("<div></div>")), Err((3, fault)));
    }

    #[test]
    fn unclosed_tags_are_found_where_they_open() {
        let fault = Fault::Unclosed { name: "mj-section".into() };
        assert_eq!(check(&body("<mj-section>")), Err((3, fault.clone())));
        assert_eq!(check("<mjml>\n<mj-body>\n<mj-section>").map_err(|e| e.1), Err(fault));
        let fault = Fault::Unclosed { name: "b".into() };
        assert_eq!(check(&body("<mj-text>\n<b>x\n</mj-text>")), Err((4, fault)));
    }

    #[test]
    fn stray_ends_and_unfinished_tags() {
        let fault = Fault::StrayEnd { name: "mj-text".into(), open: Some("mj-body".into()) };
        assert_eq!(check(&body("</mj-text>")), Err((3, fault)));
        assert_eq!(check("<mjml>\n<mj-body a=\"x>"), Err((2, Fault::Unfinished)));
    }

    #[test]
    fn the_message_names_template_and_line() {
        let mjml = body("  <mj-foo/>");
        let error = check(&mjml).unwrap_err();
        let error = StructureError::new("email/plain.mjml", &mjml, error);
        insta::assert_snapshot!(error, @r#"
        email/plain.mjml, line 3 of its MJML: there is no tag <mj-foo> here; did you mean <mj-font>?
          <mj-foo/>
        "#);
    }

    proptest! {
        #[test]
        fn never_panics(text in "[<>/!\"'a-mj \n-]{0,80}") {
            let _ = check(&text);
        }
    }
}
