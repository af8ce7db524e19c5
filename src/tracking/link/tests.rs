//! Expected links, byte for byte, and what holds for all of them.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use url::Url;

use super::*;
use crate::model::backend::{BackendSettings, SubIdSettings};
use crate::model::banner::PixelSize;
use crate::model::ids::{CreativeId, EmailId, LandingId, ProductId, TextId};
use crate::tracking::{Button, PlacementName};

fn address(text: &str) -> WebAddress {
    WebAddress::parse(text).expect(text)
}

fn locale(tag: &str) -> Locale {
    Locale::parse(tag).expect(tag)
}

fn banner(creative: &str) -> Placement {
    Placement::Banner {
        creative: CreativeId::parse(creative).expect(creative),
        size: PixelSize::new(300, 250),
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn preset(name: &str, style: &str) -> BackendSettings {
    let base = (style == "redirect").then(|| "https://pap.example/scripts/click.php".to_owned());
    let style = Some(style.to_owned()).filter(|style| !style.is_empty());
    BackendSettings { preset: name.to_owned(), style, base, ..BackendSettings::default() }
}

fn template(text: &str) -> BackendSettings {
    BackendSettings { template: some(text), ..preset("template", "") }
}

/// A partner `acme` with the id `reference` in the backend `shop`, and `utm` beside it.
struct World {
    backends: Backends,
    reference: PartnerReference,
    coupon: Option<String>,
    links: MintedLinks,
}

impl World {
    fn new(settings: BackendSettings) -> World {
        let [shop, utm, other] = ["shop", "utm", "other"].map(|id| BackendId::parse(id).expect(id));
        let utm_settings = preset("utm", "");
        let backends = [
            (shop.clone(), settings.build(shop).expect("settings")),
            (utm.clone(), utm_settings.build(utm).expect("settings")),
            (other.clone(), preset("ref", "").build(other).expect("settings")),
        ];
        World {
            backends: Backends::from(backends),
            reference: PartnerReference::parse("5f3a9c").expect("reference"),
            coupon: None,
            links: MintedLinks::default(),
        }
    }

    fn all(
        &self,
        placement: &Placement,
        tag: &str,
        destination: &WebAddress,
    ) -> Result<Vec<Link>, LinkFault> {
        let partner = LinkPartner {
            id: &PartnerId::parse("acme").expect("id"),
            program: &ProgramId::parse("referral").expect("id"),
            first_locale: &locale("en"),
            backend: &BackendId::parse("shop").expect("id"),
            reference: Some(&self.reference),
            ids: &BTreeMap::new(),
            coupon: self.coupon.as_deref(),
            links: &self.links,
        };
        let links = build_all(&self.backends, &partner, placement, &locale(tag), destination)?;
        assert_eq!(
            build(&self.backends, &partner, placement, &locale(tag), destination)?,
            links[0]
        );
        Ok(links)
    }

    fn url(&self, destination: &str) -> Result<String, LinkReason> {
        let links = self.all(&banner("spring"), "en", &address(destination));
        links.map(|mut links| links.remove(0).url).map_err(|fault| fault.reason)
    }
}

fn also(settings: BackendSettings, ids: &[&str]) -> BackendSettings {
    BackendSettings {
        also: ids.iter().map(|id| BackendId::parse(id).expect(id)).collect(),
        ..settings
    }
}

#[test]
fn golden() {
    let reference = || preset("ref", "");
    let pap = |style| preset("post-affiliate-pro", style);
    let awp = |style| preset("affiliatewp", style);
    let sub = |settings| BackendSettings {
        sub_id: Some(SubIdSettings { param: some("sub"), ..SubIdSettings::default() }),
        ..settings
    };
    let extra = |settings, key: &str, value: &str| BackendSettings {
        extra: vec![(key.to_owned(), value.to_owned())],
        ..settings
    };
    let conflict = |settings, way| BackendSettings { on_conflict: some(way), ..settings };
    let t = |text| template(text);
    let cases = [
        // The plain form of the trade.
        (reference(), "http://site.ru", "http://site.ru/?ref=5f3a9c"),
        (reference(), "http://site.ru/", "http://site.ru/?ref=5f3a9c"),
        (reference(), "https://shop.example/a?b=c", "https://shop.example/a?b=c&ref=5f3a9c"),
        (reference(), "https://shop.example/a?b=c&", "https://shop.example/a?b=c&ref=5f3a9c"),
        (reference(), "https://shop.example/a?", "https://shop.example/a?ref=5f3a9c"),
        (reference(), "https://shop.example/a#part", "https://shop.example/a?ref=5f3a9c#part"),
        (
            reference(),
            "https://shop.example/a?b=c#d?e",
            "https://shop.example/a?b=c&ref=5f3a9c#d?e",
        ),
        (
            reference(),
            "https://shop.example/../a/./%7e?q=%D0%A0+x",
            "https://shop.example/../a/./%7e?q=%D0%A0+x&ref=5f3a9c",
        ),
        (
            reference(),
            "https://магазин.рф/кофе",
            "https://xn--80aairftm.xn--p1ai/%D0%BA%D0%BE%D1%84%D0%B5?ref=5f3a9c",
        ),
        (
            reference(),
            "https://shop.example/?preferred=1",
            "https://shop.example/?preferred=1&ref=5f3a9c",
        ),
        (
            BackendSettings { param: some("via"), ..reference() },
            "https://shop.example/",
            "https://shop.example/?via=5f3a9c",
        ),
        (
            sub(reference()),
            "https://shop.example/",
            "https://shop.example/?ref=5f3a9c&sub=banner-spring-300x250",
        ),
        (
            extra(reference(), "erid", "2Vt zq{x}&="),
            "https://shop.example/",
            "https://shop.example/?ref=5f3a9c&erid=2Vt%20zq%7Bx%7D%26%3D",
        ),
        (
            conflict(reference(), "keep"),
            "https://shop.example/?ref=x&a=b",
            "https://shop.example/?ref=x&a=b",
        ),
        (
            conflict(reference(), "replace"),
            "https://shop.example/?ref=x&a=%20&%72ef=y",
            "https://shop.example/?a=%20&ref=5f3a9c",
        ),
        (
            BackendSettings {
                hosts: vec!["other.example".to_owned(), "shop.example".to_owned()],
                ..reference()
            },
            "https://www.shop.example/",
            "https://www.shop.example/?ref=5f3a9c",
        ),
        // Labels alone and beside a tracker.
        (
            preset("utm", ""),
            "https://shop.example/",
            "https://shop.example/?utm_source=5f3a9c&utm_medium=affiliate&utm_campaign=referral&utm_content=banner-spring-300x250",
        ),
        (
            also(reference(), &["utm"]),
            "https://shop.example/#x",
            "https://shop.example/?ref=5f3a9c&utm_source=acme&utm_medium=affiliate&utm_campaign=referral&utm_content=banner-spring-300x250#x",
        ),
        // support.qualityunit.com/077408
        (
            pap("query"),
            "https://shop.example/page",
            "https://shop.example/page?a_aid=5f3a9c&data1=banner-spring-300x250",
        ),
        (
            pap("anchor"),
            "https://shop.example/page?x=y",
            "https://shop.example/page?x=y#a_aid=5f3a9c&data1=banner-spring-300x250",
        ),
        (pap("rewrite"), "https://shop.example", "https://shop.example/ref/5f3a9c"),
        (pap("rewrite"), "https://shop.example/?a=b#c", "https://shop.example/ref/5f3a9c?a=b#c"),
        (pap("direct"), "https://shop.example", "https://shop.example"),
        (
            pap("redirect"),
            "https://shop.example/a?b=c&d=%20#e",
            "https://pap.example/scripts/click.php?a_aid=5f3a9c&data1=banner-spring-300x250&desturl=https%3A%2F%2Fshop.example%2Fa%3Fb%3Dc%26d%3D%2520%23e",
        ),
        (
            extra(pap("query"), "a_bid", "11110001"),
            "https://shop.example/",
            "https://shop.example/?a_aid=5f3a9c&data1=banner-spring-300x250&a_bid=11110001",
        ),
        (
            also(pap("redirect"), &["utm"]),
            "https://shop.example/#e",
            "https://pap.example/scripts/click.php?a_aid=5f3a9c&data1=banner-spring-300x250&desturl=https%3A%2F%2Fshop.example%2F%3Futm_source%3Dacme%26utm_medium%3Daffiliate%26utm_campaign%3Dreferral%26utm_content%3Dbanner-spring-300x250%23e",
        ),
        // affiliatewp.com/docs/affiliate_referral_url
        (
            awp("query"),
            "https://shop.example/any/path/",
            "https://shop.example/any/path/?ref=5f3a9c&campaign=banner-spring-300x250",
        ),
        (
            awp("pretty"),
            "https://shop.example/any/path",
            "https://shop.example/any/path/ref/5f3a9c/?campaign=banner-spring-300x250",
        ),
        (
            awp("pretty"),
            "https://shop.example/any/path/?a=b#c",
            "https://shop.example/any/path/ref/5f3a9c/?a=b&campaign=banner-spring-300x250#c",
        ),
        // Templates.
        (
            t("https://t.example/c?p={partner}&s={sub_id}&u={destination}"),
            "https://shop.example/a?b=c&d",
            "https://t.example/c?p=5f3a9c&s=banner-spring-300x250&u=https%3A%2F%2Fshop.example%2Fa%3Fb%3Dc%26d",
        ),
        (
            t("https://t.example/click/camref:{partner}/pubref:{sub_id}/destination:{destination}"),
            "https://shop.example/",
            "https://t.example/click/camref:5f3a9c/pubref:banner-spring-300x250/destination:https%3A%2F%2Fshop.example%2F",
        ),
        (
            t("https://{partner}.shop.example/?page={creative}#{campaign}"),
            "https://shop.example/",
            "https://5f3a9c.shop.example/?page=spring#referral",
        ),
        (
            t("https://магазин.рф/r/{partner}/{locale}"),
            "https://shop.example/",
            "https://xn--80aairftm.xn--p1ai/r/5f3a9c/en",
        ),
        (
            t("{destination}?fpr={partner}&x=1&s={sub_id}"),
            "https://shop.example/?a=b#c",
            "https://shop.example/?a=b&fpr=5f3a9c&x=1&s=banner-spring-300x250#c",
        ),
    ];
    for (settings, destination, expected) in cases {
        assert_eq!(World::new(settings).url(destination).as_deref(), Ok(expected), "{destination}");
    }
}

#[test]
fn what_cannot_be_linked_says_why() {
    let taken = |name: &str| LinkReason::Taken { parameter: name.to_owned() };
    let hosts = BackendSettings { hosts: vec!["shop.example".to_owned()], ..preset("ref", "") };
    let cases = [
        (preset("ref", ""), "https://shop.example/?ref=x", taken("ref")),
        (preset("ref", ""), "https://shop.example/?a&%72ef", taken("ref")),
        (
            also(preset("ref", ""), &["utm"]),
            "https://shop.example/?utm_medium=x",
            taken("utm_medium"),
        ),
        (
            preset("post-affiliate-pro", "anchor"),
            "https://shop.example/#top",
            LinkReason::TwoFragments,
        ),
        (
            preset("post-affiliate-pro", "rewrite"),
            "https://shop.example/page",
            LinkReason::FrontPageOnly,
        ),
        (
            hosts,
            "https://shop.example.evil.example/",
            LinkReason::HostNotCounted { host: "shop.example.evil.example".to_owned() },
        ),
        (
            template("https://t.example/{partner}/{coupon}"),
            "https://shop.example/",
            LinkReason::NoCoupon,
        ),
        (
            preset("static", ""),
            "https://shop.example/",
            LinkReason::NoMintedLink { placement: "banner-spring-300x250".to_owned() },
        ),
        (
            also(preset("static", ""), &["utm"]),
            "https://shop.example/",
            LinkReason::NoPlaceForLabels { label: BackendId::parse("utm").expect("id") },
        ),
        (also(preset("ref", ""), &["absent"]), "https://shop.example/", LinkReason::NoBackend),
    ];
    for (settings, destination, reason) in cases {
        assert_eq!(World::new(settings).url(destination), Err(reason));
    }
}

#[test]
fn references_that_would_change_the_address_are_refused_or_escaped() {
    let url = |settings, reference| {
        let mut world = World::new(settings);
        world.reference = PartnerReference::parse(reference).expect(reference);
        world.url("https://shop.example/")
    };
    let host = || template("https://{partner}.shop.example/");
    assert_eq!(
        url(preset("ref", ""), "a&b=c d\"'<%00>/é").as_deref(),
        Ok("https://shop.example/?ref=a%26b%3Dc%20d%22%27%3C%2500%3E%2F%C3%A9")
    );
    assert!(matches!(url(preset("affiliatewp", "pretty"), ".."), Err(LinkReason::Unfit { .. })));
    for reference in ["evil.example/", "a.b", "-a", "a b", "é"] {
        assert!(matches!(url(host(), reference), Err(LinkReason::Unfit { .. })), "{reference}");
    }
    assert_eq!(PartnerReference::parse("a\r\nb"), None);
    assert_eq!(PartnerReference::parse(" "), None);
}

#[test]
fn minted_links_are_found_by_placement_then_default() {
    let mut world = World::new(preset("static", ""));
    world.links.default = Some(address("https://ad.example/g/abc/?x=%7b"));
    world
        .links
        .placements
        .insert("banner-autumn-300x250".to_owned(), address("https://ad.example/g/def"));
    assert_eq!(
        world.url("https://shop.example/").as_deref(),
        Ok("https://ad.example/g/abc/?x=%7b")
    );
    let links =
        world.all(&banner("autumn"), "en", &address("https://shop.example/")).expect("links");
    assert_eq!(links[0].url, "https://ad.example/g/def");
}

#[test]
fn further_trackers_get_their_own_link_and_the_partners_own_id() {
    let world = World::new(also(preset("post-affiliate-pro", "query"), &["other", "utm"]));
    let links =
        world.all(&banner("spring"), "fr", &address("https://shop.example/")).expect("links");
    let urls: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://shop.example/?a_aid=5f3a9c&data1=banner-spring-300x250_fr&utm_source=acme&utm_medium=affiliate&utm_campaign=referral&utm_content=banner-spring-300x250_fr",
            "https://shop.example/?ref=acme",
        ]
    );
    let slots: Vec<&str> =
        links[0].sub_ids.iter().map(|sub_id| sub_id.parameter.as_str()).collect();
    assert_eq!(slots, ["data1", "utm_content"]);
    assert!(links[1].sub_ids.is_empty());
}

