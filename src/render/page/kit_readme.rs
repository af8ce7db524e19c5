//! The first page of a kit: opens from disk, with its style in it.

use serde::Serialize;

use crate::model::partner;
use crate::model::picture::PicturePath;
use crate::plan::{BundlePlace, OutputPath};
use crate::render::Fetch;
use crate::theme::{Argument, OwnFonts};

use super::context::{Company, Page, Site};
use super::desk::Desk;
use super::draft::Draft;
use super::shelf::Shelf;
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct KitReadme {
    site: Site,
    page: Page,
    company: Company,
    #[serde(flatten)]
    desk: Desk,
    brand: Brand,
    html5: Vec<Bundle>,
    files: Files,
}

#[derive(Serialize)]
struct Bundle {
    network: &'static str,
    width: u32,
    height: u32,
    href: String,
    bytes: String,
}

#[derive(Serialize)]
struct Brand {
    files: Vec<BrandFile>,
    colors: Vec<BrandColor>,
}

#[derive(Serialize)]
struct BrandFile {
    name: String,
    href: String,
    src: Option<String>,
    bytes: String,
    dark: bool,
}

#[derive(Serialize)]
struct BrandColor {
    name: String,
    hex: String,
}

#[derive(Serialize)]
struct Files {
    links: Option<&'static str>,
    terms: Option<&'static str>,
    agreement: Option<&'static str>,
    sums: Option<&'static str>,
}

impl<'p> Pages<'_, 'p> {
    /// `README.html` of a partner's kit, in their first language. `path` is the one inside the kit;
    /// `fetch` gives the sizes of what lies in it; `fonts` are the company's own, held in the page.
    ///
    /// # Errors
    /// Everything on it that cannot be filled, linked, made or rendered.
    pub fn kit_readme(
        &self,
        partner: &'p partner::Partner,
        path: &OutputPath,
        fetch: &dyn Fetch,
        fonts: &OwnFonts,
    ) -> Rendered {
        let locale = partner.locales.first().unwrap_or(self.plan.default_locale());
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let shelf = Shelf::Kit(self.plan.kit_parts(partner));
        let prints = self.plan.prints_for(partner);
        let printed =
            |name: &'static str| prints.iter().any(|print| print.below == name).then_some(name);
        let title = draft.text("kit.title", &[("partner", Argument::Text(partner.name.clone()))]);
        let page = KitReadme {
            site: Site {
                brand_css: self.theme.embedded_css(&draft.palette(), fonts, locale),
                ..draft.site(Role::Kit)
            },
            page: draft.page(title, None),
            company: draft.company(),
            desk: draft.desk(&shelf, partner, fetch),
            brand: draft.brand(partner),
            html5: draft.bundles(partner, fetch),
            files: Files {
                links: Some("links.csv"),
                terms: printed("terms.pdf"),
                agreement: printed("agreement.pdf"),
                sums: Some("SHA256SUMS"),
            },
        };
        draft.render("kit/README.html", &page)
    }
}

impl<'p> Draft<'_, 'p> {
    fn bundles(&self, partner: &'p partner::Partner, fetch: &dyn Fetch) -> Vec<Bundle> {
        let bundles = self.pages.plan.bundles_for(partner).into_iter();
        let bundle = |it: BundlePlace| Bundle {
            network: it.network.title(),
            width: it.size.width,
            height: it.size.height,
            bytes: self.bytes(self.take(fetch.size(&it.path))),
            href: it.below,
        };
        bundles.map(bundle).collect()
    }

    fn brand(&self, partner: &'p partner::Partner) -> Brand {
        let files = self.pages.plan.brand_files(partner).into_iter();
        let brand = &self.pages.plan.project.company.brand;
        let mut colors = vec![BrandColor {
            name: self.text("kit.primary", &[]),
            hex: brand.primary.to_string(),
        }];
        colors.extend(brand.accent.map(|accent| BrandColor {
            name: self.text("kit.accent", &[]),
            hex: accent.to_string(),
        }));
        Brand {
            files: files
                .filter_map(|(name, path)| self.brand_file(partner, &name, &path))
                .collect(),
            colors,
        }
    }

    fn brand_file(
        &self,
        partner: &'p partner::Partner,
        file: &str,
        source: &PicturePath,
    ) -> Option<BrandFile> {
        let plan = self.pages.plan;
        let brand = &plan.project.company.brand;
        let is = |logo: &Option<crate::model::text::Located<PicturePath>>| {
            logo.as_ref().is_some_and(|logo| logo.value == *source)
        };
        let product = || {
            let products = plan.products_for(partner);
            let product = products.into_iter().find(|product| is(&product.picture))?;
            Some(self.local(&product.name))
        };
        let name = if is(&brand.logo) {
            self.text("kit.logo", &[])
        } else if is(&brand.logo_dark) {
            self.text("kit.logo_dark", &[])
        } else if is(&brand.icon) {
            self.text("kit.icon", &[])
        } else {
            product().unwrap_or_else(|| file.to_owned())
        };
        let href = self.href(&OutputPath::new(format!("brand/{file}"))?);
        Some(BrandFile {
            name,
            src: Some(href.clone()),
            href,
            bytes: self.bytes(plan.picture_info(source)?.bytes),
            dark: is(&brand.logo_dark) && !is(&brand.logo),
        })
    }
}
