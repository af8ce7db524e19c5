//! Which label a material of a partner must show.

use crate::model::ad_label::{AdLabel, Labelled};
use crate::model::ids::LandingId;
use crate::model::partner::Partner;
use crate::tracking::Placement;

use super::Plan;

impl<'p> Plan<'p> {
    /// The label of what stands at `placement`; a QR code has that of the landing that it leads to.
    pub fn ad_label(&self, partner: &Partner, placement: &Placement) -> Option<&'p AdLabel> {
        let material = match placement {
            Placement::Banner { creative, .. } => Some(Labelled::Banner(creative.clone())),
            Placement::LandingButton { landing, .. } => Some(Labelled::Landing(landing.clone())),
            Placement::Email(id) => Some(Labelled::Email(id.clone())),
            Placement::Text(id) => Some(Labelled::Text(id.clone())),
            Placement::Qr(name) => LandingId::parse(name.as_str()).ok().map(Labelled::Landing),
            Placement::Go(_) => None,
        };
        self.project.ad_labels.find(&partner.id, material.as_ref())
    }
}
