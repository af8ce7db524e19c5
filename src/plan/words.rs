//! Whether words are the same for every partner.

use crate::model::creative::Creative;
use crate::model::project::Project;
use crate::model::text::{Localized, Phrase, Wording};

/// Whether the banner must be drawn for each partner: because it says so, or because a placeholder
/// in its words means something else for another partner or market.
pub fn depends_on_partner(creative: &Creative, project: &Project) -> bool {
    creative.personal || differs_by_partner(phrases(creative), project)
}

/// Whether a placeholder in these words means something else for another partner or market.
pub fn differs_by_partner<'t>(
    words: impl IntoIterator<Item = &'t Phrase>,
    project: &Project,
) -> bool {
    let one_market = project.company.markets.len() == 1;
    words.into_iter().any(|phrase| {
        placeholders(&phrase.text).any(|name| match name {
            "company" => false,
            "prices" | "product" => !one_market,
            _ => true,
        })
    })
}

/// Whether the words say all by themselves, but for the company's name.
pub fn is_fixed(words: &Phrase) -> bool {
    placeholders(&words.text).all(|name| name == "company")
}

fn phrases(creative: &Creative) -> Vec<&Phrase> {
    let own = [Some(&creative.headline), creative.line.as_ref(), creative.cta.as_ref()];
    let frames = creative.frames.iter();
    let framed = frames.clone().flat_map(|frame| [frame.headline.as_ref(), frame.line.as_ref()]);
    let numbers = frames.filter_map(|frame| frame.number.as_ref());
    let spoken = own.into_iter().chain(framed).flatten().flat_map(|wording| match wording {
        Localized::Same(form) => vec![form],
        Localized::ByLocale(forms) => forms.values().collect(),
    });
    spoken.flat_map(Wording::phrases).chain(&creative.number).chain(numbers).collect()
}

/// The first part of each placeholder's name: `prices` of `{{ prices.espresso }}`.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).map(|rest| {
        let name = rest.trim_start();
        let end = name.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
        &name[..end.unwrap_or(name.len())]
    })
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn placeholders_are_named_by_their_first_part() {
        let names: Vec<&str> = placeholders("a {{ prices.x }} b {{rate}} {{").collect();
        assert_eq!(names, ["prices", "rate", ""]);
    }
}
