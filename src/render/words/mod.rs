//! The words of content for one reader: placeholders filled with what holds for a partner, a
//! program, a language and a market.
//!
//! It must not know of pages or files; what a placeholder cannot be filled with is a finding at
//! the place where it stands.

mod disclosure;
mod facts;
mod rates;
mod values;

use crate::commission::{Case, Headline, Occasion, headline};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::company::Manager;
use crate::model::ids::MarketId;
use crate::model::locale::Locale;
use crate::model::money::Currency;
use crate::model::partner::Partner;
use crate::model::product::Product;
use crate::model::program::Program;
use crate::model::terms::{Reader, Reward, Terms};
use crate::model::text::{LocalText, Localized, Phrase};
use crate::plan::Plan;
use crate::theme::format::Formats;
use crate::theme::placeholders::Template;
use crate::theme::{Argument, Theme};

pub use crate::theme::placeholders::Value;
pub use facts::{Changed, Fact};
pub use rates::Rate;
pub use values::reward_kind;

/// For whom words are filled.
#[derive(Clone, Copy)]
pub struct Words<'a, 'p> {
    pub plan: &'a Plan<'p>,
    pub theme: &'a Theme,
    pub formats: &'a Formats,
    pub locale: &'a Locale,
    /// `None` on public pages and in what partners share.
    pub partner: Option<&'p Partner>,
    pub program: Option<&'p Program>,
    pub market: &'p MarketId,
    /// Where `{{ link }}` leads.
    pub link: Option<&'a str>,
    /// What the text is about; default: the first that is sold.
    pub product: Option<&'p Product>,
}

/// Why a placeholder has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Missing {
    message: String,
    help: String,
    /// Where the value could be given.
    at: Option<(Span, &'static str)>,
}

impl<'a, 'p> Words<'a, 'p> {
    /// Words for a partner, in one of their languages.
    pub fn of_partner(
        plan: &'a Plan<'p>,
        theme: &'a Theme,
        formats: &'a Formats,
        locale: &'a Locale,
        partner: &'p Partner,
    ) -> Words<'a, 'p> {
        Words {
            plan,
            theme,
            formats,
            locale,
            partner: Some(partner),
            program: plan.project.programs.get(&partner.program.value),
            market: &partner.market.value,
            link: None,
            product: None,
        }
    }

    /// Words for everybody who looks at a program, in the market of who reads the language.
    pub fn of_program(
        plan: &'a Plan<'p>,
        theme: &'a Theme,
        formats: &'a Formats,
        locale: &'a Locale,
        program: Option<&'p Program>,
    ) -> Words<'a, 'p> {
        let market = &plan.project.company.market_of_readers(locale).id;
        Words {
            plan,
            theme,
            formats,
            locale,
            partner: None,
            program,
            market,
            link: None,
            product: None,
        }
    }

    /// The same words, with another link.
    #[must_use]
    pub fn with_link(self, link: Option<&'a str>) -> Words<'a, 'p> {
        Words { link, ..self }
    }

    /// A phrase with its placeholders filled, as plain text.
    ///
    /// # Errors
    /// All placeholders without a value.
    pub fn plain(&self, phrase: &Phrase) -> Result<String, Vec<Diagnostic>> {
        self.fill(phrase, Template::plain)
    }

    /// A phrase in Markdown with its placeholders filled; values are shown as they are.
    ///
    /// # Errors
    /// All placeholders without a value.
    pub fn markdown(&self, phrase: &Phrase) -> Result<String, Vec<Diagnostic>> {
        self.fill(phrase, Template::markdown)
    }

