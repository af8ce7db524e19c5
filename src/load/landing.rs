//! Decodes landings.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::date::{Moment, MomentError};
use crate::model::ids::LandingId;
use crate::model::landing::*;
use crate::model::picture::FocalPoint;
use crate::model::shape::Record;
use crate::model::web::WebAddress;
use crate::source::Node;

use super::creative::focal_point;
use super::fields::{Fields, Findings};
use super::form::form;
use super::material::{Sheet, Version};
use super::values::{Refusal, id, integer, parsed, path, phrase, typed};

pub fn landing(sheet: Sheet, findings: &mut Findings) -> Option<Version<LandingId, LandingText>> {
    let fields = Fields::open(sheet.settings, &LANDING, sheet.start, findings)?;
    let title = fields.get("title", findings, phrase);
    let hero = fields.part("hero", &HERO, findings, hero);
    let text = LandingText {
        span: sheet.start,
        description: fields.get("description", findings, phrase),
        order: fields
            .get("order", findings, |node, findings| integer(node, findings, -1_000, 1_000))
            .unwrap_or(0),
        proof: fields.parts("proof", &PROOF, findings, proof),
        benefits: section(&fields, "benefits", &BENEFITS, &BENEFIT, findings, |part, findings| {
            Some(Benefit {
                text: part.get("text", findings, phrase),
                icon: part.get("icon", findings, phrase),
                title: part.get("title", findings, phrase)?,
            })
        }),
        steps: section(&fields, "steps", &STEPS, &ITEM, findings, |part, findings| {
            Some(Item {
                text: part.get("text", findings, phrase),
                title: part.get("title", findings, phrase)?,
            })
        }),
        products: fields
            .part("products", &PRODUCTS, findings, |part, findings| {
                Some(ProductSection {
                    headline: part.get("headline", findings, phrase),
                    line: part.get("line", findings, phrase),
                    items: part.list("items", findings, id),
                })
            })
            .unwrap_or_default(),
        faq: section(&fields, "faq", &FAQ, &QUESTION_TEXT, findings, |part, findings| {
            let question = part.get("question", findings, phrase);
            let answer = part.get("answer", findings, phrase);
            Some(QuestionText { question: question?, answer: answer? })
        }),
        countdown: fields.part("countdown", &COUNTDOWN, findings, countdown),
        video: fields.part("video", &VIDEO, findings, video),
        comparison: fields.part("comparison", &COMPARISON, findings, comparison),
        form: fields.part("form", &FORM, findings, form),
        closing: fields.part("closing", &CLOSING, findings, |part, findings| {
            Some(Closing {
                line: part.get("line", findings, phrase),
                cta: part.get("cta", findings, phrase),
                headline: part.get("headline", findings, phrase)?,
            })
        }),
        note: fields.get("note", findings, phrase),
        test_of: fields.get("test_of", findings, id),
        body: sheet.body,
        title: title?,
        hero: hero?,
    };
    Some(Version::of(&fields, findings, text))
}

fn hero(part: &Fields, findings: &mut Findings) -> Option<Hero> {
    Some(Hero {
        eyebrow: part.get("eyebrow", findings, phrase),
        line: part.get("line", findings, phrase),
        cta: part.get("cta", findings, phrase),
        picture: part.get("picture", findings, path),
        alt: part.get("alt", findings, phrase),
        focus: part.get("focus", findings, focal_point).unwrap_or(FocalPoint::CENTER),
        number: part.part("number", &FIGURE, findings, figure),
        headline: part.get("headline", findings, phrase)?,
    })
}

fn figure(part: &Fields, findings: &mut Findings) -> Option<Figure> {
    Some(Figure {
        label: part.get("label", findings, phrase),
        value: part.get("value", findings, phrase)?,
    })
}

fn proof(part: &Fields, findings: &mut Findings) -> Option<Proof> {
    let quote = part.get("quote", findings, phrase);
    let value = part.get("value", findings, phrase);
    match (quote, value) {
        (Some(quote), None) => Some(Proof::Quote {
            quote,
            name: part.get("name", findings, phrase),
            role: part.get("role", findings, phrase),
        }),
        (None, Some(value)) => {
            Some(Proof::Figure(Figure { value, label: part.get("label", findings, phrase) }))
        }
        _ => {
            findings.push(
                Diagnostic::error(
                    Code::BadValue,
                    part.place("quote"),
                    "a proof is either a quotation or a figure",
                )
                .help("give it `quote`, `name` and `role`, or `value` and `label`"),
            );
            None
        }
    }
}

fn section<'n, T>(
    fields: &Fields<'n>,
    key: &str,
    record: &'static Record,
    item: &'static Record,
    findings: &mut Findings,
    read: impl FnMut(&Fields<'n>, &mut Findings) -> Option<T>,
) -> Option<Section<T>> {
    fields.part(key, record, findings, |part, findings| {
        let headline = part.get("headline", findings, phrase);
        let items = part.parts("items", item, findings, read);
        (!items.is_empty()).then_some(Section { headline, items })
    })
}

fn countdown(part: &Fields, findings: &mut Findings) -> Option<Countdown> {
    let text = part.get("text", findings, phrase);
    let ends = part.get("ends", findings, |node, findings| {
        parsed(node, findings, |text| Moment::parse(text).map_err(bad_moment))
    });
    Some(Countdown { text: text?, ends: ends?.value })
}

fn bad_moment(fault: MomentError) -> Refusal {
    match fault {
        MomentError::Day(fault) => Refusal::from(fault),
        MomentError::Time { text, day } => Refusal::bad(
            format!("`{text}` is no time of the day"),
            format!("write hours and minutes, such as `{day} 18:00`"),
        ),
    }
}

fn video(part: &Fields, findings: &mut Findings) -> Option<Video> {
    let title = part.get("title", findings, phrase);
    let address =
        part.get("url", findings, |node, findings| typed(node, findings, WebAddress::parse));
    Some(Video {
        headline: part.get("headline", findings, phrase),
        line: part.get("line", findings, phrase),
        picture: part.get("picture", findings, path),
        alt: part.get("alt", findings, phrase),
        length: part.get("length", findings, phrase),
        title: title?,
        address: address?,
    })
}

fn comparison(part: &Fields, findings: &mut Findings) -> Option<Comparison> {
    let columns = part.list("columns", findings, phrase);
    if columns.len() < 2 {
        let finding = Diagnostic::error(
            Code::BadValue,
            part.place("columns"),
            "a comparison needs at least two columns",
        );
        findings.push(finding.help("name yours first: `[Us, Supermarket]`"));
        return None;
    }
    let rows = part.parts("rows", &COMPARISON_ROW, findings, |row, findings| {
        let title = row.get("title", findings, phrase);
        let values = row.list("values", findings, verdict);
        if values.len() != columns.len() {
            let message =
                format!("this row says {} things of {} columns", values.len(), columns.len());
            let finding = Diagnostic::error(Code::BadValue, row.place("values"), message);
            findings.push(finding.help("write one word for each of `columns`, in their order"));
            return None;
        }
        Some(ComparisonRow { title: title?, values })
    });
    let headline = part.get("headline", findings, phrase);
    (!rows.is_empty()).then_some(Comparison { headline, columns, rows })
}

fn verdict(node: &Node, findings: &mut Findings) -> Option<Verdict> {
    let phrase = phrase(node, findings)?;
    Some(match phrase.text.as_str() {
        "yes" | "true" => Verdict::Yes,
        "no" | "false" => Verdict::No,
        _ => Verdict::Text(phrase),
    })
}
