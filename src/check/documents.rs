//! Agreements and other documents: they are signed and printed, and consist of words.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::text::Phrase;
use crate::plan::Plan;
use crate::theme::markdown;
use crate::theme::placeholders::part;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let texts = plan.project.documents.values().flat_map(|document| document.texts());
    findings.extend(texts.flat_map(|text| pictures(&text.body)));
}

fn pictures(body: &Phrase) -> Vec<Diagnostic> {
    let pictures = markdown::pictures(&body.text).into_iter();
    pictures
        .map(|range| {
            Diagnostic::error(Code::BadValue, part(body, &range), "documents show no pictures")
                .help("take it out; the company’s logo stands at their head, and a landing can show it")
        })
        .collect()
}
