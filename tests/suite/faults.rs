//! Bad input: located, explained, never a panic.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Run, TestProject, snapshot};

const EXPECTED: &str = include_str!("../projects/faults/expected.txt");

fn findings(run: &Run) -> Vec<Value> {
    run.json().as_array().expect("a list").clone()
}

/// `content/company.yaml:3:17 bad-value`
fn line(finding: &Value) -> String {
    let place = match finding["file"].as_str() {
        Some(file) => format!("{file}:{}:{}", finding["line"], finding["column"]),
        None => "nowhere".to_owned(),
    };
    format!("{place} {}", finding["code"].as_str().expect("a code"))
}

#[test]
fn one_run_names_all_twelve_planted_faults() {
    let project = TestProject::from("faults");
    let run = project.check(&["--format", "json"]).ends_with(1);
    let found: BTreeSet<String> = findings(&run).iter().map(line).collect();
    let expected: BTreeSet<String> = EXPECTED.lines().map(str::to_owned).collect();
    assert_eq!(expected.len(), 12);
    assert_eq!(found, expected);
    let files: BTreeSet<&str> =
        EXPECTED.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(files.len(), 6);
}

#[test]
fn every_finding_explains_itself() {
    let project = TestProject::from("faults");
    for finding in findings(&project.check(&["--format", "json"])) {
        assert_eq!(finding["severity"], "error");
        let message = finding["message"].as_str().unwrap();
        for word in [
            "saphyr",
            "serde",
            "deserialize",
            "scanner",
            "expected struct",
            "Some(",
            "invalid type",
        ] {
            assert!(!message.contains(word), "a parser's word: {message}");
        }
        let code = finding["code"].as_str().unwrap();
        project.run(&["explain", code]).succeeds();
    }
}

#[test]
fn every_form_of_the_report_names_the_same() {
    let project = TestProject::from("faults");
    let places: Vec<&str> = EXPECTED.lines().filter_map(|line| line.split(' ').next()).collect();
    let text = project.check(&[]).ends_with(1).results;
    for place in &places {
        assert!(text.contains(place), "no {place} in\n{text}");
    }
    let github = project.check(&["--format", "github"]).ends_with(1).results;
    assert_eq!(github.lines().count(), 12);
    let sarif = project.check(&["--format", "sarif"]).ends_with(1).json();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 12);
    let rules: BTreeSet<&str> = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    for expected in EXPECTED.lines() {
        let (place, code) = expected.split_once(' ').unwrap();
        let [file, row, column] = place.split(':').collect::<Vec<_>>()[..] else {
            panic!("{place}")
        };
        let annotation = github
            .lines()
            .find(|annotation| {
                annotation.starts_with(&format!("::error file={file},line={row},"))
                    && annotation.contains(&format!(",col={column},"))
            })
            .unwrap_or_else(|| panic!("no {expected} in\n{github}"));
        assert!(annotation.contains(&format!("title={code}::")), "{annotation}");
        let is_it = |result: &&Value| {
            let location = &result["locations"][0]["physicalLocation"];
            location["artifactLocation"]["uri"] == file
                && location["region"]["startLine"].as_u64() == row.parse().ok()
                && location["region"]["startColumn"].as_u64() == column.parse().ok()
        };
        let result = results.iter().find(is_it).unwrap_or_else(|| panic!("no {expected} in SARIF"));
        assert_eq!(result["ruleId"], code);
        assert!(
            rules.contains(code)
                && result["message"]["text"].as_str().is_some_and(|text| !text.is_empty())
        );
    }
}

