//! The template engine's errors as findings at their place in the theme.

use std::collections::BTreeMap;

use tera::{ErrorKind, ReportError};

use crate::diagnostic::{Code, Diagnostic, FileId, Span, suggest};

/// The templates of a theme, by the names that the engine knows them by: `default:landing/page.html`.
pub type Templates = BTreeMap<String, Template>;

/// One file of `templates/`.
pub struct Template {
    pub file: FileId,
    pub text: String,
}

/// The finding for an error of rendering or loading; the engine joins all faults of references into one error.
/// `place` is where the theme was chosen: for faults that lie in no template.
pub fn findings(error: &tera::Error, templates: &Templates, place: Span) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![reported(report, templates, place)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}` to extend");
            vec![with_help(
                at(quoted(templates, current, parent, place), message),
                near_template(parent, templates),
            )]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let span = named_after(templates, tpl, "extends", place);
            vec![at(span, format!("the template `{}` extends itself", bare(tpl)))
                .help("to extend the template of the same name in another theme, name that theme: `default:landing/page.html`")]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let names: Vec<_> = include_chain.iter().map(|name| bare(name)).collect();
            let span = named_after(templates, tpl, "include", place);
            vec![at(span, format!("templates include each other: {}", names.join(" → ")))]
        }
        ErrorKind::TemplateNotFound(name) => {
            let message = format!("the theme has no template `{name}`");
            vec![with_help(at(place, message), near_template(name, templates))]
        }
        ErrorKind::Msg(text) if text.starts_with("error: ") => joined(text, templates, place),
        other => vec![at(place, plain(&other.to_string()))],
    }
}

fn at(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Template, span, message)
}

fn with_help(finding: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => finding.help(help),
        None => finding,
    }
}

fn reported(report: &ReportError, templates: &Templates, place: Span) -> Diagnostic {
    let range = &report.span().range;
    let span = templates.get(report.filename()).map_or(place, |template| Span {
        file: template.file,
        start: range.start as u32,
        end: range.end as u32,
    });
    explained(report.message(), span, templates)
}

/// Many faults in one text, each as `error: …`, `--> name:line:column` and an excerpt.
fn joined(text: &str, templates: &Templates, place: Span) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else {
            continue;
        };
        let Some(position) = lines.peek().and_then(|line| line.trim_start().strip_prefix("--> "))
        else {
            continue;
        };
        let span = located(position, message, templates).unwrap_or(place);
        findings.push(explained(message, span, templates));
    }
    findings
}

/// The place of `default:landing/page.html:12:5`, as long as the word that the message quotes.
fn located(position: &str, message: &str, templates: &Templates) -> Option<Span> {
    let (rest, column) = position.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    let template = templates.get(name)?;
    let line_start = line_start(&template.text, line.parse().ok()?);
    let line = template.text[line_start..].lines().next().unwrap_or_default();
    let column: usize = column.parse().ok()?;
    let start = line.char_indices().nth(column.checked_sub(1)?).map_or(line.len(), |(at, _)| at);
    // The engine points at the whole expression; the word itself is what the reader looks for.
    let word = quoted_words(message).next().unwrap_or_default();
    let start = start + line[start..].find(word).unwrap_or(0);
    let length = if line[start..].starts_with(word) { word.len() } else { 0 };
    let start = line_start + start;
    Some(Span { file: template.file, start: start as u32, end: (start + length) as u32 })
}

fn line_start(text: &str, line: usize) -> usize {
    match line {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    }
}

/// The engine's message in promokit's words.
fn explained(message: &str, span: Span, templates: &Templates) -> Diagnostic {
    let (message, help) =
        message.split_once('\n').map_or((message, None), |(first, rest)| (first, Some(rest)));
    let word = quoted_words(message).next().unwrap_or_default();
    for introduction in [" Available variables: ", " Available fields: "] {
        if let Some((_, names)) = message.split_once(introduction) {
            return with_help(
                at(span, format!("there is no `{word}` here")),
                near_or_all(word, names.split(", ")),
            );
        }
    }
    let (message, found) = match message.strip_suffix(&format!(" `{word}`")) {
        Some("Unknown filter") => {
            (format!("there is no filter `{word}`"), near(word, FILTERS.iter().copied()))
        }
        Some("Unknown test") => (format!("there is no test `{word}`"), None),
        Some("Unknown function") => {
            (format!("there is no function `{word}`"), near(word, FUNCTIONS.iter().copied()))
        }
        Some("Unknown component") => (
            format!("there is no component `{word}`"),
            near(word, declared(templates, "component")),
        ),
        Some("Unknown template") => {
            (format!("there is no template `{word}`"), near_template(word, templates))
        }
        _ if message.ends_with("is not defined in any parent template") => (
            format!("no template that this one extends has a block `{word}`"),
            near(word, declared(templates, "block")),
        ),
        _ if message.ends_with("is not defined.") => (format!("there is no `{word}` here"), None),
        _ => (plain(message), None),
    };
    with_help(at(span, message), help.map(str::to_owned).or(found))
}

/// Without the full stop and the capital, as other messages are.
fn plain(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut characters = message.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

fn quoted_words(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // A block that no parent has may be the only one of its name.
    let others = candidates.into_iter().filter(|candidate| *candidate != word);
    suggest(word, others).map(|near| format!("did you mean `{near}`?"))
}

fn near_or_all<'a>(word: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    near(word, names.clone())
        .or_else(|| Some(format!("there are: {}", names.collect::<Vec<_>>().join(", "))))
}

fn near_template(name: &str, templates: &Templates) -> Option<String> {
    let names = templates.keys().map(String::as_str);
    if name.contains(':') { near(name, names) } else { near(name, names.map(bare)) }
}

/// `landing/page.html` of `default:landing/page.html`.
fn bare(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, path)| path)
}

/// The names that templates declare with `{% keyword name`.
fn declared<'a>(templates: &'a Templates, keyword: &'a str) -> impl Iterator<Item = &'a str> {
    templates.values().flat_map(move |template| {
        template.text.split("{%").skip(1).filter_map(move |tag| {
            let name = tag.trim_start_matches('-').trim_start().strip_prefix(keyword)?.trim_start();
            let end = name.find(|character: char| !character.is_alphanumeric() && character != '_');
            Some(&name[..end.unwrap_or(name.len())]).filter(|name| !name.is_empty())
        })
    })
}

/// Where `word` stands in quotes in a template.
fn quoted(templates: &Templates, name: &str, word: &str, place: Span) -> Span {
    let Some(template) = templates.get(name) else {
        return place;
    };
    let found =
        ['"', '\''].iter().find_map(|quote| template.text.find(&format!("{quote}{word}{quote}")));
    found.map_or(Span::start_of(template.file), |at| Span {
        file: template.file,
        start: at as u32 + 1,
        end: (at + 1 + word.len()) as u32,
    })
}

/// The first tag with this keyword in a template.
fn named_after(templates: &Templates, name: &str, keyword: &str, place: Span) -> Span {
    let Some(template) = templates.get(name) else {
        return place;
    };
    let found = template.text.find(keyword);
    found.map_or(Span::start_of(template.file), |at| Span {
        file: template.file,
        start: at as u32,
        end: (at + keyword.len()) as u32,
    })
}

const FUNCTIONS: [&str; 5] = ["t", "inline", "range", "throw", "super"];

/// Those of the engine (see its documentation) and of this module's `functions`.
const FILTERS: [&str; 39] = [
    "json",
    "attr_url",
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];
