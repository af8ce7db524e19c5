//! Where a partner's materials lie: on their portal page, or in their kit.

use crate::model::ids::{DocumentId, EmailId, LandingId, TextId};
use crate::model::locale::Locale;
use crate::model::partner::Partner;
use crate::plan::{KitContent, KitPart, OutputPath, QrForm, Recipe};

use super::draft::Draft;

pub enum Shelf {
    Portal,
    /// The parts of the kit.
    Kit(Vec<KitPart>),
}

impl Shelf {
    /// What `portal` gives, or the kit's part with this content.
    fn place(
        &self,
        portal: impl FnOnce() -> Option<OutputPath>,
        content: &KitContent,
    ) -> Option<OutputPath> {
        match self {
            Shelf::Portal => portal(),
            Shelf::Kit(parts) => {
                let part = parts.iter().find(|part| part.content == *content)?;
                OutputPath::new(part.path.clone())
            }
        }
    }
}

impl<'p> Draft<'_, 'p> {
    pub fn banner_href(&self, shelf: &Shelf, path: &OutputPath) -> String {
        let content = KitContent::Artifact(path.clone());
        let path = shelf.place(|| Some(path.clone()), &content);
        self.href_of(path).unwrap_or_default()
    }

    pub fn qr_href(
        &self,
        shelf: &Shelf,
        partner: &Partner,
        landing: &LandingId,
        locale: &Locale,
        form: QrForm,
    ) -> Option<String> {
        let ending = match form {
            QrForm::Svg => "svg",
            QrForm::Png => "png",
        };
        let content = KitContent::Made(Recipe::Qr {
            partner: partner.id.clone(),
            landing: landing.clone(),
            locale: locale.clone(),
            form,
        });
        let name = format!("qr/{landing}.{locale}.{ending}");
        let portal = || self.pages.plan.addresses.partner_file(&partner.id, &name);
        self.href_of(shelf.place(portal, &content))
    }

    pub fn mail_href(
        &self,
        shelf: &Shelf,
        partner: &Partner,
        email: &EmailId,
        locale: &Locale,
        ending: &str,
    ) -> Option<String> {
        let addresses = &self.pages.plan.addresses;
        let content = KitContent::Artifact(addresses.mail(&partner.id, email, locale, ending)?);
        let name = format!("mails/{email}.{locale}.{ending}");
        self.href_of(shelf.place(|| addresses.partner_file(&partner.id, &name), &content))
    }

    /// Ad texts are files in kits only.
    pub fn text_href(
        &self,
        shelf: &Shelf,
        partner: &Partner,
        text: &TextId,
        locale: &Locale,
    ) -> Option<String> {
        let content = KitContent::Made(Recipe::AdText {
            partner: partner.id.clone(),
            text: text.clone(),
            locale: locale.clone(),
            markdown: false,
        });
        self.href_of(shelf.place(|| None, &content))
    }

    pub fn document_href(
        &self,
        shelf: &Shelf,
        partner: &Partner,
        document: &DocumentId,
    ) -> Option<String> {
        let content = KitContent::Made(Recipe::Document {
            partner: partner.id.clone(),
            document: document.clone(),
            locale: self.words.locale.clone(),
        });
        let portal =
            || self.pages.plan.addresses.document_page(partner, document, self.words.locale);
        self.href_of(shelf.place(portal, &content))
    }

    /// The PDF of a document in the page's language; of `None`, the sheet of the partner's terms.
    pub fn print_href(
        &self,
        shelf: &Shelf,
        partner: &'p Partner,
        document: Option<&DocumentId>,
    ) -> Option<String> {
        let prints = self.pages.plan.prints_for(partner).into_iter();
        let mut prints = prints.filter(|print| {
            print.recipe.document.as_ref() == document && print.recipe.locale == *self.words.locale
        });
        let print = prints.next()?;
        self.href_of(match shelf {
            Shelf::Portal => print.path,
            Shelf::Kit(_) => OutputPath::new(print.below),
        })
    }
}
