//! Who else has a share, and what is not paid at all.

use std::fmt;

use rust_decimal::Decimal;

use super::Rate;
use crate::model::shape::words;

words! {
    /// What a partner did for a sale that several brought together.
    pub enum Touch {
        /// Brought the customer first.
        First "first",
        /// Brought the customer last, before the sale.
        Last "last",
        /// Gave the promo code.
        Coupon "coupon",
    }
}

words! {
    /// Orders that are never paid for.
    pub enum Refused {
        /// The partner's own.
        SelfOrders "self-orders",
        /// Those of people who have bought before.
        ExistingCustomers "existing-customers",
        /// Those that were called off or never paid.
        CancelledOrders "cancelled-orders",
    }
}

/// How partners who brought a sale together share its commission: 100 % in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split(Vec<(Touch, Rate)>);

/// The shares come to this many percent, not to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotWhole(pub Decimal);

impl Split {
    /// Takes the shares in any order, none twice.
    pub fn new(mut shares: Vec<(Touch, Rate)>) -> Result<Split, NotWhole> {
        let percent: Decimal = shares.iter().map(|(_, rate)| rate.percent()).sum();
        if percent != Decimal::ONE_HUNDRED {
            return Err(NotWhole(percent));
        }
        shares.sort();
        Ok(Split(shares))
    }

    /// In the order of [`Touch::ALL`].
    pub fn shares(&self) -> &[(Touch, Rate)] {
        &self.0
    }
}

impl fmt::Display for NotWhole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the shares come to {} %, not to 100 %", self.0.normalize())
    }
}
