//! The first page: sites, what changed, a little of everything.

use serde::Serialize;

use crate::model::partner::Status;
use crate::plan::{OutputPath, SiteRole};

use super::banners::{Thumb, thumb};
use super::{Asking, Room, Shell};

/// How many of a kind are shown.
const SOME: usize = 5;
const BANNERS: usize = 8;
const FILES: usize = 8;

#[derive(Serialize)]
pub struct Overview {
    #[serde(flatten)]
    shell: Shell,
    sites: Vec<SiteRow>,
    /// How many sites are not listed.
    more_sites: usize,
    partners: Vec<PartnerRow>,
    partner_count: usize,
    statuses: Vec<Count>,
    banners: Vec<Thumb>,
    banner_count: usize,
    mails: Vec<MailRow>,
    changed: Vec<String>,
    more_changed: usize,
    touched: Vec<Touched>,
    commands: Vec<Command>,
}

#[derive(Serialize)]
struct SiteRow {
    domain: String,
    role: &'static str,
    href: String,
}

#[derive(Serialize)]
struct PartnerRow {
    id: String,
    name: String,
    status: &'static str,
    landing: Option<String>,
}

#[derive(Serialize)]
struct Count {
    status: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct MailRow {
    id: String,
    subject: String,
}

#[derive(Serialize)]
struct Touched {
    name: String,
    href: String,
}

/// Something to type.
#[derive(Serialize)]
pub struct Command {
    what: &'static str,
    text: String,
}

pub fn command(what: &'static str, text: impl Into<String>) -> Command {
    Command { what, text: text.into() }
}

pub fn page(room: &Room, asking: &Asking) -> Overview {
    let project = room.plan.project;
    let locale = room.plan.default_locale();
    let mut sites = site_rows(room, asking);
    let more_sites = sites.len().saturating_sub(3 + SOME);
    sites.truncate(3 + SOME);
    let statuses = [Status::Active, Status::Paused, Status::Ended, Status::Applied];
    let statuses = statuses.into_iter().map(|status| Count {
        status: status.word(),
        count: project.partners.values().filter(|partner| partner.status == status).count(),
    });
    let mails = project.emails.values().filter_map(|email| {
        let text = email.version(locale, locale)?.value;
        Some(MailRow { id: email.id.to_string(), subject: text.subject.text.clone() })
    });
    let touched = room.state.touched.iter().filter_map(|path| {
        let path = OutputPath::new(path.clone())?;
        let name = path.as_str().trim_start_matches("sites/").trim_end_matches("index.html");
        Some(Touched { name: name.to_owned(), href: asking.href(&path) })
    });
    let changed = &room.state.changed;
    let from = |id: Option<String>| id.map_or(String::new(), |id| format!(" --from {id}"));
    let first_partner = room.plan.active().next().map(|partner| partner.id.to_string());
    let first_banner = project.creatives.keys().next().map(ToString::to_string);
    Overview {
        shell: room.shell("overview", "Overview"),
        sites,
        more_sites,
        partners: partner_rows(room, asking),
        partner_count: project.partners.len(),
        statuses: statuses.filter(|row| row.count > 0).collect(),
        banners: project
            .creatives
            .values()
            .filter_map(|it| thumb(room, it))
            .take(BANNERS)
            .collect(),
        banner_count: project.creatives.len(),
        mails: mails.collect(),
        changed: changed.iter().take(FILES).cloned().collect(),
        more_changed: changed.len().saturating_sub(FILES),
        touched: touched.collect(),
        commands: vec![
            command("New partner", "promokit new partner"),
            command("New banner", "promokit new banner"),
            command("Copy a partner", format!("promokit new partner{}", from(first_partner))),
            command("Copy a banner", format!("promokit new banner{}", from(first_banner))),
            command("Build it all", "promokit build"),
        ],
    }
}

/// The company's sites, then partners' own.
fn site_rows(room: &Room, asking: &Asking) -> Vec<SiteRow> {
    let company = &room.plan.project.company;
    let shared = [&company.landing_domain, &company.portal_domain, &company.media_domain];
    let mut sites: Vec<_> = room.plan.sites().into_iter().collect();
    sites.sort_by_key(|(domain, _)| {
        (shared.iter().position(|it| it == domain).unwrap_or(shared.len()), domain.as_str())
    });
    let rows = sites.into_iter().filter_map(|(domain, role)| {
        let is_own = !shared.contains(&domain);
        let path = OutputPath::new(format!("sites/{domain}/index.html"))?;
        Some(SiteRow {
            domain: domain.unicode(),
            role: match role {
                SiteRole::Landing if is_own => "Partner’s own domain",
                SiteRole::Landing => "Landing pages",
                SiteRole::Forward => "Short addresses",
                SiteRole::Portal => "Partner portal",
                SiteRole::Media => "Banners and pictures",
            },
            // The media domain has no front page: its pictures are shown here.
            href: if role == SiteRole::Media { "/banners".to_owned() } else { asking.href(&path) },
        })
    });
    rows.collect()
}

fn partner_rows(room: &Room, asking: &Asking) -> Vec<PartnerRow> {
    let partners = room.plan.project.partners.values().take(SOME);
    let rows = partners.map(|partner| {
        let landing = room.plan.landing_places(partner).into_iter().next();
        let landing = landing.filter(|_| partner.status.has_addresses());
        PartnerRow {
            id: partner.id.to_string(),
            name: partner.name.clone(),
            status: partner.status.word(),
            landing: landing.map(|place| asking.href(&place.path)),
        }
    });
    rows.collect()
}
