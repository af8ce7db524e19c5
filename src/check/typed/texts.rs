//! Every text of the content that readers see, with whom it is for.

use std::collections::BTreeSet;

use crate::model::audience::Audience;
use crate::model::creative::{Creative, Frame};
use crate::model::ids::ProgramId;
use crate::model::landing::{
    Comparison, Consent, Figure, Form, LandingText, Proof, Verdict, Video,
};
use crate::model::material::EmailText;
use crate::model::program::Program;
use crate::model::project::Project;
use crate::model::text::{Localized, Phrase, Wording};

/// A text, and the programs that it can be about: none for all.
pub struct Text<'p> {
    pub phrase: &'p Phrase,
    /// What is shown beside it, as what a figure counts.
    pub label: Option<&'p Phrase>,
    /// Whether partners read it, who earn; buyers earn points.
    pub is_for_partners: bool,
    pub programs: BTreeSet<&'p ProgramId>,
}

/// The texts of one thing.
type Phrases<'p> = Vec<(&'p Phrase, Option<&'p Phrase>)>;

pub fn texts<'p>(project: &'p Project) -> Vec<Text<'p>> {
    let mut texts = Vec::new();
    let everybody = BTreeSet::new();
    let mut add = |is_for_partners: bool, programs: &BTreeSet<_>, phrases: Phrases<'p>| {
        let text = |(phrase, label)| {
            let programs = programs.clone();
            Text { phrase, label, is_for_partners, programs }
        };
        texts.extend(phrases.into_iter().map(text));
    };
    for program in project.programs.values() {
        add(true, &BTreeSet::from([&program.id]), plain(of_program(program)));
    }
    for product in project.products.values() {
        let own = product.summary.iter().chain(&product.points);
        add(false, &everybody, plain(own.flat_map(forms).collect()));
    }
    for creative in project.creatives.values() {
        add(false, &meant(&creative.audience), plain(of_creative(creative)));
    }
    for landing in project.landings.values() {
        add(false, &meant(&landing.audience), landing.texts().flat_map(of_landing).collect());
    }
    for email in project.emails.values() {
        add(false, &meant(&email.audience), plain(email.texts().flat_map(of_email).collect()));
    }
    for text in project.texts.values() {
        let bodies = text.texts().flat_map(|it| [&it.title, &it.body]);
        add(false, &meant(&text.audience), plain(bodies.collect()));
    }
    for document in project.documents.values() {
        let agreed = project.programs.values().filter(|program| {
            program.agreement.as_ref().is_some_and(|agreement| agreement.value == document.id)
        });
        let agreed: BTreeSet<_> = agreed.map(|program| &program.id).collect();
        let programs = if agreed.is_empty() { meant(&document.audience) } else { agreed };
        let bodies = document.texts().flat_map(|it| [&it.title, &it.body]);
        add(true, &programs, plain(bodies.collect()));
    }
    for words in project.strings.values() {
        add(false, &everybody, plain(words.values().collect()));
    }
    let company = &project.company;
    let own = company.tagline.iter().chain(&company.disclosure).flat_map(forms);
    add(false, &everybody, plain(own.collect()));
    texts
}

fn meant(audience: &Audience) -> BTreeSet<&ProgramId> {
    audience.programs.iter().collect()
}

fn plain<'p>(phrases: Vec<&'p Phrase>) -> Phrases<'p> {
    phrases.into_iter().map(|phrase| (phrase, None)).collect()
}

/// The forms of a text in all languages.
fn forms<T>(text: &Localized<T>) -> Vec<&T> {
    match text {
        Localized::Same(form) => vec![form],
        Localized::ByLocale(forms) => forms.values().collect(),
    }
}

fn of_program(program: &Program) -> Vec<&Phrase> {
    let titled = program.benefits.iter().chain(&program.steps);
    let titled = titled.flat_map(|it| std::iter::once(&it.title).chain(&it.text));
    let questions = program.faq.iter().flat_map(|it| [&it.question, &it.answer]);
    let traffic = program.allowed_traffic.iter().chain(&program.forbidden_traffic);
    let own = program.summary.iter().chain(titled).chain(questions).chain(traffic);
    own.flat_map(forms).collect()
}

