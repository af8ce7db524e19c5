//! Text as large as fits: which wording, whether the second line stays, and every size of type.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::model::banner::{PixelSize, SizeClass};
use crate::raster::{Block, FitRange, fit_largest, fit_largest_near};

use super::measures::{HEADLINE_TO_LINE, Measures};

/// Elements that must keep the margin and must not meet each other.
const PARTS: [&str; 7] = ["headline", "line", "number", "cta", "legal", "logo", "partner"];
/// Layout engines differ by fractions of a pixel.
const TOLERANCE: f32 = 0.6;
/// Above and below the parts of a strip, whose margin is that at the sides.
const STRIP_MARGIN: f32 = 2.5;
/// From here on a larger headline is worth shorter wording.
const CLEARLY_LARGER: f32 = 1.15;
/// A big figure keeps at least this part of the size it could have.
const WORTHY_NUMBER: f32 = 0.8;
/// Under a big figure the headline is at most this part of it; in skyscrapers, where the figure is
/// as small as they are narrow, it may be more.
const HEADLINE_TO_NUMBER: f32 = 0.46;
const HEADLINE_TO_NUMBER_IF_TALL: f32 = 0.62;
/// How much of their width lines of whole words fill.
const RAGGED: f32 = 0.88;
/// A last line narrower than this part of the widest one looks left over.
const ORPHAN: f32 = 0.26;

/// Which wording is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variant {
    pub short_headline: bool,
    pub with_line: bool,
    /// The big figure, if there is one, is shown.
    pub with_number: bool,
    /// The button's text stands in two lines.
    pub stacked_button: bool,
}

impl Variant {
    /// Only for where nothing fits otherwise.
    pub fn is_last_resort(self) -> bool {
        self.stacked_button || !self.with_number
    }
}

/// Widths that make the lines of a text equally long.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Widths {
    pub headline: Option<f32>,
    pub line: Option<f32>,
}

/// Everything that was decided for one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    pub variant: Variant,
    pub headline: f32,
    pub line: f32,
    pub number: f32,
    /// The most width that headline and line may take; `None`: all of it.
    pub widths: Widths,
    /// From the edge where reading starts to the end of the widest text.
    pub copy_inline: f32,
    /// From the top to the lower end of the copy.
    pub copy_block: f32,
}

/// No wording fits legibly.
#[derive(Debug, Clone, PartialEq)]
pub struct TextFit {
    pub size: PixelSize,
    /// The shortest wording that was tried.
    pub headline: String,
    /// The smallest legible type, in CSS pixels.
    pub smallest: f32,
    pub has_short: bool,
    /// The big figure above it.
    pub number: Option<String>,
}

/// Fits that were found, by everything they depend on.
#[derive(Debug, Default)]
pub struct FitMemo(Mutex<HashMap<[u8; 32], Option<Fitted>>>);

impl FitMemo {
    pub(super) fn get(&self, key: &[u8; 32]) -> Option<Option<Fitted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied()
    }

    pub(super) fn put(&self, key: [u8; 32], fitted: Option<Fitted>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, fitted);
    }
}

/// One trial: a wording at sizes of type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Trial {
    pub variant: Variant,
    pub headline: f32,
    pub line: f32,
    pub number: f32,
    pub widths: Widths,
}

/// What there is to fit.
pub(super) struct Task<'a> {
    pub measures: &'a Measures,
    pub variants: &'a [Variant],
    pub has_number: bool,
    pub right_to_left: bool,
}

