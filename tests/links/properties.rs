//! What holds for every link, whatever is put into it.

use std::sync::OnceLock;

use percent_encoding::percent_decode_str;
use promokit::model::backend::PartnerReference;
use promokit::model::banner::PixelSize;
use promokit::model::ids::{CreativeId, EmailId, LandingId, ProductId, TextId};
use promokit::model::web::WebAddress;
use promokit::tracking::{Button, Placement, PlacementName};
use proptest::prelude::*;

use crate::world::{World, address};

/// How a style's link is taken apart again: the text around partner, sub-ID and destination, in this order.
struct Style {
    file: &'static str,
    /// Before and behind the partner, then the sub-ID, then the destination.
    marks: [(&'static str, &'static str); 3],
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Escaped,
    Raw,
    Path,
    Minimal,
    Base64,
}

/// Every style that shows partner, sub-ID and destination as values.
const STYLES: [Style; 8] = [
    Style {
        file: "preset: post-affiliate-pro\nstyle: redirect\nbase: https://p.example/c.php",
        marks: [("?a_aid=", "&"), ("&data1=", "&"), ("&desturl=", "")],
        form: Form::Escaped,
    },
    Style {
        file: "preset: awin\nvalues: {advertiser: 1}",
        marks: [("&awinaffid=", "&"), ("&clickref=", "&"), ("&ued=", "")],
        form: Form::Escaped,
    },
    Style {
        file: "preset: cj\nstyle: dlg",
        marks: [("/links/", "/type"), ("/sid/", "/"), ("/", "")],
        form: Form::Raw,
    },
    Style {
        file: "preset: partnerize",
        marks: [("camref:", "/"), ("/pubref:", "/"), ("/destination:", "")],
        form: Form::Raw,
    },
    Style {
        file: "preset: tradedoubler\nstyle: parenthesis\nvalues: {program: 1, ad: 2}",
        marks: [("a(", ")"), ("epi(", ")"), ("url(", "")],
        form: Form::Raw,
    },
    Style {
        file: "preset: daisycon\nvalues: {program: 1, link: 2}\nhosts: [shop.example]",
        marks: [("&wi=", "&"), ("&ws=", "&"), ("&dl=", "")],
        form: Form::Path,
    },
    Style {
        file: "preset: shareasale\nvalues: {banner: 1, merchant: 2}",
        marks: [("&u=", "&"), ("&afftrack=", "&"), ("&urllink=", "")],
        form: Form::Minimal,
    },
    Style {
        file: "preset: template\ntemplate: 'https://t.example/{partner}/{sub_id}?b64={destination:base64url}'",
        marks: [("t.example/", "/"), ("/", "?b64="), ("?b64=", "")],
        form: Form::Base64,
    },
];

/// Styles that are put into the destination: file, and the parameter of the partner with the mark before it.
const ADDED: [(&str, &str); 4] = [
    ("preset: post-affiliate-pro", "a_aid="),
    ("preset: post-affiliate-pro\nstyle: anchor", "#a_aid="),
    ("preset: affiliatewp\nstyle: pretty", "/ref/"),
    ("preset: ref\nsub_id: {param: data1}", "ref="),
];

fn worlds() -> &'static (Vec<World>, Vec<World>) {
    static WORLDS: OnceLock<(Vec<World>, Vec<World>)> = OnceLock::new();
    WORLDS.get_or_init(|| {
        let styles = STYLES.iter().map(|style| World::new(style.file)).collect();
        (styles, ADDED.iter().map(|(file, _)| World::new(file)).collect())
    })
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned()
}

fn from_base64(text: &str) -> String {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits: String =
        text.chars().map(|digit| format!("{:06b}", digits.find(digit).expect("a digit"))).collect();
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes
        .map(|byte| char::from(u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()))
        .collect()
}

/// What stands between the marks, and what follows it.
fn between<'a>(text: &'a str, (before, behind): (&str, &str)) -> (&'a str, &'a str) {
    let (_, rest) = text.split_once(before).expect(before);
    let end = if behind.is_empty() { rest.len() } else { rest.find(behind).expect(behind) };
    rest.split_at(end)
}

