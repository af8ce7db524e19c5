//! The keys of terms in content files, which programs and partners share.

use super::{Event, Refused, TierKind};
use crate::model::shape::{Record, Shape, key, required};

/// One sum, or one by market.
const SUMS: Shape = Shape::Either(&Shape::Money, &Shape::Map(&Shape::Money));

/// The words of `by`.
pub const MEASURE_WORDS: &[&str] = &["sales", "volume"];

pub const BASE: Record = Record {
    name: "the base of calculation",
    fields: &[key(
        "net_of",
        Shape::List(&Shape::OneOf(&["tax", "shipping", "discounts"])),
        "What is taken off the amount before the rate applies.",
    )],
};

pub const PAYOUT: Record = Record {
    name: "the payout",
    fields: &[
        key("threshold", SUMS, "Smallest sum paid out, or one by market."),
        key("rhythm", Shape::OneOf(&["weekly", "biweekly", "monthly", "quarterly"]), "How often."),
        key("day", Shape::Integer, "Day of the month."),
        key("methods", Shape::List(&Shape::Text), "How it is paid."),
    ],
};

pub const STEP: Record = Record {
    name: "a step",
    fields: &[
        required(
            "from",
            Shape::Either(&Shape::Integer, &Shape::Money),
            "From which sale of the month, or which volume, on.",
        ),
        key("rate", Shape::Rate, "A share of the base, as `15 %`."),
        key("amount", Shape::Money, "In place of `rate`, with `by: sales`: a fixed sum."),
    ],
};

pub const TIERS: Record = Record {
    name: "the tiers",
    fields: &[
        key(
            "kind",
            Shape::OneOf(TierKind::WORDS),
            "`marginal` (default): a step counts from there on; `whole`: for all of the month.",
        ),
        key("by", Shape::OneOf(MEASURE_WORDS), "What is counted in a month; default `sales`."),
        required(
            "steps",
            Shape::List(&Shape::Record(&STEP)),
            "The rates or sums, the first from 0 on.",
        ),
    ],
};

pub const CAP: Record = Record {
    name: "the cap",
    fields: &[
        key("sale", SUMS, "The most for one sale, or one by market."),
        key("month", SUMS, "The most for a calendar month, or one by market."),
    ],
};

pub const BONUS: Record = Record {
    name: "a bonus",
    fields: &[
        required("name", Shape::Text, "What partners know it by."),
        key("from", Shape::Date, "Its first day."),
        key("until", Shape::Date, "Its last day."),
        key("after", Shape::Integer, "Paid once, with the sale that is this number of its month."),
        key("rate", Shape::Rate, "A share of the base of every sale, on top."),
        key("amount", SUMS, "A sum on top, or one by market."),
    ],
};

pub const SPLIT: Record = Record {
    name: "the split",
    fields: &[
        key("first", Shape::Rate, "For who brought the customer first."),
        key("last", Shape::Rate, "For who brought the customer last."),
        key("coupon", Shape::Rate, "For whose promo code was used."),
    ],
};

pub const RULE: Record = Record {
    name: "a rule",
    fields: &[
        key("event", Shape::OneOf(Event::WORDS), "What is paid for; default `sale`."),
        key("rate", Shape::Rate, "A share of the base, as `15 %`."),
        key("amount", SUMS, "A fixed sum, or one by market; for impressions: of a thousand."),
        key(
            "tiers",
            Shape::Record(&TIERS),
            "Rates by what is sold in a month, in place of `rate`.",
        ),
        key("cap", Shape::Record(&CAP), "The most that it pays."),
        key("minimum", SUMS, "The least for one sale, or one by market."),
        key("category", Shape::Id, "Only products of this category."),
        key("product", Shape::Id, "Only this product."),
        key("market", Shape::Id, "Only this market."),
        key("group", Shape::Id, "Only partners of this group."),
        key("months", Shape::Integer, "For renewals: for how many months; absent: for life."),
    ],
};

pub const TERMS: Record = Record {
    name: "terms",
    fields: &[
        required("from", Shape::Date, "The day they begin."),
        required("rules", Shape::List(&Shape::Record(&RULE)), "What is paid for what."),
        key("base", Shape::Record(&BASE), "What the rates are a share of."),
        key("cookie_days", Shape::Integer, "For how long a click counts; default 30."),
        key("hold_days", Shape::Integer, "How long a commission waits for returns; default 30."),
        key("payout", Shape::Record(&PAYOUT), "When and how it is paid."),
        key(
            "bonuses",
            Shape::List(&Shape::Record(&BONUS)),
            "What is paid on top, for a time or a milestone.",
        ),
        key(
            "levels",
            Shape::List(&Shape::Rate),
            "What those earn who recruited the partner, nearest first.",
        ),
        key("split", Shape::Record(&SPLIT), "How partners share a sale that several brought."),
        key(
            "refused",
            Shape::List(&Shape::OneOf(Refused::WORDS)),
            "Orders that are never paid for.",
        ),
    ],
};

/// The key that programs and partners share.
pub const TERMS_LIST: Shape = Shape::List(&Shape::Record(&TERMS));
