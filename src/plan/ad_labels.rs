//! Which label a material of a partner must show.

use crate::model::ad_label::{AdLabel, AdNotice, Labelled};
use crate::model::creative::Creative;
use crate::model::ids::LandingId;
use crate::model::locale::Locale;
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

    /// What a banner says of itself in its picture: what its partner must say, or, where partners share it, what all of them must.
    pub(super) fn banner_notice(
        &self,
        creative: &Creative,
        locale: &Locale,
        partner: Option<&Partner>,
    ) -> Option<AdNotice> {
        if self.project.ad_labels.is_empty() {
            return None;
        }
        let material = Labelled::Banner(creative.id.clone());
        let notice = |partner: &Partner| {
            self.project.ad_labels.find(&partner.id, Some(&material)).map(AdLabel::notice)
        };
        if let Some(partner) = partner {
            return notice(partner);
        }
        let mut notices = self
            .active()
            .filter(|partner| self.banner_locales(creative, partner).any(|it| it == locale))
            .map(notice);
        let first = notices.next()??;
        notices.try_fold(first, |all, one| all.common(&one?))
    }
}
