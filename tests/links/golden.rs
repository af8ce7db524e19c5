//! `golden.yaml`: each system's links, byte for byte.

use std::collections::BTreeSet;

use promokit::diagnostic::FileId;
use promokit::load::presets;
use promokit::model::backend::{OwnSubId, PartnerReference};
use promokit::model::ids::EmailId;
use promokit::source::{Node, Value, parse_yaml};
use promokit::tracking::Placement;

use crate::world::{World, address, banner};

const TABLE: &str = include_str!("golden.yaml");

/// The node as YAML in one line.
fn flow(node: &Node) -> String {
    match &node.value {
        Value::Null => "~".to_owned(),
        Value::Scalar(scalar) => serde_json::to_string(&scalar.text).unwrap(),
        Value::List(items) => {
            format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| {
                format!("{}: {}", serde_json::to_string(&key.text).unwrap(), flow(value))
            });
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

fn world(row: &Node) -> World {
    let text = |key: &str| row.get(key).and_then(Node::text);
    let mut file = format!("preset: {}\n", text("preset").unwrap());
    let keys = row.get("backend").map(Node::entries).unwrap_or_default();
    for (key, value) in keys {
        // Whole numbers are not quoted in content either.
        let value = flow(value).replace("\"max_length\": \"", "\"max_length\": ");
        file.push_str(&format!("{}: {value}\n", key.text));
    }
    let mut world = World::new(&file);
    world.reference = PartnerReference::parse(text("partner").unwrap()).unwrap();
    world.coupon = text("coupon").map(str::to_owned);
    world.own_sub_id = text("own").and_then(OwnSubId::parse);
    world.links.default = text("minted").map(address);
    world
}

#[test]
fn each_link_is_as_it_stands_in_the_table() {
    let (table, faults) = parse_yaml(FileId(0), TABLE);
    assert!(faults.is_empty(), "{faults:?}");
    let table = table.unwrap();
    let mut cases = 0;
    let mut wrong = Vec::new();
    for row in table.items() {
        let source = row.get("source").and_then(Node::text).unwrap();
        assert!(!source.is_empty());
        let world = world(row);
        let placement = match row.get("placement").and_then(Node::text) {
            None => banner("spring"),
            Some(name) => {
                let id = name.strip_prefix("email-").unwrap();
                Placement::Email(EmailId::parse(id).unwrap())
            }
        };
        let locale = row.get("locale").and_then(Node::text).unwrap_or("en");
        for case in row.get("links").unwrap().items() {
            let [destination, expected] = case.items() else { panic!("{case:?}") };
            let (destination, expected) = (destination.text().unwrap(), expected.text().unwrap());
            let built = world.all(&placement, locale, &address(destination));
            let built = built.map(|links| links[0].url.clone());
            if built.as_deref() != Ok(expected) {
                wrong.push(format!(
                    "{source}\n  to   {destination}\n  want {expected}\n  got  {built:?}"
                ));
            }
            cases += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases >= 150, "{cases}");
}

#[test]
fn every_preset_is_in_the_table() {
    let (table, _) = parse_yaml(FileId(0), TABLE);
    let table = table.unwrap();
    let named: BTreeSet<&str> =
        table.items().iter().filter_map(|row| row.get("preset")?.text()).collect();
    let missing: Vec<_> = presets()
        .into_iter()
        .map(|preset| preset.id)
        .filter(|id| !named.contains(id.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
