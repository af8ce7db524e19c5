//! Banners: what their names promise is what they are.

use std::io::Cursor;

use image::{GenericImageView, ImageFormat, ImageReader};

use crate::support::{Archive, TestProject, run_tool, sample, sample_project};

/// The most bytes that a banner of this name may have: what common ad servers take, but for sizes
/// of networks that say otherwise.
fn budget(path: &str) -> u64 {
    let sizes: serde_json::Value =
        serde_json::from_str(include_str!("../../src/model/banner-sizes.json")).unwrap();
    let (width, height) = named_size(&path.replace("@2x", ""));
    let name = format!("{width}x{height}");
    let rows = sizes["sizes"].as_array().or(sizes.as_array()).unwrap();
    let row = rows.iter().find(|row| row["size"] == name.as_str());
    row.and_then(|row| row["max_bytes"].as_u64()).unwrap_or(150_000)
}

/// Width and height out of `…/300x250.png`, with `@2x` counted in.
fn named_size(path: &str) -> (u32, u32) {
    let name = path.rsplit('/').next().unwrap().split('.').next().unwrap();
    let (name, times) = match name.strip_suffix("@2x") {
        Some(name) => (name, 2),
        None => (name, 1),
    };
    let (width, height) = name.split_once('x').unwrap_or_else(|| panic!("no size: {path}"));
    (width.parse::<u32>().unwrap() * times, height.parse::<u32>().unwrap() * times)
}

#[test]
fn every_banner_is_what_its_name_says() {
    let output = sample();
    let banners: Vec<_> = output.entries.iter().filter(|entry| entry.kind == "banner").collect();
    assert!(banners.len() > 200, "{}", banners.len());
    for entry in banners {
        let path = &entry.path;
        let bytes = output.bytes(path);
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap();
        let named = ImageFormat::from_path(path).unwrap();
        assert_eq!(reader.format(), Some(named), "{path}");
        let picture = reader.decode().unwrap_or_else(|fault| panic!("{path}: {fault}"));
        assert_eq!(picture.dimensions(), named_size(path), "{path}");
        assert!(entry.bytes <= budget(path), "{path} weighs {}", entry.bytes);
        let first = picture.get_pixel(0, 0);
        assert!(picture.pixels().any(|(_, _, pixel)| pixel != first), "{path} is empty");
    }
}

#[test]
fn png_checkers_find_nothing() {
    let output = sample();
    let pngs: Vec<String> = output
        .entries
        .iter()
        .filter(|entry| entry.path.ends_with(".png"))
        .map(|entry| output.place(&entry.path))
        .collect();
    assert!(pngs.len() > 100);
    let arguments: Vec<&str> =
        std::iter::once("-q").chain(pngs.iter().map(String::as_str)).collect();
    run_tool("pngcheck", &arguments);
}

#[test]
fn checkers_of_every_format_find_nothing() {
    let formats = ["png", "jpeg", "webp", "gif"];
    let mut project = TestProject::from("smallest");
    for format in formats {
        let creative =
            format!("headline: Bows by hand\nformat: {format}\nsizes: [300x250, 160x600]\n");
        project = project.file(&format!("content/creatives/{format}.yaml"), creative);
    }
    project.build().succeeds();
    let output = project.output();
    for format in formats {
        let files = output.paths(&format!("sites/media.handmade-bows.example/b/{format}/"), "");
        assert_eq!(files.len(), 2, "{format}");
        for file in files {
            let place = output.place(file);
            match format {
                "png" => drop(run_tool("pngcheck", &["-q", &place])),
                "webp" => drop(run_tool("webpinfo", &["-quiet", &place])),
                "gif" => drop(run_tool("gifsicle", &["--no-warnings", "--info", &place])),
                _ => {}
            }
            let said = run_tool(
                "exiftool",
                &["-s3", "-MIMEType", "-ImageSize", "-Warning", "-Error", &place],
            );
            let size = file.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap();
            assert_eq!(said.trim(), format!("image/{format}\n{size}"), "{file}");
        }
    }
}

