//! Takes a template's text apart: placeholders, and the marks that stand outside of them.

/// A stretch of a template's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    Literal(&'a str),
    /// What stands between braces, without spaces around it.
    Placeholder(&'a str),
}

/// A brace without its partner.
#[derive(Debug, PartialEq, Eq)]
pub struct LooseBrace;

/// The stretches of `given`, in order.
pub fn tokens(given: &str) -> Result<Vec<Token<'_>>, LooseBrace> {
    let mut tokens = Vec::new();
    let mut rest = given;
    while let Some(open) = rest.find(['{', '}']) {
        let (literal, tail) = rest.split_at(open);
        if !literal.is_empty() {
            tokens.push(Token::Literal(literal));
        }
        let inner = tail.strip_prefix('{').ok_or(LooseBrace)?;
        let (name, after) = inner.split_once('}').ok_or(LooseBrace)?;
        if name.contains('{') {
            return Err(LooseBrace);
        }
        tokens.push(Token::Placeholder(name.trim()));
        rest = after;
    }
    if !rest.is_empty() {
        tokens.push(Token::Literal(rest));
    }
    Ok(tokens)
}

/// Where the first of `marks` stands outside of braces.
pub fn find_mark(given: &str, marks: &[char]) -> Option<usize> {
    let mut inside = false;
    given.char_indices().find_map(|(at, character)| {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            _ if !inside && marks.contains(&character) => return Some(at),
            _ => {}
        }
        None
    })
}

/// What stands between the `&`s of a query; nothing for an empty one.
pub fn split_pairs(query: &str) -> Vec<&str> {
    let mut pairs = Vec::new();
    let mut rest = query;
    while let Some(at) = find_mark(rest, &['&']) {
        pairs.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    pairs.push(rest);
    pairs.retain(|pair| !pair.is_empty());
    pairs
}

/// Whether `text` is the placeholder `name` and nothing else.
pub fn is_placeholder(text: &str, name: &str) -> bool {
    tokens(text).is_ok_and(|tokens| tokens == [Token::Placeholder(name)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_of_braces_do_not_count() {
        assert_eq!(find_mark("{coupon?}/a?b", &['?']), Some(11));
        assert_eq!(split_pairs("a={x&y}&&b=c"), ["a={x&y}", "b=c"]);
        assert_eq!(tokens("a{ b }c").map(|tokens| tokens.len()), Ok(3));
        for broken in ["{", "}", "a{b{c}", "{a}}"] {
            assert_eq!(tokens(broken), Err(LooseBrace), "{broken}");
        }
        assert!(is_placeholder("{partner}", "partner") && !is_placeholder("x{partner}", "partner"));
    }
}
