//! The company that runs the programmes.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::banner::SizeChoice;
use super::budget::ByteBudget;
use super::color::Color;
use super::creative::Layout;
use super::ids::{BackendId, GoId, ManagerId, MarketId, PartnerId, ProgramId};
use super::locale::Locale;
use super::money::{Currency, Rate};
use super::picture::PicturePath;
use super::shape::{Field, Record, Shape, key, required, words};
use super::text::{LocalText, Located};
use super::web::{Domain, Mailbox, WebAddress};

/// The company, its brand, and where its sites stand.
#[derive(Debug, Clone)]
pub struct Company {
    /// The start of `company.yaml`, for faults of the file as a whole.
    pub span: Span,
    pub name: String,
    pub url: WebAddress,
    pub tagline: Option<LocalText>,
    pub legal: Legal,
    pub links: LegalLinks,
    pub brand: Brand,
    /// Never empty; the first is the default.
    pub locales: Vec<Locale>,
    /// IANA name, checked.
    pub time_zone: String,
    /// Never empty; the first is the default.
    pub markets: Vec<Market>,
    /// Whether the only market's currency is that of the first price, because none is said.
    pub currency_is_assumed: bool,
    pub managers: BTreeMap<ManagerId, Manager>,
    /// Sender of the letters that partners send on.
    pub mail_from: Option<Sender>,
    pub landing_domain: Domain,
    pub landing_addresses: LandingAddresses,
    pub portal_domain: Domain,
    pub media_domain: Domain,
    /// Whether `/` of the landings' domains is a page that says nothing, and every landing has a path of its own.
    pub stub: bool,
    /// Domains that do nothing but lead on.
    pub forward_domains: Vec<ForwardDomain>,
    /// Secret-ish text that makes the partners' addresses on the portal unguessable.
    pub portal_salt: Option<String>,
    pub hosting: Hosting,
    pub theme: Located<String>,
    pub defaults: Defaults,
    pub disclosure: Option<LocalText>,
    /// Where the forms of landings are sent.
    pub form_endpoint: Option<WebAddress>,
    /// Hosts of videos beside the usual ones.
    pub video_hosts: Vec<Domain>,
    /// What search engines are told of landings that say nothing themselves.
    pub indexing: Indexing,
    /// A picture of the company's own statistics that every landing loads.
    pub pixel: Option<WebAddress>,
    /// The most that all commissions of one sale may take of it; `None`: all of it.
    pub max_commission: Option<Rate>,
}

impl Company {
    pub fn default_locale(&self) -> &Locale {
        &self.locales[0]
    }

    pub fn default_market(&self) -> &Market {
        &self.markets[0]
    }

    /// Where people who read `locale` buy: the first market with their country. Readers of the
    /// company's first language, and of any other's, are taken for those of its first market.
    pub fn market_of_readers(&self, locale: &Locale) -> &Market {
        let country = locale.country().filter(|_| locale != self.default_locale());
        let theirs = |country: &String| {
            self.markets.iter().find(|market| market.countries.contains(country))
        };
        country.as_ref().and_then(theirs).unwrap_or_else(|| self.default_market())
    }

    pub fn market(&self, id: &MarketId) -> Option<&Market> {
        self.markets.iter().find(|market| market.id == *id)
    }
}

/// A domain that leads on from the listed paths, each to a partner's link; it has nothing else.
#[derive(Debug, Clone)]
pub struct ForwardDomain {
    pub domain: Located<Domain>,
    pub paths: BTreeMap<GoId, Located<PartnerId>>,
}

/// What the imprint, mails and agreements state.
#[derive(Debug, Clone, Default)]
pub struct Legal {
    pub name: Option<String>,
    pub address: Vec<String>,
    pub registration: Option<String>,
    pub vat: Option<String>,
    pub email: Option<Mailbox>,
    pub phone: Option<String>,
    pub represented_by: Option<String>,
}

/// The company's own legal pages.
#[derive(Debug, Clone, Default)]
pub struct LegalLinks {
    pub privacy: Option<WebAddress>,
    pub imprint: Option<WebAddress>,
    pub terms: Option<WebAddress>,
}

/// Colours, logo and typefaces.
#[derive(Debug, Clone)]
pub struct Brand {
    pub primary: Color,
    pub accent: Option<Color>,
    pub logo: Option<Located<PicturePath>>,
    pub logo_dark: Option<Located<PicturePath>>,
    pub icon: Option<Located<PicturePath>>,
    pub display_font: Option<Located<PicturePath>>,
    pub text_font: Option<Located<PicturePath>>,
}

