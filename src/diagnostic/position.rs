//! Bytes to lines and columns.

/// A 1-based line and column, in characters as people count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where the lines of a text start, for many look-ups in one text.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        LineIndex { text, starts }
    }

    /// The position of a byte. One inside a character, or behind the end, counts as the border before.
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let line = self.starts.partition_point(|&start| start <= byte).max(1);
        let column = self.text[self.starts[line - 1]..byte].chars().count() + 1;
        Position { line, column }
    }

    /// Where a line (from 1) starts, in bytes; the text's end for lines there are not.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// A line (from 1) without its line break.
    pub fn line(&self, line: usize) -> &'a str {
        self.text[self.start(line)..self.start(line + 1)].trim_end_matches(['\n', '\r'])
    }
}

/// The 1-based line and column, in characters, of a byte in a text.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let position = LineIndex::new(text).position(byte);
    (position.line, position.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "é: 1\r\n😀x\n";
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, 2), (1, 2));
        assert_eq!(line_column(text, 7), (2, 1));
        assert_eq!(line_column(text, 9), (2, 1));
        assert_eq!(line_column(text, 11), (2, 2));
        assert_eq!(line_column(text, 500), (3, 1));
        assert_eq!(line_column("", 0), (1, 1));
        let index = LineIndex::new(text);
        assert_eq!(
            [index.line(1), index.line(2), index.line(3), index.line(9)],
            ["é: 1", "😀x", "", ""]
        );
    }
}
