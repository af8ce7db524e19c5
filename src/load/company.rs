//! Decodes `company.yaml`.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::color::Color;
use crate::model::company::*;
use crate::model::creative::Layout;
use crate::model::ids::{GoId, ManagerId, MarketId};
use crate::model::locale::Locale;
use crate::model::money::{Currency, Rate};
use crate::model::text::Located;
use crate::model::web::{Domain, Mailbox, WebAddress, WebFault};
use crate::source::{Node, Value};

use super::fields::{Fields, Findings};
use super::values::{
    Refusal, boolean, id, id_map, local_text, locale, parsed, path, string, typed, word,
};

/// The market of companies that name none.
const ONLY_MARKET: &str = "all";

pub fn company(node: &Node, start: Span, findings: &mut Findings) -> Option<Company> {
    let fields = Fields::open(node, &COMPANY, start, findings)?;
    let name = fields.get("name", findings, string);
    let url = fields.get("url", findings, address);
    let landing_domain =
        fields.get("landing_domain", findings, domain).map(|located| located.value);
    let portal_domain = fields.get("portal_domain", findings, domain).map(|located| located.value);
    let media_domain = fields.get("media_domain", findings, domain).map(|located| located.value);
    let stub = fields.get("stub", findings, boolean);
    let forward_domains = fields.get("forward_domains", findings, forward_domains);
    let tagline = fields.get("tagline", findings, local_text);
    let legal =
        fields.part("legal", &LEGAL, findings, |part, findings| Some(legal(part, findings)));
    let links = fields.part("links", &LEGAL_LINKS, findings, |part, findings| {
        Some(LegalLinks {
            privacy: part.get("privacy", findings, address),
            imprint: part.get("imprint", findings, address),
            terms: part.get("terms", findings, address),
        })
    });
    let brand =
        fields.part("brand", &BRAND, findings, |part, findings| Some(brand(part, findings)));
    let locales = locales(&fields, findings);
    let time_zone = fields.get("time_zone", findings, time_zone);
    let markets = markets(&fields, findings);
    let managers = managers(&fields, findings);
    let mail_from =
        fields.part("mail", &MAIL, findings, |part, findings| part.get("from", findings, sender));
    let portal_salt = fields
        .part("portal", &PORTAL, findings, |part, findings| part.get("salt", findings, string));
    let hosting = fields.get("hosting", findings, |node, findings| {
        word(node, findings, Hosting::WORDS, Hosting::from_word)
    });
    let theme = fields.get("theme", findings, |node, findings| {
        Some(Located { value: string(node, findings)?, span: node.span })
    });
    let defaults = fields
        .part("defaults", &DEFAULTS, findings, |part, findings| Some(defaults(part, findings)));
    let disclosure = fields.get("disclosure", findings, local_text);
    let form_endpoint = fields.get("form_endpoint", findings, address);
    let video_hosts = fields.list("video_hosts", findings, domain);
    let indexing = fields.get("indexing", findings, indexing);
    let landing_addresses = fields.get("landing_addresses", findings, |node, findings| {
        word(node, findings, LandingAddresses::WORDS, LandingAddresses::from_word)
    });
    let pixel = fields.get("pixel", findings, address);
    let max_commission = fields.get("max_commission", findings, rate);

    let url = url?;
    let landing_domain = landing_domain?;
    let portal_domain = portal_domain
        .or_else(|| derived_domain("partners", url.host(), fields.place("url"), findings))?;
    let media_domain = media_domain.or_else(|| {
        derived_domain("media", landing_domain.as_str(), fields.place("landing_domain"), findings)
    })?;
    Some(Company {
        span: start,
        name: name?,
        tagline,
        legal: legal.unwrap_or_default(),
        links: links.unwrap_or_default(),
        brand: brand.unwrap_or_default(),
        locales,
        time_zone: time_zone.unwrap_or_else(|| "UTC".to_owned()),
        markets: markets?,
        currency_is_assumed: fields.node("markets").is_none() && fields.node("currency").is_none(),
        managers,
        mail_from,
        portal_salt,
        stub: stub.unwrap_or_default(),
        forward_domains: forward_domains.unwrap_or_default(),
        hosting: hosting.unwrap_or(Hosting::Plain),
        theme: theme.unwrap_or(Located { value: "default".to_owned(), span: start }),
        defaults: defaults.unwrap_or_default(),
        disclosure,
        form_endpoint,
        video_hosts: video_hosts.into_iter().map(|located| located.value).collect(),
        indexing: indexing.unwrap_or(Indexing::None),
        landing_addresses: landing_addresses.unwrap_or(LandingAddresses::Folder),
        pixel,
        max_commission,
        url,
        landing_domain,
        portal_domain,
        media_domain,
    })
}

