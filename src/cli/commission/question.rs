//! What was asked: the arguments, found in the project.

use rust_decimal::Decimal;

use crate::commission::{Case, Month, Paid, Transaction};
use crate::model::advice::Advice;
use crate::model::company::Market;
use crate::model::date::Date;
use crate::model::ids::MarketId;
use crate::model::money::{Money, parse_amount};
use crate::model::partner::Partner;
use crate::model::product::Product;
use crate::model::program::Program;
use crate::model::project::Project;
use crate::model::terms::{Held, InForce, PartnerTerms};

use super::super::args::Commission;
use super::super::failure::Failure;
use super::super::lookup::{self, known};
use super::Happened;

/// What was asked, as things of the project.
pub struct Question<'p> {
    pub partner: &'p Partner,
    pub program: &'p Program,
    pub product: &'p Product,
    pub market: &'p Market,
    pub happened: Happened,
    pub on: Date,
    /// What the customer paid; `None` for what brings no amount.
    pub amount: Option<Money>,
    /// How many there were.
    pub count: u32,
    pub month: Month,
    pub terms: PartnerTerms<'p>,
    pub in_force: InForce<'p>,
}

impl<'p> Question<'p> {
    /// # Errors
    /// An argument names nothing, or is no number of its kind; no terms are in force.
    pub fn ask(
        args: &Commission,
        project: &'p Project,
        as_of: Date,
    ) -> Result<Question<'p>, Failure> {
        let partner = &project.partners[lookup::partner(&args.partner, project)?];
        let program = &project.programs[&partner.program.value];
        let product = known("product", &args.product, project.products.keys())?;
        let product = &project.products[product];
        let market = market(args, project, partner)?;
        report_unsold(program, product, market)?;
        let on = args.date.unwrap_or(as_of);
        let terms = PartnerTerms {
            program: &program.terms,
            own: partner.terms.as_ref(),
            held: Held::new(partner.signed.map(|signed| signed.value), program.hold),
        };
        let in_force = terms.in_force(on).ok_or_else(|| {
            let first = program.terms.versions().iter().map(|terms| terms.from).min();
            let failure = Failure::usage(format!("no terms are in force on {on}"));
            match first {
                Some(first) => failure.help(format!("the first begin on {first}")),
                None => failure,
            }
        })?;
        let is_paid = args.event.occasion().event().is_paid();
        let amount = is_paid.then(|| money("--amount", &args.amount, market)).transpose()?;
        Ok(Question {
            partner,
            program,
            product,
            market,
            happened: args.event,
            on,
            amount,
            count: if is_paid { 1 } else { count(&args.amount)? },
            month: Month {
                sales: args.month_sales,
                volume: optional("--month-volume", args.month_volume.as_deref(), market)?,
                earned: optional("--month-earned", args.month_earned.as_deref(), market)?,
            },
            terms,
            in_force,
        })
    }

    /// As rules look at it. What was paid is left out where terms count without tax and nobody says
    /// which tax is in it.
    pub fn transaction(&self) -> Transaction {
        let net_of_tax = self.in_force.terms.base.net_of_tax;
        let paid = self.amount.and_then(|amount| match self.market.tax {
            Some(tax) => Some(Paid::taxed(amount, tax)),
            None => (!net_of_tax).then(|| Paid::plain(amount)),
        });
        Transaction {
            case: Case {
                occasion: self.happened.occasion(),
                product: Some(self.product.id.clone()),
                category: self.product.category.clone(),
                market: Some(self.market.id.clone()),
                groups: self.partner.groups.iter().cloned().collect(),
            },
            paid,
            count: self.count,
            on: Some(self.on),
            month: self.month,
        }
    }
}

fn market<'p>(
    args: &Commission,
    project: &'p Project,
    partner: &Partner,
) -> Result<&'p Market, Failure> {
    let company = &project.company;
    let id: &MarketId = match &args.market {
        Some(text) => known("market", text, company.markets.iter().map(|market| &market.id))?,
        None => &partner.market.value,
    };
    Ok(company.market(id).unwrap_or_else(|| company.default_market()))
}

fn report_unsold(program: &Program, product: &Product, market: &Market) -> Result<(), Failure> {
    let sells = &program.products;
    if !sells.is_empty() && sells.iter().all(|sold| sold.value != product.id) {
        let sold: Vec<String> = sells.iter().map(|sold| format!("`{}`", sold.value)).collect();
        let message = format!("the program `{}` does not sell `{}`", program.id, product.id);
        return Err(Failure::usage(message).help(format!("it sells {}", sold.join(", "))));
    }
    if !product.offers.contains_key(&market.id) {
        let message = format!("`{}` is not sold in the market `{}`", product.id, market.id);
        let sold: Vec<String> = product.offers.keys().map(|id| format!("`{id}`")).collect();
        return Err(Failure::usage(message).help(format!("it is sold in {}", sold.join(", "))));
    }
    Ok(())
}

/// A sum in the market's currency.
fn money(argument: &str, text: &str, market: &Market) -> Result<Money, Failure> {
    let sum = parse_amount(text, Some(market.currency)).map_err(|fault| {
        let failure = Failure::usage(format!("{argument}: {fault}"));
        match fault.help() {
            Some(help) => failure.help(help),
            None => failure,
        }
    })?;
    if sum.currency() != market.currency {
        let (id, own, other) = (&market.id, market.currency, sum.currency());
        let message = format!("{argument}: the market `{id}` pays in {own}, not in {other}");
        return Err(Failure::usage(message)
            .help("`--market` names another; there are no rates to change one into the other"));
    }
    Ok(sum)
}

fn optional(argument: &str, text: Option<&str>, market: &Market) -> Result<Decimal, Failure> {
    let sum = text.map(|text| money(argument, text, market)).transpose()?;
    Ok(sum.map_or(Decimal::ZERO, Money::amount))
}

fn count(text: &str) -> Result<u32, Failure> {
    text.trim().parse().map_err(|_| {
        Failure::usage(format!("--amount: `{text}` is no number of clicks, impressions or leads"))
            .help("write how many there were, in digits")
    })
}