/// Partner, sub-ID and destination as the system would read them.
fn parsed(url: &str, style: &Style) -> (String, String, String) {
    let [partner, sub_id, destination] = style.marks;
    let (partner, rest) = between(url, partner);
    let (sub_id, rest) = between(rest, sub_id);
    let (shown, _) = between(rest, destination);
    let destination = match style.form {
        Form::Raw => shown
            .strip_suffix(')')
            .filter(|_| style.file.contains("paren"))
            .unwrap_or(shown)
            .to_owned(),
        Form::Escaped => decoded(shown),
        Form::Path => format!("https://shop.example{}", decoded(shown)),
        Form::Minimal => format!("https://{}", decoded(shown)),
        Form::Base64 => from_base64(shown),
    };
    (decoded(partner), decoded(sub_id), destination)
}

fn any_placement() -> impl Strategy<Value = Placement> {
    let slug =
        || "[a-z0-9][a-z0-9-]{0,12}".prop_filter("an id", |text| CreativeId::parse(text).is_ok());
    prop_oneof![
        (slug(), 1_u32..2000, 1_u32..2000).prop_map(|(id, width, height)| Placement::Banner {
            creative: CreativeId::parse(&id).expect("slug"),
            size: PixelSize::new(width, height),
        }),
        (slug(), "[a-z0-9]{1,8}").prop_map(|(id, button)| Placement::LandingButton {
            landing: LandingId::parse(&id).expect("slug"),
            button: Button::named(&button).expect("name"),
        }),
        (slug(), slug()).prop_map(|(id, product)| Placement::LandingButton {
            landing: LandingId::parse(&id).expect("slug"),
            button: Button::product(&ProductId::parse(&product).expect("slug")),
        }),
        slug().prop_map(|id| Placement::Email(EmailId::parse(&id).expect("slug"))),
        slug().prop_map(|id| Placement::Text(TextId::parse(&id).expect("slug"))),
        slug().prop_map(|id| Placement::Qr(PlacementName::parse(&id).expect("slug"))),
        slug().prop_map(|id| Placement::Go(PlacementName::parse(&id).expect("slug"))),
    ]
}

fn any_destination() -> impl Strategy<Value = WebAddress> {
    let part = || {
        prop_oneof![
            "[a-zA-Z0-9%=&+/;:@,.!~() -]{0,30}",
            "\\PC{0,20}",
            "(%[0-9a-fA-F]{2}){0,6}",
            Just(
                "u=https%3A%2F%2Fa.example%2F%3Fv%3Dhttps%253A%252F%252Fb.example%252F".to_owned()
            ),
        ]
    };
    (part(), prop::option::of(part()), prop::option::of(part())).prop_filter_map(
        "an address",
        |(path, query, fragment)| {
            let mut text = format!("https://shop.example/{path}");
            for (mark, part) in [('?', query), ('#', fragment)] {
                text.extend(part.into_iter().flat_map(|part| [mark.to_string(), part]));
            }
            WebAddress::parse(&text).ok()
        },
    )
}

/// Ids that no backend gave: quotes, marks of URLs, escapes, letters of any script.
fn any_reference() -> impl Strategy<Value = PartnerReference> {
    prop_oneof!["\\PC{1,20}", "[\"'<>&?#=%/\\\\{}a-c]{1,12}", "(%0[ad0]|\\.\\.){1,3}"]
        .prop_filter_map("an id", |text| PartnerReference::parse(&text))
}

fn is_harmless(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>{}\\".contains(&byte))
}

