use proptest::prelude::*;
use pulldown_cmark::{Event, Parser};

use super::*;
use crate::diagnostic::FileId;
use crate::theme::markdown::{OPTIONS, to_html};

fn phrase(text: &str) -> Phrase {
    Phrase {
        text: text.to_owned(),
        span: Span { file: FileId(0), start: 100, end: 100 + text.len() as u32 },
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

const LINK: &str = "https://shop.test/a_b_c/(x)?ref=1&sub=*id*&copy;=[1]~2";

fn sample(name: &str, span: Span) -> Result<Value, Diagnostic> {
    Ok(match name {
        "partner.name" => text("*x* [a](javascript:alert(1))"),
        "company.name" => text("Tom & Ann"),
        "prices.brew-kit" => text("49,90\u{a0}€"),
        "prices.espresso" => text("7.35"),
        "link" => Value::Address(LINK.to_owned()),
        "simple" => Value::Address("https://x.test/a_b_?c=1&d=*".to_owned()),
        "table" => Value::Block("| a |\n|---|\n| b |".to_owned()),
        _ => return Err(Diagnostic::error(Code::Template, span, format!("there is no `{name}`"))),
    })
}

/// The first finding stands for all.
fn plain(template: &str) -> Result<String, Diagnostic> {
    Template::plain(&phrase(template))?.fill(sample).map_err(|mut findings| findings.remove(0))
}

fn markdown(template: &str) -> Result<String, Diagnostic> {
    Template::markdown(&phrase(template))?.fill(sample).map_err(|mut findings| findings.remove(0))
}

fn with(template: &str, value: &str) -> String {
    let filled =
        Template::markdown(&phrase(template)).map(|template| template.fill(|_, _| Ok(text(value))));
    filled.ok().and_then(Result::ok).unwrap_or_default()
}

fn html(template: &str) -> String {
    to_html(&markdown(template).unwrap_or_else(|finding| finding.message))
}

#[test]
fn dots_and_brackets_name_the_same() {
    for template in
        ["{{ prices.brew-kit }}", "{{prices[\"brew-kit\"]}}", "{{ prices['brew-kit'] }}"]
    {
        assert_eq!(plain(template).as_deref(), Ok("49,90\u{a0}€"), "{template}");
    }
}

#[test]
fn plain_texts_are_filled_as_they_are() {
    assert_eq!(
        plain("{{ company.name }}: {{ partner.name }} [[first_name]] { } %}").as_deref(),
        Ok("Tom & Ann: *x* [a](javascript:alert(1)) [[first_name]] { } %}")
    );
}

#[test]
fn values_never_become_markup() {
    assert_eq!(
        html("By {{ partner.name }}, **{{ company.name }}** [[first_name]]"),
        "<p>By *x* [a](javascript:alert(1)), <strong>Tom &amp; Ann</strong> [[first_name]]</p>\n"
    );
    assert_eq!(
        markdown("{{ prices.espresso }} and {{ company.name }}").as_deref(),
        Ok("7.35 and Tom \\& Ann")
    );
}

#[test]
fn addresses_stay_byte_by_byte() {
    let escaped = LINK.replace('&', "&amp;");
    let anchor = format!("<a href=\"{escaped}\">");
    assert_eq!(html("[go]({{ link }})"), format!("<p>{anchor}go</a></p>\n"));
    assert_eq!(
        html("[go](<{{ link }}> \"Title\")"),
        format!("<p>{}go</a></p>\n", anchor.replace("\">", "\" title=\"Title\">"))
    );
    assert_eq!(
        html("see [go] now\n\n[go]: {{ link }}"),
        format!("<p>see {anchor}go</a> now</p>\n")
    );
    assert_eq!(html("Look: {{ link }}."), format!("<p>Look: {anchor}{escaped}</a>.</p>\n"));
    assert_eq!(html("`{{ link }}`"), format!("<p><code>{escaped}</code></p>\n"));
    assert_eq!(html("    {{ link }}"), format!("<pre><code>{escaped}</code></pre>\n"));
    assert_eq!(markdown("{{ simple }}").as_deref(), Ok("<https://x.test/a_b_?c=1&d=*>"));
    let shown =
        "<p><a href=\"https://x.test/a_b_?c=1&amp;d=*\">https://x.test/a_b_?c=1&amp;d=*</a></p>\n";
    assert_eq!(html("{{ simple }}"), shown);
    assert_eq!(html("<{{ simple }}>"), shown);
    assert_eq!(html("[{{ simple }}]({{ simple }})"), shown);
}

#[test]
fn promokits_own_markdown_stays_markdown() {
    assert!(html("Terms:\n\n{{ table }}").contains("<table>"));
}

#[test]
fn blocks_stand_among_words_only() {
    for finding in [
        plain("{{ table }}").err(),
        markdown("`{{ table }}`").err(),
        markdown("[a]({{ table }})").err(),
    ] {
        let message = finding.map(|finding| finding.message);
        assert_eq!(message.as_deref(), Some("`{{ table }}` cannot stand in a line of text"));
    }
}

#[test]
fn all_names_without_a_value_are_found_where_they_stand() {
    let template = Template::plain(&phrase("é {{ partner.nme }} {{ link }} {{ x }}"));
    let findings = template
        .map(|template| template.fill(sample).err().unwrap_or_default())
        .unwrap_or_default();
    let places: Vec<_> = findings
        .iter()
        .filter_map(|finding| finding.span)
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(places, [(103, 120), (132, 139)]);
}

#[track_caller]
fn assert_fault(template: &str, message: &str, help: &str, place: (u32, u32)) {
    match plain(template) {
        Ok(filled) => panic!("{template}: {filled}"),
        Err(finding) => {
            assert_eq!(finding.message, message);
            assert_eq!(finding.help.as_deref(), Some(help));
            assert_eq!(finding.span.map(|span| (span.start, span.end)), Some(place), "{template}");
            assert_eq!(finding.code, Code::Template);
        }
    }
}

#[test]
fn faults_point_at_the_placeholder() {
    assert_fault("a {{ link\nb }}", "`{{` is not closed", "write `{{ partner.name }}`", (102, 109));
    let logic = "write `{{ partner.name }}` or `{{ prices[\"brew-kit\"] }}`; tags of mail programs are written `[[first_name]]`";
    assert_fault("{{ link | upper }}", "only a name can stand in `{{ }}`", logic, (100, 118));
    assert_fault("{{ prices[1] }}", "only a name can stand in `{{ }}`", logic, (100, 115));
    assert_fault(
        "{{ }}",
        "only a name can stand in `{{ }}`",
        "write `{{ partner.name }}`",
        (100, 105),
    );
}

#[test]
fn quoted_texts_are_pointed_into_and_folded_ones_at() {
    let span = |written: usize| {
        let span = Span { file: FileId(0), start: 10, end: 10 + written as u32 };
        let phrase = Phrase { text: "a {{ b }}".to_owned(), span };
        let finding =
            Template::plain(&phrase).ok().and_then(|template| template.fill(sample).err()?.pop());
        finding.and_then(|finding| finding.span).map(|span| (span.start, span.end))
    };
    assert_eq!(span(9), Some((12, 19)));
    assert_eq!(span(11), Some((13, 20)));
    assert_eq!(span(15), Some((10, 25)));
}

/// The outline of a text: its events without the words in them.
fn outline(markdown: &str) -> Vec<String> {
    let mut outline: Vec<String> = Parser::new_ext(markdown, OPTIONS)
        .map(|event| match event {
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::Html(_) => {
                "words".to_owned()
            }
            Event::Start(tag) => format!("start {:?}", tag.to_end()),
            other => format!("{other:?}"),
        })
        .collect();
    outline.dedup();
    outline
}

const AROUND: [&str; 16] = [
    "{{ v }}",
    "a {{ v }} b",
    "# {{ v }}",
    "- {{ v }}\n- b",
    "1. {{ v }}",
    "> {{ v }}",
    "**{{ v }}** _a_",
    "a\n{{ v }}\nb",
    "[a]{{ v }}",
    "[{{ v }}](https://x.test)",
    "!{{ v }}",
    "`a {{ v }} b`",
    "| a |\n|---|\n| {{ v }} |",
    "a {{ v }}[b](c)",
    "```\n{{ v }}\n```",
    "{{ v }}{{ v }} c",
];

proptest! {
    #[test]
    fn texts_without_placeholders_are_unchanged(text in "([^{]|\\{[^{])*") {
        for template in [Template::plain(&phrase(&text)), Template::markdown(&phrase(&text))] {
            prop_assert_eq!(template.map(|template| template.fill(sample)), Ok(Ok(text.clone())));
        }
    }

    #[test]
    fn never_panics(text in "[{}\\[\\]\"'. a-c\n<>`*é]{0,40}") {
        for template in [Template::plain(&phrase(&text)), Template::markdown(&phrase(&text))].into_iter().flatten() {
            let _ = template.fill(sample);
        }
    }

    #[test]
    fn filling_never_changes_what_the_markdown_means(
        value in "[a-z0-9 \n\t*_`~#+=|<>&!:;.,(){}\\[\\]\\\\\"'-]{0,12}[a-z]",
        around in 0..AROUND.len(),
    ) {
        let filled = with(AROUND[around], &value);
        prop_assert_eq!(outline(&filled), outline(&AROUND[around].replace("{{ v }}", "word")), "{}", filled);
    }

    #[test]
    fn words_are_read_back(value in "[a-zé€0-9*_`~#+=|<>&!:;.,(){}\\[\\]\\\\\"'-]{1,12}") {
        let filled = with("a {{ v }} b", &value);
        let words: String = Parser::new_ext(&filled, OPTIONS)
            .filter_map(|event| match event { Event::Text(text) => Some(text.into_string()), _ => None })
            .collect();
        prop_assert_eq!(words, format!("a {value} b"));
    }
}
