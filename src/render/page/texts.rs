//! Ad texts and letters as partners see them listed, and ad texts as files.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::ids::TextId;
use crate::model::locale::Locale;
use crate::model::material::AdTextBody;
use crate::model::partner::Partner;
use crate::plan::{MailForm, MailPlace, OutputPath, TextPlace};
use crate::render::Fetch;
use crate::render::email::from_markdown;
use crate::theme::placeholders::escape_words;
use crate::tracking::Placement;

use super::draft::{Draft, gone};
use super::shelf::Shelf;
use super::{Pages, Rendered};

/// Ad texts are pasted into places that break lines themselves.
const UNBROKEN: usize = 100_000;

#[derive(Serialize)]
pub struct AdText {
    id: String,
    title: String,
    kind: &'static str,
    locale: String,
    locale_name: String,
    body: String,
    characters: String,
    href: Option<String>,
}

#[derive(Serialize)]
pub struct Email {
    id: String,
    subject: String,
    preheader: Option<String>,
    style: &'static str,
    locale: String,
    locale_name: String,
    preview: Option<String>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct Download {
    label: &'static str,
    href: String,
    bytes: String,
}

impl<'p> Pages<'_, 'p> {
    /// An ad text as a file, with the partner's short link in it: plain, or as Markdown.
    ///
    /// # Errors
    /// What cannot be filled.
    pub fn ad_text(
        &self,
        partner: &'p Partner,
        text: &TextId,
        locale: &Locale,
        markdown: bool,
        path: &OutputPath,
    ) -> Rendered {
        let project = self.plan.project;
        let text = project.texts.get(text).ok_or_else(|| gone("text", text.as_str()))?;
        let version = text.version_for(partner, locale, self.plan.default_locale());
        let version = version.ok_or_else(|| gone("text", text.id.as_str()))?.value;
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let body = draft.ad_text_markdown(partner, &text.id, locale, version);
        draft.finish(if markdown {
            format!("{}\n", body.trim())
        } else {
            from_markdown(&body, UNBROKEN)
        })
    }
}

impl<'p> Draft<'_, 'p> {
    fn ad_text_markdown(
        &self,
        partner: &'p Partner,
        text: &TextId,
        locale: &Locale,
        version: &AdTextBody,
    ) -> String {
        let addresses = &self.pages.plan.addresses;
        let short = addresses.text_link(partner, text, locale).map(|path| addresses.url(&path));
        let body = self.take(self.words.with_link(short.as_deref()).markdown(&version.body));
        match self.ad_label(partner, &Placement::Text(text.clone())) {
            Some(label) => format!("{}\n\n{}", body.trim_end(), escape_words(&label)),
            None => body,
        }
    }

    pub fn texts(&self, shelf: &Shelf, partner: &'p Partner) -> Vec<AdText> {
        let places = self.pages.plan.text_places(partner).into_iter();
        places.filter_map(|place| self.ad_text(shelf, partner, &place)).collect()
    }

    fn ad_text(
        &self,
        shelf: &Shelf,
        partner: &'p Partner,
        place: &TextPlace<'p>,
    ) -> Option<AdText> {
        let (text, locale) = (place.text, &place.locale);
        let version = text.version_for(partner, locale, self.pages.plan.default_locale())?.value;
        let (title, markdown) = self.in_locale(partner, locale, |draft| {
            (
                draft.plain(&version.title),
                draft.ad_text_markdown(partner, &text.id, locale, version),
            )
        });
        let body = from_markdown(&markdown, UNBROKEN).trim_end().to_owned();
        Some(AdText {
            id: text.id.to_string(),
            title,
            kind: version.kind.word(),
            locale: locale.to_string(),
            locale_name: locale.autonym().to_owned(),
            characters: self.words.formats.number(Decimal::from(body.chars().count())),
            body,
            href: self.text_href(shelf, partner, &text.id, locale),
        })
    }

    pub fn emails(&self, shelf: &Shelf, partner: &'p Partner, fetch: &dyn Fetch) -> Vec<Email> {
        let places = self.pages.plan.mail_places(partner).into_iter();
        places.filter_map(|place| self.email(shelf, partner, &place, fetch)).collect()
    }

    fn email(
        &self,
        shelf: &Shelf,
        partner: &'p Partner,
        place: &MailPlace<'p>,
        fetch: &dyn Fetch,
    ) -> Option<Email> {
        let (email, locale) = (place.email, &place.locale);
        let version = email.version_for(partner, locale, self.pages.plan.default_locale())?.value;
        let (subject, preheader) = self.in_locale(partner, locale, |draft| {
            let link = draft.shown_link(partner, Placement::Email(email.id.clone()));
            let words = draft.words.with_link(Some(&link));
            let preheader =
                version.preheader.as_ref().map(|preheader| draft.take(words.plain(preheader)));
            (draft.take(words.plain(&version.subject)), preheader)
        });
        let forms = [("HTML", MailForm::Html), ("TXT", MailForm::Text), ("EML", MailForm::Eml)];
        let download = |(label, form): (&'static str, MailForm)| {
            let mail =
                self.pages.plan.addresses.mail(&partner.id, &email.id, locale, form.ending())?;
            Some(Download {
                label,
                href: self.mail_href(shelf, partner, &email.id, locale, form.ending())?,
                bytes: self.bytes(self.take(fetch.size(&mail))),
            })
        };
        Some(Email {
            id: email.id.to_string(),
            subject,
            preheader,
            style: version.style.word(),
            locale: locale.to_string(),
            locale_name: locale.autonym().to_owned(),
            preview: self.mail_href(shelf, partner, &email.id, locale, MailForm::Html.ending()),
            downloads: forms.into_iter().filter_map(download).collect(),
        })
    }
}