#[test]
fn suggestions_and_corrected_lines_are_given() {
    let text = TestProject::from("faults").check(&[]).results;
    for part in ["`category`", "15 %", "49.00 EUR", "2026-12-01"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}

/// Both `check` and `build` find a fault of `code` at `place` and say `part`; nothing is built.
#[track_caller]
fn fails(project: &TestProject, place: &str, code: &str, part: &str) {
    let run = project.check(&["--format", "json"]).ends_with(1);
    let all = findings(&run);
    let found =
        all.iter().find(|finding| finding["code"] == code && line(finding).starts_with(place));
    let finding = found.unwrap_or_else(|| panic!("no {code} at {place} in {}", run.results));
    let said = format!("{} {}", finding["message"], finding["help"]);
    assert!(said.contains(part), "no {part:?} in {said}");
    let build = project.build().ends_with(1);
    assert!(build.notes.contains(place.trim_end_matches("nowhere")), "{}", build.notes);
    assert!(!project.path("output").exists(), "something was built");
}

#[test]
fn no_content_and_empty_content_are_explained() {
    let nothing = TestProject::empty();
    nothing.build().ends_with(1).says("promokit init");
    nothing.check(&[]).ends_with(1).says("promokit init");
    let empty = TestProject::empty().folder("content");
    empty.build().ends_with(1).says("content/").says("promokit init");
    empty.check(&[]).ends_with(1).says("content/").says("promokit init");
    assert!(snapshot(empty.root()).is_empty());
    let lonely = TestProject::from("smallest")
        .remove("content/partners.csv")
        .remove("content/products/bow.yaml");
    let run = lonely.check(&[]);
    assert!(run.code == Some(0) || run.all().contains("partner"), "{}", run.all());
}

#[test]
fn empty_files_are_explained() {
    let project = TestProject::from("smallest").file("content/company.yaml", "");
    fails(&project, "content/company.yaml:1:1", "missing-key", "name");
    let project = TestProject::from("smallest").file("content/partners.csv", "");
    let run = project.build();
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.all());
}

#[test]
fn folders_and_files_in_each_others_place_are_explained() {
    let project =
        TestProject::from("smallest").remove("content/company.yaml").folder("content/company.yaml");
    let run = project.check(&[]).ends_with(1).says("company.yaml");
    assert!(run.all().contains("folder"), "{}", run.all());
    let project = TestProject::from("smallest").folder("content/products/lamp.yaml");
    project.check(&[]).ends_with(1).says("lamp.yaml");
    let project = TestProject::from("smallest").file("content/landings", "not a folder");
    project.check(&[]).ends_with(1).says("landings");
}

#[test]
fn bytes_that_are_no_text_are_explained() {
    let project = TestProject::from("smallest")
        .file("content/products/bow.yaml", b"name: Fl\xf6te\nprice: 39.00 EUR\n");
    fails(&project, "content/products/bow.yaml:1:9", "encoding", "UTF-8");
    let project = TestProject::from("smallest").file("content/products/bow.yaml", b"name: a\0b\n");
    project.check(&[]).ends_with(1).says("content/products/bow.yaml:1");
}

#[test]
fn huge_and_exploding_files_are_refused_quickly() {
    let mut huge = String::from("name: Bow\nprice: 39.00 EUR\npoints:\n");
    while huge.len() < 20_000_000 {
        huge.push_str("  - As light as the morning on which you tie it for the first time\n");
    }
    let project = TestProject::from("smallest").file("content/products/bow.yaml", huge);
    fails(&project, "content/products/bow.yaml:1:1", "too-large", "");
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let again = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [again.as_str(); 10].join(", ")));
    }
    let project =
        TestProject::from("smallest").file("content/products/bow.yaml", bomb + "name: *a9\n");
    let start = std::time::Instant::now();
    project.check(&[]).ends_with(1).says("content/products/bow.yaml:");
    project.build().ends_with(1);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    let deep = format!("name: {}x{}\n", "[".repeat(20_000), "]".repeat(20_000));
    let project = TestProject::from("smallest").file("content/products/bow.yaml", deep);
    project.check(&[]).ends_with(1).says("content/products/bow.yaml:1:");
}

