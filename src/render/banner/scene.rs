//! Content and a size to markup, through the layout's templates; markup to a scene.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera};

use crate::model::banner::{PixelSize, SizeClass};
use crate::model::color::Color;
use crate::raster::{Fill, PaintError, Painter, Picture, Placed, Scale, Scene};

use super::colors::BannerColors;
use super::content::{BannerContent, BannerPicture, Logo, PictureKind};
use super::fitting::{FitMemo, Fitted, Task, TextFit, Trial, Variant, Widths, fit};
use super::measures::Measures;

/// One banner's markup, fitted: all that drawing and the HTML5 form need.
#[derive(Debug, Clone)]
pub struct BannerMarkup {
    pub size: PixelSize,
    /// One element of the banner's size.
    pub html: String,
    pub css: Arc<str>,
    pub pictures: BTreeMap<Arc<str>, Placed>,
    pub fitted: Fitted,
    /// The headline is smaller than comfortable, and no shorter one was given.
    pub wants_short: bool,
}

/// Why there is no banner.
#[derive(Debug)]
pub enum BannerError {
    /// A template of the layout is missing or wrong.
    Template(tera::Error),
    Paint(PaintError),
    TextFit(TextFit),
}

impl From<PaintError> for BannerError {
    fn from(error: PaintError) -> BannerError {
        BannerError::Paint(error)
    }
}

impl From<tera::Error> for BannerError {
    fn from(error: tera::Error) -> BannerError {
        BannerError::Template(error)
    }
}

/// What a layout's templates see.
#[derive(Debug, Serialize)]
struct TemplateContext<'a> {
    width: u32,
    height: u32,
    /// `strip`, `wide`, `box`, `square`, `portrait` or `tall`.
    class: &'a str,
    /// A strip too low for anything but text, logo and button.
    slim: bool,
    tone: &'a str,
    locale: &'a str,
    right_to_left: bool,
    headline: &'a str,
    line: Option<&'a str>,
    call_to_action: Option<&'a str>,
    number: Option<&'a str>,
    legal: Option<&'a str>,
    logo: Option<LogoContext>,
    partner: Option<LogoContext>,
    picture: Option<PictureContext>,
}

#[derive(Debug, Clone, Serialize)]
struct LogoContext {
    /// The name for `<img src>`.
    src: &'static str,
    name: String,
    /// CSS pixels.
    width: f32,
    height: f32,
    /// There is no logo for this ground: it needs a plate of the other kind behind it.
    plate: bool,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct PictureContext {
    src: &'static str,
    cutout: bool,
}

/// Fits `content` to `size` with the layout's templates.
///
/// Errors: a template that is missing or wrong, CSS that the painter does not draw, or text that
/// does not fit legibly.
pub fn expand(
    templates: &Tera,
    painter: &dyn Painter,
    memo: &FitMemo,
    content: &BannerContent,
    size: PixelSize,
) -> Result<BannerMarkup, BannerError> {
    let draft = Draft::new(templates, content, size)?;
    let key = draft.key();
    let fitted = match memo.get(&key) {
        Some(known) => known,
        None => {
            let task = Task {
                measures: &draft.measures,
                variants: &draft.variants,
                has_number: content.number.is_some(),
                right_to_left: content.right_to_left,
            };
            let found = fit(&task, |trial| painter.measure(&draft.scene(trial)))?;
            memo.put(key, found);
            found
        }
    };
    let fitted = fitted.ok_or_else(|| BannerError::TextFit(draft.failure()))?;
    let wants_short = content.headline.short.is_none() && draft.measures.cramps(fitted.headline);
    Ok(BannerMarkup {
        size,
        wants_short,
        html: draft.html(&draft.fitted_style(&fitted), fitted.variant),
        css: draft.css,
        pictures: draft.pictures,
        fitted,
    })
}

/// The scene that draws `markup`.
pub fn scene(markup: &BannerMarkup, scale: Scale) -> Scene {
    Scene {
        html: markup.html.clone(),
        css: markup.css.clone(),
        size: markup.size,
        scale,
        pictures: markup.pictures.clone(),
    }
}

/// A banner before its type is fitted.
struct Draft<'a> {
    content: &'a BannerContent,
    measures: Measures,
    css: Arc<str>,
    /// The layout's HTML of each variant, in the order of preference.
    bodies: Vec<String>,
    variants: Vec<Variant>,
    pictures: BTreeMap<Arc<str>, Placed>,
    classes: String,
    style: String,
}

