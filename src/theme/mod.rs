//! Themes: which folders one consists of, what it declares, its words, and its templates made
//! ready to be rendered. Beside them Markdown, values in the way of a locale, and the
//! placeholders of content.
//!
//! This module reads through `source` and knows the model; it must not know of partners, plans or
//! what a page is about: whoever renders hands that over.

mod assets;
mod brand;
mod built_in;
mod chain;
mod embedded;
mod fault;
pub mod format;
mod functions;
mod languages;
mod loaded;
mod manifest;
pub mod markdown;
pub mod placeholders;
mod style;
mod words;

use std::sync::Arc;

use tera::{Context, Tera};

use crate::decode::fields::Findings;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::font::FontFace;
use crate::model::locale::Locale;
use crate::model::palette::Palette;
use crate::model::text::Located;
use crate::model::theme::ThemeManifest;
use crate::source::Source;

use assets::Assets;
use chain::Folder;
use fault::{Template, Templates};

pub use brand::{OwnFont, OwnFonts, SmallFace};
pub use built_in::{DEFAULT_THEME, add_built_in, built_in_files, built_in_themes, is_built_in};
pub use embedded::data_address;
pub use languages::Strings;
pub use loaded::LoadedTheme;
pub use style::Statement;
pub use words::{Argument, NoText, Words};

/// The file of `static/` that is published with the `@font-face` rules before it, so that pages
/// need not repeat them.
pub const STYLESHEET: &str = "theme.css";

/// What is escaped on printing; all other templates give plain text or CSS.
const MARKUP: [&str; 4] = [".html", ".xml", ".svg", ".mjml"];

/// The template of a landing's card, and the folder of all that it includes.
const CARD: &str = ":banner/card.html";
const DRAWN: &str = ":banner/";
/// The folder of what PDFs are printed of.
const PRINTED: &str = ":document/";
/// The style that only HTML5 banners have.
const MOTION: &str = "/motion.css";

/// What a style of the theme is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StyleOf {
    Banners,
    Documents,
}

/// A theme with all that it extends, ready to render from any thread.
pub struct Theme {
    manifest: ThemeManifest,
    tera: Tera,
    templates: Templates,
    words: Arc<Words>,
    assets: Assets,
    /// Where the theme was chosen, for faults that lie in no file of it.
    place: Span,
}

impl Theme {
    /// Reads the theme called `name` and those that it extends. `strings` are the project's own
    /// words in place of the theme's. `None` if any of it has a fault: all are reported.
    pub fn load(
        source: &Source,
        name: &Located<String>,
        strings: &Strings,
        findings: &mut Findings,
    ) -> Option<Theme> {
        let before = findings.len();
        let folders = chain::chain(source, name, findings)?;
        let mut manifest = manifest::manifest(source, &folders, findings);
        let words = Arc::new(languages::words(source, &folders, strings, findings));
        let assets = Assets::read(source, &folders, findings);
        manifest.files = assets.files().map(|(path, _)| path.to_owned()).collect();
        assets.fingerprint().clone_into(&mut manifest.fingerprint);
        let templates = templates(source, &folders, findings);
        manifest.card = card(&templates);
        let mut tera = engine(&folders);
        functions::register(&mut tera, words.clone(), Arc::new(assets.texts()));
        let texts = templates.iter().map(|(name, template)| (name, &template.text));
        if let Err(error) = tera.add_raw_templates(texts) {
            findings.extend(load_faults(&error, &templates, name.span));
        }
        let broken = findings[before..].iter().any(|finding| finding.severity == Severity::Error);
        (!broken).then_some(Theme { manifest, tera, templates, words, assets, place: name.span })
    }

    /// What the theme declares in its `theme.yaml`.
    pub fn manifest(&self) -> &ThemeManifest {
        &self.manifest
    }

