//! From what `backends/<id>.yaml` says to a checked [`Backend`].

use super::recipes::{self, Fill, Recipe, Shape, USUAL_LENGTH};
use super::template::{self, Reading};
use super::{
    Backend, Charset, Method, OnConflict, Parameter, ParameterName, Preset, Slot, SubIdRule, Value,
};
use crate::model::ids::BackendId;
use crate::model::web::{Domain, WebAddress};

/// The settings of a backend as they were typed; absent keys are `None` or empty.
#[derive(Debug, Clone, Default)]
pub struct BackendSettings {
    pub preset: String,
    /// Another name for the parameter (or path segment) that carries the partner.
    pub param: Option<String>,
    pub style: Option<String>,
    /// Address of the redirect script.
    pub base: Option<String>,
    pub template: Option<String>,
    pub sub_id: Option<SubIdSettings>,
    pub also: Vec<BackendId>,
    /// Fixed parameters, in order.
    pub extra: Vec<(String, String)>,
    pub hosts: Vec<String>,
    /// `error` (default), `keep` or `replace`.
    pub on_conflict: Option<String>,
}

/// `sub_id: {param, max_length, charset}`.
#[derive(Debug, Clone, Default)]
pub struct SubIdSettings {
    pub param: Option<String>,
    pub max_length: Option<usize>,
    pub charset: Option<String>,
}

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFault {
    pub key: SettingsKey,
    /// One sentence without a full stop: what is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Where in the file a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsKey {
    Preset,
    Param,
    Style,
    Base,
    Template,
    SubId,
    SubIdParam,
    SubIdMaxLength,
    SubIdCharset,
    Also,
    /// The entry of `extra` with this key.
    Extra(String),
    /// The entry of `hosts`, from 0.
    Host(usize),
    OnConflict,
}

impl SettingsKey {
    /// The keys that lead to it; an entry of a list by its number from 0. The last may be missing in the file.
    pub fn path(&self) -> Vec<String> {
        let path = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
        match self {
            SettingsKey::Preset => path(&["preset"]),
            SettingsKey::Param => path(&["param"]),
            SettingsKey::Style => path(&["style"]),
            SettingsKey::Base => path(&["base"]),
            SettingsKey::Template => path(&["template"]),
            SettingsKey::SubId => path(&["sub_id"]),
            SettingsKey::SubIdParam => path(&["sub_id", "param"]),
            SettingsKey::SubIdMaxLength => path(&["sub_id", "max_length"]),
            SettingsKey::SubIdCharset => path(&["sub_id", "charset"]),
            SettingsKey::Also => path(&["also"]),
            SettingsKey::Extra(key) => path(&["extra", key]),
            SettingsKey::Host(place) => path(&["hosts", &place.to_string()]),
            SettingsKey::OnConflict => path(&["on_conflict"]),
        }
    }
}

