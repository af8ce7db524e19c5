//! From a style's template and the settings to the method of a backend's links.

use super::fault::{bad_name, fault};
use super::link_text::LinkText;
use super::{BackendSettings, SettingsFault, SettingsKey};
use crate::model::backend::template::{Reading, Vocabulary, read};
use crate::model::backend::{Ask, Method, ParameterName, Preset, Style, StyleLink};
use crate::model::web::{WebAddress, escape_component};

impl BackendSettings {
    /// The method of a style's links.
    pub(super) fn method(
        &self,
        preset: &Preset,
        style: &Style,
        words: Vocabulary<'_>,
    ) -> Result<Method, SettingsFault> {
        let (text, front_page_only) = match &style.link {
            StyleLink::Minted => return Ok(Method::Minted),
            StyleLink::Known { template, front_page_only } => {
                (self.with_values(template, preset)?, *front_page_only)
            }
            StyleLink::Given => (self.template(preset)?, false),
        };
        let mut link = LinkText::of(&text);
        if style.link == StyleLink::Given && !link.mentions("partner") && !link.mentions("coupon") {
            return Err(fault(
                SettingsKey::Template,
                "the template names no partner, so nobody would be credited",
                "put `{partner}` (or `{coupon}`) where the partner's id belongs",
            ));
        }
        self.rename(&mut link, preset)?;
        self.add(&mut link, preset)?;
        let key = || match (style.link == StyleLink::Given, self.extra.first()) {
            (false, Some((name, _))) => SettingsKey::Extra(name.clone()),
            _ => SettingsKey::Template,
        };
        let reading =
            read(&link.text(), words).map_err(|(message, help)| fault(key(), message, help))?;
        Ok(match reading {
            Reading::Address(template) => Method::Address(template),
            Reading::Destination(mut additions) => {
                if let Some(path) = &mut additions.path {
                    path.front_page_only = front_page_only;
                }
                Method::Destination(additions)
            }
        })
    }

    fn template(&self, preset: &Preset) -> Result<String, SettingsFault> {
        self.template.as_deref().map(|text| text.trim().to_owned()).ok_or_else(|| {
            fault(
                SettingsKey::Template,
                format!("`{}` needs the form of its links", preset.id),
                "write it like `template: \"https://t.example/c?p={partner}&s={sub_id}&u={destination}\"`",
            )
        })
    }

    /// `template` with what the preset asks for put in.
    pub(super) fn with_values(
        &self,
        template: &str,
        preset: &Preset,
    ) -> Result<String, SettingsFault> {
        let mut text = template.to_owned();
        for ask in &preset.asks {
            let placeholder = format!("{{{}}}", ask.name);
            let Some(at) = text.find(&placeholder) else { continue };
            if ask.name == "base" {
                text = with_base(&text, &self.base(preset, ask)?);
                continue;
            }
            let given = self.values.iter().find(|(name, _)| *name == ask.name);
            let value = given.map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
            let value = value.ok_or_else(|| missing(preset, ask))?;
            let in_host = !text[..at].trim_start_matches("https://").contains(['/', '?']);
            let value =
                if in_host { host_part(ask, value)? } else { escape_component(value).into() };
            text = text.replace(&placeholder, &value);
        }
        Ok(text)
    }

    fn base(&self, preset: &Preset, ask: &Ask) -> Result<WebAddress, SettingsFault> {
        let Some(base) = self.base.as_deref() else {
            return Err(fault(
                SettingsKey::Base,
                format!("`{}` needs {}", preset.id, ask.meaning),
                format!("write it like `base: {}`", ask.example),
            ));
        };
        let base = WebAddress::parse(base)
            .map_err(|inner| fault(SettingsKey::Base, inner.message, inner.help))?;
        match base.fragment() {
            None => Ok(base),
            Some(_) => Err(fault(
                SettingsKey::Base,
                "the address has a `#`, so that nothing can follow it",
                "leave the `#…` out",
            )),
        }
    }

    fn rename(&self, link: &mut LinkText, preset: &Preset) -> Result<(), SettingsFault> {
        for (old, new) in &self.rename {
            let key = || SettingsKey::Rename(old.clone());
            let mut pairs = link.pairs_mut().filter_map(|pair| pair.name.as_mut());
            let name = pairs.find(|name| *name == old).ok_or_else(|| {
                fault(
                    key(),
                    format!("links of `{}` have no parameter `{old}`", preset.id),
                    "leave it out",
                )
            })?;
            *name = checked_name(key, new)?;
        }
        if let Some(param) = &self.param {
            let new = checked_name(|| SettingsKey::Param, param)?;
            self.rename_partner(link, new, preset)?;
        }
        let param = self.sub_id.as_ref().and_then(|sub_id| sub_id.param.as_ref());
        if let Some((param, name)) = param.zip(link.name_filled_with("sub_id")) {
            *name = checked_name(|| SettingsKey::SubIdParam, param)?;
        }
        Ok(())
    }

