//! The answer, as JSON has it and as it is written out.

use std::fmt;

use serde::Serialize;

use crate::model::money::Money;

/// All that is to be said of a commission.
#[derive(Debug, Serialize)]
pub struct Account {
    pub partner: String,
    pub program: String,
    pub product: String,
    pub market: String,
    pub event: &'static str,
    pub date: String,
    /// What the customer paid; `null` for what brings no amount.
    pub paid: Option<Sum>,
    /// How many clicks, impressions, leads or registrations; 1 for sales.
    pub count: u32,
    /// What the partner earns.
    pub commission: Sum,
    pub base: Option<Base>,
    pub terms: Origins,
    pub rule: Named,
    /// The lines that add up to the commission.
    pub parts: Vec<Line>,
    pub beaten: Vec<Beaten>,
    pub levels: Vec<Level>,
    /// What each gets if several partners brought it.
    pub split: Vec<Share>,
    /// When it is paid; `null` for a refund.
    pub payout: Option<Payout>,
    /// Orders that are never paid for.
    pub refused: Vec<&'static str>,
    pub forbidden_traffic: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Sum {
    /// A decimal, exact.
    pub amount: String,
    pub currency: &'static str,
}

/// What percentages are taken of.
#[derive(Debug, Serialize)]
pub struct Base {
    pub sum: Sum,
    pub net_of: Vec<&'static str>,
    /// The tax that was in the price.
    pub tax: Option<String>,
}

/// Where the terms in force come from.
#[derive(Debug, Serialize)]
pub struct Origins {
    /// `program`, `held` or `own`.
    pub origin: &'static str,
    pub from: String,
    pub held_until: Option<String>,
    /// `file:line:column`.
    pub at: Option<String>,
}

/// A rule in words, and where it stands.
#[derive(Debug, Serialize)]
pub struct Named {
    pub rule: String,
    pub at: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Line {
    pub reason: String,
    pub amount: Sum,
    pub at: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Beaten {
    #[serde(flatten)]
    pub rule: Named,
    pub why: &'static str,
}

/// What somebody above the partner earns.
#[derive(Debug, Serialize)]
pub struct Level {
    pub level: usize,
    pub partner: String,
    pub rate: String,
    pub commission: Sum,
}

#[derive(Debug, Serialize)]
pub struct Share {
    pub touch: &'static str,
    pub rate: String,
    pub commission: Sum,
}

#[derive(Debug, Serialize)]
pub struct Payout {
    pub hold_days: u16,
    /// The first day on which it can be paid.
    pub confirmed: Option<String>,
    pub rhythm: &'static str,
    pub day: Option<u8>,
    /// The day it is paid, if the balance has come to the threshold.
    pub next: Option<String>,
    pub threshold: Option<Sum>,
}

impl From<Money> for Sum {
    fn from(money: Money) -> Sum {
        Sum { amount: money.amount().to_string(), currency: money.currency().code() }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}
