//! Markup to pages: PDF with text that can be selected, tagged for screen readers.

use std::collections::BTreeMap;
use std::sync::Arc;

use takumi::prelude::Lang;
use takumi_pdf::{
    PageMargin, PageMargins, PageOptions, PdfDate, PdfError, PdfMetadata, PdfOptions, Tagging,
    UncoveredText,
};

use crate::model::date::Date;

use super::painter::PaintError;
use super::picture::{Fill, Picture};
use super::takumi_painter::{TakumiPainter, for_each_image, parse, unknown_picture};

/// Blank space around the text, in CSS pixels: 25 mm at the sides, where files are bound and
/// thumbs hold; below there is room for the footer.
const SIDE: f32 = 90.0;
const TOP: f32 = 68.0;
const FOOT: f32 = 84.0;

/// Pixels that a picture is kept in: sharp in print at the size of a letterhead.
const PICTURE: [u32; 2] = [900, 300];

/// The paper that offices of a country have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    A4,
    Letter,
}

impl Paper {
    /// By ISO 3166 code. Letter is what North America, and the countries that buy its paper, print on
    /// (CLDR, `paperSize` of supplemental data).
    pub fn of_country(country: &str) -> Paper {
        const LETTER: [&str; 14] =
            ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];
        if LETTER.contains(&country) { Paper::Letter } else { Paper::A4 }
    }
}

/// A document to be printed.
#[derive(Debug, Clone)]
pub struct Print {
    /// What flows over the pages, as one element.
    pub html: String,
    /// What stands at the foot of each page. Elements of the classes `pageNumber` and `totalPages`
    /// get the numbers.
    pub footer: String,
    /// For both.
    pub css: Arc<str>,
    pub paper: Paper,
    /// BCP 47.
    pub language: String,
    pub title: String,
    pub author: String,
    pub date: Date,
    /// What `<img src="NAME">` shows.
    pub pictures: BTreeMap<Arc<str>, Arc<Picture>>,
}

impl Print {
    /// A hash of all that its PDF depends on, beside the fonts.
    pub fn fingerprint(&self) -> blake3::Hash {
        let Print { html, footer, css, paper, language, title, author, date, pictures } = self;
        let mut hasher = blake3::Hasher::new();
        let frame = format!("{paper:?} {date:?}");
        for text in [html, footer, &**css, &frame, language, title, author] {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        for (name, picture) in pictures {
            hasher.update(name.as_bytes()).update(picture.fingerprint().as_bytes());
        }
        hasher.finalize()
    }
}

impl TakumiPainter {
    /// The document as a PDF. The same document gives the same bytes. A character that no font
    /// has leaves a box.
    ///
    /// # Errors
    /// Markup or style that cannot be laid out, or a picture that cannot be drawn.
    pub fn print(&self, document: &Print) -> Result<Vec<u8>, PaintError> {
        let sheet = self.sheet(&document.css)?;
        let metadata = PdfMetadata {
            title: Some(document.title.clone()),
            authors: vec![document.author.clone()],
            creator: Some("promokit".to_owned()),
            creation_date: Some(midnight(document.date)),
            ..PdfMetadata::default()
        };
        let mut node = parse(&document.html)?;
        for_each_image(&mut node, &mut |name, _| {
            let picture = document.pictures.get(name).ok_or_else(|| unknown_picture(name))?;
            let [width, height] = PICTURE;
            picture
                .drawable(width, height, Fill::Contain)
                .ok_or_else(|| PaintError::Picture { reason: format!("`{name}` cannot be drawn") })
        })?;
        let options = PdfOptions::builder()
            .node(node)
            .footer(parse(&document.footer)?)
            .stylesheet(sheet)
            .fonts(self.fonts())
            .page(page(document.paper))
            .lang(Lang::parse(&document.language).ok())
            .metadata(metadata)
            .outline(true)
            .tagged(Tagging::On)
            .uncovered_text(UncoveredText::Placeholder)
            .build();
        takumi_pdf::render(options).map_err(not_printed)
    }
}

fn midnight(date: Date) -> PdfDate {
    // Content's years have four digits.
    let small = |number: i8| u8::try_from(number).unwrap_or(1);
    PdfDate {
        year: u16::try_from(date.year()).unwrap_or(1),
        month: small(date.month()),
        day: small(date.day()),
        hour: 0,
        minute: 0,
        second: 0,
    }
}

fn page(paper: Paper) -> PageOptions {
    let size = match paper {
        Paper::A4 => PageOptions::A4,
        Paper::Letter => PageOptions::LETTER,
    };
    let side = PageMargin::Px(SIDE);
    let margin = PageMargins {
        top: PageMargin::Px(TOP),
        right: side,
        bottom: PageMargin::Px(FOOT),
        left: side,
    };
    PageOptions { margin, ..size }
}

fn not_printed(error: PdfError) -> PaintError {
    match error {
        PdfError::UndrawableImage(reason) => PaintError::Picture { reason },
        other => PaintError::Html { reason: other.to_string() },
    }
}