impl<'a> Draft<'a> {
    fn new(
        templates: &Tera,
        content: &'a BannerContent,
        size: PixelSize,
    ) -> Result<Draft<'a>, BannerError> {
        let measures = Measures::of(size);
        let colors = BannerColors::choose(&content.palette, content.tone);
        let mut pictures = BTreeMap::new();
        // Two logos share one's room; in skyscrapers they stand one below the other.
        let shares = content.logo.is_some() && content.partner.is_some();
        let logo_factor = if shares && measures.class != SizeClass::Tall { 0.8 } else { 1.0 };
        let mut logo = |source: &Option<Logo>, name: &'static str| {
            source.as_ref().and_then(|logo| {
                place_logo(logo, name, &colors, &measures, logo_factor, &mut pictures)
            })
        };
        let logo_context = logo(&content.logo, "logo");
        let partner = logo(&content.partner, "partner");
        let slim = size.height <= 66;
        let picture = content.picture.as_ref().map(|picture| {
            let fill = match picture.kind {
                PictureKind::Photo => Fill::Cover(picture.focus),
                PictureKind::Cutout => Fill::Contain,
            };
            pictures.insert("picture".into(), Placed { picture: picture.picture.clone(), fill });
            PictureContext { src: "picture", cutout: picture.kind == PictureKind::Cutout }
        });
        let variants = variants(content, &measures);
        let mut context = TemplateContext {
            width: size.width,
            height: size.height,
            class: measures.class.name(),
            slim,
            tone: content.tone.name(),
            locale: &content.locale,
            right_to_left: content.right_to_left,
            headline: "",
            line: None,
            call_to_action: content.call_to_action.as_deref(),
            number: None,
            legal: content.legal.as_deref(),
            logo: logo_context,
            partner,
            picture,
        };
        let layout = content.layout.name();
        let mut bodies = Vec::new();
        for variant in &variants {
            context.headline = headline(content, *variant);
            context.number = content.number.as_deref().filter(|_| variant.with_number);
            context.line = content.line.as_deref().filter(|_| variant.with_line);
            let values = Context::from_serialize(&context)?;
            bodies.push(templates.render(&format!("banner/{layout}.html"), &values)?);
        }
        let css = templates.render(&format!("banner/{layout}.css"), &Context::new())?;
        let classes = classes(content, &measures, slim);
        let mut style = static_style(&measures, &colors);
        if let Some(picture) = &content.picture {
            style += &picture_style(picture);
        }
        Ok(Draft { content, measures, css: css.into(), bodies, variants, pictures, classes, style })
    }

    /// A hash of everything that the fit depends on: not of colours or of what pictures show.
    fn key(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        let size = self.measures.size.to_string();
        let plain = [size.as_str(), &self.css, &self.classes, &self.content.locale];
        for text in plain.into_iter().chain(self.bodies.iter().map(String::as_str)) {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }

    fn scene(&self, trial: Trial) -> Scene {
        let style = type_style(trial.headline, trial.line, trial.number, trial.widths);
        Scene {
            html: self.html(&style, trial.variant),
            css: self.css.clone(),
            size: self.measures.size,
            scale: Scale::One,
            pictures: self.pictures.clone(),
        }
    }

    fn fitted_style(&self, fitted: &Fitted) -> String {
        let mut style = type_style(fitted.headline, fitted.line, fitted.number, fitted.widths);
        // Writing to a String cannot fail.
        let _ = write!(
            style,
            "--copy-inline:{:.1}px;--copy-block:{:.1}px;",
            fitted.copy_inline, fitted.copy_block
        );
        style
    }

    fn html(&self, style: &str, variant: Variant) -> String {
        let stacked = if variant.stacked_button { " stacked" } else { "" };
        let index = self.variants.iter().position(|known| *known == variant);
        let body = index.and_then(|index| self.bodies.get(index)).map_or("", String::as_str);
        // A language tag has no other characters; the layout must not be broken out of.
        let locale: String = self
            .content
            .locale
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
            .collect();
        let direction = if self.content.right_to_left { "rtl" } else { "ltr" };
        format!(
            "<div id=\"banner\" class=\"{}{stacked}\" lang=\"{locale}\" dir=\"{direction}\" style=\"{}{style}\">{body}</div>",
            self.classes, self.style,
        )
    }

    fn failure(&self) -> TextFit {
        let headlines = &self.content.headline;
        TextFit {
            size: self.measures.size,
            headline: headlines.short.as_ref().unwrap_or(&headlines.long).clone(),
            smallest: self.measures.headline.smallest,
            has_short: headlines.short.is_some(),
            number: self.content.number.clone(),
        }
    }
}

