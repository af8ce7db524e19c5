//! The kit: a zip that any program opens, and that needs no network.

use std::collections::BTreeSet;
use std::process::Command;

use crate::support::{ACTIVE, Archive, attributes, known, run_tool, sample, table};

fn kits() -> impl Iterator<Item = (&'static str, Archive)> {
    ACTIVE.iter().map(|id| (*id, Archive::read(sample().bytes(&format!("kits/{id}.zip")))))
}

#[test]
fn kits_are_sorted_dated_alike_and_checked() {
    for (id, kit) in kits() {
        let names = kit.names();
        let (sums, files) = names.split_last().unwrap();
        assert_eq!(*sums, "SHA256SUMS");
        assert!(files.is_sorted(), "{id}: {files:?}");
        for file in &kit.files {
            assert_eq!(file.mode.map(|mode| mode & 0o777), Some(0o644), "{id}: {}", file.name);
            let date = file.dated.unwrap();
            assert_eq!(
                (date.year(), date.month(), date.day()),
                (1980, 1, 1),
                "{id}: {}",
                file.name
            );
            assert_eq!((date.hour(), date.minute(), date.second()), (0, 0, 0));
            let is_picture =
                [".png", ".jpg", ".webp", ".gif"].iter().any(|ending| file.name.ends_with(ending));
            assert_eq!(file.stored, is_picture, "{id}: {}", file.name);
            assert!(
                !file.name.starts_with('/')
                    && !file.name.contains("..")
                    && !file.name.contains('\\')
            );
        }
    }
}

#[test]
fn common_tools_unpack_and_check_it() {
    let output = sample();
    for id in ACTIVE {
        let place = output.place(&format!("kits/{id}.zip"));
        run_tool("unzip", &["-tq", &place]);
        let folder = tempfile::tempdir().unwrap();
        run_tool("unzip", &["-q", &place, "-d", folder.path().to_str().unwrap()]);
        let checked = Command::new("sha256sum")
            .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(checked.status.success(), "{id}: {}", String::from_utf8_lossy(&checked.stdout));
        let kit = Archive::read(output.bytes(&format!("kits/{id}.zip")));
        assert_eq!(kit.text("SHA256SUMS").lines().count(), kit.files.len() - 1);
    }
}

#[test]
fn everything_a_partner_needs_is_in_it() {
    for (id, kit) in kits() {
        let names = kit.names();
        for locale in &known()[id].locales {
            for start in [
                format!("banners/b/winter/{locale}/300x250."),
                format!("banners/p/{id}/school/{locale}/300x250."),
                format!("emails/welcome.{locale}/generic.html"),
                format!("emails/welcome.{locale}/generic.txt"),
                format!("emails/welcome.{locale}/generic.eml"),
                format!("texts/short.{locale}.txt"),
                format!("texts/short.{locale}.md"),
                format!("snippets/winter.{locale}.html"),
            ] {
                assert!(names.iter().any(|name| name.starts_with(&start)), "{id}: no {start}");
            }
        }
        for start in ["README.html", "links.csv", "qr/", "brand/logo.svg", "brand/"] {
            assert!(names.iter().any(|name| name.starts_with(start)), "{id}: no {start}");
        }
        let folders: BTreeSet<&str> =
            names.iter().filter_map(|name| Some(name.split_once('/')?.0)).collect();
        let allowed =
            ["banners", "brand", "documents", "emails", "html5", "qr", "snippets", "texts"];
        assert!(folders.iter().all(|folder| allowed.contains(folder)), "{id}: {folders:?}");
    }
}

#[test]
fn banners_and_letters_are_the_published_ones() {
    let output = sample();
    for (id, kit) in kits() {
        for file in &kit.files {
            if let Some(below) = file.name.strip_prefix("banners/") {
                assert_eq!(
                    file.bytes,
                    output.bytes(&format!("sites/kaiholm-media.example/{below}")),
                    "{id}"
                );
            } else if let Some(below) = file.name.strip_prefix("emails/") {
                let (email, form) = below.split_once("/generic.").unwrap();
                assert_eq!(file.bytes, output.bytes(&format!("mails/{id}/{email}.{form}")), "{id}");
            }
        }
    }
}

#[test]
fn the_readme_works_without_a_network() {
    for (id, kit) in kits() {
        let names: BTreeSet<&str> = kit.names().into_iter().collect();
        let readme = kit.text("README.html");
        let links = attributes(readme, "href");
        let mut files = 0;
        for link in attributes(readme, "src").iter().chain(&links) {
            let is_outward = link.starts_with("https://")
                || link.starts_with("mailto:")
                || link.starts_with("tel:");
            if link.starts_with('#')
                || link.starts_with("data:")
                || (is_outward && links.contains(link))
            {
                continue;
            }
            assert!(!is_outward, "{id}: the README loads {link}");
            let path = link.split(['#', '?']).next().unwrap();
            assert!(
                names.contains(path),
                "{id}: the README leads to {link}, which is not in the kit"
            );
            files += 1;
        }
        assert!(files > 30, "{id}: {files}");
        for outward in ["<link rel=\"stylesheet\"", "@import", "url(http"] {
            assert!(!readme.contains(outward), "{id}: {outward}");
        }
    }
}

#[test]
fn qr_codes_read_as_the_landings_and_hand_on_their_placement() {
    let folder = tempfile::tempdir().unwrap();
    for (id, kit) in kits() {
        let rows = table(kit.text("links.csv"));
        let rows: Vec<_> = rows.iter().filter(|row| row["placement"].starts_with("qr-")).collect();
        let codes: Vec<_> = kit
            .files
            .iter()
            .filter(|file| file.name.starts_with("qr/") && file.name.ends_with(".png"))
            .collect();
        let read: BTreeSet<String> = codes
            .iter()
            .map(|code| {
                let path = folder.path().join("code.png");
                std::fs::write(&path, &code.bytes).unwrap();
                run_tool("zbarimg", &["-q", "--raw", path.to_str().unwrap()]).trim_end().to_owned()
            })
            .collect();
        for row in &rows {
            assert!(
                read.iter().any(|address| known()[id].hands_on(address, row)),
                "{row:?}: {read:?}"
            );
        }
        assert_eq!(read.len(), rows.len(), "{id}");
        assert_eq!(codes.len(), 2 * known()[id].locales.len());
    }
}
