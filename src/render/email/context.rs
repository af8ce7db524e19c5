//! What a letter is made of: the data that its templates see and the data of its envelope.
//!
//! All texts arrive ready for the reader: placeholders filled, numbers formatted, in the letter's language. Every key
//! is always there in the template; what is absent is `null` or empty.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

/// A letter as its templates see it. `body_html` and `body_text` are added from `body` when a template is rendered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EmailContext {
    pub subject: String,
    /// The line that inboxes show after the subject; 40 to 90 characters are seen.
    pub preheader: Option<String>,
    pub style: Style,
    /// BCP 47 tag such as `de` or `pt-BR`.
    pub locale: String,
    pub dir: Direction,
    pub company: Company,
    pub partner: Partner,
    pub headline: Option<String>,
    /// The letter itself, as Markdown. May hold neutral tags such as `[[first_name]]`.
    pub body: String,
    pub picture: Option<Picture>,
    pub button: Option<Link>,
    /// Lines under the letter: who writes, in which role.
    pub signature: Vec<String>,
    /// The sentence that says that this is advertising with links that pay.
    pub disclosure: Option<String>,
    /// The theme's own words: section `email` of its `i18n/<locale>.yaml`, placeholders filled. The default theme
    /// asks for `with_partner`, `why`, `unsubscribe`, `view_online`, `sender` and `on_behalf`.
    pub text: BTreeMap<String, String>,
    pub palette: Palette,
}

/// How a letter looks; each is a template of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// With logo, picture and button.
    Designed,
    /// As if typed by hand.
    Plain,
}

impl Style {
    /// Name of the template that sets a letter of this style.
    pub fn template(self) -> &'static str {
        match self {
            Style::Designed => "email/designed.mjml",
            Style::Plain => "email/plain.mjml",
        }
    }
}

/// Reading direction of the letter's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Ltr,
    Rtl,
}

/// Who runs the programme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Company {
    pub name: String,
    pub url: String,
    /// PNG or JPEG: many mail programs show no SVG.
    pub logo: Option<Picture>,
    /// Postal address, one line each. Advertising mail must carry one in most countries.
    pub address: Vec<String>,
    /// Imprint, privacy and the like.
    pub links: Vec<Link>,
}

/// Who sends the letter to their readers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Partner {
    pub name: String,
    /// PNG or JPEG.
    pub logo: Option<Picture>,
}

/// A picture at an absolute https address. The file may be twice as large as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    pub src: String,
    /// Pixels as shown; at most 600 wide in a letter.
    pub width: u32,
    pub height: u32,
    /// Empty for decoration.
    pub alt: String,
}

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    pub text: String,
    pub href: String,
}

/// Colours as `#rrggbb`: mail programs know no custom properties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Palette {
    pub accent: String,
    /// Text on `accent`.
    pub on_accent: String,
    /// The lightest tint of the brand.
    pub brand_50: String,
    /// Dark enough for text and links on `surface`.
    pub brand_700: String,
    pub text: String,
    pub text_muted: String,
    pub surface: String,
    pub border: String,
}

/// What an `.eml` needs besides its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    pub subject: String,
    /// `None` leaves the sender to the mail program that opens the draft.
    pub from: Option<Mailbox>,
    /// `None` for letters to readers that only the sender knows.
    pub to: Option<Mailbox>,
    /// As-of date of the build; midnight UTC is written.
    pub date: Date,
    pub locale: String,
    /// Where one click unsubscribes (RFC 8058): https, or a mail program's tag.
    pub list_unsubscribe: Option<String>,
}

/// A person and their address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    pub name: Option<String>,
    pub address: String,
}
