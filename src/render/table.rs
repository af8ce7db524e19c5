//! `links.csv` and `links.json`.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ids::PartnerId;
use crate::plan::{Plan, Unlinked};
use crate::tracking::inventory::{Row, links_csv, links_json};

/// Every link of all active partners, or of one.
///
/// # Errors
/// A finding for each link that cannot be built.
pub fn csv(plan: &Plan, partner: Option<&PartnerId>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    Ok(links_csv(&rows(plan, partner)?))
}

/// The same with every sub-ID.
///
/// # Errors
/// As for [`csv`].
pub fn json(plan: &Plan) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let rows = rows(plan, None)?;
    links_json(&rows).map(String::into_bytes).map_err(|fault| vec![unwritable(&fault)])
}

/// The rows of the inventory.
///
/// # Errors
/// As for [`csv`].
pub fn rows(plan: &Plan, partner: Option<&PartnerId>) -> Result<Vec<Row>, Vec<Diagnostic>> {
    let mut rows = Vec::new();
    let mut findings = Vec::new();
    for known in plan.active().filter(|known| partner.is_none_or(|wanted| known.id == *wanted)) {
        match plan.inventory(known) {
            Ok(own) => rows.extend(own),
            Err(faults) => findings.extend(faults.iter().map(|fault| unlinked(fault, &known.id))),
        }
    }
    if findings.is_empty() { Ok(rows) } else { Err(findings) }
}

/// The finding about a link that cannot be built.
pub fn unlinked(fault: &Unlinked, partner: &PartnerId) -> Diagnostic {
    let message = format!("no link for {partner} at {}: {}", fault.placement, fault.fault);
    Diagnostic::error(Code::Link, fault.span, message).help(fault.fault.help())
}

pub fn unwritable(fault: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::placeless(
        crate::diagnostic::Severity::Error,
        Code::Link,
        format!("the table cannot be written: {fault}"),
    )
}
