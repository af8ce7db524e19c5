//! MJML to HTML with its styles inlined. Knows nothing of letters' content.

use std::collections::HashMap;

use css_inline::{CSSInliner, InlineOptions};
use mrml::prelude::parser::WarningKind;
use mrml::prelude::render::RenderOptions;

/// Why MJML could not be drawn.
#[derive(Debug)]
pub enum DrawError {
    /// The MJML is malformed.
    Parse(mrml::prelude::parser::Error),
    /// An attribute that its element does not have; `line` counts from 1 in the MJML.
    UnknownAttribute {
        line: usize,
        attribute: String,
    },
    Render(mrml::prelude::render::Error),
    /// A style sheet of the template cannot be read.
    Styles(css_inline::InlineError),
}

impl std::fmt::Display for DrawError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DrawError::Parse(error) => write!(formatter, "the MJML cannot be read: {error}"),
            DrawError::UnknownAttribute { line, attribute } => {
                write!(formatter, "line {line} of the MJML: `{attribute}` has no effect here")
            }
            DrawError::Render(error) => write!(formatter, "the MJML cannot be drawn: {error}"),
            DrawError::Styles(error) => write!(formatter, "the letter's styles: {error}"),
        }
    }
}

impl std::error::Error for DrawError {}

/// Draws `mjml` as HTML that mail programs show: tables, styles inlined, media queries kept in the head.
pub fn draw(mjml: &str) -> Result<String, DrawError> {
    let parsed = mrml::parse(mjml).map_err(DrawError::Parse)?;
    // `inline="inline"` is for other MJML tools; here all styles are inlined below.
    let unknown = parsed.warnings.iter().find(|w| w.kind == WarningKind::UnexpectedAttribute);
    if let Some(warning) = unknown {
        return Err(unknown_attribute(mjml, warning.span.start, warning.span.end));
    }
    let html = parsed.element.render(&render_options()).map_err(DrawError::Render)?;
    CSSInliner::new(inline_options()).inline(&html).map_err(DrawError::Styles)
}

fn unknown_attribute(mjml: &str, start: usize, end: usize) -> DrawError {
    let line = mjml.get(..start).unwrap_or_default().matches('\n').count() + 1;
    let attribute = mjml.get(start..end).unwrap_or_default().to_owned();
    DrawError::UnknownAttribute { line, attribute }
}

fn render_options() -> RenderOptions {
    RenderOptions {
        // The defaults would fetch fonts from elsewhere as soon as a font stack names one.
        fonts: HashMap::new(),
        ..RenderOptions::default()
    }
}

fn inline_options() -> InlineOptions<'static> {
    InlineOptions {
        keep_style_tags: true,
        keep_at_rules: true,
        remove_inlined_selectors: true,
        load_remote_stylesheets: false,
        ..InlineOptions::default()
    }
}
