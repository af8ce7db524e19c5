//! Contact sheets: which there are, and which banners they show.

use crate::model::creative::Creative;
use crate::model::locale::Locale;
use crate::model::partner::Partner;

use super::artifact::Kind;
use super::recipe::{Recipe, SheetForm};
use super::{BannerPlace, Plan};

impl<'p> Plan<'p> {
    /// The sheets that are made of shared banners (`None`) or of a partner's own. A banner in a
    /// language has one sheet, as its first partner sees it.
    pub(super) fn sheets(&self, owner: Option<&Partner>) -> Vec<(String, Kind, Recipe)> {
        if !self.settings.sheets {
            return Vec::new();
        }
        let mut sheets = Vec::new();
        for creative in self.project.creatives.values() {
            for locale in self.sheet_locales(creative, owner) {
                for (form, ending) in [(SheetForm::Html, "html"), (SheetForm::Png, "png")] {
                    let path = format!("sheets/{}.{locale}.{ending}", creative.id);
                    let recipe = Recipe::Sheet {
                        creative: creative.id.clone(),
                        locale: locale.clone(),
                        form,
                    };
                    sheets.push((path, Kind::Sheet, recipe));
                }
            }
        }
        sheets
    }

    fn sheet_locales(&self, creative: &Creative, owner: Option<&Partner>) -> Vec<&'p Locale> {
        if self.is_personal(creative) != owner.is_some() {
            return Vec::new();
        }
        let belongs = |locale: &&Locale| match (self.sheet_partner(creative, locale), owner) {
            (Some(first), Some(owner)) => first.id == owner.id,
            (first, None) => first.is_some(),
            (None, Some(_)) => false,
        };
        self.spoken_locales().into_iter().filter(belongs).collect()
    }

    /// The banners on a sheet.
    pub fn sheet_banners(&self, creative: &Creative, locale: &Locale) -> Vec<BannerPlace> {
        let partner = self.sheet_partner(creative, locale);
        let places = partner.and_then(|partner| self.banners_for(partner).remove(&creative.id));
        places.unwrap_or_default().into_iter().filter(|place| place.locale == *locale).collect()
    }

    /// The first partner who is offered the banner in this language.
    fn sheet_partner(&self, creative: &Creative, locale: &Locale) -> Option<&'p Partner> {
        let runs = creative.runs_on(self.settings.as_of) && creative.audience.speaks(locale);
        self.active().find(|partner| {
            runs && partner.locales.contains(locale) && creative.audience.includes(partner)
        })
    }
}
