//! Numbers as people type them: decimal points and commas, groups of thousands.
//!
//! Nothing is guessed: a text that has two readings gives both.

use rust_decimal::Decimal;

/// What a typed number can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    One(Decimal),
    /// `1,234`: with thousands, or with decimals.
    Two {
        mark: char,
        grouped: Decimal,
        decimal: Decimal,
    },
    /// Not a number, or one with leading zeros (`0042`).
    None,
}

/// Reads a number without groups of thousands: digits, then at most one point or comma with
/// decimals.
pub(super) fn parse_decimal(text: &str) -> Option<Decimal> {
    let (whole, decimals) = match text.find(['.', ',']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    join(whole, decimals)
}

/// Reads a number that may have groups of thousands.
pub(super) fn parse_grouped(text: &str) -> Reading {
    let text: String = text.chars().map(|c| if is_space(c) { ' ' } else { c }).collect();
    let marks: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let first = marks.first().map(|(_, c)| *c);
    let one_kind = marks.iter().all(|(_, c)| Some(*c) == first);
    let blank_groups = text.contains([' ', '\'', '’']);
    match marks.as_slice() {
        [] => one(whole(&text, None)),
        [(at, mark)] if !blank_groups => single_mark(&text, *at, *mark),
        _ if one_kind && marks.len() > 1 && !blank_groups => one(whole(&text, first)),
        [.., (at, last)] => {
            let (whole, decimals) = (&text[..*at], &text[at + 1..]);
            let group = if blank_groups { None } else { first.filter(|mark| mark != last) };
            one(ungroup(whole, group).and_then(|digits| join(&digits, Some(decimals))))
        }
    }
}

/// `12.50` is plain; `1,234` is not.
fn single_mark(text: &str, at: usize, mark: char) -> Reading {
    let decimal = join(&text[..at], Some(&text[at + 1..]));
    let grouped = whole(text, Some(mark));
    match (grouped, decimal) {
        (Some(grouped), Some(decimal)) => Reading::Two { mark, grouped, decimal },
        (_, Some(decimal)) => Reading::One(decimal),
        (_, None) => Reading::None,
    }
}

/// A whole number in groups.
fn whole(text: &str, mark: Option<char>) -> Option<Decimal> {
    join(&ungroup(text, mark)?, None)
}

fn one(number: Option<Decimal>) -> Reading {
    number.map_or(Reading::None, Reading::One)
}

/// The digits of `text` without its group marks, if the groups are right: three digits each, or
/// two but the last as in India (`12,34,567`, only with commas). A `mark` of `None` stands for a
/// blank or an apostrophe, of one kind.
fn ungroup(text: &str, mark: Option<char>) -> Option<String> {
    let mark = mark.or_else(|| text.chars().find(|c| matches!(c, ' ' | '\'' | '’')));
    let Some(mark) = mark else {
        return Some(text.to_owned());
    };
    let groups: Vec<&str> = text.split(mark).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = match rest.split_last() {
        Some(split) => split,
        None => return Some((*first).to_owned()),
    };
    let thousands = middle.iter().all(|group| group.len() == 3);
    let indian = mark == ',' && middle.iter().all(|group| group.len() == 2);
    let plain = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let starts_well = (1..=3).contains(&first.len()) && !first.starts_with('0');
    (plain && starts_well && last.len() == 3 && (thousands || indian)).then(|| groups.concat())
}

/// `whole` and `decimals` are plain ASCII digits, at least one each, without leading zeros.
fn join(whole: &str, decimals: Option<&str>) -> Option<Decimal> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if !digits(whole) || leading_zero || decimals.is_some_and(|decimals| !digits(decimals)) {
        return None;
    }
    let text = decimals.map_or_else(|| whole.to_owned(), |decimals| format!("{whole}.{decimals}"));
    Decimal::from_str_exact(&text).ok()
}

/// Blanks that stand between thousands, no-break ones included.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}
