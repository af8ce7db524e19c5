//! What rendering asks of a theme: its templates, its own texts and the style of a brand.

use crate::diagnostic::Diagnostic;
use crate::model::locale::Locale;
use crate::model::palette::Palette;
use crate::theme::{Argument, OwnFont, OwnFonts, Theme};

/// A value to be put into a theme's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filling {
    Text(String),
    /// Formatted for the locale; as `count` it chooses the plural form.
    Number(u32),
}

/// A theme that can be read from several threads.
pub trait Theming: Sync {
    /// The text of a template (`landing/page.html`).
    ///
    /// # Errors
    /// The template cannot be rendered with this context.
    fn render(&self, template: &str, context: &tera::Context) -> Result<String, Vec<Diagnostic>>;

    /// A text of `i18n/` (`landing.disclosure`) for readers of `locale`.
    ///
    /// # Errors
    /// There is no such text, or it asks for a filling that is not given.
    fn text(&self, locale: &Locale, key: &str, fillings: &[(&str, Filling)]) -> Result<String, Vec<Diagnostic>>;

    /// `@font-face` rules and custom properties. `assets` is where the theme's files are published,
    /// with a slash at the end; `None` where fonts are the reader's.
    fn brand_css(&self, palette: &Palette, fonts: BrandFonts<'_>, assets: Option<&str>) -> String;
}

/// Addresses of the company's own typefaces.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrandFonts<'a> {
    pub display: Option<&'a str>,
    pub text: Option<&'a str>,
}

impl Theming for Theme {
    fn render(&self, template: &str, context: &tera::Context) -> Result<String, Vec<Diagnostic>> {
        Theme::render(self, template, context).map_err(|finding| vec![finding])
    }

    fn text(&self, locale: &Locale, key: &str, fillings: &[(&str, Filling)]) -> Result<String, Vec<Diagnostic>> {
        let arguments = fillings.iter().map(|(name, filling)| {
            let argument = match filling {
                Filling::Text(text) => Argument::Text(text.clone()),
                Filling::Number(number) => Argument::Number(i64::from(*number)),
            };
            ((*name).to_owned(), argument)
        });
        self.words()
            .text(locale.as_str(), key, &arguments.collect())
            .map_err(|fault| vec![self.missing_text(&fault)])
    }

    fn brand_css(&self, palette: &Palette, fonts: BrandFonts<'_>, assets: Option<&str>) -> String {
        let own = |family: &str, address: Option<&str>| {
            address.map(|address| OwnFont { family: family.to_owned(), address: address.to_owned() })
        };
        let own =
            OwnFonts { display: own("Brand Display", fonts.display), text: own("Brand Text", fonts.text) };
        Theme::brand_css(self, palette, &own, assets)
    }
}
