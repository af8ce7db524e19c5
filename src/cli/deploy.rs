//! `promokit deploy --list`: which folders are to go where, for people and for the matrix of a CI.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::build::{MANIFEST, Previous};
use crate::plan::Plan;

use super::args::{Deploy, ListFormat};
use super::build::out_folder;
use super::console::Console;
use super::failure::Failure;
use super::project;
use super::settings::Settings;
use super::summary::size;
use super::table;

/// One site. The keys are those of the JSON form.
#[derive(Debug, Serialize)]
struct Site {
    domain: String,
    role: &'static str,
    /// Below the output folder, as the next.
    folder: String,
    /// What tells the host about the site, where it is not in its folder.
    config: Option<String>,
    host: &'static str,
    /// `None` before the first build with this site.
    files: Option<u64>,
    bytes: Option<u64>,
}

#[derive(Debug, Serialize)]
struct List {
    sites: Vec<Site>,
}

pub fn run(args: &Deploy, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let opened = project::open(settings)?;
    let sound = project::sound_or_complain(&opened, console)?;
    let wanted = project::plan_settings(sound.project, settings)?;
    let plan = sound.plan(&wanted).map_err(Failure::Machine)?;
    let out = out_folder(args.out.as_deref(), &opened.root, settings);
    let sites = sites(&plan, &built(&out)?);
    if sites.iter().any(|site| site.files.is_none()) {
        let near = out.strip_prefix(&settings.folder).unwrap_or(&out);
        console.note(&format!(
            "Files are counted once they are built: {} lacks some of these sites. Next: `promokit build`.",
            near.display()
        ));
    }
    match args.format {
        ListFormat::Text => console.result(&listed(&sites)),
        ListFormat::Json => {
            let text = serde_json::to_string(&List { sites });
            console.result(&(text.map_err(|fault| Failure::Machine(fault.to_string()))? + "\n"))
        }
    }
}

/// Files and bytes by domain, as the last build wrote them.
fn built(out: &Path) -> Result<BTreeMap<String, (u64, u64)>, Failure> {
    let path = out.join(MANIFEST);
    let manifest = Previous::read(&path)
        .map_err(|error| Failure::Machine(format!("cannot read {}: {error}", path.display())))?;
    let mut sites: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for entry in manifest.entries() {
        let below = entry.path.as_str().strip_prefix("sites/");
        let Some((domain, _)) = below.and_then(|below| below.split_once('/')) else { continue };
        let (files, bytes) = sites.entry(domain.to_owned()).or_default();
        *files += 1;
        *bytes += entry.bytes;
    }
    Ok(sites)
}

/// By domain.
fn sites(plan: &Plan, built: &BTreeMap<String, (u64, u64)>) -> Vec<Site> {
    let site = |(domain, role): (&crate::model::web::Domain, crate::plan::SiteRole)| {
        let counted = built.get(domain.as_str());
        Site {
            domain: domain.to_string(),
            role: role.word(),
            folder: format!("sites/{domain}"),
            config: plan.server_file(domain, role),
            host: plan.project.company.hosting.word(),
            files: counted.map(|(files, _)| *files),
            bytes: counted.map(|(_, bytes)| *bytes),
        }
    };
    plan.sites().into_iter().map(site).collect()
}

fn listed(sites: &[Site]) -> String {
    let header = ["DOMAIN", "ROLE", "HOST", "FILES", "SIZE", "FOLDER"].map(str::to_owned);
    let unknown = || "?".to_owned();
    let cells = sites.iter().map(|site| {
        let config = site.config.as_ref().map(|config| format!(" and {config}"));
        [
            site.domain.clone(),
            site.role.to_owned(),
            site.host.to_owned(),
            site.files.map_or_else(unknown, |files| files.to_string()),
            site.bytes.map_or_else(unknown, size),
            site.folder.clone() + &config.unwrap_or_default(),
        ]
    });
    table::columns(&std::iter::once(header).chain(cells).collect::<Vec<_>>())
}
