//! Materials that reach nobody.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::audience::Audience;
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let project = plan.project;
    if project.partners.is_empty() {
        return;
    }
    let creatives =
        project.creatives.values().map(|it| ("banner", it.id.as_str(), &it.audience, it.span));
    let landings =
        project.landings.values().map(|it| ("landing", it.id.as_str(), &it.audience, it.span));
    let emails =
        project.emails.values().map(|it| ("letter", it.id.as_str(), &it.audience, it.span));
    let texts = project.texts.values().map(|it| ("ad text", it.id.as_str(), &it.audience, it.span));
    let products =
        project.products.values().map(|it| ("product", it.id.as_str(), &it.audience, it.span));
    let all = creatives.chain(landings).chain(emails).chain(texts).chain(products);
    findings.extend(
        all.filter_map(|(kind, id, audience, span)| nobody(plan, kind, id, audience, span)),
    );
}

fn nobody(
    plan: &Plan,
    kind: &str,
    id: &str,
    audience: &Audience,
    span: Span,
) -> Option<Diagnostic> {
    if audience.is_everybody() || plan.project.partners.values().any(|it| audience.includes(it)) {
        return None;
    }
    let message = format!("the {kind} `{id}` reaches nobody: no partner matches its `for:`");
    Some(
        Diagnostic::warning(Code::Audience, span, message)
            .help("every list under `for:` must match"),
    )
}
