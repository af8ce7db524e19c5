//! `promokit serve`: what browsers get is what a build writes, at once and at any time.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use crate::support::{AS_OF, Response, Server, TestProject, sample, sample_project};

const LANDINGS: &str = "goodcup.example";
const HOME: &str = "/morning-notes/";

fn serve(project: &TestProject) -> Server {
    Server::start(project.root(), &[])
}

/// The host and path that a file of the output is asked for by.
fn address(path: &str) -> (String, String) {
    match path.strip_prefix("sites/").and_then(|below| below.split_once('/')) {
        Some((domain, rest)) => {
            let folder = rest.strip_suffix("index.html");
            let folder = folder.filter(|it| it.is_empty() || it.ends_with('/'));
            (format!("{domain}.localhost"), format!("/{}", folder.unwrap_or(rest)))
        }
        None => ("localhost".to_owned(), format!("/{path}")),
    }
}

#[test]
fn what_is_served_is_what_a_build_writes() {
    let built = sample();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let server = Server::start(root, &[]);
    let mut pages = 0;
    let pictures =
        built.files.keys().filter(|path| path.ends_with(".png") || path.ends_with(".jpg"));
    let some = pictures.step_by(40).chain(built.files.keys().filter(|path| {
        [".css", ".csv", ".json", ".txt", ".eml", ".mjml", ".svg"]
            .iter()
            .any(|end| path.ends_with(end))
    }));
    let kit = built.files.keys().filter(|path| path.starts_with("kits/")).take(1);
    let html = built.files.keys().filter(|path| path.ends_with(".html"));
    for path in html.chain(some).chain(kit).filter(|path| *path != "manifest.json") {
        let (host, address) = address(path);
        let response = server.get(&host, &address).is(200);
        if path.ends_with(".html") {
            pages += 1;
            assert!(response.page() == built.text(path), "{path} is served differently");
        } else {
            assert!(response.body == built.bytes(path), "{path} is served differently");
        }
    }
    assert!(pages > 100, "only {pages} pages");
}

#[test]
fn names_decide_who_answers() {
    let project = sample_project();
    let server = Server::start(project.root(), &["--host-map", "cup.test=goodcup.example"]);
    for host in ["goodcup.example.localhost", "goodcup.example", "cup.test", "GOODCUP.example."] {
        assert!(server.get(host, HOME).is(200).text().contains("Morning Notes"), "{host}");
    }
    server.get("xn--kaffee-fr-alle-nsb.example.localhost", "/").is(200);
    for host in ["localhost", "127.0.0.1"] {
        let text = server.get(host, "/").is(200).text();
        assert!(text.contains("href=\"/partners\""), "{text}");
    }
    for host in ["evil.example", "localhost.evil.example", "nobody.localhost", "mapped.test"] {
        for path in ["/", HOME, "/__promokit/events", "/__promokit/live.js"] {
            server.get(host, path).is(421);
        }
    }
    let posted = format!("POST / HTTP/1.1\r\nHost: localhost:{}\r\n", server.port);
    server.ask(&posted).is(405);
}

#[test]
fn addresses_lead_to_pages_and_nowhere_else() {
    let project = sample_project().file("secret.txt", "s3cret");
    let server = serve(&project);
    let site = format!("{LANDINGS}.localhost");
    let moved = server.get(&site, "/morning-notes").is(308);
    assert!(moved.head.to_lowercase().contains("location: morning-notes/"), "{}", moved.head);
    let missing = server.get(&site, "/morning-notes/nothing-here/").is(404);
    let own = server.get(&site, "/404.html").is(200);
    assert_eq!(missing.page(), own.page());
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/%00",
        "/\\..\\secret.txt",
    ] {
        for host in [site.as_str(), "localhost"] {
            let response = server.get(host, path);
            assert!((400..500).contains(&response.status), "{path}: {}", response.head);
            assert!(!response.text().contains("s3cret"), "{path}");
        }
    }
    server.get("localhost", "/kits/morning-notes.zip").is(200);
    server.get("localhost", "/sheets/winter.en.html").is(200);
    server.get("localhost", "/sites/goodcup.example/morning-notes/").is(200);
}

