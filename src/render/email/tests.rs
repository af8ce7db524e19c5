//! Whole letters, set with the default theme's templates.

use std::collections::BTreeMap;

use super::*;

const TEMPLATES: [(&str, &str); 3] = [
    ("email/designed.mjml", include_str!("../../../themes/default/templates/email/designed.mjml")),
    ("email/plain.mjml", include_str!("../../../themes/default/templates/email/plain.mjml")),
    ("email/email.txt", include_str!("../../../themes/default/templates/email/email.txt")),
];

const STYLES: [Style; 2] = [Style::Designed, Style::Plain];

fn theme() -> Tera {
    theme_of(&TEMPLATES)
}

fn theme_of(templates: &[(&str, &str)]) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".mjml"]);
    for (name, template) in templates {
        tera.add_raw_template(name, template).unwrap();
    }
    tera
}

fn picture(name: &str) -> Option<Picture> {
    Some(Picture {
        src: format!("https://media.roast.test/{name}"),
        width: 560,
        height: 300,
        alt: "A \"cup\" of coffee".into(),
    })
}

fn link(text: &str, href: &str) -> Link {
    Link { text: text.into(), href: href.into() }
}

fn letter(style: Style) -> EmailContext {
    let words = ["with_partner", "why", "unsubscribe", "view_online", "sender", "on_behalf"];
    EmailContext {
        subject: "Fresh coffee".into(),
        preheader: Some("Roasted on Tuesday".into()),
        style,
        locale: "en".into(),
        dir: Direction::Ltr,
        company: Company {
            name: "Roast & Co".into(),
            url: "https://roast.test".into(),
            logo: picture("logo.png"),
            address: vec!["12 Harbour Street".into(), "Bristol".into()],
            links: vec![link("Privacy", "https://roast.test/privacy")],
        },
        partner: Partner { name: "Kettle Notes".into(), logo: None },
        headline: Some("Coffee two days old".into()),
        body: "Hi [[first_name]],\n\n- one\n- [two](https://t.test/c?p=1&s=2)\n\n> good".into(),
        picture: picture("hero.jpg"),
        button: Some(link("Order", "https://t.test/c?p=kettle&s=email-fresh")),
        signature: vec!["Maya".into(), "Kettle Notes".into()],
        disclosure: Some("Advertising.".into()),
        text: words.map(|word| (word.into(), format!("({word})"))).into(),
        palette: palette(),
    }
}

fn palette() -> Palette {
    Palette {
        accent: "#e8590c".into(),
        on_accent: "#ffffff".into(),
        brand_50: "#fff6ef".into(),
        brand_700: "#a63c06".into(),
        text: "#2a211c".into(),
        text_muted: "#75675e".into(),
        surface: "#ffffff".into(),
        border: "#ece3dc".into(),
    }
}

/// A letter with nothing that may be left out.
fn bare(style: Style) -> EmailContext {
    let full = letter(style);
    EmailContext {
        preheader: None,
        headline: None,
        picture: None,
        button: None,
        signature: Vec::new(),
        disclosure: None,
        company: Company { logo: None, address: Vec::new(), links: Vec::new(), ..full.company },
        ..full
    }
}

fn html(letter: &EmailContext) -> String {
    draw(&expand(&theme(), letter).unwrap()).unwrap()
}

#[test]
fn a_full_and_a_bare_letter_in_both_styles() {
    for style in STYLES {
        for letter in [letter(style), bare(style)] {
            let html = html(&letter);
            assert!(html.contains("lang=\"en\" dir=\"ltr\""), "{html}");
            assert!(html.len() < COMFORTABLE_HTML_BYTES);
            assert!(!html.contains("var("), "{html}");
            assert!(!html.contains("fonts.googleapis"), "{html}");
            let text = text(&theme(), &letter).unwrap();
            assert!(
                text.contains("Hi [[first_name]],\n\n- one\n- two: https://t.test/c?p=1&s=2\n")
            );
        }
    }
}

#[test]
fn neutral_tags_and_addresses_survive_to_the_end() {
    for style in STYLES {
        let html = html(&letter(style));
        assert!(html.contains("Hi [[first_name]],"));
        assert!(html.contains("href=\"[[unsubscribe]]\""));
        assert!(html.contains("href=\"https://t.test/c?p=kettle&amp;s=email-fresh\""));
        let mailchimp = tags::MAIL_PROGRAMS.iter().find(|program| program.id == "mailchimp");
        let html = tags::fill(&html, mailchimp.unwrap());
        assert!(html.contains("href=\"*|UNSUB|*\"") && !html.contains("[["), "{html}");
    }
}

