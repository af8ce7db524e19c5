//! How heavy a banner may be, in bytes.

use std::fmt;

use super::advice::Advice;

/// The most bytes of one banner file: a platform's limit, or a number of content's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteBudget(u64);

/// What platforms take of a still picture, in bytes, decimal as the strictest of them count:
/// support.google.com/google-ads/answer/1722096, wiki.awin.com (creative specifications),
/// Yandex Direct's requirements, sales.vk.company (technical requirements).
const PLATFORMS: [(&str, u64); 4] =
    [("google", 150_000), ("awin", 500_000), ("yandex", 512_000), ("vk", 60_000)];

/// Nothing legible is lighter, and a misplaced unit is found.
const LEAST: u64 = 2_000;
const MOST: u64 = 20_000_000;

/// The text is neither a platform nor a number of bytes that a banner could have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadBudget(String);

impl ByteBudget {
    /// Reads `vk`, or `80 KB` (a thousand bytes each).
    ///
    /// # Errors
    /// Another word, another unit, or less than 2 KB or more than 20,000 KB.
    pub fn parse(text: &str) -> Result<ByteBudget, BadBudget> {
        let platform = PLATFORMS.iter().find(|(name, _)| *name == text).map(|(_, bytes)| *bytes);
        let typed = || {
            let kilobytes: u64 = text.strip_suffix("KB")?.trim_end().parse().ok()?;
            kilobytes.checked_mul(1_000).filter(|bytes| (LEAST..=MOST).contains(bytes))
        };
        platform.or_else(typed).map(ByteBudget).ok_or_else(|| BadBudget(text.to_owned()))
    }

    pub fn bytes(self) -> u64 {
        self.0
    }
}

impl fmt::Display for BadBudget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not what a banner may weigh", self.0)
    }
}

impl Advice for BadBudget {
    fn write_instead(&self) -> Vec<String> {
        let names = PLATFORMS.iter().map(|(name, _)| (*name).to_owned());
        names.chain(["80 KB".to_owned()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_and_kilobytes_are_read() {
        for (text, bytes) in [("vk", 60_000), ("awin", 500_000), ("80 KB", 80_000), ("2KB", 2_000)]
        {
            assert_eq!(ByteBudget::parse(text).map(ByteBudget::bytes), Ok(bytes), "{text}");
        }
        for bad in ["", "facebook", "80", "80 kb", "1 KB", "-3 KB", "20001 KB", "99999999999999 KB"]
        {
            assert_eq!(ByteBudget::parse(bad), Err(BadBudget(bad.to_owned())), "{bad}");
        }
        for good in BadBudget(String::new()).write_instead() {
            assert!(ByteBudget::parse(&good).is_ok(), "{good}");
        }
    }
}
