//! Labels of advertising from `labels.csv`, in links and beside what is shown.

use crate::support::{Archive, TestProject, attributes, records, run_tool};

const LABELS: &str = "partner,creative,erid,advertiser,inn
anna,,2VtzqAll,,
anna,spring,2VtzqSpring,ООО «Липа»,7707083893
,text-note,2VtzqNote,,
anna,email-hello,2VtzqMail,ООО «Липа»,
anna,landing-home,2VtzqHome,ООО «Липа»,7707083893
";

fn project() -> TestProject {
    TestProject::from("forward")
        .edit("content/company.yaml", "hosting: nginx", "hosting: plain\nlocales: [ru]")
        .file("content/creatives/spring.yaml", "headline: Липовый чай\nsizes: [300x250]\n")
        .file("content/texts/note.md", "---\ntitle: Note\nkind: post\n---\nЧай {{ link }}\n")
        .file("content/emails/hello.md", "---\nsubject: Чай\ncta: Купить\n---\nЛиповый чай.\n")
        .file(
            "content/landings/home.md",
            "---\ntitle: Чай\nhero: {headline: Чай, cta: Купить}\n---\n",
        )
        .file("content/labels.csv", LABELS)
}

#[test]
fn tokens_stand_in_links_and_labels_beside_them() {
    let project = project();
    project.build().succeeds();
    let output = project.output();
    let rows = records(output.text("links.csv"));
    let link = |partner: &str, placement: &str| {
        let row = rows.iter().find(|row| row[0] == partner && row[2].starts_with(placement));
        row.unwrap_or_else(|| panic!("no {placement}: {rows:#?}"))[7].clone()
    };
    for (placement, token) in [
        ("banner-spring", "2VtzqSpring"),
        ("text-note", "2VtzqAll"),
        ("email-hello", "2VtzqMail"),
        ("landing-home-hero", "2VtzqHome"),
        ("go-radio", "2VtzqAll"),
    ] {
        let link = link("anna", placement);
        assert!(link.ends_with(&format!("&erid={token}")), "{placement}: {link}");
    }
    assert!(link("bert", "text-note").ends_with("&erid=2VtzqNote"));
    assert!(!link("bert", "banner-spring").contains("erid"));

    let kit = Archive::read(output.bytes("kits/anna.zip"));
    let label = "Реклама. ООО «Липа», ИНН 7707083893. erid: 2VtzqSpring";
    let code = kit.text("snippets/spring.ru.html");
    assert!(code.contains(&format!("<small>{label}</small>")), "{code}");
    assert!(attributes(code, "href")[0].ends_with("?erid=2VtzqSpring"), "{code}");
    assert!(kit.text("texts/note.ru.txt").contains("Реклама. Lindenhof. erid: 2VtzqAll"));
    for form in ["html", "txt"] {
        let letter = output.text(&format!("mails/anna/hello.ru.{form}"));
        assert!(letter.contains("Реклама. ООО «Липа». erid: 2VtzqMail"), "{letter}");
    }
    let landing = output.text("sites/linden-friends.example/anna/index.html");
    assert!(landing.contains("ИНН 7707083893. erid: 2VtzqHome"), "{landing}");
    // The landing hands on the token of the banner that a visitor came by.
    assert!(landing.contains("\"add\":[\"erid\"]"), "{landing}");
}

#[test]
fn what_lacks_its_label_is_told() {
    let project = project().file("content/labels.csv", "partner,creative,erid\nanna,spring,2Vt\n");
    let run = project.check(&[]).ends_with(0);
    let message = "anna has no `erid` for email-hello, text-note";
    assert!(run.results.contains(message), "{}", run.results);
    assert!(run.results.contains("content/labels.csv:2:1"), "{}", run.results);
    assert!(!run.results.contains("bert has no"), "{}", run.results);
}

#[test]
fn slips_in_the_table_are_told_in_place() {
    for (row, place, message) in [
        ("ana,spring,2Vt,,", "2:1", "did you mean `anna`?"),
        ("anna,sprint,2Vt,,", "2:6", "did you mean `spring`?"),
        ("anna,text-nothing,2Vt,,", "2:6", "there is no banner `text-nothing`"),
        ("anna,spring,,,", "2:1", "no token in the column `erid`"),
        ("anna,spring,2V t&x=1,,", "2:13", "`2V t&x=1` is no token"),
        ("anna,spring,2Vt,,770708389", "2:18", "is no INN"),
        ("anna,spring,2Vt,,\nanna,banner-spring,2Vu,,", "3:1", "is for the same as one before it"),
    ] {
        let table = format!("partner,creative,erid,advertiser,inn\n{row}\n");
        let run = project().file("content/labels.csv", table).check(&[]).ends_with(1);
        let place = format!("content/labels.csv:{place}");
        assert!(run.results.contains(&place), "no {place} in {}", run.results);
        assert!(run.results.contains(message), "no {message} in {}", run.results);
    }
    let columns = "partner,creativ,erid\n";
    let run = project().file("content/labels.csv", columns).check(&[]).ends_with(1);
    assert!(run.results.contains("did you mean `creative`?"), "{}", run.results);
}

#[test]
fn a_cyrillic_coupon_is_read_from_its_code() {
    let project = TestProject::from("forward")
        .file("content/backends/codes.yaml", "preset: promo-code\n")
        .edit("content/programs/friends.yaml", "go:", "route: {qr: direct}\ngo:")
        .file("content/partners/anna.yaml", "coupon: ЛЕТО-10\n")
        .file("content/partners/bert.yaml", "coupon: ВЕСНА\n");
    project.build().succeeds();
    let output = project.output();
    let link = "?promo=%D0%9B%D0%95%D0%A2%D0%9E-10";
    let rows = records(output.text("links.csv"));
    let row = rows.iter().find(|row| row[0] == "anna" && row[2].starts_with("qr-"));
    assert!(row.expect("a row")[7].ends_with(link), "{rows:#?}");
    let kit = Archive::read(output.bytes("kits/anna.zip"));
    let code =
        kit.files.iter().find(|file| file.name.starts_with("qr/") && file.name.ends_with(".png"));
    let path = project.path("code.png");
    std::fs::write(&path, &code.expect("a code").bytes).expect("a file");
    let read = run_tool("zbarimg", &["-q", "--raw", path.to_str().expect("UTF-8")]);
    assert!(read.trim_end().ends_with(link), "{read}");
    assert!(
        kit.files.iter().any(|file| file.name.starts_with("qr/") && file.name.ends_with(".svg"))
    );
}
