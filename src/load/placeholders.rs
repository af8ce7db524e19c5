//! `{{ prices.x }}` of products that do not exist, and names that mean nothing: found in the text as
//! it stands, so that they come out in one run with all other faults. What a name is filled with
//! for whom shows when things are made.

use crate::diagnostic::{Code, Diagnostic, FileId, Span};
use crate::model::placeholder::{self, NAMES, Unknown};
use crate::source::Source;

use super::fields::Findings;

/// Folders whose texts are filled. What partners write is shown as it is.
const FOLDERS: [&str; 7] =
    ["products", "programs", "creatives", "landings", "emails", "texts", "documents"];

/// Reports each name that stands for nothing whatever else is mended.
pub fn report(source: &Source, findings: &mut Findings) {
    let products = products(source);
    for folder in FOLDERS {
        for (id, file) in source.files_in(&format!("content/{folder}")) {
            let path = file.path.as_str();
            if !(path.ends_with(".yaml") || path.ends_with(".md")) {
                continue;
            }
            let Ok(text) = source.read_text(id) else { continue };
            findings.extend(names(text).filter_map(|found| fault(id, &found, &products)));
        }
    }
}

/// By the names of their files, whether these can be read or not.
fn products(source: &Source) -> Vec<&str> {
    let files = source.files_in("content/products/");
    files
        .filter_map(|(_, file)| {
            file.path.as_str().strip_prefix("content/products/")?.strip_suffix(".yaml")
        })
        .collect()
}

/// A name between braces, and where these stand.
struct Found {
    name: String,
    start: usize,
    end: usize,
}

/// The plain names of a text: what else stands between braces is reported when it is read.
fn names(text: &str) -> impl Iterator<Item = Found> {
    text.match_indices("{{").filter_map(|(start, _)| {
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[line_start..start];
        // Behind a `#` it may be a comment.
        if before.trim_start().starts_with('#') || before.contains(" #") {
            return None;
        }
        let length = text[start..].lines().next()?.find("}}")?;
        let inside = text[start + 2..start + length].trim();
        let name = inside.replace("[\"", ".").replace("['", ".").replace(['"', '\'', ']'], "");
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        (is_plain && !name.is_empty()).then_some(Found { name, start, end: start + length + 2 })
    })
}

fn fault(file: FileId, found: &Found, products: &[&str]) -> Option<Diagnostic> {
    let name = found.name.as_str();
    let is_known = match name.split_once('.') {
        Some(("prices", product)) => products.contains(&product),
        // Which categories there are is known when all rules are read.
        Some(("rates", _)) => true,
        _ => NAMES.contains(&name),
    };
    if is_known {
        return None;
    }
    let Unknown { message, help } = placeholder::unknown(name, products, &[]);
    let span = Span { file, start: found.start as u32, end: found.end as u32 };
    Some(Diagnostic::error(Code::Template, span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_they_are_filled() {
        let text = "a: \"{{ rate }} {{ prices['x-y'] }}\"\n# {{ old }}\nb: 1 # {{ b }}\n{{ a b }} {{ open\n";
        let found: Vec<String> = names(text).map(|found| found.name).collect();
        assert_eq!(found, ["rate", "prices.x-y"]);
    }
}
