//! The tracked links of one partner.

use serde::Serialize;

use super::{Asking, Room, Shell};

#[derive(Serialize)]
pub struct Links {
    #[serde(flatten)]
    shell: Shell,
    partner: Option<String>,
    partner_name: Option<String>,
    rows: Vec<Row>,
    /// How many cannot be built.
    faults: usize,
}

#[derive(Serialize)]
struct Row {
    placement: String,
    locale: String,
    url: String,
}

pub fn page(room: &Room, asking: &Asking) -> Links {
    let partner = room.partner(asking);
    let (rows, faults) = match partner.map(|partner| room.plan.inventory(partner)) {
        Some(Ok(rows)) => (rows, 0),
        Some(Err(faults)) => (Vec::new(), faults.len()),
        None => (Vec::new(), 0),
    };
    let mut rows: Vec<Row> = rows
        .into_iter()
        .map(|row| Row {
            placement: row.placement.to_string(),
            locale: row.locale.to_string(),
            url: row.link.url,
        })
        .collect();
    rows.sort_by(|one, two| (&one.placement, &one.locale).cmp(&(&two.placement, &two.locale)));
    Links {
        shell: room.shell("links", "Links"),
        partner: partner.map(|partner| partner.id.to_string()),
        partner_name: partner.map(|partner| partner.name.clone()),
        rows,
        faults,
    }
}
