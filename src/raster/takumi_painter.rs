//! [`Painter`] by takumi: HTML and CSS laid out and drawn without a browser.
//!
//! What bites, and is handled here: takumi scales a full photograph for each drawing (so pictures
//! are scaled to their boxes first), measures boxes without their ids (so the element tree and the
//! measured tree are walked side by side), and drops `<style>` (so CSS is handed over apart).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use takumi::prelude::{
    FromHtmlOptions, ImageSourceInput, MeasuredNode, Node, NodeKind, RenderOptions, StyleSheet,
    Viewport,
};

use super::fonts::FontSet;
use super::painter::{Block, Line, PaintError, Painter, Pixels, Scene};

/// Parsed stylesheets are remembered up to this many; then all are forgotten.
const MOST_SHEETS: usize = 256;

/// Draws with a fixed set of fonts. Build it once and share it.
pub struct TakumiPainter {
    fonts: FontSet,
    sheets: Mutex<HashMap<Arc<str>, Arc<StyleSheet>>>,
}

impl TakumiPainter {
    pub fn new(fonts: FontSet) -> TakumiPainter {
        TakumiPainter { fonts, sheets: Mutex::default() }
    }

    /// The characters of `text` that no font has.
    pub fn missing(&self, text: &str) -> Vec<char> {
        self.fonts.missing(text)
    }

    pub(super) fn fonts(&self) -> &takumi::prelude::Fonts {
        self.fonts.fonts()
    }

    /// Whether the engine can read the style.
    ///
    /// # Errors
    /// A rule that it cannot read.
    pub fn read_style(&self, css: &Arc<str>) -> Result<(), PaintError> {
        self.sheet(css).map(|_| ())
    }

    pub(super) fn sheet(&self, css: &Arc<str>) -> Result<Arc<StyleSheet>, PaintError> {
        let mut sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sheet) = sheets.get(css) {
            return Ok(sheet.clone());
        }
        let sheet = StyleSheet::parse(css).map(Arc::new).map_err(|error| {
            let excerpt = error.context.clone().unwrap_or_default();
            PaintError::Css {
                line: line_of(css, &excerpt),
                excerpt,
                reason: error.kind.to_string(),
            }
        })?;
        if sheets.len() >= MOST_SHEETS {
            sheets.clear();
        }
        sheets.insert(css.clone(), sheet.clone());
        Ok(sheet)
    }

    fn options(&self, scene: &Scene, node: Node) -> Result<RenderOptions<'_>, PaintError> {
        let factor = scene.scale.factor();
        let viewport = Viewport::new((scene.size.width * factor, scene.size.height * factor))
            .with_device_pixel_ratio(factor as f32);
        Ok(RenderOptions::builder()
            .viewport(viewport)
            .node(node)
            .fonts(self.fonts.fonts())
            .stylesheet(self.sheet(&scene.css)?)
            .build())
    }

    fn lay_out(&self, scene: &Scene, node: &Node) -> Result<MeasuredNode, PaintError> {
        let mut node = node.clone();
        for_each_image(&mut node, &mut |name, _| {
            scene.pictures.get(name).map(|_| blank()).ok_or_else(|| unknown_picture(name))
        })?;
        takumi::measure(self.options(scene, node)?).map_err(paint_error)
    }
}

impl Painter for TakumiPainter {
    fn fingerprint(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(super::ENGINE.as_bytes()).update(self.fonts.fingerprint().as_bytes());
        hasher.finalize()
    }

    fn paint(&self, scene: &Scene) -> Result<Pixels, PaintError> {
        let mut node = parse(&scene.html)?;
        let has_pictures = !scene.pictures.is_empty();
        let mut boxes = Vec::new();
        if has_pictures {
            image_boxes(&node, &self.lay_out(scene, &node)?, &mut boxes)?;
        }
        for_each_image(&mut node, &mut |name, index| {
            let placed = scene.pictures.get(name).ok_or_else(|| unknown_picture(name))?;
            let (width, height) = boxes.get(index).copied().unwrap_or_default();
            placed
                .picture
                .drawable(width.round() as u32, height.round() as u32, placed.fill)
                .ok_or_else(|| PaintError::Picture { reason: format!("`{name}` cannot be drawn") })
        })?;
        let bitmap = takumi::render(self.options(scene, node)?).map_err(paint_error)?;
        Ok(Pixels { width: bitmap.width(), height: bitmap.height(), rgba: bitmap.into_raw() })
    }

    fn measure(&self, scene: &Scene) -> Result<Vec<Block>, PaintError> {
        let node = parse(&scene.html)?;
        let measured = self.lay_out(scene, &node)?;
        let mut blocks = Vec::new();
        collect_blocks(&node, &measured, None, scene.scale.factor() as f32, &mut blocks)?;
        Ok(blocks)
    }
}

pub(super) fn parse(html: &str) -> Result<Node, PaintError> {
    takumi::from_html(html, FromHtmlOptions::default())
        .map_err(|error| PaintError::Html { reason: error.to_string() })
}