/// Finds the first wording that fits comfortably, else the first that fits legibly, unless a later
/// one is clearly larger.
pub(super) fn fit<E>(
    task: &Task<'_>,
    mut measure: impl FnMut(Trial) -> Result<Vec<Block>, E>,
) -> Result<Option<Fitted>, E> {
    // The searches cross each other's ways.
    let mut known: Vec<(Trial, Vec<Block>)> = Vec::new();
    let mut measure = |trial: Trial| {
        if let Some((_, blocks)) = known.iter().find(|(known, _)| *known == trial) {
            return Ok(blocks.clone());
        }
        let blocks = measure(trial)?;
        known.push((trial, blocks.clone()));
        Ok(blocks)
    };
    let worthy_number = worthy_number(task, &mut measure)?;
    let mut best: Option<Trial> = None;
    for variant in task.variants {
        if variant.is_last_resort() && best.is_some() {
            break;
        }
        let Some(trial) = fit_variant(task, *variant, &mut measure)? else {
            continue;
        };
        if !task.measures.cramps(trial.headline) && trial.number >= worthy_number {
            return settle(task, trial, &mut measure).map(Some);
        }
        if best.is_none_or(|best| clearly_larger(trial, best)) {
            best = Some(trial);
        }
    }
    best.map(|trial| settle(task, trial, &mut measure)).transpose()
}

fn clearly_larger(trial: Trial, than: Trial) -> bool {
    let number_holds = trial.number >= than.number;
    let headline_holds = trial.headline >= than.headline;
    number_holds && trial.headline >= than.headline * CLEARLY_LARGER
        || headline_holds && trial.number > than.number * CLEARLY_LARGER
}

/// The big figure is the idea: wording that takes too much of its size is not worth keeping.
fn worthy_number<E>(
    task: &Task<'_>,
    measure: &mut impl FnMut(Trial) -> Result<Vec<Block>, E>,
) -> Result<f32, E> {
    let briefest = task.variants.iter().rfind(|variant| !variant.is_last_resort());
    match briefest {
        Some(variant) if task.has_number => {
            let largest = fit_variant(task, *variant, measure)?;
            Ok(largest.map_or(0.0, |trial| trial.number * WORTHY_NUMBER))
        }
        _ => Ok(0.0),
    }
}

fn fit_variant<E>(
    task: &Task<'_>,
    variant: Variant,
    measure: &mut impl FnMut(Trial) -> Result<Vec<Block>, E>,
) -> Result<Option<Trial>, E> {
    let measures = task.measures;
    let Some(range) = headline_range(measures, variant) else {
        return Ok(None);
    };
    let mut fits = |headline: f32, number: f32| {
        let trial = trial(measures, variant, headline, number);
        measure(trial).map(|blocks| holds(measures, &blocks))
    };
    let (headline, number) = if task.has_number && variant.with_number {
        let Some(number) = fit_number(measures, range, &mut fits)? else {
            return Ok(None);
        };
        let part = match measures.class {
            SizeClass::Tall => HEADLINE_TO_NUMBER_IF_TALL,
            _ => HEADLINE_TO_NUMBER,
        };
        let largest = range.largest.min(number * part).max(range.smallest);
        let range = FitRange { largest, ..range };
        (fit_largest(range, |headline| fits(headline, number))?, number)
    } else {
        let first = trial(measures, variant, comfortable_within(measures, range), 0.0);
        let near = likely_headline(measures, &measure(first)?, first.headline);
        let fits = |headline: f32| {
            let trial = trial(measures, variant, headline, 0.0);
            measure(trial).map(|blocks| holds(measures, &blocks))
        };
        (fit_largest_near(range, near, fits)?, 0.0)
    };
    Ok(headline.map(|headline| trial(measures, variant, headline, number)))
}

/// About how large the headline can be, by what it took at one size: its text set in fewer or more
/// lines, in the width and the height that there is. Only where the search begins.
fn likely_headline(measures: &Measures, blocks: &[Block], size: f32) -> f32 {
    let find = |id: &str| blocks.iter().find(|block| block.id == id);
    let (Some(headline), Some(fit), Some(copy)) = (find("headline"), find("fit"), find("copy"))
    else {
        return size;
    };
    let lines = headline.lines.len().max(1) as f32;
    let text: f32 = headline.lines.iter().map(|line| line.width).sum::<f32>().max(1.0);
    let height = fit.height - (copy.height - headline.height);
    let of_lines = |count: usize| {
        let count = count as f32;
        // Lines of whole words leave some of the width empty.
        let filled = if count > 1.0 { RAGGED } else { 1.0 };
        let by_width = size * count * fit.width * filled / text;
        let by_height = size * height * lines / (headline.height.max(1.0) * count);
        by_width.min(by_height)
    };
    (1..=measures.most_lines).map(of_lines).fold(0.0, f32::max)
}

