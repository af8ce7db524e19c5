use super::*;
use crate::model::backend::SubIdSource;
use crate::model::ids::{BackendId, TextId};
use crate::model::web::WebAddress;
use crate::tracking::SubId;

fn row(partner: &str, text: &str, sub_id: &str, url: &str) -> Row {
    Row {
        partner: PartnerId::parse(partner).expect("id"),
        program: ProgramId::parse("referral").expect("id"),
        placement: Placement::Text(TextId::parse(text).expect("id")),
        locale: Locale::parse("pt-BR").expect("locale"),
        link: Link {
            backend: BackendId::parse("shop").expect("id"),
            url: url.to_owned(),
            sub_ids: vec![SubId {
                parameter: "s".to_owned(),
                value: sub_id.to_owned(),
                source: SubIdSource::Placement,
                full: format!("text-{text}_pt-br"),
            }],
            destination: WebAddress::parse("https://shop.example/a,b").expect("address"),
        },
    }
}

#[test]
fn csv_is_sorted_and_keeps_links() {
    let rows = [
        row("b", "x", "1", "https://shop.example/?a=1,2&r=b"),
        row("a", "y", "2", "https://s.example/"),
        row("a", "x", "3", "https://s.example/"),
    ];
    let expected = "partner,program,placement,locale,backend,sub_id,destination,url\n\
        a,referral,text-x,pt-BR,shop,3,\"https://shop.example/a,b\",https://s.example/\n\
        a,referral,text-y,pt-BR,shop,2,\"https://shop.example/a,b\",https://s.example/\n\
        b,referral,text-x,pt-BR,shop,1,\"https://shop.example/a,b\",\"https://shop.example/?a=1,2&r=b\"\n";
    assert_eq!(String::from_utf8(links_csv(&rows)).expect("UTF-8"), expected);
    assert_eq!(links_csv(rows.iter().rev()), links_csv(&rows));
}

#[test]
fn json_has_every_slot() {
    let rows = [row("a", "x", "3", "https://s.example/?a=1&b")];
    assert_eq!(
        links_json(&rows).expect("JSON"),
        "[\n{\"partner\":\"a\",\"program\":\"referral\",\"placement\":\"text-x\",\"locale\":\"pt-BR\",\"backend\":\"shop\",\
         \"sub_ids\":[{\"parameter\":\"s\",\"value\":\"3\",\"full\":\"text-x_pt-br\"}],\
         \"destination\":\"https://shop.example/a,b\",\"url\":\"https://s.example/?a=1&b\"}\n]\n"
    );
    assert_eq!(links_json([]).expect("JSON"), "[]\n");
}

#[test]
fn clashes_are_found_within_a_partner_only() {
    let rows = [
        row("a", "x", "3", "u"),
        row("a", "y", "3", "u"),
        row("b", "z", "3", "u"),
        row("a", "x", "3", "u"),
    ];
    let found = clashes(&rows);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1.placement.to_string(), "text-y");
}

#[test]
fn an_inventory_reads_back_and_what_changed_is_told() {
    let before = [
        row("a", "x", "1", "https://s.example/?ref=a"),
        row("b", "x", "1", "https://s.example/?ref=b"),
    ];
    let csv = read_inventory(&links_csv(&before)).expect("CSV");
    let json = read_inventory(links_json(&before).expect("JSON").as_bytes()).expect("JSON");
    assert_eq!(csv, json);
    assert_eq!(changes(&csv, &before), []);

    let mut moved = row("a", "x", "1", "https://s.example/?a_aid=a");
    moved.link.backend = BackendId::parse("pap").expect("id");
    let after = [moved, row("c", "x", "1", "https://s.example/?ref=c")];
    let found: Vec<_> = changes(&csv, &after)
        .into_iter()
        .map(|change| (change.partner, change.old_url, change.new_url))
        .collect();
    let link = |text: &str| Some(format!("https://s.example/?{text}"));
    assert_eq!(
        found,
        [
            ("a".to_owned(), link("ref=a"), link("a_aid=a")),
            ("b".to_owned(), link("ref=b"), None),
            ("c".to_owned(), None, link("ref=c")),
        ]
    );
    for broken in ["", "[{}]", "partner,url\na,b\n", "{}"] {
        let read = read_inventory(broken.as_bytes());
        assert!(read.as_ref().is_ok_and(Vec::is_empty) || read.is_err(), "{broken}: {read:?}");
    }
}
