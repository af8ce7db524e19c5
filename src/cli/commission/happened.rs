//! What `--event` can say.

use std::num::NonZeroU16;

use crate::commission::Occasion;
use crate::diagnostic::suggest;

/// What happened: an event, or the return of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    Event(Occasion),
    /// What was paid is given back, and its commission too.
    Refund(Occasion),
}

const WORDS: [&str; 7] =
    ["click", "impression", "lead", "registration", "sale", "refund", "renewal"];

impl Happened {
    /// Reads a word; a renewal may say its month, `renewal:13`, else it is the first. `refund:13` is
    /// the return of that month's renewal, `refund` that of a sale.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(text: &str) -> Result<Happened, String> {
        let occasion = match text {
            "click" => Occasion::Click,
            "impression" => Occasion::Impression,
            "lead" => Occasion::Lead,
            "registration" => Occasion::Registration,
            "sale" => Occasion::Sale,
            "refund" => return Ok(Happened::Refund(Occasion::Sale)),
            "renewal" => Occasion::Renewal { month: NonZeroU16::MIN },
            other => return with_month(other),
        };
        Ok(Happened::Event(occasion))
    }

    /// What the rules are asked about.
    pub fn occasion(self) -> Occasion {
        match self {
            Happened::Event(occasion) | Happened::Refund(occasion) => occasion,
        }
    }

    /// The word that it was typed as.
    pub fn word(self) -> &'static str {
        match self {
            Happened::Event(occasion) => occasion.event().word(),
            Happened::Refund(_) => "refund",
        }
    }
}

fn with_month(text: &str) -> Result<Happened, String> {
    let (word, month) = text.split_once(':').unwrap_or((text, ""));
    let happened = match word {
        "renewal" => Happened::Event,
        "refund" => Happened::Refund,
        _ => {
            return Err(match suggest(text, WORDS) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("it is one of: {}", WORDS.join(", ")),
            });
        }
    };
    let month = month.parse().map_err(|_| format!("write the month as a number, {word}:13"))?;
    Ok(happened(Occasion::Renewal { month }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for word in WORDS {
            assert_eq!(Happened::parse(word).map(Happened::word), Ok(word));
        }
        let thirteenth = Happened::parse("renewal:13").map(Happened::occasion);
        assert_eq!(
            thirteenth.clone(),
            NonZeroU16::new(13).map(|month| Occasion::Renewal { month }).ok_or_else(String::new)
        );
        assert_eq!(Happened::parse("sales"), Err("did you mean sale?".to_owned()));
        assert!(Happened::parse("renewal:0").is_err());
        let refund = Happened::parse("refund:13");
        assert_eq!(refund.clone().map(Happened::occasion), thirteenth);
        assert_eq!(refund.map(Happened::word), Ok("refund"));
    }
}
