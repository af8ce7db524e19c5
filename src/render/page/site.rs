//! What every page is given: its site, itself, the company.

use crate::model::company;
use crate::model::locale::Locale;
use crate::model::palette::Palette;
use crate::model::partner;
use crate::model::picture::PicturePath;
use crate::model::text::Located;
use crate::plan::{
    FontSource, IconForm, OutputPath, Plan, Profile, SmallFont, TAB_ICON, TOUCH_ICON, web_manifest,
};
use crate::theme::{OwnFont, OwnFonts, SmallFace};

use super::brand_memo::Brand;
use super::context::*;
use super::draft::Draft;
use super::policy::{Grants, policy};

/// What pages call the company's own typefaces.
pub const DISPLAY_FAMILY: &str = "Brand Display";
pub const TEXT_FAMILY: &str = "Brand Text";

/// Characters up to here are Latin: the scripts that companies' own typefaces hold for sure.
const LAST_LATIN: char = '\u{24f}';

/// What a site is for, as templates see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Landing,
    Portal,
    Kit,
}

/// Where a page's pictures lie.
#[derive(Debug, Clone)]
pub struct Folders {
    /// Those that pages of the site share.
    pub shared: String,
    /// The partner's own.
    pub own: Option<String>,
}

/// The company's own typefaces, where the theme's files are published below `assets`.
pub fn own_fonts(company: &company::Company, assets: &str) -> OwnFonts {
    let published = |family: &str, file: &Option<Located<PicturePath>>| {
        let name = Plan::own_font_name(&file.as_ref()?.value);
        Some(OwnFont { family: family.to_owned(), address: format!("{assets}{name}") })
    };
    OwnFonts {
        display: published(DISPLAY_FAMILY, &company.brand.display_font),
        text: published(TEXT_FAMILY, &company.brand.text_font),
    }
}

/// The small forms of all typefaces, as the style sheet names them.
pub fn small_faces(plan: &Plan) -> Vec<SmallFace> {
    let brand = &plan.project.company.brand;
    let own = [(DISPLAY_FAMILY, &brand.display_font), (TEXT_FAMILY, &brand.text_font)];
    let face = |font: &SmallFont, family: &str, weight: &str| SmallFace {
        family: family.to_owned(),
        weight: weight.to_owned(),
        address: font.name(),
        range: font.range.clone(),
    };
    let faces = plan.small_fonts.iter().flat_map(|font| match &font.of {
        FontSource::Theme(file) => {
            let whole = plan.theme.fonts.files.iter().filter(|whole| whole.file == *file);
            whole.map(|whole| face(font, &whole.family, &whole.weight)).collect::<Vec<_>>()
        }
        FontSource::Own(path) => {
            let named = |(_, file): &(&str, &Option<Located<PicturePath>>)| {
                file.as_ref().is_some_and(|file| file.value == *path)
            };
            own.iter()
                .copied()
                .filter(named)
                .map(|(family, _)| face(font, family, "1 1000"))
                .collect()
        }
    });
    faces.collect()
}

