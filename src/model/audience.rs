//! Who gets a material.

use std::collections::BTreeSet;

use super::ids::{GroupId, MarketId, PartnerId, ProgramId};
use super::locale::Locale;
use super::partner::Partner;
use super::shape::{Field, Record, Shape, key};

/// Every list that is given must hold the partner's value; an empty audience is everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    pub programs: BTreeSet<ProgramId>,
    pub groups: BTreeSet<GroupId>,
    pub partners: BTreeSet<PartnerId>,
    pub locales: BTreeSet<Locale>,
    pub markets: BTreeSet<MarketId>,
}

impl Audience {
    /// Whether `partner` belongs to it. A list of locales asks for one that the partner speaks.
    pub fn includes(&self, partner: &Partner) -> bool {
        fn open_or<T: Ord>(list: &BTreeSet<T>, holds: impl Fn(&BTreeSet<T>) -> bool) -> bool {
            list.is_empty() || holds(list)
        }
        open_or(&self.programs, |ids| ids.contains(&partner.program.value))
            && open_or(&self.groups, |ids| partner.groups.iter().any(|group| ids.contains(group)))
            && open_or(&self.partners, |ids| ids.contains(&partner.id))
            && open_or(&self.markets, |ids| ids.contains(&partner.market.value))
            && open_or(&self.locales, |ids| partner.locales.iter().any(|it| ids.contains(it)))
    }

    /// Whether it speaks of this language, for a partner who is included.
    pub fn speaks(&self, locale: &Locale) -> bool {
        self.locales.is_empty() || self.locales.contains(locale)
    }

    /// Whether what is made for it can be drawn once for all partners.
    pub fn is_everybody(&self) -> bool {
        *self == Audience::default()
    }
}

pub const AUDIENCE: Record = Record {
    name: "an audience",
    fields: &[
        key("programs", Shape::List(&Shape::Id), "Only partners of these programs."),
        key("groups", Shape::List(&Shape::Id), "Only partners in one of these groups."),
        key("partners", Shape::List(&Shape::Id), "Only these partners."),
        key("locales", Shape::List(&Shape::Locale), "Only in these languages."),
        key("markets", Shape::List(&Shape::Id), "Only partners of these markets."),
    ],
};

/// The key that every material shares.
pub const FOR: Field = key("for", Shape::Record(&AUDIENCE), "Who gets it; absent: everybody.");

/// The other key that every material written in Markdown shares.
pub const VARIANT_OF: Field =
    key("variant_of", Shape::Id, "What those in `for` get this in place of, at the same address.");
