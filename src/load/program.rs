//! Decodes `programs/*.yaml`.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::company::Company;
use crate::model::date::{ContractTerm, NoticePeriod};
use crate::model::ids::ProgramId;
use crate::model::program::*;
use crate::model::terms::Hold;
use crate::source::Node;

use super::fields::{Fields, Findings};
use super::left_out;
use super::standard::{self, blank};
use super::terms::history;
use super::values::{boolean, id, ids, local_text, typed, word};

pub fn program(
    program_id: ProgramId,
    node: &Node,
    start: Span,
    company: &Company,
    findings: &mut Findings,
) -> Option<Program> {
    let fields = Fields::open(node, &PROGRAM, start, findings)?;
    let name = fields.get("name", findings, local_text);
    let contract = fields
        .get("contract", findings, |node, findings| typed(node, findings, ContractTerm::parse))
        .map(|located| located.value);
    let hold = hold(&fields, contract, findings);
    let notice = fields
        .get("notice", findings, |node, findings| typed(node, findings, NoticePeriod::parse))
        .map(|located| located.value);
    let traffic = fields.part("traffic", &TRAFFIC, findings, |part, findings| {
        Some((
            part.list("allowed", findings, local_text),
            part.list("forbidden", findings, local_text),
        ))
    });
    let (allowed_traffic, forbidden_traffic) = traffic.unwrap_or_default();
    let terms = fields.get("terms", findings, |node, findings| {
        history(node, fields.place("terms"), company, findings)
    });
    if let (Some(node), Some(terms)) = (fields.node("terms"), &terms) {
        left_out::report(node, terms, None, company, findings);
    }
    Some(Program {
        id: program_id,
        span: start,
        summary: fields.get("summary", findings, local_text),
        backend: fields.get("backend", findings, id),
        route: fields
            .part("route", &ROUTE, findings, |part, findings| Some(routes(part, findings)))
            .unwrap_or_default(),
        go: fields
            .get("go", findings, |node, findings| Some(ids(node, findings)))
            .unwrap_or_default(),
        keeps_off_main_site: fields
            .get("keep_off_main_site", findings, boolean)
            .unwrap_or_default(),
        agreement: fields.get("agreement", findings, id),
        contract,
        hold,
        notice: notice.unwrap_or_default(),
        products: fields
            .get("products", findings, |node, findings| Some(ids(node, findings)))
            .unwrap_or_default(),
        benefits: fields.parts("benefits", &TITLED_TEXT, findings, titled_text),
        steps: fields.parts("steps", &TITLED_TEXT, findings, titled_text),
        faq: fields.parts("faq", &QUESTION, findings, |part, findings| {
            let question = part.get("question", findings, local_text);
            let answer = part.get("answer", findings, local_text);
            Some(Question { question: question?, answer: answer? })
        }),
        allowed_traffic,
        forbidden_traffic,
        // Faults were reported; what else is wrong with the program is to be found all the same.
        name: name.unwrap_or_else(|| blank(start)),
        terms: match terms {
            Some(terms) => terms,
            None => standard::terms()?,
        },
    })
}

fn titled_text(part: &Fields, findings: &mut Findings) -> Option<TitledText> {
    Some(TitledText {
        text: part.get("text", findings, local_text),
        title: part.get("title", findings, local_text)?,
    })
}

fn routes(part: &Fields, findings: &mut Findings) -> Routes {
    let mut route = |key, words: &[&str]| {
        let from_word = |text: &str| Route::from_word(text).filter(|_| words.contains(&text));
        part.get(key, findings, |node, findings| word(node, findings, words, from_word))
    };
    Routes {
        banners: route("banners", BANNER_ROUTES),
        emails: route("emails", Route::WORDS),
        texts: route("texts", Route::WORDS),
        qr: route("qr", Route::WORDS),
    }
}

fn hold(fields: &Fields, contract: Option<ContractTerm>, findings: &mut Findings) -> Hold {
    let held = fields.get("hold", findings, |node, findings| {
        word(node, findings, HOLD_WORDS, |text| match text {
            "none" => Some(false),
            "contract" => Some(true),
            _ => None,
        })
    });
    match (held, contract) {
        (Some(true), Some(term)) => Hold::Contract(term),
        (Some(true), None) => {
            findings.push(
                Diagnostic::error(
                    Code::MissingKey,
                    fields.place("hold"),
                    "terms are held until a contract ends, but there is no `contract`",
                )
                .help("add how long the agreement runs: `contract: 1 year`"),
            );
            Hold::No
        }
        _ => Hold::No,
    }
}
