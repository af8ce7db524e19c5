//! Banners as bundles for advertising networks: which there are for a partner.

use crate::model::banner::{PictureFormat, PixelSize, Scale};
use crate::model::creative::{Creative, Network};
use crate::model::partner::Partner;

use super::artifact::OutputPath;
use super::recipe::{BannerRecipe, Html5Recipe, Recipe};
use super::{BannerPlace, Kind, Plan};

/// A bundle of a partner's.
#[derive(Debug, Clone)]
pub struct BundlePlace {
    pub network: Network,
    pub size: PixelSize,
    /// On the portal.
    pub path: OutputPath,
    /// In the kit, and below the partner's folder: `html5/google/spring.en-300x250.zip`.
    pub below: String,
    pub recipe: Html5Recipe,
}

impl<'p> Plan<'p> {
    /// The partner's bundles: of each banner that asks for them, in the sizes that the network takes. A ready-made picture has no markup
    /// to bundle.
    pub fn bundles_for(&self, partner: &'p Partner) -> Vec<BundlePlace> {
        let creatives = self.project.creatives.values();
        let bundled = creatives
            .filter(|creative| !creative.html5.is_empty() && creative.runs_on(self.settings.as_of));
        bundled
            .flat_map(|creative| {
                let places = self.places(creative, partner);
                let bundle = |network: &Network| {
                    let bundles =
                        places.iter().map(|it| self.bundle(partner, *network, creative, it));
                    bundles.flatten().collect::<Vec<_>>()
                };
                creative.html5.iter().flat_map(bundle).collect::<Vec<_>>()
            })
            .collect()
    }

    fn bundle(
        &self,
        partner: &'p Partner,
        network: Network,
        creative: &Creative,
        place: &BannerPlace,
    ) -> Option<BundlePlace> {
        let is_taken = self.sizes.set(network.sizes()).any(|row| row.size == place.size);
        if !is_taken || creative.files.contains_key(&place.size) {
            return None;
        }
        let owner = Some(partner).filter(|_| self.is_personal(creative));
        let drawn = (place.size, Scale::One);
        let banner = self.banner_recipe(creative, &place.locale, owner, drawn);
        let below =
            format!("html5/{}/{}.{}-{}.zip", network.word(), creative.id, place.locale, place.size);
        Some(BundlePlace {
            network,
            size: place.size,
            path: self.addresses.partner_file(&partner.id, &below)?,
            below,
            recipe: Html5Recipe {
                network,
                partner: partner.id.clone(),
                creative: creative.id.clone(),
                banner: BannerRecipe { format: allowed(banner.format), ..banner },
            },
        })
    }

    pub(super) fn bundles(&self, partner: &'p Partner) -> Vec<(String, Kind, Recipe)> {
        let bundles = self.bundles_for(partner).into_iter();
        let file = |it: BundlePlace| (it.path.to_string(), Kind::Html5, Recipe::Html5(it.recipe));
        bundles.map(file).collect()
    }
}

/// Networks take no WebP.
fn allowed(format: PictureFormat) -> PictureFormat {
    match format {
        PictureFormat::Webp => PictureFormat::Jpeg,
        other => other,
    }
}
