//! A million links, and the processor's time that they take: `cargo bench --bench links`.
//!
//! Mixed as a large project mixes them: appended parameters with utm labels, a redirect with an escaped destination, a plain
//! parameter. On one thread; the whole link is made, sub-IDs and all.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use promokit::load::load;
use promokit::model::backend::{MintedLinks, PartnerReference};
use promokit::model::banner::PixelSize;
use promokit::model::ids::{BackendId, CreativeId, PartnerId, ProgramId};
use promokit::model::locale::Locale;
use promokit::model::web::WebAddress;
use promokit::source::{Source, resolve};
use promokit::tracking::{Backends, LinkPartner, Placement, build};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const LINKS: usize = 1_000_000;

const FILES: [(&str, &str); 5] = [
    ("company.yaml", "name: Shop\nurl: https://shop.example/\nlanding_domain: l.example\n"),
    ("backends/utm.yaml", "preset: utm\n"),
    ("backends/pap.yaml", "preset: post-affiliate-pro\nalso: [utm]\n"),
    ("backends/awin.yaml", "preset: awin\nvalues: {advertiser: 1234}\n"),
    ("backends/shop.yaml", "preset: ref\nsub_id: {param: sub, max_length: 30}\n"),
];

fn backends() -> Backends {
    let mut source = Source::empty();
    for (path, text) in FILES {
        source.embed(resolve("content", path).expect("a path"), text.as_bytes());
    }
    load(&source).project.expect("sound content").backends
}

fn main() {
    let backends = backends();
    let ids = ["pap", "awin", "shop"].map(|id| BackendId::parse(id).expect("an id"));
    let creatives: Vec<CreativeId> =
        (0..50).map(|n| CreativeId::parse(&format!("creative-{n}")).expect("an id")).collect();
    let partners: Vec<(PartnerId, PartnerReference)> = (0..1000)
        .map(|n| {
            let reference = PartnerReference::parse(&format!("5f3a9c{n}")).expect("an id");
            (PartnerId::parse(&format!("partner-{n}")).expect("an id"), reference)
        })
        .collect();
    let program = ProgramId::parse("referral").expect("an id");
    let locale = Locale::parse("en").expect("a locale");
    let destination = WebAddress::parse("https://shop.example/tea/green?size=2&grind=fine#taste");
    let destination = destination.expect("an address");
    let (none, links) = (BTreeMap::new(), MintedLinks::default());
    let size = PixelSize::parse("300x250").expect("a size");

    let (clock, before) = (Instant::now(), cpu_seconds());
    let mut bytes = 0;
    for number in 0..LINKS {
        let (id, reference) = &partners[number % partners.len()];
        let partner = LinkPartner {
            id,
            program: &program,
            first_locale: &locale,
            backend: &ids[number % ids.len()],
            reference: Some(reference),
            ids: &none,
            coupon: None,
            own_sub_id: None,
            links: &links,
        };
        let creative = creatives[number % creatives.len()].clone();
        let placement = Placement::Banner { creative, size };
        let link = build(&backends, &partner, &placement, &locale, &destination);
        bytes += black_box(link).map_or(0, |link| link.url.len());
    }
    let cpu = cpu_seconds().zip(before).map(|(after, before)| after - before);
    let cpu = cpu.map_or("unknown".to_owned(), |cpu| format!("{cpu:.2}"));
    println!(
        "{LINKS} links, {bytes} bytes: {cpu} s of CPU, {:.2} s",
        clock.elapsed().as_secs_f64()
    );
}

/// What the process has used so far; Linux only (proc_pid_stat(5), fields 14 and 15, in ticks of a hundredth).
fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |place: usize| fields.get(place)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}
