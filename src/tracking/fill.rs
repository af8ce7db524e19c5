//! Filling a backend's method with the values of one link.

use std::borrow::Cow;

use super::Placement;
use super::link::{LinkFault, LinkReason, Request, SubId};
use super::merge::{Draft, escape};
use super::sub_id;
use crate::model::backend::{
    Backend, Method, Parameter, PathPlace, Position, Slot, SubIdRule, Template, TemplatePart, Value,
};
use crate::model::web::WebAddress;

/// A link in the making; notes the sub-IDs on the way.
pub(super) struct Filling<'a> {
    request: &'a Request<'a>,
    backend: &'a Backend,
    labels: &'a [&'a Backend],
    sub_ids: Vec<SubId>,
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

    fn url(&mut self) -> Result<String, LinkFault> {
        match &self.backend.method {
            Method::Append | Method::Fragment | Method::PathSuffix { .. } => self.merged(),
            Method::Redirect { base } => self.redirect(base),
            Method::Template(template) => self.template(template),
            Method::Static => self.minted(),
            Method::Bare if self.labels.is_empty() => {
                Ok(self.request.destination.as_str().to_owned())
            }
            Method::Bare => self.merged(),
        }
    }

    /// The destination itself, with what the method and the labels put into it.
    fn merged(&mut self) -> Result<String, LinkFault> {
        let mut draft = Draft::of(self.request.destination);
        if let Method::PathSuffix { prefix, place } = &self.backend.method {
            self.extend_path(&mut draft, prefix, *place)?;
        }
        if self.backend.method == Method::Fragment {
            self.add_to_fragment(&mut draft)?;
        } else {
            self.add(&mut draft, self.backend, None)?;
        }
        self.add_labels(&mut draft)?;
        Ok(draft.into_text())
    }

    fn redirect(&mut self, base: &WebAddress) -> Result<String, LinkFault> {
        let (destination, labels) = self.labelled_destination()?;
        let mut draft = Draft::of(base);
        self.add(&mut draft, self.backend, Some(&destination))?;
        self.sub_ids.extend(labels);
        Ok(draft.into_text())
    }

    fn add_to_fragment(&mut self, draft: &mut Draft) -> Result<(), LinkFault> {
        if draft.has_fragment() {
            return Err(self.fault(LinkReason::TwoFragments));
        }
        for parameter in &self.backend.parameters {
            let value = self.value(self.backend, parameter, None)?;
            draft.add_to_fragment(&parameter.name, &value);
        }
        Ok(())
    }

    fn extend_path(
        &self,
        draft: &mut Draft,
        prefix: &str,
        place: PathPlace,
    ) -> Result<(), LinkFault> {
        let is_front = matches!(self.request.destination.path(), "" | "/");
        if place == PathPlace::FrontPage && !is_front {
            return Err(self.fault(LinkReason::FrontPageOnly));
        }
        let segment = self.escaped(self.request.reference(self.backend), Position::Path)?;
        draft.extend_path(prefix, &segment, place == PathPlace::AnyPage);
        Ok(())
    }

    /// The parameters of `backend` (this one, or a label) into the query of `draft`.
    fn add(
        &mut self,
        draft: &mut Draft,
        backend: &Backend,
        destination: Option<&str>,
    ) -> Result<(), LinkFault> {
        for parameter in &backend.parameters {
            let noted = self.sub_ids.len();
            let value = self.value(backend, parameter, destination)?;
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

    fn add_labels(&mut self, draft: &mut Draft) -> Result<(), LinkFault> {
        self.labels.iter().try_for_each(|label| self.add(draft, label, None))
    }

    /// The destination with the labels in its query, for links that carry it as a value; and the labels' sub-IDs.
    fn labelled_destination(&mut self) -> Result<(String, Vec<SubId>), LinkFault> {
        let destination = self.request.destination;
        if self.labels.is_empty() {
            return Ok((destination.as_str().to_owned(), Vec::new()));
        }
        let mut draft = Draft::of(destination);
        self.add_labels(&mut draft)?;
        Ok((draft.into_text(), std::mem::take(&mut self.sub_ids)))
    }

    fn template(&mut self, template: &Template) -> Result<String, LinkFault> {
        let shows = |part: &TemplatePart| {
            matches!(part, TemplatePart::Slot { slot: Slot::Destination, .. })
        };
        if let Some(label) = self.labels.first().filter(|_| !template.parts.iter().any(shows)) {
            return Err(self.fault(LinkReason::NoPlaceForLabels { label: label.id.clone() }));
        }
        let (destination, labels) = self.labelled_destination()?;
        let mut text = String::new();
        for part in &template.parts {
            match part {
                TemplatePart::Literal(literal) => text.push_str(literal),
                TemplatePart::Slot { slot, position, name } => {
                    let value = self.slot(self.backend, slot, name, Some(&destination))?;
                    text.push_str(&self.escaped(&value, *position)?);
                }
            }
        }
        self.sub_ids.extend(labels);
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

    fn value<'v>(
        &mut self,
        backend: &'v Backend,
        parameter: &'v Parameter,
        destination: Option<&'v str>,
    ) -> Result<Cow<'v, str>, LinkFault>
    where
        'a: 'v,
    {
        match &parameter.value {
            Value::Literal(text) => Ok(Cow::Borrowed(text)),
            Value::Slot(slot) => self.slot(backend, slot, parameter.name.as_str(), destination),
        }
    }

    /// `destination`: as the link shows it, when that is not as it was given.
    fn slot<'v>(
        &mut self,
        backend: &Backend,
        slot: &Slot,
        name: &str,
        destination: Option<&'v str>,
    ) -> Result<Cow<'v, str>, LinkFault>
    where
        'a: 'v,
    {
        let request = self.request;
        let value: &'v str = match slot {
            Slot::Partner => request.reference(backend),
            Slot::SubId(rule) => return Ok(Cow::Owned(self.sub_id(name, *rule))),
            Slot::Creative => match request.placement {
                Placement::Banner { creative, .. } => creative.as_str(),
                _ => "",
            },
            Slot::Campaign => request.partner.program.as_str(),
            Slot::Locale => request.locale.as_str(),
            Slot::Coupon => {
                request.partner.coupon.ok_or_else(|| self.fault(LinkReason::NoCoupon))?
            }
            Slot::Destination => destination.unwrap_or(request.destination.as_str()),
        };
        Ok(Cow::Borrowed(value))
    }

    fn sub_id(&mut self, name: &str, rule: SubIdRule) -> String {
        let request = self.request;
        let full = sub_id::full(request.placement, request.locale, request.partner.first_locale);
        let value = sub_id::within(&full, rule);
        self.sub_ids.push(SubId { parameter: name.to_owned(), value: value.clone(), full });
        value
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
            Ok(escape(value))
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
