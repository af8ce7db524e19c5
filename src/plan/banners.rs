//! Which banners there are, where they stand, and what stands in for those that ended.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::banner::{PictureFormat, PixelSize, Scale, SizeChoice, SizeSet};
use crate::model::creative::{Creative, Layout};
use crate::model::ids::CreativeId;
use crate::model::locale::Locale;
use crate::model::media::Nature;
use crate::model::partner::Partner;

use super::Plan;
use super::address::{Addresses, BannerOwner};
use super::artifact::{Artifact, Kind, OutputPath};
use super::recipe::{BannerRecipe, Recipe};
use super::words::depends_on_partner;

/// A banner that a partner can use.
#[derive(Debug, Clone)]
pub struct BannerPlace {
    /// The banner whose address it is.
    pub creative: CreativeId,
    pub locale: Locale,
    pub size: PixelSize,
    pub format: PictureFormat,
    pub path: OutputPath,
    /// The path on the media domain: `b/spring/en/300x250.png`.
    pub below: String,
    /// The same with twice the pixels, if it is drawn so.
    pub sharp: Option<SharpPlace>,
}

/// A banner with twice the pixels.
#[derive(Debug, Clone)]
pub struct SharpPlace {
    pub path: OutputPath,
    /// The path on the media domain: `b/spring/en/300x250@2x.png`.
    pub below: String,
}

impl<'p> Plan<'p> {
    /// Whether the banner is drawn for each partner.
    pub fn is_personal(&self, creative: &Creative) -> bool {
        depends_on_partner(creative, self.project)
    }

    /// The layout that draws it: as declared, else by what there is to show.
    pub fn layout(&self, creative: &Creative) -> Layout {
        let nature = self.nature(creative);
        creative.layout.or(self.project.company.defaults.layout).unwrap_or(match nature {
            Some(Nature::Photo) => Layout::Photo,
            Some(_) => Layout::Split,
            None => Layout::Number,
        })
    }

    fn nature(&self, creative: &Creative) -> Option<Nature> {
        let picture = creative.picture.as_ref()?;
        self.project.pictures.get(&picture.value).map(|info| info.nature)
    }

    /// Its files' format, for ever: as released, as declared, else photographs as JPEG, flat
    /// colours as PNG.
    pub fn format(&self, creative: &Creative) -> PictureFormat {
        let released =
            self.project.released.as_ref().and_then(|lock| lock.creatives.get(&creative.id));
        let by_picture = match (self.layout(creative), self.nature(creative)) {
            (Layout::Number | Layout::Type, _)
            | (_, None | Some(Nature::Vector | Nature::CutOut)) => PictureFormat::Png,
            (_, Some(Nature::Photo)) => PictureFormat::Jpeg,
        };
        let moves = (!creative.frames.is_empty()).then_some(PictureFormat::Gif);
        let own = creative.format.or(moves);
        released.map(|released| released.format).or(own).unwrap_or(by_picture)
    }

    /// The sizes it comes in, each once, in the table's order for sets.
    pub fn banner_sizes(&self, creative: &Creative) -> Vec<PixelSize> {
        let default = [SizeChoice::Set(SizeSet::Default)];
        let company = &self.project.company.defaults.sizes;
        let choices = [creative.sizes.as_slice(), company.as_slice(), &default];
        let choices = choices.into_iter().find(|choices| !choices.is_empty()).unwrap_or(&default);
        let mut seen = BTreeSet::new();
        let sizes = choices.iter().flat_map(|choice| match choice {
            SizeChoice::Size(size) => vec![*size],
            SizeChoice::Set(set) => self.sizes.set(*set).map(|row| row.size).collect(),
        });
        sizes.chain(creative.files.keys().copied()).filter(|size| seen.insert(*size)).collect()
    }

    /// The most bytes one file of the banner may have. What its content says counts, and on sizes
    /// of social networks never more than those take.
    pub fn budget(&self, creative: &Creative, size: PixelSize) -> u64 {
        let of_size = self.sizes.max_bytes(size);
        let Some(own) = creative.budget.or(self.project.company.defaults.budget) else {
            return of_size;
        };
        let is_social = self.sizes.get(size).is_some_and(|row| row.social);
        if is_social { own.bytes().min(of_size) } else { own.bytes() }
    }

    /// What is drawn at the banner's addresses today: itself, or after its end its successor.
    pub fn shown<'c>(&'c self, creative: &'c Creative) -> &'c Creative {
        let mut shown = creative;
        let mut seen = BTreeSet::from([&creative.id]);
        while shown.has_ended(self.settings.as_of) {
            let Some(next) = self.successor(shown).filter(|next| seen.insert(&next.id)) else {
                break;
            };
            shown = next;
        }
        shown
    }

