//! Encodes values for the places of a Markdown text (CommonMark 0.31).

/// Words that stay words wherever they stand in a Markdown text.
pub fn escape_words(value: &str) -> String {
    words(value, true)
}

/// Words that stay words: every character that could begin markup is escaped, and line breaks
/// become spaces, so that no block can begin.
pub fn words(value: &str, starts_line: bool) -> String {
    let mut escaped = String::with_capacity(value.len() + 8);
    let line = single_line(value);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let length = line.len();
    for (index, character) in line.char_indices() {
        let edge = index == 0 || index + character.len_utf8() == length;
        let escape = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => true,
            // Beside brackets in the text around: `![`, `](`, `]:`, attributes.
            '!' | '(' | ')' | ':' | '{' | '}' | '"' | '\'' => edge,
            '#' | '+' | '-' | '=' => starts_line || edge,
            '.' => index == 0,
            _ => false,
        };
        // `1. ` and `1) ` begin a list.
        let ends_word = line[index..].chars().nth(1).is_none_or(char::is_whitespace);
        let list = starts_line && index == digits && matches!(character, '.' | ')') && ends_word;
        if escape || list {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// An address for `(…)` and `<…>`: exactly the same once the Markdown is read.
pub fn destination(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.trim().chars() {
        match character {
            '\\' | '(' | ')' | '<' | '>' | '&' | '"' | '\'' | '*' | '_' | '`' | '[' | ']' => {
                escaped.push('\\');
                escaped.push(character);
            }
            gap if gap.is_whitespace() || gap.is_control() => {
                let mut bytes = [0; 4];
                for byte in gap.encode_utf8(&mut bytes).bytes() {
                    escaped.push_str(&format!("%{byte:02X}"));
                }
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Code as it is, but for what would end it.
pub fn code(value: &str) -> String {
    single_line(value).replace('`', "'").replace("~~~", "~ ~ ~")
}

/// Whether `<value>` is a link, shown and followed byte by byte.
pub fn is_autolink(value: &str) -> bool {
    let scheme = ["https://", "http://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>');
    scheme && value.bytes().all(plain)
}

fn single_line(value: &str) -> String {
    let words =
        value.split(|character: char| character.is_ascii_whitespace() || character.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
