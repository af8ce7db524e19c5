//! Contexts of real projects have the shape that the theme contract's fixtures show.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::*;
use crate::decode::fields::Findings;
use crate::diagnostic::draw_report;
use crate::load;
use crate::model::banner::SizeTable;
use crate::model::date::Date;
use crate::model::project::Project;
use crate::model::text::Located;
use crate::plan::{OutputPath, Recipe, Settings};
use crate::render::{Fetch, words};
use crate::source::{Source, resolve};
use crate::theme::{OwnFonts, add_built_in};

/// Templates that print their contexts, so that what themes are given can be looked at.
const TEMPLATES: [(&str, &str); 9] = [
    ("landing/page.html", "landing.json"),
    ("landing/neutral.html", "neutral.json"),
    ("landing/not-found.html", "not-found.json"),
    ("portal/programme.html", "portal-programme.json"),
    ("portal/partner.html", "portal-partner.json"),
    ("portal/document.html", "document.json"),
    ("kit/document.html", "document.json"),
    ("kit/README.html", "kit.json"),
    ("document/document.html", "print.json"),
];

struct Sizes;

impl Fetch for Sizes {
    fn bytes(&self, _: &OutputPath) -> Result<Vec<u8>, Vec<Diagnostic>> {
        Ok(Vec::new())
    }

    fn size(&self, _: &OutputPath) -> Result<u64, Vec<Diagnostic>> {
        Ok(26_000)
    }
}

/// A project of the repository with the default theme, and one that prints contexts.
struct Loaded {
    source: Source,
    project: Project,
}

impl Loaded {
    fn of(folder: &str) -> Loaded {
        let mut findings = Vec::new();
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut source = Source::open(&root, &mut findings);
        add_built_in(&mut source);
        let mut embed = |path: &str, text: String| {
            let path = resolve("themes/printed", path).expect("a plain path");
            source.embed(path, text.into_bytes());
        };
        embed("theme.yaml", "name: Printed\nextends: default\n".to_owned());
        for (template, fixture) in TEMPLATES {
            let keys = self::fixture(fixture);
            let printed = keys.keys().map(|key| format!("\"{key}\":{{{{ {key} | json }}}}"));
            embed(
                &format!("templates/{template}"),
                format!("{{{}}}", printed.collect::<Vec<_>>().join(",")),
            );
        }
        let loaded = load::load(&source);
        let report = draw_report(&loaded.findings, &source, false);
        Loaded { project: loaded.project.unwrap_or_else(|| panic!("{report}")), source }
    }

    fn theme(&self, name: &str) -> Theme {
        let mut findings = Findings::new();
        let name = Located { value: name.to_owned(), span: self.project.company.theme.span };
        let theme = Theme::load(&self.source, &name, &self.project.strings, &mut findings);
        theme.unwrap_or_else(|| panic!("{}", draw_report(&findings, &self.source, false)))
    }

    /// Calls `look` with every page of the project: its recipe and what became of it.
    fn pages(&self, theme: &str, mut look: impl FnMut(&Recipe, String)) {
        let theme = self.theme(theme);
        let as_of = Date::parse("2026-11-23").expect("a day");
        let settings = Settings { as_of, base_url: None, sheets: false };
        let sizes = SizeTable::built_in().expect("a table");
        let plan = Plan::new(&self.project, theme.manifest(), &settings, sizes);
        let spoken = self.project.partners.values().flat_map(|partner| &partner.locales);
        let locales = self.project.company.locales.iter().chain(spoken);
        let formats = locales
            .map(|locale| (locale.clone(), Formats::for_locale(locale).expect("formats")))
            .collect();
        let brands = BrandMemo::default();
        let pages = Pages { plan: &plan, theme: &theme, formats: &formats, brands: &brands };
        let artifacts = plan.scopes().into_iter().flat_map(|scope| plan.expand(&scope));
        let planned = artifacts.map(|artifact| (artifact.path, artifact.recipe));
        let kits = plan.active().map(|partner| {
            let path = OutputPath::new("README.html").expect("a path");
            (path, Recipe::KitReadme { partner: partner.id.clone() })
        });
        for (path, recipe) in planned.chain(kits) {
            let Some(rendered) = render(pages, &recipe, &path) else { continue };
            let text = rendered.unwrap_or_else(|findings| {
                panic!("{path}\n{}", draw_report(&findings, &self.source, false))
            });
            look(&recipe, text);
        }
    }
}

