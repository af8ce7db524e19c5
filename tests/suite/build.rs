//! `build`: what it writes, what it leaves alone, and what it refuses.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::support::{ACTIVE, AS_OF, AWAY, Output, Run, TestProject, known, sample, snapshot};

const KINDS: [&str; 13] = [
    "page", "asset", "picture", "banner", "html5", "mail", "site", "qr", "table", "sheet",
    "document", "kit", "notice",
];

#[track_caller]
fn matches_its_manifest(output: &Output) {
    let listed: BTreeSet<&str> = output.entries.iter().map(|entry| entry.path.as_str()).collect();
    let present = output.files.keys().map(String::as_str).filter(|path| *path != "manifest.json");
    assert_eq!(listed, present.collect::<BTreeSet<&str>>());
    for entry in &output.entries {
        let bytes = output.bytes(&entry.path);
        assert_eq!(entry.bytes, bytes.len() as u64, "{}", entry.path);
        assert_eq!(entry.blake3, blake3::hash(bytes).to_hex().as_str(), "{}", entry.path);
        assert!(!bytes.is_empty(), "{} is empty", entry.path);
    }
}

#[test]
fn the_manifest_lists_every_file_with_hash_and_size() {
    let output = sample();
    matches_its_manifest(output);
    let paths: Vec<&str> = output.entries.iter().map(|entry| entry.path.as_str()).collect();
    assert!(paths.is_sorted(), "not sorted");
    assert_eq!(output.manifest["version"], 1);
    assert_eq!(output.manifest["promokit"], env!("CARGO_PKG_VERSION"));
    assert_eq!(output.manifest["as_of"], AS_OF);
    assert!(output.manifest["shard"].is_null());
    for entry in &output.entries {
        assert!(KINDS.contains(&entry.kind.as_str()), "{}: {}", entry.path, entry.kind);
        let fine = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_./@".contains(&byte)
        };
        // The theme's own files keep their names.
        let odd = entry.kind != "asset" && entry.path.bytes().any(|byte| !fine(byte));
        assert!(!odd, "an address that hosts may change: {}", entry.path);
    }
}

#[test]
fn kinds_and_owners_are_right() {
    for entry in &sample().entries {
        let expected = match entry.path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "zip" => "kit",
            "csv" | "json" => "table",
            "eml" | "mjml" => "mail",
            "txt" if entry.path.ends_with("robots.txt") => "site",
            "xml" => "site",
            _ if entry.path.contains("/assets/") => "asset",
            _ if entry.path.contains("/qr/") => "qr",
            _ if entry.path.ends_with("index.html") || entry.path.ends_with("404.html") => "page",
            _ => continue,
        };
        if entry.path.ends_with("/fonts.json") {
            continue;
        }
        assert_eq!(entry.kind, expected, "{}", entry.path);
    }
    for entry in &sample().entries {
        let parts: Vec<&str> = entry.path.split('/').collect();
        let owner = match parts.as_slice() {
            ["kits", name] => name.strip_suffix(".zip"),
            ["mails", owner, ..] => Some(*owner),
            ["sites", "kaiholm-media.example", "p", owner, ..] => Some(*owner),
            ["sites", "kaiholm-media.example", ..] | [_] => None,
            ["sites", "goodcup.example", first, ..] => {
                known().contains_key(*first).then_some(*first)
            }
            ["sites", "good-gahwa.example", ..] => Some("bayt-al-qahwa"),
            ["sites", domain, ..] if domain.starts_with("xn--") => Some("kaffee-fuer-alle"),
            _ => continue,
        };
        assert_eq!(entry.partner.as_deref(), owner, "{}", entry.path);
    }
}

