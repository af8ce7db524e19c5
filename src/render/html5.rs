//! Banners as HTML5 bundles: the markup that is drawn, its pictures and the letters of its typefaces, in a zip as advertising
//! networks take it.
//!
//! Google: support.google.com/admanager/answer/7046799 and support.google.com/google-ads/answer/1722096. Yandex: the requirements of
//! Yandex Direct for HTML5 banners. Both want one `index.html`, files beside it by relative names, and nothing from elsewhere; no fonts as
//! files, so they stand in the style.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

use tera::Context;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::banner::{PictureFormat, PixelSize, Scale};
use crate::model::creative::{Creative, Network};
use crate::model::font::{FontFace, parse_ranges, range_text};
use crate::plan::{Html5Recipe, SmallFont};
use crate::raster::{Block, Fill, PaintError, Painter, Placed, Scene, encode};
use crate::theme::data_address;
use crate::tracking::Placement;

use super::archive::Archive;
use super::banner::{BannerMarkup, scene};
use super::subset::covered;
use super::typefaces::{Face, faces};
use super::{Renderer, unlinked};

/// The most bytes of a picture in a bundle.
const PICTURE_BUDGET: u64 = 150_000;
/// How long a frame stands, in seconds; as long as in a GIF.
const FRAME_STANDS: f32 = 2.5;
/// The theme's template for how the parts come in, if it has one.
const MOTION: &str = "banner/motion.css";
/// What banners are laid out by in the drawing engine, and browsers do otherwise.
const RESET: &str =
    "html,body{margin:0}a{display:block;color:inherit;text-decoration:none}img{display:block}";

/// A file beside `index.html`.
struct Extra {
    name: String,
    bytes: Vec<u8>,
}

/// The files of pictures, by their names in the markup.
type Names = BTreeMap<Arc<str>, String>;
type Frame = (BannerMarkup, Names);

impl Renderer<'_, '_> {
    /// The bundle's zip.
    pub(super) fn html5(&self, recipe: &Html5Recipe) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let creative = self.plan.project.creatives.get(&recipe.creative).ok_or_else(Vec::new)?;
        let drawn = |fault: PaintError| vec![no_bundle(creative, recipe, &fault.to_string())];
        let mut frames = Vec::new();
        let mut pictures = Vec::new();
        for mut markup in self.banner_markups(self.creative(&recipe.banner)?, &recipe.banner)? {
            let blocks = self.painter.measure(&scene(&markup, Scale::One));
            let blocks = blocks.map_err(drawn)?;
            let named = self.bundled_pictures(&markup, &blocks, &mut pictures).map_err(drawn)?;
            markup.html = broken_as_drawn(&markup.html, &blocks);
            frames.push((markup, named));
        }
        let backup = Extra {
            name: format!("backup.{}", recipe.banner.format.extension()),
            bytes: self.banner(&recipe.banner)?,
        };
        let page = Page {
            recipe,
            link: self.bundle_link(recipe)?,
            style: self.bundle_style(&frames)?,
            frames: &frames,
            backup: &backup,
        };
        let files: Vec<(&str, &[u8])> = pictures
            .iter()
            .chain([&backup])
            .map(|extra| (extra.name.as_str(), extra.bytes.as_slice()))
            .collect();
        let zip = zipped(&page.html(), &files)
            .map_err(|fault| vec![no_bundle(creative, recipe, &fault.to_string())])?;
        let most = recipe.network.most_bytes();
        if zip.len() as u64 > most {
            let reason = format!("it has {} bytes, and {most} are allowed", zip.len());
            return Err(vec![no_bundle(creative, recipe, &reason)]);
        }
        Ok(zip)
    }

    fn bundle_link(&self, recipe: &Html5Recipe) -> Result<String, Vec<Diagnostic>> {
        let partner = self.partner(&recipe.partner)?;
        let links = self.plan.links(partner).ok_or_else(Vec::new)?;
        let placement =
            Placement::Banner { creative: recipe.creative.clone(), size: recipe.banner.size };
        // As in the code to copy: where banners lead to the landing, so does the bundle.
        let link = links.shown(placement, &recipe.banner.locale);
        link.map_err(|fault| vec![unlinked(&fault, &partner.id)])
    }

    /// The pictures as they are seen, with twice the pixels, and their files by their names in the
    /// markup. What another frame shows in the same way is not written twice.
    fn bundled_pictures(
        &self,
        markup: &BannerMarkup,
        blocks: &[Block],
        files: &mut Vec<Extra>,
    ) -> Result<Names, PaintError> {
        let mut names = Names::new();
        for (name, placed) in &markup.pictures {
            // One that the layout leaves out on this size.
            let Some(block) = blocks.iter().find(|block| *block.id == **name) else { continue };
            let pixels = self.painter.paint(&picture_scene(placed, block))?;
            let is_opaque = pixels.rgba.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
            let format = if is_opaque { PictureFormat::Jpeg } else { PictureFormat::Png };
            let budget = if is_opaque { PICTURE_BUDGET } else { u64::MAX };
            let encoded = encode(&pixels, format, budget);
            let encoded =
                encoded.map_err(|fault| PaintError::Picture { reason: fault.to_string() })?;
            names.insert(name.clone(), file_for(name, format, encoded.bytes, files));
        }
        Ok(names)
    }

    /// Typefaces, what browsers need, the layout's style, and how the parts come in.
    fn bundle_style(&self, frames: &[Frame]) -> Result<String, Vec<Diagnostic>> {
        let Some((markup, _)) = frames.first() else { return Ok(String::new()) };
        let shown: String = frames.iter().map(|(frame, _)| frame.html.as_str()).collect();
        let mut style = self.bundled_fonts(&markup.css, &letters(&shown))?;
        style += RESET;
        style += &markup.css;
        if frames.len() > 1 {
            style += &frames_style(markup.size, frames.len());
        }
        if self.theme.has(MOTION) {
            style += &self.theme.render(MOTION, &Context::new()).map_err(|fault| vec![fault])?;
        }
        Ok(style)
    }

    /// The letters that are shown, each from the first file of its family that has it.
    fn bundled_fonts(
        &self,
        css: &str,
        letters: &BTreeSet<char>,
    ) -> Result<String, Vec<Diagnostic>> {
        let mut left: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
        let mut style = String::new();
        for Face { face, source, bytes, .. } in faces(self.plan, self.theme, self.inputs) {
            if !css.contains(&format!("\"{}\"", face.family)) {
                continue;
            }
            let bytes = bytes.map_err(|finding| vec![finding])?;
            let left = left.entry(face.family.clone()).or_insert_with(|| letters.clone());
            let within = |letter: &char| is_within(&face, *letter);
            let wanted: BTreeSet<char> = left.iter().copied().filter(within).collect();
            let found = covered(&bytes, &wanted);
            if found.is_empty() {
                continue;
            }
            left.retain(|letter| !found.contains(letter));
            let range = range_text(&found);
            let font = self.small_font(&SmallFont { of: source, range: range.clone() })?;
            // Writing to a String cannot fail.
            let _ = write!(
                style,
                "@font-face{{font-family:\"{}\";font-weight:{};unicode-range:{range};src:url({}) format(\"woff2\")}}",
                face.family,
                face.weight,
                data_address("small.woff2", &font)
            );
        }
        Ok(style)
    }
}