#[test]
fn ready_made_files_are_used() {
    let output = sample();
    for size in ["300x250", "728x90"] {
        let made = image::open(format!("content/images/letterbox-{size}.png")).unwrap().to_rgba8();
        for owner in ["morning-notes/letterbox/en", "bayt-al-qahwa/letterbox/ar"] {
            let path = format!("sites/kaiholm-media.example/p/{owner}/{size}.png");
            let built = image::load_from_memory(output.bytes(&path)).unwrap().to_rgba8();
            assert_eq!(built.dimensions(), made.dimensions());
            let far = made.pixels().zip(built.pixels()).filter(|(one, other)| {
                one.0.iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > 24)
            });
            // Colours may be fewer; what is shown is the same.
            let part = far.count() as f64 / f64::from(made.width() * made.height());
            assert!(part < 0.02, "{path}: {part:.3} of the pixels differ");
        }
    }
}

#[test]
fn personal_banners_differ_and_languages_differ() {
    let output = sample();
    let at = |owner: &str, locale: &str| {
        let folder = format!("sites/kaiholm-media.example/p/{owner}/school/{locale}/300x250");
        let paths = output.paths(&folder, "");
        assert_eq!(paths.len(), 1, "{folder}");
        output.bytes(paths[0])
    };
    assert_ne!(at("morning-notes", "en"), at("kaffee-fuer-alle", "en"));
    assert_ne!(at("kaffee-fuer-alle", "de"), at("kaffee-fuer-alle", "en"));
}

#[test]
fn after_its_end_a_banners_address_shows_the_successor() {
    let project = sample_project();
    let only = ["--only", "sites/kaiholm-media.example/*/*/**/300x600.*"];
    let arguments = [&["--as-of", "2027-01-07", "build"][..], &only].concat();
    project.run(&arguments).succeeds();
    let output = project.output();
    let picture = |path: &str| image::load_from_memory(output.bytes(path)).unwrap().to_rgb8();
    let address = "sites/kaiholm-media.example/b/winter/en/300x600.jpg";
    let ended = picture(address);
    let successor =
        picture("sites/kaiholm-media.example/p/kaffee-fuer-alle/letterbox/en/300x600.png");
    let before = image::load_from_memory(sample().bytes(address)).unwrap().to_rgb8();
    let distance = |one: &image::RgbImage, other: &image::RgbImage| {
        let sum: u64 =
            one.iter().zip(other.iter()).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
        sum as f64 / one.len() as f64
    };
    assert!(distance(&ended, &successor) < 6.0, "{}", distance(&ended, &successor));
    assert!(distance(&ended, &before) > 20.0, "{}", distance(&ended, &before));
}

