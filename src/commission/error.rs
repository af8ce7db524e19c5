//! Why nothing can be paid.

use std::fmt;

use super::resolve::NoRule;
use crate::model::money::ArithmeticError;

/// Why nothing can be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EarnError {
    Rule(NoRule),
    /// A percentage is to be paid, but nothing was: the occasion has no sum.
    NothingPaid,
    /// Tax, shipping or discounts are below zero or more than the amount.
    Deductions,
    Arithmetic(ArithmeticError),
}

impl From<NoRule> for EarnError {
    fn from(no_rule: NoRule) -> EarnError {
        EarnError::Rule(no_rule)
    }
}

impl From<ArithmeticError> for EarnError {
    fn from(error: ArithmeticError) -> EarnError {
        EarnError::Arithmetic(error)
    }
}

impl fmt::Display for EarnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EarnError::Rule(no_rule) => no_rule.fmt(f),
            EarnError::NothingPaid => write!(f, "a percentage needs the sum that was paid"),
            EarnError::Deductions => {
                write!(f, "tax, shipping and discounts are from zero to the amount paid")
            }
            EarnError::Arithmetic(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for EarnError {}
