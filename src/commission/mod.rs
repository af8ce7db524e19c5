//! Terms and a sale make a commission: exact, explained, and the same whatever the order of rules.
//!
//! Of all rules that fit, the most specific one pays: a rule for the product before one for its
//! category, that before one for a partner group, that before one for everything; then a rule for
//! the market before one for all markets, and a renewal with a limit before one for life. Two
//! fitting rules of equal rank are an error, never a matter of order.
//!
//! What the rule pays is lifted to its minimum, bonuses of the day come on top, and the cap for one
//! sale cuts it. Then come a milestone and, with tiers for the whole month, what earlier sales earn
//! more now; the cap for the month cuts the sum.
//!
//! Only the last step rounds: half a minor unit goes up (see
//! [`Money::rounded`](crate::model::money::Money::rounded)); parts of one sum add up to it. Pure:
//! it knows the model only.

mod curve;
mod cut;
mod earning;
mod error;
mod headline;
mod paid;
mod parts;
mod payday;
mod resolve;
mod shares;
#[cfg(test)]
mod tests;
mod transaction;

pub use curve::{Stretch, minor, renewals_curve, sales_curve};
pub use cut::{Cut, cut, cut_for};
pub use earning::{Earning, earn};
pub use error::EarnError;
pub use headline::{Headline, headline};
pub use paid::Paid;
pub use parts::{Part, Reason};
pub use payday::next_payday;
pub use resolve::{Case, Fit, NoRule, Occasion, conflicts, resolve, reward_for};
pub use shares::{levels, shares};
pub use transaction::{Month, Transaction};