pub fn indexing(node: &Node, findings: &mut Findings) -> Option<Indexing> {
    word(node, findings, Indexing::WORDS, Indexing::from_word)
}

pub fn address(node: &Node, findings: &mut Findings) -> Option<WebAddress> {
    typed(node, findings, WebAddress::parse).map(|located| located.value)
}

pub fn domain(node: &Node, findings: &mut Findings) -> Option<Located<Domain>> {
    typed(node, findings, Domain::parse)
}

pub fn color(node: &Node, findings: &mut Findings) -> Option<Color> {
    typed(node, findings, Color::parse).map(|located| located.value)
}

pub fn mailbox(node: &Node, findings: &mut Findings) -> Option<Mailbox> {
    typed(node, findings, Mailbox::parse).map(|located| located.value)
}

/// `Lena Brandt <lena@example.com>`, or the address alone.
fn sender(node: &Node, findings: &mut Findings) -> Option<Sender> {
    typed(node, findings, |text| {
        let Some((name, address)) = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'))
        else {
            return Ok(Sender { name: None, address: Mailbox::parse(text)? });
        };
        let name = name.trim().trim_matches('"').to_owned();
        Ok::<_, WebFault>(Sender {
            name: (!name.is_empty()).then_some(name),
            address: Mailbox::parse(address)?,
        })
    })
    .map(|located| located.value)
}

fn derived_domain(
    prefix: &str,
    host: &str,
    place: Span,
    findings: &mut Findings,
) -> Option<Domain> {
    let host = host.strip_prefix("www.").unwrap_or(host);
    match Domain::parse(&format!("{prefix}.{host}")) {
        Ok(domain) => Some(domain),
        Err(fault) => {
            findings.push(Refusal::from(fault).at(place));
            None
        }
    }
}

fn legal(part: &Fields, findings: &mut Findings) -> Legal {
    let address = part.list("address", findings, string);
    Legal {
        name: part.get("name", findings, string),
        address: address
            .iter()
            .flat_map(|text| text.lines())
            .map(|line| line.trim().to_owned())
            .collect(),
        registration: part.get("registration", findings, string),
        vat: part.get("vat", findings, string),
        email: part.get("email", findings, mailbox),
        phone: part.get("phone", findings, string),
        represented_by: part.get("represented_by", findings, string),
    }
}

fn brand(part: &Fields, findings: &mut Findings) -> Brand {
    let fonts = part.part("fonts", &FONTS, findings, |fonts, findings| {
        Some((fonts.get("display", findings, path), fonts.get("text", findings, path)))
    });
    let (display_font, text_font) = fonts.unwrap_or_default();
    Brand {
        primary: part.get("primary", findings, color).unwrap_or(Brand::DEFAULT_PRIMARY),
        accent: part.get("accent", findings, color),
        logo: part.get("logo", findings, path),
        logo_dark: part.get("logo_dark", findings, path),
        icon: part.get("icon", findings, path),
        display_font,
        text_font,
    }
}

fn locales(fields: &Fields, findings: &mut Findings) -> Vec<Locale> {
    let mut locales = fields.list("locales", findings, locale);
    let mut seen = std::collections::BTreeSet::new();
    locales.retain(|locale| seen.insert(locale.clone()));
    if locales.is_empty() {
        locales.push(Locale::english());
    }
    locales
}

fn time_zone(node: &Node, findings: &mut Findings) -> Option<String> {
    parsed(node, findings, |text| match jiff::tz::TimeZone::get(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(Refusal::bad(
            format!("`{text}` is not a time zone"),
            "write its IANA name, such as `Europe/Berlin` or `America/New_York`",
        )),
    })
    .map(|located| located.value)
}

fn rate(node: &Node, findings: &mut Findings) -> Option<Rate> {
    typed(node, findings, Rate::parse).map(|located| located.value)
}