impl Brand {
    /// A calm blue, for companies that name no colour.
    pub const DEFAULT_PRIMARY: Color = Color { red: 0x1f, green: 0x4e, blue: 0x8c };
}

impl Default for Brand {
    fn default() -> Brand {
        Brand {
            primary: Brand::DEFAULT_PRIMARY,
            accent: None,
            logo: None,
            logo_dark: None,
            icon: None,
            display_font: None,
            text_font: None,
        }
    }
}

/// Who a letter is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    pub name: Option<String>,
    pub address: Mailbox,
}

/// A region with one currency.
#[derive(Debug, Clone)]
pub struct Market {
    pub id: MarketId,
    pub currency: Currency,
    /// The tax within prices; `None` where nobody says, so that no sum without tax can be reckoned.
    pub tax: Option<Rate>,
    /// ISO 3166 codes, upper-case.
    pub countries: Vec<String>,
}

/// Somebody at the company who looks after partners.
#[derive(Debug, Clone)]
pub struct Manager {
    pub name: String,
    pub email: Option<Mailbox>,
    pub phone: Option<String>,
    pub role: Option<LocalText>,
    pub picture: Option<Located<PicturePath>>,
}

words! {
    /// What search engines are told of a site of landings.
    pub enum Indexing {
        /// To leave them out.
        None "none",
        /// That the page to show is the company's own.
        Brand "brand",
        /// To show them.
        All "all",
    }
}

words! {
    /// Where the folders will be served from.
    pub enum Hosting {
        Netlify "netlify",
        CloudflarePages "cloudflare-pages",
        Vercel "vercel",
        GithubPages "github-pages",
        Nginx "nginx",
        Caddy "caddy",
        S3 "s3",
        Plain "plain",
    }
}

words! {
    /// Where partners without a domain of their own stand.
    pub enum LandingAddresses {
        Folder "folder",
        Subdomain "subdomain",
    }
}

/// What content that leaves a choice out gets.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    pub program: Option<Located<ProgramId>>,
    pub backend: Option<Located<BackendId>>,
    pub manager: Option<Located<ManagerId>>,
    pub sizes: Vec<SizeChoice>,
    /// How many sizes a banner must have at least.
    pub min_sizes: Option<usize>,
    /// What a banner may weigh; `None`: what the platforms of its size take.
    pub budget: Option<ByteBudget>,
    pub layout: Option<Layout>,
}

pub const LEGAL: Record = Record {
    name: "the legal data",
    fields: &[
        key("name", Shape::Text, "Full legal name."),
        key(
            "address",
            Shape::Either(&Shape::Text, &Shape::List(&Shape::Text)),
            "Postal address, a line each.",
        ),
        key("registration", Shape::Text, "Court and number."),
        key("vat", Shape::Text, "VAT or tax number."),
        key("email", Shape::Text, "Address for legal mail."),
        key("phone", Shape::Text, "Telephone."),
        key("represented_by", Shape::Text, "Who represents the company."),
    ],
};

pub const LEGAL_LINKS: Record = Record {
    name: "the legal links",
    fields: &[
        key("privacy", Shape::Url, "Privacy notice."),
        key("imprint", Shape::Url, "Imprint."),
        key("terms", Shape::Url, "General terms."),
    ],
};

pub const FONTS: Record = Record {
    name: "the fonts",
    fields: &[
        key("display", Shape::Path, "Typeface of headings: TTF, OTF, WOFF or WOFF2."),
        key("text", Shape::Path, "Typeface of texts."),
    ],
};

pub const BRAND: Record = Record {
    name: "the brand",
    fields: &[
        key("primary", Shape::Color, "The brand's colour; everything else is derived from it."),
        key("accent", Shape::Color, "A second colour for buttons; default: derived."),
        key("logo", Shape::Path, "Logo for light grounds, SVG or PNG."),
        key("logo_dark", Shape::Path, "Logo for dark grounds."),
        key("icon", Shape::Path, "Square sign, for the browser's tab."),
        key("fonts", Shape::Record(&FONTS), "Own typefaces."),
    ],
};

pub const MARKET: Record = Record {
    name: "a market",
    fields: &[
        required("currency", Shape::Text, "ISO 4217 code, such as EUR."),
        key("countries", Shape::List(&Shape::Text), "ISO 3166 codes."),
        key(
            "tax",
            Shape::Rate,
            "The tax within its prices, such as `19 %`; `0 %` where they have none.",
        ),
    ],
};

pub const MANAGER: Record = Record {
    name: "a manager",
    fields: &[
        required("name", Shape::Text, "Name."),
        key("email", Shape::Text, "Mail address."),
        key("phone", Shape::Text, "Telephone."),
        key("role", Shape::LocalText, "What they do."),
        key("picture", Shape::Path, "Portrait."),
    ],
};

