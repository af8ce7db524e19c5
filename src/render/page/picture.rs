//! Pictures as templates see them, from the files that the plan makes of them.

use crate::model::banner::PictureFormat;
use crate::model::landing::LandingText;
use crate::model::material::Landing;
use crate::model::partner::Partner;
use crate::model::picture::PicturePath;
use crate::plan::{CARD_SIZE, PictureUse, Profile};

use super::context::{Picture, PictureSource};
use super::draft::Draft;

impl<'p> Draft<'_, 'p> {
    /// A picture that lies below `folder`; `None` if it could not be read.
    pub fn picture(
        &self,
        folder: &str,
        source: &PicturePath,
        profile: Profile,
        alt: String,
    ) -> Option<Picture> {
        let plan = self.pages.plan;
        let variants = plan.variants(folder, &PictureUse { source: source.clone(), profile });
        let kind = if plan.picture_info(source)?.filled { "photo" } else { "drawing" };
        // The last format is the one that every browser knows; its widest is the fallback.
        let last = variants.last()?;
        let mut sources: Vec<PictureSource> = Vec::new();
        for variant in &variants {
            let Some(media_type) = variant.format.map(PictureFormat::media_type) else { continue };
            let candidate = format!("{} {}w", self.href(&variant.path), variant.width);
            match sources.last_mut().filter(|source| source.media_type == media_type) {
                Some(source) => {
                    source.srcset.push_str(", ");
                    source.srcset.push_str(&candidate);
                }
                None => sources.push(PictureSource { media_type, srcset: candidate }),
            }
        }
        let sizes = plan
            .profile(profile)
            .filter(|_| !sources.is_empty())
            .map(|profile| profile.sizes.clone());
        Some(Picture {
            kind,
            src: self.href(&last.path),
            width: last.width,
            height: last.height,
            alt,
            sizes: sizes
                .filter(|sizes| !sizes.is_empty())
                .map(|sizes| sizes.replace("{aspect}", &aspect(last.width, last.height))),
            sources,
        })
    }

    /// The landing's card for previews on other sites, by its whole address; `None` where the theme draws none.
    pub fn card(
        &self,
        partner: &'p Partner,
        landing: &Landing,
        text: &LandingText,
    ) -> Option<Picture> {
        let card = self.pages.plan.card(partner, landing, self.words.locale)?;
        Some(Picture {
            kind: "photo",
            src: self.pages.plan.addresses.url(&card.path),
            width: CARD_SIZE.width,
            height: CARD_SIZE.height,
            alt: self.plain(&text.hero.headline),
            sizes: None,
            sources: Vec::new(),
        })
    }
}

/// Width by height, as CSS calculates with it.
fn aspect(width: u32, height: u32) -> String {
    format!("{:.2}", f64::from(width) / f64::from(height.max(1)))
}
