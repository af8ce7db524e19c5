use super::*;
use crate::model::banner::{PixelSize, SizeSet, SizeTable};
use crate::model::color::Color;
use crate::model::font::FontFace;
use crate::model::palette::Palette;
use crate::raster::{Block, FontSet, PaintError, Painter, Pixels, Scale, Scene, TakumiPainter};
use proptest::prelude::*;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tera::Tera;

macro_rules! template {
    ($name:literal) => {
        (
            concat!("banner/", $name),
            include_str!(concat!("../../../themes/default/templates/banner/", $name)),
        )
    };
}

fn templates() -> &'static Tera {
    static TEMPLATES: OnceLock<Tera> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let mut tera = Tera::default();
        let added = tera.add_raw_templates([
            template!("base.css"),
            template!("photo.html"),
            template!("photo.css"),
            template!("split.html"),
            template!("split.css"),
            template!("number.html"),
            template!("number.css"),
            template!("product.html"),
            template!("product.css"),
            template!("quote.html"),
            template!("quote.css"),
            template!("type.html"),
            template!("type.css"),
            template!("parts/action.html"),
            template!("parts/brands.html"),
            template!("parts/content.html"),
            template!("parts/shapes.html"),
            template!("parts/shapes.css"),
            template!("parts/tiles.html"),
        ]);
        assert!(added.is_ok(), "{added:?}");
        tera
    })
}

macro_rules! font {
    ($family:literal, $file:literal, $range:expr) => {
        (
            FontFace {
                family: $family.to_owned(),
                file: $file.to_owned(),
                weight: "100 900".to_owned(),
                unicode_range: $range.map(str::to_owned),
            },
            &include_bytes!(concat!("../../../themes/default/fonts/", $file))[..],
        )
    };
}

fn painter() -> &'static TakumiPainter {
    static PAINTER: OnceLock<TakumiPainter> = OnceLock::new();
    PAINTER.get_or_init(|| {
        let mut fonts = FontSet::default();
        for (face, bytes) in [
            font!("Geologica", "geologica-latin.woff2", Some("U+0000-00FF,U+2000-206F,U+20AC")),
            font!("Geologica", "geologica-cyrillic.woff2", Some("U+0400-045F,U+0490-0491,U+2116")),
            font!("Inter", "inter-latin.woff2", Some("U+0000-00FF,U+2000-206F,U+20AC")),
            font!("Readex Pro", "readex-pro-arabic.woff2", Some("U+0600-06FF")),
        ] {
            let added = fonts.add(&face, bytes);
            assert_eq!(added, Ok(()));
        }
        TakumiPainter::new(fonts)
    })
}

fn content(layout: &str, headline: &str) -> Option<BannerContent> {
    Some(BannerContent {
        layout: Layout::new(layout)?,
        tone: Tone::Dark,
        locale: "en".to_owned(),
        right_to_left: false,
        palette: Palette::derive(Color::new(11, 42, 91), None),
        headline: Headline { long: headline.to_owned(), short: None },
        line: Some("Fresh beans every month".to_owned()),
        call_to_action: Some("Try it free".to_owned()),
        number: (layout == "number").then(|| "20\u{a0}%".to_owned()),
        legal: None,
        logo: None,
        partner: None,
        picture: None,
    })
}

const LAYOUTS: [&str; 6] = ["photo", "split", "number", "product", "quote", "type"];

fn default_sizes() -> Vec<PixelSize> {
    let table = SizeTable::built_in();
    assert!(table.is_ok());
    table.map(|table| table.set(SizeSet::Default).map(|row| row.size).collect()).unwrap_or_default()
}

fn all_sizes() -> Vec<PixelSize> {
    SizeTable::built_in()
        .map(|table| table.iter().map(|row| row.size).collect())
        .unwrap_or_default()
}

fn blocks(markup: &BannerMarkup) -> Vec<Block> {
    painter().measure(&scene(markup, Scale::One)).unwrap_or_default()
}

fn find<'a>(blocks: &'a [Block], id: &str) -> Option<&'a Block> {
    blocks.iter().find(|block| block.id == id)
}

#[test]
fn every_layout_draws_every_default_size() {
    for layout in LAYOUTS {
        let Some(content) = content(layout, "Coffee that starts before you do") else {
            continue;
        };
        for size in default_sizes() {
            let memo = FitMemo::default();
            let markup = expand(templates(), painter(), &memo, &content, size);
            let pixels =
                markup.as_ref().ok().map(|markup| painter().paint(&scene(markup, Scale::One)));
            let drawn = matches!(&pixels, Some(Ok(pixels)) if (pixels.width, pixels.height) == (size.width, size.height));
            assert!(drawn, "{layout} {size}: {markup:?} {pixels:?}");
        }
    }
}

#[test]
fn right_to_left_is_mirrored() {
    let Some(mut content) = content("photo", "قهوة طازجة كل شهر") else {
        return;
    };
    content.right_to_left = true;
    content.locale = "ar".to_owned();
    let size = PixelSize::new(728, 90);
    let markup = expand(templates(), painter(), &FitMemo::default(), &content, size);
    let blocks = markup.map(|markup| blocks(&markup)).unwrap_or_default();
    let headline = find(&blocks, "headline").map(|block| block.left);
    let button = find(&blocks, "cta").map(|block| block.left);
    assert!(button.is_some() && button < headline, "{button:?} {headline:?}");
}

