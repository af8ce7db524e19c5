//! Texts that are missing in a language that partners speak.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::ids::Id;
use crate::model::locale::Locale;
use crate::model::material::Material;
use crate::model::text::Localized;
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let project = plan.project;
    let spoken: BTreeSet<&Locale> = plan.active().flat_map(|partner| &partner.locales).collect();
    let mut missing = Missing { plan, spoken, findings };
    for product in project.products.values() {
        let what = format!("the product `{}`", product.id);
        missing.text(&what, "name", Some(&product.name), product.span);
        missing.text(&what, "summary", product.summary.as_ref(), product.span);
    }
    for creative in project.creatives.values() {
        let what = format!("the banner `{}`", creative.id);
        missing.text(&what, "headline", Some(&creative.headline), creative.span);
        missing.text(&what, "line", creative.line.as_ref(), creative.span);
        missing.text(&what, "cta", creative.cta.as_ref(), creative.span);
        for frame in &creative.frames {
            missing.text(&what, "frames", frame.headline.as_ref(), creative.span);
            missing.text(&what, "frames", frame.line.as_ref(), creative.span);
        }
    }
    for program in project.programs.values() {
        let what = format!("the program `{}`", program.id);
        missing.text(&what, "name", Some(&program.name), program.span);
        missing.text(&what, "summary", program.summary.as_ref(), program.span);
    }
    missing.materials("landing", &project.landings);
    missing.materials("letter", &project.emails);
    missing.materials("ad text", &project.texts);
    missing.materials("document", &project.documents);
}

struct Missing<'a> {
    plan: &'a Plan<'a>,
    /// The languages of active partners.
    spoken: BTreeSet<&'a Locale>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Missing<'_> {
    fn text<T>(&mut self, what: &str, key: &str, text: Option<&Localized<T>>, place: Span) {
        let Some(text) = text else { return };
        let default = self.plan.default_locale();
        let lacking = self
            .spoken
            .iter()
            .filter(|locale| text.choose(locale, default).is_some_and(|choice| choice.fallback));
        let lacking: Vec<String> = lacking.map(ToString::to_string).collect();
        self.report(&format!("{what} has no `{key}`"), &lacking, place);
    }

    fn materials<I: Id, T>(&mut self, kind: &str, all: &BTreeMap<I, Material<I, T>>) {
        for material in all.values().flat_map(|it| std::iter::once(it).chain(&it.variants)) {
            self.material(kind, material.id.as_str(), material);
        }
    }

    fn material<I, T>(&mut self, kind: &str, id: &str, material: &Material<I, T>) {
        let default = self.plan.default_locale();
        let wanted = self.plan.active().filter(|partner| material.audience.includes(partner));
        let locales: BTreeSet<&Locale> = wanted
            .flat_map(|partner| &partner.locales)
            .filter(|locale| material.audience.speaks(locale))
            .collect();
        let lacking = locales.into_iter().filter(|locale| {
            material.version(locale, default).is_some_and(|choice| choice.fallback)
        });
        let lacking: Vec<String> = lacking.map(ToString::to_string).collect();
        self.report(&format!("the {kind} `{id}` is not written"), &lacking, material.span);
    }

    fn report(&mut self, what: &str, lacking: &[String], place: Span) {
        if lacking.is_empty() {
            return;
        }
        let message = format!("{what} in {}, which partners speak", lacking.join(", "));
        let help = format!("until then they see it in {}", self.plan.default_locale());
        self.findings.push(Diagnostic::warning(Code::Translation, place, message).help(help));
    }
}