    fn successor(&self, creative: &Creative) -> Option<&'p Creative> {
        let creatives = &self.project.creatives;
        match &creative.replaced_by {
            Some(named) => creatives.get(&named.value),
            None => creatives.values().find(|other| other.evergreen && other.id != creative.id),
        }
    }

    /// The languages of a partner that a banner is drawn in.
    pub(super) fn banner_locales<'q>(
        &'q self,
        creative: &'q Creative,
        partner: &'q Partner,
    ) -> impl Iterator<Item = &'q Locale> {
        let included = creative.audience.includes(partner);
        partner.locales.iter().filter(move |locale| included && creative.audience.speaks(locale))
    }

    /// The banners that partners share: one for each language that one of them speaks.
    pub(super) fn shared_banners(&self) -> Vec<Artifact> {
        let creatives = self.project.creatives.values();
        creatives
            .filter(|creative| {
                creative.has_started(self.settings.as_of) && !self.is_personal(creative)
            })
            .flat_map(|creative| {
                let partners =
                    self.project.partners.values().filter(|it| it.status.has_addresses());
                let locales: BTreeSet<&Locale> =
                    partners.flat_map(|partner| self.banner_locales(creative, partner)).collect();
                locales.into_iter().flat_map(move |locale| self.banner_set(creative, locale, None))
            })
            .collect()
    }

    pub(super) fn personal_banners(&self, partner: &Partner) -> Vec<Artifact> {
        let creatives = self.project.creatives.values();
        creatives
            .filter(|creative| {
                creative.has_started(self.settings.as_of) && self.is_personal(creative)
            })
            .flat_map(|creative| {
                self.banner_locales(creative, partner)
                    .flat_map(move |locale| self.banner_set(creative, locale, Some(partner)))
            })
            .collect()
    }

    fn banner_set(
        &self,
        creative: &Creative,
        locale: &Locale,
        partner: Option<&Partner>,
    ) -> Vec<Artifact> {
        let format = self.format(creative);
        let owner =
            partner.map_or(BannerOwner::Shared, |partner| BannerOwner::Personal(&partner.id));
        let sizes = self.banner_sizes(creative).into_iter();
        sizes
            .flat_map(|size| scales(creative, size).map(move |scale| (size, scale)))
            .filter_map(|drawn| {
                let below = Addresses::banner_below(owner, &creative.id, locale, drawn, format);
                Some(Artifact {
                    path: self.addresses.media(&below)?,
                    kind: Kind::Banner,
                    partner: partner.map(|partner| partner.id.clone()),
                    recipe: Recipe::Banner(self.banner_recipe(creative, locale, partner, drawn)),
                })
            })
            .collect()
    }

    /// How a file of the banner is made: for `partner`, or for all.
    pub(super) fn banner_recipe(
        &self,
        creative: &Creative,
        locale: &Locale,
        partner: Option<&Partner>,
        (size, scale): (PixelSize, Scale),
    ) -> BannerRecipe {
        let shown = self.shown(creative);
        BannerRecipe {
            shown: shown.id.clone(),
            partner: partner.map(|partner| partner.id.clone()),
            locale: locale.clone(),
            size,
            scale,
            format: self.format(creative),
            notice: self.banner_notice(shown, locale, partner),
            budget: self.budget(creative, size),
        }
    }

    /// The banners that a partner is offered today, by creative.
    pub fn banners_for(&self, partner: &'p Partner) -> BTreeMap<&'p CreativeId, Vec<BannerPlace>> {
        let creatives = self.project.creatives.values();
        creatives
            .filter(|creative| creative.runs_on(self.settings.as_of))
            .map(|creative| (&creative.id, self.places(creative, partner)))
            .filter(|(_, places)| !places.is_empty())
            .collect()
    }

    pub(super) fn places(&self, creative: &'p Creative, partner: &'p Partner) -> Vec<BannerPlace> {
        let personal = self.is_personal(creative);
        let owner = if personal { BannerOwner::Personal(&partner.id) } else { BannerOwner::Shared };
        let format = self.format(creative);
        let sizes = self.banner_sizes(creative);
        let locales = self.banner_locales(creative, partner);
        locales
            .flat_map(|locale| sizes.iter().map(move |size| (locale, *size)))
            .filter_map(|(locale, size)| {
                let below = |scale| {
                    let drawn = (size, scale);
                    Addresses::banner_below(owner, &creative.id, locale, drawn, format)
                };
                let sharp = scales(creative, size).any(|scale| scale == Scale::Two);
                let sharp = sharp.then(|| below(Scale::Two)).and_then(|below| {
                    Some(SharpPlace { path: self.addresses.media(&below)?, below })
                });
                let below = below(Scale::One);
                Some(BannerPlace {
                    creative: creative.id.clone(),
                    locale: locale.clone(),
                    size,
                    format,
                    path: self.addresses.media(&below)?,
                    below,
                    sharp,
                })
            })
            .collect()
    }
}

/// The scales that a size is drawn at. Ready-made pictures have one.
fn scales(creative: &Creative, size: PixelSize) -> impl Iterator<Item = Scale> {
    let most = if creative.files.contains_key(&size) { Scale::One } else { creative.scale };
    most.up_to()
}
