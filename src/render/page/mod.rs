use std::collections::BTreeMap;
use crate::diagnostic::Diagnostic;
use crate::model::ids::*;
use crate::model::locale::Locale;
use crate::model::material::Landing;
use crate::model::partner::Partner;
use crate::model::web::Domain;
use crate::plan::{OutputPath, Plan};
use crate::theme::format::Formats;
use super::{Fetch, Theming};
pub struct Pages<'a, 'p> { pub plan: &'a Plan<'p>, pub theme: &'a dyn Theming, pub formats: &'a BTreeMap<Locale, Formats> }
type R = Result<String, Vec<Diagnostic>>;
impl<'p> Pages<'_, 'p> {
    pub fn landing(&self, _: &'p Partner, _: &'p Landing, _: &Locale, _: &OutputPath) -> R { Ok(String::new()) }
    pub fn neutral(&self, _: &'p Partner, _: &Locale, _: bool, _: &OutputPath) -> R { Ok(String::new()) }
    pub fn front(&self, _: &Domain, _: &Locale, _: &OutputPath) -> R { Ok(String::new()) }
    pub fn not_found(&self, _: &Domain, _: bool, _: &OutputPath) -> R { Ok(String::new()) }
    pub fn go(&self, _: &'p Partner, _: &TextId, _: &Locale, _: &OutputPath) -> R { Ok(String::new()) }
    pub fn programme(&self, _: &ProgramId, _: &Locale, _: &OutputPath) -> R { Ok(String::new()) }
    pub fn partner(&self, _: &'p Partner, _: &Locale, _: &OutputPath, _: &dyn Fetch) -> R { Ok(String::new()) }
    pub fn document(&self, _: &'p Partner, _: &DocumentId, _: &Locale, _: &OutputPath) -> R { Ok(String::new()) }
    pub fn ad_text(&self, _: &'p Partner, _: &TextId, _: &Locale, _: bool) -> R { Ok(String::new()) }
    pub fn snippets(&self, _: &'p Partner, _: &CreativeId, _: &Locale) -> R { Ok(String::new()) }
    pub fn kit_readme(&self, _: &'p Partner, _: &OutputPath, _: &dyn Fetch) -> R { Ok(String::new()) }
}
