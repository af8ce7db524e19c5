//! From a template's text to a checked template.

use super::tokens::{LooseBrace, Token, find_mark, split_pairs, tokens};
use super::{Additions, DestinationForm, Part, PathSuffix, Piece, Position, Slot, Template};
use crate::model::backend::{Parameter, ParameterName, SubIdRule, SubIdSource};
use crate::model::web::{WebAddress, escape_illegal};

/// Message and help.
pub type TemplateFault = (String, String);

/// What a template text means.
pub enum Reading {
    /// An address of its own.
    Address(Template),
    /// `{destination}?a={partner}`: what is put into the destination.
    Destination(Additions),
}

/// What placeholders stand for beside the usual ones.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'a> {
    /// `{sub_id}`
    pub sub_id: SubIdRule,
    /// `{sub_id.NAME}`
    pub further: &'a [(String, SubIdSource, SubIdRule)],
    /// Placeholders of ad networks, which stay as they are.
    pub macros: &'a [String],
}

/// Reads a template. Whether it names the partner is the caller's to ask.
pub fn read(given: &str, words: Vocabulary<'_>) -> Result<Reading, TemplateFault> {
    let parts = split(given, words)?;
    refuse_raw_within(&parts)?;
    match given.strip_prefix("{destination}") {
        Some(rest) => additions(rest, words).map(Reading::Destination),
        None => address(given, words).map(Reading::Address),
    }
}

/// A placeholder or text, understood.
enum Word<'a> {
    Literal(&'a str),
    Macro(&'a str),
    Slot { slot: Slot, optional: bool },
}

fn split<'a>(given: &'a str, words: Vocabulary<'_>) -> Result<Vec<Word<'a>>, TemplateFault> {
    let tokens = tokens(given).map_err(|LooseBrace| {
        (
            "the template has a brace without its partner".to_owned(),
            "write placeholders as `{partner}`; a brace that belongs to the address is `%7B` or `%7D`"
                .to_owned(),
        )
    })?;
    tokens.into_iter().map(|token| word(token, words)).collect()
}

fn word<'a>(token: Token<'a>, words: Vocabulary<'_>) -> Result<Word<'a>, TemplateFault> {
    let name = match token {
        Token::Literal(text) => return Ok(Word::Literal(text)),
        Token::Placeholder(name) => name,
    };
    if words.macros.iter().any(|known| known == name) {
        return Ok(Word::Macro(name));
    }
    let (bare, optional) = name.strip_suffix('?').map_or((name, false), |bare| (bare, true));
    let slot = slot(bare, words).ok_or_else(|| {
        (
            format!("`{{{name}}}` is no placeholder"),
            format!(
                "placeholders are {{partner}}, {{sub_id}}, {{destination}}, {{creative}}, {{campaign}}, {{locale}} and {{coupon}}; if a network fills `{{{name}}}` in, declare it: `macros: [{name}]`"
            ),
        )
    })?;
    let optional = optional || slot.may_be_empty();
    Ok(Word::Slot { slot, optional })
}

fn slot(name: &str, words: Vocabulary<'_>) -> Option<Slot> {
    Some(match name {
        "partner" => Slot::Partner,
        "sub_id" => Slot::SubId(SubIdSource::Placement, words.sub_id),
        "own_sub_id" => Slot::OwnSubId,
        "creative" => Slot::Creative,
        "campaign" => Slot::Campaign,
        "locale" => Slot::Locale,
        "coupon" => Slot::Coupon,
        "destination" => Slot::Destination(DestinationForm::Escaped),
        "destination:raw" => Slot::Destination(DestinationForm::Raw),
        "destination:path" => Slot::Destination(DestinationForm::Path),
        "destination:minimal" => Slot::Destination(DestinationForm::Minimal),
        "destination:base64url" => Slot::Destination(DestinationForm::Base64Url),
        _ => {
            let param = name.strip_prefix("sub_id.")?;
            let (_, source, rule) = words.further.iter().find(|(known, ..)| known == param)?;
            Slot::SubId(*source, *rule)
        }
    })
}

/// What follows an untouched destination would be taken for a part of it.
fn refuse_raw_within(words: &[Word<'_>]) -> Result<(), TemplateFault> {
    let is_raw = |word: &Word<'_>| {
        matches!(word, Word::Slot { slot: Slot::Destination(DestinationForm::Raw), .. })
    };
    // A closing parenthesis at the very end belongs to the system: `url(https://…)`.
    let words = match words {
        [before @ .., Word::Literal(")")] => before,
        all => all,
    };
    match words.split_last() {
        Some((_, before)) if before.iter().any(is_raw) => Err((
            "something follows `{destination:raw}`, and would be taken for a part of it".to_owned(),
            "put `{destination:raw}` at the end, or write `{destination}`".to_owned(),
        )),
        _ => Ok(()),
    }
}

fn address(given: &str, words: Vocabulary<'_>) -> Result<Template, TemplateFault> {
    let invalid = |help: String| ("the template is not a web address".to_owned(), help);
    // Filled with the plainest of values it must already be an address; so no value can turn it into another one.
    let plain: String = split(given, words)?
        .iter()
        .map(|word| match word {
            Word::Literal(text) => text,
            Word::Macro(_) | Word::Slot { .. } => "x",
        })
        .collect();
    let plain = WebAddress::parse(&plain).map_err(|fault| invalid(fault.help))?;

    let host_start = given.find("://").map_or(0, |at| at + 3);
    let host_end =
        find_mark(&given[host_start..], &['/', '?', '#']).map_or(given.len(), |at| host_start + at);
    let (origin, tail) = given.split_at(host_end);
    if !origin.contains('{') {
        return whole(&format!("{}{tail}", plain.origin()), words);
    }
    if origin[..host_start].contains('{') {
        return Err(invalid(
            "start the template with `https://`, or with `{destination}`".to_owned(),
        ));
    }
    if !origin.is_ascii() {
        return Err(invalid(
            "beside a placeholder, write the host in its ASCII form (`xn--…`)".to_owned(),
        ));
    }
    whole(given, words)
}

fn whole(given: &str, words: Vocabulary<'_>) -> Result<Template, TemplateFault> {
    let (front, query, fragment) = sections(given);
    let pieces = split_pairs(query.unwrap_or_default()).into_iter();
    Ok(Template {
        front: required(front, Section::Front, words)?,
        query: pieces.map(|pair| piece(pair, words)).collect::<Result<_, _>>()?,
        fragment: required(fragment.unwrap_or_default(), Section::Fragment, words)?,
    })
}

/// Front, query and fragment.
fn sections(given: &str) -> (&str, Option<&str>, Option<&str>) {
    let (rest, fragment) = match find_mark(given, &['#']) {
        Some(at) => (&given[..at], Some(&given[at + 1..])),
        None => (given, None),
    };
    match find_mark(rest, &['?']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..]), fragment),
        None => (rest, None, fragment),
    }
}

