//! That every link of every active partner can be built, and leads where sales count.

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::render::unlinked;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let partners: Vec<_> = plan.active().collect();
    let mut faults: Vec<Diagnostic> = partners
        .par_iter()
        .flat_map_iter(|partner| {
            let faults = plan.inventory(partner).err().unwrap_or_default();
            faults.into_iter().map(|fault| unlinked(&fault, &partner.id)).collect::<Vec<_>>()
        })
        .collect();
    findings.append(&mut faults);
}
