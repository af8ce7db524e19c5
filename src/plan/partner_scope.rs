//! What belongs to one partner: landings, personal banners, letters, portal pages, the kit.

use crate::model::partner::{Partner, Status};

use super::Plan;
use super::address::SiteRole;
use super::artifact::{Artifact, Kind, OutputPath};
use super::materials::LandingPlace;
use super::pictures::{Profile, picture};
use super::recipe::{MailForm, QrForm, Recipe};
use super::shared_scope::artifact;

impl<'p> Plan<'p> {
    pub(super) fn partner_artifacts(&self, partner: &'p Partner) -> Vec<Artifact> {
        let mut files = self.own_site(partner);
        if partner.status == Status::Active {
            files.extend(self.landings(partner));
            files.extend(self.letters(partner));
            files.extend(self.portal_files(partner));
            files.extend(self.sheets(Some(partner)));
        } else {
            files.extend(self.neutral_pages(partner));
        }
        if partner.status.has_notices() {
            files.extend(self.notices(partner));
        }
        let own = |(path, kind, recipe)| artifact(path, kind, Some(&partner.id), recipe);
        let mut artifacts: Vec<Artifact> = files.into_iter().map(own).collect();
        if let Some(domain) = &partner.domain {
            let folder = format!("sites/{}/pictures", domain.value);
            let pictures = self.landing_pictures(self.landings_for(partner));
            artifacts.extend(self.picture_artifacts(&folder, pictures, Some(&partner.id)));
        }
        if partner.status == Status::Active {
            artifacts.extend(self.partner_pictures(partner));
            artifacts.extend(self.own_cards(partner));
        }
        artifacts.extend(self.personal_banners(partner));
        artifacts
    }

    /// Assets and the like, where the partner has a domain of their own.
    fn own_site(&self, partner: &Partner) -> Vec<(String, Kind, Recipe)> {
        let Some(domain) = &partner.domain else { return Vec::new() };
        let mut files = self.site_frame(&domain.value, SiteRole::Landing);
        files.extend(self.has_stub(partner).then(|| self.stub(&domain.value)));
        files
    }

    fn landings(&self, partner: &'p Partner) -> Vec<(String, Kind, Recipe)> {
        let places = self.landing_places(partner);
        let thanks = self.thanks_places(partner, &places).map(|(place, path)| {
            let recipe = Recipe::Thanks {
                partner: partner.id.clone(),
                landing: place.landing.id.clone(),
                locale: place.locale.clone(),
            };
            (path.to_string(), Kind::Page, recipe)
        });
        let pages = places.iter().map(|place| {
            let recipe = Recipe::Landing {
                partner: partner.id.clone(),
                landing: place.landing.id.clone(),
                locale: place.locale.clone(),
            };
            (place.path.to_string(), Kind::Page, recipe)
        });
        let short = self.go_places(partner).into_iter().map(|place| {
            let recipe = Recipe::Go {
                partner: partner.id.clone(),
                placement: place.placement,
                locale: place.locale,
            };
            (place.path.to_string(), Kind::Page, recipe)
        });
        pages.chain(thanks).chain(short).collect()
    }