fn piece(pair: &str, words: Vocabulary<'_>) -> Result<Piece, TemplateFault> {
    let name_end = find_mark(pair, &['=']).filter(|&at| !pair[..at].contains('{'));
    let (lead, value) = pair.split_at(name_end.map_or(0, |at| at + 1));
    let (value, optional) =
        parts(value, Section::Query { name: lead.trim_end_matches('=') }, words)?;
    Ok(Piece { lead: escaped(lead), value, optional })
}

#[derive(Clone, Copy)]
enum Section<'a> {
    Front,
    Query { name: &'a str },
    Fragment,
}

/// Parts that cannot be left out.
fn required(
    given: &str,
    section: Section<'_>,
    words: Vocabulary<'_>,
) -> Result<Vec<Part>, TemplateFault> {
    match parts(given, section, words)? {
        (_, true) => Err((
            "what can be left out stands outside of the parameters after `?`".to_owned(),
            "write it as a parameter of its own, such as `?coupon={coupon?}`".to_owned(),
        )),
        (parts, false) => Ok(parts),
    }
}

/// The parts, and whether one of them makes the whole optional.
fn parts(
    given: &str,
    section: Section<'_>,
    words: Vocabulary<'_>,
) -> Result<(Vec<Part>, bool), TemplateFault> {
    let mut before = String::new();
    let mut parts = Vec::new();
    let mut is_optional = false;
    for word in split(given, words)? {
        match word {
            Word::Literal(text) => {
                before.push_str(text);
                parts.push(Part::Literal(escaped(text)));
            }
            Word::Macro(name) => {
                before.push('x');
                parts.push(Part::Literal(format!("{{{name}}}")));
            }
            Word::Slot { slot, optional } => {
                is_optional |= optional;
                let (position, name) = place(section, &before);
                if position == Position::Host && matches!(slot, Slot::Destination(_)) {
                    return Err((
                        "the template has the destination in its host".to_owned(),
                        "put `{destination}` after `?`, such as `?u={destination}`".to_owned(),
                    ));
                }
                // A slot's value is escaped, so it cannot end its position: any letter stands for it.
                before.push('x');
                parts.push(Part::Slot { slot, position, name });
            }
        }
    }
    Ok((parts, is_optional))
}