proptest! {
    #[test]
    fn what_is_put_in_comes_out_again(
        destination in any_destination(), placement in any_placement(), reference in any_reference(),
    ) {
        for (style, world) in STYLES.iter().zip(&worlds().0) {
            let world = World { reference: reference.clone(), backends: world.backends.clone(), coupon: None, own_sub_id: None, links: Default::default() };
            // Dots alone are no segment of a path: refused, never changed.
            let Ok(links) = world.all(&placement, "en", &destination) else { continue };
            let url = &links[0].url;
            prop_assert!(is_harmless(url), "{}", url);
            let (partner, sub_id, found) = parsed(url, style);
            prop_assert_eq!(&partner, reference.as_str());
            prop_assert_eq!(&sub_id, &links[0].sub_ids[0].value);
            let expected = destination.as_str();
            prop_assert_eq!(&found, expected, "{}", url);
        }
    }

    #[test]
    fn what_is_added_leaves_the_destination_as_it_is(
        destination in any_destination(), placement in any_placement(), reference in any_reference(),
    ) {
        for ((file, mark), world) in ADDED.iter().zip(&worlds().1) {
            let world = World { reference: reference.clone(), backends: world.backends.clone(), coupon: None, own_sub_id: None, links: Default::default() };
            let Ok(links) = world.all(&placement, "en", &destination) else { continue };
            let url = &links[0].url;
            prop_assert!(is_harmless(url), "{}", url);
            let link = address(url);
            prop_assert_eq!(link.as_str(), url);
            prop_assert_eq!(link.origin(), destination.origin());
            prop_assert!(link.path().starts_with(destination.path()));
            prop_assert!(link.query().unwrap_or_default().starts_with(destination.query().unwrap_or_default()));
            if !file.contains("anchor") {
                prop_assert_eq!(link.fragment(), destination.fragment());
            }
            let (_, rest) = url.rsplit_once(mark).expect(mark);
            let shown = rest.split(['&', '#', '?', '/']).next().unwrap_or_default();
            prop_assert_eq!(decoded(shown), reference.as_str());
        }
    }

    #[test]
    fn placements_and_sub_ids_are_never_alike(
        left in any_placement(), right in any_placement(), french in any::<bool>(), german in any::<bool>(),
    ) {
        let tag = |flag| if flag { "pt-BR" } else { "en" };
        prop_assert_eq!(left == right, left.to_string() == right.to_string());
        let world = &worlds().1[2];
        let destination = address("https://shop.example/");
        let sub_id = |placement, tag| world.all(placement, tag, &destination).expect("plain")[0].sub_ids[0].value.clone();
        let same = left == right && french == german;
        prop_assert_eq!(same, sub_id(&left, tag(french)) == sub_id(&right, tag(german)));
    }

    #[test]
    fn files_of_any_text_never_panic(text in "\\PC{0,40}", template in "(\\{[a-z_:]{0,12}\\??\\}|[a-z/?#&=:.%]){0,20}") {
        let quoted = |text: &str| text.replace('\'', "''");
        for file in [
            format!("preset: template\ntemplate: 'https://t.example/{}{{partner}}'", quoted(&template)),
            format!("preset: template\ntemplate: '{{destination}}{}'", quoted(&template)),
            format!("preset: ref\nextra: {{a: '{}'}}\nparam: '{}'", quoted(&text), quoted(&text)),
        ] {
            if let Ok(backends) = crate::world::backends(&file) {
                let world = World { backends, reference: PartnerReference::parse("17").expect("an id"), coupon: None, own_sub_id: None, links: Default::default() };
                if let Ok(url) = world.url("https://shop.example/") {
                    prop_assert!(is_harmless(&url), "{}", url);
                }
            }
        }
    }
}

#[test]
fn long_hostile_texts_stay_in_their_place() {
    let long = "a".repeat(5000);
    let nested = "https://shop.example/?u=https%3A%2F%2Fa.example%2F%3Fu%3Dhttps%253A%252F%252Fb.example%252F%253Fu%253Dhttps%25253A%25252F%25252Fc.example";
    for destination in [format!("https://shop.example/{long}"), format!("{nested}&x={long}")] {
        for world in worlds().0.iter().chain(&worlds().1) {
            let url = world.url(&destination).expect("a link");
            assert!(is_harmless(&url) && url.len() > 5000);
        }
    }
}