/// A picture that takes no time to lay out.
fn blank() -> ImageSourceInput {
    ImageSourceInput::Buffer(Vec::new())
}

pub(super) fn unknown_picture(name: &str) -> PaintError {
    PaintError::Picture { reason: format!("there is no picture `{name}`") }
}

fn paint_error(error: takumi::prelude::Error) -> PaintError {
    match error {
        takumi::prelude::Error::InvalidViewport => PaintError::Canvas,
        other => PaintError::Picture { reason: other.to_string() },
    }
}

/// The line where an excerpt of the stylesheet stands, if it stands there once.
fn line_of(css: &str, excerpt: &str) -> Option<usize> {
    let excerpt = excerpt.trim();
    let mut places = css.match_indices(excerpt);
    let (at, _) = places.next().filter(|_| !excerpt.is_empty())?;
    places.next().is_none().then(|| css[..at].matches('\n').count() + 1)
}

/// Replaces the source of each `<img>`, in tree order.
pub(super) fn for_each_image(
    node: &mut Node,
    replace: &mut dyn FnMut(&str, usize) -> Result<ImageSourceInput, PaintError>,
) -> Result<(), PaintError> {
    fn walk(
        node: &mut Node,
        index: &mut usize,
        replace: &mut dyn FnMut(&str, usize) -> Result<ImageSourceInput, PaintError>,
    ) -> Result<(), PaintError> {
        match &mut node.kind {
            NodeKind::Image(data) => {
                if let ImageSourceInput::Url(name) = &data.src {
                    data.src = replace(&name.clone(), *index)?;
                }
                *index += 1;
            }
            NodeKind::Container { children } => {
                for child in children {
                    walk(child, index, replace)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
    walk(node, &mut 0, replace)
}

/// The children of an element that layout gave boxes to, with those boxes. Text directly inside is
/// no child: it is in the element's runs.
fn pairs<'a>(
    node: &'a Node,
    measured: &'a MeasuredNode,
) -> Result<Vec<(&'a Node, &'a MeasuredNode)>, PaintError> {
    let NodeKind::Container { children } = &node.kind else {
        return Ok(Vec::new());
    };
    if !measured.runs.is_empty() {
        return Ok(Vec::new());
    }
    let elements: Vec<&Node> = children
        .iter()
        .filter(|child| !matches!(&child.kind, NodeKind::Text(data) if data.text.trim().is_empty()))
        .collect();
    if elements.len() != measured.children.len() {
        let name = node.id().or(node.class_name()).or(node.tag_name()).unwrap_or("?");
        return Err(PaintError::Html {
            reason: format!(
                "the children of `{name}` cannot be measured: leave elements out of the markup instead of hiding them with CSS"
            ),
        });
    }
    Ok(elements.into_iter().zip(&measured.children).collect())
}

/// Width and height of each `<img>` in device pixels, in tree order.
fn image_boxes(
    node: &Node,
    measured: &MeasuredNode,
    boxes: &mut Vec<(f32, f32)>,
) -> Result<(), PaintError> {
    if matches!(node.kind, NodeKind::Image(_)) {
        boxes.push((measured.width, measured.height));
    }
    for (child, measured) in pairs(node, measured)? {
        image_boxes(child, measured, boxes)?;
    }
    Ok(())
}

fn collect_blocks(
    node: &Node,
    measured: &MeasuredNode,
    parent: Option<&str>,
    factor: f32,
    blocks: &mut Vec<Block>,
) -> Result<(), PaintError> {
    if let Some(id) = node.id().or(picture_name(node)).filter(|id| parent != Some(id)) {
        let [.., left, top] = measured.transform;
        let overflow = measured
            .runs
            .iter()
            .map(|run| (-run.x).max(run.x + run.width - measured.width))
            .fold(0.0, f32::max);
        blocks.push(Block {
            id: id.to_owned(),
            parent: parent.map(str::to_owned),
            left: left / factor,
            top: top / factor,
            width: measured.width / factor,
            height: measured.height / factor,
            lines: lines(measured, factor),
            text_overflow: overflow / factor,
        });
    }
    let parent = node.id().or(parent);
    for (child, measured) in pairs(node, measured)? {
        collect_blocks(child, measured, parent, factor, blocks)?;
    }
    Ok(())
}

fn picture_name(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Image(data) => match &data.src {
            ImageSourceInput::Url(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// Runs that overlap in height are of one line: fonts of two scripts give a run each.
fn lines(measured: &MeasuredNode, factor: f32) -> Vec<Line> {
    let mut runs: Vec<_> = measured.runs.iter().collect();
    runs.sort_by(|one, two| one.y.total_cmp(&two.y).then(one.x.total_cmp(&two.x)));
    let mut lines: Vec<(f32, Line)> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some((bottom, line)) if run.y + run.height / 2.0 < *bottom => {
                line.text.push_str(&run.text);
                line.width += run.width / factor;
            }
            _ => lines.push((
                run.y + run.height,
                Line { text: run.text.clone(), width: run.width / factor },
            )),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}
