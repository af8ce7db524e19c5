//! Numbers with a unit in a text.

use std::ops::Range;

use crate::model::money::{Currency, Money, Rate, parse_amount};

use super::vocabulary;

/// A number as it is typed, its unit included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub range: Range<usize>,
    pub amount: Amount,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Percent(Rate),
    /// In one of the currencies that products are sold in.
    Sum(Money),
    Days(u16),
}

/// All of them; numbers that are part of an address, a date or a range are none.
pub fn find(text: &str, currencies: &[Currency]) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|it: char| it.is_ascii_digit()).map(|at| from + at) {
        let end = end_of_digits(text, start);
        from = end;
        if stands_alone(text, start) {
            numbers.extend(
                percent(text, start, end)
                    .or_else(|| sum(text, start, end, currencies))
                    .or_else(|| days(text, start, end)),
            );
        }
    }
    numbers
}

/// `49.00` of `49.00, please`.
fn end_of_digits(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let goes_on = matches!(letter, '.' | ',')
            && letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !letter.is_ascii_digit() && !goes_on {
            break;
        }
        end = start + at + letter.len_utf8();
    }
    end
}

/// Signs before a number that make it a part of something else: an address, a range, a difference.
fn stands_alone(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    before.is_none_or(|it| !it.is_alphanumeric() && !"-–−+/_#@&=.,:'’".contains(it))
}

fn percent(text: &str, start: usize, end: usize) -> Option<Number> {
    let gap = gap(&text[end..]);
    let sign = text[end + gap..].chars().next().filter(|it| matches!(it, '%' | '٪'))?;
    let end = end + gap + sign.len_utf8();
    let rate = Rate::parse(&text[start..end]).ok()?;
    Some(Number { range: start..end, amount: Amount::Percent(rate) })
}

fn sum(text: &str, start: usize, end: usize, currencies: &[Currency]) -> Option<Number> {
    let before = &text[..start];
    let blank = before.len() - before.trim_end_matches(is_blank).len();
    let name = name_length(before[..start - blank].chars().rev());
    let after_blank = gap(&text[end..]);
    let after = name_length(text[end + after_blank..].chars());
    let ranges = [
        (name > 0).then(|| start - blank - name..end),
        (after > 0).then(|| start..end + after_blank + after),
    ];
    let read = |range: Range<usize>| {
        let typed = &text[range.clone()];
        let sum = currencies.iter().find_map(|currency| {
            parse_amount(typed, Some(*currency)).ok().filter(|sum| sum.currency() == *currency)
        })?;
        Some(Number { range, amount: Amount::Sum(sum) })
    };
    ranges.into_iter().flatten().find_map(read)
}

/// In bytes: a sign such as `€`, or a code such as `EUR`; 0 if it is neither.
fn name_length(letters: impl Iterator<Item = char> + Clone) -> usize {
    let code: usize = letters.clone().take_while(char::is_ascii_uppercase).count();
    if code == 3 {
        return code;
    }
    letters.take(1).filter(|it| "€$£¥₽₹₺₴₪".contains(*it)).map(char::len_utf8).sum()
}

fn days(text: &str, start: usize, end: usize) -> Option<Number> {
    let gap = gap(&text[end..]);
    let rest = &text[end + gap..];
    let word = rest.split(|it: char| !it.is_alphabetic()).next().filter(|it| !it.is_empty())?;
    if gap == 0 || !vocabulary::is_day(word) {
        return None;
    }
    let days = text[start..end].parse().ok()?;
    Some(Number { range: start..end + gap + word.len(), amount: Amount::Days(days) })
}

/// The length of one blank, if there is one.
fn gap(text: &str) -> usize {
    text.chars().next().filter(|it| is_blank(*it)).map_or(0, char::len_utf8)
}

/// A blank within a line.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() && letter != '\n'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let numbers = find(text, &[Currency::EURO]);
        numbers.into_iter().map(|number| &text[number.range]).collect()
    }

    #[test]
    fn numbers_are_found_with_their_units() {
        for (text, numbers) in [
            ("20 % and 12,5\u{a0}% of 7٪.", vec!["20 %", "12,5\u{a0}%", "7٪"]),
            ("€49, 49 €, 49.00 EUR; EUR 5.", vec!["€49", "49 €", "49.00 EUR", "EUR 5"]),
            ("for 30 days, 14 Tage, 7 jours", vec!["30 days", "14 Tage", "7 jours"]),
        ] {
            assert_eq!(found(text), numbers, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not() {
        for text in [
            "In 2026, at Holzkai 14, 20457 Hamburg, call +49 40 0000417 or see /49%20off.",
            "-20 %, −20 %, 10-20 %, 300x250, v2.5, 24/7, 1.2.3, 49 USD, $49, #20 %",
            "100% cotton is 100 percent, 120 %, 30 dayss",
        ] {
            let rest: Vec<&str> = found(text).into_iter().filter(|it| *it != "100%").collect();
            assert_eq!(rest, Vec::<&str>::new(), "{text}");
        }
    }
}
