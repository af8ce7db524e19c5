//! A partner programme.

use crate::diagnostic::Span;

use super::date::{ContractTerm, NoticePeriod};
use super::ids::{BackendId, DocumentId, GoId, ProductId, ProgramId};
use super::shape::{Field, Record, Shape, key, required, words};
use super::terms::shape::TERMS_LIST;
use super::terms::{Hold, TermsHistory};
use super::text::{LocalText, Located};

/// One programme: what it pays, how it works, which materials belong to it.
#[derive(Debug, Clone)]
pub struct Program {
    pub id: ProgramId,
    pub span: Span,
    pub name: LocalText,
    pub summary: Option<LocalText>,
    /// `None`: the built-in `?ref=`.
    pub backend: Option<Located<BackendId>>,
    pub route: Routes,
    /// Names of short links beside those of ad texts, for what is spoken or printed.
    pub go: Vec<Located<GoId>>,
    /// Whether its partners' material must not lead to the main site or the mail domain at once.
    pub keeps_off_main_site: bool,
    pub agreement: Option<Located<DocumentId>>,
    pub contract: Option<ContractTerm>,
    pub hold: Hold,
    /// How long before their first day terms that pay less are announced.
    pub notice: NoticePeriod,
    /// Empty: every product.
    pub products: Vec<Located<ProductId>>,
    pub benefits: Vec<TitledText>,
    pub steps: Vec<TitledText>,
    pub faq: Vec<Question>,
    pub allowed_traffic: Vec<LocalText>,
    pub forbidden_traffic: Vec<LocalText>,
    pub terms: TermsHistory,
}

words! {
    /// Where a material leads first.
    pub enum Route {
        /// To the partner's landing, which hands the placement on to the shop.
        Landing "landing",
        /// To a short link on the landing's domain.
        Go "go",
        /// To the shop at once.
        Direct "direct",
    }
}

/// Where each kind of material leads first; `None`: the usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Routes {
    pub banners: Option<Route>,
    pub emails: Option<Route>,
    pub texts: Option<Route>,
    pub qr: Option<Route>,
}

#[derive(Debug, Clone)]
pub struct TitledText {
    pub title: LocalText,
    pub text: Option<LocalText>,
}

#[derive(Debug, Clone)]
pub struct Question {
    pub question: LocalText,
    pub answer: LocalText,
}

pub const TITLED_TEXT: Record = Record {
    name: "an item",
    fields: &[
        required("title", Shape::LocalText, "A few words."),
        key("text", Shape::LocalText, "One or two sentences."),
    ],
};

pub const QUESTION: Record = Record {
    name: "a question",
    fields: &[
        required("question", Shape::LocalText, "What people ask."),
        required("answer", Shape::LocalText, "A plain answer."),
    ],
};

pub const TRAFFIC: Record = Record {
    name: "the traffic rules",
    fields: &[
        key("allowed", Shape::List(&Shape::LocalText), "What partners may do, a line each."),
        key("forbidden", Shape::List(&Shape::LocalText), "What they may not do."),
    ],
};

/// The words that banners may have: a short link for each of them would be no use to anybody.
pub const BANNER_ROUTES: &[&str] = &["landing", "direct"];

pub const ROUTE: Record = Record {
    name: "the routes",
    fields: &[
        key("banners", Shape::OneOf(BANNER_ROUTES), "Where banners lead first; default `landing`."),
        key("emails", Shape::OneOf(Route::WORDS), "Where letters lead first; default `landing`."),
        key("texts", Shape::OneOf(Route::WORDS), "Where ad texts lead first; default `go`."),
        key("qr", Shape::OneOf(Route::WORDS), "Where QR codes lead first; default `landing`."),
    ],
};

/// The words of `hold`.
pub const HOLD_WORDS: &[&str] = &["none", "contract"];

const FIELDS: &[Field] = &[
    required("name", Shape::LocalText, "Name."),
    key("summary", Shape::LocalText, "What it is and for whom."),
    key("backend", Shape::Id, "Which backend its links use."),
    key("route", Shape::Record(&ROUTE), "Where materials lead first."),
    key("go", Shape::List(&Shape::Id), "Short links for what is spoken or printed."),
    key(
        "keep_off_main_site",
        Shape::Bool,
        "Whether material must not lead to the company's site or mail domain at once.",
    ),
    key("agreement", Shape::Id, "The document that partners agree to."),
    key("contract", Shape::Duration, "How long a signed agreement runs."),
    key(
        "hold",
        Shape::OneOf(HOLD_WORDS),
        "`contract`: signed partners keep their terms until it ends.",
    ),
    key(
        "notice",
        Shape::Duration,
        "How long ahead worse terms are announced, as `6 weeks`; default `30 days`.",
    ),
    key("products", Shape::List(&Shape::Id), "What it sells; default: everything."),
    key("benefits", Shape::List(&Shape::Record(&TITLED_TEXT)), "Why to join."),
    key("steps", Shape::List(&Shape::Record(&TITLED_TEXT)), "How it works."),
    key("faq", Shape::List(&Shape::Record(&QUESTION)), "What partners ask."),
    key("traffic", Shape::Record(&TRAFFIC), "What partners may and may not do."),
    required("terms", TERMS_LIST, "Commission terms, each with its date."),
];

pub const PROGRAM: Record = Record { name: "a program", fields: FIELDS };
