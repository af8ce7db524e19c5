//! Backends ("tracking systems"): how a link must look so that one of them counts it.
//!
//! A backend is data: a method, parameters in order, limits. Presets are data files in the language of
//! `template:`; links themselves are built in `tracking`. Nothing here knows of partners or files.

mod keys;
mod parameter;
mod partner;
mod preset;
mod settings;
mod sub_id;
mod template;

pub use keys::{ASK, BACKEND, KNOWN_SUB_ID, PRESET, SUB_ID, SUB_ID_SLOT};
pub use parameter::{Parameter, ParameterName};
pub use partner::{MintedLinks, OwnSubId, PartnerReference};
pub use preset::{Ask, Certainty, KnownSubId, Preset, PresetId, Style, StyleLink, SystemKind};
pub use settings::{BackendSettings, SettingsFault, SettingsKey, SubIdSettings, SubIdSlot};
pub use sub_id::{Charset, SubIdLimits, SubIdRule, SubIdSource};
pub use template::{Additions, DestinationForm, Part, PathSuffix, Piece, Position, Slot, Template};

use super::ids::BackendId;
use super::web::Domain;

/// One tracking system as a project uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backend {
    pub id: BackendId,
    pub preset: PresetId,
    pub role: Role,
    pub method: Method,
    /// What to do when the destination has one of the parameters already.
    pub on_conflict: OnConflict,
    /// Further backends: labels are merged into this one's links, others give links of their own.
    pub also: Vec<BackendId>,
    /// Where it counts: destinations on these domains and below. Empty: everywhere.
    pub hosts: Vec<Domain>,
    /// Whether it is known to count on the company's own domain only.
    pub same_domain: bool,
    /// The parameter that partners may fill as they like.
    pub own_sub_id: Option<ParameterName>,
    /// What it keeps of that.
    pub own_limits: SubIdLimits,
    /// Incoming parameters that a landing hands on to its buttons.
    pub forward: Vec<ParameterName>,
    /// Address of the picture that counts views.
    pub impression: Option<Template>,
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
    /// In the destination itself: its path, query or fragment. With nothing to add the backend knows the partner by
    /// domain, referrer or coupon.
    Destination(Additions),
    /// In an address of the backend's own, with slots.
    Address(Template),
    /// The backend makes the links; each partner has a list of them.
    Minted,
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
