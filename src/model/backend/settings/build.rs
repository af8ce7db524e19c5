//! From settings and preset to a checked [`Backend`].

use super::fault::{bad_name, fault, list};
use super::{BackendSettings, SettingsFault, SettingsKey, SubIdSettings};
use crate::model::backend::template::{Reading, Vocabulary, read};
use crate::model::backend::{
    Backend, Charset, Method, OnConflict, ParameterName, Preset, Style, StyleLink, SubIdLimits,
    SubIdRule, SubIdSource, Template,
};
use crate::model::ids::BackendId;
use crate::model::web::Domain;

/// A sub-ID beside the usual one: its parameter, what it says, its limits.
type Further = (String, SubIdSource, SubIdRule);

impl BackendSettings {
    /// The backend that these settings of `preset` describe. `also` is not looked up: whether those backends exist is the
    /// loader's to say.
    ///
    /// # Errors
    /// The first setting that is wrong, missing, or of no use in this preset.
    pub fn build(&self, id: BackendId, preset: &Preset) -> Result<Backend, SettingsFault> {
        let style = self.style(preset)?;
        self.refuse_useless(preset, style)?;
        self.refuse_macro_names()?;
        self.refuse_lost_sub_ids(preset)?;
        let sub_id = self.sub_id_rule(preset)?;
        let further = self.further(preset)?;
        let words = Vocabulary { sub_id, further: &further, macros: &self.macros };
        let method = self.method(preset, style, words)?;
        if self.also.contains(&id) {
            return Err(fault(
                SettingsKey::Also,
                "the backend names itself in `also`",
                "leave it out",
            ));
        }
        let hosts = self.hosts()?;
        if hosts.is_empty()
            && matches!(&method, Method::Address(template) if template.shows_only_path())
        {
            return Err(fault(
                SettingsKey::Hosts,
                "links of this tracking system carry only the destination's path: it must be said on which host",
                "name the shop's domain, as `hosts: [shop.example.com]`",
            ));
        }
        Ok(Backend {
            id,
            preset: preset.id,
            role: preset.role,
            method,
            on_conflict: self.on_conflict()?,
            also: self.also.clone(),
            hosts,
            same_domain: preset.same_domain,
            own_sub_id: self.own_sub_id()?,
            own_limits: self
                .own_sub_id
                .as_deref()
                .map_or(SubIdLimits::default(), |name| preset.limits_of(name)),
            forward: self.forward(preset)?,
            impression: self.impression(preset, words)?,
        })
    }

