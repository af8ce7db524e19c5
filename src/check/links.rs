//! That every link of every active partner can be built, and leads where sales count.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ids::PartnerId;
use crate::plan::{Plan, Unlinked};

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let partners: Vec<_> = plan.active().collect();
    let faults: Vec<(&PartnerId, Unlinked)> = partners
        .par_iter()
        .flat_map_iter(|partner| {
            let faults = plan.inventory(partner).err().unwrap_or_default();
            faults.into_iter().map(|fault| (&partner.id, fault))
        })
        .collect();
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