/// The largest figure that leaves a comfortable headline, else one that leaves a legible one.
fn fit_number<E>(
    measures: &Measures,
    headlines: FitRange,
    fits: &mut impl FnMut(f32, f32) -> Result<bool, E>,
) -> Result<Option<f32>, E> {
    let smallest = headlines.smallest * 1.4;
    let numbers = FitRange { smallest, largest: measures.number.max(smallest), step: 1.0 };
    let comfortable = comfortable_within(measures, headlines);
    match fit_largest(numbers, |number| fits(comfortable, number))? {
        Some(found) => Ok(Some(found)),
        None => fit_largest(numbers, |number| fits(headlines.smallest, number)),
    }
}

fn headline_range(measures: &Measures, variant: Variant) -> Option<FitRange> {
    let mut range = measures.headline;
    if variant.with_line {
        let (smallest_line, _) = measures.line?;
        range.smallest = range.smallest.max(smallest_line * HEADLINE_TO_LINE);
        range.largest = range.largest.max(range.smallest);
    }
    Some(range)
}

fn comfortable_within(measures: &Measures, range: FitRange) -> f32 {
    measures.comfortable.clamp(range.smallest, range.largest.max(range.smallest))
}

fn trial(measures: &Measures, variant: Variant, headline: f32, number: f32) -> Trial {
    let line = if variant.with_line { measures.line_for(headline + 0.01) } else { None };
    let line = line.unwrap_or(0.0);
    Trial { variant, headline, line, number, widths: Widths::default() }
}

/// Mends a left-over last word where a slightly smaller size does, and reads off the extents.
fn settle<E>(
    task: &Task<'_>,
    best: Trial,
    measure: &mut impl FnMut(Trial) -> Result<Vec<Block>, E>,
) -> Result<Fitted, E> {
    let mut chosen = best;
    let mut blocks = measure(best)?;
    if has_orphan(&blocks) {
        for factor in [0.95, 0.9, 0.85] {
            let headline = best.headline * factor;
            let smaller = trial(task.measures, best.variant, headline, best.number);
            let keeps_line = !best.variant.with_line || smaller.line > 0.0;
            if headline < task.measures.headline.smallest || !keeps_line {
                break;
            }
            let candidate = measure(smaller)?;
            if holds(task.measures, &candidate) && !has_orphan(&candidate) {
                (chosen, blocks) = (smaller, candidate);
                break;
            }
        }
    }
    if task.right_to_left {
        chosen = balanced(task, chosen, &blocks, measure)?;
        blocks = measure(chosen)?;
    }
    let (copy_inline, copy_block) = extents(task, &blocks);
    Ok(Fitted {
        variant: chosen.variant,
        headline: chosen.headline,
        line: chosen.line,
        number: chosen.number,
        widths: chosen.widths,
        copy_inline,
        copy_block,
    })
}

/// Makes the lines of headline and line equally long: the engine's own balance gives text from right to left more lines than it needs.
fn balanced<E>(
    task: &Task<'_>,
    chosen: Trial,
    blocks: &[Block],
    measure: &mut impl FnMut(Trial) -> Result<Vec<Block>, E>,
) -> Result<Trial, E> {
    let mut balanced = chosen;
    for part in ["headline", "line"] {
        let Some(block) = blocks.iter().find(|block| block.id == part) else { continue };
        let lines = block.lines.len();
        if lines < 2 {
            continue;
        }
        let widest = block.lines.iter().map(|line| line.width).fold(0.0, f32::max).ceil();
        let all: f32 = block.lines.iter().map(|line| line.width).sum();
        let range = FitRange { smallest: 0.0, largest: widest - all / lines as f32, step: 2.0 };
        let narrowed = |taken: f32| {
            let width = Some(widest - taken);
            let widths = match part {
                "headline" => Widths { headline: width, ..balanced.widths },
                _ => Widths { line: width, ..balanced.widths },
            };
            Trial { widths, ..balanced }
        };
        let taken = fit_largest(range, |taken| {
            measure(narrowed(taken)).map(|blocks| {
                let same = blocks.iter().find(|block| block.id == part);
                same.is_some_and(|block| block.lines.len() == lines)
                    && holds(task.measures, &blocks)
            })
        })?;
        balanced = taken.map_or(balanced, narrowed);
    }
    Ok(balanced)
}

