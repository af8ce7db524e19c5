//! The presets as a table: what each system's links are made of.
//!
//! Every row names the vendor's page that shows the format. What no page shows is not here: such systems are served
//! by `template` and `static`, which ask for what they need.

use super::{PathPlace, Preset, Role};

/// One preset, or one style of it.
pub(super) struct Recipe {
    pub preset: Preset,
    /// The value of `style:`; the first row of a preset is its default.
    pub style: Option<&'static str>,
    pub role: Role,
    pub shape: Shape,
    /// In the order of the link.
    pub parameters: &'static [(&'static str, Fill)],
}

/// A method whose details come from the settings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Append,
    Fragment,
    PathSuffix { prefix: &'static str, place: PathPlace },
    Redirect,
    Template,
    Static,
    Bare,
}

/// What a parameter of a recipe is filled with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    Partner,
    Campaign,
    /// The placement, in at most so many characters of the usual set.
    SubId {
        max_length: usize,
    },
    Destination,
    Literal(&'static str),
}

/// A length that every system seen takes where none is documented.
pub(super) const USUAL_LENGTH: usize = 100;

const ANY_LENGTH: Fill = Fill::SubId { max_length: USUAL_LENGTH };

/// The rows of `preset`, its default style first.
pub(super) fn of(preset: Preset) -> impl Iterator<Item = &'static Recipe> {
    RECIPES.iter().filter(move |recipe| recipe.preset == preset)
}

const RECIPES: &[Recipe] = &[
    // The plain form that most systems and hand-made programmes share.
    Recipe {
        preset: Preset::Ref,
        style: None,
        role: Role::Tracker,
        shape: Shape::Append,
        parameters: &[("ref", Fill::Partner)],
    },
    // support.google.com/analytics/answer/10917952
    Recipe {
        preset: Preset::Utm,
        style: None,
        role: Role::Label,
        shape: Shape::Append,
        parameters: &[
            ("utm_source", Fill::Partner),
            ("utm_medium", Fill::Literal("affiliate")),
            ("utm_campaign", Fill::Campaign),
            ("utm_content", ANY_LENGTH),
        ],
    },
    // Post Affiliate Pro: support.qualityunit.com/077408 (styles), /438945 (sub-IDs), /863196 (deep links). `a_bid` is
    // left to `extra`: it is the number of a banner made in the panel. `chan` too: it must exist there.
    Recipe {
        preset: Preset::PostAffiliatePro,
        style: Some("query"),
        role: Role::Tracker,
        shape: Shape::Append,
        parameters: &[("a_aid", Fill::Partner), ("data1", ANY_LENGTH)],
    },
    Recipe {
        preset: Preset::PostAffiliatePro,
        style: Some("anchor"),
        role: Role::Tracker,
        shape: Shape::Fragment,
        parameters: &[("a_aid", Fill::Partner), ("data1", ANY_LENGTH)],
    },
    Recipe {
        preset: Preset::PostAffiliatePro,
        style: Some("rewrite"),
        role: Role::Tracker,
        shape: Shape::PathSuffix { prefix: "ref", place: PathPlace::FrontPage },
        parameters: &[],
    },
    Recipe {
        preset: Preset::PostAffiliatePro,
        style: Some("redirect"),
        role: Role::Tracker,
        shape: Shape::Redirect,
        parameters: &[
            ("a_aid", Fill::Partner),
            ("data1", ANY_LENGTH),
            ("desturl", Fill::Destination),
        ],
    },
    Recipe {
        preset: Preset::PostAffiliatePro,
        style: Some("direct"),
        role: Role::Tracker,
        shape: Shape::Bare,
        parameters: &[],
    },
    // AffiliateWP: affiliatewp.com/docs/affiliate_referral_url, docs.affiliatewp.com/article/1660. Campaigns of more than 30
    // characters are cut in its table of referrals.
    Recipe {
        preset: Preset::AffiliateWp,
        style: Some("query"),
        role: Role::Tracker,
        shape: Shape::Append,
        parameters: &[("ref", Fill::Partner), ("campaign", Fill::SubId { max_length: 30 })],
    },
    Recipe {
        preset: Preset::AffiliateWp,
        style: Some("pretty"),
        role: Role::Tracker,
        shape: Shape::PathSuffix { prefix: "ref", place: PathPlace::AnyPage },
        parameters: &[("campaign", Fill::SubId { max_length: 30 })],
    },
    Recipe {
        preset: Preset::Template,
        style: None,
        role: Role::Tracker,
        shape: Shape::Template,
        parameters: &[],
    },
    Recipe {
        preset: Preset::Static,
        style: None,
        role: Role::Tracker,
        shape: Shape::Static,
        parameters: &[],
    },
];
