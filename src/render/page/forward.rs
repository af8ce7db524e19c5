//! What a landing hands on from its own address to its buttons and forms.
//!
//! The partner is in the buttons as they are written: without the script nothing but the placement is lost. Only the parameters
//! that are listed are handed on, and what they hold is escaped where it is put.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Serialize;

use crate::model::ids::LandingId;
use crate::model::partner::Partner;
use crate::tracking::{Button, Placement};

use super::draft::Draft;
use super::policy::hash;

/// For the page's policy; worked out once, as the script is always the same.
pub static SCRIPT_HASH: LazyLock<String> = LazyLock::new(|| hash(SCRIPT));
const SCRIPT: &str = include_str!("forward.js");
/// The buttons that every landing has.
const BUTTONS: [&str; 3] = ["hero", "closing", "sticky"];

/// As templates see it.
#[derive(Serialize)]
pub struct Forward {
    /// For `<script>`, as it is.
    script: &'static str,
    /// For `<script type="application/json" id="forward">`, as it is.
    data: String,
}

/// What the script reads.
#[derive(Serialize)]
struct Data {
    /// Parameters that are added to links as they come.
    add: Vec<String>,
    /// Parameters of sub-IDs.
    subs: BTreeSet<String>,
    /// The sub-IDs of each tracked link on the page: parameter and value.
    links: BTreeMap<String, BTreeMap<String, String>>,
}

impl<'p> Draft<'_, 'p> {
    /// `None` where there is nothing to hand on.
    pub fn forward(
        &self,
        partner: &'p Partner,
        landing: &LandingId,
        products: impl Iterator<Item = Button>,
    ) -> Option<Forward> {
        let mut data = Data { add: Vec::new(), subs: BTreeSet::new(), links: BTreeMap::new() };
        let added = self.pages.plan.links(partner).map(|links| links.forwarded());
        for button in BUTTONS.into_iter().filter_map(Button::named).chain(products) {
            let placement = Placement::LandingButton { landing: landing.clone(), button };
            let link =
                self.linked(partner, |links| links.link(placement, self.words.locale).map(Some))?;
            let sub_ids: BTreeMap<String, String> =
                link.sub_ids.into_iter().map(|sub_id| (sub_id.parameter, sub_id.value)).collect();
            data.subs.extend(sub_ids.keys().cloned());
            data.links.insert(link.url, sub_ids);
        }
        let added = added.unwrap_or_default().into_iter();
        data.add = added.filter(|name| !data.subs.contains(name)).collect();
        if data.add.is_empty() && data.subs.is_empty() {
            return None;
        }
        let json = serde_json::to_string(&data).ok()?;
        Some(Forward { script: SCRIPT, data: json.replace('<', "\\u003c") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stays_in_its_element() {
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