fn render(pages: Pages, recipe: &Recipe, path: &OutputPath) -> Option<Rendered> {
    let project = pages.plan.project;
    Some(match recipe {
        Recipe::Landing { partner, landing, locale } => pages.landing(
            project.partners.get(partner)?,
            project.landings.get(landing)?,
            locale,
            path,
        ),
        Recipe::Neutral { partner, locale, portal } => {
            pages.neutral(project.partners.get(partner)?, locale, *portal, path)
        }
        Recipe::Front { domain, locale } => pages.front(domain, locale, path),
        Recipe::Stub { domain } => pages.stub(domain, path),
        Recipe::NotFound { domain, portal } => pages.not_found(domain, *portal, path),
        Recipe::Go { partner, placement, locale } => {
            pages.go(project.partners.get(partner)?, placement, locale, path)
        }
        Recipe::Programme { program, locale } => pages.programme(program, locale, path),
        Recipe::PartnerPage { partner, locale } => {
            pages.partner(project.partners.get(partner)?, locale, path, &Sizes)
        }
        Recipe::Document { partner, document, locale } => {
            pages.document(project.partners.get(partner)?, document, locale, path)
        }
        Recipe::Print(recipe) => pages
            .print(project.partners.get(&recipe.partner)?, recipe, path)
            .map(|printed| printed.html),
        Recipe::KitReadme { partner } => {
            pages.kit_readme(project.partners.get(partner)?, path, &Sizes, &OwnFonts::default())
        }
        _ => return None,
    })
}

fn fixture(name: &str) -> Map<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/theme").join(name);
    let text = std::fs::read_to_string(&path).expect("a fixture");
    serde_json::from_str(&text).expect("an object")
}

/// The fixture of a recipe whose context is printed.
fn fixture_of(recipe: &Recipe) -> Option<&'static str> {
    Some(match recipe {
        Recipe::Landing { .. } => "landing.json",
        Recipe::Neutral { portal: false, .. } => "neutral.json",
        Recipe::NotFound { portal: false, .. } => "not-found.json",
        Recipe::Programme { .. } => "portal-programme.json",
        Recipe::PartnerPage { .. } => "portal-partner.json",
        Recipe::Document { .. } => "document.json",
        Recipe::Print(_) => "print.json",
        Recipe::KitReadme { .. } => "kit.json",
        _ => return None,
    })
}

/// Where `found` has another shape than `promised`. What is absent fits everything.
fn differences(at: &str, promised: &Value, found: &Value, out: &mut Vec<String>) {
    match (promised, found) {
        (Value::Null, _) | (_, Value::Null) => {}
        (Value::Object(promised), Value::Object(found)) => {
            for key in promised.keys().filter(|key| !found.contains_key(*key)) {
                out.push(format!("{at}.{key} is missing"));
            }
            for (key, value) in found {
                match promised.get(key) {
                    Some(promised) => differences(&format!("{at}.{key}"), promised, value, out),
                    None => out.push(format!("{at}.{key} is not promised")),
                }
            }
        }
        (Value::Array(promised), Value::Array(found)) => {
            let Some(promised) = promised.first() else { return };
            for value in found {
                differences(&format!("{at}[]"), promised, value, out);
            }
        }
        _ if std::mem::discriminant(promised) == std::mem::discriminant(found) => {}
        _ => out.push(format!("{at} is {found}, not like {promised}")),
    }
}

fn shapes_match(folder: &str) -> usize {
    let mut seen = 0;
    Loaded::of(folder).pages("printed", |recipe, text| {
        let Some(name) = fixture_of(recipe) else { return };
        let found: Value = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{recipe:?}: {error}\n{text}"));
        let mut wrong = Vec::new();
        differences("", &Value::Object(fixture(name)), &found, &mut wrong);
        wrong.sort();
        wrong.dedup();
        assert!(wrong.is_empty(), "{recipe:?}\n{}", wrong.join("\n"));
        seen += 1;
    });
    seen
}

