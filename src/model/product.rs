//! What is sold.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::audience::Audience;
use super::ids::{CategoryId, MarketId, ProductId};
use super::money::Money;
use super::picture::PicturePath;
use super::shape::{Field, Record, Shape, key, required, words};
use super::text::{LocalText, Located};
use super::web::WebAddress;

/// A product or service with its price and destination in each market.
#[derive(Debug, Clone)]
pub struct Product {
    pub id: ProductId,
    pub span: Span,
    pub name: LocalText,
    pub summary: Option<LocalText>,
    pub category: Option<CategoryId>,
    pub billing: Billing,
    /// Every market that sells it; markets without it are absent.
    pub offers: BTreeMap<MarketId, Offer>,
    pub picture: Option<Located<PicturePath>>,
    pub alt: Option<LocalText>,
    pub points: Vec<LocalText>,
    pub audience: Audience,
}

/// Price and place in one market.
#[derive(Debug, Clone)]
pub struct Offer {
    pub price: Option<Money>,
    pub url: Located<WebAddress>,
}

words! {
    /// How often the price is paid.
    pub enum Billing {
        Once "once",
        Monthly "monthly",
        Yearly "yearly",
    }
}

pub const OFFER: Record = Record {
    name: "a market's offer",
    fields: &[
        key("price", Shape::Money, "Price in the market's currency."),
        key("url", Shape::Url, "Where it is sold."),
    ],
};

const FIELDS: &[Field] = &[
    required("name", Shape::LocalText, "Name."),
    key("summary", Shape::LocalText, "One or two sentences."),
    key("category", Shape::Id, "Such as `physical` or `digital`; commission rules may name it."),
    key("price", Shape::Money, "One price, for companies with one currency."),
    key("url", Shape::Url, "Where it is sold; default: the company's site."),
    key("markets", Shape::Map(&Shape::Record(&OFFER)), "Price and address by market."),
    key("billing", Shape::OneOf(Billing::WORDS), "How often it is paid; default `once`."),
    key("picture", Shape::Path, "Picture of it."),
    key("alt", Shape::LocalText, "What the picture shows."),
    key("points", Shape::List(&Shape::LocalText), "Short selling points."),
    super::audience::FOR,
];

pub const PRODUCT: Record = Record { name: "a product", fields: FIELDS };
