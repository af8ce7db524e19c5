use std::collections::BTreeMap;

use tera::Context;

use super::*;
use crate::diagnostic::{FileId, draw_text};
use crate::model::text::Phrase;
use crate::source::resolve;

/// A project with these files, and the place that stands for `theme:` in its `company.yaml`.
struct Project {
    source: Source,
    place: Span,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Project {
        let mut source = Source::empty();
        let mut embed = |path: &str, text: &str| {
            let path = resolve("", path).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            source.embed(path, text.as_bytes().to_vec())
        };
        let company = embed("content/company.yaml", "theme: mine\n");
        for (path, text) in files {
            embed(path, text);
        }
        // The finding draws the line that it points at.
        let _ = source.read_text(company);
        Project { source, place: Span { file: company, start: 7, end: 11 } }
    }

    fn with_default(mut self) -> Project {
        add_built_in(&mut self.source);
        self
    }

    fn load(&self, name: &str) -> Result<Theme, String> {
        self.load_with(name, &Strings::new())
    }

    fn load_with(&self, name: &str, strings: &Strings) -> Result<Theme, String> {
        let mut findings = Findings::new();
        let name = Located { value: name.to_owned(), span: self.place };
        let theme = Theme::load(&self.source, &name, strings, &mut findings);
        match theme {
            Some(theme) if findings.is_empty() => Ok(theme),
            _ => Err(self.draw(&findings)),
        }
    }

    fn draw(&self, findings: &[Diagnostic]) -> String {
        findings.iter().map(|finding| draw_text(finding, &self.source, false) + "\n").collect()
    }

    /// What rendering `template` with `context` says is wrong.
    fn fault(&self, template: &str, context: &serde_json::Value) -> String {
        let theme = self.load("mine").unwrap_or_else(|faults| panic!("{faults}"));
        let context = Context::from_serialize(context).unwrap_or_default();
        match theme.render(template, &context) {
            Ok(text) => panic!("rendered: {text}"),
            Err(finding) => self.draw(&[finding]),
        }
    }
}

fn render(theme: &Theme, template: &str, context: serde_json::Value) -> String {
    let context = Context::from_serialize(&context).unwrap_or_default();
    theme.render(template, &context).unwrap_or_else(|finding| panic!("{}", finding.message))
}

fn english() -> serde_json::Value {
    serde_json::json!({"site": {"locale": "en"}, "page": {"title": "Tea & cake"}})
}

#[test]
fn the_default_theme_loads_without_a_finding() {
    let project = Project::new(&[]).with_default();
    let theme = project.load(DEFAULT_THEME).unwrap_or_else(|faults| panic!("{faults}"));
    let manifest = theme.manifest();
    assert!(manifest.files.iter().any(|file| file == "theme.css"));
    assert_eq!(manifest.fingerprint.len(), 8);
    assert!(manifest.fonts.files.iter().all(|face| theme.font(&face.file).is_some()));
    let display = |tag| Locale::parse(tag).ok().and_then(|locale| theme.display_font(&locale));
    assert_eq!(display("de"), Some("geologica-latin.woff2"));
    assert_eq!(display("ru"), Some("geologica-cyrillic.woff2"));
    assert_eq!(display("ar"), Some("readex-pro-arabic.woff2"));
}

/// The fixtures are the contract between templates and who renders them.
#[test]
fn the_default_theme_renders_every_fixture() {
    let project = Project::new(&[]).with_default();
    let theme = project.load(DEFAULT_THEME).unwrap_or_else(|faults| panic!("{faults}"));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/theme");
    let mut rendered = 0;
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let templates: &[&str] = match name.split(['-', '.']).next().unwrap_or_default() {
            "landing" => &["landing/page.html"],
            "portal" if name.starts_with("portal-partner") => &["portal/partner.html"],
            "portal" => &["portal/programme.html"],
            "neutral" => &["landing/neutral.html", "portal/neutral.html"],
            "not" => &["landing/not-found.html", "portal/not-found.html"],
            "document" => &["portal/document.html"],
            "kit" => &["kit/README.html"],
            _ => continue,
        };
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let fixture: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let context = Context::from_serialize(&fixture).unwrap_or_default();
        for template in templates {
            match theme.render(template, &context) {
                Ok(page) => assert!(page.trim_end().ends_with("</html>"), "{name}: {template}"),
                Err(finding) => panic!("{name}:\n{}", project.draw(&[finding])),
            }
            rendered += 1;
        }
    }
    assert!(rendered >= 10, "{rendered} pages");
}

#[test]
fn the_projects_files_stand_before_the_built_in() {
    let project =
        Project::new(&[("themes/default/templates/landing/page.html", "mine")]).with_default();
    let theme = project.load(DEFAULT_THEME).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(render(&theme, "landing/page.html", english()), "mine");
}

