//! Letters, judged by a mail reader that is not ours; and that no placeholder is left anywhere.

use serde_json::Value;

use crate::support::{Archive, attributes, python, sample};

/// Where Gmail cuts a letter.
const CLIPPED: usize = 102_400;

const READ: &str = r#"
import email, email.policy, json, sys
def read(path):
    message = email.message_from_binary_file(open(path, "rb"), policy=email.policy.default)
    parts = list(message.walk())
    body = {kind: (lambda part: part.get_content() if part else None)(message.get_body((kind,))) for kind in ("plain", "html")}
    headers = {key: str(value) for key, value in message.items()}
    defects = [str(defect) for part in parts for defect in part.defects]
    defects += [str(defect) for part in parts for value in part.values() for defect in value.defects]
    raw = open(path, "rb").read()
    longest = max(len(line) for line in raw.split(b"\r\n"))
    bare = raw.replace(b"\r\n", b"").count(b"\n")
    return {"path": path, "headers": headers, "types": [part.get_content_type() for part in parts], "defects": defects,
            "longest": longest, "bare": bare, **body}
print(json.dumps([read(path) for path in sys.argv[1:]]))
"#;

#[test]
fn letters_are_sound_messages() {
    let output = sample();
    let paths = output.paths("mails/", ".eml");
    assert_eq!(paths.len(), 4 * 7, "four letters for each partner and language");
    let places: Vec<String> = paths.iter().map(|path| output.place(path)).collect();
    let read = python(READ, &places.iter().map(String::as_str).collect::<Vec<_>>());
    for (path, message) in paths.iter().zip(read.as_array().unwrap()) {
        assert_eq!(message["defects"], Value::Array(Vec::new()), "{path}");
        assert_eq!(message["bare"], 0, "{path}: bare line feeds");
        assert!(message["longest"].as_u64().unwrap() <= 998, "{path}: lines too long");
        let types: Vec<&str> =
            message["types"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(types, ["multipart/alternative", "text/plain", "text/html"], "{path}");
        let base = path.strip_suffix(".eml").unwrap();
        let same = |one: &str, other: &str| {
            assert_eq!(
                one.replace("\r\n", "\n").trim_end(),
                other.replace("\r\n", "\n").trim_end(),
                "{path}"
            )
        };
        same(message["plain"].as_str().unwrap(), output.text(&format!("{base}.txt")));
        same(message["html"].as_str().unwrap(), output.text(&format!("{base}.html")));
        let subject = message["headers"]["Subject"].as_str().unwrap();
        assert!(!subject.is_empty() && !subject.contains("{{"), "{path}: {subject}");
    }
}

#[test]
fn letters_are_not_clipped_and_show_pictures_that_exist() {
    let output = sample();
    for path in output.paths("mails/", ".html") {
        let html = output.text(path);
        assert!(html.len() <= CLIPPED, "{path} has {} bytes", html.len());
        assert!(!html.contains("<script") && !html.contains("<link"), "{path}");
        let locale = path.rsplit('.').nth(1).unwrap();
        assert!(html.contains(&format!("lang=\"{locale}\"")), "{path}");
        assert_eq!(html.contains("dir=\"rtl\""), locale == "ar", "{path}");
        for source in attributes(html, "src") {
            let Some(below) = source.strip_prefix("https://") else { panic!("{path}: {source}") };
            assert!(
                output.has(&format!("sites/{below}")),
                "{path} shows {source}, which is not there"
            );
        }
    }
}

#[test]
fn letters_as_text_read_well() {
    let output = sample();
    for path in output.paths("mails/", ".txt") {
        let text = output.text(path);
        assert!(!text.contains("&amp;") && !text.contains('<'), "{path} is not plain:\n{text}");
        assert!(text.contains("https://"), "{path}");
        assert!(text.contains("[[unsubscribe]]"), "{path} has no way out");
    }
}

#[test]
fn no_placeholder_is_left_anywhere() {
    let output = sample();
    let fine = |path: &str, text: &str| {
        for mark in ["{{", "{%", "}}"] {
            // Style sheets and scripts nest braces; pages hold them inline.
            let is_code = path.ends_with(".css")
                || path.ends_with(".js")
                || (mark == "}}" && !path.ends_with(".txt"));
            assert!(is_code || !text.contains(mark), "{path}: {:?}", around(text, mark));
        }
        assert!(!text.contains("MISSING") && !text.contains("[object Object]"), "{path}");
    };
    for (path, text) in output.texts() {
        fine(path, text);
    }
    for path in output.paths("kits/", ".zip") {
        let kit = Archive::read(output.bytes(path));
        for (name, text) in kit.texts() {
            fine(&format!("{path}: {name}"), text);
        }
    }
}

fn around<'a>(text: &'a str, mark: &str) -> &'a str {
    let start = text.find(mark).unwrap_or(0);
    let end = text[start..].char_indices().nth(80).map_or(text.len(), |(index, _)| start + index);
    &text[start..end]
}
