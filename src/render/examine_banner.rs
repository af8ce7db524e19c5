//! Banners looked at without being written: whether they can be drawn, and what is weak about them.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::creative::{Creative, Scheme};
use crate::plan::BannerRecipe;
use crate::raster::{Painter, Scale};

use super::Renderer;
use super::art::{pixels, which};
use super::banner::{
    BannerError, BannerMarkup, Faint, LowLogo, Soft, is_edgeless, scene, weaknesses,
};

impl Renderer<'_, '_> {
    /// Whether the banner can be drawn, and how well it can be seen.
    pub(super) fn examine_banner(&self, recipe: &BannerRecipe) -> Result<(), Vec<Diagnostic>> {
        let creative = self.creative(recipe)?;
        // Twice the pixels show the same.
        if recipe.scale != Scale::One {
            return Ok(());
        }
        if let Some(file) = creative.files.get(&recipe.size) {
            let bytes = self.ready_made(file, recipe)?;
            let image = image::load_from_memory(&bytes).map_err(|_| Vec::new())?;
            let edgeless = is_edgeless(&pixels(image));
            return if edgeless {
                Err(vec![edgeless_at(creative, recipe, file.span)])
            } else {
                Ok(())
            };
        }
        // Whether it can be made light enough shows only when it is written; within the usual limits
        // nearly everything can.
        if recipe.budget < self.plan.sizes.max_bytes(recipe.size) {
            self.banner(recipe)?;
        }
        let place = creative.picture.as_ref().map_or(creative.span, |picture| picture.span);
        let mut findings = Vec::new();
        for markup in self.banner_markups(creative, recipe)? {
            let found = weaknesses(&self.painter, &markup).map_err(|fault| {
                vec![self.banner_fault(creative, recipe, BannerError::Paint(fault))]
            })?;
            let faint = found.faint.iter();
            findings.extend(faint.map(|faint| too_faint(creative, recipe, faint, place)));
            findings.extend(found.soft.map(|soft| too_small(creative, recipe, soft, place)));
            findings.extend(found.low.iter().map(|low| self.too_low(creative, recipe, low)));
            if creative.scheme == Scheme::Light
                && self.is_drawn_edgeless(creative, recipe, &markup)?
            {
                findings.push(edgeless_at(creative, recipe, creative.span));
            }
            if markup.wants_short {
                findings.push(self.too_long(creative, recipe, markup.fitted.headline));
            }
        }
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }

    fn is_drawn_edgeless(
        &self,
        creative: &Creative,
        recipe: &BannerRecipe,
        markup: &BannerMarkup,
    ) -> Result<bool, Vec<Diagnostic>> {
        let drawn = self.painter.paint(&scene(markup, Scale::One));
        drawn
            .map(|pixels| is_edgeless(&pixels))
            .map_err(|fault| vec![self.banner_fault(creative, recipe, BannerError::Paint(fault))])
    }

    fn too_low(&self, creative: &Creative, recipe: &BannerRecipe, low: &LowLogo) -> Diagnostic {
        let partner = recipe.partner.as_ref().and_then(|id| self.plan.project.partners.get(id));
        let partner = partner.filter(|_| low.part == "partner");
        let logo = match partner {
            Some(partner) => partner.brand.logo.as_ref(),
            None => self.company_logos()[0],
        };
        let message = format!(
            "{}: the logo is so wide that it stands there {:.0} px high, and cannot be read",
            which(creative, recipe),
            low.height
        );
        Diagnostic::warning(Code::Resolution, logo.map_or(creative.span, |it| it.span), message)
            .help("give a more compact form of the logo (a sign, or two lines), or leave this size out")
    }

    fn too_long(&self, creative: &Creative, recipe: &BannerRecipe, shown: f32) -> Diagnostic {
        let place = creative.headline.get(&recipe.locale, self.plan.default_locale());
        let message = format!(
            "{}: the headline is so long that it stands there at {shown} px only",
            which(creative, recipe)
        );
        Diagnostic::lint(Code::TextFit, place.map_or(creative.span, |it| it.long.span), message)
            .help("give a shorter variant: `headline: {long: …, short: …}`")
    }
}

fn too_faint(creative: &Creative, recipe: &BannerRecipe, faint: &Faint, place: Span) -> Diagnostic {
    let message = format!(
        "{}: the {} has a contrast of {:.1} to the picture behind it, and needs {}",
        which(creative, recipe),
        faint.part,
        faint.contrast,
        faint.needed
    );
    Diagnostic::warning(Code::Contrast, place, message)
        .help("choose a calmer part of the picture by `focus`, or another `scheme`")
}

fn too_small(creative: &Creative, recipe: &BannerRecipe, soft: Soft, place: Span) -> Diagnostic {
    let ((width, height), (shown_width, shown_height)) = (soft.own, soft.shown);
    let message = format!(
        "{}: the picture has {width} × {height} pixels and is shown at {shown_width} × {shown_height}",
        which(creative, recipe),
    );
    Diagnostic::warning(Code::Resolution, place, message)
        .help("give a larger picture, or leave this size out")
}

fn edgeless_at(creative: &Creative, recipe: &BannerRecipe, place: Span) -> Diagnostic {
    let message = format!(
        "{} is nearly white to its edges, so that it has no end on a white page",
        which(creative, recipe)
    );
    Diagnostic::warning(Code::Contrast, place, message).help("give it a border of one pixel")
}
