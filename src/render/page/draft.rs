//! A page being made: where it stands, in which words, and what is wrong with it so far.
//!
//! Texts that cannot be filled leave a gap and a finding, so that all faults of a page are found
//! in one go; a draft with findings never becomes a page.

use std::cell::RefCell;

use serde::Serialize;
use tera::Context;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::date::Date;
use crate::model::locale::Locale;
use crate::model::partner::Partner;
use crate::model::program::Program;
use crate::model::text::{LocalText, Phrase};
use crate::plan::{OutputPath, PartnerLinks, Unlinked, relative};
use crate::render::words::Words;
use crate::theme::{Argument, markdown};
use crate::tracking::Placement;

use super::context::Day;
use super::{Pages, Rendered};

/// How a page speaks of other files of its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressing {
    /// From where it stands, so that it also opens from disk.
    Relative,
    /// From the root: for pages that are shown at addresses other than their own.
    Rooted,
}

pub struct Draft<'a, 'p> {
    pub pages: Pages<'a, 'p>,
    pub words: Words<'a, 'p>,
    pub path: &'a OutputPath,
    pub addressing: Addressing,
    findings: RefCell<Vec<Diagnostic>>,
}

impl<'a, 'p> Draft<'a, 'p> {
    fn new(pages: Pages<'a, 'p>, words: Words<'a, 'p>, path: &'a OutputPath) -> Draft<'a, 'p> {
        Draft { pages, words, path, addressing: Addressing::Relative, findings: RefCell::default() }
    }

    /// A page for a partner.
    ///
    /// # Errors
    /// There are no formats for the language.
    pub fn of_partner(
        pages: Pages<'a, 'p>,
        path: &'a OutputPath,
        locale: &'a Locale,
        partner: &'p Partner,
    ) -> Result<Draft<'a, 'p>, Vec<Diagnostic>> {
        let formats = pages.formats.get(locale).ok_or_else(|| no_formats(locale))?;
        let words = Words::of_partner(pages.plan, pages.theme, formats, locale, partner);
        Ok(Draft::new(pages, words, path))
    }

    /// A page for everybody.
    ///
    /// # Errors
    /// As for [`of_partner`](Draft::of_partner).
    pub fn of_everybody(
        pages: Pages<'a, 'p>,
        path: &'a OutputPath,
        locale: &'a Locale,
        program: Option<&'p Program>,
    ) -> Result<Draft<'a, 'p>, Vec<Diagnostic>> {
        let formats = pages.formats.get(locale).ok_or_else(|| no_formats(locale))?;
        let words = Words::of_program(pages.plan, pages.theme, formats, locale, program);
        Ok(Draft::new(pages, words, path))
    }

