//! `promokit links --presets`

use serde::Serialize;

use crate::load::presets;
use crate::model::backend::{Preset, StyleLink};

use super::args::LinkFormat;
use super::failure::Failure;
use super::table;

/// One style of a preset, as it is listed.
#[derive(Serialize)]
struct Line {
    preset: &'static str,
    style: String,
    name: String,
    kind: &'static str,
    status: &'static str,
    /// The template; empty where the project writes or stores the links.
    link: String,
    /// What it asks for, separated by spaces.
    needs: String,
    /// The parameters of its sub-IDs, with their limits, separated by spaces.
    sub_ids: String,
    /// Where the format was seen, separated by ` ; `.
    source: String,
    note: String,
}

/// The list of presets in a format.
///
/// # Errors
/// The list cannot be written.
pub fn list(format: LinkFormat) -> Result<String, Failure> {
    let presets = presets();
    let lines: Vec<Line> = presets.iter().flat_map(lines).collect();
    match format {
        LinkFormat::Table => Ok(listed(&lines)),
        LinkFormat::Csv => table::csv(&lines),
        LinkFormat::Json => table::json(&lines),
    }
}

fn lines(preset: &Preset) -> Vec<Line> {
    let sub_ids = preset.sub_ids.iter().map(|known| match known.limits.max_length {
        Some(most) => format!("{}({most})", known.param),
        None => known.param.clone(),
    });
    let sub_ids = sub_ids.collect::<Vec<_>>().join(" ");
    let line = |style: &crate::model::backend::Style| {
        let (link, own_need) = match &style.link {
            StyleLink::Known { template, .. } => (template.clone(), None),
            StyleLink::Given => (String::new(), Some("template")),
            StyleLink::Minted => (String::new(), Some("links")),
        };
        let asked = preset.asks.iter().map(|ask| ask.name.as_str());
        let asked = asked.filter(|name| link.contains(&format!("{{{name}}}")));
        let needs = asked.chain(own_need).collect::<Vec<_>>().join(" ");
        Line {
            preset: preset.id.as_str(),
            style: style.name.clone().unwrap_or_default(),
            name: preset.name.clone(),
            kind: preset.kind.word(),
            status: preset.certainty.word(),
            link,
            needs,
            sub_ids: sub_ids.clone(),
            source: preset.sources.join(" ; "),
            note: preset.note.clone().unwrap_or_default(),
        }
    };
    preset.styles.iter().map(line).collect()
}

/// What fits a terminal: preset, style, status, needs, link.
fn listed(lines: &[Line]) -> String {
    let header = ["PRESET", "STYLE", "STATUS", "NEEDS", "LINK"].map(str::to_owned);
    let cells = lines.iter().map(|line| {
        let link = match line.link.as_str() {
            "" if line.needs.contains("links") => "stored with each partner, in `links`",
            "" => "written by you, in `template`",
            link => link,
        };
        [line.preset, &line.style, line.status, &line.needs, link].map(str::to_owned)
    });
    let rows: Vec<[String; 5]> = std::iter::once(header).chain(cells).collect();
    table::columns(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_lists_every_preset_with_its_status() {
        for format in [LinkFormat::Table, LinkFormat::Csv, LinkFormat::Json] {
            let Ok(text) = list(format) else { panic!("{format:?}") };
            for preset in presets() {
                assert!(
                    text.contains(preset.id.as_str()) && text.contains(preset.certainty.word())
                );
            }
        }
    }
}
