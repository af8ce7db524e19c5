//! Link templates: an address with placeholders, `https://t.example/c?p={partner}&u={destination}`.

use super::{Parameter, ParameterName, Slot, SubIdRule, Value};
use crate::model::web::{WebAddress, escape_illegal};

/// A checked template: with any values filled in it is a web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub parts: Vec<TemplatePart>,
}

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatePart {
    /// Written as it is.
    Literal(String),
    /// Filled in, escaped for its position. `name` is the parameter it stands in, for the inventory of links.
    Slot { slot: Slot, position: Position, name: String },
}

/// The part of an address that a placeholder stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    Host,
    Path,
    Query,
    Fragment,
}

/// Message and help.
pub(super) type TemplateFault = (String, String);

/// What a template text means.
pub(super) enum Reading {
    /// An address of its own.
    Address(Template),
    /// `{destination}?a={partner}`: parameters for the destination's query.
    Parameters(Vec<Parameter>),
}

enum Piece<'a> {
    Literal(&'a str),
    Slot(Slot),
}

pub(super) fn read(given: &str, sub_id: SubIdRule) -> Result<Reading, TemplateFault> {
    let pieces = split(given, sub_id)?;
    let names_partner =
        pieces.iter().any(|piece| matches!(piece, Piece::Slot(Slot::Partner | Slot::Coupon)));
    if !names_partner {
        return Err((
            "the template names no partner, so nobody would be credited".to_owned(),
            "put `{partner}` (or `{coupon}`) where the partner's id belongs".to_owned(),
        ));
    }
    match given.strip_prefix("{destination}") {
        Some(rest) => parameters(rest, sub_id).map(Reading::Parameters),
        None => address(given, sub_id).map(Reading::Address),
    }
}

fn slot(name: &str, sub_id: SubIdRule) -> Option<Slot> {
    Some(match name {
        "partner" => Slot::Partner,
        "sub_id" => Slot::SubId(sub_id),
        "creative" => Slot::Creative,
        "campaign" => Slot::Campaign,
        "locale" => Slot::Locale,
        "coupon" => Slot::Coupon,
        "destination" => Slot::Destination,
        _ => return None,
    })
}

fn split(given: &str, sub_id: SubIdRule) -> Result<Vec<Piece<'_>>, TemplateFault> {
    let mut pieces = Vec::new();
    let mut rest = given;
    while let Some(open) = rest.find(['{', '}']) {
        let (literal, tail) = rest.split_at(open);
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        let Some((name, after)) = tail.strip_prefix('{').and_then(|inner| inner.split_once('}'))
        else {
            return Err((
                "the template has a brace without its partner".to_owned(),
                "write placeholders as `{partner}`; a brace that belongs to the address is `%7B` or `%7D`".to_owned(),
            ));
        };
        let Some(slot) = slot(name.trim(), sub_id) else {
            return Err((
                format!("the template has an unknown placeholder `{{{name}}}`"),
                "placeholders are {partner}, {sub_id}, {destination}, {creative}, {campaign}, {locale} and {coupon}".to_owned(),
            ));
        };
        pieces.push(Piece::Slot(slot));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    Ok(pieces)
}

fn address(given: &str, sub_id: SubIdRule) -> Result<Template, TemplateFault> {
    let invalid = |help: String| ("the template is not a web address".to_owned(), help);
    // Filled with the plainest of values it must already be an address; so no value can turn it into another one.
    let sample: String = split(given, sub_id)?
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => text,
            Piece::Slot(_) => "x",
        })
        .collect();
    let sample = WebAddress::parse(&sample).map_err(|fault| invalid(fault.help))?;

    let given = given.trim();
    let host_start = given.find("://").map_or(0, |at| at + 3);
    let host_end =
        given[host_start..].find(['/', '?', '#']).map_or(given.len(), |at| host_start + at);
    let (origin, tail) = given.split_at(host_end);
    if !origin.contains('{') {
        return parts(&format!("{}{tail}", sample.origin()), sub_id);
    }
    if !origin.is_ascii() {
        return Err(invalid(
            "beside a placeholder, write the host in its ASCII form (`xn--…`)".to_owned(),
        ));
    }
    if origin[..host_start].contains('{') {
        return Err(invalid(
            "start the template with `https://`, or with `{destination}`".to_owned(),
        ));
    }
    parts(given, sub_id)
}

fn parts(given: &str, sub_id: SubIdRule) -> Result<Template, TemplateFault> {
    let mut position = Position::Host;
    let mut before = String::new();
    let mut parts = Vec::new();
    for piece in split(given, sub_id)? {
        match piece {
            Piece::Literal(text) => {
                before.push_str(text);
                position = position_after(&before);
                let mut literal = String::new();
                escape_illegal(text, &mut literal);
                parts.push(TemplatePart::Literal(literal));
            }
            Piece::Slot(slot) => {
                let name = parameter_before(&before).to_owned();
                // A slot's value is escaped, so it cannot end its position: any letter stands for it.
                before.push('x');
                parts.push(TemplatePart::Slot { slot, position, name });
            }
        }
    }
    Ok(Template { parts })
}

fn position_after(before: &str) -> Position {
    let after_scheme = before.split_once("://").map_or("", |(_, rest)| rest);
    if after_scheme.contains('#') {
        Position::Fragment
    } else if after_scheme.contains('?') {
        Position::Query
    } else if after_scheme.contains('/') {
        Position::Path
    } else {
        Position::Host
    }
}

/// `s` in `…?p=x&s=`; `sub_id` where the placeholder stands in no parameter.
fn parameter_before(before: &str) -> &str {
    before
        .strip_suffix(['=', ':'])
        .and_then(|rest| rest.rsplit(['?', '&', '#', ';', '/']).next())
        .filter(|name| !name.is_empty())
        .unwrap_or("sub_id")
}

/// The parameters of `?a={partner}&b=c`.
fn parameters(rest: &str, sub_id: SubIdRule) -> Result<Vec<Parameter>, TemplateFault> {
    let fault = || {
        (
            "after `{destination}` the template has something other than parameters".to_owned(),
            "write it like `{destination}?ref={partner}&sub={sub_id}`, one placeholder or word in each".to_owned(),
        )
    };
    let pairs = rest.strip_prefix(['?', '&']).ok_or_else(fault)?;
    let mut parameters: Vec<Parameter> = Vec::new();
    for pair in pairs.split('&') {
        let (name, value) = pair.split_once('=').ok_or_else(fault)?;
        let name = ParameterName::parse(name).ok_or_else(fault)?;
        let value = match split(value, sub_id)?.as_slice() {
            [] => Value::Literal(String::new()),
            [Piece::Literal(text)] => Value::Literal((*text).to_owned()),
            [Piece::Slot(slot)] if *slot != Slot::Destination => Value::Slot(slot.clone()),
            _ => return Err(fault()),
        };
        if parameters.iter().any(|earlier| earlier.name == name) {
            return Err((
                format!("the template has two parameters named `{name}`"),
                "leave one of them out".to_owned(),
            ));
        }
        parameters.push(Parameter { name, value });
    }
    Ok(parameters)
}
