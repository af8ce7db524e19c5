//! Presets: what is known of a system's links, as data.
//!
//! The files behind them (`src/load/presets/*.yaml`) write links in the language of `template:`, so that a new
//! system is a file and no code. Each says where its format was seen, and how sure that is.

use std::fmt;

use super::keys::PRESET_IDS;
use super::{ParameterName, Role, SubIdLimits};
use crate::model::shape::words;

/// The id of a preset, as written in `preset:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PresetId(&'static str);

impl PresetId {
    /// The ids there are, sorted.
    pub fn all() -> impl Iterator<Item = PresetId> {
        PRESET_IDS.iter().copied().map(PresetId)
    }

    /// The preset of this name.
    pub fn named(name: &str) -> Option<PresetId> {
        PresetId::all().find(|id| id.0 == name)
    }

    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for PresetId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

words! {
    /// What sort of system it is.
    pub enum SystemKind {
        /// No system at all: a parameter that a shop reads.
        Plain "plain",
        /// Runs the company's own programme.
        Software "software",
        /// Brings partners of its own.
        Network "network",
        /// Counts clicks for whoever buys them.
        Tracker "tracker",
        /// Only labels visits.
        Analytics "analytics",
        /// Leads to apps.
        Mobile "mobile",
    }
}

words! {
    /// How sure the format is.
    pub enum Certainty {
        /// The vendor's own page shows it.
        Verified "verified",
        /// Others' public code or guides show it; the vendor's page was not read.
        Documented "documented",
        /// Only a part of it was seen: the preset asks for the rest.
        PartlyKnown "partly-known",
        /// Nothing was found: the preset asks for the link as the system shows it.
        Unknown "unknown",
    }
}

/// One system.
#[derive(Debug, Clone)]
pub struct Preset {
    pub id: PresetId,
    /// As its vendor writes it.
    pub name: String,
    pub kind: SystemKind,
    pub certainty: Certainty,
    /// Where the format was seen: addresses, or what was read.
    pub sources: Vec<String>,
    /// What a marketer must know, in a sentence.
    pub note: Option<String>,
    pub role: Role,
    /// Whether it counts on the company's own domain only.
    pub same_domain: bool,
    /// Never empty; the first is the default.
    pub styles: Vec<Style>,
    /// What the links need from the company: `{advertiser}` in them.
    pub asks: Vec<Ask>,
    /// The sub-IDs it takes, the usual one first.
    pub sub_ids: Vec<KnownSubId>,
    /// Parameters that it adds on the way to the landing, and wants to see again at the shop.
    pub forward: Vec<ParameterName>,
    /// Address of the picture that counts views, as a template.
    pub impression: Option<String>,
}

/// One form of a system's links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// The value of `style:`; `None` where there is one form only.
    pub name: Option<String>,
    pub link: StyleLink,
}

/// What a style's links are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StyleLink {
    /// A template, with `{name}` for what the preset asks for.
    Known { template: String, front_page_only: bool },
    /// The project writes the template.
    Given,
    /// The system makes each link; they are stored with the partners.
    Minted,
}

/// Something that a preset's links need and only the company knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// As it stands in the template and in `values:`; `base` is the key `base:`.
    pub name: String,
    pub meaning: String,
    pub example: String,
}

/// A sub-ID that a system takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSubId {
    pub param: String,
    pub limits: SubIdLimits,
}

impl Preset {
    /// The values that `style:` may have, the default first; empty when there is nothing to choose.
    pub fn style_names(&self) -> impl Iterator<Item = &str> {
        self.styles.iter().filter_map(|style| style.name.as_deref())
    }

    /// The limits of the sub-ID in the parameter `param`, where they are known.
    pub fn limits_of(&self, param: &str) -> SubIdLimits {
        let known = self.sub_ids.iter().find(|known| known.param == param);
        known.map_or(SubIdLimits::default(), |known| known.limits)
    }

    /// The usual sub-ID's limits.
    pub fn usual_limits(&self) -> SubIdLimits {
        self.sub_ids.first().map_or(SubIdLimits::default(), |known| known.limits)
    }
}
