//! Backends ("tracking systems"): how a link must look so that one of them counts it.
//!
//! A backend is data: a method, parameters in order, limits. Presets are rows of a table (`recipes`), so that a
//! new system is a row and no code. Links themselves are built in `tracking`; nothing here knows of partners.

mod keys;
mod partner;
mod recipes;
mod settings;
mod sub_id;
mod template;

use std::fmt;

pub use keys::{BACKEND, SUB_ID};
pub use partner::{MintedLinks, PartnerReference};
pub use settings::{BackendSettings, SettingsFault, SettingsKey, SubIdSettings};
pub use sub_id::{Charset, SubIdRule};
pub use template::{Position, Template, TemplatePart};

use super::ids::BackendId;
use super::web::{Domain, WebAddress};

/// One tracking system as a project uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backend {
    pub id: BackendId,
    pub preset: Preset,
    pub role: Role,
    pub method: Method,
    /// What the method writes as `name=value`, in this order.
    pub parameters: Vec<Parameter>,
    /// What to do when the destination has one of the parameters already.
    pub on_conflict: OnConflict,
    /// Further backends: labels are merged into this one's links, others give links of their own.
    pub also: Vec<BackendId>,
    /// Where it counts: destinations on these domains and below. Empty: everywhere.
    pub hosts: Vec<Domain>,
}

/// What a backend's parameters are good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Credits the partner; has links of its own.
    Tracker,
    /// Only labels a visit for analytics (utm): in `also:` its parameters join the tracker's link.
    Label,
}

/// Where a link carries the partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// In the destination's query: `destination?ref=acme`.
    Append,
    /// In the destination's fragment: `destination#a_aid=acme`.
    Fragment,
    /// In the destination's path: `destination/ref/acme/`; parameters join the query.
    PathSuffix { prefix: String, place: PathPlace },
    /// In the query of a redirect script, which gets the destination as a parameter.
    Redirect { base: WebAddress },
    /// In an address of any shape with placeholders.
    Template(Template),
    /// The backend makes the links; each partner has a list of them.
    Static,
    /// Nowhere: the backend knows the partner by domain, referrer or coupon.
    Bare,
}

/// Which pages a path suffix can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathPlace {
    /// Any page of the site: `/espresso/ref/acme/`.
    AnyPage,
    /// Only the front page, `/ref/acme`: the backend decides what is shown.
    FrontPage,
}

/// A key that is in the destination already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// Refuse the link: which of the two is right only the marketer knows.
    Refuse,
    /// The destination's stays, the backend's is left out.
    Keep,
    /// The backend's takes the place of the destination's.
    Replace,
}

/// One `name=value` of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: ParameterName,
    pub value: Value,
}

/// What a parameter holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Literal(String),
    Slot(Slot),
}

/// What a link is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The partner's id in this backend.
    Partner,
    /// The placement, within the backend's limits.
    SubId(SubIdRule),
    /// The creative's id; empty for placements other than banners.
    Creative,
    /// The program's id.
    Campaign,
    /// The language of the material: `pt-BR`.
    Locale,
    /// The partner's coupon.
    Coupon,
    /// The destination.
    Destination,
}

/// The name of a URL parameter: characters that stand in a query without escaping.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterName(String);

impl ParameterName {
    /// Reads a name; `None` when a character would need escaping (backends compare names byte by byte).
    pub fn parse(given: &str) -> Option<ParameterName> {
        let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~$:[]".contains(&byte);
        (!given.is_empty() && given.bytes().all(bare)).then(|| ParameterName(given.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ParameterName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The systems whose links are known; documents behind each are named in the table of recipes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    Ref,
    Utm,
    PostAffiliatePro,
    AffiliateWp,
    Template,
    Static,
}

impl Preset {
    pub const ALL: [Preset; 6] = [
        Preset::Ref,
        Preset::Utm,
        Preset::PostAffiliatePro,
        Preset::AffiliateWp,
        Preset::Template,
        Preset::Static,
    ];

    /// As written in `preset:`.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Ref => "ref",
            Preset::Utm => "utm",
            Preset::PostAffiliatePro => "post-affiliate-pro",
            Preset::AffiliateWp => "affiliatewp",
            Preset::Template => "template",
            Preset::Static => "static",
        }
    }

    /// The preset of this name.
    pub fn named(name: &str) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// The values that `style:` may have, the default first; empty when there is nothing to choose.
    pub fn styles(self) -> impl Iterator<Item = &'static str> {
        recipes::of(self).filter_map(|recipe| recipe.style)
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