fn has_orphan(blocks: &[Block]) -> bool {
    let headline = blocks.iter().find(|block| block.id == "headline");
    headline.is_some_and(|block| match block.lines.as_slice() {
        [earlier @ .., last] if !earlier.is_empty() => {
            let widest = earlier.iter().map(|line| line.width).fold(0.0, f32::max);
            last.width < widest * ORPHAN
        }
        _ => false,
    })
}

/// Whether everything is inside its room, the margin is kept and nothing meets anything.
fn holds(measures: &Measures, blocks: &[Block]) -> bool {
    let parts: Vec<&Block> =
        blocks.iter().filter(|block| PARTS.contains(&block.id.as_str())).collect();
    let most_lines = |block: &Block| match block.id.as_str() {
        "headline" => measures.most_lines,
        "line" => 3,
        "cta" if measures.class != SizeClass::Wide => 2,
        "cta" | "number" => 1,
        _ => usize::MAX,
    };
    copy_is_within_fit(blocks)
        && parts.iter().all(|block| {
            block.text_overflow <= TOLERANCE
                && block.lines.len() <= most_lines(block)
                && keeps_margin(measures, block)
        })
        && parts
            .iter()
            .enumerate()
            .all(|(index, one)| parts.iter().skip(index + 1).all(|other| !meet(one, other)))
}

fn copy_is_within_fit(blocks: &[Block]) -> bool {
    let find = |id: &str| blocks.iter().find(|block| block.id == id);
    match (find("fit"), find("copy")) {
        (Some(fit), Some(copy)) => {
            copy.height <= fit.height + TOLERANCE && copy.width <= fit.width + TOLERANCE
        }
        _ => true,
    }
}

fn keeps_margin(measures: &Measures, block: &Block) -> bool {
    // Strips give their little height to the type; their margin is that at the sides.
    let vertical = match measures.class {
        SizeClass::Strip if block.id == "legal" => 1.0,
        SizeClass::Strip => STRIP_MARGIN,
        _ => measures.margin,
    };
    let (width, height) = (measures.size.width as f32, measures.size.height as f32);
    block.left >= measures.margin - TOLERANCE
        && block.left + block.width <= width - measures.margin + TOLERANCE
        && block.top >= vertical - TOLERANCE
        && block.top + block.height <= height - vertical + TOLERANCE
}

fn meet(one: &Block, other: &Block) -> bool {
    let across = one.left + one.width > other.left + TOLERANCE
        && other.left + other.width > one.left + TOLERANCE;
    let along = one.top + one.height > other.top + TOLERANCE
        && other.top + other.height > one.top + TOLERANCE;
    across && along
}

fn extents(task: &Task<'_>, blocks: &[Block]) -> (f32, f32) {
    let mut inline: f32 = 0.0;
    let mut block_end: f32 = 0.0;
    let width = task.measures.size.width as f32;
    for block in blocks.iter().filter(|block| PARTS.contains(&block.id.as_str())) {
        let start = if task.right_to_left { width - block.left - block.width } else { block.left };
        let widest = block.lines.iter().map(|line| line.width).fold(0.0, f32::max);
        let text = matches!(block.id.as_str(), "headline" | "line" | "number");
        if text {
            inline = inline.max(start + widest.min(block.width));
            block_end = block_end.max(block.top + block.height);
        }
    }
    (inline, block_end)
}

#[cfg(test)]
#[path = "fitting_tests.rs"]
mod tests;
