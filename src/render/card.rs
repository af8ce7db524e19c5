//! The pictures that social networks show for a landing, drawn as banners are.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::landing::LandingText;
use crate::model::material::Landing;
use crate::model::palette::Palette;
use crate::plan::{CARD_SIZE, CardRecipe};
use crate::raster::{Painter, Scale, encode};

use super::Renderer;
use super::art::keep;
use super::banner::{
    BannerColors, BannerContent, BannerError, BannerMarkup, BannerPicture, Headline, Layout, Tone,
    expand, scene,
};
use super::picture::{at, focus};
use super::words::Words;

/// Networks take more; messengers fetch it on the way.
const BUDGET: u64 = 150_000;
/// The name of the templates: `banner/card.html` and `.css`.
const LAYOUT: &str = "card";

impl<'p> Renderer<'_, 'p> {
    /// The card's file.
    pub(super) fn card(&self, recipe: &CardRecipe) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let (landing, _) = self.card_text(recipe)?;
        let scene = scene(&self.card_markup(recipe)?, Scale::One);
        self.drawn(scene.fingerprint(), &format!("card {}", recipe.format.word()), || {
            let pixels = self
                .painter
                .paint(&scene)
                .map_err(|fault| vec![self.no_card(landing, recipe, BannerError::Paint(fault))])?;
            encode(&pixels, recipe.format, BUDGET).map(|encoded| encoded.bytes).map_err(|fault| {
                let message = format!("{} is too heavy: {fault}", which(landing, recipe));
                vec![
                    Diagnostic::error(Code::Budget, landing.span, message)
                        .help("choose a calmer picture"),
                ]
            })
        })
    }

    /// The card, fitted but not drawn. A headline that is too long for it ends in an ellipsis: pages have no shorter one.
    pub(super) fn card_markup(&self, recipe: &CardRecipe) -> Result<BannerMarkup, Vec<Diagnostic>> {
        let (landing, text) = self.card_text(recipe)?;
        let mut content = self.card_content(text, recipe)?;
        loop {
            let tera = self.theme.tera();
            match expand(tera, &self.painter, &self.fits, &content, CARD_SIZE) {
                Ok(markup) => return Ok(markup),
                Err(fault) => match (&fault, shortened(&content.headline.long)) {
                    (BannerError::TextFit(_), Some(shorter)) => content.headline.long = shorter,
                    _ => return Err(vec![self.no_card(landing, recipe, fault)]),
                },
            }
        }
    }

    fn card_text(
        &self,
        recipe: &CardRecipe,
    ) -> Result<(&'p Landing, &'p LandingText), Vec<Diagnostic>> {
        let landing = self.landing(&recipe.landing)?;
        let text = self.plan.card_text(landing, recipe.variant.as_ref(), &recipe.locale);
        Ok((landing, text.ok_or_else(Vec::new)?))
    }

    fn card_content(
        &self,
        text: &LandingText,
        recipe: &CardRecipe,
    ) -> Result<BannerContent, Vec<Diagnostic>> {
        let (plan, theme, locale) = (self.plan, self.theme, &recipe.locale);
        let formats = self.formats(locale)?;
        let partner = recipe.partner.as_ref().map(|id| self.partner(id)).transpose()?;
        let words = match partner {
            Some(partner) => Words::of_partner(plan, theme, formats, locale, partner),
            None => Words::of_program(plan, theme, formats, locale, None),
        };
        let mut findings = Vec::new();
        let headline = keep(words.plain(&text.hero.headline), &mut findings);
        let picture = text.hero.picture.as_ref().and_then(|located| {
            let found = self.pictures.for_banner(&located.value, &self.painter, self.inputs);
            let found = found.map_err(|finding| vec![at(located.span, finding)]);
            let (picture, kind) = keep(found, &mut findings)?;
            Some(BannerPicture { picture, kind, focus: focus(text.hero.focus) })
        });
        let company = &plan.project.company;
        let accent = partner.and_then(|partner| partner.brand.color).or(company.brand.accent);
        let palette = Palette::derive(company.brand.primary, accent);
        let colors = BannerColors::choose(&palette, Tone::Brand);
        let logo = self.banner_logo(&company.name, self.company_logos(), &colors, &mut findings);
        let headline = headline.filter(|_| findings.is_empty()).ok_or(findings)?;
        Ok(BannerContent {
            layout: Layout::new(LAYOUT).ok_or_else(Vec::new)?,
            tone: Tone::Brand,
            locale: locale.to_string(),
            right_to_left: locale.rtl(),
            palette,
            headline: Headline { long: headline, short: None },
            line: None,
            call_to_action: None,
            number: None,
            legal: None,
            logo,
            partner: None,
            picture,
        })
    }

    fn no_card(&self, landing: &Landing, recipe: &CardRecipe, fault: BannerError) -> Diagnostic {
        let reason = match fault {
            BannerError::Template(error) => return self.theme.finding(&error),
            BannerError::Paint(error) => error.to_string(),
            BannerError::TextFit(fit) => format!("“{}” does not fit", fit.headline),
        };
        let message = format!("{} cannot be drawn: {reason}", which(landing, recipe));
        Diagnostic::error(Code::Template, landing.span, message).help(
            "the CSS of banner/card.css must keep to what banners can draw: see docs/themes.md",
        )
    }
}

fn which(landing: &Landing, recipe: &CardRecipe) -> String {
    format!("the preview picture of the landing `{}` ({})", landing.id, recipe.locale)
}

/// One word less, or one letter of the last word; `None` when nothing is left.
fn shortened(headline: &str) -> Option<String> {
    let said = headline.trim_end_matches('…').trim_end();
    let shorter = match said.rsplit_once(char::is_whitespace) {
        Some((before, _)) => before,
        None => &said[..said.char_indices().next_back()?.0],
    };
    let shorter = shorter.trim_end_matches(|it: char| !it.is_alphanumeric());
    (!shorter.is_empty()).then(|| format!("{shorter}…"))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn headlines_lose_words_then_letters() {
        assert_eq!(shortened("Coffee, every week").as_deref(), Some("Coffee, every…"));
        assert_eq!(shortened("Coffee, every…").as_deref(), Some("Coffee…"));
        assert_eq!(shortened("Coffee…").as_deref(), Some("Coffe…"));
        assert_eq!(shortened("C…"), None);
    }
}