fn two_levels() -> Project {
    Project::new(&[
        (
            "themes/base/theme.yaml",
            "name: Base\nicons: [a, b]\npictures: {hero: {widths: [900, 300]}, logo: {widths: [200], ratio: \"2:1\"}}\nfonts: {text: [Sans], files: [{family: Sans, file: sans.woff2}]}\n",
        ),
        (
            "themes/base/templates/page.html",
            "{% include \"part.html\" %}{% block body %}base {{ <mark text={page.title} /> }}{% endblock body %}",
        ),
        ("themes/base/templates/part.html", "far part. "),
        (
            "themes/base/templates/parts.html",
            "{% component mark(text: String) %}<i>{{ text }}</i>{% endcomponent mark %}",
        ),
        ("themes/base/static/theme.css", "far"),
        ("themes/base/static/only.css", "</style>"),
        ("themes/base/fonts/sans.woff2", "font"),
        (
            "themes/base/i18n/en.yaml",
            "greeting: Hello {name}\nbye: Bye\nn: {one: \"{count} thing\", other: \"{count} things\"}\n",
        ),
        (
            "themes/mine/theme.yaml",
            "extends: base\nicons: [c]\npictures: {logo: {widths: [100]}}\nfonts: {display: [Serif], files: [{family: Serif, file: sans.woff2, weight: 100 900}]}\n",
        ),
        (
            "themes/mine/templates/page.html",
            "{% extends \"base:page.html\" %}{% block body %}near {{ super() }}{% endblock body %}",
        ),
        ("themes/mine/templates/part.html", "near part. "),
        ("themes/mine/static/theme.css", "near"),
        ("themes/mine/i18n/en.yaml", "bye: Farewell\n"),
        (
            "themes/mine/templates/words.html",
            "{{ t(key=\"greeting\", name=page.title) }}, {{ t(key=\"bye\") }}, {{ t(key=\"n\", count=2) }}",
        ),
        ("themes/mine/templates/words.txt", "{{ t(key=\"greeting\", name=page.title) }}"),
        (
            "themes/mine/templates/inline.html",
            "{{ inline(path=\"theme.css\") }}{{ inline(path=\"only.css\") }}",
        ),
        (
            "themes/mine/templates/filters.html",
            "{{ page | json }} <a href=\"{{ page.link | attr_url }}\">",
        ),
    ])
}

#[test]
fn the_nearest_template_wins_and_reaches_its_parent() {
    let theme = two_levels().load("mine").unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(
        render(&theme, "page.html", english()),
        "near part. near base <i>Tea &amp; cake</i>"
    );
    assert_eq!(
        render(&theme, "base:page.html", english()),
        "near part. base <i>Tea &amp; cake</i>"
    );
}

#[test]
fn declarations_are_joined_key_by_key() {
    let theme = two_levels().load("mine").unwrap_or_else(|faults| panic!("{faults}"));
    let manifest = theme.manifest();
    assert_eq!((manifest.id.as_str(), manifest.name.as_str()), ("mine", "mine"));
    assert_eq!(manifest.icons, ["c"]);
    let widths: Vec<_> = manifest.pictures.values().map(|profile| profile.widths.clone()).collect();
    assert_eq!(widths, [vec![300, 900], vec![100]]);
    assert!(manifest.pictures.values().all(|profile| profile.ratio.is_none()));
    let families: Vec<_> = manifest.fonts.files.iter().map(|face| face.family.as_str()).collect();
    assert_eq!(families, ["Sans", "Serif"]);
    assert_eq!(manifest.fonts.text, ["Sans"]);
    assert_eq!(manifest.files, ["fonts/sans.woff2", "only.css", "theme.css"]);
    assert_eq!(theme.static_file("theme.css"), Some(&b"near"[..]));
    let other = two_levels().load("base").unwrap_or_else(|faults| panic!("{faults}"));
    assert_ne!(other.manifest().fingerprint, manifest.fingerprint);
}

#[test]
fn words_are_looked_up_through_the_chain_and_escaped_once() {
    let project = two_levels();
    let theme = project.load("mine").unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(render(&theme, "words.html", english()), "Hello Tea &amp; cake, Farewell, 2 things");
    assert_eq!(render(&theme, "words.txt", english()), "Hello Tea & cake");
    let own = Phrase { text: "Hi {name}".to_owned(), span: project.place };
    let strings =
        Strings::from([(Locale::english(), BTreeMap::from([("greeting".to_owned(), own)]))]);
    let theme = project.load_with("mine", &strings).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(render(&theme, "words.txt", english()), "Hi Tea & cake");
}

#[test]
fn functions_and_filters_encode_for_their_place() {
    let theme = two_levels().load("mine").unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(render(&theme, "inline.html", english()), "near</style>");
    let page = serde_json::json!({"page": {"text": "</script>&\u{2028}", "link": "https://x.test/ö?a=1&b=\"2\""}});
    assert_eq!(
        render(&theme, "filters.html", page),
        "{\"text\":\"\\u003c/script\\u003e\\u0026\\u2028\",\"link\":\"https://x.test/ö?a=1\\u0026b=\\\"2\\\"\"} \
         <a href=\"https://x.test/%C3%B6?a=1&amp;b=&quot;2&quot;\">"
    );
}

