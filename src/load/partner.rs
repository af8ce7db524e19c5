//! Decodes partners: a row of `partners.csv`, a file of their own, or both merged.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::backend::{MintedLinks, OwnSubId, PartnerReference};
use crate::model::company::{Company, Indexing, LandingAddresses};
use crate::model::ids::{BackendId, ManagerId, MarketId, PartnerId, ProgramId};
use crate::model::locale::Locale;
use crate::model::partner::{PARTNER, PARTNER_BRAND, Partner, PartnerBrand, Status};
use crate::model::program::Program;
use crate::model::terms::TermsHistory;
use crate::model::text::Located;
use crate::model::web::{Domain, WebAddress};
use crate::source::{Key, Node, Value};

use super::cells::status_called;
use super::company::{address, color, domain, indexing, mailbox};
use super::creative::date;
use super::fields::{Fields, Findings};
use super::left_out;
use super::terms::history;
use super::values::{
    Refusal, boolean, id, id_map, ids, local_text, locale, parsed, path, string, typed, word,
    words_of,
};

/// What partners fall back on.
pub struct Defaults<'a> {
    pub company: &'a Company,
    /// Whether the company is the real one.
    pub has_company: bool,
    pub programs: &'a BTreeMap<ProgramId, Program>,
    /// The only program, or the company's default.
    pub program: Option<&'a ProgramId>,
    /// Whether all that names a default could be read.
    pub is_known: bool,
}

pub fn partner(
    partner_id: PartnerId,
    node: &Node,
    start: Span,
    defaults: &Defaults,
    findings: &mut Findings,
) -> Option<Partner> {
    let fields = Fields::open(node, &PARTNER, start, findings)?;
    let company = defaults.company;
    let name = fields.get("name", findings, string);
    let program = fields.get("program", findings, id);
    let program = program.or_else(|| default_program(&fields, defaults, findings));
    let market = fields
        .get("market", findings, id::<MarketId>)
        .unwrap_or_else(|| Located { value: company.default_market().id.clone(), span: start });
    let own_domain = fields.get("domain", findings, domain);
    Some(Partner {
        span: start,
        fingerprint: node.fingerprint(),
        contact: fields.get("contact", findings, string),
        email: fields.get("email", findings, mailbox),
        website: fields.get("website", findings, website),
        status: fields.get("status", findings, status).unwrap_or(Status::Active),
        groups: fields
            .get("groups", findings, |node, findings| Some(ids(node, findings)))
            .unwrap_or_default()
            .into_iter()
            .map(|located| located.value)
            .collect(),
        locales: locales(&fields, defaults, findings),
        market,
        domain: own_domain.clone().or_else(|| subdomain(&fields, &partner_id, company, findings)),
        indexing: own_indexing(&fields, own_domain.is_some(), findings),
        stub: fields.get("stub", findings, boolean),
        reference: fields.get("ref", findings, reference),
        ids: backend_ids(&fields, findings),
        id_places: id_places(&fields),
        coupon: fields.get("coupon", findings, string),
        own_sub_id: fields.get("own_sub_id", findings, own_sub_id),
        manager: fields.get("manager", findings, id).or_else(|| default_manager(company, start)),
        signed: fields.get("signed", findings, date),
        recruiter: fields.get("recruiter", findings, id),
        backend: fields.get("backend", findings, id),
        brand: fields
            .part("brand", &PARTNER_BRAND, findings, |part, findings| {
                Some(PartnerBrand {
                    logo: part.get("logo", findings, path),
                    logo_dark: part.get("logo_dark", findings, path),
                    color: part.get("color", findings, color),
                })
            })
            .unwrap_or_default(),
        line: fields.get("line", findings, local_text),
        terms: own_terms(&fields, program.as_ref(), defaults, findings),
        links: minted_links(&fields, findings),
        id: partner_id,
        name: name.unwrap_or_default(),
        // Which program is missing was reported; what else is wrong shows in the same run.
        program: program.or_else(|| {
            let any = defaults.programs.keys().next()?;
            Some(Located { value: any.clone(), span: start })
        })?,
    })
}