#[test]
fn sharp_screens_get_twice_the_pixels() {
    let project = TestProject::from("smallest").file(
        "content/creatives/spring.yaml",
        "headline: Bows by hand\nscale: 2\nsizes: [300x250, 728x90]\nfiles: {120x60: images/small.png}\n",
    );
    let small = image::RgbImage::from_fn(120, 60, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut file = Cursor::new(Vec::new());
    small.write_to(&mut file, ImageFormat::Png).unwrap();
    let project = project.file("content/images/small.png", file.into_inner());
    project.build().succeeds();
    let output = project.output();
    let folder = output.paths("sites/", "300x250@2x.png")[0].trim_end_matches("300x250@2x.png");
    let size = |name: &str| {
        let path = format!("{folder}{name}");
        image::load_from_memory(output.bytes(&path)).unwrap().dimensions()
    };
    assert_eq!(size("300x250.png"), (300, 250));
    assert_eq!(size("300x250@2x.png"), (600, 500));
    assert_eq!(size("728x90@2x.png"), (1456, 180));
    // A ready-made picture is as it is.
    assert_eq!(output.paths(folder, "120x60@2x.png").len(), 0);

    let kit = Archive::read(output.bytes("kits/anna.zip"));
    let code = kit.text("snippets/spring.en.html");
    assert!(code.contains("/300x250@2x.png 2x\""), "{code}");
    assert!(kit.names().iter().any(|name| name.ends_with("/728x90@2x.png")), "{:?}", kit.names());
}

#[test]
fn what_all_who_show_a_banner_must_say_is_in_its_picture() {
    let drawn = |labels: Option<&str>| {
        let project = TestProject::from("smallest")
            .append("content/partners.csv", "bert,Bert Holm\n")
            .file("content/creatives/spring.yaml", "headline: Bows by hand\nsizes: [300x250]\n");
        let project = match labels {
            Some(rows) => project.file(
                "content/labels.csv",
                format!("partner,creative,erid,advertiser,inn\n{rows}"),
            ),
            None => project,
        };
        project.build().succeeds();
        let output = project.output();
        output.bytes(output.paths("sites/", "/spring/en/300x250.png")[0]).to_vec()
    };
    let plain = drawn(None);
    let all = drawn(Some(",spring,2Vtz,,\n"));
    let each = drawn(Some("anna,spring,2VtzA,,\nbert,spring,2VtzB,,\n"));
    let one = drawn(Some("anna,spring,2VtzA,,\n"));
    let two_advertisers = drawn(Some("anna,spring,2VtzA,One,\nbert,spring,2VtzB,Two,\n"));
    assert_ne!(plain, all, "the label of all is drawn");
    assert!(each != plain && each != all, "no token where each has one");
    assert_eq!(one, plain, "Bert must say nothing");
    assert_eq!(two_advertisers, plain, "they have nothing in common");
}

#[test]
fn a_banner_that_is_hard_to_see_is_named() {
    let layout = "<div class=\"ground\"><img src=\"{{ picture.src }}\" alt=\"\"></div>\n{% include \"banner/parts/content.html\" %}\n";
    let css = "{% include \"banner/base.css\" %}\n.ground { position: absolute; top: 0; left: 0; width: 100%; height: 100%; }\n.ground img { width: 100%; height: 100%; object-fit: cover; }\n";
    let picture = |shade: u8| {
        let image = image::RgbImage::from_pixel(60, 50, image::Rgb([shade, shade, shade]));
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, ImageFormat::Png).unwrap();
        file.into_inner()
    };
    let project = |shade| {
        TestProject::from("smallest")
            .append("content/company.yaml", "theme: mine\n")
            .file("themes/mine/theme.yaml", "extends: default\n")
            .file("themes/mine/templates/banner/photo.html", layout)
            .file("themes/mine/templates/banner/photo.css", css)
            .file("content/images/grey.png", picture(shade))
            .file(
                "content/creatives/spring.yaml",
                "headline: Bows by hand\nlayout: photo\nscheme: dark\npicture: images/grey.png\nsizes: [300x250]\n",
            )
    };
    let pale = project(230).check(&[]).ends_with(0);
    assert!(pale.results.contains("warning[contrast]"), "{}", pale.results);
    assert!(pale.results.contains("content/creatives/spring.yaml:4:10"), "{}", pale.results);
    assert!(pale.results.contains("the headline has a contrast of 1."), "{}", pale.results);
    assert!(pale.results.contains("60 × 50 pixels and is shown at 300 × 250"), "{}", pale.results);
    let deep = project(20).check(&[]).ends_with(0);
    assert!(!deep.results.contains("[contrast]"), "{}", deep.results);
}