#[test]
fn every_kind_of_artifact_stands_where_it_belongs() {
    let output = sample();
    let shared = [
        "links.csv",
        "links.json",
        "terms.json",
        "sites/goodcup.example/index.html",
        "sites/goodcup.example/fr/index.html",
        "sites/goodcup.example/404.html",
        "sites/goodcup.example/robots.txt",
        "sites/kaiholm-partners.example/index.html",
        "sites/kaiholm-partners.example/ar/index.html",
        "sites/kaiholm-partners.example/reseller/index.html",
        "sites/kaiholm-partners.example/de/reseller/index.html",
        "sites/kaiholm-partners.example/404.html",
        "sites/kaiholm-partners.example/robots.txt",
        "sites/kaiholm-partners.example/sitemap.xml",
        "sites/kaiholm-media.example/robots.txt",
        "sites/kaiholm-media.example/b/winter/en/300x250.jpg",
        "sites/good-gahwa.example/robots.txt",
        "sites/good-gahwa.example/404.html",
        "sites/goodcup.example/morning-notes/go/short/index.html",
    ];
    for path in shared {
        output.bytes(path);
    }
    for id in ACTIVE {
        let partner = &known()[id];
        output.bytes(&format!("kits/{id}.zip"));
        for (index, locale) in partner.locales.iter().enumerate() {
            let segment = if index == 0 { String::new() } else { format!("{locale}/") };
            for landing in ["", "course/"] {
                output.bytes(&format!("sites/{}/{segment}{landing}index.html", partner.root));
            }
            for email in ["welcome", "course", "winter", "reminder"] {
                for form in ["mjml", "html", "txt", "eml"] {
                    output.bytes(&format!("mails/{id}/{email}.{locale}.{form}"));
                }
            }
            // `school` shows the partner's name, `letterbox` the price in their market.
            for creative in ["school", "letterbox"] {
                let personal = format!("sites/kaiholm-media.example/p/{id}/{creative}/{locale}/");
                assert_eq!(output.paths(&personal, "").len(), 12, "{personal}");
            }
        }
    }
    let domains: BTreeSet<&str> =
        output.paths("sites/", "").iter().filter_map(|path| path.split('/').nth(1)).collect();
    let expected = [
        "good-gahwa.example",
        "goodcup.example",
        "kaiholm-media.example",
        "kaiholm-partners.example",
        "xn--kaffee-fr-alle-nsb.example",
    ];
    assert_eq!(domains, BTreeSet::from(expected));
    for id in AWAY {
        assert!(
            !output.has(&format!("kits/{id}.zip"))
                && output.paths(&format!("mails/{id}/"), "").is_empty()
        );
    }
}

#[test]
fn banners_come_in_the_twelve_default_sizes() {
    for locale in ["en", "fr", "de", "ar"] {
        let folder = format!("sites/kaiholm-media.example/b/winter/{locale}/");
        let sizes = sample().paths(&folder, "");
        assert_eq!(sizes.len(), 12, "{sizes:?}");
        for size in ["300x250", "728x90", "160x600", "320x50"] {
            assert!(sizes.iter().any(|path| path.contains(size)), "no {size} in {sizes:?}");
        }
    }
}

#[test]
fn sheets_are_made_when_asked_for() {
    let project = TestProject::from("smallest");
    project.build_with(&["--sheets"]).succeeds();
    let output = project.output();
    let sheets = output.paths("sheets/", "");
    assert!(sheets.iter().any(|path| path.ends_with(".en.html")), "{sheets:?}");
    assert!(sheets.iter().any(|path| path.ends_with(".en.png")), "{sheets:?}");
    matches_its_manifest(&output);
    project.build().succeeds();
    assert_eq!(project.output().paths("sheets/", ""), Vec::<&str>::new());
}

#[test]
fn the_two_other_projects_build() {
    let cloud = TestProject::from("cloud");
    cloud.build().succeeds();
    let output = cloud.output();
    matches_its_manifest(&output);
    let links = output.text("links.csv");
    assert!(links.contains("ref=12345"), "{links}");
    let smallest = TestProject::from("smallest");
    smallest.build().succeeds();
    let output = smallest.output();
    matches_its_manifest(&output);
    let page = output.text("sites/handmade-bows.example/anna/index.html");
    assert!(page.contains("Silk bow tie") && page.contains("39"), "{page}");
    assert!(page.contains("ref=anna"), "{page}");
}

#[test]
fn an_unchanged_project_is_not_written_again() {
    let project = TestProject::from("smallest");
    project.build().succeeds();
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let before = project.output();
    for path in before.files.keys() {
        let file = fs::File::options().write(true).open(before.folder.join(path)).unwrap();
        file.set_modified(old).unwrap();
    }
    project.build().succeeds().says("0 written").says("0 removed");
    for path in before.files.keys() {
        let time = fs::metadata(before.folder.join(path)).unwrap().modified().unwrap();
        assert_eq!(time, old, "{path}");
    }
    assert_eq!(project.output().files, before.files);
}

