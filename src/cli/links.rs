//! `promokit links`

use crate::diagnostic::suggest;
use crate::model::ids::PartnerId;
use crate::model::partner::Partner;
use crate::model::project::Project;
use crate::plan::{Settings as PlanSettings, Unlinked};
use crate::tracking::inventory::{Row, links_csv, links_json};

use super::args::{LinkFormat, Links};
use super::console::Console;
use super::failure::Failure;
use super::project;
use super::settings::Settings;

pub fn run(args: &Links, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let opened = project::open(settings)?;
    let sound = project::sound_or_complain(&opened, console)?;
    let partner = args.partner.as_deref().map(|id| find(id, sound.project)).transpose()?;
    let as_of = project::as_of(sound.project, settings)?;
    let wanted = PlanSettings { as_of, base_url: None, sheets: false };
    let plan = sound.plan(&wanted).map_err(Failure::Machine)?;
    let chosen = plan.active().filter(|it| partner.is_none_or(|partner| it.id == *partner));
    let mut rows = Vec::new();
    for owner in chosen {
        rows.extend(plan.inventory(owner).map_err(|unlinked| failed(owner, &unlinked))?);
    }
    let rows: Vec<&Row> = rows.iter().collect();
    match args.format {
        LinkFormat::Table => console.result(&table(&rows)),
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

pub fn find<'p>(id: &str, project: &'p Project) -> Result<&'p PartnerId, Failure> {
    project.partners.keys().find(|partner| partner.as_str() == id).ok_or_else(|| {
        let known = project.partners.keys().map(PartnerId::as_str);
        let failure = Failure::usage(format!("there is no partner `{id}`"));
        match suggest(id, known) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure,
        }
    })
}

/// Columns for reading; the address stands last and is never cut.
fn table(rows: &[&Row]) -> String {
    let header = ["PARTNER", "PLACEMENT", "LANGUAGE", "URL"].map(str::to_owned);
    let cells = rows.iter().map(|row| {
        [
            row.partner.to_string(),
            row.placement.to_string(),
            row.locale.as_str().to_owned(),
            row.link.url.clone(),
        ]
    });
    columns(std::iter::once(header).chain(cells).collect())
}

fn columns(mut lines: Vec<[String; 4]>) -> String {
    lines[1..].sort();
    let width = |column: usize| {
        lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()
    };
    let [partner, placement, locale] = [width(0), width(1), width(2)];
    lines
        .iter()
        .map(|[p, place, language, url]| {
            format!("{p:partner$}  {place:placement$}  {language:locale$}  {url}\n")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_rows_are_sorted() {
        let line = |cells: [&str; 4]| cells.map(str::to_owned);
        let text = columns(vec![
            line(["PARTNER", "PLACEMENT", "LANGUAGE", "URL"]),
            line(["zoo", "text-a", "en", "https://b.example/"]),
            line(["acme-and-sons", "banner-winter-300x250", "de", "https://a.example/"]),
        ]);
        assert_eq!(
            text,
            "PARTNER        PLACEMENT              LANGUAGE  URL\n\
             acme-and-sons  banner-winter-300x250  de        https://a.example/\n\
             zoo            text-a                 en        https://b.example/\n"
        );
    }
}
