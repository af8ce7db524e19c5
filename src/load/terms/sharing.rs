//! Decodes who else has a share.

use crate::decode::fields::{Fields, Findings};
use crate::decode::values::typed;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::money::Rate;
use crate::model::terms::shape::SPLIT;
use crate::model::terms::{Split, Touch};
use crate::source::Node;

pub fn levels(fields: &Fields, findings: &mut Findings) -> Vec<Rate> {
    fields.list("levels", findings, rate)
}

pub fn split(fields: &Fields, findings: &mut Findings) -> Option<Split> {
    let place = fields.place("split");
    let before = findings.len();
    let shares = fields.part("split", &SPLIT, findings, |part, findings| {
        let share = |touch: &Touch| Some((*touch, part.get(touch.word(), findings, rate)?));
        Some(Touch::ALL.iter().filter_map(share).collect())
    })?;
    if findings.len() > before {
        return None;
    }
    match Split::new(shares) {
        Ok(split) => Some(split),
        Err(fault) => {
            findings.push(
                Diagnostic::error(Code::Terms, place, fault.to_string())
                    .help("write shares of one commission: `split: {first: 40 %, last: 60 %}`"),
            );
            None
        }
    }
}

fn rate(node: &Node, findings: &mut Findings) -> Option<Rate> {
    Some(typed(node, findings, Rate::parse)?.value)
}
