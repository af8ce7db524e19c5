//! What the dashboard's pages list.

use serde::Serialize;
use tera::Context;

use crate::model::locale::Locale;
use crate::model::partner::Partner;

use super::super::kitchen::Kitchen;
use super::{Query, ROWS, address};

/// A partner as the dashboard lists them.
#[derive(Debug, Serialize)]
pub struct Row<'p> {
    id: &'p str,
    name: &'p str,
    status: &'static str,
    program: &'p str,
    locales: String,
    landing: Option<String>,
    portal: Option<String>,
    kit: Option<String>,
}

#[derive(Serialize)]
struct Banner<'p> {
    id: &'p str,
    headline: String,
    personal: bool,
    thumbnails: Vec<Thumbnail>,
}

#[derive(Serialize)]
struct Thumbnail {
    address: String,
    size: String,
    width: u32,
    height: u32,
    locale: String,
}

#[derive(Serialize)]
struct Letter<'p> {
    id: &'p str,
    locale: String,
    subject: String,
    html: String,
    text: String,
    eml: String,
}

#[derive(Serialize)]
struct LinkRow {
    placement: String,
    locale: String,
    url: String,
}

pub fn row<'p>(kitchen: &Kitchen<'_, 'p>, partner: &'p Partner, port: u16) -> Row<'p> {
    let plan = kitchen.plan;
    let landing = plan.landing_places(partner).into_iter().next();
    let first = partner.locales.first();
    let portal = first.and_then(|locale| plan.addresses.partner_page(partner, locale));
    let is_there = partner.status.has_addresses();
    Row {
        id: partner.id.as_str(),
        name: &partner.name,
        status: partner.status.word(),
        program: partner.program.value.as_str(),
        locales: partner.locales.iter().map(Locale::to_string).collect::<Vec<_>>().join(", "),
        landing: landing.filter(|_| is_there).map(|place| address(&place.path, port)),
        portal: portal.filter(|_| is_there).map(|path| address(&path, port)),
        kit: plan.addresses.kit(&partner.id).filter(|_| is_there).map(|path| address(&path, port)),
    }
}

pub fn partners(context: &mut Context, kitchen: &Kitchen, port: u16, query: &Query) {
    let wanted = query.get("q").unwrap_or_default();
    let lower = wanted.trim().to_lowercase();
    let found: Vec<&Partner> = kitchen
        .plan
        .project
        .partners
        .values()
        .filter(|partner| {
            partner.id.as_str().contains(&lower) || partner.name.to_lowercase().contains(&lower)
        })
        .collect();
    let pages = found.len().div_ceil(ROWS).max(1);
    let page = query.page().min(pages);
    let shown = found.iter().skip((page - 1) * ROWS).take(ROWS);
    context.insert("rows", &shown.map(|partner| row(kitchen, partner, port)).collect::<Vec<_>>());
    context.insert("found", &found.len());
    context.insert("q", &wanted);
    let encoded: String = url::form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    context.insert("q_encoded", &encoded);
    context.insert("page", &page);
    context.insert("pages", &pages);
}

pub fn banners(context: &mut Context, kitchen: &Kitchen, port: u16, query: &Query) {
    let partner = query.partner(kitchen);
    let plan = kitchen.plan;
    let places = partner.map(|partner| plan.banners_for(partner)).unwrap_or_default();
    let banners = places.iter().filter_map(|(id, places)| {
        let creative = plan.project.creatives.get(*id)?;
        let locale = &places.first()?.locale;
        let headline = creative.headline.get(locale, plan.default_locale())?;
        Some(Banner {
            id: id.as_str(),
            headline: headline.long.text.clone(),
            personal: plan.is_personal(creative),
            thumbnails: places
                .iter()
                .map(|place| Thumbnail {
                    address: address(&place.path, port),
                    size: place.size.to_string(),
                    width: place.size.width,
                    height: place.size.height,
                    locale: place.locale.to_string(),
                })
                .collect(),
        })
    });
    context.insert("banners", &banners.collect::<Vec<_>>());
    name_partner(context, partner);
}

pub fn letters(context: &mut Context, kitchen: &Kitchen, query: &Query) {
    let partner = query.partner(kitchen);
    let plan = kitchen.plan;
    let places = partner.map(|partner| (partner, plan.mail_places(partner)));
    let letters = places.into_iter().flat_map(|(partner, places)| {
        places.into_iter().filter_map(|place| {
            let form = |ending: &str| {
                let path = plan.addresses.mail(&partner.id, &place.email.id, &place.locale, ending);
                path.map(|path| format!("/{path}"))
            };
            let version = place.email.version(&place.locale, plan.default_locale())?;
            Some(Letter {
                id: place.email.id.as_str(),
                locale: place.locale.to_string(),
                subject: version.value.subject.text.clone(),
                html: form("html")?,
                text: form("txt")?,
                eml: form("eml")?,
            })
        })
    });
    context.insert("letters", &letters.collect::<Vec<_>>());
    name_partner(context, partner);
}

pub fn links(context: &mut Context, kitchen: &Kitchen, query: &Query) {
    let partner = query.partner(kitchen);
    let rows = partner.and_then(|partner| kitchen.plan.inventory(partner).ok());
    let rows: Vec<LinkRow> = rows
        .unwrap_or_default()
        .into_iter()
        .map(|row| LinkRow {
            placement: row.placement.to_string(),
            locale: row.locale.to_string(),
            url: row.link.url,
        })
        .collect();
    context.insert("rows", &rows);
    name_partner(context, partner);
}

fn name_partner(context: &mut Context, partner: Option<&Partner>) {
    context.insert("partner", &partner.map(|partner| partner.id.as_str()));
    context.insert("partner_name", &partner.map(|partner| partner.name.as_str()));
}
