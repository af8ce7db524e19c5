//! The statements of a stylesheet, with their places: enough to say which of them a drawing engine
//! would pass over.

/// What a stylesheet says at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement<'s> {
    /// A declaration's property: `color`. Custom properties are left out.
    Property(&'s str),
    /// A rule's selectors: `.wide .copy, .box .copy`.
    Selectors(&'s str),
    /// A rule such as `media`, without its `@`.
    AtRule(&'s str),
}

impl<'s> Statement<'s> {
    /// As it is written, but for an at-rule's `@`.
    pub fn text(self) -> &'s str {
        match self {
            Statement::Property(text) | Statement::Selectors(text) | Statement::AtRule(text) => {
                text
            }
        }
    }
}

/// The statements of `css` with the offsets of their texts, in order. Comments, strings and a
/// template's own tags are passed over.
pub fn statements(css: &str) -> Vec<(usize, Statement<'_>)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = Scanner { css, at: 0, depth: 0 };
    while let Some((end, kind)) = rest.next_boundary(&mut start) {
        if let Some(statement) = statement(css, start, end, kind) {
            found.push(statement);
        }
        start = end + 1;
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boundary {
    Opens,
    Ends,
}

fn statement(
    css: &str,
    start: usize,
    end: usize,
    kind: Boundary,
) -> Option<(usize, Statement<'_>)> {
    let raw = css.get(start..end)?;
    let text = raw.trim();
    let at = start + (raw.len() - raw.trim_start().len());
    if let Some(rule) = text.strip_prefix('@') {
        let name = rule.split(|it: char| !(it.is_ascii_alphanumeric() || it == '-')).next()?;
        return Some((at, Statement::AtRule(name)));
    }
    if kind == Boundary::Opens {
        return (!text.is_empty()).then_some((at, Statement::Selectors(text)));
    }
    let (property, _) = text.split_once(':')?;
    let property = property.trim_end();
    let is_plain = property.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (is_plain && !property.starts_with("--")).then_some((at, Statement::Property(property)))
}

struct Scanner<'s> {
    css: &'s str,
    at: usize,
    /// Open parentheses.
    depth: usize,
}

impl Scanner<'_> {
    /// The next `{`, `}` or `;` that ends a statement. `start` moves behind what stands before the statement.
    fn next_boundary(&mut self, start: &mut usize) -> Option<(usize, Boundary)> {
        loop {
            let rest = self.css.get(self.at..)?;
            let passed = [("/*", "*/"), ("{%", "%}"), ("{{", "}}"), ("{#", "#}")]
                .into_iter()
                .find(|(opens, _)| rest.starts_with(opens));
            if let Some((_, closes)) = passed {
                let is_first = self.css.get(*start..self.at).is_some_and(|it| it.trim().is_empty());
                self.at += rest.find(closes).map_or(rest.len(), |end| end + closes.len());
                if is_first {
                    *start = self.at;
                }
                continue;
            }
            let letter = rest.chars().next()?;
            let at = self.at;
            self.at += letter.len_utf8();
            match letter {
                '"' | '\'' => self.at += string_length(&rest[1..], letter),
                '(' => self.depth += 1,
                ')' => self.depth = self.depth.saturating_sub(1),
                '{' => return Some((at, Boundary::Opens)),
                '}' => return Some((at, Boundary::Ends)),
                ';' if self.depth == 0 => return Some((at, Boundary::Ends)),
                _ => {}
            }
        }
    }
}

/// Up to the quote that ends the string, with it; a backslash takes the next character along.
fn string_length(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if letter == quote {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn statements_are_told_apart() {
        let css = "/* a: b; */ {% include \"x\" %}\n.a:hover { --own: 1; color: red; background: url(data:a;b) } @media (x) { .b { top: {{ y }}px } }\n@font-face { src: \"a;}b\" }";
        let found: Vec<Statement> = statements(css).into_iter().map(|(_, it)| it).collect();
        assert_eq!(
            found,
            [
                Statement::Selectors(".a:hover"),
                Statement::Property("color"),
                Statement::Property("background"),
                Statement::AtRule("media"),
                Statement::Selectors(".b"),
                Statement::Property("top"),
                Statement::AtRule("font-face"),
                Statement::Property("src"),
            ]
        );
        assert!(statements(css).iter().all(|(at, it)| match it {
            Statement::Property(text) | Statement::Selectors(text) => css[*at..].starts_with(text),
            Statement::AtRule(text) => css[at + 1..].starts_with(text),
        }));
    }

    #[test]
    fn quotes_in_strings_end_nothing() {
        let css = r#".a { content: "a;b\"c;d:e"; colour: red }"#;
        let found: Vec<Statement> = statements(css).into_iter().map(|(_, it)| it).collect();
        let property = Statement::Property;
        assert_eq!(found, [Statement::Selectors(".a"), property("content"), property("colour")]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(css in "[a-z:;{}()\"'/*%# é@-]{0,60}") {
            for (at, _) in statements(&css) {
                prop_assert!(css.is_char_boundary(at));
            }
        }
    }
}
