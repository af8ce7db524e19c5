use super::*;
use std::convert::Infallible;

fn block(id: &str, left: f32, top: f32, width: f32, height: f32) -> Block {
    Block {
        id: id.to_owned(),
        parent: None,
        left,
        top,
        width,
        height,
        lines: Vec::new(),
        text_overflow: 0.0,
    }
}

/// A layout engine for monospaced text: the headline wraps greedily in a column of 200 pixels.
fn column(words: &[usize], trial: Trial) -> Vec<Block> {
    let letter = trial.headline * 0.6;
    let mut lines: Vec<f32> = Vec::new();
    for word in words {
        let width = *word as f32 * letter;
        match lines.last_mut() {
            Some(last) if *last + letter + width <= 200.0 => *last += letter + width,
            _ => lines.push(width),
        }
    }
    let widest = lines.iter().copied().fold(0.0, f32::max);
    let height = lines.len() as f32 * trial.headline * 1.1;
    let mut headline = block("headline", 30.0, 40.0, 200.0, height);
    headline.text_overflow = (widest - 200.0).max(0.0);
    headline.lines =
        lines.into_iter().map(|width| crate::raster::Line { text: String::new(), width }).collect();
    let line = block("line", 30.0, 40.0 + height, 200.0, trial.line * 1.4);
    let copy = block("copy", 30.0, 40.0, 200.0, height + trial.line * 1.4);
    let mut blocks = vec![block("fit", 30.0, 40.0, 200.0, 130.0), copy, headline];
    if trial.variant.with_line {
        blocks.push(line);
    }
    blocks
}

fn variant(short_headline: bool, with_line: bool) -> Variant {
    Variant { short_headline, with_line, with_number: true, stacked_button: false }
}

fn fit_words(long: &[usize], short: Option<&[usize]>) -> Option<Fitted> {
    let measures = Measures::of(PixelSize::new(300, 250));
    let all =
        [variant(false, true), variant(true, true), variant(false, false), variant(true, false)];
    let variants: Vec<Variant> =
        all.into_iter().filter(|variant| short.is_some() || !variant.short_headline).collect();
    let task =
        Task { measures: &measures, variants: &variants, has_number: false, right_to_left: false };
    let fitted = fit(&task, |trial| {
        let words = if trial.variant.short_headline { short.unwrap_or(long) } else { long };
        Ok::<_, Infallible>(column(words, trial))
    });
    let Ok(fitted) = fitted;
    fitted
}

#[test]
fn short_text_keeps_its_line_and_grows() {
    let fitted = fit_words(&[5, 3, 4], None).map(|fitted| (fitted.variant, fitted.headline > 26.0));
    assert_eq!(fitted, Some((variant(false, true), true)));
}

#[test]
fn longer_text_is_never_set_larger() {
    let mut last = f32::INFINITY;
    for count in 1..12 {
        let Some(fitted) = fit_words(&vec![5; count], None) else {
            break;
        };
        assert!(fitted.headline <= last + 0.01 || !fitted.variant.with_line, "{count}");
        last = fitted.headline;
    }
}

#[test]
fn the_short_headline_comes_before_the_line_goes() {
    let long = [6; 14];
    let fitted = fit_words(&long, Some(&[6, 4])).map(|fitted| fitted.variant);
    assert_eq!(fitted, Some(variant(true, true)));
    let alone = fit_words(&[8; 6], None).map(|fitted| fitted.variant.with_line);
    assert_eq!(alone, Some(false));
}

#[test]
fn a_word_that_cannot_fit_is_told() {
    assert_eq!(fit_words(&[40], None), None);
    assert_eq!(fit_words(&[4; 200], None), None);
}

#[test]
fn parts_must_keep_the_margin_and_not_meet() {
    let measures = Measures::of(PixelSize::new(300, 250));
    let logo = block("logo", 30.0, 30.0, 60.0, 20.0);
    assert!(holds(&measures, &[logo.clone(), block("cta", 30.0, 190.0, 90.0, 30.0)]));
    assert!(!holds(&measures, &[logo.clone(), block("cta", 60.0, 40.0, 90.0, 30.0)]));
    assert!(!holds(&measures, &[block("cta", 2.0, 190.0, 90.0, 30.0)]));
    assert!(!holds(&measures, &[block("cta", 30.0, 228.0, 90.0, 30.0)]));
}
