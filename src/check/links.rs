//! That every link of every active partner can be built, and leads where sales count.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ids::PartnerId;
use crate::model::partner::Partner;
use crate::plan::{Plan, Unlinked};
use crate::tracking::inventory::{Row, clashes};

/// What is wrong with the links of one partner.
enum Fault<'p> {
    Unlinked(&'p PartnerId, Unlinked),
    Alike(Diagnostic),
}

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let partners: Vec<_> = plan.active().collect();
    let found: Vec<Fault> = partners
        .par_iter()
        .flat_map_iter(|partner| match plan.inventory(partner) {
            Ok(rows) => alike(partner, &rows).map(Fault::Alike).into_iter().collect(),
            Err(faults) => faults
                .into_iter()
                .map(|fault| Fault::Unlinked(&partner.id, fault))
                .collect::<Vec<_>>(),
        })
        .collect();
    let mut faults = Vec::new();
    for fault in found {
        match fault {
            Fault::Unlinked(partner, unlinked) => faults.push((partner, unlinked)),
            Fault::Alike(finding) => findings.push(finding),
        }
    }
    // One wrong address shows at every button that leads there, of every partner.
    let mut causes: BTreeMap<(String, String), Vec<(&PartnerId, Unlinked)>> = BTreeMap::new();
    for (partner, unlinked) in faults {
        let cause = (unlinked.fault.to_string(), unlinked.fault.help().to_string());
        causes.entry(cause).or_default().push((partner, unlinked));
    }
    findings.extend(causes.into_iter().filter_map(|((fault, help), places)| {
        let (partner, first) = places.first()?;
        let more = match places.len() - 1 {
            0 => String::new(),
            1 => " and one more place".to_owned(),
            count => format!(" and {count} more places"),
        };
        let message = format!("no link for {partner} at {}{more}: {fault}", first.placement);
        Some(Diagnostic::error(Code::Link, first.span, message).help(help))
    }));
}

/// Two places of the partner that reports could not tell apart. Short sub-IDs end in a hash, so that this is all but impossible.
fn alike(partner: &Partner, rows: &[Row]) -> Option<Diagnostic> {
    let (one, other) = clashes(rows).into_iter().next()?;
    let message = format!(
        "{} and {} of {} have one sub-ID in `{}`",
        one.placement, other.placement, partner.id, one.link.backend
    );
    Some(
        Diagnostic::error(Code::Link, partner.span, message)
            .help("rename one of the two, or give the backend's `sub_id` a larger `max_length`"),
    )
}