#[test]
fn twice_the_scale_gives_twice_the_pixels_and_the_same_lines() {
    let Some(content) = content("split", "Coffee that starts before you do") else {
        return;
    };
    let size = PixelSize::new(300, 250);
    let Ok(markup) = expand(templates(), painter(), &FitMemo::default(), &content, size) else {
        panic!("the banner does not fit")
    };
    let doubled = painter().paint(&scene(&markup, Scale::Two));
    assert_eq!(doubled.map(|pixels| (pixels.width, pixels.height)), Ok((600, 500)));
    let lines = |scale| {
        let blocks = painter().measure(&scene(&markup, scale)).unwrap_or_default();
        find(&blocks, "headline")
            .map(|block| block.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>())
    };
    assert_eq!(lines(Scale::One), lines(Scale::Two));
}

#[test]
fn the_same_scene_gives_the_same_pixels_on_two_threads() {
    let Some(content) = content("number", "Coffee that starts before you do") else {
        return;
    };
    let size = PixelSize::new(300, 250);
    let draw = || {
        let markup = expand(templates(), painter(), &FitMemo::default(), &content, size).ok()?;
        painter().paint(&scene(&markup, Scale::One)).ok()
    };
    let (one, two) = std::thread::scope(|scope| {
        let (one, two) = (scope.spawn(draw), scope.spawn(draw));
        (one.join().ok().flatten(), two.join().ok().flatten())
    });
    assert!(one.is_some() && one == two);
}

/// Counts how often a scene is measured.
struct Counting(AtomicUsize);

impl Painter for Counting {
    fn fingerprint(&self) -> blake3::Hash {
        painter().fingerprint()
    }

    fn paint(&self, scene: &Scene) -> Result<Pixels, PaintError> {
        painter().paint(scene)
    }

    fn measure(&self, scene: &Scene) -> Result<Vec<Block>, PaintError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        painter().measure(scene)
    }
}

#[test]
fn another_palette_needs_no_second_fit() {
    let Some(mut content) = content("photo", "Coffee that starts before you do") else {
        return;
    };
    let (counting, memo) = (Counting(AtomicUsize::new(0)), FitMemo::default());
    let size = PixelSize::new(300, 250);
    let first = expand(templates(), &counting, &memo, &content, size).map(|markup| markup.fitted);
    let measured = counting.0.load(Ordering::Relaxed);
    assert!((2..40).contains(&measured), "{measured}");
    content.palette = Palette::derive(Color::new(242, 106, 27), None);
    let second = expand(templates(), &counting, &memo, &content, size).map(|markup| markup.fitted);
    assert_eq!(counting.0.load(Ordering::Relaxed), measured);
    assert_eq!(first.ok(), second.ok());
}

#[test]
fn a_rule_that_cannot_be_drawn_is_located() {
    let scene = Scene {
        html: "<div id=\"banner\">x</div>".to_owned(),
        css: "div { color: red }\n\np { width: clamp(1px, 2px, 3px) }".into(),
        size: PixelSize::new(10, 10),
        scale: Scale::One,
        pictures: std::collections::BTreeMap::new(),
    };
    let refused = painter().paint(&scene);
    assert!(matches!(&refused, Err(PaintError::Css { line: Some(3), .. })), "{refused:?}");
}

#[test]
fn text_is_escaped_and_locales_cannot_break_out() {
    let Some(mut content) = content("photo", "<b>5 < 6 & more</b>") else {
        return;
    };
    content.locale = "en\" onload=\"x".to_owned();
    let size = PixelSize::new(300, 250);
    let html = expand(templates(), painter(), &FitMemo::default(), &content, size)
        .map(|markup| markup.html);
    let html = html.unwrap_or_default();
    assert!(html.contains("&lt;b&gt;5 &lt; 6 &amp; more"), "{html}");
    assert!(html.contains("lang=\"enonloadx\""), "{html}");
}

/// One to 200 characters of one script, in words or, where it has none, without a space.
fn headlines() -> impl Strategy<Value = String> {
    prop_oneof![
        "([A-Za-z]{1,12} ){0,14}[a-z]{1,9}",
        "([ÄÖÜäöüßéèêçñøåžšł]{1,9}[a-z]{0,9} ){0,10}[a-zé]{1,9}",
        "([А-Яа-яё]{1,14} ){0,12}[а-я]{1,9}",
        "([Α-Ωα-ω]{1,12} ){0,14}[α-ω]{1,9}",
        "([ء-ي]{1,9} ){0,18}[ء-ي]{1,9}",
        "([א-ת]{1,9} ){0,18}[א-ת]{1,9}",
        "[一-龥]{1,60}",
        "[ก-ฮ]{1,60}",
    ]
    .prop_map(|text| text.chars().take(200).collect::<String>().trim().to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_headline_is_whole_and_legible_or_named(headline in headlines(), index in 0_usize..64, layout in 0_usize..6) {
        let Some(mut content) = content(LAYOUTS[layout], &headline) else { return Ok(()) };
        content.right_to_left = headline.chars().any(|letter| ('\u{590}'..'\u{700}').contains(&letter));
        let sizes = all_sizes();
        let size = sizes[index % sizes.len()];
        match expand(templates(), painter(), &FitMemo::default(), &content, size) {
            Ok(markup) => {
                let measures = Measures::of(size);
                prop_assert!(markup.fitted.headline >= measures.headline.smallest - 0.01);
                let blocks = blocks(&markup);
                let (fit, copy) = (find(&blocks, "fit"), find(&blocks, "copy"));
                prop_assert!(copy.map(|copy| copy.height) <= fit.map(|fit| fit.height + 1.0));
                let shown: String = find(&blocks, "headline").map(|block| block.lines.iter().map(|line| line.text.as_str()).collect()).unwrap_or_default();
                let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
                prop_assert_eq!(letters(&shown), letters(&headline));
                prop_assert!(blocks.iter().all(|block| block.text_overflow <= 1.0));
            }
            Err(BannerError::TextFit(told)) => prop_assert_eq!(told.headline, headline),
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }
}
