//! Artifacts to bytes: markup first, then what is drawn from it. One file for each kind.
//!
//! Rendering is a pure function of plan, theme and inputs: it reads no files itself (pictures come
//! through [`Inputs`], other artifacts through [`Fetch`]) and writes none.

mod archive;
mod art;
pub mod banner;
mod banner_style;
mod card;
mod drawn;
mod earnings;
pub mod email;
mod examine_banner;
mod fetch;
mod html5;
mod icon;
mod inputs;
mod kit;
mod letter;
mod logo;
mod notice;
pub mod page;
mod picture;
mod print;
pub mod qr;
mod sheet;
mod site_file;
mod subset;
mod table;
mod terms_table;
mod typefaces;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::hosting;
use crate::model::ids::{EmailId, LandingId, PartnerId};
use crate::model::locale::Locale;
use crate::model::material::{Email, Landing};
use crate::model::partner::Partner;
use crate::model::picture::PicturePath;
use crate::model::text::Located;
use crate::plan::{Artifact, KitContent, MailForm, OutputPath, Plan, QrForm, Recipe, SheetForm};
use crate::raster::{Painter, TakumiPainter};
use crate::theme::format::Formats;
use crate::theme::{OwnFont, OwnFonts, STYLESHEET, Theme, data_address};
use crate::tracking::{Placement, PlacementName};

use banner::FitMemo;
use kit::KitWriter;
use page::{BrandMemo, Pages};
use picture::Pictures;
use subset::SmallFonts;
use typefaces::fonts;

pub use drawn::Drawn;
pub use fetch::{Fetch, Seekable, StreamFault};
pub use inputs::Inputs;
pub use table::{rows as link_rows, unlinked};

/// How large one module of a QR code is in its PNG, in pixels.
const QR_SCALE: u32 = 12;

/// In bytes: a page that is opened from disk stays light to send.
const HEAVIEST_HELD_FONT: usize = 150_000;

/// Makes the artifacts of a plan, on any thread.
pub struct Renderer<'a, 'p> {
    plan: &'a Plan<'p>,
    theme: &'a Theme,
    inputs: &'a dyn Inputs,
    /// For every language of the project.
    formats: BTreeMap<Locale, Formats>,
    painter: TakumiPainter,
    fits: FitMemo,
    brands: BrandMemo,
    pictures: Pictures,
    small_fonts: SmallFonts,
    /// Where drawn files are kept, if they are.
    kept: Option<&'a dyn Drawn>,
}

impl<'a, 'p> Renderer<'a, 'p> {
    /// Gets fonts and formats ready.
    ///
    /// # Errors
    /// Fonts that cannot be used.
    pub fn new(
        plan: &'a Plan<'p>,
        theme: &'a Theme,
        inputs: &'a dyn Inputs,
    ) -> Result<Renderer<'a, 'p>, Vec<Diagnostic>> {
        Ok(Renderer {
            plan,
            theme,
            inputs,
            formats: formats(plan),
            painter: TakumiPainter::new(fonts(plan, theme, inputs)?),
            fits: FitMemo::default(),
            brands: BrandMemo::default(),
            pictures: Pictures::default(),
            small_fonts: SmallFonts::default(),
            kept: None,
        })
    }

    /// The same, which looks up in `kept` what was drawn before.
    #[must_use]
    pub fn keeping(self, kept: Option<&'a dyn Drawn>) -> Renderer<'a, 'p> {
        Renderer { kept, ..self }
    }