#[test]
fn the_dashboard_shows_what_there_is() {
    let project = sample_project().append(
        "content/partners.csv",
        "evil,\"<script>alert(1)</script> & \"\"Sons\"\"\",Eve,eve@evil.example,https://evil.example,active,referral,,en,us,,6666,,lena,2026-01-01\n",
    );
    let server = serve(&project);
    for (path, part) in [
        ("/", "promokit new banner"),
        ("/partners", "Morning Notes"),
        ("/partners?q=kaffee", "Kaffee"),
        ("/partners/morning-notes", "/kits/morning-notes.zip"),
        ("/banners", "/sites/"),
        ("/banners/winter", "300×250"),
        ("/mails", "#dark"),
        ("/links?partner=atelier-creme", "a_aid=5f3a9c41"),
        ("/findings", "Findings"),
        ("/__promokit/dashboard.css", "--accent"),
        ("/__promokit/dashboard.js", "data-copy"),
    ] {
        let text = server.get("localhost", path).is(200).text();
        assert!(text.contains(part), "no {part} at {path}:\n{text}");
        assert!(!text.contains("<script>alert"), "{path} lets markup through");
    }
    assert!(!server.get("localhost", "/partners?q=kaffee").text().contains("Morning Notes"));
    server.get("localhost", "/partners/nobody").is(404);
}

#[test]
fn changes_show_in_the_next_answer() {
    let project = sample_project();
    let server = serve(&project);
    let home = || server.get(LANDINGS, HOME).text();
    assert!(home().contains("Morning Notes"));
    let project = project.edit("content/partners.csv", "Morning Notes", "Evening Notes");
    assert!(home().contains("Evening Notes"));
    let project = project
        .file("themes/own/theme.yaml", "extends: default\n")
        .file(
            "themes/own/templates/landing/page.html",
            "<html><head></head><body>own</body></html>",
        )
        .append("content/company.yaml", "theme: own\n");
    assert!(home().contains("<body>own</body>"));
    // By rename, as editors save.
    fs::write(project.path("new.html"), "<html><head></head><body>other</body></html>").unwrap();
    let target = project.path("themes/own/templates/landing/page.html");
    fs::rename(project.path("new.html"), &target).unwrap();
    assert!(home().contains("<body>other</body>"));
    // A whole folder goes and comes.
    fs::rename(project.path("content"), project.path("away")).unwrap();
    assert!(home().contains("<body>other</body>"), "the last good page stays");
    fs::rename(project.path("away"), project.path("content")).unwrap();
    fs::write(&target, "<html><head></head><body>third</body></html>").unwrap();
    assert!(home().contains("<body>third</body>"));
}

#[test]
fn a_deleted_page_is_gone_at_once() {
    let project = sample_project();
    let server = serve(&project);
    for landing in ["course", "course.de", "course.fr", "course.ar"] {
        let page = project.path(&format!("content/landings/{landing}.md"));
        assert!(page.exists());
    }
    server.get(LANDINGS, "/morning-notes/course/").is(200);
    let files = project.files("content/landings").into_iter();
    let files = files.filter(|name| name.starts_with("course"));
    let text = "course";
    // What leads to the page must go with it.
    for folder in ["creatives", "emails", "texts"] {
        for name in project.files(&format!("content/{folder}")) {
            let path = project.path(&format!("content/{folder}/{name}"));
            let content = fs::read_to_string(&path).unwrap();
            if content.contains(&format!("landing: {text}")) {
                fs::write(&path, content.replace(&format!("landing: {text}"), "landing: home"))
                    .unwrap();
            }
        }
    }
    for name in files {
        fs::remove_file(project.path(&format!("content/landings/{name}"))).unwrap();
    }
    server.get(LANDINGS, "/morning-notes/course/").is(404);
}

#[test]
fn a_fault_is_told_and_the_last_good_page_stays() {
    let project = sample_project();
    let server = serve(&project);
    let mut events = server.events();
    let first = events.next();
    assert_eq!((&first["errors"], first["faults"].is_null()), (&0.into(), true));
    let good = server.get(LANDINGS, HOME).is(200).page();
    let project = project.append("content/company.yaml", "colour: red\n");
    let told = events.until(|state| state["errors"] != 0);
    let faults = told["faults"].as_str().expect("the findings");
    assert!(faults.contains("unknown-key") && faults.contains("content/company.yaml:"), "{faults}");
    assert!(faults.contains("<mark>colour</mark>"), "{faults}");
    assert_eq!(told["outdated"], true);
    assert_eq!(server.get(LANDINGS, HOME).is(200).page(), good);
    assert!(server.get("localhost", "/findings").text().contains("unknown-key"));
    let _project = project.edit("content/company.yaml", "colour: red\n", "");
    let mended = events.until(|state| state["errors"] == 0 && state["outdated"] == false);
    assert!(mended["faults"].is_null(), "{mended}");
    assert!(mended["session"].as_u64() > first["session"].as_u64());
}