#[test]
fn a_banner_without_an_edge_or_with_a_logo_too_low_is_named() {
    let white = |border: bool| {
        let mut image = image::RgbImage::from_pixel(300, 250, image::Rgb([255, 255, 255]));
        for (column, row, pixel) in image.enumerate_pixels_mut() {
            if border && (column == 0 || row == 0 || column == 299 || row == 249) {
                *pixel = image::Rgb([120, 120, 120]);
            }
        }
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, ImageFormat::Png).unwrap();
        file.into_inner()
    };
    let wide = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 16\"><path d=\"M0 0h400v16H0z\" fill=\"#123\"/></svg>";
    let creative = "headline: Bows by hand\nscheme: light\nsizes: [300x250, 320x50]\nfiles: {300x250: images/own.png}\n";
    let project = |border| {
        TestProject::from("smallest")
            .append("content/company.yaml", "brand: {logo: images/wide.svg}\n")
            .file("content/images/wide.svg", wide)
            .file("content/images/own.png", white(border))
            .file("content/creatives/spring.yaml", creative)
    };
    let run = project(false).check(&[]).ends_with(0);
    assert!(run.results.contains("content/creatives/spring.yaml:4:18"), "{}", run.results);
    assert!(run.results.contains("nearly white to its edges"), "{}", run.results);
    assert!(run.results.contains("in 320x50 (en): the logo is so wide"), "{}", run.results);
    assert_eq!(run.results.matches("warning[contrast]").count(), 1, "{}", run.results);
    let framed = project(true).check(&[]).ends_with(0);
    assert!(!framed.results.contains("[contrast]"), "{}", framed.results);

    let css =
        "{% include \"banner/base.css\" %}\n.edge { border: 0; }\n.banner { background: #fff; }\n";
    let mut image = image::RgbaImage::new(300, 250);
    image.put_pixel(150, 125, image::Rgba([9, 9, 9, 255]));
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).unwrap();
    let clear =
        project(true).file("content/images/own.png", file.into_inner()).check(&[]).ends_with(0);
    assert!(clear.results.contains("nearly white to its edges"), "{}", clear.results);

    let drawn = project(true)
        .append("content/company.yaml", "theme: mine\n")
        .file("themes/mine/theme.yaml", "extends: default\n")
        .file(
            "themes/mine/templates/banner/number.html",
            "{% include \"banner/parts/content.html\" %}\n",
        )
        .file("themes/mine/templates/banner/number.css", css)
        .check(&[])
        .ends_with(0);
    assert!(drawn.results.contains("in 320x50 (en) is nearly white"), "{}", drawn.results);
}

#[test]
fn a_headline_without_a_short_form_and_missing_sizes_are_named() {
    let long = "headline: Bows of walnut and yew made by two people up north\ncta: See the bows\nsizes: [320x50, 300x250]\nmin_sizes: 4\n";
    let project = TestProject::from("smallest").file("content/creatives/spring.yaml", long);
    let run = project.check(&["--strict"]).ends_with(1);
    assert!(run.results.contains("lint[text-fit]"), "{}", run.results);
    assert!(
        run.results.contains("`spring` in 320x50 (en): the headline is so long"),
        "{}",
        run.results
    );
    assert!(run.results.contains("comes in 2 of at least 4 sizes"), "{}", run.results);
    assert!(run.results.contains("336x280, 728x90"), "{}", run.results);
    let plain = project.check(&[]).ends_with(0);
    assert!(!plain.results.contains("text-fit"), "{}", plain.results);
}

#[test]
fn one_slip_in_many_files_is_told_once() {
    let long = format!("headline: {}\nsizes: [default]\n", "Bows of walnut and yew ".repeat(12));
    let project = TestProject::from("smallest").file("content/creatives/spring.yaml", long);
    let run = project.check(&[]).ends_with(1);
    assert_eq!(run.results.matches("error[text-fit]").count(), 1, "{}", run.results);
    assert!(run.results.contains("; and so it is in 1"), "{}", run.results);
}

#[test]
fn files_keep_to_the_budget_that_content_sets() {
    let photo = std::fs::read("content/images/coffee.jpg").unwrap();
    let creative = |more: &str| {
        format!(
            "headline: Bows by hand\npicture: images/coffee.jpg\nalt: A cup\nsizes: [970x250, 1200x628]\n{more}"
        )
    };
    let project = TestProject::from("smallest")
        .append("content/company.yaml", "defaults: {budget: vk}\n")
        .file("content/images/coffee.jpg", photo)
        .file("content/creatives/spring.yaml", creative(""))
        .file("content/creatives/wide.yaml", creative("budget: 50 KB\n"))
        .file("content/creatives/free.yaml", creative("budget: awin\nformat: png\n"));
    project.build().succeeds();
    let output = project.output();
    let weight =
        |file: &str| output.bytes(&format!("sites/media.handmade-bows.example/b/{file}")).len();
    for size in ["970x250", "1200x628"] {
        let spring = weight(&format!("spring/en/{size}.jpg"));
        assert!(spring <= 60_000, "{spring}");
        let wide = weight(&format!("wide/en/{size}.jpg"));
        assert!(wide <= 50_000 && wide < spring, "{wide}");
    }
    let lossless = weight("free/en/970x250.png");
    assert!((150_000..=500_000).contains(&lossless), "{lossless}");
    assert!(weight("free/en/1200x628.png") <= 300_000, "a social network takes no more");
    let refused = TestProject::from("smallest")
        .file("content/creatives/spring.yaml", creative("budget: 80\n"))
        .check(&[])
        .ends_with(1);
    assert!(refused.results.contains("spring.yaml:5:9"), "{}", refused.results);
    assert!(refused.results.contains("`80 KB`"), "{}", refused.results);
    let photo = std::fs::read("content/images/coffee.jpg").unwrap();
    let too_little = TestProject::from("smallest")
        .file("content/images/coffee.jpg", photo)
        .file("content/creatives/spring.yaml", creative("budget: 3 KB\n"))
        .check(&[])
        .ends_with(1);
    assert!(too_little.results.contains("error[budget]"), "{}", too_little.results);
}

