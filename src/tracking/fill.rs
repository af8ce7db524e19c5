//! Filling a backend's method with the values of one link.

use std::borrow::Cow;

use super::Placement;
use super::destination::written;
use super::link::{LinkFault, LinkReason, Request, SubId};
use super::merge::Draft;
use super::sub_id;
use crate::model::backend::{
    Additions, Backend, Method, Part, PathSuffix, Position, Slot, SubIdRule, SubIdSource, Template,
};
use crate::model::web::{WebAddress, escape_component};

/// A link in the making; notes the sub-IDs on the way.
pub(super) struct Filling<'a> {
    request: &'a Request<'a>,
    backend: &'a Backend,
    labels: &'a [&'a Backend],
    sub_ids: Vec<SubId>,
}

/// Whether all slots of a stretch had something to say.
#[derive(PartialEq, Eq)]
enum Filled {
    Whole,
    Lacking,
}

impl<'a> Filling<'a> {
    /// The link's text and its sub-IDs.
    pub fn fill(
        request: &'a Request<'a>,
        backend: &'a Backend,
        labels: &'a [&'a Backend],
    ) -> Result<(String, Vec<SubId>), LinkFault> {
        let mut filling = Filling { request, backend, labels, sub_ids: Vec::new() };
        let url = filling.url()?;
        Ok((url, filling.sub_ids))
    }

    /// The address of the picture that counts views at the link's placement.
    pub fn impression(
        request: &'a Request<'a>,
        backend: &'a Backend,
        template: &Template,
    ) -> Result<String, LinkFault> {
        let mut filling = Filling { request, backend, labels: &[], sub_ids: Vec::new() };
        filling.address(template)
    }

    fn url(&mut self) -> Result<String, LinkFault> {
        match &self.backend.method {
            Method::Destination(additions) => self.extended(additions),
            Method::Address(template) => self.address(template),
            Method::Minted => self.minted(),
        }
    }

    /// The destination itself, with what the backend and the labels put into it.
    fn extended(&mut self, additions: &'a Additions) -> Result<String, LinkFault> {
        let nothing =
            additions.path.is_none() && additions.query.is_empty() && additions.fragment.is_empty();
        if nothing && self.labels.is_empty() {
            return Ok(self.request.destination.as_str().to_owned());
        }
        let mut draft = Draft::of(self.request.destination);
        if let Some(suffix) = &additions.path {
            self.extend_path(&mut draft, suffix)?;
        }
        self.add(&mut draft, self.backend, additions)?;
        if !additions.fragment.is_empty() {
            if draft.has_fragment() {
                return Err(self.fault(LinkReason::TwoFragments));
            }
            let mut text = String::new();
            self.needed(&additions.fragment, None, &mut text)?;
            draft.set_fragment(text);
        }
        self.add_labels(&mut draft)?;
        Ok(draft.into_text())
    }

    fn extend_path(&mut self, draft: &mut Draft, suffix: &PathSuffix) -> Result<(), LinkFault> {
        let is_front = matches!(self.request.destination.path(), "" | "/");
        if suffix.front_page_only && !is_front {
            return Err(self.fault(LinkReason::FrontPageOnly));
        }
        let mut segment = String::new();
        let slot = (&suffix.slot, Position::Path, "sub_id");
        if self.slot(self.backend, slot, None, &mut segment)? == Filled::Lacking {
            return Err(self.fault(LinkReason::NoCoupon));
        }
        draft.extend_path(&suffix.prefix, &segment, suffix.final_slash);
        Ok(())
    }

    /// The parameters of `backend` (this one, or a label) into the query of `draft`.
    fn add(
        &mut self,
        draft: &mut Draft<'a>,
        backend: &'a Backend,
        additions: &'a Additions,
    ) -> Result<(), LinkFault> {
        let mut value = String::new();
        for parameter in &additions.query {
            value.clear();
            let noted = self.sub_ids.len();
            let filled = self.parts(backend, &parameter.value, None, &mut value)?;
            if filled == Filled::Lacking {
                match parameter.optional {
                    true => continue,
                    false => return Err(self.fault(LinkReason::NoCoupon)),
                }
            }
            let added =
                draft.add(&parameter.name, &value, backend.on_conflict).map_err(|_| LinkFault {
                    backend: backend.id.clone(),
                    reason: LinkReason::Taken { parameter: parameter.name.to_string() },
                })?;
            if !added {
                // The destination's own value stays: this sub-ID reaches nobody.
                self.sub_ids.truncate(noted);
            }
        }
        Ok(())
    }

    fn add_labels(&mut self, draft: &mut Draft<'a>) -> Result<(), LinkFault> {
        for label in self.labels {
            if let Method::Destination(additions) = &label.method {
                self.add(draft, label, additions)?;
            }
        }
        Ok(())
    }

    /// The destination with the labels in its query, for links that carry it as a value; and the labels' sub-IDs.
    fn labelled_destination(&mut self) -> Result<(Option<WebAddress>, Vec<SubId>), LinkFault> {
        if self.labels.is_empty() {
            return Ok((None, Vec::new()));
        }
        let mut draft = Draft::of(self.request.destination);
        self.add_labels(&mut draft)?;
        // A label's own placeholders for networks would not survive being escaped: they stay out of destinations.
        let labelled = WebAddress::parse(&draft.into_text()).ok();
        Ok((labelled, std::mem::take(&mut self.sub_ids)))
    }

    fn address(&mut self, template: &Template) -> Result<String, LinkFault> {
        if let Some(label) = self.labels.first().filter(|_| !template.shows_destination()) {
            return Err(self.fault(LinkReason::NoPlaceForLabels { label: label.id.clone() }));
        }
        let (labelled, of_labels) = self.labelled_destination()?;
        let destination = labelled.as_ref();
        let mut text = String::with_capacity(160);
        self.needed(&template.front, destination, &mut text)?;
        let mut mark = '?';
        for piece in &template.query {
            let before = (text.len(), self.sub_ids.len());
            text.push(mark);
            text.push_str(&piece.lead);
            let filled = self.parts(self.backend, &piece.value, destination, &mut text)?;
            match (filled, piece.optional) {
                (Filled::Whole, _) => mark = '&',
                (Filled::Lacking, true) => {
                    text.truncate(before.0);
                    self.sub_ids.truncate(before.1);
                }
                (Filled::Lacking, false) => return Err(self.fault(LinkReason::NoCoupon)),
            }
        }
        if !template.fragment.is_empty() {
            text.push('#');
            self.needed(&template.fragment, destination, &mut text)?;
        }
        self.sub_ids.extend(of_labels);
        Ok(text)
    }

    fn minted(&self) -> Result<String, LinkFault> {
        if let Some(label) = self.labels.first() {
            return Err(self.fault(LinkReason::NoPlaceForLabels { label: label.id.clone() }));
        }
        let placement = self.request.placement.to_string();
        match self.request.partner.links.find(&placement) {
            Some(link) => Ok(link.as_str().to_owned()),
            None => Err(self.fault(LinkReason::NoMintedLink { placement })),
        }
    }

    /// Writes `parts`, none of which can be left out.
    fn needed(
        &mut self,
        parts: &[Part],
        destination: Option<&WebAddress>,
        text: &mut String,
    ) -> Result<(), LinkFault> {
        match self.parts(self.backend, parts, destination, text)? {
            Filled::Whole => Ok(()),
            // Of what cannot be left out only the coupon may be lacking.
            Filled::Lacking => Err(self.fault(LinkReason::NoCoupon)),
        }
    }

    /// Writes `parts` to `text`. `destination`: as the link shows it, when that is not as it was given.
    fn parts(
        &mut self,
        backend: &Backend,
        parts: &[Part],
        destination: Option<&WebAddress>,
        text: &mut String,
    ) -> Result<Filled, LinkFault> {
        for part in parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Slot { slot, position, name } => {
                    let place = (slot, *position, name.as_str());
                    if self.slot(backend, place, destination, text)? == Filled::Lacking {
                        return Ok(Filled::Lacking);
                    }
                }
            }
        }
        Ok(Filled::Whole)
    }

    fn slot(
        &mut self,
        backend: &Backend,
        (slot, position, name): (&Slot, Position, &str),
        destination: Option<&WebAddress>,
        text: &mut String,
    ) -> Result<Filled, LinkFault> {
        let request = self.request;
        let partner = request.partner;
        let value: Option<Cow<'_, str>> = match slot {
            Slot::Partner => Some(request.reference(backend).into()),
            Slot::SubId(source, rule) => {
                return self.sub_id((name, *source, *rule), position, text);
            }
            Slot::OwnSubId => partner.own_sub_id.map(|own| own.as_str().into()),
            Slot::Creative => Some(self.creative().unwrap_or_default().into()),
            Slot::Campaign => Some(partner.program.as_str().into()),
            Slot::Locale => Some(request.locale.as_str().into()),
            Slot::Coupon => partner.coupon.map(Cow::Borrowed),
            Slot::Destination(form) => {
                text.push_str(&written(destination.unwrap_or(request.destination), *form));
                return Ok(Filled::Whole);
            }
        };
        let Some(value) = value else { return Ok(Filled::Lacking) };
        text.push_str(&self.escaped(&value, position)?);
        Ok(Filled::Whole)
    }

    fn creative(&self) -> Option<&'a str> {
        match self.request.placement {
            Placement::Banner { creative, .. } => Some(creative.as_str()),
            _ => None,
        }
    }

    /// Writes a sub-ID, and notes it.
    fn sub_id(
        &mut self,
        (name, source, rule): (&str, SubIdSource, SubIdRule),
        position: Position,
        text: &mut String,
    ) -> Result<Filled, LinkFault> {
        let request = self.request;
        let full = match source {
            SubIdSource::Placement => {
                sub_id::full(request.placement, request.locale, request.partner.first_locale)
            }
            SubIdSource::Creative => match self.creative() {
                Some(creative) => creative.to_owned(),
                None => return Ok(Filled::Lacking),
            },
            SubIdSource::Campaign => request.partner.program.to_string(),
            SubIdSource::Locale => request.locale.as_str().to_ascii_lowercase(),
        };
        let value = sub_id::within(&full, rule);
        text.push_str(&self.escaped(&value, position)?);
        self.sub_ids.push(SubId { parameter: name.to_owned(), value, source, full });
        Ok(Filled::Whole)
    }

    /// `value` escaped for `position`, if it can stand there at all.
    fn escaped<'v>(&self, value: &'v str, position: Position) -> Result<Cow<'v, str>, LinkFault> {
        let fits = match position {
            Position::Host => is_host_part(value),
            // Browsers fold `.` and `..` even where they are escaped, and servers fold `//`.
            Position::Path => !matches!(value, "" | "." | ".."),
            Position::Query | Position::Fragment => true,
        };
        if fits {
            Ok(escape_component(value))
        } else {
            Err(self.fault(LinkReason::Unfit { value: value.to_owned(), position }))
        }
    }

    fn fault(&self, reason: LinkReason) -> LinkFault {
        LinkFault { backend: self.backend.id.clone(), reason }
    }
}

/// Whether `value` can stand within one label of a host name.
fn is_host_part(value: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !value.is_empty()
        && value.len() <= 63
        && !value.starts_with('-')
        && !value.ends_with('-')
        && value.bytes().all(fine)
}