#[test]
fn a_page_that_cannot_be_made_shows_its_last_good_state() {
    let project = sample_project();
    let server = serve(&project);
    let good = server.get(LANDINGS, HOME).is(200).page();
    let project =
        project.edit("content/landings/home.md", "---\n", "---\neyebrow: \"{{ nothing.here }}\"\n");
    // Whether loading or rendering meets the fault, the page stays.
    assert_eq!(server.get(LANDINGS, HOME).is(200).page(), good);
    let findings = server.get("localhost", "/findings").text();
    assert!(findings.contains("content/landings/home.md:"), "{findings}");
    let _project =
        project.edit("content/landings/home.md", "eyebrow: \"{{ nothing.here }}\"\n", "");
    assert_eq!(server.get(LANDINGS, HOME).is(200).page(), good);
}

#[test]
fn a_project_that_is_broken_at_the_start_is_served_once_it_is_mended() {
    let project = sample_project().edit("content/company.yaml", "name:", "nmae:");
    let server = serve(&project);
    for host in ["localhost", "goodcup.example.localhost"] {
        let text = server.get(host, "/").is(503).text();
        assert!(text.contains("nmae") && text.contains("content/company.yaml:"), "{text}");
    }
    server.get("evil.example", "/").is(421);
    let _project = project.edit("content/company.yaml", "nmae:", "name:");
    server.get(LANDINGS, HOME).is(200);
}

#[test]
fn pictures_and_styles_are_told_apart_from_pages() {
    let project = sample_project();
    let server = serve(&project);
    let mut events = server.events();
    let session = events.next()["session"].clone();
    let logo = fs::read_to_string(project.path("content/images/logo.svg")).unwrap();
    let project =
        project.file("content/images/logo.svg", logo.replacen("<svg", "<svg data-x=\"1\"", 1));
    let told = events.until(|state| state["session"] != session);
    assert_eq!(told["onlyLooks"], true);
    let session = told["session"].clone();
    let _project = project.append("content/landings/home.md", "\nOne line more.\n");
    let told = events.until(|state| state["session"] != session);
    assert_eq!(told["onlyLooks"], false);
}

/// Files are written in place and bit by bit, as bad editors do.
#[test]
fn no_answer_is_torn() {
    use std::io::Write;
    let project = sample_project();
    let server = serve(&project);
    let path = project.path("content/landings/home.md");
    let text = fs::read_to_string(&path).unwrap();
    let body = |turn: usize| {
        format!("{text}\n\nturn-{turn}-begins {} turn-{turn}-ends\n", "word ".repeat(3000))
    };
    let shown = |response: &Response| -> Vec<String> {
        let text = response.text();
        let words = text.split(|letter: char| letter.is_whitespace() || "<>".contains(letter));
        words.filter(|word| word.starts_with("turn-")).map(str::to_owned).collect()
    };
    let turns = std::env::var("PROMOKIT_POLLS").ok().and_then(|it| it.parse().ok()).unwrap_or(40);
    for turn in 0..turns {
        let bytes = body(turn);
        let mut file = fs::File::create(&path).unwrap();
        let halves = bytes.split_at(bytes.len() / 2);
        file.write_all(halves.0.as_bytes()).unwrap();
        file.write_all(halves.1.as_bytes()).unwrap();
        drop(file);
        let response = server.get(LANDINGS, HOME).is(200);
        let expected = [format!("turn-{turn}-begins"), format!("turn-{turn}-ends")];
        assert_eq!(shown(&response), expected, "turn {turn}");
        assert!(response.text().contains("</html>"));
    }
}

#[test]
fn a_port_in_use_is_named_with_a_free_one() {
    let project = TestProject::starter();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = project.run(&["--as-of", AS_OF, "serve", "--port", &port]).ends_with(3);
    assert!(run.notes.contains(&format!("port {port} is in use")), "{}", run.notes);
    assert!(run.notes.contains("`promokit serve --port "), "{}", run.notes);
    project.run(&["serve", "--host-map", "nonsense"]).ends_with(2).says("NAME=DOMAIN");
    project.run(&["serve", "--host", "nonsense"]).ends_with(2);
}

#[cfg(unix)]
#[test]
fn ctrl_c_is_a_good_end() {
    let project = TestProject::starter();
    let server = serve(&project);
    server.get("localhost", "/").is(200);
    assert_eq!(server.interrupt(), Some(0));
}
