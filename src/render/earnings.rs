//! What sales of a product earn, as numbers that need no engine to be read.

use serde::Serialize;

use crate::commission::{
    Case, EarnError, Paid, Stretch, Transaction, levels, minor, renewals_curve, sales_curve,
};
use crate::model::company::Market;
use crate::model::money::Money;
use crate::model::product::{Billing, Product};
use crate::model::terms::Terms;

/// What a product earns in a market. All sums are in minor units; stretches are
/// `[from, total, each]`: of `n` sales the last with `from` ≤ `n` counts, and they earn
/// `total + (n − from) × each`.
#[derive(Debug, Serialize)]
pub struct Earnings {
    pub product: String,
    pub price: i64,
    /// By how many are sold in a month.
    pub sales: Vec<[i64; 3]>,
    /// By how many months a subscription that is paid monthly is renewed; empty for all else, and
    /// where renewals earn nothing.
    pub renewals: Vec<[i64; 3]>,
    /// What those earn by one sale who recruited the partner, nearest first.
    pub levels: Vec<i64>,
}

/// What a customer pays in the market for one of the product. `None` without a price, and where
/// commissions are of the price without tax, and nobody says which tax is in it.
pub fn paid(product: &Product, market: &Market, terms: &Terms) -> Option<(Money, Paid)> {
    let price = product.offers.get(&market.id)?.price?;
    let paid = match market.tax {
        Some(tax) => Paid::taxed(price, tax),
        None if terms.base.net_of_tax => return None,
        None => Paid::plain(price),
    };
    Some((price, paid))
}

/// `case` is a sale of the product. `None` where nothing can be said: see [`paid`], and where
/// nothing is paid for it.
pub fn earnings(terms: &Terms, product: &Product, market: &Market, case: Case) -> Option<Earnings> {
    let (price, paid) = paid(product, market, terms)?;
    let sale = Transaction::sale(case, Some(paid));
    let reckoned = || -> Result<Earnings, EarnError> {
        let levels = levels(terms, paid.base(terms.base)?)?;
        let renewals = match product.billing {
            Billing::Monthly => renewals_curve(terms, &sale)?,
            Billing::Once | Billing::Yearly => Vec::new(),
        };
        Ok(Earnings {
            product: product.id.to_string(),
            price: minor(price)?,
            sales: sales_curve(terms, &sale)?.iter().map(row).collect(),
            renewals: renewals.iter().filter(|_| pays(&renewals)).map(row).collect(),
            levels: levels.into_iter().map(minor).collect::<Result<_, _>>()?,
        })
    };
    reckoned().ok().filter(|earnings| earnings.sales.iter().any(|[_, _, each]| *each > 0))
}

impl Earnings {
    /// What so many sales earn in a month, in minor units.
    pub fn of_sales(&self, count: i64) -> Option<i64> {
        read(&self.sales, count)
    }

    /// What so many months of renewals earn, in minor units.
    pub fn of_renewals(&self, months: i64) -> Option<i64> {
        read(&self.renewals, months)
    }
}

fn read(stretches: &[[i64; 3]], count: i64) -> Option<i64> {
    let [from, total, each] = stretches.iter().rev().find(|[from, ..]| *from <= count)?;
    (count - from).checked_mul(*each)?.checked_add(*total)
}

fn pays(stretches: &[Stretch]) -> bool {
    stretches.iter().any(|stretch| stretch.each > 0)
}

fn row(stretch: &Stretch) -> [i64; 3] {
    [i64::from(stretch.from), stretch.total, stretch.each]
}
