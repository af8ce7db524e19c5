//! The number to advertise: "up to 20 %".

use super::resolve::{Case, resolve};
use crate::model::money::Money;
use crate::model::terms::{Pays, Reward, Rule};

/// The best reward to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headline {
    pub best: Reward,
    /// Some of the cases earn another reward, or none, or this one only once more is sold: it must
    /// say "up to".
    pub up_to: bool,
}

/// The best reward over `cases`: one for each product on sale, of a category or of all. The
/// highest percentage counts; where there are only fixed sums, the highest of them. `None` when
/// nothing is paid, or only fixed sums in several currencies, of which none is best.
pub fn headline<'c>(rules: &[Rule], cases: impl IntoIterator<Item = &'c Case>) -> Option<Headline> {
    let pays: Vec<Option<&Pays>> =
        cases.into_iter().map(|case| Some(&rules[resolve(rules, case).ok()?.rule].pays)).collect();
    let best = best_of(pays.iter().flatten().map(|pays| pays.best()))?;
    let is_best = |pays: &Option<&Pays>| pays.is_some_and(|pays| pays.reward() == best);
    Some(Headline { best, up_to: !pays.iter().all(is_best) })
}

fn best_of(rewards: impl Iterator<Item = Reward> + Clone) -> Option<Reward> {
    let percent = rewards.clone().filter_map(|reward| match reward {
        Reward::Percent(rate) => Some(rate),
        Reward::Fixed(_) => None,
    });
    if let Some(rate) = percent.max() {
        return Some(Reward::Percent(rate));
    }
    let sums: Vec<Money> = rewards
        .filter_map(|reward| match reward {
            Reward::Fixed(sum) => Some(sum),
            Reward::Percent(_) => None,
        })
        .collect();
    let currency = sums.first()?.currency();
    let comparable = sums.iter().all(|sum| sum.currency() == currency);
    let best = sums.into_iter().max_by_key(|sum| sum.amount())?;
    comparable.then_some(Reward::Fixed(best))
}