    /// The partner's parameter, or the segment before the partner in a path.
    fn rename_partner(
        &self,
        link: &mut LinkText,
        new: String,
        preset: &Preset,
    ) -> Result<(), SettingsFault> {
        if let Some(name) = link.name_filled_with("partner") {
            *name = new;
            return Ok(());
        }
        let in_path = link
            .front
            .strip_prefix("{destination}/")
            .and_then(|rest| rest.split_once("/{partner}"))
            .filter(|_| new.bytes().any(|byte| byte != b'.'))
            .map(|(_, end)| format!("{{destination}}/{new}/{{partner}}{end}"));
        match in_path {
            Some(front) => {
                link.front = front;
                Ok(())
            }
            None if link.mentions("partner") && link.front.starts_with("{destination}/") => {
                Err(bad_name(SettingsKey::Param, &new))
            }
            None => Err(fault(
                SettingsKey::Param,
                format!("links of `{}` name no parameter for the partner", preset.id),
                "leave it out",
            )),
        }
    }

    /// What the settings add to the query.
    fn add(&self, link: &mut LinkText, preset: &Preset) -> Result<(), SettingsFault> {
        let mut added: Vec<(SettingsKey, &str, String)> = Vec::new();
        if let Some(sub_id) = self.sub_id.as_ref().filter(|_| !link.mentions("sub_id")) {
            let param = sub_id.param.as_deref().ok_or_else(|| {
                fault(
                    SettingsKey::SubIdParam,
                    "the sub-ID has no parameter",
                    "name it, such as `sub_id: {param: sub}`",
                )
            })?;
            added.push((SettingsKey::SubIdParam, param, "{sub_id}".to_owned()));
        }
        for (place, slot) in self.sub_ids.iter().enumerate() {
            let param = slot.settings.param.as_deref().unwrap_or_default();
            if !link.text().contains(&format!("{{sub_id.{param}}}")) {
                let key = SettingsKey::SubIds(place, "param");
                added.push((key, param, format!("{{sub_id.{param}}}")));
            }
        }
        if let Some(param) = self.coupon.as_deref().filter(|_| !link.mentions("coupon")) {
            added.push((SettingsKey::Coupon, param, "{coupon?}".to_owned()));
        }
        for (name, text) in &self.extra {
            added.push((SettingsKey::Extra(name.clone()), name, escape_outside_braces(text)));
        }
        if let Some(param) = self.own_sub_id.as_deref().filter(|_| !link.mentions("own_sub_id")) {
            added.push((SettingsKey::OwnSubId, param, "{own_sub_id}".to_owned()));
        }
        for (key, name, value) in added {
            if ParameterName::parse(name).is_none() {
                return Err(bad_name(key, name));
            }
            if link.is_closed() {
                return Err(fault(
                    key,
                    format!(
                        "links of `{}` end in the destination: nothing can follow it",
                        preset.id
                    ),
                    "leave it out, or use another `style`",
                ));
            }
            if link.has(name) {
                return Err(fault(
                    key,
                    format!("two parameters are named `{name}`"),
                    "give one of them another name",
                ));
            }
            link.add(name, value);
        }
        Ok(())
    }
}

fn missing(preset: &Preset, ask: &Ask) -> SettingsFault {
    fault(
        SettingsKey::Value(ask.name.clone()),
        format!("`{}` needs `{}`: {}", preset.id, ask.name, ask.meaning),
        format!("write it like `values: {{{}: {}}}`", ask.name, ask.example),
    )
}

/// `{base}` in `text` replaced; what the address has in its query stays in front.
fn with_base(text: &str, base: &WebAddress) -> String {
    let path = if base.path().is_empty() { "/" } else { base.path() };
    let front = format!("{}{path}", base.origin());
    let text = text.replace("{base}/", &format!("{}/", front.trim_end_matches('/')));
    match base.query().filter(|query| !query.is_empty()) {
        Some(query) => text.replace("{base}?", &format!("{front}?{query}&")),
        None => text.replace("{base}", &front),
    }
}

fn host_part(ask: &Ask, value: &str) -> Result<String, SettingsFault> {
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    if value.bytes().all(fine) {
        return Ok(value.to_ascii_lowercase());
    }
    Err(fault(
        SettingsKey::Value(ask.name.clone()),
        format!("`{value}` cannot be part of a host name: {}", ask.meaning),
        format!("write it like `{}`", ask.example),
    ))
}

fn checked_name(key: impl Fn() -> SettingsKey, name: &str) -> Result<String, SettingsFault> {
    match ParameterName::parse(name) {
        Some(name) => Ok(name.to_string()),
        None => Err(bad_name(key(), name)),
    }
}

/// `text` escaped, but for `{placeholders}`.
fn escape_outside_braces(text: &str) -> String {
    let mut escaped = String::new();
    let mut rest = text;
    while let Some((literal, tail)) = rest.split_once('{') {
        let Some((name, after)) = tail.split_once('}') else { break };
        escaped.push_str(&escape_component(literal));
        escaped.push_str(&format!("{{{name}}}"));
        rest = after;
    }
    escaped + &escape_component(rest)
}
