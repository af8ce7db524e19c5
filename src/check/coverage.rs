//! Banners that come in fewer sizes than the company promises its partners.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::banner::{PixelSize, SizeSet};
use crate::model::creative::Creative;
use crate::plan::Plan;

/// So many missing sizes are named.
const NAMED: usize = 6;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let creatives = plan.project.creatives.values();
    findings.extend(creatives.filter_map(|creative| lacking(plan, creative)));
}

fn lacking(plan: &Plan, creative: &Creative) -> Option<Diagnostic> {
    let wanted = creative.min_sizes.or(plan.project.company.defaults.min_sizes)?;
    let sizes = plan.banner_sizes(creative);
    if sizes.len() >= wanted || creative.has_ended(plan.settings.as_of) {
        return None;
    }
    let standard = plan.sizes.set(SizeSet::Default).map(|row| row.size);
    let missing: Vec<String> = standard
        .filter(|size| !sizes.contains(size))
        .take(NAMED.min(wanted - sizes.len()))
        .map(|size: PixelSize| size.to_string())
        .collect();
    let message = format!(
        "the banner `{}` comes in {} of at least {wanted} sizes (`min_sizes`)",
        creative.id,
        sizes.len()
    );
    let finding = Diagnostic::warning(Code::Coverage, creative.span, message);
    Some(if missing.is_empty() {
        finding.help("add sizes, or whole sets such as `social`, under `sizes:`")
    } else {
        finding
            .help(format!("add to `sizes:` what most sites have room for: {}", missing.join(", ")))
    })
}