    /// The form of a text for the reader's language.
    pub fn choose<'t, T>(&self, text: &'t Localized<T>) -> Option<&'t T> {
        text.get(self.locale, self.plan.default_locale())
    }

    /// [`choose`](Words::choose), filled as plain text; empty if there is no form at all.
    ///
    /// # Errors
    /// As for [`plain`](Words::plain).
    pub fn local(&self, text: &LocalText) -> Result<String, Vec<Diagnostic>> {
        self.choose(text).map_or_else(|| Ok(String::new()), |phrase| self.plain(phrase))
    }

    /// A text of the theme in the reader's language.
    ///
    /// # Errors
    /// The theme lacks it.
    pub fn theme_text(
        &self,
        key: &str,
        arguments: &[(&str, Argument)],
    ) -> Result<String, Vec<Diagnostic>> {
        let arguments =
            arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let text = self.theme.words().text(self.locale.as_str(), key, &arguments);
        text.map_err(|fault| vec![self.theme.missing_text(&fault)])
    }

    /// The terms that hold on the day of the build.
    pub fn terms(&self) -> Option<&'p Terms> {
        let as_of = self.plan.settings.as_of;
        let terms = match (self.partner, self.program) {
            (Some(partner), _) => self.plan.terms(partner)?,
            (None, Some(program)) => self.plan.program_terms(program),
            (None, None) => return None,
        };
        terms.in_force(as_of).map(|now| now.terms)
    }

    /// What is sold: by the partner, or by partners of the program in this market.
    pub fn products(&self) -> Vec<&'p Product> {
        match self.partner {
            Some(partner) => self.plan.products_for(partner),
            None => self.plan.products_of(self.program, self.market),
        }
    }

    /// Who reads the words, as a reader of terms. What is agreed with a group is nobody else's
    /// business, so the public sees no group's rules.
    pub fn reader(&self) -> Reader<'p> {
        let groups = self.partner.map(|partner| partner.groups.as_slice()).unwrap_or_default();
        Reader { groups, market: self.market, currency: self.currency(), products: self.products() }
    }

    /// A sale of `product` by the partner, as rules look at it.
    pub fn sale_of(&self, product: Option<&Product>) -> Case {
        Case {
            occasion: Occasion::Sale,
            product: product.map(|product| product.id.clone()),
            category: product.and_then(|product| product.category.clone()),
            market: Some(self.market.clone()),
            groups: self
                .partner
                .map(|partner| partner.groups.iter().cloned().collect())
                .unwrap_or_default(),
        }
    }

    /// The best that a sale pays.
    pub fn best(&self, terms: &Terms) -> Option<Headline> {
        let mut cases: Vec<Case> =
            self.products().into_iter().map(|product| self.sale_of(Some(product))).collect();
        if cases.is_empty() {
            cases.push(self.sale_of(None));
        }
        headline(&terms.rules, &cases)
    }

    /// `15 %` or `€5`.
    pub fn reward(&self, reward: Reward) -> String {
        match reward {
            Reward::Percent(rate) => self.formats.percent(rate),
            Reward::Fixed(sum) => self.formats.money_short(sum),
        }
    }

    /// Who looks after the partner.
    pub fn manager(&self) -> Option<&'p Manager> {
        let id = self.partner?.manager.as_ref()?;
        self.plan.project.company.managers.get(&id.value)
    }

    /// The currency of the market.
    pub fn currency(&self) -> Currency {
        let company = &self.plan.project.company;
        company.market(self.market).unwrap_or_else(|| company.default_market()).currency
    }

    fn fill(
        &self,
        phrase: &Phrase,
        read: impl Fn(&Phrase) -> Result<Template, Diagnostic>,
    ) -> Result<String, Vec<Diagnostic>> {
        if !phrase.text.contains("{{") {
            return Ok(phrase.text.clone());
        }
        let template = read(phrase).map_err(|finding| vec![finding])?;
        template.fill(|name, span| self.value(name).map_err(|missing| missing.at(span)))
    }
}

impl Missing {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Missing {
        Missing { message: message.into(), help: help.into(), at: None }
    }

    fn given_at(self, span: Span, what: &'static str) -> Missing {
        Missing { at: Some((span, what)), ..self }
    }

    fn at(self, span: Span) -> Diagnostic {
        let finding = Diagnostic::error(Code::Template, span, self.message).help(self.help);
        match self.at {
            Some((place, message)) => finding.label(place, message),
            None => finding,
        }
    }
}
