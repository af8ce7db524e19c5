//! The formats of every language that a project's pages are in.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::locale::Locale;
use crate::model::project::Project;
use crate::theme::format::Formats;

/// Formats by language, loaded once.
pub struct FormatSet(BTreeMap<Locale, Formats>);

impl FormatSet {
    /// The formats of the company's and all partners' languages.
    ///
    /// # Errors
    /// The languages that nothing is known of.
    pub fn of(project: &Project) -> Result<FormatSet, Vec<Diagnostic>> {
        let company = &project.company;
        let own = company.locales.iter().map(|locale| (locale, company.span));
        let partners = project.partners.values();
        let theirs = partners.flat_map(|partner| partner.locales.iter().map(|locale| (locale, partner.span)));
        let mut formats = BTreeMap::new();
        let mut findings = Vec::new();
        for (locale, span) in own.chain(theirs) {
            if formats.contains_key(locale) {
                continue;
            }
            match Formats::for_locale(locale) {
                Ok(found) => {
                    formats.insert(locale.clone(), found);
                }
                Err(fault) => findings.push(Diagnostic::error(Code::BadValue, span, fault.to_string())),
            }
        }
        if findings.is_empty() { Ok(FormatSet(formats)) } else { Err(findings) }
    }

    /// The formats of one of the project's languages.
    pub fn get(&self, locale: &Locale) -> Option<&Formats> {
        self.0.get(locale)
    }
}