#[test]
fn missing_and_broken_pictures_are_explained() {
    let with = |line: &str| TestProject::from("smallest").append("content/products/bow.yaml", line);
    let project = with("picture: images/bow.png\n");
    fails(&project, "content/products/bow.yaml:3:10", "missing-file", "images/bow.png");
    let project =
        with("picture: images/bow.png\n").file("content/images/baw.png", one_bit_png(4, 4));
    fails(&project, "content/products/bow.yaml:3:10", "missing-file", "images/baw.png");
    for broken in [
        &b"\x89PNG\r\n\x1a\nnothing"[..],
        b"",
        b"just words",
        b"<svg",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
    ] {
        let project = with("picture: images/bow.png\n").file("content/images/bow.png", broken);
        fails(&project, "content/products/bow.yaml:3:10", "bad-picture", "images/bow.png");
    }
    // The head is sound, the pixels are cut off: found at the latest when it is drawn.
    let photo = std::fs::read("content/images/coffee.jpg").unwrap();
    let plain = one_bit_png(900, 900);
    for (name, part) in
        [("images/bow.jpg", &photo[..700]), ("images/bow.png", &plain[..plain.len() / 2])]
    {
        let project = with(&format!("picture: {name}\n")).file(&format!("content/{name}"), part);
        project.build().ends_with(1).says(name);
        assert!(!project.path("output").exists(), "something was built from half of {name}");
    }
    let project = with("picture: ../../etc/passwd\n");
    project.build().ends_with(1).says("content/products/bow.yaml:3:10");
}

#[test]
fn a_picture_of_thirty_thousand_pixels_is_refused_before_it_is_unpacked() {
    let project = TestProject::from("smallest")
        .append("content/products/bow.yaml", "picture: images/bow.png\n")
        .file("content/images/bow.png", one_bit_png(30_000, 30_000));
    let start = std::time::Instant::now();
    fails(&project, "content/products/bow.yaml:3:10", "bad-picture", "30000");
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

/// A sound PNG of one colour; a large one packs into a few kilobytes.
fn one_bit_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    let row = vec![0u8; width.div_ceil(8) as usize];
    writer.write_image_data(&row.repeat(height as usize)).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn a_font_that_is_none_is_explained() {
    for font in [&b"no font at all"[..], b"", b"wOF2\x00\x01\x00\x00"] {
        let project = TestProject::from("smallest")
            .append("content/company.yaml", "brand: {fonts: {display: fonts/loud.woff2}}\n")
            .file("content/fonts/loud.woff2", font);
        fails(&project, "content/company.yaml:4:", "bad-font", "fonts/loud.woff2");
    }
}

#[test]
fn slips_in_placeholders_are_explained() {
    let text = |body: &str| {
        TestProject::from("smallest")
            .file("content/texts/post.md", format!("---\ntitle: Post\nkind: post\n---\n{body}\n"))
    };
    let project = text("Bows from {{ prodct.price }}: {{ link }}");
    fails(&project, "content/texts/post.md:5:", "template", "product");
    let project = text("Bows from {{ product.price: {{ link }}");
    project.build().ends_with(1).says("content/texts/post.md:5:");
    let project = text("{% for x in y %}{{ link }}");
    let run = project.build();
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.all());
}

#[test]
fn ids_cannot_climb_out() {
    for id in ["../../etc", "..", "/etc", "a/b", "con\\x", ".hidden", "A B"] {
        let project = TestProject::from("smallest")
            .file("content/partners.csv", format!("id,name\n{id},Mallory\n"));
        fails(&project, "content/partners.csv:2:1", "bad-id", "");
    }
    let project =
        TestProject::from("smallest").file("content/partners/Not Allowed.yaml", "name: Mallory\n");
    project.check(&[]).ends_with(1).says("bad-id").says("Not Allowed");
}

