//! Currencies of ISO 4217 that can be paid in today.

use std::cmp::Ordering;
use std::fmt;

use crate::diagnostic::suggest;
use crate::model::advice::Advice;

/// A currency in use. Ordered by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

/// Why a text is no currency to pay in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CurrencyError {
    /// Money that is no longer: what took its place, and since when.
    Retired { code: &'static str, successor: &'static str, since: &'static str },
    /// A code or sign that is not known.
    Unknown { text: String, likely: Option<Currency> },
    /// A sign that several currencies share.
    Shared { sign: String, codes: &'static [&'static str] },
    /// Metals, funds and test codes have no minor unit.
    NotMoney { code: String },
}

/// Currencies that were replaced, with their successor and its first day (ISO 4217 amendments).
const RETIRED: &[(&str, &str, &str)] = &[
    ("ANG", "XCG", "2025-03-31"),
    ("BGN", "EUR", "2026-01-01"),
    ("HRK", "EUR", "2023-01-01"),
    ("LTL", "EUR", "2015-01-01"),
    ("LVL", "EUR", "2014-01-01"),
    ("EEK", "EUR", "2011-01-01"),
    ("SKK", "EUR", "2009-01-01"),
    ("DEM", "EUR", "2002-01-01"),
    ("FRF", "EUR", "2002-01-01"),
    ("ITL", "EUR", "2002-01-01"),
    ("ESP", "EUR", "2002-01-01"),
    ("SLL", "SLE", "2024-04-01"),
    ("ZWL", "ZWG", "2024-08-31"),
    ("CUC", "CUP", "2021-01-01"),
    ("TRL", "TRY", "2005-01-01"),
    ("RUR", "RUB", "1998-01-01"),
    ("BYR", "BYN", "2016-07-01"),
    ("ROL", "RON", "2005-07-01"),
];

/// What most prices are in: the candidates for slips of the finger.
const COMMON: &[&str] = &[
    "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "RUB", "PLN", "CZK", "SEK", "NOK", "DKK", "CAD",
    "AUD", "BRL", "INR", "AED",
];

/// Signs that mean one currency, in lower case.
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("$", "USD"),
    ("us$", "USD"),
    ("ca$", "CAD"),
    ("c$", "CAD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("r$", "BRL"),
    ("mx$", "MXN"),
    ("₽", "RUB"),
    ("руб", "RUB"),
    ("руб.", "RUB"),
    ("₴", "UAH"),
    ("грн", "UAH"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("lei", "RON"),
    ("fr.", "CHF"),
    ("sfr.", "CHF"),
    ("₺", "TRY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₦", "NGN"),
    ("₱", "PHP"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("円", "JPY"),
    ("元", "CNY"),
];

/// Signs that several currencies share; the market's currency decides, if it is one of them.
const SHARED: &[(&str, &[&str])] = &[
    ("$", &["USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "TWD", "CLP", "COP", "ARS"]),
    ("£", &["GBP", "EGP", "LBP", "GIP", "FKP", "SHP"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("kr.", &["DKK", "NOK", "SEK", "ISK"]),
    ("¥", &["JPY", "CNY"]),
    ("\u{ffe5}", &["JPY", "CNY"]),
    ("fr", &["CHF", "XOF", "XAF"]),
];

impl Currency {
    /// The currency of projects that name none.
    pub const EURO: Currency = Currency(iso_currency::Currency::EUR);

    /// Reads an ISO 4217 code, in any case.
    pub fn from_code(text: &str) -> Result<Currency, CurrencyError> {
        let code = text.trim().to_uppercase();
        if let Some(&(code, successor, since)) = RETIRED.iter().find(|(old, ..)| *old == code) {
            return Err(CurrencyError::Retired { code, successor, since });
        }
        match iso_currency::Currency::from_code(&code) {
            Some(currency) if currency.exponent().is_some() => Ok(Currency(currency)),
            Some(_) => Err(CurrencyError::NotMoney { code }),
            None => {
                Err(CurrencyError::Unknown { text: text.trim().to_owned(), likely: likely(&code) })
            }
        }
    }

    /// Reads a code or a sign (`€`, `kr`). A sign that several currencies share means `market`
    /// when that is one of them; else `$` is the US dollar, `£` the pound sterling, and the other
    /// shared signs are refused.
    pub fn from_code_or_sign(
        text: &str,
        market: Option<Currency>,
    ) -> Result<Currency, CurrencyError> {
        let sign = text.trim().to_lowercase();
        let shared = SHARED.iter().find(|(shared, _)| *shared == sign).map(|(_, codes)| *codes);
        if let (Some(codes), Some(market)) = (shared, market)
            && codes.contains(&market.code())
        {
            return Ok(market);
        }
        if let Some((_, code)) = SIGNS.iter().find(|(known, _)| *known == sign) {
            return Currency::from_code(code);
        }
        if let Some(codes) = shared {
            return Err(CurrencyError::Shared { sign: text.trim().to_owned(), codes });
        }
        Currency::from_code(text)
    }

    /// The ISO code, such as `EUR`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Decimals of the smallest unit: 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn minor_units(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

/// The currency whose code begins a longer text (`EURS`, `USDT`), or a common one that differs by a
/// slip of the finger (`ERU`).
fn likely(text: &str) -> Option<Currency> {
    let beginning = text.get(..3).filter(|code| code.len() < text.len());
    let begun = beginning.and_then(|code| Currency::from_code(code).ok());
    begun.or_else(|| Currency::from_code(suggest(text, COMMON.iter().copied())?).ok())
}

impl Ord for Currency {
    fn cmp(&self, other: &Currency) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Currency) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for CurrencyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CurrencyError::Retired { code, successor, since } => {
                write!(f, "{code} is no longer in use: {successor} took its place on {since}")
            }
            CurrencyError::Unknown { text, .. } => write!(f, "`{text}` is no currency code"),
            CurrencyError::Shared { sign, codes } => {
                write!(f, "`{sign}` can mean {}", codes.join(", "))
            }
            CurrencyError::NotMoney { code } => write!(f, "nobody can be paid in {code}"),
        }
    }
}

impl Advice for CurrencyError {
    fn write_instead(&self) -> Vec<String> {
        match self {
            CurrencyError::Retired { successor, .. } => vec![(*successor).to_owned()],
            CurrencyError::Unknown { likely, .. } => {
                likely.iter().map(Currency::to_string).collect()
            }
            CurrencyError::Shared { codes, .. } => {
                codes.iter().map(|code| (*code).to_owned()).collect()
            }
            CurrencyError::NotMoney { .. } => Vec::new(),
        }
    }
}
