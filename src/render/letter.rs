//! From a letter's recipe to one of its forms.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::locale::Locale;
use crate::model::material::{Email, EmailStyle, EmailText};
use crate::model::palette::Palette;
use crate::model::partner::Partner;
use crate::plan::{MailForm, Variant};
use crate::theme::Argument;
use crate::tracking::Placement;

use super::email::{
    self, Company, Direction, EmailContext, Envelope, ExpandError, Link, Mailbox, Picture, Style,
};
use super::unlinked;
use super::words::Words;
use super::{Fetch, Renderer, Unweighed};

/// Letters are this wide, in CSS pixels; their pictures have two pixels for each.
const WIDTH: u32 = 600;
const LOGO_WIDTH: u32 = 170;
/// The theme's words that letters need.
const WORDS: [&str; 6] =
    ["with_partner", "why", "unsubscribe", "view_online", "sender", "on_behalf"];

impl<'p> Renderer<'_, 'p> {
    /// One form of a letter. The HTML is made of the MJML, and the message of text and HTML, which
    /// come from `fetch`.
    pub(super) fn letter(
        &self,
        partner: &'p Partner,
        mail: &'p Email,
        locale: &Locale,
        form: MailForm,
        fetch: &dyn Fetch,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let text = self.letter_version(mail, partner, locale)?;
        let place = text.span;
        let other = |form: MailForm| {
            let id = &partner.id;
            let path = self.plan.addresses.mail(id, &mail.id, locale, form.ending());
            let bytes = fetch.bytes(&path.ok_or_else(Vec::new)?)?;
            String::from_utf8(bytes).map_err(|_| Vec::new())
        };
        let context = || self.letter_context(partner, mail, text, locale);
        let tera = self.theme.tera();
        match form {
            MailForm::Mjml => {
                let mjml = email::expand(tera, &context()?);
                mjml.map(String::into_bytes).map_err(|fault| vec![self.letter_fault(fault, place)])
            }
            MailForm::Html => drawn(&other(MailForm::Mjml)?, place).map(String::into_bytes),
            MailForm::Text => {
                let plain = email::text(tera, &context()?);
                plain.map(String::into_bytes).map_err(|fault| vec![self.letter_fault(fault, place)])
            }
            MailForm::Eml => {
                let envelope = self.envelope(context()?.subject, locale);
                let (text, html) = (other(MailForm::Text)?, other(MailForm::Html)?);
                email::eml(&envelope, &text, &html).map_err(|fault| {
                    vec![Diagnostic::error(Code::BadValue, place, fault.to_string())]
                })
            }
        }
    }

    /// What is wrong with a letter's MJML and HTML.
    pub(super) fn examine_letter(
        &self,
        partner: &'p Partner,
        mail: &'p Email,
        locale: &Locale,
    ) -> Result<(), Vec<Diagnostic>> {
        let mjml = self.letter(partner, mail, locale, MailForm::Mjml, &Unweighed)?;
        let place = self.letter_version(mail, partner, locale)?.span;
        drawn(&String::from_utf8_lossy(&mjml), place).map(drop)
    }

    fn letter_version(
        &self,
        mail: &'p Email,
        partner: &Partner,
        locale: &Locale,
    ) -> Result<&'p EmailText, Vec<Diagnostic>> {
        let version = mail.version_for(partner, locale, self.plan.default_locale());
        version.map(|version| version.value).ok_or_else(Vec::new)
    }

    fn letter_context(
        &self,
        partner: &'p Partner,
        mail: &'p Email,
        text: &'p EmailText,
        locale: &Locale,
    ) -> Result<EmailContext, Vec<Diagnostic>> {
        let project = self.plan.project;
        let links = self.plan.links(partner).ok_or_else(Vec::new)?;
        let address = links
            .shown(Placement::Email(mail.id.clone()), locale)
            .map_err(|fault| vec![unlinked(&fault, &partner.id)])?;
        let formats = self.formats(locale)?;
        let words = Words::of_partner(self.plan, self.theme, formats, locale, partner)
            .with_link(Some(&address));
        let mut findings = Vec::new();
        let mut plain = |phrase: Option<&crate::model::text::Phrase>| -> Option<String> {
            phrase.and_then(|phrase| words.plain(phrase).map_err(|more| findings.extend(more)).ok())
        };
        let subject = plain(Some(&text.subject)).unwrap_or_default();
        let preheader = plain(text.preheader.as_ref());
        let headline = plain(text.headline.as_ref());
        let cta = plain(text.cta.as_ref());
        let signature = plain(text.signature.as_ref()).unwrap_or_default();
        let alt = plain(text.alt.as_ref()).unwrap_or_default();
        let body =
            words.markdown(&text.body).map_err(|more| findings.extend(more)).unwrap_or_default();
        if !findings.is_empty() {
            return Err(findings);
        }
        let picture = text.picture.as_ref().and_then(|it| self.plan.mail_picture(&it.value, false));
        let label = self.plan.ad_label(partner, &Placement::Email(mail.id.clone()));
        let disclosure = words.disclosure("email.disclosure", label)?;
        Ok(EmailContext {
            subject,
            preheader,
            style: match text.style {
                EmailStyle::Designed => Style::Designed,
                EmailStyle::Plain => Style::Plain,
            },
            locale: locale.to_string(),
            dir: direction(locale),
            company: self.letter_company(&words)?,
            partner: email::Partner {
                name: partner.name.clone(),
                logo: self
                    .plan
                    .partner_mail_logo(partner)
                    .map(|logo| self.mail_picture(&logo, LOGO_WIDTH, &partner.name)),
            },
            headline,
            body,
            picture: picture.map(|picture| self.mail_picture(&picture, WIDTH, &alt)),
            button: cta.map(|text| Link { text, href: address.clone() }),
            signature: signature.lines().map(str::to_owned).collect(),
            disclosure: Some(disclosure),
            text: self.letter_words(&words, partner)?,
            palette: letter_palette(&Palette::derive(
                project.company.brand.primary,
                partner.brand.color.or(project.company.brand.accent),
            )),
        })
    }

    pub(super) fn letter_company(&self, words: &Words) -> Result<Company, Vec<Diagnostic>> {
        let company = &self.plan.project.company;
        let logo =
            company.brand.logo.as_ref().and_then(|logo| self.plan.mail_picture(&logo.value, true));
        let links = [
            ("footer.imprint", &company.links.imprint),
            ("footer.privacy", &company.links.privacy),
        ];
        let links = links.into_iter().filter_map(|(key, address)| Some((key, address.as_ref()?)));
        let links = links.map(|(key, address)| {
            Ok(Link { text: words.theme_text(key, &[])?, href: address.as_str().to_owned() })
        });
        Ok(Company {
            name: company.name.clone(),
            url: company.url.as_str().to_owned(),
            logo: logo.map(|logo| self.mail_picture(&logo, LOGO_WIDTH, &company.name)),
            // The legal name stands before it: the letter is sent on its behalf.
            address: company.legal.address.clone(),
            links: links.collect::<Result<_, Vec<Diagnostic>>>()?,
        })
    }

    fn mail_picture(&self, picture: &Variant, shown: u32, alt: &str) -> Picture {
        let width = shown.min(picture.width);
        let height = u64::from(width) * u64::from(picture.height) / u64::from(picture.width.max(1));
        Picture {
            src: self.plan.addresses.url(&picture.path),
            width,
            height: u32::try_from(height).unwrap_or(u32::MAX).max(1),
            alt: alt.to_owned(),
        }
    }

    fn letter_words(
        &self,
        words: &Words,
        partner: &Partner,
    ) -> Result<std::collections::BTreeMap<String, String>, Vec<Diagnostic>> {
        let company = &self.plan.project.company;
        let legal_name = company.legal.name.as_ref().unwrap_or(&company.name);
        let fillings = [
            ("partner", Argument::Text(partner.name.clone())),
            ("company", Argument::Text(legal_name.clone())),
        ];
        let text = |key: &&str| {
            let text = words.theme_text(&format!("email.{key}"), &fillings)?;
            Ok(((*key).to_owned(), text))
        };
        WORDS.iter().map(text).collect()
    }

    /// Of a letter from the company.
    pub(super) fn envelope(&self, subject: String, locale: &Locale) -> Envelope {
        let from = self.plan.project.company.mail_from.as_ref();
        Envelope {
            subject,
            from: from.map(|sender| Mailbox {
                name: sender.name.clone(),
                address: sender.address.to_string(),
            }),
            to: None,
            date: self.plan.settings.as_of.civil(),
            locale: locale.to_string(),
            list_unsubscribe: None,
        }
    }

    pub(super) fn letter_fault(&self, fault: ExpandError, place: Span) -> Diagnostic {
        match fault {
            ExpandError::Template(error) => self.theme.finding(&error),
            ExpandError::Structure(error) => {
                Diagnostic::error(Code::Template, place, error.to_string())
            }
        }
    }
}

pub(super) fn direction(locale: &Locale) -> Direction {
    if locale.rtl() { Direction::Rtl } else { Direction::Ltr }
}

pub(super) fn letter_palette(palette: &Palette) -> email::Palette {
    let light = &palette.light;
    email::Palette {
        accent: light.accent.to_string(),
        on_accent: light.on_accent.to_string(),
        brand_50: palette.brand_step(50).to_string(),
        brand_700: light.brand_text.to_string(),
        text: light.text.to_string(),
        text_muted: light.text_muted.to_string(),
        surface: light.surface.to_string(),
        border: light.border.to_string(),
    }
}

pub(super) fn drawn(mjml: &str, place: Span) -> Result<String, Vec<Diagnostic>> {
    email::draw(mjml).map_err(|fault| {
        let message = format!("the letter cannot be drawn: {fault}");
        vec![Diagnostic::error(Code::Template, place, message)]
    })
}
