//! What a theme's banner styles say that no picture shows.

use crate::diagnostic::{Code, Diagnostic};
use crate::raster::{draws_property, follows_at_rule, state_in};
use crate::theme::Statement;

use super::Renderer;

const HELP: &str = "browsers may follow it (HTML5 banners), pictures will not: leave it out, or see docs/themes.md for what can be drawn";

impl Renderer<'_, '_> {
    /// Rules of banners' styles that drawing passes over, at their places.
    pub fn undrawn_styles(&self) -> Vec<Diagnostic> {
        let statements = self.theme.banner_statements();
        let findings = statements.into_iter().filter_map(|(place, statement)| {
            let message = match statement {
                Statement::Property(name) if !draws_property(name) => {
                    format!("`{name}` is no property that banners are drawn with")
                }
                Statement::AtRule(name) if !follows_at_rule(name) => {
                    format!("`@{name}` is no rule that banners are drawn with")
                }
                Statement::Selectors(selectors) => {
                    let state = state_in(selectors)?;
                    format!("a picture is never in the state `:{state}`")
                }
                _ => return None,
            };
            Some(Diagnostic::warning(Code::Template, place, message).help(HELP))
        });
        findings.collect()
    }
}
