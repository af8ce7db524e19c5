//! Puts values into the placeholders of a phrase, as plain text or as Markdown.

/// A value that a placeholder stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Address(String),
    /// Markdown of our own, such as the table of commissions: only for texts in Markdown.
    Block(String),
}

/// What kind of text the placeholders stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Markdown,
}

/// A stretch of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    Literal(&'t str),
    /// The name between the braces, trimmed.
    Placeholder(&'t str),
    /// Braces that are opened and not closed.
    Open(&'t str),
}

/// The phrase in pieces, in order. A placeholder ends on its own line.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        pieces.push(Piece::Literal(before));
        let end = after.find("}}").filter(|end| !after[..*end].contains('\n'));
        let Some(end) = end else {
            pieces.push(Piece::Open(after.lines().next().unwrap_or_default()));
            return pieces;
        };
        pieces.push(Piece::Placeholder(after[..end].trim()));
        rest = &after[end + 2..];
    }
    pieces.push(Piece::Literal(rest));
    pieces
}

/// A value as it is written into a text of this kind; `None` where it cannot stand.
pub fn written(value: &Value, kind: Kind) -> Option<String> {
    match (value, kind) {
        (Value::Text(text) | Value::Address(text), Kind::Plain) => Some(text.clone()),
        (Value::Block(_), Kind::Plain) => None,
        (Value::Text(text), Kind::Markdown) => Some(escape_markdown(text)),
        (Value::Address(address), Kind::Markdown) => Some(bare_address(address)),
        (Value::Block(markdown), Kind::Markdown) => Some(markdown.clone()),
    }
}

/// The text so that Markdown shows it as it is, wherever it stands in a line.
pub fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, character) in text.char_indices() {
        let opens_list = (at == 0 && "+-=".contains(character))
            || (at == digits && digits > 0 && ".)".contains(character));
        if opens_list || "\\`*_[]<>&#|~".contains(character) {
            escaped.push('\\');
        }
        // A value is one line: a break in it could start a heading or a list.
        escaped.push(if character.is_control() { ' ' } else { character });
    }
    escaped
}

/// An address whose characters mean nothing to Markdown; it leads to the same place.
fn bare_address(address: &str) -> String {
    let mut bare = String::with_capacity(address.len());
    let mut before = ' ';
    let mut letters = address.chars().peekable();
    while let Some(character) = letters.next() {
        let inside_word = before.is_alphanumeric() && letters.peek().is_some_and(|next| next.is_alphanumeric());
        match character {
            '*' => bare.push_str("%2A"),
            '(' => bare.push_str("%28"),
            ')' => bare.push_str("%29"),
            '[' => bare.push_str("%5B"),
            ']' => bare.push_str("%5D"),
            '`' => bare.push_str("%60"),
            '_' if !inside_word => bare.push_str("%5F"),
            other => bare.push(other),
        }
        before = character;
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::markdown::to_html;
    use proptest::prelude::*;

    #[test]
    fn phrases_are_cut_at_their_braces() {
        assert_eq!(
            pieces("a {{ b.c }} d {{e}}"),
            [
                Piece::Literal("a "),
                Piece::Placeholder("b.c"),
                Piece::Literal(" d "),
                Piece::Placeholder("e"),
                Piece::Literal(""),
            ]
        );
        assert_eq!(pieces("a {{ b\nc }}"), [Piece::Literal("a "), Piece::Open(" b")]);
    }

    #[test]
    fn tables_stand_in_markdown_only() {
        let table = Value::Block("| a |".to_owned());
        assert_eq!(written(&table, Kind::Plain), None);
        assert_eq!(written(&table, Kind::Markdown).as_deref(), Some("| a |"));
    }

    #[test]
    fn addresses_stay_clickable() {
        let address = Value::Address("https://shop.example/?utm_source=a&sub=_x_*(1)".to_owned());
        let written = written(&address, Kind::Markdown).unwrap_or_default();
        assert_eq!(written, "https://shop.example/?utm_source=a&sub=%5Fx%5F%2A%281%29");
        assert!(to_html(&written).contains("<a href="), "{written}");
    }

    proptest! {
        #[test]
        fn values_are_shown_as_they_are(name in "[ -~]{1,24}") {
            let name = name.trim();
            prop_assume!(!name.is_empty() && !name.contains("http"));
            let html = to_html(&format!("{}\n", escape_markdown(name)));
            let shown = html.trim().trim_start_matches("<p>").trim_end_matches("</p>")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            prop_assert_eq!(shown, name);
        }
    }
}
