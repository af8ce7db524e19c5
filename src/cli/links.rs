//! `promokit links`

use std::path::Path;

use crate::model::partner::Partner;
use crate::plan::Unlinked;
use crate::tracking::inventory::{
    Change, OldRow, Row, changes, links_csv, links_json, read_inventory,
};

use super::args::{LinkFormat, Links};
use super::console::Console;
use super::failure::Failure;
use super::lookup;
use super::presets;
use super::project;
use super::settings::Settings;
use super::table;

pub fn run(args: &Links, settings: &Settings, console: &Console) -> Result<(), Failure> {
    if args.presets {
        return console.result(&presets::list(args.format)?);
    }
    let opened = project::open(settings)?;
    let sound = project::sound_or_complain(&opened, console)?;
    let partner =
        args.partner.as_deref().map(|id| lookup::partner(id, sound.project)).transpose()?;
    let wanted = project::plan_settings(sound.project, settings)?;
    let plan = sound.plan(&wanted).map_err(Failure::Machine)?;
    let chosen = plan.active().filter(|it| partner.is_none_or(|partner| it.id == *partner));
    let mut rows = Vec::new();
    for owner in chosen {
        rows.extend(plan.inventory(owner).map_err(|unlinked| failed(owner, &unlinked))?);
    }
    let rows: Vec<&Row> = rows.iter().collect();
    if let Some(old) = &args.diff {
        let mut old = earlier(old)?;
        old.retain(|row| partner.is_none_or(|partner| row.partner == partner.as_str()));
        let changes = changes(&old, rows.iter().copied());
        return console.result(&compared(&changes, args.format)?);
    }
    match args.format {
        LinkFormat::Table => console.result(&listed(&rows)),
        LinkFormat::Csv => {
            console.result(&String::from_utf8_lossy(&links_csv(rows.iter().copied())))
        }
        LinkFormat::Json => {
            let json = links_json(rows.iter().copied())
                .map_err(|error| Failure::Machine(error.to_string()))?;
            console.result(&json)
        }
    }
}

fn failed(owner: &Partner, unlinked: &[Unlinked]) -> Failure {
    let placements: Vec<String> = unlinked.iter().map(|it| format!("`{}`", it.placement)).collect();
    Failure::Content(Some(format!(
        "links of `{}` cannot be built for {}\n  help: `promokit check` says why",
        owner.id,
        placements.join(", ")
    )))
}

/// Columns for reading; the address stands last and is never cut.
fn listed(rows: &[&Row]) -> String {
    let header = ["PARTNER", "PLACEMENT", "LANGUAGE", "URL"].map(str::to_owned);
    let cells = rows.iter().map(|row| {
        [
            row.partner.to_string(),
            row.placement.to_string(),
            row.locale.as_str().to_owned(),
            row.link.url.clone(),
        ]
    });
    let mut cells: Vec<_> = cells.collect();
    cells.sort();
    cells.insert(0, header);
    table::columns(&cells)
}

/// The rows of a `links.csv` or `links.json` of another day.
fn earlier(path: &Path) -> Result<Vec<OldRow>, Failure> {
    let shown = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::usage(format!("cannot read {shown}: {error}")))?;
    read_inventory(&bytes).map_err(|fault| {
        Failure::usage(format!("{shown} is no list of links: {fault}"))
            .help("give the `links.csv` or `links.json` of an earlier build")
    })
}

fn compared(changes: &[Change], format: LinkFormat) -> Result<String, Failure> {
    match format {
        LinkFormat::Table => Ok(change_lines(changes)),
        LinkFormat::Csv => table::csv(changes),
        LinkFormat::Json => table::json(changes),
    }
}

/// Where, and below it what was and what is.
fn change_lines(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let side = |backend: &Option<String>, url: &Option<String>| match (backend, url) {
            (Some(backend), Some(url)) => format!("{url} ({backend})"),
            _ => "none".to_owned(),
        };
        text.push_str(&format!(
            "{} {} {}\n  {}\n  → {}\n",
            change.partner,
            change.placement,
            change.locale,
            side(&change.old_backend, &change.old_url),
            side(&change.new_backend, &change.new_url)
        ));
    }
    text
}