fn of_creative(creative: &Creative) -> Vec<&Phrase> {
    let own = [Some(&creative.headline), creative.line.as_ref(), creative.cta.as_ref()];
    let frames = creative.frames.iter();
    let framed = frames.clone().flat_map(|frame| [frame.headline.as_ref(), frame.line.as_ref()]);
    let wordings = own.into_iter().chain(framed).flatten().flat_map(forms);
    let numbers = creative.number.iter().chain(frames.flat_map(|frame: &Frame| &frame.number));
    wordings.flat_map(Wording::phrases).chain(numbers).collect()
}

fn of_email(email: &EmailText) -> Vec<&Phrase> {
    let own = [&email.preheader, &email.headline, &email.cta, &email.signature];
    [&email.subject, &email.body].into_iter().chain(own.into_iter().flatten()).collect()
}

fn of_landing(landing: &LandingText) -> Phrases<'_> {
    let figures =
        landing.hero.number.iter().chain(landing.proof.iter().filter_map(|proof| match proof {
            Proof::Figure(figure) => Some(figure),
            Proof::Quote { .. } => None,
        }));
    let figures = figures.map(|figure: &Figure| (&figure.value, figure.label.as_ref()));
    let sections = of_sections(landing);
    let asides = landing.comparison.iter().flat_map(of_comparison);
    let asides = asides.chain(landing.video.iter().flat_map(of_video));
    let asides = asides.chain(landing.form.iter().flat_map(of_form));
    plain(sections.into_iter().chain(asides).collect()).into_iter().chain(figures).collect()
}

fn of_sections(landing: &LandingText) -> Vec<&Phrase> {
    let hero = &landing.hero;
    let mut phrases: Vec<&Phrase> = vec![&landing.title, &hero.headline, &landing.body];
    let ends = landing.countdown.as_ref().map(|countdown| &countdown.text);
    let products = &landing.products;
    let shown = [&landing.description, &hero.eyebrow, &hero.line, &hero.cta, &landing.note];
    phrases.extend(shown.into_iter().chain([&products.headline, &products.line]).flatten());
    phrases.extend(ends);
    if let Some(benefits) = &landing.benefits {
        phrases.extend(&benefits.headline);
        phrases.extend(
            benefits.items.iter().flat_map(|it| std::iter::once(&it.title).chain(&it.text)),
        );
    }
    if let Some(steps) = &landing.steps {
        phrases.extend(&steps.headline);
        phrases
            .extend(steps.items.iter().flat_map(|it| std::iter::once(&it.title).chain(&it.text)));
    }
    if let Some(faq) = &landing.faq {
        phrases.extend(&faq.headline);
        phrases.extend(faq.items.iter().flat_map(|it| [&it.question, &it.answer]));
    }
    if let Some(closing) = &landing.closing {
        phrases.push(&closing.headline);
        phrases.extend(closing.line.iter().chain(&closing.cta));
    }
    phrases
}

/// The first column is ours; what others pay is their business.
fn of_comparison(comparison: &Comparison) -> impl Iterator<Item = &Phrase> {
    let ours = comparison.rows.iter().filter_map(|row| match row.values.first() {
        Some(Verdict::Text(text)) => Some(text),
        Some(Verdict::Yes | Verdict::No) | None => None,
    });
    comparison.headline.iter().chain(ours)
}

fn of_video(video: &Video) -> impl Iterator<Item = &Phrase> {
    [&video.headline, &video.line].into_iter().flatten().chain([&video.title])
}

fn of_form(form: &Form) -> impl Iterator<Item = &Phrase> {
    let fields = form.fields.iter().flat_map(|field| field.label.iter().chain(&field.options));
    let consent = match &form.consent {
        Consent::Own(text) => Some(text),
        Consent::None | Consent::Standard => None,
    };
    let thanks = form.thanks.iter().flat_map(|it| std::iter::once(&it.headline).chain(&it.line));
    let own = [&form.headline, &form.line, &form.cta].into_iter().flatten();
    own.chain(fields).chain(consent).chain(thanks)
}
