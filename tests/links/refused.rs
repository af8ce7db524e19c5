//! What cannot be linked says why, and what is stored or further is found.

use promokit::model::backend::PartnerReference;
use promokit::model::ids::BackendId;
use promokit::tracking::LinkReason;

use crate::world::{World, address, backends, banner};

#[test]
fn what_cannot_be_linked_says_why() {
    let taken = |name: &str| LinkReason::Taken { parameter: name.to_owned() };
    let front = "https://shop.example/";
    let cases = [
        ("preset: ref", "https://shop.example/?ref=x", taken("ref")),
        ("preset: ref", "https://shop.example/?a&%72ef", taken("ref")),
        ("preset: ref\nalso: [utm]", "https://shop.example/?utm_medium=x", taken("utm_medium")),
        (
            "preset: post-affiliate-pro\nstyle: anchor",
            "https://shop.example/#top",
            LinkReason::TwoFragments,
        ),
        (
            "preset: post-affiliate-pro\nstyle: short-anchor",
            "https://shop.example/#",
            LinkReason::TwoFragments,
        ),
        (
            "preset: post-affiliate-pro\nstyle: rewrite",
            "https://shop.example/page",
            LinkReason::FrontPageOnly,
        ),
        (
            "preset: ref\nhosts: [shop.example]",
            "https://shop.example.evil.example/",
            LinkReason::HostNotCounted { host: "shop.example.evil.example".to_owned() },
        ),
        (
            "preset: template\ntemplate: 'https://t.example/{partner}/{coupon}'",
            front,
            LinkReason::NoCoupon,
        ),
        (
            "preset: static",
            front,
            LinkReason::NoMintedLink { placement: "banner-spring-300x250".to_owned() },
        ),
        (
            "preset: static\nalso: [utm]",
            front,
            LinkReason::NoPlaceForLabels { label: BackendId::parse("utm").unwrap() },
        ),
    ];
    for (shop, destination, reason) in cases {
        assert_eq!(World::new(shop).url(destination), Err(reason), "{shop}");
    }
}

#[test]
fn references_that_would_change_the_address_are_refused() {
    let url = |shop: &str, reference| {
        let mut world = World::new(shop);
        world.reference = PartnerReference::parse(reference).expect(reference);
        world.url("https://shop.example/")
    };
    let host = "preset: template\ntemplate: 'https://{partner}.shop.example/'";
    let pretty = "preset: affiliatewp\nstyle: pretty";
    assert!(matches!(url(pretty, ".."), Err(LinkReason::Unfit { .. })));
    for reference in ["evil.example/", "a.b", "-a", "a b", "é"] {
        assert!(matches!(url(host, reference), Err(LinkReason::Unfit { .. })), "{reference}");
    }
    for reference in ["a\r\nb", " ", "a\u{202e}b", "a\u{0}"] {
        assert_eq!(PartnerReference::parse(reference), None);
    }
}

#[test]
fn stored_links_are_found_by_placement_then_default() {
    let mut world = World::new("preset: static");
    world.links.default = Some(address("https://ad.example/g/abc/?x=%7b"));
    world
        .links
        .placements
        .insert("banner-autumn-300x250".to_owned(), address("https://ad.example/g/def"));
    let front = address("https://shop.example/");
    assert_eq!(world.url(front.as_str()).as_deref(), Ok("https://ad.example/g/abc/?x=%7b"));
    let links = world.all(&banner("autumn"), "en", &front).expect("links");
    assert_eq!(links[0].url, "https://ad.example/g/def");
}

#[test]
fn further_trackers_get_their_own_link_and_the_partners_own_id() {
    let world = World::new("preset: post-affiliate-pro\nalso: [other, utm]");
    let links =
        world.all(&banner("spring"), "fr", &address("https://shop.example/")).expect("links");
    let urls: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://shop.example/?a_aid=17&data1=banner-spring-300x250_fr&utm_source=acme&utm_medium=affiliate&utm_campaign=referral&utm_content=banner-spring-300x250_fr",
            "https://shop.example/?ref=acme",
        ]
    );
    assert!(links[1].sub_ids.is_empty());
}