impl<'p> Draft<'_, 'p> {
    /// The folders of pictures of the page's site.
    pub fn folders(&self) -> Folders {
        let domain = self.domain().unwrap_or_default();
        let plan = self.pages.plan;
        let own = |partner: &'p partner::Partner| {
            if domain == plan.project.company.portal_domain.as_str() {
                format!("sites/{domain}/p/{}/pictures", plan.addresses.token(&partner.id))
            } else {
                plan.partner_picture_folder(partner)
            }
        };
        Folders { shared: format!("sites/{domain}/pictures"), own: self.words.partner.map(own) }
    }

    /// The company's colours, with the partner's accent.
    pub fn palette(&self) -> Palette {
        let brand = &self.pages.plan.project.company.brand;
        let own = self.words.partner.and_then(|partner| partner.brand.color);
        Palette::derive(brand.primary, own.or(brand.accent))
    }

    /// What every page is given of its site.
    pub fn site(&self, role: Role) -> Site {
        self.site_with(role, Grants::default())
    }

    /// The same for a page that loads or sends more than its own site's files.
    pub fn site_with(&self, role: Role, mut grants: Grants) -> Site {
        let company = &self.pages.plan.project.company;
        let brand = &company.brand;
        let own_color = self.words.partner.and_then(|partner| partner.brand.color);
        let domain = self.domain().unwrap_or_default();
        let assets = self.assets();
        let fonts = own_fonts(company, assets.as_deref().unwrap_or_default());
        let look = self.pages.brands.look(
            Brand {
                primary: brand.primary,
                accent: own_color.or(brand.accent),
                fonts: fonts.clone(),
            },
            self.pages.theme,
        );
        let locale = self.words.locale;
        let has_icons = role != Role::Kit;
        let addresses = &self.pages.plan.addresses;
        match role {
            Role::Landing => grants.pictures.extend(self.pixel_origin()),
            Role::Portal => {
                let media = addresses.site(&company.media_domain);
                grants.pictures.push(media.trim_end_matches('/').to_owned());
            }
            Role::Kit => {}
        }
        Site {
            policy: (role != Role::Kit).then(|| policy(&look.css_hash, &grants)),
            pixel: self.pixel().filter(|_| role == Role::Landing),
            role: match role {
                Role::Landing => "landing",
                Role::Portal => "portal",
                Role::Kit => "kit",
            },
            domain: domain.to_owned(),
            url: self
                .root_path(domain)
                .map(|root| self.pages.plan.addresses.url(&root))
                .unwrap_or_default(),
            locale: locale.to_string(),
            dir: if locale.rtl() { "rtl" } else { "ltr" },
            preload: self.preload(&fonts, assets.as_deref()),
            brand_css: look.css.clone(),
            assets: assets.unwrap_or_default(),
            theme_color: ThemeColor {
                light: look.palette.light.surface.to_string(),
                dark: look.palette.dark.surface.to_string(),
            },
            icon: self.tab_icon().filter(|_| has_icons),
            touch_icon: self.icon(TOUCH_ICON, IconForm::Filled).filter(|_| has_icons),
            manifest: self.href_of(OutputPath::new(web_manifest(domain))).filter(|_| has_icons),
            year: self.pages.plan.settings.as_of.year().to_string(),
        }
    }

    /// The brand's icon as it is, or the one that is drawn for it.
    fn tab_icon(&self) -> Option<String> {
        let icon = self.pages.plan.project.company.brand.icon.as_ref();
        let own = icon.and_then(|icon| {
            self.picture(&self.folders().shared, &icon.value, Profile::Logo, String::new())
        });
        own.map(|icon| icon.src).or_else(|| self.icon(TAB_ICON, IconForm::Plain))
    }

    fn icon(&self, size: u32, form: IconForm) -> Option<String> {
        let (path, _) = self.pages.plan.icon(self.domain()?, size, form)?;
        Some(self.href(&path))
    }

    /// The start page of a site; `None` in a kit.
    pub fn root_path(&self, domain: &str) -> Option<OutputPath> {
        if domain.is_empty() { None } else { OutputPath::new(format!("sites/{domain}/index.html")) }
    }

    /// Where the theme's files are, with a slash at the end; `None` in a kit.
    fn assets(&self) -> Option<String> {
        let folder = self.pages.plan.assets_folder(self.domain()?);
        let some_file = OutputPath::new(format!("{folder}x"))?;
        self.href(&some_file).strip_suffix('x').map(str::to_owned)
    }

    /// The display face, which large letters wait for.
    fn preload(&self, fonts: &OwnFonts, assets: Option<&str>) -> Vec<String> {
        let Some(assets) = assets else { return Vec::new() };
        let latin = self.words.locale.autonym().chars().all(|letter| letter <= LAST_LATIN);
        let brand = &self.pages.plan.project.company.brand;
        let small = |of: &FontSource| {
            let mut fonts = self.pages.plan.small_fonts.iter();
            fonts.find(|font| font.of == *of).map(|font| format!("{assets}{}", font.name()))
        };
        let own = fonts.display.as_ref().filter(|_| latin).map(|font| {
            let source = brand.display_font.as_ref().map(|it| FontSource::Own(it.value.clone()));
            source.as_ref().and_then(small).unwrap_or_else(|| font.address.clone())
        });
        let theme = || {
            let file = self.pages.theme.display_font(self.words.locale)?;
            let small = small(&FontSource::Theme(file.to_owned()));
            Some(small.unwrap_or_else(|| format!("{assets}fonts/{file}")))
        };
        own.or_else(theme).filter(|address| address.ends_with(".woff2")).into_iter().collect()
    }

    /// A page with this title, not to be indexed.
    pub fn page(&self, title: String, robots: Option<&'static str>) -> Page {
        Page {
            title,
            description: None,
            url: match self.domain() {
                Some(_) => self.pages.plan.addresses.url(self.path),
                None => self.path.to_string(),
            },
            canonical: None,
            robots,
            alternates: Vec::new(),
            social_image: None,
        }
    }

    /// `Title – Company`.
    pub fn titled(&self, title: &str) -> String {
        let company = &self.pages.plan.project.company.name;
        if title == company { title.to_owned() } else { format!("{title} – {company}") }
    }

    /// The page in its languages; none if there is but one.
    pub fn alternates<'l>(
        &self,
        pages: impl IntoIterator<Item = (&'l Locale, OutputPath)>,
    ) -> Vec<Alternate> {
        let alternate = |(locale, path): (&Locale, OutputPath)| Alternate {
            locale: locale.to_string(),
            name: locale.autonym().to_owned(),
            href: self.href(&path),
            url: self.pages.plan.addresses.url(&path),
            current: locale == self.words.locale,
        };
        let alternates: Vec<Alternate> = pages.into_iter().map(alternate).collect();
        if alternates.len() > 1 { alternates } else { Vec::new() }
    }

    pub fn company(&self) -> Company {
        let company = &self.pages.plan.project.company;
        let legal = &company.legal;
        let links = &company.links;
        let logo = |logo: &Option<Located<PicturePath>>| self.company_logo(logo.as_ref()?);
        Company {
            name: company.name.clone(),
            url: company.url.to_string(),
            tagline: company.tagline.as_ref().map(|tagline| self.local(tagline)),
            logo: logo(&company.brand.logo),
            logo_dark: logo(&company.brand.logo_dark),
            legal: Legal {
                name: legal.name.clone(),
                address: legal.address.clone(),
                registration: legal.registration.clone(),
                vat: legal.vat.clone(),
                // Landings name the mail domain only where the law leaves no other place for it.
                email: legal
                    .email
                    .as_ref()
                    .filter(|_| links.imprint.is_none() || !self.is_on_landings())
                    .map(ToString::to_string),
                phone: legal.phone.clone(),
                represented_by: legal.represented_by.clone(),
            },
            links: LegalLinks {
                privacy: links.privacy.as_ref().map(ToString::to_string),
                imprint: links.imprint.as_ref().map(ToString::to_string),
                terms: links.terms.as_ref().map(ToString::to_string),
            },
        }
    }

    fn is_on_landings(&self) -> bool {
        let portal = self.pages.plan.project.company.portal_domain.as_str();
        self.domain().is_some_and(|domain| domain != portal)
    }

    fn company_logo(&self, logo: &Located<PicturePath>) -> Option<Picture> {
        let alt = self.pages.plan.project.company.name.clone();
        match self.domain() {
            Some(_) => self.picture(&self.folders().shared, &logo.value, Profile::Logo, alt),
            None => self.kit_picture(&logo.value, alt),
        }
    }

    /// A picture of the kit's `brand/`, as it is.
    fn kit_picture(&self, source: &PicturePath, alt: String) -> Option<Picture> {
        let plan = self.pages.plan;
        let files = plan.brand_files(self.words.partner?);
        let (name, _) = files.into_iter().find(|(_, path)| path == source)?;
        let info = plan.picture_info(source)?;
        let path = OutputPath::new(format!("brand/{name}"))?;
        Some(Picture {
            kind: if info.filled { "photo" } else { "drawing" },
            src: self.href(&path),
            width: info.width,
            height: info.height,
            alt,
            sizes: None,
            sources: Vec::new(),
        })
    }

    pub fn partner(&self, partner: &'p partner::Partner) -> Partner {
        let folder = self.folders().own.filter(|_| self.domain().is_some());
        let logo = |logo: &Option<Located<PicturePath>>| {
            let (folder, file) = (folder.as_ref()?, &logo.as_ref()?.value);
            self.picture(folder, file, Profile::Logo, partner.name.clone())
        };
        Partner {
            id: partner.id.to_string(),
            name: partner.name.clone(),
            logo: logo(&partner.brand.logo),
            logo_dark: logo(&partner.brand.logo_dark),
            line: partner.line.as_ref().map(|line| self.local(line)),
            coupon: partner.coupon.clone(),
            website: partner.website.as_ref().map(ToString::to_string),
        }
    }

    /// Who looks after partners; `None` without an address to write to.
    pub fn manager(&self, manager: &company::Manager) -> Option<Manager> {
        let portrait = manager.picture.as_ref().filter(|_| self.domain().is_some());
        Some(Manager {
            name: manager.name.clone(),
            role: manager.role.as_ref().map(|role| self.local(role)),
            email: manager.email.as_ref()?.to_string(),
            phone: manager.phone.clone(),
            picture: portrait.and_then(|portrait| {
                self.picture(
                    &self.folders().shared,
                    &portrait.value,
                    Profile::Portrait,
                    manager.name.clone(),
                )
            }),
        })
    }
}