/// A year of banners: every address that was ever published goes on answering, with a picture of its size.
#[test]
fn addresses_outlive_the_banners_that_they_were_made_for() {
    let idea = |headline: &str, more: &str| {
        format!("headline: {headline}\nsizes: [300x250, 160x600]\n{more}")
    };
    let winter = "starts: 2026-11-01\nends: 2027-01-06\nreplaced_by: letterbox\n";
    let mut project = TestProject::from("smallest")
        .append("content/partners.csv", "bert,Bert Holm\n")
        .file("content/creatives/winter.yaml", idea("Winter bows", winter))
        .file(
            "content/creatives/letterbox.yaml",
            "headline: Bows by post\nsizes: [300x250]\nevergreen: true\n",
        )
        .file(
            "content/creatives/named.yaml",
            idea("\"Bows for {{ partner.name }}\"", "ends: 2027-03-01\n"),
        );
    let mut published: std::collections::BTreeSet<String> = Default::default();
    let mut look = |project: &TestProject, day: &str| {
        project.run(&["--as-of", day, "build"]).succeeds();
        let output = project.output();
        let banners = output.entries.iter().filter(|entry| entry.kind == "banner");
        published.extend(banners.map(|entry| entry.path.clone()));
        for path in &published {
            assert!(output.has(path), "{day}: {path} is gone");
            let picture = image::load_from_memory(output.bytes(path)).unwrap();
            assert_eq!(picture.dimensions(), named_size(path), "{day}: {path}");
        }
        published.len()
    };
    let before = look(&project, "2026-10-20");
    let season = look(&project, "2026-12-01");
    assert!(season > before, "not before its start");
    look(&project, "2027-01-07");
    // Another one takes over, without the skyscraper.
    project = project
        .edit("content/creatives/winter.yaml", "replaced_by: letterbox", "replaced_by: spring")
        .file(
            "content/creatives/spring.yaml",
            "headline: Spring bows\nsizes: [300x250]\nstarts: 2027-01-10\nends: 2027-05-31\n",
        );
    look(&project, "2027-02-01");
    look(&project, "2027-04-01");
    // A partner leaves; the evergreen takes the place of all that ended.
    project = project.edit("content/partners.csv", "id,name", "id,status,name");
    let rows = std::fs::read_to_string(project.path("content/partners.csv")).unwrap();
    let rows = rows.replace("bert,Bert", "bert,ended,Bert").replace("anna,", "anna,active,");
    project = project.file("content/partners.csv", rows);
    look(&project, "2027-06-15");
    look(&project, "2027-10-20");
}

#[test]
fn banners_that_nothing_follows_are_named() {
    let ending = |id: &str, more: &str| {
        (
            format!("content/creatives/{id}.yaml"),
            format!("headline: Bows\nends: 2026-12-01\n{more}"),
        )
    };
    let with = |banners: &[(&str, &str)]| {
        banners.iter().fold(TestProject::from("smallest"), |project, (id, more)| {
            let (path, text) = ending(id, more);
            project.file(&path, text)
        })
    };
    let said = |project: &TestProject, day: &str| project.run(&["--as-of", day, "check"]).all();
    let alone = with(&[("winter", "")]);
    assert!(!said(&alone, "2026-11-10").contains("nothing takes its place"));
    let soon = said(&alone, "2026-11-20");
    assert!(
        soon.contains("`winter` ends on 2026-12-01, and nothing takes its place then"),
        "{soon}"
    );
    assert!(said(&alone, "2026-12-02").contains("has ended, and nothing takes its place"));

    let circle =
        with(&[("a", "replaced_by: b\n"), ("b", "replaced_by: c\n"), ("c", "replaced_by: a\n")]);
    let run = circle.check(&[]).ends_with(1);
    assert!(run.results.contains("content/creatives/a.yaml:3:14"), "{}", run.results);
    assert!(run.results.contains("`a`, `b`, `c` take each other’s place"), "{}", run.results);
    assert_eq!(run.results.matches("error[dates]").count(), 1, "{}", run.results);
}

