//! Breaking plain text into lines. Words are split at blanks only, so an address is never broken.

/// Wraps the lines of `text` that are longer than `columns`, keeping their indentation and quote marks; joins runs
/// of empty lines into one. Lines indented by four blanks (code) stay as they are.
pub(super) fn wrap(text: &str, columns: usize) -> String {
    let mut output = String::with_capacity(text.len());
    let mut empty_lines_due = false;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            empty_lines_due = !output.is_empty();
            continue;
        }
        if std::mem::take(&mut empty_lines_due) {
            output.push('\n');
        }
        if line.starts_with("    ") || width(line) <= columns {
            output.push_str(line);
            output.push('\n');
        } else {
            let start = line.find(|c| c != ' ' && c != '>').unwrap_or(0);
            let (indentation, rest) = line.split_at(start);
            for part in fill(rest, columns.saturating_sub(start)) {
                output.push_str(indentation);
                output.push_str(&part);
                output.push('\n');
            }
        }
    }
    output
}

/// Breaks `text` at blanks into lines of at most `columns` characters; no-break spaces hold.
pub(super) fn fill(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.trim().split('\n') {
        let mut line = String::new();
        let mut length = 0;
        for word in paragraph.split([' ', '\t', '\r']).filter(|word| !word.is_empty()) {
            let added = width(word);
            if length > 0 && length + 1 + added > columns {
                lines.push(std::mem::take(&mut line));
                length = 0;
            }
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += added;
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// Characters, which is near enough to columns.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn wrapping_keeps_margins_code_and_addresses() {
        let long = "word ".repeat(20);
        let address = format!("https://x.test/{}", "a".repeat(90));
        let text = format!("\n\n\n> {long}\n\n\n\n    {long}\n{address} end\n\n");
        assert_snapshot!(wrap(&text, 40), @r#"
        > word word word word word word word
        > word word word word word word word
        > word word word word word word

            word word word word word word word word word word word word word word word word word word word word
        https://x.test/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        end
        "#);
    }
}
