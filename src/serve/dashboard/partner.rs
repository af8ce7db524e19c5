//! One partner: their pages, files, banners.

use serde::Serialize;

use crate::plan::{NoticeForm, OutputPath};

use super::banners::{Thumb, thumb_of};
use super::overview::{Command, command};
use super::{Asking, Room, Shell};

#[derive(Serialize)]
pub struct One {
    #[serde(flatten)]
    shell: Shell,
    id: String,
    name: String,
    status: &'static str,
    facts: Vec<Fact>,
    pages: Vec<Page>,
    portal: Vec<Page>,
    kit: Option<String>,
    banners: Vec<Thumb>,
    has_mails: bool,
    notice: Option<String>,
    commands: Vec<Command>,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Page {
    name: String,
    locale: String,
    href: String,
}

/// `None` if nobody has that id.
pub fn page(room: &Room, asking: &Asking, id: &str) -> Option<One> {
    let plan = room.plan;
    let partner = plan.project.partners.get(id)?;
    let is_active = partner.status == crate::model::partner::Status::Active;
    let page = |name: String, locale: &str, path: &OutputPath| Page {
        name,
        locale: locale.to_owned(),
        href: asking.href(path),
    };
    let places =
        if partner.status.has_addresses() { plan.landing_places(partner) } else { Vec::new() };
    let pages = places
        .iter()
        .map(|place| page(place.landing.id.to_string(), place.locale.as_str(), &place.path));
    let portal = partner.locales.iter().filter(|_| partner.status.has_addresses());
    let portal = portal.filter_map(|locale| {
        let path = plan.addresses.partner_page(partner, locale)?;
        Some(page("portal".to_owned(), locale.as_str(), &path))
    });
    let facts = [
        ("Program", Some(partner.program.value.to_string())),
        ("Market", Some(partner.market.value.to_string())),
        ("Contact", partner.contact.clone()),
        ("Mail", partner.email.as_ref().map(ToString::to_string)),
        ("Own domain", partner.domain.as_ref().map(|domain| domain.value.unicode())),
        ("Coupon", partner.coupon.clone()),
        ("Signed", partner.signed.map(|signed| signed.value.to_string())),
    ];
    let facts = facts.into_iter().filter_map(|(name, value)| Some(Fact { name, value: value? }));
    let banners = if is_active { plan.banners_for(partner) } else { Default::default() };
    let banners = banners.into_iter().filter_map(|(id, places)| {
        thumb_of(id, &places, places.iter().find(|it| partner.locales.first() == Some(&it.locale)))
    });
    let notice = plan.addresses.notice(&partner.id, NoticeForm::Html.ending());
    let notice =
        notice.filter(|_| partner.status.has_notices() && !plan.terms_changes(partner).is_empty());
    let kit = plan.addresses.kit(&partner.id).filter(|_| is_active);
    Some(One {
        shell: room.shell("partners", partner.name.clone()),
        id: partner.id.to_string(),
        name: partner.name.clone(),
        status: partner.status.word(),
        facts: facts.collect(),
        pages: pages.collect(),
        portal: portal.collect(),
        kit: kit.map(|path| format!("/{path}")),
        banners: banners.collect(),
        notice: notice.map(|path| format!("/{path}")),
        has_mails: is_active && !plan.mail_places(partner).is_empty(),
        commands: vec![
            command("Copy this partner", format!("promokit new partner --from {}", partner.id)),
            command("List the links", format!("promokit links --partner {}", partner.id)),
            command(
                "Build the kit alone",
                format!("promokit build --only 'kits/{}.zip'", partner.id),
            ),
        ],
    })
}
