//! The names that may stand in `{{ }}`, and what to say of one that is none.

use crate::diagnostic::suggest;

/// All that have no part which depends on the project.
pub const NAMES: &[&str] = &[
    "partner.name",
    "partner.id",
    "partner.contact",
    "partner.line",
    "partner.website",
    "company.name",
    "company.url",
    "company.tagline",
    "company.legal.name",
    "company.legal.address",
    "company.legal.registration",
    "company.legal.vat",
    "company.legal.email",
    "company.legal.phone",
    "company.legal.represented_by",
    "coupon",
    "link",
    "rate",
    "cookie_days",
    "hold_days",
    "product.name",
    "product.summary",
    "product.price",
    "payout.threshold",
    "payout.rhythm",
    "payout.day",
    "payout.methods",
    "contract",
    "signed",
    "manager.name",
    "manager.email",
    "manager.phone",
    "manager.role",
    "commission_table",
];

/// What is wrong with a name, and what could be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub message: String,
    pub help: String,
}

/// About a name that stands for nothing in a project with these `products` and `categories`.
pub fn unknown(name: &str, products: &[&str], categories: &[&str]) -> Unknown {
    let own = |kind: &str, ids: &[&str]| -> Vec<String> {
        ids.iter().map(|id| format!("{kind}.{id}")).collect()
    };
    let (prices, rates) = (own("prices", products), own("rates", categories));
    let all: Vec<&str> =
        NAMES.iter().copied().chain(prices.iter().chain(&rates).map(String::as_str)).collect();
    let message = format!("nothing is called `{name}`");
    let help = match suggest(name, all.iter().copied()) {
        Some(near) => format!("did you mean `{{{{ {near} }}}}`?"),
        None => listed(name, &all),
    };
    Unknown { message, help }
}

/// The names that begin like `name`; else all of them.
fn listed(name: &str, all: &[&str]) -> String {
    let first = name.split('.').next().unwrap_or(name);
    let siblings: Vec<&str> = all
        .iter()
        .copied()
        .filter(|known| known.strip_prefix(first).is_some_and(|rest| rest.starts_with('.')))
        .collect();
    let shown = if siblings.is_empty() { all } else { &siblings };
    let names: Vec<String> = shown.iter().map(|known| format!("`{known}`")).collect();
    format!("what may stand between the braces: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exists_is_named() {
        let help = |name| unknown(name, &["espresso", "guide"], &["physical"]).help;
        assert_eq!(help("prices.espreso"), "did you mean `{{ prices.espresso }}`?");
        assert_eq!(
            help("prices.discovery-box"),
            "what may stand between the braces: `prices.espresso`, `prices.guide`"
        );
        assert!(help("weather").contains("`partner.name`"));
    }
}
