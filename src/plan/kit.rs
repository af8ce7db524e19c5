//! What lies in a partner's kit, and what other artifacts are made of.

use crate::model::partner::Partner;
use crate::model::picture::PicturePath;

use super::Plan;
use super::artifact::{Artifact, OutputPath};
use super::recipe::{KitContent, KitPart, MailForm, NoticeForm, QrForm, Recipe};

impl<'p> Plan<'p> {
    /// The files of the kit, without the check sums; sorted by path.
    pub fn kit_parts(&self, partner: &'p Partner) -> Vec<KitPart> {
        let id = &partner.id;
        let mut parts = vec![
            made("README.html", Recipe::KitReadme { partner: id.clone() }),
            made("links.csv", Recipe::LinksCsv { partner: Some(id.clone()) }),
        ];
        for (creative, places) in self.banners_for(partner) {
            for place in &places {
                let content = KitContent::Artifact(place.path.clone());
                parts.push(KitPart { path: format!("banners/{}", place.below), content });
                parts.extend(place.sharp.as_ref().map(|sharp| KitPart {
                    path: format!("banners/{}", sharp.below),
                    content: KitContent::Artifact(sharp.path.clone()),
                }));
            }
            for locale in &partner.locales {
                if places.iter().any(|place| place.locale == *locale) {
                    let recipe = Recipe::Snippets {
                        partner: id.clone(),
                        creative: creative.clone(),
                        locale: locale.clone(),
                    };
                    parts.push(made(&format!("snippets/{creative}.{locale}.html"), recipe));
                }
            }
        }
        parts.extend(self.bundles_for(partner).into_iter().map(|bundle| KitPart {
            path: bundle.below,
            content: KitContent::Artifact(bundle.path),
        }));
        for place in self.mail_places(partner) {
            for form in [MailForm::Html, MailForm::Text, MailForm::Eml] {
                let path =
                    format!("emails/{}.{}/generic.{}", place.email.id, place.locale, form.ending());
                let of = self.addresses.mail(id, &place.email.id, &place.locale, form.ending());
                parts.extend(of.map(|of| KitPart { path, content: KitContent::Artifact(of) }));
            }
        }
        for place in self.text_places(partner) {
            for (markdown, ending) in [(false, "txt"), (true, "md")] {
                let recipe = Recipe::AdText {
                    partner: id.clone(),
                    text: place.text.id.clone(),
                    locale: place.locale.clone(),
                    markdown,
                };
                parts.push(made(
                    &format!("texts/{}.{}.{ending}", place.text.id, place.locale),
                    recipe,
                ));
            }
        }
        for place in self.landing_places(partner) {
            let first = partner.locales.first() == Some(&place.locale);
            let suffix = if first {
                String::new()
            } else {
                format!("_{}", place.locale.as_str().to_lowercase())
            };
            for (form, ending) in [(QrForm::Svg, "svg"), (QrForm::Png, "png")] {
                let recipe = Recipe::Qr {
                    partner: id.clone(),
                    landing: place.landing.id.clone(),
                    locale: place.locale.clone(),
                    form,
                };
                parts.push(made(&format!("qr/qr-{}{suffix}.{ending}", place.landing.id), recipe));
            }
        }
        for (name, path) in self.brand_files(partner) {
            parts.push(made(&format!("brand/{name}"), Recipe::ContentFile { path }));
        }
        for document in self.documents_for(partner) {
            for (index, locale) in partner.locales.iter().enumerate() {
                let recipe = Recipe::Document {
                    partner: id.clone(),
                    document: document.id.clone(),
                    locale: locale.clone(),
                };
                let suffix = if index == 0 { String::new() } else { format!(".{locale}") };
                parts.push(made(&format!("documents/{}{suffix}.html", document.id), recipe));
            }
        }
        parts.extend(self.printed_parts(partner));
        parts.sort_by(|one, two| one.path.cmp(&two.path));
        parts.dedup_by(|one, two| one.path == two.path);
        parts
    }

    /// Logos and product pictures that partners may use in their own work.
    pub fn brand_files(&self, partner: &Partner) -> Vec<(String, PicturePath)> {
        let brand = &self.project.company.brand;
        let logos = [&brand.logo, &brand.logo_dark, &brand.icon].into_iter().flatten();
        let pictures =
            self.products_for(partner).into_iter().filter_map(|product| product.picture.as_ref());
        let mut files: Vec<(String, PicturePath)> = logos
            .chain(pictures)
            .map(|file| {
                let name = file.value.as_str().rsplit('/').next().unwrap_or(file.value.as_str());
                (name.to_owned(), file.value.clone())
            })
            .collect();
        files.sort();
        files.dedup_by(|one, two| one.0 == two.0);
        files
    }

    /// The artifacts whose bytes or sizes go into `artifact`.
    pub fn needs(&self, artifact: &Artifact) -> Vec<OutputPath> {
        match &artifact.recipe {
            Recipe::Copy { of } => vec![of.clone()],
            Recipe::Mail { partner, email, locale, form } => {
                let made_of: &[MailForm] = match form {
                    MailForm::Mjml | MailForm::Text => &[],
                    MailForm::Html => &[MailForm::Mjml],
                    MailForm::Eml => &[MailForm::Text, MailForm::Html],
                };
                let path = |it: &MailForm| self.addresses.mail(partner, email, locale, it.ending());
                made_of.iter().filter_map(path).collect()
            }
            Recipe::Notice { partner, form: NoticeForm::Eml } => {
                let parts = [NoticeForm::Text, NoticeForm::Html].into_iter();
                parts.filter_map(|it| self.addresses.notice(partner, it.ending())).collect()
            }
            Recipe::Kit { partner } => self.kit_needs(partner),
            Recipe::PartnerPage { partner, .. } => {
                let mut needs = self.kit_needs(partner);
                needs.extend(self.addresses.kit(partner));
                needs
            }
            Recipe::Sheet { creative, locale, .. } => {
                let creative = self.project.creatives.get(creative);
                let places = creative.map(|creative| self.sheet_banners(creative, locale));
                places.unwrap_or_default().into_iter().map(|place| place.path).collect()
            }
            _ => Vec::new(),
        }
    }

    fn kit_needs(&self, partner: &crate::model::ids::PartnerId) -> Vec<OutputPath> {
        let Some(partner) = self.project.partners.get(partner) else { return Vec::new() };
        let parts = self.kit_parts(partner).into_iter();
        parts
            .filter_map(|part| match part.content {
                KitContent::Artifact(path) => Some(path),
                KitContent::Made(_) => None,
            })
            .collect()
    }
}

fn made(path: &str, recipe: Recipe) -> KitPart {
    KitPart { path: path.to_owned(), content: KitContent::Made(recipe) }
}
