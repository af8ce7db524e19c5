//! Projects of one backend, and a partner whose links are built.

use std::collections::BTreeMap;

use promokit::diagnostic::{Diagnostic, Severity};
use promokit::load::load;
use promokit::model::backend::{MintedLinks, OwnSubId, PartnerReference};
use promokit::model::banner::PixelSize;
use promokit::model::ids::{BackendId, CreativeId, PartnerId, ProgramId};
use promokit::model::locale::Locale;
use promokit::model::web::WebAddress;
use promokit::source::{Source, resolve};
use promokit::tracking::{
    Backends, Link, LinkFault, LinkPartner, LinkReason, Placement, build, build_all,
};

/// A partner `acme` with links of the backend `shop`; `utm` and `other` are there to be named in `also`.
pub struct World {
    pub backends: Backends,
    pub reference: PartnerReference,
    pub coupon: Option<String>,
    pub own_sub_id: Option<OwnSubId>,
    pub links: MintedLinks,
}

/// A fault of the file of `shop`: its message, and the text that it points at.
#[derive(Debug)]
pub struct Fault {
    pub message: String,
    pub place: String,
    pub help: String,
}

/// What a backend's file says, or what is wrong with it.
pub fn backends(shop: &str) -> Result<Backends, Vec<Fault>> {
    let mut source = Source::empty();
    let files = [
        ("company.yaml", "name: Shop\nurl: https://shop.example/\nlanding_domain: l.example\n"),
        ("backends/shop.yaml", shop),
        ("backends/utm.yaml", "preset: utm\n"),
        ("backends/other.yaml", "preset: ref\n"),
    ];
    for (path, text) in files {
        let path = resolve("content", path).expect("a path");
        source.embed(path, text.as_bytes().to_vec());
    }
    let loaded = load(&source);
    let errors = loaded.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let fault = |finding: &Diagnostic| {
        let span = finding.span.expect("a place");
        Fault {
            message: finding.message.clone(),
            place: shop.get(span.start as usize..span.end as usize).unwrap_or_default().to_owned(),
            help: finding.help.clone().unwrap_or_default(),
        }
    };
    let faults: Vec<Fault> = errors.map(fault).collect();
    loaded.project.map(|project| project.backends).ok_or(faults)
}

impl World {
    /// `shop`: the text of its file.
    pub fn new(shop: &str) -> World {
        World {
            backends: backends(shop).unwrap_or_else(|faults| panic!("{faults:?}\n{shop}")),
            reference: PartnerReference::parse("17").expect("an id"),
            coupon: None,
            own_sub_id: None,
            links: MintedLinks::default(),
        }
    }

    pub fn all(
        &self,
        placement: &Placement,
        locale: &str,
        destination: &WebAddress,
    ) -> Result<Vec<Link>, LinkFault> {
        let partner = LinkPartner {
            id: &PartnerId::parse("acme").expect("an id"),
            program: &ProgramId::parse("referral").expect("an id"),
            first_locale: &Locale::parse("en").expect("a locale"),
            backend: &BackendId::parse("shop").expect("an id"),
            reference: Some(&self.reference),
            ids: &BTreeMap::new(),
            coupon: self.coupon.as_deref(),
            own_sub_id: self.own_sub_id.as_ref(),
            links: &self.links,
        };
        let locale = Locale::parse(locale).expect("a locale");
        let links = build_all(&self.backends, &partner, placement, &locale, destination)?;
        let shown = build(&self.backends, &partner, placement, &locale, destination)?;
        assert_eq!(shown, links[0]);
        Ok(links)
    }

    /// The link at the banner `spring`.
    pub fn url(&self, destination: &str) -> Result<String, LinkReason> {
        let links = self.all(&banner("spring"), "en", &address(destination));
        links.map(|mut links| links.remove(0).url).map_err(|fault| fault.reason)
    }
}

pub fn address(text: &str) -> WebAddress {
    WebAddress::parse(text).expect(text)
}

pub fn banner(creative: &str) -> Placement {
    Placement::Banner {
        creative: CreativeId::parse(creative).expect(creative),
        size: PixelSize::parse("300x250").expect("a size"),
    }
}
