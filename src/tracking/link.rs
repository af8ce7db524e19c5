//! Building one link.

use std::collections::BTreeMap;
use std::fmt;

use super::Placement;
use super::fill::Filling;
use crate::model::backend::{
    Backend, MintedLinks, OwnSubId, PartnerReference, Position, Role, SubIdSource,
};
use crate::model::ids::{BackendId, PartnerId, ProgramId};
use crate::model::locale::Locale;
use crate::model::web::WebAddress;

/// All backends of a project.
pub type Backends = BTreeMap<BackendId, Backend>;

/// What links need to know of a partner.
#[derive(Debug, Clone, Copy)]
pub struct LinkPartner<'a> {
    pub id: &'a PartnerId,
    pub program: &'a ProgramId,
    /// The partner's first language: sub-IDs do not name it.
    pub first_locale: &'a Locale,
    /// The backend of the partner's links.
    pub backend: &'a BackendId,
    /// The partner's id in that backend (`ref`); default: the partner's id.
    pub reference: Option<&'a PartnerReference>,
    /// The partner's ids by backend; before `reference`.
    pub ids: &'a BTreeMap<BackendId, PartnerReference>,
    pub coupon: Option<&'a str>,
    /// What the partner adds in the slot left to them.
    pub own_sub_id: Option<&'a OwnSubId>,
    /// For a `static` backend.
    pub links: &'a MintedLinks,
}

/// A tracked link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub backend: BackendId,
    /// ASCII, without spaces, quotes, angle brackets or control characters. `&` is bare: HTML escapes it, mail text and QR do not.
    pub url: String,
    /// The backend's own first, then those of labels; empty when it has none.
    pub sub_ids: Vec<SubId>,
    /// Where it was to lead. (A template without `{destination}` and a minted link lead where the backend says.)
    pub destination: WebAddress,
}

/// One sub-ID of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubId {
    /// The parameter it stands in.
    pub parameter: String,
    /// As the backend reports it.
    pub value: String,
    /// What it says.
    pub source: SubIdSource,
    /// Before it was shortened: what to look for in the reports' stead.
    pub full: String,
}

/// Why there is no link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFault {
    pub backend: BackendId,
    pub reason: LinkReason,
}

/// What stands against a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkReason {
    /// No backend has this id.
    NoBackend,
    /// The backend counts only on its `hosts`; this one is not among them.
    HostNotCounted { host: String },
    /// The destination has the parameter already.
    Taken { parameter: String },
    /// The destination has a fragment, and the backend needs it for itself.
    TwoFragments,
    /// The backend's path form leads to the front page only.
    FrontPageOnly,
    /// The template names a coupon, and the partner has none.
    NoCoupon,
    /// A value cannot be part of a host name or a path.
    Unfit { value: String, position: Position },
    /// No minted link for the placement, and no default.
    NoMintedLink { placement: String },
    /// Labels have no place in a link that does not show its destination.
    NoPlaceForLabels { label: BackendId },
}

impl fmt::Display for LinkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let backend = &self.backend;
        match &self.reason {
            LinkReason::NoBackend => write!(f, "there is no backend `{backend}`"),
            LinkReason::HostNotCounted { host } => {
                write!(
                    f,
                    "`{backend}` does not count on {host}: it is not among the backend's `hosts`"
                )
            }
            LinkReason::Taken { parameter } => {
                write!(
                    f,
                    "the destination already has the parameter `{parameter}` that `{backend}` needs"
                )
            }
            LinkReason::TwoFragments => {
                write!(f, "`{backend}` writes after `#`, but the destination has a `#` of its own")
            }
            LinkReason::FrontPageOnly => {
                write!(
                    f,
                    "links of `{backend}` lead to the front page only, and the destination is another page"
                )
            }
            LinkReason::NoCoupon => {
                write!(f, "links of `{backend}` carry the coupon, and the partner has none")
            }
            LinkReason::Unfit { value, position } => {
                let place = match position {
                    Position::Host => "a host name",
                    Position::Path | Position::Query | Position::Fragment => "a path",
                };
                write!(f, "`{value}` cannot be part of {place}, where `{backend}` puts it")
            }
            LinkReason::NoMintedLink { placement } => {
                write!(f, "the partner has no link of `{backend}` for `{placement}`")
            }
            LinkReason::NoPlaceForLabels { label } => {
                write!(
                    f,
                    "`{label}` cannot label links of `{backend}`: their destination is not in them"
                )
            }
        }
    }
}

