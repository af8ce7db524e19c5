//! The parts of contexts that several pages share, named and shaped as in `docs/themes.md`.

use serde::Serialize;

use crate::render::earnings::Earnings;
use crate::render::words::{Changed, Fact, Rate};

#[derive(Debug, Serialize)]
pub struct Site {
    pub role: &'static str,
    pub domain: String,
    pub url: String,
    pub locale: String,
    pub dir: &'static str,
    pub assets: String,
    pub brand_css: String,
    pub preload: Vec<String>,
    pub theme_color: ThemeColor,
    pub icon: Option<String>,
    pub touch_icon: Option<String>,
    pub manifest: Option<String>,
    pub policy: Option<String>,
    pub pixel: Option<String>,
    pub year: String,
}

#[derive(Debug, Serialize)]
pub struct ThemeColor {
    pub light: String,
    pub dark: String,
}

#[derive(Debug, Serialize)]
pub struct Page {
    pub title: String,
    pub description: Option<String>,
    pub url: String,
    pub canonical: Option<String>,
    pub robots: Option<&'static str>,
    pub alternates: Vec<Alternate>,
    pub social_image: Option<Picture>,
}

/// The page in one of its languages.
#[derive(Debug, Serialize)]
pub struct Alternate {
    pub locale: String,
    pub name: String,
    pub href: String,
    pub url: String,
    pub current: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    pub kind: &'static str,
    pub src: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub sizes: Option<String>,
    pub sources: Vec<PictureSource>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PictureSource {
    #[serde(rename = "type")]
    pub media_type: &'static str,
    pub srcset: String,
}

#[derive(Debug, Serialize)]
pub struct Company {
    pub name: String,
    pub url: String,
    pub tagline: Option<String>,
    pub logo: Option<Picture>,
    pub logo_dark: Option<Picture>,
    pub legal: Legal,
    pub links: LegalLinks,
}

#[derive(Debug, Serialize)]
pub struct Legal {
    pub name: Option<String>,
    pub address: Vec<String>,
    pub registration: Option<String>,
    pub vat: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub represented_by: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct LegalLinks {
    pub privacy: Option<String>,
    pub imprint: Option<String>,
    pub terms: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Partner {
    pub id: String,
    pub name: String,
    pub logo: Option<Picture>,
    pub logo_dark: Option<Picture>,
    pub line: Option<String>,
    pub coupon: Option<String>,
    pub website: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Manager {
    pub name: String,
    pub role: Option<String>,
    pub email: String,
    pub phone: Option<String>,
    pub picture: Option<Picture>,
}

/// A day, for machines and for people.
#[derive(Debug, PartialEq, Eq, Clone, Serialize)]
pub struct Day {
    pub iso: String,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct TitledText {
    pub title: String,
    pub text: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Question {
    pub question: String,
    pub answer_html: String,
}

#[derive(Debug, Default, Serialize)]
pub struct Traffic {
    pub allowed: Vec<String>,
    pub forbidden: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Product {
    pub id: String,
    pub name: String,
    pub summary: Option<String>,
    pub category: Option<String>,
    pub price: Option<String>,
    pub billing: &'static str,
    pub points: Vec<String>,
    pub link: String,
    pub picture: Option<Picture>,
    pub offer: Option<Offer>,
}

/// For machines: plain numbers, ISO codes.
#[derive(Debug, Serialize)]
pub struct Offer {
    pub price: String,
    pub currency: &'static str,
}

#[derive(Debug, Serialize)]
pub struct Terms {
    pub best: Option<Best>,
    pub rates: Vec<Rate>,
    pub bonuses: Vec<Fact>,
    pub net_of: Vec<&'static str>,
    pub cookie_days: u16,
    pub hold_days: u16,
    pub payout: Payout,
    pub levels: Vec<Fact>,
    pub split: Vec<Fact>,
    pub exceptions: Vec<Fact>,
    pub from: Day,
    pub held_until: Option<Day>,
    pub own: bool,
    /// Whether there are bonuses for a time, which examples and calculator leave out.
    pub without_bonuses: bool,
    pub examples: Vec<Example>,
    pub calculator: Option<Calculator>,
    pub upcoming: Option<Upcoming>,
}

#[derive(Debug, Serialize)]
pub struct Best {
    pub value: String,
    pub kind: &'static str,
    pub up_to: bool,
}

#[derive(Debug, Serialize)]
pub struct Payout {
    pub threshold: Option<String>,
    pub rhythm: &'static str,
    pub day: Option<u8>,
    pub methods: Vec<String>,
    pub next: Option<Day>,
}

/// Sales worked out.
#[derive(Debug, Serialize)]
pub struct Example {
    pub text: String,
    pub sum: String,
}

/// What a month earns, for whoever wants to reckon: no formulas, only tables.
#[derive(Debug, Serialize)]
pub struct Calculator {
    /// ISO 4217.
    pub currency: &'static str,
    /// How many decimals the currency has.
    pub digits: u32,
    pub products: Vec<Calculated>,
}

#[derive(Debug, Serialize)]
pub struct Calculated {
    pub name: String,
    #[serde(flatten)]
    pub earnings: Earnings,
}

/// Announced terms: only what differs from those in force.
#[derive(Debug, Serialize)]
pub struct Upcoming {
    pub from: Day,
    pub changes: Vec<Changed>,
}
