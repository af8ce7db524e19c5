//! Link templates: an address with placeholders, `https://t.example/c?p={partner}&u={destination}`, or what is put
//! into the destination itself, `{destination}/ref/{partner}/?campaign={sub_id}`.

mod read;
mod tokens;

pub(super) use read::{Reading, Vocabulary, read};
pub(super) use tokens::{find_mark, is_placeholder, split_pairs};

use super::{Parameter, SubIdRule, SubIdSource};

/// A checked template: with any values filled in it is a web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Scheme, host and path.
    pub front: Vec<Part>,
    /// What stands between `&`s.
    pub query: Vec<Piece>,
    /// After `#`; empty without one.
    pub fragment: Vec<Part>,
}

/// What is put into a destination.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Additions {
    pub path: Option<PathSuffix>,
    /// Joins its query, in this order.
    pub query: Vec<Parameter>,
    /// Becomes its fragment; empty: it keeps its own.
    pub fragment: Vec<Part>,
}

/// `/ref/acme` after a destination's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathSuffix {
    /// `ref`
    pub prefix: String,
    pub slot: Slot,
    /// A slash at the end, where servers would otherwise redirect and lose the query.
    pub final_slash: bool,
    /// Only the front page can be led to: the backend decides what is shown.
    pub front_page_only: bool,
}

/// One `name=value` of a template's query, or a stretch without `=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// `s=`; empty where there is no name.
    pub lead: String,
    pub value: Vec<Part>,
    /// Whether it is left out where a slot has nothing to say.
    pub optional: bool,
}

/// A stretch of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Written as it is: escaped already, or a network's macro.
    Literal(String),
    /// Filled in, escaped for its position. `name` is the parameter it stands in, for the inventory of links.
    Slot { slot: Slot, position: Position, name: String },
}

/// What a link is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The partner's id in this backend.
    Partner,
    SubId(SubIdSource, SubIdRule),
    /// What the partner chose for the slot left to them.
    OwnSubId,
    /// The creative's id; nothing for placements other than banners.
    Creative,
    /// The program's id.
    Campaign,
    /// The language of the material: `pt-BR`.
    Locale,
    /// The partner's coupon.
    Coupon,
    Destination(DestinationForm),
}

/// How a link writes its destination. The destination's own escapes are never decoded first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DestinationForm {
    /// `{destination}`: escaped once, as RFC 3986 wants of a component; an escape in it so appears as `%25xx`.
    Escaped,
    /// `{destination:raw}`: untouched, at the link's end.
    Raw,
    /// `{destination:path}`: path, query and fragment without scheme and host, escaped once.
    Path,
    /// `{destination:minimal}`: without the scheme; only what would end the parameter or be decoded otherwise is escaped.
    Minimal,
    /// `{destination:base64url}`: RFC 4648 section 5, without padding.
    Base64Url,
}

/// The part of an address that a placeholder stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    Host,
    Path,
    Query,
    Fragment,
}

impl Template {
    /// Every stretch of it.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        let query = self.query.iter().flat_map(|piece| &piece.value);
        self.front.iter().chain(query).chain(&self.fragment)
    }

    /// Whether the destination stands in it, in any form.
    pub fn shows_destination(&self) -> bool {
        self.slots().any(|slot| matches!(slot, Slot::Destination(_)))
    }

    /// Whether only the destination's path stands in it: the backend knows the host.
    pub fn shows_only_path(&self) -> bool {
        self.slots().any(|slot| *slot == Slot::Destination(DestinationForm::Path))
    }

    fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.parts().filter_map(|part| match part {
            Part::Slot { slot, .. } => Some(slot),
            Part::Literal(_) => None,
        })
    }
}

impl Slot {
    /// Whether it may have nothing to say without anything being wrong.
    fn may_be_empty(&self) -> bool {
        matches!(self, Slot::OwnSubId | Slot::SubId(SubIdSource::Creative, _))
    }
}
