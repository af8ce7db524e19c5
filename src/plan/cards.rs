//! The pictures that social networks show for a landing: which there are, and where they lie.
//!
//! A card is shared by all partners of a site unless its headline means something else for another partner.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::banner::{PictureFormat, PixelSize};
use crate::model::ids::LandingId;
use crate::model::landing::LandingText;
use crate::model::locale::Locale;
use crate::model::material::Landing;
use crate::model::media::Nature;
use crate::model::partner::Partner;

use super::Plan;
use super::artifact::{Artifact, Kind, OutputPath};
use super::recipe::{CardRecipe, Recipe};
use super::words::{differs_by_partner, is_fixed};

/// What networks ask for: ogp.me, developers.facebook.com/docs/sharing/webmasters/images.
pub const CARD_SIZE: PixelSize = PixelSize::new(1200, 630);

/// Part of every card's name: to be raised when cards are drawn differently.
const ENGINE: &str = "cards-1";

/// A landing's card and where it lies.
#[derive(Debug, Clone)]
pub struct Card {
    pub path: OutputPath,
    pub recipe: CardRecipe,
}

/// What a card shows, and in which language.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shown<'p> {
    variant: Option<&'p LandingId>,
    locale: Locale,
}

impl<'p> Plan<'p> {
    /// The card of one of the partner's landings; `None` where the theme draws none.
    pub fn card(&self, partner: &Partner, landing: &Landing, locale: &Locale) -> Option<Card> {
        let shown = shown(partner, landing, locale);
        let personal = self.is_personal_card(landing, &shown)?;
        let owner = Some(partner).filter(|_| personal);
        if personal || partner.domain.is_some() {
            self.card_below(&self.addresses.landing_root(partner), landing, &shown, owner)
        } else {
            self.shared_card(landing, &shown)
        }
    }

    fn is_personal_card(&self, landing: &Landing, shown: &Shown) -> Option<bool> {
        let text = self.card_text(landing, shown.variant, &shown.locale)?;
        Some(differs_by_partner([&text.hero.headline], self.project))
    }

    /// What the card of a landing says.
    pub fn card_text<'l>(
        &self,
        landing: &'l Landing,
        variant: Option<&LandingId>,
        locale: &Locale,
    ) -> Option<&'l LandingText> {
        let own = landing.variants.iter().find(|it| Some(&it.id) == variant);
        Some(own.unwrap_or(landing).version(locale, self.default_locale())?.value)
    }

    /// The one for all partners on the shared domain.
    fn shared_card(&self, landing: &Landing, shown: &Shown) -> Option<Card> {
        let root = format!("sites/{}", self.project.company.landing_domain);
        self.card_below(&root, landing, shown, None)
    }

    pub(super) fn shared_cards(&self) -> Vec<Artifact> {
        let cards = self.project.landings.values().flat_map(|landing| {
            let readers = self
                .active()
                .filter(|partner| partner.domain.is_none() && landing.audience.includes(partner));
            let cards: BTreeSet<Shown> = readers
                .flat_map(|partner| partner.locales.iter().map(move |locale| (partner, locale)))
                .filter(|(_, locale)| landing.audience.speaks(locale))
                .map(|(partner, locale)| shown(partner, landing, locale))
                .collect();
            let shared =
                cards.into_iter().filter(|it| self.is_personal_card(landing, it) == Some(false));
            shared.filter_map(|it| self.shared_card(landing, &it))
        });
        cards.map(|card| artifact(card, None)).collect()
    }

    /// Those that are the partner's own: personal ones, and all on a domain of their own.
    pub(super) fn own_cards(&self, partner: &'p Partner) -> Vec<Artifact> {
        let places = self.landing_places(partner).into_iter();
        let cards = places.filter_map(|place| self.card(partner, place.landing, &place.locale));
        let own = cards.filter(|card| partner.domain.is_some() || card.recipe.partner.is_some());
        let by_path: BTreeMap<OutputPath, Card> =
            own.map(|card| (card.path.clone(), card)).collect();
        by_path.into_values().map(|card| artifact(card, Some(partner))).collect()
    }

    fn card_below(
        &self,
        root: &str,
        landing: &Landing,
        Shown { variant, locale }: &Shown,
        owner: Option<&Partner>,
    ) -> Option<Card> {
        let text = self.card_text(landing, *variant, locale)?;
        let fingerprint = self.card_fingerprint(text, locale, owner)?;
        let picture = text.hero.picture.as_ref().and_then(|it| self.picture_info(&it.value));
        let is_photo = picture.is_some_and(|info| info.nature == Nature::Photo);
        let format = if is_photo { PictureFormat::Jpeg } else { PictureFormat::Png };
        // What placeholders stand for is no part of the name: such a card is not kept for good.
        let folder = if is_fixed(&text.hero.headline) { "pictures" } else { "cards" };
        let id = variant.unwrap_or(&landing.id);
        let name = format!("card-{id}.{locale}-{fingerprint}.{}", format.extension());
        Some(Card {
            path: OutputPath::new(format!("{root}/{folder}/{name}"))?,
            recipe: CardRecipe {
                landing: landing.id.clone(),
                variant: variant.cloned(),
                partner: owner.map(|partner| partner.id.clone()),
                locale: locale.clone(),
                format,
            },
        })
    }

    /// Of all that a card shows, but for what placeholders stand for.
    fn card_fingerprint(
        &self,
        text: &LandingText,
        locale: &Locale,
        owner: Option<&Partner>,
    ) -> Option<String> {
        let brand = &self.project.company.brand;
        let accent = owner.and_then(|partner| partner.brand.color).or(brand.accent);
        let mut hasher = blake3::Hasher::new();
        let focus = text.hero.focus;
        let said = [
            ENGINE.to_owned(),
            self.theme.card.clone()?,
            self.assets_fingerprint.clone(),
            locale.to_string(),
            text.hero.headline.text.clone(),
            self.project.company.name.clone(),
            brand.primary.to_string(),
            accent.map(|accent| accent.to_string()).unwrap_or_default(),
            format!("{} {}", focus.x, focus.y),
        ];
        for text in &said {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        for picture in [&text.hero.picture, &brand.logo, &brand.logo_dark] {
            let info = picture.as_ref().and_then(|it| self.picture_info(&it.value));
            hasher.update(&info.map_or([0; 32], |info| info.hash));
        }
        Some(hasher.finalize().to_hex()[..10].to_owned())
    }
}

fn shown<'l>(partner: &Partner, landing: &'l Landing, locale: &Locale) -> Shown<'l> {
    let variant = landing.variant_for(partner, locale).map(|variant| &variant.id);
    Shown { variant, locale: locale.clone() }
}

fn artifact(Card { path, recipe }: Card, partner: Option<&Partner>) -> Artifact {
    let partner = partner.map(|partner| partner.id.clone());
    Artifact { path, kind: Kind::Picture, partner, recipe: Recipe::Card(recipe) }
}