#[test]
fn a_banner_with_frames_moves_and_stops() {
    let creative = "headline: Bows by hand\nlayout: number\nnumber: \"20 %\"\nsizes: [300x250, 728x90]\nframes:\n  - {}\n  - {headline: Silk and velvet}\n  - {headline: Until Sunday, number: \"3\"}\n";
    let project = TestProject::from("smallest").file("content/creatives/spring.yaml", creative);
    project.build().succeeds();
    let output = project.output();
    for size in ["300x250", "728x90"] {
        let path = format!("sites/media.handmade-bows.example/b/spring/en/{size}.gif");
        let bytes = output.bytes(&path);
        assert!(bytes.len() <= 150_000, "{}", bytes.len());
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(bytes).unwrap();
        assert_eq!(decoder.repeat(), gif::Repeat::Finite(1), "twice 7.5 seconds");
        let mut frames = Vec::new();
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            assert_eq!(frame.delay, 250);
            frames.push((frame.width, frame.height));
        }
        assert_eq!(frames.len(), 3);
        assert!(frames[1] < frames[0], "only what changes: {frames:?}");
        run_tool("gifsicle", &["--no-warnings", "--info", &output.place(&path)]);
    }
    let refused = |more: &str| {
        let text = format!("headline: Bows\n{more}");
        TestProject::from("smallest")
            .file("content/creatives/spring.yaml", text)
            .check(&[])
            .ends_with(1)
            .results
    };
    let one = refused("frames: [{headline: Silk}]\n");
    assert!(one.contains("two to four frames, not 1") && one.contains("spring.yaml:2:"), "{one}");
    let still = refused("format: png\nframes: [{headline: Silk}, {headline: Velvet}]\n");
    assert!(still.contains("only a GIF has frames"), "{still}");
}

#[test]
fn a_slip_in_a_layout_s_style_is_told_in_its_file() {
    let css = "{% include \"banner/base.css\" %}\n.copy { width: 50%; }\n.headline { font-size: 12furlongs; }\n";
    let project = TestProject::from("smallest")
        .append("content/company.yaml", "theme: mine\n")
        .file("themes/mine/theme.yaml", "extends: default\n")
        .file("themes/mine/templates/banner/number.css", css)
        .file("content/creatives/spring.yaml", "headline: Bows by hand\n");
    let run = project.check(&[]).ends_with(1);
    assert!(run.results.contains("themes/mine/templates/banner/number.css:3:"), "{}", run.results);
    assert_eq!(run.results.matches("error[template]").count(), 1, "{}", run.results);
}

#[test]
fn what_a_style_says_in_vain_is_named() {
    let css = "{% include \"banner/base.css\" %}\n/* :hover */\n.copy:hover { width: 50%; colour: red; }\n@font-face { font-family: Mine; }\n";
    let project = TestProject::from("smallest")
        .append("content/company.yaml", "theme: mine\n")
        .file("themes/mine/theme.yaml", "extends: default\n")
        .file("themes/mine/templates/banner/number.css", css)
        .file("content/creatives/spring.yaml", "headline: Bows by hand\n");
    let run = project.check(&[]).ends_with(0);
    for (place, message) in [
        ("3:1", "a picture is never in the state `:hover`"),
        ("3:27", "`colour` is no property that banners are drawn with"),
        ("4:1", "`@font-face` is no rule"),
    ] {
        assert!(run.results.contains(message), "{}", run.results);
        let place = format!("themes/mine/templates/banner/number.css:{place}\n");
        assert!(run.results.contains(&place), "{place}: {}", run.results);
    }
    assert_eq!(run.results.matches("warning[template]").count(), 3, "{}", run.results);
}