/// Where partners stand who have no domain of their own, and the company gives each a subdomain.
fn subdomain(
    fields: &Fields,
    partner: &PartnerId,
    company: &Company,
    findings: &mut Findings,
) -> Option<Located<Domain>> {
    if company.landing_addresses == LandingAddresses::Folder {
        return None;
    }
    let span = fields.place("id");
    match Domain::parse(&format!("{partner}.{}", company.landing_domain)) {
        Ok(value) => Some(Located { value, span }),
        Err(fault) => {
            findings.push(Refusal::from(fault).at(span));
            None
        }
    }
}

/// On a shared domain one partner cannot be told from the others.
fn own_indexing(fields: &Fields, has_domain: bool, findings: &mut Findings) -> Option<Indexing> {
    let own = fields.get("indexing", findings, indexing)?;
    if !has_domain {
        let place = fields.place("indexing");
        let message = "search engines are told of whole domains, and this partner has none";
        findings.push(Diagnostic::error(Code::BadValue, place, message).help(
            "give them a `domain`, or write `indexing` in company.yaml for all partners at once",
        ));
        return None;
    }
    Some(own)
}

fn status(node: &Node, findings: &mut Findings) -> Option<Status> {
    let Some((text, meant)) = node.text().and_then(|text| Some((text, status_called(text)?)))
    else {
        return word(node, findings, Status::WORDS, Status::from_word);
    };
    let help = format!("did you mean `{}`?", meant.word());
    findings.push(Refusal::bad(format!("`{text}` is not a word for this"), help).at(node.span));
    None
}

fn own_terms(
    fields: &Fields,
    program: Option<&Located<ProgramId>>,
    defaults: &Defaults,
    findings: &mut Findings,
) -> Option<TermsHistory> {
    let node = fields.node("terms")?;
    let terms = history(node, fields.place("terms"), defaults.company, findings)?;
    let program = program.and_then(|program| defaults.programs.get(&program.value));
    let replaced = program.map(|program| &program.terms);
    left_out::report(node, &terms, replaced, defaults.company, findings);
    Some(terms)
}

fn default_program(
    fields: &Fields,
    defaults: &Defaults,
    findings: &mut Findings,
) -> Option<Located<ProgramId>> {
    if fields.node("program").is_some() {
        return None;
    }
    let place = fields.place("program");
    match defaults.program {
        Some(program) => Some(Located { value: program.clone(), span: place }),
        None if !defaults.is_known => None,
        None => {
            findings.push(
                Diagnostic::error(Code::MissingKey, place, "it is not said which program the partner is in").help(
                    "add `program: …`, or name one for all in company.yaml: `defaults: {program: …}`",
                ),
            );
            None
        }
    }
}

/// The company's choice, else the only one there is.
fn default_manager(company: &Company, place: Span) -> Option<Located<ManagerId>> {
    let only = || {
        let mut managers = company.managers.keys();
        managers.next().filter(|_| managers.next().is_none())
    };
    let named = company.defaults.manager.as_ref().map(|named| &named.value);
    named.or_else(only).map(|id| Located { value: id.clone(), span: place })
}

/// People write their site as `www.acme.example`.
fn website(node: &Node, findings: &mut Findings) -> Option<WebAddress> {
    let text = string(node, findings)?;
    if text.contains("://") {
        return address(node, findings);
    }
    typed(node, findings, |text| WebAddress::parse(&format!("https://{text}")))
        .map(|located| located.value)
}

fn locales(fields: &Fields, defaults: &Defaults, findings: &mut Findings) -> Vec<Locale> {
    let company = defaults.company;
    let Some(node) = fields.node("locales") else { return vec![company.default_locale().clone()] };
    let mut locales = Vec::new();
    for (text, span) in words_of(node, findings) {
        let single = Node::text_at(&text, span);
        if let Some(locale) = locale(&single, findings)
            && !locales.contains(&locale)
        {
            if defaults.has_company {
                findings.extend(unspoken(&locale, span, company));
            }
            locales.push(locale);
        }
    }
    if locales.is_empty() {
        locales.push(company.default_locale().clone());
    }
    locales
}