pub const MAIL: Record = Record {
    name: "the mail settings",
    fields: &[key("from", Shape::Text, "Sender of the letters, as `Name <address>`.")],
};

pub const PORTAL: Record = Record {
    name: "the portal settings",
    fields: &[key(
        "salt",
        Shape::Text,
        "Makes the partners' addresses unguessable; written by `promokit init`.",
    )],
};

pub const DEFAULTS: Record = Record {
    name: "the defaults",
    fields: &[
        key("program", Shape::Id, "Program of partners that name none."),
        key("backend", Shape::Id, "Backend of programs that name none."),
        key(
            "manager",
            Shape::Id,
            "Who looks after partners that name nobody; default: the only one.",
        ),
        key("sizes", Shape::List(&Shape::Text), "Banner sizes and sets."),
        key(
            "min_sizes",
            Shape::Integer,
            "How many sizes a banner must have at least; `check` warns.",
        ),
        key(
            "budget",
            Shape::Text,
            "The most a banner may weigh: `80 KB`, `google`, `awin`, `yandex`, `vk`.",
        ),
        key("layout", Shape::OneOf(Layout::WORDS), "Banner layout."),
    ],
};

const FIELDS: &[Field] = &[
    required("name", Shape::Text, "Trade name."),
    required("url", Shape::Url, "The main site."),
    required(
        "landing_domain",
        Shape::Domain,
        "Domain of the partners' pages: apart from the main and the mail domain.",
    ),
    key(
        "portal_domain",
        Shape::Domain,
        "Domain of the partner portal; default `partners.` and the main site's host.",
    ),
    key(
        "media_domain",
        Shape::Domain,
        "Domain of hosted banners; default `media.` and the landing domain.",
    ),
    key(
        "stub",
        Shape::Bool,
        "`true`: `/` of the landings' domains is a page without offer, and every landing has a path of its own.",
    ),
    key(
        "forward_domains",
        Shape::Map(&Shape::Map(&Shape::Id)),
        "Domains that only lead on, and for each path whose link it leads to: `{go.example: {radio: acme}}`.",
    ),
    key("tagline", Shape::LocalText, "What the company does, in one line."),
    key("legal", Shape::Record(&LEGAL), "For imprint, mails and agreements."),
    key("links", Shape::Record(&LEGAL_LINKS), "The company's legal pages."),
    key("brand", Shape::Record(&BRAND), "Colours, logo, typefaces."),
    key("locales", Shape::List(&Shape::Locale), "Languages; the first is the default."),
    key("time_zone", Shape::Text, "IANA name, such as Europe/Berlin; default UTC."),
    key("currency", Shape::Text, "Currency, where there are no markets."),
    key("tax", Shape::Rate, "The tax within prices, where there are no markets, such as `19 %`."),
    key(
        "markets",
        Shape::Map(&Shape::Record(&MARKET)),
        "Regions with one currency each; the first is the default.",
    ),
    key("managers", Shape::Map(&Shape::Record(&MANAGER)), "Who looks after partners."),
    key("mail", Shape::Record(&MAIL), "Letters."),
    key("portal", Shape::Record(&PORTAL), "Partner portal."),
    key("hosting", Shape::OneOf(Hosting::WORDS), "Where the sites are served from."),
    key("theme", Shape::Text, "Name of the theme; default `default`."),
    key("defaults", Shape::Record(&DEFAULTS), "For what leaves them out."),
    key("disclosure", Shape::LocalText, "Replaces the theme's sentence beside the first link."),
    key("form_endpoint", Shape::Url, "Where the forms of landings are sent."),
    key(
        "video_hosts",
        Shape::List(&Shape::Domain),
        "Where videos may be beside YouTube, Vimeo, Dailymotion, Rutube and VK.",
    ),
    key(
        "indexing",
        Shape::OneOf(Indexing::WORDS),
        "What search engines are told of landings: `none` (default) leaves them out, `brand` names the company's own page as the one to show, `all` shows them.",
    ),
    key(
        "landing_addresses",
        Shape::OneOf(LandingAddresses::WORDS),
        "Where partners without a domain of their own stand: `folder` (default) or `subdomain` of `landing_domain`.",
    ),
    key(
        "pixel",
        Shape::Url,
        "A picture of your own statistics that every landing loads; default none.",
    ),
    key(
        "max_commission",
        Shape::Rate,
        "The most that one sale may cost in all: rate, bonus and levels together; default 100 %.",
    ),
];

pub const COMPANY: Record = Record { name: "the company", fields: FIELDS };
