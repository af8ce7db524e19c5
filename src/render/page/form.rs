//! The form of a landing, and the page after it was sent.
//!
//! It is sent to the company's own endpoint as a browser sends any form, with the partner in it; the
//! script of the theme only helps. What the endpoint gets is written down in `docs/content.md`.

use serde::Serialize;

use crate::model::landing::{Consent, FieldKind, FormField};
use crate::model::locale::Locale;
use crate::model::web::WebAddress;
use crate::model::{landing, material, partner};
use crate::plan::OutputPath;
use crate::theme::Argument;
use crate::tracking::{Button, Placement};

use super::context::{Company, Page, Partner, Site};
use super::draft::{Draft, gone};
use super::policy::Grants;
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
pub struct Form {
    headline: Option<String>,
    line: Option<String>,
    action: String,
    cta: String,
    fields: Vec<Field>,
    hidden: Vec<Hidden>,
    consent: Option<ConsentBox>,
}

#[derive(Serialize)]
struct Field {
    name: String,
    kind: &'static str,
    label: String,
    required: bool,
    options: Vec<String>,
    /// `type` of an `input`.
    input: &'static str,
    /// HTML living standard, section 4.10.18.7; `null` where the browser can know nothing.
    autocomplete: Option<&'static str>,
    /// What is said where it is missing, or is no mail address.
    message: String,
}

#[derive(Serialize)]
struct Hidden {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct ConsentBox {
    text: String,
    privacy: Option<String>,
    message: String,
}

#[derive(Serialize)]
struct ThanksPage {
    site: Site,
    page: Page,
    company: Company,
    partner: Partner,
    thanks: Thanks,
}

#[derive(Serialize)]
struct Thanks {
    headline: String,
    line: String,
    /// The landing that the form stands on.
    back: String,
}

/// The button that a form's sub-ID is of.
fn button() -> Option<Button> {
    Button::named("form")
}

impl<'p> Pages<'_, 'p> {
    /// What readers see after they sent the form of a landing.
    ///
    /// # Errors
    /// Everything on it that cannot be filled or rendered.
    pub fn thanks(
        &self,
        partner: &'p partner::Partner,
        landing: &material::Landing,
        locale: &Locale,
        path: &OutputPath,
    ) -> Rendered {
        let version = landing.version_for(partner, locale, self.plan.default_locale());
        let text = version.ok_or_else(|| gone("landing", landing.id.as_str()))?.value;
        let form =
            text.form.as_ref().ok_or_else(|| gone("form of landing", landing.id.as_str()))?;
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let company = Argument::Text(self.plan.project.company.name.clone());
        let own = form.thanks.as_ref();
        let headline = own.map(|thanks| draft.plain(&thanks.headline));
        let headline = headline.unwrap_or_else(|| draft.text("thanks.headline", &[]));
        let line = own.and_then(|thanks| draft.optional(thanks.line.as_ref()));
        let page = ThanksPage {
            site: draft.site(Role::Landing),
            page: draft.page(draft.titled(&headline), Some("noindex, nofollow")),
            company: draft.company(),
            partner: draft.partner(partner),
            thanks: Thanks {
                headline,
                line: line.unwrap_or_else(|| draft.text("thanks.line", &[("company", company)])),
                back: "../".to_owned(),
            },
        };
        draft.render("landing/thanks.html", &page)
    }
}

impl<'p> Draft<'_, 'p> {
    /// Where the form is sent: checked to be there by `check`.
    pub(super) fn endpoint<'f>(&self, form: &'f landing::Form) -> Option<&'f WebAddress>
    where
        'p: 'f,
    {
        form.endpoint.as_ref().or(self.pages.plan.project.company.form_endpoint.as_ref())
    }

    pub(super) fn form(
        &self,
        partner: &'p partner::Partner,
        landing: &material::Landing,
        form: &'p landing::Form,
    ) -> Option<Form> {
        let company = Argument::Text(self.pages.plan.project.company.name.clone());
        let message = self.text("form.tick", &[]);
        let privacy = self.pages.plan.project.company.links.privacy.as_ref();
        let agree = |text: String| ConsentBox {
            text,
            privacy: privacy.map(ToString::to_string),
            message: message.clone(),
        };
        Some(Form {
            headline: self.optional(form.headline.as_ref()),
            line: self.optional(form.line.as_ref()),
            action: self.endpoint(form)?.to_string(),
            cta: self.optional(form.cta.as_ref()).unwrap_or_else(|| self.text("form.send", &[])),
            fields: form.fields.iter().map(|field| self.field(field)).collect(),
            hidden: self.hidden(partner, landing),
            consent: match &form.consent {
                Consent::None => None,
                Consent::Standard => {
                    Some(agree(self.text("form.consent", &[("company", company)])))
                }
                Consent::Own(text) => Some(agree(self.plain(text))),
            },
        })
    }

    fn field(&self, field: &FormField) -> Field {
        let kind = field.kind;
        let (input, autocomplete) = match kind {
            FieldKind::Name => ("text", Some("name")),
            FieldKind::Email => ("email", Some("email")),
            FieldKind::Phone => ("tel", Some("tel")),
            // Not a number: `01000` has its zero.
            FieldKind::Postcode => ("text", Some("postal-code")),
            FieldKind::Choice | FieldKind::Text => ("text", None),
        };
        let message = if kind == FieldKind::Email { "form.bad_email" } else { "form.missing" };
        Field {
            name: field.name.to_string(),
            kind: kind.word(),
            label: self
                .optional(field.label.as_ref())
                .unwrap_or_else(|| self.text(&format!("form.{}", kind.word()), &[])),
            required: field.required,
            options: field.options.iter().map(|option| self.plain(option)).collect(),
            input,
            autocomplete,
            message: self.text(message, &[]),
        }
    }

    /// Who sent the reader, and from where: the same as in the landing's links.
    fn hidden(&self, partner: &'p partner::Partner, landing: &material::Landing) -> Vec<Hidden> {
        let placement =
            button().map(|button| Placement::LandingButton { landing: landing.id.clone(), button });
        let link = placement.clone().and_then(|placement| {
            self.linked(partner, |links| links.link(placement, self.words.locale).map(Some))
        });
        let name = placement.map(|placement| placement.to_string()).unwrap_or_default();
        let sub_id = link.as_ref().and_then(|link| link.sub_ids.first());
        let thanks = self.pages.plan.thanks_page(self.path);
        let values = [
            ("partner", Some(partner.id.to_string())),
            ("placement", Some(sub_id.map_or(name, |sub_id| sub_id.value.clone()))),
            ("landing", Some(landing.id.to_string())),
            ("locale", Some(self.words.locale.to_string())),
            ("ref", link.map(|link| link.url)),
            ("thanks", thanks.map(|path| self.pages.plan.addresses.url(&path))),
        ];
        let given = values.into_iter();
        given.filter_map(|(name, value)| Some(Hidden { name, value: value? })).collect()
    }

    /// What the page asks for because of its form.
    pub(super) fn form_grants<'f>(&self, form: Option<&'f landing::Form>) -> Grants<'f>
    where
        'p: 'f,
    {
        Grants { form: form.and_then(|form| self.endpoint(form)), ..Grants::default() }
    }
}