/// What `index.html` is made of.
struct Page<'a> {
    recipe: &'a Html5Recipe,
    link: String,
    /// One, or those that follow each other.
    frames: &'a [Frame],
    style: String,
    backup: &'a Extra,
}

impl Page<'_> {
    fn html(&self) -> String {
        let PixelSize { width, height } = self.recipe.banner.size;
        let body = self.body();
        let (head, anchor, tail) = self.click();
        let (locale, style) = (&self.recipe.banner.locale, &self.style);
        let (title, backup) = (&self.recipe.creative, &self.backup.name);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{locale}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"ad.size\" content=\"width={width},height={height}\">\n<title>{title}</title>\n\
             {head}<style>{style}</style>\n</head>\n<body>\n{anchor}{body}</a>\n\
             <noscript><img src=\"{backup}\" width=\"{width}\" height=\"{height}\" alt=\"\"></noscript>\n{tail}</body>\n</html>\n"
        )
    }

    fn body(&self) -> String {
        let shown = self.frames.iter().map(|(markup, names)| {
            let mut html = markup.html.clone();
            for (name, file) in names {
                html = html.replace(&format!("src=\"{name}\""), &format!("src=\"{file}\""));
            }
            html
        });
        match self.frames.len() {
            1 => shown.collect(),
            _ => {
                let frames: String = shown
                    .enumerate()
                    .map(|(index, html)| {
                        // An id stands once in a page.
                        let html = if index == 0 { html } else { without_ids(&html) };
                        format!("<div class=\"frame\">{html}</div>")
                    })
                    .collect();
                format!("<div class=\"frames\">{frames}</div>")
            }
        }
    }

    /// What leads to the link: in the head, the anchor, and at the end of the body. Google looks for the line with `clickTag` as it
    /// stands here, and puts its own address in; Yandex gives the address by a function of its own.
    fn click(&self) -> (String, &'static str, &'static str) {
        match self.recipe.network {
            Network::Google => (
                format!("<script>var clickTag = {};</script>\n", script_text(&self.link)),
                "<a href=\"javascript:void(window.open(clickTag))\">",
                "",
            ),
            Network::Yandex => (
                String::new(),
                "<a id=\"click_area\" href=\"#\" target=\"_blank\">",
                "<script>document.getElementById(\"click_area\").href = yandexHTML5BannerApi.getClickURLNum(1);</script>\n",
            ),
        }
    }
}