    /// Renders a template, such as `landing/page.html`, of the nearest theme that has it.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(template, context).map_err(|error| self.finding(&error))
    }

    /// Where a piece of a style stands in the theme's files; `None` if templates put it together.
    pub fn place_in_style(&self, of: StyleOf, piece: &str) -> Option<Span> {
        let piece = piece.trim();
        let mut found = self.styles(of).filter_map(|template| {
            let start = template.text.find(piece).filter(|_| !piece.is_empty())?;
            place_in(template, start, piece.len())
        });
        found.next()
    }

    /// What the styles of banners say, with the places. The style of motion is not among them: it
    /// is for browsers.
    pub fn banner_statements(&self) -> Vec<(Span, Statement<'_>)> {
        let pieces = self.styles(StyleOf::Banners).flat_map(|template| {
            style::statements(&template.text).into_iter().filter_map(move |(at, statement)| {
                place_in(template, at, statement.text().len()).map(|place| (place, statement))
            })
        });
        pieces.collect()
    }

    fn styles(&self, of: StyleOf) -> impl Iterator<Item = &Template> {
        let folder = match of {
            StyleOf::Banners => DRAWN,
            StyleOf::Documents => PRINTED,
        };
        let is_meant = move |name: &str| {
            name.contains(folder) && name.ends_with(".css") && !name.ends_with(MOTION)
        };
        self.templates.iter().filter(move |(name, _)| is_meant(name)).map(|(_, it)| it)
    }

    /// Whether the theme, or one that it extends, has the template.
    pub fn has(&self, template: &str) -> bool {
        self.templates
            .keys()
            .any(|name| name.split_once(':').is_some_and(|(_, own)| own == template))
    }

    /// The engine with all templates, for who renders more than pages. Its errors become findings
    /// by [`Theme::finding`].
    pub fn tera(&self) -> &Tera {
        &self.tera
    }

    /// An error of the engine as a finding at its place in the theme.
    pub fn finding(&self, error: &tera::Error) -> Diagnostic {
        let mut findings = fault::findings(error, &self.templates, self.place);
        // Rendering stops at the first fault.
        match findings.len() {
            0 => {
                Diagnostic::error(crate::diagnostic::Code::Template, self.place, error.to_string())
            }
            _ => findings.swap_remove(0),
        }
    }

    /// The theme's words in all languages, the project's own included.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The finding about words that the theme lacks.
    pub fn missing_text(&self, fault: &NoText) -> Diagnostic {
        let code = crate::diagnostic::Code::Template;
        let finding = Diagnostic::error(code, self.place, fault.message.clone());
        match &fault.help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }

    /// The bytes of one of `manifest().files`.
    pub fn static_file(&self, path: &str) -> Option<&[u8]> {
        self.assets.get(path)
    }

    /// The bytes of a file that `manifest().fonts.files` lists.
    pub fn font(&self, file: &str) -> Option<&[u8]> {
        self.assets.get(&format!("fonts/{file}"))
    }

    /// The file of the display face that a page in `locale` shows first: the one with the letters
    /// of the language's own name.
    pub fn display_font(&self, locale: &Locale) -> Option<&str> {
        let face = self.face_with(&self.manifest.fonts.display, first_letter(locale)?)?;
        Some(face.file.as_str())
    }

    fn face_with(&self, families: &[String], letter: char) -> Option<&FontFace> {
        let files = &self.manifest.fonts.files;
        let face = |family: &String| {
            files.iter().find(|face| face.family == *family && face.covers(letter))
        };
        families.iter().find_map(face)
    }

    /// `site.brand_css` of a page that opens from disk and holds its typefaces: those
    /// with Latin letters, which addresses have, and those of the language.
    pub fn embedded_css(&self, palette: &Palette, own: &OwnFonts, locale: &Locale) -> String {
        let fonts = &self.manifest.fonts;
        let mut faces: Vec<&FontFace> = Vec::new();
        let roles = [(&own.display, &fonts.display), (&own.text, &fonts.text)];
        for (own, families) in roles {
            // A company's own typeface has Latin letters for sure.
            let latin = Some('a').filter(|_| own.is_none());
            let letters = [latin, first_letter(locale).filter(|letter| !letter.is_ascii())];
            for letter in letters.into_iter().flatten() {
                let face = self.face_with(families, letter);
                faces.extend(face.filter(|face| !faces.contains(face)));
            }
        }
        let data =
            |face: &FontFace| data_address(&face.file, self.font(&face.file).unwrap_or_default());
        brand::faces(faces, own, data) + &brand::properties(palette, fonts, own)
    }

    /// `site.brand_css`: what a page says of its colours and typefaces. The files of the typefaces
    /// are named by [`stylesheet`](Theme::stylesheet).
    pub fn brand_css(&self, palette: &Palette, own: &OwnFonts) -> String {
        brand::properties(palette, &self.manifest.fonts, own)
    }

    /// [`STYLESHEET`] as it is published, with the files of all typefaces; addresses of `own` and `small` are
    /// seen from there. For the characters of `small` these count, as they stand behind the others. `None` if the theme has no such file.
    pub fn stylesheet(&self, own: &OwnFonts, small: &[SmallFace]) -> Option<Vec<u8>> {
        let address = |face: &FontFace| format!("fonts/{}", face.file);
        let whole = brand::faces(&self.manifest.fonts.files, own, address);
        let mut css = (whole + &brand::small_faces(small)).into_bytes();
        css.extend_from_slice(self.assets.get(STYLESHEET)?);
        Some(css)
    }
}

