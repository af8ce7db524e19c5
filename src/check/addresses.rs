//! Addresses that a link can be made of, and that lose the partner, the sale or the reputation all the same.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::backend::{Backend, Method, OwnSubId, SubIdLimits};
use crate::model::partner::Partner;
use crate::model::web::{Domain, WebAddress};
use crate::plan::Plan;
use crate::tracking::Placement;

/// Parameters that Plausible takes for the visit's source: plausible.io/docs/manual-link-tagging.
const SOURCES_OF_PLAUSIBLE: [&str; 3] = ["ref", "source", "utm_source"];
const PLAUSIBLE: &str = "plausible";

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let backends = backends_in_use(plan);
    for product in plan.project.products.values() {
        for offer in product.offers.values() {
            destination(plan, &offer.url.value, offer.url.span, &backends, findings);
        }
    }
    for partner in plan.active() {
        let stored = partner.links.placements.values().chain(&partner.links.default);
        for link in stored {
            findings.extend(slips(link, partner.span));
        }
        findings.extend(own_sub_id(plan, partner));
        findings.extend(main_site(plan, partner));
    }
    findings.extend(clash_with_plausible(plan, &backends));
}

fn backends_in_use<'p>(plan: &Plan<'p>) -> Vec<&'p Backend> {
    let ids: BTreeSet<_> = plan.active().filter_map(|partner| plan.backend_of(partner)).collect();
    ids.into_iter().filter_map(|id| plan.project.backends.get(id)).collect()
}

fn destination(
    plan: &Plan,
    address: &WebAddress,
    span: Span,
    backends: &[&Backend],
    findings: &mut Vec<Diagnostic>,
) {
    findings.extend(slips(address, span));
    if !address.is_secure() {
        findings.push(
            Diagnostic::warning(Code::Address, span, "the address is not `https`")
                .help("browsers warn of it, and drop who sent the visitor: write `https://…`"),
        );
    }
    let joins_path = |backend: &&&Backend| matches!(&backend.method, Method::Destination(_));
    if address.lacks_final_slash() && backends.iter().any(|backend| joins_path(&backend)) {
        findings.push(
            Diagnostic::lint(
                Code::Address,
                span,
                "the path has no slash at its end: servers that add one may lose the partner on the way",
            )
            .help(format!("write the address as the server shows it, mostly `{}`", with_slash(address))),
        );
    }
    let home = home(plan);
    for backend in backends.iter().filter(|backend| backend.same_domain && backend.hosts.is_empty())
    {
        if !home.covers(address.host()) {
            findings.push(
                Diagnostic::warning(
                    Code::Address,
                    span,
                    format!(
                        "`{}` counts on one domain only, and this is not on {home}",
                        backend.id
                    ),
                )
                .help(format!(
                    "name the domains where it counts in backends/{}.yaml: `hosts: [{}]`",
                    backend.id,
                    address.host()
                )),
            );
        }
    }
}

