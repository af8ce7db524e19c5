//! What hosts are given, how much they take, and the list of sites to deploy.

use crate::support::TestProject;

const COMPANY: &str = "content/company.yaml";

fn on(host: &str) -> TestProject {
    TestProject::from("forward").edit(COMPANY, "hosting: nginx", &format!("hosting: {host}"))
}

#[test]
fn the_list_names_every_site_and_counts_what_was_built() {
    let project = on("nginx");
    let before = project.run(&["deploy", "--list", "--format", "json"]).succeeds();
    assert!(before.notes.contains("promokit build"), "{}", before.notes);
    let first = &before.json()["sites"][0];
    assert!(first["files"].is_null() && first["bytes"].is_null(), "{first}");

    project.build().without_warning();
    let output = project.output();
    let run = project.run(&["deploy", "--list", "--format", "json"]).succeeds();
    assert_eq!(run.notes, "");
    let json = run.json();
    let sites = json["sites"].as_array().expect("a list");
    let domains: Vec<&str> = sites.iter().filter_map(|site| site["domain"].as_str()).collect();
    assert!(domains.is_sorted(), "{domains:?}");
    let mut roles: Vec<&str> = sites.iter().filter_map(|site| site["role"].as_str()).collect();
    roles.sort();
    roles.dedup();
    assert_eq!(roles, ["forward", "landing", "media", "portal"]);
    for site in sites {
        let domain = site["domain"].as_str().expect("a domain");
        let folder = format!("sites/{domain}");
        assert_eq!(site["folder"].as_str(), Some(folder.as_str()));
        assert_eq!(site["host"], "nginx");
        let config = site["config"].as_str().expect("a file beside the site");
        assert!(output.has(config), "{config}");
        let files = output.paths(&format!("{folder}/"), "");
        let bytes: usize = files.iter().map(|path| output.bytes(path).len()).sum();
        assert_eq!(
            (site["files"].as_u64(), site["bytes"].as_u64()),
            (Some(files.len() as u64), Some(bytes as u64))
        );
    }
    let table = project.run(&["deploy", "--list"]).succeeds().results;
    assert!(table.starts_with("DOMAIN"), "{table}");
    assert!(table.contains("sites/linden.example and hosts/nginx/linden.example.conf"), "{table}");
}

#[test]
fn deploying_itself_is_not_promised() {
    on("nginx").run(&["deploy"]).ends_with(2).says("--list");
}

#[test]
fn a_bucket_is_told_its_pages() {
    let project = on("s3");
    project.build().without_warning();
    let output = project.output();
    let site = |domain: &str| -> serde_json::Value {
        serde_json::from_str(output.text(&format!("hosts/s3/{domain}.json"))).expect("JSON")
    };
    for domain in ["linden.example", "bert-tea.example"] {
        let website = site(domain);
        assert_eq!(website["IndexDocument"]["Suffix"], "index.html");
        let missing = website["ErrorDocument"]["Key"].as_str().expect("a page");
        assert!(output.has(&format!("sites/{domain}/{missing}")));
    }
    let list = project.run(&["deploy", "--list", "--format", "json"]).succeeds().json();
    assert!(
        list["sites"].as_array().expect("a list").iter().all(|site| site["config"].is_string())
    );
}

/// A kit that Cloudflare Pages does not take, as a photograph in it is far too heavy.
#[test]
fn what_a_host_refuses_is_not_published() {
    // No packing makes noise smaller.
    let mut state = 1_u32;
    let noise = image::RgbImage::from_fn(3100, 3000, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, red, green, blue] = state.to_le_bytes();
        image::Rgb([red, green, blue])
    });
    let project = on("cloudflare-pages")
        .append("content/products/tea.yaml", "picture: images/heavy.png\n")
        .folder("content/images");
    noise.save(project.path("content/images/heavy.png")).expect("a picture");
    let run = project.build().ends_with(1);
    run.says(".zip of partners.lindenhof.example").says("26,214,400").says("host-limit");
    assert!(!project.path("output/manifest.json").exists());
    // Elsewhere the same is fine.
    project.edit(COMPANY, "hosting: cloudflare-pages", "hosting: caddy").build().succeeds();
}
