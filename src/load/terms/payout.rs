//! Decodes when and how commissions are paid out.

use super::sums::sums;
use crate::decode::fields::{Fields, Findings};
use crate::decode::values::{integer, string, word};
use crate::load::standard;
use crate::model::company::Company;
use crate::model::terms::shape::PAYOUT;
use crate::model::terms::{DayOfMonth, Payout, PayoutMethod, Rhythm, Weekday};

pub fn payout(fields: &Fields, company: &Company, findings: &mut Findings) -> Payout {
    let payout = fields.part("payout", &PAYOUT, findings, |part, findings| {
        let day = part
            .get("day", findings, |node, findings| integer(node, findings, 1, 31))
            .and_then(|day| u8::try_from(day).ok())
            .and_then(DayOfMonth::new)
            .unwrap_or(DayOfMonth::FIRST);
        let rhythm = part.get("rhythm", findings, |node, findings| {
            word(node, findings, &["weekly", "biweekly", "monthly", "quarterly"], |text| match text
            {
                "weekly" => Some(Rhythm::Weekly(Weekday::Monday)),
                "biweekly" => Some(Rhythm::Biweekly(Weekday::Monday)),
                "monthly" => Some(Rhythm::Monthly(day)),
                "quarterly" => Some(Rhythm::Quarterly(day)),
                _ => None,
            })
        });
        let methods = part.list("methods", findings, string);
        Some(Payout {
            thresholds: sums(part, "threshold", company, findings),
            rhythm: rhythm.unwrap_or(Rhythm::Monthly(day)),
            methods: methods.iter().map(|text| method(text)).collect(),
        })
    });
    payout.unwrap_or_else(standard::payout)
}

/// `Bank transfer` and `bank-transfer` are one method; other names are kept as they are typed.
fn method(text: &str) -> PayoutMethod {
    let key = text.trim().to_lowercase().replace(' ', "-");
    match PayoutMethod::parse(&key) {
        PayoutMethod::Other(_) => PayoutMethod::Other(text.trim().to_owned()),
        known => known,
    }
}