/// What is left of a template, or of HTML.
fn slips(address: &WebAddress, span: Span) -> Option<Diagnostic> {
    let text = address.as_str();
    if text.contains("&amp;") {
        let help = format!("write `{}`", text.replace("&amp;", "&"));
        return Some(
            Diagnostic::warning(
                Code::Address,
                span,
                "the address was copied from HTML: it has `&amp;` where `&` belongs",
            )
            .help(help),
        );
    }
    if let Some(fragment) = address.fragment().filter(|it| is_misplaced_query(it)) {
        let (name, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        return Some(
            Diagnostic::warning(
                Code::Address,
                span,
                "the parameters stand behind `#`, where no server reads them",
            )
            .help(format!("put them before it: `?{query}#{name}`")),
        );
    }
    let opened = text.find("%7B").or_else(|| text.find("%7b"))?;
    text[opened..].to_ascii_uppercase().contains("%7D").then(|| {
        Diagnostic::warning(Code::Address, span, "a placeholder is left over in the address")
            .help("put in its place what it stands for; braces that belong there are written `%7B` and `%7D`")
    })
}

/// Pages that are drawn by scripts have paths of their own behind `#`, which begin with `/` or `!`.
fn is_misplaced_query(fragment: &str) -> bool {
    let after = fragment.split_once('?').map(|(_, query)| query);
    !fragment.starts_with(['/', '!']) && after.is_some_and(|query| query.contains('='))
}

fn with_slash(address: &WebAddress) -> String {
    format!("{}{}/", address.origin(), address.path())
}

/// The domain of the company's site, without `www.`.
fn home(plan: &Plan) -> Domain {
    let host = plan.project.company.url.host();
    let bare = host.strip_prefix("www.").unwrap_or(host);
    // A site on an IP address has no domain; then the landing domain stands for all that is not it.
    Domain::parse(bare).unwrap_or_else(|_| plan.project.company.landing_domain.clone())
}

/// The domains that spam must never burn: the company's site and the sender of its mail.
pub fn main_domains(plan: &Plan) -> Vec<Domain> {
    let sender = plan.project.company.mail_from.as_ref();
    let mail = sender.map(|sender| sender.address.domain().clone());
    let home = home(plan);
    let mail = mail.filter(|mail| *mail != home);
    std::iter::once(home).chain(mail).collect()
}

/// The partner's own sub-ID against what the backend keeps of it.
fn own_sub_id(plan: &Plan, partner: &Partner) -> Option<Diagnostic> {
    let own = partner.own_sub_id.as_ref()?;
    let backend = plan.project.backends.get(plan.backend_of(partner)?)?;
    let finding = |message: String, help: &str| {
        Some(Diagnostic::error(Code::Address, partner.span, message).help(help))
    };
    let Some(slot) = &backend.own_sub_id else {
        return finding(
            format!(
                "{} has an own sub-ID, but `{}` leaves none to partners",
                partner.id, backend.id
            ),
            "name its parameter in the backend, such as `own_sub_id: sub2`, or leave it out here",
        );
    };
    (!fits(own, backend.own_limits)).then_some(())?;
    finding(
        format!("`{}` keeps less of `{}` than {} writes there", backend.id, slot, partner.id),
        "shorten it, and use only characters that the system takes",
    )
}

fn fits(own: &OwnSubId, limits: SubIdLimits) -> bool {
    let text = own.as_str();
    let short = limits.max_length.is_none_or(|most| text.len() <= most);
    short
        && limits.charset.is_none_or(|charset| text.chars().all(|letter| charset.contains(letter)))
}

/// Material that leads to the main site at once, where the program forbids it.
fn main_site(plan: &Plan, partner: &Partner) -> Option<Diagnostic> {
    let project = plan.project;
    let program = project.programs.get(&partner.program.value)?;
    if !program.keeps_off_main_site {
        return None;
    }
    let guarded = main_domains(plan);
    let partner = project.partners.get(&partner.id)?;
    let links = plan.links(partner)?;
    let shown = links.materials().into_iter().find_map(|(placement, locale)| {
        let shown = links.shown(placement.clone(), &locale).ok()?;
        let host = WebAddress::parse(&shown).ok()?.host().to_owned();
        let domain = guarded.iter().find(|domain| domain.covers(&host))?;
        Some((placement, domain))
    });
    let (placement, domain): (Placement, &Domain) = shown?;
    Some(
        Diagnostic::error(
            Code::Address,
            program.span,
            format!("{placement} of {} leads to {domain} at once, which the program forbids", partner.id),
        )
        .help("let it lead to the landing: `route: {…: landing}`, with a landing in this language, on a domain of its own"),
    )
}

/// A label that takes the backend's own parameter for something else.
fn clash_with_plausible(plan: &Plan, backends: &[&Backend]) -> Option<Diagnostic> {
    let project = plan.project;
    backends.iter().find_map(|backend| {
        let label = backend.also.iter().filter_map(|id| project.backends.get(id));
        let label = label.into_iter().find(|label| label.preset.as_str() == PLAUSIBLE)?;
        let Method::Destination(additions) = &backend.method else { return None };
        let mut names = additions.query.iter().map(|parameter| parameter.name.as_str());
        let name = names.find(|name| SOURCES_OF_PLAUSIBLE.contains(name))?;
        Some(
            Diagnostic::warning(
                Code::Address,
                project.company.span,
                format!("Plausible takes `{name}` of `{}` for the visit's source", backend.id),
            )
            .help(format!(
                "give the parameter another name if the shop can read it, `param: …`, or take `{}` out of `also`",
                label.id
            )),
        )
    })
}
