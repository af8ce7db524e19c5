//! One `name=value` that joins a destination's query.

use std::fmt;

use super::template::Part;

/// One `name=value` of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: ParameterName,
    /// Escaped text and slots, one after the other.
    pub value: Vec<Part>,
    /// Whether it is left out where a slot has nothing to say.
    pub optional: bool,
}

/// The name of a URL parameter: characters that stand in a query without escaping.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterName(String);

impl ParameterName {
    /// Reads a name; `None` when a character would need escaping (backends compare names byte by byte).
    pub fn parse(given: &str) -> Option<ParameterName> {
        let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~$:[]".contains(&byte);
        (!given.is_empty() && given.bytes().all(bare)).then(|| ParameterName(given.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ParameterName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The first name that stands twice.
pub(super) fn first_twin(parameters: &[Parameter]) -> Option<&ParameterName> {
    parameters.iter().enumerate().find_map(|(place, parameter)| {
        let is_twin = |earlier: &Parameter| earlier.name == parameter.name;
        parameters[..place].iter().any(is_twin).then_some(&parameter.name)
    })
}
