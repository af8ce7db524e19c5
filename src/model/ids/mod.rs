//! Names of things in the project, one type for each kind, so that none is taken for another.
//!
//! An id becomes part of file names, addresses and sub-IDs: lower-case ASCII letters, digits and
//! hyphens, at most 64, and nothing that a file system treats specially.

use std::fmt;
use std::sync::Arc;

use crate::model::advice::Advice;

mod slug;

pub use slug::slug;

/// The longest id.
pub const LONGEST_ID: usize = 64;

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError {
    /// What it was to name, in the project's words: `partner`.
    pub kind: &'static str,
    pub text: String,
    pub reason: IdFault,
}

/// What is wrong with an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFault {
    Empty,
    TooLong,
    /// This character cannot stand there.
    Character(char),
    /// Windows keeps this file name for a device (`con`, `lpt1`).
    DeviceName,
}

fn fault(text: &str) -> Option<IdFault> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.is_empty() {
        Some(IdFault::Empty)
    } else if let Some(wrong) = text.chars().find(|c| !allowed(*c)) {
        Some(IdFault::Character(wrong))
    } else if text.starts_with('-') {
        Some(IdFault::Character('-'))
    } else if text.len() > LONGEST_ID {
        Some(IdFault::TooLong)
    } else {
        is_device_name(text).then_some(IdFault::DeviceName)
    }
}

/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_device_name(text: &str) -> bool {
    let port = |prefix| {
        text.strip_prefix(prefix)
            .is_some_and(|n: &str| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    matches!(text, "con" | "prn" | "aux" | "nul") || port("com") || port("lpt")
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let IdError { kind, text, reason } = self;
        match reason {
            IdFault::Empty => write!(f, "this {kind} has no id"),
            IdFault::TooLong => {
                write!(f, "the {kind} id `{text}` is longer than {LONGEST_ID} characters")
            }
            IdFault::Character('-') => write!(f, "the {kind} id `{text}` begins with a hyphen"),
            IdFault::Character(wrong) => write!(
                f,
                "the {kind} id `{text}` has {wrong:?}: ids are lower-case letters, digits and hyphens"
            ),
            IdFault::DeviceName => {
                write!(f, "no file can be named like the {kind} id `{text}` on Windows")
            }
        }
    }
}

impl Advice for IdError {
    fn write_instead(&self) -> Vec<String> {
        let slug = match self.reason {
            IdFault::DeviceName => Some(format!("{}-{}", self.kind, self.text)),
            _ => slug(&self.text),
        };
        slug.into_iter().filter(|slug| fault(slug).is_none()).collect()
    }
}

/// What all ids have in common, for code that reads any of them.
pub trait Id: Ord + Clone + fmt::Display {
    /// The word for what it names.
    const KIND: &'static str;

    /// Takes `text` as it stands, without changing it.
    fn parse(text: &str) -> Result<Self, IdError>;

    fn as_str(&self) -> &str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The word for what it names.
            pub const KIND: &'static str = $kind;

            /// Takes `text` as it stands, without changing it.
            pub fn parse(text: &str) -> Result<$name, IdError> {
                match fault(text) {
                    None => Ok($name(Arc::from(text))),
                    Some(reason) => {
                        Err(IdError { kind: Self::KIND, text: text.to_owned(), reason })
                    }
                }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Id for $name {
            const KIND: &'static str = $kind;

            fn parse(text: &str) -> Result<$name, IdError> {
                $name::parse(text)
            }

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        /// So that maps are searched by text.
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// Who promotes.
    PartnerId = "partner";
    /// A partner programme.
    ProgramId = "program";
    /// What is sold.
    ProductId = "product";
    /// A tracking system.
    BackendId = "backend";
    /// A banner idea.
    CreativeId = "banner";
    /// A landing page.
    LandingId = "landing";
    /// A letter.
    EmailId = "email";
    /// An ad text.
    TextId = "text";
    /// An agreement, terms sheet or other document.
    DocumentId = "document";
    /// A market: currency, prices, destinations.
    MarketId = "market";
    /// A group of partners.
    GroupId = "group";
    /// A short link of a program: `go/podcast/`.
    GoId = "short link";
    /// A category of products.
    CategoryId = "category";
    /// A field of a form.
    FieldId = "field";
    /// A partner's contact in the company.
    ManagerId = "manager";
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn advised(text: &str) -> Vec<String> {
        PartnerId::parse(text).map_or_else(|error| error.write_instead(), |_| Vec::new())
    }

    #[test]
    fn plain_ids_are_taken_as_they_stand() {
        for text in ["a", "7", "ciel-bleu", "0042", "x-1-2", "a--b", "com10", "console"] {
            assert_eq!(PartnerId::parse(text).map(|id| id.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn other_ids_are_answered_with_a_slug() {
        assert_eq!(advised("Ciel, Bleu & Fils"), ["ciel-bleu-fils"]);
        assert_eq!(advised("Müller_Straße"), ["mueller-strasse"]);
        assert_eq!(advised("../../etc"), ["etc"]);
        assert_eq!(advised("-x"), ["x"]);
        assert_eq!(advised("Łódź Żółw"), ["lodz-zolw"]);
        assert_eq!(advised("Щука и Ёж"), ["shchuka-i-yozh"]);
        assert_eq!(advised("con"), ["partner-con"]);
        assert_eq!(advised("日本"), Vec::<String>::new());
        assert_eq!(advised(""), Vec::<String>::new());
    }

    #[test]
    fn faults_say_what_and_where() {
        let message = |text: &str| ProductId::parse(text).map_err(|error| error.to_string());
        assert_eq!(
            message("Balai"),
            Err("the product id `Balai` has 'B': ids are lower-case letters, digits and hyphens"
                .to_owned())
        );
        assert_eq!(
            message(&"a".repeat(65)).map(|_| ()),
            Err(format!("the product id `{}` is longer than 64 characters", "a".repeat(65)))
        );
        assert!(message(&"a".repeat(64)).is_ok());
        assert!(message("lpt1").is_err());
    }

    proptest! {
        #[test]
        fn every_suggestion_is_an_id(text in "\\PC{0,90}") {
            for suggestion in advised(&text) {
                prop_assert!(PartnerId::parse(&suggestion).is_ok(), "{suggestion}");
            }
        }

        #[test]
        fn ids_are_safe_file_names(text in "[a-z0-9./\\\\ -]{0,70}") {
            if let Ok(id) = PartnerId::parse(&text) {
                prop_assert!(!id.as_str().contains(['.', '/', '\\', ' ']));
                prop_assert!(id.as_str().len() <= LONGEST_ID);
            }
        }
    }
}