fn place(section: Section<'_>, before: &str) -> (Position, String) {
    let name = || parameter_before(before).to_owned();
    match section {
        Section::Query { name: "" } => (Position::Query, name()),
        Section::Query { name } => (Position::Query, name.to_owned()),
        Section::Fragment => (Position::Fragment, name()),
        Section::Front => {
            let after_scheme = before.split_once("://").map_or("", |(_, rest)| rest);
            let in_path = after_scheme.contains('/');
            (if in_path { Position::Path } else { Position::Host }, name())
        }
    }
}

/// `s` in `…/s:` or `a(1)s(`; `sub_id` where the placeholder stands in nothing named.
fn parameter_before(before: &str) -> &str {
    before
        .strip_suffix(['=', ':', '('])
        .and_then(|rest| rest.rsplit(['&', ';', '/', ')']).next())
        .filter(|name| !name.is_empty())
        .unwrap_or("sub_id")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    escape_illegal(text, &mut escaped);
    escaped
}

/// What follows `{destination}`.
fn additions(rest: &str, words: Vocabulary<'_>) -> Result<Additions, TemplateFault> {
    let (path, query, fragment) = sections(rest);
    let pairs = split_pairs(query.unwrap_or_default()).into_iter();
    let query: Vec<Parameter> =
        pairs.map(|pair| parameter(pair, words)).collect::<Result<_, _>>()?;
    if let Some(twin) = crate::model::backend::parameter::first_twin(&query) {
        return Err((
            format!("the template has two parameters named `{twin}`"),
            "leave one of them out".to_owned(),
        ));
    }
    Ok(Additions {
        path: if path.is_empty() { None } else { Some(suffix(path, words)?) },
        query,
        fragment: required(fragment.unwrap_or_default(), Section::Fragment, words)?,
    })
}

fn parameter(pair: &str, words: Vocabulary<'_>) -> Result<Parameter, TemplateFault> {
    let Piece { lead, value, optional } = piece(pair, words)?;
    let name = ParameterName::parse(lead.trim_end_matches('=')).ok_or_else(not_parameters)?;
    let shows_destination =
        |part: &Part| matches!(part, Part::Slot { slot: Slot::Destination(_), .. });
    if value.iter().any(shows_destination) {
        return Err(not_parameters());
    }
    Ok(Parameter { name, value, optional })
}

fn not_parameters() -> TemplateFault {
    (
        "after `{destination}` the template has something other than parameters".to_owned(),
        "write it like `{destination}?ref={partner}&sub={sub_id}`, or `{destination}/ref/{partner}/`"
            .to_owned(),
    )
}

/// `/ref/{partner}` or `/ref/{partner}/`.
fn suffix(path: &str, words: Vocabulary<'_>) -> Result<PathSuffix, TemplateFault> {
    let words = split(path, words)?;
    let (prefix, slot, final_slash) = match words.as_slice() {
        [Word::Literal(prefix), Word::Slot { slot, optional: false }] => (prefix, slot, false),
        [Word::Literal(prefix), Word::Slot { slot, optional: false }, Word::Literal("/")] => {
            (prefix, slot, true)
        }
        _ => return Err(not_parameters()),
    };
    let name = prefix.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let is_segment = |name: &&str| !name.split('/').any(|part| matches!(part, "" | "." | ".."));
    let name = name.filter(is_segment).ok_or_else(not_parameters)?;
    if matches!(slot, Slot::Destination(_)) {
        return Err(not_parameters());
    }
    Ok(PathSuffix {
        prefix: escaped(name),
        slot: slot.clone(),
        final_slash,
        front_page_only: false,
    })
}
