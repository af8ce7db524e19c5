//! What each placeholder stands for.

use rust_decimal::Decimal;

use crate::commission::{Case, reward_for};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::company::Manager;
use crate::model::date::ContractTerm;
use crate::model::ids::{CategoryId, Id};
use crate::model::money::Money;
use crate::model::partner::Partner;
use crate::model::placeholder::{self, Unknown};
use crate::model::product::Product;
use crate::model::terms::{Payout, PayoutMethod, Reward, Rule, Subject, Terms};
use crate::theme::Argument;

use super::{Missing, Value, Words};

type Found = Result<Value, Missing>;

impl<'p> Words<'_, 'p> {
    /// What `name` stands for.
    pub(super) fn value(&self, name: &str) -> Found {
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        match (first, rest) {
            ("partner", _) => self.of_the_partner(name, rest),
            ("company", _) => self.of_the_company(name, rest),
            ("manager", _) => self.of_the_manager(name, rest),
            ("product", _) => self.of_the_product(name, rest),
            ("payout", _) => self.of_the_payout(name, rest),
            ("prices", _) => self.price(rest),
            ("rates", _) => self.category_rate(rest),
            ("rate", "") => self.best_rate(),
            ("coupon", "") => self.coupon(),
            ("link", "") => match self.link {
                Some(link) => Ok(Value::Address(link.to_owned())),
                None => Err(Missing::new(
                    "`{{ link }}` leads nowhere in this text",
                    "it stands for a tracked link in landings, letters and ad texts",
                )),
            },
            ("cookie_days", "") => Ok(text(self.number(self.known_terms()?.cookie_days))),
            ("hold_days", "") => Ok(text(self.number(self.known_terms()?.hold_days))),
            ("contract", "") => self.contract(),
            ("signed", "") => Ok(text(self.signed()?)),
            ("commission_table", "") => {
                let terms = self.known_terms()?;
                self.commission_table(terms).map(Value::Block).map_err(from_theme)
            }
            _ => Err(self.unknown(name)),
        }
    }

    fn unknown(&self, name: &str) -> Missing {
        let products: Vec<&str> = self.plan.project.products.keys().map(Id::as_str).collect();
        let categories: Vec<&str> = self.categories().into_iter().map(Id::as_str).collect();
        let Unknown { message, help } = placeholder::unknown(name, &products, &categories);
        Missing::new(message, help)
    }

    fn known_partner(&self, name: &str) -> Result<&'p Partner, Missing> {
        self.partner.ok_or_else(|| {
            Missing::new(
                format!("`{{{{ {name} }}}}` differs from partner to partner, but this text is the same for all"),
                "take it out of this text",
            )
        })
    }

    fn known_terms(&self) -> Result<&'p Terms, Missing> {
        self.terms().ok_or_else(|| {
            let missing = Missing::new(
                "no terms are in force yet",
                "let the program's terms begin earlier (`from`), or build for a later day (`--as-of`)",
            );
            match self.program {
                Some(program) => missing.given_at(program.span, "of this program"),
                None => missing,
            }
        })
    }

    fn of_the_partner(&self, name: &str, rest: &str) -> Found {
        let partner = self.known_partner(name)?;
        match rest {
            "name" => Ok(text(&partner.name)),
            "id" => Ok(text(partner.id.as_str())),
            // Whom to address, when no person is named.
            "contact" => Ok(text(partner.contact.as_ref().unwrap_or(&partner.name))),
            // A personal line is a gift: texts that show one read well without.
            "line" => Ok(text(match &partner.line {
                Some(line) => {
                    self.choose(line).map(|phrase| phrase.text.as_str()).unwrap_or_default()
                }
                None => "",
            })),
            "website" => match &partner.website {
                Some(website) => Ok(Value::Address(website.to_string())),
                None => Err(lacks("the partner", &partner.name, "website", partner.span)),
            },
            _ => Err(self.unknown(name)),
        }
    }

    fn of_the_company(&self, name: &str, rest: &str) -> Found {
        let company = &self.plan.project.company;
        let legal = &company.legal;
        let stated = |value: Option<String>| match value {
            Some(value) => Ok(text(value)),
            None => Err(lacks("company.yaml", &company.name, rest, company.span)),
        };
        match rest {
            "name" => Ok(text(&company.name)),
            "url" => Ok(Value::Address(company.url.to_string())),
            "tagline" => {
                let chosen = company.tagline.as_ref().and_then(|tagline| self.choose(tagline));
                stated(chosen.map(|phrase| phrase.text.clone()))
            }
            "legal.name" => Ok(text(legal.name.as_ref().unwrap_or(&company.name))),
            "legal.address" => {
                stated((!legal.address.is_empty()).then(|| legal.address.join(", ")))
            }
            "legal.registration" => stated(legal.registration.clone()),
            "legal.vat" => stated(legal.vat.clone()),
            "legal.email" => stated(legal.email.as_ref().map(ToString::to_string)),
            "legal.phone" => stated(legal.phone.clone()),
            "legal.represented_by" => stated(legal.represented_by.clone()),
            _ => Err(self.unknown(name)),
        }
    }

    fn of_the_manager(&self, name: &str, rest: &str) -> Found {
        let partner = self.known_partner(name)?;
        let no_manager = || lacks("the partner", &partner.name, "manager", partner.span);
        let manager: &Manager = self.manager().ok_or_else(no_manager)?;
        let company = self.plan.project.company.span;
        let stated = |value: Option<String>| {
            value.map(text).ok_or_else(|| lacks("the manager", &manager.name, rest, company))
        };
        match rest {
            "name" => Ok(text(&manager.name)),
            "email" => stated(manager.email.as_ref().map(ToString::to_string)),
            "phone" => stated(manager.phone.clone()),
            "role" => {
                let role = manager.role.as_ref().and_then(|role| self.choose(role));
                stated(role.map(|phrase| phrase.text.clone()))
            }
            _ => Err(self.unknown(name)),
        }
    }

    fn of_the_product(&self, name: &str, rest: &str) -> Found {
        let product = self.product.or_else(|| self.products().into_iter().next());
        let product = product.ok_or_else(|| {
            Missing::new(
                format!("`{{{{ {name} }}}}` has no product to speak of"),
                "add a product in `content/products/` that is sold in this market",
            )
        })?;
        match rest {
            "name" => Ok(text(
                self.choose(&product.name).map(|phrase| phrase.text.as_str()).unwrap_or_default(),
            )),
            "summary" => {
                let summary = product.summary.as_ref().and_then(|summary| self.choose(summary));
                // Standard letters show it as a paragraph, and read well without.
                Ok(text(summary.map(|phrase| phrase.text.as_str()).unwrap_or_default()))
            }
            "price" => self.price_of(product),
            _ => Err(self.unknown(name)),
        }
    }

    fn of_the_payout(&self, name: &str, rest: &str) -> Found {
        let payout = &self.known_terms()?.payout;
        match rest {
            // Without a threshold every balance is paid out.
            "threshold" => {
                let sum = payout
                    .thresholds
                    .of(self.currency())
                    .unwrap_or_else(|| Money::zero(self.currency()));
                Ok(text(self.formats.money_short(sum)))
            }
            "rhythm" => {
                let key = format!("payout.{}", payout.rhythm.word());
                self.theme_text(&key, &[]).map(text).map_err(from_theme)
            }
            "day" => match payout.rhythm.day() {
                Some(day) => Ok(text(day.to_string())),
                None => Err(Missing::new(
                    "payouts by the week have no day of the month",
                    "write `{{ payout.rhythm }}` instead",
                )),
            },
            "methods" if payout.methods.is_empty() => Err(self.without_methods()),
            "methods" => self
                .payout_methods(payout)
                .and_then(|methods| self.listed(&methods))
                .map(text)
                .map_err(from_theme),
            _ => Err(self.unknown(name)),
        }
    }

    /// An agreement with a gap where it says how money arrives is none.
    fn without_methods(&self) -> Missing {
        let missing = Missing::new(
            "the terms in force do not say how commissions are paid out",
            "write it into these terms: `payout: {methods: [bank transfer]}`",
        );
        let own = self.partner.filter(|partner| partner.terms.is_some());
        match (own, self.program) {
            (Some(partner), _) => missing.given_at(partner.span, "terms of this partner"),
            (None, Some(program)) => missing.given_at(program.span, "terms of this program"),
            (None, None) => missing,
        }
    }

    fn price(&self, product: &str) -> Found {
        match self.plan.project.products.get(product) {
            Some(product) => self.price_of(product),
            None => Err(self.unknown(&format!("prices.{product}"))),
        }
    }

    fn price_of(&self, product: &Product) -> Found {
        let offer = product.offers.get(self.market);
        match offer.and_then(|offer| offer.price) {
            Some(price) => Ok(text(self.formats.money_short(price))),
            None => Err(Missing::new(
                format!("`{}` has no price in the market `{}`", product.id, self.market),
                format!("give it one under `markets`, or keep this text from that market: `for: {{markets: […]}}` without `{}`", self.market),
            )
            .given_at(product.span, "this product")),
        }
    }

    fn best_rate(&self) -> Found {
        let best = self.best(self.known_terms()?).map(|headline| headline.best);
        best.map(|reward| text(self.reward(reward))).ok_or_else(|| self.unpaid("a sale"))
    }

    fn category_rate(&self, category: &str) -> Found {
        let terms = self.known_terms()?;
        let known = self.categories().into_iter().find(|known| known.as_str() == category);
        let Some(category) = known else {
            return Err(self.unknown(&format!("rates.{category}")));
        };
        let case = Case { category: Some(category.clone()), ..self.sale_of(None) };
        match reward_for(&terms.rules, &case) {
            Ok(reward) => Ok(text(self.reward(reward))),
            Err(_) => Err(self.unpaid(&format!("a sale of the category `{category}`"))),
        }
    }

    fn unpaid(&self, what: &str) -> Missing {
        let missing = Missing::new(
            format!("the terms in force pay nothing for {what}"),
            "add a rule for it, or take the rate out of this text",
        );
        match self.program {
            Some(program) => missing.given_at(program.span, "terms of this program"),
            None => missing,
        }
    }

    /// Categories of products and of rules.
    fn categories(&self) -> Vec<&'p CategoryId> {
        let products =
            self.plan.project.products.values().filter_map(|product| product.category.as_ref());
        let rules: &'p [Rule] =
            self.terms().map(|terms| terms.rules.as_slice()).unwrap_or_default();
        let ruled = rules.iter().filter_map(|rule| match &rule.subject {
            Subject::Category(category) => Some(category),
            Subject::Everything | Subject::Product(_) => None,
        });
        products.chain(ruled).collect()
    }

    fn coupon(&self) -> Found {
        let partner = self.known_partner("coupon")?;
        match &partner.coupon {
            Some(coupon) => Ok(text(coupon)),
            None => Err(lacks("the partner", &partner.name, "coupon", partner.span)),
        }
    }

    fn contract(&self) -> Found {
        let contract = self.program.and_then(|program| program.contract);
        let contract = contract.ok_or_else(|| {
            let missing = Missing::new(
                "the program has no `contract`",
                "say how long it runs: `contract: 1 year`",
            );
            self.program
                .map_or(missing.clone(), |program| missing.given_at(program.span, "this program"))
        })?;
        self.duration(contract).map(text).map_err(from_theme)
    }

    /// `1 year`, `18 months`.
    ///
    /// # Errors
    /// The theme lacks the words.
    pub fn duration(&self, contract: ContractTerm) -> Result<String, Vec<Diagnostic>> {
        let months = contract.months();
        let (key, count) = if months.is_multiple_of(12) {
            ("contract.years", months / 12)
        } else {
            ("contract.months", months)
        };
        self.theme_text(key, &[("count", Argument::Number(i64::from(count)))])
    }

    /// Agreements are handed out before they are signed: a dash holds the place.
    fn signed(&self) -> Result<String, Missing> {
        let signed = self.known_partner("signed")?.signed;
        Ok(signed.map_or_else(|| "—".to_owned(), |signed| self.formats.date_long(signed.value)))
    }

    /// Names of the ways that money arrives.
    ///
    /// # Errors
    /// The theme lacks a name.
    pub fn payout_methods(&self, payout: &Payout) -> Result<Vec<String>, Vec<Diagnostic>> {
        let name = |method: &PayoutMethod| match method {
            PayoutMethod::Other(name) => Ok(name.clone()),
            known => self.theme_text(&format!("method.{}", known.key().replace('-', "_")), &[]),
        };
        payout.methods.iter().map(name).collect()
    }

    fn number(&self, number: u16) -> String {
        self.formats.number(Decimal::from(number))
    }
}

/// Whether a reward is a share or a sum, as themes know it.
pub fn reward_kind(reward: Reward) -> &'static str {
    match reward {
        Reward::Percent(_) => "percent",
        Reward::Fixed(_) => "amount",
    }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn lacks(owner: &str, name: &str, key: &str, span: Span) -> Missing {
    Missing::new(
        format!("{owner} `{name}` has no `{key}`"),
        "add it, or keep this text to those who have one: `for: {partners: […]}` or `for: {groups: […]}`",
    )
    .given_at(span, "it belongs here")
}

fn from_theme(findings: Vec<Diagnostic>) -> Missing {
    let message = findings.into_iter().next().map(|finding| finding.message).unwrap_or_default();
    Missing::new(message, "add the text in `content/i18n/`")
}
