//! From a banner's recipe to its file: gathers words, pictures and colours, lets `banner` fit them,
//! draws, and writes within the budget.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::banner::{PictureFormat, PixelSize, SizeClass};
use crate::model::creative::{Creative, Layout as CreativeLayout, Scheme};
use crate::model::locale::Locale;
use crate::model::palette::Palette;
use crate::model::partner::Partner;
use crate::model::picture::PicturePath;
use crate::model::text::{Localized, Located, Wording};
use crate::plan::BannerRecipe;
use crate::raster::{
    EncodeError, PaintError, Painter, Picture, Pixels, Scene, encode, encode_animation,
};
use crate::theme::StyleOf;

use super::Renderer;
use super::banner::{
    BannerColors, BannerContent, BannerError, BannerMarkup, BannerPicture, Headline, Layout, Logo,
    Tone, expand, scene, tie_openings,
};
use super::picture::{LogoGround, at, focus};
use super::words::Words;

const STYLE_HELP: &str = "the layout's CSS must keep to what banners can draw: see docs/themes.md";
/// From this size on a button takes the long form of its text.
const ROOMY: PixelSize = PixelSize::new(300, 200);

impl<'p> Renderer<'_, 'p> {
    /// The banner's file.
    pub(super) fn banner(&self, recipe: &BannerRecipe) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let creative = self.creative(recipe)?;
        if let Some(file) = creative.files.get(&recipe.size) {
            return self.ready_made(file, recipe);
        }
        let markups = self.banner_markups(creative, recipe)?;
        let scenes: Vec<Scene> = markups.iter().map(|it| scene(it, recipe.scale)).collect();
        let mut hasher = blake3::Hasher::new();
        for scene in &scenes {
            hasher.update(scene.fingerprint().as_bytes());
        }
        let file = format!("banner {} {}", recipe.format.word(), recipe.budget);
        self.drawn(hasher.finalize(), &file, || {
            let paint = |scene: &Scene| {
                self.painter.paint(scene).map_err(|fault| {
                    vec![self.banner_fault(creative, recipe, BannerError::Paint(fault))]
                })
            };
            let frames = scenes.iter().map(paint).collect::<Result<Vec<_>, _>>()?;
            let encoded = match frames.as_slice() {
                [still] => encode(still, recipe.format, recipe.budget),
                frames => encode_animation(frames, recipe.budget),
            };
            let bytes = encoded.map(|encoded| encoded.bytes);
            bytes.map_err(|fault| vec![too_heavy(creative, recipe, &fault)])
        })
    }

    /// What is drawn: the banner, or each of its frames.
    pub(super) fn banner_markups(
        &self,
        creative: &Creative,
        recipe: &BannerRecipe,
    ) -> Result<Vec<BannerMarkup>, Vec<Diagnostic>> {
        let framed = creative.frames.iter().map(|frame| creative.in_frame(frame));
        let mut stills: Vec<Creative> = framed.collect();
        // A format that does not move: the last frame says what counts.
        if recipe.format != PictureFormat::Gif {
            stills.drain(..stills.len().saturating_sub(1));
        }
        if stills.is_empty() {
            return Ok(vec![self.markup_of(creative, recipe)?]);
        }
        stills.iter().map(|still| self.markup_of(still, recipe)).collect()
    }

    fn markup_of(
        &self,
        creative: &Creative,
        recipe: &BannerRecipe,
    ) -> Result<BannerMarkup, Vec<Diagnostic>> {
        let partner = recipe.partner.as_ref().and_then(|id| self.plan.project.partners.get(id));
        let content = self.banner_content(creative, partner, recipe)?;
        expand(self.theme.tera(), &self.painter, &self.fits, &content, recipe.size)
            .map_err(|fault| vec![self.banner_fault(creative, recipe, fault)])
    }

    pub(super) fn creative(&self, recipe: &BannerRecipe) -> Result<&'p Creative, Vec<Diagnostic>> {
        self.plan.project.creatives.get(&recipe.shown).ok_or_else(Vec::new)
    }

    fn banner_content(
        &self,
        creative: &Creative,
        partner: Option<&'p Partner>,
        recipe: &BannerRecipe,
    ) -> Result<BannerContent, Vec<Diagnostic>> {
        let (locale, size) = (&recipe.locale, recipe.size);
        let words = self.banner_words(creative, partner, locale)?;
        let mut findings = Vec::new();
        let headline = wording(&words, &creative.headline, &mut findings);
        let line = creative.line.as_ref().and_then(|it| wording(&words, it, &mut findings));
        let cta = creative.cta.as_ref().and_then(|it| wording(&words, it, &mut findings));
        let number = creative.number.as_ref().and_then(|it| keep(words.plain(it), &mut findings));
        let legal = recipe.notice.as_ref();
        let legal = legal.and_then(|notice| keep(words.ad_notice(notice), &mut findings));
        let picture = self.banner_picture(creative, &mut findings);
        let palette = self.banner_palette(partner.filter(|_| creative.personal));
        let colors = BannerColors::choose(&palette, tone(creative.scheme));
        let mut logo = |name: &str, logos| self.banner_logo(name, logos, &colors, &mut findings);
        let company_logo = logo(&self.plan.project.company.name, self.company_logos());
        let partner_logo = partner.filter(|_| creative.personal).and_then(|partner| {
            let brand = &partner.brand;
            logo(&partner.name, [brand.logo.as_ref(), brand.logo_dark.as_ref()])
        });
        let headline = headline.filter(|_| findings.is_empty()).ok_or(findings)?;
        let layout = self.plan.layout(creative);
        Ok(BannerContent {
            layout: Layout::new(layout.word()).ok_or_else(Vec::new)?,
            tone: tone(creative.scheme),
            locale: locale.to_string(),
            right_to_left: locale.rtl(),
            palette,
            headline: Headline {
                long: tie_openings(&headline.long),
                short: headline.short.as_deref().map(tie_openings),
            },
            line: line.map(|line| tie_openings(&line.long)).filter(|line| !line.is_empty()),
            call_to_action: cta.map(|cta| button_text(cta, size, layout)),
            number: number.filter(|number| !number.trim().is_empty()),
            legal,
            logo: company_logo,
            partner: partner_logo,
            picture,
        })
    }

    /// What a banner's placeholders mean: for its partner, or for everybody.
    fn banner_words<'w>(
        &'w self,
        creative: &Creative,
        partner: Option<&'p Partner>,
        locale: &'w Locale,
    ) -> Result<Words<'w, 'p>, Vec<Diagnostic>> {
        let formats = self.formats(locale)?;
        let words = match partner {
            Some(partner) => Words::of_partner(self.plan, self.theme, formats, locale, partner),
            None => Words::of_program(self.plan, self.theme, formats, locale, None),
        };
        let product = creative.product.as_ref();
        Ok(Words {
            product: product.and_then(|it| self.plan.project.products.get(&it.value)),
            ..words
        })
    }

    fn banner_picture(
        &self,
        creative: &Creative,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<BannerPicture> {
        let located = creative.picture.as_ref()?;
        let found = self.pictures.for_banner(&located.value, &self.painter, self.inputs);
        let found = found.map_err(|finding| vec![at(located.span, finding)]);
        let (picture, kind) = keep(found, findings)?;
        Some(BannerPicture { picture, kind, focus: focus(creative.focus) })
    }

    pub(super) fn company_logos(&self) -> [Option<&Located<PicturePath>>; 2] {
        let brand = &self.plan.project.company.brand;
        [brand.logo.as_ref(), brand.logo_dark.as_ref()]
    }

    /// The logo for the ground of the banner, or the other one made to be seen there; where that
    /// cannot be, the other one as it is, which gets a plate.
    pub(super) fn banner_logo(
        &self,
        name: &str,
        [on_light, on_dark]: [Option<&Located<PicturePath>>; 2],
        colors: &BannerColors,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Logo> {
        let dark = colors.is_dark();
        let (wanted, other) = if dark { (on_dark, on_light) } else { (on_light, on_dark) };
        let file = wanted.or(other)?;
        let on = LogoGround {
            ground: colors.ground,
            ink: colors.ink,
            for_light: dark == wanted.is_none(),
        };
        let seen = self.pictures.logo_on(&file.value, on, &self.painter, self.inputs);
        let seen = keep(seen.map_err(|finding| vec![at(file.span, finding)]), findings)?;
        let stands = seen.is_some() || wanted.is_some();
        let picture = seen.or_else(|| self.picture(file, findings));
        let (on_light, on_dark) = if stands == dark { (None, picture) } else { (picture, None) };
        Some(Logo { name: name.to_owned(), on_light, on_dark })
    }

    fn picture(
        &self,
        located: &Located<PicturePath>,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Arc<Picture>> {
        let picture = self.pictures.get(&located.value, self.inputs);
        keep(picture.map_err(|finding| vec![at(located.span, finding)]), findings)
    }

    fn banner_palette(&self, partner: Option<&Partner>) -> Palette {
        let brand = &self.plan.project.company.brand;
        let own = partner.and_then(|partner| partner.brand.color);
        Palette::derive(brand.primary, own.or(brand.accent))
    }

    /// A designer's own file: taken as it is if it keeps to format, size and budget.
    pub(super) fn ready_made(
        &self,
        file: &Located<PicturePath>,
        recipe: &BannerRecipe,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let bytes =
            self.inputs.content(&file.value).map_err(|finding| vec![at(file.span, finding)])?;
        let same_format = file.value.extension() == recipe.format.extension()
            || (file.value.extension() == "jpeg" && recipe.format.extension() == "jpg");
        let image = image::load_from_memory(&bytes).map_err(|fault| {
            let message = format!("content/{} cannot be read: {fault}", file.value);
            vec![Diagnostic::error(Code::BadPicture, file.span, message)]
        })?;
        if (image.width(), image.height()) != (recipe.size.width, recipe.size.height) {
            let message = format!(
                "content/{} is {}x{}, but stands for {}",
                file.value,
                image.width(),
                image.height(),
                recipe.size
            );
            return Err(vec![
                Diagnostic::error(Code::BadPicture, file.span, message).help(
                    "export it in exactly this size, or leave the size out: it is drawn then",
                ),
            ]);
        }
        if same_format && bytes.len() as u64 <= recipe.budget {
            return Ok(bytes);
        }
        let encoded = encode(&pixels(image), recipe.format, recipe.budget);
        encoded.map(|encoded| encoded.bytes).map_err(|fault| {
            vec![Diagnostic::error(
                Code::Budget,
                file.span,
                format!("content/{}: {fault}", file.value),
            )]
        })
    }

    pub(super) fn banner_fault(
        &self,
        creative: &Creative,
        recipe: &BannerRecipe,
        fault: BannerError,
    ) -> Diagnostic {
        let which = which(creative, recipe);
        match fault {
            BannerError::Template(error) => self.theme.finding(&error),
            BannerError::Paint(PaintError::Css { excerpt, reason, .. }) => {
                let place =
                    self.theme.place_in_style(StyleOf::Banners, &excerpt).unwrap_or(creative.span);
                let message = format!("banners cannot be drawn by this rule: {reason}");
                Diagnostic::error(Code::Template, place, message).help(STYLE_HELP)
            }
            BannerError::Paint(error) => Diagnostic::error(
                Code::Template,
                creative.span,
                format!("{which} cannot be drawn: {error}"),
            )
            .help(STYLE_HELP),
            BannerError::TextFit(fit) => {
                let shorter = if fit.has_short {
                    "make the `short` headline shorter"
                } else {
                    "give a shorter variant: `headline: {long: …, short: …}`"
                };
                let (beside, figure) = match &fit.number {
                    Some(number) => {
                        (format!(" below “{number}”"), ", write a shorter figure as `number`")
                    }
                    None => (String::new(), ""),
                };
                let help = format!("{shorter}{figure}, or leave this size out");
                let message = format!(
                    "{which}: “{}”{beside} does not fit at {} px, the smallest that can be read",
                    fit.headline, fit.smallest
                );
                let place = creative.headline.get(&recipe.locale, self.plan.default_locale());
                let place = place.map_or(creative.span, |wording| wording.long.span);
                Diagnostic::error(Code::TextFit, place, message).help(help)
            }
        }
    }
}

fn wording(
    words: &Words,
    wording: &Localized<Wording>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Headline> {
    let wording = words.choose(wording)?;
    let long = keep(words.plain(&wording.long), findings)?;
    let short = wording.short.as_ref().and_then(|short| keep(words.plain(short), findings));
    Some(Headline { long, short })
}

pub(super) fn which(creative: &Creative, recipe: &BannerRecipe) -> String {
    let whose =
        recipe.partner.as_ref().map(|partner| format!(" for {partner}")).unwrap_or_default();
    format!("the banner `{}` in {} ({}){whose}", creative.id, recipe.size, recipe.locale)
}

fn too_heavy(creative: &Creative, recipe: &BannerRecipe, fault: &EncodeError) -> Diagnostic {
    let message =
        format!("{} is too heavy as {}: {fault}", which(creative, recipe), recipe.format.word());
    let help = match recipe.format {
        PictureFormat::Jpeg | PictureFormat::Webp => {
            "choose a calmer picture, or a larger `budget`"
        }
        PictureFormat::Png | PictureFormat::Gif => {
            "write `format: jpeg`, choose a calmer picture, or a larger `budget`"
        }
    };
    Diagnostic::error(Code::Budget, creative.span, message).help(help)
}

pub(super) fn pixels(image: image::DynamicImage) -> Pixels {
    let image = image.to_rgba8();
    Pixels { width: image.width(), height: image.height(), rgba: image.into_raw() }
}

fn tone(scheme: Scheme) -> Tone {
    match scheme {
        Scheme::Light => Tone::Light,
        Scheme::Dark => Tone::Dark,
        Scheme::Brand => Tone::Brand,
    }
}

/// Small banners have room for a short button only, and so have squares with a photograph beside
/// the button.
fn button_text(wording: Headline, size: PixelSize, layout: CreativeLayout) -> String {
    let shared = layout == CreativeLayout::Photo && size.class() == SizeClass::Square;
    let has_room = size.width >= ROOMY.width && size.height >= ROOMY.height && !shared;
    match wording.short {
        Some(short) if !has_room => short,
        _ => wording.long,
    }
}

/// The value, or the findings put aside.
pub(super) fn keep<T>(
    result: Result<T, Vec<Diagnostic>>,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    result.map_err(|more| findings.extend(more)).ok()
}