#[test]
fn loading_twice_gives_the_same() {
    let project = Project::new(&[]).with_default();
    let pages: Vec<String> = (0..2)
        .map(|_| {
            let theme = project.load(DEFAULT_THEME).unwrap_or_else(|faults| panic!("{faults}"));
            let text = include_str!("../../tests/theme/landing.json");
            let fixture: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
            theme.manifest().fingerprint.clone() + &render(&theme, "landing/page.html", fixture)
        })
        .collect();
    assert_eq!(pages[0], pages[1]);
}

const BASE: (&str, &str) =
    ("themes/mine/templates/base.html", "{% block body %}{% endblock body %}\n");

fn page(text: &'static str) -> Project {
    Project::new(&[
        BASE,
        ("themes/mine/templates/page.html", text),
        ("themes/mine/i18n/en.yaml", "landing: {faq: Questions}\n"),
    ])
}

#[test]
fn a_field_that_does_not_exist() {
    insta::assert_snapshot!(
        page("<h1>\n  {{ page.titel }}\n</h1>\n").fault("page.html", &english())
    );
    insta::assert_snapshot!(page("<h1>{{ pagina.title }}</h1>\n").fault("page.html", &english()));
}

#[test]
fn faults_of_functions() {
    let fault = |text| page(text).fault("page.html", &english());
    insta::assert_snapshot!(fault("é {{ t(key=\"landing.fag\") }}\n"));
    insta::assert_snapshot!(fault("{{ \"javascript:alert(1)\" | attr_url }}\n"));
    insta::assert_snapshot!(fault("{{ inline(path=\"theme.css\") }}\n"));
    insta::assert_snapshot!(
        page("{{ t(key=\"landing.faq\") }}").fault("page.html", &serde_json::json!({}))
    );
    insta::assert_snapshot!(page("").fault("pages.html", &english()));
}

#[test]
fn faults_of_loading_are_found_in_one_run() {
    let faults = |text| page(text).load("mine").map(|_| ()).unwrap_err();
    insta::assert_snapshot!(faults(
        "{{ page.title | uper }}\n{% include \"bas.html\" %}{{ <logo /> }}\n"
    ));
    insta::assert_snapshot!(faults(
        "{% extends \"base.html\" %}{% block bodi %}{% endblock bodi %}\n"
    ));
    insta::assert_snapshot!(faults("{# no parent #}\n{% extends \"bose.html\" %}\n"));
    insta::assert_snapshot!(faults("{% extends \"page.html\" %}\n"));
    insta::assert_snapshot!(faults("{% include \"page.html\" %}\n"));
    let slips = Project::new(&[
        ("themes/mine/templates/one.html", "{% if %}\n"),
        ("themes/mine/templates/two.html", "<p>\n{{ a b }}\n"),
    ]);
    insta::assert_snapshot!(slips.load("mine").map(|_| ()).unwrap_err());
}

#[test]
fn faults_of_the_chain() {
    let project = Project::new(&[
        ("themes/mine/theme.yaml", "extends: other\n"),
        ("themes/other/theme.yaml", "extends: mine\n"),
        ("themes/lost/theme.yaml", "extends: othr\n"),
    ]);
    insta::assert_snapshot!(project.load("mine").map(|_| ()).unwrap_err());
    insta::assert_snapshot!(project.load("lost").map(|_| ()).unwrap_err());
    insta::assert_snapshot!(project.load("nothing").map(|_| ()).unwrap_err());
}

#[test]
fn faults_of_declarations_and_words() {
    let project = Project::new(&[
        (
            "themes/mine/theme.yaml",
            "nme: Mine\nfonts:\n  files:\n    - {family: Sans, file: sens.woff2, weight: bold}\npictures:\n  hero: {widths: [0], formats: [avif], ratio: 4/3}\n",
        ),
        ("themes/mine/fonts/sans.woff2", "font"),
        ("themes/mine/i18n/en.yaml", "landing: {faq: \"{partner} asks\"}\n"),
    ]);
    insta::assert_snapshot!(project.load("mine").map(|_| ()).unwrap_err());
    let phrase = |text: &str| Phrase { text: text.to_owned(), span: project.place };
    // A category of the project is no text of a theme.
    let texts = [("landing.fag", "?"), ("landing.faq", "{parner}"), ("category.tea", "Tea")];
    let texts = texts.into_iter().map(|(key, text)| (key.to_owned(), phrase(text))).collect();
    let mut findings = Findings::new();
    let mut source = Source::empty();
    let words = "landing: {faq: \"{partner} asks\"}\n".as_bytes().to_vec();
    let Ok(path) = resolve("", "themes/mine/i18n/en.yaml") else { panic!("a path") };
    source.embed(path, words);
    let name = Located { value: "mine".to_owned(), span: Span::start_of(FileId(0)) };
    let strings = Strings::from([(Locale::english(), texts)]);
    assert!(Theme::load(&source, &name, &strings, &mut findings).is_none());
    let drawn: Vec<_> =
        findings.iter().map(|it| (it.message.as_str(), it.help.as_deref())).collect();
    assert_eq!(
        drawn,
        [
            ("the theme has no text `landing.fag`", Some("did you mean `landing.faq`?")),
            ("`{parner}` is not filled in this text", Some("did you mean `{partner}`?")),
        ]
    );
}