    /// The landings with a form, and what follows it.
    fn thanks_places<'a>(
        &'a self,
        partner: &'a Partner,
        places: &'a [LandingPlace<'p>],
    ) -> impl Iterator<Item = (&'a LandingPlace<'p>, OutputPath)> {
        places.iter().filter_map(|place| {
            let locale = self.default_locale();
            let version = place.landing.version_for(partner, &place.locale, locale)?;
            version.value.form.as_ref()?;
            Some((place, self.thanks_page(&place.path)?))
        })
    }

    /// The same addresses, without the partner: landings, what follows their forms, short links and
    /// the portal page.
    fn neutral_pages(&self, partner: &'p Partner) -> Vec<(String, Kind, Recipe)> {
        let neutral = |path: OutputPath, locale: &crate::model::locale::Locale, portal: bool| {
            let recipe =
                Recipe::Neutral { partner: partner.id.clone(), locale: locale.clone(), portal };
            (path.to_string(), Kind::Page, recipe)
        };
        let landings = self.landing_places(partner);
        let thanks = self.thanks_places(partner, &landings);
        let mut pages: Vec<_> =
            thanks.map(|(place, path)| neutral(path, &place.locale, false)).collect();
        pages.extend(landings.into_iter().map(|place| neutral(place.path, &place.locale, false)));
        let short = self.go_places(partner).into_iter();
        pages.extend(short.map(|place| neutral(place.path, &place.locale, false)));
        let portal = partner.locales.iter().filter_map(|locale| {
            Some(neutral(self.addresses.partner_page(partner, locale)?, locale, true))
        });
        pages.extend(portal);
        pages
    }

    fn letters(&self, partner: &'p Partner) -> Vec<(String, Kind, Recipe)> {
        let places = self.mail_places(partner).into_iter();
        places
            .flat_map(|place| MailForm::ALL.into_iter().map(move |form| (place.clone(), form)))
            .filter_map(|(place, form)| {
                let path = self.addresses.mail(
                    &partner.id,
                    &place.email.id,
                    &place.locale,
                    form.ending(),
                )?;
                let recipe = Recipe::Mail {
                    partner: partner.id.clone(),
                    email: place.email.id.clone(),
                    locale: place.locale,
                    form,
                };
                Some((path.to_string(), Kind::Mail, recipe))
            })
            .collect()
    }

    /// The partner's pages on the portal, what they link to, and the kit.
    fn portal_files(&self, partner: &'p Partner) -> Vec<(String, Kind, Recipe)> {
        let id = &partner.id;
        let mut files = Vec::new();
        for locale in &partner.locales {
            let page = self.addresses.partner_page(partner, locale);
            let recipe = Recipe::PartnerPage { partner: id.clone(), locale: locale.clone() };
            files.extend(page.map(|path| (path.to_string(), Kind::Page, recipe)));
            for document in self.documents_for(partner) {
                let page = self.addresses.document_page(partner, &document.id, locale);
                let recipe = Recipe::Document {
                    partner: id.clone(),
                    document: document.id.clone(),
                    locale: locale.clone(),
                };
                files.extend(page.map(|path| (path.to_string(), Kind::Page, recipe)));
            }
        }
        for place in self.landing_places(partner) {
            for (form, ending) in [(QrForm::Svg, "svg"), (QrForm::Png, "png")] {
                let name = format!("qr/{}.{}.{ending}", place.landing.id, place.locale);
                let recipe = Recipe::Qr {
                    partner: id.clone(),
                    landing: place.landing.id.clone(),
                    locale: place.locale.clone(),
                    form,
                };
                let path = self.addresses.partner_file(id, &name);
                files.extend(path.map(|path| (path.to_string(), Kind::Qr, recipe)));
            }
        }
        files.extend(self.prints(partner));
        files.extend(self.bundles(partner));
        for place in self.mail_places(partner) {
            for form in [MailForm::Html, MailForm::Text, MailForm::Eml] {
                let of = self.addresses.mail(id, &place.email.id, &place.locale, form.ending());
                let name = format!("mails/{}.{}.{}", place.email.id, place.locale, form.ending());
                let path = self.addresses.partner_file(id, &name);
                files.extend(
                    path.zip(of)
                        .map(|(path, of)| (path.to_string(), Kind::Mail, Recipe::Copy { of })),
                );
            }
        }
        if let Some((kit, portal_kit)) = self.addresses.kit(id).zip(self.addresses.portal_kit(id)) {
            files.push((kit.to_string(), Kind::Kit, Recipe::Kit { partner: id.clone() }));
            files.push((portal_kit.to_string(), Kind::Kit, Recipe::Copy { of: kit }));
        }
        files
    }

    /// The folder on the landing site that holds the partner's own pictures, and theirs alone.
    pub fn partner_picture_folder(&self, partner: &'p Partner) -> String {
        format!("{}/pictures", self.addresses.landing_root(partner))
    }

    /// The partner's logo, for their landings, portal page and letters.
    fn partner_pictures(&self, partner: &'p Partner) -> Vec<Artifact> {
        let brand = &partner.brand;
        let logos = [&brand.logo, &brand.logo_dark].into_iter().flatten();
        let uses: Vec<_> = logos.map(|logo| picture(&logo.value, Profile::Logo)).collect();
        let portal = format!(
            "sites/{}/p/{}/pictures",
            self.project.company.portal_domain,
            self.addresses.token(&partner.id)
        );
        let mut pictures = self.picture_artifacts(
            &self.partner_picture_folder(partner),
            uses.clone(),
            Some(&partner.id),
        );
        pictures.extend(self.picture_artifacts(&portal, uses, Some(&partner.id)));
        if let Some(variant) = self.partner_mail_logo(partner) {
            pictures.push(Artifact {
                path: variant.path,
                kind: Kind::Picture,
                partner: Some(partner.id.clone()),
                recipe: variant.recipe,
            });
        }
        pictures
    }

    /// The partner's logo for letters, in their own folder on the media domain.
    pub fn partner_mail_logo(&self, partner: &Partner) -> Option<super::pictures::Variant> {
        let logo = partner.brand.logo.as_ref()?;
        let variant = self.mail_picture(&logo.value, true)?;
        let name = variant.path.as_str().rsplit('/').next()?;
        let path = self.addresses.media(&format!("p/{}/m/{name}", partner.id))?;
        Some(super::pictures::Variant { path, ..variant })
    }
}
