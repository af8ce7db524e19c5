//! Values as a reader of a locale expects to see them: sums, rates, numbers, days, plural forms.
//!
//! The patterns are CLDR's, through ICU4X. What is printed is always the exact value: where ICU
//! would round, the value is printed in this module's own plain form (`EUR 12.345`).
//!
//! Digits are Latin (0–9) in every locale, Arabic, Persian and Bengali included: shops that sell
//! in these languages write prices so, and one page never mixes two sorts of digits in its text,
//! links and pictures. A locale that says otherwise (`ar-u-nu-arab`) has its way. Days are always
//! those of the Gregorian calendar, since contracts and payouts go by it.
//!
//! This module knows the model, and nothing of templates.

use fixed_decimal::Decimal as FixedDecimal;
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date as IcuDate;
use icu_decimal::DecimalFormatter;
use icu_experimental::dimension::percent::formatter::PercentFormatter;
use icu_locale::extensions::unicode::{key, value};
use icu_plurals::{PluralCategory, PluralRules};
use rust_decimal::Decimal;
use std::fmt;
use writeable::Writeable;

use crate::model::date::Date;
use crate::model::locale::Locale;
use crate::model::money::{Money, Rate};

mod currency;
#[cfg(test)]
mod tests;

use currency::{CurrencyStyle, CurrencyStyles};

/// All formats of one locale. Making one loads patterns: keep it.
pub struct Formats {
    locale: icu_locale::Locale,
    numbers: DecimalFormatter,
    percents: PercentFormatter<DecimalFormatter>,
    plurals: PluralRules,
    long_dates: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    short_dates: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    currencies: CurrencyStyles,
}

/// There are no patterns for a locale, not even the general ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoFormats {
    locale: Locale,
    reason: String,
}

impl Formats {
    /// The formats of `locale`, or of the nearest one that CLDR knows.
    pub fn for_locale(locale: &Locale) -> Result<Formats, NoFormats> {
        Formats::load(with_digits(locale))
            .map_err(|reason| NoFormats { locale: locale.clone(), reason })
    }

    fn load(locale: icu_locale::Locale) -> Result<Formats, String> {
        let numbers = DecimalFormatter::try_new((&locale).into(), Default::default());
        let percents = PercentFormatter::try_new((&locale).into(), Default::default());
        let plurals = PluralRules::try_new_cardinal((&locale).into());
        let long = FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long());
        let short = FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::medium());
        Ok(Formats {
            numbers: numbers.map_err(|error| error.to_string())?,
            percents: percents.map_err(|error| error.to_string())?,
            plurals: plurals.map_err(|error| error.to_string())?,
            long_dates: long.map_err(|error| error.to_string())?,
            short_dates: short.map_err(|error| error.to_string())?,
            currencies: CurrencyStyles::default(),
            locale,
        })
    }

    /// A sum with all its decimals: `49,00 €`.
    pub fn money(&self, money: Money) -> String {
        self.money_with(money, CurrencyStyle::format)
    }

    /// A sum without its decimals when they are all zero: `49 €`, but `49,90 €`.
    pub fn money_short(&self, money: Money) -> String {
        self.money_with(money, CurrencyStyle::format_short)
    }

    fn money_with(
        &self,
        money: Money,
        format: fn(&CurrencyStyle, Decimal) -> Option<String>,
    ) -> String {
        self.currencies
            .style(&self.locale, money.currency())
            .and_then(|style| format(&style, money.amount()))
            .unwrap_or_else(|| format!("{}\u{a0}{}", money.currency(), self.number(money.amount())))
    }

    /// `20 %`, `12,5 %`: no more decimals than the rate has.
    pub fn percent(&self, rate: Rate) -> String {
        match fixed(rate.percent()) {
            Some(percent) => self.percents.format(&percent).write_to_string().into_owned(),
            None => rate.to_string(),
        }
    }

    /// A number with its groups of thousands, and with the decimals that it has.
    pub fn number(&self, number: Decimal) -> String {
        match fixed(number) {
            Some(number) => self.numbers.format(&number).write_to_string().into_owned(),
            None => number.to_string(),
        }
    }

    /// `1er décembre 2026`.
    pub fn date_long(&self, date: Date) -> String {
        self.first_of_month(format_date(&self.long_dates, date), date)
    }

    /// `1er déc. 2026`: short, but never a row of numbers that others read the other way round, as
    /// far as the locale has a written form.
    pub fn date_short(&self, date: Date) -> String {
        self.first_of_month(format_date(&self.short_dates, date), date)
    }

    /// French writes `1er` for the first day of a month, which CLDR leaves to whoever uses it.
    fn first_of_month(&self, text: String, date: Date) -> String {
        let is_french = self.locale.id.language == icu_locale::subtags::language!("fr");
        match text.strip_prefix("1 ") {
            Some(rest) if is_french && date.day() == 1 => format!("1er {rest}"),
            _ => text,
        }
    }

    /// The plural form that goes with `count`: `zero`, `one`, `two`, `few`, `many` or `other`.
    pub fn plural_category(&self, count: u64) -> &'static str {
        match self.plurals.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

/// The locale with Latin digits, unless it names its own.
fn with_digits(locale: &Locale) -> icu_locale::Locale {
    let mut locale = locale.icu().clone();
    let keywords = &mut locale.extensions.unicode.keywords;
    if keywords.get(&key!("nu")).is_none() {
        keywords.set(key!("nu"), value!("latn"));
    }
    locale
}

/// The same number for ICU; exact.
fn fixed(number: Decimal) -> Option<FixedDecimal> {
    FixedDecimal::try_from_str(&number.to_string()).ok()
}

fn format_date(formatter: &FixedCalendarDateTimeFormatter<Gregorian, YMD>, date: Date) -> String {
    // Both numbers are from 1 to 31.
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    match IcuDate::try_new_gregorian(i32::from(date.year()), month, day) {
        Ok(day) => formatter.format(&day).write_to_string().into_owned(),
        Err(_) => date.to_string(),
    }
}

impl fmt::Display for NoFormats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "numbers and dates cannot be written for `{}`: {}", self.locale, self.reason)
    }
}

impl std::error::Error for NoFormats {}