#[test]
fn a_designed_letter_says_that_it_is_advertising_and_greets_before_its_first_link() {
    let html = html(&letter(Style::Designed));
    assert_eq!(html.matches("hero.jpg").count(), 1);
    assert_eq!(html.matches(">Order</a>").count() + html.matches("> Order </a>").count(), 1);
    let first_link = html.find("<a ").unwrap_or_default();
    assert!(html[..first_link].contains("Advertising."), "{html}");
    assert!(html[..first_link].contains("Hi [[first_name]],"), "{html}");
    assert!(html.contains("height=\"300\"") && html.contains("height: auto !important"));
}

#[test]
fn a_plain_letter_has_no_picture_and_no_brand() {
    let html = html(&letter(Style::Plain));
    assert!(!html.contains("<img") && !html.contains("#e8590c"), "{html}");
}

#[test]
fn right_to_left_letters() {
    for style in STYLES {
        let arabic = EmailContext { locale: "ar".into(), dir: Direction::Rtl, ..letter(style) };
        let html = html(&arabic);
        assert!(html.contains("lang=\"ar\" dir=\"rtl\""));
        assert!(!html.contains("direction:ltr") && !html.contains("direction: ltr"));
        assert!(html.contains("class=\"body\" align=\"right\""), "{html}");
    }
}

#[test]
fn the_same_bytes_twice() {
    for style in STYLES {
        let draw_all = || (html(&letter(style)), text(&theme(), &letter(style)).unwrap());
        assert_eq!(draw_all(), draw_all());
    }
}

#[test]
fn hostile_values_stay_text() {
    let evil = "\"><script>alert(1)</script></mj-text><mj-foo/>'";
    for style in STYLES {
        let mut letter = letter(style);
        letter.subject = evil.into();
        letter.preheader = Some(evil.into());
        letter.headline = Some(evil.into());
        letter.body = format!("{evil}\n\n[x](javascript:alert(1))\n\n<img src=x onerror=y>");
        letter.company.name = evil.into();
        letter.partner.name = evil.into();
        letter.signature = vec![evil.into()];
        letter.button = Some(link(evil, evil));
        letter.picture = Some(Picture { alt: evil.into(), ..picture("hero.jpg").unwrap() });
        let html = html(&letter);
        assert!(!html.contains("href=\"javascript"), "{html}");
        // Inside quoted values a tag is only text.
        let tags = without_values(&html);
        assert!(!tags.contains("<script") && !tags.contains("<mj-foo"), "{tags}");
        assert!(!tags.contains("onerror=y>"), "{tags}");
    }
}

fn without_values(html: &str) -> String {
    let mut parts = html.split("=\"");
    let mut output = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        output.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    output
}

#[test]
fn tags_that_are_not_mjml_are_reported_with_template_and_line() {
    let template = "<mjml>\n<mj-body>\n<mj-colum>{{ subject }}</mj-colum>\n</mj-body></mjml>";
    let error = expand(&theme_of(&[("email/plain.mjml", template)]), &letter(Style::Plain));
    let Err(ExpandError::Structure(error)) = error else { panic!("{error:?}") };
    assert_eq!((error.template, error.line), ("email/plain.mjml", 3));
    assert!(error.to_string().contains("did you mean <mj-column>?"), "{error}");
}

#[test]
fn faults_of_a_template_are_named() {
    let tera = theme_of(&[("email/plain.mjml", "{{ subjekt }}")]);
    let error = expand(&tera, &letter(Style::Plain)).unwrap_err().to_string();
    assert!(error.contains("email/plain.mjml:1"), "{error}");
    let error = expand(&theme_of(&[]), &letter(Style::Plain)).unwrap_err().to_string();
    assert!(error.contains("email/plain.mjml"), "{error}");
}

#[test]
fn attributes_without_effect_and_broken_mjml_are_errors() {
    let mjml = "<!-- -->\n<mjml lan=\"de\"><mj-body></mj-body></mjml>";
    let message = draw(mjml).map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(message, Err("line 2 of the MJML: `lan=\"de\"` has no effect here".into()));
    assert!(draw("<mjml><mj-body>").is_err());
    assert!(draw("").is_err());
}

#[test]
fn words_of_the_theme_are_all_that_templates_ask_for() {
    let words: BTreeMap<String, String> = BTreeMap::new();
    for style in STYLES {
        let letter = EmailContext { text: words.clone(), ..letter(style) };
        assert!(expand(&theme(), &letter).is_err());
    }
}
