//! Who promotes.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::backend::{MintedLinks, OwnSubId, PartnerReference};
use super::color::Color;
use super::company::Indexing;
use super::date::Date;
use super::ids::{BackendId, GroupId, ManagerId, MarketId, PartnerId, ProgramId};
use super::locale::Locale;
use super::picture::PicturePath;
use super::shape::{Field, Record, Shape, key, required, words};
use super::terms::TermsHistory;
use super::terms::shape::TERMS_LIST;
use super::text::{LocalText, Located};
use super::web::{Domain, Mailbox, WebAddress};

/// A partner, as merged from a row of `partners.csv` and a file of their own.
#[derive(Debug, Clone)]
pub struct Partner {
    pub id: PartnerId,
    pub span: Span,
    /// Of all that the row and the file say, wherever they stand.
    pub fingerprint: blake3::Hash,
    pub name: String,
    pub contact: Option<String>,
    pub email: Option<Mailbox>,
    pub website: Option<WebAddress>,
    pub status: Status,
    pub program: Located<ProgramId>,
    pub groups: Vec<GroupId>,
    /// Never empty; the first is the default.
    pub locales: Vec<Locale>,
    pub market: Located<MarketId>,
    pub domain: Option<Located<Domain>>,
    /// Whether `/` of their own domain is a page that says nothing; `None`: as the company has it.
    pub stub: Option<bool>,
    /// What search engines are told of their own domain; `None`: as of all.
    pub indexing: Option<Indexing>,
    /// Their id in the program's backend.
    pub reference: Option<Located<PartnerReference>>,
    /// Ids by backend, before `reference`.
    pub ids: BTreeMap<BackendId, PartnerReference>,
    /// Where each of `ids` is written.
    pub id_places: BTreeMap<BackendId, Span>,
    pub coupon: Option<String>,
    /// What they add to their links, where the backend leaves a slot to them.
    pub own_sub_id: Option<OwnSubId>,
    pub manager: Option<Located<ManagerId>>,
    pub signed: Option<Located<Date>>,
    /// The partner who brought them, and earns at the levels of their terms.
    pub recruiter: Option<Located<PartnerId>>,
    pub backend: Option<Located<BackendId>>,
    pub brand: PartnerBrand,
    pub line: Option<LocalText>,
    pub terms: Option<TermsHistory>,
    /// Minted links by placement, for static backends; `default` stands for the rest.
    pub links: MintedLinks,
}

words! {
    /// Where a partner stands in their life with the programme.
    pub enum Status {
        /// Not accepted yet: gets nothing.
        Applied "applied",
        Active "active",
        /// Keeps the addresses, as neutral pages.
        Paused "paused",
        /// Left: keeps the addresses, as neutral pages without credit.
        Ended "ended",
    }
}

impl Status {
    /// Whether addresses were ever handed out and must answer.
    pub fn has_addresses(self) -> bool {
        self != Status::Applied
    }

    /// Whether terms are still promised, and changes told: who pauses comes back to them.
    pub fn has_notices(self) -> bool {
        matches!(self, Status::Active | Status::Paused)
    }
}

/// What a partner may change in what they get.
#[derive(Debug, Clone, Default)]
pub struct PartnerBrand {
    pub logo: Option<Located<PicturePath>>,
    pub logo_dark: Option<Located<PicturePath>>,
    pub color: Option<Color>,
}

pub const PARTNER_BRAND: Record = Record {
    name: "a partner's brand",
    fields: &[
        key("logo", Shape::Path, "Logo for light grounds."),
        key("logo_dark", Shape::Path, "Logo for dark grounds."),
        key("color", Shape::Color, "Takes the place of the accent."),
    ],
};

const FIELDS: &[Field] = &[
    key("id", Shape::Id, "In the table only: a file is named by its id."),
    required("name", Shape::Text, "Company or person."),
    key("contact", Shape::Text, "Whom to write to."),
    key("email", Shape::Text, "Mail address."),
    key("website", Shape::Url, "Where they promote."),
    key("status", Shape::OneOf(Status::WORDS), "Default `active`."),
    key("program", Shape::Id, "Default: the only one, or the company's default."),
    key("groups", Shape::List(&Shape::Id), "Names that rules and audiences use."),
    key(
        "locales",
        Shape::List(&Shape::Locale),
        "Languages of their pages; the first is the default.",
    ),
    key("market", Shape::Id, "Default: the first."),
    key("domain", Shape::Domain, "Own domain of their landings."),
    key(
        "stub",
        Shape::Bool,
        "Whether `/` of their own domain is a page without offer; default: as the company has it.",
    ),
    key(
        "indexing",
        Shape::OneOf(Indexing::WORDS),
        "What search engines are told of their own domain; default: as the company has it.",
    ),
    key("ref", Shape::Text, "Their id in the program's backend; default: the id."),
    key("ids", Shape::Map(&Shape::Text), "Ids by backend."),
    key("coupon", Shape::Text, "Promo code."),
    key(
        "own_sub_id",
        Shape::Text,
        "What they add to their links, in the slot that the backend leaves to them.",
    ),
    key(
        "manager",
        Shape::Id,
        "Who looks after them; default: the company's default, or its only one.",
    ),
    key("signed", Shape::Date, "The day they signed."),
    key(
        "recruiter",
        Shape::Id,
        "The partner who brought them, and earns at the levels of their terms.",
    ),
    key("backend", Shape::Id, "Another backend than the program's."),
    key("brand", Shape::Record(&PARTNER_BRAND), "Co-branding."),
    key("line", Shape::LocalText, "One personal line for their pages."),
    key("terms", TERMS_LIST, "Own commission terms."),
    key("links", Shape::Map(&Shape::Url), "Minted links by placement; `default` for the rest."),
];

pub const PARTNER: Record = Record { name: "a partner", fields: FIELDS };