#[test]
fn contexts_are_what_the_contract_promises() {
    for folder in ["", "tests/projects/cloud", "tests/projects/smallest"] {
        assert!(shapes_match(folder) > 4, "{folder}");
    }
}

#[test]
fn every_page_renders_with_the_default_theme() {
    let others =
        ["cloud", "smallest", "excel", "forward"].map(|name| format!("tests/projects/{name}"));
    for folder in std::iter::once(String::new()).chain(others) {
        let folder = folder.as_str();
        let mut pages = 0;
        Loaded::of(folder).pages("default", |recipe, text| {
            let is_whole = text.starts_with("<!DOCTYPE html>") && text.contains("</html>");
            assert!(is_whole || matches!(recipe, Recipe::Print(_)), "{recipe:?}");
            assert!(!text.contains("{{"), "{recipe:?}");
            pages += 1;
        });
        assert!(pages > 2, "{folder}");
    }
}

#[test]
fn neutral_pages_name_no_partner() {
    Loaded::of("").pages("default", |recipe, text| {
        if let Recipe::Neutral { .. } = recipe {
            assert!(!text.contains("Hafenkontor") && !text.contains("Slow Sundays"), "{recipe:?}");
        }
    });
}

#[test]
fn pages_address_their_files_relatively_and_missing_ones_from_the_root() {
    Loaded::of("").pages("default", |recipe, text| {
        let stylesheet = text.split("rel=\"stylesheet\" href=\"").nth(1).unwrap_or_default();
        match recipe {
            Recipe::NotFound { .. } => {
                assert!(stylesheet.starts_with("/assets/"), "{stylesheet:.40}")
            }
            Recipe::KitReadme { .. } | Recipe::Print(_) => assert!(stylesheet.is_empty()),
            _ => assert!(
                stylesheet.starts_with("../") || stylesheet.starts_with("assets/"),
                "{stylesheet:.40}"
            ),
        }
    });
}

#[test]
fn words_without_a_value_are_told_where_they_stand() {
    let mut loaded = Loaded::of("");
    let id = loaded.project.partners.keys().next().cloned().expect("a partner");
    let partner =
        std::sync::Arc::make_mut(&mut loaded.project.partners).get_mut(&id).expect("a partner");
    partner.coupon = None;
    let theme = loaded.theme("default");
    let as_of = Date::parse("2026-11-23").expect("a day");
    let settings = Settings { as_of, base_url: None, sheets: false };
    let plan = Plan::new(
        &loaded.project,
        theme.manifest(),
        &settings,
        SizeTable::built_in().expect("a table"),
    );
    let partner = loaded.project.partners.get(&id).expect("a partner");
    let locale = &partner.locales[0];
    let formats = Formats::for_locale(locale).expect("formats");
    let words = words::Words::of_partner(&plan, &theme, &formats, locale, partner);
    let phrase =
        |text: &str| crate::model::text::Phrase { text: text.to_owned(), span: partner.span };
    let say = |text: &str| match words.plain(&phrase(text)) {
        Ok(text) => text,
        Err(findings) => {
            let messages: Vec<String> = findings
                .iter()
                .map(|it| format!("{} ({})", it.message, it.help.clone().unwrap_or_default()))
                .collect();
            messages.join("; ")
        }
    };
    assert_eq!(say("for {{ partner.name }}"), format!("for {}", partner.name));
    assert!(say("{{ coupon }} {{ rat }}").contains("has no `coupon`"));
    assert!(
        say("{{ coupon }} {{ rat }}")
            .contains("nothing is called `rat` (did you mean `{{ rate }}`?)")
    );
    assert!(say("{{ prices.espreso }}").contains("did you mean `{{ prices.espresso }}`?"));
    assert!(say("{{ coupon").contains("is not closed"));
    assert!(say("{{ link }}").contains("leads nowhere"));
    assert!(say("{{ commission_table }}").contains("cannot stand in a line of text"));
    let table = words.markdown(&phrase("{{ commission_table }}")).expect("a table");
    assert!(crate::theme::markdown::to_html(&table).contains("<table>"), "{table}");
}
