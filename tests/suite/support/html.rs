//! Reads attributes out of pages, as a browser would.

/// The values of all attributes of that name, decoded.
pub fn attributes(html: &str, name: &str) -> Vec<String> {
    tags(html).into_iter().flat_map(|tag| attribute(tag, name)).collect()
}

/// The values of one attribute of all tags of one kind, decoded.
pub fn tag_attributes(html: &str, tag: &str, name: &str) -> Vec<String> {
    let is_meant = |text: &&str| text.split(|it: char| it.is_whitespace()).next() == Some(tag);
    tags(html).into_iter().filter(is_meant).flat_map(|tag| attribute(tag, name)).collect()
}

/// The text of every start tag, without its brackets; comments and scripts' contents left out.
fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let end = end_of_tag(rest);
            let tag = &rest[..end];
            tags.push(tag);
            rest = &rest[end..];
            for raw in ["script", "style"] {
                if tag.starts_with(raw) {
                    rest = rest.split_once(&format!("</{raw}")).map_or("", |(_, after)| after);
                }
            }
        }
    }
    tags
}

fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (index, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '>') => return index,
            _ => {}
        }
    }
    text.len()
}

fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let mut rest = tag.trim_start_matches(|letter: char| !letter.is_whitespace());
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let end =
            rest.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() && after.is_empty() {
            return None;
        }
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after),
            None => ("", after),
        };
        if name == wanted {
            return Some(unescape(value));
        }
        rest = after;
    }
}

/// A value and what follows it.
fn value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(text.find(|letter: char| letter.is_whitespace()).unwrap_or(text.len())),
    }
}

/// The text behind character references.
pub fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(';').filter(|end| *end < 12);
        let letter = end.and_then(|end| reference(&rest[1..end]));
        match (letter, end) {
            (Some(letter), Some(end)) => {
                plain.push(letter);
                rest = &rest[end + 1..];
            }
            _ => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain + rest
}

fn reference(name: &str) -> Option<char> {
    let number = |text: &str, radix| char::from_u32(u32::from_str_radix(text, radix).ok()?);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => match name.strip_prefix("#x") {
            Some(hex) => number(hex, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}

#[test]
fn attributes_are_read_and_decoded() {
    let page = "<!-- <a href=x> --><a class='b' href=\"?a=1&amp;b=&#x32;\">a &lt; href=\"no\"</a>\
        <script>'<a href=\"no\">'</script><img data-href=\"no\" alt=' src=no' src=x.png><area href=y>";
    assert_eq!(attributes(page, "href"), ["?a=1&b=2", "y"]);
    assert_eq!(tag_attributes(page, "a", "href"), ["?a=1&b=2"]);
    assert_eq!(attributes(page, "src"), ["x.png"]);
    assert_eq!(unescape("a&b &amp;amp; &nope;"), "a&b &amp; &nope;");
}