impl LinkFault {
    /// What to do about it.
    pub fn help(&self) -> String {
        match &self.reason {
            LinkReason::NoBackend => "name one of the files in `content/backends/`".to_owned(),
            LinkReason::HostNotCounted { host } => {
                format!("add `{host}` to `hosts` if it does count there")
            }
            LinkReason::Taken { parameter } => {
                format!(
                    "take `{parameter}` out of the destination, or set `on_conflict` to `keep` or `replace` in the backend"
                )
            }
            LinkReason::TwoFragments => {
                "leave the `#…` out of the destination, or use another `style`".to_owned()
            }
            LinkReason::FrontPageOnly => {
                "use style `query` or `redirect`, or the front page as destination".to_owned()
            }
            LinkReason::NoCoupon => "give the partner a `coupon`".to_owned(),
            LinkReason::Unfit { .. } => {
                "change the partner's id in this backend, or the backend's template".to_owned()
            }
            LinkReason::NoMintedLink { placement } => {
                format!(
                    "copy the link from the backend into the partner's file, as `links: {{default: https://…}}` or `{placement}: https://…`"
                )
            }
            LinkReason::NoPlaceForLabels { label } => format!("take `{label}` out of `also`"),
        }
    }
}

/// The link of `partner` at `placement`: the one that materials show.
///
/// # Errors
/// When the backend cannot count such a link; see [`LinkReason`].
pub fn build(
    backends: &Backends,
    partner: &LinkPartner<'_>,
    placement: &Placement,
    locale: &Locale,
    destination: &WebAddress,
) -> Result<Link, LinkFault> {
    Request { backends, partner, placement, locale, destination }.link(partner.backend)
}

/// The link of [`build`], then one for each further tracker in the backend's `also`: the rows of the inventory.
///
/// # Errors
/// As [`build`].
pub fn build_all(
    backends: &Backends,
    partner: &LinkPartner<'_>,
    placement: &Placement,
    locale: &Locale,
    destination: &WebAddress,
) -> Result<Vec<Link>, LinkFault> {
    let request = Request { backends, partner, placement, locale, destination };
    let mut links = vec![request.link(partner.backend)?];
    for id in &request.backend(partner.backend)?.also {
        if request.backend(id)?.role == Role::Tracker {
            links.push(request.link(id)?);
        }
    }
    Ok(links)
}

/// The address of the picture that counts views of `partner`'s material at `placement`; `None` where the backend has none.
///
/// # Errors
/// As [`build`].
pub fn impression(
    backends: &Backends,
    partner: &LinkPartner<'_>,
    placement: &Placement,
    locale: &Locale,
    destination: &WebAddress,
) -> Result<Option<String>, LinkFault> {
    let request = Request { backends, partner, placement, locale, destination };
    let backend = request.backend(partner.backend)?;
    let template = backend.impression.as_ref();
    template.map(|template| Filling::impression(&request, backend, template)).transpose()
}

/// What one link is asked for.
pub(super) struct Request<'a> {
    pub backends: &'a Backends,
    pub partner: &'a LinkPartner<'a>,
    pub placement: &'a Placement,
    pub locale: &'a Locale,
    pub destination: &'a WebAddress,
}

impl<'a> Request<'a> {
    fn backend(&self, id: &BackendId) -> Result<&'a Backend, LinkFault> {
        self.backends
            .get(id)
            .ok_or_else(|| LinkFault { backend: id.clone(), reason: LinkReason::NoBackend })
    }

    fn link(&self, id: &BackendId) -> Result<Link, LinkFault> {
        let backend = self.backend(id)?;
        let fault = |reason| LinkFault { backend: id.clone(), reason };
        let host = self.destination.host();
        if !backend.hosts.is_empty() && !backend.hosts.iter().any(|domain| domain.covers(host)) {
            return Err(fault(LinkReason::HostNotCounted { host: host.to_owned() }));
        }
        let mut labels = Vec::new();
        for id in &backend.also {
            let further = self.backend(id)?;
            if further.role == Role::Label {
                labels.push(further);
            }
        }
        let (url, sub_ids) = Filling::fill(self, backend, &labels)?;
        Ok(Link { backend: id.clone(), url, sub_ids, destination: self.destination.clone() })
    }

    /// The partner's id in `backend`.
    pub fn reference(&self, backend: &Backend) -> &'a str {
        let partner = self.partner;
        let reference = partner.reference.filter(|_| backend.id == *partner.backend);
        partner
            .ids
            .get(&backend.id)
            .or(reference)
            .map_or(partner.id.as_str(), PartnerReference::as_str)
    }
}
