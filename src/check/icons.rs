//! Icons that the theme does not have: it would draw a dot.

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::text::Phrase;
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let known = &plan.theme.icons;
    // A theme that lists none may draw what it likes.
    if known.is_empty() {
        return;
    }
    let versions = plan.project.landings.values().flat_map(|landing| landing.texts());
    let items = versions.flat_map(|text| &text.benefits).flat_map(|section| &section.items);
    let named = items.filter_map(|item| item.icon.as_ref());
    // With a dot or a slash it is a picture's path, which was looked for.
    let unknown =
        named.filter(|icon| !icon.text.contains(['.', '/']) && !known.contains(&icon.text));
    findings.extend(unknown.map(|icon| there_is_no(icon, known)));
}

fn there_is_no(icon: &Phrase, known: &[String]) -> Diagnostic {
    let message = format!("the theme has no icon `{}`", icon.text);
    let finding = Diagnostic::error(Code::BadValue, icon.span, message);
    let all = format!("there are: {}; or name a picture: `images/bean.svg`", known.join(", "));
    match suggest(&icon.text, known.iter().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`? {all}")),
        None => finding.help(all),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::landing::BENEFIT;

    /// The names stand in three places: where they are drawn, where editors show them, and in the guide.
    #[test]
    fn the_default_theme_s_icons_are_named_wherever_keys_are_explained() {
        let theme = include_str!("../../themes/default/theme.yaml");
        let icons = theme.lines().find_map(|line| line.strip_prefix("icons: [")?.strip_suffix(']'));
        let icons = icons.expect("a list of icons");
        let schema = BENEFIT.field("icon").expect("a key").meaning;
        let guide = include_str!("../../docs/content.md");
        assert!(schema.contains(icons), "{schema}");
        assert!(guide.contains(icons));
    }
}
