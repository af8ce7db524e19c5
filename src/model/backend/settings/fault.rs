//! A setting that cannot be used.

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFault {
    pub key: SettingsKey,
    /// One sentence without a full stop: what is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Where in the file a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsKey {
    Param,
    Style,
    Base,
    Template,
    /// The entry of `values` with this name.
    Value(String),
    /// The entry of `rename` with this name.
    Rename(String),
    SubId,
    SubIdParam,
    SubIdMaxLength,
    SubIdCharset,
    /// A key of an entry of `sub_ids`, the entry counted from 0.
    SubIds(usize, &'static str),
    OwnSubId,
    Coupon,
    Also,
    /// The entry of `extra` with this key.
    Extra(String),
    /// The entry of `macros`, from 0.
    Macro(usize),
    Hosts,
    /// The entry of `hosts`, from 0.
    Host(usize),
    /// The entry of `forward`, from 0.
    Forward(usize),
    Impression,
    OnConflict,
}

impl SettingsKey {
    /// The keys that lead to it; an entry of a list by its number from 0. The last may be missing in the file.
    pub fn path(&self) -> Vec<String> {
        let path = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
        match self {
            SettingsKey::Param => path(&["param"]),
            SettingsKey::Style => path(&["style"]),
            SettingsKey::Base => path(&["base"]),
            SettingsKey::Template => path(&["template"]),
            SettingsKey::Value(name) => path(&["values", name]),
            SettingsKey::Rename(name) => path(&["rename", name]),
            SettingsKey::SubId => path(&["sub_id"]),
            SettingsKey::SubIdParam => path(&["sub_id", "param"]),
            SettingsKey::SubIdMaxLength => path(&["sub_id", "max_length"]),
            SettingsKey::SubIdCharset => path(&["sub_id", "charset"]),
            SettingsKey::SubIds(place, key) => path(&["sub_ids", &place.to_string(), key]),
            SettingsKey::OwnSubId => path(&["own_sub_id"]),
            SettingsKey::Coupon => path(&["coupon"]),
            SettingsKey::Also => path(&["also"]),
            SettingsKey::Extra(key) => path(&["extra", key]),
            SettingsKey::Macro(place) => path(&["macros", &place.to_string()]),
            SettingsKey::Hosts => path(&["hosts"]),
            SettingsKey::Host(place) => path(&["hosts", &place.to_string()]),
            SettingsKey::Forward(place) => path(&["forward", &place.to_string()]),
            SettingsKey::Impression => path(&["impression"]),
            SettingsKey::OnConflict => path(&["on_conflict"]),
        }
    }
}

pub(super) fn fault(
    key: SettingsKey,
    message: impl Into<String>,
    help: impl Into<String>,
) -> SettingsFault {
    SettingsFault { key, message: message.into(), help: help.into() }
}

pub(super) fn bad_name(key: SettingsKey, name: &str) -> SettingsFault {
    fault(
        key,
        format!("`{name}` cannot be the name of a URL parameter"),
        "use letters, digits and - . _ ~ only, such as `ref`",
    )
}

/// "`a`, `b`".
pub(super) fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