fn fault(key: SettingsKey, message: impl Into<String>, help: impl Into<String>) -> SettingsFault {
    SettingsFault { key, message: message.into(), help: help.into() }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl BackendSettings {
    /// The backend that these settings describe. `also` is not looked up: whether those backends exist is the loader's to say.
    ///
    /// # Errors
    /// The first setting that is wrong, missing, or of no use in this preset.
    pub fn build(&self, id: BackendId) -> Result<Backend, SettingsFault> {
        let preset = Preset::named(self.preset.trim()).ok_or_else(|| {
            fault(
                SettingsKey::Preset,
                format!("`{}` is no preset", self.preset),
                format!("presets are {}", list(Preset::ALL.into_iter().map(Preset::name))),
            )
        })?;
        let recipe = self.recipe(preset)?;
        self.refuse_useless(recipe)?;
        let (method, parameters) = self.method(recipe)?;
        if self.also.contains(&id) {
            return Err(fault(
                SettingsKey::Also,
                "the backend names itself in `also`",
                "leave it out",
            ));
        }
        Ok(Backend {
            id,
            preset,
            role: recipe.role,
            method,
            parameters,
            on_conflict: self.on_conflict()?,
            also: self.also.clone(),
            hosts: self.hosts()?,
        })
    }

    fn recipe(&self, preset: Preset) -> Result<&'static Recipe, SettingsFault> {
        let style = self.style.as_deref().map(str::trim);
        let found = recipes::of(preset).find(|recipe| style.is_none() || recipe.style == style);
        found.ok_or_else(|| {
            let help = match preset.styles().count() {
                0 => "leave `style` out".to_owned(),
                _ => format!("styles are {}", list(preset.styles())),
            };
            fault(
                SettingsKey::Style,
                format!("`{preset}` has no style `{}`", style.unwrap_or_default()),
                help,
            )
        })
    }

    /// A setting that changes nothing is a misunderstanding: better said than ignored.
    fn refuse_useless(&self, recipe: &Recipe) -> Result<(), SettingsFault> {
        let has_partner = recipe.parameters.iter().any(|(_, fill)| *fill == Fill::Partner);
        let in_path = matches!(recipe.shape, Shape::PathSuffix { .. });
        let no_parameters = matches!(recipe.shape, Shape::Static | Shape::Bare);
        let is_template = recipe.shape == Shape::Template;
        let useless = [
            (self.param.is_some() && !has_partner && !in_path, SettingsKey::Param),
            (self.base.is_some() && recipe.shape != Shape::Redirect, SettingsKey::Base),
            (self.template.is_some() && !is_template, SettingsKey::Template),
            (self.sub_id.is_some() && no_parameters, SettingsKey::SubId),
            (
                is_template && self.sub_id.as_ref().is_some_and(|sub_id| sub_id.param.is_some()),
                SettingsKey::SubIdParam,
            ),
        ];
        if let Some((_, key)) = useless.into_iter().find(|(is_useless, _)| *is_useless) {
            let name = key.path().join(".");
            let style =
                recipe.style.map(|style| format!(" with style `{style}`")).unwrap_or_default();
            return Err(fault(
                key,
                format!("`{name}` means nothing for `{}`{style}", recipe.preset),
                "leave it out",
            ));
        }
        if let Some((key, _)) = self.extra.first().filter(|_| no_parameters || is_template) {
            let help = if is_template { "write it into the template" } else { "leave it out" };
            return Err(fault(
                SettingsKey::Extra(key.clone()),
                format!("`extra` means nothing for `{}`", recipe.preset),
                help,
            ));
        }
        Ok(())
    }

    fn method(&self, recipe: &Recipe) -> Result<(Method, Vec<Parameter>), SettingsFault> {
        let method = match recipe.shape {
            Shape::Append => Method::Append,
            Shape::Fragment => Method::Fragment,
            Shape::PathSuffix { prefix, place } => {
                Method::PathSuffix { prefix: self.path_prefix(prefix)?, place }
            }
            Shape::Redirect => Method::Redirect { base: self.base(recipe)? },
            Shape::Static => Method::Static,
            Shape::Bare => Method::Bare,
            Shape::Template => return self.template(),
        };
        Ok((method, self.parameters(recipe)?))
    }

    fn template(&self) -> Result<(Method, Vec<Parameter>), SettingsFault> {
        let Some(text) = self.template.as_deref() else {
            return Err(fault(
                SettingsKey::Template,
                "the preset `template` needs a template",
                "write it like `template: \"https://t.example/c?p={partner}&s={sub_id}&u={destination}\"`",
            ));
        };
        let reading = template::read(text.trim(), self.sub_id_rule(USUAL_LENGTH)?)
            .map_err(|(message, help)| fault(SettingsKey::Template, message, help))?;
        Ok(match reading {
            Reading::Address(template) => (Method::Template(template), Vec::new()),
            Reading::Parameters(parameters) => (Method::Append, parameters),
        })
    }

    fn path_prefix(&self, usual: &str) -> Result<String, SettingsFault> {
        let prefix = self.param.as_deref().unwrap_or(usual);
        match ParameterName::parse(prefix).filter(|_| !prefix.bytes().all(|byte| byte == b'.')) {
            Some(_) => Ok(prefix.to_owned()),
            None => Err(bad_name(SettingsKey::Param, prefix)),
        }
    }

    fn base(&self, recipe: &Recipe) -> Result<WebAddress, SettingsFault> {
        let Some(base) = self.base.as_deref() else {
            return Err(fault(
                SettingsKey::Base,
                format!("`{}` needs the address of its redirect script", recipe.preset),
                "write it like `base: https://pap.example.com/scripts/click.php`",
            ));
        };
        WebAddress::parse(base).map_err(|inner| fault(SettingsKey::Base, inner.message, inner.help))
    }

    /// The recipe's parameters with the settings worked in; the destination stays last.
    fn parameters(&self, recipe: &Recipe) -> Result<Vec<Parameter>, SettingsFault> {
        let mut parameters = Vec::new();
        let mut destination = None;
        let mut has_sub_id = false;
        for &(usual, fill) in recipe.parameters {
            let filled = match fill {
                Fill::Partner => parameter(
                    SettingsKey::Param,
                    self.param.as_deref(),
                    usual,
                    Value::Slot(Slot::Partner),
                )?,
                Fill::SubId { max_length } => {
                    has_sub_id = true;
                    self.sub_id_parameter(usual, max_length)?
                }
                Fill::Campaign => {
                    parameter(SettingsKey::Preset, None, usual, Value::Slot(Slot::Campaign))?
                }
                Fill::Literal(text) => {
                    parameter(SettingsKey::Preset, None, usual, Value::Literal(text.to_owned()))?
                }
                Fill::Destination => {
                    destination = Some(parameter(
                        SettingsKey::Preset,
                        None,
                        usual,
                        Value::Slot(Slot::Destination),
                    )?);
                    continue;
                }
            };
            parameters.push(filled);
        }
        if let Some(sub_id) = self.sub_id.as_ref().filter(|_| !has_sub_id) {
            if sub_id.param.is_none() {
                return Err(fault(
                    SettingsKey::SubIdParam,
                    "the sub-ID has no parameter",
                    "name it, such as `sub_id: {param: sub}`",
                ));
            }
            parameters.push(self.sub_id_parameter("", USUAL_LENGTH)?);
        }
        for (name, text) in &self.extra {
            let key = SettingsKey::Extra(name.clone());
            parameters.push(parameter(key, None, name, Value::Literal(text.clone()))?);
        }
        parameters.extend(destination);
        refuse_twins(&parameters)?;
        Ok(parameters)
    }

    fn sub_id_parameter(&self, usual: &str, max_length: usize) -> Result<Parameter, SettingsFault> {
        let given = self.sub_id.as_ref().and_then(|sub_id| sub_id.param.as_deref());
        let value = Value::Slot(Slot::SubId(self.sub_id_rule(max_length)?));
        parameter(SettingsKey::SubIdParam, given, usual, value)
    }

    fn sub_id_rule(&self, usual_length: usize) -> Result<SubIdRule, SettingsFault> {
        let given = self.sub_id.as_ref();
        let charset = match given.and_then(|sub_id| sub_id.charset.as_deref()) {
            None => Charset::usual(),
            Some(text) => Charset::parse(text).ok_or_else(|| {
                fault(
                    SettingsKey::SubIdCharset,
                    format!("`{text}` is no set of characters that sub-IDs can use"),
                    "write it like `[a-z0-9_-]`: at least ten letters or digits, and of other characters only - . _ ~",
                )
            })?,
        };
        let max_length = given.and_then(|sub_id| sub_id.max_length).unwrap_or(usual_length);
        SubIdRule::new(max_length, charset).ok_or_else(|| {
            fault(
                SettingsKey::SubIdMaxLength,
                format!("sub-IDs of {max_length} characters cannot tell placements apart"),
                "sub-IDs need 8 characters, of digits alone 13; if the backend takes fewer, leave `sub_id` out",
            )
        })
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

fn parameter(
    key: SettingsKey,
    given: Option<&str>,
    usual: &str,
    value: Value,
) -> Result<Parameter, SettingsFault> {
    let name = given.unwrap_or(usual);
    match ParameterName::parse(name) {
        Some(name) => Ok(Parameter { name, value }),
        None => Err(bad_name(key, name)),
    }
}

fn refuse_twins(parameters: &[Parameter]) -> Result<(), SettingsFault> {
    for (place, parameter) in parameters.iter().enumerate() {
        let name = &parameter.name;
        if parameters[..place].iter().any(|earlier| earlier.name == *name) {
            let key = match parameter.value {
                Value::Literal(_) => SettingsKey::Extra(name.to_string()),
                Value::Slot(Slot::SubId(_)) => SettingsKey::SubIdParam,
                Value::Slot(_) => SettingsKey::Param,
            };
            return Err(fault(
                key,
                format!("two parameters are named `{name}`"),
                "give one of them another name",
            ));
        }
    }
    Ok(())
}

fn bad_name(key: SettingsKey, name: &str) -> SettingsFault {
    fault(
        key,
        format!("`{name}` cannot be the name of a URL parameter"),
        "use letters, digits and - . _ ~ only, such as `ref`",
    )
}

#[cfg(test)]
mod tests;