    fn style<'p>(&self, preset: &'p Preset) -> Result<&'p Style, SettingsFault> {
        let wanted = self.style.as_deref().map(str::trim);
        let mut styles = preset.styles.iter();
        let found = styles.find(|style| wanted.is_none() || style.name.as_deref() == wanted);
        found.ok_or_else(|| {
            let help = match preset.style_names().count() {
                0 => "leave `style` out".to_owned(),
                _ => format!("styles are {}", list(preset.style_names())),
            };
            fault(
                SettingsKey::Style,
                format!("`{}` has no style `{}`", preset.id, wanted.unwrap_or_default()),
                help,
            )
        })
    }

    /// A setting that changes nothing is a misunderstanding: better said than ignored.
    fn refuse_useless(&self, preset: &Preset, style: &Style) -> Result<(), SettingsFault> {
        let link = match &style.link {
            StyleLink::Known { template, .. } => template.as_str(),
            StyleLink::Given | StyleLink::Minted => "",
        };
        let minted = style.link == StyleLink::Minted;
        let given = style.link == StyleLink::Given;
        let in_template = |name: &str| link.contains(&format!("{{{name}}}"));
        let first = |list: &[(String, String)]| {
            list.first().map(|(name, _)| name.clone()).unwrap_or_default()
        };
        let in_impression = |name: &str| {
            preset.impression.as_ref().is_some_and(|text| text.contains(&format!("{{{name}}}")))
        };
        let mut names = self.values.iter().map(|(name, _)| name);
        let stray = names.find(|name| !in_template(name) && !in_impression(name));
        let useless = [
            (self.base.is_some() && !in_template("base"), SettingsKey::Base),
            (self.template.is_some() && !given, SettingsKey::Template),
            (stray.is_some(), SettingsKey::Value(stray.cloned().unwrap_or_default())),
            (self.param.is_some() && minted, SettingsKey::Param),
            (!self.rename.is_empty() && minted, SettingsKey::Rename(first(&self.rename))),
            (self.sub_id.is_some() && minted, SettingsKey::SubId),
            (!self.sub_ids.is_empty() && minted, SettingsKey::SubIds(0, "param")),
            (self.own_sub_id.is_some() && minted, SettingsKey::OwnSubId),
            (self.coupon.is_some() && minted, SettingsKey::Coupon),
            (!self.extra.is_empty() && minted, SettingsKey::Extra(first(&self.extra))),
        ];
        match useless.into_iter().find(|(is_useless, _)| *is_useless) {
            None => Ok(()),
            Some((_, key)) => {
                let name = key.path().join(".");
                let style = style.name.as_ref();
                let style = style.map(|style| format!(" with style `{style}`")).unwrap_or_default();
                let message = format!("`{name}` means nothing for `{}`{style}", preset.id);
                Err(fault(key, message, "leave it out"))
            }
        }
    }

    /// Some systems drop a sub-ID that they do not take, without a word.
    fn refuse_lost_sub_ids(&self, preset: &Preset) -> Result<(), SettingsFault> {
        for (name, text) in self.extra.iter().filter(|(_, text)| !text.contains('{')) {
            let SubIdLimits { max_length, charset } = preset.limits_of(name);
            let long = max_length.filter(|&most| text.chars().count() > most);
            let odd = charset.and_then(|set| text.chars().find(|&letter| !set.contains(letter)));
            let message = match (long, odd) {
                (Some(most), _) => format!("`{}` keeps {most} characters of `{name}`", preset.id),
                (None, Some(letter)) => format!("`{}` takes no `{letter}` in `{name}`", preset.id),
                (None, None) => continue,
            };
            let help = "shorten it, and use only characters that the system takes";
            return Err(fault(SettingsKey::Extra(name.clone()), message, help));
        }
        Ok(())
    }

    fn refuse_macro_names(&self) -> Result<(), SettingsFault> {
        let odd = |name: &String| {
            let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte);
            name.is_empty() || !name.bytes().all(fine)
        };
        match self.macros.iter().position(odd) {
            None => Ok(()),
            Some(place) => Err(fault(
                SettingsKey::Macro(place),
                format!("`{}` cannot be a network's placeholder", self.macros[place]),
                "write its name without braces, such as `macros: [clickid]`",
            )),
        }
    }

    fn sub_id_rule(&self, preset: &Preset) -> Result<SubIdRule, SettingsFault> {
        let usual = SubIdSettings::default();
        let given = self.sub_id.as_ref().unwrap_or(&usual);
        let known = match given.param.as_deref() {
            Some(param) if preset.sub_ids.iter().any(|known| known.param == param) => {
                preset.limits_of(param)
            }
            _ => preset.usual_limits(),
        };
        rule(given, known, |key| match key {
            "charset" => SettingsKey::SubIdCharset,
            _ => SettingsKey::SubIdMaxLength,
        })
    }

    fn further(&self, preset: &Preset) -> Result<Vec<Further>, SettingsFault> {
        let slots = self.sub_ids.iter().enumerate();
        slots
            .map(|(place, slot)| {
                let param = slot.settings.param.clone().unwrap_or_default();
                let known = preset.limits_of(&param);
                let rule = rule(&slot.settings, known, |key| SettingsKey::SubIds(place, key))?;
                Ok((param, slot.from, rule))
            })
            .collect()
    }

    fn own_sub_id(&self) -> Result<Option<ParameterName>, SettingsFault> {
        let name = self.own_sub_id.as_deref();
        name.map(|name| {
            ParameterName::parse(name).ok_or_else(|| bad_name(SettingsKey::OwnSubId, name))
        })
        .transpose()
    }

    fn forward(&self, preset: &Preset) -> Result<Vec<ParameterName>, SettingsFault> {
        let mut names = preset.forward.clone();
        for (place, name) in self.forward.iter().enumerate() {
            let name = ParameterName::parse(name.trim())
                .ok_or_else(|| bad_name(SettingsKey::Forward(place), name))?;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// The project's own address, or the preset's where everything that it asks for is there.
    fn impression(
        &self,
        preset: &Preset,
        words: Vocabulary<'_>,
    ) -> Result<Option<Template>, SettingsFault> {
        let known =
            || preset.impression.as_deref().and_then(|text| self.with_values(text, preset).ok());
        let text = self.impression.as_deref().map(|text| text.trim().to_owned());
        let Some(text) = text.or_else(known) else { return Ok(None) };
        match read(&text, words) {
            Ok(Reading::Address(template)) => Ok(Some(template)),
            Ok(Reading::Destination(_)) => Err(fault(
                SettingsKey::Impression,
                "a picture that counts views has an address of its own",
                "write it like `impression: \"https://t.example/imp?p={partner}\"`",
            )),
            Err((message, help)) => Err(fault(SettingsKey::Impression, message, help)),
        }
    }

    fn hosts(&self) -> Result<Vec<Domain>, SettingsFault> {
        let read = |(place, host): (usize, &String)| {
            Domain::parse(host)
                .map_err(|inner| fault(SettingsKey::Host(place), inner.message, inner.help))
        };
        self.hosts.iter().enumerate().map(read).collect()
    }

    fn on_conflict(&self) -> Result<OnConflict, SettingsFault> {
        match self.on_conflict.as_deref().map(str::trim) {
            None | Some("error") => Ok(OnConflict::Refuse),
            Some("keep") => Ok(OnConflict::Keep),
            Some("replace") => Ok(OnConflict::Replace),
            Some(other) => Err(fault(
                SettingsKey::OnConflict,
                format!("`{other}` is not a way to settle a conflict"),
                "write `error`, `keep` (the destination's value stays) or `replace`",
            )),
        }
    }
}

fn rule(
    given: &SubIdSettings,
    known: SubIdLimits,
    key: impl Fn(&'static str) -> SettingsKey,
) -> Result<SubIdRule, SettingsFault> {
    let charset = given.charset.as_deref().map(|text| {
        Charset::parse(text).ok_or_else(|| {
            fault(
                key("charset"),
                format!("`{text}` is no set of characters that sub-IDs can use"),
                "write it like `[a-z0-9_-]`: at least ten letters or digits, and of other characters only - . _ ~",
            )
        })
    });
    let limits = SubIdLimits { max_length: given.max_length, charset: charset.transpose()? };
    SubIdRule::of(limits, known).map_err(|max_length| {
        fault(
            key("max_length"),
            format!("sub-IDs of {max_length} characters cannot tell placements apart"),
            "sub-IDs need 8 characters, of digits alone 13; if the backend takes fewer, leave `sub_id` out",
        )
    })
}