/// In the order of preference: the short headline before the second line goes; on low sizes a
/// button in two lines, then no figure, before nothing fits.
fn variants(content: &BannerContent, measures: &Measures) -> Vec<Variant> {
    let shorts: &[bool] = if content.headline.short.is_some() { &[false, true] } else { &[false] };
    let with_line: &[bool] = if content.line.is_some() { &[true, false] } else { &[false] };
    let variant = |short_headline: &bool, with_line: &bool| Variant {
        short_headline: *short_headline,
        with_line: *with_line,
        with_number: true,
        stacked_button: false,
    };
    let mut variants: Vec<Variant> = with_line
        .iter()
        .flat_map(|with_line| shorts.iter().map(move |short| variant(short, with_line)))
        .collect();
    let plain: Vec<Variant> = shorts.iter().map(|short| variant(short, &false)).collect();
    let stacked = |variant: &Variant| Variant { stacked_button: true, ..*variant };
    let without_number = |variant: &Variant| Variant { with_number: false, ..*variant };
    let can_stack = measures.class == SizeClass::Strip && content.call_to_action.is_some();
    if can_stack {
        variants.extend(plain.iter().map(stacked));
    }
    if content.number.is_some() && measures.is_low() {
        variants.extend(plain.iter().map(without_number));
        if can_stack {
            variants.extend(plain.iter().map(without_number).map(|variant| stacked(&variant)));
        }
    }
    variants
}

fn headline(content: &BannerContent, variant: Variant) -> &str {
    let short = content.headline.short.as_deref().filter(|_| variant.short_headline);
    short.unwrap_or(&content.headline.long)
}

fn classes(content: &BannerContent, measures: &Measures, slim: bool) -> String {
    let layout = format!("layout-{}", content.layout.name());
    let tone = format!("tone-{}", content.tone.name());
    let mut classes = vec!["banner", &layout, &tone, measures.class.name()];
    classes.push(if content.right_to_left { "rtl" } else { "ltr" });
    classes.push(if content.picture.is_some() { "with-picture" } else { "no-picture" });
    if content.picture.as_ref().and_then(flat_edges).is_some() {
        classes.push("flat-edges");
    }
    if content.legal.is_some() {
        classes.push("with-legal");
    }
    if slim {
        classes.push("slim");
    }
    if measures.is_low() {
        classes.push("low");
    }
    if measures.size.width <= 140 {
        classes.push("narrow");
    }
    classes.join(" ")
}

/// Chooses the logo for the ground; the other one on a plate where that is missing.
fn place_logo(
    logo: &Logo,
    src: &'static str,
    colors: &BannerColors,
    measures: &Measures,
    factor: f32,
    pictures: &mut BTreeMap<Arc<str>, Placed>,
) -> Option<LogoContext> {
    let (wanted, other) = if colors.is_dark() {
        (&logo.on_dark, &logo.on_light)
    } else {
        (&logo.on_light, &logo.on_dark)
    };
    let picture: &Arc<Picture> = wanted.as_ref().or(other.as_ref())?;
    pictures.insert(src.into(), Placed { picture: picture.clone(), fill: Fill::Contain });
    let (width, height) = measures.logo_size(picture.aspect());
    let (width, height) = (width * factor, height * factor);
    Some(LogoContext {
        src,
        name: logo.name.clone(),
        width: (width * 10.0).round() / 10.0,
        height: (height * 10.0).round() / 10.0,
        plate: wanted.is_none(),
    })
}

fn static_style(measures: &Measures, colors: &BannerColors) -> String {
    format!(
        "--width:{}px;--height:{}px;--margin:{}px;--gap:{}px;--button-size:{}px;--legal-size:{:.1}px;{}",
        measures.size.width,
        measures.size.height,
        measures.margin,
        measures.gap,
        measures.button,
        measures.legal,
        colors.css_variables()
    )
}

/// A picture that fills an area and can be continued above and below: the colours there.
fn flat_edges(picture: &BannerPicture) -> Option<[[u8; 3]; 2]> {
    picture.picture.flat_edges().filter(|_| picture.kind == PictureKind::Photo)
}

fn picture_style(picture: &BannerPicture) -> String {
    let mut style = format!("--picture-tallness:{:.3};", 1.0 / picture.picture.aspect());
    if let Some([above, below]) = flat_edges(picture) {
        let [above, below] = [above, below].map(|[red, green, blue]| Color::new(red, green, blue));
        style += &format!("--picture-above:{above};--picture-below:{below};");
    }
    style
}

fn type_style(headline: f32, line: f32, number: f32, widths: Widths) -> String {
    let mut style = format!(
        "--headline-size:{headline:.1}px;--line-size:{line:.1}px;--number-size:{number:.1}px;"
    );
    for (name, width) in [("headline", widths.headline), ("line", widths.line)] {
        if let Some(width) = width {
            // Writing to a String cannot fail.
            let _ = write!(style, "--{name}-width:{width:.1}px;");
        }
    }
    style
}
