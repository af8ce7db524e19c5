//! The marks that some countries want on advertising: a token for each material and contract, and who advertises.
//!
//! In Russia the word, the advertiser and the token `erid` belong on every banner, post and partner link
//! (federal law 38-FZ, article 18.1).

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::Span;

use super::ids::{CreativeId, EmailId, LandingId, PartnerId, TextId};

/// The token of an advertisement, as an operator of advertising data gives it: `2VtzqwXYZab`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdToken(String);

impl AdToken {
    /// The parameter in which links carry it.
    pub const PARAMETER: &'static str = "erid";
    const LONGEST: usize = 100;

    /// Takes letters, digits, `-` and `_`: nothing that a link would have to escape.
    pub fn parse(text: &str) -> Option<AdToken> {
        let fine = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let fits = !text.is_empty() && text.len() <= AdToken::LONGEST;
        (fits && text.bytes().all(fine)).then(|| AdToken(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AdToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an advertisement says of itself.
#[derive(Debug, Clone)]
pub struct AdLabel {
    /// The row in `labels.csv`.
    pub span: Span,
    pub token: AdToken,
    /// `None`: the company.
    pub advertiser: Option<String>,
    /// The advertiser's Russian tax number: ten or twelve digits.
    pub tax_number: Option<String>,
}

/// What an advertisement says of itself, wherever its label stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdNotice {
    /// `None`: the company.
    pub advertiser: Option<String>,
    pub tax_number: Option<String>,
    /// `None` where those who show the advertisement have one each.
    pub token: Option<AdToken>,
}

impl AdLabel {
    pub fn notice(&self) -> AdNotice {
        AdNotice {
            advertiser: self.advertiser.clone(),
            tax_number: self.tax_number.clone(),
            token: Some(self.token.clone()),
        }
    }
}

impl AdNotice {
    /// What both say; `None` if they name two advertisers.
    pub fn common(self, other: &AdNotice) -> Option<AdNotice> {
        let same = self.advertiser == other.advertiser && self.tax_number == other.tax_number;
        let token = self.token.clone().filter(|token| other.token.as_ref() == Some(token));
        same.then_some(AdNotice { token, ..self })
    }
}

/// What a label is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Labelled {
    Banner(CreativeId),
    Landing(LandingId),
    Email(EmailId),
    Text(TextId),
}

/// All labels: each for a partner or all of them, for a material or all of them.
#[derive(Debug, Clone, Default)]
pub struct AdLabels {
    labels: BTreeMap<(Option<PartnerId>, Option<Labelled>), AdLabel>,
}

impl AdLabels {
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Adds a label; gives back one that was there for the same.
    pub fn insert(
        &mut self,
        partner: Option<PartnerId>,
        material: Option<Labelled>,
        label: AdLabel,
    ) -> Option<AdLabel> {
        self.labels.insert((partner, material), label)
    }

    /// The narrowest label: for the partner's material, the partner, the material, all.
    pub fn find(&self, partner: &PartnerId, material: Option<&Labelled>) -> Option<&AdLabel> {
        if self.is_empty() {
            return None;
        }
        let (partner, material) = (Some(partner.clone()), material.cloned());
        let keys =
            [(partner.clone(), material.clone()), (partner, None), (None, material), (None, None)];
        keys.iter().find_map(|key| self.labels.get(key))
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::FileId;

    use super::*;

    #[test]
    fn the_narrowest_label_counts() {
        let partner = |id: &str| PartnerId::parse(id).expect("an id");
        let banner = Labelled::Banner(CreativeId::parse("spring").expect("an id"));
        let label = |token: &str| AdLabel {
            span: Span::start_of(FileId(0)),
            token: AdToken::parse(token).expect("a token"),
            advertiser: None,
            tax_number: None,
        };
        let mut labels = AdLabels::default();
        labels.insert(None, None, label("all"));
        labels.insert(Some(partner("anna")), None, label("anna"));
        labels.insert(None, Some(banner.clone()), label("spring"));
        labels.insert(Some(partner("anna")), Some(banner.clone()), label("both"));
        let found = |id: &str, material: Option<&Labelled>| {
            labels.find(&partner(id), material).map(|label| label.token.to_string())
        };
        assert_eq!(found("anna", Some(&banner)).as_deref(), Some("both"));
        assert_eq!(found("anna", None).as_deref(), Some("anna"));
        assert_eq!(found("bert", Some(&banner)).as_deref(), Some("spring"));
        assert_eq!(found("bert", None).as_deref(), Some("all"));
    }

    #[test]
    fn tokens_hold_nothing_to_escape() {
        for text in ["2VtzqwXYZab", "LjN8-K_a", "7"] {
            assert!(AdToken::parse(text).is_some(), "{text}");
        }
        for text in ["", "a b", "a&b", "a\"", "é", "a#", &"a".repeat(101)] {
            assert!(AdToken::parse(text).is_none(), "{text}");
        }
    }
}
