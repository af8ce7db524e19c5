//! The list of partners, to be searched, a page at a time.

use serde::Serialize;

use crate::model::partner::Partner;

use super::{Asking, Room, Shell};

const PER_PAGE: usize = 50;

#[derive(Serialize)]
pub struct List {
    #[serde(flatten)]
    shell: Shell,
    query: String,
    rows: Vec<Row>,
    /// How many match.
    count: usize,
    total: usize,
    /// From 1.
    page: usize,
    pages: usize,
    before: String,
    next: String,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    status: &'static str,
    program: String,
    locales: String,
    domain: Option<String>,
    landing: Option<String>,
    portal: Option<String>,
}

pub fn page(room: &Room, asking: &Asking) -> List {
    let query = asking.parameter("q").unwrap_or_default();
    let wanted = query.trim().to_lowercase();
    let partners = room.plan.project.partners.values();
    let found: Vec<&Partner> = partners.filter(|it| matches(it, &wanted)).collect();
    let pages = found.len().div_ceil(PER_PAGE).max(1);
    let page = asking.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let page = std::cmp::Ord::clamp(page, 1, pages);
    let leaf = |page: usize| {
        let mut query_string = url::form_urlencoded::Serializer::new(String::new());
        query_string.append_pair("q", &query).append_pair("page", &page.to_string());
        format!("?{}", query_string.finish())
    };
    let shown = found.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
    List {
        shell: room.shell("partners", "Partners"),
        before: leaf(page.saturating_sub(1)),
        next: leaf(page + 1),
        query: query.clone(),
        rows: shown.map(|partner| row(room, asking, partner)).collect(),
        count: found.len(),
        total: room.plan.project.partners.len(),
        page,
        pages,
    }
}

fn matches(partner: &Partner, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    wanted.is_empty()
        || partner.id.as_str().contains(wanted)
        || has(&partner.name)
        || partner.status.word() == wanted
        || partner.coupon.as_deref().is_some_and(has)
        || partner.email.as_ref().is_some_and(|email| has(&email.to_string()))
        || partner.domain.as_ref().is_some_and(|domain| has(&domain.value.unicode()))
}

fn row<'p>(room: &Room<'_, 'p>, asking: &Asking, partner: &'p Partner) -> Row {
    let plan = room.plan;
    let addressed = Some(partner).filter(|partner| partner.status.has_addresses());
    let landing = addressed.and_then(|it| plan.landing_places(it).into_iter().next());
    let first = partner.locales.first().unwrap_or(plan.default_locale());
    let portal = addressed.and_then(|it| plan.addresses.partner_page(it, first));
    let locales: Vec<&str> = partner.locales.iter().map(|locale| locale.as_str()).collect();
    Row {
        id: partner.id.to_string(),
        name: partner.name.clone(),
        status: partner.status.word(),
        program: partner.program.value.to_string(),
        locales: locales.join(", "),
        domain: partner.domain.as_ref().map(|domain| domain.value.unicode()),
        landing: landing.map(|place| asking.href(&place.path)),
        portal: portal.map(|path| asking.href(&path)),
    }
}
