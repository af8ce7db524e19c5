//! Did you mean.

/// The candidate nearest to `word`, if it is near enough to be what was meant.
pub fn suggest<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', '-', ' '], "");
    let wanted = plain(word);
    let allowed = match wanted.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let distance = |candidate: &str| strsim::damerau_levenshtein(&wanted, &plain(candidate));
    let near = candidates.iter().map(|candidate| (distance(candidate), *candidate)).filter(|(distance, _)| *distance <= allowed);
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}