#[test]
fn the_systems_own_sub_ids_come_before_those_of_labels() {
    for shop in [
        "preset: post-affiliate-pro\nalso: [utm]",
        "preset: post-affiliate-pro\nstyle: redirect\nbase: https://pap.example/click.php\nalso: [utm]",
    ] {
        let world = World::new(shop);
        let links =
            world.all(&banner("spring"), "en", &address("https://shop.example/")).expect("links");
        let slots: Vec<&str> =
            links[0].sub_ids.iter().map(|sub_id| sub_id.parameter.as_str()).collect();
        assert_eq!(slots, ["data1", "utm_content"]);
    }
}

/// File, text that is pointed at (empty where the file's start is), part of the message.
const FAULTS: [(&str, &str, &str); 47] = [
    ("preset: pap", "pap", "is no preset"),
    ("preset: awin", "", "needs `advertiser`"),
    (
        "preset: awin\nvalues: {advertiser: 1}\nbase: https://a.example/",
        "https://a.example/",
        "means nothing",
    ),
    ("preset: ref\nvalues: {advertiser: 1}", "1", "means nothing"),
    ("preset: ref\nstyle: query", "query", "has no style"),
    ("preset: post-affiliate-pro\nstyle: pretty", "pretty", "has no style"),
    ("preset: post-affiliate-pro\nstyle: redirect", "", "redirect script"),
    (
        "preset: post-affiliate-pro\nstyle: redirect\nbase: 'javascript:x'",
        "'javascript:x'",
        "not a web address",
    ),
    (
        "preset: post-affiliate-pro\nstyle: redirect\nbase: 'https://p.example/#x'",
        "'https://p.example/#x'",
        "has a `#`",
    ),
    ("preset: ref\nparam: 'a b'", "'a b'", "name of a URL parameter"),
    ("preset: ref\nparam: 'r&x'", "'r&x'", "name of a URL parameter"),
    ("preset: affiliatewp\nstyle: pretty\nparam: '..'", "'..'", "name of a URL parameter"),
    ("preset: static\nparam: x", "x", "means nothing"),
    ("preset: static\nextra: {a: b}", "b", "means nothing"),
    ("preset: ref\nbase: https://x.example/", "https://x.example/", "means nothing"),
    (
        "preset: ref\ntemplate: 'https://x.example/{partner}'",
        "'https://x.example/{partner}'",
        "means nothing",
    ),
    ("preset: template", "", "needs the form of its links"),
    (
        "preset: template\ntemplate: 'https://t.example/c?p={partner}&x={'",
        "'https://t.example/c?p={partner}&x={'",
        "a brace without",
    ),
    (
        "preset: template\ntemplate: 'https://t.example/{partner}/{partnr}'",
        "'https://t.example/{partner}/{partnr}'",
        "is no placeholder",
    ),
    (
        "preset: template\ntemplate: 'https://t.example/c?u={destination}'",
        "'https://t.example/c?u={destination}'",
        "names no partner",
    ),
    (
        "preset: template\ntemplate: 'ftp://t.example/c?p={partner}'",
        "'ftp://t.example/c?p={partner}'",
        "not a web address",
    ),
    (
        "preset: template\ntemplate: 'https://{partner}@t.example/'",
        "'https://{partner}@t.example/'",
        "not a web address",
    ),
    (
        "preset: template\ntemplate: 'https://t.example:{partner}/'",
        "'https://t.example:{partner}/'",
        "not a web address",
    ),
    (
        "preset: template\ntemplate: '{partner}://t.example/'",
        "'{partner}://t.example/'",
        "not a web address",
    ),
    (
        "preset: template\ntemplate: 'https://{partner}.магазин.рф/'",
        "'https://{partner}.магазин.рф/'",
        "not a web address",
    ),
    (
        "preset: template\ntemplate: 'https://{destination}/?a={partner}'",
        "'https://{destination}/?a={partner}'",
        "in its host",
    ),
    (
        "preset: template\ntemplate: '{destination}/{partner}'",
        "'{destination}/{partner}'",
        "other than parameters",
    ),
    (
        "preset: template\ntemplate: '{destination}?a={partner}&a=b'",
        "'{destination}?a={partner}&a=b'",
        "two parameters",
    ),
    (
        "preset: template\ntemplate: 'https://t.example/?u={destination:raw}&p={partner}'",
        "'https://t.example/?u={destination:raw}&p={partner}'",
        "follows `{destination:raw}`",
    ),
    (
        "preset: template\ntemplate: 'https://t.example/{partner}/{coupon?}'",
        "'https://t.example/{partner}/{coupon?}'",
        "left out",
    ),
    ("preset: ref\nsub_id: {max_length: 20}", "{max_length: 20}", "has no parameter"),
    ("preset: ref\nsub_id: {param: ref}", "ref", "two parameters"),
    ("preset: ref\nsub_id: {param: s, max_length: 5}", "5", "cannot tell placements apart"),
    ("preset: ref\nsub_id: {param: s, charset: '[&]'}", "'[&]'", "no set of characters"),
    ("preset: ref\nsub_ids: [{param: s, max_length: 5}]", "5", "cannot tell placements apart"),
    ("preset: ref\nalso: [shop]", "[shop]", "names itself"),
    ("preset: ref\nextra: {'a=b': x}", "x", "name of a URL parameter"),
    ("preset: ref\nextra: {ref: x}", "x", "two parameters"),
    ("preset: ref\nextra: {x: '{clickid}'}", "'{clickid}'", "is no placeholder"),
    ("preset: cj\nstyle: dlg\nextra: {a: b}", "b", "end in the destination"),
    ("preset: ref\nrename: {aff: x}", "x", "have no parameter `aff`"),
    ("preset: daisycon\nvalues: {program: 1, link: 2}", "", "only the destination's path"),
    ("preset: impact\nvalues: {domain: 'a/b', ad: 1, campaign_id: 2}", "'a/b'", "host name"),
    ("preset: ref\nhosts: [shop.example, 'https://x']", "'https://x'", "more than a domain"),
    ("preset: ref\non_conflict: win", "win", "settle a conflict"),
    (
        "preset: idevaffiliate\nbase: https://s.example/i.php\nextra: {tid2: 'a b'}",
        "'a b'",
        "takes no ` `",
    ),
    (
        "preset: skimlinks\nsub_id: {param: x}\nextra: {xcust: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
        "keeps 50 characters",
    ),
];

#[test]
fn files_that_cannot_be_meant_are_refused_in_place() {
    for (shop, place, message) in FAULTS {
        let faults = backends(shop).map(|_| ()).expect_err(shop);
        let fault = faults.first().expect(shop);
        assert!(fault.message.contains(message), "{shop}: {fault:?}");
        assert_eq!(fault.place, place, "{shop}: {fault:?}");
        assert!(!fault.help.is_empty(), "{shop}: {fault:?}");
    }
}

#[test]
fn networks_placeholders_and_impressions_are_checked() {
    for (shop, message) in [
        ("preset: ref\nmacros: ['{x}']", "placeholder"),
        ("preset: ref\nimpression: '{destination}?a={partner}'", "address of its own"),
        ("preset: ref\nforward: ['a b']", "name of a URL parameter"),
        ("preset: ref\nown_sub_id: 'a b'", "name of a URL parameter"),
    ] {
        let faults = backends(shop).map(|_| ()).expect_err(shop);
        assert!(faults[0].message.contains(message), "{shop}: {faults:?}");
    }
    // A brace without its partner is text.
    assert!(backends("preset: ref\nextra: {x: 'a{'}").is_ok());
}
