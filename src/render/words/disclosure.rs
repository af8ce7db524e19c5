//! What an advertisement says of itself.

use crate::diagnostic::Diagnostic;
use crate::model::ad_label::{AdLabel, AdNotice, AdToken};
use crate::model::disclosure::missing_word;
use crate::theme::Argument;

use super::Words;

impl Words<'_, '_> {
    /// The sentence that says that links pay: the company's, or the theme's under `key`. Before it stand the material's label and the word
    /// that the law of the readers' country wants, where it has none yet.
    ///
    /// # Errors
    /// The theme lacks a word, or the company's sentence cannot be filled.
    pub fn disclosure(
        &self,
        key: &str,
        label: Option<&AdLabel>,
    ) -> Result<String, Vec<Diagnostic>> {
        let company = &self.plan.project.company;
        let mut said = match &company.disclosure {
            Some(own) => self.local(own)?,
            None => {
                let partner = self.partner.map(|partner| partner.name.clone()).unwrap_or_default();
                self.theme_text(key, &[("partner", Argument::Text(partner))])?
            }
        };
        if let Some(label) = label {
            said = format!("{}. {said}", self.ad_notice(&label.notice())?);
        }
        let countries = company.market(self.market).map_or(&[][..], |market| &market.countries);
        let word = missing_word(countries, self.locale, &said);
        Ok(match word {
            Some(word) => format!("{word}. {said}"),
            None => said,
        })
    }

    /// `Реклама. ООО «Липа», ИНН 7707083893. erid: 2VtzqwXYZab`, the token where there is one.
    ///
    /// # Errors
    /// The theme lacks a word.
    pub fn ad_notice(&self, notice: &AdNotice) -> Result<String, Vec<Diagnostic>> {
        let company = &self.plan.project.company;
        let own = || company.legal.name.clone().unwrap_or_else(|| company.name.clone());
        let advertiser = notice.advertiser.clone().unwrap_or_else(own);
        let word = self.theme_text("ad_label.word", &[])?;
        let number = match &notice.tax_number {
            Some(number) => {
                let number = Argument::Text(number.clone());
                format!(", {}", self.theme_text("ad_label.tax_number", &[("number", number)])?)
            }
            None => String::new(),
        };
        let token = notice.token.as_ref();
        let token = token.map(|token| format!(". {}: {token}", AdToken::PARAMETER));
        Ok(format!("{word}. {advertiser}{number}{}", token.unwrap_or_default()))
    }
}
