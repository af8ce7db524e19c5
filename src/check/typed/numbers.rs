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
    while let Some(start) = text[from..].find(is_digit).map(|at| from + at) {
        let end = end_of_number(text, start);
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

/// European digits, Arabic and Persian ones.
pub fn is_digit(letter: char) -> bool {
    matches!(letter, '0'..='9' | '٠'..='٩' | '۰'..='۹')
}

/// `1 250.00` of `1 250.00, please`.
fn end_of_number(text: &str, start: usize) -> usize {
    let mut end = end_of_digits(text, start);
    if text[start..end].chars().count() <= GROUP {
        while let Some(group) = group_after(&text[end..]) {
            end += group;
        }
    }
    while let Some(mark) =
        text[end..].chars().next().filter(|it| matches!(it, '.' | ',' | '٫' | '٬'))
    {
        let digits = end + mark.len_utf8();
        let behind = end_of_digits(text, digits);
        if behind == digits {
            break;
        }
        end = behind;
    }
    end
}

fn end_of_digits(text: &str, start: usize) -> usize {
    text[start..].find(|it| !is_digit(it)).map_or(text.len(), |at| start + at)
}

/// How many digits stand between two blanks of a grouped number.
const GROUP: usize = 3;

/// The length of a blank and exactly three digits, if `text` begins with them.
fn group_after(text: &str) -> Option<usize> {
    let digits = gap(text);
    let end = end_of_digits(text, digits);
    (digits > 0 && text[digits..end].chars().count() == GROUP).then_some(end)
}

/// The number as all other parts of the program read it.
fn european(number: &str) -> String {
    let digit = |letter: char| match letter {
        '٫' => '.',
        '٬' => ',',
        '٠'..='٩' => other_digit(letter, '٠'),
        '۰'..='۹' => other_digit(letter, '۰'),
        _ => letter,
    };
    number.chars().map(digit).collect()
}

fn other_digit(letter: char, zero: char) -> char {
    char::from_digit(letter as u32 - zero as u32, 10).unwrap_or(letter)
}

/// Signs before a number that make it a part of something else: an address, a range, a difference.
fn stands_alone(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    before.is_none_or(|it| !it.is_alphanumeric() && !"-–−+/_#@&=.,:'’".contains(it))
}

fn percent(text: &str, start: usize, end: usize) -> Option<Number> {
    let behind = end + gap(&text[end..]);
    let rest = &text[behind..];
    let sign = rest.chars().next().filter(|it| matches!(it, '%' | '٪')).map(char::len_utf8);
    let length = sign.or_else(|| vocabulary::percent_length(rest))?;
    let rate = Rate::parse(&format!("{} %", european(&text[start..end]))).ok()?;
    Some(Number { range: start..behind + length, amount: Amount::Percent(rate) })
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
        let typed = european(&text[range.clone()]);
        let sum = currencies.iter().find_map(|currency| {
            parse_amount(&typed, Some(*currency)).ok().filter(|sum| sum.currency() == *currency)
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

/// `90 days`, and `90-day` or `90-Tage` as part of a longer word.
fn days(text: &str, start: usize, end: usize) -> Option<Number> {
    let rest = &text[end..];
    let is_joint = |it: &char| is_blank(*it) || matches!(it, '-' | '\u{2011}');
    let joint = rest.chars().next().filter(is_joint).map_or(0, char::len_utf8);
    let word =
        rest[joint..].split(|it: char| !it.is_alphabetic()).next().filter(|it| !it.is_empty())?;
    if joint == 0 || !vocabulary::is_day(word) {
        return None;
    }
    let days = european(&text[start..end]).parse().ok()?;
    Some(Number { range: start..end + joint + word.len(), amount: Amount::Days(days) })
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
            ("a 90-day window, 30-Tage-Cookie", vec!["90-day", "30-Tage"]),
            (
                "1 250 €, € 1\u{a0}250,00, 1\u{202f}250\u{202f}000 €",
                vec!["1 250 €", "€ 1\u{a0}250,00", "1\u{202f}250\u{202f}000 €"],
            ),
            ("In 2026 250 €", vec!["250 €"]),
            ("٣٠٪, ۱۲٫۵ ٪, ٣٠ يومًا", vec!["٣٠٪", "۱۲٫۵ ٪", "٣٠ يومًا"]),
            (
                "30 percent, 30 pour cent of 5 Prozent.",
                vec!["30 percent", "30 pour cent", "5 Prozent"],
            ),
        ] {
            assert_eq!(found(text), numbers, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not() {
        for text in [
            "In 2026, at Holzkai 14, 20457 Hamburg, call +49 40 0000417 or see /49%20off.",
            "-20 %, −20 %, 10-20 %, 300x250, v2.5, 24/7, 1.2.3, 49 USD, $49, #20 %",
            "120 %, 30 dayss, 30--day, 100 percentages, 2 per person",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
