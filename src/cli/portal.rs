//! `promokit portal links`: where each partner finds what is theirs.

use crate::plan::Plan;

use super::args::{Portal, PortalFormat, PortalLinks};
use super::console::Console;
use super::failure::Failure;
use super::lookup;
use super::project;
use super::settings::Settings;

/// A page of a partner in one of their languages.
struct Row {
    partner: String,
    name: String,
    email: String,
    locale: String,
    page: String,
    kit: String,
}

pub fn run(args: &Portal, settings: &Settings, console: &Console) -> Result<(), Failure> {
    match args {
        Portal::Links(args) => links(args, settings, console),
    }
}

fn links(args: &PortalLinks, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let opened = project::open(settings)?;
    let sound = project::sound_or_complain(&opened, console)?;
    let partner =
        args.partner.as_deref().map(|id| lookup::partner(id, sound.project)).transpose()?;
    let wanted = project::plan_settings(sound.project, settings)?;
    let plan = sound.plan(&wanted).map_err(Failure::Machine)?;
    let mut rows = rows(&plan);
    rows.retain(|row| partner.is_none_or(|partner| row.partner == partner.as_str()));
    match args.format {
        PortalFormat::Table => console.result(&table(&rows)),
        PortalFormat::Csv => console.result(&csv(&rows)?),
    }
}

/// Of all who get materials, sorted by partner.
fn rows(plan: &Plan) -> Vec<Row> {
    let addresses = &plan.addresses;
    let pages = plan.active().flat_map(|partner| {
        partner.locales.iter().filter_map(move |locale| {
            let kit = addresses.portal_kit(&partner.id)?;
            Some(Row {
                partner: partner.id.to_string(),
                name: partner.name.clone(),
                email: partner.email.as_ref().map(ToString::to_string).unwrap_or_default(),
                locale: locale.to_string(),
                page: addresses.url(&addresses.partner_page(partner, locale)?),
                kit: addresses.url(&kit),
            })
        })
    });
    pages.collect()
}

/// Columns for reading; the address stands last and is never cut.
fn table(rows: &[Row]) -> String {
    let header = ["PARTNER", "LANGUAGE", "PAGE"];
    let cells = rows.iter().map(|row| [row.partner.as_str(), &row.locale, &row.page]);
    let lines: Vec<[&str; 3]> = std::iter::once(header).chain(cells).collect();
    let width = |column: usize| {
        lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()
    };
    let (first, second) = (width(0), width(1));
    lines
        .iter()
        .map(|[partner, locale, page]| format!("{partner:first$}  {locale:second$}  {page}\n"))
        .collect()
}

/// For a mail merge: who to write to, and what to send.
fn csv(rows: &[Row]) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Machine(error.to_string());
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let header = ["partner", "name", "email", "locale", "page", "kit"];
    writer.write_record(header).map_err(|error| failed(&error))?;
    for Row { partner, name, email, locale, page, kit } in rows {
        let record = [partner, name, email, locale, page, kit];
        writer.write_record(record).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}