pub fn currency(node: &Node, findings: &mut Findings) -> Option<Currency> {
    typed(node, findings, Currency::from_code).map(|located| located.value)
}

/// Never empty; `None` only if a fault was reported.
fn markets(fields: &Fields, findings: &mut Findings) -> Option<Vec<Market>> {
    let Some(node) = fields.node("markets") else {
        let currency = match fields.node("currency") {
            Some(node) => currency(node, findings)?,
            None => Currency::EURO,
        };
        let id = MarketId::parse(ONLY_MARKET).ok()?;
        let tax = fields.get("tax", findings, rate);
        return Some(vec![Market { id, currency, tax, countries: Vec::new() }]);
    };
    for key in ["currency", "tax"] {
        let Some(common) = fields.node(key) else { continue };
        findings.push(
            Diagnostic::error(
                Code::BadValue,
                common.span,
                format!("`{key}` and `markets` exclude each other"),
            )
            .help(format!("each market names its own {key}: remove the line `{key}`")),
        );
    }
    let markets: Vec<Market> = id_map(node, findings, |id, value, place, findings| {
        let part = Fields::open(value, &MARKET, place, findings)?;
        let countries = part.list("countries", findings, country);
        let tax = part.get("tax", findings, rate);
        Some(Market { id, currency: part.get("currency", findings, currency)?, tax, countries })
    });
    (!markets.is_empty()).then_some(markets)
}

/// Codes in everyday use that ISO 3166 has otherwise.
const NOT_ISO: [(&str, &str); 2] = [("UK", "GB"), ("EL", "GR")];

fn country(node: &Node, findings: &mut Findings) -> Option<String> {
    parsed(node, findings, |text| {
        let code = text.to_ascii_uppercase();
        let other = NOT_ISO.iter().find(|(common, _)| *common == code).map(|(_, iso)| *iso);
        let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        match other {
            None if is_code && code == text => Ok(code),
            _ => {
                let likely = other.unwrap_or(if is_code { &code } else { "DE" });
                let such_as =
                    if other.is_some() || is_code { "" } else { "two capitals, such as " };
                Err(Refusal::bad(
                    format!("`{text}` is not a country's ISO code"),
                    format!("write {such_as}`{likely}`"),
                ))
            }
        }
    })
    .map(|located| located.value)
}

fn managers(fields: &Fields, findings: &mut Findings) -> BTreeMap<ManagerId, Manager> {
    let Some(node) = fields.node("managers") else { return BTreeMap::new() };
    let managers = id_map(node, findings, |id, value, place, findings| {
        let part = Fields::open(value, &MANAGER, place, findings)?;
        let manager = Manager {
            name: part.get("name", findings, string)?,
            email: part.get("email", findings, mailbox),
            phone: part.get("phone", findings, string),
            role: part.get("role", findings, local_text),
            picture: part.get("picture", findings, path),
        };
        Some((id, manager))
    });
    managers.into_iter().collect()
}

fn forward_domains(node: &Node, findings: &mut Findings) -> Option<Vec<ForwardDomain>> {
    let Value::Map(pairs) = &node.value else {
        findings.push(
            Diagnostic::error(
                Code::WrongType,
                node.span,
                "domains with their paths are wanted here",
            )
            .help("write `go.example: {radio: acme}`, a line each"),
        );
        return None;
    };
    let domains = pairs.iter().filter_map(|(key, value)| {
        let domain = domain(&Node::text_at(&key.text, key.span), findings)?;
        let paths = id_map(value, findings, |path: GoId, partner, _, findings| {
            Some((path, id(partner, findings)?))
        });
        Some(ForwardDomain { domain, paths: paths.into_iter().collect() })
    });
    Some(domains.collect())
}

fn defaults(part: &Fields, findings: &mut Findings) -> Defaults {
    Defaults {
        program: part.get("program", findings, id),
        backend: part.get("backend", findings, id),
        manager: part.get("manager", findings, id),
        sizes: part.list("sizes", findings, super::creative::size_choice),
        min_sizes: part.get("min_sizes", findings, super::creative::size_count),
        budget: part.get("budget", findings, super::creative::budget),
        layout: part.get("layout", findings, |node, findings| {
            word(node, findings, Layout::WORDS, Layout::from_word)
        }),
    }
}