    /// The same page with words whose `{{ link }}` leads to `link`.
    pub fn with_link<'b>(self, link: &'b str) -> Draft<'b, 'p>
    where
        'a: 'b,
    {
        Draft { words: self.words.with_link(Some(link)), ..self }
    }

    /// A part of the page in other words. What is wrong with it is told by [`check`](Draft::check).
    pub fn speaking(&self, words: Words<'a, 'p>) -> Draft<'a, 'p> {
        Draft { words, findings: RefCell::default(), ..*self }
    }

    /// Something of the page in another of the partner's languages.
    pub fn in_locale<T>(
        &self,
        partner: &'p Partner,
        locale: &Locale,
        make: impl FnOnce(&Draft<'_, 'p>) -> T,
    ) -> T {
        let own = partner.locales.iter().find(|own| *own == locale);
        let formats = self.pages.formats.get(locale);
        let words = match own.zip(formats) {
            Some((locale, formats)) => Words { locale, formats, ..self.words },
            None => self.words,
        };
        let draft = self.speaking(words);
        let made = make(&draft);
        self.take(draft.check());
        made
    }

    /// What is wrong so far.
    ///
    /// # Errors
    /// All findings, if there are any.
    pub fn check(self) -> Result<(), Vec<Diagnostic>> {
        let findings = self.findings.into_inner();
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }

    /// The value, or nothing and a finding.
    pub fn take<T: Default>(&self, found: Result<T, Vec<Diagnostic>>) -> T {
        found.unwrap_or_else(|findings| {
            self.findings.borrow_mut().extend(findings);
            T::default()
        })
    }

    pub fn plain(&self, phrase: &Phrase) -> String {
        self.take(self.words.plain(phrase))
    }

    pub fn optional(&self, phrase: Option<&Phrase>) -> Option<String> {
        phrase.map(|phrase| self.plain(phrase))
    }

    /// Markdown as HTML.
    pub fn html(&self, phrase: &Phrase) -> String {
        markdown::to_html_with(&self.take(self.words.markdown(phrase)), self.words.link)
    }

    pub fn local(&self, text: &LocalText) -> String {
        self.take(self.words.local(text))
    }

    pub fn local_html(&self, text: &LocalText) -> String {
        self.words.choose(text).map(|phrase| self.html(phrase)).unwrap_or_default()
    }

    /// A text of the theme.
    pub fn text(&self, key: &str, arguments: &[(&str, Argument)]) -> String {
        self.take(self.words.theme_text(key, arguments))
    }

    pub fn day(&self, date: Date) -> Day {
        Day { iso: date.to_string(), text: self.words.formats.date_long(date) }
    }

    /// What the law wants said beside an advertisement.
    pub fn ad_label(&self, partner: &Partner, placement: &Placement) -> Option<String> {
        let label = self.pages.plan.ad_label(partner, placement)?;
        Some(self.take(self.words.ad_notice(&label.notice())))
    }

    /// The partner's tracked link at a placement.
    pub fn link(&self, partner: &'p Partner, placement: Placement) -> String {
        self.linked(partner, |links| links.link(placement, self.words.locale).map(|link| link.url))
    }

    /// The address that material shows at a placement: by the landing, a short link, or the tracked link itself.
    pub fn shown_link(&self, partner: &'p Partner, placement: Placement) -> String {
        self.linked(partner, |links| links.shown(placement, self.words.locale))
    }

    /// Something that the partner's links give; nothing, and a finding, where they cannot.
    pub fn linked<T: Default>(
        &self,
        partner: &'p Partner,
        give: impl FnOnce(PartnerLinks<'_, 'p>) -> Result<T, Unlinked>,
    ) -> T {
        let Some(links) = self.pages.plan.links(partner) else {
            let finding = Diagnostic::error(
                Code::Link,
                partner.span,
                "no backend makes this partner's links",
            );
            return self.take(Err(vec![finding.help("add one in `content/backends/`")]));
        };
        self.take(give(links).map_err(|unlinked| {
            let finding = Diagnostic::error(Code::Link, unlinked.span, unlinked.fault.to_string());
            vec![finding.help(unlinked.fault.help())]
        }))
    }

    /// The domain that the page stands on; `None` in a kit.
    pub fn domain(&self) -> Option<&'a str> {
        domain_of(self.path)
    }

    /// The address of a file, as this page says it.
    pub fn href(&self, to: &OutputPath) -> String {
        let addresses = &self.pages.plan.addresses;
        if domain_of(to) != self.domain() {
            return addresses.url(to);
        }
        match (self.addressing, self.pages.plan.settings.base_url.is_some()) {
            (Addressing::Relative, _) => relative(self.path, to),
            (Addressing::Rooted, true) => addresses.url(to),
            (Addressing::Rooted, false) => {
                let url = addresses.url(to);
                let below = url.splitn(4, '/').nth(3).unwrap_or_default();
                format!("/{below}")
            }
        }
    }

    /// [`href`](Draft::href) of a path that may not be one.
    pub fn href_of(&self, to: Option<OutputPath>) -> Option<String> {
        to.map(|to| self.href(&to))
    }

    /// The page by its template.
    pub fn render(self, template: &str, context: &impl Serialize) -> Rendered {
        let mut findings = self.findings.into_inner();
        if findings.is_empty() {
            let rendered = Context::from_serialize(context)
                .map_err(|error| self.pages.theme.finding(&error))
                .and_then(|context| self.pages.theme.render(template, &context));
            return rendered.map_err(|finding| vec![finding]);
        }
        let mut seen: Vec<Diagnostic> = Vec::new();
        // One missing link spoils every button in the same way.
        findings.retain(|finding| {
            let new = !seen.contains(finding);
            seen.extend(new.then(|| finding.clone()));
            new
        });
        Err(findings)
    }

    /// The text itself, for files that need no template.
    pub fn finish(self, text: String) -> Rendered {
        self.check().map(|()| text)
    }
}

/// `shop.example` of `sites/shop.example/index.html`.
fn domain_of(path: &OutputPath) -> Option<&str> {
    path.as_str().strip_prefix("sites/").map(|below| below.split('/').next().unwrap_or(below))
}

fn no_formats(locale: &Locale) -> Vec<Diagnostic> {
    let message = format!("`{locale}` is not among the project's languages");
    vec![Diagnostic::placeless(Severity::Error, Code::Template, message)]
}

/// The finding that something planned is not in the project (any more).
pub fn gone(kind: &str, id: &str) -> Vec<Diagnostic> {
    let message = format!("there is no {kind} `{id}`");
    vec![Diagnostic::placeless(Severity::Error, Code::Dangling, message)]
}
