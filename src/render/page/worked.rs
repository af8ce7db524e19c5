//! What terms come to: sales worked out, and the tables to work out others.

use rust_decimal::Decimal;

use crate::model::company::Market;
use crate::model::date::ContractTerm;
use crate::model::money::Money;
use crate::model::product::Product;
use crate::model::terms::Terms;
use crate::render::earnings::{Earnings, earnings};
use crate::theme::Argument;

use super::context::{Calculated, Calculator, Example};
use super::draft::Draft;

/// How many sales an example has where no other number tells more.
const SOME: i64 = 3;
/// More than so many sales in a month are no example that anybody believes.
const BELIEVABLE: i64 = 100;
/// For how many months renewals are shown where they go on for life.
const A_YEAR: i64 = 12;

/// Products with what they earn.
pub type Sold<'p> = Vec<(&'p Product, Earnings)>;

impl<'p> Draft<'_, 'p> {
    /// One sale of what earns the most and several of them, then what is special about the terms:
    /// steps, renewals, what recruiters get.
    pub fn examples(&self, sold: &[(&'p Product, Earnings)]) -> Vec<Example> {
        let Some(market) = self.market() else { return Vec::new() };
        // Of equals the first.
        let Some((product, best)) = sold.iter().rev().max_by_key(|(_, it)| it.of_sales(1)) else {
            return Vec::new();
        };
        let item = self.priced(product, market);
        let mut examples = vec![
            self.worked(item.clone(), best.of_sales(1), market),
            self.worked(self.in_a_month(SOME, &item), best.of_sales(SOME), market),
            self.step(sold, market),
            sold.iter().find_map(|(product, it)| self.renewed(product, it, market)),
        ];
        let names = ["terms.example_level_first", "terms.example_level_second"];
        examples.extend(names.into_iter().zip(&best.levels).map(|(name, sum)| {
            let text = self.text(name, &[("item", Argument::Text(item.clone()))]);
            self.worked(text, Some(*sum), market)
        }));
        examples.into_iter().flatten().collect()
    }

    /// `None` where nothing can be reckoned.
    pub fn calculator(&self, sold: Sold<'p>) -> Option<Calculator> {
        let market = self.market()?;
        let products = sold.into_iter();
        let products: Vec<Calculated> = products
            .map(|(product, earnings)| Calculated { name: self.priced(product, market), earnings })
            .collect();
        (!products.is_empty()).then(|| Calculator {
            currency: market.currency.code(),
            digits: market.currency.minor_units(),
            products,
        })
    }

    fn market(&self) -> Option<&'p Market> {
        self.pages.plan.project.company.market(self.words.market)
    }

    /// What is sold, and what it earns; without what nothing can be said of.
    pub fn sold(&self, terms: &Terms) -> Sold<'p> {
        let Some(market) = self.market() else { return Vec::new() };
        let products = self.words.products().into_iter();
        products
            .filter_map(|product| {
                let case = self.words.sale_of(Some(product));
                Some((product, earnings(terms, product, market, case)?))
            })
            .collect()
    }

    /// The sales of a month that reach a step, a milestone or a cap: the first of them.
    fn step(&self, sold: &[(&'p Product, Earnings)], market: &Market) -> Option<Example> {
        let turn = |earnings: &Earnings| earnings.sales.get(1).map(|[from, ..]| from + 1);
        sold.iter().find_map(|(product, earnings)| {
            let count = turn(earnings).filter(|count| *count <= BELIEVABLE && *count != SOME)?;
            let text = self.in_a_month(count, &self.priced(product, market));
            self.worked(text, earnings.of_sales(count), market)
        })
    }

    fn renewed(&self, product: &Product, earnings: &Earnings, market: &Market) -> Option<Example> {
        let end = earnings.renewals.iter().find(|[from, _, each]| *from > 0 && *each == 0);
        let months = end.map_or(A_YEAR, |[from, ..]| *from);
        let time = u16::try_from(months).ok().and_then(ContractTerm::from_months)?;
        let sum = earnings.of_sales(1)?.checked_add(earnings.of_renewals(months)?)?;
        let filled = [
            ("item", Argument::Text(self.priced(product, market))),
            ("time", Argument::Text(self.take(self.words.duration(time)))),
        ];
        self.worked(self.text("terms.example_renewed", &filled), Some(sum), market)
    }

    /// `Brew kit at €49`.
    fn priced(&self, product: &Product, market: &Market) -> String {
        let price = product.offers.get(&market.id).and_then(|offer| offer.price);
        let price = price.map(|price| self.words.formats.money_short(price)).unwrap_or_default();
        let name = Argument::Text(self.local(&product.name));
        self.text("terms.example", &[("product", name), ("price", Argument::Text(price))])
    }

    fn in_a_month(&self, count: i64, item: &str) -> String {
        let count = Argument::Text(self.words.formats.number(Decimal::from(count)));
        let filled = [("count", count), ("item", Argument::Text(item.to_owned()))];
        self.text("terms.example_month", &filled)
    }

    /// Nothing for what cannot be reckoned.
    fn worked(&self, text: String, minor: Option<i64>, market: &Market) -> Option<Example> {
        let sum = Decimal::new(minor?, market.currency.minor_units());
        let sum = Money::new(sum, market.currency)?;
        Some(Example { text, sum: self.words.formats.money(sum) })
    }
}