/// A partner's language that is not the company's: nobody is asked to translate into it.
fn unspoken(locale: &Locale, place: Span, company: &Company) -> Option<Diagnostic> {
    let own = &company.locales;
    // Who speaks of Portuguese means that of Brazil too.
    if locale.fallback().iter().any(|wider| own.contains(wider)) {
        return None;
    }
    let all: Vec<&str> = own.iter().chain([locale]).map(Locale::as_str).collect();
    let message = format!("`{locale}` is not among the company's languages");
    Some(Diagnostic::warning(Code::Translation, place, message).help(format!(
        "add it in company.yaml: `locales: [{}]`, or take it from the partner",
        all.join(", ")
    )))
}

fn reference(node: &Node, findings: &mut Findings) -> Option<Located<PartnerReference>> {
    parsed(node, findings, |text| {
        PartnerReference::parse(text).ok_or_else(|| {
            Refusal::bad(
                "this cannot be a partner's id in a backend",
                "write the id as the backend shows it",
            )
        })
    })
}

/// Where each of the ids by backend is written.
fn id_places(fields: &Fields) -> BTreeMap<BackendId, Span> {
    let entries = fields.node("ids").map(Node::entries).unwrap_or_default();
    entries
        .iter()
        .filter_map(|(key, node)| Some((BackendId::parse(&key.text).ok()?, node.span)))
        .collect()
}

fn own_sub_id(node: &Node, findings: &mut Findings) -> Option<OwnSubId> {
    parsed(node, findings, |text| {
        OwnSubId::parse(text).ok_or_else(|| {
            Refusal::bad(
                "this cannot be a partner's own sub-ID",
                "use letters, digits and - . _ ~, at most 100 of them",
            )
        })
    })
    .map(|located| located.value)
}

fn backend_ids(fields: &Fields, findings: &mut Findings) -> BTreeMap<BackendId, PartnerReference> {
    let Some(node) = fields.node("ids") else { return BTreeMap::new() };
    id_map(node, findings, |id: BackendId, node, _, findings| {
        Some((id, reference(node, findings)?.value))
    })
    .into_iter()
    .collect()
}

fn minted_links(fields: &Fields, findings: &mut Findings) -> MintedLinks {
    let mut links = MintedLinks::default();
    for (key, value) in fields.node("links").map(Node::entries).unwrap_or_default() {
        let Some(link) = address(value, findings) else { continue };
        if key.text == "default" {
            links.default = Some(link);
        } else {
            links.placements.insert(key.text.clone(), link);
        }
    }
    links
}

/// A file without a row that lacks a name is mostly one whose name has a slip: `findings`, which
/// are about it, then name the row that is meant.
pub fn suggest_row(id: &PartnerId, rows: &[PartnerId], findings: &mut [Diagnostic]) {
    let Some(near) = suggest(id.as_str(), rows.iter().map(PartnerId::as_str)) else { return };
    let lacking = findings.iter_mut().find(|finding| finding.code == Code::MissingKey);
    if let Some(finding) = lacking {
        finding.help =
            Some(format!("partners.csv has a row `{near}`: did you mean `partners/{near}.yaml`?"));
    }
}

/// Joins a table row and a file. A key that both set to different values is a clash.
pub fn merge(row: Node, file: Node, findings: &mut Findings) -> Node {
    let (Value::Map(row_pairs), Value::Map(mut pairs)) = (row.value, file.value) else {
        return Node { value: Value::Null, span: file.span };
    };
    for (key, value) in row_pairs {
        match pairs.iter().find(|(known, _)| known.text == key.text) {
            None => pairs.push((key, value)),
            Some((known, other)) if other.text().map(str::trim) != value.text() => {
                findings.push(clash(known, &key));
            }
            Some(_) => {}
        }
    }
    Node { value: Value::Map(pairs), span: file.span }
}

fn clash(in_file: &Key, in_table: &Key) -> Diagnostic {
    Diagnostic::error(
        Code::Clash,
        in_file.span,
        format!("`{}` is set here and in partners.csv, differently", in_file.text),
    )
    .label(in_table.span, "the column in partners.csv")
    .help("keep it in one of the two places")
}
