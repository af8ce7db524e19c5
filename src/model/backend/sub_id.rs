//! What a backend takes as a sub-ID.

use crate::model::shape::words;

/// Limits of one sub-ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubIdRule {
    max_length: usize,
    charset: Charset,
}

/// What is known of a sub-ID's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SubIdLimits {
    /// In characters.
    pub max_length: Option<usize>,
    pub charset: Option<Charset>,
}

words! {
    /// What a sub-ID says.
    pub enum SubIdSource {
        /// Where the link stands, and in which language: tells every link of a partner apart.
        Placement "placement",
        /// The banner; left out elsewhere.
        Creative "creative",
        /// The program.
        Campaign "campaign",
        /// The language of the material.
        Locale "locale",
    }
}

/// A length that every system seen takes where none is documented.
const USUAL_LENGTH: usize = 100;

/// Bits of hash in a shortened sub-ID: a thousand placements of a partner clash once in two million projects.
const HASH_BITS: u32 = 40;

impl SubIdRule {
    /// A rule; `None` when not even a hash would fit, which takes 8 characters of letters and digits, 13 of digits alone.
    pub fn new(max_length: usize, charset: Charset) -> Option<SubIdRule> {
        let rule = SubIdRule { max_length, charset };
        (max_length >= rule.hash_length()).then_some(rule)
    }

    /// `given` before `known`, and the usual where neither says anything. The fault is the length that does not do.
    ///
    /// # Errors
    /// As [`SubIdRule::new`].
    pub fn of(given: SubIdLimits, known: SubIdLimits) -> Result<SubIdRule, usize> {
        let max_length = given.max_length.or(known.max_length).unwrap_or(USUAL_LENGTH);
        let charset = given.charset.or(known.charset).unwrap_or_else(Charset::usual);
        SubIdRule::new(max_length, charset).ok_or(max_length)
    }

    /// In characters.
    pub fn max_length(&self) -> usize {
        self.max_length
    }

    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// How many characters of [`Charset::hash_alphabet`] hold the hash.
    pub fn hash_length(&self) -> usize {
        let alphabet = self.charset.hash_alphabet().len() as u64;
        let mut length = 0;
        let mut reach = 1_u64;
        while reach < 1 << HASH_BITS {
            reach = reach.saturating_mul(alphabet.max(2));
            length += 1;
        }
        length
    }
}

/// A set of characters that a backend takes: ASCII letters, digits, `-`, `.`, `_`, `~` (none of them is ever escaped).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(u128);

impl Charset {
    /// What nearly every system takes: letters, digits, `-`, `.`, `_`.
    pub fn usual() -> Charset {
        Charset(of_all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)))
    }

    /// Reads a set as in a regular expression, brackets optional: `[a-z0-9_-]`.
    ///
    /// `None` when it holds other characters than a sub-ID may have, a range backwards, or fewer than ten letters and digits.
    pub fn parse(given: &str) -> Option<Charset> {
        let inner =
            given.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(given);
        let mut set = 0_u128;
        let mut rest = inner.as_bytes();
        while let Some((&first, tail)) = rest.split_first() {
            let (last, tail) = match tail {
                [b'-', last, tail @ ..] => (*last, tail),
                _ => (first, tail),
            };
            if first > last || !(first..=last).all(is_unreserved) {
                return None;
            }
            set |= (first..=last).fold(0, |set, byte| set | bit(byte));
            rest = tail;
        }
        let charset = Charset(set);
        (charset.hash_alphabet().len() >= 10).then_some(charset)
    }

    pub fn contains(self, character: char) -> bool {
        u8::try_from(character).is_ok_and(|byte| byte.is_ascii() && self.0 & bit(byte) != 0)
    }

    /// The letters and digits that hashes are written with: in one case only where that suffices, because
    /// some reports fold case.
    pub fn hash_alphabet(self) -> Vec<char> {
        let of = |kind: fn(&char) -> bool| -> Vec<char> {
            ('0'..='9')
                .chain('A'..='Z')
                .chain('a'..='z')
                .filter(|&character| self.contains(character))
                .filter(kind)
                .collect()
        };
        let one_case = of(|character| !character.is_ascii_uppercase());
        if one_case.len() >= 10 { one_case } else { of(char::is_ascii_alphanumeric) }
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// `byte` is ASCII.
fn bit(byte: u8) -> u128 {
    1 << (byte & 0x7f)
}

fn of_all(keep: impl Fn(u8) -> bool) -> u128 {
    (0..128).filter(|&byte| keep(byte)).fold(0, |set, byte| set | bit(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_read_as_in_regular_expressions() {
        let set = Charset::parse("[a-z0-9_-]").expect("valid");
        assert!("az09_-".chars().all(|character| set.contains(character)));
        assert!("AZ.~é\u{161}".chars().all(|character| !set.contains(character)));
        assert_eq!(Charset::parse("a-zA-Z0-9._-"), Some(Charset::usual()));
        for refused in ["", "[]", "z-a", "a-c", "a-z &", "[a-z0-9/]", "а-я", "[a-z", "\\w"] {
            assert_eq!(Charset::parse(refused), None, "{refused}");
        }
    }

    #[test]
    fn hash_needs_room() {
        let digits = Charset::parse("0-9").expect("valid");
        assert_eq!(SubIdRule::new(12, digits), None);
        assert_eq!(SubIdRule::new(13, digits).expect("fits").hash_length(), 13);
        assert_eq!(SubIdRule::new(7, Charset::usual()), None);
        assert_eq!(SubIdRule::new(8, Charset::usual()).expect("fits").hash_length(), 8);
    }
}
