//! The label of an advertisement in words.

use crate::diagnostic::Diagnostic;
use crate::model::ad_label::{AdLabel, AdToken};
use crate::theme::Argument;

use super::Words;

impl Words<'_, '_> {
    /// `Реклама. ООО «Липа», ИНН 7707083893. erid: 2VtzqwXYZab`.
    ///
    /// # Errors
    /// The theme lacks a word.
    pub fn ad_label(&self, label: &AdLabel) -> Result<String, Vec<Diagnostic>> {
        let company = &self.plan.project.company;
        let own = || company.legal.name.clone().unwrap_or_else(|| company.name.clone());
        let advertiser = label.advertiser.clone().unwrap_or_else(own);
        let word = self.theme_text("ad_label.word", &[])?;
        let number = match &label.tax_number {
            Some(number) => {
                let number = Argument::Text(number.clone());
                format!(", {}", self.theme_text("ad_label.tax_number", &[("number", number)])?)
            }
            None => String::new(),
        };
        Ok(format!("{word}. {advertiser}{number}. {}: {}", AdToken::PARAMETER, label.token))
    }
}
