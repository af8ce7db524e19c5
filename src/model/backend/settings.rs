//! What `backends/<id>.yaml` says, as it was typed.

mod build;
mod fault;
mod link_text;
mod method;

pub use fault::{SettingsFault, SettingsKey};

use super::SubIdSource;
use crate::model::ids::BackendId;

/// The settings of a backend as they were typed; absent keys are `None` or empty.
#[derive(Debug, Clone, Default)]
pub struct BackendSettings {
    /// Another name for the parameter (or path segment) that carries the partner.
    pub param: Option<String>,
    pub style: Option<String>,
    /// Address of the redirect script.
    pub base: Option<String>,
    pub template: Option<String>,
    /// What the preset asks for.
    pub values: Vec<(String, String)>,
    /// Other names for the system's parameters: its own, then this project's.
    pub rename: Vec<(String, String)>,
    pub sub_id: Option<SubIdSettings>,
    /// Further sub-IDs.
    pub sub_ids: Vec<SubIdSlot>,
    /// The parameter that partners may fill as they like.
    pub own_sub_id: Option<String>,
    /// The parameter of the coupon, for partners who have one.
    pub coupon: Option<String>,
    pub also: Vec<BackendId>,
    /// Fixed parameters, in order.
    pub extra: Vec<(String, String)>,
    /// Placeholders that ad networks fill in, without braces.
    pub macros: Vec<String>,
    pub hosts: Vec<String>,
    /// Incoming parameters that a landing hands on.
    pub forward: Vec<String>,
    /// Address of the picture that counts views.
    pub impression: Option<String>,
    /// `error` (default), `keep` or `replace`.
    pub on_conflict: Option<String>,
}

/// `sub_id: {param, max_length, charset}`.
#[derive(Debug, Clone, Default)]
pub struct SubIdSettings {
    pub param: Option<String>,
    pub max_length: Option<usize>,
    pub charset: Option<String>,
}

/// An entry of `sub_ids:`.
#[derive(Debug, Clone)]
pub struct SubIdSlot {
    pub from: SubIdSource,
    /// Its `param` is always given.
    pub settings: SubIdSettings,
}