/// The first letter of the language's own name: of the script that its pages are in.
fn first_letter(locale: &Locale) -> Option<char> {
    locale.autonym().chars().find(|character| character.is_alphabetic())
}

/// An engine that finds templates by their bare path in the nearest theme, and as
/// `default:landing/page.html` in a certain one.
fn engine(folders: &[Folder]) -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on(MARKUP);
    let prefixes = folders.iter().map(|folder| format!("{}:", folder.id));
    // Only refused once there are templates.
    let _ = tera.set_fallback_prefixes(prefixes);
    tera
}

fn templates(source: &Source, folders: &[Folder], findings: &mut Findings) -> Templates {
    let mut templates = Templates::new();
    for folder in folders {
        let Some(path) = folder.path("templates") else {
            continue;
        };
        for (file, listed) in source.files_in(path.as_str()) {
            let name =
                format!("{}:{}", folder.id, &listed.path.as_str()[path.as_str().len() + 1..]);
            match source.read_text(file) {
                Ok(text) => {
                    templates.insert(name, Template { file, text: text.to_owned() });
                }
                Err(finding) => findings.push(finding),
            }
        }
    }
    templates
}

/// The engine stops at the first slip of syntax: each template is then tried on its own, so that
/// all of them are reported in one run.
fn load_faults(error: &tera::Error, templates: &Templates, place: Span) -> Vec<Diagnostic> {
    let is_syntax = |error: &tera::Error| matches!(error.kind(), tera::ErrorKind::SyntaxError(_));
    if !is_syntax(error) {
        return fault::findings(error, templates, place);
    }
    let slips = templates.iter().filter_map(|(name, template)| {
        let error = Tera::default().add_raw_template(name, &template.text).err()?;
        is_syntax(&error).then(|| fault::findings(&error, templates, place))
    });
    slips.flatten().collect()
}

/// A hash of all templates that cards can be drawn with; `None` without one for cards.
fn card(templates: &Templates) -> Option<String> {
    templates.keys().find(|name| name.ends_with(CARD))?;
    let mut hasher = blake3::Hasher::new();
    for (name, template) in templates.iter().filter(|(name, _)| name.contains(DRAWN)) {
        for part in [name, &template.text] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
    }
    Some(hasher.finalize().to_hex()[..8].to_owned())
}

fn place_in(template: &Template, start: usize, length: usize) -> Option<Span> {
    let position = |offset: usize| u32::try_from(offset).ok();
    let (start, end) = (position(start)?, position(start + length)?);
    Some(Span { file: template.file, start, end })
}

#[cfg(test)]
mod tests;
