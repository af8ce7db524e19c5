//! What of the content an artifact can be made of, so that a change elsewhere leaves it alone.
//!
//! Written the careful way: whatever is not ruled out here counts. That nothing is ruled out
//! wrongly is what `tests/suite/random_edits.rs` is for.

use crate::model::ids::PartnerId;

use super::artifact::{Artifact, Scope};
use super::recipe::Recipe;

/// Folders of `content/` that not every artifact is made of. All other files count for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Creatives,
    Documents,
    Emails,
    Images,
    Landings,
    Texts,
}

impl Part {
    pub const ALL: [Part; 6] =
        [Part::Creatives, Part::Documents, Part::Emails, Part::Images, Part::Landings, Part::Texts];

    /// The folder's name below `content/`, and below a theme for its own materials.
    pub fn folder(self) -> &'static str {
        match self {
            Part::Creatives => "creatives",
            Part::Documents => "documents",
            Part::Emails => "emails",
            Part::Images => "images",
            Part::Landings => "landings",
            Part::Texts => "texts",
        }
    }
}

/// Which partners' rows and files an artifact can be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Partners {
    None,
    One(PartnerId),
    All,
}

/// What an artifact, or all of a scope, can be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// What it is not made of.
    pub apart_from: &'static [Part],
    pub partners: Partners,
}

impl Artifact {
    pub fn basis(&self) -> Basis {
        let partners = match (&self.partner, &self.recipe) {
            // Which partner a sheet shows depends on who comes first.
            (_, Recipe::Sheet { .. }) => Partners::All,
            (Some(partner), _) => Partners::One(partner.clone()),
            (None, recipe) if has_no_partner(recipe) => Partners::None,
            (None, _) => Partners::All,
        };
        Basis { apart_from: apart_from(&self.recipe), partners }
    }
}

impl Scope {
    /// What decides which artifacts it has and how they look, where `sheets` are not made: those
    /// depend on other scopes.
    pub fn basis(&self) -> Basis {
        let partners = match self {
            Scope::Shared => Partners::All,
            Scope::Partner(partner) => Partners::One(partner.clone()),
        };
        Basis { apart_from: &[], partners }
    }
}

fn has_no_partner(recipe: &Recipe) -> bool {
    match recipe {
        Recipe::Banner(banner) => banner.partner.is_none(),
        Recipe::Card(card) => card.partner.is_none(),
        Recipe::Picture(_)
        | Recipe::Icon(_)
        | Recipe::WebManifest { .. }
        | Recipe::SmallFont(_)
        | Recipe::ThemeFile { .. }
        | Recipe::ContentFile { .. } => true,
        _ => false,
    }
}

fn apart_from(recipe: &Recipe) -> &'static [Part] {
    use Part::{Creatives, Documents, Emails, Images, Landings, Texts};
    match recipe {
        Recipe::Landing { .. } | Recipe::Thanks { .. } => &[Creatives, Documents, Emails, Texts],
        Recipe::Mail { .. } => &[Creatives, Documents, Texts],
        Recipe::Notice { .. } => &[Creatives, Documents, Emails, Landings, Texts],
        Recipe::Print(_) => &[Creatives, Emails, Landings, Texts],
        Recipe::Banner(_) => &[Documents, Emails, Landings, Texts],
        Recipe::Picture(_) | Recipe::Icon(_) | Recipe::WebManifest { .. } => {
            &[Creatives, Documents, Emails, Landings, Texts]
        }
        Recipe::Card(_) => &[Creatives, Documents, Emails, Texts],
        Recipe::Qr { .. } => &[Creatives, Documents, Emails, Images, Texts],
        Recipe::ThemeFile { .. } | Recipe::SmallFont(_) => &Part::ALL,
        _ => &[],
    }
}
