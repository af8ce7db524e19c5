//! The public page of the programmes: what partners are paid, how it works.

use serde::Serialize;

use crate::model::ids::ProgramId;
use crate::model::locale::Locale;
use crate::model::{product, program};
use crate::plan::OutputPath;
use crate::render::words::Words;

use super::context::*;
use super::draft::{Draft, gone};
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct ProgrammePage {
    site: Site,
    page: Page,
    company: Company,
    programs: Vec<Program>,
    products: Vec<SoldProduct>,
    partners_count: Option<usize>,
    managers: Vec<Manager>,
}

#[derive(Serialize)]
struct Program {
    id: String,
    name: String,
    summary: Option<String>,
    terms: Terms,
    benefits: Vec<TitledText>,
    steps: Vec<TitledText>,
    faq: Vec<Question>,
    traffic: Traffic,
    agreement: Option<Agreement>,
    contract: Option<String>,
    apply: Option<String>,
}

#[derive(Serialize)]
struct Agreement {
    title: String,
    href: String,
    version: Option<String>,
    date: Option<Day>,
}

#[derive(Serialize)]
struct SoldProduct {
    #[serde(flatten)]
    product: Product,
    earn: Option<String>,
}

impl<'p> Pages<'_, 'p> {
    /// The public page of a program. The first program's is the portal's front page and shows the
    /// others below it.
    ///
    /// # Errors
    /// Everything on it that cannot be filled or rendered.
    pub fn programme(&self, program: &ProgramId, locale: &Locale, path: &OutputPath) -> Rendered {
        let project = self.plan.project;
        let program =
            project.programs.get(program).ok_or_else(|| gone("program", program.as_str()))?;
        let draft = Draft::of_everybody(*self, path, locale, Some(program))?;
        let front = self.plan.first_program() == Some(&program.id);
        let others = project.programs.values().filter(|other| front && other.id != program.id);
        let programs: Vec<&'p program::Program> = std::iter::once(program).chain(others).collect();
        let page = ProgrammePage {
            site: draft.site(Role::Portal),
            page: draft.programme_page(program, front),
            company: draft.company(),
            programs: programs.into_iter().filter_map(|program| draft.program(program)).collect(),
            products: draft.sold_products(program),
            partners_count: None,
            managers: project
                .company
                .managers
                .values()
                .filter_map(|manager| draft.manager(manager))
                .collect(),
        };
        draft.render("portal/programme.html", &page)
    }
}

impl<'p> Draft<'_, 'p> {
    fn programme_page(&self, program: &'p program::Program, front: bool) -> Page {
        let plan = self.pages.plan;
        let segment = (!front).then_some(&program.id);
        let locales = plan.project.company.locales.iter();
        let pages = locales
            .filter_map(|locale| Some((locale, plan.addresses.program_page(segment, locale)?)));
        let page = self.page(self.titled(&self.local(&program.name)), None);
        Page {
            description: program.summary.as_ref().map(|summary| self.local(summary)),
            canonical: Some(page.url.clone()),
            alternates: self.alternates(pages),
            ..page
        }
    }

    /// `None` for a program that has no terms at all.
    fn program(&self, program: &'p program::Program) -> Option<Program> {
        let plan = self.pages.plan;
        let words = self.words;
        let own = Words::of_program(plan, words.theme, words.formats, words.locale, Some(program));
        // Each program's texts speak of its own rates.
        let other = self.speaking(own);
        let shown = Program {
            id: program.id.to_string(),
            name: other.local(&program.name),
            summary: program.summary.as_ref().map(|summary| other.local(summary)),
            terms: other.terms(plan.program_terms(program))?,
            benefits: other.titled_texts(&program.benefits),
            steps: other.titled_texts(&program.steps),
            faq: other.questions(&program.faq),
            traffic: other.traffic(program),
            // Agreements stand on the partners' own pages.
            agreement: None,
            contract: program.contract.map(|contract| other.take(other.words.duration(contract))),
            apply: other.apply(),
        };
        self.take(other.check());
        Some(shown)
    }

    fn titled_texts(&self, items: &[program::TitledText]) -> Vec<TitledText> {
        let item = |item: &program::TitledText| TitledText {
            title: self.local(&item.title),
            text: item.text.as_ref().map(|text| self.local(text)),
        };
        items.iter().map(item).collect()
    }

    fn questions(&self, items: &[program::Question]) -> Vec<Question> {
        let item = |item: &program::Question| Question {
            question: self.local(&item.question),
            answer_html: self.local_html(&item.answer),
        };
        items.iter().map(item).collect()
    }

    pub fn traffic(&self, program: &program::Program) -> Traffic {
        Traffic {
            allowed: program.allowed_traffic.iter().map(|line| self.local(line)).collect(),
            forbidden: program.forbidden_traffic.iter().map(|line| self.local(line)).collect(),
        }
    }

    /// A letter to whoever looks after partners, else to the company.
    fn apply(&self) -> Option<String> {
        let company = &self.pages.plan.project.company;
        let manager = company.managers.values().find_map(|manager| manager.email.as_ref());
        let address = manager.or(company.legal.email.as_ref())?.mailto();
        let subject = self.text("apply.subject", &[]);
        let subject =
            percent_encoding::utf8_percent_encode(&subject, percent_encoding::NON_ALPHANUMERIC);
        Some(format!("{address}?subject={subject}"))
    }

    fn sold_products(&self, program: &'p program::Program) -> Vec<SoldProduct> {
        let as_of = self.pages.plan.settings.as_of;
        let terms = self.pages.plan.program_terms(program).in_force(as_of).map(|now| now.terms);
        let sold = |product: &'p product::Product| {
            let offer = product.offers.get(self.words.market);
            let link = offer.map_or(&self.pages.plan.project.company.url, |offer| &offer.url.value);
            SoldProduct {
                product: self.product(product, link.to_string()),
                earn: terms.and_then(|terms| self.earning(terms, product)),
            }
        };
        self.words.products().into_iter().map(sold).collect()
    }
}
