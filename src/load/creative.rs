//! Decodes `creatives/*.yaml`.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::banner::{PictureFormat, PixelSize, Scale, SizeChoice};
use crate::model::budget::ByteBudget;
use crate::model::creative::{CREATIVE, Creative, FRAME, Frame, Layout, Network, Scheme};
use crate::model::date::Date;
use crate::model::ids::CreativeId;
use crate::model::picture::{FocalPoint, PicturePath};
use crate::model::text::Located;
use crate::source::Node;

use super::fields::{Fields, Findings};
use super::product::audience;
use super::values::{
    Refusal, boolean, id, integer, local_text, local_wording, parsed, path, phrase, typed, word,
};

/// More than any network sells.
const MOST_SIZES: i64 = 100;

pub fn creative(
    creative_id: CreativeId,
    node: &Node,
    start: Span,
    findings: &mut Findings,
) -> Option<Creative> {
    let fields = Fields::open(node, &CREATIVE, start, findings)?;
    let headline = fields.get("headline", findings, local_wording);
    let starts = fields.get("starts", findings, date);
    let ends = fields.get("ends", findings, date);
    if let (Some(starts), Some(ends)) = (&starts, &ends)
        && ends.value < starts.value
    {
        findings.push(
            Diagnostic::error(Code::Dates, ends.span, "the banner ends before it starts")
                .label(starts.span, "it starts here"),
        );
    }
    let format = fields.get("format", findings, |node, findings| {
        word(node, findings, PictureFormat::WORDS, PictureFormat::from_word)
    });
    let frames = frames(&fields, findings);
    if !frames.is_empty() && format.is_some_and(|format| format != PictureFormat::Gif) {
        let place = fields.place("format");
        findings.push(
            Diagnostic::error(Code::BadValue, place, "only a GIF has frames")
                .help("write `format: gif`, or leave `format` out"),
        );
    }
    Some(Creative {
        id: creative_id,
        span: start,
        line: fields.get("line", findings, local_wording),
        cta: fields.get("cta", findings, local_wording),
        number: fields.get("number", findings, phrase),
        layout: fields.get("layout", findings, |node, findings| {
            word(node, findings, Layout::WORDS, Layout::from_word)
        }),
        scheme: fields
            .get("scheme", findings, |node, findings| {
                word(node, findings, Scheme::WORDS, Scheme::from_word)
            })
            .unwrap_or(Scheme::Brand),
        picture: fields.get("picture", findings, path),
        alt: fields.get("alt", findings, local_text),
        focus: fields.get("focus", findings, focal_point).unwrap_or(FocalPoint::CENTER),
        landing: fields.get("landing", findings, id),
        product: fields.get("product", findings, id),
        personal: fields.get("personal", findings, boolean).unwrap_or(false),
        starts: starts.map(|located| located.value),
        ends,
        evergreen: fields.get("evergreen", findings, boolean).unwrap_or(false),
        replaced_by: fields.get("replaced_by", findings, id),
        sizes: fields.list("sizes", findings, size_choice),
        min_sizes: fields.get("min_sizes", findings, size_count),
        budget: fields.get("budget", findings, budget),
        files: files(&fields, findings),
        format,
        frames,
        html5: fields.list("html5", findings, |node, findings| {
            word(node, findings, Network::WORDS, Network::from_word)
        }),
        scale: fields
            .get("scale", findings, |node, findings| {
                word(node, findings, Scale::WORDS, Scale::from_word)
            })
            .unwrap_or_default(),
        audience: audience(&fields, findings),
        headline: headline?,
    })
}

pub fn date(node: &Node, findings: &mut Findings) -> Option<Located<Date>> {
    typed(node, findings, Date::parse)
}

pub fn focal_point(node: &Node, findings: &mut Findings) -> Option<FocalPoint> {
    parsed(node, findings, |text| {
        FocalPoint::parse(text).ok_or_else(|| {
            Refusal::bad(
                format!("`{text}` is not a point of the picture"),
                "write per cent from the left and from the top: `60% 40%`",
            )
        })
    })
    .map(|located| located.value)
}

/// A size such as `300x250`, or the name of a set.
pub fn size_choice(node: &Node, findings: &mut Findings) -> Option<SizeChoice> {
    typed(node, findings, SizeChoice::parse).map(|located| located.value)
}

/// How many sizes a banner must have.
pub fn size_count(node: &Node, findings: &mut Findings) -> Option<usize> {
    integer(node, findings, 1, MOST_SIZES).and_then(|count| usize::try_from(count).ok())
}

/// A platform, or kilobytes.
pub fn budget(node: &Node, findings: &mut Findings) -> Option<ByteBudget> {
    typed(node, findings, ByteBudget::parse).map(|located| located.value)
}

/// Fewer than two do not move; four are as many as anybody looks at.
fn frames(fields: &Fields, findings: &mut Findings) -> Vec<Frame> {
    let frames = fields.parts("frames", &FRAME, findings, |part, findings| {
        Some(Frame {
            headline: part.get("headline", findings, local_wording),
            line: part.get("line", findings, local_wording),
            number: part.get("number", findings, phrase),
        })
    });
    if !(frames.is_empty() || (2..=4).contains(&frames.len())) {
        let message = format!("a banner that moves has two to four frames, not {}", frames.len());
        findings.push(
            Diagnostic::error(Code::BadValue, fields.place("frames"), message)
                .help("write each as a mapping: `- {headline: …, line: …}`"),
        );
    }
    frames
}

fn files(fields: &Fields, findings: &mut Findings) -> BTreeMap<PixelSize, Located<PicturePath>> {
    let mut files = BTreeMap::new();
    let Some(node) = fields.node("files") else { return files };
    for (key, value) in node.entries() {
        match PixelSize::parse(&key.text) {
            Err(fault) => findings.push(Refusal::from(fault).at(key.span)),
            Ok(size) => {
                if let Some(file) = path(value, findings) {
                    files.insert(size, file);
                }
            }
        }
    }
    files
}