    /// What `draw` gives, or gave before for the same `markup` and `file` (format, budget…).
    fn drawn(
        &self,
        markup: blake3::Hash,
        file: &str,
        draw: impl FnOnce() -> Result<Vec<u8>, Vec<Diagnostic>>,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let Some(kept) = self.kept else { return draw() };
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.painter.fingerprint().as_bytes()).update(markup.as_bytes());
        let key = hasher.update(file.as_bytes()).finalize();
        if let Some(bytes) = kept.get(&key) {
            return Ok(bytes);
        }
        let bytes = draw()?;
        kept.put(&key, &bytes);
        Ok(bytes)
    }

    /// The bytes of `artifact`; those of what it needs come from `fetch`.
    ///
    /// # Errors
    /// What is wrong with the content; empty if the findings of a needed artifact say it already.
    pub fn render(
        &self,
        artifact: &Artifact,
        fetch: &dyn Fetch,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        self.make(&artifact.recipe, &artifact.path, fetch)
    }

    /// Looks at an artifact as far as that can be done without drawing: its bytes, where they are
    /// made as easily.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn examine(&self, artifact: &Artifact) -> Result<Option<Vec<u8>>, Vec<Diagnostic>> {
        match &artifact.recipe {
            Recipe::Banner(recipe) => self.examine_banner(recipe).map(|()| None),
            Recipe::Card(recipe) => self.card_markup(recipe).map(|_| None),
            // A picture that cannot be read is named where a page shows it.
            Recipe::Icon(_) | Recipe::SmallFont(_) => Ok(None),
            Recipe::Print(recipe) => self.examine_print(recipe, &artifact.path).map(|()| None),
            // What is wrong with it is wrong with the banner.
            Recipe::Html5(_) => Ok(None),
            Recipe::Kit { .. } | Recipe::Copy { .. } | Recipe::Sheet { .. } => Ok(None),
            // What is wrong with it is wrong with the letter's HTML.
            Recipe::Mail { form: MailForm::Mjml, .. } => Ok(None),
            Recipe::Mail { partner, email, locale, form: MailForm::Html } => self
                .partner(partner)
                .and_then(|partner| Ok((partner, self.email(email)?)))
                .and_then(|(partner, email)| self.examine_letter(partner, email, locale))
                .map(|()| None),
            // Its code is that of the SVG.
            Recipe::Qr { form: QrForm::Png, .. } => Ok(None),
            Recipe::Picture(recipe) => {
                let picture = self.pictures.get(&recipe.source, self.inputs).map(|_| None);
                picture.map_err(|finding| vec![self.at_picture(&recipe.source, finding)])
            }
            recipe => self.make(recipe, &artifact.path, &Unweighed).map(Some),
        }
    }

    fn make(
        &self,
        recipe: &Recipe,
        path: &OutputPath,
        fetch: &dyn Fetch,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let pages = self.pages();
        let page = |page: Result<String, Vec<Diagnostic>>| page.map(String::into_bytes);
        match recipe {
            Recipe::Landing { partner, landing, locale } => {
                page(pages.landing(self.partner(partner)?, self.landing(landing)?, locale, path))
            }
            Recipe::Thanks { partner, landing, locale } => {
                page(pages.thanks(self.partner(partner)?, self.landing(landing)?, locale, path))
            }
            Recipe::Neutral { partner, locale, portal } => {
                page(pages.neutral(self.partner(partner)?, locale, *portal, path))
            }
            Recipe::Front { domain, locale } => page(pages.front(domain, locale, path)),
            Recipe::Stub { domain } => page(pages.stub(domain, path)),
            Recipe::NotFound { domain, portal } => page(pages.not_found(domain, *portal, path)),
            Recipe::Go { partner, placement, locale } => {
                page(pages.go(self.partner(partner)?, placement, locale, path))
            }
            Recipe::Programme { program, locale } => page(pages.programme(program, locale, path)),
            Recipe::PartnerPage { partner, locale } => {
                page(pages.partner(self.partner(partner)?, locale, path, fetch))
            }
            Recipe::Document { partner, document, locale } => {
                page(pages.document(self.partner(partner)?, document, locale, path))
            }
            Recipe::Print(recipe) => self.print(recipe, path),
            Recipe::ThemeFile { name } => self.theme_file(name),
            Recipe::SmallFont(font) => self.small_font(font),
            Recipe::ContentFile { path } => {
                self.inputs.content(path).map_err(|finding| vec![finding])
            }
            Recipe::Picture(recipe) => {
                picture::draw(recipe, &self.pictures, &self.painter, self.inputs)
                    .map_err(|finding| vec![self.at_picture(&recipe.source, finding)])
            }
            Recipe::Banner(recipe) => self.banner(recipe),
            Recipe::Html5(recipe) => self.html5(recipe),
            Recipe::Card(recipe) => self.card(recipe),
            Recipe::Icon(recipe) => self.icon(recipe),
            Recipe::WebManifest { domain } => {
                Ok(site_file::web_manifest(self.plan, domain).into_bytes())
            }
            Recipe::Mail { partner, email, locale, form } => {
                self.letter(self.partner(partner)?, self.email(email)?, locale, *form, fetch)
            }
            Recipe::Notice { partner, form } => self.notice(self.partner(partner)?, *form, fetch),
            Recipe::Qr { partner, landing, locale, form } => {
                self.qr(partner, landing, locale, *form)
            }
            Recipe::Robots { domain } => Ok(site_file::robots(self.plan, domain).into_bytes()),
            Recipe::Host { domain, file, content } => {
                let redirects = self.plan.redirects(domain);
                let site = hosting::Site { domain, content: *content, redirects: &redirects };
                let host = self.plan.project.company.hosting;
                Ok(hosting::text(host, *file, &site).into_bytes())
            }
            Recipe::Sitemap { domain } => Ok(site_file::sitemap(self.plan, domain).into_bytes()),
            Recipe::LinksCsv { partner } => table::csv(self.plan, partner.as_ref()),
            Recipe::LinksJson => table::json(self.plan),
            Recipe::TermsTable => terms_table::json(self.plan),
            Recipe::AdText { partner, text, locale, markdown } => {
                page(pages.ad_text(self.partner(partner)?, text, locale, *markdown, path))
            }
            Recipe::Snippets { partner, creative, locale } => {
                page(pages.snippets(self.partner(partner)?, creative, locale, path))
            }
            Recipe::KitReadme { partner } => {
                let fonts = self.held_fonts()?;
                page(pages.kit_readme(self.partner(partner)?, path, fetch, &fonts))
            }
            Recipe::Kit { partner } => {
                let mut memory = Cursor::new(Vec::new());
                match self.kit(partner, fetch, &mut memory) {
                    Ok(()) => Ok(memory.into_inner()),
                    Err(StreamFault::Findings(findings)) => Err(findings),
                    // Memory does not fail.
                    Err(StreamFault::Io(_)) => Err(Vec::new()),
                }
            }
            Recipe::Copy { of } => fetch.bytes(of),
            Recipe::Sheet { creative, locale, form } => {
                let creative = self.plan.project.creatives.get(creative).ok_or_else(Vec::new)?;
                match form {
                    SheetForm::Html => {
                        Ok(sheet::html(self.plan, creative, locale, path).into_bytes())
                    }
                    SheetForm::Png => sheet::png(self.plan, creative, locale, fetch),
                }
            }
        }
    }

    /// The company's own typefaces for pages that hold them; heavy ones are left to the theme's.
    fn held_fonts(&self) -> Result<OwnFonts, Vec<Diagnostic>> {
        let brand = &self.plan.project.company.brand;
        let held = |family: &str,
                    font: &Option<Located<PicturePath>>|
         -> Result<Option<OwnFont>, Vec<Diagnostic>> {
            let Some(font) = font else { return Ok(None) };
            let bytes = self.inputs.content(&font.value);
            let bytes = bytes.map_err(|finding| vec![picture::at(font.span, finding)])?;
            let light = bytes.len() <= HEAVIEST_HELD_FONT;
            Ok(light.then(|| OwnFont {
                family: family.to_owned(),
                address: data_address(font.value.as_str(), &bytes),
            }))
        };
        let display = held(page::DISPLAY_FAMILY, &brand.display_font)?;
        Ok(OwnFonts { display, text: held(page::TEXT_FAMILY, &brand.text_font)? })
    }

    fn pages(&self) -> Pages<'_, 'p> {
        Pages { plan: self.plan, theme: self.theme, formats: &self.formats, brands: &self.brands }
    }

    /// A fault of a picture, where content names the picture.
    fn at_picture(&self, source: &PicturePath, finding: Diagnostic) -> Diagnostic {
        match self.plan.picture_info(source) {
            Some(info) => picture::at(info.place, finding),
            None => finding,
        }
    }

    /// Recipes name only what is in the project; one that does not is no fault of the content.
    fn partner(&self, id: &PartnerId) -> Result<&'p Partner, Vec<Diagnostic>> {
        self.plan.project.partners.get(id).ok_or_else(Vec::new)
    }

    fn landing(&self, id: &LandingId) -> Result<&'p Landing, Vec<Diagnostic>> {
        self.plan.project.landings.get(id).ok_or_else(Vec::new)
    }

    fn email(&self, id: &EmailId) -> Result<&'p Email, Vec<Diagnostic>> {
        self.plan.project.emails.get(id).ok_or_else(Vec::new)
    }

    fn formats(&self, locale: &Locale) -> Result<&Formats, Vec<Diagnostic>> {
        let default = self.plan.default_locale();
        self.formats.get(locale).or_else(|| self.formats.get(default)).ok_or_else(Vec::new)
    }

    fn theme_file(&self, name: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let bytes = match name {
            STYLESHEET => {
                let own = page::own_fonts(&self.plan.project.company, "");
                self.theme.stylesheet(&own, &page::small_faces(self.plan))
            }
            _ => self.theme.static_file(name).map(<[u8]>::to_vec),
        };
        bytes.ok_or_else(Vec::new)
    }

    fn qr(
        &self,
        partner: &PartnerId,
        landing: &LandingId,
        locale: &Locale,
        form: QrForm,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let partner = self.partner(partner)?;
        let links = self.plan.links(partner).ok_or_else(Vec::new)?;
        let name = PlacementName::parse(landing.as_str()).ok_or_else(Vec::new)?;
        let address = links
            .shown(Placement::Qr(name), locale)
            .map_err(|fault| vec![unlinked(&fault, &partner.id)])?;
        let fault = |fault: qr::QrFault| {
            vec![Diagnostic::error(
                Code::Link,
                partner.span,
                format!("no QR code for {address}: {fault}"),
            )]
        };
        let code = qr::Qr::of(&address).map_err(fault)?;
        match form {
            QrForm::Svg => Ok(code.svg().into_bytes()),
            QrForm::Png => code.png(QR_SCALE).map_err(fault),
        }
    }

    /// Writes the bytes of a kit, which may be too large for memory.
    ///
    /// # Errors
    /// As for [`render`](Renderer::render), or that of `file`.
    pub fn write(
        &self,
        artifact: &Artifact,
        fetch: &dyn Fetch,
        file: &mut dyn Seekable,
    ) -> Result<(), StreamFault> {
        match &artifact.recipe {
            Recipe::Kit { partner } => self.kit(partner, fetch, file),
            _ => Ok(file.write_all(&self.render(artifact, fetch)?)?),
        }
    }

    fn kit(
        &self,
        partner: &PartnerId,
        fetch: &dyn Fetch,
        file: &mut dyn Seekable,
    ) -> Result<(), StreamFault> {
        let mut writer = KitWriter::new(file);
        let failed = |fault: zip::result::ZipError| match fault {
            zip::result::ZipError::Io(error) => StreamFault::Io(error),
            fault => {
                let message = format!("the kit of {partner} cannot be written: {fault}");
                let finding = Diagnostic::placeless(Severity::Error, Code::TooLarge, message);
                StreamFault::Findings(vec![finding])
            }
        };
        for part in self.plan.kit_parts(self.partner(partner)?) {
            let bytes = match &part.content {
                KitContent::Artifact(path) => fetch.bytes(path)?,
                KitContent::Made(recipe) => {
                    let inside = OutputPath::new(part.path.clone()).ok_or_else(Vec::new)?;
                    self.make(recipe, &inside, fetch)?
                }
            };
            writer.add(&part.path, &bytes).map_err(failed)?;
        }
        writer.finish().map_err(failed)
    }
}

/// Stands in for artifacts whose bytes do not matter, when pages are only examined.
struct Unweighed;

impl Fetch for Unweighed {
    fn bytes(&self, _: &OutputPath) -> Result<Vec<u8>, Vec<Diagnostic>> {
        Ok(Vec::new())
    }

    fn size(&self, _: &OutputPath) -> Result<u64, Vec<Diagnostic>> {
        Ok(0)
    }
}

fn formats(plan: &Plan) -> BTreeMap<Locale, Formats> {
    let spoken = plan.project.partners.values().flat_map(|partner| &partner.locales);
    let locales: BTreeSet<&Locale> = plan.project.company.locales.iter().chain(spoken).collect();
    locales
        .into_iter()
        .filter_map(|locale| Some((locale.clone(), Formats::for_locale(locale).ok()?)))
        .collect()
}
