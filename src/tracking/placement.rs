//! Where a link stands.

use std::fmt;

use crate::model::banner::PixelSize;
use crate::model::ids::{CreativeId, EmailId, LandingId, ProductId, TextId};

/// Where a link stands. Written out it names the place in `links.csv`, in `links:` of a partner, and becomes the sub-ID.
///
/// No two placements are written alike: ids have no `.` or `_`, buttons no `-`, sizes neither.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placement {
    /// `banner-spring-300x250`
    Banner { creative: CreativeId, size: PixelSize },
    /// `landing-home-hero`
    LandingButton { landing: LandingId, button: Button },
    /// `email-welcome`
    Email(EmailId),
    /// `text-review`
    Text(TextId),
    /// `qr-flyer`
    Qr(PlacementName),
    /// `go-podcast`
    Go(PlacementName),
}

impl fmt::Display for Placement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Placement::Banner { creative, size } => write!(formatter, "banner-{creative}-{size}"),
            Placement::LandingButton { landing, button } => {
                write!(formatter, "landing-{landing}-{button}")
            }
            Placement::Email(id) => write!(formatter, "email-{id}"),
            Placement::Text(id) => write!(formatter, "text-{id}"),
            Placement::Qr(name) => write!(formatter, "qr-{name}"),
            Placement::Go(name) => write!(formatter, "go-{name}"),
        }
    }
}

/// A button of a landing: `hero`, `closing`, `product.espresso`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Button(String);

impl Button {
    /// A button of the theme; `None` unless the name is of lower-case letters and digits only.
    pub fn named(name: &str) -> Option<Button> {
        let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        (!name.is_empty() && name.bytes().all(fine)).then(|| Button(name.to_owned()))
    }

    /// The button of one product. Its hyphens become dots, so that landing and button stay apart.
    pub fn product(product: &ProductId) -> Button {
        Button(format!("product.{}", product.as_str().replace('-', ".")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Button {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The name of a QR code or a `go/` address: lower-case letters, digits, hyphens, starting with a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlacementName(String);

impl PlacementName {
    /// Reads a name; `None` when it has other characters.
    pub fn parse(given: &str) -> Option<PlacementName> {
        let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (!given.is_empty() && !given.starts_with('-') && given.bytes().all(fine))
            .then(|| PlacementName(given.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlacementName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