#[test]
fn only_what_changed_is_written() {
    let project = TestProject::from("smallest");
    project.build().succeeds();
    let before = project.output();
    let project = project.edit("content/products/bow.yaml", "39.00", "41.00");
    let summary = project.build_with(&["--format", "json"]).succeeds().json();
    let after = project.output();
    let changed = |path: &&String| before.files.get(*path) != after.files.get(*path);
    let changed =
        after.files.keys().filter(changed).filter(|path| *path != "manifest.json").count();
    assert!(changed > 0);
    assert_eq!(summary["written"], changed, "{summary}");
    assert_eq!(summary["files"], after.entries.len());
    assert_eq!(summary["bytes"], after.entries.iter().map(|entry| entry.bytes).sum::<u64>());
}

#[test]
fn strangers_files_stay_and_leavers_files_go() {
    let project = TestProject::from("smallest").append("content/partners.csv", "ben,Ben Okri\n");
    project.build().succeeds();
    let project = project
        .file("output/notes.txt", "mine")
        .file("output/sites/handmade-bows.example/ben/mine.txt", "mine")
        .edit("content/partners.csv", "ben,Ben Okri\n", "");
    let before = project.output();
    let removed =
        before.entries.iter().filter(|entry| entry.partner.as_deref() == Some("ben")).count();
    assert!(removed > 5);
    project.build().succeeds().says(&format!("{removed} removed"));
    let after = project.output();
    let left: Vec<&str> =
        after.files.keys().map(String::as_str).filter(|path| path.contains("ben")).collect();
    assert_eq!(left, ["sites/handmade-bows.example/ben/mine.txt"]);
    assert_eq!(after.text("notes.txt"), "mine");
    assert!(!project.path("output/mails/ben").exists(), "an empty folder was left");
}

#[test]
fn a_failing_template_leaves_the_last_output_whole() {
    let project = TestProject::from("smallest").copy("themes", "themes");
    project.build().succeeds();
    let before = snapshot(&project.path("output"));
    let project = project.edit("content/products/bow.yaml", "39.00", "41.00").edit(
        "themes/default/templates/landing/hero.html",
        "{% set hero = landing.hero %}\n",
        "{% set hero = landing.hero %}\n<p>{{ landing.heroo.line }}</p>\n",
    );
    let run = project.build().ends_with(1);
    assert!(run.notes.contains("themes/default/templates/landing/hero.html:2:"), "{}", run.notes);
    assert!(run.notes.contains("heroo"), "{}", run.notes);
    assert!(
        run.notes.contains("`hero`") || run.notes.contains("hero,"),
        "fields that exist are not named: {}",
        run.notes
    );
    assert_eq!(snapshot(&project.path("output")), before);
}

#[test]
fn a_slip_of_template_syntax_is_located() {
    let hero = "themes/default/templates/landing/hero.html";
    let before = "<div class=\"hero__text\">";
    let project = TestProject::from("smallest").copy("themes", "themes").edit(
        hero,
        before,
        &format!("{before}{{% if %}}"),
    );
    let text = std::fs::read_to_string(project.path(hero)).expect("the theme is copied");
    let line = text.lines().position(|line| line.contains("{% if %}")).expect("the slip") + 1;
    for run in [project.check(&[]), project.build()] {
        run.ends_with(1).says(&format!("{hero}:{line}:"));
    }
    assert!(!project.path("output").exists());
}

#[test]
fn links_that_cannot_be_made_are_named_together() {
    let project = TestProject::from("smallest").file(
        "content/backends/shop.yaml",
        "preset: template\ntemplate: \"https://t.example/?c={coupon}&u={destination}\"\n",
    );
    project.build().ends_with(1).says("no link for anna at").says(" more places: ");
}

#[test]
fn only_builds_what_matches_and_removes_nothing() {
    let project = TestProject::from("smallest");
    project.build().succeeds();
    let before = project.output();
    let project = project.edit("content/products/bow.yaml", "39.00", "41.00");
    project.build_with(&["--only", "kits/*"]).succeeds().says("0 removed");
    let after = project.output();
    matches_its_manifest(&after);
    let changed: Vec<&String> = after
        .files
        .keys()
        .filter(|path| before.files.get(*path) != after.files.get(*path))
        .collect();
    assert_eq!(changed, ["kits/anna.zip", "manifest.json"]);
    assert_eq!(after.files.len(), before.files.len());
    project.build_with(&["--only", "kits/nobody.zip"]).ends_with(2).says("kits/nobody.zip");
}

#[test]
fn out_goes_elsewhere() {
    let project = TestProject::from("smallest");
    project.build_with(&["--out", "public/deep"]).succeeds();
    matches_its_manifest(&Output::read(&project.path("public/deep")));
    assert!(!project.path("output").exists());
}

