//! When and how commissions are paid out.

use super::Sums;

/// When and how commissions are paid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payout {
    /// The least balance that is paid out.
    pub thresholds: Sums,
    pub rhythm: Rhythm,
    /// In the order to show them.
    pub methods: Vec<PayoutMethod>,
}

/// How often commissions are paid out, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rhythm {
    Weekly(Weekday),
    /// Every second week.
    Biweekly(Weekday),
    Monthly(DayOfMonth),
    /// In January, April, July and October.
    Quarterly(DayOfMonth),
}

impl Rhythm {
    /// The word that content files and themes use.
    pub fn word(self) -> &'static str {
        match self {
            Rhythm::Weekly(_) => "weekly",
            Rhythm::Biweekly(_) => "biweekly",
            Rhythm::Monthly(_) => "monthly",
            Rhythm::Quarterly(_) => "quarterly",
        }
    }

    /// The day of the month that is paid on; `None` for payouts by the week.
    pub fn day(self) -> Option<u8> {
        match self {
            Rhythm::Monthly(day) | Rhythm::Quarterly(day) => Some(day.get()),
            Rhythm::Weekly(_) | Rhythm::Biweekly(_) => None,
        }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// The word that content files use.
    pub fn key(self) -> &'static str {
        match self {
            Weekday::Monday => "monday",
            Weekday::Tuesday => "tuesday",
            Weekday::Wednesday => "wednesday",
            Weekday::Thursday => "thursday",
            Weekday::Friday => "friday",
            Weekday::Saturday => "saturday",
            Weekday::Sunday => "sunday",
        }
    }
}

/// A day from 1 to 31; in a shorter month it means the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayOfMonth(u8);

impl DayOfMonth {
    pub const FIRST: DayOfMonth = DayOfMonth(1);

    /// `None` when not from 1 to 31.
    pub fn new(day: u8) -> Option<DayOfMonth> {
        (1..=31).contains(&day).then_some(DayOfMonth(day))
    }

    pub fn get(self) -> u8 {
        self.0
    }
}

/// How the money arrives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PayoutMethod {
    BankTransfer,
    Paypal,
    Wise,
    Payoneer,
    Card,
    /// Credit in the company's own shop.
    StoreCredit,
    /// Any other, shown as it is written.
    Other(String),
}

impl PayoutMethod {
    /// Reads a key such as `bank-transfer`; any other text is a method by that name.
    pub fn parse(text: &str) -> PayoutMethod {
        match text.trim() {
            "bank-transfer" => PayoutMethod::BankTransfer,
            "paypal" => PayoutMethod::Paypal,
            "wise" => PayoutMethod::Wise,
            "payoneer" => PayoutMethod::Payoneer,
            "card" => PayoutMethod::Card,
            "store-credit" => PayoutMethod::StoreCredit,
            other => PayoutMethod::Other(other.to_owned()),
        }
    }

    /// The word that content files use, under which themes keep the translation.
    pub fn key(&self) -> &str {
        match self {
            PayoutMethod::BankTransfer => "bank-transfer",
            PayoutMethod::Paypal => "paypal",
            PayoutMethod::Wise => "wise",
            PayoutMethod::Payoneer => "payoneer",
            PayoutMethod::Card => "card",
            PayoutMethod::StoreCredit => "store-credit",
            PayoutMethod::Other(name) => name,
        }
    }
}
