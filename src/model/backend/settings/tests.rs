use super::*;

fn id() -> BackendId {
    BackendId::parse("shop").expect("id")
}

fn preset(name: &str) -> BackendSettings {
    BackendSettings { preset: name.to_owned(), ..BackendSettings::default() }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn every_preset_builds_with_what_it_needs() {
    for preset_name in Preset::ALL {
        let styles: Vec<_> = preset_name.styles().map(text).chain([None]).collect();
        for style in styles {
            let mut settings =
                BackendSettings { style: style.clone(), ..preset(preset_name.name()) };
            if style.as_deref() == Some("redirect") {
                settings.base = text("https://pap.example/scripts/click.php");
            }
            if preset_name == Preset::Template {
                settings.template = text("https://t.example/c?p={partner}");
            }
            let backend = settings.build(id()).expect("complete");
            assert_eq!(backend.preset, preset_name);
        }
    }
}

#[test]
fn settings_go_where_they_belong_and_the_destination_stays_last() {
    let settings = BackendSettings {
        style: text("redirect"),
        base: text("https://pap.example/click.php"),
        param: text("aff"),
        sub_id: Some(SubIdSettings {
            param: text("data2"),
            max_length: Some(20),
            charset: text("[a-z0-9-]"),
        }),
        extra: vec![("chan".to_owned(), "kit".to_owned())],
        ..preset("post-affiliate-pro")
    };
    let backend = settings.build(id()).expect("valid");
    let names: Vec<&str> =
        backend.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    assert_eq!(names, ["aff", "data2", "chan", "desturl"]);
    let Value::Slot(Slot::SubId(rule)) = &backend.parameters[1].value else { panic!("no sub-ID") };
    assert_eq!((rule.max_length(), rule.charset().contains('_')), (20, false));
}

#[test]
fn faults_name_the_key() {
    let sub_id = |sub_id| BackendSettings { sub_id: Some(sub_id), ..preset("ref") };
    let template = |given: &str| BackendSettings { template: text(given), ..preset("template") };
    for (settings, key) in [
        (preset("pap"), "preset"),
        (BackendSettings { style: text("query"), ..preset("ref") }, "style"),
        (BackendSettings { style: text("pretty"), ..preset("post-affiliate-pro") }, "style"),
        (BackendSettings { param: text("a b"), ..preset("ref") }, "param"),
        (BackendSettings { param: text("r&x"), ..preset("ref") }, "param"),
        (
            BackendSettings { param: text(".."), style: text("pretty"), ..preset("affiliatewp") },
            "param",
        ),
        (BackendSettings { param: text("x"), ..preset("static") }, "param"),
        (BackendSettings { base: text("https://x.example/"), ..preset("ref") }, "base"),
        (BackendSettings { style: text("redirect"), ..preset("post-affiliate-pro") }, "base"),
        (
            BackendSettings {
                style: text("redirect"),
                base: text("javascript:x"),
                ..preset("post-affiliate-pro")
            },
            "base",
        ),
        (
            BackendSettings { template: text("https://x.example/{partner}"), ..preset("ref") },
            "template",
        ),
        (preset("template"), "template"),
        (template("https://t.example/c?p={partner"), "template"),
        (template("https://t.example/c?p={partnr}"), "template"),
        (template("https://t.example/c?u={destination}"), "template"),
        (template("ftp://t.example/c?p={partner}"), "template"),
        (template("https://{partner}@t.example/"), "template"),
        (template("https://t.example:{partner}/"), "template"),
        (template("{partner}://t.example/"), "template"),
        (template("https://{partner}.магазин.рф/"), "template"),
        (template("{destination}/{partner}"), "template"),
        (template("{destination}?a={partner}&a=b"), "template"),
        (sub_id(SubIdSettings::default()), "sub_id.param"),
        (sub_id(SubIdSettings { param: text("ref"), ..SubIdSettings::default() }), "sub_id.param"),
        (
            sub_id(SubIdSettings { param: text("s"), max_length: Some(5), charset: None }),
            "sub_id.max_length",
        ),
        (
            sub_id(SubIdSettings { param: text("s"), max_length: None, charset: text("[&]") }),
            "sub_id.charset",
        ),
        (BackendSettings { also: vec![id()], ..preset("ref") }, "also"),
        (
            BackendSettings { extra: vec![("a=b".to_owned(), String::new())], ..preset("ref") },
            "extra.a=b",
        ),
        (
            BackendSettings { extra: vec![("ref".to_owned(), String::new())], ..preset("ref") },
            "extra.ref",
        ),
        (
            BackendSettings {
                hosts: vec!["shop.example".to_owned(), "https://x".to_owned()],
                ..preset("ref")
            },
            "hosts.1",
        ),
        (BackendSettings { on_conflict: text("win"), ..preset("ref") }, "on_conflict"),
    ] {
        let fault = settings.build(id()).expect_err(key);
        assert_eq!(fault.key.path().join("."), key, "{fault:?}");
        assert!(!fault.help.is_empty());
    }
}