#[test]
fn addresses_are_claimed_once() {
    let sheet = "id,name,domain\nanna,Anna,bows.example\nben,Ben,Bows.Example\n";
    let project = TestProject::from("smallest").file("content/partners.csv", sheet);
    fails(&project, "content/partners.csv:3:9", "domain", "anna");
    let run = project.check(&["--format", "json"]);
    let errors = findings(&run).iter().filter(|finding| finding["severity"] == "error").count();
    assert!(errors <= 2, "one fault, {errors} findings");
    for taken in
        ["handmade-bows.example", "media.handmade-bows.example", "partners.birch-and-bow.example"]
    {
        let sheet = format!("id,name,domain\nanna,Anna,{taken}\n");
        let project = TestProject::from("smallest").file("content/partners.csv", sheet);
        fails(&project, "content/partners.csv:2:11", "domain", "");
    }
    let project =
        TestProject::from("smallest").append("content/partners.csv", "anna,Another Anna\n");
    fails(&project, "content/partners.csv:3:1", "duplicate-id", "anna");
    // A partner's folder that would cover the pages of a language, or a language of the front page.
    let project = TestProject::from("smallest")
        .append("content/company.yaml", "locales: [en, de]\n")
        .append("content/partners.csv", "de,Deborah\n");
    let run = project.build();
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.all());
}

#[test]
fn nothing_outside_the_project_is_read() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.yaml"), "name: Secret bow\nprice: 1.00 EUR\n")
        .unwrap();
    let project = TestProject::from("smallest");
    std::os::unix::fs::symlink(
        outside.path().join("secret.yaml"),
        project.path("content/products/secret.yaml"),
    )
    .unwrap();
    let run = project.build();
    run.ends_with(1).says("content/products/secret.yaml").says("outside");
    assert!(!project.path("output").exists());
}

#[test]
fn what_looks_like_another_type_is_never_changed() {
    let sheet = "id,name,ref,coupon\nanna,Anna,0042,010\nben,no,1_000,1e3\n";
    let project = TestProject::from("smallest").file("content/partners.csv", sheet);
    project.build().succeeds();
    let output = project.output();
    let links = output.text("links.csv");
    assert!(links.contains("ref=0042") && links.contains("ref=1_000"), "{links}");
    let page = output.text("sites/handmade-bows.example/anna/index.html");
    assert!(page.contains("010"));
    for (given, corrected) in [
        ("price: 39,00 EUR\n", "39.00 EUR"),
        ("price: 39.00 €\n", "39.00 EUR"),
        ("price: 39.00 EUR\nbilling: no\n", "billing"),
        ("price: 39.00 EUR\nsummary: Sale: -20 %\n", "\"Sale: -20 %\""),
        ("price: 39.00 EUR\nsummary:\t- x\n", "content/products/bow.yaml:3:"),
        ("price: 39.00 EUR\nsummary: @home\n", "\"@home\""),
    ] {
        let project = TestProject::from("smallest")
            .file("content/products/bow.yaml", format!("name: Silk bow tie\n{given}"));
        let run = project.check(&[]);
        assert!(run.code == Some(0) || run.all().contains(corrected), "{given}: {}", run.all());
    }
}

#[test]
fn partners_words_never_become_code() {
    let name = "<script>alert(1)</script>\"'& {{ company.name }} [x](javascript:alert(1))";
    let cell = format!("\"{}\"", name.replace('"', "\"\""));
    let project = TestProject::from("smallest").file(
        "content/partners.csv",
        format!("id,name,coupon\nanna,{cell},\"\"\"><img src=x>\"\n"),
    );
    let run = project.build();
    if run.code == Some(1) {
        run.says("content/partners.csv:2:");
        return;
    }
    run.succeeds();
    let output = project.output();
    for (path, text) in output.texts() {
        if path.ends_with(".html") || path.ends_with(".svg") || path.ends_with(".mjml") {
            assert!(!text.contains("<script>alert") && !text.contains("<img src=x>"), "{path}");
            assert!(!text.contains("href=\"javascript:"), "{path}");
        }
    }
    for path in output.paths("kits/", ".zip") {
        for (name, text) in crate::support::Archive::read(output.bytes(path)).texts() {
            assert!(!name.ends_with(".html") || !text.contains("<script>alert"), "{name}");
        }
    }
}

#[test]
fn an_address_must_be_of_the_web() {
    for bad in
        ["javascript:alert(1)", "ftp://x.example", "//x.example", "https://", "not an address"]
    {
        let project = TestProject::from("smallest")
            .append("content/products/bow.yaml", &format!("url: \"{bad}\"\n"));
        fails(&project, "content/products/bow.yaml:3:6", "bad-value", "");
    }
}
