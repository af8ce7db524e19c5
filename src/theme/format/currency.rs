//! How a locale writes sums in one currency. ICU's experimental formatters change with every
//! release: they must be named nowhere outside `theme::format`.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use icu_decimal::DecimalFormatter;
use icu_experimental::dimension::currency::CurrencyType;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use rust_decimal::Decimal;
use writeable::Writeable;

use super::fixed;
use crate::model::money::Currency;

/// How a locale writes sums in one currency.
pub(super) struct CurrencyStyle {
    formatter: CurrencyFormatter<DecimalFormatter>,
    /// CLDR's decimals, which are fewer than ISO's for some currencies (IQD: 0 and 3). ICU rounds
    /// to them without a word.
    decimals: u32,
}

/// The styles of one locale that were needed so far: loading one takes longer than writing with it.
#[derive(Default)]
pub(super) struct CurrencyStyles(RwLock<BTreeMap<Currency, Arc<CurrencyStyle>>>);

impl CurrencyStyles {
    /// The style of `currency` in `locale`, which must always be the same; `None` when ICU has no
    /// pattern.
    pub(super) fn style(
        &self,
        locale: &icu_locale::Locale,
        currency: Currency,
    ) -> Option<Arc<CurrencyStyle>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&currency).cloned();
        if known.is_some() {
            return known;
        }
        let style = Arc::new(CurrencyStyle::load(locale, currency)?);
        let mut styles = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Some(styles.entry(currency).or_insert(style).clone())
    }
}

impl CurrencyStyle {
    /// `None` when ICU has no pattern.
    fn load(locale: &icu_locale::Locale, currency: Currency) -> Option<CurrencyStyle> {
        let code = CurrencyType::try_from_str(currency.code()).ok()?;
        let formatter =
            CurrencyFormatter::try_new_symbol(locale.into(), code, Default::default()).ok()?;
        let mut style = CurrencyStyle { formatter, decimals: 0 };
        let zero = style.write(Decimal::ZERO)?;
        let digits = zero.chars().filter(|c| c.is_numeric()).count();
        style.decimals = u32::try_from(digits.checked_sub(1)?).ok()?;
        Some(style)
    }

    /// All decimals; `None` when ICU would print another sum than this.
    pub(super) fn format(&self, amount: Decimal) -> Option<String> {
        let exact = amount.normalize().scale() <= self.decimals;
        exact.then(|| self.write(amount)).flatten()
    }

    /// Without the decimals of a whole number.
    pub(super) fn format_short(&self, amount: Decimal) -> Option<String> {
        let written = self.format(amount)?;
        if !amount.fract().is_zero() || self.decimals == 0 {
            return Some(written);
        }
        Some(without_decimals(&written, self.decimals).unwrap_or(written))
    }

    fn write(&self, amount: Decimal) -> Option<String> {
        let amount = fixed(amount)?;
        Some(self.formatter.format_fixed_decimal(&amount).write_to_string().into_owned())
    }
}

/// `written` without its last `decimals` digits and the one mark before them.
fn without_decimals(written: &str, decimals: u32) -> Option<String> {
    let digits: Vec<(usize, char)> =
        written.char_indices().filter(|(_, c)| c.is_numeric()).collect();
    let (last, digit) = *digits.last()?;
    let before = digits.len().checked_sub(usize::try_from(decimals).ok()? + 1)?;
    let (whole_end, whole_digit) = digits[before];
    let head = &written[..whole_end + whole_digit.len_utf8()];
    Some(format!("{head}{}", &written[last + digit.len_utf8()..]))
}