#[test]
fn a_base_url_takes_the_place_of_the_domains() {
    let project = TestProject::from("smallest");
    let base = "https://preview.example/branch-7";
    project.build_with(&["--base-url", base]).succeeds();
    let output = project.output();
    let mut seen = 0;
    for (path, text) in
        output.texts().filter(|(path, _)| path.starts_with("sites/") || path.starts_with("mails/"))
    {
        for domain in [
            "handmade-bows.example",
            "media.handmade-bows.example",
            "partners.birch-and-bow.example",
        ] {
            assert!(!text.contains(&format!("https://{domain}/")), "{path} leads to {domain}");
            seen += text.matches(&format!("{base}/{domain}/")).count();
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn output_inside_content_is_refused() {
    let project = TestProject::from("smallest");
    let before = snapshot(project.root());
    for out in ["content", "content/output", "content/../content/images", "."] {
        project.build_with(&["--out", out]).ends_with(1).says(out);
    }
    project.folder("themes").build_with(&["--out", "themes/x"]).ends_with(1);
    let project = TestProject::from("smallest");
    std::os::unix::fs::symlink("content", project.path("public")).unwrap();
    project.build_with(&["--out", "public/x"]).ends_with(1);
    fs::remove_file(project.path("public")).unwrap();
    assert_eq!(snapshot(project.root()), before);
}

#[test]
fn a_full_disk_is_the_machines_fault_and_leaves_the_output_whole() {
    let project = TestProject::from("smallest");
    project.build().succeeds();
    let before = snapshot(&project.path("output"));
    let project = project.edit("content/products/bow.yaml", "39.00", "41.00");
    // No file may grow beyond four blocks; the signal that tells of it is ignored, so writing fails.
    let program = assert_cmd::cargo::cargo_bin!("promokit");
    let output = Command::new("bash")
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" --as-of 2026-11-23 build"])
        .arg(program)
        .current_dir(project.root())
        .output()
        .unwrap();
    Run::said(output).ends_with(3);
    assert_eq!(snapshot(&project.path("output")), before);
    project.build().succeeds();
}

#[test]
fn an_unwritable_place_is_the_machines_fault() {
    let project = TestProject::from("smallest").file("taken", "a file");
    project.build_with(&["--out", "/proc/promokit"]).ends_with(3).says("/proc/promokit");
    project.build_with(&["--out", "taken/deep"]).ends_with(3).says("taken");
    assert_eq!(fs::read_to_string(project.path("taken")).unwrap(), "a file");
}

#[test]
fn tables_tell_of_the_terms_in_force() {
    let terms: serde_json::Value = serde_json::from_str(sample().text("terms.json")).unwrap();
    let of = |id: &str| {
        let rows = terms["partners"].as_array().unwrap();
        rows.iter().find(|row| row["partner"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
    };
    let own = of("atelier-creme");
    assert_eq!(own["origin"], "own");
    let rules = own["in_force"]["rules"].as_array().unwrap();
    assert!(
        rules.iter().any(|rule| rule["product"] == "pourover" && rule["percent"] == "28"),
        "{own:#}"
    );
    // Signed in June 2025 for three years: what was agreed then still holds.
    let held = of("bayt-al-qahwa");
    assert_eq!(held["origin"], "held");
    assert_eq!(held["held_until"], "2028-05-31");
    assert_eq!(held["in_force"]["from"], "2025-01-01");
    let program = of("morning-notes");
    assert_eq!(
        (&program["origin"], &program["in_force"]["cookie_days"]),
        (&"program".into(), &45.into())
    );
}

#[test]
fn a_build_with_notices_says_so() {
    let program = "name: Friends\nterms:\n  - from: 2026-01-01\n    cookie_days: 30\n    rules: [{rate: 20 %}]\n";
    let project = TestProject::from("smallest")
        .append("content/company.yaml", "portal: {salt: \"a-salt-of-twenty-letters\"}\n")
        .file("content/programs/friends.yaml", program);
    project.run(&["--as-of", AS_OF, "release"]).succeeds();
    let more = "  - from: 2027-06-01\n    cookie_days: 30\n    rules: [{rate: 25 %}]\n";
    let project = project.append("content/programs/friends.yaml", more);
    let run = project.build().succeeds();
    assert!(run.all().contains("Terms change for 1 partner: `notices/`"), "{}", run.all());
}
