//! What a banner costs: fitting its text, drawing it and writing the file, on one thread: `cargo bench --bench banners`.
//!
//! The twelve sizes of a programme, each with a headline of its own for every partner, on a gradient and on a photograph:
//! the work of `generate.py --profile gradient` and `kits`, without pages, links and files.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use promokit::model::banner::{PictureFormat, PixelSize, SizeSet, SizeTable};
use promokit::model::color::Color;
use promokit::model::palette::Palette;
use promokit::open;
use promokit::raster::{Focus, FontSet, Painter, Picture, Pixels, Scale, TakumiPainter, encode};
use promokit::render::banner::{
    BannerContent, BannerMarkup, BannerPicture, FitMemo, Headline, Layout, PictureKind, Tone,
    expand, scene,
};
use promokit::theme::Theme;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PARTNERS: usize = 20;
const NAMES: [&str; 5] = ["Anna Ahorn", "Bela Birke", "Tilda Kiefer", "Jan Ulme", "Hanna Hasel"];
/// The lightest of the platforms' limits that are common, in bytes.
const BUDGET: u64 = 150_000;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let opened = open::list(root.to_owned()).load(None);
    let theme = opened.theme.expect("the sample is sound");
    let painter = TakumiPainter::new(fonts(&theme));
    let photo = std::fs::read(root.join("content/images/coffee.jpg")).expect("the sample's photo");
    let photo = Arc::new(Picture::decode(&photo).expect("a photograph"));
    let table = SizeTable::built_in().expect("the table of sizes");
    let sizes: Vec<PixelSize> = table.set(SizeSet::Default).map(|row| row.size).take(12).collect();

    for (layout, picture, format) in
        [("split", None, PictureFormat::Png), ("photo", Some(photo), PictureFormat::Jpeg)]
    {
        let contents: Vec<BannerContent> =
            (0..PARTNERS).map(|number| content(layout, number, picture.clone())).collect();
        let memo = FitMemo::default();
        // Fonts are unpacked and the photograph is scaled once, whoever comes first.
        for size in &sizes {
            let markup = markup(&theme, &painter, &FitMemo::default(), &contents[0], *size);
            black_box(paint(&painter, &markup));
        }
        let all =
            || contents.iter().flat_map(|content| sizes.iter().map(move |size| (content, *size)));
        let mut markups = Vec::new();
        timed(layout, "fit", all().count(), || {
            markups = all()
                .map(|(content, size)| markup(&theme, &painter, &memo, content, size))
                .collect();
        });
        let mut drawn = Vec::new();
        timed(layout, "draw", markups.len(), || {
            drawn = markups.iter().map(|markup| paint(&painter, markup)).collect();
        });
        timed(layout, "encode", drawn.len(), || {
            for pixels in &drawn {
                black_box(encode(pixels, format, BUDGET).expect("a file within the budget"));
            }
        });
    }
}

fn fonts(theme: &Theme) -> FontSet {
    let mut fonts = FontSet::default();
    for face in &theme.manifest().fonts.files {
        let bytes = theme.font(&face.file).expect("the theme's own file");
        fonts.add(face, bytes).expect("a font");
    }
    fonts
}

fn content(layout: &str, number: usize, picture: Option<Arc<Picture>>) -> BannerContent {
    let name = NAMES[number % NAMES.len()];
    BannerContent {
        layout: Layout::new(layout).expect("a name"),
        tone: Tone::Dark,
        locale: "en".to_owned(),
        right_to_left: false,
        palette: Palette::derive(Color::new(29, 78, 104), None),
        headline: Headline { long: format!("{name} {number}: made to be drawn"), short: None },
        line: Some("Two people, one bench".to_owned()),
        call_to_action: Some("See the bows".to_owned()),
        number: None,
        legal: None,
        logo: None,
        partner: None,
        picture: picture.map(|picture| BannerPicture {
            picture,
            kind: PictureKind::Photo,
            focus: Focus::default(),
        }),
    }
}

fn markup(
    theme: &Theme,
    painter: &TakumiPainter,
    memo: &FitMemo,
    content: &BannerContent,
    size: PixelSize,
) -> BannerMarkup {
    expand(theme.tera(), painter, memo, content, size).expect("a banner that fits")
}

fn paint(painter: &TakumiPainter, markup: &BannerMarkup) -> Pixels {
    painter.paint(&scene(markup, Scale::One)).expect("a scene that can be drawn")
}

/// Says what one of the `count` pieces of work takes, in milliseconds of one thread.
fn timed(layout: &str, what: &str, count: usize, work: impl FnOnce()) {
    let clock = Instant::now();
    work();
    let each = clock.elapsed().as_secs_f64() * 1000.0 / count as f64;
    println!("{layout:6} {what:7} {each:6.2} ms each of {count}");
}