/// The markup with the lines of its texts as the drawing engine broke them, wherever a browser would.
fn broken_as_drawn(html: &str, blocks: &[Block]) -> String {
    let mut broken = html.to_owned();
    for block in blocks.iter().filter(|block| matches!(block.id.as_str(), "headline" | "line")) {
        let words_of = |text: &str| text.split(' ').filter(|word| !word.is_empty()).count();
        let counts: Vec<usize> = block.lines.iter().map(|line| words_of(&line.text)).collect();
        if let Some(text) = text_of(&broken, &block.id).filter(|_| counts.len() > 1)
            // Markup inside of it, or a language without spaces: it stays as it is.
            && counts.iter().sum::<usize>() == words_of(&broken[text.clone()])
        {
            let mut words = broken[text.clone()].split(' ').filter(|word| !word.is_empty());
            let lines: Vec<String> = counts
                .iter()
                .map(|count| words.by_ref().take(*count).collect::<Vec<_>>().join(" "))
                .collect();
            broken.replace_range(text, &lines.join("<br>"));
        }
    }
    broken
}

/// Where the text begins and ends that stands first in the element with this id.
fn text_of(html: &str, id: &str) -> Option<Range<usize>> {
    let tag = html.find(&format!(" id=\"{id}\""))?;
    let start = tag + html[tag..].find('>')? + 1;
    Some(start..start + html[start..].find('<')?)
}

/// Every frame stands on the ones before it, and comes in, whole, when those have stood their time;
/// the parts of the first come in one by one. Readers who want no motion see the last, which says
/// what counts.
fn frames_style(size: PixelSize, count: usize) -> String {
    let PixelSize { width, height } = size;
    let mut style = format!(
        ".frames{{position:relative;width:{width}px;height:{height}px;overflow:hidden}}\
         .frame{{position:absolute;top:0;left:0}}\
         .frame+.frame *{{animation:none}}\
         @keyframes turn{{from{{opacity:0}}}}\
         @media (prefers-reduced-motion:no-preference){{.frame+.frame{{animation:turn .4s both}}"
    );
    for index in 1..count {
        // Writing to a String cannot fail.
        let _ = write!(
            style,
            ".frame:nth-child({}){{animation-delay:{}s}}",
            index + 1,
            index as f32 * FRAME_STANDS
        );
    }
    style + "}"
}

fn without_ids(html: &str) -> String {
    let mut parts = html.split(" id=\"");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain += part.split_once('"').map_or(part, |(_, rest)| rest);
    }
    plain
}

/// The name of the file with these bytes, which is added if there is none yet.
fn file_for(name: &str, format: PictureFormat, bytes: Vec<u8>, files: &mut Vec<Extra>) -> String {
    if let Some(known) = files.iter().find(|file| file.bytes == bytes) {
        return known.name.clone();
    }
    let extension = format.extension();
    let plain = format!("{name}.{extension}");
    let is_taken = files.iter().any(|file| file.name == plain);
    let name = if is_taken { format!("{name}-{}.{extension}", files.len()) } else { plain };
    files.push(Extra { name: name.clone(), bytes });
    name
}

/// A text as a literal that cannot end the script around it.
fn script_text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

fn picture_scene(placed: &Placed, block: &Block) -> Scene {
    let (width, height) = match placed.fill {
        Fill::Cover(_) => (block.width, block.height),
        // Around a logo there may be a plate; the picture keeps its proportions.
        Fill::Contain => {
            let aspect = placed.picture.aspect();
            let width = block.width.min(block.height * aspect);
            (width, width / aspect)
        }
    };
    let size = PixelSize::new(width.round().max(1.0) as u32, height.round().max(1.0) as u32);
    let PixelSize { width, height } = size;
    let fit = match placed.fill {
        Fill::Cover(_) => "cover",
        Fill::Contain => "contain",
    };
    Scene {
        html: format!(
            "<div style=\"display:flex;width:{width}px;height:{height}px\"><img src=\"picture\" style=\"width:{width}px;height:{height}px;object-fit:{fit}\"></div>"
        ),
        css: Arc::from(""),
        size,
        scale: Scale::Two,
        pictures: BTreeMap::from([(Arc::from("picture"), placed.clone())]),
    }
}

/// What is shown of markup: its text, with the few characters that stand for themselves in it.
fn letters(html: &str) -> BTreeSet<char> {
    let text = html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    text.flat_map(str::chars).chain("&<>\"'".chars()).collect()
}

fn is_within(face: &FontFace, letter: char) -> bool {
    let ranges = face.unicode_range.as_deref().and_then(parse_ranges);
    ranges.is_none_or(|ranges| {
        ranges.into_iter().any(|(from, to)| (from..=to).contains(&u32::from(letter)))
    })
}

fn zipped(page: &str, files: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = Archive::new(Cursor::new(Vec::new()));
    archive.add("index.html", page.as_bytes())?;
    for (name, bytes) in files {
        archive.add(name, bytes)?;
    }
    archive.finish().map(Cursor::into_inner)
}

fn no_bundle(creative: &Creative, recipe: &Html5Recipe, reason: &str) -> Diagnostic {
    let (size, locale, network) =
        (recipe.banner.size, &recipe.banner.locale, recipe.network.word());
    let message =
        format!("the bundle of `{}` in {size} ({locale}) for {network}: {reason}", creative.id);
    Diagnostic::error(Code::Budget, creative.span, message)
        .help("leave this size or the network out of `html5`, or choose a calmer picture")
}
