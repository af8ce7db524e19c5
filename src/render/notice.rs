//! Notices: what changes in a partner's terms, from which day on, in their language.

use serde::Serialize;
use tera::Context;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::locale::Locale;
use crate::model::palette::Palette;
use crate::model::partner::{Partner, Status};
use crate::model::terms::TermsChange;
use crate::plan::NoticeForm;
use crate::theme::Argument;

use super::email::{self, Company, Direction, Mailbox};
use super::letter::{direction, drawn, letter_palette};
use super::page::gone;
use super::words::{Changed, Words};
use super::{Fetch, Renderer};

const MARKDOWN: &str = "notice/notice.md";
const MJML: &str = "notice/notice.mjml";
const TEXT: &str = "notice/notice.txt";

/// A notice as its templates see it.
#[derive(Serialize)]
struct Notice {
    /// What `t` needs.
    site: Site,
    subject: String,
    /// The day of the build.
    date: String,
    company: Company,
    partner: Addressee,
    /// Its name.
    program: String,
    /// One for each day on which terms change.
    changes: Vec<Step>,
    /// Where all of the terms stand: the partner's page on the portal.
    href: Option<String>,
    manager: Option<Signatory>,
    palette: email::Palette,
}

#[derive(Serialize)]
struct Site {
    locale: String,
    dir: Direction,
}

#[derive(Serialize)]
struct Addressee {
    name: String,
    /// The person to greet, else the partner.
    contact: String,
}

#[derive(Serialize)]
struct Step {
    date: String,
    lines: Vec<Changed>,
}

/// Who signs, and answers questions.
#[derive(Serialize)]
struct Signatory {
    name: String,
    role: Option<String>,
    email: Option<String>,
}

impl<'p> Renderer<'_, 'p> {
    /// One form of the notice to a partner. The message is made of text and HTML, which come from
    /// `fetch`.
    pub(super) fn notice(
        &self,
        partner: &'p Partner,
        form: NoticeForm,
        fetch: &dyn Fetch,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let locale =
            partner.locales.first().ok_or_else(|| gone("language for", partner.id.as_str()))?;
        let notice = self.notice_context(partner, locale)?;
        let text = match form {
            NoticeForm::Markdown => self.notice_text(MARKDOWN, &notice)?,
            NoticeForm::Text => email::wrapped(&self.notice_text(TEXT, &notice)?),
            NoticeForm::Html => {
                let mjml = email::checked(MJML, self.notice_text(MJML, &notice)?);
                let mjml = mjml.map_err(|fault| vec![self.letter_fault(fault, partner.span)])?;
                drawn(&mjml, partner.span)?
            }
            NoticeForm::Eml => return self.notice_message(partner, locale, notice.subject, fetch),
        };
        Ok(text.into_bytes())
    }

    fn notice_text(&self, template: &str, notice: &Notice) -> Result<String, Vec<Diagnostic>> {
        let context = Context::from_serialize(notice);
        let text = context.and_then(|context| self.theme.tera().render(template, &context));
        text.map_err(|error| vec![self.theme.finding(&error)])
    }

    fn notice_message(
        &self,
        partner: &Partner,
        locale: &Locale,
        subject: String,
        fetch: &dyn Fetch,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let other = |form: NoticeForm| {
            let missing = || gone("notice to", partner.id.as_str());
            let path = self.plan.addresses.notice(&partner.id, form.ending());
            let bytes = fetch.bytes(&path.ok_or_else(missing)?)?;
            String::from_utf8(bytes).map_err(|_| missing())
        };
        let to = partner.email.as_ref().map(|address| Mailbox {
            name: Some(partner.contact.as_ref().unwrap_or(&partner.name).clone()),
            address: address.to_string(),
        });
        let envelope = email::Envelope { to, ..self.envelope(subject, locale) };
        let message = email::eml(&envelope, &other(NoticeForm::Text)?, &other(NoticeForm::Html)?);
        message.map_err(|fault| {
            vec![Diagnostic::error(Code::BadValue, partner.span, fault.to_string())]
        })
    }

    fn notice_context(
        &self,
        partner: &'p Partner,
        locale: &Locale,
    ) -> Result<Notice, Vec<Diagnostic>> {
        let plan = self.plan;
        let words = Words::of_partner(plan, self.theme, self.formats(locale)?, locale, partner);
        let steps = plan.terms_changes(partner);
        let steps: Vec<Step> =
            steps.iter().map(|change| step(&words, change)).collect::<Result<_, _>>()?;
        let first = steps.first().map(|step| step.date.clone()).unwrap_or_default();
        let company = &plan.project.company;
        // Of who pauses it says nothing.
        let page = plan.addresses.partner_page(partner, locale);
        let page = page.filter(|_| partner.status == Status::Active);
        Ok(Notice {
            site: Site { locale: locale.to_string(), dir: direction(locale) },
            subject: words.theme_text("notice.subject", &[("date", Argument::Text(first))])?,
            date: words.formats.date_long(plan.settings.as_of),
            company: self.letter_company(&words)?,
            partner: Addressee {
                name: partner.name.clone(),
                contact: partner.contact.as_ref().unwrap_or(&partner.name).clone(),
            },
            program: words.program.map_or(Ok(String::new()), |it| words.local(&it.name))?,
            changes: steps,
            href: page.map(|page| plan.addresses.url(&page)),
            manager: signatory(&words)?,
            palette: letter_palette(&Palette::derive(company.brand.primary, company.brand.accent)),
        })
    }
}

fn step(words: &Words, change: &TermsChange) -> Result<Step, Vec<Diagnostic>> {
    Ok(Step {
        date: words.formats.date_long(change.on),
        lines: words.changed(change.old.as_ref(), &change.new)?,
    })
}

fn signatory(words: &Words) -> Result<Option<Signatory>, Vec<Diagnostic>> {
    let Some(manager) = words.manager() else { return Ok(None) };
    Ok(Some(Signatory {
        name: manager.name.clone(),
        role: manager.role.as_ref().map(|role| words.local(role)).transpose()?,
        email: manager.email.as_ref().map(ToString::to_string),
    }))
}