#[test]
fn script_comes_before_labels_among_sub_ids_of_a_redirect() {
    let world = World::new(also(preset("post-affiliate-pro", "redirect"), &["utm"]));
    let links =
        world.all(&banner("spring"), "en", &address("https://shop.example/")).expect("links");
    let slots: Vec<&str> =
        links[0].sub_ids.iter().map(|sub_id| sub_id.parameter.as_str()).collect();
    assert_eq!(slots, ["data1", "utm_content"]);
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
    let part =
        || prop_oneof!["[a-zA-Z0-9%=&+/;:@,.!~ -]{0,30}", "\\PC{0,20}", "(%[0-9a-fA-F]{2}){0,6}"];
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

fn value_of(query: Option<&str>, name: &str) -> Option<String> {
    let pair = query?.split('&').rfind(|pair| pair.split('=').next() == Some(name))?;
    Some(percent_decode_str(pair.split_once('=')?.1).decode_utf8().expect("UTF-8").into_owned())
}

fn is_harmless(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>{}\\".contains(&byte))
}

proptest! {
    #[test]
    fn appended_links_keep_the_destination_and_give_the_partner_back(
        destination in any_destination(), placement in any_placement(), reference in "\\PC{1,20}",
    ) {
        prop_assume!(PartnerReference::parse(&reference).is_some());
        let mut world = World::new(preset("post-affiliate-pro", "query"));
        world.reference = PartnerReference::parse(&reference).expect("assumed");
        let Ok(links) = world.all(&placement, "en", &destination) else { return Ok(()) };
        let link = address(&links[0].url);
        prop_assert_eq!(link.as_str(), &links[0].url);
        prop_assert_eq!(link.path(), destination.path());
        prop_assert_eq!(link.fragment(), destination.fragment());
        prop_assert!(link.query().unwrap_or_default().starts_with(destination.query().unwrap_or_default()));
        prop_assert_eq!(value_of(link.query(), "a_aid"), Some(world.reference.as_str().to_owned()));
        prop_assert_eq!(value_of(link.query(), "data1"), Some(links[0].sub_ids[0].value.clone()));
    }

    #[test]
    fn redirects_give_the_destination_back_byte_for_byte(
        destination in any_destination(), placement in any_placement(),
    ) {
        for settings in [
            preset("post-affiliate-pro", "redirect"),
            template("https://t.example/c?a_aid={partner}&desturl={destination}"),
        ] {
            let links = World::new(settings).all(&placement, "en", &destination).expect("always possible");
            let url = Url::parse(&links[0].url).expect("valid");
            let found = url.query_pairs().find(|(name, _)| name == "desturl").expect("there").1.into_owned();
            prop_assert_eq!(found, destination.as_str());
            prop_assert_eq!(value_of(url.query(), "a_aid"), Some("5f3a9c".to_owned()));
            prop_assert!(is_harmless(&links[0].url));
        }
    }

    #[test]
    fn placements_and_sub_ids_are_never_alike(
        left in any_placement(), right in any_placement(), french in any::<bool>(), german in any::<bool>(),
    ) {
        let tag = |flag| if flag { "pt-BR" } else { "en" };
        prop_assert_eq!(left == right, left.to_string() == right.to_string());
        let world = World::new(preset("affiliatewp", "query"));
        let destination = address("https://shop.example/");
        let sub_id = |placement, tag| world.all(placement, tag, &destination).expect("plain")[0].sub_ids[0].value.clone();
        let same = left == right && french == german;
        prop_assert_eq!(same, sub_id(&left, tag(french)) == sub_id(&right, tag(german)));
    }
}
